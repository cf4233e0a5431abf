/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-mask.h"
#include "pentimento-viewport.h"

G_BEGIN_DECLS

/**
 * PentimentoAreaOverlay:
 *
 * Shows what is marked over the picture: an outline, and where it is veiled, a veil over what stays as it is. It is made once for each view, of as many pixels
 * as are seen of what is marked.
 */
typedef struct _PentimentoAreaOverlay PentimentoAreaOverlay;

PentimentoAreaOverlay *pentimento_area_overlay_new (void);
void pentimento_area_overlay_free (PentimentoAreaOverlay *self);

/** @mask: (nullable): %NULL, or one of another picture than is looked at, for none. In device pixels */
void pentimento_area_overlay_paint (PentimentoAreaOverlay *self,
                                    GtkSnapshot *snapshot,
                                    const PentimentoViewport *viewport,
                                    PentimentoMask *mask,
                                    gboolean veiled);

G_END_DECLS
