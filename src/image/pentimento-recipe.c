/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-recipe.h"

#include "pentimento-image-error.h"
#include "recipe-resize.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Bytes; an operation takes some fifty. json-glib recurses, and what nests no deeper than this does not exhaust a thread's stack. */
#define MAX_LENGTH 8192

/* Letters of an operation's name; longer ones are noise, and not repeated to a person. */
#define MAX_NAME 32

struct _PentimentoRecipe {
  gatomicrefcount references;
  char *text;
  GArray *operations; /* of RecipeOperation */
};

static const RecipeKind *const kinds[] = { &recipe_resize };

G_DEFINE_BOXED_TYPE (PentimentoRecipe, pentimento_recipe, pentimento_recipe_ref, pentimento_recipe_unref)

PentimentoRecipe *
pentimento_recipe_ref (PentimentoRecipe *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
pentimento_recipe_unref (PentimentoRecipe *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->text);
  g_array_unref (self->operations);
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
  return TRUE;
}

static gboolean
read_operations (PentimentoRecipe *self, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;
  JsonArray *array;

  if (strlen (self->text) > MAX_LENGTH || !json_parser_load_from_data (parser, self->text, -1, NULL))
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

/* Written as text and read back, so that there is one way in and one set of bounds. */
PentimentoRecipe *
pentimento_recipe_new_resize (int width, int height, GError **error)
{
  g_autofree char *text = g_strdup_printf ("[{\"operation\":\"resize\",\"width\":%d,\"height\":%d}]", width, height);

  return pentimento_recipe_new_from_string (text, error);
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
pentimento_recipe_leaves_colours (PentimentoRecipe *self)
{
  for (guint i = 0; i < self->operations->len; i++)
    if (!g_array_index (self->operations, RecipeOperation, i).kind->leaves_colours)
      return FALSE;
  return TRUE;
}

GdkPixbuf *
pentimento_recipe_apply (PentimentoRecipe *self, GdkPixbuf *pixels, GCancellable *cancellable, GError **error)
{
  g_autoptr (GdkPixbuf) result = g_object_ref (pixels);

  for (guint i = 0; i < self->operations->len; i++)
    {
      const RecipeOperation *operation = &g_array_index (self->operations, RecipeOperation, i);
      g_autoptr (GdkPixbuf) before = g_steal_pointer (&result);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      result = operation->kind->apply (operation, before);
      if (result == NULL)
        {
          g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE,
                               _ ("There is not enough memory to change the picture."));
          return NULL;
        }
    }
  return g_steal_pointer (&result);
}
