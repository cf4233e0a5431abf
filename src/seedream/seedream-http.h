/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "seedream-call.h"

G_BEGIN_DECLS

/**
 * SeedreamHttp:
 *
 * The one way to the network: one session (and one past all proxies for this machine itself), User-Agent "Pentimento/VERSION", https only except to loopback, TLS never relaxed, answers capped.
 */
#define SEEDREAM_TYPE_HTTP (seedream_http_get_type ())
G_DECLARE_FINAL_TYPE (SeedreamHttp, seedream_http, SEEDREAM, HTTP, GObject)

/** Called with the bytes that have arrived and their sum, 0 where it is not known. */
typedef void (*SeedreamProgressFunc) (guint64 arrived, guint64 total, gpointer user_data);

/** @version: the program's version, for the User-Agent */
SeedreamHttp *seedream_http_new (const char *version);

/**
 * seedream_http_call_async:
 * @call: what to send; what is needed of it is kept
 * @key: (nullable): sent as "Authorization: Bearer", never to another origin, never logged
 * @cancellable: (nullable): stops at once
 *
 * Sends a call and reads its answer, 32 MiB at most. Answers of every HTTP status are replies, not errors. A GET follows up to five
 * redirects, without the key where the origin changes; a redirect of anything else is %SEEDREAM_ERROR_INSECURE.
 */
void seedream_http_call_async (SeedreamHttp *self,
                               SeedreamCall *call,
                               const char *key,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * Returns: (transfer full) (nullable): the answer, or %NULL with %SEEDREAM_ERROR_NETWORK, _TIMED_OUT, _INSECURE or _MALFORMED
 * (over the cap, or cut before its end), or %G_IO_ERROR_CANCELLED. seedream_error_get_billed() is
 * %SEEDREAM_BILLED_NO only where no byte of the request can have reached the server, else %SEEDREAM_BILLED_UNKNOWN.
 */
SeedreamReply *seedream_http_call_finish (SeedreamHttp *self, GAsyncResult *result, GError **error);

/**
 * seedream_http_download_async:
 * @uri: where a result lies; no key is ever sent there
 * @loopback: whether an http address of the loopback range is allowed, there and after redirects: only where the provider itself is there
 * @target: the file to write; it appears, synced, when all has come, and is not there otherwise
 * @max_bytes: more than this is refused
 * @progress: (nullable) (scope notified): told now and then
 *
 * Fetches a result. Follows five redirects at most.
 */
void seedream_http_download_async (SeedreamHttp *self,
                                   const char *uri,
                                   gboolean loopback,
                                   GFile *target,
                                   guint64 max_bytes,
                                   SeedreamProgressFunc progress,
                                   gpointer progress_data,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/** Returns: %TRUE, or %FALSE with an error: 404 and 410 are %SEEDREAM_ERROR_EXPIRED, other refusals _PROVIDER_DOWN, a short body or one over the cap _MALFORMED */
gboolean seedream_http_download_finish (SeedreamHttp *self, GAsyncResult *result, GError **error);

G_END_DECLS
