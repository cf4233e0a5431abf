/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-batch.h"

#include <glib/gi18n-lib.h>

#include "cli-await.h"
#include "cli-batch-options.h"
#include "cli-batch-progress.h"
#include "cli-batch-report.h"
#include "cli-interrupt.h"
#include "cli-options.h"
#include "cli-output.h"
#include "cli-provider.h"
#include "cli-question.h"
#include "cli-target.h"
#include "pentimento-batch.h"
#include "pentimento-document-error.h"
#include "pentimento-queue.h"

typedef struct {
  CliBatchOptions *options;
  PentimentoServices *services;
  PentimentoBatch *batch;
} Command;

static void
command_clear (Command *self)
{
  g_clear_object (&self->batch);
  g_clear_object (&self->services);
  g_clear_pointer (&self->options, cli_batch_options_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Command, command_clear)

/* Where nothing has been bought yet, an interrupt simply ends the program; so nothing here is cancelled. */

static char *
choose_provider (Command *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (self->options->making->provider != NULL)
    return g_strdup (self->options->making->provider);
  pentimento_services_choose_provider_async (self->services, NULL, cli_await_callback, &result);
  return pentimento_services_choose_provider_finish (self->services, cli_await (&result), error);
}

static gboolean
check_against_provider (Command *self, const char *id, GError **error)
{
  CliMakingOptions *making = self->options->making;
  g_autoptr (SeedreamProvider) provider = cli_provider_create (id, making->endpoint, error);

  return provider != NULL
         && cli_making_options_check (making, seedream_provider_get_label (provider),
                                      seedream_provider_get_capabilities (provider, making->operation), error);
}

static GListModel *
load_references (Command *self, GError **error)
{
  g_autoptr (GListStore) images = g_list_store_new (PENTIMENTO_TYPE_IMAGE);

  for (char **name = self->options->references; name != NULL && *name != NULL; name++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (*name);
      g_autoptr (PentimentoImage) image = pentimento_image_load (file, NULL, NULL, error);

      if (image == NULL)
        return NULL;
      g_list_store_append (images, image);
    }
  return G_LIST_MODEL (g_steal_pointer (&images));
}

static GListModel *
list_inputs (Command *self)
{
  GListStore *files = g_list_store_new (G_TYPE_FILE);

  for (char **name = self->options->inputs; *name != NULL; name++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (*name);

      g_list_store_append (files, file);
    }
  return G_LIST_MODEL (files);
}

/* @inputs: (nullable) */
static gboolean
plan (Command *self, GListModel *inputs, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) problem = NULL;

  pentimento_batch_plan_async (self->batch, inputs, NULL, cli_await_callback, &result);
  if (pentimento_batch_plan_finish (self->batch, cli_await (&result), &problem))
    return TRUE;
  if (g_error_matches (problem, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_BATCH_LEFT))
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE,
                 _ ("A batch into “%s” is not through yet. Go on with it by --resume, or choose another folder."),
                 self->options->making->output);
  else if (problem->domain == G_IO_ERROR)
    g_set_error_literal (error, CLI_ERROR, CLI_EXIT_INPUT, problem->message);
  else if (problem->domain == PENTIMENTO_DOCUMENT_ERROR)
    g_set_error_literal (error, CLI_ERROR, CLI_EXIT_USAGE, problem->message);
  else
    g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static PentimentoBatchRequest *
make_request (const CliMakingOptions *making, const char *provider)
{
  PentimentoBatchRequest *request = pentimento_batch_request_new ();

  g_free (request->provider);
  request->provider = g_strdup (provider);
  request->endpoint = g_strdup (making->endpoint);
  g_free (request->prompt);
  request->prompt = g_strdup (making->prompt);
  request->width = making->width;
  request->height = making->height;
  request->seed = making->has_seed ? making->seed : -1;
  request->count = making->count;
  request->quality = making->quality;
  request->safety = !making->no_safety;
  request->fit_back = making->fit_back;
  request->replace = making->force;
  return request;
}

static gboolean
begin (Command *self, GError **error)
{
  g_autofree char *provider = choose_provider (self, error);
  g_autoptr (PentimentoBatchRequest) request = NULL;
  g_autoptr (GListModel) references = NULL;
  g_autoptr (GListModel) inputs = list_inputs (self);
  g_autoptr (GFile) output = g_file_new_for_path (self->options->making->output);

  if (provider == NULL || !check_against_provider (self, provider, error))
    return FALSE;
  references = load_references (self, error);
  if (references == NULL)
    return FALSE;
  request = make_request (self->options->making, provider);
  self->batch = pentimento_batch_new (self->services, request, references, output);
  return plan (self, inputs, error);
}

/* Going on: what is said again has to be the same. */

static gboolean
refuse_other (const char *option, GError **error)
{
  g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE,
               _ ("This batch was begun with another %s. Leave it out to go on, or choose another folder."), option);
  return FALSE;
}

static gboolean
check_same_request (const CliBatchOptions *options, const PentimentoBatchRequest *request, GError **error)
{
  const CliMakingOptions *making = options->making;
  const struct {
    const char *option;
    gboolean same;
  } checks[] = {
    { "-p", making->prompt == NULL || g_str_equal (making->prompt, request->prompt) },
    { "--provider", making->provider == NULL || g_str_equal (making->provider, request->provider) },
    { "--endpoint", making->endpoint == NULL || g_strcmp0 (making->endpoint, request->endpoint) == 0 },
    { "--size", making->size == NULL || (making->width == request->width && making->height == request->height) },
    { "--seed", !making->has_seed || making->seed == request->seed },
    { "--count", !options->has_count || (guint)making->count == request->count },
    { "--quality", !options->has_quality || making->quality == request->quality },
    { "--no-safety", !making->no_safety || !request->safety },
    { "--fit-back", !making->fit_back || request->fit_back },
    { "--force", !making->force || request->replace },
  };

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (!checks[i].same)
      return refuse_other (checks[i].option, error);
  return TRUE;
}

static gboolean
check_same_references (Command *self, GError **error)
{
  const char *const *known = pentimento_batch_get_references (self->batch);
  g_autoptr (GListModel) given = load_references (self, error);

  if (given == NULL)
    return FALSE;
  if (self->options->references == NULL)
    return TRUE;
  if (g_list_model_get_n_items (given) != g_strv_length ((char **)known))
    return refuse_other ("--reference", error);
  for (guint i = 0; known[i] != NULL; i++)
    {
      g_autoptr (PentimentoImage) image = g_list_model_get_item (given, i);

      if (!g_str_equal (pentimento_image_get_sha256 (image), known[i]))
        return refuse_other ("--reference", error);
    }
  return TRUE;
}

static gboolean
check_same_inputs (Command *self, GError **error)
{
  g_autoptr (GListModel) given = list_inputs (self);
  g_autoptr (GError) problem = NULL;

  if (g_list_model_get_n_items (given) == 0 || pentimento_batch_has_inputs (self->batch, given, &problem))
    return TRUE;
  if (problem == NULL)
    return refuse_other ("--input", error);
  g_set_error_literal (error, CLI_ERROR, CLI_EXIT_INPUT, problem->message);
  return FALSE;
}

static gboolean
go_on (Command *self, GError **error)
{
  g_autoptr (GFile) output = g_file_new_for_path (self->options->making->output);
  g_autoptr (GError) problem = NULL;

  self->batch = pentimento_batch_find (self->services, output, &problem);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (self->batch == NULL)
    g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("There is no batch into “%s” to go on with."),
                 self->options->making->output);
  return self->batch != NULL && check_same_request (self->options, pentimento_batch_get_request (self->batch), error)
         && check_same_references (self, error) && plan (self, NULL, error) && check_same_inputs (self, error);
}

/* The price of the whole comes first. */

static void
say_price (Command *self, const PentimentoBatchSum *left)
{
  const char *id = pentimento_batch_get_request (self->batch)->provider;
  g_autoptr (SeedreamProvider) provider = seedream_registry_describe (id);
  g_autofree char *price = cli_batch_report_format (left);
  guint n_others = pentimento_batch_count (self->batch, PENTIMENTO_BATCH_ITEM_NOT_A_PICTURE);
  guint n_skipped = pentimento_batch_count (self->batch, PENTIMENTO_BATCH_ITEM_SKIPPED);

  if (left->n_items == 0)
    cli_output_note (_ ("There is nothing to be sent."));
  else
    /* Translators: how many pictures, a provider's name, a price such as “about $6.00” */
    cli_output_note (ngettext ("%u picture at %s: %s", "%u pictures at %s: %s", left->n_items), left->n_items,
                     seedream_provider_get_label (provider), price);
  if (n_others > 0)
    cli_output_note (ngettext ("%u file is no picture.", "%u files are no pictures.", n_others), n_others);
  if (n_skipped > 0)
    cli_output_note (ngettext ("%u result is there already.", "%u results are there already.", n_skipped), n_skipped);
}

static gboolean
check_budget (Command *self, const PentimentoBatchSum *left, GError **error)
{
  gint64 budget;

  if (self->options->budget_micros >= 0)
    g_object_set (self->batch, "budget", self->options->budget_micros, NULL);
  g_object_get (self->batch, "budget", &budget, NULL);
  if (budget < 0 || left->n_unknown == 0)
    return TRUE;
  g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE,
               _ ("Nobody says what this will cost, so that no --budget can be kept. Choose another provider."));
  return FALSE;
}

static gboolean
agree (Command *self, GError **error)
{
  const PentimentoBatchSum left = pentimento_batch_sum_left (self->batch);
  gboolean is_free = left.reported + left.estimated == 0 && left.n_unknown == 0;

  say_price (self, &left);
  if (!check_budget (self, &left, error))
    return FALSE;
  return cli_question_agree (is_free, self->options->yes, error);
}

/* The first interrupt. */
static void
stop (gpointer data)
{
  Command *self = data;

  if (cli_output_shows_progress ())
    cli_output_note (
        _ ("Nothing more is begun; what is being sent is waited for, and what is at work is left to be taken "
           "up again. Interrupt once more to leave at once."));
  pentimento_batch_stop (self->batch);
}

static void
set_jobs (Command *self)
{
  if (self->options->jobs == 0)
    return;
  g_object_set (pentimento_services_get_queue (self->services), "limit", (guint)self->options->jobs, NULL);
  g_object_set (self->batch, "jobs", (guint)self->options->jobs, NULL);
}

static void
run (Command *self, GError **error)
{
  g_autoptr (CliInterrupt) interrupt = cli_interrupt_new (NULL);
  g_autoptr (CliBatchProgress) progress = cli_batch_progress_new (self->batch);
  g_autoptr (GAsyncResult) result = NULL;

  cli_interrupt_set_first (interrupt, stop, self);
  set_jobs (self);
  pentimento_batch_run_async (self->batch, cli_interrupt_get_cancellable (interrupt), cli_await_callback, &result);
  pentimento_batch_run_finish (self->batch, cli_await (&result), error);
}

CliExit
command_batch (char **arguments)
{
  g_auto (Command) self = { .options = cli_batch_options_new () };
  g_autoptr (GError) error = NULL;
  gboolean ran = FALSE;

  if (cli_batch_options_parse (self.options, arguments, &error))
    self.services = pentimento_services_new (NULL, NULL, &error);
  if (self.services != NULL && (self.options->resume ? go_on (&self, &error) : begin (&self, &error))
      && agree (&self, &error))
    {
      ran = TRUE;
      run (&self, &error);
    }
  if (cli_options_want_json (arguments))
    cli_batch_report_print_json (ran ? self.batch : NULL, ran ? pentimento_services_get_library (self.services) : NULL,
                                 error);
  else if (ran)
    cli_batch_report_print (self.batch, self.options->making->output, error);
  else
    cli_output_error (error);
  return ran ? cli_batch_report_exit (self.batch, pentimento_services_get_library (self.services), error)
             : cli_exit_of_error (error);
}
