/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "recipe-parameters.h"

#include "pentimento-image-error.h"
#include "pentimento-image.h"
#include "recipe-operation.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* An array of objects of values. */
#define MAX_DEPTH 2

static JsonNode *
find_value (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

gboolean
recipe_read_integer (JsonObject *object, const char *name, int *number)
{
  JsonNode *node = find_value (object, name);
  gint64 read;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  read = json_node_get_int (node);
  *number = (int)CLAMP (read, -G_MAXINT, G_MAXINT);
  return read == *number;
}

gboolean
recipe_read_number (JsonObject *object, const char *name, double *number)
{
  JsonNode *node = find_value (object, name);

  if (node == NULL
      || (json_node_get_value_type (node) != G_TYPE_INT64 && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return FALSE;
  *number = json_node_get_double (node);
  return isfinite (*number);
}

gboolean
recipe_read_flag (JsonObject *object, const char *name, gboolean *flag)
{
  JsonNode *node = find_value (object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return FALSE;
  *flag = json_node_get_boolean (node);
  return TRUE;
}

gboolean
recipe_read_sha256 (JsonObject *object, const char *name, char *sha256)
{
  JsonNode *node = find_value (object, name);
  const char *text;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;
  text = json_node_get_string (node);
  if (strlen (text) != RECIPE_SHA256_SIZE - 1 || strspn (text, "0123456789abcdef") != RECIPE_SHA256_SIZE - 1)
    return FALSE;
  g_strlcpy (sha256, text, RECIPE_SHA256_SIZE);
  return TRUE;
}

void
recipe_write_integer (GString *text, const char *name, int number)
{
  g_string_append_printf (text, ",\"%s\":%d", name, number);
}

void
recipe_write_number (GString *text, const char *name, double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (digits, sizeof digits, "%.6g", number);
  g_string_append_printf (text, ",\"%s\":%s", name, digits);
}

gboolean
recipe_nests_deeply (const char *text)
{
  int depth = 0;

  for (; *text != '\0' && depth <= MAX_DEPTH; text++)
    depth += (*text == '[' || *text == '{') - (*text == ']' || *text == '}');
  return depth > MAX_DEPTH;
}

gboolean
recipe_check_size (int width, int height, GError **error)
{
  guint64 n_pixels = (guint64)width * (guint64)height;

  if (n_pixels <= pentimento_image_default_limits.max_pixels)
    return TRUE;
  g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
               _ ("The picture would be too large: it would have %.1f megapixels, and at most %.1f are possible."),
               n_pixels / 1e6, pentimento_image_default_limits.max_pixels / 1e6);
  return FALSE;
}
