/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-fixtures.h"
#include "pentimento-fitted-image.h"
#include "pentimento-image-save.h"

#include <glib/gstdio.h>

static PentimentoRecipe *
resize (int width, int height)
{
  g_autoptr (GError) error = NULL;
  PentimentoRecipe *recipe = pentimento_recipe_new_resize (width, height, &error);

  g_assert_no_error (error);
  return recipe;
}

static GdkPixbuf *
apply (PentimentoRecipe *recipe, GdkPixbuf *pixels)
{
  g_autoptr (GError) error = NULL;
  GdkPixbuf *result = pentimento_recipe_apply (recipe, pixels, NULL, &error);
  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);

  g_assert_no_error (error);
  pentimento_recipe_get_size (recipe, &width, &height);
  g_assert_cmpint (gdk_pixbuf_get_width (result), ==, width);
  g_assert_cmpint (gdk_pixbuf_get_height (result), ==, height);
  return result;
}

static PentimentoImage *
changed_image (GBytes *file, PentimentoRecipe *recipe)
{
  g_autoptr (PentimentoImage) image = fixture_image (file, "test.png");

  return pentimento_image_with_recipe (image, recipe);
}

/* A picture of three stripes; a cut to the middle leaves the second. */
static GdkPixbuf *
stripes (int width, int height, gboolean upright)
{
  const guint32 colours[] = { 0xff0000ff, 0x00ff00ff, 0x0000ffff };
  GdkPixbuf *pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GdkPixbuf) stripe = upright ? gdk_pixbuf_new_subpixbuf (pixels, i * width / 3, 0, width / 3, height)
                                             : gdk_pixbuf_new_subpixbuf (pixels, 0, i * height / 3, width, height / 3);

      gdk_pixbuf_fill (stripe, colours[i]);
    }
  return pixels;
}

static void
test_covers (void)
{
  g_autoptr (GdkPixbuf) wide = stripes (300, 100, TRUE);
  g_autoptr (GdkPixbuf) high = stripes (100, 300, FALSE);
  g_autoptr (PentimentoRecipe) small = resize (50, 50);
  g_autoptr (PentimentoRecipe) large = resize (200, 200);
  g_autoptr (GdkPixbuf) from_wide = apply (small, wide);
  g_autoptr (GdkPixbuf) from_high = apply (large, high);

  for (int i = 2; i < 48; i += 5)
    {
      fixture_assert_colour (from_wide, i, 25, 0, 255, 0, 2);
      fixture_assert_colour (from_high, 100, i * 4, 0, 255, 0, 2);
    }
}

/* 2 % too wide, so that cutting begins: as much is lost on the left as on the right, and circles stay circles. */
static void
test_cuts_evenly (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (408, 200);
  g_autoptr (PentimentoRecipe) recipe = resize (200, 100);
  g_autoptr (GdkPixbuf) result = apply (recipe, pixels);

  fixture_assert_colour (result, 98, 48, 255, 0, 0, 2);
  fixture_assert_colour (result, 102, 48, 0, 255, 0, 2);
  fixture_assert_colour (result, 98, 52, 0, 0, 255, 2);
}

/* Under a hundredth nothing is cut: the outermost columns are still there. */
static void
test_same_ratio (void)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 1600, 1067);
  g_autoptr (GdkPixbuf) left = gdk_pixbuf_new_subpixbuf (pixels, 0, 0, 4, 1067);
  g_autoptr (GdkPixbuf) right = gdk_pixbuf_new_subpixbuf (pixels, 1596, 0, 4, 1067);
  g_autoptr (PentimentoRecipe) recipe = resize (400, 268);
  g_autoptr (GdkPixbuf) result = NULL;

  gdk_pixbuf_fill (pixels, 0xffffffff);
  gdk_pixbuf_fill (left, 0x000000ff);
  gdk_pixbuf_fill (right, 0x000000ff);
  result = apply (recipe, pixels);
  fixture_assert_colour (result, 0, 100, 0, 0, 0, 40);
  fixture_assert_colour (result, 399, 100, 0, 0, 0, 40);
  fixture_assert_colour (result, 2, 100, 255, 255, 255, 40);
}

/* Far reductions average: a chequerboard becomes grey, and neither black nor white. */
static void
test_reduces_without_skipping (void)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 2048, 1024);
  g_autoptr (PentimentoRecipe) recipe = resize (4, 2);
  g_autoptr (GdkPixbuf) result = NULL;

  for (int y = 0; y < 1024; y++)
    for (int x = 0; x < 2048 * 3; x++)
      gdk_pixbuf_get_pixels (pixels)[y * gdk_pixbuf_get_rowstride (pixels) + x] = (x / 3 + y) % 2 ? 255 : 0;
  result = apply (recipe, pixels);
  fixture_assert_colour (result, 1, 1, 127, 127, 127, 6);
}

static void
test_leaves_the_original (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (40, 30, TRUE);
  g_autoptr (GdkPixbuf) copy = gdk_pixbuf_copy (pixels);
  g_autoptr (PentimentoRecipe) recipe = resize (20, 20);
  g_autoptr (PentimentoRecipe) nothing = resize (40, 30);
  g_autoptr (GdkPixbuf) result = apply (recipe, pixels);
  g_autoptr (GdkPixbuf) same = apply (nothing, pixels);

  g_assert_true (gdk_pixbuf_get_has_alpha (result));
  g_assert_true (same == pixels);
  g_assert_cmpmem (gdk_pixbuf_read_pixels (pixels), gdk_pixbuf_get_byte_length (pixels), gdk_pixbuf_read_pixels (copy),
                   gdk_pixbuf_get_byte_length (copy));
}

static void
test_text (void)
{
  g_autoptr (PentimentoRecipe) recipe = resize (1600, 1067);
  const char *spaced
      = "[ { \"height\": 20, \"operation\": \"resize\", \"width\": 30 } ,{\"operation\":\"resize\",\"width\":5,"
        "\"height\":6}]";
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoRecipe) read = pentimento_recipe_new_from_string (spaced, &error);
  int width = 400, height = 400;

  g_assert_cmpstr (pentimento_recipe_to_string (recipe), ==,
                   "[{\"operation\":\"resize\",\"width\":1600,\"height\":1067}]");
  g_assert_no_error (error);
  g_assert_cmpstr (pentimento_recipe_to_string (read), ==, spaced);
  pentimento_recipe_get_size (read, &width, &height);
  g_assert_cmpint (width, ==, 5);
  g_assert_cmpint (height, ==, 6);
}

static void
assert_refused (const char *text, const char *said)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pentimento_recipe_new_from_string (text, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_RECIPE);
  g_assert_nonnull (strstr (error->message, said));
}

static void
test_hostile (void)
{
  const char *damaged[] = {
    "",
    "[",
    "[]",
    "{}",
    "null",
    "resize",
    "[null]",
    "[[]]",
    "[{}]",
    "[{\"operation\":7}]",
    "[{\"operation\":null}]",
    "[{\"operation\":\"\"}]",
    "[{\"operation\":\"%s%n\"}]",
    "[{\"operation\":\"resize\"}]",
    "[{\"operation\":\"resize\",\"width\":10}]",
    "[{\"operation\":\"resize\",\"width\":0,\"height\":10}]",
    "[{\"operation\":\"resize\",\"width\":-5,\"height\":10}]",
    "[{\"operation\":\"resize\",\"width\":\"10\",\"height\":10}]",
    "[{\"operation\":\"resize\",\"width\":10.5,\"height\":10}]",
    "[{\"operation\":\"resize\",\"width\":{},\"height\":[]}]",
    "[{\"operation\":\"resize\",\"width\":100000,\"height\":100000}]",
    "[{\"operation\":\"resize\",\"width\":4294967297,\"height\":1}]",
    "[{\"operation\":\"resize\",\"width\":99999999999999999999999,\"height\":99999999999999999999999}]",
    "[{\"operation\":\"resize\",\"width\":10,\"height\":10},null]",
  };
  g_autofree char *nested = g_strnfill (8000, '[');
  g_autofree char *long_text = g_strnfill (100000, '[');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    assert_refused (damaged[i], "damaged");
  assert_refused (nested, "damaged");
  assert_refused (long_text, "damaged");
  g_assert_null (pentimento_recipe_new_resize (0, 100, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_RECIPE);
}

/* What a newer program wrote is named, not guessed at. */
static void
test_newer (void)
{
  assert_refused ("[{\"operation\":\"erase\",\"depth\":1.5}]", "“erase”");
  assert_refused ("[{\"operation\":\"resize\",\"width\":10,\"height\":10,\"filter\":\"lanczos\"}]", "“filter”");
  assert_refused ("[{\"operation\":\"resize\",\"width\":10,\"height\":10},{\"operation\":\"fold\"}]", "“fold”");
}

static void
test_cancelled (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (40, 30, FALSE);
  g_autoptr (PentimentoRecipe) recipe = resize (20, 20);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (pentimento_recipe_apply (recipe, pixels, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The recipe is of the upright picture. */
static void
test_image (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (60, 40);
  g_autoptr (GBytes) file = fixture_file (pixels, "jpeg", "quality", "95");
  g_autoptr (GBytes) turned = fixture_with_tag (file, "jpg", "Exif.Image.Orientation", "6");
  g_autoptr (PentimentoRecipe) recipe = resize (20, 30);
  g_autoptr (PentimentoImage) plain = fixture_image (turned, "test.jpg");
  g_autoptr (PentimentoImage) image = changed_image (turned, recipe);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) result = pentimento_image_decode (image, NULL, &error);
  int width, height;

  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (result), ==, 20);
  g_assert_cmpint (gdk_pixbuf_get_height (result), ==, 30);
  fixture_assert_colour (result, 15, 5, 255, 0, 0, 20);
  g_assert_cmpint (pentimento_image_get_width (image), ==, 20);
  g_assert_cmpint (pentimento_image_get_height (image), ==, 30);
  pentimento_image_get_received_size (image, &width, &height);
  g_assert_cmpint (width, ==, 40);
  g_assert_cmpint (height, ==, 60);
  g_assert_true (g_bytes_equal (pentimento_image_get_bytes (image), turned));
  g_assert_cmpstr (pentimento_image_get_sha256 (image), ==, pentimento_image_get_sha256 (plain));
  g_assert_cmpstr (pentimento_image_get_identity (plain), ==, pentimento_image_get_sha256 (plain));
  g_assert_cmpstr (pentimento_image_get_identity (image), !=, pentimento_image_get_identity (plain));
}

static PentimentoFittedImage *
fit (PentimentoImage *image, GFile *cache)
{
  const PentimentoFitLimits limits = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PentimentoFittedImage *fitted;

  pentimento_fitted_image_new_async (image, &limits, cache, NULL, fixture_take_result, &result);
  fixture_wait (&result);
  fitted = pentimento_fitted_image_new_finish (result, &error);
  g_assert_no_error (error);
  return fitted;
}

/* What is sent is the picture after its recipe, and no other recipe's from the cache. */
static void
test_fitted (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autoptr (GFile) cache = g_file_new_for_path (folder);
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (60, 40);
  g_autoptr (GBytes) file = fixture_file (pixels, "png", NULL, NULL);
  const int sizes[][2] = { { 30, 20 }, { 30, 30 }, { 90, 60 } };

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        g_autoptr (PentimentoRecipe) recipe = resize (sizes[i][0], sizes[i][1]);
        g_autoptr (PentimentoImage) image = changed_image (file, recipe);
        g_autoptr (PentimentoFittedImage) fitted = fit (image, cache);
        PentimentoImage *sent = pentimento_fitted_image_get_image (fitted);

        g_assert_cmpint (pentimento_image_get_width (sent), ==, sizes[i][0]);
        g_assert_cmpint (pentimento_image_get_height (sent), ==, sizes[i][1]);
        g_assert_null (pentimento_image_get_recipe (sent));
      }
  fixture_remove_folder (folder);
}

static void
test_converted (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (60, 40);
  g_autoptr (GBytes) file = fixture_file (pixels, "png", NULL, NULL);
  g_autoptr (PentimentoRecipe) recipe = resize (30, 30);
  g_autoptr (PentimentoImage) image = changed_image (file, recipe);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PentimentoImage) converted = NULL;

  bytes = pentimento_image_save (image, &(PentimentoImageSaving){ "image/png", 90 }, NULL, NULL, &error);
  g_assert_no_error (error);
  converted = fixture_image (bytes, "converted.png");
  g_assert_cmpint (pentimento_image_get_width (converted), ==, 30);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image/recipe/covers", test_covers);
  g_test_add_func ("/image/recipe/cuts-evenly", test_cuts_evenly);
  g_test_add_func ("/image/recipe/same-ratio", test_same_ratio);
  g_test_add_func ("/image/recipe/reduces-without-skipping", test_reduces_without_skipping);
  g_test_add_func ("/image/recipe/leaves-the-original", test_leaves_the_original);
  g_test_add_func ("/image/recipe/text", test_text);
  g_test_add_func ("/image/recipe/hostile", test_hostile);
  g_test_add_func ("/image/recipe/newer", test_newer);
  g_test_add_func ("/image/recipe/cancelled", test_cancelled);
  g_test_add_func ("/image/recipe/image", test_image);
  g_test_add_func ("/image/recipe/fitted", test_fitted);
  g_test_add_func ("/image/recipe/converted", test_converted);
  return g_test_run ();
}
