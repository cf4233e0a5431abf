/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-answer.h"

/* Seedream makes 15 pictures at most in one request. */
#define MAX_RESULTS 16

SeedreamAnswer *
seedream_answer_new (SeedreamAnswerState state)
{
  SeedreamAnswer *self = g_new0 (SeedreamAnswer, 1);

  self->state = state;
  self->links = g_ptr_array_new_with_free_func (g_free);
  self->cost = (SeedreamCost)SEEDREAM_COST_INIT;
  self->queued_ms = -1;
  self->executed_ms = -1;
  return self;
}

SeedreamAnswer *
seedream_answer_settle (SeedreamAnswer *self)
{
  if (self == NULL)
    return NULL;
  self->n_delivered = self->links->len;
  g_ptr_array_set_size (self->links, MIN (self->links->len, MAX_RESULTS));
  return self;
}

void
seedream_answer_free (SeedreamAnswer *self)
{
  g_free (self->remote_id);
  g_ptr_array_unref (self->links);
  g_clear_error (&self->error);
  g_free (self);
}
