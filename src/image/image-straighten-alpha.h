/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* Divides colours that were multiplied with the opacity by it, in place. Does nothing without alpha. */
void image_straighten_alpha (GdkPixbuf *pixels);

G_END_DECLS
