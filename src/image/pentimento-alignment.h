/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-mask.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/**
 * PentimentoAlignment:
 * @shift_x, @shift_y: how far what was in the middle of the picture that was sent has moved to the right and down, in its pixels
 * @scale: how many times as large everything has become, about that middle
 * @confidence: how alike the two pictures are once that is undone, outside the mask: 0 for not at all to 1; the correlation of their brightness without its slow
 *   changes, pixels that differ most left out. From 0.85 on the error was a tenth of a pixel or less in tests; under 0.4 nothing is found
 *
 * @refusal: (nullable): where nothing was found, the reason, for machines: "little-outside", "no-detail", "unlike" or "too-far"; a static string
 *
 * Where the parts of a picture that was sent are in the one that came back: what was at p is at m + scale · (p − m) + shift, with m the middle.
 */
typedef struct {
  double shift_x;
  double shift_y;
  double scale;
  double confidence;
  const char *refusal;
} PentimentoAlignment;

/** The farthest that is measured: models shift by a few pixels. Of the scale it is the difference from 1. */
#define PENTIMENTO_ALIGNMENT_MOST_SHIFT 48
#define PENTIMENTO_ALIGNMENT_MOST_SCALE 0.05

/**
 * pentimento_alignment_measure:
 * @sent: 8-bit RGB or RGBA
 * @received: what came back; where it has another size it counts as scaled to that of @sent
 * @mask: (nullable): where the change was asked for, so that nothing there is looked at; of any size, laid over the whole picture
 * @alignment: (out): what was found, or the reason why nothing was
 *
 * Finds by how much a result was moved and scaled, to a fraction of a pixel: displacements of blocks by phase correlation, of which a robust fit makes a
 * first guess, then least squares over all pixels. Looks at no more than a megapixel of brightness, whatever the pictures' size. Blocks.
 *
 * Returns: %TRUE, or %FALSE with %PENTIMENTO_IMAGE_ERROR_UNSUITABLE and a sentence that gives the reason (too little outside the mask, nothing to go by, no
 * similarity, moved too far), or %G_IO_ERROR_CANCELLED
 */
gboolean pentimento_alignment_measure (GdkPixbuf *sent,
                                       GdkPixbuf *received,
                                       PentimentoMask *mask,
                                       PentimentoAlignment *alignment,
                                       GCancellable *cancellable,
                                       GError **error);

/** Returns: (nullable): a translated sentence for a reason that pentimento_alignment_measure() has given; %NULL for another */
const char *pentimento_alignment_describe_refusal (const char *refusal);

G_END_DECLS
