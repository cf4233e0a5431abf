/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "alignment-plane.h"

#include "recipe-rows.h"

#include <math.h>

/* Some milliseconds of work. */
#define BAND 32

AlignmentPlane *
alignment_plane_new (int width, int height)
{
  AlignmentPlane *self = g_new (AlignmentPlane, 1);

  self->width = width;
  self->height = height;
  self->pixels = g_new0 (float, (gsize)width *height);
  return self;
}

void
alignment_plane_free (AlignmentPlane *self)
{
  g_free (self->pixels);
  g_free (self);
}

typedef struct {
  const GdkPixbuf *pixels;
  AlignmentPlane *plane;
} Brightness;

/* Rec. 709's weights, on white. */
static inline float
measure_pixel (const guint8 *pixel, int channels)
{
  float brightness = 0.2126f * pixel[0] + 0.7152f * pixel[1] + 0.0722f * pixel[2];

  return channels == 4 ? 255 + (brightness - 255) * pixel[3] / 255 : brightness;
}

/* Adds a row of the picture to one of the plane: each pixel with as much of its area as lies there. */
static void
add_row (const guint8 *row, int channels, int from_width, float *to, int width, float weight)
{
  double step = (double)from_width / width;

  for (int x = 0; x < width; x++)
    {
      double start = x * step, end = MIN (start + step, from_width);
      float sum = 0;

      for (int at = (int)start; at < end; at++)
        sum += (float)(MIN (end, at + 1) - MAX (start, at)) * measure_pixel (row + (gsize)at * channels, channels);
      to[x] += sum * weight / (float)step;
    }
}

static void
measure_rows (gpointer data, int first, int end)
{
  Brightness *self = data;
  int channels = gdk_pixbuf_get_n_channels (self->pixels), rows = gdk_pixbuf_get_height (self->pixels);
  gsize stride = gdk_pixbuf_get_rowstride (self->pixels);
  const guint8 *pixels = gdk_pixbuf_read_pixels (self->pixels);
  double step = (double)rows / self->plane->height;

  for (int y = first; y < end; y++)
    {
      double upper = y * step, lower = MIN (upper + step, rows);

      for (int at = (int)upper; at < lower; at++)
        add_row (pixels + at * stride, channels, gdk_pixbuf_get_width (self->pixels),
                 self->plane->pixels + (gsize)y * self->plane->width, self->plane->width,
                 (float)((MIN (lower, at + 1) - MAX (upper, at)) / step));
    }
}

AlignmentPlane *
alignment_plane_new_brightness (GdkPixbuf *pixels, int width, int height)
{
  Brightness self = { pixels, alignment_plane_new (width, height) };

  recipe_rows_run (height, BAND, measure_rows, &self, NULL);
  return self.plane;
}

AlignmentPlane *
alignment_plane_new_weights (PentimentoMask *mask, int width, int height)
{
  AlignmentPlane *self = alignment_plane_new (width, height);
  int columns = mask != NULL ? pentimento_mask_get_width (mask) : 1;
  int rows = mask != NULL ? pentimento_mask_get_height (mask) : 1;
  g_autofree guint8 *row = g_malloc0 (columns);

  for (int y = 0; y < height; y++)
    {
      if (mask != NULL)
        pentimento_mask_get_row (mask, 0, (int)((y + 0.5) * rows / height), columns, row);
      for (int x = 0; x < width; x++)
        self->pixels[(gsize)y * width + x] = row[(gsize)((x + 0.5) * columns / width)] == 0 ? 1 : 0;
    }
  return self;
}

static void
add_line (float *sums, const float *line, int length, float times)
{
  for (int i = 0; i < length; i++)
    sums[i] += line[i] * times;
}

/* Sums of the numbers up to @radius away. */
static void
sum_line (const float *from, float *to, int length, int radius)
{
  double sum = 0;

  for (int i = 0; i < MIN (radius, length); i++)
    sum += from[i];
  for (int i = 0; i < length; i++)
    {
      if (i + radius < length)
        sum += from[i + radius];
      if (i > radius)
        sum -= from[i - radius - 1];
      to[i] = (float)sum;
    }
}

/* Down first, whole rows at a time. */
static AlignmentPlane *
sum_boxes (const AlignmentPlane *self, int radius)
{
  AlignmentPlane *boxes = alignment_plane_new (self->width, self->height);
  g_autofree float *sums = g_new0 (float, self->width);
  gsize width = self->width;

  for (int y = -radius; y < self->height; y++)
    {
      if (y + radius < self->height)
        add_line (sums, self->pixels + (gsize)(y + radius) * width, self->width, 1);
      if (y > radius)
        add_line (sums, self->pixels + (gsize)(y - radius - 1) * width, self->width, -1);
      if (y >= 0)
        sum_line (sums, boxes->pixels + (gsize)y * width, self->width, radius);
    }
  return boxes;
}

/* A quarter, a half and a quarter, in both directions. */
static void
smooth (AlignmentPlane *self)
{
  gsize width = self->width;
  g_autofree float *before = g_memdup2 (self->pixels, width * sizeof (float));

  for (int y = 0; y < self->height; y++)
    {
      float *row = self->pixels + (gsize)y * width;
      const float *after = y + 1 < self->height ? row + width : row;
      float left;

      for (gsize x = 0; x < width; x++)
        {
          float here = row[x];

          row[x] = (before[x] + 2 * here + after[x]) / 4;
          before[x] = here;
        }
      left = row[0];
      for (gsize x = 0; x + 1 < width; x++)
        {
          float here = row[x];

          row[x] = (left + 2 * here + row[x + 1]) / 4;
          left = here;
        }
    }
}

AlignmentPlane *
alignment_plane_sharpen (const AlignmentPlane *self, const AlignmentPlane *weights, int radius)
{
  gsize n_pixels = (gsize)self->width * self->height;
  AlignmentPlane *sharp = alignment_plane_new (self->width, self->height);
  g_autoptr (AlignmentPlane) counts = sum_boxes (weights, radius);
  g_autoptr (AlignmentPlane) sums = NULL;

  for (gsize i = 0; i < n_pixels; i++)
    sharp->pixels[i] = self->pixels[i] * weights->pixels[i];
  sums = sum_boxes (sharp, radius);
  for (gsize i = 0; i < n_pixels; i++)
    sharp->pixels[i] -= weights->pixels[i] * sums->pixels[i] / MAX (counts->pixels[i], 1);
  smooth (sharp);
  return sharp;
}

typedef struct {
  const AlignmentPlane *from;
  AlignmentPlane *to;
  const AlignmentMotion *motion;
} Warp;

/* Keys, “Cubic convolution interpolation for digital image processing” (1981), a = −½ */
static inline void
find_weights (float t, float *weights)
{
  weights[0] = ((-0.5f * t + 1) * t - 0.5f) * t;
  weights[1] = (1.5f * t - 2.5f) * t * t + 1;
  weights[2] = ((-1.5f * t + 2) * t + 0.5f) * t;
  weights[3] = (0.5f * t - 0.5f) * t * t;
}

static void
warp_rows (gpointer data, int first, int end)
{
  const Warp *self = data;
  int width = self->from->width, height = self->from->height;
  double scale = 1 + self->motion->s;

  for (int y = first; y < end; y++)
    {
      double from_y = (y + 0.5 - height / 2.0) * scale + height / 2.0 + self->motion->y - 0.5;
      int row = (int)floor (from_y);
      float down[4];

      if (row < 1 || row + 2 >= height)
        continue;
      find_weights ((float)(from_y - row), down);
      for (int x = 0; x < width; x++)
        {
          double from_x = (x + 0.5 - width / 2.0) * scale + width / 2.0 + self->motion->x - 0.5;
          int column = (int)floor (from_x);
          const float *pixels = self->from->pixels + (gsize)(row - 1) * width + column - 1;
          float across[4], sum = 0;

          if (column < 1 || column + 2 >= width)
            continue;
          find_weights ((float)(from_x - column), across);
          for (int j = 0; j < 4; j++, pixels += width)
            sum += down[j]
                   * (pixels[0] * across[0] + pixels[1] * across[1] + pixels[2] * across[2] + pixels[3] * across[3]);
          self->to->pixels[(gsize)y * width + x] = sum;
        }
    }
}

AlignmentPlane *
alignment_plane_warp (const AlignmentPlane *self, const AlignmentMotion *motion)
{
  Warp warp = { self, alignment_plane_new (self->width, self->height), motion };

  recipe_rows_run (self->height, BAND, warp_rows, &warp, NULL);
  return warp.to;
}

double
alignment_plane_get_deviation (const AlignmentPlane *self, const AlignmentPlane *weights)
{
  double squares = 0, count = 0;

  for (gsize i = 0; i < (gsize)self->width * self->height; i++)
    {
      squares += self->pixels[i] * self->pixels[i] * weights->pixels[i];
      count += weights->pixels[i];
    }
  return count > 0 ? sqrt (squares / count) : 0;
}
