/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "adjust-tone.h"

#include <math.h>

/* 18.4 % of linear light, L* 50, as sRGB encodes it */
#define MIDDLE_GREY 0.466

/* IEC 61966-2-1 */
static double
decode (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
encode (double light)
{
  return light <= 0.0031308 ? light * 12.92 : 1.055 * pow (light, 1 / 2.4) - 0.055;
}

static double
curve (double value, double slope)
{
  return value < MIDDLE_GREY ? MIDDLE_GREY * pow (value / MIDDLE_GREY, slope)
                             : 1 - (1 - MIDDLE_GREY) * pow ((1 - value) / (1 - MIDDLE_GREY), slope);
}

/* Greys keep their luminance. */
static void
find_white_balance (const PentimentoAdjustment *adjustment, double gains[3])
{
  double luminance;

  gains[0] = exp2 (adjustment->temperature / 200);
  gains[1] = exp2 (-adjustment->tint / 200);
  gains[2] = exp2 (-adjustment->temperature / 200);
  if (adjustment->temperature == 0 && adjustment->tint == 0)
    return;
  luminance = ADJUST_LUMA_RED * gains[0] + ADJUST_LUMA_GREEN * gains[1] + ADJUST_LUMA_BLUE * gains[2];
  for (int channel = 0; channel < 3; channel++)
    gains[channel] /= luminance;
}

/* What changes nothing leaves the numbers alone, and not just nearly. */
static void
fill_levels (float levels[256], double gain, double slope)
{
  for (int i = 0; i < 256; i++)
    {
      double value = i / 255.0;

      if (gain != 1)
        value = encode (MIN (decode (value) * gain, 1));
      if (slope != 1)
        value = curve (value, slope);
      levels[i] = value * 255;
    }
}

/* Twice as strong away from black and white as towards them, where the curve would turn back; each is added where the other is near nothing. */
static void
fill_gains (float gains[ADJUST_TONE_STEPS], double highlights, double shadows)
{
  double bright = highlights < 0 ? 2 * highlights : highlights;
  double dark = shadows > 0 ? 2 * shadows : shadows;

  for (int i = 0; i < ADJUST_TONE_STEPS; i++)
    {
      double luma = (double)i / (ADJUST_TONE_STEPS - 1);

      gains[i] = 1 + bright * luma * luma * (1 - luma) + dark * pow (1 - luma, 3);
    }
}

void
adjust_tone_fill (AdjustTone *self, const PentimentoAdjustment *adjustment)
{
  double gains[3];

  find_white_balance (adjustment, gains);
  for (int channel = 0; channel < 3; channel++)
    fill_levels (self->levels[channel], gains[channel] * exp2 (adjustment->exposure),
                 exp2 (adjustment->contrast / 100));
  fill_gains (self->gains, adjustment->highlights / 100, adjustment->shadows / 100);
  self->saturation = 1 + adjustment->saturation / 100;
  self->mixes = adjustment->highlights != 0 || adjustment->shadows != 0 || adjustment->saturation != 0;
}
