/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "alignment-plane.h"

G_BEGIN_DECLS

/*
 * AlignmentFit:
 * @motion: of the received plane
 * @correlation: between the planes once it is undone; pixels that differ most count less
 * @balance: how the slopes in the direction with the fewest compare to those in the one with the most; next to nothing where all lines have one direction
 * @n_pixels: how many counted
 * @refusal: (nullable): why nothing was found
 */
typedef struct {
  AlignmentMotion motion;
  double correlation;
  double balance;
  double n_pixels;
  const char *refusal;
} AlignmentFit;

/* Improves a motion in as many steps, and fewer where nothing moves any more. What changes more slowly than over @radius does not count. */
void alignment_fit_improve (AlignmentFit *self,
                            const AlignmentPlane *sent,
                            const AlignmentPlane *received,
                            const AlignmentPlane *weights,
                            int radius,
                            int n_steps);

G_END_DECLS
