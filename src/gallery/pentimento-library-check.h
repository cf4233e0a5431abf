/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-library.h"

G_BEGIN_DECLS

/** What is wrong with one thing in the library. */
typedef struct {
  const char *
      code; /* "missing", "wrong-size", "damaged" or "unreadable" of a picture file; "database", "broken-link" or "search" of the database */
  char *subject; /* the path of the file, or a table */
  char *details; /* (nullable) */
} PentimentoLibraryProblem;

typedef struct {
  GPtrArray *problems; /* (element-type PentimentoLibraryProblem) */
  guint files;         /* that were read */
  guint64 bytes;
} PentimentoLibraryReport;

PentimentoLibraryReport *pentimento_library_report_new (void);
void pentimento_library_report_free (PentimentoLibraryReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoLibraryReport, pentimento_library_report_free)

/**
 * pentimento_library_check:
 *
 * Looks whether the database is whole and agrees with itself and its full-text index, and whether each picture file is there, of its size and its SHA-256.
 * Changes nothing. Blocks for as long as it takes to read all files, with as many threads as there are processors.
 *
 * Returns: (transfer full) (nullable): what was found, or %NULL with %PENTIMENTO_LIBRARY_ERROR where it could not be looked at
 */
PentimentoLibraryReport *pentimento_library_check (PentimentoLibrary *self, GCancellable *cancellable, GError **error);

/** What takes room, in bytes. Each picture file counts once, for the first that it is. */
typedef struct {
  guint64 originals; /* files the person opened */
  guint64 results;   /* what providers made */
  guint64 others;    /* references, and what nothing refers to any more */
  guint64 trashed;   /* of originals and results, what only versions in the trash refer to */
  guint64 database;
} PentimentoLibrarySize;

gboolean pentimento_library_measure (PentimentoLibrary *self, PentimentoLibrarySize *size, GError **error);

G_END_DECLS
