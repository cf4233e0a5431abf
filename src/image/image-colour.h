/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* Converts @pixels in place from @profile, an ICC profile for RGB, or for grey where they are, to sRGB; alpha stays. Does
 * nothing where the profile is broken, where it is for something else, and where it is sRGB. Stops half-way when
 * cancelled: the caller drops the pixels then.
 *
 * Returns: whether the colours were converted */
gboolean image_colour_convert (GdkPixbuf *pixels, GBytes *profile, GCancellable *cancellable);

/* Returns: whether @profile is one that pixels of this program can be in: not broken, and of a device with red, green and blue */
gboolean image_colour_is_usable (GBytes *profile);

G_END_DECLS
