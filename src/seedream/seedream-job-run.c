/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-job-run.h"

#include <glib/gi18n-lib.h>

#include "seedream-results.h"

static void
run_free (SeedreamRun *self)
{
  g_clear_error (&self->last);
  g_strfreev (self->links);
  g_free (self);
}

static void
stop_running (SeedreamJob *job)
{
  job->running = FALSE;
  job->ended_at = g_get_real_time ();
  seedream_job_set_wait (job, 0, FALSE);
  seedream_job_set_progress (job, job->state == SEEDREAM_JOB_DONE ? 1 : -1);
}

static GError *
new_cancelled_error (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The edit was cancelled."));
}

gboolean
seedream_run_is_abandoned (GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  return cancellable != NULL && g_cancellable_is_cancelled (cancellable);
}

void
seedream_run_abandon (GTask *task)
{
  stop_running (g_task_get_source_object (task));
  g_task_return_error (task, new_cancelled_error ());
}

void
seedream_run_leave (GTask *task, GError *error)
{
  SeedreamJob *job = g_task_get_source_object (task);

  seedream_job_take_error (job, error);
  if (job->unwritten)
    seedream_job_note (job, job->state);
  stop_running (job);
  g_task_return_error (task, g_error_copy (job->error));
}

void
seedream_run_end (GTask *task, SeedreamJobState state, GError *error)
{
  SeedreamJob *job = g_task_get_source_object (task);

  seedream_job_take_error (job, error != NULL ? error : new_cancelled_error ());
  job->ended_at = g_get_real_time ();
  seedream_job_note (job, state);
  stop_running (job);
  g_task_return_error (task, g_error_copy (job->error));
}

void
seedream_run_complete (GTask *task)
{
  SeedreamJob *job = g_task_get_source_object (task);
  GError *error = NULL;

  if (!seedream_job_advance (job, SEEDREAM_JOB_DONE, SEEDREAM_BILLED_YES, &error))
    {
      seedream_run_leave (task, error);
      return;
    }
  seedream_results_clear (job);
  stop_running (job);
  g_task_return_boolean (task, TRUE);
}

static void
on_collected (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  gboolean hopeless;

  if (seedream_results_collect_finish (result, &hopeless, &error))
    {
      if (seedream_job_advance (SEEDREAM_JOB (source), SEEDREAM_JOB_STORED, SEEDREAM_BILLED_YES, &error))
        seedream_run_complete (task);
      else
        seedream_run_leave (task, error);
    }
  else if (hopeless)
    seedream_run_end (task, SEEDREAM_JOB_FAILED, error);
  else if (seedream_run_is_abandoned (task))
    {
      g_error_free (error);
      seedream_run_abandon (task);
    }
  else
    seedream_run_leave (task, error);
}

void
seedream_run_collect (GTask *task, GPtrArray *links)
{
  seedream_results_collect_async (g_task_get_source_object (task), links, g_task_get_cancellable (task), on_collected,
                                  g_object_ref (task));
}

/* A job in the queue is *submitted*; one that has been seen at work does not go back there. */
static void
note_progress (SeedreamJob *job, SeedreamAnswerState answer)
{
  SeedreamJobState state = SEEDREAM_JOB_RUNNING;

  if (answer == SEEDREAM_ANSWER_QUEUED && job->state != SEEDREAM_JOB_RUNNING)
    state = SEEDREAM_JOB_SUBMITTED;
  if (job->state != state || job->unwritten)
    seedream_job_note (job, state);
}

void
seedream_run_take_answer (GTask *task, SeedreamAnswer *taken)
{
  SeedreamJob *job = g_task_get_source_object (task);
  g_autoptr (SeedreamAnswer) answer = taken;

  seedream_job_learn (job, answer);
  switch (answer->state)
    {
    case SEEDREAM_ANSWER_FINISHED:
      seedream_run_collect (task, answer->links);
      break;
    case SEEDREAM_ANSWER_FAILED:
      seedream_run_end (task, SEEDREAM_JOB_FAILED, g_steal_pointer (&answer->error));
      break;
    case SEEDREAM_ANSWER_CANCELLED:
      seedream_run_end (task, SEEDREAM_JOB_CANCELLED, NULL);
      break;
    case SEEDREAM_ANSWER_QUEUED:
    case SEEDREAM_ANSWER_RUNNING:
    default:
      note_progress (job, answer->state);
      seedream_run_poll (task);
      break;
    }
}

/* The program died while the POST may have been under way. */
static void
declare_unknown (GTask *task)
{
  const char *message
      = _ ("The edit was sent, but no answer came. Look at the provider’s own page before paying again.");

  seedream_run_end (task, SEEDREAM_JOB_UNKNOWN,
                    seedream_error_new (SEEDREAM_ERROR_UNKNOWN_OUTCOME, SEEDREAM_BILLED_UNKNOWN, NULL, message));
}

/* A provider without ids has given the results at once, or nobody knows. */
static void
ask_or_go_on (GTask *task)
{
  SeedreamJob *job = g_task_get_source_object (task);

  if (job->remote_id != NULL)
    seedream_run_poll (task);
  else if (seedream_results_are_known (job))
    seedream_run_collect (task, NULL);
  else
    declare_unknown (task);
}

static void
resume_downloading (GTask *task)
{
  if (seedream_results_are_known (g_task_get_source_object (task)))
    seedream_run_collect (task, NULL);
  else
    ask_or_go_on (task);
}

static void
return_final (GTask *task)
{
  SeedreamJob *job = g_task_get_source_object (task);
  const char *message = _ ("This job has already failed.");

  job->running = FALSE;
  if (job->state == SEEDREAM_JOB_DONE)
    g_task_return_boolean (task, TRUE);
  else if (job->state == SEEDREAM_JOB_CANCELLED)
    g_task_return_error (task, new_cancelled_error ());
  else
    g_task_return_error (task, job->error != NULL ? g_error_copy (job->error)
                                                  : seedream_error_new (SEEDREAM_ERROR_PROVIDER_FAILED,
                                                                        SEEDREAM_BILLED_UNKNOWN, NULL, message));
}

static void
start (GTask *task)
{
  SeedreamJob *job = g_task_get_source_object (task);

  switch (job->state)
    {
    case SEEDREAM_JOB_PREPARED:
    case SEEDREAM_JOB_UPLOADING:
    case SEEDREAM_JOB_WAITING:
      seedream_run_submit (task);
      break;
    case SEEDREAM_JOB_SUBMITTING:
      declare_unknown (task);
      break;
    case SEEDREAM_JOB_SUBMITTED:
    case SEEDREAM_JOB_RUNNING:
    case SEEDREAM_JOB_UNKNOWN:
      ask_or_go_on (task);
      break;
    case SEEDREAM_JOB_DOWNLOADING:
      resume_downloading (task);
      break;
    case SEEDREAM_JOB_STORED:
      seedream_run_complete (task);
      break;
    case SEEDREAM_JOB_DONE:
    case SEEDREAM_JOB_FAILED:
    case SEEDREAM_JOB_CANCELLED:
    default:
      return_final (task);
      break;
    }
}

static void
begin (SeedreamJob *job, SeedreamRun *run)
{
  job->running = TRUE;
  if (seedream_job_state_is_final (job->state) && job->state != SEEDREAM_JOB_UNKNOWN)
    return;
  job->begun_at = g_get_real_time ();
  job->ended_at = 0;
  run->pause_ms = job->patience.poll_first_ms;
  run->deadline = g_get_monotonic_time () + job->patience.deadline_ms * G_TIME_SPAN_MILLISECOND;
  seedream_job_take_error (job, NULL);
}

void
seedream_job_run_async (SeedreamJob *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SeedreamRun *run = g_new0 (SeedreamRun, 1);

  g_task_set_source_tag (task, seedream_job_run_async);
  /* What has come to an end is told, even where the caller has lost interest. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, run, (GDestroyNotify)run_free);
  if (self->running)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "%s", _ ("The job is running already."));
      return;
    }
  begin (self, run);
  if (seedream_run_is_abandoned (task))
    seedream_run_abandon (task);
  else
    start (task);
}

gboolean
seedream_job_run_finish (SeedreamJob *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
can_be_stopped (SeedreamJob *self)
{
  const SeedreamCapabilities *can = seedream_provider_get_capabilities (self->provider, self->operation);

  return can != NULL && can->cancel;
}

void
seedream_job_cancel (SeedreamJob *self)
{
  self->cancel_wanted = TRUE;
  if (self->turn != NULL)
    g_cancellable_cancel (self->turn);
  else if (self->running && self->state >= SEEDREAM_JOB_SUBMITTING && self->state <= SEEDREAM_JOB_RUNNING
           && !can_be_stopped (self))
    seedream_job_give_up (self);
  else if (!self->running && self->state < SEEDREAM_JOB_SUBMITTING)
    {
      self->ended_at = g_get_real_time ();
      seedream_job_take_error (self, new_cancelled_error ());
      seedream_job_note (self, SEEDREAM_JOB_CANCELLED);
    }
}
