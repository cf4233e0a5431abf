/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-prompts.h"

#include <glib/gi18n-lib.h>

#include "pentimento-gallery-filter.h"
#include "pentimento-library.h"

/* Prompts that differ in the blanks around them are one. */
static char *
normalise (const char *prompt)
{
  return g_strstrip (g_strdup (prompt));
}

/* Returns: (nullable): the highest number of a version that does not show a prompt, by the prompt; NULL with an error */
static GHashTable *
read_hidden (LibraryDatabase *database, GError **error)
{
  g_autoptr (GHashTable) hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (sqlite3_stmt) statement
      = library_database_prepare (database, "SELECT prompt, number FROM hidden_prompt", error);
  g_autoptr (GError) failed = NULL;

  if (statement == NULL)
    return NULL;
  while (library_database_step (database, statement, &failed))
    {
      int column = 0;
      const char *prompt = library_statement_take_text (statement, &column);
      gint64 number = library_statement_take_integer (statement, &column);

      g_hash_table_insert (hidden, g_strdup (prompt), g_memdup2 (&number, sizeof number));
    }
  if (failed == NULL)
    return g_steal_pointer (&hidden);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

static gboolean
is_hidden (GHashTable *hidden, const char *prompt, gint64 number)
{
  const gint64 *until = g_hash_table_lookup (hidden, prompt);

  return until != NULL && number <= *until;
}

static char *
make_query (const char *search)
{
  g_autoptr (PentimentoGalleryFilter) filter = pentimento_gallery_filter_new ();
  g_autofree char *words = NULL;

  filter->text = g_strdup (search);
  words = pentimento_gallery_filter_to_query (filter);
  return words != NULL ? g_strdup_printf ("{prompt} : (%s)", words) : NULL;
}

static sqlite3_stmt *
prepare_walk (LibraryDatabase *database, const char *query, GError **error)
{
  if (query == NULL)
    return library_database_prepare (
        database, "SELECT number, prompt FROM version WHERE prompt <> '' ORDER BY number DESC", error);
  return library_database_query (database, error,
                                 "SELECT v.number, v.prompt FROM version_text "
                                 "CROSS JOIN version v ON v.number = version_text.rowid "
                                 "WHERE version_text MATCH ? ORDER BY version_text.rowid DESC",
                                 query, NULL);
}

/* Walks from the newest one back until there are enough; an index by prompt would hold every prompt once more, and is not needed for speed. */
GArray *
library_prompts_list (LibraryDatabase *database, const char *search, guint most, GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) hidden = read_hidden (database, error);
  g_autofree char *query = make_query (search);
  g_autoptr (sqlite3_stmt) statement = hidden != NULL ? prepare_walk (database, query, error) : NULL;
  g_autoptr (GError) failed = NULL;

  if (statement == NULL)
    return NULL;
  while (numbers->len < most && library_database_step (database, statement, &failed))
    {
      int column = 0;
      gint64 number = library_statement_take_integer (statement, &column);
      char *prompt = normalise (library_statement_take_text (statement, &column));

      /* The newest version of a prompt decides; it is not looked at again. */
      if (!g_hash_table_contains (seen, prompt) && *prompt != '\0' && !is_hidden (hidden, prompt, number))
        g_array_append_val (numbers, number);
      g_hash_table_add (seen, prompt);
    }
  if (failed == NULL)
    return g_steal_pointer (&numbers);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

gboolean
library_prompts_hide (LibraryDatabase *database, const char *prompt, GError **error)
{
  g_autofree char *normal = normalise (prompt);
  g_autoptr (sqlite3_stmt) statement
      = library_database_query (database, error,
                                "INSERT OR REPLACE INTO hidden_prompt (prompt, number) "
                                "VALUES (?, (SELECT ifnull (max (number), 0) FROM version))",
                                normal, NULL);

  return statement != NULL && library_database_run (database, statement, NULL, error);
}

GPtrArray *
library_templates_list (LibraryDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) contents = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (sqlite3_stmt) statement
      = library_database_prepare (database, "SELECT content FROM template ORDER BY name", error);
  g_autoptr (GError) failed = NULL;

  if (statement == NULL)
    return NULL;
  while (library_database_step (database, statement, &failed))
    {
      int column = 0;

      g_ptr_array_add (contents, g_strdup (library_statement_take_text (statement, &column)));
    }
  if (failed == NULL)
    return g_steal_pointer (&contents);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

gboolean
library_templates_write (LibraryDatabase *database, const char *name, const char *content, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = library_database_query (
      database, error, "INSERT OR REPLACE INTO template (name, content) VALUES (?, ?)", name, content, NULL);

  return statement != NULL && library_database_run (database, statement, NULL, error);
}

gboolean
library_templates_remove (LibraryDatabase *database, const char *name, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = library_database_query (database, error, "DELETE FROM template WHERE name = ?", name, NULL);
  int changes = 0;

  if (statement == NULL || !library_database_run (database, statement, &changes, error))
    return FALSE;
  if (changes == 0)
    g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING,
                 _ ("There is no template “%s” in the library."), name);
  return changes > 0;
}
