/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Saving a copy of a version of the history, and finding out beforehand how large it will be. */

#include <glib/gi18n-lib.h>

#include "export-estimates.h"
#include "pentimento-document-private.h"
#include "pentimento-image-format.h"
#include "version-export.h"

typedef struct {
  PentimentoLibrary *library;
  PentimentoImage *image; /* (nullable): where the version's picture is at hand */
  PentimentoVersion *version;
  PentimentoExportSettings *settings;
  GFile *target; /* (nullable): NULL where only the size is wanted */
  gboolean replace;
  PentimentoImageProgress progress;
  gpointer progress_data;
  GTask *task; /* not owned, it owns us */
  double told; /* the progress */
  ExportEstimates *estimates;
  PentimentoExportEstimate estimate;
} Export;

/* So small a step is not seen. */
#define PROGRESS_STEP 0.01

static void
export_free (Export *export)
{
  g_object_unref (export->library);
  g_clear_object (&export->image);
  g_object_unref (export->version);
  g_clear_object (&export->target);
  pentimento_export_settings_free (export->settings);
  export_estimates_unref (export->estimates);
  g_free (export);
}

typedef struct {
  GTask *task;
  double fraction;
} News;

static gboolean
tell_news (gpointer user_data)
{
  News *news = user_data;
  Export *export = g_task_get_task_data (news->task);

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (news->task)))
    export->progress (news->fraction, export->progress_data);
  return G_SOURCE_REMOVE;
}

static void
news_free (gpointer data)
{
  News *news = data;

  g_object_unref (news->task);
  g_free (news);
}

/* Encoders tell it in their thread, and the caller wants it in his. */
static void
pass_progress (double fraction, gpointer user_data)
{
  Export *export = user_data;
  g_autoptr (GSource) source = NULL;
  News *news;

  if (fraction < export->told + PROGRESS_STEP)
    return;
  export->told = fraction;
  news = g_new0 (News, 1);
  news->task = g_object_ref (export->task);
  news->fraction = fraction;
  source = g_idle_source_new ();
  g_source_set_priority (source, g_task_get_priority (export->task));
  g_source_set_callback (source, tell_news, news, news_free);
  g_source_attach (source, g_task_get_context (export->task));
}

static VersionExport
describe (Export *export)
{
  const VersionExport description = {
    .library = export->library,
    .version = export->version,
    .image = export->image,
    .settings = export->settings,
    .progress = export->progress != NULL ? pass_progress : NULL,
    .progress_data = export,
  };

  return description;
}

static void
export_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Export *export = task_data;
  const VersionExport description = describe (export);
  GError *error = NULL;

  if (version_export_write (&description, export->target, export->replace ? EXPORT_TARGET_REPLACE : EXPORT_TARGET_KEEP,
                            &export->estimate.losses, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
set_ending_error (const char *name, GError **error)
{
  g_autofree char *endings = pentimento_image_describe_writable ();

  g_set_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET,
               _ ("“%s” does not end in a format that can be written. Use one of %s."), name, endings);
  return FALSE;
}

/* What a name says counts where the settings say nothing, and has to be the same where they do. */
static gboolean
choose_type (Export *export, GError **error)
{
  g_autofree char *name = export_target_describe (export->target);
  const char *named = pentimento_image_media_type_of_name (name);
  const char *received = version_export_choose_type (export->version);
  g_autofree const char **writable = pentimento_image_writable_types ();

  if (export->settings->media_type == NULL)
    export->settings->media_type = named;
  if (export->settings->media_type == NULL
      || (!g_strv_contains (writable, export->settings->media_type)
          && !g_str_equal (export->settings->media_type, received)))
    return set_ending_error (name, error);
  if (named == NULL || g_str_equal (named, export->settings->media_type))
    return TRUE;
  g_set_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET,
               _ ("“%s” has the ending of another format. Use .%s."), name,
               pentimento_image_extension (export->settings->media_type));
  return FALSE;
}

static Export *
export_new (PentimentoDocument *self, PentimentoVersion *version, const PentimentoExportSettings *settings)
{
  Export *export = g_new0 (Export, 1);

  export->library = g_object_ref (pentimento_services_get_library (self->services));
  export->version = g_object_ref (version);
  export->settings = settings != NULL ? pentimento_export_settings_copy (settings) : pentimento_export_settings_new ();
  export->estimates = export_estimates_ref (self->estimates);
  if (self->image != NULL
      && g_str_equal (pentimento_image_get_identity (self->image), pentimento_version_get_identity (version)))
    export->image = g_object_ref (self->image);
  return export;
}

/* Returns: (transfer full) (nullable): a task with its data; NULL where there is nothing to save, which it has told then */
static GTask *
begin (PentimentoDocument *self,
       PentimentoVersion *version,
       const PentimentoExportSettings *settings,
       GTask *own_task,
       gpointer tag)
{
  g_autoptr (GTask) task = own_task;
  Export *export;

  g_task_set_source_tag (task, tag);
  if (version == NULL)
    version = pentimento_history_get_current (self->history);
  if (version == NULL)
    {
      g_task_return_new_error (task, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE, "%s",
                               _ ("Open a picture first."));
      return NULL;
    }
  export = export_new (self, version, settings);
  export->task = task;
  g_task_set_task_data (task, export, (GDestroyNotify)export_free);
  return g_steal_pointer (&task);
}

void
pentimento_document_export_async (PentimentoDocument *self,
                                  PentimentoVersion *version,
                                  GFile *target,
                                  const PentimentoExportSettings *settings,
                                  gboolean replace,
                                  PentimentoImageProgress progress,
                                  gpointer progress_data,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = begin (self, version, settings, g_task_new (self, cancellable, callback, user_data),
                                  pentimento_document_export_async);
  GError *error = NULL;
  Export *export;

  if (task == NULL)
    return;
  export = g_task_get_task_data (task);
  export->target = g_object_ref (target);
  export->replace = replace;
  export->progress = progress;
  export->progress_data = progress_data;
  if (choose_type (export, &error))
    g_task_run_in_thread (task, export_in_thread);
  else
    g_task_return_error (task, error);
}

gboolean
pentimento_document_export_finish (PentimentoDocument *self,
                                   GAsyncResult *result,
                                   PentimentoImageLosses *losses,
                                   GError **error)
{
  Export *export = g_task_get_task_data (G_TASK (result));

  if (losses != NULL)
    *losses = export != NULL ? export->estimate.losses : 0;
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
estimate_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Export *export = task_data;
  const VersionExport description = describe (export);
  g_autofree char *key
      = export_estimates_make_key (pentimento_version_get_identity (export->version), export->settings);
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;

  if (!export_estimates_find (export->estimates, key, &export->estimate))
    {
      bytes = version_export_make (&description, &export->estimate.losses, &export->estimate.unchanged, cancellable,
                                   &error);
      if (bytes == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      export->estimate.bytes = g_bytes_get_size (bytes);
      export_estimates_keep (export->estimates, key, &export->estimate);
    }
  g_task_return_boolean (task, TRUE);
}

void
pentimento_document_estimate_export_async (PentimentoDocument *self,
                                           PentimentoVersion *version,
                                           const PentimentoExportSettings *settings,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  g_autoptr (GTask) task = begin (self, version, settings, g_task_new (self, cancellable, callback, user_data),
                                  pentimento_document_estimate_export_async);
  Export *export;

  if (task == NULL)
    return;
  export = g_task_get_task_data (task);
  if (export->settings->media_type == NULL)
    export->settings->media_type = version_export_choose_type (export->version);
  g_task_run_in_thread (task, estimate_in_thread);
}

gboolean
pentimento_document_estimate_export_finish (PentimentoDocument *self,
                                            GAsyncResult *result,
                                            PentimentoExportEstimate *estimate,
                                            GError **error)
{
  Export *export = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *estimate = export->estimate;
  return TRUE;
}
