/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-job.h"

G_BEGIN_DECLS

struct _SeedreamJob {
  GObject parent_instance;

  char *id;
  SeedreamProvider *provider;
  SeedreamHttp *http;
  SeedreamLedger *ledger;
  SeedreamRequest *request;
  char *key;
  GFile *folder;
  SeedreamPatience patience;

  SeedreamOperation operation;
  SeedreamJobState state;
  double progress;
  char *remote_id;
  char **links;
  guint n_delivered; /* 0 where the ledger is all that tells of them */
  guint n_results;
  guint n_good;
  guint submits;
  gint64 submitted_at;
  gint64 submitted_mono; /* the same in monotonic time, which nobody sets back; 0 where it was in an earlier run */
  gint64 retry_at;
  gboolean offline;
  gboolean given_up;
  gboolean late;
  gint64 begun_at;
  gint64 ended_at; /* 0 while it runs */
  SeedreamCost cost;
  gint64 queued_ms;
  gint64 executed_ms;
  GError *error;

  gboolean running;
  gboolean unwritten; /* the ledger does not hold what is known here */
  gboolean cancel_wanted;
  GCancellable *turn; /* ends the present pause, poll or upload; %NULL at other times */
};

/* The job's own side, for the parts that run it. */

/**
 * seedream_job_advance:
 *
 * Goes to @state only if that can be written down.
 *
 * Returns: %TRUE, or %FALSE with %SEEDREAM_ERROR_LEDGER or what the ledger has against it; the state is then the old one
 */
gboolean seedream_job_advance (SeedreamJob *self, SeedreamJobState state, SeedreamBilled billed, GError **error);

/** Goes to @state, since that is how things are; what cannot be written down now is written with the next state. */
void seedream_job_note (SeedreamJob *self, SeedreamJobState state);

void seedream_job_set_progress (SeedreamJob *self, double progress);

/** @retry_at: in microseconds since 1970 UTC, or 0; @offline: whether it is the network that is waited for */
void seedream_job_set_wait (SeedreamJob *self, gint64 retry_at, gboolean offline);

/** What comes of it comes too late; written down with the next state. */
void seedream_job_set_late (SeedreamJob *self);

/** The provider goes on, and nobody waits; told before it is written, since nothing depends on it. */
void seedream_job_give_up (SeedreamJob *self);

/** @error: (nullable) (transfer full): becomes the job's error; the key is taken out of it */
void seedream_job_take_error (SeedreamJob *self, GError *error);

/** Takes over what a provider said: id, cost and times. */
void seedream_job_learn (SeedreamJob *self, const SeedreamAnswer *answer);

/** Takes over how many results the provider gave. Fewer than were asked for cost less, as far as one can tell: each is charged by itself. */
void seedream_job_take_n_results (SeedreamJob *self, guint n_results);

/** @links: (transfer full): the links that are to be written down */
void seedream_job_take_links (SeedreamJob *self, char **links);

/** Returns: (transfer full): where the result at @position lies until it is stored */
GFile *seedream_job_get_result_file (SeedreamJob *self, guint position);

/** Returns: whether a result may come from an http address of this machine: only where the provider itself is there */
gboolean seedream_job_allows_loopback (SeedreamJob *self);

G_END_DECLS
