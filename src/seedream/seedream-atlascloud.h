/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-provider.h"

G_BEGIN_DECLS

/**
 * SeedreamAtlascloud:
 *
 * Seedream 4.0 at Atlas Cloud: pictures are uploaded, jobs ("predictions") are asked after and cannot be cancelled.
 */
#define SEEDREAM_TYPE_ATLASCLOUD (seedream_atlascloud_get_type ())
G_DECLARE_FINAL_TYPE (SeedreamAtlascloud, seedream_atlascloud, SEEDREAM, ATLASCLOUD, SeedreamProvider)

G_END_DECLS
