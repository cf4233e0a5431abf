/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-image.h"

G_BEGIN_DECLS

/** Something that blocks for long. Returns: whether it went well, else with an error */
typedef gboolean (*CliLongFunc) (gpointer data,
                                 PentimentoImageProgress progress,
                                 gpointer progress_data,
                                 GCancellable *cancellable,
                                 GError **error);

/**
 * cli_long_run:
 * @what: what is done, for the line of progress, such as a file name
 *
 * Runs it in a thread; shows how far it is where somebody looks, and gives it up at an interrupt.
 */
gboolean cli_long_run (const char *what, CliLongFunc run, gpointer data, GError **error);

G_END_DECLS
