/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The largest zoom: 32 device pixels a picture pixel, past which there is nothing more to see. */
#define PENTIMENTO_VIEWPORT_MAX_ZOOM 32.0

/** From this zoom on pixels are shown as squares. */
#define PENTIMENTO_VIEWPORT_NEAREST_ZOOM 2.0

/**
 * PentimentoViewport:
 * @image_width, @image_height: the picture, in its pixels
 * @view_width, @view_height: what it is looked at through, in device pixels
 * @zoom: device pixels a picture pixel
 * @x, @y: the picture's point at the top left corner of the view, in picture pixels; negative where the picture does not fill the view
 * @fitted: whether the zoom follows the view's size
 *
 * Which part of a picture is seen, and how large. Plain arithmetic on plain data.
 */
typedef struct {
  double image_width;
  double image_height;
  double view_width;
  double view_height;
  double zoom;
  double x;
  double y;
  gboolean fitted;
} PentimentoViewport;

#define PENTIMENTO_VIEWPORT_INIT                                                                                       \
  {                                                                                                                    \
    0, 0, 0, 0, 1, 0, 0, TRUE                                                                                          \
  }

/** Another picture is shown: one of the same size is looked at as the one before, any other is fitted. */
void pentimento_viewport_set_image (PentimentoViewport *self, int width, int height);

/** The view has another size: a fitted picture is fitted again, else the middle stays in the middle. */
void pentimento_viewport_set_view (PentimentoViewport *self, double width, double height);

/** Shows the whole picture, no larger than its pixels. */
void pentimento_viewport_fit (PentimentoViewport *self);

/** Zooms so that the picture's point at (@view_x, @view_y) stays there, as far as the picture's edges allow. */
void pentimento_viewport_zoom_at (PentimentoViewport *self, double zoom, double view_x, double view_y);

/** Moves the view over the picture, by device pixels, to its edges at most. */
void pentimento_viewport_scroll (PentimentoViewport *self, double delta_x, double delta_y);

/** Returns: the zoom at which the whole picture is seen, 1 at most */
double pentimento_viewport_get_fit_zoom (const PentimentoViewport *self);

/** Returns: the device pixel at which column (row) @position of the picture begins */
int pentimento_viewport_column (const PentimentoViewport *self, double position);
int pentimento_viewport_row (const PentimentoViewport *self, double position);

G_END_DECLS
