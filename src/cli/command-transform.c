/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-transform.h"

#include <glib/gi18n-lib.h>

#include "cli-await.h"
#include "cli-interrupt.h"
#include "cli-json.h"
#include "cli-options.h"
#include "cli-output.h"
#include "cli-save.h"
#include "cli-target.h"
#include "cli-transform-options.h"
#include "export-target.h"
#include "pentimento-export-settings.h"
#include "pentimento-image-format.h"
#include "pentimento-image-save.h"

/* Local operations on a file: no gallery, no network. */

typedef struct {
  char *input;
  char *output;
  int quality;
  gboolean force;
  gboolean json;
} TransformOptions;

static gboolean
check_options (const TransformOptions *options, CliTransformOptions *operations, GError **error)
{
  if (options->input == NULL)
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("Say which picture: -i FILE."));
  else if (options->output == NULL)
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("Say where to write the picture: -o FILE."));
  else if (cli_transform_options_is_empty (operations))
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE,
                 _ ("Say what to do, such as --rotate 90. “pentimento-cli transform --help” lists what can be done."));
  else
    return cli_target_check (options->output, 1, options->force, error)
           && cli_target_check_quality (options->quality, error);
  return FALSE;
}

static PentimentoImage *
transform (PentimentoImage *picture, CliTransformOptions *operations, GError **error)
{
  g_autoptr (PentimentoRecipe) recipe = NULL;

  if (!cli_transform_options_make_recipe (operations, pentimento_image_get_width (picture),
                                          pentimento_image_get_height (picture), &recipe, error))
    return NULL;
  return recipe != NULL ? pentimento_image_with_recipe (picture, recipe) : g_object_ref (picture);
}

static GBytes *
convert (PentimentoImage *image, const TransformOptions *options, GCancellable *cancellable, GError **error)
{
  const PentimentoImageSaving saving
      = { .media_type = pentimento_image_media_type_of_name (options->output), .quality = options->quality };
  g_autoptr (GAsyncResult) result = NULL;
  PentimentoImageLosses losses;
  GBytes *bytes;

  pentimento_image_save_async (image, &saving, cancellable, cli_await_callback, &result);
  bytes = pentimento_image_save_finish (image, cli_await (&result), &losses, error);
  if (bytes != NULL)
    cli_save_note_losses (losses);
  return bytes;
}

static void
add_size (JsonBuilder *builder, int width, int height)
{
  cli_json_add_integer (builder, "width", width);
  cli_json_add_integer (builder, "height", height);
}

static void
report (const TransformOptions *options, PentimentoImage *image, GBytes *bytes)
{
  PentimentoRecipe *recipe = pentimento_image_get_recipe (image);
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  int width, height;

  pentimento_image_get_received_size (image, &width, &height);
  json_builder_set_member_name (builder, "input");
  json_builder_begin_object (builder);
  cli_json_add_string (builder, "file", options->input);
  cli_json_add_string (builder, "media_type", pentimento_image_get_media_type (image));
  add_size (builder, width, height);
  json_builder_end_object (builder);
  cli_json_add_string (builder, "file", options->output);
  cli_json_add_string (builder, "media_type", pentimento_image_media_type_of_name (options->output));
  add_size (builder, pentimento_image_get_width (image), pentimento_image_get_height (image));
  cli_json_add_integer (builder, "bytes", g_bytes_get_size (bytes));
  json_builder_set_member_name (builder, "recipe");
  json_builder_add_value (builder, recipe != NULL ? json_from_string (pentimento_recipe_to_string (recipe), NULL)
                                                  : json_node_new (JSON_NODE_NULL));
  json_builder_end_object (builder);
  cli_json_print (builder);
}

static gboolean
act (const TransformOptions *options, CliTransformOptions *operations, GError **error)
{
  g_autoptr (CliInterrupt) interrupt = cli_interrupt_new (NULL);
  GCancellable *cancellable = cli_interrupt_get_cancellable (interrupt);
  g_autoptr (GFile) source = g_file_new_for_path (options->input);
  g_autoptr (GFile) target = g_file_new_for_path (options->output);
  g_autoptr (PentimentoImage) picture = pentimento_image_load (source, NULL, cancellable, error);
  g_autoptr (PentimentoImage) image = picture != NULL ? transform (picture, operations, error) : NULL;
  g_autoptr (GBytes) bytes = image != NULL ? convert (image, options, cancellable, error) : NULL;
  ExportTargetMode mode = options->force ? EXPORT_TARGET_REPLACE : EXPORT_TARGET_KEEP;

  if (bytes == NULL || !export_target_write (target, bytes, NULL, mode, cancellable, error))
    return FALSE;
  if (options->json)
    report (options, image, bytes);
  else
    cli_output_path (options->output);
  return TRUE;
}

CliExit
command_transform (char **arguments)
{
  TransformOptions options = { .quality = PENTIMENTO_EXPORT_QUALITY };
  g_autoptr (CliTransformOptions) operations = cli_transform_options_new ();
  const GOptionEntry entries[] = {
    { "input", 'i', 0, G_OPTION_ARG_FILENAME, &options.input, N_ ("The picture"), N_ ("FILE") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("The file to write; its ending names the format"),
      N_ ("OUT") },
    { "quality", 0, 0, G_OPTION_ARG_INT, &options.quality, N_ ("1 to 100, for JPEG and WebP"), N_ ("N") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options.force, N_ ("Replace OUT if it is there"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON: sizes, and what was done"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words
      = cli_options_parse_with ("transform", NULL,
                                _ ("Crops, turns, mirrors, straightens, extends and adjusts a picture, in the order in "
                                   "which the options stand. Costs nothing, and leaves the gallery alone."),
                                entries, cli_transform_option_entries, operations, arguments, &error);

  if (words != NULL && cli_options_check_words (words, 0, &error) && check_options (&options, operations, &error))
    act (&options, operations, &error);
  if (error != NULL)
    cli_output_error (error);
  g_free (options.input);
  g_free (options.output);
  return cli_exit_of_error (error);
}
