/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-fixtures.h"
#include "pentimento-mask.h"
#include "pentimento-region.h"

#include <math.h>

static double
add_up (PentimentoMask *mask)
{
  int width = pentimento_mask_get_width (mask);
  g_autofree guint8 *row = g_malloc (width);
  double sum = 0;

  for (int y = 0; y < pentimento_mask_get_height (mask); y++)
    {
      pentimento_mask_get_row (mask, 0, y, width, row);
      for (int x = 0; x < width; x++)
        sum += row[x];
    }
  return sum / 255;
}

static void
assert_same (PentimentoMask *one, PentimentoMask *other)
{
  PentimentoPlace first = pentimento_mask_get_bounds (one), second = pentimento_mask_get_bounds (other);

  g_assert_cmpint (pentimento_mask_get_width (one), ==, pentimento_mask_get_width (other));
  g_assert_cmpint (pentimento_mask_get_height (one), ==, pentimento_mask_get_height (other));
  g_assert_cmpmem (&first, sizeof first, &second, sizeof second);
  for (int y = 0; y < pentimento_mask_get_height (one); y++)
    for (int x = 0; x < pentimento_mask_get_width (one); x++)
      g_assert_cmpint (pentimento_mask_get_coverage (one, x, y), ==, pentimento_mask_get_coverage (other, x, y));
}

static void
assert_bounds (PentimentoMask *mask, int x, int y, int width, int height)
{
  PentimentoPlace bounds = pentimento_mask_get_bounds (mask);

  g_assert_cmpint (bounds.x, ==, x);
  g_assert_cmpint (bounds.y, ==, y);
  g_assert_cmpint (bounds.width, ==, width);
  g_assert_cmpint (bounds.height, ==, height);
}

/* Quarters of pixels count as what they are, on both sides of where tiles meet. */
static void
test_rectangle (void)
{
  g_autoptr (PentimentoMask) mask = pentimento_mask_new_rectangle (600, 300, 10.25, 20.5, 500, 250.25);
  g_autoptr (PentimentoMask) beyond = pentimento_mask_new_rectangle (600, 300, -50, -1e30, 1000, 1e30);
  g_autoptr (PentimentoMask) outside = pentimento_mask_new_rectangle (600, 300, 700, 10, 20, 20);
  g_autoptr (PentimentoMask) none = pentimento_mask_new_rectangle (600, 300, NAN, INFINITY, 0, -INFINITY);

  assert_bounds (mask, 10, 20, 501, 251);
  g_assert_cmpint (pentimento_mask_get_coverage (mask, 10, 100), ==, 191);
  g_assert_cmpint (pentimento_mask_get_coverage (mask, 510, 100), ==, 64);
  g_assert_cmpint (pentimento_mask_get_coverage (mask, 255, 20), ==, 128);
  g_assert_cmpint (pentimento_mask_get_coverage (mask, 256, 20), ==, 128);
  g_assert_cmpint (pentimento_mask_get_coverage (mask, 256, 100), ==, 255);
  g_assert_cmpint (pentimento_mask_get_coverage (mask, -1, 100), ==, 0);
  g_assert_cmpfloat_with_epsilon (add_up (mask), 500 * 250.25, 2);
  g_assert_true (pentimento_mask_is_empty (beyond) == (add_up (beyond) == 0));
  g_assert_true (pentimento_mask_is_empty (outside));
  g_assert_true (pentimento_mask_is_empty (none));
}

static void
test_ellipse (void)
{
  g_autoptr (PentimentoMask) mask = pentimento_mask_new_ellipse (700, 600, 20.3, 30.7, 600, 500);

  g_assert_cmpfloat_with_epsilon (add_up (mask), G_PI * 300 * 250, 30);
  g_assert_cmpint (pentimento_mask_get_coverage (mask, 320, 280), ==, 255);
  g_assert_cmpint (pentimento_mask_get_coverage (mask, 25, 35), ==, 0);
}

/* Slanted edges over many tiles have the area that geometry says; what is gone round twice has no hole. */
static void
test_polygon (void)
{
  const PentimentoMaskPoint triangle[] = { { 3.5, 7.25 }, { 790.75, 300.5 }, { 100, 590 } };
  const PentimentoMaskPoint star[] = { { 100, 10 }, { 150, 180 }, { 10, 70 }, { 190, 70 }, { 50, 180 } };
  g_autoptr (PentimentoMask) mask = pentimento_mask_new_polygon (800, 600, triangle, G_N_ELEMENTS (triangle));
  g_autoptr (PentimentoMask) lasso = pentimento_mask_new_polygon (200, 200, star, G_N_ELEMENTS (star));
  g_autoptr (PentimentoMask) nothing = pentimento_mask_new_polygon (200, 200, NULL, 0);
  double area = fabs ((790.75 - 3.5) * (590 - 7.25) - (100 - 3.5) * (300.5 - 7.25)) / 2;

  g_assert_cmpfloat_with_epsilon (add_up (mask), area, 5);
  g_assert_cmpint (pentimento_mask_get_coverage (lasso, 100, 100), ==, 255);
  g_assert_true (pentimento_mask_is_empty (nothing));
}

static void
test_stroke (void)
{
  const PentimentoMaskTouch line[] = { { 50, 100, 1 }, { 350, 100, 1 } };
  const PentimentoMaskTouch lighter[] = { { 50, 100, 1 }, { 350, 100, 0.5 } };
  g_autoptr (PentimentoMask) hard = pentimento_mask_new_stroke (400, 200, line, 2, 40, 1);
  g_autoptr (PentimentoMask) soft = pentimento_mask_new_stroke (400, 200, line, 2, 40, 0.25);
  g_autoptr (PentimentoMask) thinner = pentimento_mask_new_stroke (400, 200, lighter, 2, 40, 1);
  g_autoptr (PentimentoMask) dab = pentimento_mask_new_stroke (400, 200, line, 1, 40, 1);
  g_autoptr (PentimentoMask) nothing = pentimento_mask_new_stroke (400, 200, line, 0, 40, 1);

  g_assert_cmpfloat_with_epsilon (add_up (hard), 300 * 40 + G_PI * 400, 8);
  g_assert_cmpfloat_with_epsilon (add_up (dab), G_PI * 400, 4);
  g_assert_cmpint (pentimento_mask_get_coverage (hard, 200, 81), ==, 255);
  g_assert_cmpint (pentimento_mask_get_coverage (hard, 200, 78), ==, 0);
  g_assert_cmpint (pentimento_mask_get_coverage (soft, 200, 97), ==, 255);
  g_assert_cmpint (pentimento_mask_get_coverage (soft, 200, 86), >, 60);
  g_assert_cmpint (pentimento_mask_get_coverage (soft, 200, 86), <, 200);
  g_assert_cmpint (pentimento_mask_get_coverage (thinner, 60, 83), ==, 255);
  g_assert_cmpint (pentimento_mask_get_coverage (thinner, 340, 83), ==, 0);
  g_assert_true (pentimento_mask_is_empty (nothing));
}

static void
test_combine (void)
{
  g_autoptr (PentimentoMask) one = pentimento_mask_new_rectangle (700, 600, 10, 10, 400, 300);
  g_autoptr (PentimentoMask) other = pentimento_mask_new_ellipse (700, 600, 200, 200, 450, 380);
  g_autoptr (PentimentoMask) both = pentimento_mask_add (one, other);
  g_autoptr (PentimentoMask) rest = pentimento_mask_subtract (both, other);
  g_autoptr (PentimentoMask) inverse = pentimento_mask_invert (both);
  g_autoptr (PentimentoMask) back = pentimento_mask_invert (inverse);
  g_autoptr (PentimentoMask) none = pentimento_mask_subtract (one, both);

  assert_same (both, back);
  g_assert_true (pentimento_mask_is_empty (none));
  g_assert_cmpfloat_with_epsilon (add_up (both) + add_up (inverse), 700 * 600, 0.01);
  assert_bounds (rest, 10, 10, 400, 300);
  assert_bounds (inverse, 0, 0, 700, 600);
  g_assert_cmpint (pentimento_mask_get_coverage (rest, 400, 300), ==, 0);
  g_assert_cmpint (pentimento_mask_get_coverage (rest, 50, 50), ==, 255);
}

static void
test_grow (void)
{
  g_autoptr (PentimentoMask) mask = pentimento_mask_new_rectangle (600, 500, 200, 200, 150, 100);
  g_autoptr (PentimentoMask) grown = pentimento_mask_grow (mask, 20);
  g_autoptr (PentimentoMask) smaller = pentimento_mask_grow (mask, -20);
  g_autoptr (PentimentoMask) back = pentimento_mask_grow (smaller, 20);
  g_autoptr (PentimentoMask) gone = pentimento_mask_grow (mask, -51);
  g_autoptr (PentimentoMask) all = pentimento_mask_new_rectangle (600, 500, 0, 0, 600, 500);
  g_autoptr (PentimentoMask) still_all = pentimento_mask_grow (all, -100);
  g_autoptr (PentimentoMask) fine = pentimento_mask_new_ellipse (600, 500, 100, 100, 200, 200);
  g_autoptr (PentimentoMask) finer = pentimento_mask_grow (fine, 10.5);

  assert_bounds (grown, 180, 180, 190, 140);
  g_assert_cmpfloat_with_epsilon (add_up (grown), 150 * 100 + 2 * 20 * (150 + 100) + G_PI * 400, 20);
  assert_bounds (smaller, 220, 220, 110, 60);
  g_assert_cmpfloat_with_epsilon (add_up (smaller), 110 * 60, 1);
  assert_bounds (back, 200, 200, 150, 100);
  g_assert_true (pentimento_mask_is_empty (gone));
  assert_same (all, still_all);
  g_assert_cmpfloat_with_epsilon (add_up (finer), G_PI * 110.5 * 110.5, 80);
}

/* As a Gaussian of half the deviation; nothing of it outside where that was asked for, and none at the picture's edge. */
static void
test_feather (void)
{
  g_autoptr (PentimentoMask) mask = pentimento_mask_new_rectangle (600, 500, 200, -10, 150, 600);
  g_autoptr (PentimentoMask) soft = pentimento_mask_feather (mask, 20);
  g_autoptr (PentimentoMask) within = pentimento_mask_feather_inside (mask, 20);

  for (int x = 180; x < 220; x++)
    {
      double expected = 255 * 0.5 * (1 + erf ((x + 0.5 - 200) / 10 / G_SQRT2));

      g_assert_cmpfloat_with_epsilon (pentimento_mask_get_coverage (soft, x, 250), expected, 4);
      g_assert_cmpint (pentimento_mask_get_coverage (soft, x, 0), ==, pentimento_mask_get_coverage (soft, x, 250));
    }
  assert_bounds (within, 200, 0, 150, 500);
  g_assert_cmpint (pentimento_mask_get_coverage (within, 200, 250), <, 15);
  g_assert_cmpint (pentimento_mask_get_coverage (within, 225, 250), >, 245);
  g_assert_cmpint (pentimento_mask_get_coverage (within, 275, 499), ==, 255);
}

static void
test_memory (void)
{
  g_autoptr (PentimentoMask) mask = pentimento_mask_new_ellipse (10000, 10000, 4000.5, 4000, 300, 200);
  g_autoptr (PentimentoMask) soft = pentimento_mask_feather (mask, 10);
  g_autoptr (PentimentoMask) inverse = pentimento_mask_invert (mask);
  g_autoptr (PentimentoMask) none = pentimento_mask_new (10000, 10000);

  g_assert_cmpuint (pentimento_mask_get_memory (none), <, 16 * 1024);
  g_assert_cmpuint (pentimento_mask_get_memory (mask), <, 300 * 1024);
  g_assert_cmpuint (pentimento_mask_get_memory (soft), <, 500 * 1024);
  g_assert_cmpuint (pentimento_mask_get_memory (inverse), <, 300 * 1024);
}

/* Through a file, and through the place that is cut out and put back. */
static void
test_round_trips (void)
{
  static const int sizes[][2] = { { 1, 1 }, { 1, 600 }, { 257, 255 }, { 600, 520 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      int width = sizes[i][0], height = sizes[i][1];
      g_autoptr (GError) error = NULL;
      g_autoptr (PentimentoMask) hard
          = pentimento_mask_new_ellipse (width, height, width * 0.2, height * 0.1, width * 0.5, height * 0.7);
      g_autoptr (PentimentoMask) mask = pentimento_mask_feather (hard, 9);
      g_autoptr (GBytes) file = pentimento_mask_to_png (mask, NULL, &error);
      g_autoptr (PentimentoMask) read = pentimento_mask_new_from_file (file, width, height, NULL, &error);
      PentimentoPlace place = pentimento_mask_get_bounds (mask);
      const PentimentoPlace back = { -place.x, -place.y, width, height };
      g_autoptr (PentimentoMask) part = pentimento_mask_cut (mask, &place);
      g_autoptr (PentimentoMask) put_back = pentimento_mask_cut (part, &back);

      g_assert_no_error (error);
      assert_same (mask, read);
      assert_same (mask, put_back);
      g_assert_cmpint (pentimento_mask_get_width (part), ==, place.width);
    }
}

static void
assert_file_refused (GBytes *file, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pentimento_mask_new_from_file (file, 40, 30, NULL, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, code);
}

static void
test_hostile_files (void)
{
  g_autoptr (PentimentoMask) mask = pentimento_mask_new_ellipse (41, 30, 5, 5, 20, 20);
  g_autoptr (GBytes) other = pentimento_mask_to_png (mask, NULL, NULL);
  g_autoptr (GBytes) cut = fixture_cut (other, g_bytes_get_size (other) - 20);
  g_autoptr (GBytes) huge = fixture_png_header (100000, 100000);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) words = g_bytes_new_static ("mask", 4);

  assert_file_refused (other, PENTIMENTO_IMAGE_ERROR_UNSUITABLE);
  assert_file_refused (cut, PENTIMENTO_IMAGE_ERROR_DAMAGED);
  assert_file_refused (huge, PENTIMENTO_IMAGE_ERROR_TOO_LARGE);
  assert_file_refused (empty, PENTIMENTO_IMAGE_ERROR_EMPTY);
  assert_file_refused (words, PENTIMENTO_IMAGE_ERROR_UNKNOWN_FORMAT);
}

/* A mask that somebody painted in another program: in colour, with transparency. */
static void
test_colour_file (void)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 40, 30);
  g_autoptr (GdkPixbuf) left = gdk_pixbuf_new_subpixbuf (pixels, 0, 0, 20, 30);
  g_autoptr (GBytes) file = NULL;
  g_autoptr (PentimentoMask) mask = NULL;

  gdk_pixbuf_fill (pixels, 0x00ff00ff);
  gdk_pixbuf_fill (left, 0xffffff80);
  file = fixture_file (pixels, "png", NULL, NULL);
  mask = pentimento_mask_new_from_file (file, 40, 30, NULL, NULL);
  g_assert_cmpint (pentimento_mask_get_coverage (mask, 5, 5), ==, 128);
  g_assert_cmpint (pentimento_mask_get_coverage (mask, 30, 5), ==, 182);
}

static const PentimentoRegionLimits free_limits = {
  .min_pixels = 921600,
  .max_pixels = 16777216,
  .min_side = 14,
  .max_side = 4096,
  .multiple = 16,
  .max_ratio = 16,
  .best_pixels = 4194304,
};

/* What is promised of any region: within the picture, holds the mask, of the shape and within the limits of what is sent. */
static void
assert_region (const PentimentoRegion *region, PentimentoMask *mask, const PentimentoRegionLimits *limits)
{
  PentimentoPlace bounds = pentimento_mask_get_bounds (mask);
  PentimentoPlace held = pentimento_place_intersect (&bounds, &region->place);
  double shape = (double)region->place.width / region->place.height * region->height / region->width;

  g_assert_cmpmem (&held, sizeof held, &bounds, sizeof bounds);
  g_assert_cmpint (region->place.x, >=, 0);
  g_assert_cmpint (region->place.y, >=, 0);
  g_assert_cmpint (region->place.x + region->place.width, <=, pentimento_mask_get_width (mask));
  g_assert_cmpint (region->place.y + region->place.height, <=, pentimento_mask_get_height (mask));
  g_assert_cmpfloat_with_epsilon (shape, 1, MAX (0.0101, 1.01 / MIN (region->place.width, region->place.height)));
  if (limits->n_sizes > 0)
    return;
  g_assert_cmpint (region->width % limits->multiple, ==, 0);
  g_assert_cmpint (region->height % limits->multiple, ==, 0);
  g_assert_cmpuint ((guint64)region->width * region->height, >=, limits->min_pixels);
  g_assert_cmpuint ((guint64)region->width * region->height, <=, limits->max_pixels);
}

static void
test_regions (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  static const PentimentoRegionSize sizes[] = { { 1024, 1024 }, { 1152, 864 }, { 864, 1152 }, { 1280, 720 } };
  PentimentoRegionLimits named = { .max_pixels = 16777216, .max_side = 4096, .sizes = sizes, .n_sizes = 4 };
  int n_chosen = 0;

  for (int i = 0; i < 600; i++)
    {
      int width = g_rand_int_range (random, 40, 3000), height = g_rand_int_range (random, 40, 3000);
      const PentimentoRegionLimits *limits = i % 3 == 0 ? &named : &free_limits;
      int context = i % 2 == 0 ? PENTIMENTO_REGION_AUTOMATIC : g_rand_int_range (random, 0, 400);
      double x = g_rand_double_range (random, 0, width - 20), y = g_rand_double_range (random, 0, height - 20);
      g_autoptr (PentimentoMask) mask = pentimento_mask_new_rectangle (
          width, height, x, y, g_rand_double_range (random, 5, 800), g_rand_double_range (random, 5, 800));
      g_autoptr (GError) error = NULL;
      PentimentoRegion region;

      if (pentimento_region_choose (mask, context, limits, &region, &error))
        {
          assert_region (&region, mask, limits);
          n_chosen++;
        }
      else
        g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE);
    }
  g_assert_cmpint (n_chosen, >, 400);
}

static void
test_context (void)
{
  g_autoptr (PentimentoMask) mask = pentimento_mask_new_rectangle (6000, 4000, 3000, 2000, 400, 400);
  g_autoptr (PentimentoMask) large = pentimento_mask_new_rectangle (9000, 9000, 3000, 3000, 2600, 2600);
  PentimentoRegion region;

  g_assert_true (pentimento_region_choose (mask, PENTIMENTO_REGION_AUTOMATIC, &free_limits, &region, NULL));
  g_assert_cmpint (region.context, ==, 200);
  g_assert_cmpint (region.place.width, ==, 800);
  g_assert_cmpint (region.width, ==, 2048);
  g_assert_true (pentimento_region_choose (mask, 30, &free_limits, &region, NULL));
  g_assert_cmpint (region.place.width, ==, 460);
  g_assert_true (pentimento_region_choose (large, PENTIMENTO_REGION_AUTOMATIC, &free_limits, &region, NULL));
  g_assert_cmpint (region.context, <, 1300);
  g_assert_cmpint (region.place.width, <=, 4096);
}

static void
test_no_region (void)
{
  g_autoptr (PentimentoMask) empty = pentimento_mask_new (400, 400);
  g_autoptr (PentimentoMask) strip = pentimento_mask_new_rectangle (1, 60000, 0, 10, 1, 500);
  g_autoptr (PentimentoMask) dot = pentimento_mask_new_rectangle (1, 1, 0, 0, 1, 1);
  g_autoptr (GError) error = NULL, narrow = NULL;
  PentimentoRegion region;

  g_assert_false (pentimento_region_choose (empty, 10, &free_limits, &region, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE);
  g_assert_false (pentimento_region_choose (strip, 10, &free_limits, &region, &narrow));
  g_assert_error (narrow, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE);
  g_assert_true (pentimento_region_choose (dot, G_MAXINT, &free_limits, &region, NULL));
  assert_region (&region, dot, &free_limits);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mask/rectangle", test_rectangle);
  g_test_add_func ("/mask/ellipse", test_ellipse);
  g_test_add_func ("/mask/polygon", test_polygon);
  g_test_add_func ("/mask/stroke", test_stroke);
  g_test_add_func ("/mask/combine", test_combine);
  g_test_add_func ("/mask/grow", test_grow);
  g_test_add_func ("/mask/feather", test_feather);
  g_test_add_func ("/mask/memory", test_memory);
  g_test_add_func ("/mask/round-trips", test_round_trips);
  g_test_add_func ("/mask/hostile-files", test_hostile_files);
  g_test_add_func ("/mask/colour-file", test_colour_file);
  g_test_add_func ("/region/many", test_regions);
  g_test_add_func ("/region/context", test_context);
  g_test_add_func ("/region/none", test_no_region);
  return g_test_run ();
}
