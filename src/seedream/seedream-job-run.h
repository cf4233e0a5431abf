/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-job-private.h"

G_BEGIN_DECLS

/**
 * SeedreamRun:
 * @deadline: when polling ends, in monotonic time
 * @offline_since: when a turn began without a network, in monotonic time; 0 where it began with one
 * @pause_ms: the next pause between polls
 * @puzzles: answers in a row that made no sense
 * @cancels: how often the provider was asked to give the job up
 * @last: why the last poll brought nothing
 * @refusals: how often the POST was turned away at no cost
 * @links: (nullable): those of the uploaded pictures
 *
 * The task data of seedream_job_run_async(). The parts of a run hand its task to one another.
 */
typedef struct {
  gint64 deadline;
  gint64 offline_since;
  guint pause_ms;
  guint puzzles;
  guint cancels;
  gulong chain;
  GError *last;
  guint refusals;
  char **links;
} SeedreamRun;

/** Ends the run and the job. @error: (transfer full) (nullable): why */
void seedream_run_end (GTask *task, SeedreamJobState state, GError *error);

/** Ends the run, but not the job, which stays as it is. @error: (transfer full): why */
void seedream_run_leave (GTask *task, GError *error);

/** Ends the run as closing the program would. */
void seedream_run_abandon (GTask *task);

/** Returns: whether the caller has cancelled the run */
gboolean seedream_run_is_abandoned (GTask *task);

/** @answer: (transfer full): what the provider says of the job; goes on from there */
void seedream_run_take_answer (GTask *task, SeedreamAnswer *answer);

/** A turn (one pause, one poll, all uploads) is ended by the caller's cancellable and by seedream_job_cancel(). */
void seedream_run_begin_turn (GTask *task);
void seedream_run_end_turn (GTask *task);

/** Pauses, then asks the provider after the job. */
void seedream_run_poll (GTask *task);

/** @links: (nullable): what the provider gave; %NULL to go on by what the job has */
void seedream_run_collect (GTask *task, GPtrArray *links);

/** The one POST. */
void seedream_run_submit (GTask *task);

/** Writes that the results are versions now. */
void seedream_run_complete (GTask *task);

G_END_DECLS
