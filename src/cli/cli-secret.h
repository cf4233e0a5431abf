/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Room for a line with a key: keys have 512 characters at most, and a little more lets those that are too long be told apart. */
#define CLI_SECRET_SIZE 1024

/**
 * cli_secret_read:
 * @prompt: what to ask on a terminal
 * @secret: (out): room for %CLI_SECRET_SIZE bytes; to be wiped by cli_secret_wipe()
 *
 * Reads one line from the standard input: without echo where that is a terminal, whose state is put back however this ends.
 *
 * Returns: %TRUE, or %FALSE with an error of %CLI_EXIT_CANCELLED or %CLI_EXIT_KEY
 */
gboolean cli_secret_read (const char *prompt, char *secret, GError **error);

/** Overwrites what cli_secret_read() gave. */
void cli_secret_wipe (char *secret);

G_END_DECLS
