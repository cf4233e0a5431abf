/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-adjustment.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* Three standard deviations of the widest blur hold 99.7 % of it. */
#define ADJUST_SHARPEN_MOST 30

/*
 * AdjustSharpen:
 * @amount: what the difference from the blurred luma is multiplied with and added; 0 for nothing to do
 * @radius: pixels on either side that the blur looks at
 * @weights: of these, the middle one at @radius
 * @target: the pixels to sharpen
 * @make_row: makes a row of @target as it is before the sharpening, for the rows that other threads are at
 *
 * Unsharp masking of the luma, a band of rows at a time.
 */
typedef struct {
  float amount;
  int radius;
  float weights[2 * ADJUST_SHARPEN_MOST + 1];
  GdkPixbuf *target;
  void (*make_row) (gconstpointer data, int row, guint8 *pixels);
  gconstpointer data;
} AdjustSharpen;

/* Sets what the adjustment says. @scale: how long a pixel of the full picture is */
void adjust_sharpen_fill (AdjustSharpen *self, const PentimentoAdjustment *adjustment, double scale);

/* Sharpens the rows from @first on and before @end, which are made already. FALSE where memory is short. */
gboolean adjust_sharpen_rows (const AdjustSharpen *self, int first, int end);

G_END_DECLS
