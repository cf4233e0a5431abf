/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-loader.h"

/* Small enough that a header is read without the rest, and that cancelling is noticed. */
enum {
  HEADER_CHUNK = 4096,
  PIXELS_CHUNK = 64 * 1024,
};

/* The most that libjpeg leaves out: of each block of 8 × 8 pixels it makes one. */
#define SHRINKING 8

typedef struct {
  int width;
  int height;
} Size;

static gboolean
is_turned_by_loader (const char *media_type)
{
  return g_str_equal (media_type, "image/avif") || g_str_equal (media_type, "image/heic");
}

/* A size of nothing makes the loaders give up: the way gdk_pixbuf_get_file_info() stops them. */
static void
take_size_and_stop (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  Size *size = user_data;

  *size = (Size){ width, height };
  gdk_pixbuf_loader_set_size (loader, 0, 0);
}

static gboolean
write_until (GdkPixbufLoader *loader, GBytes *bytes, const Size *size, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  for (gsize at = 0; at < length && size->width == 0; at += HEADER_CHUNK)
    if (!gdk_pixbuf_loader_write (loader, data + at, MIN (HEADER_CHUNK, length - at), error))
      return FALSE;

  return TRUE;
}

static gboolean
read_size_of_header (GBytes *bytes, const char *media_type, Size *size, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_mime_type (media_type, error);
  g_autoptr (GError) write_error = NULL;
  g_autoptr (GError) close_error = NULL;

  if (loader == NULL)
    return FALSE;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (take_size_and_stop), size);
  write_until (loader, bytes, size, &write_error);
  gdk_pixbuf_loader_close (loader, &close_error);
  if (size->width > 0 && size->height > 0)
    return TRUE;

  if (write_error != NULL)
    g_propagate_error (error, g_steal_pointer (&write_error));
  else if (close_error != NULL)
    g_propagate_error (error, g_steal_pointer (&close_error));
  else
    g_set_error_literal (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_CORRUPT_IMAGE, "no size");
  return FALSE;
}

gboolean
image_loader_read_size (GBytes *bytes, const char *media_type, int *width, int *height, GError **error)
{
  Size size = { 0, 0 };

  if (is_turned_by_loader (media_type))
    {
      g_autoptr (GdkPixbuf) pixels = image_loader_read_pixels (bytes, media_type, NULL, error);

      if (pixels == NULL)
        return FALSE;
      size = (Size){ gdk_pixbuf_get_width (pixels), gdk_pixbuf_get_height (pixels) };
    }
  else if (!read_size_of_header (bytes, media_type, &size, error))
    return FALSE;

  *width = size.width;
  *height = size.height;
  return TRUE;
}

static gboolean
write_all (GdkPixbufLoader *loader, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  for (gsize at = 0; at < length; at += PIXELS_CHUNK)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!gdk_pixbuf_loader_write (loader, data + at, MIN (PIXELS_CHUNK, length - at), error))
        return FALSE;
    }

  return TRUE;
}

static GdkPixbuf *
read_all (GdkPixbufLoader *loader, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  GdkPixbuf *pixels;

  if (!write_all (loader, bytes, cancellable, error))
    {
      gdk_pixbuf_loader_close (loader, NULL);
      return NULL;
    }
  if (!gdk_pixbuf_loader_close (loader, error))
    return NULL;

  pixels = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixels == NULL)
    g_set_error_literal (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_CORRUPT_IMAGE, "no pixels");

  return pixels != NULL ? g_object_ref (pixels) : NULL;
}

GdkPixbuf *
image_loader_read_pixels (GBytes *bytes, const char *media_type, GCancellable *cancellable, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_mime_type (media_type, error);

  return loader != NULL ? read_all (loader, bytes, cancellable, error) : NULL;
}

static void
shrink (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  gdk_pixbuf_loader_set_size (loader, MAX (1, width / SHRINKING), MAX (1, height / SHRINKING));
}

GdkPixbuf *
image_loader_read_proof (GBytes *bytes, const char *media_type, GCancellable *cancellable, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_mime_type (media_type, error);

  if (loader == NULL)
    return NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (shrink), NULL);
  return read_all (loader, bytes, cancellable, error);
}
