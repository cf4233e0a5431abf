/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli-making-options.h"
#include "cli-report.h"
#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * cli_making_document_open:
 * @provider: whom to ask
 *
 * Returns: (transfer full) (nullable): a document set as the options say, with the pictures that they name; %NULL with an error
 */
PentimentoDocument *cli_making_document_open (PentimentoServices *services,
                                              const CliMakingOptions *options,
                                              const char *provider,
                                              GCancellable *cancellable,
                                              GError **error);

/**
 * cli_making_document_await_ids:
 *
 * Waits for the ids of jobs that were given up. They go on without us, but only under an id: a provider that gives none answers once.
 */
void cli_making_document_await_ids (PentimentoServices *services);

/**
 * cli_making_document_write:
 * @out: the name for the first of them, see cli_target_name()
 *
 * Writes versions to files, and reports each. Not to be interrupted: they have been bought, and writing them takes a moment only.
 */
void cli_making_document_write (PentimentoDocument *document,
                                const CliMakingOptions *options,
                                const char *out,
                                GListModel *versions,
                                CliReport *report);

G_END_DECLS
