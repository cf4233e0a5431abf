/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-history.h"

G_BEGIN_DECLS

/** Returns: (transfer full): what a version is called within its history: "Original", "Generated", "Edit 3" */
char *pentimento_version_label (PentimentoHistory *history, PentimentoVersion *version);

/** Returns: (transfer full): "2048 × 1536" */
char *pentimento_version_size_label (PentimentoVersion *version);

G_END_DECLS
