/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "seedream-http-exchange.h"

G_BEGIN_DECLS

/**
 * seedream_http_prepare:
 * @loopback: whether http to this machine is allowed
 *
 * Returns: (transfer full) (nullable): a GET or POST to an address that has been checked, or %NULL with %SEEDREAM_ERROR_INSECURE
 */
SeedreamExchange *seedream_http_prepare (SeedreamHttp *self,
                                         const char *method,
                                         const char *address,
                                         gboolean loopback,
                                         guint timeout,
                                         GCancellable *cancellable,
                                         GError **error);

G_END_DECLS
