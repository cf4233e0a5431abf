/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-adjustment.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * adjust_pixels:
 * @scale: how long a pixel of the full picture is in @pixels: 1, or less in a preview
 *
 * Does what PentimentoAdjustment says, rows split over threads.
 *
 * Returns: (transfer full) (nullable): new pixels, or %NULL where memory is short or it was cancelled
 */
GdkPixbuf *
adjust_pixels (GdkPixbuf *pixels, const PentimentoAdjustment *adjustment, double scale, GCancellable *cancellable);

G_END_DECLS
