/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-json.h"

#include <math.h>
#include <string.h>

/* json-glib recurses: no provider nests deeper than six. */
#define MAX_DEPTH 64

/* A node takes some hundred bytes: 32 MiB of "[0,0,…" would take gigabytes. No provider's answer has over a few hundred values. */
#define MAX_VALUES 100000

/* Returns the position behind a string that begins at @i, or @length for one that does not end. */
static gsize
skip_string (const char *text, gsize length, gsize i)
{
  for (i++; i < length && text[i] != '"'; i++)
    if (text[i] == '\\')
      i++;
  return MIN (i + 1, length);
}

/* Outside of strings only what JSON knows is let through: json-glib would also take comments, in which brackets could hide. */
static gboolean
is_harmless (const char *text, gsize length)
{
  guint depth = 0;
  guint values = 0;

  for (gsize i = 0; i < length;)
    {
      char c = text[i];

      if (c == '"')
        {
          i = skip_string (text, length, i);
          continue;
        }
      if (c == '[' || c == '{')
        depth++;
      else if ((c == ']' || c == '}') && depth > 0)
        depth--;
      else if (!g_ascii_isalnum (c) && strchr (" \t\r\n,:+-.", c) == NULL)
        return FALSE;
      if (c == '[' || c == '{' || c == ',')
        values++;
      if (c == '\0' || depth > MAX_DEPTH || values > MAX_VALUES)
        return FALSE;
      i++;
    }
  return TRUE;
}

JsonNode *
seedream_json_parse (const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = NULL;
  gsize i = 0;

  while (i < length && g_ascii_isspace (text[i]))
    i++;
  if (i == length || (text[i] != '{' && text[i] != '[') || !g_utf8_validate_len (text, length, NULL)
      || !is_harmless (text, length))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, length, NULL))
    return NULL;
  return json_parser_steal_root (parser);
}

JsonNode *
seedream_json_get (JsonNode *node, const char *name)
{
  JsonNode *member;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  member = json_object_get_member (json_node_get_object (node), name);
  return member != NULL && !JSON_NODE_HOLDS_NULL (member) ? member : NULL;
}

const char *
seedream_json_text (JsonNode *node)
{
  const char *text;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  text = json_node_get_string (node);
  return text != NULL && *text != '\0' ? text : NULL;
}

const char *
seedream_json_get_text (JsonNode *node, const char *name)
{
  return seedream_json_text (seedream_json_get (node, name));
}

gboolean
seedream_json_get_number (JsonNode *node, const char *name, double *number)
{
  JsonNode *member = seedream_json_get (node, name);
  const char *text = seedream_json_text (member);
  char *end = NULL;

  if (text != NULL)
    {
      *number = g_ascii_strtod (text, &end);
      return *end == '\0' && isfinite (*number);
    }
  if (member == NULL || !JSON_NODE_HOLDS_VALUE (member)
      || (json_node_get_value_type (member) != G_TYPE_INT64 && json_node_get_value_type (member) != G_TYPE_DOUBLE))
    return FALSE;
  *number = json_node_get_double (member);
  return isfinite (*number);
}
