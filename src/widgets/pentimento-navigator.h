/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-pyramid.h"
#include "pentimento-viewport.h"

G_BEGIN_DECLS

/**
 * PentimentoNavigator:
 *
 * A whole picture made small, turned as it is looked at, with a frame about the part that is seen. The pointer moves it by the action `canvas.look-at`.
 */
#define PENTIMENTO_TYPE_NAVIGATOR (pentimento_navigator_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoNavigator, pentimento_navigator, PENTIMENTO, NAVIGATOR, GtkWidget)

/**
 * pentimento_navigator_show:
 * @pyramid: (nullable): the picture; %NULL for none
 * @viewport: how it is looked at
 * @background: (nullable): what shines through a transparent picture; %NULL for a checkerboard
 */
void pentimento_navigator_show (PentimentoNavigator *self,
                                PentimentoPyramid *pyramid,
                                const PentimentoViewport *viewport,
                                const GdkRGBA *background);

/** Returns: the part of the navigator that stands for what is seen, in its pixels */
graphene_rect_t pentimento_navigator_get_seen (PentimentoNavigator *self);

/** The pointer is pressed at a point of the navigator: what is not in the frame comes into its middle. Then it is dragged to another. */
void pentimento_navigator_press (PentimentoNavigator *self, double x, double y);
void pentimento_navigator_drag_to (PentimentoNavigator *self, double x, double y);

G_END_DECLS
