/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** How wide the handle is, in pixels: as much as a finger hits, and the knob's diameter. */
#define PENTIMENTO_SPLIT_HANDLE_WIDTH 32

/**
 * PentimentoSplitHandle:
 *
 * The upright line between two pictures that are compared, and a knob to move it by. `position` (double, 0 to 1) is where it stands in its
 * parent's width. Who places it follows that; the arrow keys, Home and End move it where it has the focus.
 */
#define PENTIMENTO_TYPE_SPLIT_HANDLE (pentimento_split_handle_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoSplitHandle, pentimento_split_handle, PENTIMENTO, SPLIT_HANDLE, GtkWidget)

double pentimento_split_handle_get_position (PentimentoSplitHandle *self);
void pentimento_split_handle_set_position (PentimentoSplitHandle *self, double position);

G_END_DECLS
