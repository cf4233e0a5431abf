/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** What the file of a backup says of itself, in the member of this name, which comes first. */
#define LIBRARY_BACKUP_MANIFEST "backup.json"
#define LIBRARY_BACKUP_MANIFEST_MAX_SIZE 65536
#define LIBRARY_BACKUP_DATABASE "library.db"

typedef struct {
  char *database_sha256;
  gint64 files;    /* picture files that are in it */
  gint64 left_out; /* that the database has and that are not */
} LibraryBackupManifest;

void library_backup_manifest_clear (LibraryBackupManifest *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LibraryBackupManifest, library_backup_manifest_clear)

GBytes *library_backup_manifest_write (const LibraryBackupManifest *self);

/** Returns: whether @bytes, which may be anything, is one; else with %PENTIMENTO_LIBRARY_ERROR_ARCHIVE or _NEWER */
gboolean library_backup_manifest_read (LibraryBackupManifest *self, GBytes *bytes, GError **error);

G_END_DECLS
