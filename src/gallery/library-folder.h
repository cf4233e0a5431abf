/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "library-work.h"

G_BEGIN_DECLS

/* Folders of whole libraries: made beside their place, and put there once they are good. Errors are %PENTIMENTO_LIBRARY_ERROR. */

/** Returns: whether a library can be put there: nothing is there, or an empty folder */
gboolean library_folder_is_free (const char *path);

/** Returns: whether what is there is a library without anything in it */
gboolean library_folder_is_unused (const char *path);

/** Makes an empty folder of mode 0700 beside @path. Returns: (transfer full) (nullable): where */
char *library_folder_make_beside (const char *path, GError **error);

/** Puts a folder into its place, and syncs that. */
gboolean library_folder_put (const char *from, const char *path, GError **error);

/**
 * Puts a folder into the place of what is there, which is moved aside and never removed: in one step where the file system can do that, so that there is no moment without
 * a library. @aside: (out) (transfer full) (nullable): to where; %NULL where nothing was there
 */
gboolean library_folder_replace (const char *from, const char *path, char **aside, GError **error);

/** Copies the files below the folder @name of one library to the other, and reads each back. What is not there is not copied. */
gboolean library_folder_copy (const char *from,
                              const char *to,
                              const char *name,
                              LibraryProgress *progress,
                              GCancellable *cancellable,
                              GError **error);

/** Returns: how many bytes the files below the folder @name of a library have */
guint64 library_folder_measure (const char *folder, const char *name);

/** Removes what a library is made of, and the folder if nothing else is in it. */
void library_folder_remove (const char *path);

G_END_DECLS
