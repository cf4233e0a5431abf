/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SeedreamCostKind:
 *
 * How sure an amount is. The three are never mixed up in what is shown.
 */
typedef enum {
  SEEDREAM_COST_UNKNOWN,
  SEEDREAM_COST_ESTIMATED,
  SEEDREAM_COST_REPORTED,
} SeedreamCostKind;

/**
 * SeedreamCost:
 * @micros: millionths of the currency's unit; whole numbers, so that sums stay exact (Runpod reports 0.028311)
 * @currency: an ISO 4217 code, "USD"
 * @kind: how sure it is; @micros means nothing when unknown
 */
typedef struct {
  gint64 micros;
  char currency[4];
  SeedreamCostKind kind;
} SeedreamCost;

#define SEEDREAM_COST_INIT                                                                                             \
  {                                                                                                                    \
    0, "USD", SEEDREAM_COST_UNKNOWN                                                                                    \
  }

/** Returns: "unknown", "estimated" or "reported", for machines */
const char *seedream_cost_kind_to_string (SeedreamCostKind kind);

/** Returns: the kind of that name, %SEEDREAM_COST_UNKNOWN for any other text */
SeedreamCostKind seedream_cost_kind_from_string (const char *text);

/**
 * seedream_cost_format:
 *
 * Returns: (transfer full): a short translated text: "$0.028" (reported), "about $0.03" (estimated), "free" (zero), "cost unknown"
 */
char *seedream_cost_format (const SeedreamCost *cost);

G_END_DECLS
