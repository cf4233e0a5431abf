/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-numbers.h"
#include "image-structure.h"

/* ISO/IEC 14496-12 §4.2 (boxes) and §12.1.5 (colr, colours), ISO/IEC 23008-12 §6.5.3 (ispe, the size of an item), for AVIF
 * and HEIC */
enum {
  BOX_HEAD = 8,
  LONG_BOX_HEAD = 16,
  VERSION_AND_FLAGS = 4,
  SIZE_DATA = 12,
  COLOUR_TYPE = 4,
};

typedef struct {
  const guint8 *type;
  const guint8 *content;
  guint64 content_size;
} Box;

static gboolean
box_is (const Box *box, const char *type)
{
  return memcmp (box->type, type, 4) == 0;
}

/* A length of 1 announces a 64-bit one, 0 means up to the end. */
static ImageStructureState
next_box (const guint8 **data, guint64 *size, Box *box)
{
  guint64 head = BOX_HEAD;
  guint64 length;

  if (*size < BOX_HEAD)
    return IMAGE_STRUCTURE_CUT_OFF;
  length = image_number_be32 (*data);
  if (length == 1 && *size < LONG_BOX_HEAD)
    return IMAGE_STRUCTURE_CUT_OFF;
  if (length == 1)
    {
      head = LONG_BOX_HEAD;
      length = image_number_be64 (*data + BOX_HEAD);
    }
  else if (length == 0)
    length = *size;

  if (length < head)
    return IMAGE_STRUCTURE_BROKEN;
  if (length > *size)
    return IMAGE_STRUCTURE_CUT_OFF;
  *box = (Box){ .type = *data + 4, .content = *data + head, .content_size = length - head };
  *data += length;
  *size -= length;
  return IMAGE_STRUCTURE_COMPLETE;
}

static void
note_size (ImageStructure *self, const Box *box)
{
  guint64 pixels;

  if (box->content_size < SIZE_DATA)
    return;

  pixels = (guint64)image_number_be32 (box->content + 4) * image_number_be32 (box->content + 8);
  self->pixels = MAX (self->pixels, pixels);
}

/* The first profile is that of the picture itself. */
static void
note_colours (ImageStructure *self, const guint8 *file, const Box *box)
{
  if (self->profile || box->content_size <= COLOUR_TYPE
      || (memcmp (box->content, "prof", 4) != 0 && memcmp (box->content, "rICC", 4) != 0))
    return;

  self->profile = TRUE;
  self->profile_offset = box->content + COLOUR_TYPE - file;
  self->profile_size = box->content_size - COLOUR_TYPE;
}

/* Sizes and colours lie in meta/iprp/ipco: three floors, so this recursion is bounded by the names it follows. */
static ImageStructureState
note_properties (ImageStructure *self, const guint8 *file, const guint8 *data, guint64 size, const char *const *path)
{
  ImageStructureState state = IMAGE_STRUCTURE_COMPLETE;
  Box box;

  while (size > 0 && (state = next_box (&data, &size, &box)) == IMAGE_STRUCTURE_COMPLETE)
    {
      if (*path == NULL && box_is (&box, "ispe"))
        note_size (self, &box);
      else if (*path == NULL && box_is (&box, "colr"))
        note_colours (self, file, &box);
      else if (*path != NULL && box_is (&box, *path))
        state = note_properties (self, file, box.content, box.content_size, path + 1);
      if (state != IMAGE_STRUCTURE_COMPLETE)
        break;
    }

  return state == IMAGE_STRUCTURE_COMPLETE ? state : IMAGE_STRUCTURE_BROKEN;
}

ImageStructureState
image_structure_walk_boxes (ImageStructure *self, const guint8 *data, gsize size)
{
  static const char *const path[] = { "iprp", "ipco", NULL };
  const guint8 *file = data;
  guint64 rest = size;
  gboolean has_items = FALSE;
  Box box;

  self->metadata = TRUE; /* items beside the picture are the rule here */
  while (rest > 0)
    {
      ImageStructureState state = next_box (&data, &rest, &box);

      if (state == IMAGE_STRUCTURE_COMPLETE && box_is (&box, "meta") && box.content_size > VERSION_AND_FLAGS)
        {
          has_items = TRUE;
          state = note_properties (self, file, box.content + VERSION_AND_FLAGS, box.content_size - VERSION_AND_FLAGS,
                                   path);
        }
      if (state != IMAGE_STRUCTURE_COMPLETE)
        return state;
    }

  return has_items ? IMAGE_STRUCTURE_COMPLETE : IMAGE_STRUCTURE_CUT_OFF;
}
