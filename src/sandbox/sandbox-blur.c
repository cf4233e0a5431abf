/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-blur.h"

#include <string.h>

#include "sandbox-effects.h"

/* A running sum along each row; the edge pixels are repeated. */
static void
blur_rows (GdkPixbuf *pixels, int radius)
{
  int width = gdk_pixbuf_get_width (pixels);
  g_autofree guchar *source = g_malloc (3 * (gsize)width);
  int span = 2 * radius + 1;

  for (int y = 0; y < gdk_pixbuf_get_height (pixels); y++)
    {
      guchar *row = sandbox_effects_row (pixels, y);
      int sums[3] = { 0 };

      memcpy (source, row, 3 * (gsize)width);
      for (int x = -radius; x <= radius; x++)
        for (int channel = 0; channel < 3; channel++)
          sums[channel] += source[3 * CLAMP (x, 0, width - 1) + channel];
      for (int x = 0; x < width; x++)
        {
          const guchar *leaving = source + 3 * MAX (x - radius, 0);
          const guchar *entering = source + 3 * MIN (x + radius + 1, width - 1);

          for (int channel = 0; channel < 3; channel++)
            {
              row[3 * x + channel] = (guchar)(sums[channel] / span);
              sums[channel] += entering[channel] - leaving[channel];
            }
        }
    }
}

/* One sum a column, all moving down together, so that memory is read in its order. */
static void
blur_columns (GdkPixbuf *pixels, int radius)
{
  g_autoptr (GdkPixbuf) source = gdk_pixbuf_copy (pixels);
  int height = gdk_pixbuf_get_height (pixels);
  int length = 3 * gdk_pixbuf_get_width (pixels);
  g_autofree int *sums = g_new0 (int, length);
  int span = 2 * radius + 1;

  for (int y = -radius; y <= radius; y++)
    {
      const guchar *row = sandbox_effects_row (source, CLAMP (y, 0, height - 1));

      for (int i = 0; i < length; i++)
        sums[i] += row[i];
    }
  for (int y = 0; y < height; y++)
    {
      guchar *row = sandbox_effects_row (pixels, y);
      const guchar *leaving = sandbox_effects_row (source, MAX (y - radius, 0));
      const guchar *entering = sandbox_effects_row (source, MIN (y + radius + 1, height - 1));

      for (int i = 0; i < length; i++)
        {
          row[i] = (guchar)(sums[i] / span);
          sums[i] += entering[i] - leaving[i];
        }
    }
}

void
sandbox_blur (GdkPixbuf *pixels, int radius)
{
  for (int pass = 0; pass < 3; pass++)
    {
      blur_rows (pixels, radius);
      blur_columns (pixels, radius);
    }
}
