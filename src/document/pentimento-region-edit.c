/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-region-edit.h"

G_DEFINE_BOXED_TYPE (PentimentoRegionEdit,
                     pentimento_region_edit,
                     pentimento_region_edit_copy,
                     pentimento_region_edit_free)

PentimentoRegionEdit *
pentimento_region_edit_copy (const PentimentoRegionEdit *self)
{
  PentimentoRegionEdit *copy = g_new (PentimentoRegionEdit, 1);

  *copy = *self;
  copy->picture = g_strdup (self->picture);
  copy->base = g_strdup (self->base);
  copy->drawn = g_strdup (self->drawn);
  copy->mask_sha256 = g_strdup (self->mask_sha256);
  copy->mask = self->mask != NULL ? pentimento_mask_ref (self->mask) : NULL;
  return copy;
}

void
pentimento_region_edit_free (PentimentoRegionEdit *self)
{
  g_free (self->picture);
  g_free (self->base);
  g_free (self->drawn);
  g_free (self->mask_sha256);
  g_clear_pointer (&self->mask, pentimento_mask_unref);
  g_free (self);
}

/* Choosing the part */

/* The sizes that are made, as the lowest floor counts them; none for any within the limits. */
static GArray *
list_sizes (const PentimentoRegionEdit *self, const SeedreamCapabilities *capabilities)
{
  GArray *sizes = g_array_new (FALSE, FALSE, sizeof (PentimentoRegionSize));
  const PentimentoRegionSize asked = { self->asked_width, self->asked_height };

  if (self->asked_width > 0 && self->asked_height > 0)
    g_array_append_val (sizes, asked);
  else if (capabilities->sizes == SEEDREAM_SIZES_ENUM)
    for (guint i = 0; i < capabilities->n_named_sizes; i++)
      {
        const SeedreamNamedSize *named = &capabilities->named_sizes[i];
        const PentimentoRegionSize size = { named->width, named->height };

        g_array_append_val (sizes, size);
      }
  return sizes;
}

/* The narrowest that is taken, and made; 0 for any. */
static double
find_most_ratio (const SeedreamCapabilities *capabilities)
{
  if (capabilities->max_ratio == 0 || capabilities->picture_max_ratio == 0)
    return MAX (capabilities->max_ratio, capabilities->picture_max_ratio);
  return MIN (capabilities->max_ratio, capabilities->picture_max_ratio);
}

gboolean
pentimento_region_edit_choose (PentimentoRegionEdit *self,
                               const SeedreamCapabilities *capabilities,
                               PentimentoRegion *region,
                               GError **error)
{
  g_autoptr (GArray) sizes = list_sizes (self, capabilities);
  const PentimentoRegionLimits limits = {
    .min_pixels = (guint64)MAX (capabilities->min_pixels, 0),
    .max_pixels = (guint64)MAX (capabilities->max_pixels, 0),
    .min_side = capabilities->min_side,
    .max_side = capabilities->max_side,
    .multiple = 1,
    .max_ratio = find_most_ratio (capabilities),
    /* The side that it makes by itself is the one that it does best with. */
    .best_pixels = (guint64)capabilities->default_side * (guint64)capabilities->default_side,
    .sizes = (const PentimentoRegionSize *)sizes->data,
    .n_sizes = sizes->len,
  };
  PentimentoRegion chosen;

  if (!pentimento_region_choose (self->mask, self->context, &limits, &chosen, error))
    return FALSE;
  self->place = chosen.place;
  self->width = chosen.width;
  self->height = chosen.height;
  g_clear_pointer (&self->mask_sha256, g_free);
  if (region != NULL)
    *region = chosen;
  return TRUE;
}

/* The mask */

gboolean
pentimento_region_edit_load_mask (PentimentoRegionEdit *self,
                                  PentimentoLibrary *library,
                                  int width,
                                  int height,
                                  GError **error)
{
  const PentimentoPlace whole = { -self->place.x, -self->place.y, width, height };
  g_autoptr (PentimentoImage) image = NULL;
  g_autoptr (PentimentoMask) part = NULL;

  if (self->mask != NULL)
    return TRUE;
  image = pentimento_library_load_image (library, self->mask_sha256, error);
  if (image != NULL)
    part = pentimento_mask_new_from_file (pentimento_image_get_bytes (image), self->place.width, self->place.height,
                                          NULL, error);
  if (part != NULL)
    self->mask = pentimento_mask_cut (part, &whole);
  return self->mask != NULL;
}

PentimentoImage *
pentimento_region_edit_make_mask (const PentimentoRegionEdit *self, GError **error)
{
  g_autoptr (PentimentoMask) part = pentimento_mask_cut (self->mask, &self->place);
  g_autoptr (GBytes) bytes = pentimento_mask_to_png (part, NULL, error);

  return bytes != NULL ? pentimento_image_new (bytes, "mask.png", NULL, error) : NULL;
}

/* What is sent */

/* Whether the picture was extended, and may be empty there. */
static gboolean
is_extended (const PentimentoRegionEdit *self)
{
  g_autoptr (PentimentoRecipe) recipe
      = self->base != NULL ? pentimento_recipe_new_from_string (self->base, NULL) : NULL;

  return recipe != NULL && pentimento_recipe_extends (recipe);
}

gboolean
pentimento_region_edit_make_part (const PentimentoRegionEdit *self,
                                  int width,
                                  int height,
                                  PentimentoRecipe **part,
                                  GError **error)
{
  const PentimentoPlace *place = &self->place;

  *part = NULL;
  if (pentimento_recipe_append_crop (part, width, height, place->x, place->y, place->width, place->height, error)
      && (!is_extended (self) || pentimento_recipe_append_fill (part, width, height, error))
      && ((self->width == place->width && self->height == place->height)
          || pentimento_recipe_append_resize (part, width, height, self->width, self->height, error)))
    return TRUE;
  g_clear_pointer (part, pentimento_recipe_unref);
  return FALSE;
}

char *
pentimento_region_edit_make_sent_recipe (const PentimentoRegionEdit *self, int width, int height, GError **error)
{
  const char *text = self->drawn != NULL ? self->drawn : self->base;
  g_autoptr (PentimentoRecipe) whole = NULL, part = NULL, joined = NULL;

  if (!pentimento_region_edit_make_part (self, width, height, &part, error))
    return NULL;
  if (part == NULL || text == NULL)
    return g_strdup (part != NULL ? pentimento_recipe_to_string (part) : text != NULL ? text : "");
  whole = pentimento_recipe_new_from_string (text, error);
  joined = whole != NULL ? pentimento_recipe_join (whole, part, error) : NULL;
  return joined != NULL ? g_strdup (pentimento_recipe_to_string (joined)) : NULL;
}

/* As text */

static void
add_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

JsonObject *
pentimento_region_edit_to_json (const PentimentoRegionEdit *self)
{
  JsonObject *object = json_object_new ();

  add_text (object, "picture", self->picture);
  add_text (object, "base", self->base);
  add_text (object, "drawn", self->drawn);
  json_object_set_int_member (object, "x", self->place.x);
  json_object_set_int_member (object, "y", self->place.y);
  json_object_set_int_member (object, "width", self->place.width);
  json_object_set_int_member (object, "height", self->place.height);
  json_object_set_int_member (object, "sent_width", self->width);
  json_object_set_int_member (object, "sent_height", self->height);
  add_text (object, "mask", self->mask_sha256);
  json_object_set_int_member (object, "context", self->context);
  json_object_set_int_member (object, "asked_width", self->asked_width);
  json_object_set_int_member (object, "asked_height", self->asked_height);
  json_object_set_boolean_member (object, "align", self->align);
  json_object_set_boolean_member (object, "tone", self->tone);
  json_object_set_int_member (object, "feather", self->feather);
  return object;
}

/* The member, where it is of that type. */
static JsonNode *
find_value (JsonObject *object, const char *member, GType type)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == type ? node : NULL;
}

static char *
read_text (JsonObject *object, const char *member)
{
  JsonNode *node = find_value (object, member, G_TYPE_STRING);

  return node != NULL ? json_node_dup_string (node) : NULL;
}

static int
read_integer (JsonObject *object, const char *member, int least)
{
  JsonNode *node = find_value (object, member, G_TYPE_INT64);

  return node != NULL ? (int)CLAMP (json_node_get_int (node), least, G_MAXINT) : least;
}

static gboolean
read_flag (JsonObject *object, const char *member)
{
  JsonNode *node = find_value (object, member, G_TYPE_BOOLEAN);

  return node != NULL && json_node_get_boolean (node);
}

PentimentoRegionEdit *
pentimento_region_edit_new_from_json (JsonObject *object)
{
  g_autoptr (PentimentoRegionEdit) self = g_new0 (PentimentoRegionEdit, 1);

  self->picture = read_text (object, "picture");
  self->base = read_text (object, "base");
  self->drawn = read_text (object, "drawn");
  self->place = (PentimentoPlace){ read_integer (object, "x", 0), read_integer (object, "y", 0),
                                   read_integer (object, "width", 0), read_integer (object, "height", 0) };
  self->width = read_integer (object, "sent_width", 0);
  self->height = read_integer (object, "sent_height", 0);
  self->mask_sha256 = read_text (object, "mask");
  self->context = read_integer (object, "context", PENTIMENTO_REGION_AUTOMATIC);
  self->asked_width = read_integer (object, "asked_width", 0);
  self->asked_height = read_integer (object, "asked_height", 0);
  self->align = read_flag (object, "align");
  self->tone = read_flag (object, "tone");
  self->feather = read_integer (object, "feather", 0);
  if (self->picture == NULL || self->mask_sha256 == NULL || pentimento_place_is_nowhere (&self->place)
      || self->width == 0 || self->height == 0)
    return NULL;
  return g_steal_pointer (&self);
}
