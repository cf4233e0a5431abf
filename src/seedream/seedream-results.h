/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-job.h"

G_BEGIN_DECLS

/*
 * How a job brings its results in: into files first, then into the ledger's store.
 */

/** Returns: whether a job that is taken up again has links or files of results */
gboolean seedream_results_are_known (SeedreamJob *job);

/** Takes those of the links over into the job that can be written down, to be written with its next state. */
void seedream_results_keep_links (SeedreamJob *job, GPtrArray *links);

/**
 * seedream_results_collect_async:
 * @links: (nullable) (element-type utf8): what the provider gave; %NULL to go on by what the job has
 *
 * Makes files of results that came inside the answer, then notes the job as *downloading*, fetches the others, and has the ledger store each.
 */
void seedream_results_collect_async (SeedreamJob *job,
                                     GPtrArray *links,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/**
 * seedream_results_collect_finish:
 * @hopeless: (out): whether trying again later can bring nothing
 *
 * Returns: %TRUE when every result is stored, or every one that is any good where some are not; %FALSE with why
 */
gboolean seedream_results_collect_finish (GAsyncResult *result, gboolean *hopeless, GError **error);

/** Deletes the files of results that have been stored. */
void seedream_results_clear (SeedreamJob *job);

G_END_DECLS
