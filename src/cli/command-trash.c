/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-trash.h"

#include <glib/gi18n-lib.h>

#include "cli-json.h"
#include "cli-options.h"
#include "cli-output.h"
#include "cli-versions.h"
#include "pentimento-document.h"
#include "pentimento-gallery.h"
#include "pentimento-library-trash.h"

typedef struct {
  gboolean yes;
  gboolean with_paid;
  gboolean json;
} TrashOptions;

static void
list_trash (PentimentoLibrary *library, const TrashOptions *options)
{
  g_autoptr (PentimentoGalleryFilter) filter = pentimento_gallery_filter_new ();
  g_autoptr (PentimentoGallery) gallery = NULL;

  filter->trashed = TRUE;
  gallery = pentimento_gallery_new_filtered (library, filter, FALSE);
  pentimento_gallery_complete (gallery);
  cli_versions_print (library, G_LIST_MODEL (gallery), options->json, _ ("The trash is empty."));
}

/* All of the ids have to be right before anything is done. */
static gboolean
move (PentimentoLibrary *library,
      char **beginnings,
      gboolean (*act) (PentimentoLibrary *library, const char *const *ids, GError **error),
      GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (char **beginning = beginnings; *beginning != NULL; beginning++)
    {
      g_autoptr (PentimentoVersion) version = pentimento_library_get_version (library, *beginning, error);

      if (version == NULL)
        return FALSE;
      g_strv_builder_add (builder, pentimento_version_get_id (version));
    }
  ids = g_strv_builder_end (builder);
  return act (library, (const char *const *)ids, error);
}

static void
print_report (const PentimentoTrashReport *report, guint files, guint64 freed, gboolean json)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  g_autofree char *size = g_format_size (freed);

  if (!json)
    {
      g_print (ngettext ("%u version was removed, and %s freed.\n", "%u versions were removed, and %s freed.\n",
                         report->removed),
               report->removed, size);
      return;
    }
  cli_json_add_integer (builder, "removed", report->removed);
  cli_json_add_integer (builder, "paid", report->paid);
  cli_json_add_integer (builder, "needed", report->needed);
  cli_json_add_integer (builder, "files", files);
  cli_json_add_integer (builder, "bytes", freed);
  json_builder_end_object (builder);
  cli_json_print (builder);
}

static void
note_what_stays (const PentimentoTrashReport *report, gboolean with_paid)
{
  if (report->paid > 0 && !with_paid)
    cli_output_note (_ ("What was paid for stays in the trash: --with-paid removes it as well."));
  if (report->needed > 0)
    cli_output_note (_ ("What a job that has not ended starts from stays in the trash."));
}

static gboolean
empty_trash (PentimentoLibrary *library, const TrashOptions *options, GError **error)
{
  PentimentoTrashReport report = { 0 };
  guint files = 0;
  guint64 freed = 0;

  if (!options->yes)
    {
      g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE,
                   _ ("What is removed from the trash cannot be had again. Say --yes to remove it."));
      return FALSE;
    }
  if (!pentimento_library_empty_trash (library, options->with_paid, &report, error)
      || !pentimento_library_collect (library, G_TIME_SPAN_DAY, &files, &freed, error))
    return FALSE;
  print_report (&report, files, freed, options->json);
  note_what_stays (&report, options->with_paid);
  return TRUE;
}

static gboolean
act (const char *action, char **ids, const TrashOptions *options, GError **error)
{
  g_autoptr (PentimentoServices) services = pentimento_services_new (NULL, NULL, error);
  PentimentoLibrary *library = services != NULL ? pentimento_services_get_library (services) : NULL;

  if (library == NULL)
    return FALSE;
  if (g_str_equal (action, "put"))
    return move (library, ids, pentimento_library_trash, error);
  if (g_str_equal (action, "restore"))
    return move (library, ids, pentimento_library_restore, error);
  if (g_str_equal (action, "empty"))
    return empty_trash (library, options, error);
  list_trash (library, options);
  return TRUE;
}

static const char *
check_words (char **words, const TrashOptions *options, GError **error)
{
  const char *action = words[0] != NULL ? words[0] : "list";
  const gboolean takes_ids = g_str_equal (action, "put") || g_str_equal (action, "restore");
  const gboolean is_empty = g_str_equal (action, "empty");
  const char *problem = NULL;

  if (!takes_ids && !is_empty && !g_str_equal (action, "list"))
    problem = _ ("Say “list”, “put ID”, “restore ID” or “empty”.");
  else if (takes_ids && words[1] == NULL)
    problem = _ ("Say which version, by its ID.");
  else if (!is_empty && (options->yes || options->with_paid))
    problem = _ ("--yes and --with-paid are for “empty” only.");
  else if (takes_ids || cli_options_check_words (words, 1, error))
    return action;
  if (problem != NULL)
    g_set_error_literal (error, CLI_ERROR, CLI_EXIT_USAGE, problem);
  return NULL;
}

CliExit
command_trash (char **arguments)
{
  TrashOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "yes", 0, 0, G_OPTION_ARG_NONE, &options.yes, N_ ("For empty: remove it for good"), NULL },
    { "with-paid", 0, 0, G_OPTION_ARG_NONE, &options.with_paid,
      N_ ("For empty: also what was paid for, and cannot be had again without paying"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON: an array for list, an object for empty"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  const char *action = NULL;

  words = cli_options_parse ("trash", "[list|put ID…|restore ID…|empty]",
                             _ ("Shows what is in the trash, puts versions into it and takes them out again, and "
                                "removes for good what is in it. Nothing else ever does. An ID may be shortened to its "
                                "first characters."),
                             entries, NULL, arguments, &error);
  if (words != NULL)
    action = check_words (words, &options, &error);
  if (action != NULL)
    act (action, words[0] != NULL ? words + 1 : words, &options, &error);
  if (error != NULL)
    cli_output_error (error);
  return cli_exit_of_error (error);
}
