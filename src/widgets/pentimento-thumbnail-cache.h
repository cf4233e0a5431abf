/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "pentimento-library.h"

G_BEGIN_DECLS

/* Thumbnails on disk, by the content of the picture in the library and what is done to it: "$XDG_CACHE_HOME/pentimento/thumbnails". All of these block, and may be
 * called from any thread. What cannot be written is made again the next time. */

/** Returns: (transfer full) (nullable): the thumbnail of a version, no longer than @side; %NULL where there is none that can be read */
GdkPixbuf *pentimento_thumbnail_cache_read (PentimentoVersion *version, int side);

/** @thumbnail: no longer than @side */
void pentimento_thumbnail_cache_write (PentimentoVersion *version, int side, GdkPixbuf *thumbnail);

/** Removes the thumbnails of what is not in the library any more, and then the oldest, until what is left takes no more than @most bytes. */
void pentimento_thumbnail_cache_sweep (PentimentoLibrary *library, guint64 most);

/** As the above, in a thread, for the room that the cache may take. */
void pentimento_thumbnail_cache_sweep_async (PentimentoLibrary *library);

G_END_DECLS
