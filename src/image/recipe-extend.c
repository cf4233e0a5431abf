/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "recipe-extend.h"

#include "pentimento-image-error.h"
#include "recipe-parameters.h"
#include "recipe-warp.h"

#include <glib/gi18n-lib.h>

static gboolean
read_extend (RecipeOperation *self, JsonObject *object)
{
  return recipe_read_integer (object, "left", &self->extend.left)
         && recipe_read_integer (object, "top", &self->extend.top)
         && recipe_read_integer (object, "right", &self->extend.right)
         && recipe_read_integer (object, "bottom", &self->extend.bottom);
}

static void
write_extend (const RecipeOperation *self, GString *text)
{
  recipe_write_integer (text, "left", self->extend.left);
  recipe_write_integer (text, "top", self->extend.top);
  recipe_write_integer (text, "right", self->extend.right);
  recipe_write_integer (text, "bottom", self->extend.bottom);
}

static gboolean
check_extend (const RecipeOperation *self, GError **error)
{
  if (MIN (MIN (self->extend.left, self->extend.top), MIN (self->extend.right, self->extend.bottom)) >= 0)
    return TRUE;
  g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
                       _ ("A picture cannot be extended by less than nothing. To make it smaller, crop it."));
  return FALSE;
}

static gboolean
extend_is_nothing (const RecipeOperation *self, int width, int height)
{
  return self->extend.left == 0 && self->extend.top == 0 && self->extend.right == 0 && self->extend.bottom == 0;
}

static int
add (gint64 first, gint64 second, gint64 third)
{
  return (int)MIN (first + second + third, G_MAXINT);
}

static gboolean
merge_extend (RecipeOperation *self, const RecipeOperation *later)
{
  self->extend.left = add (self->extend.left, later->extend.left, 0);
  self->extend.top = add (self->extend.top, later->extend.top, 0);
  self->extend.right = add (self->extend.right, later->extend.right, 0);
  self->extend.bottom = add (self->extend.bottom, later->extend.bottom, 0);
  return TRUE;
}

static void
get_extended_size (const RecipeOperation *self, int *width, int *height)
{
  *width = add (*width, self->extend.left, self->extend.right);
  *height = add (*height, self->extend.top, self->extend.bottom);
}

static GdkPixbuf *
put_into_empty (const RecipeOperation *self, const RecipeStep *step)
{
  GdkPixbuf *target = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, step->new_width, step->new_height);

  if (target == NULL)
    return NULL;
  gdk_pixbuf_fill (target, 0);
  gdk_pixbuf_copy_area (step->pixels, 0, 0, step->width, step->height, target, self->extend.left, self->extend.top);
  return target;
}

static GdkPixbuf *
apply_extend (const RecipeOperation *self, const RecipeStep *step)
{
  double across = recipe_step_get_across (step);
  double down = recipe_step_get_down (step);
  WarpMatrix matrix = {
    .xx = step->new_width * across / step->target_width,
    .x0 = -self->extend.left * across,
    .yy = step->new_height * down / step->target_height,
    .y0 = -self->extend.top * down,
  };

  if (recipe_step_is_whole (step))
    return put_into_empty (self, step);
  return recipe_warp (step->pixels, step->target_width, step->target_height, &matrix, WARP_TRANSPARENT,
                      step->cancellable);
}

static const char *
describe_extend (const RecipeOperation *self)
{
  return _ ("Extended");
}

static const char *const parameters[] = { "left", "top", "right", "bottom", NULL };

const RecipeKind recipe_extend = {
  .name = "extend",
  .parameters = parameters,
  .read = read_extend,
  .write = write_extend,
  .check = check_extend,
  .is_nothing = extend_is_nothing,
  .merge = merge_extend,
  .get_size = get_extended_size,
  .apply = apply_extend,
  .describe = describe_extend,
};
