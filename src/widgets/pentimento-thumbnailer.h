/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

#include "pentimento-library.h"

G_BEGIN_DECLS

/**
 * PentimentoThumbnailer:
 *
 * Makes small pictures in threads, a few at a time: first those that are seen. The latest are kept in memory, those of versions of the library on disk as well.
 */
#define PENTIMENTO_TYPE_THUMBNAILER (pentimento_thumbnailer_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoThumbnailer, pentimento_thumbnailer, PENTIMENTO, THUMBNAILER, GObject)

/** Returns: (transfer none): the one thumbnailer of a library, which lives as long as it does */
PentimentoThumbnailer *pentimento_thumbnailer_get (PentimentoLibrary *library);

/** The longest side, in pixels: one of the sizes that the freedesktop.org thumbnail specification has ("large", "x-large"). */
#define PENTIMENTO_THUMBNAIL_LARGE 256
#define PENTIMENTO_THUMBNAIL_EXTRA_LARGE 512

/** Returns: whether what waits for a thumbnail, the `user_data` of pentimento_thumbnailer_load_async(), is seen just now */
typedef gboolean (*PentimentoThumbnailerSeen) (gpointer user_data);

/**
 * pentimento_thumbnailer_load_async:
 * @version: (nullable): whose picture to read from the library
 * @image: (nullable): the picture where it is at hand; at least one of the two is given
 * @side: one of the sizes above
 * @seen: (nullable): whether to go before others that are not; %NULL for always
 */
void pentimento_thumbnailer_load_async (PentimentoThumbnailer *self,
                                        PentimentoVersion *version,
                                        PentimentoImage *image,
                                        int side,
                                        PentimentoThumbnailerSeen seen,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GdkTexture *pentimento_thumbnailer_load_finish (PentimentoThumbnailer *self, GAsyncResult *result, GError **error);

/** @identity: see pentimento_image_get_identity(). Returns: (transfer none) (nullable): the thumbnail, where it is there already */
GdkTexture *pentimento_thumbnailer_peek (PentimentoThumbnailer *self, const char *identity, int side);

G_END_DECLS
