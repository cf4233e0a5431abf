/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-job-words.h"
#include "pentimento-queue.h"

#include <glib/gi18n-lib.h>

static const char *
describe_state (SeedreamJobState state, gboolean sending)
{
  switch (state)
    {
    case SEEDREAM_JOB_WAITING:
      return _ ("Waiting for the network");
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

/* Returns: (nullable): the seconds until a provider that turned the edit away is asked again */
static char *
describe_wait (SeedreamJob *job)
{
  gint64 at = seedream_job_get_retry_at (job);
  int seconds = (int)((MAX (at - g_get_real_time (), 0) + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);

  return at > 0 ? g_strdup_printf (ngettext ("Turned away, at no cost; trying again in %d second",
                                             "Turned away, at no cost; trying again in %d seconds", seconds),
                                   seconds)
                : NULL;
}

static char *
describe_job (SeedreamJob *job)
{
  char *wait = describe_wait (job);

  if (wait != NULL)
    return wait;
  if (seedream_job_get_state (job) == SEEDREAM_JOB_PREPARED)
    return g_strdup (describe_state (SEEDREAM_JOB_PREPARED, FALSE));
  if (seedream_job_state_is_final (seedream_job_get_state (job)))
    return g_strdup (describe_state (SEEDREAM_JOB_STORED, FALSE));

  /* Translators: what a running edit is doing, and its seconds so far */
  return g_strdup_printf (_ ("%s · %d s"),
                          describe_state (seedream_job_get_state (job), seedream_job_get_progress (job) >= 0),
                          (int)seedream_job_get_elapsed (job));
}

char *
pentimento_job_words_for_order (PentimentoQueue *queue, PentimentoOrder *order)
{
  SeedreamJob *job = pentimento_order_get_job (order);
  gboolean paused;

  if (pentimento_order_get_state (order) != PENTIMENTO_ORDER_QUEUED)
    return job != NULL ? describe_job (job) : g_strdup (describe_state (SEEDREAM_JOB_PREPARED, FALSE));
  g_object_get (queue, "paused", &paused, NULL);
  return g_strdup (paused ? _ ("Paused before it is sent") : _ ("Waits for its turn"));
}

char *
pentimento_job_words_for_job (SeedreamJob *job)
{
  return seedream_job_is_given_up (job) ? g_strdup (_ ("Given up, but cannot be stopped")) : describe_job (job);
}

char *
pentimento_job_words_for_document (PentimentoDocument *document)
{
  if (document == NULL || !pentimento_document_get_busy (document))
    return g_strdup ("");
  return pentimento_job_words_for_order (pentimento_services_get_queue (pentimento_document_get_services (document)),
                                         pentimento_document_get_order (document));
}

char *
pentimento_job_words_cancelled (SeedreamJob *job)
{
  if (job == NULL || !seedream_job_is_given_up (job))
    return g_strdup (_ ("Cancelled."));
  return g_strdup_printf (
      _ ("%s cannot be stopped and goes on; it may charge for this edit. A late result will be kept in the history."),
      seedream_provider_get_label (seedream_job_get_provider (job)));
}

static char *
describe_price (SeedreamJob *job)
{
  const SeedreamCost *cost = seedream_job_get_cost (job);
  g_autofree char *amount = seedream_cost_format (cost);
  double elapsed = seedream_job_get_elapsed (job);

  if (seedream_job_is_late (job))
    return g_strdup_printf (_ ("A late result came after %.0f s · %s"), elapsed, amount);
  if (cost->kind == SEEDREAM_COST_REPORTED && cost->micros > 0)
    return g_strdup_printf (_ ("Done in %.0f s · %s (reported)"), elapsed, amount);
  return g_strdup_printf (_ ("Done in %.0f s · %s"), elapsed, amount);
}

char *
pentimento_job_words_done (SeedreamJob *job)
{
  g_autofree char *price = describe_price (job);
  g_autofree char *note = NULL;
  SeedreamDelivery delivery;

  seedream_delivery_count (&delivery, job);
  note = seedream_delivery_describe (&delivery);
  return note != NULL ? g_strdup_printf ("%s\n%s", price, note) : g_steal_pointer (&price);
}
