/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fit-size.h"

#include "pentimento-image-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

gboolean
fit_size_is_within (int width, int height, const PentimentoFitLimits *limits)
{
  int longer = MAX (width, height);
  int shorter = MIN (width, height);

  return (limits->min_side == 0 || shorter >= limits->min_side) && (limits->max_side == 0 || longer <= limits->max_side)
         && (limits->max_pixels == 0 || (guint64)width * height <= limits->max_pixels)
         && (limits->max_ratio <= 0 || longer <= limits->max_ratio * shorter);
}

/* Rounding must not make a picture narrower than the ratio allows that it kept before. */
static int
shorter_side (int longer, double ratio, const PentimentoFitLimits *limits)
{
  int shorter = MAX (1, (int)round (longer / ratio));

  if (limits->max_ratio > 0 && longer > limits->max_ratio * shorter)
    shorter++;

  return MIN (shorter, longer);
}

void
fit_size_with_longer_side (int *width, int *height, int longer, const PentimentoFitLimits *limits)
{
  double ratio = (double)MAX (*width, *height) / MIN (*width, *height);
  int shorter = shorter_side (longer, ratio, limits);
  gboolean is_wide = *width >= *height;

  *width = is_wide ? longer : shorter;
  *height = is_wide ? shorter : longer;
}

static int
longest_allowed (int width, int height, const PentimentoFitLimits *limits)
{
  int longer = MAX (width, height);
  double ratio = (double)longer / MIN (width, height);

  if (limits->max_side > 0)
    longer = MIN (longer, limits->max_side);
  if (limits->max_pixels > 0)
    {
      longer = MIN (longer, 1 + sqrt (limits->max_pixels * ratio));
      while (longer > 1 && (guint64)longer * shorter_side (longer, ratio, limits) > limits->max_pixels)
        longer--;
    }

  return longer;
}

static gboolean
check_shape (PentimentoImage *image, int width, int height, const PentimentoFitLimits *limits, GError **error)
{
  const char *name = pentimento_image_get_name (image);

  if (MIN (width, height) < limits->min_side)
    g_set_error (
        error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE,
        _ ("“%s” is too small: it has %d × %d pixels, and at least %d × %d are needed. Choose a larger picture."), name,
        width, height, limits->min_side, limits->min_side);
  else if (limits->max_ratio > 0 && MAX (width, height) > limits->max_ratio * MIN (width, height))
    g_set_error (
        error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE,
        _ ("“%s” is too narrow: it has %d × %d pixels, and one side may be at most %g times the other. Crop it "
           "first."),
        name, width, height, limits->max_ratio);
  else
    return TRUE;

  return FALSE;
}

gboolean
fit_size (PentimentoImage *image, const PentimentoFitLimits *limits, int *width, int *height, GError **error)
{
  int longer;

  *width = pentimento_image_get_width (image);
  *height = pentimento_image_get_height (image);
  if (!check_shape (image, *width, *height, limits, error))
    return FALSE;

  longer = longest_allowed (*width, *height, limits);
  if (longer < MAX (*width, *height))
    fit_size_with_longer_side (width, height, longer, limits);
  if (MIN (*width, *height) >= limits->min_side)
    return TRUE;

  g_set_error (
      error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE,
      _ ("“%s” is too narrow: made small enough it would have %d × %d pixels, and at least %d × %d are needed. "
         "Crop it first."),
      pentimento_image_get_name (image), *width, *height, limits->min_side, limits->min_side);
  return FALSE;
}
