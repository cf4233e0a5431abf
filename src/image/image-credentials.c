/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where Content Credentials stand in picture files (C2PA Technical Specification 2.1, appendix A). */

#include "image-credentials.h"

#include "image-numbers.h"

enum {
  APP11 = 0xeb,
  SOS = 0xda,
  SMALLEST_BOX = 8,
  UUID_SIZE = 16,
};

static gboolean
is_in_jpeg (const guint8 *data, gsize size)
{
  gsize at = 2;

  while (at < size && size - at >= 4 && data[at] == 0xff && data[at + 1] != SOS)
    {
      const guint8 *content = data + at + 4;
      gsize length = image_number_be16 (data + at + 2);

      if (data[at + 1] == 0xff)
        {
          at++;
          continue;
        }
      if (length < 2 || length > size - at - 2)
        return FALSE;
      /* “JP”, two numbers, then the box (ISO/IEC 19566-5 §D.2) */
      if (data[at + 1] == APP11 && length >= 18 && memcmp (content, "JP", 2) == 0
          && memcmp (content + 12, "jumb", 4) == 0)
        return TRUE;
      at += 2 + length;
    }
  return FALSE;
}

static gboolean
is_in_png (const guint8 *data, gsize size)
{
  gsize at = 8;

  while (at < size && size - at >= 12)
    {
      gsize length = image_number_be32 (data + at);

      if (memcmp (data + at + 4, "caBX", 4) == 0)
        return TRUE;
      if (length > size - at - 12)
        return FALSE;
      at += length + 12;
    }
  return FALSE;
}

static gboolean
is_in_webp (const guint8 *data, gsize size)
{
  gsize at = 12;

  while (at < size && size - at >= 8)
    {
      gsize length = image_number_le32 (data + at + 4);

      if (memcmp (data + at, "C2PA", 4) == 0)
        return TRUE;
      if (length > size - at - 8)
        return FALSE;
      at += 8 + length + length % 2;
    }
  return FALSE;
}

static gboolean
is_in_boxes (const guint8 *data, gsize size)
{
  static const guint8 uuid[UUID_SIZE]
      = { 0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81 };
  gsize at = 0;

  while (at < size && size - at >= SMALLEST_BOX)
    {
      guint64 length = image_number_be32 (data + at);
      gsize head = SMALLEST_BOX;

      if (length == 1 && size - at >= 16)
        {
          length = image_number_be64 (data + at + 8);
          head = 16;
        }
      if (memcmp (data + at + 4, "uuid", 4) == 0 && size - at >= head + UUID_SIZE
          && memcmp (data + at + head, uuid, UUID_SIZE) == 0)
        return TRUE;
      if (length < head || length > size - at)
        return FALSE;
      at += length;
    }
  return FALSE;
}

gboolean
image_credentials_are_in (GBytes *file, const char *media_type)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (file, &size);

  if (g_str_equal (media_type, "image/jpeg"))
    return is_in_jpeg (data, size);
  if (g_str_equal (media_type, "image/png"))
    return is_in_png (data, size);
  if (g_str_equal (media_type, "image/webp"))
    return is_in_webp (data, size);
  if (g_str_equal (media_type, "image/avif") || g_str_equal (media_type, "image/heic"))
    return is_in_boxes (data, size);
  return FALSE;
}
