/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-library.h"

#include <glib/gi18n-lib.h>

#include "cli-json.h"
#include "cli-library-copies.h"
#include "cli-library-report.h"
#include "cli-options.h"
#include "cli-output.h"
#include "cli-table.h"
#include "pentimento-document.h"
#include "pentimento-library-check.h"

typedef struct {
  gboolean repair;
  gboolean force;
  gboolean replace;
  gboolean remove_old;
  gboolean json;
  char *into;
} LibraryOptions;

static void
print_report (const PentimentoLibraryReport *report, gboolean json)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  g_autofree char *size = g_format_size (report->bytes);

  if (json)
    {
      cli_library_report_add (builder, report);
      json_builder_end_object (builder);
      cli_json_print (builder);
      return;
    }
  cli_library_report_print (report);
  if (report->problems->len == 0)
    g_print (ngettext ("All is well: %u picture file, %s.\n", "All is well: %u picture files, %s.\n", report->files),
             report->files, size);
}

static gboolean
check (PentimentoLibrary *library, const LibraryOptions *options, GError **error)
{
  g_autoptr (PentimentoLibraryReport) report = options->repair ? pentimento_library_repair (library, NULL, error)
                                                               : pentimento_library_check (library, NULL, error);

  if (report == NULL)
    return FALSE;
  print_report (report, options->json);
  return cli_library_report_is_good (report, error);
}

static gboolean
measure (PentimentoLibrary *library, gboolean json, GError **error)
{
  PentimentoLibrarySize size;
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  g_autoptr (CliTable) table = cli_table_new ((const char *const[]){ _ ("What"), _ ("Size"), NULL });

  if (!pentimento_library_measure (library, &size, error))
    return FALSE;
  const struct {
    const char *key;
    const char *name;
    guint64 bytes;
  } rows[] = {
    { "originals", _ ("Opened pictures"), size.originals }, { "results", _ ("Results"), size.results },
    { "others", _ ("References and others"), size.others }, { "trashed", _ ("Of these, in the trash"), size.trashed },
    { "database", _ ("Database"), size.database },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_format_size (rows[i].bytes);

      cli_json_add_integer (builder, rows[i].key, rows[i].bytes);
      cli_table_add (table, (const char *const[]){ rows[i].name, text, NULL });
    }
  json_builder_end_object (builder);
  if (json)
    cli_json_print (builder);
  else
    cli_table_print (table);
  return TRUE;
}

static gboolean
look (const char *action, const LibraryOptions *options, GError **error)
{
  g_autoptr (PentimentoServices) services = pentimento_services_new (NULL, NULL, error);

  if (services == NULL)
    return FALSE;
  if (g_str_equal (action, "check"))
    return check (pentimento_services_get_library (services), options, error);
  return measure (pentimento_services_get_library (services), options->json, error);
}

static gboolean
act (const char *action, const char *word, const LibraryOptions *options, GError **error)
{
  if (g_str_equal (action, "backup"))
    return cli_library_backup (word, options->force, options->json, error);
  if (g_str_equal (action, "restore"))
    return cli_library_restore (word, options->into, options->replace, options->json, error);
  if (g_str_equal (action, "move"))
    return cli_library_move (word, options->remove_old, options->json, error);
  return look (action, options, error);
}

/* Which of the actions is meant; %NULL with an error where that does not add up. */
static const char *
check_words (char **words, const LibraryOptions *options, GError **error)
{
  const char *action = words[0] != NULL ? words[0] : "";
  const gboolean is_backup = g_str_equal (action, "backup");
  const gboolean is_restore = g_str_equal (action, "restore");
  const gboolean is_move = g_str_equal (action, "move");
  const gboolean is_check = g_str_equal (action, "check");
  const char *problem = NULL;

  if (!is_backup && !is_restore && !is_move && !is_check && !g_str_equal (action, "size"))
    problem = _ ("Say “check”, “size”, “backup FILE”, “restore FILE” or “move FOLDER”.");
  else if ((is_backup || is_restore || is_move) && words[1] == NULL)
    problem = _ ("Say which file or folder.");
  else if (options->repair && !is_check)
    problem = _ ("--repair is for “check” only.");
  else if (options->force && !is_backup)
    problem = _ ("--force is for “backup” only.");
  else if ((options->into != NULL || options->replace) && !is_restore)
    problem = _ ("--into and --replace are for “restore” only.");
  else if (options->remove_old && !is_move)
    problem = _ ("--remove-old is for “move” only.");
  else if (cli_options_check_words (words, is_backup || is_restore || is_move ? 2 : 1, error))
    return action;
  if (problem != NULL)
    g_set_error_literal (error, CLI_ERROR, CLI_EXIT_USAGE, problem);
  return NULL;
}

/* A name on the command line is relative to where the person is. */
static char *
complete (const char *name)
{
  return name != NULL ? g_canonicalize_filename (name, NULL) : NULL;
}

CliExit
command_library (char **arguments)
{
  LibraryOptions options = { FALSE };
  const GOptionEntry entries[] = {
    { "repair", 0, 0, G_OPTION_ARG_NONE, &options.repair, N_ ("For check: mend what can be mended"), NULL },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options.force, N_ ("For backup: replace FILE if it is there"), NULL },
    { "into", 0, 0, G_OPTION_ARG_FILENAME, &options.into,
      N_ ("For restore: the folder; else the one that the library is in"), N_ ("FOLDER") },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &options.replace, N_ ("For restore: move aside what is there"), NULL },
    { "remove-old", 0, 0, G_OPTION_ARG_NONE, &options.remove_old,
      N_ ("For move: remove the old one once the new one is good"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print a JSON object"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  const char *action = NULL;
  g_autofree char *path = NULL;
  g_autofree char *into = NULL;

  words = cli_options_parse ("library", _ ("check|size|backup FILE|restore FILE|move FOLDER"),
                             _ ("Looks whether every picture file in the library is there and as it was stored, and "
                                "whether the database is whole, and mends it with --repair; says how much room the "
                                "library takes; writes all of it to one file, and makes a library of such a file; or "
                                "moves it to another folder."),
                             entries, NULL, arguments, &error);
  if (words != NULL)
    action = check_words (words, &options, &error);
  if (action != NULL)
    {
      path = complete (words[1]);
      into = options.into;
      options.into = complete (into);
      act (action, path, &options, &error);
    }
  if (error != NULL)
    cli_output_error (error);
  g_free (options.into);
  return cli_exit_of_error (error);
}
