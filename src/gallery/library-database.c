/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-database.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/stat.h>

#include "library-error.h"
#include "library-lock.h"
#include "library-schema.h"

/* How long to wait for another process that is writing; it needs milliseconds, unless it hangs. */
#define BUSY_MILLISECONDS 5000

/* How often to ask whether another process is done opening, which takes a few milliseconds. */
#define TURN_MILLISECONDS 5

struct _LibraryDatabase {
  char *folder;
  char *path;
  sqlite3 *connection;
  GMutex mutex;
  gboolean lazy;                    /* commits wait for a later one to be synced */
  PentimentoLibraryError otherwise; /* what an error without a meaning of its own says: OPEN first, WRITE once open */
};

static gboolean
fail (LibraryDatabase *self, GError **error)
{
  library_error_set_sqlite (error, self->otherwise, self->folder, self->connection);
  return FALSE;
}

static gboolean
execute (LibraryDatabase *self, const char *sql, GError **error)
{
  return sqlite3_exec (self->connection, sql, NULL, NULL, NULL) == SQLITE_OK || fail (self, error);
}

static gboolean
read_integer (LibraryDatabase *self, const char *sql, gint64 *number, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (self, sql, error);

  if (statement == NULL || !library_database_step (self, statement, error))
    return FALSE;
  *number = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

/* Reads the schema version, 0 for a file without any content yet. Sets @refused where the file is not ours to open. */
static gboolean
identify (LibraryDatabase *self, gint64 *version, gboolean *refused, GError **error)
{
  gint64 application = 0, tables = 0;

  *refused = FALSE;
  if (!read_integer (self, "PRAGMA application_id", &application, error)
      || !read_integer (self, "PRAGMA user_version", version, error)
      || !read_integer (self, "SELECT count (*) FROM sqlite_schema", &tables, error))
    return FALSE;
  if (application == 0 && *version == 0 && tables == 0)
    return TRUE;

  if (application != LIBRARY_APPLICATION_ID)
    g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_OPEN,
                 _ ("“%s” is the database of another program. Choose another folder for the library, or move that "
                    "file away."),
                 self->path);
  else if (*version > LIBRARY_SCHEMA_VERSION)
    g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_NEWER,
                 _ ("The library in “%s” was made by a newer version of Pentimento. Update the program to open it."),
                 self->folder);
  else
    return TRUE;
  *refused = TRUE;
  return FALSE;
}

static gboolean
connect_to (LibraryDatabase *self, int flags, GError **error)
{
  /* The mutex of this object is the one guard; SQLite's own is not needed beside it. */
  if (sqlite3_open_v2 (self->path, &self->connection, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    return fail (self, error);
  sqlite3_busy_timeout (self->connection, BUSY_MILLISECONDS);
  return TRUE;
}

/* Looks without writing, since a connection that may write tidies up behind itself. Whatever keeps it from reading (a crash
 * that left a journal to roll back, for one) is left for the real opening to mend or to report. */
static gboolean
look (LibraryDatabase *self, GError **error)
{
  g_autoptr (GError) looked = NULL;
  gboolean refused = FALSE;
  gint64 version;

  if (connect_to (self, SQLITE_OPEN_READONLY, NULL))
    identify (self, &version, &refused, &looked);
  g_clear_pointer (&self->connection, sqlite3_close);
  if (refused)
    g_propagate_error (error, g_steal_pointer (&looked));
  return !refused;
}

static gboolean
migrate (LibraryDatabase *self, GError **error)
{
  gboolean refused, good;
  gint64 version = 0;

  if (!library_database_begin (self, error))
    return FALSE;
  good = identify (self, &version, &refused, error);
  for (; good && version < LIBRARY_SCHEMA_VERSION; version++)
    {
      g_autofree char *stamp = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                                LIBRARY_APPLICATION_ID, (int)version + 1);

      good = execute (self, library_schema[version], error) && execute (self, stamp, error);
    }
  return library_database_end (self, good, error);
}

/* One process at a time opens: SQLite does not wait for its turn when two of them turn a new file to WAL. */
static PentimentoJobLock *
wait_for_turn (const char *folder, GError **error)
{
  g_autoptr (GError) failed = NULL;

  for (int waited = 0; failed == NULL && waited < BUSY_MILLISECONDS; waited += TURN_MILLISECONDS)
    {
      PentimentoJobLock *turn = library_lock_new (folder, "opening", &failed);

      if (turn != NULL)
        return turn;
      g_usleep (TURN_MILLISECONDS * 1000);
    }
  if (failed == NULL)
    library_error_set_errno (&failed, PENTIMENTO_LIBRARY_ERROR_BUSY, folder, EWOULDBLOCK);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

LibraryDatabase *
library_database_open (const char *folder, GError **error)
{
  g_autoptr (PentimentoJobLock) turn = wait_for_turn (folder, error);
  g_autoptr (LibraryDatabase) self = NULL;

  if (turn == NULL)
    return NULL;
  self = g_new0 (LibraryDatabase, 1);
  g_mutex_init (&self->mutex);
  self->folder = g_strdup (folder);
  self->path = g_build_filename (folder, "library.db", NULL);
  self->otherwise = PENTIMENTO_LIBRARY_ERROR_OPEN;

  /* SQLite gives its other files the mode of this one. Made without opening it: closing any descriptor of a database drops the
   * locks that the whole process has on it (sqlite.org/howtocorrupt.html, 2.2). */
  if (mknod (self->path, S_IFREG | 0600, 0) < 0 && errno != EEXIST)
    {
      library_error_set_errno (error, PENTIMENTO_LIBRARY_ERROR_OPEN, folder, errno);
      return NULL;
    }
  /* A migration that moves a table must not take along what refers to it, and within a transaction that cannot be said. */
  if (!look (self, error) || !connect_to (self, SQLITE_OPEN_READWRITE, error)
      || !execute (self, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF", error)
      || !migrate (self, error) || !execute (self, "PRAGMA foreign_keys = ON", error))
    return NULL;

  self->otherwise = PENTIMENTO_LIBRARY_ERROR_WRITE;
  return g_steal_pointer (&self);
}

void
library_database_free (LibraryDatabase *self)
{
  sqlite3_close (self->connection);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self->folder);
  g_free (self);
}

GMutexLocker *
library_database_lock (LibraryDatabase *self)
{
  return g_mutex_locker_new (&self->mutex);
}

sqlite3_stmt *
library_database_prepare (LibraryDatabase *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (self->connection, sql, -1, &statement, NULL) != SQLITE_OK)
    fail (self, error);
  return statement;
}

sqlite3_stmt *
library_database_query (LibraryDatabase *self, GError **error, const char *sql, ...)
{
  sqlite3_stmt *statement = library_database_prepare (self, sql, error);
  const char *text;
  int column = 0;
  va_list texts;

  if (statement == NULL)
    return NULL;
  va_start (texts, sql);
  while ((text = va_arg (texts, const char *)) != NULL)
    library_statement_add_text (statement, &column, text);
  va_end (texts);
  return statement;
}

gboolean
library_database_step (LibraryDatabase *self, sqlite3_stmt *statement, GError **error)
{
  int result = sqlite3_step (statement);

  if (result != SQLITE_ROW && result != SQLITE_DONE)
    fail (self, error);
  return result == SQLITE_ROW;
}

gboolean
library_database_run (LibraryDatabase *self, sqlite3_stmt *statement, int *changes, GError **error)
{
  if (sqlite3_step (statement) != SQLITE_DONE)
    return fail (self, error);
  if (changes != NULL)
    *changes = sqlite3_changes (self->connection);
  return TRUE;
}

/* A sync of the disk takes longer than all else that a write does. */
static gboolean
set_lazy (LibraryDatabase *self, gboolean lazy, GError **error)
{
  if (self->lazy != lazy)
    {
      if (!execute (self, lazy ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL", error))
        return FALSE;
      self->lazy = lazy;
    }
  return TRUE;
}

gboolean
library_database_begin (LibraryDatabase *self, GError **error)
{
  return set_lazy (self, FALSE, error) && execute (self, "BEGIN IMMEDIATE", error);
}

gboolean
library_database_begin_lazily (LibraryDatabase *self, GError **error)
{
  return set_lazy (self, TRUE, error) && execute (self, "BEGIN IMMEDIATE", error);
}

gboolean
library_database_end (LibraryDatabase *self, gboolean good, GError **error)
{
  gboolean committed = good && execute (self, "COMMIT", error);

  /* Some failures, a full disk among them, have rolled back already. */
  if (!committed && !sqlite3_get_autocommit (self->connection))
    execute (self, "ROLLBACK", NULL);
  /* Statements outside a transaction are synced. */
  set_lazy (self, FALSE, NULL);
  return committed;
}

char *
library_database_resolve (LibraryDatabase *self, const char *table, const char *beginning, GError **error)
{
  /* Between the text and the text with the last of all characters behind it lies what begins so: an index can be used, and no
   * character has a meaning of its own as it would have for LIKE. */
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE id = ?1 OR (length (?1) >= 4 AND id >= ?1 "
                                          "AND id < ?1 || char (1114111)) ORDER BY id LIMIT 2",
                                          table);
  g_autoptr (sqlite3_stmt) statement = library_database_query (self, error, sql, beginning, NULL);
  g_autoptr (GError) failed = NULL;
  g_autofree char *id = NULL;

  if (statement == NULL)
    return NULL;
  if (library_database_step (self, statement, &failed))
    id = g_strdup ((const char *)sqlite3_column_text (statement, 0));
  else if (failed == NULL)
    g_set_error (&failed, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING,
                 _ ("Nothing in the library has the id “%s”."), beginning);
  if (id != NULL && !g_str_equal (id, beginning) && library_database_step (self, statement, &failed))
    g_set_error (&failed, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING,
                 _ ("More than one id in the library begins with “%s”. Give more of it."), beginning);
  if (failed == NULL)
    return g_steal_pointer (&id);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

void
library_statement_add_text (sqlite3_stmt *statement, int *column, const char *text)
{
  sqlite3_bind_text (statement, ++*column, text, -1, SQLITE_TRANSIENT);
}

void
library_statement_add_integer (sqlite3_stmt *statement, int *column, gint64 number)
{
  sqlite3_bind_int64 (statement, ++*column, number);
}

const char *
library_statement_take_text (sqlite3_stmt *statement, int *column)
{
  return (const char *)sqlite3_column_text (statement, (*column)++);
}

gint64
library_statement_take_integer (sqlite3_stmt *statement, int *column)
{
  return sqlite3_column_int64 (statement, (*column)++);
}
