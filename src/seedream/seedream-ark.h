/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-provider.h"

G_BEGIN_DECLS

/**
 * SeedreamArk:
 *
 * Seedream 4.0 where it comes from, at BytePlus ModelArk: one blocking call, no polling and no cancelling; a seed is ignored.
 */
#define SEEDREAM_TYPE_ARK (seedream_ark_get_type ())
G_DECLARE_FINAL_TYPE (SeedreamArk, seedream_ark, SEEDREAM, ARK, SeedreamProvider)

G_END_DECLS
