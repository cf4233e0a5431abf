/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-history.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "cli-await.h"
#include "cli-cost.h"
#include "cli-json.h"
#include "cli-options.h"
#include "cli-output.h"
#include "cli-save.h"
#include "cli-table.h"
#include "cli-target.h"
#include "pentimento-document.h"

/* So much of a prompt is enough to know it again in a list. */
#define PROMPT_LENGTH 48

typedef struct {
  char *output;
  int quality;
  int longest_side;
  gboolean strip;
  gboolean original_details;
  gboolean no_location;
  gboolean tell_how;
  gboolean force;
  gboolean json;
} HistoryOptions;

/* What was opened or done here has cost nothing, and that is no news. */
static char *
describe_cost (PentimentoVersion *version)
{
  const SeedreamCost cost = cli_cost_of_version (version);
  PentimentoVersionKind kind = pentimento_version_get_kind (version);

  if (kind == PENTIMENTO_VERSION_OPENED || kind == PENTIMENTO_VERSION_CHANGED)
    return g_strdup ("");
  return seedream_cost_format (&cost);
}

static char *
describe_prompt (PentimentoVersion *version, guint most)
{
  const char *prompt = pentimento_version_get_prompt (version);
  const char *name = pentimento_version_get_name (version);

  return cli_output_one_line (prompt != NULL ? prompt : name != NULL ? name : "", most);
}

/* Returns: (nullable): what a local edit did */
static const char *
describe_change (PentimentoLibrary *library, PentimentoVersion *version)
{
  const char *id = pentimento_version_get_parent_id (version);
  g_autoptr (PentimentoVersion) parent = NULL;

  if (pentimento_version_get_kind (version) != PENTIMENTO_VERSION_CHANGED)
    return NULL;
  parent = id != NULL ? pentimento_library_get_version (library, id, NULL) : NULL;
  return pentimento_version_describe_change (version, parent);
}

static void
add_references (JsonBuilder *builder, PentimentoVersion *version)
{
  const char *const *references = pentimento_version_get_references (version);

  json_builder_set_member_name (builder, "references");
  json_builder_begin_array (builder);
  for (guint i = 0; references != NULL && references[i] != NULL; i++)
    json_builder_add_string_value (builder, references[i]);
  json_builder_end_array (builder);
}

/* One that this program cannot read is none of its JSON either. */
static void
add_recipe (JsonBuilder *builder, PentimentoVersion *version)
{
  const char *text = pentimento_version_get_recipe (version);
  g_autoptr (PentimentoRecipe) recipe = text != NULL ? pentimento_recipe_new_from_string (text, NULL) : NULL;

  json_builder_set_member_name (builder, "recipe");
  json_builder_add_value (builder, recipe != NULL ? json_from_string (text, NULL) : json_node_new (JSON_NODE_NULL));
}

/* Whether it came when nobody waited any more, which only its job knows. */
static gboolean
came_late (PentimentoLibrary *library, PentimentoVersion *version)
{
  const char *id = pentimento_version_get_job_id (version);
  g_autoptr (PentimentoJobRecord) record = id != NULL ? pentimento_library_get_job (library, id, NULL) : NULL;

  return record != NULL && record->late;
}

static void
add_object (JsonBuilder *builder, PentimentoLibrary *library, PentimentoVersion *version, const char *file)
{
  const SeedreamCost cost = cli_cost_of_version (version);

  json_builder_begin_object (builder);
  cli_json_add_string (builder, "version", pentimento_version_get_id (version));
  cli_json_add_string (builder, "picture", pentimento_version_get_picture_id (version));
  cli_json_add_string (builder, "parent", pentimento_version_get_parent_id (version));
  cli_json_add_string (builder, "job", pentimento_version_get_job_id (version));
  cli_json_add_boolean (builder, "late", came_late (library, version));
  cli_json_add_string (builder, "kind", pentimento_version_kind_to_string (pentimento_version_get_kind (version)));
  cli_json_add_string (builder, "name", pentimento_version_get_name (version));
  cli_json_add_time (builder, "created", pentimento_version_get_created (version));
  cli_json_add_string (builder, "file", file);
  cli_json_add_string (builder, "sha256", pentimento_version_get_sha256 (version));
  cli_json_add_string (builder, "media_type", pentimento_version_get_media_type (version));
  cli_json_add_integer (builder, "width", pentimento_version_get_width (version));
  cli_json_add_integer (builder, "height", pentimento_version_get_height (version));
  add_recipe (builder, version);
  cli_json_add_string (builder, "provider", pentimento_version_get_provider (version));
  cli_json_add_string (builder, "prompt", pentimento_version_get_prompt (version));
  cli_json_add_string (builder, "negative_prompt", pentimento_version_get_negative_prompt (version));
  cli_json_add_integer (builder, "seed", pentimento_version_get_seed (version));
  add_references (builder, version);
  cli_json_add_cost (builder, &cost);
  json_builder_end_object (builder);
}

/* Returns: (nullable): where the picture of a version lies */
static char *
find_file (PentimentoLibrary *library, PentimentoVersion *version)
{
  g_autoptr (GFile) file = pentimento_library_get_object (library, pentimento_version_get_sha256 (version), NULL);

  return file != NULL ? g_file_get_path (file) : NULL;
}

static void
add_row (CliTable *table, PentimentoLibrary *library, PentimentoVersion *version)
{
  g_autofree char *id = g_strndup (pentimento_version_get_id (version), 8);
  g_autofree char *created = cli_output_time (pentimento_version_get_created (version));
  g_autofree char *size
      = g_strdup_printf ("%d × %d", pentimento_version_get_width (version), pentimento_version_get_height (version));
  g_autofree char *cost = describe_cost (version);
  g_autofree char *prompt = describe_prompt (version, PROMPT_LENGTH);
  const char *provider = pentimento_version_get_provider (version);
  const char *change = describe_change (library, version);

  cli_table_add (table, (const char *const[]){ id, created, size, provider != NULL ? provider : "", cost,
                                               change != NULL ? change : prompt, NULL });
}

static void
print_list_json (PentimentoLibrary *library, GListModel *versions)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_array (json_builder_new ());

  for (guint i = 0; i < g_list_model_get_n_items (versions); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (versions, i);
      g_autofree char *file = find_file (library, version);

      add_object (builder, library, version, file);
    }
  json_builder_end_array (builder);
  cli_json_print (builder);
}

static void
print_list (PentimentoLibrary *library, GListModel *versions)
{
  g_autoptr (CliTable) table = cli_table_new ((const char *const[]){
      _ ("ID"), _ ("Created"), _ ("Size"), _ ("Provider"), _ ("Cost"), _ ("Prompt or file"), NULL });

  for (guint i = 0; i < g_list_model_get_n_items (versions); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (versions, i);

      add_row (table, library, version);
    }
  cli_table_print (table);
}

static gboolean
list_versions (PentimentoLibrary *library, const HistoryOptions *options, GError **error)
{
  g_autoptr (GListModel) versions = pentimento_library_list_versions (library, NULL, error);

  if (versions == NULL)
    return FALSE;
  if (options->json)
    print_list_json (library, versions);
  else if (g_list_model_get_n_items (versions) > 0)
    print_list (library, versions);
  else if (cli_output_is_terminal ())
    cli_output_note (_ ("The gallery is empty."));
  return TRUE;
}

static void
print_field (const char *name, const char *value)
{
  if (value != NULL && value[0] != '\0')
    g_print ("%s: %s\n", name, value);
}

static void
print_version (PentimentoLibrary *library, PentimentoVersion *version, const char *file)
{
  g_autofree char *created = cli_output_time (pentimento_version_get_created (version));
  g_autofree char *size
      = g_strdup_printf ("%d × %d", pentimento_version_get_width (version), pentimento_version_get_height (version));
  g_autofree char *cost = describe_cost (version);
  g_autofree char *seed = g_strdup_printf ("%" G_GINT64_FORMAT, pentimento_version_get_seed (version));

  print_field (_ ("Version"), pentimento_version_get_id (version));
  print_field (_ ("Made from"), pentimento_version_get_parent_id (version));
  print_field (_ ("Job"), pentimento_version_get_job_id (version));
  print_field (_ ("Created"), created);
  print_field (_ ("Came late"), came_late (library, version) ? _ ("yes, when nobody waited any more") : NULL);
  print_field (_ ("Change"), describe_change (library, version));
  print_field (_ ("Name"), pentimento_version_get_name (version));
  print_field (_ ("Size"), size);
  print_field (_ ("Format"), pentimento_version_get_media_type (version));
  print_field (_ ("Provider"), pentimento_version_get_provider (version));
  print_field (_ ("Prompt"), pentimento_version_get_prompt (version));
  print_field (_ ("Not wanted"), pentimento_version_get_negative_prompt (version));
  print_field (_ ("Seed"), pentimento_version_get_seed (version) >= 0 ? seed : NULL);
  print_field (_ ("Cost"), cost);
  print_field (_ ("SHA-256"), pentimento_version_get_sha256 (version));
  print_field (_ ("File"), file);
}

static gboolean
show_version (PentimentoLibrary *library, const char *id, const HistoryOptions *options, GError **error)
{
  g_autoptr (PentimentoVersion) version = pentimento_library_get_version (library, id, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *file = NULL;

  if (version == NULL)
    return FALSE;
  file = find_file (library, version);
  if (!options->json)
    {
      print_version (library, version, file);
      return TRUE;
    }
  add_object (builder, library, version, file);
  cli_json_print (builder);
  return TRUE;
}

static gboolean
write_version (PentimentoServices *services, PentimentoVersion *version, const HistoryOptions *options, GError **error)
{
  g_autoptr (PentimentoDocument) document = pentimento_document_new (services);
  g_autoptr (GFile) target = g_file_new_for_path (options->output);
  g_autoptr (PentimentoExportSettings) settings = pentimento_export_settings_new ();

  settings->quality = options->quality;
  settings->longest_side = options->longest_side;
  settings->details = options->strip              ? PENTIMENTO_EXPORT_DETAILS_STRIP
                      : options->original_details ? PENTIMENTO_EXPORT_DETAILS_ORIGINAL
                                                  : PENTIMENTO_EXPORT_DETAILS_AS_THEY_ARE;
  settings->keep_location = !options->no_location;
  settings->origin = options->tell_how ? PENTIMENTO_EXPORT_ORIGIN_EMBED
                     : options->strip  ? PENTIMENTO_EXPORT_ORIGIN_STRIP
                                       : PENTIMENTO_EXPORT_ORIGIN_AS_IT_IS;
  return cli_save (document, version, target, settings, options->force, error);
}

static gboolean
export_version (PentimentoServices *services, const char *id, const HistoryOptions *options, GError **error)
{
  PentimentoLibrary *library = pentimento_services_get_library (services);
  g_autoptr (PentimentoVersion) version = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli_target_check (options->output, 1, options->force, error))
    return FALSE;
  version = pentimento_library_get_version (library, id, error);
  if (version == NULL || !write_version (services, version, options, error))
    return FALSE;
  if (!options->json)
    {
      cli_output_path (options->output);
      return TRUE;
    }
  add_object (builder, library, version, options->output);
  cli_json_print (builder);
  return TRUE;
}

static gboolean
is_about_files (const HistoryOptions *options)
{
  return options->longest_side != 0 || options->strip || options->original_details || options->no_location
         || options->tell_how;
}

/* Which of list, show and export is meant; %NULL with an error where that does not add up. */
static const char *
check_words (char **words, const HistoryOptions *options, GError **error)
{
  const char *action = words[0] != NULL ? words[0] : "list";
  const gboolean is_list = g_str_equal (action, "list");
  const gboolean is_export = g_str_equal (action, "export");
  const char *problem = NULL;

  if (!is_list && !is_export && !g_str_equal (action, "show"))
    problem = _ ("Say “list”, “show ID” or “export ID -o OUT”.");
  else if (!is_list && words[1] == NULL)
    problem = _ ("Say which version: “pentimento-cli history list” shows their ids.");
  else if (is_export && options->output == NULL)
    problem = _ ("Say where to write the picture: -o FILE.");
  else if (!is_export && options->output != NULL)
    problem = _ ("-o is for “export” only.");
  else if (!is_export && is_about_files (options))
    problem = _ ("--longest-side, --strip, --original-details, --no-location and --tell-how are for “export” only.");
  else if (options->longest_side < 0)
    problem = _ ("--longest-side has to be at least 1.");
  else if (cli_options_check_words (words, is_list ? 1 : 2, error)
           && cli_target_check_quality (options->quality, error))
    return action;
  if (problem != NULL)
    g_set_error_literal (error, CLI_ERROR, CLI_EXIT_USAGE, problem);
  return NULL;
}

static gboolean
act (const char *action, const char *id, const HistoryOptions *options, GError **error)
{
  g_autoptr (PentimentoServices) services = pentimento_services_new (NULL, NULL, error);

  if (services == NULL)
    return FALSE;
  if (g_str_equal (action, "show"))
    return show_version (pentimento_services_get_library (services), id, options, error);
  if (g_str_equal (action, "export"))
    return export_version (services, id, options, error);
  return list_versions (pentimento_services_get_library (services), options, error);
}

CliExit
command_history (char **arguments)
{
  HistoryOptions options = { .quality = PENTIMENTO_EXPORT_QUALITY };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
      N_ ("For export: the file to write; its ending names the format"), N_ ("OUT") },
    { "quality", 0, 0, G_OPTION_ARG_INT, &options.quality, N_ ("1 to 100, for JPEG and WebP that have to be converted"),
      N_ ("N") },
    { "longest-side", 0, 0, G_OPTION_ARG_INT, &options.longest_side,
      N_ ("For export: makes a larger picture so small, in pixels"), N_ ("N") },
    { "strip", 0, 0, G_OPTION_ARG_NONE, &options.strip,
      N_ ("For export: leaves out Exif, XMP and IPTC; the colour profile stays"), NULL },
    { "original-details", 0, 0, G_OPTION_ARG_NONE, &options.original_details,
      N_ ("For export: writes what the photograph says that the history began with"), NULL },
    { "no-location", 0, 0, G_OPTION_ARG_NONE, &options.no_location,
      N_ ("For export: leaves out where the picture was taken"), NULL },
    { "tell-how", 0, 0, G_OPTION_ARG_NONE, &options.tell_how,
      N_ ("For export: writes prompt, provider and seed into the file"), NULL },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options.force, N_ ("Replace OUT if it is there"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON: an array for list, else an object"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  const char *action = NULL;

  words = cli_options_parse ("history", "[list|show ID|export ID]",
                             _ ("Shows what is in the gallery, newest first, and writes pictures from it to files. An "
                                "ID may be shortened to its first "
                                "characters."),
                             entries, NULL, arguments, &error);
  if (words != NULL)
    action = check_words (words, &options, &error);
  if (action != NULL)
    act (action, words[0] != NULL ? words[1] : NULL, &options, &error);
  if (error != NULL)
    cli_output_error (error);
  g_free (options.output);
  return cli_exit_of_error (error);
}
