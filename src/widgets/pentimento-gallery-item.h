/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-library.h"

G_BEGIN_DECLS

/** One picture in the gallery, with what it was asked for. */
#define PENTIMENTO_TYPE_GALLERY_ITEM (pentimento_gallery_item_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoGalleryItem, pentimento_gallery_item, PENTIMENTO, GALLERY_ITEM, GtkBox)

GtkWidget *pentimento_gallery_item_new (void);

/** @version: (nullable): %NULL shows nothing, and stops what was being read */
void pentimento_gallery_item_show (PentimentoGalleryItem *self, PentimentoLibrary *library, PentimentoVersion *version);

G_END_DECLS
