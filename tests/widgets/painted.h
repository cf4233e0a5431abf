/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a widget paints, as premultiplied BGRA. */
typedef struct {
  guchar *data;
  int width;
  int height;
} Painted;

Painted painted_new (GtkWidget *widget);
void painted_clear (Painted *self);

/* @tolerance: how far each channel may be off */
void painted_assert_pixel (const Painted *self, int x, int y, const guchar *rgb, int tolerance);

/* Returns: (transfer none): the channels of a picture's pixel */
const guchar *painted_pixel_of (GdkPixbuf *pixels, int x, int y);

G_END_DECLS
