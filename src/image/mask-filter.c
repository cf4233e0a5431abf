/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Masks whose rims are moved or made soft. Each tile is made of a window with a margin, and tiles far from any rim of none. */

#include "pentimento-mask-private.h"

#include <math.h>
#include <string.h>

/* Of 255: from here on a pixel is within the rim. */
#define HALF 128

typedef struct {
  PentimentoMask *mask;
  double pixels;
  int margin;
  int widths[3]; /* of the boxes */
  gboolean inside;
} Filter;

/* Within the rim of a pixel at that distance of the middles, which is covered that much, the rim is this far away. */
static double
measure_to_rim (int column, int row, guint8 there)
{
  return sqrt ((double)column * column + (double)row * row) - fabs (there / 255.0 - 0.5);
}

/* In each column the row of the nearest pixel that is within the rim, or is not; far outside where there is none. */
static void
find_nearest_rows (const guint8 *coverage, int width, int height, gboolean covered, int *nearest)
{
  const int nowhere = -4 * (width + height);

  for (int x = 0; x < width; x++)
    {
      int last = nowhere;

      for (int y = 0; y < height; y++)
        {
          last = (coverage[(gsize)y * width + x] >= HALF) == covered ? y : last;
          nearest[(gsize)y * width + x] = last;
        }
      for (int y = height - 1, next = nowhere; y >= 0; y--)
        {
          int *here = &nearest[(gsize)y * width + x];

          next = (coverage[(gsize)y * width + x] >= HALF) == covered ? y : next;
          if (next != nowhere && abs (next - y) < abs (*here - y))
            *here = next;
        }
    }
}

/* Felzenszwalb and Huttenlocher, “Distance transforms of sampled functions” (2012): the lower envelope of the parabolas over a row. */
static void
find_nearest_columns (const int *squares, int width, int *columns)
{
  g_autofree int *hulls = g_new (int, width);
  g_autofree double *starts = g_new (double, width + 1);
  int n = 0;

  hulls[0] = 0;
  starts[0] = -G_MAXDOUBLE;
  for (int x = 1; x < width; x++)
    {
      double start;

      do
        {
          int hull = hulls[n];

          start = ((squares[x] + (double)x * x) - (squares[hull] + (double)hull * hull)) / (2.0 * (x - hull));
        }
      while (start <= starts[n] && --n >= 0);
      hulls[++n] = x;
      starts[n] = start;
    }
  for (int x = 0, i = 0; x < width; x++)
    {
      while (i < n && starts[i + 1] < x)
        i++;
      columns[x] = hulls[i];
    }
}

/* Adds distances to the nearest pixel within the rim, or negative ones to the nearest that is not, to pixels on the other side. A pixel that the rim passes
 * through knows better: as in Gustavson and Strand, “Anti-aliased Euclidean distance transform” (2011). */
static void
add_distances (const guint8 *coverage, int width, int height, gboolean covered, float *distances)
{
  g_autofree int *nearest = g_new (int, (gsize)width *height);
  g_autofree int *squares = g_new (int, width);
  g_autofree int *columns = g_new (int, width);

  find_nearest_rows (coverage, width, height, covered, nearest);
  for (int y = 0; y < height; y++)
    {
      const int *rows = nearest + (gsize)y * width;

      for (int x = 0; x < width; x++)
        squares[x] = (rows[x] - y) * (rows[x] - y);
      find_nearest_columns (squares, width, columns);
      for (int x = 0; x < width; x++)
        {
          guint8 here = coverage[(gsize)y * width + x];
          int column = columns[x], row = rows[column];
          int across = column - x, down = row - y;
          gboolean at_rim = here != 0 && here != 255 && across * across + down * down <= 2;
          guint8 there = row >= 0 ? coverage[(gsize)row * width + column] : covered ? 255 : 0;
          double distance = at_rim ? fabs (here / 255.0 - 0.5) : measure_to_rim (across, down, there);

          if ((here >= HALF) != covered)
            distances[(gsize)y * width + x] = (float)(covered ? distance : -distance);
        }
    }
}

static PentimentoPlace
find_window (const Filter *filter, const PentimentoPlace *area)
{
  int margin = filter->margin;

  return (PentimentoPlace){ area->x - margin, area->y - margin, area->width + 2 * margin, area->height + 2 * margin };
}

/* Returns: whether it is all there is to do: the window is all empty or all full */
static gboolean
fill_plainly (const Filter *filter, const PentimentoPlace *area, const PentimentoPlace *window, guint8 *coverage)
{
  gboolean full = mask_window_is (filter->mask, window, &mask_tile_full);

  for (int y = 0; full && y < area->height; y++)
    memset (coverage + (gsize)y * MASK_TILE, 255, area->width);
  return full || mask_window_is (filter->mask, window, &mask_tile_empty);
}

static void
fill_grown (gconstpointer data, const PentimentoPlace *area, guint8 *coverage)
{
  const Filter *filter = data;
  PentimentoPlace window = find_window (filter, area);
  gsize size = (gsize)window.width * window.height;
  g_autofree guint8 *before = NULL;
  g_autofree float *distances = NULL;

  if (fill_plainly (filter, area, &window, coverage))
    return;
  before = g_malloc (size);
  distances = g_new0 (float, size);
  mask_get_window (filter->mask, &window, before);
  add_distances (before, window.width, window.height, TRUE, distances);
  add_distances (before, window.width, window.height, FALSE, distances);
  for (int y = 0; y < area->height; y++)
    for (int x = 0; x < area->width; x++)
      {
        float distance = distances[(gsize)(y + filter->margin) * window.width + x + filter->margin];

        coverage[(gsize)y * MASK_TILE + x] = (guint8)(CLAMP (0.5 - distance + filter->pixels, 0, 1) * 255 + 0.5);
      }
}

static PentimentoPlace
widen (PentimentoMask *self, int margin)
{
  const PentimentoPlace *bounds = &self->bounds;

  if (pentimento_place_is_nowhere (bounds))
    return *bounds;
  return (PentimentoPlace){ bounds->x - margin, bounds->y - margin, bounds->width + 2 * margin,
                            bounds->height + 2 * margin };
}

PentimentoMask *
pentimento_mask_grow (PentimentoMask *self, double pixels)
{
  Filter filter = { .mask = self };
  PentimentoPlace bounds;

  if (!isfinite (pixels) || pixels == 0)
    return pentimento_mask_ref (self);
  filter.pixels = CLAMP (pixels, -PENTIMENTO_MASK_MOST_PIXELS, PENTIMENTO_MASK_MOST_PIXELS);
  filter.margin = (int)ceil (fabs (filter.pixels)) + 2;
  bounds = widen (self, filter.margin);
  return mask_new_filled (self->width, self->height, &bounds, fill_grown, &filter);
}

/* One box over rows that lie @step apart, from one array to another. Beyond the ends their outermost numbers go on. */
static void
blur_line (const float *from, float *to, int length, gsize step, int box)
{
  int half = box / 2;
  double sum = 0;

  for (int i = -half; i <= half; i++)
    sum += from[(gsize)CLAMP (i, 0, length - 1) * step];
  for (int i = 0; i < length; i++)
    {
      to[(gsize)i * step] = (float)(sum / box);
      sum += from[(gsize)MIN (i + half + 1, length - 1) * step] - from[(gsize)MAX (i - half, 0) * step];
    }
}

static void
blur (const Filter *filter, float *pixels, int width, int height)
{
  g_autofree float *other = g_new (float, (gsize)width *height);

  for (int i = 0; i < 3; i++)
    {
      for (int y = 0; y < height; y++)
        blur_line (pixels + (gsize)y * width, other + (gsize)y * width, width, 1, filter->widths[i]);
      for (int x = 0; x < width; x++)
        blur_line (other + x, pixels + x, height, width, filter->widths[i]);
    }
}

/* What is half covered after blurring was the rim. Inside it coverage then begins at nothing. */
static guint8
find_feathered (const Filter *filter, float blurred, guint8 before)
{
  if (filter->inside)
    return MIN (before, (guint8)(CLAMP (2 * blurred - 255, 0, 255) + 0.5f));
  return (guint8)(CLAMP (blurred, 0, 255) + 0.5f);
}

static void
fill_feathered (gconstpointer data, const PentimentoPlace *area, guint8 *coverage)
{
  const Filter *filter = data;
  PentimentoPlace window = find_window (filter, area);
  gsize size = (gsize)window.width * window.height;
  g_autofree guint8 *before = NULL;
  g_autofree float *pixels = NULL;

  if (fill_plainly (filter, area, &window, coverage))
    return;
  before = g_malloc (size);
  pixels = g_new (float, size);
  mask_get_window (filter->mask, &window, before);
  for (gsize i = 0; i < size; i++)
    pixels[i] = before[i];
  blur (filter, pixels, window.width, window.height);
  for (int y = 0; y < area->height; y++)
    for (int x = 0; x < area->width; x++)
      {
        gsize at = (gsize)(y + filter->margin) * window.width + x + filter->margin;

        coverage[(gsize)y * MASK_TILE + x] = find_feathered (filter, pixels[at], before[at]);
      }
}

/* Three boxes are nearly a Gaussian; of the two nearest odd widths as many as come nearest to its deviation: Kovesi, “Fast almost-Gaussian filtering”
 * (2010). */
static void
choose_boxes (Filter *filter, double deviation)
{
  double variance = deviation * deviation;
  int narrow = (int)sqrt (4 * variance + 1);
  int n_narrow;

  narrow -= narrow % 2 == 0;
  n_narrow = (int)round ((12 * variance - 3 * narrow * narrow - 12 * narrow - 9) / (-4.0 * narrow - 4));
  for (int i = 0; i < 3; i++)
    {
      filter->widths[i] = i < n_narrow ? narrow : narrow + 2;
      filter->margin += filter->widths[i] / 2;
    }
}

static PentimentoMask *
feather (PentimentoMask *self, double pixels, gboolean inside)
{
  Filter filter = { .mask = self, .inside = inside };
  PentimentoPlace bounds;

  if (!isfinite (pixels) || pixels <= 0)
    return pentimento_mask_ref (self);
  choose_boxes (&filter, MIN (pixels, PENTIMENTO_MASK_MOST_PIXELS) / 2);
  bounds = inside ? self->bounds : widen (self, filter.margin);
  return mask_new_filled (self->width, self->height, &bounds, fill_feathered, &filter);
}

PentimentoMask *
pentimento_mask_feather (PentimentoMask *self, double pixels)
{
  return feather (self, pixels, FALSE);
}

PentimentoMask *
pentimento_mask_feather_inside (PentimentoMask *self, double pixels)
{
  return feather (self, pixels, TRUE);
}
