/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-library-check.h"

G_BEGIN_DECLS

/* Copies of a whole library: as one file, and in another folder. */

/**
 * pentimento_library_backup:
 * @target: the file to write; old or new, never half
 * @replace: whether a file that is there already may be replaced
 * @progress: (nullable): told in the calling thread
 *
 * Writes the whole library to one zip file, while this and other programs go on using it: the database as it is at one moment, and every picture file that it has then.
 * The file is read back before it takes its place. Picture files that are damaged or missing are left out and told. Blocks.
 *
 * Returns: (transfer full) (nullable): what was written, and in `problems` what could not be; or %NULL with %PENTIMENTO_LIBRARY_ERROR or %G_IO_ERROR_CANCELLED
 */
PentimentoLibraryReport *pentimento_library_backup (PentimentoLibrary *self,
                                                    GFile *target,
                                                    gboolean replace,
                                                    PentimentoImageProgress progress,
                                                    gpointer progress_data,
                                                    GCancellable *cancellable,
                                                    GError **error);
void pentimento_library_backup_async (PentimentoLibrary *self,
                                      GFile *target,
                                      gboolean replace,
                                      PentimentoImageProgress progress,
                                      gpointer progress_data,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
PentimentoLibraryReport *
pentimento_library_backup_finish (PentimentoLibrary *self, GAsyncResult *result, GError **error);

/**
 * pentimento_library_unpack:
 * @file: a backup, which may be anything
 * @folder: where the library is to be
 * @replace: whether a library that is there is moved aside; nothing is ever removed. One without anything in it always is.
 * @aside: (out) (transfer full) (nullable): to where it was moved
 *
 * Makes a library of a backup. Jobs that had not been sent by then are given up in it, and batches ended: they may have been sent since. It is written beside its place, verified as a whole, and put there at the end. No program may have the library that is there open. Blocks.
 *
 * Returns: (transfer full) (nullable): the check of the new library, which has what was missing when the backup was made; or %NULL with %PENTIMENTO_LIBRARY_ERROR
 * (_ARCHIVE, _NEWER, _EXISTS, _BUSY, _TARGET, _FULL) or %G_IO_ERROR_CANCELLED: then what was there is still there
 */
PentimentoLibraryReport *pentimento_library_unpack (GFile *file,
                                                    GFile *folder,
                                                    gboolean replace,
                                                    char **aside,
                                                    PentimentoImageProgress progress,
                                                    gpointer progress_data,
                                                    GCancellable *cancellable,
                                                    GError **error);

/** What is told of a move before it is over; see pentimento_library_move(). */
typedef gboolean (*PentimentoLibrarySwitch) (GFile *folder, gpointer data, GError **error);

/**
 * pentimento_library_move:
 * @from: the library's folder, which no program may have open
 * @to: a folder that is not there, or empty
 * @change: writes down that the library is at @to from now on
 * @remove: whether the old one is removed, once all else is done
 *
 * Copies a library to another folder, reads every file back, and lets @change make that the one that is used. Blocks.
 *
 * Returns: %TRUE, or %FALSE with %PENTIMENTO_LIBRARY_ERROR or %G_IO_ERROR_CANCELLED: then the library is where it was
 */
gboolean pentimento_library_move (GFile *from,
                                  GFile *to,
                                  PentimentoLibrarySwitch change,
                                  gpointer change_data,
                                  gboolean remove,
                                  PentimentoImageProgress progress,
                                  gpointer progress_data,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
