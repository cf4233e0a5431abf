/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "adjust-pixels.h"

#include "adjust-sharpen.h"
#include "adjust-tone.h"
#include "recipe-rows.h"

/* Rows at a time: with the sharpening's few rows on either side still mostly its own, and some milliseconds of work. */
#define BAND 64

/* Pixels at a time, so that their colours as numbers stay in the processor's first cache. */
#define CHUNK 512

typedef struct {
  const guint8 *source;
  guint8 *target;
  gsize source_stride;
  gsize target_stride;
  int width;
  int height;
  int channels;
  AdjustTone tone;
  guint8 levels[3][256]; /* the same as whole numbers */
  AdjustSharpen sharpen;
  int failed; /* atomic */
} Adjusting;

static inline guint8
to_byte (float value)
{
  return CLAMP (value, 0.0f, 255.0f) + 0.5f;
}

static void
adjust_each (const Adjusting *self, const guint8 *source, guint8 *target, int n_pixels)
{
  for (int i = 0; i < n_pixels; i++, source += self->channels, target += self->channels)
    for (int channel = 0; channel < 3; channel++)
      target[channel] = self->levels[channel][source[channel]];
}

static void
mix (const AdjustTone *tone, float *red, float *green, float *blue, int n_pixels)
{
  float gains[CHUNK], saturation = tone->saturation;
  int steps[CHUNK];

  for (int i = 0; i < n_pixels; i++)
    steps[i] = (int)((ADJUST_LUMA_RED * red[i] + ADJUST_LUMA_GREEN * green[i] + ADJUST_LUMA_BLUE * blue[i])
                         * ((ADJUST_TONE_STEPS - 1) / 255.0f)
                     + 0.5f);
  for (int i = 0; i < n_pixels; i++)
    gains[i] = tone->gains[steps[i]];
  for (int i = 0; i < n_pixels; i++)
    {
      float luma = (ADJUST_LUMA_RED * red[i] + ADJUST_LUMA_GREEN * green[i] + ADJUST_LUMA_BLUE * blue[i]) * gains[i];
      float grey = luma * (1 - saturation), share = gains[i] * saturation;

      red[i] = CLAMP (grey + red[i] * share, 0.0f, 255.0f) + 0.5f;
      green[i] = CLAMP (grey + green[i] * share, 0.0f, 255.0f) + 0.5f;
      blue[i] = CLAMP (grey + blue[i] * share, 0.0f, 255.0f) + 0.5f;
    }
}

static void
adjust_together (const Adjusting *self, const guint8 *source, guint8 *target, int n_pixels)
{
  float red[CHUNK], green[CHUNK], blue[CHUNK];

  for (int i = 0; i < n_pixels; i++, source += self->channels)
    {
      red[i] = self->tone.levels[0][source[0]];
      green[i] = self->tone.levels[1][source[1]];
      blue[i] = self->tone.levels[2][source[2]];
    }
  mix (&self->tone, red, green, blue, n_pixels);
  for (int i = 0; i < n_pixels; i++, target += self->channels)
    {
      target[0] = (guint8)red[i];
      target[1] = (guint8)green[i];
      target[2] = (guint8)blue[i];
    }
}

static void
copy_alpha (const guint8 *source, guint8 *target, int n_pixels)
{
  for (int i = 0; i < n_pixels; i++)
    target[i * 4 + 3] = source[i * 4 + 3];
}

static void
adjust_row (gconstpointer data, int row, guint8 *target)
{
  const Adjusting *self = data;
  const guint8 *source = self->source + row * self->source_stride;

  for (int x = 0; x < self->width; x += CHUNK)
    {
      int n_pixels = MIN (CHUNK, self->width - x);

      if (self->tone.mixes)
        adjust_together (self, source + x * self->channels, target + x * self->channels, n_pixels);
      else
        adjust_each (self, source + x * self->channels, target + x * self->channels, n_pixels);
    }
  if (self->channels == 4)
    copy_alpha (source, target, self->width);
}

static void
adjust_rows (gpointer data, int first, int end)
{
  Adjusting *self = data;

  for (int row = first; row < end; row++)
    adjust_row (self, row, self->target + row * self->target_stride);
  if (self->sharpen.amount != 0 && !adjust_sharpen_rows (&self->sharpen, first, end))
    g_atomic_int_set (&self->failed, TRUE);
}

GdkPixbuf *
adjust_pixels (GdkPixbuf *pixels, const PentimentoAdjustment *adjustment, double scale, GCancellable *cancellable)
{
  int width = gdk_pixbuf_get_width (pixels), height = gdk_pixbuf_get_height (pixels);
  g_autoptr (GdkPixbuf) target
      = gdk_pixbuf_new (GDK_COLORSPACE_RGB, gdk_pixbuf_get_has_alpha (pixels), 8, width, height);
  g_autofree Adjusting *self = NULL;

  if (target == NULL)
    return NULL;
  self = g_new0 (Adjusting, 1);
  self->source = gdk_pixbuf_read_pixels (pixels);
  self->target = gdk_pixbuf_get_pixels (target);
  self->source_stride = gdk_pixbuf_get_rowstride (pixels);
  self->target_stride = gdk_pixbuf_get_rowstride (target);
  self->width = width;
  self->height = height;
  self->channels = gdk_pixbuf_get_n_channels (pixels);
  adjust_tone_fill (&self->tone, adjustment);
  for (int channel = 0; channel < 3; channel++)
    for (int i = 0; i < 256; i++)
      self->levels[channel][i] = to_byte (self->tone.levels[channel][i]);
  adjust_sharpen_fill (&self->sharpen, adjustment, scale);
  self->sharpen.target = target;
  self->sharpen.make_row = adjust_row;
  self->sharpen.data = self;
  if (!recipe_rows_run (height, BAND, adjust_rows, self, cancellable) || self->failed)
    return NULL;
  return g_steal_pointer (&target);
}
