/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Masks of what is drawn: areas within a line, and strokes. */

#include "pentimento-mask-private.h"

#include <math.h>

/* Far outside any picture, and small enough that differences are exact. */
#define FARTHEST 1e7

/* How far the straight lines that an ellipse is made of may be from it, in pixels: a tenth of what one level of coverage is. */
#define MOST_SAGITTA 0.01

typedef struct {
  PentimentoMaskPoint *points;
  guint n_points;
} Polygon;

/* What is not a number is nowhere in particular. */
static double
tame (double number)
{
  return isfinite (number) ? CLAMP (number, -FARTHEST, FARTHEST) : 0;
}

/* Adds a piece of a line within one row of pixels, which goes down by @down, to what the row's sums rise by at each pixel. @left and @right are within it. */
static void
add_piece (float *row, double left, double right, double down)
{
  int first = (int)left, end = (int)ceil (right);
  double slope = right > left ? 1 / (right - left) : 0;
  double before = 0;

  if (end <= first + 1)
    {
      double middle = (left + right) / 2 - first;

      row[first] += (float)(down * (1 - middle));
      row[first + 1] += (float)(down * middle);
      return;
    }
  /* How much of the pixels lies right of the piece, summed up to each of them. */
  for (int i = first; i < end; i++)
    {
      double from = MAX (left, i), to = MIN (right, i + 1);
      double covered = (to - from) * slope * (i + 1 - (from + to) / 2) + (from - left) * slope;

      row[i] += (float)(down * (covered - before));
      before = covered;
    }
  row[end] += (float)(down * (1 - before));
}

/* Left of the area counts as its left edge, and right of it does not count. */
static void
add_clipped_piece (float *row, int width, double from, double to, double down)
{
  double left = MIN (from, to), right = MAX (from, to);

  if (left < 0)
    {
      double share = right <= 0 ? 1 : -left / (right - left);

      row[0] += (float)(down * share);
      if (right <= 0)
        return;
      down *= 1 - share;
      left = 0;
    }
  if (left >= width)
    return;
  if (right > width)
    {
      down *= (width - left) / (right - left);
      right = width;
    }
  add_piece (row, left, right, down);
}

/* In pixels of the area. */
static void
add_line (float *sums, const PentimentoPlace *area, PentimentoMaskPoint from, PentimentoMaskPoint to)
{
  int direction = from.y < to.y ? 1 : -1;
  PentimentoMaskPoint top = direction > 0 ? from : to, bottom = direction > 0 ? to : from;
  double slope = (bottom.x - top.x) / (bottom.y - top.y);
  int first = (int)MAX (0, floor (top.y)), end = (int)MIN (area->height, ceil (bottom.y));

  if (top.y == bottom.y)
    return;
  for (int y = first; y < end; y++)
    {
      double upper = MAX (y, top.y), lower = MIN (y + 1, bottom.y);

      add_clipped_piece (sums + (gsize)y * (area->width + 2), area->width, top.x + (upper - top.y) * slope,
                         top.x + (lower - top.y) * slope, (lower - upper) * direction);
    }
}

/* Exact areas of pixels under lines, signed by their direction, added up from the left: as in Levien, “Inside the fastest font renderer in the world”
 * (2016), and FreeType's smooth rasteriser, which clips sums to the non-zero rule in the same way. */
static void
fill_polygon (gconstpointer data, const PentimentoPlace *area, guint8 *coverage)
{
  const Polygon *polygon = data;
  g_autofree float *sums = g_new0 (float, (gsize)(area->width + 2) * area->height);

  for (guint i = 0; i < polygon->n_points; i++)
    {
      PentimentoMaskPoint from = polygon->points[i], to = polygon->points[(i + 1) % polygon->n_points];

      from = (PentimentoMaskPoint){ from.x - area->x, from.y - area->y };
      to = (PentimentoMaskPoint){ to.x - area->x, to.y - area->y };
      add_line (sums, area, from, to);
    }
  for (int y = 0; y < area->height; y++)
    {
      double sum = 0;

      for (int x = 0; x < area->width; x++)
        {
          sum += sums[(gsize)y * (area->width + 2) + x];
          coverage[(gsize)y * MASK_TILE + x] = (guint8)(MIN (fabs (sum), 1) * 255 + 0.5);
        }
    }
}

/* Whole pixels of the picture. */
static PentimentoPlace
enclose (int width, int height, double left, double top, double right, double bottom)
{
  int x = (int)CLAMP (floor (left), 0, width), y = (int)CLAMP (floor (top), 0, height);

  return (PentimentoPlace){ x, y, (int)CLAMP (ceil (right), x, width) - x, (int)CLAMP (ceil (bottom), y, height) - y };
}

PentimentoMask *
pentimento_mask_new_polygon (int width, int height, const PentimentoMaskPoint *points, guint n_points)
{
  g_autofree PentimentoMaskPoint *tamed = g_new (PentimentoMaskPoint, n_points);
  Polygon polygon = { tamed, n_points };
  double left = FARTHEST, top = FARTHEST, right = -FARTHEST, bottom = -FARTHEST;
  PentimentoPlace bounds;

  for (guint i = 0; i < n_points; i++)
    {
      tamed[i] = (PentimentoMaskPoint){ tame (points[i].x), tame (points[i].y) };
      left = MIN (left, tamed[i].x);
      right = MAX (right, tamed[i].x);
      top = MIN (top, tamed[i].y);
      bottom = MAX (bottom, tamed[i].y);
    }
  bounds = enclose (width, height, left, top, right, bottom);
  return mask_new_filled (width, height, &bounds, fill_polygon, &polygon);
}

PentimentoMask *
pentimento_mask_new_rectangle (int width, int height, double x, double y, double shape_width, double shape_height)
{
  const PentimentoMaskPoint corners[] = {
    { x, y },
    { x + shape_width, y },
    { x + shape_width, y + shape_height },
    { x, y + shape_height },
  };

  return pentimento_mask_new_polygon (width, height, corners, G_N_ELEMENTS (corners));
}

PentimentoMask *
pentimento_mask_new_ellipse (int width, int height, double x, double y, double shape_width, double shape_height)
{
  double radius = MAX (1, fabs (tame (MAX (shape_width, shape_height))) / 2);
  guint n_points = (guint)MAX (8, ceil (G_PI / acos (1 - MOST_SAGITTA / radius)));
  g_autofree PentimentoMaskPoint *points = g_new (PentimentoMaskPoint, n_points);

  for (guint i = 0; i < n_points; i++)
    {
      double angle = 2 * G_PI * i / n_points;

      points[i].x = x + shape_width / 2 * (1 + cos (angle));
      points[i].y = y + shape_height / 2 * (1 + sin (angle));
    }
  return pentimento_mask_new_polygon (width, height, points, n_points);
}

typedef struct {
  const PentimentoMaskTouch *touches;
  guint n_touches;
  double radius;
  double hardness;
} Stroke;

/* A hard brush, too, has a rim of one pixel. */
static double
find_coverage (double distance, double radius, double hardness)
{
  double soft = MAX (1, radius * (1 - hardness));
  double share = CLAMP ((MAX (radius, radius * hardness + 0.5) - distance) / soft, 0, 1);

  if (radius <= 0)
    return 0;
  return soft > 1 ? share * share * (3 - 2 * share) : share;
}

static double
get_pressure (const PentimentoMaskTouch *touch)
{
  return isfinite (touch->pressure) ? CLAMP (touch->pressure, 0, 1) : 0;
}

/* From one touch to the next, with a radius that changes evenly. */
static void
fill_segment (const Stroke *stroke,
              const PentimentoMaskTouch *from,
              const PentimentoMaskTouch *to,
              const PentimentoPlace *area,
              guint8 *coverage)
{
  double x0 = tame (from->x), y0 = tame (from->y), along_x = tame (to->x) - x0, along_y = tame (to->y) - y0;
  double length = along_x * along_x + along_y * along_y;
  double radius = stroke->radius * get_pressure (from), change = stroke->radius * get_pressure (to) - radius;
  double reach = MAX (radius, radius + change) + 1;
  int left = (int)CLAMP (MIN (x0, x0 + along_x) - reach - area->x, 0, area->width);
  int right = (int)CLAMP (MAX (x0, x0 + along_x) + reach + 1 - area->x, 0, area->width);
  int top = (int)CLAMP (MIN (y0, y0 + along_y) - reach - area->y, 0, area->height);
  int bottom = (int)CLAMP (MAX (y0, y0 + along_y) + reach + 1 - area->y, 0, area->height);

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        double to_x = area->x + x + 0.5 - x0, to_y = area->y + y + 0.5 - y0;
        double share = length > 0 ? CLAMP ((to_x * along_x + to_y * along_y) / length, 0, 1) : 0;
        double across = to_x - share * along_x, down = to_y - share * along_y;
        guint8 *pixel = coverage + (gsize)y * MASK_TILE + x;
        double covered;

        /* The touches of a hand are close together: most pixels are covered already, or out of reach. */
        if (*pixel == 255 || across * across + down * down > reach * reach)
          continue;
        covered = find_coverage (sqrt (across * across + down * down), radius + share * change, stroke->hardness);
        *pixel = MAX (*pixel, (guint8)(covered * 255 + 0.5));
      }
}

static void
fill_stroke (gconstpointer data, const PentimentoPlace *area, guint8 *coverage)
{
  const Stroke *stroke = data;

  for (guint i = 0; i < stroke->n_touches; i++)
    fill_segment (stroke, &stroke->touches[i], &stroke->touches[MIN (i + 1, stroke->n_touches - 1)], area, coverage);
}

PentimentoMask *
pentimento_mask_new_stroke (int width,
                            int height,
                            const PentimentoMaskTouch *touches,
                            guint n_touches,
                            double size,
                            double hardness)
{
  Stroke stroke = { touches, n_touches, MAX (0, tame (size)) / 2, CLAMP (tame (hardness), 0, 1) };
  double left = FARTHEST, top = FARTHEST, right = -FARTHEST, bottom = -FARTHEST;
  double reach = stroke.radius + 1;
  PentimentoPlace bounds;

  for (guint i = 0; i < n_touches; i++)
    {
      left = MIN (left, tame (touches[i].x) - reach);
      right = MAX (right, tame (touches[i].x) + reach);
      top = MIN (top, tame (touches[i].y) - reach);
      bottom = MAX (bottom, tame (touches[i].y) + reach);
    }
  bounds = enclose (width, height, left, top, right, bottom);
  return mask_new_filled (width, height, &bounds, fill_stroke, &stroke);
}
