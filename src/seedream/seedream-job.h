/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-error.h"
#include "seedream-http.h"
#include "seedream-ledger.h"
#include "seedream-provider.h"

G_BEGIN_DECLS

/**
 * SeedreamJobState:
 *
 * Where a job stands. Each is written to the ledger before the step that it announces is taken.
 */
typedef enum {
  SEEDREAM_JOB_PREPARED,  /* nothing has been sent */
  SEEDREAM_JOB_UPLOADING, /* pictures are on their way; nothing has been bought */
  SEEDREAM_JOB_WAITING, /* turned away at no cost, or without a network; nothing has been bought, and it will be tried again */
  SEEDREAM_JOB_SUBMITTING,  /* the one POST may be on its way */
  SEEDREAM_JOB_SUBMITTED,   /* the provider has given its id */
  SEEDREAM_JOB_RUNNING,     /* the provider works on it */
  SEEDREAM_JOB_DOWNLOADING, /* there are results to fetch */
  SEEDREAM_JOB_STORED,      /* every result is on disk and proven */
  SEEDREAM_JOB_DONE,        /* and written down as versions */
  SEEDREAM_JOB_FAILED,      /* ended without a result; the error says why and whether it was billed */
  SEEDREAM_JOB_CANCELLED,   /* given up before there was a result */
  SEEDREAM_JOB_UNKNOWN,     /* sent, and nobody knows: never sent again by the program */
} SeedreamJobState;

#define SEEDREAM_TYPE_JOB_STATE (seedream_job_state_get_type ())
GType seedream_job_state_get_type (void);

/** Returns: a stable lower-case name, "prepared" */
const char *seedream_job_state_to_string (SeedreamJobState state);

/** Returns: %TRUE and the state of that name, or %FALSE */
gboolean seedream_job_state_from_string (const char *text, SeedreamJobState *state);

/** Returns: whether nothing more will happen by itself: done, failed, cancelled or unknown */
gboolean seedream_job_state_is_final (SeedreamJobState state);

/**
 * SeedreamPatience:
 * @poll_first_ms: the first pause between polls, in milliseconds
 * @poll_factor: what each further pause is multiplied by
 * @poll_most_ms: the longest pause
 * @deadline_ms: how long after submitting polling goes on; then the job is left, to be resumed
 * @download_tries: how often a result is fetched before it is given up for now; delivery networks lag
 * @download_pause_ms: the pause between those, growing
 * @upload_tries: how often a picture is uploaded, and an answer without sense asked for again, with pauses as between downloads
 * @submit_tries: how often the POST is tried that was turned away at no cost: by a plain 429, or before a byte went out
 * @submit_pause_ms: the first pause between those, doubling, with jitter, where the provider asks for no other
 *
 * How long a job waits, and how often it asks.
 */
typedef struct {
  guint poll_first_ms;
  double poll_factor;
  guint poll_most_ms;
  guint deadline_ms;
  guint download_tries;
  guint download_pause_ms;
  guint upload_tries;
  guint submit_tries;
  guint submit_pause_ms;
} SeedreamPatience;

/** 200 ms growing by 1.5 to 5 s; 15 minutes; 8 and 5 tries 500 ms apart and growing; 5 tries 1 s apart and doubling. */
extern const SeedreamPatience seedream_default_patience;

/**
 * SeedreamJob:
 *
 * One edit at a provider, from the first byte sent to the last result stored. Its readable properties notify: `state`, `progress` (0 to 1,
 * -1 where it cannot be known), `remote-id`, `cost` (a #SeedreamCost pointer), `error` (a boxed #GError, nullable), `retry-at` (int64), `offline`,
 * `given-up`, `late`.
 * Construct-only: `id`, `provider`, `http`, `ledger`, `request` (nullable when resumed after submitting), `key` (nullable, never readable), `folder` (a #GFile:
 * where downloads lie until they are stored), `patience` (a pointer to a #SeedreamPatience, %NULL for the default), and for a job taken up again
 * `operation`, `state`, `remote-id`, `links` (a %GStrv), `submits`, `submitted-at`, `cost`, `given-up`, `late`.
 */
#define SEEDREAM_TYPE_JOB (seedream_job_get_type ())
G_DECLARE_FINAL_TYPE (SeedreamJob, seedream_job, SEEDREAM, JOB, GObject)

const char *seedream_job_get_id (SeedreamJob *self);
SeedreamProvider *seedream_job_get_provider (SeedreamJob *self);

/** Returns: (nullable): what was asked for; %NULL for a job that was taken up after it had been submitted */
SeedreamRequest *seedream_job_get_request (SeedreamJob *self);
SeedreamOperation seedream_job_get_operation (SeedreamJob *self);
SeedreamJobState seedream_job_get_state (SeedreamJob *self);

/** Returns: 0 to 1, or -1 where it cannot be known */
double seedream_job_get_progress (SeedreamJob *self);

/** Returns: (nullable): the provider's id */
const char *seedream_job_get_remote_id (SeedreamJob *self);

/** Returns: when the POST is tried again, in microseconds since 1970 UTC, while *waiting*; 0 at other times, and while there is no network */
gint64 seedream_job_get_retry_at (SeedreamJob *self);

/** Returns: whether the job waits for the network to come back */
gboolean seedream_job_is_offline (SeedreamJob *self);

/**
 * seedream_job_is_given_up:
 *
 * Returns: whether the person has cancelled it, but the provider cannot be stopped: it goes on there, is paid for, and what comes of it is kept
 */
gboolean seedream_job_is_given_up (SeedreamJob *self);

/** Returns: whether its result comes (or came) when nobody waited any more: after it was given up, or after its time was over */
gboolean seedream_job_is_late (SeedreamJob *self);

/** Returns: how many times the POST was begun, not counting those that cost nothing and were tried again; never over 1 */
guint seedream_job_get_submits (SeedreamJob *self);

/** Returns: when the POST was begun, in microseconds since 1970 UTC; 0 for not yet */
gint64 seedream_job_get_submitted_at (SeedreamJob *self);

/** Returns: seconds since the job was submitted, or since it was begun; stops when it ends */
double seedream_job_get_elapsed (SeedreamJob *self);

/** Returns: (nullable): the links to the results, without those that carry the picture in themselves */
const char *const *seedream_job_get_links (SeedreamJob *self);

/** Returns: how many results were taken; see SeedreamDelivery for how many there were */
guint seedream_job_get_n_results (SeedreamJob *self);

/** Returns: what the provider reported, else the estimate */
const SeedreamCost *seedream_job_get_cost (SeedreamJob *self);

/** Returns: what the provider says of its own time, in milliseconds; -1 where it says nothing */
gint64 seedream_job_get_queued_ms (SeedreamJob *self);
gint64 seedream_job_get_executed_ms (SeedreamJob *self);

/** Returns: (transfer full) (nullable): the provider's own time in words, "0.1 s in the queue, 4.9 s at work"; %NULL where it says nothing */
char *seedream_job_describe_times (SeedreamJob *self);

/** Returns: (nullable): why it failed, or why it could not go on for now */
const GError *seedream_job_get_error (SeedreamJob *self);

/**
 * seedream_job_run_async:
 * @cancellable: (nullable): leaves the job at once, as closing the program would: the state stays, the job can be taken up again
 *
 * Runs the job from the state it is in to its end. *prepared*: validates, submits, polls, downloads, stores. *submitting* when taken up
 * again: becomes *unknown*, nothing is sent. *submitted*, *running*, or *unknown* with an id: polls. *downloading*: fetches the results by the links, or asks
 * for them again. *stored*: writes *done*. A final state without an id: ends at once.
 *
 * On the wire: one POST. It is tried again, as *waiting*, only where it was turned away at no cost: by a plain 429 (Retry-After honoured, where it is no longer than the deadline), or where
 * not a byte went out; without a network for as long as that lasts, else a few times. Any other answer of 4xx to it is a failure; a lost, cut or unreadable answer and one of 5xx without an id make the job *unknown*. Polls and downloads
 * are repeated through network errors, 429 (Retry-After honoured) and 5xx until the deadline; a 401 or 403 then ends the run but
 * not the job, which stays as it is to be taken up with a better key.
 */
void
seedream_job_run_async (SeedreamJob *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/** Returns: %TRUE when *done*; else %FALSE with the error of the state, or of why it could not go on */
gboolean seedream_job_run_finish (SeedreamJob *self, GAsyncResult *result, GError **error);

/**
 * seedream_job_cancel:
 *
 * Asks to give the job up. Before submitting it ends at once, unbilled; while submitting the answer is awaited, since only with an
 * id can a provider be asked; then the provider is asked where it can be, and the job is *cancelled*. Where it cannot be, or does not
 * obey, the job is given up: see seedream_job_is_given_up(). If the result is quicker, it is fetched and kept: it has been paid for.
 */
void seedream_job_cancel (SeedreamJob *self);

/**
 * seedream_key_test_async:
 *
 * Tries a key at a provider without costing anything.
 */
void seedream_key_test_async (SeedreamHttp *http,
                              SeedreamProvider *provider,
                              const char *key,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean seedream_key_test_finish (GAsyncResult *result, GError **error);

G_END_DECLS
