/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-batch-item-record.h"
#include "seedream-cost.h"

G_BEGIN_DECLS

/** Where a picture of a batch stands. */
typedef enum {
  PENTIMENTO_BATCH_ITEM_WAITING,       /* nothing has been bought for it */
  PENTIMENTO_BATCH_ITEM_RUNNING,       /* it has a job that is not through, here or left by an earlier run */
  PENTIMENTO_BATCH_ITEM_DONE,          /* its results are in the output folder */
  PENTIMENTO_BATCH_ITEM_FAILED,        /* see its message */
  PENTIMENTO_BATCH_ITEM_UNKNOWN,       /* sent, and nobody knows: never sent again */
  PENTIMENTO_BATCH_ITEM_NOT_A_PICTURE, /* the file is something else */
  PENTIMENTO_BATCH_ITEM_SKIPPED,       /* there is a result of that name already */
} PentimentoBatchItemState;

#define PENTIMENTO_TYPE_BATCH_ITEM_STATE (pentimento_batch_item_state_get_type ())
GType pentimento_batch_item_state_get_type (void);

/** Returns: "waiting", "not-a-picture", for machines and the database */
const char *pentimento_batch_item_state_to_string (PentimentoBatchItemState state);

/**
 * PentimentoBatchItem:
 *
 * One picture of a #PentimentoBatch. Read-only, notifying: `state` (enum), `message` (string, nullable: what is to be known of how it ended), `job-id` (string,
 * nullable: the latest job for it), `cost` (a #SeedreamCost pointer).
 */
#define PENTIMENTO_TYPE_BATCH_ITEM (pentimento_batch_item_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoBatchItem, pentimento_batch_item, PENTIMENTO, BATCH_ITEM, GObject)

/** Returns: the path of the picture, as the file system spells it */
const char *pentimento_batch_item_get_source (PentimentoBatchItem *self);

/** Returns: (nullable): the name of the result without its ending; %NULL where there is none */
const char *pentimento_batch_item_get_target (PentimentoBatchItem *self);
PentimentoBatchItemState pentimento_batch_item_get_state (PentimentoBatchItem *self);
const char *pentimento_batch_item_get_message (PentimentoBatchItem *self);
const char *pentimento_batch_item_get_job_id (PentimentoBatchItem *self);

/** Returns: (nullable): what went wrong in this run */
const GError *pentimento_batch_item_get_error (PentimentoBatchItem *self);

/** Returns: what it has cost, or will if all goes well; zero where nothing was charged, or is to be */
const SeedreamCost *pentimento_batch_item_get_cost (PentimentoBatchItem *self);

/** Returns: whether it ended without a cost and can be tried again */
gboolean pentimento_batch_item_get_may_retry (PentimentoBatchItem *self);

G_END_DECLS
