/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-numbers.h"
#include "image-structure.h"

/* GIF89a specification: signature and screen descriptor (§17, §18), then blocks up to the trailer (§27). */
enum {
  SCREEN_END = 13,
  IMAGE_DESCRIPTOR = 9,
  IMAGE_BLOCK = 0x2c,
  EXTENSION_BLOCK = 0x21,
  TRAILER = 0x3b,
  COMMENT = 0xfe,
  APPLICATION = 0xff,
};

static gsize
colour_table_size (guint8 flags)
{
  return (flags & 0x80) != 0 ? 3u << ((flags & 7) + 1) : 0;
}

/* Frames may be larger than the screen, and the loader takes memory for each. */
static void
note_size (ImageStructure *self, const guint8 *sides)
{
  guint64 pixels = (guint64)image_number_le16 (sides) * image_number_le16 (sides + 2);

  self->pixels = MAX (self->pixels, pixels);
}

static gboolean
skip_sub_blocks (const guint8 *data, gsize size, gsize *at)
{
  while (*at < size)
    {
      guint8 length = data[*at];

      *at += 1 + (gsize)length;
      if (length == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
skip_image (ImageStructure *self, const guint8 *data, gsize size, gsize *at)
{
  if (*at + IMAGE_DESCRIPTOR > size)
    return FALSE;

  note_size (self, data + *at + 4);
  *at += IMAGE_DESCRIPTOR + colour_table_size (data[*at + 8]) + 1; /* and the code size */
  return skip_sub_blocks (data, size, at);
}

/* The loop count of animations is the one application block that is not metadata. */
static gboolean
skip_extension (ImageStructure *self, const guint8 *data, gsize size, gsize *at)
{
  if (*at + 1 > size)
    return FALSE;

  if (data[*at] == COMMENT)
    self->metadata = TRUE;
  else if (data[*at] == APPLICATION)
    self->metadata |= *at + 13 > size || memcmp (data + *at + 2, "NETSCAPE2.0", 11) != 0;
  *at += 1;
  return skip_sub_blocks (data, size, at);
}

ImageStructureState
image_structure_walk_gif (ImageStructure *self, const guint8 *data, gsize size)
{
  gboolean has_frame = FALSE;
  gsize at;

  if (size < SCREEN_END)
    return IMAGE_STRUCTURE_CUT_OFF;

  note_size (self, data + 6);
  at = SCREEN_END + colour_table_size (data[10]);
  while (at < size)
    {
      guint8 block = data[at++];

      if (block == TRAILER)
        return has_frame ? IMAGE_STRUCTURE_COMPLETE : IMAGE_STRUCTURE_BROKEN;
      if (block == IMAGE_BLOCK)
        {
          if (!skip_image (self, data, size, &at))
            return IMAGE_STRUCTURE_CUT_OFF;
          self->animated = has_frame;
          has_frame = TRUE;
        }
      else if (block == EXTENSION_BLOCK && !skip_extension (self, data, size, &at))
        return IMAGE_STRUCTURE_CUT_OFF;
    }

  return IMAGE_STRUCTURE_CUT_OFF;
}
