/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-order.h"
#include "pentimento-region-edit.h"

G_BEGIN_DECLS

/* Shared by the aspects of an order: the object itself, its row in the ledger, its pictures, running it. */
struct _PentimentoOrder {
  GObject parent_instance;

  PentimentoServices *services;
  char *id;
  char *provider_id;
  char *endpoint;
  char *picture_id;
  gint64 created;
  SeedreamOperation operation;
  PentimentoVersion *parent;
  char **sha256s;     /* of the pictures as they are, in the order sent */
  char **recipes;     /* and what is done to each; "" for nothing */
  GListModel *images; /* PentimentoImage; NULL once they need not be in memory */
  char *prompt;
  char *negative_prompt;
  int width;
  int height;
  gint64 seed;
  guint count;
  gboolean safety;
  int fit_width;
  int fit_height;
  PentimentoRegionEdit *region; /* (nullable) */
  GError *refusal;              /* (nullable): why it cannot be done, known before it is tried */

  SeedreamProvider *provider; /* knows where it sends to; made when the order is put into the queue */
  gboolean kept;              /* the originals are in the library */
  GPtrArray *keeping;         /* GTask: those that wait until they are; NULL where nobody does */
  gboolean recorded;          /* a row of an earlier run, or one of our own */
  PentimentoJobLock *lock;    /* while the row is ours and not yet the job's */
  GCancellable *stop;         /* leaves what is under way */
  gboolean given_up;          /* by the person: the row is not left to be taken up */

  PentimentoOrderState state;
  SeedreamJob *job;
  char *preparation;
  GListModel *versions;
  GError *error;
};

void pentimento_order_set_state (PentimentoOrder *self, PentimentoOrderState state);
void pentimento_order_set_job (PentimentoOrder *self, SeedreamJob *job);
void pentimento_order_set_preparation (PentimentoOrder *self, const char *preparation);

/* Ends the order. @versions: (nullable); @error: (nullable): why there are none */
void pentimento_order_end (PentimentoOrder *self, GListModel *versions, const GError *error);

/* Returns: (transfer full): the error of one that was given up before it was sent */
GError *pentimento_order_given_up (void);

/* What a provider can do; NULL if nothing. */
const SeedreamCapabilities *pentimento_order_describe_provider (const char *provider_id, SeedreamOperation operation);

/* What its provider can do for it; NULL if nothing. */
const SeedreamCapabilities *pentimento_order_get_capabilities (PentimentoOrder *self);

/* Whether the size was asked for, and is neither the parent's as this provider makes it nor the provider's default. */
gboolean pentimento_order_names_size (PentimentoOrder *self);

/*
 * Chooses anew, for the order's own provider, which part is sent of a picture of which a part is changed. What stands in the way is told by
 * pentimento_order_check(), and when it runs.
 */
void pentimento_order_choose_region (PentimentoOrder *self);

/* Returns: (transfer full): the error of one that its provider has no operation for */
GError *pentimento_order_cannot_do (void);

/* Returns: (transfer full): the error of one whose provider has no key */
GError *pentimento_order_no_key (SeedreamProvider *provider);

/* The row. */

/* @pictures: (nullable): those made ready, SeedreamPicture */
SeedreamRequest *pentimento_order_make_request (PentimentoOrder *self, GListModel *pictures);
PentimentoJobRecord *pentimento_order_make_record (PentimentoOrder *self, SeedreamRequest *request);

/* Takes the lock and writes the row as *prepared*. */
gboolean pentimento_order_write_prepared (PentimentoOrder *self, GError **error);

/* Writes how the order ended, where its row is ours, and lets go of it. One that was left stays as it is. */
void pentimento_order_close_record (PentimentoOrder *self, const GError *error);

/* Whether something can be made of a row again: nothing of it was sent, and what it needs is in the library. */
gboolean pentimento_order_check_record (PentimentoLibrary *library, const PentimentoJobRecord *record, GError **error);

/* The pictures. */

void pentimento_order_take_pictures (PentimentoOrder *self, GListModel *images);

/* Writes the originals into the library, in a thread, unless they are there. Whoever comes second waits for the first. */
void pentimento_order_keep_async (PentimentoOrder *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean pentimento_order_keep_finish (PentimentoOrder *self, GAsyncResult *result, GError **error);

/* Reads one of them, from memory or the library. */
void pentimento_order_load_async (PentimentoOrder *self,
                                  guint position,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
PentimentoImage *pentimento_order_load_finish (PentimentoOrder *self, GAsyncResult *result, GError **error);

/* For the queue alone. */

/* Makes the provider, and takes the lock of a row of an earlier run. */
gboolean pentimento_order_enter (PentimentoOrder *self, GError **error);

/* The order has to wait: it is written down, and its pictures need not stay in memory. Where that fails, the order ends. */
void pentimento_order_wait (PentimentoOrder *self);

/* Leaves an order that waits to be taken up at the next start. */
void pentimento_order_leave (PentimentoOrder *self);

/* Asks the keyring, keeps the originals in the library, makes the pictures ready, validates, runs the job.
 * @cancellable: (nullable): leaves the order to be taken up at the next start; to give it up, pentimento_order_cancel() */
void pentimento_order_run_async (PentimentoOrder *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean pentimento_order_run_finish (PentimentoOrder *self, GAsyncResult *result, GError **error);

G_END_DECLS
