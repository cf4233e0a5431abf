/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-gallery-filter.h"
#include "pentimento-library.h"

G_BEGIN_DECLS

/**
 * PentimentoGallery:
 *
 * A #GListModel of #PentimentoVersion: what is in the library and its `filter` lets through, in its order, following its changes. It knows the first page at once and
 * the number of all others soon after (`complete`); versions are read, a page at a time, when they are asked for, and those that were asked for long ago are let
 * go. Properties: `library` (construct-only), `filter` (a #PentimentoGalleryFilter; %NULL for a new one), `grouped` (only the newest version of each picture that the
 * filter lets through), `complete`.
 */
#define PENTIMENTO_TYPE_GALLERY (pentimento_gallery_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoGallery, pentimento_gallery, PENTIMENTO, GALLERY, GObject)

PentimentoGallery *pentimento_gallery_new (PentimentoLibrary *library);
PentimentoGallery *
pentimento_gallery_new_filtered (PentimentoLibrary *library, const PentimentoGalleryFilter *filter, gboolean grouped);

/** Sets the properties `filter` and `grouped` at once. */
void pentimento_gallery_set_filter (PentimentoGallery *self, const PentimentoGalleryFilter *filter, gboolean grouped);

/** Looks for changes, which other programs may have made as well; those of its own library it follows by itself. */
void pentimento_gallery_refresh (PentimentoGallery *self);

/** Reads the numbers of all other pages now. */
void pentimento_gallery_complete (PentimentoGallery *self);

G_END_DECLS
