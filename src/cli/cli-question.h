/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Returns: whether there is a person to ask: a terminal to read from and one to write to */
gboolean cli_question_can_ask (void);

/** Asks on the standard error. Returns: whether the answer is yes; anything else, and the end of the input, is no */
gboolean cli_question_ask (const char *question);

G_END_DECLS
