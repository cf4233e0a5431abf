/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-library-check.h"

#include <glib/gi18n-lib.h>

#include "library-objects.h"
#include "pentimento-library-private.h"

typedef struct {
  char *path;
  char *sha256;
  guint64 size;
} Object;

typedef struct {
  PentimentoLibrary *library;
  PentimentoLibraryReport *report;
  GPtrArray *objects;
  GCancellable *cancellable;
  GMutex mutex;
  guint next;
} Check;

static void
problem_free (gpointer data)
{
  PentimentoLibraryProblem *problem = data;

  g_free (problem->subject);
  g_free (problem->details);
  g_free (problem);
}

PentimentoLibraryReport *
pentimento_library_report_new (void)
{
  PentimentoLibraryReport *self = g_new0 (PentimentoLibraryReport, 1);

  self->problems = g_ptr_array_new_with_free_func (problem_free);
  self->repaired = g_ptr_array_new_with_free_func (problem_free);
  return self;
}

void
pentimento_library_report_free (PentimentoLibraryReport *self)
{
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->repaired);
  g_free (self);
}

static void
object_free (gpointer data)
{
  Object *object = data;

  g_free (object->path);
  g_free (object->sha256);
  g_free (object);
}

static void
add (GPtrArray *list, const char *code, const char *subject, const char *details)
{
  PentimentoLibraryProblem *problem = g_new0 (PentimentoLibraryProblem, 1);

  problem->code = code;
  problem->subject = g_strdup (subject);
  problem->details = g_strdup (details);
  g_ptr_array_add (list, problem);
}

void
pentimento_library_report_add (PentimentoLibraryReport *self,
                               const char *code,
                               const char *subject,
                               const char *details)
{
  add (self->problems, code, subject, details);
}

void
pentimento_library_report_add_repaired (PentimentoLibraryReport *self,
                                        const char *code,
                                        const char *subject,
                                        const char *details)
{
  add (self->repaired, code, subject, details);
}

/* Files are looked at without the database, and so one may have been collected since its row was read. */
static gboolean
is_wanted (PentimentoLibrary *self, const Object *object)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (sqlite3_stmt) statement
      = library_database_query (database, NULL, "SELECT 1 FROM object WHERE sha256 = ?", object->sha256, NULL);

  return statement != NULL && library_database_step (database, statement, NULL);
}

static const Object *
take_next (Check *check)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&check->mutex);

  if (check->next == check->objects->len || g_cancellable_is_cancelled (check->cancellable))
    return NULL;
  return check->objects->pdata[check->next++];
}

static void
check_files (gpointer data, gpointer user_data)
{
  Check *check = user_data;
  const Object *object;

  while ((object = take_next (check)) != NULL)
    {
      const char *code = library_objects_check (object->path, object->sha256, object->size);
      gboolean is_wrong = code != NULL && is_wanted (check->library, object);
      g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&check->mutex);

      check->report->files++;
      check->report->bytes += object->size;
      if (is_wrong)
        pentimento_library_report_add (check->report, code, object->path, NULL);
    }
}

static GPtrArray *
list_objects (PentimentoLibrary *self, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (sqlite3_stmt) statement
      = library_database_prepare (database, "SELECT sha256, extension, size FROM object ORDER BY sha256", error);
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (object_free);
  g_autoptr (GError) failed = NULL;

  if (statement == NULL)
    return NULL;
  while (library_database_step (database, statement, &failed))
    {
      Object *object = g_new0 (Object, 1);
      int column = 0;

      object->sha256 = g_strdup (library_statement_take_text (statement, &column));
      object->path = library_objects_path (pentimento_library_get_path (self), object->sha256,
                                           library_statement_take_text (statement, &column));
      object->size = library_statement_take_integer (statement, &column);
      g_ptr_array_add (objects, object);
    }
  if (failed == NULL)
    return g_steal_pointer (&objects);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/* Each row that is not "ok" is something wrong. */
static const struct {
  const char *code;
  const char *subject;
  const char *sql;
} questions[] = {
  { "database", "library.db", "SELECT integrity_check FROM pragma_integrity_check" },
  { "broken-link", "library.db",
    "SELECT 'row ' || ifnull (rowid, '?') || ' of ' || \"table\" || ' refers to ' || parent FROM "
    "pragma_foreign_key_check" },
  { "broken-link", "picture",
    "SELECT 'picture ' || id || ' has no current version' FROM picture WHERE current_id IS NULL" },
  { "broken-link", "version",
    "SELECT 'version ' || child.id || ' was made from another picture' FROM version child "
    "JOIN version parent ON parent.id = child.parent_id WHERE child.picture_id <> parent.picture_id" },
  { "search", "version_tag",
    "SELECT 'tags of version ' || version.id || ' are not found' FROM version, json_each (version.tags) AS given "
    "WHERE NOT EXISTS (SELECT 1 FROM version_tag WHERE tag = given.value AND number = version.number)" },
  { "search", "version_tag",
    "SELECT 'a tag of no version: ' || tag FROM version_tag WHERE NOT EXISTS (SELECT 1 FROM version, "
    "json_each (version.tags) AS given WHERE version.number = version_tag.number AND given.value = version_tag.tag "
    "COLLATE NOCASE)" },
};

static void
ask (PentimentoLibrary *self, guint number, PentimentoLibraryReport *report)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (GError) failed = NULL;
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (database, questions[number].sql, &failed);

  while (statement != NULL && library_database_step (database, statement, &failed))
    {
      const char *said = (const char *)sqlite3_column_text (statement, 0);

      if (g_strcmp0 (said, "ok") != 0)
        pentimento_library_report_add (report, questions[number].code, questions[number].subject, said);
    }
  if (failed != NULL)
    pentimento_library_report_add (report, "database", questions[number].subject, failed->message);
}

/* FTS5 compares its index with the rows of the table (sqlite.org/fts5.html, 6.4): as a statement that writes, though it changes nothing. */
static void
check_text (PentimentoLibrary *self, PentimentoLibraryReport *report)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (GError) failed = NULL;
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (
      database, "INSERT INTO version_text (version_text, rank) VALUES ('integrity-check', 1)", &failed);

  if (statement == NULL || !library_database_run (database, statement, NULL, &failed))
    pentimento_library_report_add (report, "search", "version_text", failed->message);
}

static int
compare_problems (gconstpointer a, gconstpointer b)
{
  const PentimentoLibraryProblem *const *one = a, *const *other = b;

  return g_strcmp0 ((*one)->subject, (*other)->subject);
}

PentimentoLibraryReport *
pentimento_library_check (PentimentoLibrary *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (PentimentoLibraryReport) report = pentimento_library_report_new ();
  g_autoptr (GPtrArray) objects = list_objects (self, error);
  Check check = { .library = self, .report = report, .objects = objects, .cancellable = cancellable };
  guint helpers = g_get_num_processors ();
  GThreadPool *pool;

  if (objects == NULL)
    return NULL;
  g_mutex_init (&check.mutex);
  pool = g_thread_pool_new (check_files, &check, helpers, FALSE, NULL);
  for (guint i = 1; i <= helpers; i++)
    g_thread_pool_push (pool, GUINT_TO_POINTER (i), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
  g_mutex_clear (&check.mutex);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    ask (self, i, report);
  check_text (self, report);
  g_ptr_array_sort (report->problems, compare_problems);
  return g_steal_pointer (&report);
}

static gboolean
sum (LibraryDatabase *database, const char *sql, guint64 *bytes, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (database, sql, error);

  if (statement == NULL || !library_database_step (database, statement, error))
    return FALSE;
  *bytes = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

#define SUM "SELECT ifnull (sum (size), 0) FROM object WHERE "
#define OF_VERSION(condition) "EXISTS (SELECT 1 FROM version WHERE version.sha256 = object.sha256" condition ")"
#define OPENED OF_VERSION (" AND kind = 'opened'")

gboolean
pentimento_library_measure (PentimentoLibrary *self, PentimentoLibrarySize *size, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);

  return sum (database, SUM OPENED, &size->originals, error)
         && sum (database, SUM OF_VERSION ("") " AND NOT " OPENED, &size->results, error)
         && sum (database, SUM "NOT " OF_VERSION (""), &size->others, error)
         && sum (database, SUM OF_VERSION ("") " AND NOT " OF_VERSION (" AND trashed IS NULL"), &size->trashed, error)
         && sum (database, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", &size->database,
                 error);
}
