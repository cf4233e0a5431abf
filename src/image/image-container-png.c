/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-container.h"
#include "image-encode-png.h"
#include "image-numbers.h"

enum {
  SIGNATURE_SIZE = 8,
  CHUNK_OVERHEAD = 12,
  HEADER_SIZE = 13,
};

/* XMP part 3 §1.1.5: its keyword, neither compressed nor by a method, no language, no translated keyword; the last zero is the literal's. */
static const char xmp_name[] = "XML:com.adobe.xmp\0\0\0\0";

/* What pixels, their colours, their size on paper and their movement need (PNG, third edition, §11). */
static const char *const needed[] = { "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP",
                                      "cICP", "mDCV", "cLLI", "sBIT", "pHYs", "bKGD", "acTL", "fcTL", "fdAT" };

static gboolean
is_needed (const guint8 *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (memcmp (type, needed[i], 4) == 0)
      return TRUE;

  return FALSE;
}

static void
append_blocks (GByteArray *file, const ImageBlocks *blocks)
{
  if (blocks->exif != NULL)
    image_png_append_chunk (file, "eXIf", g_bytes_get_data (blocks->exif, NULL), g_bytes_get_size (blocks->exif));
  if (blocks->xmp != NULL)
    {
      g_autoptr (GByteArray) content = g_byte_array_new ();

      g_byte_array_append (content, (const guint8 *)xmp_name, sizeof xmp_name);
      g_byte_array_append (content, g_bytes_get_data (blocks->xmp, NULL), g_bytes_get_size (blocks->xmp));
      image_png_append_chunk (file, "iTXt", content->data, content->len);
    }
}

GBytes *
image_container_replace_png (const guint8 *data, gsize size, const ImageBlocks *blocks)
{
  g_autoptr (GByteArray) file = NULL;
  gsize at = SIGNATURE_SIZE;

  if (size < SIGNATURE_SIZE + CHUNK_OVERHEAD + HEADER_SIZE || image_number_be32 (data + at) != HEADER_SIZE
      || memcmp (data + at + 4, "IHDR", 4) != 0)
    return NULL;
  file = g_byte_array_sized_new (size);
  g_byte_array_append (file, data, SIGNATURE_SIZE);
  while (size - at >= CHUNK_OVERHEAD)
    {
      const guint8 *chunk = data + at;
      gsize length = image_number_be32 (chunk);

      if (length > size - at - CHUNK_OVERHEAD)
        return NULL;
      if (is_needed (chunk + 4))
        g_byte_array_append (file, chunk, length + CHUNK_OVERHEAD);
      if (memcmp (chunk + 4, "IEND", 4) == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&file));
      if (at == SIGNATURE_SIZE)
        append_blocks (file, blocks);
      at += length + CHUNK_OVERHEAD;
    }
  return NULL;
}
