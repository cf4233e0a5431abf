/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-library.h"

G_BEGIN_DECLS

/**
 * PentimentoGallery:
 *
 * A #GListModel of #PentimentoVersion: everything in the library, newest first, following its changes. The property `library` is construct-only.
 */
#define PENTIMENTO_TYPE_GALLERY (pentimento_gallery_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoGallery, pentimento_gallery, PENTIMENTO, GALLERY, GObject)

PentimentoGallery *pentimento_gallery_new (PentimentoLibrary *library);

G_END_DECLS
