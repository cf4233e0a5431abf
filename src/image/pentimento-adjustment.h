/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PentimentoAdjustment:
 * @exposure: in stops, −5 to 5: linear light times 2 to the power of it
 * @contrast: −100 to 100: an S curve around middle grey (18.4 % of linear light, 0.466 encoded), which stays where it is; its slope there is
 *   2 to the power of contrast / 100, and black and white stay as well
 * @highlights: −100 to 100: what is bright becomes darker (below 0) or brighter, by a tone curve on the luma Y that adds Y³ (1 − Y), times 2 at −100
 * @shadows: −100 to 100: what is dark becomes darker (below 0) or brighter, by Y (1 − Y)³, times 2 at 100. The colours keep their ratios in both
 * @saturation: −100 to 100: the distance of the colours from their luma, times 1 + saturation / 100; −100 leaves greys
 * @temperature: −100 (cooler) to 100 (warmer): gains of red and blue in linear light, up to half a stop each in opposite directions
 * @tint: −100 (greener) to 100 (more magenta): the gain of green in linear light, up to half a stop. With these two greys keep their luminance, as in
 *   von Kries' adaptation with the sRGB primaries for cones
 * @sharpness: −100 to 100: unsharp masking of the luma: the difference from a Gaussian blur, times 1.5 at 100; below 0 the luma goes
 *   towards the blurred one, which it is at −100
 * @radius: of that blur, its standard deviation in pixels of the full picture, 0.3 to 10; 1 unless said otherwise
 *
 * What is done to the colours of a picture, in this order: temperature and tint, exposure, contrast, highlights and shadows, saturation, sharpness. 0 leaves
 * each as it is. Luma is that of Rec. 709 (0.2126, 0.7152, 0.0722) of the sRGB values as encoded, 0 to 1; linear light is that of the sRGB curve (IEC 61966-2-1).
 * Transparency is never changed, and what lies under it does not show in the sharpness.
 */
typedef struct {
  double exposure;
  double contrast;
  double highlights;
  double shadows;
  double saturation;
  double temperature;
  double tint;
  double sharpness;
  double radius;
} PentimentoAdjustment;

/** Leaves a picture as it is. */
extern const PentimentoAdjustment pentimento_adjustment_none;

/** Returns: whether it leaves a picture as it is */
gboolean pentimento_adjustment_is_none (const PentimentoAdjustment *self);

/**
 * pentimento_adjustment_check:
 *
 * Returns: whether all numbers are within their bounds; else %FALSE with %PENTIMENTO_IMAGE_ERROR_CHANGE and a sentence that says which and what they are
 */
gboolean pentimento_adjustment_check (const PentimentoAdjustment *self, GError **error);

/** PentimentoAdjustmentField: one of the numbers, as recipes and the command line name it. */
typedef struct {
  const char *name; /* "exposure" */
  gsize offset;     /* of a double within #PentimentoAdjustment */
  double least;
  double most;
} PentimentoAdjustmentField;

/** All of them, `radius` last, up to one without a name */
extern const PentimentoAdjustmentField pentimento_adjustment_fields[];

double pentimento_adjustment_get (const PentimentoAdjustment *self, const PentimentoAdjustmentField *field);
void pentimento_adjustment_set (PentimentoAdjustment *self, const PentimentoAdjustmentField *field, double number);

G_END_DECLS
