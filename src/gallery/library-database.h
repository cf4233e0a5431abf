/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

/**
 * LibraryDatabase:
 *
 * One connection to a library's `library.db`: opened, checked, migrated. Everything but opening and freeing is called while holding
 * library_database_lock(). Errors are %PENTIMENTO_LIBRARY_ERROR.
 */
typedef struct _LibraryDatabase LibraryDatabase;

LibraryDatabase *library_database_open (const char *folder, GError **error);
void library_database_free (LibraryDatabase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LibraryDatabase, library_database_free)

/** Returns: (transfer full): to be held, as g_autoptr, for as long as the database is talked to */
GMutexLocker *library_database_lock (LibraryDatabase *self);

/** Prepares a statement, to be bound by library_statement_add_text() and _add_integer(). */
sqlite3_stmt *library_database_prepare (LibraryDatabase *self, const char *sql, GError **error);

/** Prepares a statement and binds the texts that follow, up to %NULL, to its parameters. */
sqlite3_stmt *
library_database_query (LibraryDatabase *self, GError **error, const char *sql, ...) G_GNUC_NULL_TERMINATED;

/** Returns: %TRUE while there is a row; %FALSE at the end, without an error, or with one */
gboolean library_database_step (LibraryDatabase *self, sqlite3_stmt *statement, GError **error);

/** Runs a statement that gives no rows. @changes: (out) (optional): the number of rows it changed. */
gboolean library_database_run (LibraryDatabase *self, sqlite3_stmt *statement, int *changes, GError **error);

/** Begins a transaction that writes, synced to disk when it is committed; to be ended by library_database_end() in every case. */
gboolean library_database_begin (LibraryDatabase *self, GError **error);

/**
 * Begins one that is synced no later than the next one that is: what is committed first, by whichever program, is on disk first. Until then it outlasts
 * the end of the program, but not that of the machine.
 */
gboolean library_database_begin_lazily (LibraryDatabase *self, GError **error);

/** Commits where all went well so far, else rolls back. Returns: whether it was committed */
gboolean library_database_end (LibraryDatabase *self, gboolean good, GError **error);

/**
 * Finds the full id where @beginning is one, or where just one begins so (4 characters or more).
 *
 * Returns: (transfer full) (nullable): the id in @table, or %NULL with %PENTIMENTO_LIBRARY_ERROR_MISSING
 */
char *library_database_resolve (LibraryDatabase *self, const char *table, const char *beginning, GError **error);

/** Binds @text (%NULL for none) to the parameter after *@column, which moves on. */
void library_statement_add_text (sqlite3_stmt *statement, int *column, const char *text);
void library_statement_add_integer (sqlite3_stmt *statement, int *column, gint64 number);

/** Returns: (transfer none) (nullable): column *@column of the row, which moves on; valid until the next step */
const char *library_statement_take_text (sqlite3_stmt *statement, int *column);
gint64 library_statement_take_integer (sqlite3_stmt *statement, int *column);

G_END_DECLS
