/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-document.h"

G_BEGIN_DECLS

/** Returns: (transfer full): what the latest running edit is doing and for how long, "The model is working · 12 s"; empty when none is running */
char *pentimento_job_words_for_document (PentimentoDocument *document);

/** Returns: (transfer full): likewise, of one order; @queue tells whether it waits because of a pause */
char *pentimento_job_words_for_order (PentimentoQueue *queue, PentimentoOrder *order);

/** Returns: (transfer full): likewise, of a job that nobody waits for */
char *pentimento_job_words_for_job (SeedreamJob *job);

/** Returns: (transfer full): how a job that is done went, "Done in 12 s · $0.028 (reported)", and a second line where other than what was asked for came */
char *pentimento_job_words_done (SeedreamJob *job);

/** @job: (nullable): as far as there was one. Returns: (transfer full): what a person is told who has given it up */
char *pentimento_job_words_cancelled (SeedreamJob *job);

G_END_DECLS
