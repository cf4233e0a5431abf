/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-library.h"

G_BEGIN_DECLS

/** What becomes of a file that is there already. */
typedef enum {
  VERSION_EXPORT_KEEP,    /* it is left alone, and nothing is written */
  VERSION_EXPORT_SAME,    /* likewise, unless it holds the very same: an earlier attempt got as far as that */
  VERSION_EXPORT_REPLACE, /* it is replaced */
} VersionExportMode;

/** Returns: a media type that the version can be written in with the least loss: its own wherever that is possible */
const char *version_export_choose_type (PentimentoVersion *version);

/** Returns: (transfer full): the name of a file for messages */
char *version_export_describe (GFile *target);

/**
 * version_export_write:
 * @image: (nullable): the version's picture where it is at hand
 * @media_type: the format to write: the received bytes unchanged where it is theirs and the version has no recipe, else converted
 * @quality: 1 to 100 for JPEG and WebP that have to be converted
 *
 * Writes a version to a file, which is old or new, never half. Blocks.
 *
 * Returns: %TRUE, or %FALSE with %PENTIMENTO_DOCUMENT_ERROR_TARGET_EXISTS or _TARGET, %PENTIMENTO_LIBRARY_ERROR, %PENTIMENTO_IMAGE_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean version_export_write (PentimentoLibrary *library,
                               PentimentoVersion *version,
                               PentimentoImage *image,
                               GFile *target,
                               const char *media_type,
                               int quality,
                               VersionExportMode mode,
                               GCancellable *cancellable,
                               GError **error);

/**
 * version_export_write_bytes:
 *
 * Writes a picture file that is none of a version, under the same rules: old or new, never half.
 *
 * Returns: %TRUE, or %FALSE with %PENTIMENTO_DOCUMENT_ERROR_TARGET_EXISTS or _TARGET, or %G_IO_ERROR_CANCELLED
 */
gboolean version_export_write_bytes (GBytes *bytes,
                                     GFile *target,
                                     VersionExportMode mode,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
