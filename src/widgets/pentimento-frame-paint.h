/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-frame.h"
#include "pentimento-viewport.h"

G_BEGIN_DECLS

/** How near to a side of a frame it can be taken hold of, in pixels of the widget: half of what a finger covers on a plain screen */
#define PENTIMENTO_FRAME_REACH 16

/**
 * pentimento_frame_paint:
 * @scale: device pixels a pixel of the widget
 * @thirds: whether lines show the thirds of the frame
 *
 * Paints a frame with its handles over the picture, in device pixels, and darkens what lies outside of it.
 */
void pentimento_frame_paint (const PentimentoFrame *self,
                             GtkSnapshot *snapshot,
                             const PentimentoViewport *viewport,
                             double scale,
                             gboolean thirds);

/** Returns: (nullable): the name of the cursor for sides, as they lie in the view, which may be turned */
const char *pentimento_frame_get_cursor_in_view (PentimentoFrameSide sides, const PentimentoViewport *viewport);

/** Returns: which sides of a frame are at a device pixel of the view */
PentimentoFrameSide pentimento_frame_find_sides_in_view (const PentimentoFrame *self,
                                                         const PentimentoViewport *viewport,
                                                         double scale,
                                                         double x,
                                                         double y);

G_END_DECLS
