/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "pentimento-spending.h"

G_BEGIN_DECLS

/** The columns that are the same wherever sums of money are shown, as headings. */
#define CLI_SPENDING_HEADINGS _ ("Reported"), _ ("Estimated"), _ ("Unknown"), _ ("Under way"), _ ("No price")
#define CLI_SPENDING_N_COLUMNS 5

/** Fills in the cells for CLI_SPENDING_HEADINGS. */
void cli_spending_fill (const PentimentoSpending *spending, char *cells[CLI_SPENDING_N_COLUMNS]);

/** Adds an amount in whole units of its currency as a number. */
void cli_spending_add_amount (JsonBuilder *builder, const char *name, gint64 micros);

/** Adds to an object the members "currency", "reported", "estimated", "unknown", "under_way", and the numbers of jobs and results. */
void cli_spending_add_json (JsonBuilder *builder, const PentimentoSpending *spending);

G_END_DECLS
