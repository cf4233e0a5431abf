/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-image.h"

G_BEGIN_DECLS

/**
 * PentimentoFitLimits:
 * @min_side: the shortest side taken, in pixels; 0 for none
 * @max_side: the longest side taken, in pixels; 0 for none
 * @max_pixels: the most pixels taken; 0 for none
 * @max_bytes: the largest file taken, in bytes; 0 for none
 * @max_ratio: the longest side over the shortest, at most; 0 for none
 *
 * What a service takes. Whoever knows the service fills it in.
 */
typedef struct {
  int min_side;
  int max_side;
  guint64 max_pixels;
  guint64 max_bytes;
  double max_ratio;
} PentimentoFitLimits;

/**
 * PentimentoFitChanges:
 *
 * What fitting did to a picture, so that it can be shown.
 */
typedef enum {
  PENTIMENTO_FIT_NOTHING = 0,
  PENTIMENTO_FIT_TURNED = 1 << 0,    /* upright by its orientation mark */
  PENTIMENTO_FIT_FLATTENED = 1 << 1, /* transparency on white */
  PENTIMENTO_FIT_CONVERTED = 1 << 2, /* colours to sRGB */
  PENTIMENTO_FIT_STRIPPED = 1 << 3,  /* metadata and place of capture left out */
  PENTIMENTO_FIT_SCALED = 1 << 4,    /* sides or megapixels */
  PENTIMENTO_FIT_REENCODED = 1 << 5, /* other format or stronger compression */
} PentimentoFitChanges;

#define PENTIMENTO_TYPE_FITTED_IMAGE (pentimento_fitted_image_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoFittedImage, pentimento_fitted_image, PENTIMENTO, FITTED_IMAGE, GObject)

/**
 * pentimento_fitted_image_new_async:
 * @image: the picture as it is
 * @limits: what the service takes; copied
 * @cache: (nullable): a folder for fitted pictures, made if missing; %NULL to cache nothing
 *
 * Makes a picture ready to be sent: upright, its recipe applied, alpha flattened on white, colours in sRGB, no Exif, XMP, IPTC, GPS or
 * profile, a PNG or JPEG within @limits. A PNG or JPEG that is all of this already is sent as it is, to the byte. The result is
 * kept in @cache under the SHA-256 of the picture, its recipe and the limits, so that the next edit of the same picture encodes
 * nothing; a lost or damaged cache file is made again. Runs in a thread.
 *
 * Sources without loss (PNG) stay PNG while they fit into the byte limit; everything else is JPEG of quality 95, lowered
 * step by step, and then smaller sides, until it fits.
 */
void pentimento_fitted_image_new_async (PentimentoImage *image,
                                        const PentimentoFitLimits *limits,
                                        GFile *cache,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);

/**
 * Returns: (transfer full) (nullable): the fitted picture, or %NULL with %PENTIMENTO_IMAGE_ERROR_UNSUITABLE when the sides' ratio or
 * a side under the minimum cannot be mended harmlessly, another %PENTIMENTO_IMAGE_ERROR, or %G_IO_ERROR_CANCELLED
 */
PentimentoFittedImage *pentimento_fitted_image_new_finish (GAsyncResult *result, GError **error);

/** Returns: (transfer none): the picture to send */
PentimentoImage *pentimento_fitted_image_get_image (PentimentoFittedImage *self);

/** Returns: what was done */
PentimentoFitChanges pentimento_fitted_image_get_changes (PentimentoFittedImage *self);

/** Returns: (transfer full): what was done, as one translated line such as "Scaled to 4096 × 2731, metadata removed"; "" for nothing */
char *pentimento_fitted_image_describe (PentimentoFittedImage *self);

G_END_DECLS
