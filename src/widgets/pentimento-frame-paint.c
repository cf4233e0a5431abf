/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-frame-paint.h"

#include <math.h>

#define LINE 1
#define HANDLE_LENGTH 20
#define HANDLE_WIDTH 4

static const GdkRGBA outside = { 0, 0, 0, 0.6 };
static const GdkRGBA white = { 1, 1, 1, 1 };
static const GdkRGBA faint = { 1, 1, 1, 0.45 };
static const GdkRGBA rim = { 0, 0, 0, 0.35 };

static void
fill (GtkSnapshot *snapshot, const GdkRGBA *colour, double left, double top, double right, double bottom)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (left, top, right - left, bottom - top);

  if (right > left && bottom > top)
    gtk_snapshot_append_color (snapshot, colour, &bounds);
}

/* A part of the picture in the view, on whole pixels; of a turned view likewise. */
static graphene_rect_t
find_place (const GdkRectangle *area, const PentimentoViewport *viewport)
{
  double x, y, other_x, other_y;
  double left, top;

  pentimento_viewport_to_view (viewport, area->x, area->y, &x, &y);
  pentimento_viewport_to_view (viewport, area->x + area->width, area->y + area->height, &other_x, &other_y);
  left = round (MIN (x, other_x));
  top = round (MIN (y, other_y));
  return GRAPHENE_RECT_INIT (left, top, round (MAX (x, other_x)) - left, round (MAX (y, other_y)) - top);
}

static void
darken_outside (GtkSnapshot *snapshot, const graphene_rect_t *place, const graphene_rect_t *picture)
{
  double end = picture->origin.x + picture->size.width;
  double bottom_end = picture->origin.y + picture->size.height;
  double left = place->origin.x;
  double top = place->origin.y;
  double right = left + place->size.width;
  double bottom = top + place->size.height;

  fill (snapshot, &outside, picture->origin.x, picture->origin.y, end, top);
  fill (snapshot, &outside, picture->origin.x, bottom, end, bottom_end);
  fill (snapshot, &outside, picture->origin.x, top, left, bottom);
  fill (snapshot, &outside, right, top, end, bottom);
}

static void
stroke (GtkSnapshot *snapshot, const GdkRGBA *colour, const graphene_rect_t *place, double width)
{
  double left = place->origin.x;
  double top = place->origin.y;
  double right = left + place->size.width;
  double bottom = top + place->size.height;

  fill (snapshot, colour, left - width, top - width, right + width, top);
  fill (snapshot, colour, left - width, bottom, right + width, bottom + width);
  fill (snapshot, colour, left - width, top, left, bottom);
  fill (snapshot, colour, right, top, right + width, bottom);
}

static void
draw_thirds (GtkSnapshot *snapshot, const graphene_rect_t *place, double line)
{
  for (int i = 1; i < 3; i++)
    {
      double x = round (place->origin.x + place->size.width * i / 3);
      double y = round (place->origin.y + place->size.height * i / 3);

      fill (snapshot, &faint, x, place->origin.y, x + line, place->origin.y + place->size.height);
      fill (snapshot, &faint, place->origin.x, y, place->origin.x + place->size.width, y + line);
    }
}

static void
draw_handle (GtkSnapshot *snapshot, double x, double y, double width, double height)
{
  fill (snapshot, &rim, x - width / 2 - 1, y - height / 2 - 1, x + width / 2 + 1, y + height / 2 + 1);
  fill (snapshot, &white, x - width / 2, y - height / 2, x + width / 2, y + height / 2);
}

/* An angle at each corner, and a bar in the middle of each side. */
static void
draw_handles (GtkSnapshot *snapshot, const graphene_rect_t *place, double length, double width)
{
  double half_width = place->size.width / 2;
  double half_height = place->size.height / 2;
  double middle_x = place->origin.x + half_width;
  double middle_y = place->origin.y + half_height;
  double inwards = (length - width) / 2;

  for (int side = -1; side <= 1; side += 2)
    {
      draw_handle (snapshot, middle_x, middle_y + side * half_height, length, width);
      draw_handle (snapshot, middle_x + side * half_width, middle_y, width, length);
      for (int other = -1; other <= 1; other += 2)
        {
          double x = middle_x + side * half_width;
          double y = middle_y + other * half_height;

          draw_handle (snapshot, x - side * inwards, y, length, width);
          draw_handle (snapshot, x, y - other * inwards, width, length);
        }
    }
}

void
pentimento_frame_paint (const PentimentoFrame *self,
                        GtkSnapshot *snapshot,
                        const PentimentoViewport *viewport,
                        double scale,
                        gboolean thirds)
{
  const GdkRectangle whole = { 0, 0, self->picture_width, self->picture_height };
  graphene_rect_t place = find_place (&self->place, viewport);
  graphene_rect_t picture = find_place (&whole, viewport);
  double line = round (LINE * scale);

  darken_outside (snapshot, &place, &picture);
  if (thirds)
    draw_thirds (snapshot, &place, line);
  stroke (snapshot, &rim, &place, line + 1);
  stroke (snapshot, &white, &place, line);
  draw_handles (snapshot, &place, round (HANDLE_LENGTH * scale), round (HANDLE_WIDTH * scale));
}

PentimentoFrameSide
pentimento_frame_find_sides_in_view (const PentimentoFrame *self,
                                     const PentimentoViewport *viewport,
                                     double scale,
                                     double x,
                                     double y)
{
  double image_x, image_y;

  pentimento_viewport_to_image (viewport, x, y, &image_x, &image_y);
  return pentimento_frame_find_sides (self, image_x, image_y, PENTIMENTO_FRAME_REACH * scale / viewport->zoom);
}

static PentimentoFrameSide
turn_clockwise (PentimentoFrameSide sides)
{
  guint turned = 0;

  turned |= sides & PENTIMENTO_FRAME_LEFT ? PENTIMENTO_FRAME_TOP : 0;
  turned |= sides & PENTIMENTO_FRAME_TOP ? PENTIMENTO_FRAME_RIGHT : 0;
  turned |= sides & PENTIMENTO_FRAME_RIGHT ? PENTIMENTO_FRAME_BOTTOM : 0;
  turned |= sides & PENTIMENTO_FRAME_BOTTOM ? PENTIMENTO_FRAME_LEFT : 0;
  return turned;
}

const char *
pentimento_frame_get_cursor_in_view (PentimentoFrameSide sides, const PentimentoViewport *viewport)
{
  if (sides != PENTIMENTO_FRAME_NOWHERE && lround (viewport->angle / 90) % 2 != 0)
    sides = turn_clockwise (sides);
  return pentimento_frame_get_cursor (sides);
}
