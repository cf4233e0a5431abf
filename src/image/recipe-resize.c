/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "recipe-resize.h"

#include "pentimento-image.h"

#include <math.h>

/* Ratios that differ by less are the same but for whole pixels: 4096 × 2731 is 3 : 2. */
#define SAME_RATIO 0.01

/* GdkPixbuf's tables grow with the square of a reduction: 256 integers a source pixel under one target pixel, 256 KiB here. */
#define MOST_AT_ONCE 16

static gboolean
read_side (JsonObject *object, const char *name, int *side)
{
  JsonNode *node = json_object_get_member (object, name);
  gint64 number;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  number = json_node_get_int (node);
  *side = (int)CLAMP (number, 0, G_MAXINT);
  return *side > 0 && number == *side;
}

static gboolean
read_resize (RecipeOperation *self, JsonObject *object)
{
  return read_side (object, "width", &self->resize.width) && read_side (object, "height", &self->resize.height)
         && (guint64)self->resize.width * (guint64)self->resize.height <= pentimento_image_default_limits.max_pixels;
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
scale_to_cover (const RecipeOperation *self, GdkPixbuf *pixels, double scale_x, double scale_y)
{
  int width = self->resize.width;
  int height = self->resize.height;
  double offset_x = (width - gdk_pixbuf_get_width (pixels) * scale_x) / 2;
  double offset_y = (height - gdk_pixbuf_get_height (pixels) * scale_y) / 2;
  GdkPixbuf *target = gdk_pixbuf_new (GDK_COLORSPACE_RGB, gdk_pixbuf_get_has_alpha (pixels), 8, width, height);

  if (target != NULL)
    gdk_pixbuf_scale (pixels, target, 0, 0, width, height, offset_x, offset_y, scale_x, scale_y, GDK_INTERP_BILINEAR);
  return target;
}

static GdkPixbuf *
apply_resize (const RecipeOperation *self, GdkPixbuf *pixels)
{
  double scale_x = (double)self->resize.width / gdk_pixbuf_get_width (pixels);
  double scale_y = (double)self->resize.height / gdk_pixbuf_get_height (pixels);
  gboolean same_ratio = fabs (scale_x / scale_y - 1) < SAME_RATIO;
  g_autoptr (GdkPixbuf) reduced = NULL;

  if (self->resize.width == gdk_pixbuf_get_width (pixels) && self->resize.height == gdk_pixbuf_get_height (pixels))
    return g_object_ref (pixels);
  if (!same_ratio)
    scale_x = scale_y = MAX (scale_x, scale_y);
  reduced = reduce_coarsely (pixels, &scale_x, &scale_y);
  return reduced != NULL ? scale_to_cover (self, reduced, scale_x, scale_y) : NULL;
}

static const char *const parameters[] = { "width", "height", NULL };

const RecipeKind recipe_resize = {
  .name = "resize",
  .parameters = parameters,
  .read = read_resize,
  .get_size = get_resized_size,
  .apply = apply_resize,
  .leaves_colours = TRUE,
};
