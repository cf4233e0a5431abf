/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "recipe-rows.h"

/* Lives until the last helper has looked at it; one that comes late finds that no band is left. */
typedef struct {
  gatomicrefcount references;
  int n_rows;
  int band;
  RecipeRows run;
  gpointer data;
  GCancellable *cancellable;
  int next; /* atomic */
  int left; /* bands that are not done; under the mutex */
  GMutex mutex;
  GCond done;
} Work;

static void
work_unref (Work *work)
{
  if (!g_atomic_ref_count_dec (&work->references))
    return;
  g_mutex_clear (&work->mutex);
  g_cond_clear (&work->done);
  g_clear_object (&work->cancellable);
  g_free (work);
}

static gboolean
do_band (Work *work)
{
  int first = g_atomic_int_add (&work->next, 1) * work->band;

  if (first >= work->n_rows)
    return FALSE;
  if (!g_cancellable_is_cancelled (work->cancellable))
    work->run (work->data, first, MIN (first + work->band, work->n_rows));
  g_mutex_lock (&work->mutex);
  if (--work->left == 0)
    g_cond_signal (&work->done);
  g_mutex_unlock (&work->mutex);
  return TRUE;
}

static void
help (gpointer data, gpointer user_data)
{
  Work *work = data;

  while (do_band (work))
    ;
  work_unref (work);
}

static gpointer
make_pool (gpointer data)
{
  return g_thread_pool_new (help, NULL, MAX (1, (int)g_get_num_processors () - 1), FALSE, NULL);
}

static void
call_helpers (Work *work)
{
  static GOnce once = G_ONCE_INIT;
  GThreadPool *pool = g_once (&once, make_pool, NULL);
  int n_helpers = MIN (work->left, (int)g_get_num_processors ()) - 1;

  for (int i = 0; i < n_helpers; i++)
    {
      g_atomic_ref_count_inc (&work->references);
      g_thread_pool_push (pool, work, NULL);
    }
}

static void
wait_for_helpers (Work *work)
{
  g_mutex_lock (&work->mutex);
  while (work->left > 0)
    g_cond_wait (&work->done, &work->mutex);
  g_mutex_unlock (&work->mutex);
}

gboolean
recipe_rows_run (int n_rows, int band, RecipeRows run, gpointer data, GCancellable *cancellable)
{
  Work *work = g_new0 (Work, 1);

  g_atomic_ref_count_init (&work->references);
  g_mutex_init (&work->mutex);
  g_cond_init (&work->done);
  work->n_rows = n_rows;
  work->band = band;
  work->run = run;
  work->data = data;
  g_set_object (&work->cancellable, cancellable);
  work->left = (n_rows + band - 1) / band;
  call_helpers (work);
  while (do_band (work))
    ;
  wait_for_helpers (work);
  work_unref (work);
  return !g_cancellable_is_cancelled (cancellable);
}
