/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-job-words.h"

#include <glib/gi18n-lib.h>

static const char *
describe_state (SeedreamJobState state, gboolean sending)
{
  switch (state)
    {
    case SEEDREAM_JOB_UPLOADING:
      return _ ("Sending the pictures");
    case SEEDREAM_JOB_SUBMITTING:
      return sending ? _ ("Sending the request") : _ ("Waiting for the provider");
    case SEEDREAM_JOB_SUBMITTED:
      return _ ("Waiting in the queue");
    case SEEDREAM_JOB_RUNNING:
      return _ ("The model is working");
    case SEEDREAM_JOB_DOWNLOADING:
      return _ ("Fetching the result");
    case SEEDREAM_JOB_STORED:
      return _ ("Storing the result");
    case SEEDREAM_JOB_PREPARED:
    case SEEDREAM_JOB_DONE:
    case SEEDREAM_JOB_FAILED:
    case SEEDREAM_JOB_CANCELLED:
    case SEEDREAM_JOB_UNKNOWN:
    default:
      return _ ("Preparing the pictures");
    }
}

/* While a document is busy, a job that has ended is the one before, and its own is still being made ready. */
char *
pentimento_job_words_for_document (PentimentoDocument *document)
{
  SeedreamJob *job = document != NULL ? pentimento_document_get_job (document) : NULL;
  SeedreamJobState state = job != NULL ? seedream_job_get_state (job) : SEEDREAM_JOB_PREPARED;

  if (document == NULL || !pentimento_document_get_busy (document))
    return g_strdup ("");
  if (job == NULL || state == SEEDREAM_JOB_PREPARED || seedream_job_state_is_final (state))
    return g_strdup (describe_state (SEEDREAM_JOB_PREPARED, FALSE));

  /* Translators: what a running edit is doing, and its seconds so far */
  return g_strdup_printf (_ ("%s · %d s"), describe_state (state, seedream_job_get_progress (job) >= 0),
                          (int)seedream_job_get_elapsed (job));
}

char *
pentimento_job_words_done (SeedreamJob *job)
{
  const SeedreamCost *cost = seedream_job_get_cost (job);
  g_autofree char *amount = seedream_cost_format (cost);
  double elapsed = seedream_job_get_elapsed (job);

  if (cost->kind == SEEDREAM_COST_REPORTED && cost->micros > 0)
    return g_strdup_printf (_ ("Done in %.0f s · %s (reported)"), elapsed, amount);
  return g_strdup_printf (_ ("Done in %.0f s · %s"), elapsed, amount);
}
