/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-batch-item-private.h"
#include "pentimento-batch.h"
#include "pentimento-order.h"

G_BEGIN_DECLS

/* One picture while it has its turn. */
typedef struct _BatchTurn BatchTurn;

/* Shared by the aspects of the batch: the object itself, planning, running, one picture's turn. */
struct _PentimentoBatch {
  GObject parent_instance;

  GMainContext *context; /* where it was made, and runs */
  PentimentoServices *services;
  PentimentoBatchRecord *record;
  PentimentoBatchRequest *request;
  GFile *output;
  GListModel *references;        /* PentimentoImage; NULL for a batch that was found, until it is planned */
  SeedreamProvider *description; /* only asked what it can do */
  GPtrArray *items;              /* PentimentoBatchItem */
  gboolean written;              /* in the library */
  gint64 budget;
  guint jobs;

  PentimentoJobLock *lock; /* while it runs */
  GTask *run;              /* not owned, it owns us; NULL while it does not run */
  gulong cancelled;
  GPtrArray *turns; /* BatchTurn, those that are under way; own themselves */
  guint next;       /* the item that may be next */
  gboolean buying;  /* what was left has been taken up, now for new orders */
  guint n_troubles; /* orders in a row that failed by the provider's doing */
  gboolean stopped;
  gboolean filling;
  GError *error;
};

const SeedreamCapabilities *pentimento_batch_get_capabilities (PentimentoBatch *self);

/* The names of the results of an item without their endings: its target, then "target-2" and so on. */
char *pentimento_batch_name_result (const char *target, guint position);

/* The price of one order for a picture of that size; 0 for an unknown one. */
SeedreamCost pentimento_batch_estimate (PentimentoBatch *self, int width, int height);

/* Writes down where an item stands. */
gboolean pentimento_batch_write_item (PentimentoBatch *self, PentimentoBatchItem *item, GError **error);

/* Begins nothing more. @error: (transfer full): why; the first one counts */
void pentimento_batch_fail (PentimentoBatch *self, GError *error);

/* One picture's turn, from what the ledger says of it to its files. */
void batch_turn_begin (PentimentoBatch *self, PentimentoBatchItem *item);

/* Leaves what is under way; at once, or when an order that is being sent has its answer. */
void batch_turn_leave (BatchTurn *turn, gboolean at_once);

/* For the turn: it is over. */
void pentimento_batch_turn_ended (PentimentoBatch *self, BatchTurn *turn);

G_END_DECLS
