/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "recipe-resize.h"

#include "pentimento-image-error.h"
#include "recipe-parameters.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Ratios that differ by less are the same but for whole pixels: 4096 × 2731 is 3 : 2. */
#define SAME_RATIO 0.01

/* GdkPixbuf's tables grow with the square of a reduction: 256 integers a source pixel under one target pixel, 256 KiB here. */
#define MOST_AT_ONCE 16

static gboolean
read_resize (RecipeOperation *self, JsonObject *object)
{
  return recipe_read_integer (object, "width", &self->resize.width)
         && recipe_read_integer (object, "height", &self->resize.height);
}

static void
write_resize (const RecipeOperation *self, GString *text)
{
  recipe_write_integer (text, "width", self->resize.width);
  recipe_write_integer (text, "height", self->resize.height);
}

static gboolean
check_resize (const RecipeOperation *self, GError **error)
{
  if (self->resize.width > 0 && self->resize.height > 0)
    return recipe_check_size (self->resize.width, self->resize.height, error);
  g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
               _ ("Nothing would be left of the picture: it cannot be scaled to %d × %d pixels."), self->resize.width,
               self->resize.height);
  return FALSE;
}

static void
get_resized_size (const RecipeOperation *self, int *width, int *height)
{
  *width = self->resize.width;
  *height = self->resize.height;
}

/* Takes large steps of a reduction first. Returns: (transfer full) (nullable): the pixels that the scales, which are changed with them, are for */
static GdkPixbuf *
reduce_coarsely (GdkPixbuf *pixels, double *scale_x, double *scale_y)
{
  GdkPixbuf *reduced = g_object_ref (pixels);

  while (reduced != NULL && MIN (*scale_x, *scale_y) < 1.0 / MOST_AT_ONCE)
    {
      g_autoptr (GdkPixbuf) large = reduced;
      int width = MAX (1, gdk_pixbuf_get_width (large) / MOST_AT_ONCE);
      int height = MAX (1, gdk_pixbuf_get_height (large) / MOST_AT_ONCE);

      *scale_x *= (double)gdk_pixbuf_get_width (large) / width;
      *scale_y *= (double)gdk_pixbuf_get_height (large) / height;
      reduced = gdk_pixbuf_scale_simple (large, width, height, GDK_INTERP_BILINEAR);
    }
  return reduced;
}

/* Bilinear reduces by averaging areas in GdkPixbuf, so nothing is skipped however far it goes. */
static GdkPixbuf *
scale_to_cover (GdkPixbuf *pixels, int width, int height, double scale_x, double scale_y)
{
  double offset_x = (width - gdk_pixbuf_get_width (pixels) * scale_x) / 2;
  double offset_y = (height - gdk_pixbuf_get_height (pixels) * scale_y) / 2;
  GdkPixbuf *target = gdk_pixbuf_new (GDK_COLORSPACE_RGB, gdk_pixbuf_get_has_alpha (pixels), 8, width, height);

  if (target != NULL)
    gdk_pixbuf_scale (pixels, target, 0, 0, width, height, offset_x, offset_y, scale_x, scale_y, GDK_INTERP_BILINEAR);
  return target;
}

GdkPixbuf *
recipe_resize_pixels (GdkPixbuf *pixels, int width, int height)
{
  double scale_x = (double)width / gdk_pixbuf_get_width (pixels);
  double scale_y = (double)height / gdk_pixbuf_get_height (pixels);
  g_autoptr (GdkPixbuf) reduced = reduce_coarsely (pixels, &scale_x, &scale_y);

  return reduced != NULL ? scale_to_cover (reduced, width, height, scale_x, scale_y) : NULL;
}

static GdkPixbuf *
apply_resize (const RecipeOperation *self, const RecipeStep *step)
{
  int width = step->target_width, height = step->target_height;
  double scale_x = (double)width / gdk_pixbuf_get_width (step->pixels);
  double scale_y = (double)height / gdk_pixbuf_get_height (step->pixels);
  double ratio = (double)self->resize.width / step->width * step->height / self->resize.height;
  g_autoptr (GdkPixbuf) reduced = NULL;

  if (width == gdk_pixbuf_get_width (step->pixels) && height == gdk_pixbuf_get_height (step->pixels)
      && fabs (ratio - 1) < SAME_RATIO)
    return g_object_ref (step->pixels);
  if (fabs (ratio - 1) >= SAME_RATIO)
    scale_x = scale_y = MAX (scale_x, scale_y);
  reduced = reduce_coarsely (step->pixels, &scale_x, &scale_y);
  return reduced != NULL ? scale_to_cover (reduced, width, height, scale_x, scale_y) : NULL;
}

static const char *
describe_resize (const RecipeOperation *self)
{
  return _ ("Scaled");
}

static const char *const parameters[] = { "width", "height", NULL };

const RecipeKind recipe_resize = {
  .name = "resize",
  .parameters = parameters,
  .read = read_resize,
  .write = write_resize,
  .check = check_resize,
  .get_size = get_resized_size,
  .apply = apply_resize,
  .describe = describe_resize,
  .leaves_colours = TRUE,
};
