/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-library-trash.h"

#include <string.h>

#include "library-lock.h"
#include "library-objects.h"
#include "library-trash.h"
#include "pentimento-library-private.h"

/* Ends a transaction that was begun, and tells of what it did. */
static gboolean
end (PentimentoLibrary *self, gboolean good, GError **error)
{
  good = library_database_end (pentimento_library_get_database (self), good, error);
  if (good)
    pentimento_library_tell (self);
  return good;
}

static gboolean
mark (PentimentoLibrary *self, const char *id, const char *column, const char *sql, const char *value, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);

  return library_database_begin (database, error)
         && end (self, library_trash_mark (database, id, column, sql, value, error), error);
}

gboolean
pentimento_library_set_title (PentimentoLibrary *self, const char *id, const char *title, GError **error)
{
  return mark (self, id, "title", "?2", title != NULL && *title != '\0' ? title : NULL, error);
}

gboolean
pentimento_library_set_starred (PentimentoLibrary *self, const char *id, gboolean starred, GError **error)
{
  return mark (self, id, "starred", starred ? "1" : "0", NULL, error);
}

gboolean
pentimento_library_set_rejected (PentimentoLibrary *self, const char *id, gboolean rejected, GError **error)
{
  return mark (self, id, "rejected", rejected ? "1" : "0", NULL, error);
}

static gboolean
mark_all (PentimentoLibrary *self, const char *const *ids, const char *column, const char *sql, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  gboolean good = TRUE;

  if (!library_database_begin (database, error))
    return FALSE;
  for (; good && *ids != NULL; ids++)
    good = library_trash_mark (database, *ids, column, sql, NULL, error);
  return end (self, good, error);
}

gboolean
pentimento_library_star (PentimentoLibrary *self, const char *const *ids, gboolean starred, GError **error)
{
  return mark_all (self, ids, "starred", starred ? "1" : "0", error);
}

gboolean
pentimento_library_reject (PentimentoLibrary *self, const char *const *ids, gboolean rejected, GError **error)
{
  return mark_all (self, ids, "rejected", rejected ? "1" : "0", error);
}

gboolean
pentimento_library_trash (PentimentoLibrary *self, const char *const *ids, GError **error)
{
  g_autofree char *now = g_strdup_printf ("ifnull (trashed, %" G_GINT64_FORMAT ")", g_get_real_time ());

  return mark_all (self, ids, "trashed", now, error);
}

gboolean
pentimento_library_restore (PentimentoLibrary *self, const char *const *ids, GError **error)
{
  return mark_all (self, ids, "trashed", "NULL", error);
}

static gboolean
mark_picture (PentimentoLibrary *self, const char *picture_id, gboolean trashed, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);

  return library_database_begin (database, error)
         && end (self, library_trash_mark_picture (database, picture_id, trashed, error), error);
}

gboolean
pentimento_library_trash_picture (PentimentoLibrary *self, const char *picture_id, GError **error)
{
  return mark_picture (self, picture_id, TRUE, error);
}

gboolean
pentimento_library_restore_picture (PentimentoLibrary *self, const char *picture_id, GError **error)
{
  return mark_picture (self, picture_id, FALSE, error);
}

gboolean
pentimento_library_survey_trash (PentimentoLibrary *self,
                                 gboolean with_paid,
                                 PentimentoTrashReport *report,
                                 GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);

  return library_trash_survey (database, with_paid, report, error);
}

gboolean
pentimento_library_empty_trash (PentimentoLibrary *self,
                                gboolean with_paid,
                                PentimentoTrashReport *report,
                                GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  PentimentoTrashReport unread;

  return library_database_begin (database, error)
         && end (self,
                 library_trash_survey (database, with_paid, report != NULL ? report : &unread, error)
                     && library_trash_empty (database, with_paid, error),
                 error);
}

typedef struct {
  PentimentoLibrary *library;
  gint64 before;
  guint removed;
  guint64 freed;
} Collection;

static gboolean
forget_objects (PentimentoLibrary *self, gint64 before, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);

  return library_database_begin (database, error)
         && library_database_end (database, library_trash_forget_objects (database, before, error), error);
}

/* Nobody can write a row between the question whether there is one and the removal. */
static gboolean
remove_orphan (const char *path, const char *sha256, guint64 size, gpointer data, GError **error)
{
  Collection *collection = data;
  LibraryDatabase *database = pentimento_library_get_database (collection->library);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (sqlite3_stmt) statement
      = library_database_query (database, error, "SELECT 1 FROM object WHERE sha256 = ?", sha256, NULL);
  g_autoptr (GError) failed = NULL;

  if (statement == NULL)
    return FALSE;
  if (library_database_step (database, statement, &failed))
    return TRUE;
  sqlite3_reset (statement);
  if (failed == NULL && library_database_begin_lazily (database, &failed))
    {
      if (!library_database_step (database, statement, &failed) && failed == NULL && library_objects_remove (path))
        {
          collection->removed++;
          collection->freed += size;
        }
      sqlite3_reset (statement);
      library_database_end (database, failed == NULL, failed == NULL ? &failed : NULL);
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

gboolean
pentimento_library_collect (PentimentoLibrary *self, gint64 grace, guint *removed, guint64 *freed, GError **error)
{
  Collection collection = { .library = self, .before = g_get_real_time () - grace };
  g_autoptr (GError) failed = NULL;
  g_autoptr (PentimentoJobLock) turn
      = library_lock_new (pentimento_library_get_path (self), LIBRARY_LOCK_COLLECTING, &failed);

  if (removed != NULL)
    *removed = 0;
  if (freed != NULL)
    *freed = 0;
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  /* Another program is at it, or counts on every file while it makes a copy: the next time will do. */
  if (turn == NULL)
    return TRUE;
  if (!forget_objects (self, collection.before, error)
      || !library_objects_walk (pentimento_library_get_path (self), collection.before, remove_orphan, &collection,
                                error))
    return FALSE;
  if (removed != NULL)
    *removed = collection.removed;
  if (freed != NULL)
    *freed = collection.freed;
  return TRUE;
}

static void
collect_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (pentimento_library_collect (source, LIBRARY_OBJECTS_GRACE, NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
pentimento_library_collect_async (PentimentoLibrary *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, pentimento_library_collect_async);
  g_task_run_in_thread (task, collect_in_thread);
}

gboolean
pentimento_library_collect_finish (PentimentoLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
