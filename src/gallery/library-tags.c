/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-tags.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "library-trash.h"

char *
library_tags_to_json (const char *const *tags)
{
  g_autoptr (JsonNode) root = json_node_init_array (json_node_alloc (), NULL);
  g_autoptr (JsonArray) array = json_array_new ();

  if (tags == NULL || *tags == NULL)
    return NULL;
  for (; *tags != NULL; tags++)
    json_array_add_string_element (array, *tags);
  json_node_set_array (root, array);
  return json_to_string (root, FALSE);
}

char **
library_tags_from_json (const char *json)
{
  g_autoptr (JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (json_node_get_value_type (element) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (element));
    }
  return g_strv_builder_end (builder);
}

gboolean
library_tags_change (LibraryDatabase *database, const char *id, const char *added, const char *removed, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (
      database,
      "UPDATE version SET revision = " LIBRARY_NEXT_REVISION ", tags = ("
      "  SELECT nullif (json_group_array (tag), '[]') FROM ("
      "    SELECT value COLLATE NOCASE AS tag FROM json_each (tags) UNION"
      "    SELECT ifnull ((SELECT known.tag FROM version_tag known WHERE known.tag = value LIMIT 1), value)"
      "      FROM json_each (?2)"
      "    EXCEPT SELECT value FROM json_each (?3) ORDER BY 1)) "
      "WHERE id = ?1",
      error);
  int column = 0, changes = 0;

  if (statement == NULL)
    return FALSE;
  library_statement_add_text (statement, &column, id);
  library_statement_add_text (statement, &column, added);
  library_statement_add_text (statement, &column, removed);
  if (!library_database_run (database, statement, &changes, error))
    return FALSE;
  if (changes == 0)
    g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING,
                 _ ("The version “%s” is not in the library."), id);
  return changes > 0;
}
