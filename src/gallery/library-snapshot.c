/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sqlite3.h>
#include <unistd.h>

#include "library-error.h"

/* As long as for any other write: another program needs milliseconds, unless it hangs. */
#define BUSY_MILLISECONDS 5000

typedef sqlite3 LibraryConnection;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LibraryConnection, sqlite3_close)

static void
object_free (gpointer data)
{
  LibrarySnapshotObject *object = data;

  g_free (object->sha256);
  g_free (object->extension);
  g_free (object);
}

static gboolean
fail_target (const char *called, const char *reason, GError **error)
{
  g_autofree char *name = g_filename_display_name (called);

  g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_TARGET, _ ("“%s” cannot be written: %s."),
               name, reason);
  return FALSE;
}

static LibraryConnection *
connect_to (const char *path, int flags, GError **error)
{
  g_autoptr (LibraryConnection) connection = NULL;

  if (sqlite3_open_v2 (path, &connection, flags | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK)
    {
      sqlite3_busy_timeout (connection, BUSY_MILLISECONDS);
      return g_steal_pointer (&connection);
    }
  library_error_set_sqlite (error, PENTIMENTO_LIBRARY_ERROR_OPEN, path, connection);
  return NULL;
}

/* All pages in one step: what others write meanwhile goes to their journal, and they do not wait. */
static gboolean
copy_pages (LibraryConnection *from, LibraryConnection *to, const char *folder, const char *called, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  int result = SQLITE_ERROR;

  if (backup != NULL)
    {
      sqlite3_backup_step (backup, -1);
      result = sqlite3_backup_finish (backup);
    }
  if (result == SQLITE_OK)
    result = sqlite3_exec (to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
  if (result == SQLITE_OK)
    return TRUE;
  if (result == SQLITE_FULL)
    return fail_target (called, g_strerror (ENOSPC), error);
  library_error_set_sqlite (error, PENTIMENTO_LIBRARY_ERROR_WRITE, folder, to);
  return FALSE;
}

static gboolean
sync_file (const char *path, const char *called, GError **error)
{
  int descriptor = open (path, O_RDONLY | O_CLOEXEC);
  int number = descriptor < 0 || fsync (descriptor) < 0 ? errno : 0;

  if (descriptor >= 0)
    close (descriptor);
  return number == 0 || fail_target (called, g_strerror (number), error);
}

/* With the mode that it is to have, and by nobody else. */
static gboolean
make_file (const char *path, const char *called, GError **error)
{
  int descriptor = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (descriptor < 0)
    return fail_target (called, g_strerror (errno), error);
  close (descriptor);
  return TRUE;
}

gboolean
library_snapshot_take (const char *folder, const char *path, const char *called, GError **error)
{
  g_autofree char *name = g_build_filename (folder, "library.db", NULL);
  g_autoptr (LibraryConnection) from = NULL;
  g_autoptr (LibraryConnection) to = NULL;

  if (!make_file (path, called, error))
    return FALSE;
  from = connect_to (name, SQLITE_OPEN_READONLY, error);
  to = from != NULL ? connect_to (path, SQLITE_OPEN_READWRITE, error) : NULL;
  if (to == NULL || !copy_pages (from, to, folder, called, error))
    return FALSE;
  g_clear_pointer (&to, sqlite3_close);
  return sync_file (path, called, error);
}

GPtrArray *
library_snapshot_list_objects (const char *path, GError **error)
{
  g_autoptr (LibraryConnection) connection = connect_to (path, SQLITE_OPEN_READONLY, error);
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (object_free);
  sqlite3_stmt *statement = NULL;
  int result = SQLITE_ERROR;

  if (connection == NULL)
    return NULL;
  if (sqlite3_prepare_v2 (connection, "SELECT sha256, extension, size FROM object ORDER BY sha256", -1, &statement,
                          NULL)
      == SQLITE_OK)
    while ((result = sqlite3_step (statement)) == SQLITE_ROW)
      {
        LibrarySnapshotObject *object = g_new0 (LibrarySnapshotObject, 1);

        object->sha256 = g_strdup ((const char *)sqlite3_column_text (statement, 0));
        object->extension = g_strdup ((const char *)sqlite3_column_text (statement, 1));
        object->size = sqlite3_column_int64 (statement, 2);
        g_ptr_array_add (objects, object);
      }
  if (result != SQLITE_DONE)
    library_error_set_sqlite (error, PENTIMENTO_LIBRARY_ERROR_OPEN, path, connection);
  sqlite3_finalize (statement);
  return result == SQLITE_DONE ? g_steal_pointer (&objects) : NULL;
}

gint64
library_snapshot_count (const char *path)
{
  g_autoptr (LibraryConnection) connection = connect_to (path, SQLITE_OPEN_READONLY, NULL);
  sqlite3_stmt *statement = NULL;
  gint64 count = -1;

  if (connection != NULL
      && sqlite3_prepare_v2 (connection,
                             "SELECT (SELECT count (*) FROM version) + (SELECT count (*) FROM job) "
                             "+ (SELECT count (*) FROM object)",
                             -1, &statement, NULL)
             == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    count = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return count;
}
