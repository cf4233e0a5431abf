/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-batch-request.h"

#include <json-glib/json-glib.h>

#include "pentimento-export-settings.h"

G_DEFINE_BOXED_TYPE (PentimentoBatchRequest,
                     pentimento_batch_request,
                     pentimento_batch_request_copy,
                     pentimento_batch_request_free)

PentimentoBatchRequest *
pentimento_batch_request_new (void)
{
  PentimentoBatchRequest *self = g_new0 (PentimentoBatchRequest, 1);

  self->provider = g_strdup ("practice");
  self->prompt = g_strdup ("");
  self->seed = -1;
  self->count = 1;
  self->safety = TRUE;
  self->quality = PENTIMENTO_EXPORT_QUALITY;
  return self;
}

PentimentoBatchRequest *
pentimento_batch_request_copy (const PentimentoBatchRequest *self)
{
  PentimentoBatchRequest *copy = g_new (PentimentoBatchRequest, 1);

  *copy = *self;
  copy->provider = g_strdup (self->provider);
  copy->endpoint = g_strdup (self->endpoint);
  copy->prompt = g_strdup (self->prompt);
  copy->negative_prompt = g_strdup (self->negative_prompt);
  return copy;
}

void
pentimento_batch_request_free (PentimentoBatchRequest *self)
{
  g_free (self->provider);
  g_free (self->endpoint);
  g_free (self->prompt);
  g_free (self->negative_prompt);
  g_free (self);
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_integer (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

char *
pentimento_batch_request_to_string (const PentimentoBatchRequest *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  g_autoptr (JsonNode) root = NULL;

  add_string (builder, "prompt", self->prompt);
  add_string (builder, "negative_prompt", self->negative_prompt);
  add_integer (builder, "width", self->width);
  add_integer (builder, "height", self->height);
  add_integer (builder, "seed", self->seed);
  add_integer (builder, "count", self->count);
  add_boolean (builder, "safety", self->safety);
  add_boolean (builder, "fit_back", self->fit_back);
  add_boolean (builder, "replace", self->replace);
  add_integer (builder, "quality", self->quality);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static int
read_integer (JsonObject *object, const char *name, gint64 known, gint64 least, gint64 most)
{
  return (int)CLAMP (json_object_get_int_member_with_default (object, name, known), least, most);
}

static void
read_string (JsonObject *object, const char *name, char **value)
{
  const char *text = json_object_get_string_member_with_default (object, name, NULL);

  if (text == NULL)
    return;
  g_free (*value);
  *value = g_strdup (text);
}

void
pentimento_batch_request_read_string (PentimentoBatchRequest *self, const char *text)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  if (object == NULL)
    return;
  read_string (object, "prompt", &self->prompt);
  read_string (object, "negative_prompt", &self->negative_prompt);
  self->width = read_integer (object, "width", self->width, 0, G_MAXINT);
  self->height = read_integer (object, "height", self->height, 0, G_MAXINT);
  self->seed = json_object_get_int_member_with_default (object, "seed", self->seed);
  self->count = read_integer (object, "count", self->count, 1, G_MAXUINT8);
  self->safety = json_object_get_boolean_member_with_default (object, "safety", self->safety);
  self->fit_back = json_object_get_boolean_member_with_default (object, "fit_back", self->fit_back);
  self->replace = json_object_get_boolean_member_with_default (object, "replace", self->replace);
  self->quality = read_integer (object, "quality", self->quality, 1, 100);
}
