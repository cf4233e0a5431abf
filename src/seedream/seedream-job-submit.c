/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-job-run.h"

#include <glib/gi18n-lib.h>

#include "seedream-link.h"
#include "seedream-network.h"
#include "seedream-pause.h"
#include "seedream-results.h"
#include "seedream-uploads.h"
#include "seedream-wire.h"

/* Sent, and nobody can tell what became of it. @taken is what is known. */
static void
end_unknown (GTask *task, GError *taken)
{
  g_autoptr (GError) why = taken;
  const char *details = why->domain == SEEDREAM_ERROR ? seedream_error_get_details (why) : NULL;
  g_autofree char *known
      = details != NULL ? g_strdup_printf ("%s (%s)", why->message, details) : g_strdup (why->message);
  const char *message
      = _ ("The edit was sent, but no usable answer came. Look at the provider’s own page before paying again.");

  seedream_run_end (task, SEEDREAM_JOB_UNKNOWN,
                    seedream_error_new (SEEDREAM_ERROR_UNKNOWN_OUTCOME, SEEDREAM_BILLED_UNKNOWN, known, message));
}

/* How often it is looked whether the network is back, in milliseconds. */
#define OFFLINE_PAUSE 1000

static void send (GTask *task);
static void wait (GTask *task, guint pause_ms, gboolean offline);

static void
on_waited (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SeedreamJob *job = g_task_get_source_object (task);

  seedream_pause_finish (result, NULL);
  seedream_run_end_turn (task);
  if (seedream_run_is_abandoned (task))
    seedream_run_abandon (task);
  else if (job->cancel_wanted)
    seedream_run_end (task, SEEDREAM_JOB_CANCELLED, NULL);
  else if (job->offline && seedream_network_is_down ())
    wait (task, OFFLINE_PAUSE, TRUE);
  else
    {
      seedream_job_set_wait (job, 0, FALSE);
      send (task);
    }
}

static void
wait (GTask *task, guint pause_ms, gboolean offline)
{
  SeedreamJob *job = g_task_get_source_object (task);

  seedream_job_set_wait (job, offline ? 0 : g_get_real_time () + pause_ms * G_TIME_SPAN_MILLISECOND, offline);
  seedream_run_begin_turn (task);
  seedream_pause_async (pause_ms, job->turn, on_waited, g_object_ref (task));
}

/* Nothing but these two: a 429 that is all there is to it, and a connection that never stood. */
static gboolean
may_be_repeated (const GError *error)
{
  return seedream_error_get_billed (error) == SEEDREAM_BILLED_NO
         && (g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_RATE_LIMITED) || seedream_error_is_passing (error));
}

/* Doubling, and between half of it and all of it, so that many jobs do not come back at once. */
static guint
choose_pause (SeedreamJob *job, guint refusals, guint retry_after)
{
  guint pause_ms = job->patience.submit_pause_ms << MIN (refusals - 1, 10);

  return retry_after > 0 ? retry_after * 1000 : pause_ms / 2 + g_random_int_range (0, pause_ms / 2 + 1);
}

/* Returns whether the POST, which was turned away, is tried again. */
static gboolean
try_again (GTask *task, const GError *refusal, guint retry_after)
{
  SeedreamJob *job = g_task_get_source_object (task);
  SeedreamRun *run = g_task_get_task_data (task);
  gboolean offline
      = seedream_error_is_passing (refusal) && seedream_network_is_down () && !seedream_job_allows_loopback (job);
  GError *error = NULL;

  if (!may_be_repeated (refusal) || retry_after * 1000 > job->patience.deadline_ms || job->cancel_wanted
      || seedream_run_is_abandoned (task))
    return FALSE;
  if (!offline && ++run->refusals >= job->patience.submit_tries)
    return FALSE;
  job->submits = 0;
  job->submitted_at = 0;
  seedream_job_take_error (job, g_error_copy (refusal));
  if (seedream_job_advance (job, SEEDREAM_JOB_WAITING, SEEDREAM_BILLED_NO, &error))
    wait (task, offline ? OFFLINE_PAUSE : choose_pause (job, run->refusals, retry_after), offline);
  else
    seedream_run_end (task, SEEDREAM_JOB_FAILED, error);
  return TRUE;
}

static void
on_no_reply (GTask *task, GError *error)
{
  if (try_again (task, error, 0))
    g_error_free (error);
  else if (seedream_run_is_abandoned (task))
    {
      g_error_free (error);
      seedream_run_abandon (task);
    }
  else if (seedream_error_get_billed (error) == SEEDREAM_BILLED_NO)
    seedream_run_end (task, SEEDREAM_JOB_FAILED, error);
  else
    end_unknown (task, error);
}

/* A refusal of the content is the last word, whether it was charged or not. */
static gboolean
is_settled (const GError *error)
{
  return seedream_error_get_billed (error) == SEEDREAM_BILLED_NO
         || g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_REFUSED_CONTENT);
}

/* An id goes into the ledger and into addresses, which are logged: one that shows the key is none. */
static SeedreamAnswer *
read_answer (SeedreamJob *job, const SeedreamReply *reply, GError **error)
{
  g_autoptr (SeedreamAnswer) answer = seedream_provider_read_submit (job->provider, reply, error);

  if (answer != NULL && seedream_link_shows_key (answer->remote_id, job->key))
    return seedream_wire_refuse_malformed (reply, error);
  return g_steal_pointer (&answer);
}

static void
on_reply (GTask *task, const SeedreamReply *reply)
{
  SeedreamJob *job = g_task_get_source_object (task);
  GError *error = NULL;
  SeedreamAnswer *answer = read_answer (job, reply, &error);

  if (answer != NULL)
    {
      /* The id, or the links where a provider gives no id, is what the money has bought: it is written down before anything else. */
      seedream_job_learn (job, answer);
      seedream_results_keep_links (job, answer->links);
      seedream_job_note (job, SEEDREAM_JOB_SUBMITTED);
      seedream_run_take_answer (task, answer);
    }
  else if (try_again (task, error, reply->retry_after))
    g_error_free (error);
  else if (is_settled (error))
    seedream_run_end (task, SEEDREAM_JOB_FAILED, error);
  else
    end_unknown (task, error);
}

static void
on_submitted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (SeedreamReply) reply = seedream_http_call_finish (SEEDREAM_HTTP (source), result, &error);

  seedream_job_set_progress (g_task_get_source_object (task), -1);
  if (reply != NULL)
    on_reply (task, reply);
  else
    on_no_reply (task, error);
}

/* Returns whether it is written down that the POST is about to go out. */
static gboolean
write_submitting (SeedreamJob *job, GError **error)
{
  job->submits = 1;
  job->submitted_at = g_get_real_time ();
  job->submitted_mono = g_get_monotonic_time ();
  if (seedream_job_advance (job, SEEDREAM_JOB_SUBMITTING, SEEDREAM_BILLED_NO, error))
    return TRUE;
  job->submits = 0;
  job->submitted_at = 0;
  return FALSE;
}

static gboolean
check (SeedreamJob *job, GError **error)
{
  if (job->request == NULL)
    {
      const char *message = _ ("What was to be sent is not known any more, so nothing was sent.");

      g_propagate_error (error, seedream_error_new (SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO, NULL, message));
      return FALSE;
    }
  if (seedream_provider_get_needs_key (job->provider) && job->key == NULL)
    {
      const char *message = _ ("There is no key for this provider yet. Store one in the preferences.");

      g_propagate_error (error, seedream_error_new (SEEDREAM_ERROR_NO_KEY, SEEDREAM_BILLED_NO, NULL, message));
      return FALSE;
    }
  return seedream_provider_validate (job->provider, job->request, error);
}

static void
on_written (SeedreamBody *body, guint64 written, SeedreamJob *job)
{
  gsize length = seedream_body_get_length (body);

  /* When all is sent, it is the provider's turn, and nobody knows how long that takes. */
  seedream_job_set_progress (job, written < length ? (double)written / length : -1);
}

static void
send (GTask *task)
{
  SeedreamJob *job = g_task_get_source_object (task);
  SeedreamRun *run = g_task_get_task_data (task);
  const char *const *links = (const char *const *)run->links;
  GError *error = NULL;
  g_autoptr (SeedreamCall) call = seedream_provider_build_submit (job->provider, job->request, links, &error);

  if (call == NULL || !write_submitting (job, &error))
    {
      seedream_run_end (task, SEEDREAM_JOB_FAILED, error);
      return;
    }
  seedream_job_take_error (job, NULL);
  g_signal_connect_object (call->body, "written", G_CALLBACK (on_written), job, 0);
  seedream_http_call_async (job->http, call, job->key, g_task_get_cancellable (task), on_submitted,
                            g_object_ref (task));
}

static void
on_uploaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SeedreamJob *job = g_task_get_source_object (task);
  SeedreamRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  run->links = seedream_uploads_finish (result, &error);

  seedream_run_end_turn (task);
  seedream_job_set_progress (job, -1);
  if (run->links != NULL && !job->cancel_wanted && !seedream_run_is_abandoned (task))
    {
      send (task);
      return;
    }
  if (seedream_run_is_abandoned (task))
    seedream_run_abandon (task);
  else if (job->cancel_wanted)
    seedream_run_end (task, SEEDREAM_JOB_CANCELLED, NULL);
  else
    seedream_run_end (task, SEEDREAM_JOB_FAILED, g_steal_pointer (&error));
  g_clear_error (&error);
}

static gboolean
needs_uploads (SeedreamJob *job)
{
  const SeedreamCapabilities *can = seedream_provider_get_capabilities (job->provider, job->operation);

  return can->transport != SEEDREAM_TRANSPORT_INLINE
         && g_list_model_get_n_items (seedream_request_get_pictures (job->request)) > 0;
}

void
seedream_run_submit (GTask *task)
{
  SeedreamJob *job = g_task_get_source_object (task);
  GError *error = NULL;

  if (job->cancel_wanted)
    seedream_run_end (task, SEEDREAM_JOB_CANCELLED, NULL);
  else if (!check (job, &error))
    seedream_run_end (task, SEEDREAM_JOB_FAILED, error);
  else if (!needs_uploads (job))
    send (task);
  else if (!seedream_job_advance (job, SEEDREAM_JOB_UPLOADING, SEEDREAM_BILLED_NO, &error))
    seedream_run_end (task, SEEDREAM_JOB_FAILED, error);
  else
    {
      seedream_run_begin_turn (task);
      seedream_uploads_async (job, job->turn, on_uploaded, g_object_ref (task));
    }
}
