/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** For how long a picture file stays that nothing refers to, in microseconds: a day, within which whoever has stored it says what for. */
#define LIBRARY_OBJECTS_GRACE (24 * G_TIME_SPAN_HOUR)

/* The files of a library: folders of mode 0700, picture files of mode 0600 under their SHA-256. Errors are %PENTIMENTO_LIBRARY_ERROR. */

/** Makes the folder and those in it where they are missing. */
gboolean library_objects_make_folders (const char *folder, GError **error);

/** Syncs the folder and the one it lies in, so that what was made in it is there after a power cut. */
gboolean library_objects_sync_folder (const char *folder, GError **error);

/** Syncs a folder. Returns: an errno, 0 for success */
int library_objects_sync (const char *path);

/** Removes half-written pictures that a killed program left in `incoming`; downloads stay. */
void library_objects_sweep (const char *folder);

char *library_objects_path (const char *folder, const char *sha256, const char *extension);

/** Returns: whether the file is there with its whole size */
gboolean library_objects_is_whole (const char *path, guint64 size);

/** Reads the file. Returns: (nullable): what is wrong with it: "missing", "wrong-size", "damaged" or "unreadable" */
const char *library_objects_check (const char *path, const char *sha256, guint64 size);

/**
 * Makes sure that the picture is safe on disk: kept as it is where it is whole, else written to a temporary file, synced and renamed; the folders
 * synced in both cases, since another process may have renamed without having synced yet.
 */
gboolean
library_objects_write (const char *folder, const char *sha256, const char *extension, GBytes *bytes, GError **error);

/** @sha256: as the file is called. Returns: whether to go on */
typedef gboolean (
    *LibraryObjectsVisit) (const char *path, const char *sha256, guint64 size, gpointer data, GError **error);

/** Calls @visit for each picture file that was last written before @before, in microseconds since 1970 UTC. */
gboolean
library_objects_walk (const char *folder, gint64 before, LibraryObjectsVisit visit, gpointer data, GError **error);

/** Moves a file out of the way, into the folder `quarantine`. Returns: (transfer full) (nullable): to where */
char *library_objects_quarantine (const char *folder, const char *path, GError **error);

/** Returns: whether the file is gone by this call */
gboolean library_objects_remove (const char *path);

G_END_DECLS
