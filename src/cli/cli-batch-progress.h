/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-batch.h"

G_BEGIN_DECLS

/**
 * CliBatchProgress:
 *
 * One line on the terminal, rewritten while it lives: how far a batch is, what it has cost, how long it may take. Says nothing where nobody looks.
 */
typedef struct _CliBatchProgress CliBatchProgress;

CliBatchProgress *cli_batch_progress_new (PentimentoBatch *batch);
void cli_batch_progress_free (CliBatchProgress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBatchProgress, cli_batch_progress_free)

G_END_DECLS
