/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "recipe-straighten.h"

#include "pentimento-image-error.h"
#include "recipe-parameters.h"
#include "recipe-warp.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Beyond it a quarter turn comes first. */
#define MOST_DEGREES 45.0

static gboolean
read_straighten (RecipeOperation *self, JsonObject *object)
{
  return recipe_read_number (object, "degrees", &self->straighten.degrees);
}

static void
write_straighten (const RecipeOperation *self, GString *text)
{
  recipe_write_number (text, "degrees", self->straighten.degrees);
}

static gboolean
check_straighten (const RecipeOperation *self, GError **error)
{
  /* Not a number is neither. */
  if (self->straighten.degrees >= -MOST_DEGREES && self->straighten.degrees <= MOST_DEGREES)
    return TRUE;
  g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
               _ ("A picture is straightened by −45 to 45 degrees, and cannot be by %g."), self->straighten.degrees);
  return FALSE;
}

static double
get_radians (const RecipeOperation *self)
{
  return self->straighten.degrees * G_PI / 180;
}

/* How much of each side is left: the corners of the smaller rectangle, turned, stay within the larger one. */
static double
find_share (const RecipeOperation *self, int width, int height)
{
  double cosine = cos (get_radians (self)), sine = fabs (sin (get_radians (self)));

  return MIN (width / (width * cosine + height * sine), height / (width * sine + height * cosine));
}

static void
get_straightened_size (const RecipeOperation *self, int *width, int *height)
{
  double share = find_share (self, *width, *height);

  *width = MAX (1, (int)(*width * share));
  *height = MAX (1, (int)(*height * share));
}

static gboolean
straighten_fits (const RecipeOperation *self, int width, int height, GError **error)
{
  if (MIN (width, height) * find_share (self, width, height) >= 1)
    return TRUE;
  g_set_error (
      error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
      _ ("Nothing would be left of the picture: %d × %d pixels are too narrow to be straightened by %g degrees."),
      width, height, self->straighten.degrees);
  return FALSE;
}

static gboolean
straighten_is_nothing (const RecipeOperation *self, int width, int height)
{
  return self->straighten.degrees == 0;
}

/* From the target, about its middle, back to the source: with y downwards this turns the picture clockwise. */
static GdkPixbuf *
apply_straighten (const RecipeOperation *self, const RecipeStep *step)
{
  double cosine = cos (get_radians (self)), sine = sin (get_radians (self));
  double across = recipe_step_get_across (step);
  double down = recipe_step_get_down (step);
  double back_across = (double)step->new_width / step->target_width;
  double back_down = (double)step->new_height / step->target_height;
  WarpMatrix matrix = {
    .xx = across * cosine * back_across,
    .xy = across * sine * back_down,
    .yx = -down * sine * back_across,
    .yy = down * cosine * back_down,
  };

  matrix.x0 = gdk_pixbuf_get_width (step->pixels) / 2.0
              - (matrix.xx * step->target_width + matrix.xy * step->target_height) / 2;
  matrix.y0 = gdk_pixbuf_get_height (step->pixels) / 2.0
              - (matrix.yx * step->target_width + matrix.yy * step->target_height) / 2;
  return recipe_warp (step->pixels, step->target_width, step->target_height, &matrix, WARP_EXTEND, step->cancellable);
}

static const char *
describe_straighten (const RecipeOperation *self)
{
  return _ ("Straightened");
}

static const char *const parameters[] = { "degrees", NULL };

const RecipeKind recipe_straighten = {
  .name = "straighten",
  .parameters = parameters,
  .read = read_straighten,
  .write = write_straighten,
  .check = check_straighten,
  .fits = straighten_fits,
  .is_nothing = straighten_is_nothing,
  .get_size = get_straightened_size,
  .apply = apply_straighten,
  .describe = describe_straighten,
  .leaves_colours = TRUE,
};
