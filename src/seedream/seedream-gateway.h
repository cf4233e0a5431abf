/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-runpod.h"

G_BEGIN_DECLS

/**
 * SeedreamGateway:
 *
 * A service of the person's own that speaks Runpod's wire format, as workers that are deployed there or at home do, and takes pictures as
 * links only. Its `endpoint` has to be set, and its `storage` where pictures are to be sent.
 */
#define SEEDREAM_TYPE_GATEWAY (seedream_gateway_get_type ())
G_DECLARE_FINAL_TYPE (SeedreamGateway, seedream_gateway, SEEDREAM, GATEWAY, SeedreamRunpod)

G_END_DECLS
