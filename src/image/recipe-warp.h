/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* Where a place of the target comes from: x = xx X + xy Y + x0, y = yx X + yy Y + y0. Pixel n reaches from n to n + 1, and its middle is at n + ½. */
typedef struct {
  double xx, xy, x0;
  double yx, yy, y0;
} WarpMatrix;

typedef enum {
  WARP_EXTEND,      /* beyond the source its outermost pixels go on */
  WARP_TRANSPARENT, /* beyond the source there is nothing; the target has alpha */
} WarpOutside;

/*
 * recipe_warp:
 *
 * Turns and moves pixels, at about the same size, with a bicubic filter (Catmull-Rom); transparent pixels count as little as they show, so that no rim
 * darkens. Rows are split over threads.
 *
 * Returns: (transfer full) (nullable): the pixels, or %NULL where memory is short or it was cancelled
 */
GdkPixbuf *recipe_warp (GdkPixbuf *source,
                        int width,
                        int height,
                        const WarpMatrix *matrix,
                        WarpOutside outside,
                        GCancellable *cancellable);

G_END_DECLS
