/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-image.h"
#include "pentimento-library.h"

G_BEGIN_DECLS

/** What counts how much of something long is done, for who waits for it. */
typedef struct {
  guint64 all;
  guint64 done;
  PentimentoImageProgress tell; /* (nullable) */
  gpointer data;
} LibraryProgress;

/** Counts so many bytes more: a #LibraryArchiveProgress. @progress: a #LibraryProgress */
void library_progress_add (guint64 bytes, gpointer progress);

/**
 * LibraryWork:
 *
 * Something long that is done to a library in a thread.
 */
typedef struct _LibraryWork LibraryWork;
struct _LibraryWork {
  gpointer (*run) (PentimentoLibrary *library,
                   LibraryWork *work,
                   PentimentoImageProgress tell,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error); /* %NULL with an error */
  GDestroyNotify free_result;
  GFile *file;
  char *id; /* (nullable) */
  gboolean replace;
  PentimentoImageProgress progress; /* (nullable): told in the main context of who began it */
  gpointer progress_data;
};

/** Begins it. @work: (transfer full): made by g_new0(), with @file and @id owned by it */
void library_work_start (PentimentoLibrary *library,
                         LibraryWork *work,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);

/** Returns: what came of it */
gpointer library_work_finish (PentimentoLibrary *library, GAsyncResult *result, GError **error);

G_END_DECLS
