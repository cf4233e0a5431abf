/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-versions.h"

#include <glib/gi18n-lib.h>

#include "library-tags.h"
#include "pentimento-library.h"

/* The order in which add_version() binds and read_version() takes them. */
#define COLUMNS                                                                                                        \
  "id, picture_id, parent_id, kind, name, created, sha256, media_type, width, height, job_id, position, prompt, "      \
  "negative_prompt, provider, seed, cost_micros, cost_currency, cost_kind, recipe, measured, title, starred, "         \
  "rejected, tags, trashed"

#define SELECT                                                                                                         \
  "SELECT " COLUMNS ", number, (SELECT group_concat (sha256, ' ') FROM (SELECT sha256 FROM version_reference "         \
  "WHERE version_id = version.id ORDER BY position)) FROM version "

static PentimentoVersion *
read_version (sqlite3_stmt *row)
{
  int column = 0;
  const char *id = library_statement_take_text (row, &column);
  const char *picture_id = library_statement_take_text (row, &column);
  const char *parent_id = library_statement_take_text (row, &column);
  const char *kind_text = library_statement_take_text (row, &column);
  const char *name = library_statement_take_text (row, &column);
  gint64 created = library_statement_take_integer (row, &column);
  const char *sha256 = library_statement_take_text (row, &column);
  const char *media_type = library_statement_take_text (row, &column);
  int width = library_statement_take_integer (row, &column);
  int height = library_statement_take_integer (row, &column);
  const char *job_id = library_statement_take_text (row, &column);
  guint position = library_statement_take_integer (row, &column);
  const char *prompt = library_statement_take_text (row, &column);
  const char *negative_prompt = library_statement_take_text (row, &column);
  const char *provider = library_statement_take_text (row, &column);
  gint64 seed = library_statement_take_integer (row, &column);
  gint64 cost_micros = library_statement_take_integer (row, &column);
  const char *cost_currency = library_statement_take_text (row, &column);
  const char *cost_kind = library_statement_take_text (row, &column);
  const char *recipe = library_statement_take_text (row, &column);
  const char *measured = library_statement_take_text (row, &column);
  const char *title = library_statement_take_text (row, &column);
  gboolean starred = library_statement_take_integer (row, &column);
  gboolean rejected = library_statement_take_integer (row, &column);
  g_auto (GStrv) tags = library_tags_from_json (library_statement_take_text (row, &column));
  gint64 trashed = library_statement_take_integer (row, &column);
  gint64 number = library_statement_take_integer (row, &column);
  const char *list = library_statement_take_text (row, &column);
  g_auto (GStrv) references = g_strsplit (list != NULL ? list : "", " ", -1);
  PentimentoVersionKind kind = PENTIMENTO_VERSION_OPENED;

  pentimento_version_kind_from_string (kind_text, &kind);
  return g_object_new (PENTIMENTO_TYPE_VERSION, "id", id, "picture-id", picture_id, "parent-id", parent_id, "kind",
                       kind, "name", name, "created", created, "sha256", sha256, "media-type", media_type, "width",
                       width, "height", height, "job-id", job_id, "position", position, "prompt", prompt,
                       "negative-prompt", negative_prompt, "provider", provider, "seed", seed, "cost-micros",
                       cost_micros, "cost-currency", cost_currency, "cost-kind", cost_kind, "recipe", recipe,
                       "measured", measured, "references", references, "tags", tags, "title", title, "starred", starred,
                       "rejected", rejected, "trashed", trashed, "number", number, NULL);
}

/* Takes the only row there can be. %NULL without an error where there is none. */
static PentimentoVersion *
read_one (LibraryDatabase *database, sqlite3_stmt *statement, GError **error)
{
  if (statement == NULL || !library_database_step (database, statement, error))
    return NULL;
  return read_version (statement);
}

static GListModel *
read_all (LibraryDatabase *database, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (PENTIMENTO_TYPE_VERSION);
  g_autoptr (GError) failed = NULL;

  if (statement == NULL)
    return NULL;
  while (library_database_step (database, statement, &failed))
    {
      g_autoptr (PentimentoVersion) version = read_version (statement);

      g_list_store_append (store, version);
    }
  if (failed == NULL)
    return G_LIST_MODEL (g_steal_pointer (&store));
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

static gboolean
add_picture (LibraryDatabase *database, PentimentoVersion *version, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (
      database, "INSERT INTO picture (id, created) VALUES (?, ?) ON CONFLICT (id) DO NOTHING", error);
  int column = 0;

  if (statement == NULL)
    return FALSE;
  library_statement_add_text (statement, &column, pentimento_version_get_picture_id (version));
  library_statement_add_integer (statement, &column, pentimento_version_get_created (version));
  return library_database_run (database, statement, NULL, error);
}

static gboolean
add_references (LibraryDatabase *database, PentimentoVersion *version, GError **error)
{
  const char *const *references = pentimento_version_get_references (version);

  for (int position = 0; references[position] != NULL; position++)
    {
      g_autoptr (sqlite3_stmt) statement = library_database_prepare (
          database, "INSERT INTO version_reference (version_id, position, sha256) VALUES (?, ?, ?)", error);
      int column = 0;

      if (statement == NULL)
        return FALSE;
      library_statement_add_text (statement, &column, pentimento_version_get_id (version));
      library_statement_add_integer (statement, &column, position);
      library_statement_add_text (statement, &column, references[position]);
      if (!library_database_run (database, statement, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static void
bind_version (sqlite3_stmt *statement, PentimentoVersion *version, const char *parent_id)
{
  g_autofree char *tags = library_tags_to_json (pentimento_version_get_tags (version));
  int column = 0;

  library_statement_add_text (statement, &column, pentimento_version_get_id (version));
  library_statement_add_text (statement, &column, pentimento_version_get_picture_id (version));
  library_statement_add_text (statement, &column, parent_id);
  library_statement_add_text (statement, &column,
                              pentimento_version_kind_to_string (pentimento_version_get_kind (version)));
  library_statement_add_text (statement, &column, pentimento_version_get_name (version));
  library_statement_add_integer (statement, &column, pentimento_version_get_created (version));
  library_statement_add_text (statement, &column, pentimento_version_get_sha256 (version));
  library_statement_add_text (statement, &column, pentimento_version_get_media_type (version));
  library_statement_add_integer (statement, &column, pentimento_version_get_width (version));
  library_statement_add_integer (statement, &column, pentimento_version_get_height (version));
  library_statement_add_text (statement, &column, pentimento_version_get_job_id (version));
  library_statement_add_integer (statement, &column, pentimento_version_get_position (version));
  library_statement_add_text (statement, &column, pentimento_version_get_prompt (version));
  library_statement_add_text (statement, &column, pentimento_version_get_negative_prompt (version));
  library_statement_add_text (statement, &column, pentimento_version_get_provider (version));
  library_statement_add_integer (statement, &column, pentimento_version_get_seed (version));
  library_statement_add_integer (statement, &column, pentimento_version_get_cost_micros (version));
  library_statement_add_text (statement, &column, pentimento_version_get_cost_currency (version));
  library_statement_add_text (statement, &column, pentimento_version_get_cost_kind (version));
  library_statement_add_text (statement, &column, pentimento_version_get_recipe (version));
  library_statement_add_text (statement, &column, pentimento_version_get_measured (version));
  library_statement_add_text (statement, &column, pentimento_version_get_title (version));
  library_statement_add_integer (statement, &column, pentimento_version_get_starred (version));
  library_statement_add_integer (statement, &column, pentimento_version_get_rejected (version));
  library_statement_add_text (statement, &column, tags);
  if (pentimento_version_get_trashed (version) > 0)
    library_statement_add_integer (statement, &column, pentimento_version_get_trashed (version));
}

/* Returns: (transfer full) (nullable): the nearest ancestor that was not removed while this version was on its way */
static char *
find_parent (LibraryDatabase *database, PentimentoVersion *version, GError **error)
{
  g_autofree char *id = g_strdup (pentimento_version_get_parent_id (version));

  while (id != NULL)
    {
      g_autoptr (sqlite3_stmt) statement
          = library_database_query (database, error, "SELECT parent_id FROM removed_version WHERE id = ?", id, NULL);

      if (statement == NULL || !library_database_step (database, statement, error))
        break;
      g_free (id);
      id = g_strdup ((const char *)sqlite3_column_text (statement, 0));
    }
  return g_steal_pointer (&id);
}

static gboolean
add_version (LibraryDatabase *database, PentimentoVersion *version, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autofree char *parent_id = find_parent (database, version, error);
  int changes = 0;

  if (!add_picture (database, version, error))
    return FALSE;
  statement
      = library_database_prepare (database,
                                  "INSERT INTO version (" COLUMNS ", number) VALUES "
                                  "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                                  "1 + max (ifnull ((SELECT max (number) FROM version), 0), "
                                  "ifnull ((SELECT max (number) FROM removed_version), 0))) "
                                  "ON CONFLICT (id) DO NOTHING",
                                  error);
  if (statement == NULL)
    return FALSE;
  bind_version (statement, version, parent_id);
  return library_database_run (database, statement, &changes, error)
         && (changes == 0 || add_references (database, version, error))
         && library_versions_set_current (database, pentimento_version_get_id (version), error);
}

gboolean
library_versions_add (LibraryDatabase *database, GListModel *versions, GError **error)
{
  for (guint i = 0; i < g_list_model_get_n_items (versions); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (versions, i);

      if (!add_version (database, version, error))
        return FALSE;
    }
  return TRUE;
}

PentimentoVersion *
library_versions_get (LibraryDatabase *database, const char *id, GError **error)
{
  g_autofree char *full = library_database_resolve (database, "version", id, error);
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (full == NULL)
    return NULL;
  statement = library_database_query (database, error, SELECT "WHERE id = ?", full, NULL);
  return read_one (database, statement, error);
}

PentimentoVersion *
library_versions_find (LibraryDatabase *database, const char *id, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = library_database_query (database, error, SELECT "WHERE id = ?", id, NULL);

  return read_one (database, statement, error);
}

GListModel *
library_versions_list (LibraryDatabase *database, const char *picture_id, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = picture_id != NULL
            ? library_database_query (database, error, SELECT "WHERE picture_id = ? ORDER BY number", picture_id, NULL)
            : library_database_prepare (database, SELECT "WHERE trashed IS NULL ORDER BY number DESC", error);

  return read_all (database, statement, error);
}

GListModel *
library_versions_list_numbers (LibraryDatabase *database, const gint64 *numbers, guint n_numbers, GError **error)
{
  g_autoptr (GString) list = g_string_new ("[");
  g_autoptr (sqlite3_stmt) statement = NULL;

  for (guint i = 0; i < n_numbers; i++)
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", numbers[i]);
  g_string_append_c (list, ']');
  statement = library_database_query (database, error,
                                      SELECT "WHERE number IN (SELECT value FROM json_each (?)) ORDER BY number DESC",
                                      list->str, NULL);
  return read_all (database, statement, error);
}

GListModel *
library_versions_list_of_job (LibraryDatabase *database, const char *job_id, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = library_database_query (database, error, SELECT "WHERE job_id = ? ORDER BY position", job_id, NULL);

  return read_all (database, statement, error);
}

PentimentoVersion *
library_versions_find_root (LibraryDatabase *database, const char *sha256, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = library_database_query (
      database, error, SELECT "WHERE parent_id IS NULL AND sha256 = ? ORDER BY number DESC LIMIT 1", sha256, NULL);

  return read_one (database, statement, error);
}

gboolean
library_versions_set_current (LibraryDatabase *database, const char *id, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = library_database_query (database, error,
                                "UPDATE picture SET current_id = ?1 "
                                "WHERE id = (SELECT picture_id FROM version WHERE id = ?1)",
                                id, NULL);
  int changes = 0;

  if (statement == NULL || !library_database_run (database, statement, &changes, error))
    return FALSE;
  if (changes == 0)
    g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING,
                 _ ("The version “%s” is not in the library."), id);
  return changes > 0;
}

char *
library_versions_get_current (LibraryDatabase *database, const char *picture_id, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = library_database_query (database, error, "SELECT current_id FROM picture WHERE id = ?", picture_id, NULL);
  g_autoptr (GError) failed = NULL;

  if (statement == NULL)
    return NULL;
  if (library_database_step (database, statement, &failed))
    return g_strdup ((const char *)sqlite3_column_text (statement, 0));
  if (failed == NULL)
    g_set_error (&failed, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING,
                 _ ("The picture “%s” is not in the library."), picture_id);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}
