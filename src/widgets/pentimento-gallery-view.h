/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-services.h"

G_BEGIN_DECLS

/**
 * PentimentoGalleryView:
 *
 * Everything in the library of its `services`: searched, filtered, in the order of its `sort` ("newest", "oldest", "largest", "dearest"), `grouped` to one of each
 * picture, or what is in the `trash`. Opening one asks the window around it to `win.open-version`.
 */
#define PENTIMENTO_TYPE_GALLERY_VIEW (pentimento_gallery_view_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoGalleryView, pentimento_gallery_view, PENTIMENTO, GALLERY_VIEW, AdwBin)

G_END_DECLS
