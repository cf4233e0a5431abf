/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-compare-mode.h"
#include "pentimento-document.h"
#include "pentimento-tool.h"
#include "pentimento-viewport.h"

G_BEGIN_DECLS

/**
 * PentimentoCanvas:
 *
 * Shows the current picture of its `document`, and another version to compare it with: `comparing` (boolean) shows that in its place, `compare-mode`
 * (#PentimentoCompareMode) both at once; `compare-with` (id of a version, "" for the one that the current one was made from) says which,
 * `can-compare` (read-only) whether there is one. `show-marks` (boolean) whether what is drawn over the picture is seen. `tool` (#PentimentoTool, nullable) is what is being done to the picture; while it leaves the picture in its
 * place, `comparing` shows that without what it does. `can-hold` (read-only) is whether `comparing` shows anything else. `background` (#GdkRGBA, nullable) is
 * what shines through a transparent picture, %NULL for a checkerboard. `view` (string, notified when it comes to rest) is how the picture is looked at, to be set again another
 * time, also before there is a picture. Its actions are `canvas.zoom-in`, `canvas.zoom-out`, `canvas.zoom-to` (double),
 * `canvas.fit`, `canvas.fill`, `canvas.pan` ((dd): parts of the view), `canvas.look-at` ((dd): a point of the picture), `canvas.rotate-view` (integer: quarters
 * clockwise) and `canvas.reset-rotation`; the last two turn the view and leave the picture as it is.
 */
#define PENTIMENTO_TYPE_CANVAS (pentimento_canvas_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoCanvas, pentimento_canvas, PENTIMENTO, CANVAS, GtkWidget)

gboolean pentimento_canvas_get_comparing (PentimentoCanvas *self);
void pentimento_canvas_set_comparing (PentimentoCanvas *self, gboolean comparing);

/** @tool: (nullable): %NULL for none; what another one would have done is dropped */
void pentimento_canvas_set_tool (PentimentoCanvas *self, PentimentoTool *tool);
PentimentoTool *pentimento_canvas_get_tool (PentimentoCanvas *self);

/** Returns: the pixels that are being shown, %NULL for none */
GdkPixbuf *pentimento_canvas_get_shown_pixels (PentimentoCanvas *self);

/** @background: (nullable): %NULL for a checkerboard */
void pentimento_canvas_set_background (PentimentoCanvas *self, const GdkRGBA *background);

/** Returns: what is seen, in device pixels */
const PentimentoViewport *pentimento_canvas_get_viewport (PentimentoCanvas *self);

/** Zooms at a point of the widget; device pixels a picture pixel. */
void pentimento_canvas_zoom_at (PentimentoCanvas *self, double zoom, double x, double y);

G_END_DECLS
