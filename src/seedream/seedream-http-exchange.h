/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "seedream-error.h"
#include "seedream-http.h"

G_BEGIN_DECLS

/**
 * SeedreamExchange:
 *
 * One request on its way, through its redirects, to the stream of its answer; private to SeedreamHttp. It knows whether a byte may have
 * reached the server, and gives up when there is no sign of life.
 */
typedef struct _SeedreamExchange SeedreamExchange;

/**
 * seedream_exchange_new:
 * @session: for all addresses but loopback ones
 * @local: for loopback addresses, which no proxy may see
 * @uri: where to
 * @loopback: whether a redirect may lead to an http address of the loopback range
 * @timeout: seconds without a sign of life
 * @cancellable: (nullable): the caller's
 */
SeedreamExchange *seedream_exchange_new (SoupSession *session,
                                         SoupSession *local,
                                         const char *method,
                                         GUri *uri,
                                         gboolean loopback,
                                         guint timeout,
                                         GCancellable *cancellable);
void seedream_exchange_free (SeedreamExchange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SeedreamExchange, seedream_exchange_free)

/** @once: see #SeedreamCall */
void seedream_exchange_set_body (SeedreamExchange *self, SeedreamBody *body, gboolean once);

/** @key: (nullable): goes to the first origin only */
void seedream_exchange_set_key (SeedreamExchange *self, const char *key);

/** Sends, and follows redirects; the exchange has to outlive it. */
void seedream_exchange_send_async (SeedreamExchange *self, GAsyncReadyCallback callback, gpointer user_data);

/** Returns: (transfer full) (nullable): the answer's body, to be read with seedream_exchange_read_async() */
GInputStream *seedream_exchange_send_finish (SeedreamExchange *self, GAsyncResult *result, GError **error);

/** Reads the next bytes of the answer, none at its end. */
void seedream_exchange_read_async (SeedreamExchange *self,
                                   GInputStream *stream,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/** Returns: (transfer full) (nullable): the bytes, or %NULL with the error in our own terms; an end before the promised length is one */
GBytes *
seedream_exchange_read_finish (SeedreamExchange *self, GInputStream *stream, GAsyncResult *result, GError **error);

/** Returns: the last message sent, for its status and headers */
SoupMessage *seedream_exchange_get_message (SeedreamExchange *self);

/** Returns: the length the answer's headers promise, 0 where it is not known */
guint64 seedream_exchange_get_promised (SeedreamExchange *self);

/** Returns: the cancellable for anything else that belongs to this exchange */
GCancellable *seedream_exchange_get_cancellable (SeedreamExchange *self);

/** Returns: whether the request can be charged for */
SeedreamBilled seedream_exchange_get_billed (SeedreamExchange *self);

G_END_DECLS
