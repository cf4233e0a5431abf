/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * PentimentoJobStatus:
 *
 * How the edit of its `document` is going, how it went, or why it failed and what can be done about it. Its actions are `document.look-again`: take up a
 * job that could not be followed to its end; and `document.open-page`: the provider's own page.
 */
#define PENTIMENTO_TYPE_JOB_STATUS (pentimento_job_status_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoJobStatus, pentimento_job_status, PENTIMENTO, JOB_STATUS, AdwBin)

/** @error: (nullable): why the last edit failed; %NULL takes an older one away */
void pentimento_job_status_show_error (PentimentoJobStatus *self, const GError *error);

G_END_DECLS
