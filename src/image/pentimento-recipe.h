/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PentimentoRecipe:
 *
 * A short list of local operations that turn the pixels of a stored picture file into the picture that is shown and sent. Immutable, counted, safe from any
 * thread. As text it is a JSON array of objects, applied one after the other, each with its name as `operation` and its parameters beside it:
 * `[{"operation":"resize","width":1600,"height":1067}]`. What is known today:
 *
 * - `resize`, `width` and `height` in pixels: scaled so that it covers that size, the rest cut off evenly on both sides, so that nothing is distorted; where the
 *   ratios differ by less than a hundredth it is scaled without cutting.
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

/** Finds the size after the recipe. @width, @height: (inout): the size before it, in pixels */
void pentimento_recipe_get_size (PentimentoRecipe *self, int *width, int *height);

/** Returns: whether all its operations only move and mix pixels, so that they do the same in any colour space */
gboolean pentimento_recipe_leaves_colours (PentimentoRecipe *self);

/**
 * pentimento_recipe_apply:
 * @pixels: 8-bit RGB or RGBA, upright, in sRGB; left as they are
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): the pixels after the recipe, or %NULL with %PENTIMENTO_IMAGE_ERROR_TOO_LARGE where memory is short, or
 * %G_IO_ERROR_CANCELLED
 */
GdkPixbuf *
pentimento_recipe_apply (PentimentoRecipe *self, GdkPixbuf *pixels, GCancellable *cancellable, GError **error);

G_END_DECLS
