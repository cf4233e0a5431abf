/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-spending.h"

#include "cli-json.h"
#include "pentimento-amount.h"

/* @n_jobs: how many jobs that is; 0 for not to be told */
static char *
describe (gint64 micros, const char *currency, guint n_jobs)
{
  g_autofree char *amount = pentimento_amount_format (micros, currency);

  if (n_jobs > 0)
    return g_strdup_printf ("%s (%u)", amount, n_jobs);
  return micros > 0 ? g_steal_pointer (&amount) : g_strdup ("–");
}

void
cli_spending_fill (const PentimentoSpending *spending, char *cells[CLI_SPENDING_N_COLUMNS])
{
  cells[0] = describe (spending->reported, spending->currency, 0);
  cells[1] = describe (spending->estimated, spending->currency, 0);
  cells[2] = describe (spending->unknown, spending->currency, spending->n_unknown);
  cells[3] = describe (spending->under_way, spending->currency, 0);
  cells[4] = spending->n_unpriced > 0 ? g_strdup_printf ("%u", spending->n_unpriced) : g_strdup ("–");
}

void
cli_spending_add_amount (JsonBuilder *builder, const char *name, gint64 micros)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, micros / 1e6);
}

void
cli_spending_add_json (JsonBuilder *builder, const PentimentoSpending *spending)
{
  cli_json_add_string (builder, "currency", spending->currency);
  cli_spending_add_amount (builder, "reported", spending->reported);
  cli_spending_add_amount (builder, "estimated", spending->estimated);
  cli_spending_add_amount (builder, "unknown", spending->unknown);
  cli_spending_add_amount (builder, "under_way", spending->under_way);
  cli_json_add_integer (builder, "jobs", spending->n_jobs);
  cli_json_add_integer (builder, "unknown_jobs", spending->n_unknown);
  cli_json_add_integer (builder, "unpriced_jobs", spending->n_unpriced);
  cli_json_add_integer (builder, "results", spending->n_results);
}
