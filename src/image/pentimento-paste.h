/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-alignment.h"
#include "pentimento-image.h"
#include "pentimento-mask.h"

G_BEGIN_DECLS

/**
 * PentimentoPaste:
 * @result: the picture that takes the place, at any size; a stored file without a recipe
 * @mask: a grey picture of the place's very size, such as pentimento_mask_to_png() makes of pentimento_mask_cut(): where it takes it, and how much
 * @place: within the picture
 * @shift_x, @shift_y, @scale: how @result lies, as #PentimentoAlignment says it, in pixels of the place; 0, 0 and 1 for just so
 * @tone: whether its brightness and colours are led over to those of the picture round the mask
 * @feather: how many pixels inside the mask's rim it takes until it is all there; 0 for as the mask says
 *
 * A result that is put into a picture. Where the mask covers nothing, every byte stays what it was; where it covers wholly, all is of the result. Transparent parts
 * become opaque wherever anything is covered, so that an extended picture is filled the same way. For a change of the whole picture that is to be kept only
 * here and there, the place is the whole picture.
 */
typedef struct {
  PentimentoImage *result;
  PentimentoImage *mask;
  PentimentoPlace place;
  double shift_x;
  double shift_y;
  double scale;
  gboolean tone;
  double feather;
} PentimentoPaste;

/**
 * pentimento_paste_align:
 * @alignment: measured between what was sent and what came back
 * @sent_width: of what was sent, which was @self's place before it was scaled
 *
 * Takes over what was measured. What could not be measured is left as it is at first: 0, 0 and 1.
 */
void pentimento_paste_align (PentimentoPaste *self, const PentimentoAlignment *alignment, int sent_width);

/**
 * PentimentoRim:
 * @before: how far picture and result are apart just outside the mask, in levels of 255, on average over channels
 * @after: the same once brightness and colours are led over
 * @n_pixels: how many pixels lie there; 0 where there are none, as with a mask that covers all
 *
 * How visible a seam is.
 */
typedef struct {
  double before;
  double after;
  gsize n_pixels;
} PentimentoRim;

/**
 * pentimento_paste_measure_rim:
 * @pixels: the picture that the result is put into, whole; left as they are
 *
 * Blocks.
 *
 * Returns: %TRUE, or %FALSE with the errors of pentimento_recipe_apply()
 */
gboolean pentimento_paste_measure_rim (const PentimentoPaste *self,
                                       GdkPixbuf *pixels,
                                       PentimentoRim *rim,
                                       GCancellable *cancellable,
                                       GError **error);

/**
 * pentimento_recipe_append_paste:
 *
 * As pentimento_recipe_append_crop(). The recipe then holds the two pictures.
 */
gboolean pentimento_recipe_append_paste (PentimentoRecipe **recipe,
                                         int picture_width,
                                         int picture_height,
                                         const PentimentoPaste *paste,
                                         GError **error);

/**
 * pentimento_recipe_create_pasted_mask:
 * @width, @height: of the picture
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): all that the results which it puts into a picture may change; %NULL where it does anything else as well, has not got
 * a mask that it needs, or was cancelled
 */
PentimentoMask *
pentimento_recipe_create_pasted_mask (PentimentoRecipe *self, int width, int height, GCancellable *cancellable);

G_END_DECLS
