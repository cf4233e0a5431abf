/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-numbers.h"
#include "image-structure.h"

/* Markers of ITU-T T.81 table B.1 */
enum {
  SOF0 = 0xc0,
  DHT = 0xc4,
  JPG = 0xc8,
  DAC = 0xcc,
  SOF15 = 0xcf,
  RST0 = 0xd0,
  SOI = 0xd8,
  EOI = 0xd9,
  SOS = 0xda,
  APP0 = 0xe0,
  APP2 = 0xe2,
  APP14 = 0xee,
  APP15 = 0xef,
  COM = 0xfe,
  TEM = 0x01,
};

/* The name of a segment with a part of a profile, the part's number, and how many there are */
#define PROFILE_HEAD 14

/* Finds the next marker: FF and a byte that is neither stuffing (00) nor filling (FF). Inside a scan this passes over
 * the coded data, between segments over stray bytes, which decoders forgive as well. */
static gboolean
next_marker (const guint8 *data, gsize size, gsize *at, guint8 *marker)
{
  while (*at < size)
    {
      const guint8 *found = memchr (data + *at, 0xff, size - *at);

      if (found == NULL || found + 1 == data + size)
        return FALSE;
      *at = found + 1 - data;
      if (data[*at] != 0x00 && data[*at] != 0xff)
        {
          *marker = data[(*at)++];
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
stands_alone (guint8 marker)
{
  return (marker >= RST0 && marker <= SOI) || marker == TEM;
}

static gboolean
starts_frame (guint8 marker)
{
  return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
}

static void
note_frame (ImageStructure *self, const guint8 *content, gsize length)
{
  if (length < 6)
    return;

  self->pixels = MAX (self->pixels, (guint64)image_number_be16 (content + 1) * image_number_be16 (content + 3));
  self->cmyk = content[5] == 4;
}

static gboolean
begins_with (const guint8 *content, gsize length, const char *name, gsize name_length)
{
  return length >= name_length && memcmp (content, name, name_length) == 0;
}

static void
note_adobe (ImageStructure *self, const guint8 *content, gsize length)
{
  gboolean adobe = length >= 12 && begins_with (content, length, "Adobe", 5);

  self->adobe |= adobe;
  self->metadata |= !adobe || length != 12;
}

/* A JFIF head without thumbnail (14 bytes) and Adobe's colour transform (12) belong to the picture. */
static void
note_segment (ImageStructure *self, guint8 marker, const guint8 *content, gsize length)
{
  if (starts_frame (marker))
    note_frame (self, content, length);
  else if (marker == APP2 && begins_with (content, length, "ICC_PROFILE", 12))
    self->profile = TRUE;
  else if (marker == APP0)
    self->metadata |= length != 14 || !begins_with (content, length, "JFIF", 5);
  else if (marker == APP14)
    note_adobe (self, content, length);
  else if ((marker > APP0 && marker <= APP15) || marker == COM)
    self->metadata = TRUE;
}

ImageStructureState
image_structure_walk_jpeg (ImageStructure *self, const guint8 *data, gsize size)
{
  gboolean has_scan = FALSE;
  gsize at = 2;
  guint8 marker;

  while (next_marker (data, size, &at, &marker))
    {
      gsize length;

      if (marker == EOI)
        {
          self->metadata |= at < size;
          return has_scan ? IMAGE_STRUCTURE_COMPLETE : IMAGE_STRUCTURE_BROKEN;
        }
      if (stands_alone (marker))
        continue;
      if (size - at < 2)
        break;

      length = image_number_be16 (data + at);
      if (length < 2)
        return IMAGE_STRUCTURE_BROKEN;
      if (length > size - at)
        break;
      note_segment (self, marker, data + at + 2, length - 2);
      has_scan |= marker == SOS;
      at += length;
    }

  return IMAGE_STRUCTURE_CUT_OFF;
}

/* ICC.1:2010 §B.4: each segment says which one it is, from 1, and of how many; how long they are is up to the writer. */
typedef struct {
  const guint8 *parts[256];
  gsize lengths[256];
  guint n_parts;
} Profile;

static void
note_part (Profile *self, const guint8 *content, gsize length)
{
  if (length < PROFILE_HEAD || !begins_with (content, length, "ICC_PROFILE", 12))
    return;

  self->parts[content[12]] = content + PROFILE_HEAD;
  self->lengths[content[12]] = length - PROFILE_HEAD;
  self->n_parts = content[13];
}

static GBytes *
join (const Profile *self)
{
  g_autoptr (GByteArray) joined = g_byte_array_new ();

  for (guint i = 1; i <= self->n_parts; i++)
    {
      if (self->parts[i] == NULL)
        return NULL;
      g_byte_array_append (joined, self->parts[i], self->lengths[i]);
    }
  return joined->len > 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&joined)) : NULL;
}

GBytes *
image_structure_join_profile (GBytes *jpeg)
{
  gsize size, at = 2;
  const guint8 *data = g_bytes_get_data (jpeg, &size);
  Profile profile = { 0 };
  guint8 marker;

  while (next_marker (data, size, &at, &marker) && marker != SOS)
    {
      gsize length;

      if (stands_alone (marker))
        continue;
      length = size - at >= 2 ? image_number_be16 (data + at) : 0;
      if (length < 2 || length > size - at)
        return NULL;
      if (marker == APP2)
        note_part (&profile, data + at + 2, length - 2);
      at += length;
    }
  return join (&profile);
}
