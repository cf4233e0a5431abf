/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** One size of a picture: 8-bit RGB, or RGBA with colours that are not multiplied with it. */
typedef struct {
  GBytes *bytes;
  int width;
  int height;
  gsize stride;
  int channels;
} PentimentoPyramidLevel;

/** Returns: the picture at half the size, each pixel the mean of up to four; a large one by as many threads as there are processors */
PentimentoPyramidLevel pentimento_pyramid_level_halve (const PentimentoPyramidLevel *source);

G_END_DECLS
