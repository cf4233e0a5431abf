/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-library.h"

G_BEGIN_DECLS

/** One version in the gallery: its picture, its name, and what the person says of it. Its star is `gallery.star-version` (s). */
#define PENTIMENTO_TYPE_GALLERY_ITEM (pentimento_gallery_item_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoGalleryItem, pentimento_gallery_item, PENTIMENTO, GALLERY_ITEM, GtkBox)

/** @item: whose child it becomes, and which outlives it */
GtkWidget *pentimento_gallery_item_new (GtkListItem *item);

/** @version: (nullable): %NULL for none, which lets its picture go */
void pentimento_gallery_item_show (PentimentoGalleryItem *self, PentimentoLibrary *library, PentimentoVersion *version);

/** Returns: where it is in the list, or %GTK_INVALID_LIST_POSITION */
guint pentimento_gallery_item_get_position (PentimentoGalleryItem *self);

G_END_DECLS
