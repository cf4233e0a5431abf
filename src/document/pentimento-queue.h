/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-order.h"

G_BEGIN_DECLS

/** How many orders of one provider run at a time where nothing else is set: few enough for every seller's own limit. */
#define PENTIMENTO_QUEUE_DEFAULT_LIMIT 4

/**
 * PentimentoQueue:
 *
 * The orders of this program that are not ended, a #GListModel of #PentimentoOrder in the order in which they are sent: as many of each provider at a time as
 * `limit` says, the rest wait in the order shown. An order that has to wait does not hold up another provider's. It is written down as *prepared* and locked
 * against other programs (a file descriptor each: thousands of orders are to be put in as others end), so that it can be sent at the next start if it is left.
 *
 * Construct-only: `services`. Read and write: `paused` (boolean: nothing more is begun; what runs goes on), `limit` (uint, at least 1).
 */
#define PENTIMENTO_TYPE_QUEUE (pentimento_queue_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoQueue, pentimento_queue, PENTIMENTO, QUEUE, GObject)

/**
 * pentimento_queue_run_async:
 * @order: an order that is new
 * @cancellable: (nullable): leaves the order to be taken up at the next start; to give it up, pentimento_order_cancel()
 *
 * Puts an order at the end; completes when it has ended.
 */
void pentimento_queue_run_async (PentimentoQueue *self,
                                 PentimentoOrder *order,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/** Returns: (transfer full) (nullable): the versions made, a #GListModel of #PentimentoVersion, or %NULL with an error of any floor */
GListModel *pentimento_queue_run_finish (PentimentoQueue *self, GAsyncResult *result, GError **error);

/** Moves a waiting order so that it stands at @position among all; running ones are not moved. */
void pentimento_queue_move (PentimentoQueue *self, PentimentoOrder *order, guint position);

/**
 * pentimento_queue_list_left_async:
 *
 * Finds what was asked for and not sent before an earlier run of the program ended. Nothing that costs money starts by itself: ask the person, then
 * run each anew, see pentimento_order_new_from_record(), or discard it. Orders that wait in this or another program are left out.
 */
void pentimento_queue_list_left_async (PentimentoQueue *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);

/** Returns: (transfer container) (element-type PentimentoJobRecord) (nullable): the rows, oldest first; frees its elements */
GPtrArray *pentimento_queue_list_left_finish (PentimentoQueue *self, GAsyncResult *result, GError **error);

/** Writes an order that was left down as cancelled; nothing was billed. */
gboolean pentimento_queue_discard_left (PentimentoQueue *self, const PentimentoJobRecord *record, GError **error);

G_END_DECLS
