/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-fields.h"

/* Deeper than any request; json-glib goes down one stack frame a level. */
#define MAX_DEPTH 32

gboolean
sandbox_fields_refuse (const char *name, const char *reason, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Invalid request body: field %s %s", name, reason);
  return FALSE;
}

static gboolean
is_too_deep (const char *text, gsize size)
{
  gboolean quoted = FALSE;
  int depth = 0;

  for (gsize i = 0; i < size; i++)
    {
      if (quoted && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && (text[i] == '[' || text[i] == '{') && ++depth > MAX_DEPTH)
        return TRUE;
      else if (!quoted && (text[i] == ']' || text[i] == '}'))
        depth--;
    }
  return FALSE;
}

JsonObject *
sandbox_fields_parse (GBytes *body, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize size;
  const char *text = g_bytes_get_data (body, &size);
  JsonNode *root = NULL;

  if (size > 0 && !is_too_deep (text, size) && json_parser_load_from_data (parser, text, (gssize)size, NULL))
    root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Invalid request body: not a JSON object");
      return NULL;
    }
  return json_object_ref (json_node_get_object (root));
}

gboolean
sandbox_fields_check_names (JsonObject *object, const char *const *names, GError **error)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (names, name))
      return sandbox_fields_refuse (name, "is not known", error);
  return TRUE;
}

static gboolean
holds (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

gboolean
sandbox_fields_read_string (JsonObject *object, const char *name, const char **value, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL)
    return TRUE;
  if (!holds (node, G_TYPE_STRING))
    return sandbox_fields_refuse (name, "must be a string", error);
  *value = json_node_get_string (node);
  return TRUE;
}

gboolean
sandbox_fields_read_integer (JsonObject *object, const char *name, gint64 *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL)
    return TRUE;
  if (!holds (node, G_TYPE_INT64))
    return sandbox_fields_refuse (name, "must be an integer", error);
  *value = json_node_get_int (node);
  return TRUE;
}

gboolean
sandbox_fields_read_boolean (JsonObject *object, const char *name, gboolean *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL)
    return TRUE;
  if (!holds (node, G_TYPE_BOOLEAN))
    return sandbox_fields_refuse (name, "must be a boolean", error);
  *value = json_node_get_boolean (node);
  return TRUE;
}

JsonArray *
sandbox_fields_read_strings (JsonObject *object, const char *name, guint min, guint max, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint length = array != NULL ? json_array_get_length (array) : 0;

  if (array == NULL || length < min || length > max)
    {
      g_autofree char *reason = g_strdup_printf ("must be an array of %u to %u strings", min, max);

      sandbox_fields_refuse (name, reason, error);
      return NULL;
    }
  for (guint i = 0; i < length; i++)
    if (!holds (json_array_get_element (array, i), G_TYPE_STRING))
      {
        sandbox_fields_refuse (name, "must hold nothing but strings", error);
        return NULL;
      }
  return array;
}
