/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "draw-tool-private.h"

#include <math.h>

gboolean
draw_tool_has_end (PentimentoMark *mark)
{
  return mark != NULL && mark->kind != PENTIMENTO_MARK_TEXT && mark->kind != PENTIMENTO_MARK_SCRIBBLE;
}

/* What shows which one is selected */

static void
add_corner (const PentimentoViewport *viewport, int x, int y, double *left, double *top, double *right, double *bottom)
{
  double view_x, view_y;

  pentimento_viewport_to_view (viewport, x, y, &view_x, &view_y);
  *left = MIN (*left, view_x);
  *top = MIN (*top, view_y);
  *right = MAX (*right, view_x);
  *bottom = MAX (*bottom, view_y);
}

/* Seen on anything: light beside dark. */
static void
stroke_twice (cairo_t *cr, double scale)
{
  const double dash = 4 * scale;

  cairo_set_line_width (cr, 1 * scale);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_stroke_preserve (cr);
  cairo_set_dash (cr, &dash, 1, 0);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
paint_end (PentimentoMark *mark, cairo_t *cr, const PentimentoViewport *viewport)
{
  double x, y;

  pentimento_viewport_to_view (viewport, mark->points[1].x, mark->points[1].y, &x, &y);
  cairo_arc (cr, x, y, 5 * viewport->scale, 0, 2 * G_PI);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, 1.5 * viewport->scale);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_stroke (cr);
}

void
pentimento_draw_tool_paint_selection (PentimentoDrawTool *self,
                                      GtkSnapshot *snapshot,
                                      const PentimentoViewport *viewport)
{
  PentimentoMark *mark = self->writing || self->hand == HAND_DRAWS ? NULL : pentimento_draw_tool_get_selected (self);
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;
  PentimentoPlace place;
  cairo_t *cr;

  if (mark == NULL)
    return;
  place = pentimento_mark_get_bounds (mark);
  add_corner (viewport, place.x, place.y, &left, &top, &right, &bottom);
  add_corner (viewport, place.x + place.width, place.y + place.height, &left, &top, &right, &bottom);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, viewport->view_width, viewport->view_height));
  cairo_rectangle (cr, floor (left) - 1.5, floor (top) - 1.5, ceil (right - left) + 3, ceil (bottom - top) + 3);
  stroke_twice (cr, viewport->scale);
  if (draw_tool_has_end (mark))
    paint_end (mark, cr, viewport);
  cairo_destroy (cr);
}
