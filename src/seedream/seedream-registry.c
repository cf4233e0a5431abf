/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-registry.h"

#include <glib/gi18n-lib.h>

#include "seedream-address.h"
#include "seedream-aimlapi.h"
#include "seedream-ark.h"
#include "seedream-atlascloud.h"
#include "seedream-error.h"
#include "seedream-gateway.h"
#include "seedream-kie.h"
#include "seedream-practice.h"
#include "seedream-runpod.h"
#include "seedream-sinancode.h"

typedef struct {
  const char *id;
  GType (*get_type) (void);
  gboolean needs_endpoint; /* there is no real service to fall back to */
} Entry;

static const Entry entries[] = {
  { "runpod", seedream_runpod_get_type },
  { "aimlapi", seedream_aimlapi_get_type },
  { "atlascloud", seedream_atlascloud_get_type },
  { "sinancode", seedream_sinancode_get_type },
  { "kie", seedream_kie_get_type },
  { "ark", seedream_ark_get_type },
  { "gateway", seedream_gateway_get_type, TRUE },
  { "practice", seedream_practice_get_type, TRUE },
};

const char *const *
seedream_registry_get_ids (void)
{
  static const char *ids[G_N_ELEMENTS (entries) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    ids[i] = entries[i].id;
  return ids;
}

static const Entry *
find_entry (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (g_strcmp0 (entries[i].id, id) == 0)
      return &entries[i];
  return NULL;
}

SeedreamProvider *
seedream_registry_describe (const char *id)
{
  const Entry *entry = find_entry (id);

  return entry != NULL ? g_object_new (entry->get_type (), NULL) : NULL;
}

gboolean
seedream_registry_needs_storage (const char *id)
{
  g_autoptr (SeedreamProvider) provider = seedream_registry_describe (id);

  return provider != NULL
         && seedream_provider_get_capabilities (provider, SEEDREAM_OPERATION_EDIT)->transport
                == SEEDREAM_TRANSPORT_LINK;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_propagate_error (error, seedream_error_new (SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO, NULL, message));
  return FALSE;
}

static gboolean
check_endpoint (const Entry *entry, const char *endpoint, GError **error)
{
  g_autoptr (GUri) uri = NULL;

  if (endpoint == NULL)
    return !entry->needs_endpoint
           || refuse (error, _ ("This provider runs at an address of its own, which is missing."));

  uri = seedream_address_parse (endpoint, TRUE);
  if (uri == NULL || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    /* The address is not repeated here: where it names a user, it may hold a password. */
    return refuse (error,
                   _ ("The address of the provider has to begin with “https://”, or with “http://” where it is this "
                      "machine itself, and can hold no user, no “?” and no “#”."));
  return TRUE;
}

SeedreamProvider *
seedream_registry_create (const char *id,
                          const char *endpoint,
                          const char *storage,
                          gboolean synchronous,
                          GError **error)
{
  const Entry *entry = find_entry (id);
  g_autoptr (SeedreamStorage) place = NULL;

  if (entry == NULL)
    {
      g_autofree char *message = g_strdup_printf (_ ("There is no provider “%s”."), id != NULL ? id : "");

      refuse (error, message);
      return NULL;
    }
  if (!check_endpoint (entry, endpoint, error))
    return NULL;
  if (storage != NULL && (place = seedream_storage_new (storage, error)) == NULL)
    return NULL;
  return g_object_new (entry->get_type (), "endpoint", endpoint, "storage", place, "synchronous", synchronous, NULL);
}
