/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-adjustment.h"

G_BEGIN_DECLS

/* Steps of luma in the table of highlights and shadows: four to a level of 255. */
#define ADJUST_TONE_STEPS 1024

/*
 * AdjustTone:
 * @levels: for each channel and value what it becomes by temperature, tint, exposure and contrast, 0 to 255
 * @gains: for each luma after that, what the colours are multiplied with for highlights and shadows
 * @saturation: what their distance from the luma is multiplied with
 * @mixes: whether channels depend on each other: gains or saturation do something
 *
 * An adjustment as tables.
 */
typedef struct {
  float levels[3][256];
  float gains[ADJUST_TONE_STEPS];
  float saturation;
  gboolean mixes;
} AdjustTone;

/* Rec. 709 */
#define ADJUST_LUMA_RED 0.2126f
#define ADJUST_LUMA_GREEN 0.7152f
#define ADJUST_LUMA_BLUE 0.0722f

void adjust_tone_fill (AdjustTone *self, const PentimentoAdjustment *adjustment);

G_END_DECLS
