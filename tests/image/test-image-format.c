/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-fixtures.h"
#include "pentimento-image-format.h"

static const char *
sniff (const char *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);

  return pentimento_image_media_type_of_bytes (bytes);
}

#define SNIFF(text) sniff (text, sizeof text - 1)

static void
test_signatures (void)
{
  g_assert_cmpstr (SNIFF ("\x89PNG\r\n\x1a\n"), ==, "image/png");
  g_assert_cmpstr (SNIFF ("\xff\xd8\xff\xe0"), ==, "image/jpeg");
  g_assert_cmpstr (SNIFF ("RIFF\x10\0\0\0WEBPVP8 "), ==, "image/webp");
  g_assert_cmpstr (SNIFF ("II*\0\x08\0\0\0"), ==, "image/tiff");
  g_assert_cmpstr (SNIFF ("MM\0*\0\0\0\x08"), ==, "image/tiff");
  g_assert_cmpstr (SNIFF ("GIF87a"), ==, "image/gif");
  g_assert_cmpstr (SNIFF ("GIF89a"), ==, "image/gif");
  g_assert_cmpstr (SNIFF ("\0\0\0\x1c"
                          "ftypavif\0\0\0\0"),
                   ==, "image/avif");
  g_assert_cmpstr (SNIFF ("\0\0\0\x18"
                          "ftypheic\0\0\0\0mif1heic"),
                   ==, "image/heic");
  g_assert_cmpstr (SNIFF ("\0\0\0\x18"
                          "ftypmif1\0\0\0\0mif1avif"),
                   ==, "image/avif");
  g_assert_cmpstr (SNIFF ("\0\0\0\x18"
                          "ftypmif1\0\0\0\0mif1heic"),
                   ==, "image/heic");
}

static void
test_no_signatures (void)
{
  g_assert_null (SNIFF (""));
  g_assert_null (SNIFF ("\x89PNG"));
  g_assert_null (SNIFF ("\xff\xd8"));
  g_assert_null (SNIFF ("RIFF\x10\0\0\0WAVEfmt "));
  g_assert_null (SNIFF ("GIF90a"));
  g_assert_null (SNIFF ("<svg xmlns='http://www.w3.org/2000/svg'/>"));
  g_assert_null (SNIFF ("\0\0\0\x18"
                        "ftypisom\0\0\0\0isommp42"));
  g_assert_null (SNIFF ("\0\0\0\x18"
                        "ftypmif1"));
  /* A brand behind the end of its box does not count. */
  g_assert_null (SNIFF ("\0\0\0\x14"
                        "ftypmif1\0\0\0\0mif1heic"));
}

static void
test_real_files (void)
{
  static const char *const types[][2]
      = { { "png", "image/png" }, { "jpeg", "image/jpeg" }, { "webp", "image/webp" }, { "tiff", "image/tiff" } };
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (8, 8);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) file = fixture_file (pixels, types[i][0], NULL, NULL);

      g_assert_cmpstr (pentimento_image_media_type_of_bytes (file), ==, types[i][1]);
    }
}

static void
test_names (void)
{
  g_assert_cmpstr (pentimento_image_media_type_of_name ("a.png"), ==, "image/png");
  g_assert_cmpstr (pentimento_image_media_type_of_name ("/x.y/A.JPG"), ==, "image/jpeg");
  g_assert_cmpstr (pentimento_image_media_type_of_name ("a.b.jpeg"), ==, "image/jpeg");
  g_assert_cmpstr (pentimento_image_media_type_of_name ("a.WebP"), ==, "image/webp");
  g_assert_cmpstr (pentimento_image_media_type_of_name ("a.tif"), ==, "image/tiff");
  g_assert_cmpstr (pentimento_image_media_type_of_name ("a.heif"), ==, "image/heic");
  g_assert_null (pentimento_image_media_type_of_name ("png"));
  g_assert_null (pentimento_image_media_type_of_name ("a."));
  g_assert_null (pentimento_image_media_type_of_name ("a.png/b"));
  g_assert_null (pentimento_image_media_type_of_name (""));
}

static void
test_extensions (void)
{
  g_assert_cmpstr (pentimento_image_extension ("image/jpeg"), ==, "jpg");
  g_assert_cmpstr (pentimento_image_extension ("image/png"), ==, "png");
  g_assert_cmpstr (pentimento_image_extension ("image/webp"), ==, "webp");
  g_assert_cmpstr (pentimento_image_extension ("image/heic"), ==, "heic");
  g_assert_null (pentimento_image_extension ("text/plain"));
  g_assert_null (pentimento_image_extension (NULL));
}

static void
test_lists (void)
{
  g_autofree const char **readable = pentimento_image_readable_types ();
  g_autofree const char **writable = pentimento_image_writable_types ();

  for (guint i = 0; readable[i] != NULL; i++)
    g_test_message ("This machine opens %s", readable[i]);

  g_assert_true (g_strv_contains (readable, "image/png"));
  g_assert_true (g_strv_contains (readable, "image/jpeg"));
  g_assert_true (g_strv_contains (readable, "image/gif"));
  g_assert_true (g_strv_contains (readable, "image/tiff"));
  g_assert_true (g_strv_contains (readable, "image/webp"));
  g_assert_true (g_strv_contains (writable, "image/png"));
  g_assert_true (g_strv_contains (writable, "image/jpeg"));
  g_assert_true (g_strv_contains (writable, "image/webp"));
  g_assert_false (g_strv_contains (writable, "image/gif"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image/format/signatures", test_signatures);
  g_test_add_func ("/image/format/no-signatures", test_no_signatures);
  g_test_add_func ("/image/format/real-files", test_real_files);
  g_test_add_func ("/image/format/names", test_names);
  g_test_add_func ("/image/format/extensions", test_extensions);
  g_test_add_func ("/image/format/lists", test_lists);
  return g_test_run ();
}
