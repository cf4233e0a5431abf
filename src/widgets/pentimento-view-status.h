/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PentimentoViewStatus:
 *
 * Says how many pixels a picture has, and where the pointer is in it and on what colour. With too little room it leaves out the latter, then the former.
 */
#define PENTIMENTO_TYPE_VIEW_STATUS (pentimento_view_status_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoViewStatus, pentimento_view_status, PENTIMENTO, VIEW_STATUS, GtkWidget)

/** @pixels: (nullable): 8-bit RGB or RGBA; %NULL for none */
void pentimento_view_status_set_pixels (PentimentoViewStatus *self, GdkPixbuf *pixels);

/** Reads the pixel in this column and row, of the picture or one that is compared with it; outside of it nothing is said. */
void pentimento_view_status_point_at (PentimentoViewStatus *self, GdkPixbuf *pixels, int column, int row);

/** The pointer has gone. */
void pentimento_view_status_point_nowhere (PentimentoViewStatus *self);

/** Returns: (nullable): what is said of where the pointer is */
const char *pentimento_view_status_get_point (PentimentoViewStatus *self);

/** Returns: what is said of the picture */
const char *pentimento_view_status_get_size (PentimentoViewStatus *self);

G_END_DECLS
