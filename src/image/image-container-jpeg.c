/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-container.h"
#include "image-numbers.h"

/* Markers of ITU-T T.81 table B.1 */
enum {
  SOF0 = 0xc0,
  SOI = 0xd8,
  EOI = 0xd9,
  SOS = 0xda,
  RST0 = 0xd0,
  RST7 = 0xd7,
  APP0 = 0xe0,
  APP1 = 0xe1,
  APP2 = 0xe2,
  APP13 = 0xed,
  APP14 = 0xee,
  APP15 = 0xef,
  COM = 0xfe,
  MOST_IN_SEGMENT = 65533,
  IPTC_RESOURCE = 0x0404,
  RESOURCE_HEAD = 12,
};

/* Exif 2.32 §4.5.4, XMP part 3 §1.1.3, Photoshop's file format */
#define EXIF_NAME "Exif\0"
#define XMP_NAME "http://ns.adobe.com/xap/1.0/"
#define IPTC_NAME "Photoshop 3.0"

typedef struct {
  guint8 marker;
  const guint8 *content;
  gsize length;
  gsize end; /* where the next one begins */
} Segment;

static gboolean
read_segment (const guint8 *data, gsize size, gsize at, Segment *segment)
{
  /* Any number of FF may stand before a marker. */
  while (at + 1 < size && data[at] == 0xff && data[at + 1] == 0xff)
    at++;
  if (size < 4 || at > size - 4 || data[at] != 0xff)
    return FALSE;

  segment->marker = data[at + 1];
  segment->length = image_number_be16 (data + at + 2);
  if (segment->marker < SOF0 || (segment->marker >= RST0 && segment->marker <= EOI) || segment->length < 2
      || segment->length > size - at - 2)
    return FALSE;

  segment->content = data + at + 4;
  segment->end = at + 2 + segment->length;
  segment->length -= 2;
  return TRUE;
}

/* Names are compared with the zero that ends them. */
static gboolean
begins_with (const Segment *segment, const char *name)
{
  gsize length = strlen (name) + 1;

  return segment->length >= length && memcmp (segment->content, name, length) == 0;
}

/* Of what is meant for programs the colours alone stay. */
static gboolean
belongs_to_picture (const Segment *segment)
{
  if (segment->marker == COM)
    return FALSE;
  if (segment->marker < APP0 || segment->marker > APP15)
    return TRUE;
  return (segment->marker == APP0 && begins_with (segment, "JFIF"))
         || (segment->marker == APP2 && begins_with (segment, "ICC_PROFILE"))
         || (segment->marker == APP14 && segment->length >= 5 && memcmp (segment->content, "Adobe", 5) == 0);
}

/* Further scans and their tables follow the first one; what follows the picture is another. Returns: 0 where there is no end */
static gsize
find_end (const guint8 *data, gsize size, gsize at)
{
  const guint8 *found;

  while (at < size && (found = memchr (data + at, 0xff, size - at)) != NULL)
    {
      at = found + 1 - data;
      if (at >= size)
        return 0;
      if (data[at] == EOI)
        return at + 1;
      if (data[at] >= SOF0 && (data[at] < RST0 || data[at] > RST7))
        {
          if (size - at < 3)
            return 0;
          at += 1 + (gsize)image_number_be16 (data + at + 1);
        }
      else if (data[at] != 0xff)
        {
          at++;
        }
    }
  return 0;
}

static gboolean
append_segment (GByteArray *file, guint8 marker, const char *name, gsize name_size, GBytes *block)
{
  gsize size = name_size + (block != NULL ? g_bytes_get_size (block) : 0);
  guint8 head[] = { 0xff, marker, (size + 2) >> 8, (size + 2) & 0xff };

  if (block == NULL)
    return TRUE;
  if (size > MOST_IN_SEGMENT)
    return FALSE;
  g_byte_array_append (file, head, sizeof head);
  g_byte_array_append (file, (const guint8 *)name, name_size);
  g_byte_array_append (file, g_bytes_get_data (block, NULL), g_bytes_get_size (block));
  return TRUE;
}

static gboolean
append_blocks (GByteArray *file, const ImageBlocks *blocks)
{
  return append_segment (file, APP1, EXIF_NAME, sizeof EXIF_NAME, blocks->exif)
         && append_segment (file, APP1, XMP_NAME, sizeof XMP_NAME, blocks->xmp)
         && append_segment (file, APP13, "", 0, blocks->iptc);
}

/* Blocks stand behind the JFIF head, where there is one, and before all else. */
static gboolean
append_head (GByteArray *file, const guint8 *data, gsize size, const ImageBlocks *blocks, gsize *scan)
{
  gboolean blocks_are_in = FALSE;
  gsize at = 2;
  Segment segment;

  while (read_segment (data, size, at, &segment))
    {
      if (!blocks_are_in && segment.marker != APP0)
        {
          blocks_are_in = TRUE;
          if (!append_blocks (file, blocks))
            return FALSE;
        }
      if (segment.marker == SOS)
        {
          *scan = at;
          return TRUE;
        }
      if (belongs_to_picture (&segment))
        g_byte_array_append (file, data + at, segment.end - at);
      at = segment.end;
    }
  return FALSE;
}

GBytes *
image_container_replace_jpeg (const guint8 *data, gsize size, const ImageBlocks *blocks)
{
  static const guint8 start[] = { 0xff, SOI };
  g_autoptr (GByteArray) file = NULL;
  gsize scan = 0;
  gsize end;

  if (size < sizeof start || memcmp (data, start, sizeof start) != 0)
    return NULL;
  file = g_byte_array_sized_new (size);
  g_byte_array_append (file, start, sizeof start);
  if (!append_head (file, data, size, blocks, &scan))
    return NULL;
  end = find_end (data, size, scan);
  if (end == 0)
    return NULL;
  g_byte_array_append (file, data + scan, end - scan);
  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}

/* A resource has a signature, a number, a name and a size; name and content are padded to even lengths (Photoshop's file format, “Image Resource
 * Blocks”). The others hold a thumbnail and second copies of Exif and XMP, which would outlive what was done to the picture. */
static GBytes *
pick_iptc (const guint8 *data, gsize size)
{
  gsize at = sizeof IPTC_NAME;

  while (size - at >= RESOURCE_HEAD && memcmp (data + at, "8BIM", 4) == 0)
    {
      gsize name = (data[at + 6] + 2) & ~(gsize)1;
      gsize content = at + 6 + name + 4;
      gsize length;

      if (content > size)
        return NULL;
      length = image_number_be32 (data + content - 4);
      if (length > size - content)
        return NULL;
      if (image_number_be16 (data + at + 4) == IPTC_RESOURCE)
        {
          g_autoptr (GByteArray) picked = g_byte_array_new ();

          g_byte_array_append (picked, data, sizeof IPTC_NAME);
          g_byte_array_append (picked, data + at, content + length - at);
          if (length % 2 != 0)
            g_byte_array_append (picked, (const guint8 *)"", 1);
          return g_byte_array_free_to_bytes (g_steal_pointer (&picked));
        }
      at = MIN (size, content + length + length % 2);
    }
  return NULL;
}

GBytes *
image_container_find_iptc (GBytes *file, const char *media_type)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (file, &size);
  gsize at = 2;
  Segment segment;

  if (!g_str_equal (media_type, "image/jpeg"))
    return NULL;
  while (read_segment (data, size, at, &segment) && segment.marker != SOS)
    {
      if (segment.marker == APP13 && begins_with (&segment, IPTC_NAME))
        return pick_iptc (segment.content, segment.length);
      at = segment.end;
    }
  return NULL;
}
