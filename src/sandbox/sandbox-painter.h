/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sandbox-order.h"

G_BEGIN_DECLS

/**
 * sandbox_painter_paint:
 * @index: which of the results, from 0; each is a variant of its own, made of seed + @index
 *
 * Makes a picture that @order asks for, the same one for the same order: the first reference, changed by the simple words of
 * the prompt, or a landscape in the prompt's colours; the further references as numbered insets in the order received; and a ribbon
 * that says that no model made this. Blocks; safe from any thread.
 *
 * Returns: (transfer full) (nullable): the picture file, or %NULL with an error if a reference cannot be decoded, or %G_IO_ERROR_CANCELLED
 */
GBytes *sandbox_painter_paint (const SandboxOrder *order, gint64 index, GCancellable *cancellable, GError **error);

G_END_DECLS
