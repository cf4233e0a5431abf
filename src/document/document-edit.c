/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the properties to an order, and from its versions to what is shown. */

#include <glib/gi18n-lib.h>

#include "pentimento-document-private.h"
#include "pentimento-order-private.h"
#include "pentimento-queue.h"

/* One edit: its order, and where the person was when it was asked for. */
typedef struct {
  PentimentoOrder *order;
  guint n_moves;
} Edit;

static void
edit_free (Edit *edit)
{
  g_object_unref (edit->order);
  g_free (edit);
}

/* Of several edits the one that was asked for last is the one to be followed. */

static void
follow (PentimentoDocument *self, PentimentoOrder *order)
{
  pentimento_document_set_order (self, order);
  if (pentimento_order_get_job (order) != NULL)
    pentimento_document_set_job (self, pentimento_order_get_job (order));
  pentimento_document_set_preparation (self, pentimento_order_get_preparation (order));
}

static void
order_moved_on (PentimentoDocument *self, GParamSpec *pspec, PentimentoOrder *order)
{
  if (order == self->order)
    follow (self, order);
}

static void
add_edit (PentimentoDocument *self, PentimentoOrder *order)
{
  gboolean was_busy = pentimento_document_get_busy (self);

  g_signal_connect_object (order, "notify::job", G_CALLBACK (order_moved_on), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (order, "notify::preparation", G_CALLBACK (order_moved_on), self, G_CONNECT_SWAPPED);
  g_list_store_append (self->edits, order);
  pentimento_document_set_order (self, order);
  pentimento_document_notify_edits (self, was_busy);
}

static void
remove_edit (PentimentoDocument *self, PentimentoOrder *order)
{
  guint n_left, position;
  g_autoptr (PentimentoOrder) latest = NULL;

  if (!g_list_store_find (self->edits, order, &position))
    return;
  g_list_store_remove (self->edits, position);
  n_left = g_list_model_get_n_items (G_LIST_MODEL (self->edits));
  latest = n_left > 0 ? g_list_model_get_item (G_LIST_MODEL (self->edits), n_left - 1) : NULL;
  if (latest != NULL)
    follow (self, latest);
  pentimento_document_notify_edits (self, TRUE);
}

/* Ends the edit one way or the other; the task is not to be used afterwards. */

static void
fail (GTask *task, GError *error)
{
  Edit *edit = g_task_get_task_data (task);

  remove_edit (g_task_get_source_object (task), edit->order);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
finish (GTask *task)
{
  Edit *edit = g_task_get_task_data (task);

  remove_edit (g_task_get_source_object (task), edit->order);
  g_task_return_pointer (task, g_object_ref (pentimento_order_get_versions (edit->order)), g_object_unref);
  g_object_unref (task);
}

/* The order has ended. */

static gboolean
belongs_here (PentimentoDocument *self, PentimentoVersion *version)
{
  PentimentoVersion *current = pentimento_history_get_current (self->history);

  return current != NULL
         && g_str_equal (pentimento_version_get_picture_id (current), pentimento_version_get_picture_id (version));
}

static void
generated_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PentimentoDocument *self = PENTIMENTO_DOCUMENT (source);
  GTask *task = user_data;
  Edit *edit = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  /* It is in the library in any case. */
  if (!pentimento_document_open_finish (self, result, &error))
    g_warning ("The generated picture could not be shown: %s", error->message);
  /* Opening a result is no move of the person: others that come are still awaited here. */
  else if (self->n_moves == edit->n_moves + 1)
    self->n_moves = edit->n_moves;
  finish (task);
}

static void
show_result (PentimentoDocument *self, PentimentoVersion *version)
{
  self->arriving = TRUE;
  pentimento_history_show (self->history, version);
  self->arriving = FALSE;
}

void
pentimento_document_stay (PentimentoDocument *self)
{
  PentimentoVersion *current = pentimento_history_get_current (self->history);
  g_autoptr (GError) error = NULL;

  if (!pentimento_library_set_current (pentimento_services_get_library (self->services), current, &error))
    g_warning ("The current version could not be remembered: %s", error->message);
}

static void
order_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PentimentoDocument *self = g_task_get_source_object (task);
  Edit *edit = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GListModel) versions = pentimento_queue_run_finish (PENTIMENTO_QUEUE (source), result, &error);
  g_autoptr (PentimentoVersion) last = NULL;
  gboolean moved = self->n_moves != edit->n_moves;

  if (versions == NULL)
    {
      fail (task, error);
      return;
    }
  last = g_list_model_get_item (versions, g_list_model_get_n_items (versions) - 1);
  if (last != NULL && !moved && self->drawn
      && pentimento_order_get_operation (edit->order) == SEEDREAM_OPERATION_GENERATE)
    {
      pentimento_document_open_version_async (self, last, NULL, generated_opened, task);
      return;
    }
  /* The person may have gone on in the meantime; the result waits in its own history. */
  if (last != NULL && belongs_here (self, last))
    moved ? pentimento_document_stay (self) : show_result (self, last);
  finish (task);
}

/* Making the order */

PentimentoImage *
pentimento_document_with_marks (PentimentoDocument *self, GError **error)
{
  PentimentoMarks *marks = pentimento_marking_get_marks (self->marking);
  PentimentoRecipe *done = pentimento_image_get_recipe (self->image);
  g_autoptr (PentimentoRecipe) recipe = done != NULL ? pentimento_recipe_ref (done) : NULL;

  if (marks == NULL)
    return g_object_ref (self->image);
  if (!pentimento_recipe_append_draw (&recipe, marks, error))
    return NULL;
  return pentimento_image_continue (self->image, recipe);
}

static GListModel *
list_pictures (PentimentoDocument *self)
{
  guint n_references = g_list_model_get_n_items (G_LIST_MODEL (self->references));
  GListStore *pictures = g_list_store_new (PENTIMENTO_TYPE_IMAGE);
  g_autoptr (PentimentoImage) edited = NULL;

  if (self->operation == SEEDREAM_OPERATION_GENERATE)
    return G_LIST_MODEL (pictures);
  edited = pentimento_document_with_marks (self, NULL);
  g_list_store_append (pictures, edited);
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
  gboolean regional = pentimento_document_get_is_regional (self);
  gboolean fit_back = editing && self->fit_back && !regional;
  g_autoptr (PentimentoRegionEdit) region = regional ? pentimento_document_make_region_edit (self) : NULL;
  g_autoptr (GListModel) pictures = list_pictures (self);
  PentimentoOrder *order;
  int width, height;

  pentimento_document_get_sent_size (self, &width, &height);
  /* clang-format off */
  order = g_object_new (PENTIMENTO_TYPE_ORDER,
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
                        "region", region,
                        NULL);
  /* clang-format on */
  if (regional)
    pentimento_order_choose_region (order);
  return order;
}

PentimentoOrder *
pentimento_document_create_order (PentimentoDocument *self, GError **error)
{
  g_autoptr (PentimentoImage) drawn = NULL;
  PentimentoRegion region;

  if (self->operation == SEEDREAM_OPERATION_EDIT && self->image == NULL)
    {
      g_set_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE, _ ("Open a picture first."));
      return NULL;
    }
  if (self->operation == SEEDREAM_OPERATION_EDIT)
    drawn = pentimento_document_with_marks (self, error);
  if (self->operation == SEEDREAM_OPERATION_EDIT && drawn == NULL)
    return NULL;
  if (pentimento_document_get_is_regional (self) && !pentimento_document_get_region (self, &region, error))
    return NULL;
  return make_order (self);
}

void
pentimento_document_start_order_async (PentimentoDocument *self,
                                       PentimentoOrder *order,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Edit *edit = g_new0 (Edit, 1);

  edit->order = g_object_ref (order);
  edit->n_moves = self->n_moves;
  g_task_set_source_tag (task, pentimento_document_start_order_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, edit, (GDestroyNotify)edit_free);
  add_edit (self, order);
  pentimento_queue_run_async (pentimento_services_get_queue (self->services), order, cancellable, order_ended, task);
}

void
pentimento_document_start_async (PentimentoDocument *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (PentimentoOrder) order = NULL;
  GError *error = pentimento_document_find_obstacle (self);

  if (error != NULL)
    {
      g_task_report_error (self, callback, user_data, pentimento_document_start_async, error);
      return;
    }
  order = make_order (self);
  pentimento_document_start_order_async (self, order, cancellable, callback, user_data);
}

GListModel *
pentimento_document_start_finish (PentimentoDocument *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
