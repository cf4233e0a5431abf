/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-batch-item.h"

G_BEGIN_DECLS

/* Shared by the aspects of the batch. */
struct _PentimentoBatchItem {
  GObject parent_instance;

  PentimentoBatchItemRecord *record;
  PentimentoBatchItemState state; /* as in the record */
  SeedreamCost estimate;          /* of one order for it */
  SeedreamCost cost;
  gboolean may_retry;
  gboolean reviewed; /* and found to stand elsewhere than was written down */
  gboolean taken_up; /* what an earlier run left of it has been looked at in this run */
  gboolean begun;    /* it was ordered in this run */
  GError *error;
};

/** What an item costs for which nothing was bought. */
extern const SeedreamCost pentimento_batch_item_no_cost;

/** @record: (transfer full) */
PentimentoBatchItem *pentimento_batch_item_new (PentimentoBatchItemRecord *record);

/** Changes the state and what is to be known of it; @message is copied. */
void pentimento_batch_item_set_state (PentimentoBatchItem *self, PentimentoBatchItemState state, const char *message);
void pentimento_batch_item_set_job_id (PentimentoBatchItem *self, const char *job_id);
void pentimento_batch_item_set_cost (PentimentoBatchItem *self, const SeedreamCost *cost);

G_END_DECLS
