/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-budget.h"
#include "pentimento-library.h"
#include "seedream.h"

G_BEGIN_DECLS

/**
 * PentimentoJobLedger:
 *
 * The #SeedreamLedger of one job: its row in the library, the lock that keeps other programs off it, and the versions that come of it.
 */
#define PENTIMENTO_TYPE_JOB_LEDGER (pentimento_job_ledger_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoJobLedger, pentimento_job_ledger, PENTIMENTO, JOB_LEDGER, GObject)

/**
 * pentimento_job_ledger_new:
 * @budget: asked in the very write that announces the submit
 * @record: (transfer none): the row as it stands
 * @lock: (transfer full): the right to run it, given back by pentimento_job_ledger_unlock(), or with the ledger
 */
PentimentoJobLedger *pentimento_job_ledger_new (PentimentoLibrary *library,
                                                PentimentoBudget *budget,
                                                const PentimentoJobRecord *record,
                                                PentimentoJobLock *lock);

/** Counts the results of a row, as far as the ledger knows: of those that were not taken it knows nothing. */
void pentimento_job_ledger_count_delivery (const PentimentoJobRecord *record, SeedreamDelivery *delivery);

/** Returns: (transfer none): the #PentimentoVersion objects written when the job was done; empty until then */
GListModel *pentimento_job_ledger_get_versions (PentimentoJobLedger *self);

/** Gives the right to run the job back: its run has ended, however long somebody looks at it. */
void pentimento_job_ledger_unlock (PentimentoJobLedger *self);

G_END_DECLS
