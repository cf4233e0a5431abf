/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-place.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* A smooth difference of colours, one for each pixel of a place. */
typedef struct _PasteTone PasteTone;

void paste_tone_free (PasteTone *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasteTone, paste_tone_free)

/*
 * paste_tone_new:
 * @pixels: the picture
 * @coverage, @result: of the pixels of @place
 *
 * By how much picture and result differ round the mask, led on smoothly inside it.
 */
PasteTone *paste_tone_new (GdkPixbuf *pixels, const PentimentoPlace *place, const guint8 *coverage, GdkPixbuf *result);

/* Three numbers, in levels of 255, for each pixel of a row of the place. */
void paste_tone_get_row (const PasteTone *self, int y, float *correction);

/* How far they are apart just outside the mask, and how many channels of pixels that is the mean of. @tone: (nullable): is added to the result */
double paste_tone_measure_rim (const PasteTone *tone,
                               GdkPixbuf *pixels,
                               const PentimentoPlace *place,
                               const guint8 *coverage,
                               GdkPixbuf *result,
                               gsize *n_pixels);

G_END_DECLS
