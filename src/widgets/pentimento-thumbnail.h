/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-thumbnailer.h"

G_BEGIN_DECLS

/**
 * PentimentoThumbnail:
 *
 * A small square of a picture, of `side` logical pixels. Empty until the picture has been read.
 */
#define PENTIMENTO_TYPE_THUMBNAIL (pentimento_thumbnail_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoThumbnail, pentimento_thumbnail, PENTIMENTO, THUMBNAIL, GtkWidget)

/** Shows a picture; see pentimento_thumbnailer_load_async(). Neither version nor image: none. */
void pentimento_thumbnail_show (PentimentoThumbnail *self,
                                PentimentoThumbnailer *thumbnailer,
                                PentimentoVersion *version,
                                PentimentoImage *image);

G_END_DECLS
