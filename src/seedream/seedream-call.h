/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-body.h"

G_BEGIN_DECLS

/**
 * SeedreamCall:
 * @method: "GET" or "POST"
 * @uri: the full address
 * @body: (nullable): what is sent
 * @once: whether it costs money to send this twice: then it goes out on a fresh connection, is never repeated and never redirected
 * @timeout: seconds without any sign of life before giving up; 0 for the default
 *
 * One HTTP request as plain data, so that providers need no network to be tested.
 */
typedef struct {
  char *method;
  char *uri;
  SeedreamBody *body;
  gboolean once;
  guint timeout;
} SeedreamCall;

SeedreamCall *seedream_call_new (const char *method, const char *uri);

/**
 * seedream_call_new_submit:
 * @body: (transfer full): what is asked for
 * @timeout: see above
 *
 * Returns: (transfer full): the one POST that costs money
 */
SeedreamCall *seedream_call_new_submit (const char *uri, SeedreamBody *body, guint timeout);
void seedream_call_free (SeedreamCall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SeedreamCall, seedream_call_free)

/**
 * SeedreamReply:
 * @status: the HTTP status
 * @content_type: (nullable): the header's media type, not to be trusted
 * @retry_after: seconds to wait by the Retry-After header (number or date); 0 if there is none; capped at one hour
 * @body: what came, up to the cap
 * @root: (nullable): the body as JSON where it is a JSON object or array of sane depth; %NULL for anything else
 *
 * One HTTP answer, read to its proven end.
 */
typedef struct {
  guint status;
  char *content_type;
  guint retry_after;
  GBytes *body;
  JsonNode *root;
} SeedreamReply;

/**
 * seedream_reply_new:
 * @body: (transfer none): the body; parsed here if it looks like JSON, whatever the content type says
 */
SeedreamReply *seedream_reply_new (guint status, const char *content_type, guint retry_after, GBytes *body);
void seedream_reply_free (SeedreamReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SeedreamReply, seedream_reply_free)

G_END_DECLS
