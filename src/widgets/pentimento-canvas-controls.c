/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What lies over the lower end of the canvas: the navigator, the status and the zoom. */

#include "pentimento-canvas-private.h"

/* In less, the navigator would take more of the picture away than it tells. Beside it there is the zoom, however wide that is in this language. */
#define NAVIGATOR_NEEDS_WIDTH 200
#define NAVIGATOR_NEEDS_HEIGHT 320

/* From an edge of the canvas to what lies at it, and between the navigator and what lies beside it. */
#define MARGIN 12

static gboolean
has_room_for_navigator (PentimentoCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int zoom_width;

  gtk_widget_measure (GTK_WIDGET (self->zoom_bar), GTK_ORIENTATION_HORIZONTAL, -1, &zoom_width, NULL, NULL, NULL);
  return gtk_widget_get_width (widget) >= zoom_width + NAVIGATOR_NEEDS_WIDTH
         && gtk_widget_get_height (widget) >= NAVIGATOR_NEEDS_HEIGHT;
}

/* What lies at the other end leaves it the room. */
static void
update_navigator (PentimentoCanvas *self)
{
  PentimentoPyramid *pyramid = pentimento_canvas_painter_get_pyramid (self->painter);
  gboolean wanted = pyramid != NULL && !pentimento_viewport_sees_all (&self->viewport) && has_room_for_navigator (self);
  int width;

  pentimento_navigator_show (self->navigator, wanted ? pyramid : NULL, &self->viewport, self->background);
  gtk_widget_set_visible (GTK_WIDGET (self->navigator), wanted);
  gtk_widget_measure (GTK_WIDGET (self->navigator), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_set_margin_start (self->controls, MARGIN + (wanted ? width : 0));
}

void
pentimento_canvas_update_status (PentimentoCanvas *self)
{
  GdkPixbuf *pixels = NULL;
  int column, row;

  if (self->pointing)
    pixels = pentimento_canvas_find_pixel (self, self->pointer_x, self->pointer_y, &column, &row);
  if (pixels != NULL)
    pentimento_view_status_point_at (self->status, pixels, column, row);
  else
    pentimento_view_status_point_nowhere (self->status);
}

void
pentimento_canvas_update_controls (PentimentoCanvas *self)
{
  GdkPixbuf *pixels = pentimento_canvas_get_shown_pixels (self);

  gtk_widget_set_visible (self->controls, pixels != NULL);
  pentimento_zoom_bar_set_zoom (self->zoom_bar, self->viewport.zoom);
  pentimento_view_status_set_pixels (self->status, pixels);
  pentimento_canvas_update_status (self);
  update_navigator (self);
}
