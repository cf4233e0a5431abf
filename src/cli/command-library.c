/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-library.h"

#include <glib/gi18n-lib.h>

#include "cli-json.h"
#include "cli-options.h"
#include "cli-output.h"
#include "cli-table.h"
#include "pentimento-document.h"
#include "pentimento-library-check.h"

static void
print_problems_json (const PentimentoLibraryReport *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  cli_json_add_integer (builder, "files", report->files);
  cli_json_add_integer (builder, "bytes", report->bytes);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->problems->len; i++)
    {
      const PentimentoLibraryProblem *problem = report->problems->pdata[i];

      json_builder_begin_object (builder);
      cli_json_add_string (builder, "code", problem->code);
      cli_json_add_string (builder, "subject", problem->subject);
      cli_json_add_string (builder, "details", problem->details);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  cli_json_print (builder);
}

static void
print_problems (const PentimentoLibraryReport *report)
{
  g_autofree char *size = g_format_size (report->bytes);

  for (guint i = 0; i < report->problems->len; i++)
    {
      const PentimentoLibraryProblem *problem = report->problems->pdata[i];
      g_autofree char *subject = cli_output_one_line (problem->subject, 0);
      g_autofree char *details = problem->details != NULL ? cli_output_one_line (problem->details, 0) : NULL;

      g_print ("%s: %s%s%s\n", problem->code, subject, details != NULL ? ": " : "", details != NULL ? details : "");
    }
  if (report->problems->len == 0)
    g_print (ngettext ("All is well: %u picture file, %s.\n", "All is well: %u picture files, %s.\n", report->files),
             report->files, size);
}

static gboolean
check (PentimentoLibrary *library, gboolean json, GError **error)
{
  g_autoptr (PentimentoLibraryReport) report = pentimento_library_check (library, NULL, error);

  if (report == NULL)
    return FALSE;
  if (json)
    print_problems_json (report);
  else
    print_problems (report);
  if (report->problems->len > 0)
    g_set_error (error, CLI_ERROR, CLI_EXIT_LIBRARY,
                 ngettext ("%u thing in the library is not as it should be.",
                           "%u things in the library are not as they should be.", report->problems->len),
                 report->problems->len);
  return report->problems->len == 0;
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
act (const char *action, gboolean json, GError **error)
{
  g_autoptr (PentimentoServices) services = pentimento_services_new (NULL, NULL, error);

  if (services == NULL)
    return FALSE;
  return (g_str_equal (action, "check") ? check : measure) (pentimento_services_get_library (services), json, error);
}

static const char *
check_words (char **words, GError **error)
{
  if (words[0] != NULL && (g_str_equal (words[0], "check") || g_str_equal (words[0], "size")))
    return cli_options_check_words (words, 1, error) ? words[0] : NULL;
  g_set_error_literal (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("Say “check” or “size”."));
  return NULL;
}

CliExit
command_library (char **arguments)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print a JSON object"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  const char *action = NULL;

  words = cli_options_parse ("library", "check|size",
                             _ ("Looks whether every picture file in the library is there and as it was stored, and "
                                "whether the database is whole; or says how much room the library takes. Changes "
                                "nothing."),
                             entries, NULL, arguments, &error);
  if (words != NULL)
    action = check_words (words, &error);
  if (action != NULL)
    act (action, json, &error);
  if (error != NULL)
    cli_output_error (error);
  return cli_exit_of_error (error);
}
