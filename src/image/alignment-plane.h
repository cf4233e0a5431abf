/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-mask.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* One number a pixel, rows without gaps. */
typedef struct {
  int width;
  int height;
  float *pixels;
} AlignmentPlane;

/* How a picture lies in another: what is at p, from the middle of the one, is at (1 + s) p + t from the middle of the other. */
typedef struct {
  double x;
  double y;
  double s;
} AlignmentMotion;

AlignmentPlane *alignment_plane_new (int width, int height);
void alignment_plane_free (AlignmentPlane *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlignmentPlane, alignment_plane_free)

/* The brightness of a picture on white, averaged over the areas of a grid of that size. */
AlignmentPlane *alignment_plane_new_brightness (GdkPixbuf *pixels, int width, int height);

/* 1 where nothing of the mask is, else 0. @mask: (nullable) */
AlignmentPlane *alignment_plane_new_weights (PentimentoMask *mask, int width, int height);

/* The plane without the mean of the pixels up to @radius away, which count as much as their weight; 0 without weight. Smoothed a little, so that slopes mean something
 * in spite of noise. */
AlignmentPlane *alignment_plane_sharpen (const AlignmentPlane *self, const AlignmentPlane *weights, int radius);

/* The plane as it would be without the motion, by bicubic interpolation; 0 where it was not. */
AlignmentPlane *alignment_plane_warp (const AlignmentPlane *self, const AlignmentMotion *motion);

/* The standard deviation from 0 of what counts. */
double alignment_plane_get_deviation (const AlignmentPlane *self, const AlignmentPlane *weights);

G_END_DECLS
