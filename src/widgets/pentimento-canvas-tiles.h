/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-pyramid.h"

G_BEGIN_DECLS

/** What tiles may take at the renderer: at 4K one picture fills 32 MiB of it, and is looked at from a level of up to four times as many pixels. */
#define PENTIMENTO_CANVAS_TILES_BUDGET ((gsize)128 << 20)

/**
 * PentimentoCanvasTiles:
 *
 * The tiles of the pictures of one canvas: kept while they are looked at, and the longest unseen dropped when they are more than a budget of bytes.
 * What counts of a tile is what a renderer holds of it, four bytes a pixel.
 */
typedef struct _PentimentoCanvasTiles PentimentoCanvasTiles;

PentimentoCanvasTiles *pentimento_canvas_tiles_new (gsize budget);
PentimentoCanvasTiles *pentimento_canvas_tiles_ref (PentimentoCanvasTiles *self);
void pentimento_canvas_tiles_unref (PentimentoCanvasTiles *self);

/** Returns: (transfer none) (nullable): the tile, if it is at hand; it is the one seen last then */
GdkTexture *pentimento_canvas_tiles_find (PentimentoCanvasTiles *self,
                                          PentimentoPyramid *pyramid,
                                          guint level,
                                          int column,
                                          int row);

/** Returns: (transfer none): the tile, which is not at hand; others are dropped for it. Dropped tiles stay in the frames that show them. */
GdkTexture *pentimento_canvas_tiles_make (PentimentoCanvasTiles *self,
                                          PentimentoPyramid *pyramid,
                                          guint level,
                                          int column,
                                          int row);

/** Drops the tiles of a pyramid; has to be called before it goes. */
void pentimento_canvas_tiles_forget (PentimentoCanvasTiles *self, PentimentoPyramid *pyramid);

/** Returns: bytes; what is held is never more than the budget, but for one tile that is larger */
gsize pentimento_canvas_tiles_get_budget (PentimentoCanvasTiles *self);
gsize pentimento_canvas_tiles_get_held (PentimentoCanvasTiles *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoCanvasTiles, pentimento_canvas_tiles_unref)

G_END_DECLS
