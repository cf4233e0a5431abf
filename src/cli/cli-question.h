/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Returns: whether there is a person to ask: a terminal to read from and one to write to */
gboolean cli_question_can_ask (void);

/** Asks on the standard error. Returns: whether the answer is yes; anything else, and the end of the input, is no */
gboolean cli_question_ask (const char *question);

/**
 * cli_question_agree:
 * @is_free: whether there is nothing to be paid
 * @yes: whether the person has said yes beforehand, by --yes
 *
 * Asks whether to go on at the price that was shown. Returns: whether the person agrees, or %FALSE with %CLI_EXIT_USAGE where there is nobody to ask,
 * %CLI_EXIT_CANCELLED after a no
 */
gboolean cli_question_agree (gboolean is_free, gboolean yes, GError **error);

G_END_DECLS
