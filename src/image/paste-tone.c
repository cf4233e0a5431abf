/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "paste-tone.h"

#include <math.h>
#include <stdlib.h>

/* A difference of tone changes slowly: so many cells along the longer side hold it. Each has at least so many pixels a side, whose mean is free of noise. */
#define MOST_CELLS 160
#define LEAST_CELL 6

/* Pixels next to the mask that tell how visible a seam is. */
#define RIM 3

/* Three differences, and how much they are to be believed, 0 to 1. */
typedef struct {
  float difference[3];
  float weight;
} Cell;

struct _PasteTone {
  int width; /* of the place */
  int size;  /* pixels of a cell's side */
  int columns;
  int rows;
  Cell *cells;
};

void
paste_tone_free (PasteTone *self)
{
  g_free (self->cells);
  g_free (self);
}

static const guint8 *
find_pixel (GdkPixbuf *pixels, int x, int y)
{
  return gdk_pixbuf_read_pixels (pixels) + (gsize)y * gdk_pixbuf_get_rowstride (pixels)
         + (gsize)x * gdk_pixbuf_get_n_channels (pixels);
}

/* Opaque pixels that the mask leaves alone. */
static void
add_row (PasteTone *self,
         GdkPixbuf *pixels,
         const PentimentoPlace *place,
         const guint8 *coverage,
         GdkPixbuf *result,
         int y)
{
  int channels = gdk_pixbuf_get_n_channels (pixels);
  const guint8 *pixel = find_pixel (pixels, place->x, place->y + y);
  const guint8 *other = find_pixel (result, 0, y);
  Cell *row = self->cells + (gsize)(y / self->size) * self->columns;

  for (int x = 0; x < place->width; x++, pixel += channels, other += 3)
    {
      Cell *cell = &row[x / self->size];

      if (coverage[x] != 0 || (channels == 4 && pixel[3] != 255))
        continue;
      for (int i = 0; i < 3; i++)
        cell->difference[i] += (float)(pixel[i] - other[i]);
      cell->weight++;
    }
}

/* From sums to means. */
static void
finish_cells (PasteTone *self)
{
  for (gsize i = 0; i < (gsize)self->columns * self->rows; i++)
    {
      Cell *cell = &self->cells[i];

      for (int channel = 0; channel < 3 && cell->weight > 0; channel++)
        cell->difference[channel] /= cell->weight;
      cell->weight = MIN (1, cell->weight * 2 / (float)(self->size * self->size));
    }
}

/* Half as many cells a side: of four the mean of what is believed. */
static PasteTone *
pull (const PasteTone *self)
{
  PasteTone *coarse = g_new0 (PasteTone, 1);

  coarse->columns = (self->columns + 1) / 2;
  coarse->rows = (self->rows + 1) / 2;
  coarse->cells = g_new0 (Cell, (gsize)coarse->columns * coarse->rows);
  for (int y = 0; y < self->rows; y++)
    for (int x = 0; x < self->columns; x++)
      {
        const Cell *cell = &self->cells[(gsize)y * self->columns + x];
        Cell *sum = &coarse->cells[(gsize)(y / 2) * coarse->columns + x / 2];

        for (int i = 0; i < 3; i++)
          sum->difference[i] += cell->difference[i] * cell->weight;
        sum->weight += cell->weight;
      }
  for (gsize i = 0; i < (gsize)coarse->columns * coarse->rows; i++)
    {
      Cell *cell = &coarse->cells[i];

      for (int channel = 0; channel < 3 && cell->weight > 0; channel++)
        cell->difference[channel] /= cell->weight;
      cell->weight = MIN (1, cell->weight);
    }
  return coarse;
}

/* Between the four cells whose middles are nearest; a place in cells. */
static inline void
interpolate (const PasteTone *self, float x, float y, float *difference)
{
  float from_x = CLAMP (x - 0.5f, 0, (float)(self->columns - 1)), from_y = CLAMP (y - 0.5f, 0, (float)(self->rows - 1));
  int column = (int)from_x, row = (int)from_y;
  int right = column + 1 < self->columns ? 1 : 0, below = row + 1 < self->rows ? self->columns : 0;
  const Cell *cell = self->cells + (gsize)row * self->columns + column;
  float across = from_x - (float)column, down = from_y - (float)row;

  for (int i = 0; i < 3; i++)
    difference[i] = (cell[0].difference[i] * (1 - across) + cell[right].difference[i] * across) * (1 - down)
                    + (cell[below].difference[i] * (1 - across) + cell[below + right].difference[i] * across) * down;
}

/* Where a cell is not believed, the coarser ones say what it is. */
static void
push (PasteTone *self, const PasteTone *coarse)
{
  for (int y = 0; y < self->rows; y++)
    for (int x = 0; x < self->columns; x++)
      {
        Cell *cell = &self->cells[(gsize)y * self->columns + x];
        float difference[3];

        if (cell->weight >= 1)
          continue;
        interpolate (coarse, (float)(x + 0.5) / 2, (float)(y + 0.5) / 2, difference);
        for (int i = 0; i < 3; i++)
          cell->difference[i] = cell->difference[i] * cell->weight + difference[i] * (1 - cell->weight);
        cell->weight = 1;
      }
}

static void
fill (PasteTone *self)
{
  g_autoptr (PasteTone) coarse = NULL;

  if (self->columns == 1 && self->rows == 1)
    return;
  coarse = pull (self);
  fill (coarse);
  push (self, coarse);
}

/* A membrane that is held by the rim, as in Pérez, Gangnet and Blake, “Poisson image editing” (2003), from a pyramid instead of an equation: Gortler and others,
 * “The lumigraph” (1996), section 3.4, pull and push. */
PasteTone *
paste_tone_new (GdkPixbuf *pixels, const PentimentoPlace *place, const guint8 *coverage, GdkPixbuf *result)
{
  PasteTone *self = g_new0 (PasteTone, 1);

  self->width = place->width;
  self->size = MAX (LEAST_CELL, (MAX (place->width, place->height) - 1) / MOST_CELLS + 1);
  self->columns = (place->width - 1) / self->size + 1;
  self->rows = (place->height - 1) / self->size + 1;
  self->cells = g_new0 (Cell, (gsize)self->columns * self->rows);
  for (int y = 0; y < place->height; y++)
    add_row (self, pixels, place, coverage + (gsize)y * place->width, result, y);
  finish_cells (self);
  fill (self);
  return self;
}

void
paste_tone_get_row (const PasteTone *self, int y, float *correction)
{
  float scale = 1 / (float)self->size;

  for (int x = 0; x < self->width; x++)
    interpolate (self, ((float)x + 0.5f) * scale, ((float)y + 0.5f) * scale, correction + (gsize)x * 3);
}

/* Adds a row of what is covered to how many there are in each column, or takes it away. */
static void
count_row (int *counts, const guint8 *coverage, const PentimentoPlace *place, int y, int times)
{
  const guint8 *row = coverage + (gsize)y * place->width;

  if (y < 0 || y >= place->height)
    return;
  for (int x = 0; x < place->width; x++)
    counts[x] += row[x] != 0 ? times : 0;
}

typedef struct {
  double sum;
  gsize n_pixels;
} Rim;

/* Of a row: the uncovered pixels from which something covered is no farther than the rim is wide, in columns that were counted. */
static void
add_rim (Rim *self,
         const int *counts,
         const float *correction,
         GdkPixbuf *pixels,
         const PentimentoPlace *place,
         const guint8 *coverage,
         GdkPixbuf *result,
         int y)
{
  gboolean has_alpha = gdk_pixbuf_get_has_alpha (pixels);
  int n_near = 0;

  for (int x = -RIM; x < place->width; x++)
    {
      const guint8 *pixel, *other;

      n_near += x + RIM < place->width ? counts[x + RIM] : 0;
      n_near -= x - RIM - 1 >= 0 ? counts[x - RIM - 1] : 0;
      if (x < 0 || n_near == 0 || coverage[(gsize)y * place->width + x] != 0)
        continue;
      pixel = find_pixel (pixels, place->x + x, place->y + y);
      other = find_pixel (result, x, y);
      if (has_alpha && pixel[3] != 255)
        continue;
      for (int i = 0; i < 3; i++)
        self->sum += fabs (pixel[i] - other[i] - correction[x * 3 + i]) / 3;
      self->n_pixels++;
    }
}

double
paste_tone_measure_rim (const PasteTone *tone,
                        GdkPixbuf *pixels,
                        const PentimentoPlace *place,
                        const guint8 *coverage,
                        GdkPixbuf *result,
                        gsize *n_pixels)
{
  g_autofree float *correction = g_new0 (float, (gsize)place->width * 3);
  g_autofree int *counts = g_new0 (int, place->width);
  Rim rim = { 0 };

  for (int y = -RIM; y < place->height; y++)
    {
      count_row (counts, coverage, place, y + RIM, 1);
      count_row (counts, coverage, place, y - RIM - 1, -1);
      if (y < 0)
        continue;
      if (tone != NULL)
        paste_tone_get_row (tone, y, correction);
      add_rim (&rim, counts, correction, pixels, place, coverage, result, y);
    }
  *n_pixels = rim.n_pixels;
  return rim.n_pixels > 0 ? rim.sum / (double)rim.n_pixels : 0;
}
