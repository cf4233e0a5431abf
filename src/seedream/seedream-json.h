/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * Readers for foreign JSON: a missing member, a null or another type than expected is "not there", never a crash.
 */

/**
 * seedream_json_parse:
 *
 * Parses foreign text. Depth and number of values are counted before anything is built, so that neither the stack nor the memory
 * can be exhausted by it. A byte order mark is passed over, and a byte that is no UTF-8 becomes U+FFFD, as does
 * half a character: the id of a paid job is not to be lost for the sake of a letter in the message beside it. So all text is UTF-8.
 *
 * Returns: (transfer full) (nullable): an object or array; %NULL for anything else
 */
JsonNode *seedream_json_parse (const char *text, gsize length);

/** Returns: (transfer none) (nullable): the member, %NULL where @node is no object or the member is missing or null */
JsonNode *seedream_json_get (JsonNode *node, const char *name);

/** Returns: (transfer none) (nullable): the text of a node that is a string and not empty */
const char *seedream_json_text (JsonNode *node);

/** Returns: (transfer none) (nullable): the text of a member that is a string and not empty */
const char *seedream_json_get_text (JsonNode *node, const char *name);

/** Returns: %TRUE and a finite number, where the member is a number or a string that is one */
gboolean seedream_json_get_number (JsonNode *node, const char *name, double *number);

G_END_DECLS
