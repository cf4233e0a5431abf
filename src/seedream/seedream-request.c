/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-request.h"

struct _SeedreamRequest {
  GObject parent_instance;

  SeedreamOperation operation;
  char *prompt;
  char *negative_prompt;
  GListStore *pictures;
  int width;
  int height;
  gint64 seed;
  guint count;
  gboolean safety;
};

enum {
  PROP_OPERATION = 1,
  PROP_PROMPT,
  PROP_NEGATIVE_PROMPT,
  PROP_PICTURES,
  PROP_WIDTH,
  PROP_HEIGHT,
  PROP_SEED,
  PROP_COUNT,
  PROP_SAFETY,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SeedreamRequest, seedream_request, G_TYPE_OBJECT)

/* The caller's list may change later; the request may not. */
static void
copy_pictures (SeedreamRequest *self, GListModel *pictures)
{
  for (guint i = 0; pictures != NULL && i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr (SeedreamPicture) picture = g_list_model_get_item (pictures, i);

      g_list_store_append (self->pictures, picture);
    }
}

static void
set_negative_prompt (SeedreamRequest *self, const char *text)
{
  self->negative_prompt = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static void
seedream_request_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  SeedreamRequest *self = SEEDREAM_REQUEST (object);

  switch (id)
    {
    case PROP_OPERATION:
      self->operation = g_value_get_uint (value);
      break;
    case PROP_PROMPT:
      self->prompt = g_value_dup_string (value);
      break;
    case PROP_NEGATIVE_PROMPT:
      set_negative_prompt (self, g_value_get_string (value));
      break;
    case PROP_PICTURES:
      copy_pictures (self, g_value_get_object (value));
      break;
    case PROP_WIDTH:
      self->width = g_value_get_int (value);
      break;
    case PROP_HEIGHT:
      self->height = g_value_get_int (value);
      break;
    case PROP_SEED:
      self->seed = g_value_get_int64 (value);
      break;
    case PROP_COUNT:
      self->count = g_value_get_uint (value);
      break;
    case PROP_SAFETY:
      self->safety = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
seedream_request_finalize (GObject *object)
{
  SeedreamRequest *self = SEEDREAM_REQUEST (object);

  g_free (self->prompt);
  g_free (self->negative_prompt);
  g_object_unref (self->pictures);
  G_OBJECT_CLASS (seedream_request_parent_class)->finalize (object);
}

static void
seedream_request_class_init (SeedreamRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = seedream_request_set_property;
  object_class->finalize = seedream_request_finalize;

  properties[PROP_OPERATION] = g_param_spec_uint ("operation", NULL, NULL, SEEDREAM_OPERATION_EDIT,
                                                  SEEDREAM_OPERATION_GENERATE, SEEDREAM_OPERATION_EDIT, flags);
  properties[PROP_PROMPT] = g_param_spec_string ("prompt", NULL, NULL, "", flags);
  properties[PROP_NEGATIVE_PROMPT] = g_param_spec_string ("negative-prompt", NULL, NULL, NULL, flags);
  properties[PROP_PICTURES] = g_param_spec_object ("pictures", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_WIDTH] = g_param_spec_int ("width", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_HEIGHT] = g_param_spec_int ("height", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_SEED] = g_param_spec_int64 ("seed", NULL, NULL, -1, G_MAXINT64, -1, flags);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 1, flags);
  properties[PROP_SAFETY] = g_param_spec_boolean ("safety", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
seedream_request_init (SeedreamRequest *self)
{
  self->pictures = g_list_store_new (SEEDREAM_TYPE_PICTURE);
}

SeedreamOperation
seedream_request_get_operation (SeedreamRequest *self)
{
  return self->operation;
}

const char *
seedream_request_get_prompt (SeedreamRequest *self)
{
  return self->prompt != NULL ? self->prompt : "";
}

const char *
seedream_request_get_negative_prompt (SeedreamRequest *self)
{
  return self->negative_prompt;
}

GListModel *
seedream_request_get_pictures (SeedreamRequest *self)
{
  return G_LIST_MODEL (self->pictures);
}

int
seedream_request_get_width (SeedreamRequest *self)
{
  return self->width;
}

int
seedream_request_get_height (SeedreamRequest *self)
{
  return self->height;
}

gint64
seedream_request_get_seed (SeedreamRequest *self)
{
  return self->seed;
}

guint
seedream_request_get_count (SeedreamRequest *self)
{
  return self->count;
}

gboolean
seedream_request_get_safety (SeedreamRequest *self)
{
  return self->safety;
}

static void
describe_picture (JsonBuilder *builder, SeedreamPicture *picture)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "sha256");
  json_builder_add_string_value (builder, seedream_picture_get_sha256 (picture));
  json_builder_set_member_name (builder, "media_type");
  json_builder_add_string_value (builder, seedream_picture_get_media_type (picture));
  json_builder_set_member_name (builder, "width");
  json_builder_add_int_value (builder, seedream_picture_get_width (picture));
  json_builder_set_member_name (builder, "height");
  json_builder_add_int_value (builder, seedream_picture_get_height (picture));
  json_builder_end_object (builder);
}

static void
describe_pictures (JsonBuilder *builder, GListModel *pictures)
{
  json_builder_set_member_name (builder, "pictures");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr (SeedreamPicture) picture = g_list_model_get_item (pictures, i);

      describe_picture (builder, picture);
    }
  json_builder_end_array (builder);
}

JsonNode *
seedream_request_describe (SeedreamRequest *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "operation");
  json_builder_add_string_value (builder, seedream_operation_to_string (self->operation));
  json_builder_set_member_name (builder, "prompt");
  json_builder_add_string_value (builder, seedream_request_get_prompt (self));
  json_builder_set_member_name (builder, "negative_prompt");
  json_builder_add_string_value (builder, self->negative_prompt);
  describe_pictures (builder, G_LIST_MODEL (self->pictures));
  json_builder_set_member_name (builder, "width");
  json_builder_add_int_value (builder, self->width);
  json_builder_set_member_name (builder, "height");
  json_builder_add_int_value (builder, self->height);
  json_builder_set_member_name (builder, "seed");
  json_builder_add_int_value (builder, self->seed);
  json_builder_set_member_name (builder, "count");
  json_builder_add_int_value (builder, self->count);
  json_builder_set_member_name (builder, "safety");
  json_builder_add_boolean_value (builder, self->safety);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
