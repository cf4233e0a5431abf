/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-numbers.h"
#include "image-structure.h"

/* PNG specification §5.2 and §5.3: an eight-byte signature, then chunks of length, type, data and check sum. */
enum {
  SIGNATURE = 8,
  CHUNK_HEAD = 8,
  CHUNK_FRAME = 12,
  HEADER_DATA = 13,
};
#define MOST_CHUNK_DATA 0x7fffffff

/* What a file may hold and still be nothing but a picture. Of the last three
 * one tells the colours we take for granted, one the bits used, one the size in print. */
static const char *const picture_chunks[] = { "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "sRGB", "sBIT", "pHYs" };

static gboolean
chunk_is (const guint8 *chunk, const char *type)
{
  return memcmp (chunk + 4, type, 4) == 0;
}

static gboolean
chunk_is_picture (const guint8 *chunk)
{
  for (guint i = 0; i < G_N_ELEMENTS (picture_chunks); i++)
    if (chunk_is (chunk, picture_chunks[i]))
      return TRUE;

  return FALSE;
}

static gboolean
chunk_has_name (const guint8 *chunk)
{
  return g_ascii_isalpha (chunk[4]) && g_ascii_isalpha (chunk[5]) && g_ascii_isalpha (chunk[6])
         && g_ascii_isalpha (chunk[7]);
}

static void
note_chunk (ImageStructure *self, const guint8 *chunk)
{
  if (chunk_is (chunk, "tRNS"))
    self->alpha = TRUE;
  else if (chunk_is (chunk, "iCCP"))
    self->profile = TRUE;
  else if (chunk_is (chunk, "acTL"))
    self->animated = self->metadata = TRUE;
  else if (!chunk_is_picture (chunk))
    self->metadata = TRUE;
}

static gboolean
read_header (ImageStructure *self, const guint8 *data, gsize size)
{
  const guint8 *header = data + SIGNATURE + CHUNK_HEAD;

  if (image_number_be32 (data + SIGNATURE) != HEADER_DATA || !chunk_is (data + SIGNATURE, "IHDR"))
    return FALSE;

  self->pixels = (guint64)image_number_be32 (header) * image_number_be32 (header + 4);
  self->depth = header[8];
  self->alpha = (header[9] & 4) != 0; /* colour types 4 and 6 */
  return TRUE;
}

ImageStructureState
image_structure_walk_png (ImageStructure *self, const guint8 *data, gsize size)
{
  gboolean has_pixels = FALSE;

  if (size < SIGNATURE + CHUNK_HEAD + HEADER_DATA)
    return IMAGE_STRUCTURE_CUT_OFF;
  if (!read_header (self, data, size))
    return IMAGE_STRUCTURE_BROKEN;

  for (gsize at = SIGNATURE; size - at >= CHUNK_FRAME;)
    {
      const guint8 *chunk = data + at;
      gsize length = image_number_be32 (chunk);

      if (length > MOST_CHUNK_DATA || !chunk_has_name (chunk))
        return IMAGE_STRUCTURE_BROKEN;
      if (length > size - at - CHUNK_FRAME)
        return IMAGE_STRUCTURE_CUT_OFF;

      note_chunk (self, chunk);
      has_pixels |= chunk_is (chunk, "IDAT");
      at += CHUNK_FRAME + length;
      if (chunk_is (chunk, "IEND"))
        {
          self->metadata |= at < size;
          return has_pixels ? IMAGE_STRUCTURE_COMPLETE : IMAGE_STRUCTURE_BROKEN;
        }
    }

  return IMAGE_STRUCTURE_CUT_OFF;
}
