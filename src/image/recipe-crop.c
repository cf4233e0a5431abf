/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "recipe-crop.h"

#include "pentimento-image-error.h"
#include "recipe-parameters.h"
#include "recipe-warp.h"

#include <glib/gi18n-lib.h>

static gboolean
read_crop (RecipeOperation *self, JsonObject *object)
{
  return recipe_read_integer (object, "x", &self->crop.x) && recipe_read_integer (object, "y", &self->crop.y)
         && recipe_read_integer (object, "width", &self->crop.width)
         && recipe_read_integer (object, "height", &self->crop.height);
}

static void
write_crop (const RecipeOperation *self, GString *text)
{
  recipe_write_integer (text, "x", self->crop.x);
  recipe_write_integer (text, "y", self->crop.y);
  recipe_write_integer (text, "width", self->crop.width);
  recipe_write_integer (text, "height", self->crop.height);
}

static gboolean
check_crop (const RecipeOperation *self, GError **error)
{
  if (self->crop.width < 1 || self->crop.height < 1)
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
                 _ ("Nothing would be left of the picture: %d × %d pixels cannot be cut out."), self->crop.width,
                 self->crop.height);
  else if (self->crop.x < 0 || self->crop.y < 0)
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
                 _ ("A part of the picture cannot begin outside it, at %d, %d."), self->crop.x, self->crop.y);
  else
    return TRUE;
  return FALSE;
}

static gboolean
crop_fits (const RecipeOperation *self, int width, int height, GError **error)
{
  if ((gint64)self->crop.x + self->crop.width <= width && (gint64)self->crop.y + self->crop.height <= height)
    return TRUE;
  g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
               _ ("The part of %d × %d pixels at %d, %d is not within the picture, which has %d × %d."),
               self->crop.width, self->crop.height, self->crop.x, self->crop.y, width, height);
  return FALSE;
}

static gboolean
crop_is_nothing (const RecipeOperation *self, int width, int height)
{
  return self->crop.x == 0 && self->crop.y == 0 && self->crop.width == width && self->crop.height == height;
}

static gboolean
merge_crop (RecipeOperation *self, const RecipeOperation *later)
{
  self->crop.x += later->crop.x;
  self->crop.y += later->crop.y;
  self->crop.width = later->crop.width;
  self->crop.height = later->crop.height;
  return TRUE;
}

static void
get_cropped_size (const RecipeOperation *self, int *width, int *height)
{
  *width = self->crop.width;
  *height = self->crop.height;
}

/* The part shares the pixels that it is a part of. */
static GdkPixbuf *
apply_crop (const RecipeOperation *self, const RecipeStep *step)
{
  double across = recipe_step_get_across (step);
  double down = recipe_step_get_down (step);
  WarpMatrix matrix = {
    .xx = self->crop.width * across / step->target_width,
    .x0 = self->crop.x * across,
    .yy = self->crop.height * down / step->target_height,
    .y0 = self->crop.y * down,
  };

  if (recipe_step_is_whole (step))
    return gdk_pixbuf_new_subpixbuf (step->pixels, self->crop.x, self->crop.y, self->crop.width, self->crop.height);
  return recipe_warp (step->pixels, step->target_width, step->target_height, &matrix, WARP_EXTEND, step->cancellable);
}

static const char *
describe_crop (const RecipeOperation *self)
{
  return _ ("Cropped");
}

static const char *const parameters[] = { "x", "y", "width", "height", NULL };

const RecipeKind recipe_crop = {
  .name = "crop",
  .parameters = parameters,
  .read = read_crop,
  .write = write_crop,
  .check = check_crop,
  .fits = crop_fits,
  .is_nothing = crop_is_nothing,
  .merge = merge_crop,
  .get_size = get_cropped_size,
  .apply = apply_crop,
  .describe = describe_crop,
  .leaves_colours = TRUE,
};
