/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-fixtures.h"

#include <gexiv2/gexiv2.h>
#include <glib/gstdio.h>
#include <lcms2.h>
#include <stdlib.h>
#include <string.h>

GdkPixbuf *
fixture_quadrants (int width, int height)
{
  static const guint32 colours[] = { 0xff0000ff, 0x00ff00ff, 0x0000ffff, 0xffffffff };
  GdkPixbuf *pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  for (int i = 0; i < 4; i++)
    {
      int x = i % 2 * (width / 2);
      int y = i / 2 * (height / 2);
      g_autoptr (GdkPixbuf) part
          = gdk_pixbuf_new_subpixbuf (pixels, x, y, x > 0 ? width - x : width / 2, y > 0 ? height - y : height / 2);

      gdk_pixbuf_fill (part, colours[i]);
    }

  return pixels;
}

GdkPixbuf *
fixture_noise (int width, int height, gboolean has_alpha)
{
  GdkPixbuf *pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, has_alpha, 8, width, height);
  gsize length = gdk_pixbuf_get_byte_length (pixels);
  guint8 *data = gdk_pixbuf_get_pixels (pixels);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (gsize i = 0; i < length; i++)
    data[i] = g_rand_int (random) >> 24;

  return pixels;
}

GBytes *
fixture_file (GdkPixbuf *pixels, const char *type, const char *option, const char *value)
{
  char *keys[] = { (char *)option, NULL };
  char *values[] = { (char *)value, NULL };
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize size;

  gdk_pixbuf_save_to_bufferv (pixels, &data, &size, type, keys, values, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static void
append_le16 (GByteArray *file, guint16 number)
{
  guint8 data[] = { number & 0xff, number >> 8 };

  g_byte_array_append (file, data, 2);
}

/* Four colours are codes of three bits while the table is cleared (code 4) before every second pixel. */
static GByteArray *
gif_codes (int n_pixels, guint8 colour)
{
  GByteArray *codes = g_byte_array_new ();
  guint32 bits = 0;
  guint n_bits = 0;

  for (int i = 0; i <= n_pixels + n_pixels / 2; i++)
    {
      guint code = i == n_pixels + n_pixels / 2 ? 5 : i % 3 == 0 ? 4 : colour;

      bits |= code << n_bits;
      for (n_bits += 3; n_bits >= 8; n_bits -= 8, bits >>= 8)
        g_byte_array_append (codes, (const guint8[]){ bits & 0xff }, 1);
    }
  g_byte_array_append (codes, (const guint8[]){ bits & 0xff }, 1);

  return codes;
}

static void
append_gif_frame (GByteArray *file, int width, int height, guint8 colour)
{
  g_autoptr (GByteArray) codes = gif_codes (width * height, colour);

  g_byte_array_append (file, (const guint8 *)",\0\0\0\0", 5);
  append_le16 (file, width);
  append_le16 (file, height);
  g_byte_array_append (file, (const guint8 *)"\0\2", 2);
  for (guint at = 0; at < codes->len; at += 255)
    {
      guint8 length = MIN (255, codes->len - at);

      g_byte_array_append (file, &length, 1);
      g_byte_array_append (file, codes->data + at, length);
    }
  g_byte_array_append (file, (const guint8 *)"\0", 1);
}

GBytes *
fixture_gif (int width, int height, guint n_frames, const guint8 *colours)
{
  GByteArray *file = g_byte_array_new ();

  g_assert_cmpint (width * height % 2, ==, 0);
  g_byte_array_append (file, (const guint8 *)"GIF89a", 6);
  append_le16 (file, width);
  append_le16 (file, height);
  g_byte_array_append (file, (const guint8 *)"\x81\0\0", 3);
  g_byte_array_append (file, (const guint8 *)"\0\0\0\xff\0\0\0\xff\0\xff\xff\xff", 12);
  for (guint i = 0; i < n_frames; i++)
    append_gif_frame (file, width, height, colours[i]);
  g_byte_array_append (file, (const guint8 *)";", 1);

  return g_byte_array_free_to_bytes (file);
}

GBytes *
fixture_with_tag (GBytes *file, const char *extension, const char *tag, const char *value)
{
  g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = fixture_folder ();
  g_autofree char *name = g_strconcat ("tagged.", extension, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *data;
  gsize size;

  g_file_set_contents (path, g_bytes_get_data (file, NULL), g_bytes_get_size (file), &error);
  g_assert_no_error (error);
  gexiv2_metadata_open_path (metadata, path, &error);
  g_assert_no_error (error);
  gexiv2_metadata_try_set_tag_string (metadata, tag, value, &error);
  g_assert_no_error (error);
  gexiv2_metadata_save_file (metadata, path, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  fixture_remove_folder (folder);

  return g_bytes_new_take (data, size);
}

static guint32
png_check_sum (const guint8 *data, gsize size)
{
  guint32 sum = 0xffffffff;

  for (gsize i = 0; i < size; i++)
    {
      sum ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        sum = (sum & 1) != 0 ? sum >> 1 ^ 0xedb88320 : sum >> 1;
    }

  return ~sum;
}

static void
append_be32 (GByteArray *file, guint32 number)
{
  guint32 big = GUINT32_TO_BE (number);

  g_byte_array_append (file, (const guint8 *)&big, 4);
}

void
fixture_append_png_chunk (GByteArray *file, const char *type, const guint8 *data, gsize size)
{
  guint start = file->len + 4;

  append_be32 (file, size);
  g_byte_array_append (file, (const guint8 *)type, 4);
  g_byte_array_append (file, data, size);
  append_be32 (file, png_check_sum (file->data + start, size + 4));
}

static GBytes *
with_png_chunk (GBytes *file, const char *type, const guint8 *data, gsize size)
{
  const gsize header_end = 33;
  const guint8 *old = g_bytes_get_data (file, NULL);
  GByteArray *new = g_byte_array_new ();

  g_byte_array_append (new, old, header_end);
  fixture_append_png_chunk (new, type, data, size);
  g_byte_array_append (new, old + header_end, g_bytes_get_size (file) - header_end);

  return g_byte_array_free_to_bytes (new);
}

GBytes *
fixture_with_png_chunk (GBytes *file, const char *type, const char *data)
{
  return with_png_chunk (file, type, (const guint8 *)data, strlen (data));
}

GBytes *
fixture_deflate (const guint8 *data, gsize size)
{
  g_autoptr (GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6));
  gsize capacity = size + size / 100 + 128;
  guint8 *compressed = g_malloc (capacity);
  gsize n_read, n_written;

  g_assert_cmpint (g_converter_convert (compressor, data, size, compressed, capacity, G_CONVERTER_INPUT_AT_END, &n_read,
                                        &n_written, NULL),
                   ==, G_CONVERTER_FINISHED);
  return g_bytes_new_take (compressed, n_written);
}

GBytes *
fixture_png_with_profile (GBytes *png, const char *profile)
{
  g_autoptr (GByteArray) chunk = g_byte_array_new ();
  gsize size;
  g_autofree guint8 *data = g_base64_decode (profile, &size);
  g_autoptr (GBytes) compressed = fixture_deflate (data, size);

  g_byte_array_append (chunk, (const guint8 *)"profile\0\0", 9);
  g_byte_array_append (chunk, g_bytes_get_data (compressed, NULL), g_bytes_get_size (compressed));
  return with_png_chunk (png, "iCCP", chunk->data, chunk->len);
}

/* GdkPixbuf 2.42 sets the profile of a PNG before its header, which libpng refuses. */
GBytes *
fixture_file_with_profile (GdkPixbuf *pixels, const char *type, const char *profile)
{
  g_autoptr (GBytes) plain = NULL;

  if (!g_str_equal (type, "png"))
    return fixture_file (pixels, type, "icc-profile", profile);

  plain = fixture_file (pixels, "png", NULL, NULL);
  return fixture_png_with_profile (plain, profile);
}

GBytes *
fixture_png_header_of (guint32 width, guint32 height, guint8 depth, guint8 colour_type)
{
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GByteArray) header = g_byte_array_new ();

  append_be32 (header, width);
  append_be32 (header, height);
  g_byte_array_append (header, (const guint8[]){ depth, colour_type, 0, 0, 0 }, 5);
  g_byte_array_append (file, (const guint8 *)"\x89PNG\r\n\x1a\n", 8);
  fixture_append_png_chunk (file, "IHDR", header->data, header->len);

  return g_byte_array_free_to_bytes (file);
}

GBytes *
fixture_png_header (guint32 width, guint32 height)
{
  return fixture_png_header_of (width, height, 8, 2);
}

char *
fixture_profile_text (gpointer profile)
{
  cmsUInt32Number size = 0;
  g_autofree guint8 *data = NULL;

  cmsSaveProfileToMem (profile, NULL, &size);
  data = g_malloc (size);
  cmsSaveProfileToMem (profile, data, &size);
  cmsCloseProfile (profile);

  return g_base64_encode (data, size);
}

char *
fixture_swapped_profile (void)
{
  cmsCIExyY white = { 0.3127, 0.3290, 1 };
  cmsCIExyYTRIPLE swapped = { { 0.30, 0.60, 1 }, { 0.64, 0.33, 1 }, { 0.15, 0.06, 1 } };
  cmsToneCurve *curve = cmsBuildGamma (NULL, 2.2);
  cmsToneCurve *curves[] = { curve, curve, curve };
  cmsHPROFILE profile = cmsCreateRGBProfile (&white, &swapped, curves);

  cmsFreeToneCurve (curve);
  return fixture_profile_text (profile);
}

char *
fixture_srgb_profile (void)
{
  return fixture_profile_text (cmsCreate_sRGBProfile ());
}

char *
fixture_grey_profile (void)
{
  cmsCIExyY white = { 0.3127, 0.3290, 1 };
  cmsToneCurve *curve = cmsBuildGamma (NULL, 5);
  cmsHPROFILE profile = cmsCreateGrayProfile (&white, curve);

  cmsFreeToneCurve (curve);
  return fixture_profile_text (profile);
}

PentimentoImage *
fixture_image (GBytes *file, const char *name)
{
  g_autoptr (GError) error = NULL;
  PentimentoImage *image = pentimento_image_new (file, name, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (image);
  return image;
}

GdkPixbuf *
fixture_decode (GBytes *file)
{
  g_autoptr (PentimentoImage) image = fixture_image (file, "picture");
  g_autoptr (GError) error = NULL;
  GdkPixbuf *pixels = pentimento_image_decode (image, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (pixels), ==, pentimento_image_get_width (image));
  g_assert_cmpint (gdk_pixbuf_get_height (pixels), ==, pentimento_image_get_height (image));
  return pixels;
}

GBytes *
fixture_cut (GBytes *file, gsize length)
{
  /* A copy of its own, so that the sanitizer sees a read past the end. */
  return g_bytes_new (g_bytes_get_data (file, NULL), length);
}

void
fixture_assert_colour (GdkPixbuf *pixels, int x, int y, guint8 red, guint8 green, guint8 blue, int tolerance)
{
  const guint8 *pixel = gdk_pixbuf_read_pixels (pixels) + (gsize)y * gdk_pixbuf_get_rowstride (pixels)
                        + (gsize)x * gdk_pixbuf_get_n_channels (pixels);

  g_assert_cmpint (ABS (pixel[0] - red), <=, tolerance);
  g_assert_cmpint (ABS (pixel[1] - green), <=, tolerance);
  g_assert_cmpint (ABS (pixel[2] - blue), <=, tolerance);
}

void
fixture_take_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **taken = user_data;

  g_assert_null (*taken);
  *taken = g_object_ref (result);
}

void
fixture_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

char *
fixture_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("pentimento-image-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
fixture_remove_folder (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

int
fixture_difference (GdkPixbuf *left, GdkPixbuf *right)
{
  int left_channels = gdk_pixbuf_get_n_channels (left);
  int right_channels = gdk_pixbuf_get_n_channels (right);
  int difference = 0;

  g_assert_cmpint (gdk_pixbuf_get_width (left), ==, gdk_pixbuf_get_width (right));
  g_assert_cmpint (gdk_pixbuf_get_height (left), ==, gdk_pixbuf_get_height (right));
  for (int y = 0; y < gdk_pixbuf_get_height (left); y++)
    for (int x = 0; x < gdk_pixbuf_get_width (left); x++)
      for (int channel = 0; channel < MIN (left_channels, right_channels); channel++)
        {
          gsize left_at = (gsize)y * gdk_pixbuf_get_rowstride (left) + x * left_channels + channel;
          gsize right_at = (gsize)y * gdk_pixbuf_get_rowstride (right) + x * right_channels + channel;

          difference = MAX (difference,
                            abs (gdk_pixbuf_read_pixels (left)[left_at] - gdk_pixbuf_read_pixels (right)[right_at]));
        }
  return difference;
}
