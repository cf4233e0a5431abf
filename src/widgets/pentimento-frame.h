/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/** The sides of a frame that can be taken hold of; two of them are a corner, none is its inside. */
typedef enum {
  PENTIMENTO_FRAME_INSIDE = 0,
  PENTIMENTO_FRAME_LEFT = 1 << 0,
  PENTIMENTO_FRAME_TOP = 1 << 1,
  PENTIMENTO_FRAME_RIGHT = 1 << 2,
  PENTIMENTO_FRAME_BOTTOM = 1 << 3,
  PENTIMENTO_FRAME_NOWHERE = 1 << 4,
} PentimentoFrameSide;

/**
 * PentimentoFrame:
 * @picture_width, @picture_height: what it lies in, in pixels
 * @place: where it lies, in whole pixels of the picture; never empty
 * @ratio: its width to its height; 0 for any
 *
 * A rectangle in a picture that can be moved and pulled at its sides. Plain arithmetic on plain data.
 */
typedef struct {
  int picture_width;
  int picture_height;
  GdkRectangle place;
  double ratio;
} PentimentoFrame;

/** All of a picture, of any ratio. */
PentimentoFrame pentimento_frame_whole (int picture_width, int picture_height);

gboolean pentimento_frame_is_whole (const PentimentoFrame *self);

/** The picture has another size: the frame takes the same part of it. */
void pentimento_frame_set_picture (PentimentoFrame *self, int picture_width, int picture_height);

/** The frame takes the ratio about its middle, as large as it was, as far as the picture allows. @ratio: 0 for any */
void pentimento_frame_set_ratio (PentimentoFrame *self, double ratio);

/** Puts the frame somewhere, as near as the picture, and the ratio, allow. */
void pentimento_frame_set_place (PentimentoFrame *self, const GdkRectangle *place);

/**
 * pentimento_frame_pull:
 * @start: the frame when it was taken hold of
 * @sides: #PentimentoFrameSide, where
 * @dx, @dy: how far the hand has gone since, in pixels of the picture
 *
 * Pulls sides, or moves the frame as a whole, to the picture's edges at most.
 */
void pentimento_frame_pull (PentimentoFrame *self,
                            const PentimentoFrame *start,
                            PentimentoFrameSide sides,
                            double dx,
                            double dy);

/** Returns: which sides are at a point; @reach is how far off it may be, in pixels of the picture */
PentimentoFrameSide pentimento_frame_find_sides (const PentimentoFrame *self, double x, double y, double reach);

/** Returns: the name of the cursor for sides */
const char *pentimento_frame_get_cursor (PentimentoFrameSide sides);

G_END_DECLS
