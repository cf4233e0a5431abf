/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-gallery-filter.h"
#include "pentimento-library.h"

G_BEGIN_DECLS

/**
 * PentimentoGalleryFilters:
 *
 * What a gallery leaves out, as a person chooses it. "changed" is emitted with each choice.
 */
#define PENTIMENTO_TYPE_GALLERY_FILTERS (pentimento_gallery_filters_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoGalleryFilters, pentimento_gallery_filters, PENTIMENTO, GALLERY_FILTERS, GtkPopover)

/** Tells whose tags there are. */
void pentimento_gallery_filters_set_library (PentimentoGalleryFilters *self, PentimentoLibrary *library);

/** Writes what was chosen into @filter. */
void pentimento_gallery_filters_apply (PentimentoGalleryFilters *self, PentimentoGalleryFilter *filter);

/** Returns: how many choices leave something out */
guint pentimento_gallery_filters_count (PentimentoGalleryFilters *self);
void pentimento_gallery_filters_clear (PentimentoGalleryFilters *self);

G_END_DECLS
