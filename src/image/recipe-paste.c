/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "recipe-paste.h"

#include "paste-layer.h"
#include "pentimento-image-error.h"
#include "recipe-own.h"
#include "recipe-parameters.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* As far as models have been seen to scale, and some more. */
#define MOST_SCALE 0.25

static gboolean
read_paste (RecipeOperation *self, JsonObject *object)
{
  PentimentoPlace *place = &self->paste.place;

  return recipe_read_sha256 (object, "result", self->paste.result)
         && recipe_read_sha256 (object, "mask", self->paste.mask) && recipe_read_integer (object, "x", &place->x)
         && recipe_read_integer (object, "y", &place->y) && recipe_read_integer (object, "width", &place->width)
         && recipe_read_integer (object, "height", &place->height)
         && recipe_read_number (object, "shift-x", &self->paste.shift_x)
         && recipe_read_number (object, "shift-y", &self->paste.shift_y)
         && recipe_read_number (object, "scale", &self->paste.scale)
         && recipe_read_flag (object, "tone", &self->paste.tone)
         && recipe_read_number (object, "feather", &self->paste.feather);
}

static void
write_paste (const RecipeOperation *self, GString *text)
{
  g_string_append_printf (text, ",\"result\":\"%s\",\"mask\":\"%s\"", self->paste.result, self->paste.mask);
  recipe_write_integer (text, "x", self->paste.place.x);
  recipe_write_integer (text, "y", self->paste.place.y);
  recipe_write_integer (text, "width", self->paste.place.width);
  recipe_write_integer (text, "height", self->paste.place.height);
  recipe_write_number (text, "shift-x", self->paste.shift_x);
  recipe_write_number (text, "shift-y", self->paste.shift_y);
  recipe_write_number (text, "scale", self->paste.scale);
  g_string_append_printf (text, ",\"tone\":%s", self->paste.tone ? "true" : "false");
  recipe_write_number (text, "feather", self->paste.feather);
}

/* Not a number is within no bounds. */
static gboolean
is_within (double number, double least, double most)
{
  return number >= least && number <= most;
}

static gboolean
check_paste (const RecipeOperation *self, GError **error)
{
  const PentimentoPlace *place = &self->paste.place;

  if (pentimento_place_is_nowhere (place) || place->x < 0 || place->y < 0)
    g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
                         _ ("The place of the result is not within the picture."));
  else if (!is_within (self->paste.shift_x, -place->width, place->width)
           || !is_within (self->paste.shift_y, -place->height, place->height)
           || !is_within (self->paste.scale, 1 - MOST_SCALE, 1 + MOST_SCALE))
    g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
                         _ ("The result would lie too far from its place."));
  else if (!is_within (self->paste.feather, 0, PENTIMENTO_MASK_MOST_PIXELS))
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
                 _ ("A rim can be feathered by 0 to %d pixels."), PENTIMENTO_MASK_MOST_PIXELS);
  else
    return TRUE;
  return FALSE;
}

static gboolean
paste_fits (const RecipeOperation *self, int width, int height, GError **error)
{
  const PentimentoPlace *place = &self->paste.place;

  if ((gint64)place->x + place->width <= width && (gint64)place->y + place->height <= height)
    return TRUE;
  g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE,
                       _ ("The place of the result is not within the picture."));
  return FALSE;
}

static void
keep_size (const RecipeOperation *self, int *width, int *height)
{
}

static void
name_objects (const RecipeOperation *self, GPtrArray *names)
{
  g_ptr_array_add (names, g_strdup (self->paste.result));
  g_ptr_array_add (names, g_strdup (self->paste.mask));
}

/* They have been checked to be there. */
static PentimentoPaste
resolve (const RecipeOperation *self, const RecipeStep *step)
{
  return (PentimentoPaste){
    .result = recipe_find_object (step->objects, self->paste.result),
    .mask = recipe_find_object (step->objects, self->paste.mask),
    .place = self->paste.place,
    .shift_x = self->paste.shift_x,
    .shift_y = self->paste.shift_y,
    .scale = self->paste.scale,
    .tone = self->paste.tone,
    .feather = self->paste.feather,
  };
}

static GdkPixbuf *
apply_paste (const RecipeOperation *self, const RecipeStep *step)
{
  PentimentoPaste paste = resolve (self, step);
  g_autoptr (PasteLayer) layer = paste_layer_new (&paste, step);
  g_autoptr (GdkPixbuf) target = layer != NULL ? recipe_own_pixels (step) : NULL;

  if (target == NULL || !paste_layer_blend (layer, target, step->cancellable))
    return NULL;
  return g_steal_pointer (&target);
}

static const char *
describe_paste (const RecipeOperation *self)
{
  return _ ("Edited in part");
}

static const char *const parameters[] = {
  "result", "mask", "x", "y", "width", "height", "shift-x", "shift-y", "scale", "tone", "feather", NULL,
};

const RecipeKind recipe_paste = {
  .name = "paste",
  .parameters = parameters,
  .read = read_paste,
  .write = write_paste,
  .check = check_paste,
  .fits = paste_fits,
  .get_size = keep_size,
  .name_objects = name_objects,
  .apply = apply_paste,
  .describe = describe_paste,
};
