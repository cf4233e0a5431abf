/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-transform-options.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli-exit.h"
#include "cli-options.h"

typedef enum {
  CROP,
  ROTATE,
  FLIP,
  STRAIGHTEN,
  EXTEND,
  ADJUST,
} Operation;

/* One operation as it was asked for; of the numbers, as many as it has. */
typedef struct {
  Operation operation;
  int numbers[4];
  double degrees;
  gboolean vertically;
  PentimentoAdjustment adjustment;
  GPtrArray *names; /* of the fields of the adjustment that were given */
} Wish;

struct _CliTransformOptions {
  GPtrArray *wishes;
};

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_ptr_array_unref (wish->names);
  g_free (wish);
}

CliTransformOptions *
cli_transform_options_new (void)
{
  CliTransformOptions *self = g_new0 (CliTransformOptions, 1);

  self->wishes = g_ptr_array_new_with_free_func (wish_free);
  return self;
}

void
cli_transform_options_free (CliTransformOptions *self)
{
  g_ptr_array_unref (self->wishes);
  g_free (self);
}

gboolean
cli_transform_options_is_empty (CliTransformOptions *self)
{
  return self->wishes->len == 0;
}

static Wish *
add_wish (CliTransformOptions *self, Operation operation)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->operation = operation;
  wish->adjustment = pentimento_adjustment_none;
  wish->names = g_ptr_array_new ();
  g_ptr_array_add (self->wishes, wish);
  return wish;
}

/* What it may be is for the recipe to say; "nan" is a number here. */
static gboolean
read_number (const char *value, double *number)
{
  char *end;

  *number = g_ascii_strtod (value, &end);
  return end != value && *end == '\0';
}

static gboolean
take_crop (const char *name, const char *value, gpointer data, GError **error)
{
  if (cli_options_read_numbers (value, add_wish (data, CROP)->numbers, 4))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("--crop takes four whole numbers, X,Y,WIDTH,HEIGHT, not “%s”"), value);
  return FALSE;
}

static gboolean
take_extend (const char *name, const char *value, gpointer data, GError **error)
{
  if (cli_options_read_numbers (value, add_wish (data, EXTEND)->numbers, 4))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("--extend takes four whole numbers, LEFT,TOP,RIGHT,BOTTOM, not “%s”"), value);
  return FALSE;
}

static gboolean
take_rotate (const char *name, const char *value, gpointer data, GError **error)
{
  if (cli_options_read_numbers (value, add_wish (data, ROTATE)->numbers, 1))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("--rotate takes 90, 180 or 270, not “%s”; --straighten takes other degrees"), value);
  return FALSE;
}

static gboolean
take_flip (const char *name, const char *value, gpointer data, GError **error)
{
  Wish *wish = add_wish (data, FLIP);

  wish->vertically = g_str_equal (value, "v") || g_str_equal (value, "vertical");
  if (wish->vertically || g_str_equal (value, "h") || g_str_equal (value, "horizontal"))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("--flip takes h or v, not “%s”"), value);
  return FALSE;
}

static gboolean
take_straighten (const char *name, const char *value, gpointer data, GError **error)
{
  if (read_number (value, &add_wish (data, STRAIGHTEN)->degrees))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("--straighten takes degrees, not “%s”"), value);
  return FALSE;
}

static Wish *
get_adjustment (CliTransformOptions *self, const PentimentoAdjustmentField *field)
{
  Wish *last = self->wishes->len > 0 ? g_ptr_array_index (self->wishes, self->wishes->len - 1) : NULL;

  if (last == NULL || last->operation != ADJUST || g_ptr_array_find (last->names, field->name, NULL))
    last = add_wish (self, ADJUST);
  g_ptr_array_add (last->names, (gpointer)field->name);
  return last;
}

static gboolean
take_adjustment (const char *name, const char *value, gpointer data, GError **error)
{
  const PentimentoAdjustmentField *field = pentimento_adjustment_fields;
  double number;

  while (field->name != NULL && !g_str_equal (field->name, name + strlen ("--")))
    field++;
  g_return_val_if_fail (field->name != NULL, FALSE);

  if (!read_number (value, &number))
    {
      /* Translators: an option such as “--exposure”, and what was given */
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("%s takes a number, not “%s”"), name, value);
      return FALSE;
    }
  pentimento_adjustment_set (&get_adjustment (data, field)->adjustment, field, number);
  return TRUE;
}

const GOptionEntry cli_transform_option_entries[] = {
  { "crop", 0, 0, G_OPTION_ARG_CALLBACK, take_crop, N_ ("Keep the part at X, Y of that size, in pixels"),
    N_ ("X,Y,W,H") },
  { "rotate", 0, 0, G_OPTION_ARG_CALLBACK, take_rotate, N_ ("Turn clockwise by 90, 180 or 270"), N_ ("DEG") },
  { "flip", 0, 0, G_OPTION_ARG_CALLBACK, take_flip, N_ ("Mirror horizontally or vertically"), N_ ("h|v") },
  { "straighten", 0, 0, G_OPTION_ARG_CALLBACK, take_straighten,
    N_ ("Turn clockwise by -45 to 45 degrees, and cut off the empty corners"), N_ ("DEG") },
  { "extend", 0, 0, G_OPTION_ARG_CALLBACK, take_extend, N_ ("Add transparent pixels on each side"), N_ ("L,T,R,B") },
  { "exposure", 0, 0, G_OPTION_ARG_CALLBACK, take_adjustment, N_ ("Stops brighter, -5 to 5"), N_ ("EV") },
  { "contrast", 0, 0, G_OPTION_ARG_CALLBACK, take_adjustment, N_ ("-100 to 100, as the following"), N_ ("N") },
  { "highlights", 0, 0, G_OPTION_ARG_CALLBACK, take_adjustment, N_ ("What is bright: darker or brighter"), N_ ("N") },
  { "shadows", 0, 0, G_OPTION_ARG_CALLBACK, take_adjustment, N_ ("What is dark: darker or brighter"), N_ ("N") },
  { "saturation", 0, 0, G_OPTION_ARG_CALLBACK, take_adjustment, N_ ("Less or more colourful"), N_ ("N") },
  { "temperature", 0, 0, G_OPTION_ARG_CALLBACK, take_adjustment, N_ ("Cooler or warmer"), N_ ("N") },
  { "tint", 0, 0, G_OPTION_ARG_CALLBACK, take_adjustment, N_ ("Greener or more magenta"), N_ ("N") },
  { "sharpness", 0, 0, G_OPTION_ARG_CALLBACK, take_adjustment, N_ ("Softer or sharper"), N_ ("N") },
  { "radius", 0, 0, G_OPTION_ARG_CALLBACK, take_adjustment, N_ ("Of the sharpening, 0.3 to 10 pixels; 1 if not given"),
    N_ ("PIXELS") },
  { NULL },
};

static gboolean
append (const Wish *wish, int width, int height, PentimentoRecipe **recipe, GError **error)
{
  const int *numbers = wish->numbers;

  switch (wish->operation)
    {
    case CROP:
      return pentimento_recipe_append_crop (recipe, width, height, numbers[0], numbers[1], numbers[2], numbers[3],
                                            error);
    case ROTATE:
      return pentimento_recipe_append_rotate (recipe, width, height, numbers[0], error);
    case FLIP:
      return pentimento_recipe_append_flip (recipe, width, height, wish->vertically, error);
    case STRAIGHTEN:
      return pentimento_recipe_append_straighten (recipe, width, height, wish->degrees, error);
    case EXTEND:
      return pentimento_recipe_append_extend (recipe, width, height, numbers[0], numbers[1], numbers[2], numbers[3],
                                              error);
    case ADJUST:
    default:
      return pentimento_recipe_append_adjust (recipe, width, height, &wish->adjustment, error);
    }
}

gboolean
cli_transform_options_make_recipe (CliTransformOptions *self,
                                   int width,
                                   int height,
                                   PentimentoRecipe **recipe,
                                   GError **error)
{
  for (guint i = 0; i < self->wishes->len; i++)
    if (!append (g_ptr_array_index (self->wishes, i), width, height, recipe, error))
      return FALSE;
  return TRUE;
}
