/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-call.h"

G_BEGIN_DECLS

/*
 * The provider's own words, found in whatever it answered.
 */

/** Where messages and what belongs to them are found in an object: a list that ends with %NULL, the likeliest first. */
extern const char *const seedream_refusal_text_members[];

/** How deep messages are dug for: an error in an error in a text is what has been seen. */
#define SEEDREAM_REFUSAL_TEXT_DEPTH 4

/** Returns: (transfer full) (nullable): the JSON that begins somewhere within @text */
JsonNode *seedream_refusal_text_parse (const char *text);

/** Returns: (transfer full) (nullable): the innermost message of @node, which is a string, an object, an array, or a string with JSON in it */
char *seedream_refusal_text_of_node (JsonNode *node);

/** Returns: (transfer full): the message of a body, or its beginning as it is where there is none */
char *seedream_refusal_text_of_reply (const SeedreamReply *reply);

/** Returns: (transfer full): the beginning of a body as text, whatever it is */
char *seedream_refusal_text_plain (const SeedreamReply *reply);

/** Returns: whether one of @words, which are in lower case and end with %NULL, is in @text, whatever its case */
gboolean seedream_refusal_text_mentions (const char *text, const char *const *words);

G_END_DECLS
