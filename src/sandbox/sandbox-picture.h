/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-image.h"

G_BEGIN_DECLS

/**
 * SandboxPicture:
 * @image: the picture as it was received
 * @metadata: whether the file carries Exif, XMP, IPTC, comments or a colour profile
 *
 * A reference picture that a client has sent.
 */
typedef struct {
  PentimentoImage *image;
  gboolean metadata;
} SandboxPicture;

/**
 * sandbox_picture_is_inline:
 *
 * Checks no more than the form: whether @uri begins as a data: URI with base64 of a PNG or JPEG file does.
 */
gboolean sandbox_picture_is_inline (const char *uri);

/**
 * sandbox_picture_new:
 * @uri: a data: URI, see sandbox_picture_is_inline()
 *
 * Receives a picture and holds it against the model's limits. Pixels are not decoded yet.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL with an error in the words of a service
 */
SandboxPicture *sandbox_picture_new (const char *uri, GError **error);

/** As sandbox_picture_new(), for a file that has been uploaded as @media_type. */
SandboxPicture *sandbox_picture_new_for_file (GBytes *bytes, const char *media_type, GError **error);
void sandbox_picture_free (SandboxPicture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxPicture, sandbox_picture_free)

G_END_DECLS
