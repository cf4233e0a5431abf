/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A mark as a flat JSON object, so that it can be an operation of a recipe as it is. */

#include "mark-text.h"

#include "recipe-parameters.h"

#include <string.h>

static const char *const names[PENTIMENTO_MARK_N_KINDS] = { "arrow", "box", "ellipse", "scribble", "text" };

const char *const mark_parameters[] = { "mark", "colour", "width", "points", "text", NULL };

static const char *
find_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
read_kind (const char *name, PentimentoMarkKind *kind)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      {
        *kind = (PentimentoMarkKind)i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_colour (const char *text, guint32 *colour)
{
  if (text == NULL || strlen (text) != 7 || *text != '#' || strspn (text + 1, "0123456789abcdefABCDEF") != 6)
    return FALSE;
  *colour = (guint32)g_ascii_strtoull (text + 1, NULL, 16);
  return TRUE;
}

/* strtoll() would skip spaces and take a plus. */
static gboolean
read_place (const char **text, int *place)
{
  char *end = NULL;
  gint64 number;

  if (!g_ascii_isdigit (**text) && **text != '-')
    return FALSE;
  number = g_ascii_strtoll (*text, &end, 10);
  if (end == *text || number < -PENTIMENTO_MARK_MOST_PLACE || number > PENTIMENTO_MARK_MOST_PLACE)
    return FALSE;
  *text = end;
  *place = (int)number;
  return TRUE;
}

static GArray *
read_points (const char *text)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (PentimentoMarkPoint));

  while (text != NULL && points->len < PENTIMENTO_MARK_MOST_POINTS)
    {
      PentimentoMarkPoint point;

      if (!read_place (&text, &point.x) || *text++ != ',' || !read_place (&text, &point.y))
        return NULL;
      g_array_append_val (points, point);
      if (*text == '\0')
        return g_steal_pointer (&points);
      if (*text++ != ' ')
        return NULL;
    }
  return NULL;
}

PentimentoMark *
mark_read (JsonObject *object)
{
  g_autoptr (GArray) points = read_points (find_string (object, "points"));
  const char *text = find_string (object, "text");
  PentimentoMarkKind kind;
  guint32 colour;
  int width;

  if (points == NULL || (text == NULL && json_object_has_member (object, "text"))
      || !read_kind (find_string (object, "mark"), &kind) || !read_colour (find_string (object, "colour"), &colour)
      || !recipe_read_integer (object, "width", &width))
    return NULL;
  return pentimento_mark_new (kind, colour, width, (const PentimentoMarkPoint *)points->data, points->len, text, NULL);
}

/* Brackets as well, since a recipe is looked at for how deeply it nests before it is read. */
static void
write_text (const char *written, GString *text)
{
  g_string_append (text, ",\"text\":\"");
  for (; *written != '\0'; written++)
    if (strchr ("\"\\[]{}", *written) != NULL)
      g_string_append_printf (text, "\\u%04x", (guint)*written);
    else
      g_string_append_c (text, *written);
  g_string_append_c (text, '"');
}

void
mark_write (const PentimentoMark *self, GString *text)
{
  g_string_append_printf (text, "\"mark\":\"%s\",\"colour\":\"#%06x\",\"width\":%d,\"points\":\"", names[self->kind],
                          self->colour, self->width);
  for (guint i = 0; i < self->n_points; i++)
    g_string_append_printf (text, "%s%d,%d", i > 0 ? " " : "", self->points[i].x, self->points[i].y);
  g_string_append_c (text, '"');
  if (self->text != NULL)
    write_text (self->text, text);
}
