/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* Lays @pixels on white. @had_transparency tells whether any pixel let the white through.
 *
 * Returns: (transfer full) (nullable): RGB without alpha; %NULL when there is not enough memory */
GdkPixbuf *image_flatten (GdkPixbuf *pixels, gboolean *had_transparency);

G_END_DECLS
