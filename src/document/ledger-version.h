/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-library.h"

G_BEGIN_DECLS

/* How many results of a row are stored. */
guint ledger_version_count_results (const PentimentoJobRecord *record);

/*
 * ledger_version_new:
 * @position: of the result
 * @received: the result, as it came
 *
 * Returns: (transfer full): the version that comes of it: the result itself, fitted back where that was wished; or the picture that it was put into
 */
PentimentoVersion *ledger_version_new (PentimentoLibrary *library,
                                       const PentimentoJobRecord *record,
                                       guint position,
                                       PentimentoImage *received);

G_END_DECLS
