/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-provider.h"

G_BEGIN_DECLS

/**
 * SeedreamKie:
 *
 * Seedream 4.0, Edit and Text to Image, at KIE AI: pictures are uploaded, sizes have names, tasks are asked after and cannot be
 * cancelled; every answer has a status of its own within HTTP 200.
 */
#define SEEDREAM_TYPE_KIE (seedream_kie_get_type ())
G_DECLARE_FINAL_TYPE (SeedreamKie, seedream_kie, SEEDREAM, KIE, SeedreamProvider)

G_END_DECLS
