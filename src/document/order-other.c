/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The size and the part of the picture that suit a provider; and the same order for another one. */

#include "pentimento-order-private.h"

/* Whether the size asked for is what the parent's own came to with this provider. */
static gboolean
is_size_of_parent (PentimentoOrder *self)
{
  const SeedreamCapabilities *capabilities = pentimento_order_get_capabilities (self);
  int width, height;

  if (self->parent == NULL || capabilities == NULL)
    return FALSE;
  width = pentimento_version_get_width (self->parent);
  height = pentimento_version_get_height (self->parent);
  seedream_capabilities_fit_size (capabilities, &width, &height);
  return width == self->width && height == self->height;
}

gboolean
pentimento_order_names_size (PentimentoOrder *self)
{
  const SeedreamCapabilities *capabilities = pentimento_order_get_capabilities (self);

  if (self->region != NULL)
    return self->region->asked_width > 0;
  return self->width > 0 && self->height > 0 && !is_size_of_parent (self)
         && (self->parent != NULL || capabilities == NULL || self->width != capabilities->default_side
             || self->height != capabilities->default_side);
}

static void
find_size (PentimentoOrder *self, const char *provider, int *width, int *height)
{
  const SeedreamCapabilities *capabilities = pentimento_order_describe_provider (provider, self->operation);
  gboolean own = is_size_of_parent (self);

  *width = own ? pentimento_version_get_width (self->parent) : self->width;
  *height = own ? pentimento_version_get_height (self->parent) : self->height;
  if (capabilities != NULL && *width > 0 && *height > 0)
    seedream_capabilities_fit_size (capabilities, width, height);
}

/* Returns: (transfer full) (nullable): the picture that is sent, of the file that the one before is of */
static PentimentoImage *
make_part (PentimentoImage *before, const char *text, GError **error)
{
  PentimentoRecipe *recipe = pentimento_image_get_recipe (before);
  GPtrArray *objects = recipe != NULL ? pentimento_recipe_get_objects (recipe) : NULL;
  g_autoptr (PentimentoRecipe) bare = NULL, whole = NULL;

  if (*text == '\0')
    return pentimento_image_without_recipe (before);
  bare = pentimento_recipe_new_from_string (text, error);
  whole = bare != NULL ? pentimento_recipe_with_objects (bare, objects, error) : NULL;
  return whole != NULL ? pentimento_image_continue (before, whole) : NULL;
}

static gboolean
replace_first_picture (PentimentoOrder *self, const char *text, GError **error)
{
  g_autoptr (PentimentoImage) before = self->images != NULL ? g_list_model_get_item (self->images, 0) : NULL;
  g_autoptr (PentimentoImage) part = NULL;

  g_free (self->recipes[0]);
  self->recipes[0] = g_strdup (text);
  if (before == NULL)
    return TRUE;
  part = make_part (before, text, error);
  if (part == NULL)
    return FALSE;
  g_list_store_splice (G_LIST_STORE (self->images), 0, 1, (gpointer *)&part, 1);
  return TRUE;
}

static gboolean
choose_region (PentimentoOrder *self, const SeedreamCapabilities *capabilities, GError **error)
{
  int width = pentimento_version_get_width (self->parent), height = pentimento_version_get_height (self->parent);
  g_autofree char *text = NULL;

  if (!pentimento_region_edit_load_mask (self->region, pentimento_services_get_library (self->services), width, height,
                                         error)
      || !pentimento_region_edit_choose (self->region, capabilities, NULL, error))
    return FALSE;
  self->width = self->region->width;
  self->height = self->region->height;
  /* The mask of another part is another picture. */
  self->kept = FALSE;
  text = pentimento_region_edit_make_sent_recipe (self->region, width, height, error);
  return text != NULL && replace_first_picture (self, text, error);
}

void
pentimento_order_choose_region (PentimentoOrder *self)
{
  const SeedreamCapabilities *capabilities = pentimento_order_get_capabilities (self);

  g_clear_error (&self->refusal);
  if (capabilities != NULL)
    choose_region (self, capabilities, &self->refusal);
}

PentimentoOrder *
pentimento_order_new_for_provider (PentimentoOrder *self, const char *provider)
{
  PentimentoOrder *other;
  int width, height;

  find_size (self, provider, &width, &height);
  /* clang-format off */
  other = g_object_new (PENTIMENTO_TYPE_ORDER,
                        "services", self->services,
                        "provider", provider,
                        "operation", self->operation,
                        "parent", self->parent,
                        "pictures", self->images,
                        "prompt", self->prompt,
                        "negative-prompt", self->negative_prompt,
                        "width", width,
                        "height", height,
                        "seed", self->seed,
                        "count", self->count,
                        "safety", self->safety,
                        "fit-width", self->fit_width,
                        "fit-height", self->fit_height,
                        "region", self->region,
                        NULL);
  /* clang-format on */
  g_strfreev (other->sha256s);
  g_strfreev (other->recipes);
  other->sha256s = g_strdupv (self->sha256s);
  other->recipes = g_strdupv (self->recipes);
  other->kept = self->kept;
  if (other->region != NULL)
    pentimento_order_choose_region (other);
  return other;
}
