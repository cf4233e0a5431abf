/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-encode-png.h"

#include "image-filter.h"

#include <libdeflate.h>
#include <string.h>

/* PNG, third edition, §5.3 (chunks), §9.2 (filters), §11.2 and §11.3. */
enum {
  FILTER_SUB = 1,
  COLOUR_RGB = 2,
  COLOUR_RGB_ALPHA = 6,
  CHUNK_OVERHEAD = 12,
  HEADER_SIZE = 13,
  LONGEST_CHUNK = G_MAXINT32,
};

/* Higher levels take a multiple of the time and save a few per cent of a photograph. */
#define LEVEL 1

static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

static void
write_number (guint8 *at, guint32 number)
{
  number = GUINT32_TO_BE (number);
  memcpy (at, &number, sizeof number);
}

void
image_png_append_chunk (GByteArray *file, const char *type, const void *data, gsize size)
{
  guint8 number[4];
  guint32 sum;

  write_number (number, (guint32)size);
  g_byte_array_append (file, number, sizeof number);
  g_byte_array_append (file, (const guint8 *)type, 4);
  g_byte_array_append (file, data, (guint)size);
  sum = libdeflate_crc32 (libdeflate_crc32 (0, type, 4), data, size);
  write_number (number, sum);
  g_byte_array_append (file, number, sizeof number);
}

static void
append_header (GByteArray *file, GdkPixbuf *pixels)
{
  guint8 header[HEADER_SIZE] = { 0 };

  write_number (header, gdk_pixbuf_get_width (pixels));
  write_number (header + 4, gdk_pixbuf_get_height (pixels));
  header[8] = 8;
  header[9] = gdk_pixbuf_get_has_alpha (pixels) ? COLOUR_RGB_ALPHA : COLOUR_RGB;
  image_png_append_chunk (file, "IHDR", header, sizeof header);
}

/* Its name, which has to be there, then that it is deflated, then the profile. */
static void
append_profile (GByteArray *file, GBytes *profile)
{
  static const char name[] = "ICC profile\0"; /* and the number of the method, 0, which ends the literal */
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor (6);
  gsize room = libdeflate_zlib_compress_bound (compressor, g_bytes_get_size (profile));
  g_autofree guint8 *content = g_malloc (sizeof name + room);
  gsize size;

  memcpy (content, name, sizeof name);
  size = libdeflate_zlib_compress (compressor, g_bytes_get_data (profile, NULL), g_bytes_get_size (profile),
                                   content + sizeof name, room);
  libdeflate_free_compressor (compressor);
  image_png_append_chunk (file, "iCCP", content, sizeof name + size);
}

static guint8 *
filter (GdkPixbuf *pixels, gsize *size)
{
  int n_channels = gdk_pixbuf_get_n_channels (pixels);
  int height = gdk_pixbuf_get_height (pixels);
  gsize row_size = (gsize)gdk_pixbuf_get_width (pixels) * n_channels;
  const guint8 *row = gdk_pixbuf_read_pixels (pixels);
  guint8 *filtered;

  *size = (row_size + 1) * height;
  filtered = g_try_malloc (*size);
  for (int y = 0; filtered != NULL && y < height; y++, row += gdk_pixbuf_get_rowstride (pixels))
    {
      filtered[y * (row_size + 1)] = FILTER_SUB;
      image_filter_subtract_left (row, filtered + y * (row_size + 1) + 1, row_size, n_channels);
    }
  return filtered;
}

/* Compresses right into its place in the file; memory that is not written to is not taken. */
static GBytes *
compress (GByteArray *head, const guint8 *filtered, gsize size, guint64 max_bytes, ImagePngState *state)
{
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor (LEVEL);
  gsize bound = libdeflate_zlib_compress_bound (compressor, size);
  gsize most = MIN (max_bytes, LONGEST_CHUNK);
  gsize overhead = head->len + 2 * CHUNK_OVERHEAD;
  gsize room = MIN (bound, most > overhead ? most - overhead : 0);
  g_autofree guint8 *file = g_try_malloc (room + overhead);
  guint8 *chunk = file != NULL ? file + head->len : NULL;
  gsize length = 0;

  if (file != NULL && room > 0)
    length = libdeflate_zlib_compress (compressor, filtered, size, chunk + 8, room);
  libdeflate_free_compressor (compressor);
  *state = file == NULL ? IMAGE_PNG_NO_MEMORY : length == 0 ? IMAGE_PNG_TOO_LARGE : IMAGE_PNG_DONE;
  if (*state != IMAGE_PNG_DONE)
    return NULL;

  memcpy (file, head->data, head->len);
  write_number (chunk, (guint32)length);
  memcpy (chunk + 4, "IDAT", 4);
  write_number (chunk + 8 + length, libdeflate_crc32 (0, chunk + 4, length + 4));
  memcpy (chunk + CHUNK_OVERHEAD + length, "\0\0\0\0IEND\xae\x42\x60\x82", CHUNK_OVERHEAD);
  return g_bytes_new_take (g_realloc (g_steal_pointer (&file), overhead + length), overhead + length);
}

GBytes *
image_encode_png (GdkPixbuf *pixels,
                  GBytes *profile,
                  guint64 max_bytes,
                  GCancellable *cancellable,
                  ImagePngState *state)
{
  g_autoptr (GByteArray) head = g_byte_array_new ();
  g_autofree guint8 *filtered = NULL;
  gsize size;

  g_byte_array_append (head, signature, sizeof signature);
  append_header (head, pixels);
  if (profile != NULL)
    append_profile (head, profile);
  filtered = filter (pixels, &size);
  *state = IMAGE_PNG_NO_MEMORY;
  if (filtered == NULL || g_cancellable_is_cancelled (cancellable))
    return NULL;
  return compress (head, filtered, size, max_bytes, state);
}
