/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** Does nothing for @milliseconds. */
void
seedream_pause_async (guint milliseconds, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/** Returns: %TRUE when the time is over, %FALSE with %G_IO_ERROR_CANCELLED */
gboolean seedream_pause_finish (GAsyncResult *result, GError **error);

G_END_DECLS
