/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Files that are there whole and on the disk, or not at all. Everything here blocks: for threads.
 */

/** Returns: (transfer full): where the contents of @target are gathered, beside it; what lies there is of no use to anybody */
GFile *seedream_settled_file_get_draft (GFile *target);

/** Syncs @draft, renames it to @target, and syncs the folder. */
gboolean seedream_settled_file_settle (GFile *draft, GFile *target, GError **error);

/** Writes @bytes to @target in that way. */
gboolean seedream_settled_file_write (GFile *target, GBytes *bytes, GError **error);

G_END_DECLS
