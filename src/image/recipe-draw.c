/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "recipe-draw.h"

#include "mark-paint.h"
#include "mark-text.h"
#include "recipe-own.h"

#include <glib/gi18n-lib.h>

static gboolean
read_draw (RecipeOperation *self, JsonObject *object)
{
  self->draw.mark = mark_read (object);
  return self->draw.mark != NULL;
}

static void
write_draw (const RecipeOperation *self, GString *text)
{
  g_string_append_c (text, ',');
  mark_write (self->draw.mark, text);
}

static void
clear_draw (RecipeOperation *self)
{
  g_clear_pointer (&self->draw.mark, pentimento_mark_unref);
}

/* A mark is within its bounds from the beginning, and may lie anywhere. */
static gboolean
check_draw (const RecipeOperation *self, GError **error)
{
  return TRUE;
}

static void
keep_size (const RecipeOperation *self, int *width, int *height)
{
}

static GdkPixbuf *
apply_draw (const RecipeOperation *self, const RecipeStep *step)
{
  g_autoptr (GdkPixbuf) target = recipe_own_pixels (step);

  if (target == NULL
      || !mark_paint_pixels (self->draw.mark, target, recipe_step_get_across (step), recipe_step_get_down (step),
                             step->cancellable))
    return NULL;
  return g_steal_pointer (&target);
}

static const char *
describe_draw (const RecipeOperation *self)
{
  return _ ("Drawing added");
}

const RecipeKind recipe_draw = {
  .name = "draw",
  .parameters = mark_parameters,
  .read = read_draw,
  .write = write_draw,
  .clear = clear_draw,
  .check = check_draw,
  .get_size = keep_size,
  .apply = apply_draw,
  .describe = describe_draw,
};
