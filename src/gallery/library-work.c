/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-work.h"

/* So small a step is not seen. */
#define STEP 0.01

typedef struct {
  GTask *task;
  double fraction;
} News;

typedef struct {
  GTask *task;
  double told;
} Teller;

void
library_progress_add (guint64 bytes, gpointer progress)
{
  LibraryProgress *self = progress;

  self->done += bytes;
  if (self->tell != NULL && self->all > 0)
    self->tell (MIN ((double)self->done / self->all, 1), self->data);
}

static void
work_free (gpointer data)
{
  LibraryWork *work = data;

  g_object_unref (work->file);
  g_free (work->id);
  g_free (work);
}

static gboolean
tell_news (gpointer data)
{
  News *news = data;
  LibraryWork *work = g_task_get_task_data (news->task);

  if (!g_task_get_completed (news->task))
    work->progress (news->fraction, work->progress_data);
  return G_SOURCE_REMOVE;
}

static void
news_free (gpointer data)
{
  News *news = data;

  g_object_unref (news->task);
  g_free (news);
}

/* It is told in the thread, and wanted where it was begun. */
static void
pass_on (double fraction, gpointer data)
{
  Teller *teller = data;
  g_autoptr (GSource) source = NULL;
  News *news;

  if (fraction < teller->told + STEP)
    return;
  teller->told = fraction;
  news = g_new0 (News, 1);
  news->task = g_object_ref (teller->task);
  news->fraction = fraction;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_news, news, news_free);
  g_source_attach (source, g_task_get_context (teller->task));
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LibraryWork *work = data;
  Teller teller = { task, 0 };
  GError *error = NULL;
  gpointer result = work->run (source, work, work->progress != NULL ? pass_on : NULL, &teller, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, work->free_result);
  else
    g_task_return_error (task, error);
}

void
library_work_start (PentimentoLibrary *library,
                    LibraryWork *work,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (library, cancellable, callback, user_data);

  g_task_set_source_tag (task, library_work_start);
  /* What has been written is told, whoever has given up meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, run_in_thread);
}

gpointer
library_work_finish (PentimentoLibrary *library, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
