/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-provider.h"

G_BEGIN_DECLS

/**
 * SeedreamRunpod:
 *
 * Seedream 4.0 Edit and T2I at Runpod's public endpoints.
 */
#define SEEDREAM_TYPE_RUNPOD (seedream_runpod_get_type ())
G_DECLARE_DERIVABLE_TYPE (SeedreamRunpod, seedream_runpod, SEEDREAM, RUNPOD, SeedreamProvider)

struct _SeedreamRunpodClass {
  SeedreamProviderClass parent_class;
};

G_END_DECLS
