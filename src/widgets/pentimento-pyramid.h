/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/** The side of a tile, in pixels: small enough to be uploaded within a frame, large enough to be few. */
#define PENTIMENTO_TILE_SIDE 256

/** How many of its neighbours' pixels a tile has on each side: what a filter that halves looks at beyond a tile's edge, so that no seam shows. */
#define PENTIMENTO_TILE_MARGIN 2

/**
 * PentimentoPyramid:
 *
 * The pixels of one picture at full, half, quarter size and so on, until it fits into one tile. Immutable; painted in tiles.
 */
#define PENTIMENTO_TYPE_PYRAMID (pentimento_pyramid_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoPyramid, pentimento_pyramid, PENTIMENTO, PYRAMID, GObject)

/** Builds the smaller levels in threads. @pixels: 8-bit RGB or RGBA; not to be written to any more */
void pentimento_pyramid_new_async (GdkPixbuf *pixels,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
PentimentoPyramid *pentimento_pyramid_new_finish (GAsyncResult *result, GError **error);

GdkPixbuf *pentimento_pyramid_get_pixels (PentimentoPyramid *self);

/** Returns: the smallest level that has at least as many pixels as are shown at @zoom; 0 is the full size */
guint pentimento_pyramid_choose_level (PentimentoPyramid *self, double zoom);

/** Returns: how many levels there are; the last one is a single tile */
guint pentimento_pyramid_get_n_levels (PentimentoPyramid *self);

/** Returns: the pixels of a level; each covers 2^@level of the picture's, the last ones a part of that where the picture ends */
int pentimento_pyramid_get_width (PentimentoPyramid *self, guint level);
int pentimento_pyramid_get_height (PentimentoPyramid *self, guint level);

/** Returns: (transfer full): the pixels of a level, sharing the pyramid's memory; not to be written to */
GdkPixbuf *pentimento_pyramid_create_pixels (PentimentoPyramid *self, guint level);

/** Returns: the pixels of the tile in this column and row of a level, with its margins, in pixels of the level */
GdkRectangle pentimento_pyramid_get_tile_area (PentimentoPyramid *self, guint level, int column, int row);

/**
 * pentimento_pyramid_create_tile:
 *
 * The tile has its pixels for itself: in a large picture its lines lie pages apart, and a renderer that walks over all of those in each frame takes half as
 * long again.
 *
 * Returns: (transfer full): the tile in this column and row of a level, with its margins
 */
GdkTexture *pentimento_pyramid_create_tile (PentimentoPyramid *self, guint level, int column, int row);

G_END_DECLS
