/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "recipe-rotate.h"

#include "pentimento-image-error.h"
#include "recipe-parameters.h"

#include <glib/gi18n-lib.h>

static gboolean
read_rotate (RecipeOperation *self, JsonObject *object)
{
  return recipe_read_integer (object, "degrees", &self->rotate.degrees);
}

static void
write_rotate (const RecipeOperation *self, GString *text)
{
  recipe_write_integer (text, "degrees", self->rotate.degrees);
}

static gboolean
check_rotate (const RecipeOperation *self, GError **error)
{
  int degrees = self->rotate.degrees;

  if (degrees % 90 == 0 && degrees >= 0 && degrees < 360)
    return TRUE;
  g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
               _ ("A picture is turned by 90, 180 or 270 degrees, and cannot be by %d."), degrees);
  return FALSE;
}

static gboolean
rotate_is_nothing (const RecipeOperation *self, int width, int height)
{
  return self->rotate.degrees == 0;
}

static gboolean
merge_rotate (RecipeOperation *self, const RecipeOperation *later)
{
  self->rotate.degrees = (self->rotate.degrees + later->rotate.degrees) % 360;
  return TRUE;
}

static void
get_rotated_size (const RecipeOperation *self, int *width, int *height)
{
  int before = *width;

  if (self->rotate.degrees % 180 == 0)
    return;
  *width = *height;
  *height = before;
}

/* GdkPixbuf counts the other way round. */
static GdkPixbuf *
apply_rotate (const RecipeOperation *self, const RecipeStep *step)
{
  return gdk_pixbuf_rotate_simple (step->pixels, (GdkPixbufRotation)((360 - self->rotate.degrees) % 360));
}

static const char *
describe_rotate (const RecipeOperation *self)
{
  return _ ("Turned");
}

static const char *const parameters[] = { "degrees", NULL };

const RecipeKind recipe_rotate = {
  .name = "rotate",
  .parameters = parameters,
  .read = read_rotate,
  .write = write_rotate,
  .check = check_rotate,
  .is_nothing = rotate_is_nothing,
  .merge = merge_rotate,
  .get_size = get_rotated_size,
  .apply = apply_rotate,
  .describe = describe_rotate,
  .leaves_colours = TRUE,
};
