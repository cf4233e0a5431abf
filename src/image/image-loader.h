/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads the size from the header, as the loader for @media_type understands it, and stops before it takes memory for
 * pixels. (The AVIF and HEIC loaders decode before they tell, and turn the picture: of those it is the size when upright.)
 * Errors are the loader's. */
gboolean image_loader_read_size (GBytes *bytes, const char *media_type, int *width, int *height, GError **error);

/* Decodes as the loader does: the first frame, with its options, not turned. Errors are the loader's, or of cancelling. */
GdkPixbuf *image_loader_read_pixels (GBytes *bytes, const char *media_type, GCancellable *cancellable, GError **error);

/* As image_loader_read_pixels(), of a JPEG file, with pixels that are an eighth as wide and high: all of the coded data is read, which is
 * where damage shows; the arithmetic that makes pixels of it, most of the work and of the memory, is left out. (Loaders of other
 * formats decode in full all the same, and scale afterwards.) */
GdkPixbuf *image_loader_read_proof (GBytes *bytes, const char *media_type, GCancellable *cancellable, GError **error);

G_END_DECLS
