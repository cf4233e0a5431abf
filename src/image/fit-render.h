/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-fitted-image.h"

G_BEGIN_DECLS

/* Decodes, flattens, scales and encodes @image until it is within @limits; tells what was done. Blocks.
 *
 * Returns: (transfer full) (nullable): the file's bytes, or %NULL with an error */
GBytes *fit_render (PentimentoImage *image,
                    const PentimentoFitLimits *limits,
                    PentimentoFitChanges *changes,
                    GCancellable *cancellable,
                    GError **error);

G_END_DECLS
