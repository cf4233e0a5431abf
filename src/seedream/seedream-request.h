/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "seedream-capabilities.h"
#include "seedream-picture.h"

G_BEGIN_DECLS

/**
 * SeedreamRequest:
 *
 * What is asked for, immutable. Made by g_object_new() with its construct-only properties:
 * `operation`, `prompt`, `negative-prompt` (nullable), `pictures` (a #GListModel of #SeedreamPicture in the order sent, nullable),
 * `width` and `height` (0 for the provider's default), `seed` (-1 for a random one), `count` (default 1), `safety` (default %TRUE).
 */
#define SEEDREAM_TYPE_REQUEST (seedream_request_get_type ())
G_DECLARE_FINAL_TYPE (SeedreamRequest, seedream_request, SEEDREAM, REQUEST, GObject)

SeedreamOperation seedream_request_get_operation (SeedreamRequest *self);
const char *seedream_request_get_prompt (SeedreamRequest *self);

/** Returns: (nullable): what is not wanted in the picture; never "" */
const char *seedream_request_get_negative_prompt (SeedreamRequest *self);

/** Returns: (transfer none): the input pictures in the order sent; empty, never %NULL */
GListModel *seedream_request_get_pictures (SeedreamRequest *self);
int seedream_request_get_width (SeedreamRequest *self);
int seedream_request_get_height (SeedreamRequest *self);
gint64 seedream_request_get_seed (SeedreamRequest *self);
guint seedream_request_get_count (SeedreamRequest *self);
gboolean seedream_request_get_safety (SeedreamRequest *self);

/**
 * seedream_request_validate:
 * @capabilities: (nullable): what the provider can do for this operation; %NULL where it cannot do it at all
 *
 * Checks every field against the provider's limits, so that what would fail fails before money is spent. An empty prompt (or
 * one of blanks only) is refused as well.
 *
 * Returns: %TRUE, or %FALSE with %SEEDREAM_ERROR_INVALID_REQUEST or %SEEDREAM_ERROR_TOO_LARGE; the message names the field, its value and the bound
 */
gboolean seedream_request_validate (SeedreamRequest *self, const SeedreamCapabilities *capabilities, GError **error);

/**
 * seedream_request_describe:
 *
 * Returns: (transfer full): the request as a JSON object for the ledger and for people: every field, pictures as
 * {"sha256", "media_type", "width", "height"}; no picture data, no key
 */
JsonNode *seedream_request_describe (SeedreamRequest *self);

G_END_DECLS
