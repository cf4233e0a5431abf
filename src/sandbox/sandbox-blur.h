/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/** Blurs 8-bit RGB pixels in place, nearly as a Gaussian would: three boxes of @radius pixels to each side. */
void sandbox_blur (GdkPixbuf *pixels, int radius);

G_END_DECLS
