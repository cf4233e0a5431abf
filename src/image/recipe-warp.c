/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "recipe-warp.h"

#include "recipe-rows.h"

#include <string.h>

/* Places between two pixels that are told apart: an error of 1/512 pixel is far below one level of 255. */
#define N_PHASES 256

/* Some milliseconds of work. */
#define BAND 32

/* Four channels, or four weights, at once. */
typedef float Four __attribute__ ((vector_size (16)));
typedef gint32 FourWords __attribute__ ((vector_size (16)));
typedef guint8 Bytes __attribute__ ((vector_size (16)));

typedef struct {
  const guint8 *source;
  int width;
  int height;
  gsize stride;
  int channels;
  guint8 *target;
  int target_width;
  gsize target_stride;
  int target_channels;
  WarpMatrix matrix;
  WarpOutside outside;
  float weights[N_PHASES][4];
} Warp;

/* Keys, “Cubic convolution interpolation for digital image processing” (1981), a = −½ */
static void
fill_weights (Warp *self)
{
  for (int i = 0; i < N_PHASES; i++)
    {
      float t = (float)i / N_PHASES;

      self->weights[i][0] = ((-0.5f * t + 1) * t - 0.5f) * t;
      self->weights[i][1] = (1.5f * t - 2.5f) * t * t + 1;
      self->weights[i][2] = ((-1.5f * t + 2) * t + 0.5f) * t;
      self->weights[i][3] = (0.5f * t - 0.5f) * t * t;
    }
}

/* Four bytes as numbers, in two steps of which processors do each at once. */
static inline Four
load (const guint8 *pixel)
{
  const Bytes none = { 0 };
  gint32 word;
  Bytes bytes;

  memcpy (&word, pixel, sizeof word);
  bytes = (Bytes)(FourWords){ word };
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  bytes = __builtin_shufflevector (bytes, none, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  bytes = __builtin_shufflevector (bytes, none, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23);
#else
  bytes = __builtin_shufflevector (bytes, none, 16, 0, 17, 1, 18, 2, 19, 3, 20, 4, 21, 5, 22, 6, 23, 7);
  bytes = __builtin_shufflevector (bytes, none, 16, 17, 0, 1, 18, 19, 2, 3, 20, 21, 4, 5, 22, 23, 6, 7);
#endif
  return __builtin_convertvector((FourWords)bytes, Four);
}

/* A pixel without alpha is opaque; with alpha its colours count as much as they show. The last channel adds up what counted. */
static inline Four
weigh (Four colour, float weight, gboolean has_alpha)
{
  float shown = has_alpha ? weight * colour[3] / 255 : weight;

  colour[3] = 1;
  return colour * shown;
}

/* Anywhere, pixel by pixel. */
static Four
sample_carefully (const Warp *self, int x, int y, const float *across, const float *down)
{
  Four sum = { 0 };

  for (int j = 0; j < 4; j++)
    for (int i = 0; i < 4; i++)
      {
        int column = CLAMP (x + i, 0, self->width - 1);
        int row = CLAMP (y + j, 0, self->height - 1);
        const guint8 *pixel = self->source + row * self->stride + (gsize)column * self->channels;
        Four colour = { pixel[0], pixel[1], pixel[2], self->channels == 4 ? pixel[3] : 255 };

        if (self->outside == WARP_EXTEND || (column == x + i && row == y + j))
          sum += weigh (colour, across[i] * down[j], TRUE);
      }
  return sum;
}

/* Where all pixels are inside, and one more to the right, for four bytes are read of three. */
static inline Four
sample_inside (const Warp *self, int x, int y, const float *across, const float *down, int channels)
{
  const guint8 *pixels = self->source + y * self->stride + (gsize)x * channels;
  Four sum = { 0 };

  for (int j = 0; j < 4; j++, pixels += self->stride)
    {
      Four row = { 0 };

      for (int i = 0; i < 4; i++)
        row += channels == 4 ? weigh (load (pixels + i * 4), across[i], TRUE) : load (pixels + i * 3) * across[i];
      sum += row * down[j];
    }
  if (channels == 3)
    sum[3] = 1;
  return sum;
}

static inline guint8
to_byte (float value)
{
  return CLAMP (value, 0.0f, 255.0f) + 0.5f;
}

static inline void
store (guint8 *target, Four sum, int channels)
{
  float alpha = CLAMP (sum[3], 0.0f, 1.0f);
  float whole = alpha > 0 ? 1 / sum[3] : 0;

  for (int channel = 0; channel < 3; channel++)
    target[channel] = to_byte (sum[channel] * whole);
  if (channels == 4)
    target[3] = to_byte (alpha * 255);
}

/* Without a call of the library for each pixel. */
static inline int
round_down (double number)
{
  int whole = (int)number;

  return whole > number ? whole - 1 : whole;
}

static inline void
warp_row (const Warp *self, int row, int channels)
{
  const WarpMatrix *matrix = &self->matrix;
  double y = row + 0.5;
  guint8 *target = self->target + row * self->target_stride;

  for (int column = 0; column < self->target_width; column++, target += self->target_channels)
    {
      double x = column + 0.5;
      double from_x = matrix->xx * x + matrix->xy * y + matrix->x0 - 0.5 + 0.5 / N_PHASES;
      double from_y = matrix->yx * x + matrix->yy * y + matrix->y0 - 0.5 + 0.5 / N_PHASES;
      int whole_x = round_down (from_x), whole_y = round_down (from_y);
      const float *across = self->weights[(int)((from_x - whole_x) * N_PHASES)];
      const float *down = self->weights[(int)((from_y - whole_y) * N_PHASES)];
      gboolean inside = whole_x >= 1 && whole_y >= 1 && whole_x + 3 < self->width && whole_y + 2 < self->height;
      Four sum = inside ? sample_inside (self, whole_x - 1, whole_y - 1, across, down, channels)
                        : sample_carefully (self, whole_x - 1, whole_y - 1, across, down);

      store (target, sum, self->target_channels);
    }
}

static void
warp_rows (gpointer data, int first, int end)
{
  const Warp *self = data;

  for (int row = first; row < end; row++)
    if (self->channels == 4)
      warp_row (self, row, 4);
    else
      warp_row (self, row, 3);
}

GdkPixbuf *
recipe_warp (GdkPixbuf *source,
             int width,
             int height,
             const WarpMatrix *matrix,
             WarpOutside outside,
             GCancellable *cancellable)
{
  gboolean has_alpha = gdk_pixbuf_get_has_alpha (source) || outside == WARP_TRANSPARENT;
  g_autoptr (GdkPixbuf) target = gdk_pixbuf_new (GDK_COLORSPACE_RGB, has_alpha, 8, width, height);
  Warp self = { .matrix = *matrix, .outside = outside, .target_width = width };

  if (target == NULL)
    return NULL;
  self.source = gdk_pixbuf_read_pixels (source);
  self.width = gdk_pixbuf_get_width (source);
  self.height = gdk_pixbuf_get_height (source);
  self.stride = gdk_pixbuf_get_rowstride (source);
  self.channels = gdk_pixbuf_get_n_channels (source);
  self.target = gdk_pixbuf_get_pixels (target);
  self.target_stride = gdk_pixbuf_get_rowstride (target);
  self.target_channels = gdk_pixbuf_get_n_channels (target);
  fill_weights (&self);
  return recipe_rows_run (height, BAND, warp_rows, &self, cancellable) ? g_steal_pointer (&target) : NULL;
}
