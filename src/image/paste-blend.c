/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "paste-blend.h"

#include "recipe-rows.h"

/* Some milliseconds of work. */
#define BAND 32

typedef struct {
  GdkPixbuf *pixels;
  guint8 *first; /* pixel of the place */
  const PentimentoPlace *place;
  const guint8 *coverage;
  GdkPixbuf *result;
  const guint8 *result_pixels;
  const PasteTone *tone;
} Blend;

static inline guint8
mix (int one, int other, int share)
{
  return (one * (255 - share) + other * share + 127) / 255;
}

/* What is opaque stays so; what was transparent shows the result. */
static inline void
blend_pixel (guint8 *pixel, const guint8 *result, int coverage, gboolean has_alpha)
{
  int share = has_alpha ? 255 - (pixel[3] * (255 - coverage) + 127) / 255 : coverage;

  for (int i = 0; i < 3; i++)
    pixel[i] = mix (pixel[i], result[i], share);
  if (has_alpha)
    pixel[3] = 255;
}

static void
blend_row (const Blend *self, int y, const float *correction)
{
  gboolean has_alpha = gdk_pixbuf_get_has_alpha (self->pixels);
  int channels = has_alpha ? 4 : 3;
  guint8 *pixel = self->first + (gsize)y * gdk_pixbuf_get_rowstride (self->pixels);
  const guint8 *result = self->result_pixels + (gsize)y * gdk_pixbuf_get_rowstride (self->result);
  const guint8 *coverage = self->coverage + (gsize)y * self->place->width;

  for (int x = 0; x < self->place->width; x++, pixel += channels, result += 3)
    {
      guint8 toned[3] = { result[0], result[1], result[2] };

      if (coverage[x] == 0)
        continue;
      for (int i = 0; i < 3 && correction != NULL; i++)
        toned[i] = (guint8)(CLAMP (result[i] + correction[x * 3 + i], 0.0f, 255.0f) + 0.5f);
      blend_pixel (pixel, toned, coverage[x], has_alpha);
    }
}

static void
blend_rows (gpointer data, int first, int end)
{
  const Blend *self = data;
  g_autofree float *correction = self->tone != NULL ? g_new (float, (gsize)self->place->width * 3) : NULL;

  for (int y = first; y < end; y++)
    {
      if (correction != NULL)
        paste_tone_get_row (self->tone, y, correction);
      blend_row (self, y, correction);
    }
}

gboolean
paste_blend (GdkPixbuf *pixels,
             const PentimentoPlace *place,
             const guint8 *coverage,
             GdkPixbuf *result,
             const PasteTone *tone,
             GCancellable *cancellable)
{
  Blend self = { .pixels = pixels, .place = place, .coverage = coverage, .result = result, .tone = tone };

  self.first = gdk_pixbuf_get_pixels (pixels) + (gsize)place->y * gdk_pixbuf_get_rowstride (pixels)
               + (gsize)place->x * gdk_pixbuf_get_n_channels (pixels);
  self.result_pixels = gdk_pixbuf_read_pixels (result);
  return recipe_rows_run (place->height, BAND, blend_rows, &self, cancellable);
}
