/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Masks as picture files. */

#include "pentimento-mask-private.h"

#include "pentimento-image-error.h"
#include "pentimento-image.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Masks are runs of the same byte: higher levels save little. */
#define COMPRESSION 3

/* The check sum of PNG chunks: the specification's annex “Sample CRC implementation”, a bit at a time. */
static guint32
add_to_sum (guint32 sum, const guint8 *data, gsize size)
{
  for (gsize i = 0; i < size; i++)
    {
      sum ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        sum = sum >> 1 ^ (sum & 1 ? 0xedb88320 : 0);
    }
  return sum;
}

static void
append_number (GByteArray *file, guint32 number)
{
  guint32 bytes = GUINT32_TO_BE (number);

  g_byte_array_append (file, (const guint8 *)&bytes, sizeof bytes);
}

static void
append_chunk (GByteArray *file, const char *type, const guint8 *data, gsize size)
{
  guint32 sum = add_to_sum (G_MAXUINT32, (const guint8 *)type, 4);

  append_number (file, size);
  g_byte_array_append (file, (const guint8 *)type, 4);
  if (size > 0)
    g_byte_array_append (file, data, size);
  append_number (file, add_to_sum (sum, data, size) ^ G_MAXUINT32);
}

static GBytes *
wrap (PentimentoMask *self, GBytes *compressed)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GByteArray) header = g_byte_array_new ();
  const guint8 kind[] = { 8, 0, 0, 0, 0 }; /* bits, grey, deflate, filters of each row, not interlaced */

  append_number (header, self->width);
  append_number (header, self->height);
  g_byte_array_append (header, kind, sizeof kind);
  g_byte_array_append (file, signature, sizeof signature);
  append_chunk (file, "IHDR", header->data, header->len);
  append_chunk (file, "IDAT", g_bytes_get_data (compressed, NULL), g_bytes_get_size (compressed));
  append_chunk (file, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (file);
}

GBytes *
pentimento_mask_to_png (PentimentoMask *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, COMPRESSION);
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  g_autofree guint8 *row = g_malloc0 ((gsize)self->width + 1); /* the filter before the pixels: none */
  g_autoptr (GBytes) compressed = NULL;

  for (int y = 0; y < self->height; y++)
    {
      pentimento_mask_get_row (self, 0, y, self->width, row + 1);
      if (!g_output_stream_write_all (stream, row, (gsize)self->width + 1, NULL, cancellable, error))
        return NULL;
    }
  if (!g_output_stream_close (stream, cancellable, error))
    return NULL;
  compressed = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  return wrap (self, compressed);
}

/* Rec. 709's weights, of 65536. */
static guint8
read_coverage (const guint8 *pixel, gboolean has_alpha)
{
  guint brightness = (13933 * pixel[0] + 46871 * pixel[1] + 4732 * pixel[2] + 32768) >> 16;

  return has_alpha ? (brightness * pixel[3] + 127) / 255 : brightness;
}

static void
fill_from_pixels (gconstpointer data, const PentimentoPlace *area, guint8 *coverage)
{
  GdkPixbuf *pixels = (GdkPixbuf *)data;
  int channels = gdk_pixbuf_get_n_channels (pixels);

  for (int y = 0; y < area->height; y++)
    {
      const guint8 *row = gdk_pixbuf_read_pixels (pixels) + (gsize)(area->y + y) * gdk_pixbuf_get_rowstride (pixels);

      for (int x = 0; x < area->width; x++)
        coverage[(gsize)y * MASK_TILE + x] = read_coverage (row + (gsize)(area->x + x) * channels, channels == 4);
    }
}

static gboolean
check_size (PentimentoImage *image, int width, int height, GError **error)
{
  if (pentimento_image_get_width (image) == width && pentimento_image_get_height (image) == height)
    return TRUE;
  g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE,
               _ ("The mask is of another picture: it has %d × %d pixels, and %d × %d are needed."),
               pentimento_image_get_width (image), pentimento_image_get_height (image), width, height);
  return FALSE;
}

PentimentoMask *
pentimento_mask_new_from_file (GBytes *bytes, int width, int height, GCancellable *cancellable, GError **error)
{
  g_autoptr (PentimentoImage) image = pentimento_image_new (bytes, _ ("mask"), NULL, error);
  g_autoptr (GdkPixbuf) pixels = NULL;
  const PentimentoPlace all = { 0, 0, width, height };

  if (image == NULL || !check_size (image, width, height, error))
    return NULL;
  pixels = pentimento_image_decode (image, cancellable, error);
  return pixels != NULL ? mask_new_filled (width, height, &all, fill_from_pixels, pixels) : NULL;
}
