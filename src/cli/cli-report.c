/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-report.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "cli-cost.h"
#include "cli-json.h"
#include "cli-output.h"
#include "cli-question.h"
#include "cli-region-report.h"
#include "pentimento-job-ledger.h"

typedef struct {
  PentimentoVersion *version;
  char *file;     /* (nullable) */
  int made_width; /* of what the provider made; 0 where its file cannot be read */
  int made_height;
  gint64 changed_outside; /* CLI_REGION_NOT_COUNTED where nobody knows */
} Result;

struct _CliReport {
  char *job;
  char *provider;
  gboolean has_state;
  SeedreamJobState state;
  gboolean sent;
  gboolean given_up;  /* where the provider could not be stopped */
  GPtrArray *results; /* of Result */
  SeedreamDelivery delivery;
  int expected_width; /* 0 for any */
  int expected_height;
  SeedreamCost cost;
  double elapsed;
  char *times; /* (nullable): of the provider */
  char *error_code;
  char *error_message;
  char *billed;
  GError *error;
  GPtrArray *substitutes; /* ids of the providers that could do it */
};

static void
result_free (gpointer data)
{
  Result *result = data;

  g_object_unref (result->version);
  g_free (result->file);
  g_free (result);
}

CliReport *
cli_report_new (void)
{
  CliReport *self = g_new0 (CliReport, 1);

  self->results = g_ptr_array_new_with_free_func (result_free);
  self->substitutes = g_ptr_array_new_with_free_func (g_free);
  self->cost = (SeedreamCost)SEEDREAM_COST_INIT;
  return self;
}

void
cli_report_free (CliReport *self)
{
  g_ptr_array_unref (self->results);
  g_ptr_array_unref (self->substitutes);
  g_free (self->job);
  g_free (self->provider);
  g_free (self->times);
  g_free (self->error_code);
  g_free (self->error_message);
  g_free (self->billed);
  g_clear_error (&self->error);
  g_free (self);
}

void
cli_report_set_provider (CliReport *self, const char *provider)
{
  g_free (self->provider);
  self->provider = g_strdup (provider);
}

void
cli_report_set_job (CliReport *self, SeedreamJob *job)
{
  self->job = g_strdup (seedream_job_get_id (job));
  cli_report_set_provider (self, seedream_provider_get_id (seedream_job_get_provider (job)));
  self->has_state = TRUE;
  self->state = seedream_job_get_state (job);
  self->sent = seedream_job_get_submits (job) > 0;
  self->given_up = seedream_job_is_given_up (job);
  self->cost = *seedream_job_get_cost (job);
  self->elapsed = seedream_job_get_elapsed (job);
  self->times = seedream_job_describe_times (job);
  seedream_delivery_count (&self->delivery, job);
}

void
cli_report_set_record (CliReport *self, const PentimentoJobRecord *record)
{
  self->job = g_strdup (record->id);
  cli_report_set_provider (self, record->provider);
  self->has_state = seedream_job_state_from_string (record->state, &self->state);
  self->sent = record->submits > 0;
  self->cost = cli_cost_of_record (record);
  self->error_code = g_strdup (record->error_code);
  self->error_message = g_strdup (record->error_message);
  self->billed = g_strdup (record->billed);
  pentimento_job_ledger_count_delivery (record, &self->delivery);
}

/* Returns: (transfer full) (nullable): the file that the provider made, of which a version that only a part was changed of is not */
static char *
find_made (Result *result, PentimentoLibrary *library)
{
  const char *job = pentimento_version_get_job_id (result->version);
  guint position = pentimento_version_get_position (result->version);
  g_autoptr (PentimentoJobRecord) record = NULL;

  if (pentimento_version_get_measured (result->version) == NULL || job == NULL)
    return g_strdup (pentimento_version_get_sha256 (result->version));
  record = pentimento_library_get_job (library, job, NULL);
  if (record == NULL || record->results == NULL || position >= g_strv_length (record->results))
    return NULL;
  return g_strdup (record->results[position]);
}

static void
find_made_size (Result *result, PentimentoLibrary *library)
{
  g_autofree char *made = NULL;
  g_autoptr (PentimentoImage) image = NULL;

  result->made_width = pentimento_version_get_width (result->version);
  result->made_height = pentimento_version_get_height (result->version);
  if (pentimento_version_get_recipe (result->version) == NULL)
    return;
  result->made_width = result->made_height = 0;
  made = find_made (result, library);
  image = made != NULL ? pentimento_library_load_image (library, made, NULL) : NULL;
  if (image != NULL)
    pentimento_image_get_received_size (image, &result->made_width, &result->made_height);
}

void
cli_report_add_result (CliReport *self, PentimentoLibrary *library, PentimentoVersion *version, const char *file)
{
  Result *result = g_new0 (Result, 1);

  result->version = g_object_ref (version);
  result->file = g_strdup (file);
  result->changed_outside = CLI_REGION_NOT_COUNTED;
  find_made_size (result, library);
  g_ptr_array_add (self->results, result);
}

void
cli_report_set_changed_outside (CliReport *self, gint64 n_pixels)
{
  Result *last = g_ptr_array_index (self->results, self->results->len - 1);

  last->changed_outside = n_pixels;
}

void
cli_report_expect_size (CliReport *self, int width, int height)
{
  self->expected_width = width;
  self->expected_height = height;
}

/* Whether the provider has charged, for errors that do not know it themselves. */
static SeedreamBilled
guess_billed (CliReport *self)
{
  if (!self->sent)
    return SEEDREAM_BILLED_NO;
  if (self->has_state && self->state == SEEDREAM_JOB_DONE)
    return self->cost.kind != SEEDREAM_COST_UNKNOWN && self->cost.micros == 0 ? SEEDREAM_BILLED_NO
                                                                              : SEEDREAM_BILLED_YES;
  return SEEDREAM_BILLED_UNKNOWN;
}

static SeedreamBilled
billed_of_error (CliReport *self, const GError *error)
{
  return error->domain == SEEDREAM_ERROR ? seedream_error_get_billed (error) : guess_billed (self);
}

/* What the document says of an edit that goes on is more than that it was interrupted. */
static const char *
describe_error (CliReport *self, const GError *error)
{
  return self->given_up ? error->message : cli_exit_message (error);
}

void
cli_report_take_error (CliReport *self, GError *error)
{
  if (self->error != NULL)
    {
      g_error_free (error);
      return;
    }
  g_free (self->error_code);
  g_free (self->error_message);
  g_free (self->billed);
  self->error = error;
  self->error_code = g_strdup (cli_exit_name_error (error));
  self->error_message = g_strdup (describe_error (self, error));
  self->billed = g_strdup (seedream_billed_to_string (billed_of_error (self, error)));
}

void
cli_report_set_substitutes (CliReport *self, GListModel *orders)
{
  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PentimentoOrder) order = g_list_model_get_item (orders, i);

      g_ptr_array_add (self->substitutes, g_strdup (pentimento_order_get_provider (order)));
    }
}

static gboolean
is_open (CliReport *self)
{
  return self->has_state && self->sent && !seedream_job_state_is_final (self->state);
}

CliExit
cli_report_get_exit (CliReport *self)
{
  CliExit code = CLI_EXIT_OK;

  if (self->error != NULL)
    code = cli_exit_of_error (self->error);
  else if (self->error_code != NULL)
    code = cli_exit_of_error_name (self->error_code);

  if (self->has_state && self->state == SEEDREAM_JOB_UNKNOWN)
    return CLI_EXIT_UNKNOWN;
  if (self->has_state && self->state == SEEDREAM_JOB_CANCELLED)
    return CLI_EXIT_CANCELLED;
  if (is_open (self) && (code == CLI_EXIT_OK || code == CLI_EXIT_NETWORK || code == CLI_EXIT_CANCELLED))
    return CLI_EXIT_PENDING;
  return code;
}

/* Returns: (nullable): how what came differs from what was asked for */
static char *
describe_delivery (CliReport *self)
{
  return self->has_state && self->state == SEEDREAM_JOB_DONE ? seedream_delivery_describe (&self->delivery) : NULL;
}

static void
build_result (const Result *result, JsonBuilder *builder)
{
  json_builder_begin_object (builder);
  cli_json_add_string (builder, "version", pentimento_version_get_id (result->version));
  cli_json_add_string (builder, "file", result->file);
  cli_json_add_string (builder, "sha256", pentimento_version_get_sha256 (result->version));
  cli_json_add_string (builder, "media_type", pentimento_version_get_media_type (result->version));
  cli_json_add_integer (builder, "width", pentimento_version_get_width (result->version));
  cli_json_add_integer (builder, "height", pentimento_version_get_height (result->version));
  cli_json_add_integer (builder, "made_width", result->made_width);
  cli_json_add_integer (builder, "made_height", result->made_height);
  cli_region_report_add (builder, "region", result->version, &result->changed_outside);
  json_builder_end_object (builder);
}

void
cli_report_build_json (CliReport *self, JsonBuilder *builder)
{
  g_autofree char *note = describe_delivery (self);

  json_builder_begin_object (builder);
  cli_json_add_string (builder, "job", self->job);
  cli_json_add_string (builder, "provider", self->provider);
  cli_json_add_string (builder, "state", self->has_state ? seedream_job_state_to_string (self->state) : NULL);
  json_builder_set_member_name (builder, "results");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->results->len; i++)
    build_result (g_ptr_array_index (self->results, i), builder);
  json_builder_end_array (builder);
  cli_json_add_integer (builder, "asked", self->delivery.asked);
  cli_json_add_integer (builder, "delivered", self->delivery.delivered);
  cli_json_add_string (builder, "note", note);
  cli_json_add_cost (builder, &self->cost);
  json_builder_set_member_name (builder, "seconds");
  if (self->elapsed > 0)
    json_builder_add_double_value (builder, self->elapsed);
  else
    json_builder_add_null_value (builder);
  cli_json_add_error (builder, self->error_code, self->error_message, self->billed,
                      self->error != NULL ? seedream_error_get_details (self->error) : NULL);
  json_builder_set_member_name (builder, "substitutes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->substitutes->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (self->substitutes, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_result (CliReport *self, const Result *result)
{
  const char *name = result->file != NULL ? result->file : pentimento_version_get_id (result->version);
  const SeedreamCost share = cli_cost_of_version (result->version);
  g_autofree char *cost = seedream_cost_format (&share);

  if (!cli_output_is_terminal ())
    {
      cli_output_path (name);
      return;
    }
  fputs (name, stdout);
  g_print ("  %d × %d", pentimento_version_get_width (result->version),
           pentimento_version_get_height (result->version));
  if (result->made_width > 0 && pentimento_version_get_recipe (result->version) != NULL)
    g_print (_ (" (made as %d × %d)"), result->made_width, result->made_height);
  g_print ("  %s", cost);
  if (self->elapsed > 0)
    g_print (_ ("  %.1f s"), self->elapsed);
  if (self->times != NULL)
    g_print (" (%s)", self->times);
  g_print ("\n");
}

/* How each result of a changed part fits into its picture. */
static void
print_measured (CliReport *self)
{
  for (guint i = 0; i < self->results->len && cli_output_is_terminal (); i++)
    {
      const Result *result = g_ptr_array_index (self->results, i);
      g_autofree char *measured = pentimento_version_describe_measured (result->version);

      if (measured != NULL)
        cli_output_note ("%s", measured);
    }
}

/* Once: the results of one request are of one size. */
static void
print_other_size (CliReport *self)
{
  for (guint i = 0; self->expected_width > 0 && i < self->results->len; i++)
    {
      const Result *result = g_ptr_array_index (self->results, i);
      int width = pentimento_version_get_width (result->version);
      int height = pentimento_version_get_height (result->version);

      if (width == self->expected_width && height == self->expected_height)
        continue;
      cli_output_note (
          _ ("The result has %d × %d pixels, and the picture %d × %d. With --fit-back it gets the picture’s size."),
          width, height, self->expected_width, self->expected_height);
      return;
    }
}

/* Where results are that were written to no file. */
static void
print_rescue (CliReport *self)
{
  for (guint i = 0; i < self->results->len; i++)
    {
      const Result *result = g_ptr_array_index (self->results, i);

      if (result->file == NULL)
        cli_output_note (
            _ ("The result is safe in the gallery. Get it with: pentimento-cli history export %.8s -o FILE"),
            pentimento_version_get_id (result->version));
    }
}

static gboolean
can_be_resumed (CliReport *self, CliExit code)
{
  return code == CLI_EXIT_PENDING || ((code == CLI_EXIT_KEY || code == CLI_EXIT_LIBRARY) && is_open (self))
         || (code == CLI_EXIT_UNKNOWN && g_strcmp0 (self->error_code, "timed-out") == 0);
}

static void
print_billed (CliReport *self)
{
  for (SeedreamBilled billed = SEEDREAM_BILLED_NO; billed <= SEEDREAM_BILLED_UNKNOWN; billed++)
    if (g_strcmp0 (self->billed, seedream_billed_to_string (billed)) == 0)
      cli_output_note ("%s", seedream_billed_describe (billed));
}

/* Who mistypes an option, or has no provider yet, does not think of money. */
static void
print_error (CliReport *self)
{
  if (self->error_message == NULL)
    return;
  cli_output_message (self->error_message);
  if (self->provider != NULL)
    print_billed (self);
}

void
cli_report_print_advice (CliReport *self)
{
  if (can_be_resumed (self, cli_report_get_exit (self)))
    cli_output_note (_ ("The job is not through. Take it up again with: pentimento-cli jobs resume %.8s"), self->job);
  if (g_strcmp0 (self->error_code, "bad-key") == 0)
    cli_output_note (_ ("Store another key with: pentimento-cli key set %s"), self->provider);
  /* On a terminal it is asked about. */
  if (self->substitutes->len > 0 && !cli_question_can_ask ())
    /* Translators: an id of a provider, such as “kie” */
    cli_output_note (_ ("Another provider with a key: --provider %s"),
                     (const char *)g_ptr_array_index (self->substitutes, 0));
}

void
cli_report_print (CliReport *self)
{
  CliExit code = cli_report_get_exit (self);
  g_autofree char *note = describe_delivery (self);

  if (note != NULL)
    cli_output_note ("%s", note);
  print_other_size (self);
  for (guint i = 0; i < self->results->len; i++)
    {
      const Result *result = g_ptr_array_index (self->results, i);

      if (result->file != NULL || code != CLI_EXIT_OUTPUT)
        print_result (self, result);
    }
  print_measured (self);
  print_error (self);
  if (code == CLI_EXIT_OUTPUT || cli_output_is_terminal ())
    print_rescue (self);
  cli_report_print_advice (self);
  if (self->error != NULL)
    cli_output_details (self->error);
}

/* What failed without a result has no price, but may have been charged for. */
static char *
describe_cost (CliReport *self)
{
  for (SeedreamBilled billed = SEEDREAM_BILLED_NO; billed <= SEEDREAM_BILLED_UNKNOWN; billed++)
    if (self->results->len == 0 && g_strcmp0 (self->billed, seedream_billed_to_string (billed)) == 0)
      return g_strdup (seedream_billed_describe (billed));
  return seedream_cost_format (&self->cost);
}

static char *
describe_size (CliReport *self)
{
  const Result *first = self->results->len > 0 ? g_ptr_array_index (self->results, 0) : NULL;

  if (first == NULL)
    return g_strdup ("–");
  return g_strdup_printf ("%d × %d", pentimento_version_get_width (first->version),
                          pentimento_version_get_height (first->version));
}

static char *
describe_results (CliReport *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  for (guint i = 0; i < self->results->len; i++)
    {
      const Result *result = g_ptr_array_index (self->results, i);
      g_autofree char *kept = g_strdup_printf (_ ("in the gallery: %.8s"), pentimento_version_get_id (result->version));

      g_strv_builder_add (builder, result->file != NULL ? result->file : kept);
    }
  if (self->error_message != NULL)
    g_strv_builder_add (builder, self->error_message);
  words = g_strv_builder_end (builder);
  return g_strjoinv (", ", words);
}

void
cli_report_add_row (CliReport *self, CliTable *table)
{
  g_autoptr (SeedreamProvider) provider = seedream_registry_describe (self->provider);
  g_autofree char *time = self->elapsed > 0 ? g_strdup_printf (_ ("%.1f s"), self->elapsed) : g_strdup ("–");
  g_autofree char *cost = describe_cost (self);
  g_autofree char *size = describe_size (self);
  g_autofree char *results = describe_results (self);

  cli_table_add (table,
                 (const char *const[]){ seedream_provider_get_label (provider), time, cost, size, results, NULL });
}
