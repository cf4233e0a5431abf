/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-orientation.h"

#include "image-exiv.h"

static int
read_tag (GBytes *bytes)
{
  g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  glong orientation = 1;

  if (gexiv2_metadata_open_buf (metadata, data, size, NULL))
    orientation = gexiv2_metadata_try_get_tag_long (metadata, "Exif.Image.Orientation", NULL);

  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

int
image_orientation_read (GBytes *bytes, const char *media_type)
{
  static const char *const types_with_exif[] = { "image/jpeg", "image/png", "image/webp", NULL };
  int orientation = 1;

  if (!g_strv_contains (types_with_exif, media_type))
    return 1;

  if (image_exiv_enter ())
    orientation = read_tag (bytes);
  image_exiv_leave ();

  return orientation;
}

gboolean
image_orientation_swaps_sides (int orientation)
{
  return orientation >= 5 && orientation <= 8;
}

static GdkPixbuf *
turn_and_flip (GdkPixbuf *pixels, gboolean horizontally)
{
  g_autoptr (GdkPixbuf) turned = gdk_pixbuf_rotate_simple (pixels, GDK_PIXBUF_ROTATE_CLOCKWISE);

  return turned != NULL ? gdk_pixbuf_flip (turned, horizontally) : NULL;
}

/* Exif 2.32 §4.6.4: where row 0 and column 0 of the stored picture belong */
GdkPixbuf *
image_orientation_apply (GdkPixbuf *pixels, int orientation)
{
  switch (orientation)
    {
    case 2:
      return gdk_pixbuf_flip (pixels, TRUE);
    case 3:
      return gdk_pixbuf_rotate_simple (pixels, GDK_PIXBUF_ROTATE_UPSIDEDOWN);
    case 4:
      return gdk_pixbuf_flip (pixels, FALSE);
    case 5:
      return turn_and_flip (pixels, TRUE);
    case 6:
      return gdk_pixbuf_rotate_simple (pixels, GDK_PIXBUF_ROTATE_CLOCKWISE);
    case 7:
      return turn_and_flip (pixels, FALSE);
    case 8:
      return gdk_pixbuf_rotate_simple (pixels, GDK_PIXBUF_ROTATE_COUNTERCLOCKWISE);
    default:
      return g_object_ref (pixels);
    }
}
