/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-making-document.h"

#include "cli-await.h"
#include "cli-marks.h"
#include "cli-region-report.h"
#include "cli-save.h"
#include "cli-target.h"

static PentimentoDocument *
make_document (PentimentoServices *services, const CliMakingOptions *options, const char *provider)
{
  PentimentoDocument *document = g_object_new (PENTIMENTO_TYPE_DOCUMENT, "services", services, "drawn", FALSE, NULL);

  g_object_set (document, "operation", (int)options->operation, "provider", provider, "endpoint", options->endpoint,
                "prompt", options->prompt, "negative-prompt", options->negative, "width", options->width, "height",
                options->height, "seed", options->has_seed ? options->seed : G_GINT64_CONSTANT (-1), "count",
                (guint)options->count, "safety", !options->no_safety, "fit-back", options->fit_back, NULL);
  return document;
}

static gboolean
open_first (PentimentoDocument *document, PentimentoImage *image, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_document_open_async (document, image, cancellable, cli_await_callback, &result);
  return pentimento_document_open_finish (document, cli_await (&result), error);
}

static gboolean
add_picture (PentimentoDocument *document, PentimentoImage *image, GCancellable *cancellable, GError **error)
{
  if (pentimento_document_get_image (document) == NULL)
    return open_first (document, image, cancellable, error);
  return pentimento_document_add_reference (document, image, error);
}

/* All at once: reading and hashing many large files keeps more than one processor busy. */
static gboolean
load_pictures (PentimentoDocument *document, char **inputs, GCancellable *cancellable, GError **error)
{
  guint n_inputs = inputs != NULL ? g_strv_length (inputs) : 0;
  g_autofree GAsyncResult **results = g_new0 (GAsyncResult *, n_inputs);
  gboolean good = TRUE;

  for (guint i = 0; i < n_inputs; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (inputs[i]);

      pentimento_image_load_async (file, NULL, cancellable, cli_await_callback, &results[i]);
    }
  /* Each is awaited, also after a failure: it will be written to its place. */
  for (guint i = 0; i < n_inputs; i++)
    {
      g_autoptr (GAsyncResult) result = cli_await (&results[i]);
      g_autoptr (PentimentoImage) image = pentimento_image_load_finish (result, good ? error : NULL);

      good = good && image != NULL && add_picture (document, image, cancellable, error);
    }
  return good;
}

PentimentoDocument *
cli_making_document_open (PentimentoServices *services,
                          const CliMakingOptions *options,
                          const char *provider,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (PentimentoDocument) document = make_document (services, options, provider);

  if (!load_pictures (document, options->inputs, cancellable, error)
      || !cli_region_options_apply (&options->region, document, cancellable, error)
      || !cli_marks_apply (options->marks, document, cancellable, error))
    return NULL;
  return g_steal_pointer (&document);
}

static gboolean
awaits_id (GListModel *jobs)
{
  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (SeedreamJob) job = g_list_model_get_item (jobs, i);

      if (seedream_job_is_given_up (job) && seedream_job_get_remote_id (job) == NULL)
        return TRUE;
    }
  return FALSE;
}

void
cli_making_document_await_ids (PentimentoServices *services)
{
  while (awaits_id (G_LIST_MODEL (pentimento_services_get_jobs (services))))
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
save (PentimentoDocument *document,
      const CliMakingOptions *options,
      PentimentoVersion *version,
      const char *name,
      GError **error)
{
  g_autoptr (GFile) target = g_file_new_for_path (name);
  g_autoptr (PentimentoExportSettings) settings = pentimento_export_settings_new ();

  settings->quality = options->quality;
  return cli_save (document, version, target, settings, options->force, error);
}

void
cli_making_document_write (PentimentoDocument *document,
                           const CliMakingOptions *options,
                           const char *out,
                           GListModel *versions,
                           CliReport *report)
{
  PentimentoLibrary *library = pentimento_services_get_library (pentimento_document_get_services (document));
  PentimentoOrder *order = pentimento_document_get_order (document);

  for (guint i = 0; i < g_list_model_get_n_items (versions); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (versions, i);
      g_autofree char *name = cli_target_name (out, i);
      g_autoptr (GError) error = NULL;

      if (save (document, options, version, name, &error))
        {
          cli_report_add_result (report, library, version, name);
          if (options->json)
            cli_report_set_changed_outside (report, cli_region_report_count_outside (library, order, version, name));
        }
      else
        {
          cli_report_add_result (report, library, version, NULL);
          cli_report_take_error (report, g_error_new_literal (CLI_ERROR, CLI_EXIT_OUTPUT, error->message));
        }
    }
}
