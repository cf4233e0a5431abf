/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-numbers.h"
#include "image-structure.h"

/* TIFF 6.0 §2 and §8, §15 for tiles */
enum {
  HEAD = 8,
  ENTRY = 12,
  TYPE_BYTE = 1,
  TYPE_SHORT = 3,
  TYPE_LONG = 4,
  TYPE_SIGNED_BYTE = 6,
  TYPE_SIGNED_SHORT = 8,
  TYPE_SIGNED_LONG = 9,
  TAG_WIDTH = 256,
  TAG_HEIGHT = 257,
  TAG_DEPTH = 258,
  TAG_PHOTOMETRIC = 262,
  TAG_STRIP_OFFSETS = 273,
  TAG_ORIENTATION = 274,
  TAG_STRIP_SIZES = 279,
  TAG_TILE_OFFSETS = 324,
  TAG_TILE_SIZES = 325,
  TAG_EXTRA_SAMPLES = 338,
  PHOTOMETRIC_RGB = 2,
  STRAIGHT_ALPHA = 2,
};

typedef struct {
  const guint8 *data;
  gsize size;
  gboolean big_endian;
  const guint8 *entries;
  guint n_entries;
} Directory;

static guint16
read_16 (const Directory *self, const guint8 *data)
{
  return self->big_endian ? image_number_be16 (data) : image_number_le16 (data);
}

static guint32
read_32 (const Directory *self, const guint8 *data)
{
  return self->big_endian ? image_number_be32 (data) : image_number_le32 (data);
}

static const guint8 *
find_entry (const Directory *self, guint16 tag)
{
  for (guint i = 0; i < self->n_entries; i++)
    if (read_16 (self, self->entries + i * ENTRY) == tag)
      return self->entries + i * ENTRY;

  return NULL;
}

/* Values of up to four bytes stand in the entry itself, longer ones where it points to. */
static const guint8 *
entry_values (const Directory *self, const guint8 *entry, guint *n_values, guint *value_size)
{
  guint64 length, offset;

  *n_values = read_32 (self, entry + 4);
  *value_size = read_16 (self, entry + 2) == TYPE_SHORT ? 2 : 4;
  length = (guint64)*n_values * *value_size;
  if (length <= 4)
    return entry + 8;

  offset = read_32 (self, entry + 8);
  return offset + length <= self->size ? self->data + offset : NULL;
}

static guint32
read_value (const Directory *self, const guint8 *values, guint index, guint value_size)
{
  const guint8 *value = values + (gsize)index * value_size;

  return value_size == 2 ? read_16 (self, value) : read_32 (self, value);
}

static guint32
entry_number (const Directory *self, guint16 tag)
{
  const guint8 *entry = find_entry (self, tag);

  return entry == NULL ? 0 : read_value (self, entry + 8, 0, read_16 (self, entry + 2) == TYPE_SHORT ? 2 : 4);
}

/* As libtiff has it: one whole number from 1 to 8, of whatever type. */
static int
find_orientation (const Directory *self)
{
  const guint8 *entry = find_entry (self, TAG_ORIENTATION);
  guint32 orientation = 0;

  if (entry == NULL || read_32 (self, entry + 4) != 1)
    return 0;

  switch (read_16 (self, entry + 2))
    {
    case TYPE_BYTE:
    case TYPE_SIGNED_BYTE:
      orientation = entry[8];
      break;
    case TYPE_SHORT:
    case TYPE_SIGNED_SHORT:
      orientation = read_16 (self, entry + 8);
      break;
    case TYPE_LONG:
    case TYPE_SIGNED_LONG:
      orientation = read_32 (self, entry + 8);
      break;
    default:
      break;
    }
  return orientation >= 1 && orientation <= 8 ? (int)orientation : 0;
}

/* libtiff multiplies RGB with a straight opacity, passes grey with one on as it is, and takes all other fourth channels for multiplied already. */
static gboolean
is_premultiplied (const Directory *self)
{
  return entry_number (self, TAG_PHOTOMETRIC) == PHOTOMETRIC_RGB
         || entry_number (self, TAG_EXTRA_SAMPLES) != STRAIGHT_ALPHA;
}

/* Up to two depths of samples stand in the entry itself, more of them elsewhere. */
static int
find_depth (const Directory *self)
{
  const guint8 *entry = find_entry (self, TAG_DEPTH);
  guint n_values, value_size;
  const guint8 *values = entry != NULL ? entry_values (self, entry, &n_values, &value_size) : NULL;

  return values != NULL && n_values > 0 ? (int)MIN (read_value (self, values, 0, value_size), 64) : 0;
}

static gboolean
parts_are_there (const Directory *self, guint16 offsets_tag, guint16 sizes_tag)
{
  const guint8 *offsets_entry = find_entry (self, offsets_tag);
  const guint8 *sizes_entry = find_entry (self, sizes_tag);
  const guint8 *offsets, *sizes;
  guint n_offsets, offset_size, n_sizes, size_size;

  if (offsets_entry == NULL || sizes_entry == NULL)
    return TRUE;

  offsets = entry_values (self, offsets_entry, &n_offsets, &offset_size);
  sizes = entry_values (self, sizes_entry, &n_sizes, &size_size);
  if (offsets == NULL || sizes == NULL)
    return FALSE;

  for (guint i = 0; i < MIN (n_offsets, n_sizes); i++)
    if ((guint64)read_value (self, offsets, i, offset_size) + read_value (self, sizes, i, size_size) > self->size)
      return FALSE;

  return TRUE;
}

ImageStructureState
image_structure_walk_tiff (ImageStructure *self, const guint8 *data, gsize size)
{
  Directory directory = { .data = data, .size = size, .big_endian = data[0] == 'M' };
  guint64 at;

  self->metadata = TRUE; /* tags are all there is in a TIFF */
  if (size < HEAD)
    return IMAGE_STRUCTURE_CUT_OFF;

  at = read_32 (&directory, data + 4);
  if (at + 2 > size)
    return IMAGE_STRUCTURE_CUT_OFF;
  directory.n_entries = read_16 (&directory, data + at);
  directory.entries = data + at + 2;
  if (at + 2 + (guint64)directory.n_entries * ENTRY > size)
    return IMAGE_STRUCTURE_CUT_OFF;

  self->pixels = (guint64)entry_number (&directory, TAG_WIDTH) * entry_number (&directory, TAG_HEIGHT);
  self->premultiplied = is_premultiplied (&directory);
  self->orientation = find_orientation (&directory);
  self->depth = find_depth (&directory);
  return parts_are_there (&directory, TAG_STRIP_OFFSETS, TAG_STRIP_SIZES)
                 && parts_are_there (&directory, TAG_TILE_OFFSETS, TAG_TILE_SIZES)
             ? IMAGE_STRUCTURE_COMPLETE
             : IMAGE_STRUCTURE_CUT_OFF;
}
