/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-job-run.h"

#include <glib/gi18n-lib.h>

#include "seedream-network.h"
#include "seedream-pause.h"

/* A provider that does not say “cancelled” to three requests will not do so to a fourth: then its result is kept when it comes. */
#define MAX_CANCELS 3

static void poll_now (GTask *task);

static void
on_outer_cancelled (GCancellable *outer, GCancellable *turn)
{
  g_cancellable_cancel (turn);
}

void
seedream_run_begin_turn (GTask *task)
{
  SeedreamJob *job = g_task_get_source_object (task);
  SeedreamRun *run = g_task_get_task_data (task);
  GCancellable *outer = g_task_get_cancellable (task);

  job->turn = g_cancellable_new ();
  if (outer != NULL)
    run->chain
        = g_cancellable_connect (outer, G_CALLBACK (on_outer_cancelled), g_object_ref (job->turn), g_object_unref);
}

void
seedream_run_end_turn (GTask *task)
{
  SeedreamJob *job = g_task_get_source_object (task);
  SeedreamRun *run = g_task_get_task_data (task);
  GCancellable *outer = g_task_get_cancellable (task);

  if (outer != NULL)
    g_cancellable_disconnect (outer, run->chain);
  run->chain = 0;
  g_clear_object (&job->turn);
}

/* An error of one call says nothing of the job, which has been sent and may have been charged. */
static GError *
unbill (GError *taken)
{
  g_autoptr (GError) error = taken;

  if (error->domain != SEEDREAM_ERROR)
    return g_steal_pointer (&error);
  return seedream_error_new (error->code, SEEDREAM_BILLED_UNKNOWN, seedream_error_get_details (error), error->message);
}

static void
end_timed_out (GTask *task)
{
  SeedreamRun *run = g_task_get_task_data (task);
  const char *why = run->last != NULL ? run->last->message : NULL;
  const char *message = _ (
      "The provider has not finished yet, and waiting was given up for now. The job may still end: look again later.");

  seedream_job_set_late (g_task_get_source_object (task));
  seedream_run_end (task, SEEDREAM_JOB_UNKNOWN,
                    seedream_error_new (SEEDREAM_ERROR_TIMED_OUT, SEEDREAM_BILLED_UNKNOWN, why, message));
}

static void
on_cancel_asked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SeedreamJob *job = g_task_get_source_object (task);
  g_autoptr (SeedreamReply) reply = seedream_http_call_finish (SEEDREAM_HTTP (source), result, NULL);
  SeedreamAnswer *answer = reply != NULL ? seedream_provider_read_poll (job->provider, reply, NULL) : NULL;

  if (answer != NULL)
    seedream_run_take_answer (task, answer);
  else if (seedream_run_is_abandoned (task))
    seedream_run_abandon (task);
  else
    seedream_run_poll (task);
}

static void
ask_to_cancel (GTask *task)
{
  SeedreamJob *job = g_task_get_source_object (task);
  SeedreamRun *run = g_task_get_task_data (task);
  g_autoptr (SeedreamCall) call = seedream_provider_build_cancel (job->provider, job->operation, job->remote_id);

  if (call == NULL || run->cancels == MAX_CANCELS)
    {
      seedream_job_give_up (job);
      seedream_run_poll (task);
      return;
    }
  run->cancels++;
  seedream_http_call_async (job->http, call, job->key, g_task_get_cancellable (task), on_cancel_asked,
                            g_object_ref (task));
}

/* Between two turns: goes where the person or the program wants. */
static gboolean
turn_aside (GTask *task)
{
  SeedreamJob *job = g_task_get_source_object (task);

  if (seedream_run_is_abandoned (task))
    seedream_run_abandon (task);
  else if (job->cancel_wanted && !job->given_up)
    ask_to_cancel (task);
  else
    return FALSE;
  return TRUE;
}

static void
on_paused (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;

  seedream_pause_finish (result, NULL);
  seedream_run_end_turn (task);
  if (!turn_aside (task))
    poll_now (task);
}

/* Time without a network is nobody's time: a turn that began without one moves the deadline by as long as it took. */
static void
spare_time_offline (SeedreamRun *run, gboolean offline)
{
  gint64 now = g_get_monotonic_time ();

  if (run->offline_since > 0)
    run->deadline += now - run->offline_since;
  run->offline_since = offline ? now : 0;
}

/* @least_ms is what the provider asked for. */
static void
pause_then_poll (GTask *task, guint least_ms)
{
  SeedreamJob *job = g_task_get_source_object (task);
  SeedreamRun *run = g_task_get_task_data (task);
  guint pause_ms = MAX (run->pause_ms, least_ms);
  gint64 remaining_ms;

  if (turn_aside (task))
    return;
  spare_time_offline (run, job->offline);
  remaining_ms = (run->deadline - g_get_monotonic_time ()) / G_TIME_SPAN_MILLISECOND;
  if (remaining_ms <= 0)
    {
      end_timed_out (task);
      return;
    }
  run->pause_ms = MIN (run->pause_ms * job->patience.poll_factor, job->patience.poll_most_ms);
  seedream_run_begin_turn (task);
  seedream_pause_async (MIN (pause_ms, remaining_ms), job->turn, on_paused, g_object_ref (task));
}

void
seedream_run_poll (GTask *task)
{
  pause_then_poll (task, 0);
}

/* An answer that makes no sense for a known job may be a mistake of the moment. */
static void
ponder (GTask *task, GError *error)
{
  SeedreamJob *job = g_task_get_source_object (task);
  SeedreamRun *run = g_task_get_task_data (task);

  if (++run->puzzles < job->patience.upload_tries)
    {
      g_error_free (error);
      pause_then_poll (task, 0);
    }
  else
    seedream_run_end (task, error->code == SEEDREAM_ERROR_EXPIRED ? SEEDREAM_JOB_FAILED : SEEDREAM_JOB_UNKNOWN,
                      unbill (error));
}

/* A clock that was set back says nothing of a job that was submitted in an earlier run. */
static gint64
get_age (SeedreamJob *job)
{
  gint64 age = job->submitted_mono > 0 ? g_get_monotonic_time () - job->submitted_mono
                                       : g_get_real_time () - job->submitted_at;

  return age >= 0 ? age : G_MAXINT64;
}

/* Some providers do not know a new job at once. */
static gboolean
is_settling (SeedreamJob *job)
{
  return get_age (job) < seedream_provider_get_settling_seconds (job->provider) * G_USEC_PER_SEC;
}

static void
wait_with (GTask *task, const SeedreamReply *reply, GError *error)
{
  SeedreamRun *run = g_task_get_task_data (task);

  g_clear_error (&run->last);
  run->last = error;
  pause_then_poll (task, reply->retry_after * 1000);
}

/* What the provider made of its answer counts, not its HTTP status: that is 200 where a body has a code of its own. */
static void
on_poll_refused (GTask *task, const SeedreamReply *reply, GError *error)
{
  SeedreamJob *job = g_task_get_source_object (task);

  switch (error->code)
    {
    case SEEDREAM_ERROR_BAD_KEY:
    case SEEDREAM_ERROR_BLOCKED:
    case SEEDREAM_ERROR_NO_CREDIT:
      seedream_run_leave (task, unbill (error));
      return;
    case SEEDREAM_ERROR_RATE_LIMITED:
    case SEEDREAM_ERROR_PROVIDER_DOWN:
      wait_with (task, reply, error);
      return;
    case SEEDREAM_ERROR_EXPIRED:
    case SEEDREAM_ERROR_INVALID_REQUEST:
      if (is_settling (job))
        wait_with (task, reply, error);
      else
        ponder (task, error);
      return;
    default:
      ponder (task, error);
      return;
    }
}

/* Either nothing came, and it is asked again; or the call cannot be made at all. */
static void
on_poll_failed (GTask *task, GError *error)
{
  SeedreamJob *job = g_task_get_source_object (task);
  SeedreamRun *run = g_task_get_task_data (task);

  if (g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_INSECURE)
      || g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_BAD_KEY))
    {
      seedream_run_leave (task, unbill (error));
      return;
    }
  g_clear_error (&run->last);
  run->last = error;
  seedream_job_set_wait (job, 0, seedream_network_is_down () && !seedream_job_allows_loopback (job));
  pause_then_poll (task, 0);
}

static void
on_polled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SeedreamJob *job = g_task_get_source_object (task);
  SeedreamRun *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SeedreamReply) reply = seedream_http_call_finish (SEEDREAM_HTTP (source), result, &error);
  SeedreamAnswer *answer = reply != NULL ? seedream_provider_read_poll (job->provider, reply, &error) : NULL;

  seedream_run_end_turn (task);
  if (reply != NULL)
    seedream_job_set_wait (job, 0, FALSE);
  if (answer != NULL)
    {
      run->puzzles = 0;
      seedream_run_take_answer (task, answer);
    }
  else if (reply != NULL)
    on_poll_refused (task, reply, error);
  else
    on_poll_failed (task, error);
}

static void
poll_now (GTask *task)
{
  SeedreamJob *job = g_task_get_source_object (task);
  g_autoptr (SeedreamCall) call = seedream_provider_build_poll (job->provider, job->operation, job->remote_id);

  /* A provider that answers at once gives no ids, so a job of its own never comes here; a damaged row of the ledger may. */
  if (call == NULL)
    {
      seedream_run_leave (task, seedream_error_new (SEEDREAM_ERROR_EXPIRED, SEEDREAM_BILLED_UNKNOWN, NULL,
                                                    _ ("This provider cannot be asked after its jobs.")));
      return;
    }
  seedream_run_begin_turn (task);
  seedream_http_call_async (job->http, call, job->key, job->turn, on_polled, g_object_ref (task));
}
