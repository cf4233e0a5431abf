/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "picture-kinds.h"

#include "image-fixtures.h"

#include <string.h>

static const guint8 palette[KIND_PALETTE_SIZE][3] = {
  { 0, 0, 0 }, { 255, 0, 0 }, { 0, 255, 0 }, { 0, 0, 255 }, [4 ... KIND_PALETTE_SIZE - 1] = { 255, 255, 255 },
};

static void
append (GByteArray *file, const char *data, gsize size)
{
  g_byte_array_append (file, (const guint8 *)data, size);
}

static void
append_byte (GByteArray *file, guint8 byte)
{
  g_byte_array_append (file, &byte, 1);
}

static void
append_number (GByteArray *file, guint32 number, int size, gboolean big_endian)
{
  for (int i = 0; i < size; i++)
    append_byte (file, number >> 8 * (big_endian ? size - 1 - i : i));
}

static int
samples_of (int colour_type)
{
  switch (colour_type)
    {
    case KIND_PNG_RGB:
      return 3;
    case KIND_PNG_GREY_ALPHA:
      return 2;
    case KIND_PNG_RGBA:
      return 4;
    default:
      return 1;
    }
}

GBytes *
kind_png (int width, int height, int depth, int colour_type, const guint8 *samples)
{
  gsize row = ((gsize)width * depth * samples_of (colour_type) + 7) / 8;
  g_autoptr (GBytes) header = fixture_png_header_of (width, height, depth, colour_type);
  g_autoptr (GByteArray) rows = g_byte_array_new ();
  g_autoptr (GBytes) deflated = NULL;
  GByteArray *file = g_byte_array_new ();

  append (file, g_bytes_get_data (header, NULL), g_bytes_get_size (header));
  if (colour_type == KIND_PNG_PALETTE)
    fixture_append_png_chunk (file, "PLTE", palette[0], (1 << depth) * 3);
  for (int y = 0; y < height; y++)
    {
      append_byte (rows, 0);
      g_byte_array_append (rows, samples + row * y, row);
    }
  deflated = fixture_deflate (rows->data, rows->len);
  fixture_append_png_chunk (file, "IDAT", g_bytes_get_data (deflated, NULL), g_bytes_get_size (deflated));
  fixture_append_png_chunk (file, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (file);
}

/* TIFF 6.0 §2: tag, type, count, and the value or where it lies */
static void
append_entry (GByteArray *file, guint *n_entries, int tag, int type, guint32 count, guint32 value)
{
  append_number (file, tag, 2, FALSE);
  append_number (file, type, 2, FALSE);
  append_number (file, count, 4, FALSE);
  append_number (file, value, 4, FALSE);
  (*n_entries)++;
}

#define FIRST_VALUE 8

/* Up to two stand in the entry itself. */
static guint32
tiff_depths (const KindTiff *kind)
{
  return kind->n_samples <= 2 ? kind->depth * 0x10001u : FIRST_VALUE;
}

/* Behind the head of eight bytes: the depth of each sample, the palette's reds, greens and blues, and the samples */
static void
append_values (GByteArray *file, const KindTiff *kind)
{
  for (int i = 0; i < kind->n_samples; i++)
    append_number (file, kind->depth, 2, FALSE);
  for (int channel = 0; channel < 3; channel++)
    for (int i = 0; i < KIND_PALETTE_SIZE; i++)
      append_number (file, palette[i][channel] * 257, 2, FALSE);
}

GBytes *
kind_tiff (const KindTiff *kind, const guint8 *samples, gsize size)
{
  const int short_type = 3, long_type = 4;
  GByteArray *file = g_byte_array_new ();
  guint strip, directory, n_entries = 0;

  append (file, "II*\0\0\0\0\0", 8);
  append_values (file, kind);
  strip = file->len;
  g_byte_array_append (file, samples, size);
  directory = file->len;
  memcpy (file->data + 4, &(guint32){ GUINT32_TO_LE (directory) }, 4);
  append_number (file, 0, 2, FALSE);
  append_entry (file, &n_entries, 256, long_type, 1, kind->width);
  append_entry (file, &n_entries, 257, long_type, 1, kind->height);
  append_entry (file, &n_entries, 258, short_type, kind->n_samples, tiff_depths (kind));
  append_entry (file, &n_entries, 259, short_type, 1, 1);
  append_entry (file, &n_entries, 262, short_type, 1, kind->photometric);
  append_entry (file, &n_entries, 273, long_type, 1, strip);
  if (kind->orientation_type != 0)
    append_entry (file, &n_entries, 274, kind->orientation_type, 1, kind->orientation);
  append_entry (file, &n_entries, 277, short_type, 1, kind->n_samples);
  append_entry (file, &n_entries, 278, long_type, 1, kind->height);
  append_entry (file, &n_entries, 279, long_type, 1, size);
  if (kind->photometric == KIND_TIFF_PALETTE)
    append_entry (file, &n_entries, 320, short_type, 3 << kind->depth, FIRST_VALUE + 2 * kind->n_samples);
  if (kind->alpha != KIND_TIFF_NO_ALPHA)
    append_entry (file, &n_entries, 338, short_type, 1, kind->alpha);
  if (kind->floating)
    append_entry (file, &n_entries, 339, short_type, 1, 3);
  append_number (file, 0, 4, FALSE);
  file->data[directory] = n_entries;
  return g_byte_array_free_to_bytes (file);
}

/* ITU-T T.81 annex F: bits, the first one highest, a byte FF followed by a zero */
typedef struct {
  GByteArray *file;
  guint32 bits;
  int n_bits;
} Writer;

static void
write_bits (Writer *self, guint32 bits, int n_bits)
{
  self->bits = self->bits << n_bits | bits;
  self->n_bits += n_bits;
  while (self->n_bits >= 8)
    {
      guint8 byte = self->bits >> (self->n_bits - 8);

      append_byte (self->file, byte);
      if (byte == 0xff)
        append_byte (self->file, 0);
      self->n_bits -= 8;
    }
}

/* A block of one colour: the difference to the one before, in so many bits as it needs (the code of N is N, in four bits), and the end */
static void
write_block (Writer *self, int difference)
{
  int n_bits = g_bit_storage (ABS (difference));

  if (difference == 0)
    n_bits = 0;
  write_bits (self, n_bits, 4);
  if (n_bits > 0)
    write_bits (self, difference > 0 ? difference : difference + (1 << n_bits) - 1, n_bits);
  write_bits (self, 0, 1);
}

static void
write_scan (GByteArray *file, int n_components, const guint8 *values, int n_blocks)
{
  Writer writer = { file, 0, 0 };

  for (int block = 0; block < n_blocks; block++)
    for (int component = 0; component < n_components; component++)
      {
        const guint8 *value = values + block * n_components + component;

        write_block (&writer, *value - (block > 0 ? value[-n_components] : 128));
      }
  write_bits (&writer, 0x7f, 7);
}

static void
append_jpeg_tables (GByteArray *file)
{
  append (file, "\xff\xdb\0\x43\0", 5);
  for (int i = 0; i < 64; i++)
    append_byte (file, 8); /* an eighth of the first coefficient is the mean */
  append (file, "\xff\xc4\0\x1c\0\0\0\0\x09\0\0\0\0\0\0\0\0\0\0\0\0\0\1\2\3\4\5\6\7\x08", 30);
  append (file, "\xff\xc4\0\x14\x10\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22);
}

GBytes *
kind_jpeg (int n_components, int adobe, const guint8 *values, int n_blocks)
{
  GByteArray *file = g_byte_array_new ();

  append (file, "\xff\xd8", 2);
  if (adobe != KIND_JPEG_NO_ADOBE)
    {
      append (file, "\xff\xee\0\x0e\x41\x64obe\0\x64\0\0\0\0", 15);
      append_byte (file, adobe);
    }
  append_jpeg_tables (file);
  append (file, "\xff\xc0", 2);
  append_number (file, 8 + 3 * n_components, 2, TRUE);
  append (file, "\x08\0\x08", 3);
  append_number (file, 8 * n_blocks, 2, TRUE);
  append_byte (file, n_components);
  for (int i = 1; i <= n_components; i++)
    append (file, (const char[]){ i, 0x11, 0 }, 3);
  append (file, "\xff\xda", 2);
  append_number (file, 6 + 2 * n_components, 2, TRUE);
  append_byte (file, n_components);
  for (int i = 1; i <= n_components; i++)
    append (file, (const char[]){ i, 0 }, 2);
  append (file, "\0\x3f\0", 3);
  write_scan (file, n_components, values, n_blocks);
  append (file, "\xff\xd9", 2);
  return g_byte_array_free_to_bytes (file);
}

/* ICC.1:2010 §B.4: which segment it is, from 1, and of how many */
GBytes *
kind_jpeg_with_profile (GBytes *jpeg, const guint8 *profile, gsize size, gsize part)
{
  const guint8 *old = g_bytes_get_data (jpeg, NULL);
  GByteArray *file = g_byte_array_new ();

  append (file, "\xff\xd8", 2);
  for (gsize at = 0; at < size; at += part)
    {
      gsize length = MIN (part, size - at);

      append (file, "\xff\xe2", 2);
      append_number (file, 2 + 14 + length, 2, TRUE);
      append (file, "ICC_PROFILE", 12);
      append_byte (file, at / part + 1);
      append_byte (file, (size + part - 1) / part);
      g_byte_array_append (file, profile + at, length);
    }
  g_byte_array_append (file, old + 2, g_bytes_get_size (jpeg) - 2);
  return g_byte_array_free_to_bytes (file);
}

GBytes *
kind_with_orientation (GBytes *jpeg, gboolean big_endian, int type, guint32 count, guint32 value)
{
  const guint8 *old = g_bytes_get_data (jpeg, NULL);
  GByteArray *file = g_byte_array_new ();

  append (file, "\xff\xd8\xff\xe1\0\x22\x45xif\0\0", 12);
  append (file, big_endian ? "MM\0*\0\0\0\x08\0\1" : "II*\0\x08\0\0\0\1\0", 10);
  append_number (file, 0x112, 2, big_endian);
  append_number (file, type, 2, big_endian);
  append_number (file, count, 4, big_endian);
  /* A short number takes the first two of the four bytes. */
  append_number (file, type == 3 && big_endian ? value << 16 : value, 4, big_endian);
  append_number (file, 0, 4, big_endian);
  g_byte_array_append (file, old + 2, g_bytes_get_size (jpeg) - 2);
  return g_byte_array_free_to_bytes (file);
}

/* The one chunk of a simple file lies behind its head of twelve bytes. */
static void
append_webp_frame (GByteArray *file, GBytes *simple, int width, int height)
{
  gsize size = g_bytes_get_size (simple) - 12;
  const guint8 *chunk = (const guint8 *)g_bytes_get_data (simple, NULL) + 12;

  g_assert_true (memcmp (chunk, "VP8", 3) == 0 && chunk[3] != 'X');
  append (file, "ANMF", 4);
  append_number (file, 16 + size, 4, FALSE);
  append (file, "\0\0\0\0\0\0", 6);
  append_number (file, width - 1, 3, FALSE);
  append_number (file, height - 1, 3, FALSE);
  append (file, "\x64\0\0\0", 4);
  g_byte_array_append (file, chunk, size);
}

GBytes *
kind_webp_animation (GBytes *first, GBytes *second, int width, int height)
{
  GByteArray *file = g_byte_array_new ();

  append (file, "RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\2\0\0\0", 24);
  append_number (file, width - 1, 3, FALSE);
  append_number (file, height - 1, 3, FALSE);
  append (file, "ANIM\6\0\0\0\xff\xff\xff\xff\0\0", 14);
  append_webp_frame (file, first, width, height);
  append_webp_frame (file, second, width, height);
  memcpy (file->data + 4, &(guint32){ GUINT32_TO_LE (file->len - 8) }, 4);
  return g_byte_array_free_to_bytes (file);
}
