/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-batches.h"

/* The order in which bind_record() binds and read_record() takes them; likewise below for items. */
#define COLUMNS "id, created, state, provider, endpoint, request, reference_list, output"

#define ITEM_COLUMNS "position, source, sha256, target, job_id, state, message"

static gboolean
add_record (LibraryDatabase *database, const PentimentoBatchRecord *record, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (
      database, "INSERT INTO batch (" COLUMNS ", budget_micros) VALUES (?, ?, ?, ?, ?, ?, ?, ?, nullif (?, -1))",
      error);
  g_autofree char *references = g_strjoinv (" ", record->references != NULL ? record->references : (char *[]){ NULL });
  int column = 0;

  if (statement == NULL)
    return FALSE;
  library_statement_add_text (statement, &column, record->id);
  library_statement_add_integer (statement, &column, record->created);
  library_statement_add_text (statement, &column, record->state);
  library_statement_add_text (statement, &column, record->provider);
  library_statement_add_text (statement, &column, record->endpoint);
  library_statement_add_text (statement, &column, record->request);
  library_statement_add_text (statement, &column, references);
  library_statement_add_text (statement, &column, record->output);
  library_statement_add_integer (statement, &column, record->budget_micros);
  return library_database_run (database, statement, NULL, error);
}

static PentimentoBatchRecord *
read_record (sqlite3_stmt *row)
{
  int column = 0;
  PentimentoBatchRecord *record = pentimento_batch_record_new (library_statement_take_text (row, &column));

  record->created = library_statement_take_integer (row, &column);
  g_free (record->state);
  record->state = g_strdup (library_statement_take_text (row, &column));
  record->provider = g_strdup (library_statement_take_text (row, &column));
  record->endpoint = g_strdup (library_statement_take_text (row, &column));
  record->request = g_strdup (library_statement_take_text (row, &column));
  record->references = g_strsplit (library_statement_take_text (row, &column), " ", -1);
  record->output = g_strdup (library_statement_take_text (row, &column));
  record->budget_micros = library_statement_take_integer (row, &column);
  return record;
}

/* A new batch into the same folder takes the place of one that was only kept to try again what had failed. */
static gboolean
end_incomplete (LibraryDatabase *database, const char *output, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = library_database_query (
      database, error, "UPDATE batch SET state = 'ended' WHERE output = ? AND state = 'incomplete'", output, NULL);

  return statement != NULL && library_database_run (database, statement, NULL, error);
}

static void
bind_item (sqlite3_stmt *statement, const char *id, const PentimentoBatchItemRecord *item)
{
  int column = 0;

  library_statement_add_text (statement, &column, id);
  library_statement_add_integer (statement, &column, item->position);
  library_statement_add_text (statement, &column, item->source);
  library_statement_add_text (statement, &column, item->sha256);
  library_statement_add_text (statement, &column, item->target);
  library_statement_add_text (statement, &column, item->job_id);
  library_statement_add_text (statement, &column, item->state);
  library_statement_add_text (statement, &column, item->message);
}

static PentimentoBatchItemRecord *
read_item (sqlite3_stmt *row)
{
  PentimentoBatchItemRecord *item = g_new0 (PentimentoBatchItemRecord, 1);
  int column = 0;

  item->position = library_statement_take_integer (row, &column);
  item->source = g_strdup (library_statement_take_text (row, &column));
  item->sha256 = g_strdup (library_statement_take_text (row, &column));
  item->target = g_strdup (library_statement_take_text (row, &column));
  item->job_id = g_strdup (library_statement_take_text (row, &column));
  item->state = g_strdup (library_statement_take_text (row, &column));
  item->message = g_strdup (library_statement_take_text (row, &column));
  return item;
}

gboolean
library_batches_write_item (LibraryDatabase *database,
                            const char *id,
                            const PentimentoBatchItemRecord *item,
                            GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = library_database_prepare (database,
                                  "INSERT INTO batch_item (batch_id, " ITEM_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
                                  "ON CONFLICT (batch_id, position) DO UPDATE SET sha256 = excluded.sha256, "
                                  "job_id = excluded.job_id, state = excluded.state, message = excluded.message",
                                  error);

  if (statement == NULL)
    return FALSE;
  bind_item (statement, id, item);
  return library_database_run (database, statement, NULL, error);
}

gboolean
library_batches_add (LibraryDatabase *database, const PentimentoBatchRecord *record, GPtrArray *items, GError **error)
{
  gboolean good = library_database_begin (database, error);

  if (!good)
    return FALSE;
  good = end_incomplete (database, record->output, error) && add_record (database, record, error);
  for (guint i = 0; good && i < items->len; i++)
    good = library_batches_write_item (database, record->id, g_ptr_array_index (items, i), error);
  return library_database_end (database, good, error);
}

gboolean
library_batches_write (LibraryDatabase *database, const PentimentoBatchRecord *record, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (
      database, "UPDATE batch SET state = ?, budget_micros = nullif (?, -1) WHERE id = ?", error);
  int column = 0;

  if (statement == NULL)
    return FALSE;
  library_statement_add_text (statement, &column, record->state);
  library_statement_add_integer (statement, &column, record->budget_micros);
  library_statement_add_text (statement, &column, record->id);
  return library_database_run (database, statement, NULL, error);
}

PentimentoBatchRecord *
library_batches_find (LibraryDatabase *database, const char *output, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = library_database_query (database, error,
                                "SELECT " COLUMNS ", ifnull (budget_micros, -1) FROM batch "
                                "WHERE output = ? AND state <> 'ended'",
                                output, NULL);

  if (statement == NULL || !library_database_step (database, statement, error))
    return NULL;
  return read_record (statement);
}

GPtrArray *
library_batches_list_items (LibraryDatabase *database, const char *id, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify)pentimento_batch_item_record_free);
  g_autoptr (sqlite3_stmt) statement = library_database_query (
      database, error, "SELECT " ITEM_COLUMNS " FROM batch_item WHERE batch_id = ? ORDER BY position", id, NULL);
  g_autoptr (GError) failed = NULL;

  if (statement == NULL)
    return NULL;
  while (library_database_step (database, statement, &failed))
    g_ptr_array_add (items, read_item (statement));
  if (failed == NULL)
    return g_steal_pointer (&items);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}
