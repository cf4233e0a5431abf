/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** What becomes of a file that is there already. */
typedef enum {
  EXPORT_TARGET_KEEP,    /* it is left alone, and nothing is written */
  EXPORT_TARGET_SAME,    /* likewise, unless it holds the very same: an earlier attempt got as far as that */
  EXPORT_TARGET_REPLACE, /* it is replaced */
} ExportTargetMode;

/** Returns: (transfer full): the name of a file for messages */
char *export_target_describe (GFile *target);

/**
 * export_target_write:
 * @part: (nullable): part of what the file is called while it is not whole, beside its place; one that was left there is written over. %NULL for a new one
 *
 * Writes a file, which is old or new, never half, and on the disk when this returns. Where it is a link, the file that it points to is replaced and the link stays; an
 * old file's permissions stay as well. Blocks.
 *
 * Returns: %TRUE, or %FALSE with %PENTIMENTO_DOCUMENT_ERROR_TARGET_EXISTS or _TARGET, or %G_IO_ERROR_CANCELLED
 */
gboolean export_target_write (GFile *target,
                              GBytes *bytes,
                              const char *part,
                              ExportTargetMode mode,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
