/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What lies over the lower end of the canvas: the navigator, the status and the zoom. */

#include "pentimento-canvas-private.h"

#include <math.h>

/* In less, the navigator would take more of the picture away than it tells. Beside it there is the zoom, however wide that is in this language. */
#define NAVIGATOR_NEEDS_WIDTH 200
#define NAVIGATOR_NEEDS_HEIGHT 320

static gboolean
has_room_for_navigator (PentimentoCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int zoom_width;

  gtk_widget_measure (GTK_WIDGET (self->zoom_bar), GTK_ORIENTATION_HORIZONTAL, -1, &zoom_width, NULL, NULL, NULL);
  return gtk_widget_get_width (widget) >= zoom_width + NAVIGATOR_NEEDS_WIDTH
         && gtk_widget_get_height (widget) >= NAVIGATOR_NEEDS_HEIGHT;
}

static void
update_navigator (PentimentoCanvas *self)
{
  PentimentoPyramid *pyramid = pentimento_canvas_get_shown (self);
  gboolean wanted = pyramid != NULL && !pentimento_viewport_sees_all (&self->viewport) && has_room_for_navigator (self);

  pentimento_navigator_show (self->navigator, wanted ? pyramid : NULL, &self->viewport, self->background);
  gtk_widget_set_visible (GTK_WIDGET (self->navigator), wanted);
}

void
pentimento_canvas_update_status (PentimentoCanvas *self)
{
  double x = self->pointer_x;
  double y = self->pointer_y;
  PentimentoPyramid *pyramid = pentimento_canvas_get_pyramid_at (self, x, y);

  if (pyramid == NULL || !self->pointing)
    {
      pentimento_view_status_point_nowhere (self->status);
      return;
    }
  pentimento_view_status_set_pixels (self->status, pentimento_pyramid_get_pixels (pyramid));
  pentimento_canvas_to_view (self, &x, &y);
  pentimento_viewport_to_image (&self->viewport, x, y, &x, &y);
  /* Another version of another size is shown in the place of this one. */
  x *= pentimento_pyramid_get_width (pyramid, 0) / self->viewport.image_width;
  y *= pentimento_pyramid_get_height (pyramid, 0) / self->viewport.image_height;
  pentimento_view_status_point_at (self->status, (int)floor (x), (int)floor (y));
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
