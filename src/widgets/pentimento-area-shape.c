/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-area-shape.h"

#include <math.h>

/* How near to a corner of a polygon one has to come for closing it, in pixels of the widget: to the last one, and to the first. */
#define SAME_PLACE 4
#define CLOSING_REACH 9

/* Touches of a brush that are nearer to each other than this part of its size, and pressed alike, are one: the line between others is hardly another, and what
 * it covers is found in a fraction of the time. */
#define TOUCH_PART 16
#define SAME_PRESSURE 0.05

G_DEFINE_ENUM_TYPE (PentimentoAreaKind,
                    pentimento_area_kind,
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_AREA_RECTANGLE, "rectangle"),
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_AREA_ELLIPSE, "ellipse"),
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_AREA_LASSO, "lasso"),
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_AREA_POLYGON, "polygon"),
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_AREA_BRUSH, "brush"),
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_AREA_ERASER, "eraser"))

gboolean
pentimento_area_kind_is_stroke (PentimentoAreaKind kind)
{
  return kind == PENTIMENTO_AREA_BRUSH || kind == PENTIMENTO_AREA_ERASER;
}

/* Between two corners. */
static gboolean
is_boxed (const PentimentoAreaShape *self)
{
  return self->kind == PENTIMENTO_AREA_RECTANGLE || self->kind == PENTIMENTO_AREA_ELLIPSE;
}

static PentimentoMaskTouch *
get_point (const PentimentoAreaShape *self, guint i)
{
  return &g_array_index (self->points, PentimentoMaskTouch, i);
}

static void
append (PentimentoAreaShape *self, double x, double y, double pressure)
{
  const PentimentoMaskTouch touch = { x, y, pressure };

  g_array_append_val (self->points, touch);
}

PentimentoAreaShape *
pentimento_area_shape_new (PentimentoAreaKind kind, double x, double y, double pressure)
{
  PentimentoAreaShape *self = g_new0 (PentimentoAreaShape, 1);

  self->kind = kind;
  self->points = g_array_new (FALSE, FALSE, sizeof (PentimentoMaskTouch));
  append (self, x, y, pressure);
  if (is_boxed (self))
    append (self, x, y, pressure);
  return self;
}

PentimentoAreaShape *
pentimento_area_shape_new_filling (PentimentoAreaKind kind, const PentimentoPlace *place)
{
  PentimentoAreaShape *self = pentimento_area_shape_new (kind, place->x, place->y, 1);

  pentimento_area_shape_put_last (self, (double)place->x + place->width, (double)place->y + place->height);
  return self;
}

PentimentoAreaShape *
pentimento_area_shape_copy (const PentimentoAreaShape *self)
{
  PentimentoAreaShape *copy = g_memdup2 (self, sizeof *self);

  copy->points = g_array_copy (self->points);
  return copy;
}

void
pentimento_area_shape_free (PentimentoAreaShape *self)
{
  g_array_unref (self->points);
  g_free (self);
}

void
pentimento_area_shape_put_last (PentimentoAreaShape *self, double x, double y)
{
  PentimentoMaskTouch *last = get_point (self, self->points->len - 1);

  last->x = x;
  last->y = y;
}

/* Whether the last touch says no more than the one before it and the next one. */
static gboolean
is_superfluous (const PentimentoAreaShape *self)
{
  const PentimentoMaskTouch *last, *before;

  if (!pentimento_area_kind_is_stroke (self->kind) || self->points->len < 2)
    return FALSE;
  last = get_point (self, self->points->len - 1);
  before = get_point (self, self->points->len - 2);
  return hypot (last->x - before->x, last->y - before->y) < self->size * before->pressure / TOUCH_PART
         && fabs (last->pressure - before->pressure) < SAME_PRESSURE;
}

void
pentimento_area_shape_extend (PentimentoAreaShape *self, double x, double y, double pressure)
{
  if (is_superfluous (self))
    g_array_set_size (self->points, self->points->len - 1);
  if (is_boxed (self))
    pentimento_area_shape_put_last (self, x, y);
  else
    append (self, x, y, pressure);
}

typedef struct {
  double left;
  double top;
  double right;
  double bottom;
} Bounds;

static Bounds
get_bounds (const PentimentoAreaShape *self)
{
  Bounds bounds = { G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE };

  for (guint i = 0; i < self->points->len; i++)
    {
      const PentimentoMaskTouch *point = get_point (self, i);
      double reach = pentimento_area_kind_is_stroke (self->kind) ? self->size / 2 * point->pressure : 0;

      bounds.left = MIN (bounds.left, point->x - reach);
      bounds.top = MIN (bounds.top, point->y - reach);
      bounds.right = MAX (bounds.right, point->x + reach);
      bounds.bottom = MAX (bounds.bottom, point->y + reach);
    }
  return bounds;
}

gboolean
pentimento_area_shape_is_nothing (const PentimentoAreaShape *self)
{
  Bounds bounds = get_bounds (self);

  return bounds.right <= bounds.left || bounds.bottom <= bounds.top;
}

PentimentoPlace
pentimento_area_shape_get_place (const PentimentoAreaShape *self)
{
  Bounds bounds = get_bounds (self);
  int left = (int)floor (bounds.left), top = (int)floor (bounds.top);

  return (PentimentoPlace){ left, top, (int)ceil (bounds.right) - left, (int)ceil (bounds.bottom) - top };
}

void
pentimento_area_shape_move (PentimentoAreaShape *self, double dx, double dy, int width, int height)
{
  Bounds bounds = get_bounds (self);

  dx = CLAMP (dx, MIN (0, 1 - bounds.right), MAX (0, width - 1 - bounds.left));
  dy = CLAMP (dy, MIN (0, 1 - bounds.bottom), MAX (0, height - 1 - bounds.top));
  for (guint i = 0; i < self->points->len; i++)
    {
      get_point (self, i)->x += dx;
      get_point (self, i)->y += dy;
    }
}

void
pentimento_area_shape_resize (PentimentoAreaShape *self, double dx, double dy)
{
  Bounds bounds = get_bounds (self);
  double width = bounds.right - bounds.left, height = bounds.bottom - bounds.top;
  double across = width > 0 ? MAX (1, width + dx) / width : 1;
  double down = height > 0 ? MAX (1, height + dy) / height : 1;

  for (guint i = 0; i < self->points->len; i++)
    {
      PentimentoMaskTouch *point = get_point (self, i);

      point->x = bounds.left + (point->x - bounds.left) * across;
      point->y = bounds.top + (point->y - bounds.top) * down;
    }
}

static gboolean
is_at (const PentimentoMaskTouch *point, const PentimentoViewport *viewport, double x, double y, double reach)
{
  double view_x, view_y;

  pentimento_viewport_to_view (viewport, point->x, point->y, &view_x, &view_y);
  return hypot (view_x - x, view_y - y) <= reach * viewport->scale;
}

gboolean
pentimento_area_shape_closes_at (const PentimentoAreaShape *self,
                                 const PentimentoViewport *viewport,
                                 double x,
                                 double y)
{
  guint n = self->points->len;

  return is_at (get_point (self, n - 1), viewport, x, y, SAME_PLACE)
         || (n > 2 && is_at (get_point (self, 0), viewport, x, y, CLOSING_REACH));
}

static PentimentoMask *
create_area_mask (const PentimentoAreaShape *self, int width, int height)
{
  g_autofree PentimentoMaskPoint *points = g_new (PentimentoMaskPoint, self->points->len);

  for (guint i = 0; i < self->points->len; i++)
    points[i] = (PentimentoMaskPoint){ get_point (self, i)->x, get_point (self, i)->y };
  return pentimento_mask_new_polygon (width, height, points, self->points->len);
}

PentimentoMask *
pentimento_area_shape_create_mask (const PentimentoAreaShape *self, int width, int height)
{
  Bounds bounds = get_bounds (self);

  switch (self->kind)
    {
    case PENTIMENTO_AREA_RECTANGLE:
      return pentimento_mask_new_rectangle (width, height, bounds.left, bounds.top, bounds.right - bounds.left,
                                            bounds.bottom - bounds.top);
    case PENTIMENTO_AREA_ELLIPSE:
      return pentimento_mask_new_ellipse (width, height, bounds.left, bounds.top, bounds.right - bounds.left,
                                          bounds.bottom - bounds.top);
    case PENTIMENTO_AREA_BRUSH:
    case PENTIMENTO_AREA_ERASER:
      return pentimento_mask_new_stroke (width, height, (const PentimentoMaskTouch *)self->points->data,
                                         self->points->len, self->size, self->hardness);
    case PENTIMENTO_AREA_LASSO:
    case PENTIMENTO_AREA_POLYGON:
    default:
      return create_area_mask (self, width, height);
    }
}
