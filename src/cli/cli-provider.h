/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-provider.h"

G_BEGIN_DECLS

/**
 * cli_provider_create:
 * @endpoint: (nullable): where it would send to
 *
 * Makes a provider to ask about its abilities; to send, pentimento_services_create_provider() makes one that obeys the settings.
 *
 * Returns: (transfer full) (nullable): the provider, or %NULL with an error of %CLI_EXIT_USAGE that names the providers there are but not @id,
 * which may be a key that slipped into the wrong place
 */
SeedreamProvider *cli_provider_create (const char *id, const char *endpoint, GError **error);

G_END_DECLS
