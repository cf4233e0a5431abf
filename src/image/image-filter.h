/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * image_filter_subtract_left:
 * @row: a row of pixels of @n_channels bytes
 * @filtered: where as many bytes go
 * @size: bytes of the row
 *
 * Subtracts from each pixel the one before it; the first one stays. PNG calls that “sub”, TIFF a horizontal predictor.
 */
void image_filter_subtract_left (const guint8 *restrict row, guint8 *restrict filtered, gsize size, int n_channels);

G_END_DECLS
