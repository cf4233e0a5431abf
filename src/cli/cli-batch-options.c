/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-batch-options.h"

#include <glib/gi18n-lib.h>

#include "cli-exit.h"
#include "cli-options.h"
#include "pentimento-amount.h"
#include "pentimento-export-settings.h"

/* More than any provider works on at a time for one person (BytePlus ModelArk allows 500 pictures a minute), and far below the limit of open files. */
#define MAX_JOBS 64

/* No number that anybody asks for. */
#define NOT_GIVEN G_MININT

CliBatchOptions *
cli_batch_options_new (void)
{
  CliBatchOptions *self = g_new0 (CliBatchOptions, 1);

  self->making = cli_making_options_new (SEEDREAM_OPERATION_EDIT);
  self->budget_micros = -1;
  self->jobs = NOT_GIVEN;
  return self;
}

void
cli_batch_options_free (CliBatchOptions *self)
{
  cli_making_options_free (self->making);
  g_strfreev (self->inputs);
  g_strfreev (self->references);
  g_free (self->budget);
  g_free (self);
}

static const char *
about (void)
{
  return _ ("Makes one edit of many pictures. Each --input is a picture or a folder of pictures; results are written "
            "into the "
            "--output folder under the names of their pictures. The price of the whole is shown and asked about first. "
            "--resume goes on with a batch that was stopped, by Ctrl+C or a crash; nothing is paid for twice.");
}

/* “--input *.jpg” makes words of all names but the first. */
static void
take_words (CliBatchOptions *self, char **words)
{
  g_autoptr (GStrvBuilder) inputs = g_strv_builder_new ();

  if (self->inputs != NULL)
    g_strv_builder_addv (inputs, (const char **)self->inputs);
  g_strv_builder_addv (inputs, (const char **)words);
  g_strfreev (self->inputs);
  self->inputs = g_strv_builder_end (inputs);
}

static gboolean
parse_words (CliBatchOptions *self, char **arguments, GError **error)
{
  CliMakingOptions *making = self->making;
  g_auto (GStrv) words = NULL;
  const GOptionEntry entries[] = {
    { "input", 'i', 0, G_OPTION_ARG_FILENAME_ARRAY, &self->inputs, N_ ("A picture, or a folder of pictures"),
      N_ ("FILE") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &making->output, N_ ("The folder for the results"), N_ ("FOLDER") },
    { "prompt", 'p', 0, G_OPTION_ARG_STRING, &making->prompt, N_ ("What should change"), N_ ("TEXT") },
    { "reference", 'r', 0, G_OPTION_ARG_FILENAME_ARRAY, &self->references, N_ ("A picture to send along with each"),
      N_ ("FILE") },
    { "provider", 0, 0, G_OPTION_ARG_STRING, &making->provider, N_ ("Whom to ask, see “pentimento-cli providers”"),
      N_ ("ID") },
    { "size", 0, 0, G_OPTION_ARG_STRING, &making->size, N_ ("Size of the result, in pixels"), N_ ("WxH") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &making->seed, N_ ("The same seed makes similar pictures"), N_ ("N") },
    { "count", 0, 0, G_OPTION_ARG_INT, &making->count, N_ ("How many results to ask for"), N_ ("N") },
    { "no-safety", 0, 0, G_OPTION_ARG_NONE, &making->no_safety, N_ ("Switch the provider’s content check off"), NULL },
    { "endpoint", 0, 0, G_OPTION_ARG_STRING, &making->endpoint,
      N_ ("Send to this address instead of the provider’s own"), N_ ("URL") },
    { "quality", 0, 0, G_OPTION_ARG_INT, &making->quality, N_ ("1 to 100, for JPEG and WebP that have to be converted"),
      N_ ("N") },
    { "fit-back", 0, 0, G_OPTION_ARG_NONE, &making->fit_back,
      N_ ("Bring a result of another size back to the picture’s"), NULL },
    { "force", 0, 0, G_OPTION_ARG_NONE, &making->force, N_ ("Replace results that are there"), NULL },
    { "jobs", 0, 0, G_OPTION_ARG_INT, &self->jobs, N_ ("How many pictures to have edited at a time"), N_ ("N") },
    { "budget", 0, 0, G_OPTION_ARG_STRING, &self->budget, N_ ("Stop before the whole costs more, in US dollars"),
      N_ ("AMOUNT") },
    { "resume", 0, 0, G_OPTION_ARG_NONE, &self->resume, N_ ("Go on with the batch into this folder"), NULL },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &self->yes, N_ ("Agree to the price without being asked"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &making->json, N_ ("Print one JSON object"), NULL },
    { NULL },
  };

  /* So that what was not given can be told from what was. */
  making->count = NOT_GIVEN;
  making->quality = NOT_GIVEN;
  words = cli_options_parse ("batch", N_ ("[FILE…]"), about (), entries, NULL, arguments, error);
  if (words == NULL)
    return FALSE;
  self->has_count = making->count != NOT_GIVEN;
  self->has_quality = making->quality != NOT_GIVEN;
  making->count = self->has_count ? making->count : 1;
  making->quality = self->has_quality ? making->quality : PENTIMENTO_EXPORT_QUALITY;
  take_words (self, words);
  return TRUE;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CLI_ERROR, CLI_EXIT_USAGE, message);
  return FALSE;
}

static gboolean
check_present (CliBatchOptions *self, GError **error)
{
  const CliMakingOptions *making = self->making;

  if (making->output == NULL || making->output[0] == '\0')
    return refuse (error, _ ("Say where to write the results: --output FOLDER."));
  if (self->resume)
    return TRUE;
  if (self->inputs[0] == NULL)
    return refuse (error, _ ("Say which pictures to edit: --input FOLDER."));
  if (making->prompt == NULL || making->prompt[strspn (making->prompt, " \t\r\n")] == '\0')
    return refuse (error, _ ("Say what to make: -p TEXT."));
  return TRUE;
}

static gboolean
check_numbers (CliBatchOptions *self, GError **error)
{
  if (self->jobs != NOT_GIVEN && (self->jobs < 1 || self->jobs > MAX_JOBS))
    {
      g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("--jobs has to be from 1 to %d, not %d."), MAX_JOBS,
                   self->jobs);
      return FALSE;
    }
  self->jobs = MAX (self->jobs, 0);
  return self->budget == NULL || pentimento_amount_parse (self->budget, &self->budget_micros, error);
}

/* One order: a picture of the batch, and the references. */
static void
count_pictures (CliBatchOptions *self)
{
  g_autoptr (GStrvBuilder) pictures = g_strv_builder_new ();

  g_strv_builder_add (pictures, "");
  if (self->references != NULL)
    g_strv_builder_addv (pictures, (const char **)self->references);
  self->making->inputs = g_strv_builder_end (pictures);
}

gboolean
cli_batch_options_parse (CliBatchOptions *self, char **arguments, GError **error)
{
  if (!parse_words (self, arguments, error) || !check_present (self, error) || !check_numbers (self, error))
    return FALSE;
  count_pictures (self);
  return cli_making_options_check_values (self->making, error);
}
