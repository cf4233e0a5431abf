/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-making-options.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli-exit.h"
#include "cli-options.h"
#include "cli-target.h"
#include "pentimento-document.h"

/* What --seed holds until it is given. */
#define NO_SEED G_MININT64

/* Seeds upstream go from 0 to 2147483647, -1 being a random one (BytePlus ModelArk). */
#define MAX_SEED G_MAXINT32

/* Most results of one request upstream (BytePlus ModelArk). */
#define MAX_COUNT 15

/* Longer than any side of any provider, and far from overflow. */
#define MAX_SIDE_DIGITS 6

CliMakingOptions *
cli_making_options_new (SeedreamOperation operation)
{
  CliMakingOptions *self = g_new0 (CliMakingOptions, 1);

  self->operation = operation;
  self->count = 1;
  self->quality = PENTIMENTO_EXPORT_QUALITY;
  self->seed = NO_SEED;
  cli_region_options_init (&self->region);
  return self;
}

void
cli_making_options_free (CliMakingOptions *self)
{
  g_strfreev (self->inputs);
  g_free (self->prompt);
  g_free (self->template);
  g_strfreev (self->values);
  g_free (self->negative);
  g_free (self->output);
  g_free (self->provider);
  g_free (self->endpoint);
  g_free (self->size);
  cli_region_options_clear (&self->region);
  g_free (self->marks);
  g_free (self);
}

static gboolean
parse_side (const char **at, int *side)
{
  gsize digits = strspn (*at, "0123456789");

  if (digits == 0 || digits > MAX_SIDE_DIGITS)
    return FALSE;
  *side = (int)g_ascii_strtoll (*at, NULL, 10);
  *at += digits;
  return *side > 0;
}

static gboolean
parse_size (CliMakingOptions *self, GError **error)
{
  const char *signs[] = { "x", "X", "*", "×" };
  const char *at = self->size;

  if (at == NULL)
    return TRUE;
  if (parse_side (&at, &self->width))
    for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
      if (g_str_has_prefix (at, signs[i]))
        {
          at += strlen (signs[i]);
          if (parse_side (&at, &self->height) && *at == '\0')
            return TRUE;
          break;
        }
  g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE,
               _ ("--size has to be a width and a height in pixels such as 2048x1536, not “%s”."), self->size);
  return FALSE;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CLI_ERROR, CLI_EXIT_USAGE, message);
  return FALSE;
}

static gboolean
check_present (CliMakingOptions *self, GError **error)
{
  if (self->operation == SEEDREAM_OPERATION_EDIT && self->inputs == NULL)
    return refuse (error, _ ("Say which picture to edit: -i FILE."));
  if (self->template != NULL && self->prompt != NULL)
    return refuse (error, _ ("Give either -p or --template."));
  if (self->template == NULL && self->values != NULL)
    return refuse (error, _ ("--set is for --template only."));
  if (self->template != NULL)
    return TRUE;
  if (self->prompt == NULL || self->prompt[strspn (self->prompt, " \t\r\n")] == '\0')
    return refuse (error, _ ("Say what to make: -p TEXT."));
  return TRUE;
}

static gboolean
check_output (CliMakingOptions *self, GError **error)
{
  if (self->output == NULL || self->output[0] == '\0')
    return refuse (error, _ ("Say where to write the result: -o FILE."));
  return cli_target_check (self->output, self->count, self->force, error);
}

static gboolean
check_numbers (CliMakingOptions *self, GError **error)
{
  guint n_inputs = self->inputs != NULL ? g_strv_length (self->inputs) : 0;
  g_autofree char *seed = g_strdup_printf ("%" G_GINT64_FORMAT, self->seed);

  self->has_seed = self->seed != NO_SEED;
  if (self->has_seed && (self->seed < 0 || self->seed > MAX_SEED))
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("--seed has to be from 0 to %d, not %s."), MAX_SEED, seed);
  else if (self->count < 1 || self->count > MAX_COUNT)
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("--count has to be from 1 to %d, not %d."), MAX_COUNT,
                 self->count);
  else if (n_inputs > PENTIMENTO_DOCUMENT_MAX_PICTURES)
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("At most %d pictures can be given, not %u."),
                 PENTIMENTO_DOCUMENT_MAX_PICTURES, n_inputs);
  else
    return cli_target_check_quality (self->quality, error);
  return FALSE;
}

static const char *
about (SeedreamOperation operation)
{
  return operation == SEEDREAM_OPERATION_EDIT ? _ ("Edits a picture by a sentence. The first -i is the picture to be "
                                                   "edited; further ones are references, “image 2” and so on in the "
                                                   "prompt, in the order given. The result is kept in the gallery and "
                                                   "written to OUT; several go to OUT, OUT-2, OUT-3.")
                                              : _ ("Makes a picture from a sentence. The result is kept in the gallery "
                                                   "and written to OUT; several go to OUT, OUT-2, OUT-3.");
}

/* @own: (array zero-terminated=1): the options of one command alone */
static gboolean
parse_words (CliMakingOptions *self,
             const char *command,
             const char *help,
             const GOptionEntry *own,
             char **arguments,
             GError **error)
{
  g_autoptr (GArray) more = g_array_new (TRUE, FALSE, sizeof (GOptionEntry));
  g_auto (GStrv) words = NULL;
  const GOptionEntry common[] = {
    { "prompt", 'p', 0, G_OPTION_ARG_STRING, &self->prompt, N_ ("What should change, or what to make"), N_ ("TEXT") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output,
      N_ ("Where to write the result; its ending names the format"), N_ ("OUT") },
    { "size", 0, 0, G_OPTION_ARG_STRING, &self->size, N_ ("Size of the result, in pixels"), N_ ("WxH") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &self->seed, N_ ("The same seed makes similar pictures"), N_ ("N") },
    { "count", 0, 0, G_OPTION_ARG_INT, &self->count, N_ ("How many results to ask for"), N_ ("N") },
    { "no-safety", 0, 0, G_OPTION_ARG_NONE, &self->no_safety, N_ ("Switch the provider’s content check off"), NULL },
    { "quality", 0, 0, G_OPTION_ARG_INT, &self->quality, N_ ("1 to 100, for JPEG and WebP that have to be converted"),
      N_ ("N") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &self->force, N_ ("Replace OUT if it is there"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Print one JSON object"), NULL },
  };
  const GOptionEntry edit[] = {
    { "input", 'i', 0, G_OPTION_ARG_FILENAME_ARRAY, &self->inputs, N_ ("The picture, then its references"),
      N_ ("FILE") },
    { "fit-back", 0, 0, G_OPTION_ARG_NONE, &self->fit_back, N_ ("Bring a result of another size back to the picture’s"),
      NULL },
    { NULL },
  };
  const GOptionEntry generate[] = {
    { "negative", 0, 0, G_OPTION_ARG_STRING, &self->negative, N_ ("What not to show"), N_ ("TEXT") },
    { NULL },
  };

  g_array_append_vals (more, common, G_N_ELEMENTS (common));
  for (; own->long_name != NULL; own++)
    g_array_append_vals (more, own, 1);
  words = cli_options_parse (command, NULL, help, self->operation == SEEDREAM_OPERATION_EDIT ? edit : generate,
                             (const GOptionEntry *)more->data, arguments, error);
  return words != NULL && cli_options_check_words (words, 0, error);
}

gboolean
cli_making_options_check_values (CliMakingOptions *self, GError **error)
{
  return check_numbers (self, error) && parse_size (self, error);
}

gboolean
cli_making_options_parse_for (CliMakingOptions *self,
                              const char *command,
                              const char *help,
                              const GOptionEntry *own,
                              char **arguments,
                              GError **error)
{
  return parse_words (self, command, help, own, arguments, error) && check_present (self, error)
         && cli_making_options_check_values (self, error);
}

static gboolean
check_region (CliMakingOptions *self, GError **error)
{
  if (self->fit_back && cli_region_options_is_given (&self->region))
    return refuse (error, _ ("--fit-back is for whole pictures: a changed part has its size anyway."));
  return cli_region_options_check (&self->region, error);
}

gboolean
cli_making_options_parse (CliMakingOptions *self, char **arguments, GError **error)
{
  g_autoptr (GArray) own = g_array_new (TRUE, FALSE, sizeof (GOptionEntry));
  const GOptionEntry common[] = {
    { "template", 0, 0, G_OPTION_ARG_STRING, &self->template,
      N_ ("Take the prompt from a template, see “pentimento-cli templates”"), N_ ("NAME") },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->values, N_ ("What to put for {WORD} in the template"),
      N_ ("WORD=TEXT") },
    { "provider", 0, 0, G_OPTION_ARG_STRING, &self->provider, N_ ("Whom to ask, see “pentimento-cli providers”"),
      N_ ("ID") },
    { "endpoint", 0, 0, G_OPTION_ARG_STRING, &self->endpoint, N_ ("Send to this address instead of the provider’s own"),
      N_ ("URL") },
  };
  const GOptionEntry marks
      = { "marks",    0, 0, G_OPTION_ARG_FILENAME, &self->marks, N_ ("What to draw over what is sent, see the manual"),
          N_ ("FILE") };

  g_array_append_vals (own, common, G_N_ELEMENTS (common));
  if (self->operation == SEEDREAM_OPERATION_EDIT)
    {
      cli_region_options_add_entries (&self->region, own);
      g_array_append_val (own, marks);
    }
  return cli_making_options_parse_for (self, seedream_operation_to_string (self->operation), about (self->operation),
                                       (const GOptionEntry *)own->data, arguments, error)
         && check_output (self, error) && check_region (self, error);
}

/* Translators: an option such as --seed, a provider's name */
static gboolean
check_known (gboolean asked, gboolean known, const char *option, const char *label, GError **error)
{
  if (!asked || known)
    return TRUE;
  g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE,
               _ ("%s would be ignored by %s for this. Leave it out, or choose another provider."), option, label);
  return FALSE;
}

static gboolean
check_size (CliMakingOptions *self, const char *label, const SeedreamCapabilities *capabilities, GError **error)
{
  int width = self->width;
  int height = self->height;

  if (width == 0)
    return TRUE;
  seedream_capabilities_fit_size (capabilities, &width, &height);
  if (width == self->width && height == self->height)
    return TRUE;
  g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("--size %d×%d is out of the limits of %s; the nearest is %d×%d."),
               self->width, self->height, label, width, height);
  return FALSE;
}

static gboolean
check_amounts (CliMakingOptions *self, const char *label, const SeedreamCapabilities *capabilities, GError **error)
{
  guint n_inputs = self->inputs != NULL ? g_strv_length (self->inputs) : 0;

  if ((guint)self->count > capabilities->max_results)
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE,
                 ngettext ("--count %d is too much: %s makes %u picture at a time.",
                           "--count %d is too much: %s makes %u pictures at a time.", capabilities->max_results),
                 self->count, label, capabilities->max_results);
  else if (n_inputs > capabilities->max_pictures)
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE,
                 ngettext ("%s takes %u picture, not %u.", "%s takes %u pictures, not %u.", capabilities->max_pictures),
                 label, capabilities->max_pictures, n_inputs);
  else if ((guint)self->count > seedream_capabilities_limit_results (capabilities, n_inputs))
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE,
                 _ ("--count is %d and the number of pictures %u: for %s, both together can be %u at most."),
                 self->count, n_inputs, label, capabilities->max_together);
  else
    return TRUE;
  return FALSE;
}

gboolean
cli_making_options_check (CliMakingOptions *self,
                          const char *label,
                          const SeedreamCapabilities *capabilities,
                          GError **error)
{
  if (capabilities == NULL)
    {
      g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("%s cannot do “%s”."), label,
                   seedream_operation_to_string (self->operation));
      return FALSE;
    }
  return check_known (self->has_seed, capabilities->seed, "--seed", label, error)
         && check_known (self->negative != NULL, capabilities->negative_prompt, "--negative", label, error)
         && check_known (self->no_safety, capabilities->safety_switch, "--no-safety", label, error)
         && check_amounts (self, label, capabilities, error) && check_size (self, label, capabilities, error);
}
