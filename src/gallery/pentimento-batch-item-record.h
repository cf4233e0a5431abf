/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PentimentoBatchItemRecord:
 *
 * One picture of a batch, as plain data. `state` is "waiting", "running" (it has a job, which may not have got as far as the ledger), "done" (its results
 * are in the output folder), "failed", "unknown", "not-a-picture" or "skipped".
 */
typedef struct {
  guint position; /* in the batch, from 0 */
  char *source;   /* the path of the picture */
  char *sha256;   /* (nullable): of what was read there */
  char *target;   /* (nullable): the name of the result in the output folder, without its ending */
  char *job_id;   /* (nullable): the latest job for it; written before that job can be */
  char *state;
  char *message; /* (nullable): what a person is to know of how it ended */
} PentimentoBatchItemRecord;

#define PENTIMENTO_TYPE_BATCH_ITEM_RECORD (pentimento_batch_item_record_get_type ())
GType pentimento_batch_item_record_get_type (void);

PentimentoBatchItemRecord *pentimento_batch_item_record_new (guint position, const char *source, const char *state);
PentimentoBatchItemRecord *pentimento_batch_item_record_copy (const PentimentoBatchItemRecord *self);
void pentimento_batch_item_record_free (PentimentoBatchItemRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoBatchItemRecord, pentimento_batch_item_record_free)

G_END_DECLS
