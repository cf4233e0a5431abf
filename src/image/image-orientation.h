/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* Reads the Exif orientation of a file: 1 to 8, and 1 where there is none or it is nonsense. Safe from any thread. */
int image_orientation_read (GBytes *bytes, const char *media_type);

/* Whether upright is the other way round: width for height */
gboolean image_orientation_swaps_sides (int orientation);

/* Returns: (transfer full) (nullable): @pixels upright; %NULL when there is not enough memory */
GdkPixbuf *image_orientation_apply (GdkPixbuf *pixels, int orientation);

G_END_DECLS
