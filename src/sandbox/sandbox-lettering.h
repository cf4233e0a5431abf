/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* Digits and the letters of one word, drawn as smooth strokes, so that no font is needed. Pixels are 8-bit RGB. */

/** Draws a ribbon across the top right corner that says PRACTICE: no model made this picture. */
void sandbox_lettering_draw_ribbon (GdkPixbuf *pixels);

/** Draws @number in dark grey on a white disc around @x, @y. */
void sandbox_lettering_draw_badge (GdkPixbuf *pixels, guint number, float x, float y, float radius);

G_END_DECLS
