/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-batch-record.h"

G_DEFINE_BOXED_TYPE (PentimentoBatchRecord,
                     pentimento_batch_record,
                     pentimento_batch_record_copy,
                     pentimento_batch_record_free)

PentimentoBatchRecord *
pentimento_batch_record_new (const char *id)
{
  PentimentoBatchRecord *self = g_new0 (PentimentoBatchRecord, 1);

  self->id = g_strdup (id);
  self->created = g_get_real_time ();
  self->state = g_strdup ("open");
  self->budget_micros = -1;
  return self;
}

PentimentoBatchRecord *
pentimento_batch_record_copy (const PentimentoBatchRecord *self)
{
  PentimentoBatchRecord *copy = g_new (PentimentoBatchRecord, 1);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->state = g_strdup (self->state);
  copy->provider = g_strdup (self->provider);
  copy->endpoint = g_strdup (self->endpoint);
  copy->request = g_strdup (self->request);
  copy->references = g_strdupv (self->references);
  copy->output = g_strdup (self->output);
  return copy;
}

void
pentimento_batch_record_free (PentimentoBatchRecord *self)
{
  g_free (self->id);
  g_free (self->state);
  g_free (self->provider);
  g_free (self->endpoint);
  g_free (self->request);
  g_strfreev (self->references);
  g_free (self->output);
  g_free (self);
}
