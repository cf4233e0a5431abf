/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-json.h"

#include <math.h>
#include <string.h>

/* json-glib recurses: no provider nests deeper than six. */
#define MAX_DEPTH 64

/* A node takes some hundred bytes: 32 MiB of "[0,0,…" would take gigabytes. No provider's answer has over a few hundred values. */
#define MAX_VALUES 100000

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* Of "\u1234". */
#define ESCAPE_LENGTH 6

/* Returns the number of an escape "\u1234", -1 where there is none. */
static int
read_escape (const char *text, const char *end)
{
  int number = 0;

  if (end - text < ESCAPE_LENGTH || text[0] != '\\' || text[1] != 'u')
    return -1;
  for (guint i = 2; i < ESCAPE_LENGTH; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return -1;
      number = number * 16 + g_ascii_xdigit_value (text[i]);
    }
  return number;
}

/* Returns the position behind a string that begins at @i; 0 for one that does not end, or has an escape that json-glib would stumble
 * over. */
static gsize
skip_string (const char *text, gsize length, gsize i)
{
  for (i++; i < length && text[i] != '"'; i++)
    if (text[i] == '\\')
      {
        if (i + 1 < length && text[i + 1] == 'u' && read_escape (text + i, text + length) < 0)
          return 0;
        i++;
      }
  return i < length ? i + 1 : 0;
}

/* Outside of strings only what JSON knows is let through: json-glib would also take comments, in which brackets could hide, and
 * further values behind the first, which it loses. */
static gboolean
is_harmless (const char *text, gsize length)
{
  guint depth = 0;
  guint values = 0;

  for (gsize i = 0; i < length;)
    {
      char c = text[i];

      if (depth == 0 && values > 0 && !g_ascii_isspace (c))
        return FALSE;
      if (c == '"')
        {
          i = skip_string (text, length, i);
          if (i == 0)
            return FALSE;
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
  return depth == 0;
}

/* Returns the next escape that is half a character of UTF-16 without the other half. */
static char *
find_half (const char *text, const char *end)
{
  while ((text = memchr (text, '\\', end - text)) != NULL)
    {
      int number = read_escape (text, end);
      gboolean first = number >= 0xd800 && number <= 0xdbff;
      int next = first ? read_escape (text + ESCAPE_LENGTH, end) : -1;

      if (next >= 0xdc00 && next <= 0xdfff)
        text += 2 * ESCAPE_LENGTH;
      else if (first || (number >= 0xdc00 && number <= 0xdfff))
        return (char *)text;
      else
        text += MIN (2, end - text);
    }
  return NULL;
}

/* json-glib makes text of halves that is no UTF-8, or loses memory over them. Returns %NULL where there are none. */
static char *
mend_halves (const char *text, gsize length)
{
  char *half = find_half (text, text + length);
  char *mended;

  if (half == NULL)
    return NULL;
  mended = g_strndup (text, length);
  for (half = mended + (half - text); half != NULL; half = find_half (half, mended + length))
    memcpy (half, "\\ufffd", ESCAPE_LENGTH);
  return mended;
}

static JsonNode *
parse_valid (const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autofree char *mended = NULL;

  if (!is_harmless (text, length))
    return NULL;
  mended = mend_halves (text, length);
  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, mended != NULL ? mended : text, length, NULL))
    return NULL;
  return json_parser_steal_root (parser);
}

static gboolean
begins_with_mark (const char *text, gsize length)
{
  return length >= strlen (BYTE_ORDER_MARK) && memcmp (text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0;
}

JsonNode *
seedream_json_parse (const char *text, gsize length)
{
  gsize start = begins_with_mark (text, length) ? strlen (BYTE_ORDER_MARK) : 0;
  g_autofree char *valid = NULL;

  while (start < length && g_ascii_isspace (text[start]))
    start++;
  if (start == length || (text[start] != '{' && text[start] != '['))
    return NULL;
  if (g_utf8_validate_len (text + start, length - start, NULL))
    return parse_valid (text + start, length - start);
  valid = g_utf8_make_valid (text + start, length - start);
  return parse_valid (valid, strlen (valid));
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
