/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-http.h"

G_BEGIN_DECLS

/**
 * seedream_fetch_async:
 * @link: a result: an address, a data: URI or bare base64
 * @loopback: see seedream_http_download_async()
 * @target: the file to write; where it is there already, it is whole, and nothing is done
 * @progress: (nullable) (scope notified): told now and then
 *
 * Brings a result into a file, wherever it comes from.
 */
void seedream_fetch_async (SeedreamHttp *http,
                           const char *link,
                           gboolean loopback,
                           GFile *target,
                           SeedreamProgressFunc progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/** Returns: %TRUE, or %FALSE with the errors of seedream_http_download_finish(), or %SEEDREAM_ERROR_MALFORMED for what cannot be a result */
gboolean seedream_fetch_finish (GAsyncResult *result, GError **error);

G_END_DECLS
