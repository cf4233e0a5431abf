/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-fixtures.h"
#include "pentimento-image-format.h"

#include <string.h>

static void
assert_comes_back (GdkPixbuf *pixels, const char *media_type)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = pentimento_image_encode (pixels, media_type, 0, NULL, &error);
  g_autoptr (GdkPixbuf) back = NULL;

  g_assert_no_error (error);
  back = fixture_decode (file);
  g_assert_cmpint (fixture_difference (pixels, back), ==, 0);
}

/* Every width up to more than a vector of the filter. The TIFF loader multiplies colours by alpha, so that only opaque ones can be compared. */
static void
test_sizes (void)
{
  for (int width = 1; width < 24; width++)
    {
      g_autoptr (GdkPixbuf) opaque = fixture_noise (width, 24 - width, FALSE);
      g_autoptr (GdkPixbuf) clear = fixture_noise (width, 24 - width, TRUE);

      assert_comes_back (opaque, "image/png");
      assert_comes_back (clear, "image/png");
      assert_comes_back (opaque, "image/tiff");
      for (int i = 0; i < width * (24 - width); i++)
        gdk_pixbuf_get_pixels (clear)[i * 4 + 3] = 255;
      assert_comes_back (clear, "image/tiff");
    }
}

/* Several strips, the last of them shorter; one row that is longer than a strip. */
static void
test_tiff_strips (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (701, 1203, FALSE);
  g_autoptr (GdkPixbuf) wide = fixture_noise (400000, 3, FALSE);

  assert_comes_back (pixels, "image/tiff");
  assert_comes_back (wide, "image/tiff");
}

/* A part of a larger picture has rows that lie far apart. */
static void
test_part (void)
{
  g_autoptr (GdkPixbuf) whole = fixture_noise (301, 200, FALSE);
  g_autoptr (GdkPixbuf) part = gdk_pixbuf_new_subpixbuf (whole, 7, 11, 190, 150);

  assert_comes_back (part, "image/png");
  assert_comes_back (part, "image/tiff");
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

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (20000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* Who cancels does not wait for an encoder that cannot be stopped: this one would take some seconds. */
static void
test_avif_cancelled (void)
{
  g_autofree const char **types = pentimento_image_writable_types ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GdkPixbuf) pixels = fixture_noise (900, 900, FALSE);
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  g_assert_true (g_strv_contains (types, "image/avif"));
  g_assert_null (pentimento_image_encode (pixels, "image/avif", 90, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encode/sizes", test_sizes);
  g_test_add_func ("/encode/tiff-strips", test_tiff_strips);
  g_test_add_func ("/encode/part", test_part);
  g_test_add_func ("/encode/formats", test_formats);
  g_test_add_func ("/encode/names", test_names);
  g_test_add_func ("/encode/webp-too-wide", test_webp_too_wide);
  g_test_add_func ("/encode/avif-cancelled", test_avif_cancelled);
  return g_test_run ();
}
