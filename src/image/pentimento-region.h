/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-mask.h"

G_BEGIN_DECLS

typedef struct {
  int width;
  int height;
} PentimentoRegionSize;

/**
 * PentimentoRegionLimits:
 * @min_pixels, @max_pixels: of the picture that is sent, width times height
 * @min_side, @max_side: of its sides
 * @multiple: what both sides are a multiple of; 1 for any
 * @max_ratio: how many times as long as its short side its long side may be; 0 for any
 * @best_pixels: how many pixels the model does best with; 0 for as many as the part of the picture has
 * @sizes, @n_sizes: (nullable): the only sizes there are, where the others do not count
 *
 * What a model can take and make.
 */
typedef struct {
  guint64 min_pixels;
  guint64 max_pixels;
  int min_side;
  int max_side;
  int multiple;
  double max_ratio;
  guint64 best_pixels;
  const PentimentoRegionSize *sizes;
  guint n_sizes;
} PentimentoRegionLimits;

/** As much context as is chosen by itself. */
#define PENTIMENTO_REGION_AUTOMATIC (-1)

/**
 * PentimentoRegion:
 * @place: the part of the picture that is cut out and sent
 * @width, @height: what it is scaled to for that: of the same shape, within a pixel
 * @context: the pixels round the mask that were aimed at; at the picture's edges there are fewer, and for the shape's sake there may be more
 */
typedef struct {
  PentimentoPlace place;
  int width;
  int height;
  int context;
} PentimentoRegion;

/**
 * pentimento_region_choose:
 * @mask: what may change
 * @context: how many pixels round what the mask covers are sent along, or %PENTIMENTO_REGION_AUTOMATIC: half of its longer side and at least 64, so that the
 *   model sees what the change has to fit into and there is something to align the result by; less, down to a quarter and 64, as far as that is
 *   needed to send the part without reducing it
 *
 * Chooses what is sent of a picture for a change within a mask.
 *
 * Returns: %TRUE, or %FALSE with %PENTIMENTO_IMAGE_ERROR_UNSUITABLE and a sentence: the mask is empty, or the picture has no part of a shape that the model can
 * make round it
 */
gboolean pentimento_region_choose (PentimentoMask *mask,
                                   int context,
                                   const PentimentoRegionLimits *limits,
                                   PentimentoRegion *region,
                                   GError **error);

G_END_DECLS
