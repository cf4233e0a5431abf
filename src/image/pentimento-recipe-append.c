/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How recipes grow, and what is said of that. */

#include "pentimento-recipe-private.h"

#include "pentimento-image-error.h"
#include "pentimento-paste.h"
#include "recipe-adjust.h"
#include "recipe-crop.h"
#include "recipe-draw.h"
#include "recipe-extend.h"
#include "recipe-fill.h"
#include "recipe-flip.h"
#include "recipe-paste.h"
#include "recipe-resize.h"
#include "recipe-rotate.h"
#include "recipe-straighten.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Bytes: the longest operation, a paste with nothing but long numbers, has some 370. */
#define MOST_OF_ONE 400

static void
write_operation (const RecipeOperation *operation, GString *text)
{
  g_string_append_printf (text, "%s{\"operation\":\"%s\"", text->len > 1 ? "," : "", operation->kind->name);
  operation->kind->write (operation, text);
  g_string_append_c (text, '}');
}

static GString *
write_operations (GArray *operations)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < operations->len; i++)
    write_operation (&g_array_index (operations, RecipeOperation, i), text);
  g_string_append_c (text, ']');
  return text;
}

/* Written as text and read back, so that there is one way in and one set of bounds. Nothing to do is no recipe. */
static gboolean
write_recipe (GArray *operations, PentimentoRecipe **recipe, GError **error)
{
  g_autoptr (GString) text = write_operations (operations);

  g_clear_pointer (recipe, pentimento_recipe_unref);
  if (operations->len == 0)
    return TRUE;
  *recipe = pentimento_recipe_new_from_string (text->str, error);
  return *recipe != NULL;
}

static GArray *
copy_operations (PentimentoRecipe *recipe)
{
  GArray *operations = g_array_new (FALSE, FALSE, sizeof (RecipeOperation));

  if (recipe != NULL)
    g_array_append_vals (operations, recipe->operations->data, recipe->operations->len);
  return operations;
}

/* The size of the picture before the last operation. */
static void
get_size_before_last (GArray *operations, int *width, int *height)
{
  for (guint i = 0; i + 1 < operations->len; i++)
    {
      const RecipeOperation *operation = &g_array_index (operations, RecipeOperation, i);

      operation->kind->get_size (operation, width, height);
    }
}

static void
add_operation (GArray *operations, const RecipeOperation *operation, int width, int height)
{
  RecipeOperation *last
      = operations->len > 0 ? &g_array_index (operations, RecipeOperation, operations->len - 1) : NULL;

  if (last == NULL || last->kind != operation->kind || last->kind->merge == NULL
      || !last->kind->merge (last, operation))
    {
      g_array_append_vals (operations, operation, 1);
      last = &g_array_index (operations, RecipeOperation, operations->len - 1);
    }
  get_size_before_last (operations, &width, &height);
  if (last->kind->is_nothing != NULL && last->kind->is_nothing (last, width, height))
    g_array_set_size (operations, operations->len - 1);
}

static gboolean
check_length (PentimentoRecipe *recipe, GError **error)
{
  if (recipe == NULL || strlen (recipe->text) + MOST_OF_ONE <= PENTIMENTO_RECIPE_MAX_LENGTH)
    return TRUE;
  g_set_error_literal (
      error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
      _ ("The picture has been changed as often as can be kept. Save it as a file, open that, and go on "
         "from there."));
  return FALSE;
}

static gboolean
append_with_objects (PentimentoRecipe **recipe,
                     int width,
                     int height,
                     const RecipeOperation *operation,
                     GPtrArray *objects,
                     GError **error)
{
  g_autoptr (GArray) operations = copy_operations (*recipe);
  g_autoptr (PentimentoRecipe) longer = NULL;
  int new_width = width, new_height = height;

  if (*recipe != NULL)
    pentimento_recipe_get_size (*recipe, &new_width, &new_height);
  if (!operation->kind->check (operation, error) || !recipe_operation_fits (operation, &new_width, &new_height, error)
      || !check_length (*recipe, error))
    return FALSE;
  add_operation (operations, operation, width, height);
  if (!write_recipe (operations, &longer, error))
    return FALSE;
  if (longer != NULL)
    recipe_take_objects (longer, objects, *recipe != NULL ? (*recipe)->objects : NULL);
  g_clear_pointer (recipe, pentimento_recipe_unref);
  *recipe = g_steal_pointer (&longer);
  return TRUE;
}

static gboolean
append (PentimentoRecipe **recipe, int width, int height, const RecipeOperation *operation, GError **error)
{
  return append_with_objects (recipe, width, height, operation, NULL, error);
}

PentimentoRecipe *
pentimento_recipe_join (PentimentoRecipe *self, PentimentoRecipe *later, GError **error)
{
  g_autoptr (GArray) operations = copy_operations (self);
  PentimentoRecipe *joined = NULL;

  g_array_append_vals (operations, later->operations->data, later->operations->len);
  if (!check_length (self, error) || !write_recipe (operations, &joined, error))
    return NULL;
  recipe_take_objects (joined, self->objects, later->objects);
  return joined;
}

gboolean
pentimento_recipe_append_crop (PentimentoRecipe **recipe,
                               int picture_width,
                               int picture_height,
                               int x,
                               int y,
                               int width,
                               int height,
                               GError **error)
{
  const RecipeOperation operation = { &recipe_crop, .crop = { x, y, width, height } };

  return append (recipe, picture_width, picture_height, &operation, error);
}

gboolean
pentimento_recipe_append_rotate (PentimentoRecipe **recipe,
                                 int picture_width,
                                 int picture_height,
                                 int degrees,
                                 GError **error)
{
  int turn = degrees % 90 == 0 ? (degrees % 360 + 360) % 360 : degrees;
  const RecipeOperation operation = { &recipe_rotate, .rotate = { turn } };

  return append (recipe, picture_width, picture_height, &operation, error);
}

gboolean
pentimento_recipe_append_flip (PentimentoRecipe **recipe,
                               int picture_width,
                               int picture_height,
                               gboolean vertically,
                               GError **error)
{
  const RecipeOperation operation
      = { &recipe_flip, .flip = { vertically ? RECIPE_FLIP_VERTICAL : RECIPE_FLIP_HORIZONTAL } };

  return append (recipe, picture_width, picture_height, &operation, error);
}

/* A number counts as it is written, so that a recipe does what its text says from the beginning. */
gboolean
pentimento_recipe_append_straighten (PentimentoRecipe **recipe,
                                     int picture_width,
                                     int picture_height,
                                     double degrees,
                                     GError **error)
{
  const RecipeOperation operation = { &recipe_straighten, .straighten = { degrees } };

  return append (recipe, picture_width, picture_height, &operation, error);
}

gboolean
pentimento_recipe_append_extend (PentimentoRecipe **recipe,
                                 int picture_width,
                                 int picture_height,
                                 int left,
                                 int top,
                                 int right,
                                 int bottom,
                                 GError **error)
{
  const RecipeOperation operation = { &recipe_extend, .extend = { left, top, right, bottom } };

  return append (recipe, picture_width, picture_height, &operation, error);
}

gboolean
pentimento_recipe_append_adjust (PentimentoRecipe **recipe,
                                 int picture_width,
                                 int picture_height,
                                 const PentimentoAdjustment *adjustment,
                                 GError **error)
{
  const RecipeOperation operation = { &recipe_adjust, .adjust = *adjustment };

  return append (recipe, picture_width, picture_height, &operation, error);
}

gboolean
pentimento_recipe_append_fill (PentimentoRecipe **recipe, int picture_width, int picture_height, GError **error)
{
  const RecipeOperation operation = { .kind = &recipe_fill };

  return append (recipe, picture_width, picture_height, &operation, error);
}

gboolean
pentimento_recipe_append_resize (PentimentoRecipe **recipe,
                                 int picture_width,
                                 int picture_height,
                                 int width,
                                 int height,
                                 GError **error)
{
  const RecipeOperation operation = { &recipe_resize, .resize = { width, height } };

  return append (recipe, picture_width, picture_height, &operation, error);
}

static gboolean
check_mask (const PentimentoPaste *paste, GError **error)
{
  int width = pentimento_image_get_width (paste->mask), height = pentimento_image_get_height (paste->mask);

  if (width == paste->place.width && height == paste->place.height)
    return TRUE;
  g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE,
               _ ("The mask is of another picture: it has %d × %d pixels, and %d × %d are needed."), width, height,
               paste->place.width, paste->place.height);
  return FALSE;
}

gboolean
pentimento_recipe_append_paste (PentimentoRecipe **recipe,
                                int picture_width,
                                int picture_height,
                                const PentimentoPaste *paste,
                                GError **error)
{
  RecipeOperation operation = {
    &recipe_paste,
    .paste = {
      .place = paste->place,
      .shift_x = paste->shift_x,
      .shift_y = paste->shift_y,
      .scale = paste->scale,
      .tone = paste->tone,
      .feather = paste->feather,
    },
  };
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();

  g_strlcpy (operation.paste.result, pentimento_image_get_sha256 (paste->result), RECIPE_SHA256_SIZE);
  g_strlcpy (operation.paste.mask, pentimento_image_get_sha256 (paste->mask), RECIPE_SHA256_SIZE);
  g_ptr_array_add (objects, paste->result);
  g_ptr_array_add (objects, paste->mask);
  return check_mask (paste, error)
         && append_with_objects (recipe, picture_width, picture_height, &operation, objects, error);
}

/* There is room left for one operation more, such as the crop of what is sent. */
gboolean
pentimento_recipe_append_draw (PentimentoRecipe **recipe, PentimentoMarks *marks, GError **error)
{
  g_autoptr (GArray) operations = copy_operations (*recipe);
  g_autoptr (PentimentoRecipe) longer = NULL;
  g_autoptr (GString) text = NULL;

  for (guint i = 0; i < pentimento_marks_get_n (marks); i++)
    {
      const RecipeOperation operation = { &recipe_draw, .draw = { pentimento_marks_get (marks, i) } };

      g_array_append_val (operations, operation);
    }
  text = write_operations (operations);
  if (text->len + MOST_OF_ONE > PENTIMENTO_RECIPE_MAX_LENGTH)
    {
      g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
                           _ ("That is more than can be drawn on this picture. Remove some of it."));
      return FALSE;
    }
  longer = pentimento_recipe_new_from_string (text->str, error);
  if (longer == NULL)
    return FALSE;
  recipe_take_objects (longer, NULL, *recipe != NULL ? (*recipe)->objects : NULL);
  g_clear_pointer (recipe, pentimento_recipe_unref);
  *recipe = g_steal_pointer (&longer);
  return TRUE;
}

PentimentoRecipe *
pentimento_recipe_new_resize (int width, int height, GError **error)
{
  g_autofree char *text = g_strdup_printf ("[{\"operation\":\"resize\",\"width\":%d,\"height\":%d}]", width, height);

  return pentimento_recipe_new_from_string (text, error);
}

static gboolean
is_same (const RecipeOperation *first, const RecipeOperation *second)
{
  g_autoptr (GString) one = g_string_new (first->kind->name);
  g_autoptr (GString) other = g_string_new (second->kind->name);

  first->kind->write (first, one);
  second->kind->write (second, other);
  return g_string_equal (one, other);
}

static guint
count_common (PentimentoRecipe *first, PentimentoRecipe *second)
{
  guint n_most = first != NULL && second != NULL ? MIN (first->operations->len, second->operations->len) : 0;
  guint i = 0;

  while (i < n_most
         && is_same (&g_array_index (first->operations, RecipeOperation, i),
                     &g_array_index (second->operations, RecipeOperation, i)))
    i++;
  return i;
}

gboolean
pentimento_recipe_continues (PentimentoRecipe *self, PentimentoRecipe *before, PentimentoRecipe **rest)
{
  g_autoptr (GArray) operations = NULL;
  guint n_before = before != NULL ? before->operations->len : 0;

  g_return_val_if_fail (*rest == NULL, FALSE);

  if (count_common (self, before) < n_before)
    return FALSE;
  operations = copy_operations (self);
  g_array_remove_range (operations, 0, n_before);
  if (!write_recipe (operations, rest, NULL))
    return FALSE;
  if (*rest != NULL)
    recipe_take_objects (*rest, self->objects, NULL);
  return TRUE;
}

const char *
pentimento_recipe_describe_change (PentimentoRecipe *before, PentimentoRecipe *after)
{
  guint n_common = count_common (before, after);
  PentimentoRecipe *telling = after != NULL && after->operations->len > n_common ? after : before;
  const RecipeOperation *last;

  if (telling == NULL || telling->operations->len == n_common)
    return _ ("Changed");
  last = &g_array_index (telling->operations, RecipeOperation, telling->operations->len - 1);
  return last->kind->describe (last);
}
