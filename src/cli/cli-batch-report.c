/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-batch-report.h"

#include <glib/gi18n-lib.h>

#include "cli-json.h"
#include "cli-output.h"

char *
cli_batch_report_format (const PentimentoBatchSum *sum)
{
  const SeedreamCost cost = { sum->reported + sum->estimated, "USD",
                              sum->estimated > 0 ? SEEDREAM_COST_ESTIMATED : SEEDREAM_COST_REPORTED };
  g_autofree char *amount = seedream_cost_format (&cost);

  if (sum->n_unknown == 0)
    return g_steal_pointer (&amount);
  if (cost.micros == 0)
    return g_strdup (_ ("cost unknown"));
  return g_strdup_printf (
      ngettext ("%s, and %u picture of unknown cost", "%s, and %u pictures of unknown cost", sum->n_unknown), amount,
      sum->n_unknown);
}

static guint
count_left (PentimentoBatch *batch)
{
  return pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_WAITING)
         + pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_RUNNING);
}

/* What went wrong with an item: in this run, else what the ledger says. */
static CliExit
exit_of_item (PentimentoBatchItem *item, PentimentoLibrary *library)
{
  const GError *error = pentimento_batch_item_get_error (item);
  const char *job = pentimento_batch_item_get_job_id (item);
  g_autoptr (PentimentoJobRecord) record
      = error == NULL && job != NULL ? pentimento_library_get_job (library, job, NULL) : NULL;

  if (record != NULL && record->error_code != NULL)
    return cli_exit_of_error_name (record->error_code);
  return error != NULL ? cli_exit_of_error (error) : CLI_EXIT_FAILED;
}

static CliExit
exit_of_failed (PentimentoBatch *batch, PentimentoLibrary *library)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (batch)); i++)
    {
      g_autoptr (PentimentoBatchItem) item = g_list_model_get_item (G_LIST_MODEL (batch), i);

      if (pentimento_batch_item_get_state (item) == PENTIMENTO_BATCH_ITEM_FAILED)
        return exit_of_item (item, library);
    }
  return CLI_EXIT_OK;
}

CliExit
cli_batch_report_exit (PentimentoBatch *batch, PentimentoLibrary *library, const GError *error)
{
  gboolean left = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_UNKNOWN) > 0)
    return CLI_EXIT_UNKNOWN;
  if (error != NULL && !left)
    return cli_exit_of_error (error);
  if (left || count_left (batch) > 0)
    return CLI_EXIT_PENDING;
  return exit_of_failed (batch, library);
}

/* For machines. */

static void
add_item_error (JsonBuilder *builder, PentimentoBatchItem *item, const PentimentoJobRecord *record)
{
  const GError *error = pentimento_batch_item_get_error (item);
  PentimentoBatchItemState state = pentimento_batch_item_get_state (item);
  const char *message = pentimento_batch_item_get_message (item);

  if (state == PENTIMENTO_BATCH_ITEM_DONE || (error == NULL && message == NULL))
    cli_json_add_error (builder, NULL, NULL, NULL, NULL);
  else if (record != NULL && record->error_code != NULL)
    cli_json_add_error (builder, record->error_code, message, record->billed,
                        error != NULL ? seedream_error_get_details (error) : NULL);
  else
    cli_json_add_error (builder, error != NULL ? cli_exit_name_error (error) : "failed", message,
                        record != NULL ? record->billed : "no", NULL);
}

static void
add_files (JsonBuilder *builder, PentimentoBatch *batch, PentimentoBatchItem *item)
{
  g_auto (GStrv) files = pentimento_batch_list_files (batch, item);

  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (char **file = files; *file != NULL; file++)
    {
      g_autofree char *name = g_filename_display_name (*file);

      json_builder_add_string_value (builder, name);
    }
  json_builder_end_array (builder);
}

static void
add_item (JsonBuilder *builder, PentimentoBatch *batch, PentimentoLibrary *library, PentimentoBatchItem *item)
{
  const char *job = pentimento_batch_item_get_job_id (item);
  g_autoptr (PentimentoJobRecord) record = job != NULL ? pentimento_library_get_job (library, job, NULL) : NULL;

  json_builder_begin_object (builder);
  cli_json_add_string (builder, "source", pentimento_batch_item_get_source (item));
  cli_json_add_string (builder, "state",
                       pentimento_batch_item_state_to_string (pentimento_batch_item_get_state (item)));
  add_files (builder, batch, item);
  cli_json_add_string (builder, "job", job);
  cli_json_add_boolean (builder, "retry", pentimento_batch_item_get_may_retry (item));
  cli_json_add_cost (builder, pentimento_batch_item_get_cost (item));
  add_item_error (builder, item, record);
  json_builder_end_object (builder);
}

static void
add_totals (JsonBuilder *builder, PentimentoBatch *batch)
{
  cli_json_add_integer (builder, "done", pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_DONE));
  cli_json_add_integer (builder, "failed", pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_FAILED));
  cli_json_add_integer (builder, "unknown", pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_UNKNOWN));
  cli_json_add_integer (builder, "not_pictures", pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_NOT_A_PICTURE));
  cli_json_add_integer (builder, "skipped", pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_SKIPPED));
  cli_json_add_integer (builder, "left", count_left (batch));
}

static void
add_cost (JsonBuilder *builder, PentimentoBatch *batch)
{
  const PentimentoBatchSum sum = pentimento_batch_sum_cost (batch);

  json_builder_set_member_name (builder, "cost");
  json_builder_begin_object (builder);
  cli_json_add_string (builder, "currency", "USD");
  json_builder_set_member_name (builder, "reported");
  json_builder_add_double_value (builder, sum.reported / 1e6);
  json_builder_set_member_name (builder, "estimated");
  json_builder_add_double_value (builder, sum.estimated / 1e6);
  cli_json_add_integer (builder, "unknown", sum.n_unknown);
  json_builder_end_object (builder);
}

static void
add_batch (JsonBuilder *builder, PentimentoBatch *batch, PentimentoLibrary *library)
{
  cli_json_add_string (builder, "output", g_file_peek_path (pentimento_batch_get_output (batch)));
  cli_json_add_string (builder, "provider", pentimento_batch_get_request (batch)->provider);
  cli_json_add_boolean (builder, "resumable", pentimento_batch_can_resume (batch));
  add_totals (builder, batch);
  add_cost (builder, batch);
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (batch)); i++)
    {
      g_autoptr (PentimentoBatchItem) item = g_list_model_get_item (G_LIST_MODEL (batch), i);

      add_item (builder, batch, library, item);
    }
  json_builder_end_array (builder);
}

void
cli_batch_report_print_json (PentimentoBatch *batch, PentimentoLibrary *library, const GError *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  if (batch != NULL)
    add_batch (builder, batch, library);
  cli_json_add_error (
      builder, error != NULL ? cli_exit_name_error (error) : NULL, error != NULL ? cli_exit_message (error) : NULL,
      error != NULL && error->domain == SEEDREAM_ERROR ? seedream_billed_to_string (seedream_error_get_billed (error))
                                                       : "no",
      error != NULL ? seedream_error_get_details (error) : NULL);
  json_builder_end_object (builder);
  cli_json_print (builder);
}

/* For people. */

static void
print_files (PentimentoBatch *batch, PentimentoBatchItem *item, const char *output)
{
  g_auto (GStrv) files = pentimento_batch_list_files (batch, item);

  for (char **file = files; *file != NULL; file++)
    {
      g_autofree char *path = g_build_filename (output, *file, NULL);

      cli_output_path (path);
    }
}

static const char *
describe (PentimentoBatchItem *item)
{
  switch (pentimento_batch_item_get_state (item))
    {
    case PENTIMENTO_BATCH_ITEM_NOT_A_PICTURE:
      return _ ("not a picture");
    case PENTIMENTO_BATCH_ITEM_SKIPPED:
    case PENTIMENTO_BATCH_ITEM_DONE:
      return NULL;
    default:
      return pentimento_batch_item_get_message (item);
    }
}

static void
print_item (PentimentoBatchItem *item)
{
  const char *words = describe (item);
  g_autofree char *name = g_filename_display_basename (pentimento_batch_item_get_source (item));
  g_autofree char *line = NULL;

  if (words == NULL)
    return;
  /* Translators: the name of a file, and what is to be said of it */
  line = g_strdup_printf (_ ("%s: %s"), name, words);
  g_free (name);
  name = cli_output_one_line (line, 0);
  cli_output_note ("%s", name);
}

static void
print_count (const char *format, guint count)
{
  g_autofree char *number = count > 0 ? g_strdup_printf ("%u", count) : NULL;

  if (number != NULL)
    cli_output_note ("%s %s", format, number);
}

static void
print_totals (PentimentoBatch *batch)
{
  const PentimentoBatchSum sum = pentimento_batch_sum_cost (batch);
  g_autofree char *cost = cli_batch_report_format (&sum);

  print_count (_ ("Done:"), pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_DONE));
  print_count (_ ("Failed:"), pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_FAILED));
  print_count (_ ("Unknown:"), pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_UNKNOWN));
  print_count (_ ("No pictures:"), pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_NOT_A_PICTURE));
  print_count (_ ("Left out, since their results are there already (--force replaces them):"),
               pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_SKIPPED));
  print_count (_ ("Not through:"), count_left (batch));
  cli_output_note (_ ("Cost: %s"), cost);
}

void
cli_batch_report_print (PentimentoBatch *batch, const char *output, const GError *error)
{
  g_autofree char *quoted = g_shell_quote (output);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (batch)); i++)
    {
      g_autoptr (PentimentoBatchItem) item = g_list_model_get_item (G_LIST_MODEL (batch), i);

      print_item (item);
      if (!cli_output_is_terminal ())
        print_files (batch, item, output);
    }
  print_totals (batch);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cli_output_error (error);
  if (pentimento_batch_can_resume (batch))
    cli_output_note (_ ("Go on with: pentimento-cli batch --output %s --resume"), quoted);
}
