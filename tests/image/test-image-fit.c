/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-fixtures.h"
#include "pentimento-fitted-image.h"

#include <gexiv2/gexiv2.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static const PentimentoFitLimits no_limits = { 0 };

static PentimentoFittedImage *
try_to_fit (PentimentoImage *image,
            const PentimentoFitLimits *limits,
            GFile *cache,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_fitted_image_new_async (image, limits, cache, cancellable, fixture_take_result, &result);
  fixture_wait (&result);
  return pentimento_fitted_image_new_finish (result, error);
}

static PentimentoFittedImage *
fit (PentimentoImage *image, const PentimentoFitLimits *limits, GFile *cache)
{
  g_autoptr (GError) error = NULL;
  PentimentoFittedImage *fitted = try_to_fit (image, limits, cache, NULL, &error);

  g_assert_no_error (error);
  return fitted;
}

static PentimentoFittedImage *
fit_file (GBytes *file, const PentimentoFitLimits *limits)
{
  g_autoptr (PentimentoImage) image = fixture_image (file, "test.img");

  return fit (image, limits, NULL);
}

static GBytes *
fitted_bytes (PentimentoFittedImage *fitted)
{
  return pentimento_image_get_bytes (pentimento_fitted_image_get_image (fitted));
}

static GdkPixbuf *
fitted_pixels (PentimentoFittedImage *fitted)
{
  g_autoptr (GError) error = NULL;
  GdkPixbuf *pixels = pentimento_image_decode (pentimento_fitted_image_get_image (fitted), NULL, &error);

  g_assert_no_error (error);
  return pixels;
}

static void
assert_no_metadata (PentimentoFittedImage *fitted)
{
  g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();
  GBytes *bytes = fitted_bytes (fitted);

  g_assert_true (gexiv2_metadata_open_buf (metadata, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
  g_assert_false (gexiv2_metadata_has_exif (metadata));
  g_assert_false (gexiv2_metadata_has_xmp (metadata));
  g_assert_false (gexiv2_metadata_has_iptc (metadata));
  g_assert_null (memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "canary", 6));
}

static void
test_pass_through (gconstpointer type)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (64, 32, FALSE);
  g_autoptr (GBytes) file = fixture_file (pixels, type, NULL, NULL);
  const PentimentoFitLimits limits = { 32, 64, 64 * 32, g_bytes_get_size (file), 2 };
  g_autoptr (PentimentoFittedImage) fitted = fit_file (file, &limits);
  g_autofree char *description = pentimento_fitted_image_describe (fitted);

  g_assert_true (g_bytes_equal (fitted_bytes (fitted), file));
  g_assert_cmpint (pentimento_fitted_image_get_changes (fitted), ==, PENTIMENTO_FIT_NOTHING);
  g_assert_cmpstr (description, ==, "");
}

static void
test_damaged_is_not_passed (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (64, 32, FALSE);
  g_autoptr (GBytes) file = fixture_file (pixels, "png", NULL, NULL);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  g_autoptr (GBytes) broken = NULL;
  g_autoptr (PentimentoImage) image = NULL;
  g_autoptr (GError) error = NULL;

  copy[g_bytes_get_size (file) / 2] ^= 0x55;
  broken = g_bytes_new (copy, g_bytes_get_size (file));
  image = fixture_image (broken, "broken.png");
  g_assert_null (try_to_fit (image, &no_limits, NULL, NULL, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_DAMAGED);
}

static void
test_stripped (gconstpointer type)
{
  static const char *const tags[][2] = {
    { "Exif.GPSInfo.GPSLatitude", "52/1 31/1 0/1" },
    { "Exif.Image.Artist", "canary" },
    { "Xmp.dc.source", "canary" },
    { "Iptc.Application2.Byline", "canary" },
  };
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autoptr (GBytes) plain = fixture_file (pixels, type, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autoptr (GBytes) file = NULL;
      g_autoptr (PentimentoFittedImage) fitted = NULL;

      if (g_str_equal (type, "webp") && g_str_has_prefix (tags[i][0], "Iptc"))
        continue; /* the container has no place for it */
      file = fixture_with_tag (plain, type, tags[i][0], tags[i][1]);
      g_assert_false (g_bytes_equal (file, plain));
      fitted = fit_file (file, &no_limits);
      g_assert_true (pentimento_fitted_image_get_changes (fitted) & PENTIMENTO_FIT_STRIPPED);
      assert_no_metadata (fitted);
    }
}

static void
test_texts_stripped (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autoptr (GBytes) plain = fixture_file (pixels, "png", NULL, NULL);
  g_autoptr (GBytes) file = fixture_with_png_chunk (plain, "tEXt", "Comment: canary");
  g_autoptr (PentimentoFittedImage) fitted = fit_file (file, &no_limits);
  g_autofree char *description = pentimento_fitted_image_describe (fitted);

  g_assert_cmpint (pentimento_fitted_image_get_changes (fitted), ==, PENTIMENTO_FIT_STRIPPED);
  g_assert_cmpstr (description, ==, "Metadata removed");
  g_assert_cmpstr (pentimento_image_get_media_type (pentimento_fitted_image_get_image (fitted)), ==, "image/png");
  assert_no_metadata (fitted);
}

static void
test_tail_stripped (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autoptr (GBytes) plain = fixture_file (pixels, "jpeg", NULL, NULL);
  g_autoptr (GByteArray) longer = g_byte_array_new ();
  g_autoptr (GBytes) file = NULL;
  g_autoptr (PentimentoFittedImage) fitted = NULL;

  g_byte_array_append (longer, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
  g_byte_array_append (longer, (const guint8 *)"canary", 6);
  file = g_byte_array_free_to_bytes (g_steal_pointer (&longer));
  fitted = fit_file (file, &no_limits);
  g_assert_cmpint (pentimento_fitted_image_get_changes (fitted), ==, PENTIMENTO_FIT_STRIPPED);
  assert_no_metadata (fitted);
}

static void
test_turned (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autoptr (GBytes) plain = fixture_file (pixels, "jpeg", NULL, NULL);
  g_autoptr (GBytes) file = fixture_with_tag (plain, "jpg", "Exif.Image.Orientation", "6");
  g_autoptr (PentimentoFittedImage) fitted = fit_file (file, &no_limits);
  g_autoptr (GdkPixbuf) decoded = fitted_pixels (fitted);
  g_autofree char *description = pentimento_fitted_image_describe (fitted);

  g_assert_cmpint (gdk_pixbuf_get_width (decoded), ==, 32);
  fixture_assert_colour (decoded, 8, 16, 0, 0, 255, 16);
  g_assert_cmpint (pentimento_fitted_image_get_changes (fitted), ==, PENTIMENTO_FIT_TURNED | PENTIMENTO_FIT_STRIPPED);
  g_assert_cmpstr (description, ==, "Turned upright, metadata removed");
  assert_no_metadata (fitted);
}

static void
test_flattened (void)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 20, 20);
  g_autoptr (GBytes) clear_file = NULL;
  g_autoptr (GBytes) opaque_file = NULL;
  g_autoptr (PentimentoFittedImage) clear = NULL;
  g_autoptr (PentimentoFittedImage) opaque = NULL;
  g_autoptr (GdkPixbuf) decoded = NULL;

  gdk_pixbuf_fill (pixels, 0x00ff0000);
  clear_file = fixture_file (pixels, "png", NULL, NULL);
  clear = fit_file (clear_file, &no_limits);
  decoded = fitted_pixels (clear);
  g_assert_false (gdk_pixbuf_get_has_alpha (decoded));
  fixture_assert_colour (decoded, 10, 10, 255, 255, 255, 0);
  g_assert_cmpint (pentimento_fitted_image_get_changes (clear), ==, PENTIMENTO_FIT_FLATTENED);

  /* Transparency that is nowhere used is not worth telling. */
  gdk_pixbuf_fill (pixels, 0x00ff00ff);
  opaque_file = fixture_file (pixels, "png", NULL, NULL);
  opaque = fit_file (opaque_file, &no_limits);
  g_assert_cmpint (pentimento_fitted_image_get_changes (opaque), ==, PENTIMENTO_FIT_REENCODED);
}

static void
test_profiles (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autofree char *swapped_profile = fixture_swapped_profile ();
  g_autofree char *srgb_profile = fixture_srgb_profile ();
  g_autoptr (GBytes) swapped_file = fixture_file_with_profile (pixels, "png", swapped_profile);
  g_autoptr (GBytes) srgb_file = fixture_file_with_profile (pixels, "png", srgb_profile);
  g_autoptr (PentimentoFittedImage) swapped = fit_file (swapped_file, &no_limits);
  g_autoptr (PentimentoFittedImage) srgb = fit_file (srgb_file, &no_limits);
  g_autoptr (GdkPixbuf) decoded = fitted_pixels (swapped);
  g_autoptr (GdkPixbuf) decoded_srgb = fitted_pixels (srgb);

  g_assert_cmpint (pentimento_fitted_image_get_changes (swapped), ==, PENTIMENTO_FIT_CONVERTED);
  fixture_assert_colour (decoded, 16, 8, 0, 255, 0, 10);
  g_assert_cmpint (pentimento_fitted_image_get_changes (srgb), ==, PENTIMENTO_FIT_STRIPPED);
  fixture_assert_colour (decoded_srgb, 16, 8, 255, 0, 0, 0);
  g_assert_null (
      memmem (g_bytes_get_data (fitted_bytes (srgb), NULL), g_bytes_get_size (fitted_bytes (srgb)), "iCCP", 4));
}

static void
test_other_formats (void)
{
  static const guint8 colour = 1;
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autoptr (GBytes) webp = fixture_file (pixels, "webp", NULL, NULL);
  g_autoptr (GBytes) gif = fixture_gif (48, 36, 1, &colour);
  g_autoptr (PentimentoFittedImage) fitted_webp = fit_file (webp, &no_limits);
  g_autoptr (PentimentoFittedImage) fitted_gif = fit_file (gif, &no_limits);

  g_assert_cmpint (pentimento_fitted_image_get_changes (fitted_webp), ==, PENTIMENTO_FIT_REENCODED);
  g_assert_cmpint (pentimento_fitted_image_get_changes (fitted_gif), ==, PENTIMENTO_FIT_REENCODED);
  g_assert_cmpstr (pentimento_image_get_media_type (pentimento_fitted_image_get_image (fitted_webp)), ==, "image/jpeg");
  g_assert_cmpstr (pentimento_image_get_media_type (pentimento_fitted_image_get_image (fitted_gif)), ==, "image/jpeg");
}

static void
assert_within (PentimentoImage *source, PentimentoFittedImage *fitted, const PentimentoFitLimits *limits)
{
  PentimentoImage *image = pentimento_fitted_image_get_image (fitted);
  int width = pentimento_image_get_width (image);
  int height = pentimento_image_get_height (image);
  int longer = MAX (width, height);
  int shorter = MIN (width, height);
  double ratio = (double)pentimento_image_get_width (source) / pentimento_image_get_height (source);

  g_assert_cmpint (shorter, >=, MAX (1, limits->min_side));
  g_assert_true (limits->max_side == 0 || longer <= limits->max_side);
  g_assert_true (limits->max_pixels == 0 || (guint64)width * height <= limits->max_pixels);
  g_assert_true (limits->max_bytes == 0 || g_bytes_get_size (pentimento_image_get_bytes (image)) <= limits->max_bytes);
  g_assert_true (limits->max_ratio <= 0 || longer <= limits->max_ratio * shorter);
  if (ratio > 1)
    g_assert_cmpfloat (fabs (width / ratio - height), <=, 1);
  else
    g_assert_cmpfloat (fabs (height * ratio - width), <=, 1);
  g_assert_cmpint (width, <=, pentimento_image_get_width (source));
}

static void
test_random_limits (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  guint n_fitted = 0;

  for (int i = 0; i < 300; i++)
    {
      g_autoptr (GdkPixbuf) pixels
          = fixture_noise (g_rand_int_range (random, 1, 300), g_rand_int_range (random, 1, 300), i % 3 == 0);
      g_autoptr (GBytes) file = fixture_file (pixels, i % 2 == 0 ? "png" : "jpeg", NULL, NULL);
      g_autoptr (PentimentoImage) image = fixture_image (file, "test.img");
      PentimentoFitLimits limits = no_limits;
      g_autoptr (PentimentoFittedImage) fitted = NULL;
      g_autoptr (GError) error = NULL;

      if (g_rand_boolean (random))
        limits.min_side = g_rand_int_range (random, 1, 40);
      if (g_rand_boolean (random))
        limits.max_side = g_rand_int_range (random, 40, 300);
      if (g_rand_boolean (random))
        limits.max_pixels = g_rand_int_range (random, 1, 60000);
      if (g_rand_boolean (random))
        limits.max_bytes = g_rand_int_range (random, 500, 60000);
      if (g_rand_boolean (random))
        limits.max_ratio = g_rand_double_range (random, 1, 16);

      fitted = try_to_fit (image, &limits, NULL, NULL, &error);
      if (fitted != NULL)
        assert_within (image, fitted, &limits);
      else
        g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE);
      n_fitted += fitted != NULL;
    }

  g_assert_cmpuint (n_fitted, >, 100);
}

static void
test_scaled (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (400, 200);
  g_autoptr (GBytes) file = fixture_file (pixels, "png", NULL, NULL);
  const PentimentoFitLimits limits = { .max_side = 100 };
  g_autoptr (PentimentoFittedImage) fitted = fit_file (file, &limits);
  g_autoptr (GdkPixbuf) decoded = fitted_pixels (fitted);
  g_autofree char *description = pentimento_fitted_image_describe (fitted);

  g_assert_cmpint (pentimento_fitted_image_get_changes (fitted), ==, PENTIMENTO_FIT_SCALED);
  g_assert_cmpint (gdk_pixbuf_get_width (decoded), ==, 100);
  g_assert_cmpint (gdk_pixbuf_get_height (decoded), ==, 50);
  g_assert_cmpstr (description, ==, "Scaled to 100 × 50");
  fixture_assert_colour (decoded, 75, 12, 0, 255, 0, 0);
}

static void
test_byte_limit (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (300, 200, FALSE);
  g_autoptr (GBytes) file = fixture_file (pixels, "png", NULL, NULL);
  g_autoptr (PentimentoImage) image = fixture_image (file, "noise.png");
  const PentimentoFitLimits quality = { .max_bytes = 80000 };
  const PentimentoFitLimits sides = { .max_bytes = 10000 };
  const PentimentoFitLimits hopeless = { .max_bytes = 100 };
  g_autoptr (PentimentoFittedImage) compressed = fit (image, &quality, NULL);
  g_autoptr (PentimentoFittedImage) scaled = fit (image, &sides, NULL);
  g_autoptr (GError) error = NULL;

  assert_within (image, compressed, &quality);
  g_assert_cmpint (pentimento_fitted_image_get_changes (compressed), ==, PENTIMENTO_FIT_REENCODED);
  assert_within (image, scaled, &sides);
  g_assert_cmpint (pentimento_fitted_image_get_changes (scaled), ==, PENTIMENTO_FIT_REENCODED | PENTIMENTO_FIT_SCALED);
  g_assert_null (try_to_fit (image, &hopeless, NULL, NULL, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE);
}

static void
assert_unsuitable (int width, int height, const PentimentoFitLimits *limits, const char *number)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (width, height, FALSE);
  g_autoptr (GBytes) file = fixture_file (pixels, "png", NULL, NULL);
  g_autoptr (PentimentoImage) image = fixture_image (file, "strip.png");
  g_autoptr (GError) error = NULL;

  g_assert_null (try_to_fit (image, limits, NULL, NULL, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE);
  g_assert_nonnull (strstr (error->message, "strip.png"));
  g_assert_nonnull (strstr (error->message, number));
}

static void
test_unsuitable (void)
{
  const PentimentoFitLimits ratio = { .max_ratio = 16 };
  const PentimentoFitLimits smallest = { .min_side = 14 };
  const PentimentoFitLimits both = { .min_side = 14, .max_side = 100 };

  assert_unsuitable (1, 60000, &ratio, "1 × 60000");
  assert_unsuitable (13, 20, &smallest, "13 × 20");
  assert_unsuitable (20, 1000, &both, "2 × 100");
}

static char *
only_file (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  char *path = g_build_filename (folder, g_dir_read_name (entries), NULL);

  g_assert_null (g_dir_read_name (entries));
  return path;
}

static void
test_cache (void)
{
  g_autofree char *base = fixture_folder ();
  g_autofree char *folder = g_build_filename (base, "fitted", NULL);
  g_autoptr (GFile) cache = g_file_new_for_path (folder);
  g_autoptr (GdkPixbuf) pixels = fixture_noise (300, 200, TRUE);
  g_autoptr (GBytes) file = fixture_file (pixels, "png", NULL, NULL);
  const PentimentoFitLimits limits = { .max_side = 100 };
  g_autoptr (PentimentoImage) image = fixture_image (file, "a.png");
  g_autoptr (PentimentoFittedImage) first = fit (image, &limits, cache);
  g_autofree char *path = only_file (folder);
  g_autoptr (PentimentoImage) renamed = fixture_image (file, "b.png");
  g_autoptr (PentimentoFittedImage) second = NULL;
  g_autoptr (PentimentoFittedImage) uncached = fit (image, &limits, NULL);
  GStatBuf before, after;

  g_assert_cmpint (g_stat (path, &before), ==, 0);
  second = fit (renamed, &limits, cache);
  g_assert_cmpint (g_stat (path, &after), ==, 0);
  g_assert_cmpuint (after.st_ino, ==, before.st_ino);
  g_assert_cmpint (after.st_mtim.tv_nsec, ==, before.st_mtim.tv_nsec);

  g_assert_true (g_bytes_equal (fitted_bytes (first), fitted_bytes (second)));
  g_assert_true (g_bytes_equal (fitted_bytes (first), fitted_bytes (uncached)));
  g_assert_cmpint (pentimento_fitted_image_get_changes (second), ==, PENTIMENTO_FIT_SCALED | PENTIMENTO_FIT_FLATTENED);
  g_assert_cmpstr (pentimento_image_get_name (pentimento_fitted_image_get_image (second)), ==, "b.png");

  fixture_remove_folder (folder);
  fixture_remove_folder (base);
}

static void
count_files (const char *folder, guint *n_files)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);

  for (*n_files = 0; g_dir_read_name (entries) != NULL; (*n_files)++)
    ;
}

static void
test_cache_keys (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autoptr (GFile) cache = g_file_new_for_path (folder);
  g_autoptr (GdkPixbuf) pixels = fixture_noise (60, 40, FALSE);
  g_autoptr (GBytes) file = fixture_file (pixels, "webp", NULL, NULL);
  g_autoptr (PentimentoImage) image = fixture_image (file, "a.webp");
  const PentimentoFitLimits all[] = { { .min_side = 1 },     { .max_side = 50 },      { .max_side = 51 },
                                      { .max_pixels = 500 }, { .max_bytes = 100000 }, { .max_ratio = 3 } };
  guint n_files;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (PentimentoFittedImage) fitted = fit (image, &all[i], cache);

      g_assert_nonnull (fitted);
    }
  count_files (folder, &n_files);
  g_assert_cmpuint (n_files, ==, G_N_ELEMENTS (all));
  fixture_remove_folder (folder);
}

static void
test_damaged_cache (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autoptr (GFile) cache = g_file_new_for_path (folder);
  g_autoptr (GdkPixbuf) pixels = fixture_noise (300, 200, FALSE);
  g_autoptr (GBytes) file = fixture_file (pixels, "png", NULL, NULL);
  const PentimentoFitLimits limits = { .max_side = 100 };
  g_autoptr (PentimentoImage) image = fixture_image (file, "a.png");
  g_autoptr (PentimentoFittedImage) first = fit (image, &limits, NULL);
  g_autoptr (PentimentoFittedImage) stored = fit (image, &limits, cache);
  g_autofree char *path = only_file (folder);
  g_autofree char *good = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &good, &size, NULL));
  for (int damage = 0; damage < 6; damage++)
    {
      const gsize places[] = { 0, 18, 30, size / 2, size - 1 };
      g_autofree char *bad = g_memdup2 (good, size);
      g_autofree char *repaired = NULL;
      g_autoptr (PentimentoFittedImage) again = NULL;
      gsize repaired_size;

      if (damage < 5)
        bad[places[damage]] ^= 0x11;
      g_assert_true (g_file_set_contents (path, bad, damage < 5 ? size : 40, NULL));
      again = fit (image, &limits, cache);
      g_assert_true (g_bytes_equal (fitted_bytes (again), fitted_bytes (first)));
      g_assert_cmpint (pentimento_fitted_image_get_changes (again), ==, PENTIMENTO_FIT_SCALED);
      g_assert_true (g_file_get_contents (path, &repaired, &repaired_size, NULL));
      g_assert_cmpmem (repaired, repaired_size, good, size);
    }

  fixture_remove_folder (folder);
}

/* A sound file in the cache is believed, which shows that nothing is encoded when there is one. */
static void
test_cache_is_believed (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autoptr (GFile) cache = g_file_new_for_path (folder);
  g_autoptr (GdkPixbuf) pixels = fixture_noise (60, 40, TRUE);
  g_autoptr (GdkPixbuf) other_pixels = fixture_quadrants (30, 20);
  g_autoptr (GBytes) file = fixture_file (pixels, "png", NULL, NULL);
  g_autoptr (GBytes) other = fixture_file (other_pixels, "png", NULL, NULL);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, other);
  g_autoptr (PentimentoImage) image = fixture_image (file, "a.png");
  g_autoptr (PentimentoFittedImage) made = fit (image, &no_limits, cache);
  g_autofree char *path = only_file (folder);
  g_autoptr (GString) planted = g_string_new (NULL);
  g_autoptr (PentimentoFittedImage) found = NULL;

  g_string_printf (planted, "pentimento-fitted 10 %s\n", hash);
  g_string_append_len (planted, g_bytes_get_data (other, NULL), g_bytes_get_size (other));
  g_assert_true (g_file_set_contents (path, planted->str, planted->len, NULL));
  found = fit (image, &no_limits, cache);
  g_assert_true (g_bytes_equal (fitted_bytes (found), other));
  g_assert_cmpint (pentimento_fitted_image_get_changes (found), ==, PENTIMENTO_FIT_SCALED);

  fixture_remove_folder (folder);
}

static void
test_useless_cache (void)
{
  g_autoptr (GFile) cache = g_file_new_for_path ("/proc/nothing/can/be/here");
  g_autoptr (GdkPixbuf) pixels = fixture_noise (60, 40, TRUE);
  g_autoptr (GBytes) file = fixture_file (pixels, "png", NULL, NULL);
  g_autoptr (PentimentoImage) image = fixture_image (file, "a.png");
  g_autoptr (PentimentoFittedImage) fitted = fit (image, &no_limits, cache);

  g_assert_cmpint (pentimento_fitted_image_get_changes (fitted), ==, PENTIMENTO_FIT_FLATTENED);
}

static void
test_cancelled (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autoptr (GFile) cache = g_file_new_for_path (folder);
  g_autoptr (GdkPixbuf) pixels = fixture_noise (1500, 1000, TRUE);
  g_autoptr (GBytes) file = fixture_file (pixels, "png", "compression", "1");
  g_autoptr (PentimentoImage) image = fixture_image (file, "a.png");

  for (int delay = 0; delay < 60; delay += 10)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (PentimentoFittedImage) fitted = NULL;

      pentimento_fitted_image_new_async (image, &no_limits, cache, cancellable, fixture_take_result, &result);
      g_usleep (delay * 1000);
      g_cancellable_cancel (cancellable);
      fixture_wait (&result);
      fitted = pentimento_fitted_image_new_finish (result, &error);
      g_assert_null (fitted);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }

  fixture_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/image/fit/pass-through/png", "png", test_pass_through);
  g_test_add_data_func ("/image/fit/pass-through/jpeg", "jpeg", test_pass_through);
  g_test_add_func ("/image/fit/damaged-is-not-passed", test_damaged_is_not_passed);
  g_test_add_data_func ("/image/fit/stripped/jpeg", "jpeg", test_stripped);
  g_test_add_data_func ("/image/fit/stripped/png", "png", test_stripped);
  g_test_add_data_func ("/image/fit/stripped/webp", "webp", test_stripped);
  g_test_add_data_func ("/image/fit/stripped/tiff", "tiff", test_stripped);
  g_test_add_func ("/image/fit/texts-stripped", test_texts_stripped);
  g_test_add_func ("/image/fit/tail-stripped", test_tail_stripped);
  g_test_add_func ("/image/fit/turned", test_turned);
  g_test_add_func ("/image/fit/flattened", test_flattened);
  g_test_add_func ("/image/fit/profiles", test_profiles);
  g_test_add_func ("/image/fit/other-formats", test_other_formats);
  g_test_add_func ("/image/fit/random-limits", test_random_limits);
  g_test_add_func ("/image/fit/scaled", test_scaled);
  g_test_add_func ("/image/fit/byte-limit", test_byte_limit);
  g_test_add_func ("/image/fit/unsuitable", test_unsuitable);
  g_test_add_func ("/image/fit/cache", test_cache);
  g_test_add_func ("/image/fit/cache-keys", test_cache_keys);
  g_test_add_func ("/image/fit/damaged-cache", test_damaged_cache);
  g_test_add_func ("/image/fit/cache-is-believed", test_cache_is_believed);
  g_test_add_func ("/image/fit/useless-cache", test_useless_cache);
  g_test_add_func ("/image/fit/cancelled", test_cancelled);
  return g_test_run ();
}
