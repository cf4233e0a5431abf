/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-provider.h"

G_BEGIN_DECLS

/**
 * SeedreamAimlapi:
 *
 * Seedream 4.0 at AI/ML API: one call that answers with the results themselves. There is no id, so nothing to ask after or to cancel.
 */
#define SEEDREAM_TYPE_AIMLAPI (seedream_aimlapi_get_type ())
G_DECLARE_FINAL_TYPE (SeedreamAimlapi, seedream_aimlapi, SEEDREAM, AIMLAPI, SeedreamProvider)

G_END_DECLS
