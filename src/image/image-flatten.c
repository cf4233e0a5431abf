/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-flatten.h"

static guint8
on_white (guint8 value, guint8 alpha)
{
  return (value * alpha + 255 * (255 - alpha) + 127) / 255;
}

static gboolean
flatten_row (const guint8 *source, guint8 *target, int width)
{
  guint8 least_alpha = 255;

  for (int x = 0; x < width; x++, source += 4, target += 3)
    {
      guint8 alpha = source[3];

      least_alpha = MIN (least_alpha, alpha);
      for (int channel = 0; channel < 3; channel++)
        target[channel] = on_white (source[channel], alpha);
    }

  return least_alpha < 255;
}

GdkPixbuf *
image_flatten (GdkPixbuf *pixels, gboolean *had_transparency)
{
  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);
  GdkPixbuf *flat;

  *had_transparency = FALSE;
  if (!gdk_pixbuf_get_has_alpha (pixels))
    return g_object_ref (pixels);

  flat = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  if (flat == NULL)
    return NULL;

  for (int y = 0; y < height; y++)
    *had_transparency |= flatten_row (gdk_pixbuf_read_pixels (pixels) + (gsize)y * gdk_pixbuf_get_rowstride (pixels),
                                      gdk_pixbuf_get_pixels (flat) + (gsize)y * gdk_pixbuf_get_rowstride (flat), width);

  return flat;
}
