/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Zip files whose members are stored as they are. That any program can look into them is why they are zip files; that nothing in them is compressed makes
 * them as large as what they hold and no larger, in either direction. Errors are %PENTIMENTO_LIBRARY_ERROR: _TARGET in writing, _ARCHIVE in reading.
 */

typedef struct _LibraryArchiveWriter LibraryArchiveWriter;

/**
 * library_archive_writer_new:
 * @replace: whether a file of that name may be replaced in the end
 *
 * Begins a file beside @path, which itself stays as it is until library_archive_writer_publish().
 */
LibraryArchiveWriter *library_archive_writer_new (const char *path, gboolean replace, GError **error);

/** Removes the file where it was not published. */
void library_archive_writer_free (LibraryArchiveWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LibraryArchiveWriter, library_archive_writer_free)

/** Told how many bytes were read or written since it was told last. */
typedef void (*LibraryArchiveProgress) (guint64 bytes, gpointer data);
void library_archive_writer_set_progress (LibraryArchiveWriter *self, LibraryArchiveProgress progress, gpointer data);

gboolean library_archive_writer_add_bytes (LibraryArchiveWriter *self, const char *name, GBytes *bytes, GError **error);

/** Adds a file that has @size bytes, as it was read elsewhere; one that has fewer or more by now is an error. */
gboolean library_archive_writer_add_file (LibraryArchiveWriter *self,
                                          const char *name,
                                          const char *path,
                                          guint64 size,
                                          GCancellable *cancellable,
                                          GError **error);

/** Ends the file and syncs it. Returns: (transfer none) (nullable): where it lies, to be looked at */
const char *library_archive_writer_close (LibraryArchiveWriter *self, GError **error);

/** Puts it into its place, whole, and syncs the folder. */
gboolean library_archive_writer_publish (LibraryArchiveWriter *self, GError **error);

typedef struct _LibraryArchiveReader LibraryArchiveReader;

/**
 * library_archive_reader_new:
 * @most: how many members there may be
 *
 * Opens a file that anybody may have made. Members that are no files (links, folders), are compressed or encrypted, are called otherwise than files in a
 * library, come twice, or are together larger than the file that holds them are refused before they are read.
 */
LibraryArchiveReader *library_archive_reader_new (const char *path, guint most, GError **error);
void library_archive_reader_free (LibraryArchiveReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LibraryArchiveReader, library_archive_reader_free)
void library_archive_reader_set_progress (LibraryArchiveReader *self, LibraryArchiveProgress progress, gpointer data);

/** @path: what is called the place that is extracted to, in messages */
void library_archive_reader_set_target (LibraryArchiveReader *self, const char *path);

/** Returns: how large the file is */
guint64 library_archive_reader_get_size (LibraryArchiveReader *self);

/** Goes to the next member. @name: (out) (transfer none). Returns: %FALSE at the end without, or with an error */
gboolean library_archive_reader_next (LibraryArchiveReader *self, const char **name, guint64 *size, GError **error);

/** Reads the member, of at most @most bytes. */
GBytes *
library_archive_reader_read (LibraryArchiveReader *self, guint64 most, GCancellable *cancellable, GError **error);

/** Reads the member, into the new file @path (nullable), synced, of mode 0600. Returns: (transfer full) (nullable): its SHA-256 */
char *library_archive_reader_extract (LibraryArchiveReader *self,
                                      const char *path,
                                      GCancellable *cancellable,
                                      GError **error);

/** Sets an error of %PENTIMENTO_LIBRARY_ERROR_ARCHIVE that names the file. @problem: a sentence without its end */
void library_archive_reader_refuse (LibraryArchiveReader *self, const char *problem, GError **error);

/** Returns: whether what may be a JSON text nests no deeper than @most, since json-glib recurses, and has none of the comments that it would pass over */
gboolean library_archive_is_flat (const char *text, gsize length, guint most);

G_END_DECLS
