/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-mark.h"

#include <cairo.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* Paints one mark in its colour; a unit is a pixel of the picture. */
void mark_paint (const PentimentoMark *self, cairo_t *cr);

/* Paints one mark onto pixels that may be written to; @across, @down: of them a pixel of the picture
 * Returns: FALSE where memory is short or it was cancelled */
gboolean
mark_paint_pixels (PentimentoMark *self, GdkPixbuf *pixels, double across, double down, GCancellable *cancellable);

G_END_DECLS
