/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-queue.h"

G_BEGIN_DECLS

/** One edit that waits or runs: what it is, how it is going, and buttons to move and to cancel it. */
#define PENTIMENTO_TYPE_QUEUE_ROW (pentimento_queue_row_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoQueueRow, pentimento_queue_row, PENTIMENTO, QUEUE_ROW, GtkListBoxRow)

/** A row for an order of the queue. */
GtkWidget *pentimento_queue_row_new (PentimentoQueue *queue, PentimentoOrder *order);

/** A row for a job whose order has ended, or was made in an earlier run of the program. */
GtkWidget *pentimento_queue_row_new_for_job (SeedreamJob *job);

/** Returns: (transfer none) (nullable): the order it is for */
PentimentoOrder *pentimento_queue_row_get_order (PentimentoQueueRow *self);

/** Shows how it is going by now. */
void pentimento_queue_row_update (PentimentoQueueRow *self);

G_END_DECLS
