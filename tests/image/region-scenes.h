/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-alignment.h"

/* Made-up pictures that can be drawn anywhere between pixels and at any scale, so that what was done to them is known exactly. */

typedef enum {
  SCENE_DETAILED, /* structures of all sizes from 4 to 256 pixels, as photographs have them */
  SCENE_SMOOTH,   /* none under 96 pixels */
  SCENE_NOISY,    /* detail, with noise of its own in each picture */
  SCENE_CHANGED,  /* detail, something else within the mask, and another exposure */
} SceneKind;

#define SCENE_N_KINDS 4

const char *scene_name (SceneKind kind);

/* The scene moved and scaled about its middle, as a result is. @seed: another one is another scene; @take: other noise */
GdkPixbuf *scene_draw (SceneKind kind,
                       int width,
                       int height,
                       guint seed,
                       guint take,
                       double shift_x,
                       double shift_y,
                       double scale);

/* What may change in a scene of that size */
PentimentoMask *scene_mask (int width, int height);

/* The root of the mean square of how far places of the picture are from where the alignment says, in pixels */
double scene_measure_error (const PentimentoAlignment *alignment,
                            int width,
                            int height,
                            double shift_x,
                            double shift_y,
                            double scale);
