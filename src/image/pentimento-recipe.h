/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-adjustment.h"
#include "pentimento-marks.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PentimentoImage PentimentoImage;

/**
 * PentimentoRecipe:
 *
 * A short list of local operations that turn the pixels of a stored picture file into the picture that is shown and sent. Immutable, counted, safe from any
 * thread. As text it is a JSON array of objects, applied one after the other, each with its name as `operation` and its parameters beside it:
 * `[{"operation":"resize","width":1600,"height":1067}]`. What is known today:
 *
 * - `resize`, `width` and `height` in pixels: scaled so that it covers that size, the rest cut off evenly on both sides, so that nothing is distorted; where the
 *   ratios differ by less than a hundredth it is scaled without cutting.
 * - `crop`, `x`, `y`, `width`, `height` in pixels: the part of the picture that begins there.
 * - `rotate`, `degrees` 90, 180 or 270: turned clockwise.
 * - `flip`, `direction` "horizontal" (left and right change places) or "vertical".
 * - `straighten`, `degrees` −45 to 45: turned clockwise about its middle, and cut to the largest rectangle of the same shape there that has no empty corners,
 *   in whole pixels.
 * - `extend`, `left`, `top`, `right`, `bottom` in pixels: as much that is transparent is added on each side.
 * - `adjust`, the fields of #PentimentoAdjustment, those that change nothing left out.
 * - `paste`, the fields of #PentimentoPaste, with `result` and `mask` as the SHA-256 of stored picture files, and `shift-x`, `shift-y`: the result put into the
 *   place through the mask.
 * - `draw`, the members of one of #PentimentoMarks: it is painted on the picture. It is for what is sent alone; no version has it.
 *
 * - `fill`: what is wholly transparent takes the colours round it, the more evenly the farther it is from them.
 *
 * A recipe that pastes needs these pictures as well, and carries them along once it has been given them; the text only names them.
 */
typedef struct _PentimentoRecipe PentimentoRecipe;

#define PENTIMENTO_TYPE_RECIPE (pentimento_recipe_get_type ())
GType pentimento_recipe_get_type (void);

PentimentoRecipe *pentimento_recipe_ref (PentimentoRecipe *self);
void pentimento_recipe_unref (PentimentoRecipe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoRecipe, pentimento_recipe_unref)

/**
 * pentimento_recipe_new_resize:
 *
 * Returns: (transfer full) (nullable): the recipe, or %NULL with %PENTIMENTO_IMAGE_ERROR_RECIPE for a size that is none or beyond the pixels of
 * pentimento_image_default_limits
 */
PentimentoRecipe *pentimento_recipe_new_resize (int width, int height, GError **error);

/**
 * pentimento_recipe_append_crop:
 * @recipe: (inout) (transfer full) (nullable): what is done to the picture already, %NULL for nothing; becomes what is done to it then
 * @picture_width, @picture_height: of the picture before the recipe, upright
 *
 * Lets a recipe grow by one operation; the one before stays as it is for whoever else holds it. What does nothing is left out, and what follows its own kind
 * becomes one with it where that is exactly the same: parts of parts, turns, a flip and the same flip, extensions. Nothing left to do is %NULL. The numbers
 * of straighten and adjust are rounded to six digits. The other functions do the same with what the description of #PentimentoRecipe says.
 *
 * Returns: %TRUE, or %FALSE with %PENTIMENTO_IMAGE_ERROR_CHANGE and a sentence where that cannot be done to the picture: then @recipe is as it was
 */
gboolean pentimento_recipe_append_crop (PentimentoRecipe **recipe,
                                        int picture_width,
                                        int picture_height,
                                        int x,
                                        int y,
                                        int width,
                                        int height,
                                        GError **error);

/** @degrees: clockwise; any multiple of 90 */
gboolean pentimento_recipe_append_rotate (PentimentoRecipe **recipe,
                                          int picture_width,
                                          int picture_height,
                                          int degrees,
                                          GError **error);
gboolean pentimento_recipe_append_flip (PentimentoRecipe **recipe,
                                        int picture_width,
                                        int picture_height,
                                        gboolean vertically,
                                        GError **error);
gboolean pentimento_recipe_append_straighten (PentimentoRecipe **recipe,
                                              int picture_width,
                                              int picture_height,
                                              double degrees,
                                              GError **error);
gboolean pentimento_recipe_append_extend (PentimentoRecipe **recipe,
                                          int picture_width,
                                          int picture_height,
                                          int left,
                                          int top,
                                          int right,
                                          int bottom,
                                          GError **error);
gboolean pentimento_recipe_append_adjust (PentimentoRecipe **recipe,
                                          int picture_width,
                                          int picture_height,
                                          const PentimentoAdjustment *adjustment,
                                          GError **error);

gboolean
pentimento_recipe_append_fill (PentimentoRecipe **recipe, int picture_width, int picture_height, GError **error);
gboolean pentimento_recipe_append_resize (PentimentoRecipe **recipe,
                                          int picture_width,
                                          int picture_height,
                                          int width,
                                          int height,
                                          GError **error);

/**
 * pentimento_recipe_join:
 *
 * Nothing of @later is merged with what @self does, so that whoever has the pixels after @self can go on from there.
 *
 * Returns: (transfer full) (nullable): what does @self and then @later, with the pictures that they have got; %NULL with
 * %PENTIMENTO_IMAGE_ERROR_CHANGE where that is longer than can be kept
 */
PentimentoRecipe *pentimento_recipe_join (PentimentoRecipe *self, PentimentoRecipe *later, GError **error);

/** Returns: whether parts were added to the picture, which are transparent where nothing has been put into them since */
gboolean pentimento_recipe_extends (PentimentoRecipe *self);

/**
 * pentimento_recipe_append_draw:
 *
 * For what is sent: lets them be painted on what the recipe makes, in its pixels.
 *
 * Returns: %TRUE, or %FALSE with %PENTIMENTO_IMAGE_ERROR_CHANGE and a sentence where the recipe would become too long: then @recipe is as it was
 */
gboolean pentimento_recipe_append_draw (PentimentoRecipe **recipe, PentimentoMarks *marks, GError **error);

/**
 * pentimento_recipe_continues:
 * @before: (nullable): an earlier recipe
 * @rest: (out) (transfer full) (nullable): what is left to do to a picture after @before, %NULL for nothing; points to %NULL at first
 *
 * Returns: whether @self begins with all that @before does
 */
gboolean pentimento_recipe_continues (PentimentoRecipe *self, PentimentoRecipe *before, PentimentoRecipe **rest);

/**
 * pentimento_recipe_describe_change:
 * @before: (nullable): the recipe of a version
 * @after: (nullable): that of the version which was made from it
 *
 * Returns: what was done, translated: "Cropped", "Turned", "Flipped", "Straightened", "Extended", "Adjusted", "Scaled", "Drawing added", or "Changed" where that cannot be told
 */
const char *pentimento_recipe_describe_change (PentimentoRecipe *before, PentimentoRecipe *after);

/**
 * pentimento_recipe_new_from_string:
 * @text: what pentimento_recipe_to_string() gave, in this or another version of the program; may be anything
 *
 * An operation that is known is read whichever version of the program wrote it; an operation or a parameter that is not known is refused, since
 * leaving it out would show another picture.
 *
 * Returns: (transfer full) (nullable): the recipe, or %NULL with %PENTIMENTO_IMAGE_ERROR_RECIPE
 */
PentimentoRecipe *pentimento_recipe_new_from_string (const char *text, GError **error);

/** Returns: (transfer none): the recipe as text; exactly the one it was read from */
const char *pentimento_recipe_to_string (PentimentoRecipe *self);

/** Returns: (transfer full): the SHA-256 of each picture that the recipe needs beside the one it is applied to; each once */
char **pentimento_recipe_list_objects (PentimentoRecipe *self);

/**
 * pentimento_recipe_with_objects:
 * @objects: (nullable) (element-type PentimentoImage): pictures without recipes, among them those that pentimento_recipe_list_objects() names and @self has not got yet
 *
 * A recipe that was read from text can be looked at and made longer without them, but not applied.
 *
 * Returns: (transfer full) (nullable): the same recipe with the pictures it needs, or %NULL with %PENTIMENTO_IMAGE_ERROR_RECIPE where one is missing
 */
PentimentoRecipe *pentimento_recipe_with_objects (PentimentoRecipe *self, GPtrArray *objects, GError **error);

/** Returns: (transfer none) (nullable) (element-type PentimentoImage): those of the pictures it needs that it has got; %NULL for none */
GPtrArray *pentimento_recipe_get_objects (PentimentoRecipe *self);

/** Finds the size after the recipe. @width, @height: (inout): the size before it, in pixels */
void pentimento_recipe_get_size (PentimentoRecipe *self, int *width, int *height);

/** Returns: whether the recipe can be done to a picture of that size; else %FALSE with %PENTIMENTO_IMAGE_ERROR_CHANGE and a sentence */
gboolean pentimento_recipe_check (PentimentoRecipe *self, int width, int height, GError **error);

/** Returns: whether it paints marks, as it does for what is sent alone */
gboolean pentimento_recipe_draws (PentimentoRecipe *self);

/** Returns: whether all its operations only move and mix pixels, so that they do the same in any colour space */
gboolean pentimento_recipe_leaves_colours (PentimentoRecipe *self);

/**
 * pentimento_recipe_apply:
 * @pixels: 8-bit RGB or RGBA, upright, in sRGB; left as they are
 *
 * Blocks; splits the work over the processors.
 *
 * Returns: (transfer full) (nullable): the pixels after the recipe, or %NULL with %PENTIMENTO_IMAGE_ERROR_TOO_LARGE where memory is short,
 * %PENTIMENTO_IMAGE_ERROR_CHANGE as pentimento_recipe_check(), %PENTIMENTO_IMAGE_ERROR_RECIPE where it has not got a picture that it needs, the errors of
 * pentimento_image_decode() where one of these is damaged, or %G_IO_ERROR_CANCELLED
 */
GdkPixbuf *
pentimento_recipe_apply (PentimentoRecipe *self, GdkPixbuf *pixels, GCancellable *cancellable, GError **error);

/**
 * pentimento_recipe_apply_preview:
 * @pixels: the picture scaled down, such as a level of its pyramid
 * @width, @height: of the picture before the recipe that they stand for
 *
 * Does the same to fewer pixels: all lengths are scaled, those of crop and extend to fractions of a pixel. The result has the size after the recipe, scaled
 * likewise and rounded to whole pixels, at least one. It is what pentimento_recipe_apply() makes of the whole picture, scaled down, to within one level of 255 on
 * average for a photograph: what was clipped, or finer than a pixel of the preview, cannot be told from it.
 *
 * Returns: as pentimento_recipe_apply()
 */
GdkPixbuf *pentimento_recipe_apply_preview (PentimentoRecipe *self,
                                            GdkPixbuf *pixels,
                                            int width,
                                            int height,
                                            GCancellable *cancellable,
                                            GError **error);

/** As pentimento_recipe_apply_preview(), in a thread. */
void pentimento_recipe_apply_preview_async (PentimentoRecipe *self,
                                            GdkPixbuf *pixels,
                                            int width,
                                            int height,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
GdkPixbuf *pentimento_recipe_apply_preview_finish (GAsyncResult *result, GError **error);

G_END_DECLS
