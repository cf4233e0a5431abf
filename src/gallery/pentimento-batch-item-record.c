/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-batch-item-record.h"

G_DEFINE_BOXED_TYPE (PentimentoBatchItemRecord,
                     pentimento_batch_item_record,
                     pentimento_batch_item_record_copy,
                     pentimento_batch_item_record_free)

PentimentoBatchItemRecord *
pentimento_batch_item_record_new (guint position, const char *source, const char *state)
{
  PentimentoBatchItemRecord *self = g_new0 (PentimentoBatchItemRecord, 1);

  self->position = position;
  self->source = g_strdup (source);
  self->state = g_strdup (state);
  return self;
}

PentimentoBatchItemRecord *
pentimento_batch_item_record_copy (const PentimentoBatchItemRecord *self)
{
  PentimentoBatchItemRecord *copy = pentimento_batch_item_record_new (self->position, self->source, self->state);

  copy->sha256 = g_strdup (self->sha256);
  copy->target = g_strdup (self->target);
  copy->job_id = g_strdup (self->job_id);
  copy->message = g_strdup (self->message);
  return copy;
}

void
pentimento_batch_item_record_free (PentimentoBatchItemRecord *self)
{
  g_free (self->source);
  g_free (self->sha256);
  g_free (self->target);
  g_free (self->job_id);
  g_free (self->state);
  g_free (self->message);
  g_free (self);
}
