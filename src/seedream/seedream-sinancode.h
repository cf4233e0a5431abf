/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-provider.h"

G_BEGIN_DECLS

/**
 * SeedreamSinancode:
 *
 * Seedream 4.0 Edit at sinancode: pictures are uploaded, sizes have names, tasks are asked after and cannot be cancelled.
 */
#define SEEDREAM_TYPE_SINANCODE (seedream_sinancode_get_type ())
G_DECLARE_FINAL_TYPE (SeedreamSinancode, seedream_sinancode, SEEDREAM, SINANCODE, SeedreamProvider)

G_END_DECLS
