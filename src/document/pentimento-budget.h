/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-library.h"
#include "seedream.h"

G_BEGIN_DECLS

/** What a budget is for: the day or the calendar month that it is now, in local time. */
typedef enum {
  PENTIMENTO_BUDGET_DAY,
  PENTIMENTO_BUDGET_MONTH,
} PentimentoBudgetPeriod;

#define PENTIMENTO_BUDGET_N_PERIODS (PENTIMENTO_BUDGET_MONTH + 1)

/**
 * PentimentoBudget:
 *
 * How much a person wants to spend, and what is gone of it. Kept in the settings, in US dollars; what is gone is added up from the library's job ledger, and so
 * counts what every program has done with it. Gone is what was reported, what was estimated, what may have been charged and what is under way; amounts in other
 * currencies and prices that nobody knows count nothing. What a provider charges beyond its estimate is known only afterwards.
 *
 * Read-only, notifying: `left` (string, nullable: "$4.10 left today"; %NULL without a budget).
 */
#define PENTIMENTO_TYPE_BUDGET (pentimento_budget_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoBudget, pentimento_budget, PENTIMENTO, BUDGET, GObject)

/** @settings: (nullable): where the budget is kept; without, there is none */
PentimentoBudget *pentimento_budget_new (PentimentoLibrary *library, GSettings *settings);

/** Returns: the budget in millionths of a US dollar, -1 for none */
gint64 pentimento_budget_get_limit (PentimentoBudget *self, PentimentoBudgetPeriod period);

/** @micros: 0 for spending nothing, -1 for no budget. Returns: whether it could be kept; else %FALSE with %G_IO_ERROR_NOT_SUPPORTED */
gboolean
pentimento_budget_set_limit (PentimentoBudget *self, PentimentoBudgetPeriod period, gint64 micros, GError **error);

/** Returns: when the day or month began, in microseconds since 1970 UTC */
gint64 pentimento_budget_find_start (PentimentoBudgetPeriod period);

/** Returns: (transfer full) (nullable): what is gone of it, in US dollars; all zero where nothing is; %NULL with %PENTIMENTO_LIBRARY_ERROR */
PentimentoSpending *pentimento_budget_get_spent (PentimentoBudget *self, PentimentoBudgetPeriod period, GError **error);

/** Returns: (transfer full) (nullable): what is left in the period with the least left, "$4.10 left today" */
char *pentimento_budget_describe_left (PentimentoBudget *self);

/**
 * pentimento_budget_check:
 * @cost: what it is expected to cost. An unknown price counts nothing and is refused only where the budget is used up; what is free is never refused.
 *
 * Tells early, so that nobody waits for nothing, whether something would fit. It is decided by pentimento_budget_submit(). May be up to a second
 * behind what other programs do.
 *
 * Returns: %TRUE, or %FALSE with %SEEDREAM_ERROR_BUDGET, whose message says budget, what is gone, the price and what to do
 */
gboolean pentimento_budget_check (PentimentoBudget *self, const SeedreamCost *cost, GError **error);

/**
 * pentimento_budget_submit:
 * @record: the row that announces a submit
 *
 * Writes the row if its price fits: see pentimento_library_submit_job(). This is the one place where it is decided; of two programs that want the
 * last dollar one gets it. The settings are read anew each time.
 *
 * Returns: %TRUE once it is written, or %FALSE with %SEEDREAM_ERROR_BUDGET or %PENTIMENTO_LIBRARY_ERROR; then nothing must be sent
 */
gboolean pentimento_budget_submit (PentimentoBudget *self, const PentimentoJobRecord *record, GError **error);

G_END_DECLS
