/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-jobs.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "cli-await.h"
#include "cli-cost.h"
#include "cli-interrupt.h"
#include "cli-json.h"
#include "cli-options.h"
#include "cli-output.h"
#include "cli-progress.h"
#include "cli-report.h"
#include "cli-table.h"
#include "pentimento-job-ledger.h"
#include "pentimento-jobs.h"
#include "pentimento-queue.h"
#include "pentimento-services.h"

static void
add_object (JsonBuilder *builder, const PentimentoJobRecord *record)
{
  const SeedreamCost cost = cli_cost_of_record (record);
  SeedreamDelivery delivery;

  pentimento_job_ledger_count_delivery (record, &delivery);
  json_builder_begin_object (builder);
  cli_json_add_string (builder, "job", record->id);
  cli_json_add_string (builder, "provider", record->provider);
  cli_json_add_string (builder, "operation", record->operation);
  cli_json_add_string (builder, "state", record->state);
  cli_json_add_string (builder, "remote_id", record->remote_id);
  cli_json_add_boolean (builder, "given_up", record->given_up);
  cli_json_add_boolean (builder, "late", record->late);
  cli_json_add_integer (builder, "submits", record->submits);
  cli_json_add_integer (builder, "asked", delivery.asked);
  cli_json_add_integer (builder, "stored", delivery.good);
  cli_json_add_time (builder, "created", record->created);
  cli_json_add_cost (builder, &cost);
  cli_json_add_error (builder, record->error_code, record->error_message, record->billed, NULL);
  json_builder_end_object (builder);
}

/* Late is what there is, or what may still come. */
static char *
describe_state (const PentimentoJobRecord *record)
{
  if (record->late && g_strcmp0 (record->state, "done") == 0)
    /* Translators: the state of a job, in the machine's word, whose result came when nobody waited any more */
    return g_strdup_printf (_ ("%s, late"), record->state);
  if (record->given_up)
    /* Translators: the state of a job, in the machine's word, that a person has cancelled while its provider could not be stopped */
    return g_strdup_printf (_ ("%s, given up"), record->state);
  return g_strdup (record->state);
}

/* Returns: (transfer full): what went wrong, or how what came differs from what was asked for; "" for nothing */
static char *
describe_outcome (const PentimentoJobRecord *record)
{
  SeedreamDelivery delivery;
  char *note = NULL;

  if (record->error_message != NULL)
    return g_strdup (record->error_message);
  pentimento_job_ledger_count_delivery (record, &delivery);
  if (g_strcmp0 (record->state, seedream_job_state_to_string (SEEDREAM_JOB_DONE)) == 0)
    note = seedream_delivery_describe (&delivery);
  return note != NULL ? note : g_strdup ("");
}

static void
add_row (CliTable *table, const PentimentoJobRecord *record)
{
  const SeedreamCost cost = cli_cost_of_record (record);
  g_autofree char *id = g_strndup (record->id, 8);
  g_autofree char *created = cli_output_time (record->created);
  g_autofree char *price = seedream_cost_format (&cost);
  g_autofree char *state = describe_state (record);
  g_autofree char *submits = g_strdup_printf ("%u", record->submits);
  g_autofree char *outcome = describe_outcome (record);

  cli_table_add (table, (const char *const[]){ id, created, record->provider, record->operation, state, submits, price,
                                               outcome, NULL });
}

static void
print_jobs_json (GPtrArray *records)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_array (json_builder_new ());

  for (guint i = 0; i < records->len; i++)
    add_object (builder, g_ptr_array_index (records, i));
  json_builder_end_array (builder);
  cli_json_print (builder);
}

static void
print_jobs (GPtrArray *records)
{
  g_autoptr (CliTable) table
      = cli_table_new ((const char *const[]){ _ ("ID"), _ ("Created"), _ ("Provider"), _ ("Operation"), _ ("State"),
                                              _ ("Sent"), _ ("Cost"), _ ("Note"), NULL });

  for (guint i = 0; i < records->len; i++)
    add_row (table, g_ptr_array_index (records, i));
  cli_table_print (table);
}

static CliExit
list_jobs (PentimentoLibrary *library, gboolean json, GError **error)
{
  g_autoptr (GPtrArray) records = pentimento_library_list_jobs (library, FALSE, error);

  if (records == NULL)
    return cli_exit_of_error (*error);
  if (json)
    print_jobs_json (records);
  else if (records->len > 0)
    print_jobs (records);
  else if (cli_output_is_terminal ())
    cli_output_note (_ ("There are no jobs."));
  return CLI_EXIT_OK;
}

/* Returns: (transfer full) (nullable): the ids of the jobs to take up */
static char **
find_open (PentimentoLibrary *library, const char *id, GError **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (PentimentoJobRecord) record = id != NULL ? pentimento_library_get_job (library, id, error) : NULL;
  g_autoptr (GPtrArray) records = id == NULL ? pentimento_library_list_jobs (library, TRUE, error) : NULL;

  if (record == NULL && records == NULL)
    return NULL;
  if (record != NULL)
    g_strv_builder_add (ids, record->id);
  for (guint i = 0; records != NULL && i < records->len; i++)
    g_strv_builder_add (ids, ((PentimentoJobRecord *)g_ptr_array_index (records, i))->id);
  return g_strv_builder_end (ids);
}

/* Returns: (transfer full) (nullable): the versions that were made; what went wrong is with the jobs */
static GListModel *
run (PentimentoServices *services, const char *id, GError **error)
{
  PentimentoJobs *jobs = pentimento_services_get_jobs (services);
  g_autoptr (CliInterrupt) interrupt = cli_interrupt_new (G_LIST_MODEL (jobs));
  g_autoptr (CliProgress) progress = cli_progress_new (G_LIST_MODEL (jobs));
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_jobs_resume_async (jobs, id, cli_interrupt_get_cancellable (interrupt), cli_await_callback, &result);
  return pentimento_jobs_finish (jobs, cli_await (&result), error);
}

/* @error: (nullable): what the one job that was taken up met */
static CliReport *
report_job (PentimentoLibrary *library, const char *id, GListModel *versions, const GError *error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (PentimentoJobRecord) record = pentimento_library_get_job (library, id, &problem);
  CliReport *report = cli_report_new ();

  if (record == NULL)
    cli_report_take_error (report, g_steal_pointer (&problem));
  else
    cli_report_set_record (report, record);
  for (guint i = 0; versions != NULL && i < g_list_model_get_n_items (versions); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (versions, i);

      if (g_strcmp0 (pentimento_version_get_job_id (version), id) == 0)
        cli_report_add_result (report, library, version, NULL);
    }
  if (error != NULL)
    cli_report_take_error (report, g_error_copy (error));
  return report;
}

/* Prints a report a job. Returns: the code of the first that did not end well */
static CliExit
print_reports (PentimentoLibrary *library, char **ids, GListModel *versions, const GError *error, gboolean json)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_array (json_builder_new ());
  CliExit code = CLI_EXIT_OK;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (CliReport) report = report_job (library, ids[i], versions, ids[1] == NULL ? error : NULL);

      if (code == CLI_EXIT_OK)
        code = cli_report_get_exit (report);
      if (json)
        cli_report_build_json (report, builder);
      else
        cli_report_print (report);
    }
  json_builder_end_array (builder);
  if (json)
    cli_json_print (builder);
  return code;
}

static CliExit
resume_jobs (PentimentoServices *services, const char *id, gboolean json, GError **error)
{
  PentimentoLibrary *library = pentimento_services_get_library (services);
  g_auto (GStrv) ids = find_open (library, id, error);
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GError) problem = NULL;

  if (ids == NULL)
    return cli_exit_of_error (*error);
  if (ids[0] != NULL)
    versions = run (services, id != NULL ? ids[0] : NULL, &problem);
  else if (!json && cli_output_is_terminal ())
    cli_output_note (_ ("There is nothing to take up."));
  return print_reports (library, ids, versions, problem, json);
}

/* What was asked for and not sent: sent now that the person says so, or dropped. */

/* Returns: (transfer full) (nullable): the versions that were made */
static GListModel *
run_order (PentimentoServices *services, PentimentoOrder *order, GError **error)
{
  PentimentoQueue *queue = pentimento_services_get_queue (services);
  PentimentoJobs *jobs = pentimento_services_get_jobs (services);
  g_autoptr (CliInterrupt) interrupt = cli_interrupt_new (G_LIST_MODEL (jobs));
  g_autoptr (CliProgress) progress = cli_progress_new (G_LIST_MODEL (jobs));
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_queue_run_async (queue, order, cli_interrupt_get_cancellable (interrupt), cli_await_callback, &result);
  return pentimento_queue_run_finish (queue, cli_await (&result), error);
}

static CliExit
send_job (PentimentoServices *services, const char *id, gboolean json, GError **error)
{
  PentimentoLibrary *library = pentimento_services_get_library (services);
  g_autoptr (PentimentoJobRecord) record = pentimento_library_get_job (library, id, error);
  g_autoptr (PentimentoOrder) order
      = record != NULL ? pentimento_order_new_from_record (services, record, error) : NULL;
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GError) problem = NULL;

  if (order == NULL)
    return cli_exit_of_error (*error);
  versions = run_order (services, order, &problem);
  return print_reports (library, (char *[]){ record->id, NULL }, versions, problem, json);
}

static CliExit
discard_job (PentimentoServices *services, const char *id, GError **error)
{
  PentimentoLibrary *library = pentimento_services_get_library (services);
  g_autoptr (PentimentoJobRecord) record = pentimento_library_get_job (library, id, error);

  if (record == NULL || !pentimento_queue_discard_left (pentimento_services_get_queue (services), record, error))
    return cli_exit_of_error (*error);
  return CLI_EXIT_OK;
}

static CliExit
act (char **words, gboolean json, GError **error)
{
  g_autoptr (PentimentoServices) services = pentimento_services_new (NULL, NULL, error);

  if (services == NULL)
    return cli_exit_of_error (*error);
  if (g_strcmp0 (words[0], "resume") == 0)
    return resume_jobs (services, words[1], json, error);
  if (g_strcmp0 (words[0], "send") == 0)
    return send_job (services, words[1], json, error);
  if (g_strcmp0 (words[0], "discard") == 0)
    return discard_job (services, words[1], error);
  return list_jobs (pentimento_services_get_library (services), json, error);
}

static gboolean
check_words (char **words, GError **error)
{
  const gboolean is_resume = g_strcmp0 (words[0], "resume") == 0;
  const gboolean is_of_one = g_strcmp0 (words[0], "send") == 0 || g_strcmp0 (words[0], "discard") == 0;

  if (is_of_one && words[1] == NULL)
    {
      g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("Say which job, by its ID."));
      return FALSE;
    }
  if (words[0] == NULL || is_resume || is_of_one || g_str_equal (words[0], "list"))
    return cli_options_check_words (words, is_resume || is_of_one ? 2 : 1, error);
  g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("Say “list”, “resume”, “send” or “discard”, not “%s”."), words[0]);
  return FALSE;
}

CliExit
command_jobs (char **arguments)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print a JSON array"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  CliExit code = CLI_EXIT_USAGE;

  words = cli_options_parse ("jobs", "[list|resume [ID]|send ID|discard ID]",
                             _ ("Shows what was asked of providers, and takes up what was left before its end: asks "
                                "for results and fetches them, "
                                "never sends anything again. What was prepared and not sent is sent, or dropped, only "
                                "when you say so. An ID may be shortened to its first characters."),
                             entries, NULL, arguments, &error);
  if (words != NULL && check_words (words, &error))
    code = act (words, json, &error);
  if (error != NULL)
    cli_output_error (error);
  return code;
}
