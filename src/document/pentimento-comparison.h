/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-order.h"

G_BEGIN_DECLS

/**
 * PentimentoComparison:
 *
 * The same edit (or generation) at several providers at once: a #GListModel of #PentimentoOrder, one a provider, in the order they were named. Each order tells
 * by itself what becomes of it: where it stands, how long it took, what it cost, its versions or its error. One that fails, or does not fit the budget,
 * stops no other.
 */
#define PENTIMENTO_TYPE_COMPARISON (pentimento_comparison_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoComparison, pentimento_comparison, PENTIMENTO, COMPARISON, GObject)

/**
 * pentimento_comparison_new:
 * @order: what to do; it is not run itself, see pentimento_document_create_order()
 * @providers: (array zero-terminated=1): the ids of the providers to ask, each once
 *
 * Returns: (transfer full) (nullable): the orders, not run, see pentimento_order_new_for_provider(); or %NULL with %SEEDREAM_ERROR_INVALID_REQUEST where
 * no provider is named, one twice, or one that is not known
 */
PentimentoComparison *pentimento_comparison_new (PentimentoOrder *order, const char *const *providers, GError **error);

/**
 * pentimento_comparison_check_async:
 *
 * Looks whether each provider would take its order, see pentimento_order_check(), and has a key. Nothing is sent.
 */
void pentimento_comparison_check_async (PentimentoComparison *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);

/** Returns: %TRUE, or %FALSE with the error of the first that would not do: %SEEDREAM_ERROR_INVALID_REQUEST, _NO_KEY or %PENTIMENTO_KEYRING_ERROR */
gboolean pentimento_comparison_check_finish (PentimentoComparison *self, GAsyncResult *result, GError **error);

/**
 * pentimento_comparison_estimate:
 * @n_unknown: (out): of how many orders nobody says the price
 *
 * Returns: what all others are expected to cost together
 */
SeedreamCost pentimento_comparison_estimate (PentimentoComparison *self, guint *n_unknown);

/**
 * pentimento_comparison_run_async:
 * @cancellable: (nullable): leaves the orders to be taken up at the next start; to give them up, pentimento_comparison_cancel()
 *
 * Puts all orders into the queue; completes when each has ended. This costs what pentimento_comparison_estimate() says: ask the person first.
 */
void pentimento_comparison_run_async (PentimentoComparison *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/** Returns: how many orders have made something; why the others have not is with each */
guint pentimento_comparison_run_finish (PentimentoComparison *self, GAsyncResult *result);

/** Gives up every order that has not ended; see pentimento_order_cancel(). */
void pentimento_comparison_cancel (PentimentoComparison *self);

G_END_DECLS
