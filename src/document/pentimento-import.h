/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-library.h"

G_BEGIN_DECLS

/* Bringing files into the library: pictures, each the beginning of a history, and histories that another library wrote. */

/** What came of a file. */
typedef struct {
  char *picture_id;
  char *version_id; /* its current version */
  guint added;      /* versions */
  guint present;    /* versions that were there already */
} PentimentoImport;

void pentimento_import_free (PentimentoImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoImport, pentimento_import_free)

/**
 * pentimento_import_list:
 * @file: a file or a folder
 *
 * Returns: (transfer full) (nullable) (element-type GFile): the files that it means: itself, or all in the folder and in those below it that are not hidden, sorted by
 * name; links to folders are not followed. %NULL with %PENTIMENTO_IMAGE_ERROR_UNREADABLE where it is not there, or %G_IO_ERROR_CANCELLED
 */
GPtrArray *pentimento_import_list (GFile *file, GCancellable *cancellable, GError **error);

/**
 * pentimento_import_read:
 * @file: a picture, or a file that pentimento_library_export_history() wrote: told by its content
 * @progress: (nullable): told in the calling thread, of a history
 *
 * Brings a file into the library. A picture is read as a whole first; one that carries along how it was made brings prompt, provider and seed. What is there already, by
 * its content, is left alone. Blocks.
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with %PENTIMENTO_IMAGE_ERROR, %PENTIMENTO_LIBRARY_ERROR or %G_IO_ERROR_CANCELLED
 */
PentimentoImport *pentimento_import_read (PentimentoLibrary *library,
                                          GFile *file,
                                          PentimentoImageProgress progress,
                                          gpointer progress_data,
                                          GCancellable *cancellable,
                                          GError **error);

/** As pentimento_import_read(), in a thread, for each of @files (element-type GFile) and what they mean. */
void pentimento_import_read_async (PentimentoLibrary *library,
                                   GListModel *files,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * pentimento_import_read_finish:
 * @n_failed: (out): how many files could not be read; what is no picture and was found in a folder does not count
 *
 * Returns: (transfer full) (nullable): all that came, `picture_id` and `version_id` of the last; or %NULL with the first error where nothing came
 */
PentimentoImport *
pentimento_import_read_finish (PentimentoLibrary *library, GAsyncResult *result, guint *n_failed, GError **error);

G_END_DECLS
