/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Running a batch: first what an earlier run has left, then one new order after the other, within the budget. */

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "pentimento-batch-private.h"
#include "pentimento-document-error.h"

static gboolean
is_due (PentimentoBatch *self, PentimentoBatchItem *item)
{
  if (self->buying)
    return !item->begun && item->state == PENTIMENTO_BATCH_ITEM_WAITING;
  return !item->taken_up && item->record->job_id != NULL
         && (item->state == PENTIMENTO_BATCH_ITEM_WAITING || item->state == PENTIMENTO_BATCH_ITEM_RUNNING);
}

/* Returns: (nullable): the next item that is to have its turn; `next` is its position */
static PentimentoBatchItem *
find_next (PentimentoBatch *self)
{
  for (;;)
    {
      for (; self->next < self->items->len; self->next++)
        if (is_due (self, g_ptr_array_index (self->items, self->next)))
          return g_ptr_array_index (self->items, self->next);
      if (self->buying)
        return NULL;
      self->buying = TRUE;
      self->next = 0;
    }
}

/* What nobody says the price of cannot be kept within a budget, and counts nothing. */
static gboolean
fits_budget (PentimentoBatch *self, PentimentoBatchItem *item)
{
  PentimentoBatchSum sum;

  if (self->budget < 0 || !self->buying || item->estimate.kind == SEEDREAM_COST_UNKNOWN)
    return TRUE;
  sum = pentimento_batch_sum_cost (self);
  return sum.reported + sum.estimated + item->estimate.micros <= self->budget;
}

static void
say_budget_reached (PentimentoBatch *self)
{
  SeedreamCost budget = { self->budget, "USD", SEEDREAM_COST_REPORTED };
  g_autofree char *amount = seedream_cost_format (&budget);

  pentimento_batch_fail (
      self, g_error_new (PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_BUDGET,
                         _ ("The next picture would go over the budget of %s. Nothing more was begun."), amount));
}

/* Returns: "open", "incomplete" or "ended" */
static const char *
judge_state (PentimentoBatch *self)
{
  const char *state = "ended";

  for (guint i = 0; i < self->items->len; i++)
    {
      PentimentoBatchItem *item = g_ptr_array_index (self->items, i);

      if (item->state == PENTIMENTO_BATCH_ITEM_WAITING || item->state == PENTIMENTO_BATCH_ITEM_RUNNING)
        return "open";
      if (item->may_retry)
        state = "incomplete";
    }
  return state;
}

static gboolean
write_record (PentimentoBatch *self, const char *state, GError **error)
{
  g_free (self->record->state);
  self->record->state = g_strdup (state);
  self->record->budget_micros = self->budget;
  return pentimento_library_write_batch (pentimento_services_get_library (self->services), self->record, error);
}

static void
finish (PentimentoBatch *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->run);
  g_autoptr (GError) problem = NULL;

  g_clear_signal_handler (&self->cancelled, g_task_get_cancellable (task));
  if (!write_record (self, judge_state (self), &problem))
    pentimento_batch_fail (self, g_steal_pointer (&problem));
  g_clear_pointer (&self->lock, pentimento_job_lock_free);
  g_object_notify (G_OBJECT (self), "running");
  if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static gboolean
begins_more (PentimentoBatch *self)
{
  return !self->stopped && self->error == NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (self->run));
}

/* A turn may be over before it has begun to wait for anything, which is why this is a loop and not a chain of calls. */
static void
fill (PentimentoBatch *self)
{
  if (self->filling)
    return;
  self->filling = TRUE;
  while (begins_more (self) && self->turns->len < self->jobs)
    {
      PentimentoBatchItem *item = find_next (self);

      if (item == NULL)
        break;
      if (!fits_budget (self, item))
        {
          /* What is under way may come cheaper than expected. */
          if (self->turns->len == 0)
            say_budget_reached (self);
          break;
        }
      batch_turn_begin (self, item);
    }
  self->filling = FALSE;
  if (self->turns->len == 0)
    finish (self);
}

void
pentimento_batch_turn_ended (PentimentoBatch *self, BatchTurn *turn)
{
  g_ptr_array_remove_fast (self->turns, turn);
  fill (self);
}

static void
leave_turns (PentimentoBatch *self, gboolean at_once)
{
  /* From the end: a turn may be over with this, and another one gets its place. */
  for (guint i = self->turns->len; i > 0; i--)
    if (i <= self->turns->len)
      batch_turn_leave (g_ptr_array_index (self->turns, i - 1), at_once);
}

void
pentimento_batch_stop (PentimentoBatch *self)
{
  self->stopped = TRUE;
  if (self->run != NULL)
    leave_turns (self, FALSE);
}

static gboolean
leave_at_once (gpointer data)
{
  PentimentoBatch *self = data;

  if (self->run != NULL)
    leave_turns (self, TRUE);
  return G_SOURCE_REMOVE;
}

/* A cancellable may be cancelled from any thread. */
static void
cancelled (GCancellable *cancellable, PentimentoBatch *self)
{
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, leave_at_once, g_object_ref (self), g_object_unref);
}

static void
opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PentimentoBatch *self = PENTIMENTO_BATCH (source);
  GCancellable *cancellable = g_task_get_cancellable (self->run);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->run);

      g_object_notify (source, "running");
      g_task_return_error (task, error);
      return;
    }
  self->written = TRUE;
  if (cancellable != NULL)
    self->cancelled = g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled), self, 0);
  fill (self);
}

/* Everything that outlasts this run of the program is written down before anything is bought. */

static gboolean
make_output (PentimentoBatch *self, GError **error)
{
  const char *path = self->record->output;
  g_autofree char *name = g_filename_display_name (path);

  if (g_mkdir (path, 0777) == 0 || errno == EEXIST)
    {
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && g_access (path, W_OK | X_OK) == 0)
        return TRUE;
      g_set_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET,
                   _ ("“%s” is not a folder that can be written to."), name);
      return FALSE;
    }
  g_set_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET,
               _ ("The folder “%s” could not be made: %s."), name, g_strerror (errno));
  return FALSE;
}

static gboolean
write_down (PentimentoBatch *self, GError **error)
{
  PentimentoLibrary *library = pentimento_services_get_library (self->services);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (self->references); i++)
    {
      g_autoptr (PentimentoImage) image = g_list_model_get_item (self->references, i);

      if (!pentimento_library_store_image (library, image, error))
        return FALSE;
    }
  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (records, ((PentimentoBatchItem *)g_ptr_array_index (self->items, i))->record);
  self->record->budget_micros = self->budget;
  return pentimento_library_add_batch (library, self->record, records, error);
}

/* What an earlier run has left may have come to something else in the meantime. */
static gboolean
write_reviewed (PentimentoBatch *self, GError **error)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      PentimentoBatchItem *item = g_ptr_array_index (self->items, i);

      if (item->reviewed && !pentimento_batch_write_item (self, item, error))
        return FALSE;
      item->reviewed = FALSE;
    }
  return write_record (self, "open", error);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PentimentoBatch *self = source;
  GError *error = NULL;

  if (make_output (self, &error) && (self->written ? write_reviewed (self, &error) : write_down (self, &error)))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
pentimento_batch_run_async (PentimentoBatch *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) opening = NULL;

  g_return_if_fail (self->lock != NULL && self->run == NULL);

  self->run = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->run, pentimento_batch_run_async);
  self->next = 0;
  self->buying = FALSE;
  self->stopped = FALSE;
  self->n_troubles = 0;
  g_clear_error (&self->error);
  for (guint i = 0; i < self->items->len; i++)
    {
      PentimentoBatchItem *item = g_ptr_array_index (self->items, i);

      item->taken_up = item->begun = FALSE;
    }
  g_object_notify (G_OBJECT (self), "running");
  opening = g_task_new (self, NULL, opened, NULL);
  g_task_run_in_thread (opening, open_in_thread);
}

gboolean
pentimento_batch_run_finish (PentimentoBatch *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
