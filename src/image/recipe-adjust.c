/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "recipe-adjust.h"

#include "adjust-pixels.h"
#include "recipe-parameters.h"

#include <glib/gi18n-lib.h>

static gboolean
read_adjust (RecipeOperation *self, JsonObject *object)
{
  self->adjust = pentimento_adjustment_none;
  for (const PentimentoAdjustmentField *field = pentimento_adjustment_fields; field->name != NULL; field++)
    {
      double number;

      if (!json_object_has_member (object, field->name))
        continue;
      if (!recipe_read_number (object, field->name, &number))
        return FALSE;
      pentimento_adjustment_set (&self->adjust, field, number);
    }
  return TRUE;
}

static void
write_adjust (const RecipeOperation *self, GString *text)
{
  for (const PentimentoAdjustmentField *field = pentimento_adjustment_fields; field->name != NULL; field++)
    {
      double number = pentimento_adjustment_get (&self->adjust, field);

      if (number != pentimento_adjustment_get (&pentimento_adjustment_none, field))
        recipe_write_number (text, field->name, number);
    }
}

static gboolean
check_adjust (const RecipeOperation *self, GError **error)
{
  return pentimento_adjustment_check (&self->adjust, error);
}

static gboolean
adjust_is_nothing (const RecipeOperation *self, int width, int height)
{
  return pentimento_adjustment_is_none (&self->adjust);
}

static void
get_adjusted_size (const RecipeOperation *self, int *width, int *height)
{
}

static GdkPixbuf *
apply_adjust (const RecipeOperation *self, const RecipeStep *step)
{
  return adjust_pixels (step->pixels, &self->adjust, recipe_step_get_across (step), step->cancellable);
}

static const char *
describe_adjust (const RecipeOperation *self)
{
  return _ ("Adjusted");
}

static const char *const parameters[] = { "exposure",    "contrast", "highlights", "shadows", "saturation",
                                          "temperature", "tint",     "sharpness",  "radius",  NULL };

const RecipeKind recipe_adjust = {
  .name = "adjust",
  .parameters = parameters,
  .read = read_adjust,
  .write = write_adjust,
  .check = check_adjust,
  .is_nothing = adjust_is_nothing,
  .get_size = get_adjusted_size,
  .apply = apply_adjust,
  .describe = describe_adjust,
};
