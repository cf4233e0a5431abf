/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-provider.h"

G_BEGIN_DECLS

/** Returns: the ids of all providers in the order to show them, "practice" last; %NULL-terminated, static */
const char *const *seedream_registry_get_ids (void);

/**
 * seedream_registry_describe:
 *
 * Returns: (transfer full) (nullable): a provider to be asked what it is and can do, without an endpoint and never to be sent to; %NULL for an
 * unknown id
 */
SeedreamProvider *seedream_registry_describe (const char *id);

/** Returns: whether the provider takes links to pictures only, which are left at a place of the person's own: see #SeedreamStorage */
gboolean seedream_registry_needs_storage (const char *id);

/**
 * seedream_registry_create:
 * @endpoint: (nullable): see seedream_provider_get_endpoint()
 * @storage: (nullable): for providers that need it, see seedream_storage_new()
 * @synchronous: see seedream_provider_get_synchronous()
 *
 * Returns: (transfer full) (nullable): a provider, or %NULL with %SEEDREAM_ERROR_INVALID_REQUEST for an unknown id or an endpoint that is
 * not https (or http to a loopback address), or that carries a user, query or fragment; likewise for the storage
 */
SeedreamProvider *seedream_registry_create (const char *id,
                                            const char *endpoint,
                                            const char *storage,
                                            gboolean synchronous,
                                            GError **error);

G_END_DECLS
