/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * cli_await_callback:
 * @data: a pointer to a #GAsyncResult pointer that is %NULL
 *
 * The callback for an asynchronous call that cli_await() waits for.
 */
void cli_await_callback (GObject *source, GAsyncResult *result, gpointer data);

/** Runs the main context until the call is through. Returns: (transfer none): *@slot, owned by the caller of the asynchronous function */
GAsyncResult *cli_await (GAsyncResult **slot);

G_END_DECLS
