/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-library-report.h"

#include <glib/gi18n-lib.h>

#include "cli-exit.h"
#include "cli-output.h"

static void
add_list (JsonBuilder *builder, const char *name, GPtrArray *list)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->len; i++)
    {
      const PentimentoLibraryProblem *problem = list->pdata[i];

      json_builder_begin_object (builder);
      cli_json_add_string (builder, "code", problem->code);
      cli_json_add_string (builder, "subject", problem->subject);
      cli_json_add_string (builder, "details", problem->details);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
cli_library_report_add (JsonBuilder *builder, const PentimentoLibraryReport *report)
{
  cli_json_add_integer (builder, "files", report->files);
  cli_json_add_integer (builder, "bytes", report->bytes);
  add_list (builder, "problems", report->problems);
  add_list (builder, "repaired", report->repaired);
}

static void
print_list (GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    {
      const PentimentoLibraryProblem *problem = list->pdata[i];
      g_autofree char *subject = cli_output_one_line (problem->subject, 0);
      g_autofree char *details = problem->details != NULL ? cli_output_one_line (problem->details, 0) : NULL;

      g_print ("%s: %s%s%s\n", problem->code, subject, details != NULL ? ": " : "", details != NULL ? details : "");
    }
}

void
cli_library_report_print (const PentimentoLibraryReport *report)
{
  print_list (report->repaired);
  print_list (report->problems);
}

gboolean
cli_library_report_is_good (const PentimentoLibraryReport *report, GError **error)
{
  if (report->problems->len > 0)
    g_set_error (error, CLI_ERROR, CLI_EXIT_LIBRARY,
                 ngettext ("%u thing in the library is not as it should be.",
                           "%u things in the library are not as they should be.", report->problems->len),
                 report->problems->len);
  return report->problems->len == 0;
}
