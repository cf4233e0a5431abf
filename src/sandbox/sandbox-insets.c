/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-insets.h"

#include <math.h>
#include <string.h>

#include "sandbox-effects.h"
#include "sandbox-lettering.h"
#include "sandbox-picture.h"

/* How tall an inset is beside the picture's short side, and how much wider or narrower than tall it may be. */
#define INSET_SHARE 0.19
#define MAX_RATIO 1.4

typedef struct {
  int x;
  int y;
  int width;
  int height;
} Place;

GdkPixbuf *
sandbox_insets_cover (GdkPixbuf *source, int width, int height)
{
  GdkPixbuf *cover = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  double source_width = gdk_pixbuf_get_width (source);
  double source_height = gdk_pixbuf_get_height (source);
  double scale = MAX (width / source_width, height / source_height);

  gdk_pixbuf_fill (cover, 0xffffffff);
  gdk_pixbuf_composite (source, cover, 0, 0, width, height, (width - source_width * scale) / 2,
                        (height - source_height * scale) / 2, scale, scale, GDK_INTERP_BILINEAR, 255);
  return cover;
}

static double
get_ratio (GPtrArray *pictures, guint index)
{
  SandboxPicture *picture = g_ptr_array_index (pictures, index);
  double ratio = (double)pentimento_image_get_width (picture->image) / pentimento_image_get_height (picture->image);

  return CLAMP (ratio, 1 / MAX_RATIO, MAX_RATIO);
}

/* One row from the left, smaller where it would not fit. */
static Place *
arrange (GdkPixbuf *pixels, GPtrArray *pictures)
{
  Place *places = g_new0 (Place, pictures->len);
  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);
  double margin = MIN (width, height) * 0.03;
  double gap = margin * 0.6;
  double ratios = 0, tall, x = margin;

  for (guint i = 1; i < pictures->len; i++)
    ratios += get_ratio (pictures, i);
  tall = MIN (MIN (width, height) * INSET_SHARE, (width - 2 * margin - gap * (pictures->len - 2)) / ratios);
  for (guint i = 1; i < pictures->len; i++)
    {
      places[i].width = (int)(tall * get_ratio (pictures, i));
      places[i].height = (int)tall;
      places[i].x = (int)x;
      places[i].y = (int)(height - margin - tall);
      x += places[i].width + gap;
    }
  return places;
}

/* A soft shadow around a rectangle, a little below it. */
static void
draw_shadow (GdkPixbuf *pixels, const Place *place)
{
  int reach = MAX (place->height / 9, 2);
  int right = MIN (place->x + place->width + reach, gdk_pixbuf_get_width (pixels));
  int bottom = MIN (place->y + place->height + 2 * reach, gdk_pixbuf_get_height (pixels));

  for (int y = MAX (place->y - reach, 0); y < bottom; y++)
    for (int x = MAX (place->x - reach, 0); x < right; x++)
      {
        guchar *pixel = sandbox_effects_row (pixels, y) + 3 * x;
        float across = MAX (MAX (place->x - x, x - place->x - place->width + 1), 0);
        float down = MAX (MAX (place->y + reach / 3 - y, y - place->y - reach / 3 - place->height + 1), 0);
        float near = 1 - MIN (hypotf (across, down) / reach, 1);

        for (int channel = 0; channel < 3; channel++)
          pixel[channel] = (guchar)(pixel[channel] * (1 - 0.5f * near * near));
      }
}

static void
draw_edge (GdkPixbuf *pixels, const Place *place)
{
  for (int y = place->y; y < place->y + place->height; y++)
    memset (sandbox_effects_row (pixels, y) + 3 * place->x, 252, 3 * (gsize)place->width);
}

static gboolean
draw_inset (GdkPixbuf *pixels, PentimentoImage *image, guint number, const Place *place, GError **error)
{
  g_autoptr (GdkPixbuf) source = pentimento_image_decode (image, NULL, error);
  g_autoptr (GdkPixbuf) small = NULL;
  int edge = MAX (place->height / 32, 1);
  float radius = place->height * 0.125f;

  if (source == NULL)
    return FALSE;
  small = sandbox_insets_cover (source, MAX (place->width - 2 * edge, 1), MAX (place->height - 2 * edge, 1));
  draw_shadow (pixels, place);
  draw_edge (pixels, place);
  gdk_pixbuf_copy_area (small, 0, 0, gdk_pixbuf_get_width (small), gdk_pixbuf_get_height (small), pixels,
                        place->x + edge, place->y + edge);
  sandbox_lettering_draw_badge (pixels, number, place->x + radius + 2.5f * edge, place->y + radius + 2.5f * edge,
                                radius);
  return TRUE;
}

gboolean
sandbox_insets_draw (GdkPixbuf *pixels, GPtrArray *pictures, GCancellable *cancellable, GError **error)
{
  g_autofree Place *places = pictures->len > 1 ? arrange (pixels, pictures) : NULL;

  for (guint i = 1; i < pictures->len; i++)
    {
      SandboxPicture *picture = g_ptr_array_index (pictures, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !draw_inset (pixels, picture->image, i + 1, &places[i], error))
        return FALSE;
    }
  return TRUE;
}
