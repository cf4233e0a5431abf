/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-cost.h"

static SeedreamCost
cost_of_texts (gint64 micros, const char *currency, const char *kind)
{
  SeedreamCost cost = { .micros = micros, .kind = seedream_cost_kind_from_string (kind) };

  g_strlcpy (cost.currency, currency, sizeof cost.currency);
  return cost;
}

SeedreamCost
cli_cost_of_version (PentimentoVersion *version)
{
  return cost_of_texts (pentimento_version_get_cost_micros (version), pentimento_version_get_cost_currency (version),
                        pentimento_version_get_cost_kind (version));
}

SeedreamCost
cli_cost_of_record (const PentimentoJobRecord *record)
{
  return cost_of_texts (record->cost_micros, record->cost_currency, record->cost_kind);
}
