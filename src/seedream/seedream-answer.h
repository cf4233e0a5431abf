/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "seedream-cost.h"

G_BEGIN_DECLS

/** How a provider says a job stands. */
typedef enum {
  SEEDREAM_ANSWER_QUEUED,
  SEEDREAM_ANSWER_RUNNING, /* also any state we have never heard of */
  SEEDREAM_ANSWER_FINISHED,
  SEEDREAM_ANSWER_FAILED,
  SEEDREAM_ANSWER_CANCELLED,
} SeedreamAnswerState;

/**
 * SeedreamAnswer:
 * @remote_id: (nullable): the provider's id of the job
 * @links: (element-type utf8): results: https links, data: URIs or bare base64, duplicates dropped; empty unless finished
 * @n_delivered: how many results there were, of which @links may be the first
 * @cost: what the provider says it charged
 * @queued_ms, @executed_ms: times the provider reports; -1 where it says none
 * @error: (nullable): why, when failed
 *
 * A provider's answer in our terms.
 */
typedef struct {
  SeedreamAnswerState state;
  char *remote_id;
  GPtrArray *links;
  guint n_delivered;
  SeedreamCost cost;
  gint64 queued_ms;
  gint64 executed_ms;
  GError *error;
} SeedreamAnswer;

SeedreamAnswer *seedream_answer_new (SeedreamAnswerState state);
void seedream_answer_free (SeedreamAnswer *self);
/**
 * seedream_answer_settle:
 * @self: (transfer full) (nullable): as it was read
 *
 * Counts the results and keeps the first 16 of them, one over what Seedream makes at most in one request: no provider that is at its
 * senses gives more, and each is fetched and stored.
 *
 * Returns: (transfer full) (nullable): @self
 */
SeedreamAnswer *seedream_answer_settle (SeedreamAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SeedreamAnswer, seedream_answer_free)

G_END_DECLS
