/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-jobs.h"

#include <json-glib/json-glib.h>

/* The order in which bind_record() binds and read_record() takes them. */
#define COLUMNS                                                                                                        \
  "id, picture_id, parent_id, provider, endpoint, operation, request, reference_list, state, remote_id, link_list, "   \
  "result_list, submits, created, updated, submitted_at, cost_micros, cost_currency, cost_kind, error_code, "          \
  "error_message, billed, given_up, late, outcome_list"

/* What was once submitted stays submitted, whoever writes an older record afterwards, unless it was turned away; and what was given up
 * or late stays so. */
#define UPSERT                                                                                                         \
  "INSERT INTO job (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "  \
  "ON CONFLICT (id) DO UPDATE SET picture_id = excluded.picture_id, parent_id = excluded.parent_id, "                  \
  "provider = excluded.provider, endpoint = excluded.endpoint, operation = excluded.operation, "                       \
  "request = excluded.request, reference_list = excluded.reference_list, state = excluded.state, "                     \
  "remote_id = excluded.remote_id, link_list = excluded.link_list, result_list = excluded.result_list, "               \
  "submits = CASE excluded.state WHEN 'waiting' THEN excluded.submits ELSE max (submits, excluded.submits) END, "      \
  "created = excluded.created, updated = excluded.updated, "                                                           \
  "submitted_at = excluded.submitted_at, cost_micros = excluded.cost_micros, "                                         \
  "cost_currency = excluded.cost_currency, cost_kind = excluded.cost_kind, error_code = excluded.error_code, "         \
  "error_message = excluded.error_message, billed = excluded.billed, "                                                 \
  "given_up = max (given_up, excluded.given_up), late = max (late, excluded.late), outcome_list = "                    \
  "excluded.outcome_list"

static char *
list_to_json (char **texts)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (char **text = texts; text != NULL && *text != NULL; text++)
    json_array_add_string_element (array, *text);
  json_node_take_array (node, array);
  return json_to_string (node, FALSE);
}

static char **
list_from_json (const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      g_strv_builder_add (builder,
                          json_node_get_value_type (element) == G_TYPE_STRING ? json_node_get_string (element) : "");
    }
  return g_strv_builder_end (builder);
}

static void
add_list (sqlite3_stmt *statement, int *column, char **texts)
{
  g_autofree char *json = list_to_json (texts);

  library_statement_add_text (statement, column, json);
}

static void
bind_record (sqlite3_stmt *statement, const PentimentoJobRecord *record)
{
  int column = 0;

  library_statement_add_text (statement, &column, record->id);
  library_statement_add_text (statement, &column, record->picture_id);
  library_statement_add_text (statement, &column, record->parent_id);
  library_statement_add_text (statement, &column, record->provider);
  library_statement_add_text (statement, &column, record->endpoint);
  library_statement_add_text (statement, &column, record->operation);
  library_statement_add_text (statement, &column, record->request);
  add_list (statement, &column, record->references);
  library_statement_add_text (statement, &column, record->state);
  library_statement_add_text (statement, &column, record->remote_id);
  add_list (statement, &column, record->links);
  add_list (statement, &column, record->results);
  library_statement_add_integer (statement, &column, record->submits);
  library_statement_add_integer (statement, &column, record->created);
  library_statement_add_integer (statement, &column, g_get_real_time ());
  library_statement_add_integer (statement, &column, record->submitted_at);
  library_statement_add_integer (statement, &column, record->cost_micros);
  library_statement_add_text (statement, &column, record->cost_currency);
  library_statement_add_text (statement, &column, record->cost_kind);
  library_statement_add_text (statement, &column, record->error_code);
  library_statement_add_text (statement, &column, record->error_message);
  library_statement_add_text (statement, &column, record->billed);
  library_statement_add_integer (statement, &column, record->given_up);
  library_statement_add_integer (statement, &column, record->late);
  add_list (statement, &column, record->outcomes);
}

static PentimentoJobRecord *
read_record (sqlite3_stmt *row)
{
  PentimentoJobRecord *record = g_new0 (PentimentoJobRecord, 1);
  int column = 0;

  record->id = g_strdup (library_statement_take_text (row, &column));
  record->picture_id = g_strdup (library_statement_take_text (row, &column));
  record->parent_id = g_strdup (library_statement_take_text (row, &column));
  record->provider = g_strdup (library_statement_take_text (row, &column));
  record->endpoint = g_strdup (library_statement_take_text (row, &column));
  record->operation = g_strdup (library_statement_take_text (row, &column));
  record->request = g_strdup (library_statement_take_text (row, &column));
  record->references = list_from_json (library_statement_take_text (row, &column));
  record->state = g_strdup (library_statement_take_text (row, &column));
  record->remote_id = g_strdup (library_statement_take_text (row, &column));
  record->links = list_from_json (library_statement_take_text (row, &column));
  record->results = list_from_json (library_statement_take_text (row, &column));
  record->submits = library_statement_take_integer (row, &column);
  record->created = library_statement_take_integer (row, &column);
  record->updated = library_statement_take_integer (row, &column);
  record->submitted_at = library_statement_take_integer (row, &column);
  record->cost_micros = library_statement_take_integer (row, &column);
  record->cost_currency = g_strdup (library_statement_take_text (row, &column));
  record->cost_kind = g_strdup (library_statement_take_text (row, &column));
  record->error_code = g_strdup (library_statement_take_text (row, &column));
  record->error_message = g_strdup (library_statement_take_text (row, &column));
  record->billed = g_strdup (library_statement_take_text (row, &column));
  record->given_up = library_statement_take_integer (row, &column) != 0;
  record->late = library_statement_take_integer (row, &column) != 0;
  record->outcomes = list_from_json (library_statement_take_text (row, &column));
  return record;
}

gboolean
library_jobs_write (LibraryDatabase *database, const PentimentoJobRecord *record, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (database, UPSERT, error);

  if (statement == NULL)
    return FALSE;
  bind_record (statement, record);
  return library_database_run (database, statement, NULL, error);
}

PentimentoJobRecord *
library_jobs_get (LibraryDatabase *database, const char *id, GError **error)
{
  g_autofree char *full = library_database_resolve (database, "job", id, error);
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (full == NULL)
    return NULL;
  statement = library_database_query (database, error, "SELECT " COLUMNS " FROM job WHERE id = ?", full, NULL);
  if (statement == NULL || !library_database_step (database, statement, error))
    return NULL;
  return read_record (statement);
}

GPtrArray *
library_jobs_list (LibraryDatabase *database, gboolean open_only, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)pentimento_job_record_free);
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) failed = NULL;

  statement = library_database_prepare (database,
                                        open_only ? "SELECT " COLUMNS " FROM job WHERE state NOT IN "
                                                    "('done', 'failed', 'cancelled') ORDER BY created, number"
                                                  : "SELECT " COLUMNS " FROM job ORDER BY created, number",
                                        error);
  if (statement == NULL)
    return NULL;
  while (library_database_step (database, statement, &failed))
    g_ptr_array_add (records, read_record (statement));
  if (failed == NULL)
    return g_steal_pointer (&records);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}
