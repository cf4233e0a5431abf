/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-canvas-painter.h"
#include "pentimento-recipe.h"

G_BEGIN_DECLS

/**
 * PentimentoCanvasPreview:
 *
 * What a recipe makes of a picture, before it is applied: at the resolution of the view, in threads, the latest recipe only. "changed" is emitted when
 * another preview has come.
 */
#define PENTIMENTO_TYPE_CANVAS_PREVIEW (pentimento_canvas_preview_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoCanvasPreview, pentimento_canvas_preview, PENTIMENTO, CANVAS_PREVIEW, GObject)

PentimentoCanvasPreview *pentimento_canvas_preview_new (PentimentoCanvasTiles *tiles);

/** @source: (nullable): the picture, %NULL for none; the preview of the one before goes */
void pentimento_canvas_preview_set_source (PentimentoCanvasPreview *self, PentimentoPyramid *source);

/** @recipe: (nullable): %NULL for the picture as it is; @zoom: device pixels a picture pixel */
void pentimento_canvas_preview_set_recipe (PentimentoCanvasPreview *self, PentimentoRecipe *recipe, double zoom);

/** The hand rests: where the preview was made of fewer pixels than are seen, to follow the hand, it is made of all of them. */
void pentimento_canvas_preview_rest (PentimentoCanvasPreview *self, double zoom);

/** Returns: (nullable): what paints the preview; %NULL where the picture itself is to be seen */
PentimentoCanvasPainter *pentimento_canvas_preview_get_painter (PentimentoCanvasPreview *self);

/** Returns: whether another preview is on its way */
gboolean pentimento_canvas_preview_get_is_working (PentimentoCanvasPreview *self);

/** Finds the size in pixels of the picture after the recipe that the painter paints. */
void pentimento_canvas_preview_get_size (PentimentoCanvasPreview *self, int *width, int *height);

G_END_DECLS
