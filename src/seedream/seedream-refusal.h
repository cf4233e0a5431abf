/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-call.h"
#include "seedream-error.h"

G_BEGIN_DECLS

/*
 * How a provider's refusals become errors; what is common to all of them.
 */

/** What was asked when the refusal came. */
typedef enum {
  SEEDREAM_REFUSAL_OF_SUBMIT,
  SEEDREAM_REFUSAL_OF_POLL,
  SEEDREAM_REFUSAL_OF_KEY,
  SEEDREAM_REFUSAL_OF_UPLOAD,
} SeedreamRefusal;

/**
 * seedream_refusal_from_reply:
 * @reply: an answer of any status but 2xx
 *
 * Judges an HTTP answer by its status first, then by its text. A refused submit has cost nothing if the status is one of 4xx, unless
 * that says that a result was made and then refused, or that time ran out.
 *
 * Returns: (transfer full): the error
 */
GError *seedream_refusal_from_reply (const SeedreamReply *reply, SeedreamRefusal refusal);

/** As seedream_refusal_from_reply(), where a body of HTTP 200 says itself which @status it stands for. */
GError *seedream_refusal_from_reply_as (const SeedreamReply *reply, guint status, SeedreamRefusal refusal);

/**
 * seedream_refusal_from_failure:
 * @why: (nullable): what the provider says of a job it gave up on: a string, an object, or a string with JSON in it
 *
 * Returns: (transfer full): the error of a job that failed and was not charged
 */
GError *seedream_refusal_from_failure (JsonNode *why);

/** As seedream_refusal_from_failure(). @content: whether it is known that the content was refused; @billed: what is known of that */
GError *seedream_refusal_judge_failure (JsonNode *why, gboolean content, SeedreamBilled billed);

/** Returns: (transfer full): an answer that makes no sense */
GError *seedream_refusal_malformed (const SeedreamReply *reply, const char *message);

/** Returns: (transfer full): @error, whose texts do not show @key */
GError *seedream_refusal_redacted (const GError *error, const char *key);

G_END_DECLS
