/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "recipe-flip.h"

#include <glib/gi18n-lib.h>

static gboolean
read_flip (RecipeOperation *self, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "direction");
  const char *direction
      = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
            ? json_node_get_string (node)
            : NULL;

  self->flip.direction = g_strcmp0 (direction, "vertical") == 0     ? RECIPE_FLIP_VERTICAL
                         : g_strcmp0 (direction, "horizontal") == 0 ? RECIPE_FLIP_HORIZONTAL
                                                                    : RECIPE_FLIP_NOT;
  return self->flip.direction != RECIPE_FLIP_NOT;
}

static void
write_flip (const RecipeOperation *self, GString *text)
{
  g_string_append_printf (text, ",\"direction\":\"%s\"",
                          self->flip.direction == RECIPE_FLIP_VERTICAL ? "vertical" : "horizontal");
}

static gboolean
check_flip (const RecipeOperation *self, GError **error)
{
  return TRUE;
}

static gboolean
flip_is_nothing (const RecipeOperation *self, int width, int height)
{
  return self->flip.direction == RECIPE_FLIP_NOT;
}

/* What is mirrored twice the same way is as it was. Both ways make half a turn, which is another operation. */
static gboolean
merge_flip (RecipeOperation *self, const RecipeOperation *later)
{
  if (self->flip.direction != later->flip.direction)
    return FALSE;
  self->flip.direction = RECIPE_FLIP_NOT;
  return TRUE;
}

static void
get_flipped_size (const RecipeOperation *self, int *width, int *height)
{
}

static GdkPixbuf *
apply_flip (const RecipeOperation *self, const RecipeStep *step)
{
  return gdk_pixbuf_flip (step->pixels, self->flip.direction == RECIPE_FLIP_HORIZONTAL);
}

static const char *
describe_flip (const RecipeOperation *self)
{
  return _ ("Flipped");
}

static const char *const parameters[] = { "direction", NULL };

const RecipeKind recipe_flip = {
  .name = "flip",
  .parameters = parameters,
  .read = read_flip,
  .write = write_flip,
  .check = check_flip,
  .is_nothing = flip_is_nothing,
  .merge = merge_flip,
  .get_size = get_flipped_size,
  .apply = apply_flip,
  .describe = describe_flip,
  .leaves_colours = TRUE,
};
