/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-services.h"

G_BEGIN_DECLS

/**
 * PentimentoJobs:
 *
 * The jobs that this program runs right now: a #GListModel of #SeedreamJob. Each is locked against other programs on the same
 * library, and its every step is in the ledger.
 */
#define PENTIMENTO_TYPE_JOBS (pentimento_jobs_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoJobs, pentimento_jobs, PENTIMENTO, JOBS, GObject)

/**
 * pentimento_jobs_run_async:
 * @provider: whom to ask
 * @key: (nullable): the key
 * @request: what to ask for
 * @record: the ledger's row: id, picture, parent version, references, and as `request` the description of @request with `fit_back` (`width` and `height`, in
 *   pixels) where results of another size are to be fitted back; the rest is filled in here
 * @job: (out) (transfer full) (optional): the job, to be watched
 * @cancellable: (nullable): leaves the job, to be taken up again; see seedream_job_cancel() for giving it up
 *
 * Writes the job down and runs it. This is the only place where something is bought.
 */
void pentimento_jobs_run_async (PentimentoJobs *self,
                                SeedreamProvider *provider,
                                const char *key,
                                SeedreamRequest *request,
                                const PentimentoJobRecord *record,
                                SeedreamJob **job,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * pentimento_jobs_resume_async:
 * @id: (nullable): one job, by its id; %NULL for every job that is not ended
 *
 * Takes up jobs that an earlier run of the program left: polls and fetches, never submits. Jobs that another program holds are left alone. One
 * that was never sent is written down as cancelled; one whose answer was lost stays *unknown*.
 */
void pentimento_jobs_resume_async (PentimentoJobs *self,
                                   const char *id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/** Returns: (transfer full) (nullable): the versions that were made by a run or by all resumed jobs, a #GListModel of #PentimentoVersion; %NULL with the (first) error where none were */
GListModel *pentimento_jobs_finish (PentimentoJobs *self, GAsyncResult *result, GError **error);

G_END_DECLS
