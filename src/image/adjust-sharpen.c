/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "adjust-sharpen.h"

#include "adjust-tone.h"

#include <math.h>
#include <string.h>

/* The most that is added: one and a half times the difference, where halos begin to show. */
#define STRONGEST 1.5f

/* A band of rows as numbers: luma, which counts as much as its pixel shows, and how much that is. */
typedef struct {
  const AdjustSharpen *sharpen;
  int width;
  int height;
  int channels;
  int first; /* of the rows that are held */
  int n_rows;
  float *luma;
  float *shown; /* NULL where all is opaque */
  float *column;
  float *blurred;
  float *blurred_shown;
  guint8 *row;
} Band;

/* The share of a Gaussian that falls on each pixel: right for blurs narrower than a pixel as well. */
void
adjust_sharpen_fill (AdjustSharpen *self, const PentimentoAdjustment *adjustment, double scale)
{
  double deviation = adjustment->radius * scale;
  double sum = 0;

  self->amount = adjustment->sharpness / 100 * (adjustment->sharpness > 0 ? STRONGEST : 1);
  self->radius = CLAMP ((int)ceil (deviation * 3), 1, ADJUST_SHARPEN_MOST);
  for (int i = -self->radius; i <= self->radius; i++)
    {
      double share = erf ((i + 0.5) / (deviation * G_SQRT2)) - erf ((i - 0.5) / (deviation * G_SQRT2));

      self->weights[i + self->radius] = share;
      sum += share;
    }
  for (int i = 0; i <= 2 * self->radius; i++)
    self->weights[i] /= sum;
}

static float
find_luma (const guint8 *pixel)
{
  return ADJUST_LUMA_RED * pixel[0] + ADJUST_LUMA_GREEN * pixel[1] + ADJUST_LUMA_BLUE * pixel[2];
}

static void
take_row (Band *self, int row, const guint8 *pixels)
{
  float *luma = self->luma + (gsize)(row - self->first) * self->width;
  float *shown = self->shown != NULL ? self->shown + (gsize)(row - self->first) * self->width : NULL;

  if (shown == NULL)
    for (int x = 0; x < self->width; x++)
      luma[x] = find_luma (pixels + x * 3);
  else
    for (int x = 0; x < self->width; x++)
      {
        shown[x] = pixels[x * 4 + 3] / 255.0f;
        luma[x] = find_luma (pixels + x * 4) * shown[x];
      }
}

static guint8 *
get_target_row (const Band *self, int row)
{
  return gdk_pixbuf_get_pixels (self->sharpen->target) + (gsize)row * gdk_pixbuf_get_rowstride (self->sharpen->target);
}

static void
band_clear (Band *self)
{
  g_free (self->luma);
  g_free (self->shown);
  g_free (self->column);
  g_free (self->blurred);
  g_free (self->blurred_shown);
  g_free (self->row);
}

static gboolean
band_init (Band *self, const AdjustSharpen *sharpen, int first, int end)
{
  gsize n_numbers;

  self->sharpen = sharpen;
  self->width = gdk_pixbuf_get_width (sharpen->target);
  self->height = gdk_pixbuf_get_height (sharpen->target);
  self->channels = gdk_pixbuf_get_n_channels (sharpen->target);
  self->first = MAX (0, first - sharpen->radius);
  self->n_rows = MIN (self->height, end + sharpen->radius) - self->first;
  n_numbers = (gsize)self->n_rows * self->width;
  self->luma = g_try_new (float, n_numbers);
  self->shown = self->channels == 4 ? g_try_new (float, n_numbers) : NULL;
  self->column = g_try_new (float, self->width + 2 * sharpen->radius);
  self->blurred = g_try_new (float, self->width);
  self->blurred_shown = g_try_new (float, self->width);
  self->row = g_try_malloc ((gsize)self->width * self->channels);
  return self->luma != NULL && (self->channels == 3 || self->shown != NULL) && self->column != NULL
         && self->blurred != NULL && self->blurred_shown != NULL && self->row != NULL;
}

static void
take_rows (Band *self, int first, int end)
{
  for (int row = self->first; row < self->first + self->n_rows; row++)
    {
      gboolean is_made = row >= first && row < end;

      if (!is_made)
        self->sharpen->make_row (self->sharpen->data, row, self->row);
      take_row (self, row, is_made ? get_target_row (self, row) : self->row);
    }
}

static void
add_weighted (float *restrict sum, const float *restrict numbers, float weight, int n_numbers)
{
  for (int i = 0; i < n_numbers; i++)
    sum[i] += numbers[i] * weight;
}

/* Down, then across; beyond the edges the outermost pixels go on. */
static void
blur_row (Band *self, const float *plane, int row, float *blurred)
{
  int radius = self->sharpen->radius;
  float *middle = self->column + radius;

  memset (middle, 0, self->width * sizeof (float));
  for (int i = -radius; i <= radius; i++)
    {
      int from = CLAMP (row + i, 0, self->height - 1) - self->first;

      add_weighted (middle, plane + (gsize)from * self->width, self->sharpen->weights[i + radius], self->width);
    }
  for (int i = 1; i <= radius; i++)
    {
      middle[-i] = middle[0];
      middle[self->width - 1 + i] = middle[self->width - 1];
    }
  memset (blurred, 0, self->width * sizeof (float));
  for (int i = -radius; i <= radius; i++)
    add_weighted (blurred, middle + i, self->sharpen->weights[i + radius], self->width);
}

static void
add_difference (guint8 *pixel, float difference)
{
  for (int channel = 0; channel < 3; channel++)
    pixel[channel] = CLAMP (pixel[channel] + difference, 0.0f, 255.0f) + 0.5f;
}

static void
sharpen_row (Band *self, int row)
{
  gsize offset = (gsize)(row - self->first) * self->width;
  const float *luma = self->luma + offset;
  const float *shown = self->shown != NULL ? self->shown + offset : NULL;
  guint8 *pixel = get_target_row (self, row);
  float amount = self->sharpen->amount;

  blur_row (self, self->luma, row, self->blurred);
  if (shown != NULL)
    blur_row (self, self->shown, row, self->blurred_shown);
  for (int x = 0; x < self->width; x++, pixel += self->channels)
    if (shown == NULL)
      add_difference (pixel, amount * (luma[x] - self->blurred[x]));
    else if (shown[x] > 0)
      add_difference (pixel, amount * (luma[x] / shown[x] - self->blurred[x] / self->blurred_shown[x]));
}

gboolean
adjust_sharpen_rows (const AdjustSharpen *self, int first, int end)
{
  Band band = { 0 };
  gboolean good = band_init (&band, self, first, end);

  if (good)
    {
      take_rows (&band, first, end);
      for (int row = first; row < end; row++)
        sharpen_row (&band, row);
    }
  band_clear (&band);
  return good;
}
