/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-mask.h"
#include "pentimento-recipe.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/**
 * PentimentoDifference:
 * @pixels: the later picture in dim grey, with what differs in a signal colour, the stronger the larger the difference; 8-bit RGB
 * @n_pixels: how many pixels were compared
 * @n_changed: in how many of them at least one channel is another, opacity included
 * @largest: the largest difference of a channel, of 255
 * @in_part: whether one picture is known to be made from the other by changing a part of it
 * @n_outside: in how many of the pixels outside that part at least one channel is another
 * @scaled: whether the earlier picture had to be scaled to the later one's size first, so that no pixel can be expected to be the same
 *
 * What two pictures differ in. Immutable.
 */
typedef struct {
  GdkPixbuf *pixels;
  guint64 n_pixels;
  guint64 n_changed;
  int largest;
  gboolean in_part;
  guint64 n_outside;
  gboolean scaled;
} PentimentoDifference;

void pentimento_difference_free (PentimentoDifference *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoDifference, pentimento_difference_free)

/**
 * pentimento_difference_new_async:
 * @before, @after: 8-bit RGB or RGBA; not to be written to any more
 * @change: (nullable): what @after was made from @before by, where that is known
 *
 * Compares two pictures in a thread, pixel by pixel. Those of another ratio of sides are refused with %PENTIMENTO_IMAGE_ERROR_UNSUITABLE.
 */
void pentimento_difference_new_async (GdkPixbuf *before,
                                      GdkPixbuf *after,
                                      PentimentoRecipe *change,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/** Returns: (transfer full) (nullable): the difference, or %NULL with an error of %PENTIMENTO_IMAGE_ERROR or %G_IO_ERROR_CANCELLED */
PentimentoDifference *pentimento_difference_new_finish (GAsyncResult *result, GError **error);

/**
 * pentimento_difference_count_outside:
 * @before, @after: 8-bit RGB or RGBA
 * @mask: of their size
 *
 * Blocks.
 *
 * Returns: in how many pixels that the mask does not cover at all at least one channel is another, opacity included; all of them for pictures of other sizes
 */
guint64 pentimento_difference_count_outside (GdkPixbuf *before, GdkPixbuf *after, PentimentoMask *mask);

G_END_DECLS
