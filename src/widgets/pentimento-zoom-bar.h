/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PentimentoZoomBar:
 *
 * How large a picture is shown, with buttons and a menu that change it by the canvas' actions.
 */
#define PENTIMENTO_TYPE_ZOOM_BAR (pentimento_zoom_bar_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoZoomBar, pentimento_zoom_bar, PENTIMENTO, ZOOM_BAR, GtkWidget)

/** @zoom: device pixels a picture pixel */
void pentimento_zoom_bar_set_zoom (PentimentoZoomBar *self, double zoom);

G_END_DECLS
