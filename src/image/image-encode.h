/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-image.h"

G_BEGIN_DECLS

/* As pentimento_image_encode(), but gives up with %PENTIMENTO_IMAGE_ERROR_TOO_LARGE as soon as more than @max_bytes
 * (0 for no limit) would be written. */
GBytes *image_encode_capped (GdkPixbuf *pixels,
                             const char *media_type,
                             int quality,
                             guint64 max_bytes,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
