/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-encode-webp.h"

#include "image-container.h"
#include "pentimento-image-error.h"

#include <glib/gi18n-lib.h>
#include <webp/encode.h>

typedef struct {
  const ImageEncoding *encoding;
  GByteArray *bytes;
} Writer;

static int
write_some (const guint8 *data, size_t size, const WebPPicture *picture)
{
  Writer *writer = picture->custom_ptr;

  if (size > writer->encoding->max_bytes - writer->bytes->len)
    return 0;
  g_byte_array_append (writer->bytes, data, (guint)size);
  return 1;
}

static int
tell_progress (int percent, const WebPPicture *picture)
{
  const ImageEncoding *encoding = ((Writer *)picture->custom_ptr)->encoding;

  if (encoding->progress != NULL)
    encoding->progress (percent / 100.0, encoding->progress_data);
  return !g_cancellable_is_cancelled (encoding->cancellable);
}

static gboolean
import (WebPPicture *picture, GdkPixbuf *pixels)
{
  const guint8 *data = gdk_pixbuf_read_pixels (pixels);
  int stride = gdk_pixbuf_get_rowstride (pixels);

  return gdk_pixbuf_get_has_alpha (pixels) ? WebPPictureImportRGBA (picture, data, stride)
                                           : WebPPictureImportRGB (picture, data, stride);
}

static void
set_error (WebPEncodingError code, GError **error)
{
  if (code == VP8_ENC_ERROR_USER_ABORT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
  else if (code == VP8_ENC_ERROR_BAD_WRITE || code == VP8_ENC_ERROR_FILE_TOO_BIG)
    g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE,
                         _ ("The picture file would be too large."));
  else if (code == VP8_ENC_ERROR_BAD_DIMENSION)
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_ENCODE,
                 _ ("WebP pictures have at most %d pixels a side."), WEBP_MAX_DIMENSION);
  else
    g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_ENCODE, _ ("Not enough memory"));
}

static GBytes *
add_profile (GBytes *file, GBytes *profile, GError **error)
{
  GBytes *bytes = image_container_add_profile_to_webp (file, profile);

  if (bytes == NULL)
    set_error (VP8_ENC_ERROR_OUT_OF_MEMORY, error);
  return bytes;
}

GBytes *
image_encode_webp (GdkPixbuf *pixels, const ImageEncoding *encoding, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) file = NULL;
  Writer writer = { encoding, bytes };
  WebPConfig config;
  WebPPicture picture;
  gboolean good;

  if (!WebPConfigPreset (&config, WEBP_PRESET_DEFAULT, CLAMP (encoding->quality, 1, 100))
      || !WebPPictureInit (&picture))
    g_return_val_if_reached (NULL);
  config.thread_level = 1;
  picture.width = gdk_pixbuf_get_width (pixels);
  picture.height = gdk_pixbuf_get_height (pixels);
  picture.writer = write_some;
  picture.progress_hook = tell_progress;
  picture.custom_ptr = &writer;

  good = import (&picture, pixels) && WebPEncode (&config, &picture);
  if (!good)
    set_error (picture.error_code, error);
  WebPPictureFree (&picture);
  if (!good)
    return NULL;

  file = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  return encoding->profile != NULL ? add_profile (file, encoding->profile, error) : g_steal_pointer (&file);
}
