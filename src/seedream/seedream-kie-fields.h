/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "seedream-request.h"

G_BEGIN_DECLS

/*
 * Seedream 4 as KIE AI describes it, and whoever resells its API: the same fields, limits and named sizes, in another envelope each.
 */

#define SEEDREAM_KIE_N_SIZES 24

extern const SeedreamNamedSize seedream_kie_named_sizes[SEEDREAM_KIE_N_SIZES];

/* clang-format off */
/** What holds for every operation, for the initializer of a #SeedreamCapabilities. Each is on KIE's page of the model and on sinancode's. */
#define SEEDREAM_KIE_CAPABILITIES                                                                                      \
  .max_prompt = 5000,                                                                                                  \
  .max_results = 6,                                                                                                    \
  .sizes = SEEDREAM_SIZES_ENUM,                                                                                        \
  .named_sizes = seedream_kie_named_sizes,                                                                             \
  .n_named_sizes = SEEDREAM_KIE_N_SIZES,                                                                               \
  .min_side = 648,                /* of the sizes above */                                                             \
  .max_side = 4096,                                                                                                    \
  .min_pixels = 921600,                                                                                                \
  .max_pixels = 16777216,                                                                                              \
  .default_side = 1024,           /* "square_hd" at "1K" */                                                            \
  .seed = TRUE,                                                                                                        \
  .transport = SEEDREAM_TRANSPORT_UPLOAD

/** What holds for pictures that are edited. */
#define SEEDREAM_KIE_PICTURE_CAPABILITIES                                                                              \
  .min_pictures = 1,                                                                                                   \
  .max_pictures = 10,                                                                                                  \
  .picture_max_bytes = 10000000,  /* upstream: 10 MB, 36 megapixels, sides over 14 pixels, at most 3 : 1 */            \
  .picture_max_pixels = 36000000,                                                                                      \
  .picture_min_side = 15,                                                                                              \
  .picture_max_ratio = 3.0,                                                                                            \
  .pictures_max_bytes = 100000000 /* each goes by itself */
/* clang-format on */

/** Adds the fields of the model to @object; @links: (nullable): those of the pictures */
void seedream_kie_fields_add (JsonObject *object,
                              SeedreamRequest *request,
                              const SeedreamCapabilities *capabilities,
                              const char *const *links);

G_END_DECLS
