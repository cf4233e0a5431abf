/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

#include "pentimento-library.h"

G_BEGIN_DECLS

/**
 * PentimentoThumbnailer:
 *
 * Makes small pictures in threads, a few at a time, and keeps the latest.
 */
#define PENTIMENTO_TYPE_THUMBNAILER (pentimento_thumbnailer_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoThumbnailer, pentimento_thumbnailer, PENTIMENTO, THUMBNAILER, GObject)

/** Returns: (transfer none): the one thumbnailer of a library, which lives as long as it does */
PentimentoThumbnailer *pentimento_thumbnailer_get (PentimentoLibrary *library);

/**
 * pentimento_thumbnailer_load_async:
 * @version: (nullable): whose picture to read from the library
 * @image: (nullable): the picture where it is at hand; at least one of the two is given
 */
void pentimento_thumbnailer_load_async (PentimentoThumbnailer *self,
                                        PentimentoVersion *version,
                                        PentimentoImage *image,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GdkTexture *pentimento_thumbnailer_load_finish (PentimentoThumbnailer *self, GAsyncResult *result, GError **error);

/** @identity: see pentimento_image_get_identity(). Returns: (transfer none) (nullable): the thumbnail, where it is there already */
GdkTexture *pentimento_thumbnailer_peek (PentimentoThumbnailer *self, const char *identity);

G_END_DECLS
