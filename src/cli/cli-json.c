/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-json.h"

#include <stdio.h>

void
cli_json_add_string (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      json_builder_add_string_value (builder, valid);
    }
  else
    json_builder_add_null_value (builder);
}

void
cli_json_add_integer (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

void
cli_json_add_boolean (JsonBuilder *builder, const char *name, gboolean yes)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, yes);
}

void
cli_json_add_time (JsonBuilder *builder, const char *name, gint64 time)
{
  g_autoptr (GDateTime) moment = time > 0 ? g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC) : NULL;
  g_autofree char *text = moment != NULL ? g_date_time_format_iso8601 (moment) : NULL;

  cli_json_add_string (builder, name, text);
}

void
cli_json_add_cost (JsonBuilder *builder, const SeedreamCost *cost)
{
  json_builder_set_member_name (builder, "cost");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "amount");
  if (cost->kind == SEEDREAM_COST_UNKNOWN)
    json_builder_add_null_value (builder);
  else
    json_builder_add_double_value (builder, cost->micros / 1e6);
  cli_json_add_string (builder, "currency", cost->currency);
  cli_json_add_string (builder, "kind", seedream_cost_kind_to_string (cost->kind));
  json_builder_end_object (builder);
}

void
cli_json_add_error (JsonBuilder *builder,
                    const char *code,
                    const char *message,
                    const char *billed,
                    const char *details)
{
  json_builder_set_member_name (builder, "error");
  if (code == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  cli_json_add_string (builder, "code", code);
  cli_json_add_string (builder, "message", message);
  cli_json_add_string (builder, "billed", billed);
  if (details != NULL)
    cli_json_add_string (builder, "details", details);
  json_builder_end_object (builder);
}

void
cli_json_print (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  puts (text);
}
