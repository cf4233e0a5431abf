/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "recipe-flip.h"

#include "recipe-rows.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Some milliseconds of work. */
#define BAND 128

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

typedef struct {
  GdkPixbuf *pixels;
  GdkPixbuf *target;
  gboolean vertical;
} Flip;

static void
mirror_row (const guint8 *source, guint8 *target, int width, int channels)
{
  for (int x = 0; x < width; x++)
    memcpy (target + (gsize)(width - 1 - x) * channels, source + (gsize)x * channels, channels);
}

static void
flip_rows (gpointer data, int first, int end)
{
  const Flip *self = data;
  int width = gdk_pixbuf_get_width (self->pixels), height = gdk_pixbuf_get_height (self->pixels);
  int channels = gdk_pixbuf_get_n_channels (self->pixels);

  for (int row = first; row < end; row++)
    {
      int from = self->vertical ? height - 1 - row : row;
      const guint8 *source
          = gdk_pixbuf_read_pixels (self->pixels) + (gsize)from * gdk_pixbuf_get_rowstride (self->pixels);
      guint8 *target = gdk_pixbuf_get_pixels (self->target) + (gsize)row * gdk_pixbuf_get_rowstride (self->target);

      if (self->vertical)
        memcpy (target, source, (gsize)width * channels);
      else if (channels == 4)
        mirror_row (source, target, width, 4);
      else
        mirror_row (source, target, width, 3);
    }
}

/* GdkPixbuf's own reads beyond the last row of a part of a picture (2.42: whole strides are copied). */
static GdkPixbuf *
apply_flip (const RecipeOperation *self, const RecipeStep *step)
{
  g_autoptr (GdkPixbuf) target
      = gdk_pixbuf_new (GDK_COLORSPACE_RGB, gdk_pixbuf_get_has_alpha (step->pixels), 8,
                        gdk_pixbuf_get_width (step->pixels), gdk_pixbuf_get_height (step->pixels));
  Flip flip = { step->pixels, target, self->flip.direction == RECIPE_FLIP_VERTICAL };

  if (target == NULL || !recipe_rows_run (gdk_pixbuf_get_height (target), BAND, flip_rows, &flip, step->cancellable))
    return NULL;
  return g_steal_pointer (&target);
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
