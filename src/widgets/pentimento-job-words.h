/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-document.h"

G_BEGIN_DECLS

/** Returns: (transfer full): where the running edit of a document stands and for how long, "The model is working · 12 s"; "" when none runs */
char *pentimento_job_words_for_document (PentimentoDocument *document);

/** Returns: (transfer full): how a finished job went, "Done in 12 s · $0.028 (reported)", and on a second line where other than what was asked for came */
char *pentimento_job_words_done (SeedreamJob *job);

/** Returns: (transfer full): what became of an edit that the person cancelled */
char *pentimento_job_words_cancelled (SeedreamJob *job);

G_END_DECLS
