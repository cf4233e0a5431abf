/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Kinds of pictures that are seldom met, each against colours that are computed here: shown right, or refused clearly. */

#include "image-fixtures.h"
#include "picture-kinds.h"

#include <math.h>
#include <string.h>

/* Neither opened nor decoded, with words that name the picture. */
static void
assert_refused (GBytes *file, PentimentoImageError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoImage) image = pentimento_image_new (file, "kind.img", NULL, &error);
  g_autoptr (GdkPixbuf) pixels = image != NULL ? pentimento_image_decode (image, NULL, &error) : NULL;

  g_assert_null (pixels);
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, (int)code);
  g_assert_nonnull (strstr (error->message, "kind.img"));
}

/* @expected: red, green, blue and opacity of each pixel of the first row, one in every @step */
static void
assert_row (GdkPixbuf *pixels, const guint8 (*expected)[4], int n_pixels, int step, int tolerance)
{
  const guint8 *row = gdk_pixbuf_read_pixels (pixels);
  int n_channels = gdk_pixbuf_get_n_channels (pixels);

  g_assert_cmpint (gdk_pixbuf_get_width (pixels), ==, n_pixels * step);
  for (int i = 0; i < n_pixels; i++)
    {
      const guint8 *pixel = row + i * step * n_channels;

      g_test_message ("pixel %d: %d %d %d %d", i, pixel[0], pixel[1], pixel[2], n_channels == 4 ? pixel[3] : 255);
      for (int channel = 0; channel < 3; channel++)
        g_assert_cmpint (ABS (pixel[channel] - expected[i][channel]), <=, tolerance);
      g_assert_cmpint (ABS ((n_channels == 4 ? pixel[3] : 255) - expected[i][3]), <=, tolerance);
    }
}

/* PNG */

typedef struct {
  const char *name;
  int colour_type;
  int depth;
  int width;
  guint8 samples[32];
  guint8 expected[4][4];
} Png;

static const Png pngs[] = {
  { "grey-1",
    KIND_PNG_GREY,
    1,
    4,
    { 0x50 },
    { { 0, 0, 0, 255 }, { 255, 255, 255, 255 }, { 0, 0, 0, 255 }, { 255, 255, 255, 255 } } },
  { "grey-2",
    KIND_PNG_GREY,
    2,
    4,
    { 0x1b },
    { { 0, 0, 0, 255 }, { 85, 85, 85, 255 }, { 170, 170, 170, 255 }, { 255, 255, 255, 255 } } },
  { "grey-4", KIND_PNG_GREY, 4, 2, { 0x3f }, { { 51, 51, 51, 255 }, { 255, 255, 255, 255 } } },
  { "grey-16",
    KIND_PNG_GREY,
    16,
    3,
    { 0x12, 0x34, 0x80, 0, 0xff, 0xff },
    { { 18, 18, 18, 255 }, { 128, 128, 128, 255 }, { 255, 255, 255, 255 } } },
  { "rgb-16",
    KIND_PNG_RGB,
    16,
    2,
    { 0xff, 0xff, 0x80, 0x80, 0, 0, 0x20, 0x20, 0, 0x10, 0xc0, 0xc0 },
    { { 255, 128, 0, 255 }, { 32, 0, 192, 255 } } },
  { "palette-1", KIND_PNG_PALETTE, 1, 2, { 0x40 }, { { 0, 0, 0, 255 }, { 255, 0, 0, 255 } } },
  { "palette-2",
    KIND_PNG_PALETTE,
    2,
    4,
    { 0x1b },
    { { 0, 0, 0, 255 }, { 255, 0, 0, 255 }, { 0, 255, 0, 255 }, { 0, 0, 255, 255 } } },
  { "palette-4", KIND_PNG_PALETTE, 4, 2, { 0x3c }, { { 0, 0, 255, 255 }, { 255, 255, 255, 255 } } },
  { "grey-alpha-8", KIND_PNG_GREY_ALPHA, 8, 2, { 200, 100, 50, 0 }, { { 200, 200, 200, 100 }, { 50, 50, 50, 0 } } },
  { "grey-alpha-16",
    KIND_PNG_GREY_ALPHA,
    16,
    2,
    { 200, 200, 100, 100, 50, 50, 0xff, 0xff },
    { { 200, 200, 200, 100 }, { 50, 50, 50, 255 } } },
  { "rgba-16", KIND_PNG_RGBA, 16, 1, { 1, 1, 100, 100, 200, 200, 128, 128 }, { { 1, 100, 200, 128 } } },
};

static void
test_png (gconstpointer data)
{
  const Png *kind = data;
  g_autoptr (GBytes) file = kind_png (kind->width, 1, kind->depth, kind->colour_type, kind->samples);
  g_autoptr (GdkPixbuf) pixels = fixture_decode (file);

  assert_row (pixels, kind->expected, kind->width, 1, 1);
}

/* TIFF */

typedef struct {
  const char *name;
  KindTiff kind;
  guint8 samples[32];
  gsize size;
  guint8 expected[4][4];
} Tiff;

static const Tiff tiffs[] = {
  { "rgb-16",
    { 2, 1, 16, 3, KIND_TIFF_RGB, KIND_TIFF_NO_ALPHA },
    { 0xff, 0xff, 0x80, 0x80, 0, 0, 0x20, 0x20, 0, 0, 0xc0, 0xc0 },
    12,
    { { 255, 128, 0, 255 }, { 32, 0, 192, 255 } } },
  { "grey-16",
    { 2, 1, 16, 1, KIND_TIFF_BLACK_IS_ZERO, KIND_TIFF_NO_ALPHA },
    { 0x40, 0x40, 0xff, 0xff },
    4,
    { { 64, 64, 64, 255 }, { 255, 255, 255, 255 } } },
  { "grey-1",
    { 4, 1, 1, 1, KIND_TIFF_BLACK_IS_ZERO, KIND_TIFF_NO_ALPHA },
    { 0x50 },
    1,
    { { 0, 0, 0, 255 }, { 255, 255, 255, 255 }, { 0, 0, 0, 255 }, { 255, 255, 255, 255 } } },
  { "palette",
    { 4, 1, 4, 1, KIND_TIFF_PALETTE, KIND_TIFF_NO_ALPHA },
    { 0x12, 0x3f },
    2,
    { { 255, 0, 0, 255 }, { 0, 255, 0, 255 }, { 0, 0, 255, 255 }, { 255, 255, 255, 255 } } },
  { "cmyk",
    { 2, 1, 8, 4, KIND_TIFF_SEPARATED, KIND_TIFF_NO_ALPHA },
    { 0, 255, 255, 0, 0, 0, 0, 128 },
    8,
    { { 255, 0, 0, 255 }, { 127, 127, 127, 255 } } },
  { "straight-alpha",
    { 2, 1, 8, 4, KIND_TIFF_RGB, KIND_TIFF_STRAIGHT },
    { 200, 100, 0, 128, 255, 255, 255, 64 },
    8,
    { { 200, 100, 0, 128 }, { 255, 255, 255, 64 } } },
  { "premultiplied-alpha",
    { 2, 1, 8, 4, KIND_TIFF_RGB, KIND_TIFF_PREMULTIPLIED },
    { 100, 50, 0, 128, 64, 64, 64, 64 },
    8,
    { { 200, 100, 0, 128 }, { 255, 255, 255, 64 } } },
  { "straight-alpha-16",
    { 2, 1, 16, 4, KIND_TIFF_RGB, KIND_TIFF_STRAIGHT },
    { 200, 200, 100, 100, 0, 0, 128, 128, 255, 255, 255, 255, 255, 255, 64, 64 },
    16,
    { { 200, 100, 0, 128 }, { 255, 255, 255, 64 } } },
  { "grey-alpha",
    { 2, 1, 8, 2, KIND_TIFF_BLACK_IS_ZERO, KIND_TIFF_STRAIGHT },
    { 200, 128, 255, 64 },
    4,
    { { 200, 200, 200, 128 }, { 255, 255, 255, 64 } } },
};

static void
test_tiff (gconstpointer data)
{
  const Tiff *tiff = data;
  g_autoptr (GBytes) file = kind_tiff (&tiff->kind, tiff->samples, tiff->size);
  g_autoptr (GdkPixbuf) pixels = fixture_decode (file);

  assert_row (pixels, tiff->expected, tiff->kind.width, 1, 2);
}

static void
test_tiff_refused (void)
{
  const KindTiff floating = { 1, 1, 32, 3, KIND_TIFF_RGB, KIND_TIFF_NO_ALPHA, .floating = TRUE };
  const KindTiff odd = { 1, 1, 8, 3, 77, KIND_TIFF_NO_ALPHA };
  const guint8 samples[12] = { 0 };
  g_autoptr (GBytes) floating_file = kind_tiff (&floating, samples, sizeof samples);
  g_autoptr (GBytes) odd_file = kind_tiff (&odd, samples, 3);

  assert_refused (floating_file, PENTIMENTO_IMAGE_ERROR_DAMAGED);
  assert_refused (odd_file, PENTIMENTO_IMAGE_ERROR_DAMAGED);
}

/* JPEG of four inks: Adobe's programs write how much of each is missing. */

static const guint8 inks[4][4] = { { 0, 255, 255, 0 }, { 0, 0, 0, 128 }, { 255, 0, 0, 0 }, { 100, 50, 20, 60 } };

static void
compute_inks (guint8 (*expected)[4])
{
  for (int i = 0; i < 4; i++)
    {
      for (int channel = 0; channel < 3; channel++)
        expected[i][channel] = lround ((255 - inks[i][channel]) * (255 - inks[i][3]) / 255.0);
      expected[i][3] = 255;
    }
}

static void
test_cmyk (void)
{
  guint8 values[16];
  guint8 expected[4][4];
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GdkPixbuf) pixels = NULL;

  for (int i = 0; i < 16; i++)
    values[i] = 255 - inks[i / 4][i % 4];
  compute_inks (expected);
  file = kind_jpeg (4, 0, values, 4);
  pixels = fixture_decode (file);
  assert_row (pixels, expected, 4, 8, 2);
}

/* Others write how much there is, and the loader would make a negative of it. */
static void
test_unmarked_cmyk (void)
{
  g_autoptr (GBytes) file = kind_jpeg (4, KIND_JPEG_NO_ADOBE, inks[0], 4);

  assert_refused (file, PENTIMENTO_IMAGE_ERROR_UNKNOWN_FORMAT);
}

/* Adobe's other way: the three inks as brightness and two differences of colour; without colour here */
static void
test_ycck (void)
{
  const guint8 values[] = { 155, 128, 128, 255, 255, 128, 128, 100 };
  const guint8 expected[2][4] = { { 100, 100, 100, 255 }, { 0, 0, 0, 255 } };
  g_autoptr (GBytes) file = kind_jpeg (4, 2, values, 2);
  g_autoptr (GdkPixbuf) pixels = fixture_decode (file);

  assert_row (pixels, expected, 2, 8, 2);
}

static void
test_grey_jpeg (void)
{
  const guint8 values[] = { 0, 128, 255 };
  const guint8 expected[3][4] = { { 0, 0, 0, 255 }, { 128, 128, 128, 255 }, { 255, 255, 255, 255 } };
  g_autoptr (GBytes) file = kind_jpeg (1, KIND_JPEG_NO_ADOBE, values, 3);
  g_autoptr (GdkPixbuf) pixels = fixture_decode (file);

  assert_row (pixels, expected, 3, 8, 1);
}

/* Sides */

static GdkPixbuf *
make_line (int width, int height)
{
  GdkPixbuf *pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  for (int i = 0; i < width * height; i++)
    memcpy (gdk_pixbuf_get_pixels (pixels)
                + (width > height ? (gsize)i * 3 : (gsize)i * gdk_pixbuf_get_rowstride (pixels)),
            (const guint8[]){ i / 256, i / 256, i / 256 }, 3);
  return pixels;
}

static void
test_line (gconstpointer type)
{
  static const int sides[][2] = { { 1, 60000 }, { 60000, 1 } };

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GdkPixbuf) line = make_line (sides[i][0], sides[i][1]);
      g_autoptr (GBytes) file = fixture_file (line, type, NULL, NULL);
      g_autoptr (GdkPixbuf) pixels = fixture_decode (file);

      for (int at = 0; at < 60000; at += 1111)
        fixture_assert_colour (pixels, at * i, at * !i, at / 256, at / 256, at / 256, 4);
    }
}

/* Animations: the first picture of them */

static void
test_webp_animation (void)
{
  g_autoptr (GdkPixbuf) first = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 16, 12);
  g_autoptr (GdkPixbuf) second = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 16, 12);
  g_autoptr (GBytes) first_file = NULL;
  g_autoptr (GBytes) second_file = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GdkPixbuf) pixels = NULL;

  gdk_pixbuf_fill (first, 0xc80000ff);
  gdk_pixbuf_fill (second, 0x0000c8ff);
  first_file = fixture_file (first, "webp", NULL, NULL);
  second_file = fixture_file (second, "webp", NULL, NULL);
  file = kind_webp_animation (first_file, second_file, 16, 12);
  pixels = fixture_decode (file);
  fixture_assert_colour (pixels, 0, 0, 200, 0, 0, 8);
  fixture_assert_colour (pixels, 15, 11, 200, 0, 0, 8);
}

/* Orientations */

/* Stored, it is a dark block and a bright one beside it. */
static void
assert_orientation (GBytes *file, int orientation)
{
  g_autoptr (PentimentoImage) image = fixture_image (file, "turned");
  g_autoptr (GdkPixbuf) pixels = fixture_decode (file);

  if (orientation != 0)
    g_assert_cmpint (pentimento_image_get_orientation (image), ==, orientation);
  g_assert_cmpint (gdk_pixbuf_get_width (pixels), ==, pentimento_image_get_orientation (image) == 1 ? 16 : 8);
  fixture_assert_colour (pixels, 0, 0, 40, 40, 40, 1);
  fixture_assert_colour (pixels, gdk_pixbuf_get_width (pixels) - 1, gdk_pixbuf_get_height (pixels) - 1, 220, 220, 220,
                         1);
}

/* The right tag in both orders of bytes; numbers that mean nothing; and types and counts that the tag does not have: nonsense or 6, but one of them */
static void
test_exif (void)
{
  static const struct {
    int type;
    guint32 count;
    guint32 value;
    int orientation;
  } tags[] = {
    { 3, 1, 6, 6 },          { 3, 1, 0, 1 },     { 3, 1, 9, 1 },          { 3, 1, 65535, 1 }, { 3, 0, 6, 0 },
    { 3, 0xffffffff, 6, 0 }, { 2, 2, '6', 0 },   { 4, 1, 6, 6 },          { 5, 1, 6, 0 },     { 12, 1, 6, 0 },
    { 0, 1, 6, 0 },          { 65535, 1, 6, 0 }, { 4, 1, 0xffffffff, 1 },
  };
  const guint8 values[] = { 40, 220 };
  g_autoptr (GBytes) plain = kind_jpeg (1, KIND_JPEG_NO_ADOBE, values, 2);

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    for (int big_endian = 0; big_endian < 2; big_endian++)
      {
        g_autoptr (GBytes) file = kind_with_orientation (plain, big_endian, tags[i].type, tags[i].count, tags[i].value);

        g_test_message ("type %d, count %u, value %u, big-endian: %d", tags[i].type, tags[i].count, tags[i].value,
                        big_endian);
        assert_orientation (file, tags[i].orientation);
      }
}

/* Stored, it is a dark pixel and a bright one beside it. */
static guint8
grey_at_start (int orientation)
{
  return orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8 ? 220 : 40;
}

/* Of TIFF files GdkPixbuf and Exiv2 both read the tag; whatever they think of it, the picture has the size that is told. */
static void
test_tiff_orientation (void)
{
  static const int types[] = { 1, 2, 3, 4, 5, 8, 12, 77 };
  static const int numbers[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 65535 };
  const guint8 samples[] = { 40, 220 };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    for (guint j = 0; j < G_N_ELEMENTS (numbers); j++)
      {
        KindTiff kind = { 2, 1, 8, 1, KIND_TIFF_BLACK_IS_ZERO, KIND_TIFF_NO_ALPHA, numbers[j], types[i] };
        g_autoptr (GBytes) file = kind_tiff (&kind, samples, sizeof samples);
        g_autoptr (GdkPixbuf) pixels = NULL;

        g_test_message ("type %d, orientation %d", types[i], numbers[j]);
        pixels = fixture_decode (file);
        if (types[i] == 3)
          fixture_assert_colour (pixels, 0, 0, grey_at_start (numbers[j]), grey_at_start (numbers[j]),
                                 grey_at_start (numbers[j]), 1);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pngs); i++)
    {
      g_autofree char *name = g_strconcat ("/image/kinds/png/", pngs[i].name, NULL);

      g_test_add_data_func (name, &pngs[i], test_png);
    }
  for (guint i = 0; i < G_N_ELEMENTS (tiffs); i++)
    {
      g_autofree char *name = g_strconcat ("/image/kinds/tiff/", tiffs[i].name, NULL);

      g_test_add_data_func (name, &tiffs[i], test_tiff);
    }
  g_test_add_func ("/image/kinds/tiff/refused", test_tiff_refused);
  g_test_add_func ("/image/kinds/cmyk/adobe", test_cmyk);
  g_test_add_func ("/image/kinds/cmyk/unmarked", test_unmarked_cmyk);
  g_test_add_func ("/image/kinds/cmyk/ycck", test_ycck);
  g_test_add_func ("/image/kinds/grey-jpeg", test_grey_jpeg);
  g_test_add_data_func ("/image/kinds/line/png", "png", test_line);
  g_test_add_data_func ("/image/kinds/line/jpeg", "jpeg", test_line);
  g_test_add_data_func ("/image/kinds/line/tiff", "tiff", test_line);
  g_test_add_func ("/image/kinds/webp-animation", test_webp_animation);
  g_test_add_func ("/image/kinds/orientation/exif", test_exif);
  g_test_add_func ("/image/kinds/orientation/tiff", test_tiff_orientation);
  return g_test_run ();
}
