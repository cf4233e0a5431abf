/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-refusal-text.h"

#include <string.h>

#include "seedream-json.h"

/* How much of a text is looked at. */
#define MAX_TEXT 8192

const char *const seedream_refusal_text_members[]
    = { "error", "errors", "message", "msg", "error_msg", "failMsg", "detail", "details", "error_code", NULL };

static char *dig_node (JsonNode *node, guint depth);

static JsonNode *
parse_between (const char *text, char first, char last)
{
  const char *begin = strchr (text, first);
  const char *end = strrchr (text, last);

  return begin != NULL && end > begin ? seedream_json_parse (begin, end - begin + 1) : NULL;
}

JsonNode *
seedream_refusal_text_parse (const char *text)
{
  JsonNode *node = parse_between (text, '{', '}');

  /* "[{…}]" has an object in it, and "[{…},{…}]" has none that ends where the last one does. */
  return node != NULL ? node : parse_between (text, '[', ']');
}

/* "Error submitting task: 400, {"code":400,"message":"…"}": the inner message is what a person can read. */
static char *
dig_text (const char *text, guint depth)
{
  g_autoptr (JsonNode) inner = seedream_refusal_text_parse (text);
  char *found = inner != NULL ? dig_node (inner, depth + 1) : NULL;

  return found != NULL ? found : g_strdup (text);
}

static char *
dig_array (JsonArray *array, guint depth)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      char *found = dig_node (json_array_get_element (array, i), depth + 1);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static char *
dig_object (JsonNode *node, guint depth)
{
  for (const char *const *name = seedream_refusal_text_members; *name != NULL; name++)
    {
      JsonNode *member = seedream_json_get (node, *name);
      char *found = member != NULL ? dig_node (member, depth + 1) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Returns the innermost message, %NULL if there is none. */
static char *
dig_node (JsonNode *node, guint depth)
{
  const char *text = seedream_json_text (node);

  if (depth > SEEDREAM_REFUSAL_TEXT_DEPTH)
    return g_strdup (text);
  if (text != NULL)
    return dig_text (text, depth);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return dig_array (json_node_get_array (node), depth);
  if (JSON_NODE_HOLDS_OBJECT (node))
    return dig_object (node, depth);
  return NULL;
}

char *
seedream_refusal_text_of_node (JsonNode *node)
{
  return dig_node (node, 0);
}

char *
seedream_refusal_text_plain (const SeedreamReply *reply)
{
  gsize length;
  const char *data = g_bytes_get_data (reply->body, &length);
  g_autofree char *text = g_utf8_make_valid (data != NULL ? data : "", MIN (length, MAX_TEXT));

  return g_strdup (g_strstrip (text));
}

char *
seedream_refusal_text_of_reply (const SeedreamReply *reply)
{
  char *found = reply->root != NULL ? dig_node (reply->root, 0) : NULL;

  return found != NULL ? found : seedream_refusal_text_plain (reply);
}

gboolean
seedream_refusal_text_mentions (const char *text, const char *const *words)
{
  g_autofree char *folded = g_ascii_strdown (text, MIN (strlen (text), MAX_TEXT));

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) != NULL)
      return TRUE;
  return FALSE;
}
