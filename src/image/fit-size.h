/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-fitted-image.h"

G_BEGIN_DECLS

/* Whether a picture of this size is taken as it is */
gboolean fit_size_is_within (int width, int height, const PentimentoFitLimits *limits);

/* The size with the same ratio, within a pixel, whose longer side is @longer */
void fit_size_with_longer_side (int *width, int *height, int longer, const PentimentoFitLimits *limits);

/* Makes the size of @image small enough for @limits, never larger than it is.
 *
 * Returns: %FALSE with %PENTIMENTO_IMAGE_ERROR_UNSUITABLE when it is too narrow or too small */
gboolean fit_size (PentimentoImage *image, const PentimentoFitLimits *limits, int *width, int *height, GError **error);

G_END_DECLS
