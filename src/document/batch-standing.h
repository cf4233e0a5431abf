/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-batch-item-private.h"
#include "pentimento-library.h"

G_BEGIN_DECLS

/** What the ledger says of the latest job of an item, as far as it decides what is to be done. */
typedef enum {
  BATCH_STANDING_UNBOUGHT, /* it was never sent, or has ended without a cost: a new order may take its place */
  BATCH_STANDING_DONE,     /* there are results */
  BATCH_STANDING_CHARGED,  /* ended without a result, and charged or perhaps so */
  BATCH_STANDING_UNKNOWN,  /* sent, and nobody knows */
  BATCH_STANDING_OPEN,     /* at work, at the provider or in another program */
} BatchStanding;

/** @record: (nullable): the row; %NULL where there is none */
BatchStanding batch_standing_of_record (const PentimentoJobRecord *record);

/** Returns: whether the row is one of an order that was prepared and left: nothing of it was sent */
gboolean batch_standing_is_unsent (const PentimentoJobRecord *record);

/** Takes over what the row says that the job has cost. */
void batch_standing_take_cost (PentimentoBatchItem *item, const PentimentoJobRecord *record);

/** Finds the row of the item's latest job. Returns: (transfer full) (nullable): the row, %NULL without an error where there is none */
PentimentoJobRecord *batch_standing_find_record (PentimentoLibrary *library, PentimentoBatchItem *item, GError **error);

/** Looks what has become of the job of an item that an earlier run left. */
gboolean batch_standing_review (PentimentoLibrary *library, PentimentoBatchItem *item, GError **error);

G_END_DECLS
