/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-progress.h"

#include <glib/gi18n-lib.h>

#include "cli-output.h"
#include "seedream-job.h"

/* Often enough to look alive, seldom enough to cost nothing. */
#define REWRITE_MS 200

struct _CliProgress {
  GListModel *jobs;
  GTimer *timer;
  guint source;
};

static const char *
describe_state (SeedreamJobState state)
{
  switch (state)
    {
    case SEEDREAM_JOB_UPLOADING:
      return _ ("uploading the pictures");
    case SEEDREAM_JOB_SUBMITTING:
      return _ ("sending");
    case SEEDREAM_JOB_SUBMITTED:
      return _ ("waiting in the provider’s queue");
    case SEEDREAM_JOB_RUNNING:
      return _ ("the provider is at work");
    case SEEDREAM_JOB_DOWNLOADING:
      return _ ("fetching the result");
    case SEEDREAM_JOB_STORED:
    case SEEDREAM_JOB_DONE:
      return _ ("storing the result");
    default:
      return _ ("getting ready");
    }
}

static char *
describe_job (SeedreamJob *job)
{
  const char *label = seedream_provider_get_label (seedream_job_get_provider (job));
  const char *state = describe_state (seedream_job_get_state (job));
  double progress = seedream_job_get_progress (job);
  gint64 wait = seedream_job_get_retry_at (job) - g_get_real_time ();

  if (seedream_job_is_offline (job))
    /* Translators: provider, for how long */
    return g_strdup_printf (_ ("%s: waiting for the network, %.0f s"), label, seedream_job_get_elapsed (job));
  if (wait > 0)
    /* Translators: provider, seconds left */
    return g_strdup_printf (_ ("%s: turned away at no cost, trying again in %.0f s"), label,
                            wait / (double)G_USEC_PER_SEC);

  if (progress > 0)
    /* Translators: provider, what is going on, how far, for how long */
    return g_strdup_printf (_ ("%s: %s, %.0f %%, %.0f s"), label, state, progress * 100,
                            seedream_job_get_elapsed (job));
  /* Translators: provider, what is going on, for how long */
  return g_strdup_printf (_ ("%s: %s, %.0f s"), label, state, seedream_job_get_elapsed (job));
}

static gboolean
rewrite (gpointer data)
{
  CliProgress *self = data;
  guint n_jobs = g_list_model_get_n_items (self->jobs);
  g_autoptr (SeedreamJob) job = g_list_model_get_item (self->jobs, 0);
  g_autofree char *line = NULL;

  if (n_jobs == 0)
    line = g_strdup_printf (_ ("Getting ready, %.0f s"), g_timer_elapsed (self->timer, NULL));
  else if (n_jobs == 1)
    line = describe_job (job);
  else
    line = g_strdup_printf (ngettext ("%u job, %.0f s", "%u jobs, %.0f s", n_jobs), n_jobs,
                            g_timer_elapsed (self->timer, NULL));
  cli_output_progress (line);
  return G_SOURCE_CONTINUE;
}

CliProgress *
cli_progress_new (GListModel *jobs)
{
  CliProgress *self = g_new0 (CliProgress, 1);

  self->jobs = g_object_ref (jobs);
  self->timer = g_timer_new ();
  if (cli_output_shows_progress ())
    self->source = g_timeout_add (REWRITE_MS, rewrite, self);
  return self;
}

void
cli_progress_free (CliProgress *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  cli_output_progress (NULL);
  g_timer_destroy (self->timer);
  g_clear_object (&self->jobs);
  g_free (self);
}
