/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-compare.h"

#include <glib/gi18n-lib.h>

#include "cli-await.h"
#include "cli-compare-options.h"
#include "cli-interrupt.h"
#include "cli-json.h"
#include "cli-making-document.h"
#include "cli-options.h"
#include "cli-output.h"
#include "cli-progress.h"
#include "cli-question.h"
#include "cli-spending.h"
#include "cli-table.h"
#include "pentimento-comparison.h"

typedef struct {
  CliCompareOptions *options;
  PentimentoServices *services;
  PentimentoDocument *document;
  PentimentoComparison *comparison;
  GPtrArray *reports; /* of CliReport, one an order */
} Command;

static void
command_clear (Command *self)
{
  g_ptr_array_unref (self->reports);
  g_clear_object (&self->comparison);
  g_clear_object (&self->document);
  g_clear_object (&self->services);
  g_clear_pointer (&self->options, cli_compare_options_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Command, command_clear)

/* Before anything is sent. Nothing has been bought yet, and an interrupt simply ends the program. */

static gboolean
check (Command *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_comparison_check_async (self->comparison, NULL, cli_await_callback, &result);
  return pentimento_comparison_check_finish (self->comparison, cli_await (&result), error);
}

static gboolean
prepare (Command *self, GError **error)
{
  char **providers = self->options->providers;
  g_autoptr (PentimentoOrder) order = NULL;

  self->services = pentimento_services_new (NULL, NULL, error);
  if (self->services == NULL)
    return FALSE;
  self->document = cli_making_document_open (self->services, self->options->making, providers[0], NULL, error);
  if (self->document == NULL)
    return FALSE;
  order = pentimento_document_create_order (self->document, error);
  if (order == NULL)
    return FALSE;
  self->comparison = pentimento_comparison_new (order, (const char *const *)providers, error);
  return self->comparison != NULL && check (self, error);
}

static void
say_price_of_one (Command *self, PentimentoOrder *order)
{
  g_autoptr (SeedreamProvider) provider = seedream_registry_describe (pentimento_order_get_provider (order));
  const SeedreamCost cost = pentimento_order_estimate (order);
  g_autofree char *price = seedream_cost_format (&cost);
  g_autofree char *size = NULL;

  g_object_set (self->document, "provider", seedream_provider_get_id (provider), NULL);
  g_object_get (self->document, "sent-size", &size, NULL);
  /* Translators: a provider's name, a size such as “2048 × 1536”, a price such as “about $0.03” */
  cli_output_note (_ ("%s: %s, %s"), seedream_provider_get_label (provider), size, price);
}

static void
say_price (Command *self, const SeedreamCost *sum, guint n_unknown)
{
  g_autofree char *price = seedream_cost_format (sum);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->comparison)); i++)
    {
      g_autoptr (PentimentoOrder) order = g_list_model_get_item (G_LIST_MODEL (self->comparison), i);

      say_price_of_one (self, order);
    }
  if (n_unknown == 0)
    cli_output_note (_ ("Together: %s"), price);
  else
    /* Translators: a price such as “about $0.06” */
    cli_output_note (
        ngettext ("Together: %s, and %u of unknown cost", "Together: %s, and %u of unknown cost", n_unknown), price,
        n_unknown);
}

static gboolean
agree (Command *self, GError **error)
{
  guint n_unknown;
  const SeedreamCost sum = pentimento_comparison_estimate (self->comparison, &n_unknown);

  say_price (self, &sum, n_unknown);
  return cli_question_agree (sum.micros == 0 && n_unknown == 0, self->options->yes, error);
}

/* Running */

/* The first interrupt: also of what is still being made ready. */
static void
give_up (gpointer data)
{
  Command *self = data;

  if (cli_output_shows_progress ())
    cli_output_note (_ ("Asking the providers to give it up. Interrupt once more to leave at once."));
  pentimento_comparison_cancel (self->comparison);
}

static CliReport *
report_order (Command *self, PentimentoOrder *order)
{
  CliReport *report = cli_report_new ();
  const GError *error = pentimento_order_get_error (order);
  GListModel *versions = pentimento_order_get_versions (order);
  g_autofree char *name = cli_compare_options_name (self->options, pentimento_order_get_provider (order));

  cli_report_set_provider (report, pentimento_order_get_provider (order));
  if (pentimento_order_get_job (order) != NULL)
    cli_report_set_job (report, pentimento_order_get_job (order));
  if (error != NULL)
    cli_report_take_error (report, g_error_copy (error));
  for (guint i = 0; versions != NULL && name == NULL && i < g_list_model_get_n_items (versions); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (versions, i);

      cli_report_add_result (report, pentimento_services_get_library (self->services), version, NULL);
    }
  if (versions != NULL && name != NULL)
    cli_making_document_write (self->document, self->options->making, name, versions, report);
  return report;
}

static void
run (Command *self)
{
  GListModel *jobs = G_LIST_MODEL (pentimento_services_get_jobs (self->services));
  g_autoptr (CliInterrupt) interrupt = cli_interrupt_new (jobs);
  g_autoptr (CliProgress) progress = cli_progress_new (jobs);
  g_autoptr (GAsyncResult) result = NULL;

  cli_interrupt_set_first (interrupt, give_up, self);
  pentimento_comparison_run_async (self->comparison, cli_interrupt_get_cancellable (interrupt), cli_await_callback,
                                   &result);
  pentimento_comparison_run_finish (self->comparison, cli_await (&result));
  cli_making_document_await_ids (self->services);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->comparison)); i++)
    {
      g_autoptr (PentimentoOrder) order = g_list_model_get_item (G_LIST_MODEL (self->comparison), i);

      g_ptr_array_add (self->reports, report_order (self, order));
    }
}

/* Telling */

static void
print_json (Command *self, const GError *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  SeedreamCost sum = SEEDREAM_COST_INIT;
  guint n_unknown = 0;

  if (self->comparison != NULL)
    sum = pentimento_comparison_estimate (self->comparison, &n_unknown);
  json_builder_set_member_name (builder, "providers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->reports->len; i++)
    cli_report_build_json (g_ptr_array_index (self->reports, i), builder);
  json_builder_end_array (builder);
  cli_spending_add_amount (builder, "estimate", sum.micros);
  cli_json_add_string (builder, "currency", sum.currency);
  cli_json_add_integer (builder, "unpriced", n_unknown);
  cli_json_add_error (builder, error != NULL ? cli_exit_name_error (error) : NULL,
                      error != NULL ? cli_exit_message (error) : NULL, seedream_billed_to_string (SEEDREAM_BILLED_NO),
                      NULL);
  json_builder_end_object (builder);
  cli_json_print (builder);
}

static void
print_table (Command *self)
{
  g_autoptr (CliTable) table = cli_table_new ((const char *const[]){ CLI_REPORT_HEADINGS, NULL });

  for (guint i = 0; i < self->reports->len; i++)
    cli_report_add_row (g_ptr_array_index (self->reports, i), table);
  cli_table_print (table);
  for (guint i = 0; i < self->reports->len; i++)
    cli_report_print_advice (g_ptr_array_index (self->reports, i));
}

static gboolean
any_ended (Command *self, CliExit code)
{
  for (guint i = 0; i < self->reports->len; i++)
    if (cli_report_get_exit (g_ptr_array_index (self->reports, i)) == code)
      return TRUE;
  return FALSE;
}

/* What may have been charged for comes first, then what goes on without us; else it is the code of the first that did not end well. */
static CliExit
find_exit (Command *self)
{
  CliExit code = CLI_EXIT_OK;

  if (any_ended (self, CLI_EXIT_UNKNOWN))
    return CLI_EXIT_UNKNOWN;
  if (any_ended (self, CLI_EXIT_PENDING))
    return CLI_EXIT_PENDING;
  for (guint i = 0; i < self->reports->len && code == CLI_EXIT_OK; i++)
    code = cli_report_get_exit (g_ptr_array_index (self->reports, i));
  return code;
}

CliExit
command_compare (char **arguments)
{
  g_auto (Command) self = { .options = cli_compare_options_new (),
                            .reports = g_ptr_array_new_with_free_func ((GDestroyNotify)cli_report_free) };
  g_autoptr (GError) error = NULL;

  if (cli_compare_options_parse (self.options, arguments, &error) && prepare (&self, &error) && agree (&self, &error))
    run (&self);
  if (cli_options_want_json (arguments))
    print_json (&self, error);
  else if (error == NULL)
    print_table (&self);
  else
    cli_output_error (error);
  return error != NULL ? cli_exit_of_error (error) : find_exit (&self);
}
