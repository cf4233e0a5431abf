/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the properties to an order, and from its versions to what is shown. */

#include <glib/gi18n-lib.h>

#include "pentimento-document-private.h"
#include "pentimento-queue.h"

/* Ends the edit one way or the other; the task is not to be used afterwards. */

static void
fail (GTask *task, GError *error)
{
  pentimento_document_set_busy (g_task_get_source_object (task), FALSE);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
finish (GTask *task, GListModel *versions)
{
  pentimento_document_set_busy (g_task_get_source_object (task), FALSE);
  g_task_return_pointer (task, versions, g_object_unref);
  g_object_unref (task);
}

/* The order has ended. */

static gboolean
belongs_here (PentimentoDocument *self, PentimentoOrder *order, PentimentoVersion *version)
{
  PentimentoVersion *current = pentimento_history_get_current (self->history);

  if (pentimento_order_get_operation (order) == SEEDREAM_OPERATION_GENERATE || current == NULL)
    return FALSE;
  return g_str_equal (pentimento_version_get_picture_id (current), pentimento_version_get_picture_id (version));
}

static void
generated_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PentimentoOrder *order = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  /* It is in the library in any case. */
  if (!pentimento_document_open_finish (PENTIMENTO_DOCUMENT (source), result, &error))
    g_warning ("The generated picture could not be shown: %s", error->message);
  finish (task, g_object_ref (pentimento_order_get_versions (order)));
}

static void
order_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PentimentoDocument *self = g_task_get_source_object (task);
  PentimentoOrder *order = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GListModel) versions = pentimento_queue_run_finish (PENTIMENTO_QUEUE (source), result, &error);
  g_autoptr (PentimentoVersion) last = NULL;

  if (versions == NULL)
    {
      fail (task, error);
      return;
    }
  last = g_list_model_get_item (versions, g_list_model_get_n_items (versions) - 1);
  if (last != NULL && pentimento_order_get_operation (order) == SEEDREAM_OPERATION_GENERATE && self->drawn)
    {
      pentimento_document_open_version_async (self, last, NULL, generated_opened, task);
      return;
    }
  /* The person may have opened something else in the meantime; the result waits in its own history. */
  if (last != NULL && belongs_here (self, order, last))
    pentimento_history_show (self->history, last);
  finish (task, g_steal_pointer (&versions));
}

/* Making the order */

static GListModel *
list_pictures (PentimentoDocument *self)
{
  guint n_references = g_list_model_get_n_items (G_LIST_MODEL (self->references));
  GListStore *pictures = g_list_store_new (PENTIMENTO_TYPE_IMAGE);

  if (self->operation == SEEDREAM_OPERATION_GENERATE)
    return G_LIST_MODEL (pictures);
  g_list_store_append (pictures, self->image);
  for (guint i = 0; i < n_references; i++)
    {
      g_autoptr (PentimentoImage) image = g_list_model_get_item (G_LIST_MODEL (self->references), i);

      g_list_store_append (pictures, image);
    }
  return G_LIST_MODEL (pictures);
}

/* What is shown now is what is sent, whatever the person changes before its turn comes. */
static PentimentoOrder *
make_order (PentimentoDocument *self)
{
  gboolean editing = self->operation == SEEDREAM_OPERATION_EDIT;
  gboolean fit_back = editing && self->fit_back;
  g_autoptr (GListModel) pictures = list_pictures (self);
  int width, height;

  pentimento_document_get_sent_size (self, &width, &height);
  /* clang-format off */
  return g_object_new (PENTIMENTO_TYPE_ORDER,
                       "services", self->services,
                       "provider", seedream_provider_get_id (self->description),
                       "endpoint", self->endpoint,
                       "operation", self->operation,
                       "parent", editing ? pentimento_history_get_current (self->history) : NULL,
                       "pictures", pictures,
                       "prompt", self->prompt,
                       "negative-prompt", self->negative_prompt,
                       "width", width,
                       "height", height,
                       "seed", self->seed,
                       "count", self->count,
                       "safety", self->safety,
                       "fit-width", fit_back ? pentimento_image_get_width (self->image) : 0,
                       "fit-height", fit_back ? pentimento_image_get_height (self->image) : 0,
                       NULL);
  /* clang-format on */
}

PentimentoOrder *
pentimento_document_create_order (PentimentoDocument *self, GError **error)
{
  if (self->operation == SEEDREAM_OPERATION_GENERATE || self->image != NULL)
    return make_order (self);
  g_set_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE, _ ("Open a picture first."));
  return NULL;
}

static void
job_began (PentimentoDocument *self, GParamSpec *pspec, PentimentoOrder *order)
{
  pentimento_document_set_job (self, pentimento_order_get_job (order));
}

static void
pictures_prepared (PentimentoDocument *self, GParamSpec *pspec, PentimentoOrder *order)
{
  pentimento_document_set_preparation (self, pentimento_order_get_preparation (order));
}

void
pentimento_document_start_async (PentimentoDocument *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = pentimento_document_find_obstacle (self);
  PentimentoOrder *order;

  g_task_set_source_tag (task, pentimento_document_start_async);
  g_task_set_check_cancellable (task, FALSE);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  order = make_order (self);
  g_task_set_task_data (task, order, g_object_unref);
  g_signal_connect_object (order, "notify::job", G_CALLBACK (job_began), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (order, "notify::preparation", G_CALLBACK (pictures_prepared), self, G_CONNECT_SWAPPED);
  pentimento_document_set_busy (self, TRUE);
  pentimento_document_set_order (self, order);
  pentimento_queue_run_async (pentimento_services_get_queue (self->services), order, cancellable, order_ended,
                              g_steal_pointer (&task));
}

GListModel *
pentimento_document_start_finish (PentimentoDocument *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
