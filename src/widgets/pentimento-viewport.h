/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The largest zoom: 32 device pixels a picture pixel, past which there is nothing more to see. */
#define PENTIMENTO_VIEWPORT_MAX_ZOOM 32.0

/** A picture that is seen whole at a larger zoom can be made as small as this: the least that the menu offers. */
#define PENTIMENTO_VIEWPORT_MIN_ZOOM 0.25

/** From this zoom on pixels are shown as squares. */
#define PENTIMENTO_VIEWPORT_NEAREST_ZOOM 2.0

/**
 * PentimentoViewport:
 * @image_width, @image_height: the picture, in its pixels
 * @view_width, @view_height: what it is looked at through, in device pixels
 * @zoom: device pixels a picture pixel
 * @x, @y: the picture's point at the top left corner of the frame, in picture pixels; negative where the picture does not fill the frame
 * @angle: how far the view is turned clockwise, in degrees; whole quarters but while it is being turned
 * @fitted: whether the zoom follows the view's size
 * @scale: device pixels a pixel of the widget, for what is painted beside the picture; it changes nothing of what is seen of that
 *
 * Which part of a picture is seen, how large, and how turned. Plain arithmetic on plain data.
 *
 * The *frame* is the view as the picture sees it: of the view's size, with sides changed where it is turned by one quarter or three, and with the same
 * middle. Columns and rows are those of the frame; what is turned is painted there and then turned about the middle.
 */
typedef struct {
  double image_width;
  double image_height;
  double view_width;
  double view_height;
  double zoom;
  double x;
  double y;
  double angle;
  gboolean fitted;
  double scale;
} PentimentoViewport;

/** An area in device pixels of the frame; the pixels at @right and @bottom are the first ones outside. */
typedef struct {
  int left;
  int top;
  int right;
  int bottom;
} PentimentoViewportArea;

#define PENTIMENTO_VIEWPORT_INIT                                                                                       \
  {                                                                                                                    \
    0, 0, 0, 0, 1, 0, 0, 0, TRUE, 1                                                                                    \
  }

/** Another picture is shown: one of the same size is looked at as the one before, any other is fitted. */
void pentimento_viewport_set_image (PentimentoViewport *self, int width, int height);

/** The view has another size: a fitted picture is fitted again, else the middle stays in the middle. */
void pentimento_viewport_set_view (PentimentoViewport *self, double width, double height);

/** Shows the whole picture, no larger than its pixels. */
void pentimento_viewport_fit (PentimentoViewport *self);

/** Fills the view with the picture: what is seen of it has no gap beside it, and is as much of it as can be. */
void pentimento_viewport_fill (PentimentoViewport *self);

/** Zooms so that the picture's point at (@view_x, @view_y) stays there, as far as the picture's edges allow. */
void pentimento_viewport_zoom_at (PentimentoViewport *self, double zoom, double view_x, double view_y);

/** Moves the view over the picture, by device pixels of the view, to its edges at most. */
void pentimento_viewport_scroll (PentimentoViewport *self, double delta_x, double delta_y);

/** Brings the picture's point (@x, @y) to the middle of the view, as far as the edges allow. */
void pentimento_viewport_centre (PentimentoViewport *self, double x, double y);

/** Turns the view: what is in the middle stays there. */
void pentimento_viewport_turn (PentimentoViewport *self, double angle);

/** Turns the view about one of its points, as far as the picture's edges allow. */
void pentimento_viewport_turn_at (PentimentoViewport *self, double angle, double view_x, double view_y);

/** Returns: the quarter that the view is nearest to, in degrees: 0 to 360, which is 0 come to from below */
double pentimento_viewport_get_nearest_quarter (const PentimentoViewport *self);

/** Returns: the largest zoom at which the whole picture is seen, however it is turned */
double pentimento_viewport_get_whole_zoom (const PentimentoViewport *self);

/** Returns: the same, but 1 at most */
double pentimento_viewport_get_fit_zoom (const PentimentoViewport *self);

/** Returns: whether all of the picture is seen */
gboolean pentimento_viewport_sees_all (const PentimentoViewport *self);

/** Returns: (transfer full): how the picture is looked at, for pentimento_viewport_set_from_string() on the same picture another time */
char *pentimento_viewport_to_string (const PentimentoViewport *self);

/**
 * pentimento_viewport_set_from_string:
 * @text: may be anything
 *
 * Returns: whether the picture is looked at so now, as far as its edges and the view allow; %FALSE where the text says nothing, and nothing is changed
 */
gboolean pentimento_viewport_set_from_string (PentimentoViewport *self, const char *text);

/** Returns: whether two viewports show the same */
gboolean pentimento_viewport_equal (const PentimentoViewport *self, const PentimentoViewport *other);

/** Finds the picture's point that is seen at a device pixel of the view; it may lie outside of the picture. */
void pentimento_viewport_to_image (const PentimentoViewport *self, double view_x, double view_y, double *x, double *y);

/** Finds where in the view a point of the picture is seen, in device pixels; the inverse of pentimento_viewport_to_image(). */
void pentimento_viewport_to_view (const PentimentoViewport *self, double x, double y, double *view_x, double *view_y);

/** Finds the sides of the frame, in device pixels. */
void pentimento_viewport_get_frame (const PentimentoViewport *self, double *width, double *height);

/**
 * pentimento_viewport_column:
 *
 * The picture begins on a whole pixel, so that at whole zooms each of its pixels covers whole ones; it is never less than one pixel wide and high.
 *
 * Returns: the device pixel of the frame at which column (row) @position of the picture begins
 */
int pentimento_viewport_column (const PentimentoViewport *self, double position);
int pentimento_viewport_row (const PentimentoViewport *self, double position);

/** Returns: device pixels a column (row) of the picture; more than the zoom only for a picture of less than one pixel */
double pentimento_viewport_get_column_width (const PentimentoViewport *self);
double pentimento_viewport_get_row_height (const PentimentoViewport *self);

/** Returns: the part of the frame in which the picture is seen; where nothing is, its right is not beyond its left */
PentimentoViewportArea pentimento_viewport_get_seen (const PentimentoViewport *self);

G_END_DECLS
