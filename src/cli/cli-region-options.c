/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-region-options.h"

#include <glib/gi18n-lib.h>

#include "cli-await.h"
#include "cli-exit.h"
#include "cli-options.h"

/* What --feather holds until it is given, which is then 0. */
#define NO_FEATHER (-1)

/* And --context, which is then chosen. */
#define NO_CONTEXT G_MININT

void
cli_region_options_init (CliRegionOptions *self)
{
  self->context = NO_CONTEXT;
  self->feather = NO_FEATHER;
}

void
cli_region_options_clear (CliRegionOptions *self)
{
  g_free (self->region);
  g_free (self->mask);
  g_free (self->extend);
}

void
cli_region_options_add_entries (CliRegionOptions *self, GArray *entries)
{
  const GOptionEntry own[] = {
    { "region", 0, 0, G_OPTION_ARG_STRING, &self->region,
      N_ ("Change only the part at X, Y of that size, in pixels, and nothing else"), N_ ("X,Y,W,H") },
    { "mask", 0, 0, G_OPTION_ARG_FILENAME, &self->mask,
      N_ ("Change only what is white in this picture, which has the size of the one to be edited"), N_ ("MASK") },
    { "extend", 0, 0, G_OPTION_ARG_STRING, &self->extend, N_ ("Add so many pixels on each side, and change only those"),
      N_ ("L,T,R,B") },
    { "context", 0, 0, G_OPTION_ARG_INT, &self->context, N_ ("How much is sent along round what is to be changed"),
      N_ ("PIXELS") },
    { "feather", 0, 0, G_OPTION_ARG_INT, &self->feather,
      N_ ("Within how many pixels inside its rim the change sets in"), N_ ("PIXELS") },
    { "no-align", 0, 0, G_OPTION_ARG_NONE, &self->no_align, N_ ("Do not move the result back to where it was"), NULL },
    { "tone", 0, 0, G_OPTION_ARG_NONE, &self->tone, N_ ("Match the result’s brightness and colours along the rim"),
      NULL },
    { "no-tone", 0, 0, G_OPTION_ARG_NONE, &self->no_tone, N_ ("Leave brightness and colours as they are (the default)"),
      NULL },
  };

  g_array_append_vals (entries, own, G_N_ELEMENTS (own));
}

gboolean
cli_region_options_is_given (const CliRegionOptions *self)
{
  return self->region != NULL || self->mask != NULL || self->extend != NULL;
}

static gboolean
has_details (const CliRegionOptions *self)
{
  return self->context != NO_CONTEXT || self->feather != NO_FEATHER || self->no_align || self->tone || self->no_tone;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CLI_ERROR, CLI_EXIT_USAGE, message);
  return FALSE;
}

static gboolean
check_region (CliRegionOptions *self, GError **error)
{
  if (cli_options_read_numbers (self->region, self->numbers, 4) && self->numbers[2] > 0 && self->numbers[3] > 0)
    return TRUE;
  g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE,
               _ ("--region takes four whole numbers, X,Y,WIDTH,HEIGHT, the last two at least 1, not “%s”."),
               self->region);
  return FALSE;
}

static gboolean
check_extend (CliRegionOptions *self, GError **error)
{
  gboolean good = cli_options_read_numbers (self->extend, self->numbers, 4);
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (self->numbers); i++)
    {
      good = good && self->numbers[i] >= 0;
      any = any || self->numbers[i] > 0;
    }
  if (good && any)
    return TRUE;
  g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE,
               _ ("--extend takes four whole numbers, LEFT,TOP,RIGHT,BOTTOM, at least one of them above 0, not “%s”."),
               self->extend);
  return FALSE;
}

gboolean
cli_region_options_check (CliRegionOptions *self, GError **error)
{
  int n_given = (self->region != NULL) + (self->mask != NULL) + (self->extend != NULL);

  if (n_given == 0 && has_details (self))
    return refuse (error, _ ("Say which part is to be changed: --region, --mask or --extend."));
  if (n_given > 1)
    return refuse (error, _ ("Only one of --region, --mask and --extend can be given."));
  if (self->context != NO_CONTEXT && self->context < 0)
    return refuse (error, _ ("--context has to be 0 or more pixels."));
  if (self->feather != NO_FEATHER && (self->feather < 0 || self->feather > PENTIMENTO_MASK_MOST_PIXELS))
    {
      g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("--feather has to be from 0 to %d pixels."),
                   PENTIMENTO_MASK_MOST_PIXELS);
      return FALSE;
    }
  if (self->tone && self->no_tone)
    return refuse (error, _ ("Only one of --tone and --no-tone can be given."));
  return (self->region == NULL || check_region (self, error)) && (self->extend == NULL || check_extend (self, error));
}

static PentimentoMask *
read_mask (const char *name, int width, int height, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (name);
  g_autoptr (PentimentoImage) image = pentimento_image_load (file, NULL, cancellable, error);

  if (image == NULL)
    return NULL;
  return pentimento_mask_new_from_file (pentimento_image_get_bytes (image), width, height, cancellable, error);
}

/* All but what there was before. */
static PentimentoMask *
mask_new_part (const CliRegionOptions *self, int width, int height)
{
  const int *numbers = self->numbers;
  g_autoptr (PentimentoMask) old = pentimento_mask_new_rectangle (
      width, height, numbers[0], numbers[1], width - numbers[0] - numbers[2], height - numbers[1] - numbers[3]);

  return pentimento_mask_invert (old);
}

static gboolean
extend (const CliRegionOptions *self, PentimentoDocument *document, GCancellable *cancellable, GError **error)
{
  PentimentoImage *image = pentimento_document_get_image (document);
  PentimentoRecipe *recipe = pentimento_image_get_recipe (image);
  g_autoptr (PentimentoRecipe) longer = recipe != NULL ? pentimento_recipe_ref (recipe) : NULL;
  g_autoptr (PentimentoVersion) version = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  int width, height;

  pentimento_image_get_received_size (image, &width, &height);
  if (!pentimento_recipe_append_extend (&longer, width, height, self->numbers[0], self->numbers[1], self->numbers[2],
                                        self->numbers[3], error))
    return FALSE;
  pentimento_document_change_async (document, longer, cancellable, cli_await_callback, &result);
  version = pentimento_document_change_finish (document, cli_await (&result), error);
  return version != NULL;
}

/* Returns: (nullable): what may change, which is not nothing */
static PentimentoMask *
make_mask (const CliRegionOptions *self, PentimentoImage *image, GCancellable *cancellable, GError **error)
{
  int width = pentimento_image_get_width (image), height = pentimento_image_get_height (image);
  const int *numbers = self->numbers;
  g_autoptr (PentimentoMask) mask = NULL;

  if (self->mask != NULL)
    mask = read_mask (self->mask, width, height, cancellable, error);
  else if (self->extend != NULL)
    mask = mask_new_part (self, width, height);
  else
    mask = pentimento_mask_new_rectangle (width, height, numbers[0], numbers[1], numbers[2], numbers[3]);
  if (mask == NULL || !pentimento_mask_is_empty (mask))
    return g_steal_pointer (&mask);
  if (self->mask != NULL)
    refuse (error, _ ("The mask is black all over: nothing may change. White is what may."));
  else
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("The region lies outside the picture, which has %d × %d pixels."),
                 width, height);
  return NULL;
}

gboolean
cli_region_options_apply (const CliRegionOptions *self,
                          PentimentoDocument *document,
                          GCancellable *cancellable,
                          GError **error)
{
  PentimentoMarking *marking = pentimento_document_get_marking (document);
  g_autoptr (PentimentoMask) mask = NULL;

  if (!cli_region_options_is_given (self))
    return TRUE;
  if (self->extend != NULL && !extend (self, document, cancellable, error))
    return FALSE;
  mask = make_mask (self, pentimento_document_get_image (document), cancellable, error);
  if (mask == NULL)
    return FALSE;
  g_object_set (marking, "mask", mask, "align", !self->no_align, "tone", self->tone, "feather", MAX (self->feather, 0),
                "context", self->context == NO_CONTEXT ? PENTIMENTO_REGION_AUTOMATIC : self->context, NULL);
  return TRUE;
}
