/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-making.h"

#include <glib/gi18n-lib.h>

#include "cli-await.h"
#include "cli-interrupt.h"
#include "cli-json.h"
#include "cli-making-options.h"
#include "cli-options.h"
#include "cli-output.h"
#include "cli-progress.h"
#include "cli-provider.h"
#include "cli-report.h"
#include "cli-target.h"
#include "pentimento-document.h"

typedef struct {
  CliMakingOptions *options;
  CliReport *report;
  PentimentoServices *services;
  CliInterrupt *interrupt;
  PentimentoDocument *document;
} Making;

static void
making_clear (Making *self)
{
  g_clear_pointer (&self->interrupt, cli_interrupt_free);
  g_clear_object (&self->document);
  g_clear_object (&self->services);
  g_clear_pointer (&self->report, cli_report_free);
  g_clear_pointer (&self->options, cli_making_options_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, making_clear)

static GCancellable *
making_cancellable (Making *self)
{
  return cli_interrupt_get_cancellable (self->interrupt);
}

static char *
choose_provider (Making *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (self->options->provider != NULL)
    return g_strdup (self->options->provider);
  pentimento_services_choose_provider_async (self->services, making_cancellable (self), cli_await_callback, &result);
  return pentimento_services_choose_provider_finish (self->services, cli_await (&result), error);
}

static gboolean
check_against_provider (Making *self, const char *id, GError **error)
{
  g_autoptr (SeedreamProvider) provider = cli_provider_create (id, self->options->endpoint, error);

  if (provider == NULL)
    return FALSE;
  cli_report_set_provider (self->report, id);
  return cli_making_options_check (self->options, seedream_provider_get_label (provider),
                                   seedream_provider_get_capabilities (provider, self->options->operation), error);
}

static void
make_document (Making *self, const char *provider)
{
  const CliMakingOptions *options = self->options;

  self->document = g_object_new (PENTIMENTO_TYPE_DOCUMENT, "services", self->services, "drawn", FALSE, NULL);
  g_object_set (self->document, "operation", (int)options->operation, "provider", provider, "endpoint",
                options->endpoint, "prompt", options->prompt, "negative-prompt", options->negative, "width",
                options->width, "height", options->height, "seed",
                options->has_seed ? options->seed : G_GINT64_CONSTANT (-1), "count", (guint)options->count, "safety",
                !options->no_safety, "fit-back", options->fit_back, NULL);
}

static gboolean
open_first (Making *self, PentimentoImage *image, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_document_open_async (self->document, image, making_cancellable (self), cli_await_callback, &result);
  return pentimento_document_open_finish (self->document, cli_await (&result), error);
}

static gboolean
add_picture (Making *self, PentimentoImage *image, GError **error)
{
  if (pentimento_document_get_image (self->document) == NULL)
    return open_first (self, image, error);
  return pentimento_document_add_reference (self->document, image, error);
}

/* All at once: reading and hashing many large files keeps more than one processor busy. */
static gboolean
load_pictures (Making *self, GError **error)
{
  char **inputs = self->options->inputs;
  guint n_inputs = inputs != NULL ? g_strv_length (inputs) : 0;
  g_autofree GAsyncResult **results = g_new0 (GAsyncResult *, n_inputs);
  gboolean good = TRUE;

  for (guint i = 0; i < n_inputs; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (inputs[i]);

      pentimento_image_load_async (file, NULL, making_cancellable (self), cli_await_callback, &results[i]);
    }
  /* Each is awaited, also after a failure: it will be written to its place. */
  for (guint i = 0; i < n_inputs; i++)
    {
      g_autoptr (GAsyncResult) result = cli_await (&results[i]);
      g_autoptr (PentimentoImage) image = pentimento_image_load_finish (result, good ? error : NULL);

      good = good && image != NULL && add_picture (self, image, error);
    }
  return good;
}

/* Whoever asked for a size, or for the picture's, needs not be told of another. */
static void
expect_size_of_picture (Making *self)
{
  PentimentoImage *image = pentimento_document_get_image (self->document);

  if (self->options->inputs != NULL && image != NULL && self->options->size == NULL && !self->options->fit_back)
    cli_report_expect_size (self->report, pentimento_image_get_width (image), pentimento_image_get_height (image));
}

static gboolean
prepare (Making *self, GError **error)
{
  g_autofree char *provider = NULL;

  self->services = pentimento_services_new (NULL, NULL, error);
  if (self->services == NULL)
    return FALSE;
  self->interrupt = cli_interrupt_new (G_LIST_MODEL (pentimento_services_get_jobs (self->services)));

  provider = choose_provider (self, error);
  if (provider == NULL || !check_against_provider (self, provider, error))
    return FALSE;
  make_document (self, provider);
  if (!load_pictures (self, error))
    return FALSE;
  expect_size_of_picture (self);
  return TRUE;
}

/* Tells a person which size comes, while nothing has been sent yet. */
static void
note_size (Making *self)
{
  g_autofree char *note = NULL;

  g_object_get (self->document, "size-note", &note, NULL);
  if (note != NULL && cli_output_shows_progress ())
    cli_output_note ("%s", note);
}

/* Tells a person what was done to the pictures before they were sent. */
static void
note_preparation (Making *self)
{
  g_autofree char *preparation = NULL;

  g_object_get (self->document, "preparation", &preparation, NULL);
  if (preparation != NULL && cli_output_shows_progress ())
    cli_output_note ("%s", preparation);
}

/* A job that was given up goes on without us, but only under an id: a provider that gives none answers once. */
static void
await_id (Making *self)
{
  GListModel *jobs = G_LIST_MODEL (pentimento_services_get_jobs (self->services));
  SeedreamJob *job = pentimento_document_get_job (self->document);

  while (job != NULL && seedream_job_is_given_up (job) && seedream_job_get_remote_id (job) == NULL
         && g_list_model_get_n_items (jobs) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static GListModel *
run (Making *self, GError **error)
{
  g_autoptr (CliProgress) progress = cli_progress_new (G_LIST_MODEL (pentimento_services_get_jobs (self->services)));
  g_autoptr (GAsyncResult) result = NULL;
  GListModel *versions = NULL;

  note_size (self);
  pentimento_document_start_async (self->document, making_cancellable (self), cli_await_callback, &result);
  versions = pentimento_document_start_finish (self->document, cli_await (&result), error);
  await_id (self);
  if (pentimento_document_get_job (self->document) != NULL)
    cli_report_set_job (self->report, pentimento_document_get_job (self->document));
  g_clear_pointer (&progress, cli_progress_free);
  note_preparation (self);
  return versions;
}

/* Not to be interrupted: the result has been bought, and writing it takes a moment only. */
static gboolean
save (Making *self, PentimentoVersion *version, const char *name, GError **error)
{
  g_autoptr (GFile) target = g_file_new_for_path (name);
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_document_export_async (self->document, version, target, self->options->quality, self->options->force, NULL,
                                    cli_await_callback, &result);
  return pentimento_document_export_finish (self->document, cli_await (&result), error);
}

static void
write_out (Making *self, GListModel *versions)
{
  PentimentoLibrary *library = pentimento_services_get_library (self->services);

  for (guint i = 0; i < g_list_model_get_n_items (versions); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (versions, i);
      g_autofree char *name = cli_target_name (self->options->output, i);
      g_autoptr (GError) error = NULL;

      if (save (self, version, name, &error))
        cli_report_add_result (self->report, library, version, name);
      else
        {
          cli_report_add_result (self->report, library, version, NULL);
          cli_report_take_error (self->report, g_error_new_literal (CLI_ERROR, CLI_EXIT_OUTPUT, error->message));
        }
    }
}

static void
make (Making *self, char **arguments)
{
  g_autoptr (GListModel) versions = NULL;
  GError *error = NULL;

  if (cli_making_options_parse (self->options, arguments, &error) && prepare (self, &error))
    versions = run (self, &error);
  if (versions != NULL)
    write_out (self, versions);
  else
    cli_report_take_error (self->report, error);
}

CliExit
cli_making_run (SeedreamOperation operation, char **arguments)
{
  g_auto (Making) self = { .options = cli_making_options_new (operation), .report = cli_report_new () };

  make (&self, arguments);
  if (cli_options_want_json (arguments))
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      cli_report_build_json (self.report, builder);
      cli_json_print (builder);
    }
  else
    cli_report_print (self.report);
  return cli_report_get_exit (self.report);
}
