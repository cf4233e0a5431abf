/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * PentimentoJobStatus:
 *
 * How the edits of its `document` are going, how the last one went, or why it failed and what can be done about it. Its actions are `document.look-again`: take up a
 * job that could not be followed to its end; `document.open-page`: the provider's own page; and `document.ask-other`: the same edit, of another provider.
 * The signal `ask-other` (#PentimentoOrder) tells of the order that is to be run for that.
 */
#define PENTIMENTO_TYPE_JOB_STATUS (pentimento_job_status_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoJobStatus, pentimento_job_status, PENTIMENTO, JOB_STATUS, AdwBin)

/**
 * pentimento_job_status_show_end:
 * @order: (nullable): an edit that has ended; %NULL for one that could not be begun
 * @error: (nullable): why it failed
 */
void pentimento_job_status_show_end (PentimentoJobStatus *self, PentimentoOrder *order, const GError *error);

/** Takes away what was said of edits that have ended. */
void pentimento_job_status_clear (PentimentoJobStatus *self);

G_END_DECLS
