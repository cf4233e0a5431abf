/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-job-record.h"

G_DEFINE_BOXED_TYPE (PentimentoJobRecord, pentimento_job_record, pentimento_job_record_copy, pentimento_job_record_free)

PentimentoJobRecord *
pentimento_job_record_new (const char *id)
{
  PentimentoJobRecord *self = g_new0 (PentimentoJobRecord, 1);

  self->id = g_strdup (id);
  self->created = g_get_real_time ();
  self->cost_currency = g_strdup ("USD");
  self->cost_kind = g_strdup ("unknown");
  self->billed = g_strdup ("no");
  return self;
}

PentimentoJobRecord *
pentimento_job_record_copy (const PentimentoJobRecord *self)
{
  PentimentoJobRecord *copy = g_new (PentimentoJobRecord, 1);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->picture_id = g_strdup (self->picture_id);
  copy->parent_id = g_strdup (self->parent_id);
  copy->provider = g_strdup (self->provider);
  copy->endpoint = g_strdup (self->endpoint);
  copy->operation = g_strdup (self->operation);
  copy->request = g_strdup (self->request);
  copy->references = g_strdupv (self->references);
  copy->state = g_strdup (self->state);
  copy->remote_id = g_strdup (self->remote_id);
  copy->links = g_strdupv (self->links);
  copy->results = g_strdupv (self->results);
  copy->outcomes = g_strdupv (self->outcomes);
  copy->cost_currency = g_strdup (self->cost_currency);
  copy->cost_kind = g_strdup (self->cost_kind);
  copy->error_code = g_strdup (self->error_code);
  copy->error_message = g_strdup (self->error_message);
  copy->billed = g_strdup (self->billed);
  return copy;
}

void
pentimento_job_record_free (PentimentoJobRecord *self)
{
  g_free (self->id);
  g_free (self->picture_id);
  g_free (self->parent_id);
  g_free (self->provider);
  g_free (self->endpoint);
  g_free (self->operation);
  g_free (self->request);
  g_strfreev (self->references);
  g_free (self->state);
  g_free (self->remote_id);
  g_strfreev (self->links);
  g_strfreev (self->results);
  g_strfreev (self->outcomes);
  g_free (self->cost_currency);
  g_free (self->cost_kind);
  g_free (self->error_code);
  g_free (self->error_message);
  g_free (self->billed);
  g_free (self);
}
