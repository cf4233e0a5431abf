/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-keep.h"

#include <glib/gi18n-lib.h>

#include "cli-await.h"
#include "cli-interrupt.h"
#include "cli-json.h"
#include "cli-options.h"
#include "cli-output.h"
#include "cli-region-options.h"
#include "cli-save.h"
#include "cli-target.h"
#include "cli-versions.h"

typedef struct {
  CliRegionOptions region;
  char *output;
  gboolean force;
  gboolean json;
} KeepOptions;

static gboolean
check_options (KeepOptions *options, char **words, GError **error)
{
  if (words[0] == NULL)
    g_set_error_literal (error, CLI_ERROR, CLI_EXIT_USAGE,
                         _ ("Say which version: “pentimento-cli history list” shows their ids."));
  else if (!cli_region_options_is_given (&options->region))
    g_set_error_literal (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("Say where the edit is to be kept: --region or --mask."));
  else
    return cli_options_check_words (words, 1, error) && cli_region_options_check (&options->region, error)
           && (options->output == NULL || cli_target_check (options->output, 1, options->force, error));
  return FALSE;
}

static gboolean
open_version (PentimentoDocument *document, PentimentoVersion *version, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_document_open_version_async (document, version, cancellable, cli_await_callback, &result);
  return pentimento_document_open_finish (document, cli_await (&result), error);
}

static PentimentoVersion *
keep (PentimentoDocument *document, const KeepOptions *options, GCancellable *cancellable, GError **error)
{
  PentimentoMarking *marking = pentimento_document_get_marking (document);
  g_autoptr (GAsyncResult) result = NULL;

  if (!cli_region_options_apply (&options->region, document, cancellable, error))
    return NULL;
  pentimento_document_keep_outside_async (document, pentimento_marking_get_mask (marking), cancellable,
                                          cli_await_callback, &result);
  return pentimento_document_keep_outside_finish (document, cli_await (&result), error);
}

static void
report (const KeepOptions *options, PentimentoLibrary *library, PentimentoVersion *version)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *measured = pentimento_version_describe_measured (version);

  if (options->json)
    {
      cli_versions_add_object (builder, library, version, options->output);
      cli_json_print (builder);
      return;
    }
  cli_output_path (options->output != NULL ? options->output : pentimento_version_get_id (version));
  if (cli_output_is_terminal ())
    cli_output_note ("%s", measured);
}

static gboolean
save (PentimentoDocument *document, PentimentoVersion *version, const KeepOptions *options, GError **error)
{
  g_autoptr (GFile) target = options->output != NULL ? g_file_new_for_path (options->output) : NULL;

  return target == NULL || cli_save (document, version, target, NULL, options->force, error);
}

static gboolean
act (const char *id, const KeepOptions *options, GError **error)
{
  g_autoptr (PentimentoServices) services = pentimento_services_new (NULL, NULL, error);
  g_autoptr (CliInterrupt) interrupt = NULL;
  g_autoptr (PentimentoDocument) document = NULL;
  g_autoptr (PentimentoVersion) version = NULL, kept = NULL;
  PentimentoLibrary *library;

  if (services == NULL)
    return FALSE;
  interrupt = cli_interrupt_new (NULL);
  library = pentimento_services_get_library (services);
  version = pentimento_library_get_version (library, id, error);
  document = g_object_new (PENTIMENTO_TYPE_DOCUMENT, "services", services, "drawn", FALSE, NULL);
  if (version == NULL || !open_version (document, version, cli_interrupt_get_cancellable (interrupt), error))
    return FALSE;
  kept = keep (document, options, cli_interrupt_get_cancellable (interrupt), error);
  if (kept == NULL || !save (document, kept, options, error))
    return FALSE;
  report (options, library, kept);
  return TRUE;
}

CliExit
command_keep (char **arguments)
{
  KeepOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "region", 0, 0, G_OPTION_ARG_STRING, &options.region.region, N_ ("Keep the edit at X, Y in that size, in pixels"),
      N_ ("X,Y,W,H") },
    { "mask", 0, 0, G_OPTION_ARG_FILENAME, &options.region.mask,
      N_ ("Keep the edit where this picture is white, which has the size of the edited one"), N_ ("MASK") },
    { "feather", 0, 0, G_OPTION_ARG_INT, &options.region.feather,
      N_ ("Within how many pixels inside its rim the edit sets in"), N_ ("PIXELS") },
    { "no-align", 0, 0, G_OPTION_ARG_NONE, &options.region.no_align,
      N_ ("Do not move the edit back to where the picture was"), NULL },
    { "tone", 0, 0, G_OPTION_ARG_NONE, &options.region.tone,
      N_ ("Match the edit’s brightness and colours along the rim"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("A file to write; its ending names the format"),
      N_ ("OUT") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options.force, N_ ("Replace OUT if it is there"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON: the version"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;

  cli_region_options_init (&options.region);
  words
      = cli_options_parse ("keep", "ID",
                           _ ("Keeps an edit of a whole picture in a part of it alone; everywhere else is the picture "
                              "that it was made of, to the pixel. Makes one more version. Costs nothing."),
                           entries, NULL, arguments, &error);
  if (words != NULL && check_options (&options, words, &error))
    act (words[0], &options, &error);
  if (error != NULL)
    cli_output_error (error);
  cli_region_options_clear (&options.region);
  g_free (options.output);
  return cli_exit_of_error (error);
}
