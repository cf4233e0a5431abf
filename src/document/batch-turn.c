/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One picture's turn: from what the ledger says of it, or a new order, to the files of its results. What the ledger says of a job decides, not what was
 * seen of it, so that a turn in this run ends as it would in the next one. */

#include <glib/gi18n-lib.h>

#include "batch-delivery.h"
#include "batch-standing.h"
#include "pentimento-document-error.h"
#include "pentimento-document-private.h"
#include "pentimento-jobs.h"
#include "pentimento-queue.h"

/* A provider that fails so often in a row will fail again, and an order whose answer it loses may have been charged. */
#define MOST_TROUBLES 3

struct _BatchTurn {
  PentimentoBatch *batch;
  PentimentoBatchItem *item;
  PentimentoOrder *order;    /* (nullable): the new one; NULL for a job that is taken up */
  GCancellable *cancellable; /* leaves it */
  SeedreamJob *sending;      /* (nullable): what is left as soon as it has its answer */
  gulong watch;
};

static void
end (BatchTurn *turn)
{
  g_autoptr (PentimentoBatch) batch = turn->batch;

  g_clear_signal_handler (&turn->watch, turn->sending);
  g_clear_object (&turn->sending);
  g_clear_object (&turn->order);
  g_object_unref (turn->item);
  g_object_unref (turn->cancellable);
  pentimento_batch_turn_ended (batch, turn);
  g_free (turn);
}

/* What cannot be written down is not gone on with. */
static gboolean
write_item (BatchTurn *turn)
{
  GError *error = NULL;

  if (pentimento_batch_write_item (turn->batch, turn->item, &error))
    return TRUE;
  pentimento_batch_fail (turn->batch, error);
  return FALSE;
}

static void
end_with (BatchTurn *turn, PentimentoBatchItemState state, const char *message)
{
  pentimento_batch_item_set_state (turn->item, state, message);
  write_item (turn);
  end (turn);
}

/* Whether every other picture would meet the same. */
static gboolean
concerns_all (const GError *error)
{
  if (error->domain == PENTIMENTO_LIBRARY_ERROR)
    return error->code != PENTIMENTO_LIBRARY_ERROR_MISSING && error->code != PENTIMENTO_LIBRARY_ERROR_DAMAGED;
  if (error->domain != SEEDREAM_ERROR)
    return error->domain == PENTIMENTO_KEYRING_ERROR
           || g_error_matches (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET);
  switch ((SeedreamErrorCode)error->code)
    {
    case SEEDREAM_ERROR_NO_KEY:
    case SEEDREAM_ERROR_BAD_KEY:
    case SEEDREAM_ERROR_BLOCKED:
    case SEEDREAM_ERROR_NO_CREDIT:
    case SEEDREAM_ERROR_BUDGET:
    case SEEDREAM_ERROR_LEDGER:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Whether it is the network's or the provider's doing, and not the picture's. */
static gboolean
is_trouble (const GError *error)
{
  if (error->domain != SEEDREAM_ERROR)
    return FALSE;
  switch ((SeedreamErrorCode)error->code)
    {
    case SEEDREAM_ERROR_PROVIDER_DOWN:
    case SEEDREAM_ERROR_NETWORK:
    case SEEDREAM_ERROR_TIMED_OUT:
    case SEEDREAM_ERROR_MALFORMED:
    case SEEDREAM_ERROR_RATE_LIMITED:
    case SEEDREAM_ERROR_UNKNOWN_OUTCOME:
      return TRUE;
    default:
      return FALSE;
    }
}

/* @error: (transfer full): what an item met in this run */
static void
take_error (BatchTurn *turn, GError *error)
{
  PentimentoBatch *batch = turn->batch;

  g_clear_error (&turn->item->error);
  turn->item->error = error;
  if (turn->order != NULL)
    batch->n_troubles = is_trouble (error) ? batch->n_troubles + 1 : 0;
  if (concerns_all (error) || batch->n_troubles >= MOST_TROUBLES)
    pentimento_batch_fail (batch, g_error_copy (error));
}

/* The results are there. */

static void
delivered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BatchTurn *turn = user_data;
  GError *error = NULL;

  turn->batch->n_troubles = 0;
  if (batch_delivery_run_finish (result, &error))
    {
      end_with (turn, PENTIMENTO_BATCH_ITEM_DONE, NULL);
      return;
    }
  turn->item->may_retry = TRUE;
  take_error (turn, error);
  end_with (turn, PENTIMENTO_BATCH_ITEM_FAILED, turn->item->error->message);
}

/* What the ledger says of the job in the end. */

/* Nothing was bought: it may have a turn of its own in this run, if it has not had one yet. */
static void
end_unbought (BatchTurn *turn, GError *taken, const char *message)
{
  g_autoptr (GError) error = taken;
  gboolean left = turn->batch->stopped || g_cancellable_is_cancelled (turn->cancellable);

  pentimento_batch_item_set_cost (turn->item, &pentimento_batch_item_no_cost);
  if (turn->order == NULL || left)
    {
      turn->batch->next = 0;
      end_with (turn, PENTIMENTO_BATCH_ITEM_WAITING, NULL);
      return;
    }
  turn->item->may_retry = TRUE;
  if (message == NULL && error != NULL)
    message = error->message;
  pentimento_batch_item_set_state (turn->item, PENTIMENTO_BATCH_ITEM_FAILED, message);
  if (error != NULL)
    take_error (turn, g_steal_pointer (&error));
  write_item (turn);
  end (turn);
}

/* It goes on at the provider, or in another program. */
static void
end_left (BatchTurn *turn, GError *taken)
{
  g_autoptr (GError) error = taken;
  gboolean left = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  pentimento_batch_item_set_state (turn->item, PENTIMENTO_BATCH_ITEM_RUNNING,
                                   error != NULL && !left ? error->message : NULL);
  if (error != NULL && !left)
    take_error (turn, g_steal_pointer (&error));
  write_item (turn);
  end (turn);
}

static void
end_lost (BatchTurn *turn, const PentimentoJobRecord *record, GError *taken)
{
  gboolean is_unknown = batch_standing_of_record (record) == BATCH_STANDING_UNKNOWN;

  if (taken != NULL)
    take_error (turn, taken);
  turn->item->may_retry = is_unknown && record->remote_id != NULL;
  end_with (turn, is_unknown ? PENTIMENTO_BATCH_ITEM_UNKNOWN : PENTIMENTO_BATCH_ITEM_FAILED, record->error_message);
}

/* It was never sent, and a new order takes its place. */
static gboolean
discard (BatchTurn *turn, const PentimentoJobRecord *record, GError **error)
{
  return pentimento_queue_discard_left (pentimento_services_get_queue (turn->batch->services), record, error);
}

/* @taken: (transfer full) (nullable): what was met in this run */
static void
settle_record (BatchTurn *turn, const PentimentoJobRecord *record, GError *taken)
{
  switch (batch_standing_of_record (record))
    {
    case BATCH_STANDING_UNBOUGHT:
      end_unbought (turn, taken, record != NULL && !batch_standing_is_unsent (record) ? record->error_message : NULL);
      break;
    case BATCH_STANDING_DONE:
      g_clear_error (&taken);
      batch_delivery_run_async (turn->batch, turn->item, delivered, turn);
      break;
    case BATCH_STANDING_CHARGED:
    case BATCH_STANDING_UNKNOWN:
      end_lost (turn, record, taken);
      break;
    case BATCH_STANDING_OPEN:
    default:
      end_left (turn, taken);
    }
}

/* @taken: (transfer full) (nullable): what was met in this run */
static void
settle (BatchTurn *turn, GError *taken)
{
  PentimentoLibrary *library = pentimento_services_get_library (turn->batch->services);
  GError *problem = NULL;
  g_autoptr (PentimentoJobRecord) record = batch_standing_find_record (library, turn->item, &problem);

  if (problem != NULL)
    {
      g_clear_error (&taken);
      end_left (turn, problem);
      return;
    }
  if (record != NULL)
    batch_standing_take_cost (turn->item, record);
  if (record != NULL && batch_standing_is_unsent (record))
    discard (turn, record, NULL);
  settle_record (turn, record, taken);
}

/* A new order. */

static void
ordered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (GListModel) versions = pentimento_queue_run_finish (PENTIMENTO_QUEUE (source), result, &error);

  settle (user_data, error);
}

static void
job_changed (SeedreamJob *job, GParamSpec *spec, BatchTurn *turn)
{
  if (seedream_job_get_state (job) != SEEDREAM_JOB_SUBMITTING)
    g_cancellable_cancel (turn->cancellable);
}

static GListModel *
list_pictures (PentimentoBatch *batch, PentimentoImage *image)
{
  GListStore *pictures = g_list_store_new (PENTIMENTO_TYPE_IMAGE);

  g_list_store_append (pictures, image);
  for (guint i = 0; i < g_list_model_get_n_items (batch->references); i++)
    {
      g_autoptr (PentimentoImage) reference = g_list_model_get_item (batch->references, i);

      g_list_store_append (pictures, reference);
    }
  return G_LIST_MODEL (pictures);
}

static PentimentoOrder *
make_order (PentimentoBatch *batch, const char *id, PentimentoVersion *root, PentimentoImage *image)
{
  const PentimentoBatchRequest *request = batch->request;
  const SeedreamCapabilities *capabilities = pentimento_batch_get_capabilities (batch);
  g_autoptr (GListModel) pictures = list_pictures (batch, image);
  int width = request->width;
  int height = request->height;

  if (width == 0 && capabilities != NULL)
    {
      width = pentimento_image_get_width (image);
      height = pentimento_image_get_height (image);
      seedream_capabilities_fit_size (capabilities, &width, &height);
    }
  /* clang-format off */
  return g_object_new (PENTIMENTO_TYPE_ORDER,
                       "services", batch->services,
                       "id", id,
                       "provider", request->provider,
                       "endpoint", request->endpoint,
                       "operation", SEEDREAM_OPERATION_EDIT,
                       "parent", root,
                       "pictures", pictures,
                       "prompt", request->prompt,
                       "negative-prompt", request->negative_prompt,
                       "width", width,
                       "height", height,
                       "seed", request->seed,
                       "count", request->count,
                       "safety", request->safety,
                       "fit-width", request->fit_back ? pentimento_image_get_width (image) : 0,
                       "fit-height", request->fit_back ? pentimento_image_get_height (image) : 0,
                       NULL);
  /* clang-format on */
}

/* The id of the job is written down before there can be such a job: whatever happens afterwards, it is this one that is looked for. */
static gboolean
announce (BatchTurn *turn, const char *id, PentimentoImage *image)
{
  PentimentoBatchItemRecord *record = turn->item->record;

  g_free (record->sha256);
  record->sha256 = g_strdup (pentimento_image_get_sha256 (image));
  pentimento_batch_item_set_job_id (turn->item, id);
  pentimento_batch_item_set_state (turn->item, PENTIMENTO_BATCH_ITEM_RUNNING, NULL);
  if (write_item (turn))
    return TRUE;
  pentimento_batch_item_set_state (turn->item, PENTIMENTO_BATCH_ITEM_WAITING, NULL);
  pentimento_batch_item_set_cost (turn->item, &pentimento_batch_item_no_cost);
  return FALSE;
}

static void
order (BatchTurn *turn, PentimentoImage *image, PentimentoVersion *root)
{
  PentimentoBatch *batch = turn->batch;
  g_autofree char *id = g_uuid_string_random ();

  if (!announce (turn, id, image))
    {
      end (turn);
      return;
    }
  turn->order = make_order (batch, id, root, image);
  pentimento_queue_run_async (pentimento_services_get_queue (batch->services), turn->order, turn->cancellable, ordered,
                              turn);
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BatchTurn *turn = user_data;
  PentimentoLibrary *library = pentimento_services_get_library (turn->batch->services);
  GError *error = NULL;
  g_autoptr (PentimentoImage) image = pentimento_image_load_finish (result, &error);
  g_autoptr (PentimentoVersion) root = NULL;

  if (image != NULL && !g_cancellable_set_error_if_cancelled (turn->cancellable, &error))
    root = pentimento_document_find_root (library, image, &error);
  if (root != NULL)
    {
      order (turn, image, root);
      return;
    }
  pentimento_batch_item_set_cost (turn->item, &pentimento_batch_item_no_cost);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      end_with (turn, PENTIMENTO_BATCH_ITEM_WAITING, NULL);
      return;
    }
  turn->item->may_retry = TRUE;
  take_error (turn, error);
  end_with (turn, PENTIMENTO_BATCH_ITEM_FAILED, turn->item->error->message);
}

static void
load (BatchTurn *turn)
{
  g_autoptr (GFile) file = g_file_new_for_path (turn->item->record->source);

  /* Counted from now on, so that those that are begun together do not go over the budget together. */
  pentimento_batch_item_set_cost (turn->item, &turn->item->estimate);
  pentimento_image_load_async (file, NULL, turn->cancellable, loaded, turn);
}

/* What an earlier run has left. */

static void
resumed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (GListModel) versions = pentimento_jobs_finish (PENTIMENTO_JOBS (source), result, &error);

  settle (user_data, error);
}

static void
take_up (BatchTurn *turn)
{
  PentimentoLibrary *library = pentimento_services_get_library (turn->batch->services);
  g_autoptr (PentimentoJobRecord) record = batch_standing_find_record (library, turn->item, NULL);
  g_autoptr (GError) error = NULL;

  if (record != NULL && batch_standing_is_unsent (record) && !discard (turn, record, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
        {
          end_left (turn, g_steal_pointer (&error));
          return;
        }
      /* What cannot be sent any more is dropped by whoever takes it up. */
    }
  else if (batch_standing_of_record (record) != BATCH_STANDING_OPEN
           && batch_standing_of_record (record) != BATCH_STANDING_UNKNOWN)
    {
      settle (turn, NULL);
      return;
    }
  pentimento_jobs_resume_async (pentimento_services_get_jobs (turn->batch->services), turn->item->record->job_id,
                                turn->cancellable, resumed, turn);
}

void
batch_turn_begin (PentimentoBatch *self, PentimentoBatchItem *item)
{
  BatchTurn *turn = g_new0 (BatchTurn, 1);

  turn->batch = g_object_ref (self);
  turn->item = g_object_ref (item);
  turn->cancellable = g_cancellable_new ();
  item->may_retry = FALSE;
  g_clear_error (&item->error);
  g_ptr_array_add (self->turns, turn);
  if (self->buying)
    {
      item->begun = TRUE;
      load (turn);
    }
  else
    {
      item->taken_up = TRUE;
      take_up (turn);
    }
}

void
batch_turn_leave (BatchTurn *turn, gboolean at_once)
{
  SeedreamJob *job = turn->order != NULL ? pentimento_order_get_job (turn->order) : NULL;

  if (at_once || job == NULL || seedream_job_get_state (job) != SEEDREAM_JOB_SUBMITTING)
    {
      g_cancellable_cancel (turn->cancellable);
      return;
    }
  if (turn->sending != NULL)
    return;
  turn->sending = g_object_ref (job);
  turn->watch = g_signal_connect (job, "notify::state", G_CALLBACK (job_changed), turn);
}
