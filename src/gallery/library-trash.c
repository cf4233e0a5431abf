/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-trash.h"

#include <glib/gi18n-lib.h>

/* A job that was given up can still bring a result, until that has come late. */
#define UNFINISHED "(state NOT IN ('done', 'failed', 'cancelled') OR (given_up = 1 AND late = 0 AND submits > 0))"
#define NEEDED "id IN (SELECT parent_id FROM job WHERE parent_id IS NOT NULL AND " UNFINISHED ")"
#define PAID                                                                                                           \
  "(kind IN ('edited', 'generated') AND cost_kind <> 'free' AND NOT (cost_kind = 'reported' AND cost_micros = 0))"

/* What the next emptying takes, highest number first: children come after their parents. */
#define DOOMED "trashed IS NOT NULL AND NOT " NEEDED " AND (?1 OR NOT " PAID ")"

gboolean
library_trash_mark (LibraryDatabase *database,
                    const char *id,
                    const char *column,
                    const char *sql,
                    const char *value,
                    GError **error)
{
  g_autofree char *update
      = g_strdup_printf ("UPDATE version SET %s = %s, revision = " LIBRARY_NEXT_REVISION " WHERE id = ?1", column, sql);
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (database, update, error);
  int column_number = 0, changes = 0;

  if (statement == NULL)
    return FALSE;
  library_statement_add_text (statement, &column_number, id);
  if (sqlite3_bind_parameter_count (statement) > 1)
    library_statement_add_text (statement, &column_number, value);
  if (!library_database_run (database, statement, &changes, error))
    return FALSE;
  if (changes == 0)
    g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING,
                 _ ("The version “%s” is not in the library."), id);
  return changes > 0;
}

static gboolean
run (LibraryDatabase *database, const char *sql, gint64 value, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (database, sql, error);
  int column = 0;

  if (statement == NULL)
    return FALSE;
  if (sqlite3_bind_parameter_count (statement) > 0)
    library_statement_add_integer (statement, &column, value);
  return library_database_run (database, statement, NULL, error);
}

gboolean
library_trash_mark_picture (LibraryDatabase *database, const char *picture_id, gboolean trashed, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = library_database_query (
      database, error,
      trashed ? "UPDATE version SET trashed = CAST (?2 AS INTEGER), revision = " LIBRARY_NEXT_REVISION
                " WHERE picture_id = ?1 AND trashed IS NULL"
              : "UPDATE version SET trashed = NULL, revision = " LIBRARY_NEXT_REVISION
                " WHERE picture_id = ?1 AND trashed IS NOT NULL",
      picture_id, NULL);

  if (statement == NULL)
    return FALSE;
  if (trashed)
    sqlite3_bind_int64 (statement, 2, g_get_real_time ());
  return library_database_run (database, statement, NULL, error);
}

static gboolean
count (LibraryDatabase *database, const char *sql, gboolean with_paid, guint *number, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (database, sql, error);
  int column = 0;

  if (statement == NULL)
    return FALSE;
  if (sqlite3_bind_parameter_count (statement) > 0)
    library_statement_add_integer (statement, &column, with_paid);
  if (!library_database_step (database, statement, error))
    return FALSE;
  *number = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

gboolean
library_trash_survey (LibraryDatabase *database, gboolean with_paid, PentimentoTrashReport *report, GError **error)
{
  return count (database, "SELECT count (*) FROM version WHERE " DOOMED, with_paid, &report->removed, error)
         && count (database, "SELECT count (*) FROM version WHERE trashed IS NOT NULL AND " PAID, FALSE, &report->paid,
                   error)
         && count (database, "SELECT count (*) FROM version WHERE trashed IS NOT NULL AND " NEEDED, FALSE,
                   &report->needed, error);
}

/* Statements in their order; ?1 is whether to take what was paid for. A temporary table holds what goes, since each step changes what the next one would find. */
static const char *const emptying[] = {
  "CREATE TEMP TABLE IF NOT EXISTS doomed (number INTEGER PRIMARY KEY, id TEXT UNIQUE, parent_id TEXT, picture_id "
  "TEXT)",
  "DELETE FROM doomed",
  "INSERT INTO doomed SELECT number, id, parent_id, picture_id FROM version WHERE " DOOMED,
  /* The children of what goes are handed up, past all that goes with it. */
  "WITH RECURSIVE up (child, ancestor) AS ("
  "  SELECT version.number, doomed.parent_id FROM doomed JOIN version ON version.parent_id = doomed.id"
  "    WHERE version.number NOT IN (SELECT number FROM doomed)"
  "  UNION ALL SELECT up.child, doomed.parent_id FROM up JOIN doomed ON doomed.id = up.ancestor) "
  "UPDATE version SET parent_id = up.ancestor, revision = " LIBRARY_NEXT_REVISION " FROM up "
  "WHERE version.number = up.child AND NOT EXISTS (SELECT 1 FROM doomed WHERE id = up.ancestor)",
  "INSERT INTO removed_version SELECT number, id, parent_id, " LIBRARY_NEXT_REVISION " FROM doomed",
  "UPDATE picture SET current_id = (SELECT id FROM version WHERE picture_id = picture.id "
  "  AND number NOT IN (SELECT number FROM doomed) ORDER BY trashed IS NOT NULL, number DESC LIMIT 1) "
  "WHERE current_id IN (SELECT id FROM doomed)",
  "UPDATE version SET parent_id = NULL WHERE number IN (SELECT number FROM doomed)",
  "DELETE FROM version WHERE number IN (SELECT number FROM doomed)",
  "DELETE FROM picture WHERE id IN (SELECT picture_id FROM doomed) "
  "  AND NOT EXISTS (SELECT 1 FROM version WHERE picture_id = picture.id)",
};

gboolean
library_trash_empty (LibraryDatabase *database, gboolean with_paid, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (emptying); i++)
    if (!run (database, emptying[i], with_paid, error))
      return FALSE;
  return TRUE;
}

gboolean
library_trash_forget_objects (LibraryDatabase *database, gint64 before, GError **error)
{
  return run (
      database,
      "DELETE FROM object WHERE created < ?1 "
      "AND NOT EXISTS (SELECT 1 FROM version WHERE version.sha256 = object.sha256) "
      "AND NOT EXISTS (SELECT 1 FROM version_reference WHERE version_reference.sha256 = object.sha256) "
      "AND NOT EXISTS (SELECT 1 FROM version WHERE recipe IS NOT NULL AND instr (recipe, object.sha256)) "
      "AND NOT EXISTS (SELECT 1 FROM job WHERE " UNFINISHED " AND (instr (reference_list, object.sha256) "
      "  OR instr (result_list, object.sha256) OR instr (request, object.sha256))) "
      "AND NOT EXISTS (SELECT 1 FROM workspace WHERE instr (state, object.sha256)) "
      "AND NOT EXISTS (SELECT 1 FROM batch WHERE state <> 'ended' AND (instr (reference_list, object.sha256) "
      "  OR EXISTS (SELECT 1 FROM batch_item WHERE batch_id = batch.id AND batch_item.sha256 = object.sha256)))",
      before, error);
}
