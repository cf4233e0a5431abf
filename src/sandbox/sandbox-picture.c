/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-picture.h"

#include <string.h>

/* Seedream 4.0's limits for one reference picture, from its maker's documentation (docs.byteplus.com, ModelArk 1541523). */
#define MAX_BYTES 10000000
#define MAX_PIXELS 36000000
#define MIN_SIDE 15
#define MAX_RATIO 3

static const struct {
  const char *head;
  const char *media_type;
} heads[] = {
  { "data:image/png;base64,", "image/png" },
  { "data:image/jpeg;base64,", "image/jpeg" },
};

static const char *
find_head (const char *uri, const char **media_type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    if (g_str_has_prefix (uri, heads[i].head))
      {
        *media_type = heads[i].media_type;
        return uri + strlen (heads[i].head);
      }
  return NULL;
}

gboolean
sandbox_picture_is_inline (const char *uri)
{
  const char *media_type;

  return find_head (uri, &media_type) != NULL;
}

/* g_base64_decode() skips what it does not know; a service would not. */
static GBytes *
decode_base64 (const char *text)
{
  gsize length = strlen (text);
  gsize letters = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  gsize size;
  guchar *data;

  if (length == 0 || length % 4 != 0 || length - letters > 2 || strspn (text + letters, "=") != length - letters)
    return NULL;
  data = g_base64_decode (text, &size);
  return g_bytes_new_take (data, size);
}

static guint
read_big_endian (const guchar *data, int bytes)
{
  guint value = 0;

  for (int i = 0; i < bytes; i++)
    value = value << 8 | data[i];
  return value;
}

/* Segments before the scan: APP1 (Exif, XMP), APP2 (profile), APP13 (IPTC), COM. ITU T.81, annex B. */
static gboolean
jpeg_has_metadata (const guchar *data, gsize size)
{
  gsize at = 2;

  while (at + 4 <= size && data[at] == 0xff && data[at + 1] != 0xda)
    {
      guchar marker = data[at + 1];

      if (marker == 0xe1 || marker == 0xe2 || marker == 0xed || marker == 0xfe)
        return TRUE;
      at += 2 + read_big_endian (data + at + 2, 2);
    }
  return FALSE;
}

static gboolean
png_has_metadata (const guchar *data, gsize size)
{
  static const char *const chunks[] = { "eXIf", "iTXt", "tEXt", "zTXt", "iCCP", "tIME" };
  guint64 at = 8;

  while (at + 12 <= size)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (chunks); i++)
        if (memcmp (data + at + 4, chunks[i], 4) == 0)
          return TRUE;
      at += 12 + (guint64)read_big_endian (data + at, 4);
    }
  return FALSE;
}

static gboolean
has_metadata (PentimentoImage *image)
{
  gsize size;
  const guchar *data = g_bytes_get_data (pentimento_image_get_bytes (image), &size);

  return g_str_equal (pentimento_image_get_media_type (image), "image/png") ? png_has_metadata (data, size)
                                                                            : jpeg_has_metadata (data, size);
}

static gpointer
refuse (GError **error, const char *reason)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Invalid image URL in images array: %s", reason);
  return NULL;
}

/* Returns: (nullable): what is wrong with the picture */
static const char *
find_violation (PentimentoImage *image, const char *media_type)
{
  gint64 width = pentimento_image_get_width (image);
  gint64 height = pentimento_image_get_height (image);

  if (!g_str_equal (pentimento_image_get_media_type (image), media_type))
    return "the media type does not match the content";
  if (width * height > MAX_PIXELS)
    return "more than 36 megapixels";
  if (MIN (width, height) < MIN_SIDE)
    return "a side of 14 pixels or fewer";
  if (MAX (width, height) > MAX_RATIO * MIN (width, height))
    return "the aspect ratio is outside of 1:3 to 3:1";
  return NULL;
}

SandboxPicture *
sandbox_picture_new (const char *uri, GError **error)
{
  const char *media_type = NULL;
  const char *text = find_head (uri, &media_type);
  g_autoptr (GBytes) bytes = text != NULL ? decode_base64 (text) : NULL;

  if (bytes == NULL)
    return refuse (error, "not base64 of a PNG or JPEG file");
  return sandbox_picture_new_for_file (bytes, media_type, error);
}

SandboxPicture *
sandbox_picture_new_for_file (GBytes *bytes, const char *media_type, GError **error)
{
  const PentimentoImageLimits limits = { MAX_BYTES, G_MAXINT32 };
  g_autoptr (PentimentoImage) image = NULL;
  g_autoptr (GError) reason = NULL;
  const char *violation;
  SandboxPicture *self;

  if (g_bytes_get_size (bytes) > MAX_BYTES)
    return refuse (error, "more than 10 MB");
  image = pentimento_image_new (bytes, NULL, &limits, &reason);
  if (image == NULL)
    return refuse (error, reason->message);
  violation = find_violation (image, media_type);
  if (violation != NULL)
    return refuse (error, violation);
  self = g_new0 (SandboxPicture, 1);
  self->metadata = has_metadata (image);
  self->image = g_steal_pointer (&image);
  return self;
}

void
sandbox_picture_free (SandboxPicture *self)
{
  g_object_unref (self->image);
  g_free (self);
}
