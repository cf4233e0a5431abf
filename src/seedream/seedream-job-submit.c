/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-job-run.h"

#include <glib/gi18n-lib.h>

#include "seedream-results.h"

/* Sent, and nobody can tell what became of it. @taken is what is known. */
static void
end_unknown (GTask *task, GError *taken)
{
  g_autoptr (GError) why = taken;
  const char *details = why->domain == SEEDREAM_ERROR ? seedream_error_get_details (why) : NULL;
  g_autofree char *known
      = details != NULL ? g_strdup_printf ("%s (%s)", why->message, details) : g_strdup (why->message);
  const char *message
      = _ ("The edit was sent, but no usable answer came. It may have been charged: look at the provider’s own "
           "page before paying again.");

  seedream_run_end (task, SEEDREAM_JOB_UNKNOWN,
                    seedream_error_new (SEEDREAM_ERROR_UNKNOWN_OUTCOME, SEEDREAM_BILLED_UNKNOWN, known, message));
}

static void
on_no_reply (GTask *task, GError *error)
{
  if (seedream_run_is_abandoned (task))
    {
      g_error_free (error);
      seedream_run_abandon (task);
    }
  else if (seedream_error_get_billed (error) == SEEDREAM_BILLED_NO)
    seedream_run_end (task, SEEDREAM_JOB_FAILED, error);
  else
    end_unknown (task, error);
}

static void
on_reply (GTask *task, const SeedreamReply *reply)
{
  SeedreamJob *job = g_task_get_source_object (task);
  GError *error = NULL;
  SeedreamAnswer *answer = seedream_provider_read_submit (job->provider, reply, &error);

  if (answer != NULL)
    {
      /* The id, or the links where a provider gives no id, is what the money has bought: it is written down before anything else. */
      seedream_job_learn (job, answer);
      seedream_results_keep_links (job, answer->links);
      seedream_job_note (job, SEEDREAM_JOB_SUBMITTED);
      seedream_run_take_answer (task, answer);
    }
  else if (reply->status >= 400 && reply->status < 500)
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
  if (seedream_job_advance (job, SEEDREAM_JOB_SUBMITTING, SEEDREAM_BILLED_NO, error))
    return TRUE;
  job->submits = 0;
  job->submitted_at = 0;
  return FALSE;
}

static gboolean
check (SeedreamJob *job, GError **error)
{
  const SeedreamCapabilities *can = seedream_provider_get_capabilities (job->provider, job->operation);

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
  return seedream_request_validate (job->request, can, error);
}

void
seedream_run_submit (GTask *task)
{
  SeedreamJob *job = g_task_get_source_object (task);
  g_autoptr (SeedreamCall) call = NULL;
  GError *error = NULL;

  if (job->cancel_wanted)
    {
      seedream_run_end (task, SEEDREAM_JOB_CANCELLED, NULL);
      return;
    }
  if (check (job, &error))
    call = seedream_provider_build_submit (job->provider, job->request, &error);
  if (call == NULL || !write_submitting (job, &error))
    {
      seedream_run_end (task, SEEDREAM_JOB_FAILED, error);
      return;
    }
  seedream_http_call_async (job->http, call, job->key, g_task_get_cancellable (task), on_submitted,
                            g_object_ref (task));
}
