/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image-encode.h"

G_BEGIN_DECLS

/** Writes a WebP file, with word of its progress. Returns: (transfer full) (nullable): the file, or %NULL with an error as of image_encode() */
GBytes *image_encode_webp (GdkPixbuf *pixels, const ImageEncoding *encoding, GError **error);

G_END_DECLS
