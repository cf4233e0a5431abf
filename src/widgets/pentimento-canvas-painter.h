/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-canvas-tiles.h"
#include "pentimento-viewport.h"

G_BEGIN_DECLS

/**
 * PentimentoCanvasPainter:
 *
 * Paints one picture through a viewport. A canvas has one for each picture that it shows, all with the same tiles.
 */
typedef struct _PentimentoCanvasPainter PentimentoCanvasPainter;

typedef void (*PentimentoCanvasRefined) (gpointer user_data);

PentimentoCanvasPainter *pentimento_canvas_painter_new (PentimentoCanvasTiles *tiles);
void pentimento_canvas_painter_free (PentimentoCanvasPainter *self);

/** @pyramid: (nullable): the picture; %NULL for none */
void pentimento_canvas_painter_set_pyramid (PentimentoCanvasPainter *self, PentimentoPyramid *pyramid);
PentimentoPyramid *pentimento_canvas_painter_get_pyramid (PentimentoCanvasPainter *self);

/**
 * pentimento_canvas_painter_paint:
 * @snapshot: in device pixels, with the view's corner at 0, 0
 * @viewport: how it is looked at; where its picture is of another size, this one is painted in that one's place
 * @background: (nullable): what shines through a transparent picture; %NULL for a checkerboard
 *
 * There is never a hole: what cannot be made in this frame is painted from a smaller size.
 *
 * Returns: whether all of it is as sharp as it gets; if not, the next frame goes on
 */
gboolean pentimento_canvas_painter_paint (PentimentoCanvasPainter *self,
                                          GtkSnapshot *snapshot,
                                          const PentimentoViewport *viewport,
                                          const GdkRGBA *background);

/**
 * pentimento_canvas_painter_rest:
 * @refined: called when the next frame will show it
 *
 * The view has come to rest: where the picture is made smaller, what is seen is rendered in a thread, each device pixel the mean of what it covers.
 * It is shown until the view changes. Does nothing where a frame is exact as it is.
 */
void pentimento_canvas_painter_rest (PentimentoCanvasPainter *self,
                                     const PentimentoViewport *viewport,
                                     PentimentoCanvasRefined refined,
                                     gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoCanvasPainter, pentimento_canvas_painter_free)

G_END_DECLS
