/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Adjusting colours against what the header promises, and previews against the whole picture scaled down. */

#include "image-fixtures.h"

#include <math.h>

static GdkPixbuf *
adjust (GdkPixbuf *pixels, PentimentoAdjustment adjustment)
{
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GError) error = NULL;
  GdkPixbuf *result;

  if (adjustment.radius == 0)
    adjustment.radius = 1;
  pentimento_recipe_append_adjust (&recipe, gdk_pixbuf_get_width (pixels), gdk_pixbuf_get_height (pixels), &adjustment,
                                   &error);
  g_assert_no_error (error);
  g_assert_nonnull (recipe);
  result = pentimento_recipe_apply (recipe, pixels, NULL, &error);
  g_assert_no_error (error);
  return result;
}

/* Every grey, and every colour of a coarse cube; alpha counts through. */
static GdkPixbuf *
palette (gboolean has_alpha)
{
  GdkPixbuf *pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, has_alpha, 8, 256, 17);
  int channels = has_alpha ? 4 : 3;

  for (int y = 0; y < 17; y++)
    for (int x = 0; x < 256; x++)
      {
        guint8 *pixel = gdk_pixbuf_get_pixels (pixels) + y * gdk_pixbuf_get_rowstride (pixels) + x * channels;

        pixel[0] = y == 16 ? x : (x & 15) * 17;
        pixel[1] = y == 16 ? x : (x >> 4) * 17;
        pixel[2] = y == 16 ? x : y * 17;
        if (has_alpha)
          pixel[3] = x;
      }
  return pixels;
}

static const guint8 *
pixel_at (GdkPixbuf *pixels, int x, int y)
{
  return gdk_pixbuf_read_pixels (pixels) + y * gdk_pixbuf_get_rowstride (pixels)
         + x * gdk_pixbuf_get_n_channels (pixels);
}

static double
decode (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
encode (double light)
{
  return light <= 0.0031308 ? light * 12.92 : 1.055 * pow (light, 1 / 2.4) - 0.055;
}

/* What the header says, a pixel at a time and in no hurry. */
static void
expect (const PentimentoAdjustment *wish, const guint8 *pixel, double expected[3])
{
  double gains[3] = { exp2 (wish->temperature / 200), exp2 (-wish->tint / 200), exp2 (-wish->temperature / 200) };
  double luminance = 0.2126 * gains[0] + 0.7152 * gains[1] + 0.0722 * gains[2];
  double luma, toned;

  for (int channel = 0; channel < 3; channel++)
    {
      double light = decode (pixel[channel] / 255.0) * gains[channel] / luminance * exp2 (wish->exposure);
      double value = encode (MIN (light, 1)), slope = exp2 (wish->contrast / 100);

      expected[channel]
          = value < 0.466 ? 0.466 * pow (value / 0.466, slope) : 1 - 0.534 * pow ((1 - value) / 0.534, slope);
    }
  luma = 0.2126 * expected[0] + 0.7152 * expected[1] + 0.0722 * expected[2];
  toned = luma + (wish->highlights < 0 ? 2 : 1) * wish->highlights / 100 * luma * luma * luma * (1 - luma)
          + (wish->shadows > 0 ? 2 : 1) * wish->shadows / 100 * luma * pow (1 - luma, 3);
  for (int channel = 0; channel < 3; channel++)
    {
      double ratio = luma > 0 ? expected[channel] * toned / luma : 0;

      expected[channel] = CLAMP (toned + (ratio - toned) * (1 + wish->saturation / 100), 0, 1) * 255;
    }
}

static void
assert_as_promised (GdkPixbuf *pixels, PentimentoAdjustment wish)
{
  g_autoptr (GdkPixbuf) result = adjust (pixels, wish);

  for (int y = 0; y < gdk_pixbuf_get_height (pixels); y++)
    for (int x = 0; x < gdk_pixbuf_get_width (pixels); x++)
      {
        const guint8 *before = pixel_at (pixels, x, y);
        const guint8 *after = pixel_at (result, x, y);
        double expected[3];

        expect (&wish, before, expected);
        for (int channel = 0; channel < 3; channel++)
          g_assert_cmpfloat_with_epsilon (after[channel], expected[channel], 0.75);
        if (gdk_pixbuf_get_has_alpha (pixels))
          g_assert_cmpint (after[3], ==, before[3]);
      }
}

static void
test_promised (void)
{
  const PentimentoAdjustment wishes[] = {
    { .exposure = 1 },
    { .exposure = -5 },
    { .exposure = 5 },
    { .contrast = 100 },
    { .contrast = -100 },
    { .highlights = -100 },
    { .highlights = 100 },
    { .shadows = 100 },
    { .shadows = -100 },
    { .saturation = -100 },
    { .saturation = 100 },
    { .temperature = 100 },
    { .temperature = -60 },
    { .tint = 100 },
    { .tint = -100 },
    { .shadows = 100, .highlights = -100 },
    { .exposure = 0.3,
      .contrast = 20,
      .highlights = -40,
      .shadows = 30,
      .saturation = 15,
      .temperature = 10,
      .tint = -5 },
  };

  for (int alpha = 0; alpha < 2; alpha++)
    {
      g_autoptr (GdkPixbuf) pixels = palette (alpha);

      for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
        assert_as_promised (pixels, wishes[i]);
    }
}

/* Whatever is asked for, a brighter grey never becomes darker than a darker one, but for the rounding where all greys become one. */
static void
test_order_of_greys (void)
{
  g_autoptr (GdkPixbuf) pixels = palette (FALSE);

  for (int i = 0; i < 81; i++)
    {
      PentimentoAdjustment wish = { .exposure = 0.001,
                                    .contrast = (i % 3 - 1) * 100,
                                    .highlights = (i / 3 % 3 - 1) * 100,
                                    .shadows = (i / 9 % 3 - 1) * 100,
                                    .saturation = (i / 27 % 3 - 1) * 100 };
      g_autoptr (GdkPixbuf) result = adjust (pixels, wish);

      for (int x = 1; x < 256; x++)
        g_assert_cmpint (pixel_at (result, x, 16)[1], >=, pixel_at (result, x - 1, 16)[1] - 1);
      g_assert_cmpint (pixel_at (result, 0, 16)[0], ==, 0);
      g_assert_cmpint (pixel_at (result, 255, 16)[0], ==, 255);
    }
}

static void
test_nothing (void)
{
  g_autoptr (PentimentoRecipe) recipe = NULL;
  PentimentoAdjustment adjustment = pentimento_adjustment_none;

  g_assert_true (pentimento_recipe_append_adjust (&recipe, 10, 10, &adjustment, NULL));
  g_assert_null (recipe);
  adjustment.radius = 3;
  g_assert_true (pentimento_recipe_append_adjust (&recipe, 10, 10, &adjustment, NULL));
  g_assert_null (recipe);
}

static void
test_bounds (void)
{
  for (const PentimentoAdjustmentField *field = pentimento_adjustment_fields; field->name != NULL; field++)
    {
      const double wrong[] = { field->most + 0.001, field->least - 0.001, NAN, INFINITY, -INFINITY, 1e9 };

      for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
        {
          PentimentoAdjustment adjustment = pentimento_adjustment_none;
          g_autoptr (PentimentoRecipe) recipe = NULL;
          g_autoptr (GError) error = NULL;

          pentimento_adjustment_set (&adjustment, field, wrong[i]);
          g_assert_false (pentimento_recipe_append_adjust (&recipe, 10, 10, &adjustment, &error));
          g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE);
          g_assert_nonnull (strstr (error->message, field->name));
          g_assert_null (recipe);
        }
    }
}

/* An edge becomes steeper by sharpening and softer by the opposite; what is flat stays as it is, to the rim. */
static void
test_sharpness (void)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 40, 200);
  g_autoptr (GdkPixbuf) right = gdk_pixbuf_new_subpixbuf (pixels, 20, 0, 20, 200);
  g_autoptr (GdkPixbuf) sharp = NULL;
  g_autoptr (GdkPixbuf) soft = NULL;

  gdk_pixbuf_fill (pixels, 0x404040ff);
  gdk_pixbuf_fill (right, 0xa0a0a0ff);
  sharp = adjust (pixels, (PentimentoAdjustment){ .sharpness = 100 });
  soft = adjust (pixels, (PentimentoAdjustment){ .sharpness = -100 });
  for (int y = 0; y < 200; y++)
    {
      g_assert_cmpint (pixel_at (sharp, 0, y)[0], ==, 0x40);
      g_assert_cmpint (pixel_at (sharp, 39, y)[0], ==, 0xa0);
      /* Of a Gaussian of one pixel, 0.3085 lies beyond half a pixel. */
      g_assert_cmpfloat_with_epsilon (pixel_at (sharp, 19, y)[0], 64 - 1.5 * 96 * 0.3085, 1.5);
      g_assert_cmpfloat_with_epsilon (pixel_at (sharp, 20, y)[0], 160 + 1.5 * 96 * 0.3085, 1.5);
      g_assert_cmpfloat_with_epsilon (pixel_at (soft, 19, y)[0], 64 + 96 * 0.3085, 1.5);
    }
}

/* What lies under transparency, here black, leaves no trace. */
static void
test_sharpness_of_transparent (void)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 40, 40);
  g_autoptr (GdkPixbuf) right = gdk_pixbuf_new_subpixbuf (pixels, 20, 0, 20, 40);
  g_autoptr (GdkPixbuf) sharp = NULL;

  gdk_pixbuf_fill (pixels, 0x00000000);
  gdk_pixbuf_fill (right, 0xa0a0a0ff);
  sharp = adjust (pixels, (PentimentoAdjustment){ .sharpness = 100, .radius = 3 });
  for (int x = 20; x < 40; x++)
    g_assert_cmpfloat_with_epsilon (pixel_at (sharp, x, 20)[0], 160, 1);
  g_assert_cmpint (pixel_at (sharp, 10, 20)[3], ==, 0);
}

/* Bands of rows that different threads work on meet without a seam. */
static void
test_seams (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (50, 300, FALSE);
  g_autoptr (GdkPixbuf) part = gdk_pixbuf_new_subpixbuf (pixels, 0, 31, 50, 200);
  const PentimentoAdjustment wish = { .sharpness = 80, .radius = 4, .contrast = 20 };
  g_autoptr (GdkPixbuf) whole = adjust (pixels, wish);
  g_autoptr (GdkPixbuf) moved = adjust (part, wish);

  for (int y = 15; y < 185; y++)
    g_assert_cmpmem (pixel_at (whole, 0, y + 31), 150, pixel_at (moved, 0, y), 150);
}

/* Something like a photograph: soft shapes of all sizes, and grain of three levels up and down in each pixel. */
static GdkPixbuf *
photograph (int width, int height)
{
  GdkPixbuf *pixels = fixture_noise (width, height, FALSE);
  guint8 *data = gdk_pixbuf_get_pixels (pixels);
  gsize n_bytes = gdk_pixbuf_get_byte_length (pixels);

  for (gsize i = 0; i < n_bytes; i++)
    data[i] = 60 + data[i] / 42;
  for (int size = 6; size <= 96; size *= 4)
    {
      g_autoptr (GdkPixbuf) coarse = fixture_noise (size * 4 / 3, size, FALSE);
      g_autoptr (GdkPixbuf) shapes = gdk_pixbuf_scale_simple (coarse, width, height, GDK_INTERP_BILINEAR);
      const guint8 *add = gdk_pixbuf_read_pixels (shapes);
      int share = size == 6 ? 2 : size == 24 ? 4 : 12;

      for (gsize i = 0; i < n_bytes; i++)
        data[i] = MIN (255, data[i] + add[i] / share - 40 / share);
    }
  return pixels;
}

/* As a pyramid does: the average of squares of pixels. */
static GdkPixbuf *
scale_down (GdkPixbuf *pixels, int factor)
{
  return gdk_pixbuf_scale_simple (pixels, gdk_pixbuf_get_width (pixels) / factor,
                                  gdk_pixbuf_get_height (pixels) / factor, GDK_INTERP_BILINEAR);
}

/* Averaged over all bytes. The sizes may differ by a pixel, which the export is scaled to. */
static double
find_difference (GdkPixbuf *preview, GdkPixbuf *whole)
{
  int width = gdk_pixbuf_get_width (preview), height = gdk_pixbuf_get_height (preview);
  int channels = gdk_pixbuf_get_n_channels (preview);
  g_autoptr (GdkPixbuf) scaled = gdk_pixbuf_scale_simple (whole, width, height, GDK_INTERP_BILINEAR);
  double sum = 0;

  g_assert_cmpint (gdk_pixbuf_get_n_channels (scaled), ==, channels);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      for (int channel = 0; channel < channels; channel++)
        {
          int one = pixel_at (preview, x, y)[channel] * (channels == 4 ? pixel_at (preview, x, y)[3] : 255) / 255;
          int other = pixel_at (scaled, x, y)[channel] * (channels == 4 ? pixel_at (scaled, x, y)[3] : 255) / 255;

          sum += abs (one - other);
        }
  return sum / ((double)width * height * channels);
}

static void
test_preview (void)
{
  const char *recipes[] = {
    "[{\"operation\":\"crop\",\"x\":101,\"y\":57,\"width\":1203,\"height\":805}]",
    "[{\"operation\":\"rotate\",\"degrees\":90}]",
    "[{\"operation\":\"flip\",\"direction\":\"horizontal\"}]",
    "[{\"operation\":\"straighten\",\"degrees\":3.7}]",
    "[{\"operation\":\"straighten\",\"degrees\":-45}]",
    "[{\"operation\":\"extend\",\"left\":333,\"top\":1,\"right\":0,\"bottom\":99}]",
    "[{\"operation\":\"resize\",\"width\":1000,\"height\":1000}]",
    "[{\"operation\":\"adjust\",\"exposure\":1}]",
    "[{\"operation\":\"adjust\",\"contrast\":80,\"saturation\":50,\"temperature\":-70,\"tint\":30}]",
    "[{\"operation\":\"adjust\",\"highlights\":-100,\"shadows\":100}]",
    "[{\"operation\":\"adjust\",\"sharpness\":100}]",
    "[{\"operation\":\"adjust\",\"sharpness\":-100,\"radius\":6}]",
    "[{\"operation\":\"crop\",\"x\":11,\"y\":13,\"width\":1501,\"height\":1001},{\"operation\":\"straighten\","
    "\"degrees\":-2},"
    "{\"operation\":\"rotate\",\"degrees\":270},{\"operation\":\"extend\",\"left\":50,\"top\":0,\"right\":0,\"bottom\":"
    "0},"
    "{\"operation\":\"adjust\",\"exposure\":0.4,\"contrast\":25,\"shadows\":30,\"saturation\":10,\"sharpness\":40}]",
  };
  g_autoptr (GdkPixbuf) pixels = photograph (1600, 1200);
  double worst = 0;

  for (int factor = 2; factor <= 4; factor *= 2)
    {
      g_autoptr (GdkPixbuf) small = scale_down (pixels, factor);

      for (guint i = 0; i < G_N_ELEMENTS (recipes); i++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (PentimentoRecipe) recipe = pentimento_recipe_new_from_string (recipes[i], &error);
          g_autoptr (GdkPixbuf) whole = pentimento_recipe_apply (recipe, pixels, NULL, &error);
          g_autoptr (GdkPixbuf) preview = pentimento_recipe_apply_preview (recipe, small, 1600, 1200, NULL, &error);
          double difference = find_difference (preview, whole);

          g_assert_no_error (error);
          g_assert_cmpint (abs (gdk_pixbuf_get_width (preview) * factor - gdk_pixbuf_get_width (whole)), <=, factor);
          g_assert_cmpint (abs (gdk_pixbuf_get_height (preview) * factor - gdk_pixbuf_get_height (whole)), <=, factor);
          g_test_message ("1/%d, %.2f levels: %s", factor, difference, recipes[i]);
          worst = MAX (worst, difference);
        }
    }
  g_test_message ("A preview differs from the export scaled down by %.2f levels at most, on average", worst);
  g_assert_cmpfloat (worst, <, 1);
}

/* The smallest previews there can be. */
static void
test_tiny_preview (void)
{
  g_autoptr (GdkPixbuf) dot = fixture_noise (1, 1, FALSE);
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GdkPixbuf) result = NULL;
  const PentimentoAdjustment wish = { .sharpness = 50, .radius = 10 };

  g_assert_true (pentimento_recipe_append_crop (&recipe, 4000, 3000, 3999, 2999, 1, 1, NULL));
  g_assert_true (pentimento_recipe_append_extend (&recipe, 4000, 3000, 5, 5, 5, 5, NULL));
  g_assert_true (pentimento_recipe_append_straighten (&recipe, 4000, 3000, 45, NULL));
  g_assert_true (pentimento_recipe_append_adjust (&recipe, 4000, 3000, &wish, NULL));
  result = pentimento_recipe_apply_preview (recipe, dot, 4000, 3000, NULL, NULL);
  g_assert_cmpint (gdk_pixbuf_get_width (result), ==, 1);
}

static void
test_preview_in_thread (void)
{
  g_autoptr (GdkPixbuf) pixels = photograph (400, 300);
  g_autoptr (PentimentoRecipe) recipe = NULL;
  const PentimentoAdjustment wish = { .contrast = 50, .radius = 1 };

  g_assert_true (pentimento_recipe_append_adjust (&recipe, 1600, 1200, &wish, NULL));
  for (int given_up = 0; given_up < 2; given_up++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkPixbuf) preview = NULL;

      pentimento_recipe_apply_preview_async (recipe, pixels, 1600, 1200, cancellable, fixture_take_result, &result);
      if (given_up)
        g_cancellable_cancel (cancellable);
      fixture_wait (&result);
      preview = pentimento_recipe_apply_preview_finish (result, &error);
      if (given_up)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else
        g_assert_cmpint (gdk_pixbuf_get_width (preview), ==, 400);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image/adjust/promised", test_promised);
  g_test_add_func ("/image/adjust/order-of-greys", test_order_of_greys);
  g_test_add_func ("/image/adjust/nothing", test_nothing);
  g_test_add_func ("/image/adjust/bounds", test_bounds);
  g_test_add_func ("/image/adjust/sharpness", test_sharpness);
  g_test_add_func ("/image/adjust/sharpness-of-transparent", test_sharpness_of_transparent);
  g_test_add_func ("/image/adjust/seams", test_seams);
  g_test_add_func ("/image/adjust/preview", test_preview);
  g_test_add_func ("/image/adjust/tiny-preview", test_tiny_preview);
  g_test_add_func ("/image/adjust/preview-in-thread", test_preview_in_thread);
  return g_test_run ();
}
