/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-canvas-painter.h"
#include "pentimento-difference.h"
#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * PentimentoCanvasOther:
 *
 * The version that the one shown is compared with, and what the two differ in. Nothing is read before it is wanted, and it is kept until another version takes
 * its place. "changed" is emitted when something has come, or cannot come.
 */
#define PENTIMENTO_TYPE_CANVAS_OTHER (pentimento_canvas_other_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoCanvasOther, pentimento_canvas_other, PENTIMENTO, CANVAS_OTHER, GObject)

PentimentoCanvasOther *pentimento_canvas_other_new (PentimentoCanvasTiles *tiles);

/** @version: (nullable): of the document's history; %NULL for none */
void pentimento_canvas_other_set_version (PentimentoCanvasOther *self,
                                          PentimentoDocument *document,
                                          PentimentoVersion *version);

/** @pixels: (nullable): of the version that is shown, to find the difference to */
void pentimento_canvas_other_set_shown (PentimentoCanvasOther *self, GdkPixbuf *pixels);

/** Reads the version, and measures the difference as well where that is wanted. A difference that is not wanted any more is let go. */
void pentimento_canvas_other_want (PentimentoCanvasOther *self, gboolean version, gboolean difference);

/** Returns: (nullable): the version's painter and that of the difference; %NULL while there is nothing to paint */
PentimentoCanvasPainter *pentimento_canvas_other_get_painter (PentimentoCanvasOther *self);
PentimentoCanvasPainter *pentimento_canvas_other_get_difference_painter (PentimentoCanvasOther *self);

/** Returns: (nullable): what was measured */
const PentimentoDifference *pentimento_canvas_other_get_difference (PentimentoCanvasOther *self);

/** Returns: (nullable): why the version or the difference cannot be shown */
const GError *pentimento_canvas_other_get_error (PentimentoCanvasOther *self);

G_END_DECLS
