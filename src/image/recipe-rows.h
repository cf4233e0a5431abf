/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Works on the rows from @first on and before @end. Called from several threads at once, never twice for a row. */
typedef void (*RecipeRows) (gpointer data, int first, int end);

/*
 * recipe_rows_run:
 * @band: how many rows are worked on at a time
 *
 * Splits rows over the processors, this thread among them, and comes back when all are done.
 *
 * Returns: %FALSE where it was cancelled, between two bands
 */
gboolean recipe_rows_run (int n_rows, int band, RecipeRows run, gpointer data, GCancellable *cancellable);

G_END_DECLS
