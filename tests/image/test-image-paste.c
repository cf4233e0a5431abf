/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-fixtures.h"
#include "pentimento-measured.h"
#include "pentimento-paste.h"
#include "region-scenes.h"

#include <math.h>
#include <string.h>

static PentimentoImage *
image_of (GdkPixbuf *pixels)
{
  g_autoptr (GBytes) file = fixture_file (pixels, "png", NULL, NULL);

  return fixture_image (file, "picture");
}

static PentimentoImage *
image_of_mask (PentimentoMask *mask)
{
  g_autoptr (GBytes) file = pentimento_mask_to_png (mask, NULL, NULL);

  return fixture_image (file, "mask");
}

static const guint8 *
get_pixel (GdkPixbuf *pixels, int x, int y)
{
  return gdk_pixbuf_read_pixels (pixels) + (gsize)y * gdk_pixbuf_get_rowstride (pixels)
         + x * gdk_pixbuf_get_n_channels (pixels);
}

static PentimentoRecipe *
recipe_of (const PentimentoPaste *paste, GdkPixbuf *pixels)
{
  PentimentoRecipe *recipe = NULL;
  g_autoptr (GError) error = NULL;

  pentimento_recipe_append_paste (&recipe, gdk_pixbuf_get_width (pixels), gdk_pixbuf_get_height (pixels), paste,
                                  &error);
  g_assert_no_error (error);
  return recipe;
}

static GdkPixbuf *
apply (const PentimentoPaste *paste, GdkPixbuf *pixels)
{
  g_autoptr (PentimentoRecipe) recipe = recipe_of (paste, pixels);
  g_autoptr (GError) error = NULL;
  GdkPixbuf *after = pentimento_recipe_apply (recipe, pixels, NULL, &error);

  g_assert_no_error (error);
  return after;
}

/* Of every kind: nothing, all, shapes, and pixels at random. */
static PentimentoMask *
random_mask (GRand *random, int width, int height)
{
  g_autoptr (PentimentoMask) shape = NULL;

  switch (g_rand_int_range (random, 0, 4))
    {
    case 0:
      return pentimento_mask_new_rectangle (width, height, g_rand_int_range (random, -9, width),
                                            g_rand_int_range (random, -9, height), g_rand_int_range (random, 0, 40),
                                            g_rand_int_range (random, 0, 40));
    case 1:
      return pentimento_mask_new (width, height);
      case 2: {
        g_autoptr (GdkPixbuf) noise = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
        g_autoptr (GBytes) file = NULL;

        for (int y = 0; y < height; y++)
          for (int x = 0; x < width; x++)
            memset ((guint8 *)get_pixel (noise, x, y), MAX (0, g_rand_int_range (random, -200, 256)), 3);
        file = fixture_file (noise, "png", NULL, NULL);
        return pentimento_mask_new_from_file (file, width, height, NULL, NULL);
      }
    default:
      shape = pentimento_mask_new_ellipse (width, height, g_rand_double_range (random, -9, width),
                                           g_rand_double_range (random, -9, height),
                                           g_rand_double_range (random, 1, 50), g_rand_double_range (random, 1, 50));
      return pentimento_mask_feather (shape, g_rand_double_range (random, 0, 6));
    }
}

/* Noise, of which a fifth is transparent to some degree. */
static GdkPixbuf *
random_picture (GRand *random, int width, int height, gboolean has_alpha)
{
  GdkPixbuf *pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, has_alpha, 8, width, height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 *pixel = (guint8 *)get_pixel (pixels, x, y);
        guint32 bits = g_rand_int (random);

        memcpy (pixel, &bits, 3);
        if (has_alpha)
          pixel[3] = bits >> 24 < 50 ? bits >> 24 : 255;
      }
  return pixels;
}

static PentimentoPlace
random_place (GRand *random, int width, int height)
{
  PentimentoPlace place = { g_rand_int_range (random, 0, width), g_rand_int_range (random, 0, height), 0, 0 };

  place.width = g_rand_int_range (random, 1, width - place.x + 1);
  place.height = g_rand_int_range (random, 1, height - place.y + 1);
  return place;
}

typedef struct {
  guint64 outside;
  guint64 changed_outside;
  guint64 inside;
  guint64 changed_inside;
} Counts;

static void
count (Counts *counts, const PentimentoPaste *paste, PentimentoMask *mask, GdkPixbuf *before, GdkPixbuf *after)
{
  g_assert_cmpint (gdk_pixbuf_get_n_channels (before), ==, gdk_pixbuf_get_n_channels (after));
  for (int y = 0; y < gdk_pixbuf_get_height (before); y++)
    for (int x = 0; x < gdk_pixbuf_get_width (before); x++)
      {
        gboolean changed
            = memcmp (get_pixel (before, x, y), get_pixel (after, x, y), gdk_pixbuf_get_n_channels (before)) != 0;
        gboolean inside = pentimento_mask_get_coverage (mask, x - paste->place.x, y - paste->place.y) != 0;

        counts->inside += inside;
        counts->outside += !inside;
        counts->changed_inside += inside && changed;
        counts->changed_outside += !inside && changed;
      }
}

#define N_CASES 4000

static void
try_case (GRand *random, Counts *counts)
{
  g_autoptr (GdkPixbuf) before = random_picture (random, g_rand_int_range (random, 1, 70),
                                                 g_rand_int_range (random, 1, 70), g_rand_boolean (random));
  int result_width = g_rand_int_range (random, 1, 90), result_height = g_rand_int_range (random, 1, 90);
  g_autoptr (GdkPixbuf) result = random_picture (random, result_width, result_height, g_rand_boolean (random));
  g_autoptr (GdkPixbuf) copy = gdk_pixbuf_copy (before);
  g_autoptr (PentimentoImage) result_image = image_of (result);
  PentimentoPaste paste = { .result = result_image };
  g_autoptr (PentimentoMask) mask = NULL;
  g_autoptr (PentimentoImage) mask_image = NULL;
  g_autoptr (GdkPixbuf) after = NULL;

  paste.place = random_place (random, gdk_pixbuf_get_width (before), gdk_pixbuf_get_height (before));
  mask = random_mask (random, paste.place.width, paste.place.height);
  mask_image = image_of_mask (mask);
  paste.mask = mask_image;
  paste.shift_x = g_rand_double_range (random, -1, 1) * paste.place.width;
  paste.shift_y = g_rand_double_range (random, -1, 1) * paste.place.height;
  paste.scale = g_rand_double_range (random, 0.9, 1.1);
  paste.tone = g_rand_boolean (random);
  paste.feather = g_rand_boolean (random) ? g_rand_double_range (random, 0, 8) : 0;
  after = apply (&paste, before);
  count (counts, &paste, mask, before, after);
  g_assert_cmpmem (gdk_pixbuf_read_pixels (before), gdk_pixbuf_get_byte_length (before), gdk_pixbuf_read_pixels (copy),
                   gdk_pixbuf_get_byte_length (copy));
}

static void
test_outside_is_untouched (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20);
  Counts counts = { 0 };

  for (int i = 0; i < N_CASES; i++)
    try_case (random, &counts);
  g_test_message ("%d cases: %" G_GUINT64_FORMAT " pixels outside, %" G_GUINT64_FORMAT
                  " of them changed; %" G_GUINT64_FORMAT " inside, %" G_GUINT64_FORMAT " of them changed",
                  N_CASES, counts.outside, counts.changed_outside, counts.inside, counts.changed_inside);
  g_assert_cmpuint (counts.changed_outside, ==, 0);
  g_assert_cmpuint (counts.changed_inside, >, counts.inside / 2);
}

/* Where the mask covers wholly, the result is what it was, byte for byte; elsewhere the parent is. */
static void
test_inside_is_the_result (void)
{
  g_autoptr (GdkPixbuf) before = fixture_noise (300, 200, FALSE);
  g_autoptr (GdkPixbuf) result = gdk_pixbuf_rotate_simple (before, GDK_PIXBUF_ROTATE_UPSIDEDOWN);
  g_autoptr (PentimentoImage) result_image = image_of (result);
  g_autoptr (PentimentoMask) mask = pentimento_mask_new_rectangle (300, 200, 40, 30, 100, 90);
  g_autoptr (PentimentoImage) mask_image = image_of_mask (mask);
  PentimentoPaste paste = { .result = result_image, .mask = mask_image, .place = { 0, 0, 300, 200 }, .scale = 1 };
  g_autoptr (GdkPixbuf) after = apply (&paste, before);

  for (int y = 0; y < 200; y++)
    for (int x = 0; x < 300; x++)
      g_assert_cmpmem (get_pixel (after, x, y), 3,
                       get_pixel (pentimento_mask_get_coverage (mask, x, y) != 0 ? result : before, x, y), 3);
}

/* An extended picture: opaque where it was empty, and the kept part as it was up to where the mask begins. */
static void
test_extended (void)
{
  g_autoptr (GdkPixbuf) picture = fixture_noise (60, 40, FALSE);
  g_autoptr (GdkPixbuf) result = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 100, 80);
  g_autoptr (PentimentoImage) result_image = image_of (result);
  g_autoptr (PentimentoMask) kept = pentimento_mask_new_rectangle (100, 80, 24, 24, 52, 32);
  g_autoptr (PentimentoMask) mask = pentimento_mask_invert (kept);
  g_autoptr (PentimentoImage) mask_image = NULL;
  PentimentoPaste paste = { .place = { 0, 0, 100, 80 }, .scale = 1, .tone = TRUE, .feather = 4 };
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GdkPixbuf) after = NULL;

  gdk_pixbuf_fill (result, 0x3399ccff);
  g_clear_object (&result_image);
  result_image = image_of (result);
  mask_image = image_of_mask (mask);
  paste.result = result_image;
  paste.mask = mask_image;
  g_assert_true (pentimento_recipe_append_extend (&recipe, 60, 40, 20, 20, 20, 20, NULL));
  g_assert_true (pentimento_recipe_append_paste (&recipe, 60, 40, &paste, NULL));
  after = pentimento_recipe_apply (recipe, picture, NULL, NULL);
  for (int y = 0; y < 80; y++)
    for (int x = 0; x < 100; x++)
      {
        g_assert_cmpint (get_pixel (after, x, y)[3], ==, 255);
        if (pentimento_mask_get_coverage (mask, x, y) == 0)
          g_assert_cmpmem (get_pixel (after, x, y), 3, get_pixel (picture, x - 20, y - 20), 3);
      }
}

static double
measure_difference (GdkPixbuf *one, GdkPixbuf *other, PentimentoMask *mask)
{
  double sum = 0, n = 0;

  for (int y = 0; y < gdk_pixbuf_get_height (one); y++)
    for (int x = 0; x < gdk_pixbuf_get_width (one); x++)
      if (pentimento_mask_get_coverage (mask, x, y) != 0)
        {
          sum += abs (get_pixel (one, x, y)[0] - get_pixel (other, x, y)[0]);
          n++;
        }
  return sum / n;
}

/* What was moved, scaled and made brighter comes back to where it was. */
static void
test_aligned (void)
{
  g_autoptr (GdkPixbuf) picture = scene_draw (SCENE_DETAILED, 400, 300, 3, 0, 0, 0, 1);
  g_autoptr (GdkPixbuf) result = scene_draw (SCENE_DETAILED, 400, 300, 3, 1, 7.3, -4.6, 1.012);
  g_autoptr (PentimentoImage) result_image = NULL;
  g_autoptr (PentimentoMask) mask = scene_mask (400, 300);
  g_autoptr (PentimentoImage) mask_image = image_of_mask (mask);
  PentimentoPaste paste = { .mask = mask_image, .place = { 0, 0, 400, 300 }, .scale = 1, .tone = TRUE, .feather = 6 };
  PentimentoAlignment alignment;
  PentimentoRim rim;
  g_autoptr (GdkPixbuf) unaligned = NULL, untoned = NULL, toned = NULL;

  g_assert_true (pentimento_alignment_measure (picture, result, mask, &alignment, NULL, NULL));
  for (int y = 0; y < 300; y++)
    for (int x = 0; x < 1200; x++)
      ((guint8 *)get_pixel (result, 0, y))[x] = get_pixel (result, 0, y)[x] * 0.85 + x / 60.0;
  result_image = image_of (result);
  paste.result = result_image;
  unaligned = apply (&paste, picture);
  pentimento_paste_align (&paste, &alignment, 400);
  toned = apply (&paste, picture);
  g_assert_true (pentimento_paste_measure_rim (&paste, picture, &rim, NULL, NULL));
  paste.tone = FALSE;
  untoned = apply (&paste, picture);
  g_test_message (
      "difference inside: %.2f without alignment, %.2f without tone, %.2f with both; rim: %.2f before, %.2f after",
      measure_difference (unaligned, picture, mask), measure_difference (untoned, picture, mask),
      measure_difference (toned, picture, mask), rim.before, rim.after);
  g_assert_cmpuint (rim.n_pixels, >, 1000);
  g_assert_cmpfloat (rim.after, <, rim.before / 4);
  g_assert_cmpfloat (measure_difference (unaligned, picture, mask), >, 5);
  g_assert_cmpfloat (measure_difference (untoned, picture, mask), >, 5);
  g_assert_cmpfloat (measure_difference (toned, picture, mask), <, 2.5);
}

/* A result at the model's size, larger or smaller than its place, shows the same. */
static void
test_other_size (void)
{
  static const int sizes[][2] = { { 1600, 1200 }, { 640, 480 }, { 300, 225 } };
  g_autoptr (GdkPixbuf) picture = scene_draw (SCENE_SMOOTH, 400, 300, 3, 0, 0, 0, 1);
  g_autoptr (PentimentoMask) mask = scene_mask (400, 300);
  g_autoptr (PentimentoImage) mask_image = image_of_mask (mask);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GdkPixbuf) result = gdk_pixbuf_scale_simple (picture, sizes[i][0], sizes[i][1], GDK_INTERP_BILINEAR);
      g_autoptr (PentimentoImage) result_image = image_of (result);
      PentimentoPaste paste = { .result = result_image, .mask = mask_image, .place = { 0, 0, 400, 300 }, .scale = 1 };
      g_autoptr (GdkPixbuf) after = apply (&paste, picture);

      g_assert_cmpfloat (measure_difference (after, picture, mask), <, 1);
    }
}

static void
test_preview (void)
{
  g_autoptr (GdkPixbuf) picture = scene_draw (SCENE_DETAILED, 400, 300, 3, 0, 0, 0, 1);
  g_autoptr (GdkPixbuf) result = scene_draw (SCENE_DETAILED, 200, 150, 4, 0, 0, 0, 1);
  g_autoptr (GdkPixbuf) small = gdk_pixbuf_scale_simple (picture, 100, 75, GDK_INTERP_BILINEAR);
  g_autoptr (PentimentoImage) result_image = image_of (result);
  g_autoptr (PentimentoMask) mask = pentimento_mask_new_ellipse (201, 150, 20, 10, 150, 120);
  g_autoptr (PentimentoImage) mask_image = image_of_mask (mask);
  PentimentoPaste paste = {
    .result = result_image,
    .mask = mask_image,
    .place = { 101, 62, 201, 150 },
    .scale = 1.01,
    .shift_x = 3,
    .tone = TRUE,
    .feather = 9,
  };
  g_autoptr (PentimentoRecipe) recipe = recipe_of (&paste, picture);
  g_autoptr (GdkPixbuf) after = pentimento_recipe_apply (recipe, picture, NULL, NULL);
  g_autoptr (GdkPixbuf) expected = gdk_pixbuf_scale_simple (after, 100, 75, GDK_INTERP_BILINEAR);
  g_autoptr (GdkPixbuf) preview = pentimento_recipe_apply_preview (recipe, small, 400, 300, NULL, NULL);
  g_autoptr (PentimentoMask) all = pentimento_mask_new_rectangle (100, 75, 0, 0, 100, 75);

  g_assert_cmpint (gdk_pixbuf_get_width (preview), ==, 100);
  g_assert_cmpint (gdk_pixbuf_get_height (preview), ==, 75);
  g_assert_cmpfloat (measure_difference (preview, expected, all), <, 1);
  g_assert_cmpfloat (measure_difference (preview, small, all), >, 1.5);
}

/* The text names the pictures; who reads it brings them. */
static void
test_objects (void)
{
  g_autoptr (GdkPixbuf) picture = fixture_noise (40, 30, FALSE);
  g_autoptr (GdkPixbuf) result = fixture_noise (20, 20, FALSE);
  g_autoptr (PentimentoImage) result_image = image_of (result);
  g_autoptr (PentimentoMask) mask = pentimento_mask_new_rectangle (10, 10, 2, 2, 6, 6);
  g_autoptr (PentimentoImage) mask_image = image_of_mask (mask);
  PentimentoPaste paste = { .result = result_image, .mask = mask_image, .place = { 5, 6, 10, 10 }, .scale = 1 };
  g_autoptr (PentimentoRecipe) recipe = recipe_of (&paste, picture);
  g_autoptr (PentimentoRecipe) read = pentimento_recipe_new_from_string (pentimento_recipe_to_string (recipe), NULL);
  g_autoptr (PentimentoRecipe) complete = NULL, rest = NULL, longer = pentimento_recipe_ref (recipe);
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  g_auto (GStrv) names = pentimento_recipe_list_objects (read);
  g_autoptr (GError) missing = NULL, unapplied = NULL, error = NULL;
  g_autoptr (GdkPixbuf) after = NULL, later = NULL;

  g_assert_cmpuint (g_strv_length (names), ==, 2);
  g_assert_cmpstr (names[0], ==, pentimento_image_get_sha256 (result_image));
  g_ptr_array_add (objects, mask_image);
  g_assert_null (pentimento_recipe_with_objects (read, objects, &missing));
  g_assert_error (missing, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_RECIPE);
  g_assert_null (pentimento_recipe_apply (read, picture, NULL, &unapplied));
  g_assert_error (unapplied, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_RECIPE);
  g_ptr_array_add (objects, result_image);
  complete = pentimento_recipe_with_objects (read, objects, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pentimento_recipe_to_string (complete), ==, pentimento_recipe_to_string (recipe));
  after = pentimento_recipe_apply (complete, picture, NULL, &error);
  g_assert_no_error (error);

  g_assert_true (pentimento_recipe_append_flip (&longer, 40, 30, TRUE, NULL));
  g_assert_true (pentimento_recipe_append_paste (&longer, 40, 30, &paste, NULL));
  g_assert_true (pentimento_recipe_continues (longer, recipe, &rest));
  later = pentimento_recipe_apply (rest, after, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pentimento_recipe_describe_change (NULL, recipe), ==, "Edited in part");
}

/* As a version is shown: the file, decoded, with its recipe; which may write to the pixels that nobody else has seen. */
static void
test_image (void)
{
  g_autoptr (GdkPixbuf) picture = fixture_noise (90, 70, TRUE);
  g_autoptr (GdkPixbuf) result = fixture_noise (30, 20, FALSE);
  g_autoptr (PentimentoImage) original = image_of (picture), result_image = image_of (result);
  g_autoptr (PentimentoMask) mask = pentimento_mask_new_ellipse (30, 20, 3, 3, 20, 12);
  g_autoptr (PentimentoImage) mask_image = image_of_mask (mask);
  PentimentoPaste paste = { .result = result_image, .mask = mask_image, .place = { 50, 40, 30, 20 }, .scale = 1 };
  g_autoptr (PentimentoRecipe) recipe = recipe_of (&paste, picture);
  g_autoptr (PentimentoImage) version = pentimento_image_with_recipe (original, recipe);
  g_autoptr (GdkPixbuf) shown = pentimento_image_decode (version, NULL, NULL);
  g_autoptr (GdkPixbuf) untouched = pentimento_image_decode (original, NULL, NULL);
  g_autoptr (GdkPixbuf) expected = apply (&paste, untouched);

  for (int y = 0; y < 70; y++)
    g_assert_cmpmem (get_pixel (shown, 0, y), 90 * 4, get_pixel (expected, 0, y), 90 * 4);
  g_assert_cmpmem (get_pixel (untouched, 55, 45), 40, get_pixel (picture, 55, 45), 40);
}

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define REST ",\"shift-x\":0,\"shift-y\":0,\"scale\":1,\"tone\":true,\"feather\":2}]"

static void
test_hostile (void)
{
  static const char *const texts[] = {
    "[{\"operation\":\"paste\"}]",
    "[{\"operation\":\"paste\",\"result\":\"../../etc\",\"mask\":\"" A
    "\",\"x\":0,\"y\":0,\"width\":9,\"height\":9" REST,
    "[{\"operation\":\"paste\",\"result\":\"" A "a\",\"mask\":\"" A "\",\"x\":0,\"y\":0,\"width\":9,\"height\":9" REST,
    "[{\"operation\":\"paste\",\"result\":\"" A "\",\"mask\":7,\"x\":0,\"y\":0,\"width\":9,\"height\":9" REST,
    "[{\"operation\":\"paste\",\"result\":\"" A "\",\"mask\":\"" A "\",\"x\":-1,\"y\":0,\"width\":9,\"height\":9" REST,
    "[{\"operation\":\"paste\",\"result\":\"" A "\",\"mask\":\"" A "\",\"x\":0,\"y\":0,\"width\":0,\"height\":9" REST,
    "[{\"operation\":\"paste\",\"result\":\"" A "\",\"mask\":\"" A
    "\",\"x\":0,\"y\":0,\"width\":9,\"height\":9,\"shift-x\":1e9,"
    "\"shift-y\":0,\"scale\":1,\"tone\":true,\"feather\":2}]",
    "[{\"operation\":\"paste\",\"result\":\"" A "\",\"mask\":\"" A
    "\",\"x\":0,\"y\":0,\"width\":9,\"height\":9,\"shift-x\":0,"
    "\"shift-y\":0,\"scale\":0,\"tone\":true,\"feather\":2}]",
    "[{\"operation\":\"paste\",\"result\":\"" A "\",\"mask\":\"" A
    "\",\"x\":0,\"y\":0,\"width\":9,\"height\":9,\"shift-x\":0,"
    "\"shift-y\":0,\"scale\":1,\"tone\":1,\"feather\":2}]",
    "[{\"operation\":\"paste\",\"result\":\"" A "\",\"mask\":\"" A
    "\",\"x\":0,\"y\":0,\"width\":9,\"height\":9,\"shift-x\":0,"
    "\"shift-y\":0,\"scale\":1,\"tone\":true,\"feather\":-2}]",
  };
  g_autoptr (PentimentoRecipe) far
      = pentimento_recipe_new_from_string ("[{\"operation\":\"paste\",\"result\":\"" A "\",\"mask\":\"" A
                                           "\",\"x\":2147483647,\"y\":0,\"width\":2147483647,\"height\":9" REST,
                                           NULL);
  g_autoptr (GError) outside = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pentimento_recipe_new_from_string (texts[i], &error));
      g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_RECIPE);
    }
  g_assert_nonnull (far);
  g_assert_false (pentimento_recipe_check (far, 100, 100, &outside));
  g_assert_error (outside, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE);
}

/* Masks of another size, and objects that are no pictures any more. */
static void
test_misfits (void)
{
  g_autoptr (GdkPixbuf) picture = fixture_noise (40, 30, FALSE);
  g_autoptr (PentimentoImage) image = image_of (picture);
  g_autoptr (PentimentoMask) mask = pentimento_mask_new_rectangle (11, 10, 2, 2, 6, 6);
  g_autoptr (PentimentoImage) mask_image = image_of_mask (mask);
  PentimentoPaste paste = { .result = image, .mask = mask_image, .place = { 5, 6, 10, 10 }, .scale = 1 };
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) size = NULL, beyond = NULL, cancelled = NULL;

  g_assert_false (pentimento_recipe_append_paste (&recipe, 40, 30, &paste, &size));
  g_assert_error (size, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE);
  paste.place = (PentimentoPlace){ 30, 6, 11, 10 };
  g_assert_false (pentimento_recipe_append_paste (&recipe, 40, 30, &paste, &beyond));
  g_assert_error (beyond, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE);
  g_assert_null (recipe);
  paste.place.x = 20;
  g_assert_true (pentimento_recipe_append_paste (&recipe, 40, 30, &paste, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_null (pentimento_recipe_apply (recipe, picture, cancellable, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What is kept in the database is read again, and anything else is not taken for it. */
static void
test_measured (void)
{
  static const char *const others[]
      = { "", "{", "[]", "{\"pasted\":1}", "{\"pasted\":true,\"aligned\":true}", "null", "\"text\"" };
  const PentimentoMeasured measured = { .pasted = TRUE,
                                        .aligned = TRUE,
                                        .shift_x = 1.5,
                                        .shift_y = -2,
                                        .scale = 1.004,
                                        .confidence = 0.97,
                                        .tone = TRUE,
                                        .rim = { 16.6, 0.5, 400 } };
  PentimentoMeasured read, refused = { .pasted = TRUE, .reason = "no-detail", .scale = 1, .rim = { 3, 2, 10 } };
  g_autofree char *text = pentimento_measured_to_string (&measured);
  g_autofree char *said = pentimento_measured_describe (&measured);
  g_autofree char *refusal = pentimento_measured_describe (&refused);

  g_assert_true (pentimento_measured_read (&read, text));
  g_assert_true (read.pasted && read.aligned && read.tone);
  g_assert_null (read.reason);
  g_assert_cmpfloat (read.shift_x, ==, 1.5);
  g_assert_cmpfloat (read.rim.after, ==, 0.5);
  g_assert_cmpuint (read.rim.n_pixels, ==, 400);
  g_assert_cmpstr (said, ==, "Moved back by 2.5 pixels, scaled by 0.4 %. Seam: 16.6 → 0.5 of 255.");
  g_assert_true (g_str_has_prefix (refusal, "The result cannot be aligned: there is no detail"));
  g_assert_true (g_str_has_suffix (refusal, "Seam: 3.0 of 255."));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (pentimento_measured_read (&read, others[i]));
  g_assert_false (pentimento_measured_read (&read, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paste/outside-is-untouched", test_outside_is_untouched);
  g_test_add_func ("/paste/inside-is-the-result", test_inside_is_the_result);
  g_test_add_func ("/paste/extended", test_extended);
  g_test_add_func ("/paste/aligned", test_aligned);
  g_test_add_func ("/paste/other-size", test_other_size);
  g_test_add_func ("/paste/preview", test_preview);
  g_test_add_func ("/paste/objects", test_objects);
  g_test_add_func ("/paste/image", test_image);
  g_test_add_func ("/paste/hostile", test_hostile);
  g_test_add_func ("/paste/misfits", test_misfits);
  g_test_add_func ("/paste/measured", test_measured);
  return g_test_run ();
}
