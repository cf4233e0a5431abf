/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-fields.h"

#include <string.h>

/* Deeper than any request; json-glib goes down one stack frame a level. */
#define MAX_DEPTH 32

/* Clients' practice, and the bounds of those providers who name any. */
#define MIN_SIDE 1024
#define MAX_SIDE 4096

#define BODY "Invalid request body: "
#define FIELD "field "

gboolean
sandbox_fields_refuse (const char *name, const char *reason, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, BODY FIELD "%s %s", name, reason);
  return FALSE;
}

const char *
sandbox_fields_split (const GError *error, char **name)
{
  const char *text = error->message + strlen (BODY);
  gsize length;

  if (!g_str_has_prefix (text, FIELD))
    {
      *name = g_strdup ("");
      return text;
    }
  text += strlen (FIELD);
  length = strcspn (text, " ");
  *name = g_strndup (text, length);
  return text + length + 1;
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
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, BODY "not a JSON object");
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

static gboolean
is_blank (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return *stripped == '\0';
}

gboolean
sandbox_fields_read_prompt (JsonObject *object, guint max, char **prompt, GError **error)
{
  const char *text = NULL;

  if (!sandbox_fields_read_string (object, "prompt", &text, error))
    return FALSE;
  if (text == NULL || is_blank (text))
    return sandbox_fields_refuse ("prompt", "is required", error);
  if (g_utf8_strlen (text, -1) > max)
    {
      g_autofree char *reason = g_strdup_printf ("must have %u characters at most", max);

      return sandbox_fields_refuse ("prompt", reason, error);
    }
  *prompt = g_strdup (text);
  return TRUE;
}

gboolean
sandbox_fields_read_size (const char *size, int *width, int *height, GError **error)
{
  g_auto (GStrv) sides = NULL;
  guint64 numbers[2];

  if (!g_regex_match_simple ("^[0-9]+\\*[0-9]+\\z", size, 0, 0))
    return sandbox_fields_refuse ("size", "must look like 1024*1024", error);
  sides = g_strsplit (size, "*", 2);
  if (!g_ascii_string_to_unsigned (sides[0], 10, MIN_SIDE, MAX_SIDE, &numbers[0], NULL)
      || !g_ascii_string_to_unsigned (sides[1], 10, MIN_SIDE, MAX_SIDE, &numbers[1], NULL))
    return sandbox_fields_refuse ("size", "must be 1024 to 4096 a side", error);
  *width = (int)numbers[0];
  *height = (int)numbers[1];
  return TRUE;
}

gboolean
sandbox_fields_read_range (JsonObject *object, const char *name, gint64 min, gint64 max, gint64 *value, GError **error)
{
  g_autofree char *reason = NULL;

  if (!json_object_has_member (object, name))
    return TRUE;
  if (!sandbox_fields_read_integer (object, name, value, error))
    return FALSE;
  if (*value >= min && *value <= max)
    return TRUE;
  reason = g_strdup_printf ("must be %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, min, max);
  return sandbox_fields_refuse (name, reason, error);
}
