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
  GPtrArray *repaired; /* (element-type PentimentoLibraryProblem): `code` is what was done; empty after a check */
  guint files;         /* that were read */
  guint64 bytes;
} PentimentoLibraryReport;

PentimentoLibraryReport *pentimento_library_report_new (void);

/** @code: a static string. @details: (nullable) */
void pentimento_library_report_add (PentimentoLibraryReport *self,
                                    const char *code,
                                    const char *subject,
                                    const char *details);
void pentimento_library_report_add_repaired (PentimentoLibraryReport *self,
                                             const char *code,
                                             const char *subject,
                                             const char *details);
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

/**
 * pentimento_library_repair:
 *
 * Looks as pentimento_library_check() does, and mends what can be: picture files that are damaged are moved to the folder `quarantine` ("quarantined"); files without a
 * row, or with a wrong one, get theirs ("indexed"); rows of missing files that nothing needs go ("forgotten"); the indices of the database and of the full text are built
 * anew ("rebuilt"); what rows refer to and is not there is taken out of them ("unlinked"). Nothing is ever deleted that cannot be had again. Blocks.
 *
 * Returns: (transfer full) (nullable): what was done, and in `problems` what is still not as it should be; or %NULL with %PENTIMENTO_LIBRARY_ERROR or
 * %G_IO_ERROR_CANCELLED
 */
PentimentoLibraryReport *pentimento_library_repair (PentimentoLibrary *self, GCancellable *cancellable, GError **error);

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
