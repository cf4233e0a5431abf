/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "library-database.h"
#include "pentimento-job-record.h"
#include "pentimento-spending.h"

G_BEGIN_DECLS

/* What the job ledger says of money; see pentimento-library.h for what the function of like name promises. */
GPtrArray *library_spending_list (LibraryDatabase *database,
                                  PentimentoSpendingGroup group,
                                  gint64 since,
                                  gint64 until,
                                  GError **error);

/* Returns whether the job's price fits within all limits, whose `spent` is filled in; what the job itself holds already does not count. */
gboolean library_spending_check (LibraryDatabase *database,
                                 const PentimentoJobRecord *record,
                                 PentimentoSpendingLimit *limits,
                                 guint n_limits,
                                 GError **error);

G_END_DECLS
