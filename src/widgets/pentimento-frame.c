/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-frame.h"

#include <math.h>

/* While it is pulled a frame has fractions of pixels. */
typedef struct {
  double left;
  double top;
  double right;
  double bottom;
} Edges;

PentimentoFrame
pentimento_frame_whole (int picture_width, int picture_height)
{
  return (PentimentoFrame){ picture_width, picture_height, { 0, 0, picture_width, picture_height }, 0 };
}

gboolean
pentimento_frame_is_whole (const PentimentoFrame *self)
{
  return self->place.width == self->picture_width && self->place.height == self->picture_height;
}

static Edges
get_edges (const PentimentoFrame *self)
{
  return (Edges){ self->place.x, self->place.y, self->place.x + self->place.width, self->place.y + self->place.height };
}

/* To whole pixels, at least one, within the picture. */
static void
take_edges (PentimentoFrame *self, const Edges *edges)
{
  int left = CLAMP ((int)lround (edges->left), 0, self->picture_width - 1);
  int top = CLAMP ((int)lround (edges->top), 0, self->picture_height - 1);
  int right = CLAMP ((int)lround (edges->right), left + 1, self->picture_width);
  int bottom = CLAMP ((int)lround (edges->bottom), top + 1, self->picture_height);

  self->place = (GdkRectangle){ left, top, right - left, bottom - top };
}

void
pentimento_frame_set_picture (PentimentoFrame *self, int picture_width, int picture_height)
{
  double x = (double)picture_width / self->picture_width;
  double y = (double)picture_height / self->picture_height;
  Edges edges = get_edges (self);

  if (picture_width == self->picture_width && picture_height == self->picture_height)
    return;
  edges = (Edges){ edges.left * x, edges.top * y, edges.right * x, edges.bottom * y };
  self->picture_width = picture_width;
  self->picture_height = picture_height;
  take_edges (self, &edges);
  pentimento_frame_set_ratio (self, self->ratio);
}

/* @x, @y: what stays where it is: 0 the left and top, 1 the right and bottom, a half the middle */
static void
resize (Edges *edges, double width, double height, double x, double y)
{
  double fixed_x = edges->left + (edges->right - edges->left) * x;
  double fixed_y = edges->top + (edges->bottom - edges->top) * y;

  edges->left = fixed_x - width * x;
  edges->right = edges->left + width;
  edges->top = fixed_y - height * y;
  edges->bottom = edges->top + height;
}

/* Into the picture without another size, where it fits. */
static void
push_inside (Edges *edges, double picture_width, double picture_height)
{
  double x = MAX (0, -edges->left) - MAX (0, edges->right - picture_width);
  double y = MAX (0, -edges->top) - MAX (0, edges->bottom - picture_height);

  edges->left += x;
  edges->right += x;
  edges->top += y;
  edges->bottom += y;
}

/* The most that a frame of its ratio can be wide in the whole picture. */
static double
get_most_width (const PentimentoFrame *self)
{
  return MIN (self->picture_width, self->picture_height * self->ratio);
}

/* Finds whole pixels of the ratio, from a width that is no more than @most: the shorter side follows the longer one, and is off by half a pixel at most. */
static void
find_size (const PentimentoFrame *self, double width, double most, double *whole_width, double *whole_height)
{
  double by_width = self->ratio >= 1 ? 1 : 1 / self->ratio;
  double by_height = self->ratio >= 1 ? self->ratio : 1;
  /* What has been divided and multiplied again may be a trace too little. */
  double longer = MAX (1, MIN (round (width * by_width), floor (most * by_width + 1e-6)));

  *whole_width = MAX (1, round (longer / by_width));
  *whole_height = MAX (1, round (longer / by_height));
}

void
pentimento_frame_set_ratio (PentimentoFrame *self, double ratio)
{
  Edges edges = get_edges (self);
  double width, height;

  self->ratio = ratio;
  if (ratio <= 0)
    return;
  /* Of the same area, but no larger than the picture. */
  width = MIN (sqrt ((double)self->place.width * self->place.height * ratio), get_most_width (self));
  find_size (self, width, get_most_width (self), &width, &height);
  resize (&edges, width, height, 0.5, 0.5);
  push_inside (&edges, self->picture_width, self->picture_height);
  take_edges (self, &edges);
}

void
pentimento_frame_set_place (PentimentoFrame *self, const GdkRectangle *place)
{
  double width = CLAMP (place->width, 1, self->picture_width);
  double height = CLAMP (place->height, 1, self->picture_height);
  Edges edges;

  /* Who writes a width means it: the height follows. Another place alone is not another size. */
  if (self->ratio > 0 && place->width != self->place.width)
    find_size (self, width, get_most_width (self), &width, &height);
  else if (self->ratio > 0 && place->height != self->place.height)
    find_size (self, height * self->ratio, get_most_width (self), &width, &height);
  edges = (Edges){ place->x, place->y, place->x + width, place->y + height };
  push_inside (&edges, self->picture_width, self->picture_height);
  take_edges (self, &edges);
}

static void
move (Edges *edges, double dx, double dy, const PentimentoFrame *self)
{
  /* By whole pixels, so that it stays as large as it is. */
  dx = round (CLAMP (dx, -edges->left, self->picture_width - edges->right));
  dy = round (CLAMP (dy, -edges->top, self->picture_height - edges->bottom));
  edges->left += dx;
  edges->right += dx;
  edges->top += dy;
  edges->bottom += dy;
}

static void
pull_freely (Edges *edges, PentimentoFrameSide sides, double dx, double dy, const PentimentoFrame *self)
{
  if (sides & PENTIMENTO_FRAME_LEFT)
    edges->left = CLAMP (edges->left + dx, 0, edges->right - 1);
  if (sides & PENTIMENTO_FRAME_RIGHT)
    edges->right = CLAMP (edges->right + dx, edges->left + 1, self->picture_width);
  if (sides & PENTIMENTO_FRAME_TOP)
    edges->top = CLAMP (edges->top + dy, 0, edges->bottom - 1);
  if (sides & PENTIMENTO_FRAME_BOTTOM)
    edges->bottom = CLAMP (edges->bottom + dy, edges->top + 1, self->picture_height);
}

/* What stays where it is while these sides are pulled: the opposite side or corner, else the middle. */
static double
get_anchor (PentimentoFrameSide sides, PentimentoFrameSide near, PentimentoFrameSide far)
{
  if (sides & near)
    return 1;
  return sides & far ? 0 : 0.5;
}

/* The most that a length can be with @anchor of it fixed at @at, within 0 and @end. */
static double
get_room (double anchor, double at, double end)
{
  double before = anchor > 0 ? at / anchor : G_MAXDOUBLE;
  double after = anchor < 1 ? (end - at) / (1 - anchor) : G_MAXDOUBLE;

  return MIN (before, after);
}

/* Where a corner is pulled the longer way counts, where a side is, that one's length; the other follows by the ratio. */
static void
keep_ratio (Edges *edges, const Edges *start, PentimentoFrameSide sides, const PentimentoFrame *self)
{
  gboolean across = sides & (PENTIMENTO_FRAME_LEFT | PENTIMENTO_FRAME_RIGHT);
  gboolean along = sides & (PENTIMENTO_FRAME_TOP | PENTIMENTO_FRAME_BOTTOM);
  double x = get_anchor (sides, PENTIMENTO_FRAME_LEFT, PENTIMENTO_FRAME_RIGHT);
  double y = get_anchor (sides, PENTIMENTO_FRAME_TOP, PENTIMENTO_FRAME_BOTTOM);
  double at_x = start->left + (start->right - start->left) * x;
  double at_y = start->top + (start->bottom - start->top) * y;
  double by_width = edges->right - edges->left;
  double by_height = (edges->bottom - edges->top) * self->ratio;
  double width = across && along ? MAX (by_width, by_height) : across ? by_width : by_height;

  double most = MIN (get_room (x, at_x, self->picture_width), get_room (y, at_y, self->picture_height) * self->ratio);
  double height;

  find_size (self, width, most, &width, &height);
  *edges = *start;
  resize (edges, width, height, x, y);
}

void
pentimento_frame_pull (PentimentoFrame *self,
                       const PentimentoFrame *start,
                       PentimentoFrameSide sides,
                       double dx,
                       double dy)
{
  Edges before = get_edges (start);
  Edges edges = before;

  if (sides == PENTIMENTO_FRAME_INSIDE)
    move (&edges, dx, dy, self);
  else
    pull_freely (&edges, sides, dx, dy, self);
  if (sides != PENTIMENTO_FRAME_INSIDE && self->ratio > 0)
    keep_ratio (&edges, &before, sides, self);
  take_edges (self, &edges);
}

PentimentoFrameSide
pentimento_frame_find_sides (const PentimentoFrame *self, double x, double y, double reach)
{
  Edges edges = get_edges (self);
  PentimentoFrameSide sides = PENTIMENTO_FRAME_INSIDE;

  if (x < edges.left - reach || x > edges.right + reach || y < edges.top - reach || y > edges.bottom + reach)
    return PENTIMENTO_FRAME_NOWHERE;
  /* Of a frame that is smaller than the hand the far sides can be taken, to make it larger. */
  if (fabs (x - edges.right) <= reach)
    sides |= PENTIMENTO_FRAME_RIGHT;
  else if (fabs (x - edges.left) <= reach)
    sides |= PENTIMENTO_FRAME_LEFT;
  if (fabs (y - edges.bottom) <= reach)
    sides |= PENTIMENTO_FRAME_BOTTOM;
  else if (fabs (y - edges.top) <= reach)
    sides |= PENTIMENTO_FRAME_TOP;
  return sides;
}

const char *
pentimento_frame_get_cursor (PentimentoFrameSide sides)
{
  switch ((guint)sides)
    {
    case PENTIMENTO_FRAME_INSIDE:
      return "move";
    case PENTIMENTO_FRAME_LEFT:
    case PENTIMENTO_FRAME_RIGHT:
      return "ew-resize";
    case PENTIMENTO_FRAME_TOP:
    case PENTIMENTO_FRAME_BOTTOM:
      return "ns-resize";
    case PENTIMENTO_FRAME_LEFT | PENTIMENTO_FRAME_TOP:
    case PENTIMENTO_FRAME_RIGHT | PENTIMENTO_FRAME_BOTTOM:
      return "nwse-resize";
    case PENTIMENTO_FRAME_RIGHT | PENTIMENTO_FRAME_TOP:
    case PENTIMENTO_FRAME_LEFT | PENTIMENTO_FRAME_BOTTOM:
      return "nesw-resize";
    default:
      return NULL;
    }
}
