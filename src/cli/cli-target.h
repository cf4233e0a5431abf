/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cli_target_name:
 * @out: what the person named
 * @position: which result, from 0
 *
 * Returns: (transfer full): "OUT.png" for the first, then "OUT-2.png" and so on
 */
char *cli_target_name (const char *out, guint position);

/** Returns: (transfer full): "OUT-WORD.png" */
char *cli_target_name_for (const char *out, const char *word);

/**
 * cli_target_check:
 * @count: how many results there will be at most
 * @force: whether files that are there may be replaced
 *
 * Checks what can be checked before anything is bought: a writable format by the ending, a folder that is there and can be written to, names that
 * are free.
 *
 * Returns: %TRUE, or %FALSE with an error of %CLI_EXIT_USAGE
 */
gboolean cli_target_check (const char *out, guint count, gboolean force, GError **error);

/** Checks the quality of a conversion. */
gboolean cli_target_check_quality (int quality, GError **error);

G_END_DECLS
