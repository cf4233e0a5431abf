/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-fixtures.h"
#include "pentimento-image-format.h"
#include "pentimento-image-save.h"

static GdkPixbuf *
decode (PentimentoImage *image)
{
  g_autoptr (GError) error = NULL;
  GdkPixbuf *pixels = pentimento_image_decode (image, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (pixels), ==, pentimento_image_get_width (image));
  g_assert_cmpint (gdk_pixbuf_get_height (pixels), ==, pentimento_image_get_height (image));
  return pixels;
}

static GdkPixbuf *
decode_file (GBytes *file)
{
  g_autoptr (PentimentoImage) image = fixture_image (file, "test");

  return decode (image);
}

static const guint8 colours[4][3] = { { 255, 0, 0 }, { 0, 255, 0 }, { 0, 0, 255 }, { 255, 255, 255 } };

/* @corners: which colour is found at top left, top right, bottom left, bottom right */
static void
assert_corners (GdkPixbuf *pixels, const int *corners, int tolerance)
{
  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);

  for (int i = 0; i < 4; i++)
    fixture_assert_colour (pixels, i % 2 * width / 2 + width / 4, i / 2 * height / 2 + height / 4,
                           colours[corners[i]][0], colours[corners[i]][1], colours[corners[i]][2], tolerance);
}

/* What the Exif specification says upright is for each orientation of red, green / blue, white */
static const int upright[9][4] = {
  { 0, 1, 2, 3 }, { 0, 1, 2, 3 }, { 1, 0, 3, 2 }, { 3, 2, 1, 0 }, { 2, 3, 0, 1 },
  { 0, 2, 1, 3 }, { 2, 0, 3, 1 }, { 3, 1, 2, 0 }, { 1, 3, 0, 2 },
};

static void
test_orientation (gconstpointer type)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autoptr (GBytes) plain = fixture_file (pixels, type, NULL, NULL);

  for (int orientation = 1; orientation <= 8; orientation++)
    {
      g_autofree char *value = g_strdup_printf ("%d", orientation);
      g_autoptr (GBytes) file = fixture_with_tag (plain, type, "Exif.Image.Orientation", value);
      g_autoptr (PentimentoImage) image = fixture_image (file, "turned");
      g_autoptr (GdkPixbuf) decoded = decode (image);

      g_assert_cmpint (pentimento_image_get_orientation (image), ==, orientation);
      g_assert_cmpint (pentimento_image_get_width (image), ==, orientation < 5 ? 64 : 32);
      g_assert_cmpint (pentimento_image_get_height (image), ==, orientation < 5 ? 32 : 64);
      g_assert_null (gdk_pixbuf_get_option (decoded, "orientation"));
      assert_corners (decoded, upright[orientation], 16);
    }
}

static void
test_nonsense_orientation (void)
{
  static const char *const values[] = { "0", "9", "65535" };
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autoptr (GBytes) plain = fixture_file (pixels, "jpeg", NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GBytes) file = fixture_with_tag (plain, "jpg", "Exif.Image.Orientation", values[i]);
      g_autoptr (PentimentoImage) image = fixture_image (file, "odd");
      g_autoptr (GdkPixbuf) decoded = decode (image);

      g_assert_cmpint (pentimento_image_get_orientation (image), ==, 1);
      assert_corners (decoded, upright[1], 16);
    }
}

static void
test_profile (gconstpointer type)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autofree char *profile = fixture_swapped_profile ();
  g_autoptr (GBytes) file = fixture_file_with_profile (pixels, type, profile);
  g_autoptr (GdkPixbuf) decoded = decode_file (file);
  const int swapped[] = { 1, 0, 2, 3 };

  g_assert_null (gdk_pixbuf_get_option (decoded, "icc-profile"));
  assert_corners (decoded, swapped, 10);
}

static void
test_profile_and_orientation (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autofree char *profile = fixture_swapped_profile ();
  g_autoptr (GBytes) plain = fixture_file_with_profile (pixels, "jpeg", profile);
  g_autoptr (GBytes) file = fixture_with_tag (plain, "jpg", "Exif.Image.Orientation", "3");
  g_autoptr (GdkPixbuf) decoded = decode_file (file);
  const int both[] = { 3, 2, 0, 1 };

  assert_corners (decoded, both, 10);
}

/* Profiles that must change nothing: sRGB itself, one for grey, and rubbish */
static void
test_profiles_without_effect (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (64, 32, FALSE);
  const guint8 rubbish[512] = { 'r', 'u', 'b' };
  g_autoptr (GBytes) plain = fixture_file (pixels, "tiff", NULL, NULL);
  g_autoptr (GdkPixbuf) expected = decode_file (plain);
  char *profiles[] = { fixture_srgb_profile (), fixture_grey_profile (), g_base64_encode (rubbish, sizeof rubbish) };

  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      g_autofree char *profile = profiles[i];
      g_autoptr (GBytes) file = fixture_file_with_profile (pixels, "tiff", profile);
      g_autoptr (GdkPixbuf) decoded = decode_file (file);

      g_assert_cmpmem (gdk_pixbuf_read_pixels (decoded), gdk_pixbuf_get_byte_length (decoded),
                       gdk_pixbuf_read_pixels (expected), gdk_pixbuf_get_byte_length (expected));
    }
}

static void
test_profile_keeps_alpha (void)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 4, 4);
  g_autofree char *profile = fixture_swapped_profile ();
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GdkPixbuf) decoded = NULL;

  gdk_pixbuf_fill (pixels, 0xff000042);
  file = fixture_file_with_profile (pixels, "png", profile);
  decoded = decode_file (file);
  g_assert_true (gdk_pixbuf_get_has_alpha (decoded));
  fixture_assert_colour (decoded, 2, 2, 0, 255, 0, 10);
  g_assert_cmpint (gdk_pixbuf_read_pixels (decoded)[3], ==, 0x42);
}

/* 2 × 1 pixels of a palette with red and a half transparent blue; and grey: white beside black */
static void
test_palette_and_grey (void)
{
  static const guint8 palette_file[]
      = { 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
          0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x01, 0x08, 0x03, 0x00, 0x00, 0x00, 0xc3, 0xfc, 0x8f, 0xb8, 0x00,
          0x00, 0x00, 0x06, 0x50, 0x4c, 0x54, 0x45, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0x6c, 0xa1, 0xfd, 0x8e,
          0x00, 0x00, 0x00, 0x02, 0x74, 0x52, 0x4e, 0x53, 0xff, 0x80, 0x08, 0x0f, 0xb3, 0x6a, 0x00, 0x00, 0x00,
          0x0b, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x60, 0x60, 0x04, 0x00, 0x00, 0x04, 0x00, 0x02, 0xbf,
          0x7a, 0x3f, 0x4a, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82 };
  static const guint8 grey_file[]
      = { 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
          0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0xd1, 0x49, 0x20, 0x56, 0x00,
          0x00, 0x00, 0x0b, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0xcf, 0x00, 0x00, 0x02, 0x01, 0x01,
          0x00, 0x32, 0xba, 0x2b, 0x92, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82 };
  g_autoptr (GBytes) palette = g_bytes_new_static (palette_file, sizeof palette_file);
  g_autoptr (GBytes) grey = g_bytes_new_static (grey_file, sizeof grey_file);
  g_autoptr (GdkPixbuf) decoded = decode_file (palette);
  g_autoptr (GdkPixbuf) decoded_grey = decode_file (grey);

  g_assert_true (gdk_pixbuf_get_has_alpha (decoded));
  fixture_assert_colour (decoded, 0, 0, 255, 0, 0, 0);
  fixture_assert_colour (decoded, 1, 0, 0, 0, 255, 0);
  g_assert_cmpint (gdk_pixbuf_read_pixels (decoded)[7], ==, 0x80);

  g_assert_cmpint (gdk_pixbuf_get_n_channels (decoded_grey), ==, 3);
  fixture_assert_colour (decoded_grey, 0, 0, 255, 255, 255, 0);
  fixture_assert_colour (decoded_grey, 1, 0, 0, 0, 0, 0);
}

static void
test_first_frame (void)
{
  const guint8 frames[] = { 1, 2, 3 };
  g_autoptr (GBytes) file = fixture_gif (48, 36, 3, frames);
  g_autoptr (GdkPixbuf) decoded = decode_file (file);

  fixture_assert_colour (decoded, 0, 0, 255, 0, 0, 0);
  fixture_assert_colour (decoded, 47, 35, 255, 0, 0, 0);
}

static void
test_one_pixel (void)
{
  static const char *const types[] = { "png", "jpeg", "webp", "tiff" };
  g_autoptr (GdkPixbuf) pixel = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 1, 1);

  gdk_pixbuf_fill (pixel, 0x808080ff);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) file = fixture_file (pixel, types[i], NULL, NULL);
      g_autoptr (GdkPixbuf) decoded = decode_file (file);

      fixture_assert_colour (decoded, 0, 0, 128, 128, 128, 3);
    }
}

static void
test_encode (void)
{
  static const char *const types[] = { "image/png", "image/jpeg", "image/webp" };
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) file = pentimento_image_encode (pixels, types[i], 95, NULL, &error);
      g_autoptr (GdkPixbuf) decoded = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (pentimento_image_media_type_of_bytes (file), ==, types[i]);
      decoded = decode_file (file);
      assert_corners (decoded, upright[1], i == 0 ? 0 : 12);
    }
}

static void
test_encode_quality (void)
{
  static const char *const types[] = { "image/jpeg", "image/webp" };
  g_autoptr (GdkPixbuf) pixels = fixture_noise (64, 32, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) fine = pentimento_image_encode (pixels, types[i], 95, NULL, NULL);
      g_autoptr (GBytes) coarse = pentimento_image_encode (pixels, types[i], 20, NULL, NULL);

      g_assert_cmpuint (g_bytes_get_size (coarse) * 2, <, g_bytes_get_size (fine));
    }
}

static void
test_encode_alpha (void)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 16, 16);
  g_autoptr (GBytes) jpeg = NULL;
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GdkPixbuf) flat = NULL;
  g_autoptr (GdkPixbuf) kept = NULL;

  gdk_pixbuf_fill (pixels, 0xff000080);
  jpeg = pentimento_image_encode (pixels, "image/jpeg", 95, NULL, NULL);
  png = pentimento_image_encode (pixels, "image/png", 95, NULL, NULL);
  flat = decode_file (jpeg);
  kept = decode_file (png);
  fixture_assert_colour (flat, 8, 8, 255, 127, 127, 3);
  fixture_assert_colour (kept, 8, 8, 255, 0, 0, 0);
  g_assert_true (gdk_pixbuf_get_has_alpha (kept));
}

static void
test_encode_refusals (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autoptr (GdkPixbuf) wide = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 70000, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) type_error = NULL;
  g_autoptr (GError) size_error = NULL;
  g_autoptr (GError) cancel_error = NULL;

  g_assert_null (pentimento_image_encode (pixels, "image/gif", 95, NULL, &type_error));
  g_assert_error (type_error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_ENCODE);

  /* JPEG has sides of at most 65500 pixels. */
  gdk_pixbuf_fill (wide, 0);
  g_assert_null (pentimento_image_encode (wide, "image/jpeg", 95, NULL, &size_error));
  g_assert_error (size_error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_ENCODE);

  g_cancellable_cancel (cancellable);
  g_assert_null (pentimento_image_encode (pixels, "image/png", 95, cancellable, &cancel_error));
  g_assert_error (cancel_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static GBytes *
convert (PentimentoImage *image, const char *media_type, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_image_save_async (image, &(PentimentoImageSaving){ media_type, 90 }, cancellable, fixture_take_result,
                               &result);
  fixture_wait (&result);
  return pentimento_image_save_finish (image, result, NULL, error);
}

static void
test_convert (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autoptr (GBytes) plain = fixture_file (pixels, "jpeg", NULL, NULL);
  g_autoptr (GBytes) file = fixture_with_tag (plain, "jpg", "Exif.Image.Orientation", "3");
  g_autoptr (PentimentoImage) image = fixture_image (file, "test");
  g_autoptr (GBytes) same = convert (image, "image/jpeg", NULL, NULL);
  g_autoptr (GBytes) other = convert (image, "image/png", NULL, NULL);
  g_autoptr (GdkPixbuf) decoded = decode_file (other);
  g_autoptr (GError) error = NULL;

  g_assert_true (same == file);
  g_assert_cmpstr (pentimento_image_media_type_of_bytes (other), ==, "image/png");
  assert_corners (decoded, upright[3], 16);
  g_assert_null (convert (image, "text/plain", NULL, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_ENCODE);
}

static void
test_decode_async (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autoptr (GBytes) file = fixture_file (pixels, "png", NULL, NULL);
  g_autoptr (PentimentoImage) image = fixture_image (file, "test");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GdkPixbuf) decoded = NULL;
  g_autoptr (GError) error = NULL;

  pentimento_image_decode_async (image, NULL, fixture_take_result, &result);
  fixture_wait (&result);
  decoded = pentimento_image_decode_finish (image, result, &error);
  g_assert_no_error (error);
  assert_corners (decoded, upright[1], 0);
}

/* Nobody has to decode what another holds, and nothing is held for nobody. */
static void
test_shared (void)
{
  g_autoptr (GdkPixbuf) noise = fixture_noise (64, 32, TRUE);
  g_autoptr (GBytes) file = fixture_file (noise, "png", NULL, NULL);
  g_autoptr (PentimentoImage) image = fixture_image (file, "test");
  g_autoptr (GdkPixbuf) first = decode (image);
  g_autoptr (GdkPixbuf) second = decode (image);
  gpointer gone = first;

  g_assert_true (first == second);
  g_object_add_weak_pointer (G_OBJECT (first), &gone);
  g_clear_object (&first);
  g_assert_nonnull (gone);
  g_clear_object (&second);
  g_assert_null (gone);
  first = decode (image);
  g_assert_cmpmem (gdk_pixbuf_read_pixels (first), 64 * 32 * 4, gdk_pixbuf_read_pixels (noise), 64 * 32 * 4);
}

static void
test_cancelled (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (2000, 1000, FALSE);
  g_autoptr (GBytes) file = fixture_file (pixels, "jpeg", NULL, NULL);
  g_autoptr (PentimentoImage) image = fixture_image (file, "test");

  /* Before the start, and at once after it */
  for (int late = 0; late < 2; late++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) decode_error = NULL;
      g_autoptr (GError) convert_error = NULL;

      if (!late)
        g_cancellable_cancel (cancellable);
      pentimento_image_decode_async (image, cancellable, fixture_take_result, &result);
      g_cancellable_cancel (cancellable);
      fixture_wait (&result);
      g_assert_null (pentimento_image_decode_finish (image, result, &decode_error));
      g_assert_error (decode_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

      g_assert_null (convert (image, "image/png", cancellable, &convert_error));
      g_assert_error (convert_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static gpointer
decode_in_thread (gpointer image)
{
  g_autoptr (GdkPixbuf) pixels = pentimento_image_decode (image, NULL, NULL);

  return g_strdup (pixels != NULL ? pentimento_image_get_sha256 (image) : NULL);
}

static void
test_many_threads (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (200, 100, FALSE);
  g_autoptr (GBytes) file = fixture_file (pixels, "webp", NULL, NULL);
  g_autoptr (PentimentoImage) image = fixture_image (file, "test");
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("decode", decode_in_thread, image);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree char *hash = g_thread_join (threads[i]);

      g_assert_cmpstr (hash, ==, pentimento_image_get_sha256 (image));
    }
}

/* Whoever reads the same picture again gets the pixels that somebody holds already; and a part of it is made of them. */
static void
test_found_by_content (void)
{
  g_autoptr (GdkPixbuf) noise = fixture_noise (60, 40, FALSE);
  g_autoptr (GBytes) file = fixture_file (noise, "png", NULL, NULL);
  g_autoptr (PentimentoImage) one = fixture_image (file, "one"), other = fixture_image (file, "other");
  g_autoptr (GdkPixbuf) pixels = pentimento_image_decode (one, NULL, NULL);
  g_autoptr (GdkPixbuf) same = pentimento_image_decode (other, NULL, NULL);
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (PentimentoImage) part = NULL, alone = NULL;
  g_autoptr (GdkPixbuf) continued = NULL, again = NULL;

  g_assert_true (same == pixels);
  g_assert_true (pentimento_recipe_append_crop (&recipe, 60, 40, 5, 6, 20, 10, NULL));
  part = pentimento_image_continue (one, recipe);
  continued = pentimento_image_decode (part, NULL, NULL);
  g_assert_false (continued == pixels);
  alone = pentimento_image_with_recipe (other, recipe);
  again = pentimento_image_decode (alone, NULL, NULL);
  g_assert_true (again == continued);
  g_clear_object (&again);
  g_clear_object (&continued);
  g_clear_object (&same);
  g_clear_object (&pixels);
  again = pentimento_image_decode (alone, NULL, NULL);
  g_assert_cmpint (gdk_pixbuf_get_width (again), ==, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/image/decode/orientation/jpeg", "jpeg", test_orientation);
  g_test_add_data_func ("/image/decode/orientation/png", "png", test_orientation);
  g_test_add_data_func ("/image/decode/orientation/webp", "webp", test_orientation);
  g_test_add_data_func ("/image/decode/orientation/tiff", "tiff", test_orientation);
  g_test_add_func ("/image/decode/nonsense-orientation", test_nonsense_orientation);
  g_test_add_data_func ("/image/decode/profile/png", "png", test_profile);
  g_test_add_data_func ("/image/decode/profile/jpeg", "jpeg", test_profile);
  g_test_add_data_func ("/image/decode/profile/webp", "webp", test_profile);
  g_test_add_data_func ("/image/decode/profile/tiff", "tiff", test_profile);
  g_test_add_func ("/image/decode/profile-and-orientation", test_profile_and_orientation);
  g_test_add_func ("/image/decode/profiles-without-effect", test_profiles_without_effect);
  g_test_add_func ("/image/decode/profile-keeps-alpha", test_profile_keeps_alpha);
  g_test_add_func ("/image/decode/palette-and-grey", test_palette_and_grey);
  g_test_add_func ("/image/decode/first-frame", test_first_frame);
  g_test_add_func ("/image/decode/one-pixel", test_one_pixel);
  g_test_add_func ("/image/decode/async", test_decode_async);
  g_test_add_func ("/image/decode/shared", test_shared);
  g_test_add_func ("/image/decode/cancelled", test_cancelled);
  g_test_add_func ("/image/decode/many-threads", test_many_threads);
  g_test_add_func ("/image/encode/round-trip", test_encode);
  g_test_add_func ("/image/encode/quality", test_encode_quality);
  g_test_add_func ("/image/encode/alpha", test_encode_alpha);
  g_test_add_func ("/image/encode/refusals", test_encode_refusals);
  g_test_add_func ("/image/encode/convert", test_convert);
  g_test_add_func ("/image/decode/found-by-content", test_found_by_content);
  return g_test_run ();
}
