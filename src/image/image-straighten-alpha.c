/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-straighten-alpha.h"

static void
straighten_row (guint8 *row, int width)
{
  for (int x = 0; x < width; x++, row += 4)
    {
      guint8 alpha = row[3];

      if (alpha == 0 || alpha == 255)
        continue;
      for (int channel = 0; channel < 3; channel++)
        row[channel] = MIN (255, (row[channel] * 255 + alpha / 2) / alpha);
    }
}

void
image_straighten_alpha (GdkPixbuf *pixels)
{
  guint8 *row = gdk_pixbuf_get_pixels (pixels);

  if (!gdk_pixbuf_get_has_alpha (pixels))
    return;

  for (int y = 0; y < gdk_pixbuf_get_height (pixels); y++, row += gdk_pixbuf_get_rowstride (pixels))
    straighten_row (row, gdk_pixbuf_get_width (pixels));
}
