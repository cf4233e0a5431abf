/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "batch-delivery.h"

#include "pentimento-image-format.h"
#include "version-export.h"

static char *
name_file (PentimentoBatchItem *item, PentimentoVersion *version, guint position)
{
  g_autofree char *name = pentimento_batch_name_result (item->record->target, position);
  const char *ending = pentimento_image_extension (version_export_choose_type (version));

  return g_strconcat (name, ".", ending, NULL);
}

static gboolean
deliver_one (PentimentoBatch *batch,
             PentimentoBatchItem *item,
             PentimentoVersion *version,
             guint position,
             GError **error)
{
  g_autofree char *name = name_file (item, version, position);
  g_autoptr (GFile) target = g_file_get_child (batch->output, name);
  g_autoptr (PentimentoExportSettings) settings = pentimento_export_settings_new ();
  const VersionExport export
      = { .library = pentimento_services_get_library (batch->services), .version = version, .settings = settings };
  PentimentoImageLosses losses;

  settings->quality = batch->request->quality;
  return version_export_write (&export, target, batch->request->replace ? EXPORT_TARGET_REPLACE : EXPORT_TARGET_SAME,
                               &losses, NULL, error);
}

static gboolean
deliver (PentimentoBatch *batch, PentimentoBatchItem *item, GError **error)
{
  PentimentoLibrary *library = pentimento_services_get_library (batch->services);
  g_autoptr (GListModel) versions = pentimento_library_list_results (library, item->record->job_id, error);

  for (guint i = 0; versions != NULL && i < g_list_model_get_n_items (versions); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (versions, i);

      if (!deliver_one (batch, item, version, i, error))
        return FALSE;
    }
  return versions != NULL;
}

static void
deliver_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (deliver (source, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
batch_delivery_run_async (PentimentoBatch *batch,
                          PentimentoBatchItem *item,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (batch, NULL, callback, user_data);

  g_task_set_source_tag (task, batch_delivery_run_async);
  g_task_set_task_data (task, g_object_ref (item), g_object_unref);
  g_task_run_in_thread (task, deliver_in_thread);
}

gboolean
batch_delivery_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

char **
pentimento_batch_list_files (PentimentoBatch *self, PentimentoBatchItem *item)
{
  PentimentoLibrary *library = pentimento_services_get_library (self->services);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GListModel) versions = NULL;

  if (item->state == PENTIMENTO_BATCH_ITEM_DONE)
    versions = pentimento_library_list_results (library, item->record->job_id, NULL);
  for (guint i = 0; versions != NULL && i < g_list_model_get_n_items (versions); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (versions, i);
      g_autofree char *name = name_file (item, version, i);

      g_strv_builder_add (names, name);
    }
  return g_strv_builder_end (names);
}
