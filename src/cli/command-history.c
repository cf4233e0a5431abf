/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-history.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "cli-await.h"
#include "cli-json.h"
#include "cli-listing-options.h"
#include "cli-long.h"
#include "cli-options.h"
#include "cli-output.h"
#include "cli-save.h"
#include "cli-target.h"
#include "cli-tree.h"
#include "cli-versions.h"
#include "pentimento-document.h"
#include "pentimento-gallery.h"
#include "pentimento-library-history.h"
#include "pentimento-library-tags.h"

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
  gboolean remove;
  CliListingOptions listing;
} HistoryOptions;

static gboolean
list_versions (PentimentoLibrary *library, const HistoryOptions *options, GError **error)
{
  g_autoptr (PentimentoGalleryFilter) filter = cli_listing_options_read (&options->listing, error);
  g_autoptr (PentimentoGallery) gallery = NULL;

  if (filter == NULL)
    return FALSE;
  gallery = pentimento_gallery_new_filtered (library, filter, FALSE);
  pentimento_gallery_complete (gallery);
  cli_versions_print (library, G_LIST_MODEL (gallery), options->json,
                      cli_listing_options_are_given (&options->listing) ? _ ("Nothing in the gallery is like that.")
                                                                        : _ ("The gallery is empty."));
  return TRUE;
}

static void
print_field (const char *name, const char *value)
{
  if (value != NULL && value[0] != '\0')
    g_print ("%s: %s\n", name, value);
}

/* What a person says of it. */
static void
print_marks (PentimentoVersion *version)
{
  g_autofree char *trashed = pentimento_version_get_trashed (version) > 0
                                 ? cli_output_time (pentimento_version_get_trashed (version))
                                 : NULL;

  print_field (_ ("Own name"), pentimento_version_get_title (version));
  print_field (_ ("Starred"), pentimento_version_get_starred (version) ? _ ("yes") : NULL);
  print_field (_ ("Rejected"), pentimento_version_get_rejected (version) ? _ ("yes") : NULL);
  print_field (_ ("In the trash since"), trashed);
}

static void
print_version (PentimentoLibrary *library, PentimentoVersion *version, const char *file)
{
  g_autofree char *created = cli_output_time (pentimento_version_get_created (version));
  g_autofree char *size
      = g_strdup_printf ("%d × %d", pentimento_version_get_width (version), pentimento_version_get_height (version));
  g_autofree char *cost = cli_versions_describe_cost (version);
  g_autofree char *tags = g_strjoinv (", ", (char **)pentimento_version_get_tags (version));
  g_autofree char *seed = g_strdup_printf ("%" G_GINT64_FORMAT, pentimento_version_get_seed (version));

  print_field (_ ("Version"), pentimento_version_get_id (version));
  print_field (_ ("Picture"), pentimento_version_get_picture_id (version));
  print_field (_ ("Made from"), pentimento_version_get_parent_id (version));
  print_field (_ ("Job"), pentimento_version_get_job_id (version));
  print_field (_ ("Created"), created);
  print_field (_ ("Came late"),
               cli_versions_came_late (library, version) ? _ ("yes, when nobody waited any more") : NULL);
  print_field (_ ("Change"), cli_versions_describe_change (library, version));
  print_field (_ ("Name"), pentimento_version_get_name (version));
  print_marks (version);
  print_field (_ ("Tags"), tags);
  print_field (_ ("Size"), size);
  print_field (_ ("Format"), pentimento_version_get_media_type (version));
  print_field (_ ("Provider"), pentimento_version_get_provider (version));
  print_field (_ ("Prompt"), pentimento_version_get_prompt (version));
  print_field (_ ("Not wanted"), pentimento_version_get_negative_prompt (version));
  print_field (_ ("Seed"), pentimento_version_get_seed (version) >= 0 ? seed : NULL);
  print_field (_ ("Cost"), cost);
  for (const char *const *sha256 = pentimento_version_get_references (version); *sha256 != NULL; sha256++)
    print_field (_ ("Reference"), *sha256);
  print_field (_ ("Recipe"), pentimento_version_get_recipe (version));
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
  file = cli_versions_find_file (library, version);
  if (!options->json)
    {
      print_version (library, version, file);
      return TRUE;
    }
  cli_versions_add_object (builder, library, version, file);
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
  cli_versions_add_object (builder, library, version, options->output);
  cli_json_print (builder);
  return TRUE;
}

/* Gives a version the tags that follow its id, or takes them away, and says which ones it has then. */
static gboolean
tag_version (PentimentoLibrary *library, char **words, const HistoryOptions *options, GError **error)
{
  g_autoptr (PentimentoVersion) version = pentimento_library_get_version (library, words[0], error);
  const char *const *tags = (const char *const *)words + 1;
  g_autoptr (PentimentoVersion) tagged = NULL;
  g_autofree char *list = NULL;

  if (version == NULL
      || !pentimento_library_change_tags (library, (const char *[]){ pentimento_version_get_id (version), NULL },
                                          options->remove ? NULL : tags, options->remove ? tags : NULL, error))
    return FALSE;
  if (options->json)
    return show_version (library, pentimento_version_get_id (version), options, error);
  tagged = pentimento_library_get_version (library, pentimento_version_get_id (version), error);
  list = tagged != NULL ? g_strjoinv (", ", (char **)pentimento_version_get_tags (tagged)) : g_strdup ("");
  if (*list != '\0')
    g_print ("%s\n", list);
  return tagged != NULL;
}

typedef struct {
  PentimentoLibrary *library;
  PentimentoVersion *version;
  GFile *target;
  gboolean force;
} Writing;

static gboolean
write_history (gpointer data,
               PentimentoImageProgress progress,
               gpointer progress_data,
               GCancellable *cancellable,
               GError **error)
{
  Writing *writing = data;

  return pentimento_library_export_history (writing->library, pentimento_version_get_picture_id (writing->version),
                                            writing->target, writing->force, progress, progress_data, cancellable,
                                            error);
}

static gboolean
export_history (PentimentoLibrary *library, const char *id, const HistoryOptions *options, GError **error)
{
  g_autoptr (PentimentoVersion) version = pentimento_library_get_version (library, id, error);
  g_autoptr (GFile) target = g_file_new_for_path (options->output);
  Writing writing = { library, version, target, options->force };
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  if (version == NULL || !cli_long_run (options->output, write_history, &writing, error))
    return FALSE;
  cli_json_add_string (builder, "picture", pentimento_version_get_picture_id (version));
  cli_json_add_string (builder, "file", options->output);
  json_builder_end_object (builder);
  if (options->json)
    cli_json_print (builder);
  else
    cli_output_path (options->output);
  return TRUE;
}

static gboolean
is_whole_history (const HistoryOptions *options)
{
  return options->output != NULL && g_str_has_suffix (options->output, PENTIMENTO_LIBRARY_HISTORY_ENDING);
}

static gboolean
is_about_files (const HistoryOptions *options)
{
  return options->longest_side != 0 || options->strip || options->original_details || options->no_location
         || options->tell_how;
}

static gboolean
are_tags (char **words)
{
  for (char **word = words; *word != NULL; word++)
    {
      g_autofree char *tag = pentimento_tag_clean (*word);

      if (tag == NULL)
        return FALSE;
    }
  return *words != NULL;
}

/* Which of list, show, tree, tag and export is meant; %NULL with an error where that does not add up. */
static const char *
check_words (char **words, const HistoryOptions *options, GError **error)
{
  const char *action = words[0] != NULL ? words[0] : "list";
  const gboolean is_list = g_str_equal (action, "list");
  const gboolean is_export = g_str_equal (action, "export");
  const gboolean is_tag = g_str_equal (action, "tag");
  const char *problem = NULL;

  if (!is_list && !is_export && !is_tag && !g_str_equal (action, "show") && !g_str_equal (action, "tree"))
    problem = _ ("Say “list”, “show ID”, “tree ID”, “tag ID TAG” or “export ID -o OUT”.");
  else if (!is_list && cli_listing_options_are_given (&options->listing))
    problem = _ ("What “list” leaves out or puts first is for “list” only.");
  else if (is_tag && words[1] != NULL && !are_tags (words + 2))
    problem = _ ("Say which tags, each of them a letter or more; put one of several words in quotes.");
  else if (!is_tag && options->remove)
    problem = _ ("--remove is for “tag” only.");
  else if (!is_list && words[1] == NULL)
    problem = _ ("Say which version: “pentimento-cli history list” shows their ids.");
  else if (is_export && options->output == NULL)
    problem = _ ("Say where to write the picture: -o FILE.");
  else if (!is_export && options->output != NULL)
    problem = _ ("-o is for “export” only.");
  else if (!is_export && is_about_files (options))
    problem = _ ("--longest-side, --strip, --original-details, --no-location and --tell-how are for “export” only.");
  else if (is_export && is_whole_history (options) && is_about_files (options))
    problem = _ ("A whole history is written as it is: --longest-side, --strip, --original-details, --no-location and "
                 "--tell-how are for pictures.");
  else if (options->longest_side < 0)
    problem = _ ("--longest-side has to be at least 1.");
  else if ((is_tag || cli_options_check_words (words, is_list ? 1 : 2, error))
           && cli_target_check_quality (options->quality, error))
    return action;
  if (problem != NULL)
    g_set_error_literal (error, CLI_ERROR, CLI_EXIT_USAGE, problem);
  return NULL;
}

static gboolean
act (const char *action, char **ids, const HistoryOptions *options, GError **error)
{
  g_autoptr (PentimentoServices) services = pentimento_services_new (NULL, NULL, error);
  PentimentoLibrary *library = services != NULL ? pentimento_services_get_library (services) : NULL;

  if (library == NULL)
    return FALSE;
  if (g_str_equal (action, "show"))
    return show_version (library, *ids, options, error);
  if (g_str_equal (action, "export") && is_whole_history (options))
    return export_history (library, *ids, options, error);
  if (g_str_equal (action, "export"))
    return export_version (services, *ids, options, error);
  if (g_str_equal (action, "tree"))
    return cli_tree_print (library, *ids, options->json, error);
  if (g_str_equal (action, "tag"))
    return tag_version (library, ids, options, error);
  return list_versions (library, options, error);
}

CliExit
command_history (char **arguments)
{
  HistoryOptions options = { .quality = PENTIMENTO_EXPORT_QUALITY };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
      N_ ("For export: the file to write; its ending names the format, and .pentimento is the whole history"),
      N_ ("OUT") },
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
    { "remove", 0, 0, G_OPTION_ARG_NONE, &options.remove, N_ ("For tag: takes the tags away"), NULL },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options.force, N_ ("Replace OUT if it is there"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON: an array for list, else an object"), NULL },
    { NULL },
  };
  g_autofree GOptionEntry *listing = cli_listing_options_list (&options.listing);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  const char *action = NULL;

  words
      = cli_options_parse ("history", _ ("[list|show ID|tree ID|tag ID TAG…|export ID]"),
                           _ ("Shows what is in the gallery, tags it, and writes pictures from it to files. An "
                              "ID may be shortened to its first "
                              "characters. Tags are words of your own that versions are found by again. Days are those "
                              "of local time, such as 2026-03-29."),
                           entries, listing, arguments, &error);
  if (words != NULL)
    action = check_words (words, &options, &error);
  if (action != NULL)
    act (action, words[0] != NULL ? words + 1 : words, &options, &error);
  if (error != NULL)
    cli_output_error (error);
  g_free (options.output);
  cli_listing_options_clear (&options.listing);
  return cli_exit_of_error (error);
}
