/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-recipe-private.h"

#include "pentimento-image-error.h"
#include "recipe-adjust.h"
#include "recipe-crop.h"
#include "recipe-draw.h"
#include "recipe-extend.h"
#include "recipe-fill.h"
#include "recipe-flip.h"
#include "recipe-parameters.h"
#include "recipe-paste.h"
#include "recipe-resize.h"
#include "recipe-rotate.h"
#include "recipe-straighten.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Letters of an operation's name; longer ones are noise, and not repeated to a person. */
#define MAX_NAME 32

static const RecipeKind *const kinds[] = {
  &recipe_resize, &recipe_crop,   &recipe_rotate, &recipe_flip, &recipe_straighten,
  &recipe_extend, &recipe_adjust, &recipe_paste,  &recipe_fill, &recipe_draw,
};

G_DEFINE_BOXED_TYPE (PentimentoRecipe, pentimento_recipe, pentimento_recipe_ref, pentimento_recipe_unref)

PentimentoRecipe *
pentimento_recipe_ref (PentimentoRecipe *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
clear_operation (RecipeOperation *operation)
{
  if (operation->kind->clear != NULL)
    operation->kind->clear (operation);
}

void
pentimento_recipe_unref (PentimentoRecipe *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  for (guint i = 0; i < self->operations->len; i++)
    clear_operation (&g_array_index (self->operations, RecipeOperation, i));
  g_free (self->text);
  g_array_unref (self->operations);
  g_clear_pointer (&self->objects, g_ptr_array_unref);
  g_free (self);
}

static gboolean
refuse_damaged (GError **error)
{
  g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_RECIPE,
                       _ ("The list of changes made to this picture is damaged."));
  return FALSE;
}

static gboolean
refuse_unknown (const char *name, GError **error)
{
  if (*name == '\0' || strlen (name) > MAX_NAME
      || name[strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-_")] != '\0')
    return refuse_damaged (error);
  g_set_error (
      error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_RECIPE,
      _ ("This picture was changed by “%s”, which this version of Pentimento does not know. Update the program."),
      name);
  return FALSE;
}

static const RecipeKind *
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i]->name, name))
      return kinds[i];
  return NULL;
}

static gboolean
check_parameters (const RecipeKind *kind, JsonObject *object, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *member = members; member != NULL; member = member->next)
    if (!g_str_equal (member->data, "operation") && !g_strv_contains (kind->parameters, member->data))
      return refuse_unknown (member->data, error);
  return TRUE;
}

static gboolean
read_operation (PentimentoRecipe *self, JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *name = object != NULL ? json_object_get_member (object, "operation") : NULL;
  RecipeOperation operation = { 0 };

  if (name == NULL || !JSON_NODE_HOLDS_VALUE (name) || json_node_get_value_type (name) != G_TYPE_STRING)
    return refuse_damaged (error);
  operation.kind = find_kind (json_node_get_string (name));
  if (operation.kind == NULL)
    return refuse_unknown (json_node_get_string (name), error);
  if (!check_parameters (operation.kind, object, error))
    return FALSE;
  if (!operation.kind->read (&operation, object))
    return refuse_damaged (error);
  g_array_append_val (self->operations, operation);
  return operation.kind->check (&operation, NULL) || refuse_damaged (error);
}

static gboolean
read_operations (PentimentoRecipe *self, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;
  JsonArray *array;

  if (strlen (self->text) > PENTIMENTO_RECIPE_MAX_LENGTH || recipe_nests_deeply (self->text)
      || !json_parser_load_from_data (parser, self->text, -1, NULL))
    return refuse_damaged (error);
  root = json_parser_get_root (parser);
  array = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  if (array == NULL || json_array_get_length (array) == 0)
    return refuse_damaged (error);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_operation (self, json_array_get_element (array, i), error))
      return FALSE;
  return TRUE;
}

PentimentoRecipe *
pentimento_recipe_new_from_string (const char *text, GError **error)
{
  g_autoptr (PentimentoRecipe) self = g_new0 (PentimentoRecipe, 1);

  g_return_val_if_fail (text != NULL, NULL);

  g_atomic_ref_count_init (&self->references);
  self->text = g_strdup (text);
  self->operations = g_array_new (FALSE, FALSE, sizeof (RecipeOperation));
  return read_operations (self, error) ? g_steal_pointer (&self) : NULL;
}

const char *
pentimento_recipe_to_string (PentimentoRecipe *self)
{
  return self->text;
}

void
pentimento_recipe_get_size (PentimentoRecipe *self, int *width, int *height)
{
  for (guint i = 0; i < self->operations->len; i++)
    {
      const RecipeOperation *operation = &g_array_index (self->operations, RecipeOperation, i);

      operation->kind->get_size (operation, width, height);
    }
}

gboolean
pentimento_recipe_draws (PentimentoRecipe *self)
{
  for (guint i = 0; i < self->operations->len; i++)
    if (g_array_index (self->operations, RecipeOperation, i).kind == &recipe_draw)
      return TRUE;
  return FALSE;
}

gboolean
pentimento_recipe_leaves_colours (PentimentoRecipe *self)
{
  for (guint i = 0; i < self->operations->len; i++)
    if (!g_array_index (self->operations, RecipeOperation, i).kind->leaves_colours)
      return FALSE;
  return TRUE;
}

gboolean
pentimento_recipe_extends (PentimentoRecipe *self)
{
  for (guint i = 0; i < self->operations->len; i++)
    if (g_array_index (self->operations, RecipeOperation, i).kind == &recipe_extend)
      return TRUE;
  return FALSE;
}

gboolean
recipe_operation_fits (const RecipeOperation *self, int *width, int *height, GError **error)
{
  if (self->kind->fits != NULL && !self->kind->fits (self, *width, *height, error))
    return FALSE;
  self->kind->get_size (self, width, height);
  return recipe_check_size (*width, *height, error);
}

gboolean
pentimento_recipe_check (PentimentoRecipe *self, int width, int height, GError **error)
{
  for (guint i = 0; i < self->operations->len; i++)
    if (!recipe_operation_fits (&g_array_index (self->operations, RecipeOperation, i), &width, &height, error))
      return FALSE;
  return TRUE;
}

char **
pentimento_recipe_list_objects (PentimentoRecipe *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->operations->len; i++)
    {
      const RecipeOperation *operation = &g_array_index (self->operations, RecipeOperation, i);

      if (operation->kind->name_objects != NULL)
        operation->kind->name_objects (operation, names);
    }
  for (guint i = 0; i < names->len; i++)
    if (g_hash_table_add (seen, names->pdata[i]))
      g_strv_builder_add (builder, names->pdata[i]);
  return g_strv_builder_end (builder);
}

GPtrArray *
pentimento_recipe_get_objects (PentimentoRecipe *self)
{
  return self->objects;
}

PentimentoImage *
recipe_find_object (GPtrArray *objects, const char *sha256)
{
  for (guint i = 0; objects != NULL && i < objects->len; i++)
    if (g_str_equal (pentimento_image_get_sha256 (objects->pdata[i]), sha256))
      return objects->pdata[i];
  return NULL;
}

void
recipe_take_objects (PentimentoRecipe *self, GPtrArray *objects, GPtrArray *more)
{
  g_auto (GStrv) names = pentimento_recipe_list_objects (self);
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; names[i] != NULL; i++)
    {
      PentimentoImage *image = recipe_find_object (objects, names[i]);

      if (image == NULL)
        image = recipe_find_object (more, names[i]);
      if (image != NULL)
        g_ptr_array_add (taken, g_object_ref (image));
    }
  g_clear_pointer (&self->objects, g_ptr_array_unref);
  if (taken->len > 0)
    self->objects = g_steal_pointer (&taken);
}

static gboolean
check_objects (PentimentoRecipe *self, GError **error)
{
  g_auto (GStrv) names = pentimento_recipe_list_objects (self);

  for (guint i = 0; names[i] != NULL; i++)
    if (recipe_find_object (self->objects, names[i]) == NULL)
      {
        g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_RECIPE,
                             _ ("A picture that this version is made of is missing."));
        return FALSE;
      }
  return TRUE;
}

PentimentoRecipe *
pentimento_recipe_with_objects (PentimentoRecipe *self, GPtrArray *objects, GError **error)
{
  g_autoptr (PentimentoRecipe) complete = pentimento_recipe_new_from_string (self->text, error);

  if (complete == NULL)
    return NULL;
  recipe_take_objects (complete, objects, self->objects);
  return check_objects (complete, error) ? g_steal_pointer (&complete) : NULL;
}

/* What is needed of a large picture does not keep the rest of it in memory. */
static GdkPixbuf *
cut_loose (GdkPixbuf *part)
{
  int width = gdk_pixbuf_get_width (part), height = gdk_pixbuf_get_height (part);
  GdkPixbuf *copy = gdk_pixbuf_new (GDK_COLORSPACE_RGB, gdk_pixbuf_get_has_alpha (part), 8, width, height);

  if (copy != NULL)
    gdk_pixbuf_copy_area (part, 0, 0, width, height, copy, 0, 0);
  return copy;
}

static int
shorten (int length, double scale)
{
  return MAX (1, (int)(length * scale + 0.5));
}

static GdkPixbuf *
apply_all (PentimentoRecipe *self, GdkPixbuf *pixels, RecipeStep *step, double scale)
{
  g_autoptr (GdkPixbuf) result = pixels;
  gboolean is_part = FALSE;

  for (guint i = 0; result != NULL && i < self->operations->len; i++)
    {
      const RecipeOperation *operation = &g_array_index (self->operations, RecipeOperation, i);
      g_autoptr (GdkPixbuf) before = g_steal_pointer (&result);

      if (g_cancellable_is_cancelled (step->cancellable))
        return NULL;
      step->pixels = before;
      step->new_width = step->width;
      step->new_height = step->height;
      operation->kind->get_size (operation, &step->new_width, &step->new_height);
      step->target_width = shorten (step->new_width, scale);
      step->target_height = shorten (step->new_height, scale);
      result = operation->kind->apply (operation, step);
      step->width = step->new_width;
      step->height = step->new_height;
      if (result != before)
        is_part = operation->kind == &recipe_crop;
      step->is_owned |= result != before && !is_part;
    }
  return result != NULL && is_part ? cut_loose (result) : g_steal_pointer (&result);
}

GdkPixbuf *
recipe_apply_taken (PentimentoRecipe *self,
                    GdkPixbuf *taken,
                    gboolean is_owned,
                    int width,
                    int height,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GdkPixbuf) pixels = taken;
  double scale = (double)gdk_pixbuf_get_width (pixels) / width;
  GError *step_error = NULL;
  RecipeStep step = {
    .width = width,
    .height = height,
    .is_owned = is_owned,
    .objects = self->objects,
    .error = &step_error,
    .cancellable = cancellable,
  };
  GdkPixbuf *result;

  if (!pentimento_recipe_check (self, width, height, error) || !check_objects (self, error))
    return NULL;
  result = apply_all (self, g_steal_pointer (&pixels), &step, scale);
  if (step_error != NULL)
    g_propagate_error (error, step_error);
  else if (result == NULL && !g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE,
                         _ ("There is not enough memory to change the picture."));
  return result;
}

GdkPixbuf *
pentimento_recipe_apply_preview (PentimentoRecipe *self,
                                 GdkPixbuf *pixels,
                                 int width,
                                 int height,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_return_val_if_fail (width > 0 && height > 0, NULL);

  return recipe_apply_taken (self, g_object_ref (pixels), FALSE, width, height, cancellable, error);
}

GdkPixbuf *
pentimento_recipe_apply (PentimentoRecipe *self, GdkPixbuf *pixels, GCancellable *cancellable, GError **error)
{
  return recipe_apply_taken (self, g_object_ref (pixels), FALSE, gdk_pixbuf_get_width (pixels),
                             gdk_pixbuf_get_height (pixels), cancellable, error);
}
