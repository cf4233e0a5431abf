/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "command-providers.h"

#include <glib/gi18n-lib.h>

#include "cli-await.h"
#include "cli-interrupt.h"
#include "cli-json.h"
#include "cli-options.h"
#include "cli-output.h"
#include "cli-provider.h"
#include "cli-table.h"
#include "pentimento-keyring.h"
#include "seedream.h"

static const SeedreamOperation operations[] = { SEEDREAM_OPERATION_EDIT, SEEDREAM_OPERATION_GENERATE };

/* Where the key of a provider comes from. The key itself is let go at once. */
static PentimentoKeySource
find_key (PentimentoKeyring *keyring, const char *id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PentimentoKeySource source = PENTIMENTO_KEY_NONE;
  char *key = NULL;

  pentimento_keyring_lookup_async (keyring, id, cancellable, cli_await_callback, &result);
  key = pentimento_keyring_lookup_finish (keyring, cli_await (&result), &source, error);
  if (key == NULL)
    return PENTIMENTO_KEY_NONE;
  pentimento_key_free (key);
  return source;
}

static const char *
source_name (PentimentoKeySource source)
{
  static const char *const names[] = { NULL, "environment", "session", "keyring" };

  return names[source];
}

static const char *
describe_key (SeedreamProvider *provider, PentimentoKeySource source)
{
  if (!seedream_provider_get_needs_key (provider))
    return _ ("not needed");
  switch (source)
    {
    case PENTIMENTO_KEY_ENVIRONMENT:
      return _ ("from the environment");
    case PENTIMENTO_KEY_SESSION:
      return _ ("for this run");
    case PENTIMENTO_KEY_KEYRING:
      return _ ("in the keyring");
    default:
      return _ ("none");
    }
}

static char *
describe_price (const SeedreamCapabilities *capabilities)
{
  /* Three decimals are what providers name prices in ("$0.027"). */
  g_autofree char *number = g_strdup_printf ("%.3f", capabilities->price_micros / 1e6);
  g_autofree char *amount = g_strdup_printf (_ ("$%s"), number);

  switch (capabilities->price)
    {
    case SEEDREAM_PRICE_PER_PICTURE:
      return g_strdup_printf (_ ("%s per picture"), amount);
    case SEEDREAM_PRICE_PER_MEGAPIXEL:
      return g_strdup_printf (_ ("%s per megapixel"), amount);
    case SEEDREAM_PRICE_UNKNOWN:
      return g_strdup (_ ("unknown"));
    case SEEDREAM_PRICE_FREE:
    default:
      return g_strdup (_ ("free"));
    }
}

static void
add_row (CliTable *table, SeedreamProvider *provider, SeedreamOperation operation, PentimentoKeySource source)
{
  const SeedreamCapabilities *capabilities = seedream_provider_get_capabilities (provider, operation);
  g_autofree char *results = NULL;
  g_autofree char *price = NULL;

  if (capabilities == NULL)
    return;
  results = g_strdup_printf ("%u", capabilities->max_results);
  price = describe_price (capabilities);
  cli_table_add (table,
                 (const char *const[]){ seedream_provider_get_id (provider), seedream_provider_get_label (provider),
                                        seedream_operation_to_string (operation), results, price,
                                        describe_key (provider, source), NULL });
}

static void
add_named_sizes (JsonBuilder *builder, const SeedreamCapabilities *capabilities)
{
  json_builder_set_member_name (builder, "named_sizes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < capabilities->n_named_sizes; i++)
    {
      json_builder_begin_object (builder);
      cli_json_add_string (builder, "name", capabilities->named_sizes[i].name);
      cli_json_add_string (builder, "tier", capabilities->named_sizes[i].tier);
      cli_json_add_integer (builder, "width", capabilities->named_sizes[i].width);
      cli_json_add_integer (builder, "height", capabilities->named_sizes[i].height);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_limits (JsonBuilder *builder, const SeedreamCapabilities *capabilities)
{
  cli_json_add_integer (builder, "min_pictures", capabilities->min_pictures);
  cli_json_add_integer (builder, "max_pictures", capabilities->max_pictures);
  cli_json_add_integer (builder, "max_prompt", capabilities->max_prompt);
  cli_json_add_integer (builder, "max_results", capabilities->max_results);
  if (capabilities->max_together > 0)
    cli_json_add_integer (builder, "max_together", capabilities->max_together);
  cli_json_add_string (builder, "sizes", capabilities->sizes == SEEDREAM_SIZES_FREE ? "free" : "enum");
  if (capabilities->sizes == SEEDREAM_SIZES_ENUM)
    add_named_sizes (builder, capabilities);
  cli_json_add_integer (builder, "min_side", capabilities->min_side);
  cli_json_add_integer (builder, "max_side", capabilities->max_side);
  cli_json_add_integer (builder, "min_pixels", capabilities->min_pixels);
  cli_json_add_integer (builder, "max_pixels", capabilities->max_pixels);
  if (capabilities->max_ratio > 0)
    {
      json_builder_set_member_name (builder, "max_ratio");
      json_builder_add_double_value (builder, capabilities->max_ratio);
    }
  cli_json_add_integer (builder, "default_side", capabilities->default_side);
  cli_json_add_integer (builder, "picture_max_bytes", (gint64)capabilities->picture_max_bytes);
  cli_json_add_integer (builder, "picture_max_pixels", (gint64)capabilities->picture_max_pixels);
  cli_json_add_integer (builder, "picture_min_side", capabilities->picture_min_side);
  json_builder_set_member_name (builder, "picture_max_ratio");
  json_builder_add_double_value (builder, capabilities->picture_max_ratio);
  cli_json_add_integer (builder, "pictures_max_bytes", (gint64)capabilities->pictures_max_bytes);
  cli_json_add_integer (builder, "link_hours", capabilities->link_hours);
}

static void
add_abilities (JsonBuilder *builder, const SeedreamCapabilities *capabilities)
{
  cli_json_add_boolean (builder, "seed", capabilities->seed);
  if (capabilities->seed)
    cli_json_add_integer (builder, "min_seed", capabilities->min_seed);
  cli_json_add_boolean (builder, "negative_prompt", capabilities->negative_prompt);
  cli_json_add_boolean (builder, "safety_switch", capabilities->safety_switch);
  cli_json_add_boolean (builder, "cancel", capabilities->cancel);
  cli_json_add_string (builder, "transport", seedream_transport_to_string (capabilities->transport));
}

static void
add_price (JsonBuilder *builder, const SeedreamCapabilities *capabilities)
{
  static const char *const units[] = { NULL, "picture", "megapixel" };

  json_builder_set_member_name (builder, "price");
  if (capabilities->price == SEEDREAM_PRICE_UNKNOWN)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "amount");
  json_builder_add_double_value (builder, capabilities->price_micros / 1e6);
  cli_json_add_string (builder, "currency", "USD");
  cli_json_add_string (builder, "per", units[capabilities->price]);
  json_builder_end_object (builder);
}

static void
add_operation (JsonBuilder *builder, SeedreamProvider *provider, SeedreamOperation operation)
{
  const SeedreamCapabilities *capabilities = seedream_provider_get_capabilities (provider, operation);

  if (capabilities == NULL)
    return;
  json_builder_set_member_name (builder, seedream_operation_to_string (operation));
  json_builder_begin_object (builder);
  add_limits (builder, capabilities);
  add_abilities (builder, capabilities);
  add_price (builder, capabilities);
  json_builder_end_object (builder);
}

static void
add_object (JsonBuilder *builder, SeedreamProvider *provider, PentimentoKeySource source)
{
  json_builder_begin_object (builder);
  cli_json_add_string (builder, "id", seedream_provider_get_id (provider));
  cli_json_add_string (builder, "name", seedream_provider_get_label (provider));
  json_builder_set_member_name (builder, "key");
  json_builder_begin_object (builder);
  cli_json_add_boolean (builder, "needed", seedream_provider_get_needs_key (provider));
  cli_json_add_boolean (builder, "present", source != PENTIMENTO_KEY_NONE);
  cli_json_add_string (builder, "source", source_name (source));
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "operations");
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    add_operation (builder, provider, operations[i]);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static gboolean
list_providers (CliTable *table, JsonBuilder *builder, GError **error)
{
  g_autoptr (PentimentoKeyring) keyring = pentimento_keyring_new ();
  g_autoptr (CliInterrupt) interrupt = cli_interrupt_new (NULL);
  const char *const *ids = seedream_registry_get_ids ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (SeedreamProvider) provider = cli_provider_create (ids[i], NULL, error);
      g_autoptr (GError) problem = NULL;
      PentimentoKeySource source = PENTIMENTO_KEY_NONE;

      if (provider == NULL)
        return FALSE;
      if (seedream_provider_get_needs_key (provider))
        source = find_key (keyring, ids[i], cli_interrupt_get_cancellable (interrupt), &problem);
      if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      if (problem != NULL)
        cli_output_error (problem);
      for (guint j = 0; j < G_N_ELEMENTS (operations); j++)
        add_row (table, provider, operations[j], source);
      add_object (builder, provider, source);
    }
  return TRUE;
}

CliExit
command_providers (char **arguments)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print a JSON array with all abilities and limits"), NULL },
    { NULL },
  };
  g_autoptr (CliTable) table = cli_table_new (
      (const char *const[]){ _ ("ID"), _ ("Name"), _ ("Operation"), _ ("Results"), _ ("Price"), _ ("Key"), NULL });
  g_autoptr (JsonBuilder) builder = json_builder_begin_array (json_builder_new ());
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;

  words = cli_options_parse ("providers", NULL, _ ("Lists who can be asked, for what, at which price."), entries, NULL,
                             arguments, &error);
  if (words != NULL && cli_options_check_words (words, 0, &error) && list_providers (table, builder, &error))
    {
      json_builder_end_array (builder);
      if (json)
        cli_json_print (builder);
      else
        cli_table_print (table);
    }
  if (error != NULL)
    cli_output_error (error);
  return cli_exit_of_error (error);
}
