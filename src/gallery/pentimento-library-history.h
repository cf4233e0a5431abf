/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-library.h"

G_BEGIN_DECLS

/** What the file of a history ends with. */
#define PENTIMENTO_LIBRARY_HISTORY_ENDING ".pentimento"

/* A picture with its whole history as one file: a zip file with "manifest.json" and the picture files, unchanged. No key and no path is in it. */

/**
 * pentimento_library_export_history:
 * @picture_id: whose history
 * @target: the file to write; old or new, never half
 * @replace: whether a file that is there already may be replaced
 * @progress: (nullable): told in the calling thread
 *
 * Writes all versions that are not in the trash, with every picture file that they need, and reads the file back before it takes its place. Blocks.
 *
 * Returns: %TRUE, or %FALSE with %PENTIMENTO_LIBRARY_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean pentimento_library_export_history (PentimentoLibrary *self,
                                            const char *picture_id,
                                            GFile *target,
                                            gboolean replace,
                                            PentimentoImageProgress progress,
                                            gpointer progress_data,
                                            GCancellable *cancellable,
                                            GError **error);

/** As pentimento_library_export_history(), in a thread; progress is told in the main context of the caller. */
void pentimento_library_export_history_async (PentimentoLibrary *self,
                                              const char *picture_id,
                                              GFile *target,
                                              gboolean replace,
                                              PentimentoImageProgress progress,
                                              gpointer progress_data,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean pentimento_library_export_history_finish (PentimentoLibrary *self, GAsyncResult *result, GError **error);

/** What came of reading a history. */
typedef struct {
  char *picture_id; /* in this library, which may be another one than in the file */
  char *version_id; /* the current version, likewise */
  guint added;      /* versions */
  guint present;    /* versions that were there already */
} PentimentoHistoryArrival;

void pentimento_history_arrival_free (PentimentoHistoryArrival *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoHistoryArrival, pentimento_history_arrival_free)

/**
 * pentimento_library_import_history:
 * @file: a local file that anybody may have made
 *
 * Reads a history into the library. Everything is verified before a version is added: names, sizes, SHA-256, that each picture is a whole one, that recipes can be read
 * and fit, that the tree is one. Versions that are there already are left alone; where the library has another version by one of the ids, or had one that was
 * removed, all get ids of their own, the same each time. First the picture files, then all versions in one transaction: nothing is half there. Blocks.
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with %PENTIMENTO_LIBRARY_ERROR (_ARCHIVE, _NEWER or another), %PENTIMENTO_IMAGE_ERROR or
 * %G_IO_ERROR_CANCELLED
 */
PentimentoHistoryArrival *pentimento_library_import_history (PentimentoLibrary *self,
                                                             GFile *file,
                                                             PentimentoImageProgress progress,
                                                             gpointer progress_data,
                                                             GCancellable *cancellable,
                                                             GError **error);
void pentimento_library_import_history_async (PentimentoLibrary *self,
                                              GFile *file,
                                              PentimentoImageProgress progress,
                                              gpointer progress_data,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
PentimentoHistoryArrival *
pentimento_library_import_history_finish (PentimentoLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
