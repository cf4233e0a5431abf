/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-provider.h"

#include <glib/gi18n-lib.h>

#include "cli-exit.h"
#include "seedream-registry.h"

SeedreamProvider *
cli_provider_create (const char *id, const char *endpoint, GError **error)
{
  const char *const *ids = seedream_registry_get_ids ();

  if (!g_strv_contains (ids, id))
    {
      g_autofree char *known = g_strjoinv (", ", (char **)ids);

      g_set_error (error, CLI_ERROR, CLI_EXIT_USAGE, _ ("There is no such provider. There are: %s."), known);
      return NULL;
    }
  return endpoint != NULL ? seedream_registry_create (id, endpoint, NULL, FALSE, error)
                          : seedream_registry_describe (id);
}
