/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-runpod.h"

G_BEGIN_DECLS

/**
 * SeedreamPractice:
 *
 * The practice service on this machine, which speaks Runpod's wire format: free, without a key. Its `endpoint` has to be set.
 */
#define SEEDREAM_TYPE_PRACTICE (seedream_practice_get_type ())
G_DECLARE_FINAL_TYPE (SeedreamPractice, seedream_practice, SEEDREAM, PRACTICE, SeedreamRunpod)

G_END_DECLS
