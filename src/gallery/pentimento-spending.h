/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/** What is put together in one sum. */
typedef enum {
  PENTIMENTO_SPENDING_TOTAL,
  PENTIMENTO_SPENDING_BY_DAY, /* of submitting, in local time */
  PENTIMENTO_SPENDING_BY_PROVIDER,
  PENTIMENTO_SPENDING_BY_PICTURE,
} PentimentoSpendingGroup;

/**
 * PentimentoSpending:
 * @key: (nullable): "2026-03-29", a provider's id, or a picture's id; %NULL for the total
 * @label: (nullable): of a picture, the name of the file it began with
 * @currency: an ISO 4217 code; amounts of different currencies are never added
 * @reported: charged, as the provider reports it
 * @estimated: charged, as it was estimated
 * @unknown: may have been charged, nobody knows
 * @under_way: estimated for what has been sent and has not ended
 * @n_jobs: jobs that are counted here: sent, and not known to be free of any charge
 * @n_unknown: of those, the ones of which nobody knows whether they were charged
 * @n_unpriced: of those, the ones whose price nobody knows, charged or not; they add nothing to the amounts
 * @n_results: pictures that came of them
 *
 * Sums over a part of the job ledger, as plain data; amounts are millionths of the currency's unit. What was not charged is not in them.
 */
typedef struct {
  char *key;
  char *label;
  char *currency;
  gint64 reported;
  gint64 estimated;
  gint64 unknown;
  gint64 under_way;
  guint n_jobs;
  guint n_unknown;
  guint n_unpriced;
  guint n_results;
} PentimentoSpending;

void pentimento_spending_free (PentimentoSpending *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoSpending, pentimento_spending_free)

/** Returns: all that is gone, or may be: reported, estimated, unknown and under way */
gint64 pentimento_spending_get_sum (const PentimentoSpending *self);

/**
 * PentimentoSpendingLimit:
 * @since: from when on it counts, in microseconds since 1970 UTC
 * @most: what may be spent since then, in millionths of a US dollar; negative for any amount
 * @spent: (out): what is gone since then, or may be; left alone where any amount may be spent
 *
 * How much may be spent; see pentimento_library_submit_job().
 */
typedef struct {
  gint64 since;
  gint64 most;
  gint64 spent;
} PentimentoSpendingLimit;

/**
 * pentimento_spending_limit_allows:
 * @currency, @kind: of the price, as in a #PentimentoJobRecord
 *
 * Returns: whether a price fits beside what is spent. One that nobody knows, or in another currency, fits while anything is left; what is free fits always
 */
gboolean pentimento_spending_limit_allows (const PentimentoSpendingLimit *self,
                                           gint64 micros,
                                           const char *currency,
                                           const char *kind);

G_END_DECLS
