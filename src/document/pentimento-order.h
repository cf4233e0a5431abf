/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-region-edit.h"
#include "pentimento-services.h"

G_BEGIN_DECLS

/** Where an order stands. */
typedef enum {
  PENTIMENTO_ORDER_QUEUED,    /* waits for its turn; nothing has been sent */
  PENTIMENTO_ORDER_PREPARING, /* its pictures are made ready */
  PENTIMENTO_ORDER_RUNNING,   /* its `job` runs */
  PENTIMENTO_ORDER_ENDED,     /* with `versions` or an `error` */
} PentimentoOrderState;

#define PENTIMENTO_TYPE_ORDER_STATE (pentimento_order_state_get_type ())
GType pentimento_order_state_get_type (void);

/**
 * PentimentoOrder:
 *
 * One edit (or generation) that a person has asked for, whole and unchanging: what to send, to whom, and what becomes of the result. It is
 * put into the #PentimentoQueue, which runs it when it is its turn. One that has to wait is kept in the library and holds no picture in memory.
 *
 * Construct-only: `services`, `id` (of the job to be; %NULL for a new one), `provider` (id), `endpoint` (nullable), `operation` (int, #SeedreamOperation), `parent`
 * (#PentimentoVersion, nullable: what is edited), `pictures` (a #GListModel of #PentimentoImage in the order sent, the edited one first; copied; %NULL for that of
 * `parent` alone, read from the library when it is needed), `prompt`, `negative-prompt`, `width`, `height` (0 for the provider's default), `seed` (int64, -1 for
 * a random one), `count`, `safety`, `fit-width`, `fit-height` (what results are fitted back to; 0 for leaving them as they are), `region` (boxed
 * #PentimentoRegionEdit, nullable: that only a part of the picture is changed; the first of `pictures` is that part).
 * Read-only, notifying: `state` (enum), `job` (#SeedreamJob, nullable), `preparation` (string, nullable: what was done to the pictures, a line each), `versions`
 * (#GListModel of #PentimentoVersion, nullable), `error` (boxed #GError, nullable).
 */
#define PENTIMENTO_TYPE_ORDER (pentimento_order_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoOrder, pentimento_order, PENTIMENTO, ORDER, GObject)

/**
 * pentimento_order_new_for_provider:
 *
 * The size asked for is the nearest that the other provider makes: to the parent's, where this order asks for nothing else. Of a picture of which a part is
 * changed, the part that is sent is chosen anew.
 *
 * Returns: (transfer full): the same order, not run yet, to another provider (its own endpoint), with another id: for asking a second seller, or several
 */
PentimentoOrder *pentimento_order_new_for_provider (PentimentoOrder *self, const char *provider);

/**
 * pentimento_order_new_from_record:
 * @record: a row of the ledger that was prepared and not sent; see pentimento_queue_list_left_async()
 *
 * Makes the order again that an earlier run of the program left. Nothing is read but the database; the pictures are when it runs.
 *
 * Returns: (transfer full) (nullable): the order, with the same id, or %NULL with %PENTIMENTO_LIBRARY_ERROR_MISSING where something of it is not in the
 * library, %PENTIMENTO_DOCUMENT_ERROR_SENT where something of it has been sent
 */
PentimentoOrder *
pentimento_order_new_from_record (PentimentoServices *services, const PentimentoJobRecord *record, GError **error);

const char *pentimento_order_get_id (PentimentoOrder *self); /* also the id of its job and of its row in the ledger */
const char *pentimento_order_get_provider (PentimentoOrder *self);
SeedreamOperation pentimento_order_get_operation (PentimentoOrder *self);
const char *pentimento_order_get_prompt (PentimentoOrder *self);

/** Returns: (transfer none) (nullable): what is edited */
PentimentoVersion *pentimento_order_get_parent (PentimentoOrder *self);
PentimentoOrderState pentimento_order_get_state (PentimentoOrder *self);

/** Returns: (nullable): which part of the picture is changed; %NULL for all of it */
const PentimentoRegionEdit *pentimento_order_get_region (PentimentoOrder *self);
SeedreamJob *pentimento_order_get_job (PentimentoOrder *self);
const char *pentimento_order_get_preparation (PentimentoOrder *self);
GListModel *pentimento_order_get_versions (PentimentoOrder *self);
const GError *pentimento_order_get_error (PentimentoOrder *self);

/** Returns: what it is expected to cost; see seedream_capabilities_estimate() */
SeedreamCost pentimento_order_estimate (PentimentoOrder *self);

/**
 * pentimento_order_get_cost:
 *
 * Returns: what it costs: what the provider reported, else the estimate; zero where it ended and nothing was billed, of kind unknown where it ended and
 * nobody knows
 */
SeedreamCost pentimento_order_get_cost (PentimentoOrder *self);

/** Returns: for how many seconds its provider has been at it; stops when that ends. 0 where it did not get so far */
double pentimento_order_get_elapsed (PentimentoOrder *self);

/**
 * pentimento_order_check:
 *
 * Tells whether its provider would take it, as far as that is known before its pictures are made ready: the operation, the numbers of pictures and
 * results, the length of the prompt, size and seed, the addresses. Neither the key nor the budget is asked for; nothing is sent.
 *
 * Returns: %TRUE, or %FALSE with %SEEDREAM_ERROR_INVALID_REQUEST
 */
gboolean pentimento_order_check (PentimentoOrder *self, GError **error);

/**
 * pentimento_order_find_substitutes_async:
 *
 * Finds who else could do what this order has come to nothing with: there are some where it ended with an error that lies with its provider (no key, a bad one,
 * no credit, too many requests, blocked, down, not to be reached), where nothing was and nothing may yet be billed, and where others have a key, would
 * take the same without leaving a wish out, and are within the budget. None of them is asked anything; to do so is for the person to say.
 */
void pentimento_order_find_substitutes_async (PentimentoOrder *self,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);

/**
 * Returns: (transfer full) (nullable): a #GListModel of #PentimentoOrder, each made by pentimento_order_new_for_provider() and not run, the cheapest first;
 * often empty; %NULL with an error only where cancelled
 */
GListModel *pentimento_order_find_substitutes_finish (PentimentoOrder *self, GAsyncResult *result, GError **error);

/**
 * pentimento_order_cancel:
 *
 * Gives the order up: one that waits ends at once with %G_IO_ERROR_CANCELLED and costs nothing; for a running one see seedream_job_cancel(). Where
 * the provider cannot be stopped the order ends at once as well, while its job goes on; `versions` then come late, and do not take the place of the
 * picture's current version.
 */
void pentimento_order_cancel (PentimentoOrder *self);

G_END_DECLS
