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
 * @lock: (transfer full) (nullable): the right to run it, from pentimento_jobs_prepare() or _take_unsent(); %NULL to take it now
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
                                PentimentoJobLock *lock,
                                SeedreamJob **job,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * pentimento_jobs_prepare:
 *
 * Writes down a job that is to be run later, as *prepared*; the arguments are those of pentimento_jobs_run_async().
 *
 * Returns: (transfer full) (nullable): the right to run it, or %NULL with an error
 */
PentimentoJobLock *pentimento_jobs_prepare (PentimentoJobs *self,
                                            SeedreamProvider *provider,
                                            SeedreamRequest *request,
                                            const PentimentoJobRecord *record,
                                            GError **error);

/** Returns: (transfer full) (nullable): the right to run a job that was written down and not sent; %NULL with %PENTIMENTO_DOCUMENT_ERROR_SENT where it was */
PentimentoJobLock *pentimento_jobs_take_unsent (PentimentoJobs *self, const char *id, GError **error);

/** Writes how a job ended that was not sent, and so not billed. The caller has its lock. */
gboolean pentimento_jobs_write_end (PentimentoJobs *self,
                                    const char *id,
                                    SeedreamJobState state,
                                    const GError *reason,
                                    GError **error);

/**
 * pentimento_jobs_resume_async:
 * @id: (nullable): one job, by its id; %NULL for every job that is not ended
 *
 * Takes up jobs that an earlier run of the program left: polls and fetches, never submits. Jobs that another program holds are left alone. One
 * that was never sent is left for the person to say (see pentimento_queue_list_left_async()), or written down as cancelled where it cannot be sent any more; one whose answer was lost stays *unknown*.
 */
void pentimento_jobs_resume_async (PentimentoJobs *self,
                                   const char *id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/** Returns: (transfer full) (nullable): the versions that were made by a run or by all resumed jobs, a #GListModel of #PentimentoVersion; %NULL with the (first) error where none were */
GListModel *pentimento_jobs_finish (PentimentoJobs *self, GAsyncResult *result, GError **error);

G_END_DECLS
