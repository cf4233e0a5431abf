/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * cli_marks_apply:
 * @name: (nullable): a file with #PentimentoMarks as text, which may hold anything; nothing is done without
 *
 * Draws over the open picture what is sent along with it.
 *
 * Returns: %TRUE, or %FALSE with an error of %CLI_EXIT_INPUT
 */
gboolean cli_marks_apply (const char *name, PentimentoDocument *document, GCancellable *cancellable, GError **error);

G_END_DECLS
