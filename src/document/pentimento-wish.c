/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-wish.h"

#include <json-glib/json-glib.h>

/* The member, where it is of that type. */
static JsonNode *
find_value (JsonObject *object, const char *member, GType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && json_node_get_value_type (node) == type ? node : NULL;
}

static gint64
read_integer (JsonObject *object, const char *member, gint64 otherwise)
{
  JsonNode *node = find_value (object, member, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : otherwise;
}

static int
read_side (JsonObject *object, const char *member)
{
  return (int)CLAMP (read_integer (object, member, 0), 0, G_MAXINT);
}

static char *
read_text (JsonObject *object, const char *member)
{
  JsonNode *node = find_value (object, member, G_TYPE_STRING);

  return node != NULL ? json_node_dup_string (node) : NULL;
}

static gboolean
read_safety (JsonObject *object)
{
  JsonNode *node = find_value (object, "safety", G_TYPE_BOOLEAN);

  return node == NULL || json_node_get_boolean (node);
}

static JsonObject *
read_object (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static char **
read_recipes (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "reference_recipes");
  JsonArray *recipes = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; recipes != NULL && i < json_array_get_length (recipes); i++)
    {
      JsonNode *element = json_array_get_element (recipes, i);
      gboolean is_text = json_node_get_value_type (element) == G_TYPE_STRING;

      g_strv_builder_add (builder, is_text ? json_node_get_string (element) : "");
    }
  return g_strv_builder_end (builder);
}

PentimentoWish *
pentimento_wish_new_from_record (const PentimentoJobRecord *record)
{
  g_autoptr (JsonNode) root = record->request != NULL ? json_from_string (record->request, NULL) : NULL;
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonObject *fit_back = object != NULL ? read_object (object, "fit_back") : NULL;
  JsonObject *region = object != NULL ? read_object (object, "region") : NULL;
  PentimentoWish *self;

  if (object == NULL)
    return NULL;
  self = g_new0 (PentimentoWish, 1);
  self->prompt = read_text (object, "prompt");
  self->negative_prompt = read_text (object, "negative_prompt");
  self->width = read_side (object, "width");
  self->height = read_side (object, "height");
  self->seed = MAX (read_integer (object, "seed", -1), -1);
  self->count = CLAMP (read_integer (object, "count", 1), 1, G_MAXUINT);
  self->safety = read_safety (object);
  self->fit_width = read_side (fit_back, "width");
  self->fit_height = read_side (fit_back, "height");
  self->picture_recipe = read_text (object, "picture_recipe");
  self->region = region != NULL ? pentimento_region_edit_new_from_json (region) : NULL;
  self->recipes = read_recipes (object);
  return self;
}

void
pentimento_wish_free (PentimentoWish *self)
{
  g_free (self->prompt);
  g_free (self->negative_prompt);
  g_free (self->picture_recipe);
  g_clear_pointer (&self->region, pentimento_region_edit_free);
  g_strfreev (self->recipes);
  g_free (self);
}
