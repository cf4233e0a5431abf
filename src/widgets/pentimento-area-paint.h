/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-frame.h"
#include "pentimento-area-shape.h"
#include "pentimento-region.h"
#include "pentimento-viewport.h"

G_BEGIN_DECLS

/**
 * pentimento_area_paint_shape:
 * @takes_away: whether it unmarks
 * @next: (nullable): where the next corner would come to lie, in pixels of the picture
 *
 * Paints a shape that the hand is at, in device pixels.
 */
void pentimento_area_paint_shape (const PentimentoAreaShape *shape,
                                  GtkSnapshot *snapshot,
                                  const PentimentoViewport *viewport,
                                  gboolean takes_away,
                                  const PentimentoMaskPoint *next);

/** Paints a ring as large as the brush. @x, @y: device pixels of the view */
void
pentimento_area_paint_ring (GtkSnapshot *snapshot, const PentimentoViewport *viewport, double x, double y, double size);

/** Paints what is sent as a dashed frame, with its size and a handle on each side. */
void pentimento_area_paint_region (const PentimentoRegion *region,
                                   GtkSnapshot *snapshot,
                                   const PentimentoViewport *viewport);

/** Returns: the side whose handle is at a device pixel of the view; %PENTIMENTO_FRAME_NOWHERE for none */
PentimentoFrameSide
pentimento_area_find_handle (const PentimentoRegion *region, const PentimentoViewport *viewport, double x, double y);

G_END_DECLS
