/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-region-result.h"

G_BEGIN_DECLS

/*
 * LedgerStoring:
 * @position: of the result
 * @outcome: (nullable): what has become of one that was to be put into a picture, see pentimento_region_result_to_string(); once it has run
 *
 * Storing a result: it is proven to be a picture by decoding all of it, then kept, then put into the picture that it is a part of.
 */
typedef struct {
  PentimentoLibrary *library;
  GFile *file;
  guint position;
  PentimentoRegionEdit *region; /* (nullable) */
  char *outcome;
} LedgerStoring;

/* @region: (nullable): where it goes; copied */
LedgerStoring *
ledger_storing_new (PentimentoLibrary *library, GFile *file, guint position, const PentimentoRegionEdit *region);
void ledger_storing_free (LedgerStoring *self);

/* For a task whose data is a LedgerStoring. Returns the PentimentoImage. */
void ledger_storing_run (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable);

G_END_DECLS
