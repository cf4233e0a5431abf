/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/*
 * Decoded pixels are found by the picture's identity for as long as somebody holds them, so that what is shown need not be decoded again by whoever reads the
 * same version from the library. From any thread.
 */
void image_sharing_add (const char *identity, GdkPixbuf *pixels, gboolean converted);

/* Returns: (transfer full) (nullable): the pixels, and whether their colours were converted */
GdkPixbuf *image_sharing_find (const char *identity, gboolean *converted);

G_END_DECLS
