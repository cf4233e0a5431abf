/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** A picture file, as a row names it. */
typedef struct {
  char *sha256;
  char *extension;
  guint64 size;
} LibrarySnapshotObject;

/**
 * library_snapshot_take:
 * @path: where to, a file that is not there
 * @called: what that is for a person, in messages
 *
 * Copies the database of a library, as it is at one moment, while others go on writing to it; one file, synced, without a journal.
 */
gboolean library_snapshot_take (const char *folder, const char *path, const char *called, GError **error);

/** Returns: (transfer full) (element-type LibrarySnapshotObject) (nullable): the picture files that a copied database has */
GPtrArray *library_snapshot_list_objects (const char *path, GError **error);

/** Counts versions, jobs and picture files. Returns: −1 where they cannot be counted */
gint64 library_snapshot_count (const char *path);

G_END_DECLS
