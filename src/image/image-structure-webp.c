/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-numbers.h"
#include "image-structure.h"

/* WebP container specification (RFC 9649 §2): RIFF head of twelve bytes, chunks of name, length and padded data. */
enum {
  RIFF_HEAD = 12,
  CHUNK_HEAD = 8,
  CANVAS_DATA = 10,
  ALPHA_FLAG = 0x10,
  ANIMATION_FLAG = 0x02,
};

static gboolean
chunk_is (const guint8 *chunk, const char *name)
{
  return memcmp (chunk, name, 4) == 0;
}

static gboolean
chunk_is_picture (const guint8 *chunk)
{
  return chunk_is (chunk, "VP8 ") || chunk_is (chunk, "VP8L") || chunk_is (chunk, "ANMF");
}

/* Flags, three reserved bytes, then width and height less one in 24 bits each */
static void
note_canvas (ImageStructure *self, const guint8 *data, gsize length)
{
  guint64 width, height;

  if (length < CANVAS_DATA)
    return;

  width = 1 + (image_number_le32 (data + 4) & 0xffffff);
  height = 1 + (image_number_le32 (data + 6) >> 8);
  self->alpha = (data[0] & ALPHA_FLAG) != 0;
  self->animated = (data[0] & ANIMATION_FLAG) != 0;
  self->pixels = width * height;
}

static void
note_chunk (ImageStructure *self, const guint8 *data, gsize at, gsize length)
{
  const guint8 *chunk = data + at;

  if (chunk_is (chunk, "VP8X"))
    note_canvas (self, chunk + CHUNK_HEAD, length);
  else if (chunk_is (chunk, "ICCP"))
    {
      self->profile = TRUE;
      self->profile_offset = at + CHUNK_HEAD;
      self->profile_size = length;
    }
  else if (!chunk_is_picture (chunk) && !chunk_is (chunk, "ALPH") && !chunk_is (chunk, "ANIM"))
    self->metadata = TRUE;
}

ImageStructureState
image_structure_walk_webp (ImageStructure *self, const guint8 *data, gsize size)
{
  gboolean has_pixels = FALSE;
  guint64 end;

  if (size < RIFF_HEAD + CHUNK_HEAD)
    return IMAGE_STRUCTURE_CUT_OFF;

  end = (guint64)image_number_le32 (data + 4) + 8;
  for (guint64 at = RIFF_HEAD; at + CHUNK_HEAD <= MIN (end, size);)
    {
      guint64 length = image_number_le32 (data + at + 4);

      if (length > end - at - CHUNK_HEAD)
        return IMAGE_STRUCTURE_BROKEN;
      if (length > size - at - CHUNK_HEAD)
        return IMAGE_STRUCTURE_CUT_OFF;
      note_chunk (self, data, at, length);
      has_pixels |= chunk_is_picture (data + at);
      at += CHUNK_HEAD + length + length % 2;
    }
  if (end > size)
    return IMAGE_STRUCTURE_CUT_OFF;

  self->metadata |= end < size;
  return has_pixels ? IMAGE_STRUCTURE_COMPLETE : IMAGE_STRUCTURE_BROKEN;
}
