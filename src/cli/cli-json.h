/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "seedream-cost.h"

G_BEGIN_DECLS

/** Adds a member with a text, or null for %NULL. */
void cli_json_add_string (JsonBuilder *builder, const char *name, const char *text);
void cli_json_add_integer (JsonBuilder *builder, const char *name, gint64 number);
void cli_json_add_boolean (JsonBuilder *builder, const char *name, gboolean yes);

/** Adds a moment as ISO 8601 in UTC, or null for 0. @time: microseconds since 1970 UTC. */
void cli_json_add_time (JsonBuilder *builder, const char *name, gint64 time);

/** Adds "cost": {amount, currency, kind}; the amount is null where it is unknown. */
void cli_json_add_cost (JsonBuilder *builder, const SeedreamCost *cost);

/** Adds "error": {code, message, billed}, or null where @code is %NULL. @details: (nullable): the provider's own words, as one more member */
void cli_json_add_error (JsonBuilder *builder,
                         const char *code,
                         const char *message,
                         const char *billed,
                         const char *details);

/** Writes what was built to the standard output, on one line. */
void cli_json_print (JsonBuilder *builder);

G_END_DECLS
