/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-batch-private.h"

G_BEGIN_DECLS

/** Writes the results of an item's job into the output folder, in a thread. They have been bought, and this is not interrupted. */
void batch_delivery_run_async (PentimentoBatch *batch,
                               PentimentoBatchItem *item,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean batch_delivery_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
