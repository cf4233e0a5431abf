/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-place.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PentimentoMask:
 *
 * How much of each pixel of a picture may change: 0 not at all, 255 wholly. Immutable, counted, safe from any thread. It is kept in tiles of 256 × 256
 * pixels, and those that are empty or full take no memory of their own: 100 megapixels with one small region take some kilobytes for each tile that its
 * rim passes through. Rims are anti-aliased. Places are in pixels of the picture, where pixel n reaches from n to n + 1; shapes may reach beyond it.
 */
typedef struct _PentimentoMask PentimentoMask;

#define PENTIMENTO_TYPE_MASK (pentimento_mask_get_type ())
GType pentimento_mask_get_type (void);

PentimentoMask *pentimento_mask_ref (PentimentoMask *self);
void pentimento_mask_unref (PentimentoMask *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoMask, pentimento_mask_unref)

/** The most that a mask is grown, shrunk or feathered by, in pixels; what is asked for beyond it counts as this. */
#define PENTIMENTO_MASK_MOST_PIXELS 512

typedef struct {
  double x;
  double y;
} PentimentoMaskPoint;

/** Where a brush was; @pressure from 0 to 1, which the size is multiplied with. */
typedef struct {
  double x;
  double y;
  double pressure;
} PentimentoMaskTouch;

/**
 * pentimento_mask_new:
 * @width, @height: of the picture; at least 1
 *
 * Returns: (transfer full): a mask that covers nothing. A picture is never larger than pentimento_image_default_limits
 */
PentimentoMask *pentimento_mask_new (int width, int height);

PentimentoMask *
pentimento_mask_new_rectangle (int width, int height, double x, double y, double shape_width, double shape_height);

/** The ellipse that fills the rectangle */
PentimentoMask *
pentimento_mask_new_ellipse (int width, int height, double x, double y, double shape_width, double shape_height);

/**
 * pentimento_mask_new_polygon:
 * @points: the corners of a polygon, or the places that a lasso passed, which is closed from the last to the first
 *
 * Covers all that the line goes round, by the non-zero rule: a lasso that crosses itself leaves no holes where it has gone round twice.
 */
PentimentoMask *pentimento_mask_new_polygon (int width, int height, const PentimentoMaskPoint *points, guint n_points);

/**
 * pentimento_mask_new_stroke:
 * @touches: where the brush was, with straight lines between; one alone is a dab
 * @size: the brush's diameter at full pressure, in pixels
 * @hardness: how much of its radius covers wholly, 0 to 1; from there coverage falls smoothly to nothing at the radius
 *
 * A stroke that crosses itself covers no more there than once. To erase, subtract it.
 */
PentimentoMask *pentimento_mask_new_stroke (int width,
                                            int height,
                                            const PentimentoMaskTouch *touches,
                                            guint n_touches,
                                            double size,
                                            double hardness);

/** Covers what either covers: the larger coverage. Both are of pictures of the same size. */
PentimentoMask *pentimento_mask_add (PentimentoMask *self, PentimentoMask *other);

/** Takes the coverage of @other away, so that nothing is left of a mask without itself. Both are of pictures of the same size. */
PentimentoMask *pentimento_mask_subtract (PentimentoMask *self, PentimentoMask *other);

PentimentoMask *pentimento_mask_invert (PentimentoMask *self);

/**
 * pentimento_mask_grow:
 * @pixels: by how much; negative to shrink
 *
 * Moves the rim, which is where half is covered, outwards along its normals, so that corners become round. A soft rim becomes a hard one: feather afterwards. The
 * edge of the picture is no rim.
 */
PentimentoMask *pentimento_mask_grow (PentimentoMask *self, double pixels);

/**
 * pentimento_mask_feather:
 * @pixels: the distance from the rim at which coverage is nothing or whole again, nearly
 *
 * Makes the rim soft: like a Gaussian whose standard deviation is half of @pixels, as much outside the rim as inside. The edge of the picture is no rim.
 */
PentimentoMask *pentimento_mask_feather (PentimentoMask *self, double pixels);

/** As pentimento_mask_feather(), inside the rim alone: what is not covered stays so. */
PentimentoMask *pentimento_mask_feather_inside (PentimentoMask *self, double pixels);

/**
 * pentimento_mask_cut:
 * @place: where the new mask's picture lies in that of @self; may reach beyond it, where nothing is covered
 *
 * Returns: (transfer full): the part of the mask, as the mask of a picture of that part; and the way back with a place that begins before 0
 */
PentimentoMask *pentimento_mask_cut (PentimentoMask *self, const PentimentoPlace *place);

int pentimento_mask_get_width (PentimentoMask *self);
int pentimento_mask_get_height (PentimentoMask *self);
gboolean pentimento_mask_is_empty (PentimentoMask *self);

/** Returns: the smallest place that holds all that is covered at all; nowhere for an empty mask */
PentimentoPlace pentimento_mask_get_bounds (PentimentoMask *self);

/** Returns: the coverage of a pixel; 0 outside the picture */
guint8 pentimento_mask_get_coverage (PentimentoMask *self, int x, int y);

/** Fills in the coverage of @n pixels of row @y from @x on; 0 outside the picture. */
void pentimento_mask_get_row (PentimentoMask *self, int x, int y, int n, guint8 *coverage);

/** Returns: the bytes of memory that this mask holds; tiles that several masks share count for each */
gsize pentimento_mask_get_memory (PentimentoMask *self);

/**
 * pentimento_mask_to_png:
 *
 * Writes an 8-bit grey PNG of the picture's size, black where nothing is covered. The same mask is the same bytes. Blocks.
 *
 * Returns: (transfer full) (nullable): the file, or %NULL with %G_IO_ERROR_CANCELLED
 */
GBytes *pentimento_mask_to_png (PentimentoMask *self, GCancellable *cancellable, GError **error);

/**
 * pentimento_mask_new_from_file:
 * @bytes: a picture file, such as pentimento_mask_to_png() gave; may be anything
 * @width, @height: of the picture that the mask is for
 *
 * Reads brightness as coverage (Rec. 709's weights, for files in colour), times opacity. The header is looked at before memory is taken. Blocks.
 *
 * Returns: (transfer full) (nullable): the mask, or %NULL with an error of %PENTIMENTO_IMAGE_ERROR: %PENTIMENTO_IMAGE_ERROR_UNSUITABLE for one of another
 * picture, which has another size, else as pentimento_image_new() and pentimento_image_decode()
 */
PentimentoMask *
pentimento_mask_new_from_file (GBytes *bytes, int width, int height, GCancellable *cancellable, GError **error);

G_END_DECLS
