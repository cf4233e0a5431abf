/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "painted.h"

Painted
painted_new (GtkWidget *widget)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  Painted self = { NULL, gtk_widget_get_width (widget), gtk_widget_get_height (widget) };
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, self.width, self.height);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (renderer, node, &bounds);
  self.data = g_malloc ((gsize)self.width * self.height * 4);
  gdk_texture_download (texture, self.data, (gsize)self.width * 4);
  return self;
}

void
painted_clear (Painted *self)
{
  g_clear_pointer (&self->data, g_free);
}

void
painted_assert_pixel (const Painted *self, int x, int y, const guchar *rgb, int tolerance)
{
  const guint32 *line = (const guint32 *)self->data + (gsize)y * self->width;

  g_assert_cmpint (ABS ((int)((line[x] >> 16) & 255) - rgb[0]), <=, tolerance);
  g_assert_cmpint (ABS ((int)((line[x] >> 8) & 255) - rgb[1]), <=, tolerance);
  g_assert_cmpint (ABS ((int)(line[x] & 255) - rgb[2]), <=, tolerance);
}

const guchar *
painted_pixel_of (GdkPixbuf *pixels, int x, int y)
{
  return gdk_pixbuf_read_pixels (pixels) + (gsize)y * gdk_pixbuf_get_rowstride (pixels)
         + (gsize)x * gdk_pixbuf_get_n_channels (pixels);
}
