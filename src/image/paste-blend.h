/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "paste-tone.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * paste_blend:
 * @pixels: RGB or RGBA; written to
 * @coverage, @result: of the pixels of @place
 * @tone: (nullable): what is added to the result first
 *
 * Fades the picture by the coverage, and lays what is left of it over the result. Does not touch pixels that are not covered.
 *
 * Returns: %FALSE where it was cancelled
 */
gboolean paste_blend (GdkPixbuf *pixels,
                      const PentimentoPlace *place,
                      const guint8 *coverage,
                      GdkPixbuf *result,
                      const PasteTone *tone,
                      GCancellable *cancellable);

G_END_DECLS
