/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Returns: (transfer full): @prompt made ready for sandbox_words_have() */
char *sandbox_words_fold (const char *prompt);

/**
 * sandbox_words_have:
 * @folded: what sandbox_words_fold() gave
 * @beginnings: beginnings of words, parted by "|", in lower case, with ss for ß
 *
 * Returns: whether a word of the prompt begins like one of them
 */
gboolean sandbox_words_have (const char *folded, const char *beginnings);

G_END_DECLS
