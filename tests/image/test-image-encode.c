/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-fixtures.h"
#include "pentimento-image-format.h"

#include <string.h>

/* Every width up to more than a vector of the filter, with and without alpha: every pixel is back. */
static void
test_png_sizes (void)
{
  for (int width = 1; width < 24; width++)
    for (int has_alpha = 0; has_alpha < 2; has_alpha++)
      {
        g_autoptr (GdkPixbuf) pixels = fixture_noise (width, 24 - width, has_alpha);
        g_autoptr (GBytes) file = pentimento_image_encode (pixels, "image/png", 0, NULL, NULL);
        g_autoptr (GdkPixbuf) back = fixture_decode (file);

        g_assert_cmpint (fixture_difference (pixels, back), ==, 0);
      }
}

/* A part of a larger picture has rows that lie far apart. */
static void
test_png_part (void)
{
  g_autoptr (GdkPixbuf) whole = fixture_noise (301, 200, FALSE);
  g_autoptr (GdkPixbuf) part = gdk_pixbuf_new_subpixbuf (whole, 7, 11, 190, 150);
  g_autoptr (GBytes) file = pentimento_image_encode (part, "image/png", 0, NULL, NULL);
  g_autoptr (GdkPixbuf) back = fixture_decode (file);

  g_assert_cmpint (fixture_difference (part, back), ==, 0);
}

static void
test_formats (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 48);
  g_autofree const char **types = pentimento_image_writable_types ();
  g_autofree char *endings = pentimento_image_describe_writable ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_strv_contains (types, "image/png") && g_strv_contains (types, "image/webp"));
  for (guint i = 0; types[i] != NULL; i++)
    {
      g_autoptr (GBytes) file = pentimento_image_encode (pixels, types[i], 90, NULL, &error);
      g_autoptr (GdkPixbuf) back = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (pentimento_image_media_type_of_bytes (file), ==, types[i]);
      g_assert_nonnull (strstr (endings, pentimento_image_extension (types[i])));
      back = fixture_decode (file);
      fixture_assert_colour (back, 8, 8, 255, 0, 0, 12);
      fixture_assert_colour (back, 56, 40, 255, 255, 255, 12);
    }
  g_assert_null (pentimento_image_encode (pixels, "image/heic", 90, NULL, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_ENCODE);
  g_assert_nonnull (strstr (error->message, endings));
}

static void
test_names (void)
{
  static const char *const names[][3] = {
    { "a.png", NULL, "a.png" },
    { "a", NULL, "a.png" },
    { "a", "image/jpeg", "a.jpg" },
    { "a.JPEG", "image/jpeg", "a.JPEG" },
    { "a.png", "image/jpeg", "a.png.jpg" },
    { "v1.2", "image/webp", "v1.2.webp" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = pentimento_image_complete_name (names[i][0], names[i][1]);

      g_assert_cmpstr (name, ==, names[i][2]);
    }
}

static void
test_webp_too_wide (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (16384, 2);
  g_autoptr (GError) error = NULL;

  g_assert_null (pentimento_image_encode (pixels, "image/webp", 80, NULL, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_ENCODE);
  g_assert_nonnull (strstr (error->message, "16383"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encode/png-sizes", test_png_sizes);
  g_test_add_func ("/encode/png-part", test_png_part);
  g_test_add_func ("/encode/formats", test_formats);
  g_test_add_func ("/encode/names", test_names);
  g_test_add_func ("/encode/webp-too-wide", test_webp_too_wide);
  return g_test_run ();
}
