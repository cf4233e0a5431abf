/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-answer.h"
#include "seedream-call.h"
#include "seedream-request.h"

G_BEGIN_DECLS

/*
 * What the wire formats of the providers have in common.
 */

/** Returns: whether the status is one of 2xx */
gboolean seedream_wire_is_success (const SeedreamReply *reply);

/** Sets @error to an answer that makes no sense. Returns: %NULL */
gpointer seedream_wire_refuse_malformed (const SeedreamReply *reply, GError **error);

/** Sets @error to a job that is done and has no results. Returns: %NULL */
gpointer seedream_wire_refuse_empty (const SeedreamReply *reply, GError **error);

/** Adds @name, a list of the pictures as data: URIs, for seedream_body_new_json(). */
void seedream_wire_add_pictures (JsonObject *object, const char *name, GListModel *pictures);

/** Adds @name, a list of the links of uploaded pictures. */
void seedream_wire_add_links (JsonObject *object, const char *name, const char *const *links);

/** Returns: (transfer full) (nullable): the first of the members @names that is an address */
char *seedream_wire_read_link (JsonNode *node, const char *const *names);

/** Adds @name, "WIDTH*HEIGHT", where the request names a size. */
void seedream_wire_add_size (JsonObject *object, const char *name, SeedreamRequest *request);

/**
 * seedream_wire_read_id:
 *
 * A foreign text becomes part of an address and of the ledger: only what ids are made of is let through.
 *
 * Returns: (transfer full) (nullable): the member @name where it is an id
 */
char *seedream_wire_read_id (JsonNode *node, const char *name);

/**
 * seedream_wire_collect:
 * @node: (nullable): a result, or a list of them: texts, or objects
 * @names: what objects may have the text in, %NULL-terminated; of each object the first that is a result is taken
 */
void seedream_wire_collect (GPtrArray *links, JsonNode *node, const char *const *names);

G_END_DECLS
