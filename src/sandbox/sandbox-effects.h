/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* What the practice server does to pixels; all pixbufs are 8-bit RGB without alpha, changed in place. */

/** Does what the words of @prompt say, as far as they are known. Returns: whether any is */
gboolean sandbox_effects_apply (GdkPixbuf *pixels, const char *prompt);

/** Makes a gentle change that can be seen: warm lights, cool shadows, a little more contrast. */
void sandbox_effects_tone (GdkPixbuf *pixels);

/** Adds so much to each channel. */
void sandbox_effects_tint (GdkPixbuf *pixels, const int *tint);

/** Moves everything right by @x and down by @y; the edges are repeated. */
void sandbox_effects_shift (GdkPixbuf *pixels, int x, int y);

/** Makes everything so many times as large about the middle; the edges are repeated. */
void sandbox_effects_scale (GdkPixbuf *pixels, double scale);

/** Returns: the first byte of a row */
static inline guchar *
sandbox_effects_row (GdkPixbuf *pixels, int y)
{
  return gdk_pixbuf_get_pixels (pixels) + (gsize)y * (gsize)gdk_pixbuf_get_rowstride (pixels);
}

G_END_DECLS
