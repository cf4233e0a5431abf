/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "mark-simplify.h"

#include <math.h>

/* A hand that draws for minutes; the method takes the square of it at worst. */
#define MOST_DRAWN 20000

typedef struct {
  guint first;
  guint last;
} Span;

static double
find_distance (const PentimentoMarkPoint *point, const PentimentoMarkPoint *from, const PentimentoMarkPoint *to)
{
  double dx = to->x - from->x, dy = to->y - from->y;
  double length = dx * dx + dy * dy;
  double share = length > 0 ? ((point->x - from->x) * dx + (point->y - from->y) * dy) / length : 0;

  share = CLAMP (share, 0, 1);
  return hypot (point->x - from->x - share * dx, point->y - from->y - share * dy);
}

/* Returns: the point farthest from the straight line between the ends, or 0 where all are near it */
static guint
find_farthest (const PentimentoMarkPoint *points, const Span *span, double tolerance)
{
  guint farthest = 0;

  for (guint i = span->first + 1; i < span->last; i++)
    {
      double distance = find_distance (&points[i], &points[span->first], &points[span->last]);

      if (distance > tolerance)
        {
          tolerance = distance;
          farthest = i;
        }
    }
  return farthest;
}

/* After Douglas and Peucker. */
static void
choose (const PentimentoMarkPoint *points, guint n_points, double tolerance, gboolean *chosen)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  Span span = { 0, n_points - 1 };

  chosen[0] = chosen[n_points - 1] = TRUE;
  g_array_append_val (spans, span);
  while (spans->len > 0)
    {
      guint farthest;

      span = g_array_index (spans, Span, spans->len - 1);
      g_array_set_size (spans, spans->len - 1);
      farthest = find_farthest (points, &span, tolerance);
      if (farthest == 0)
        continue;
      chosen[farthest] = TRUE;
      g_array_append_val (spans, ((Span){ span.first, farthest }));
      g_array_append_val (spans, ((Span){ farthest, span.last }));
    }
}

GArray *
mark_simplify (const PentimentoMarkPoint *points, guint n_points, double tolerance, guint most)
{
  g_autofree gboolean *chosen = NULL;
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (PentimentoMarkPoint));

  n_points = MIN (n_points, MOST_DRAWN);
  if (n_points == 0)
    return kept;
  for (;;)
    {
      g_free (chosen);
      chosen = g_new0 (gboolean, n_points);
      choose (points, n_points, tolerance, chosen);
      g_array_set_size (kept, 0);
      for (guint i = 0; i < n_points; i++)
        if (chosen[i])
          g_array_append_val (kept, points[i]);
      if (kept->len <= most)
        return kept;
      tolerance = MAX (2 * tolerance, 1);
    }
}
