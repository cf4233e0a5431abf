/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Colour profiles: right ones against colours that are computed here, wrong and hostile ones against the picture without them. */

#include "image-fixtures.h"
#include "picture-kinds.h"

#include <lcms2.h>
#include <math.h>
#include <string.h>

/* GdkPixbuf counts the segments of a profile in a JPEG from zero when it writes, and refuses short ones. */
static GBytes *
jpeg_with_profile (GdkPixbuf *pixels, const char *profile)
{
  g_autoptr (GBytes) plain = fixture_file (pixels, "jpeg", NULL, NULL);
  gsize size;
  g_autofree guint8 *data = g_base64_decode (profile, &size);

  return kind_jpeg_with_profile (plain, data, size, KIND_JPEG_PROFILE_PART);
}

static GdkPixbuf *
decode_with_profile (GdkPixbuf *pixels, const char *type, const char *profile)
{
  g_autoptr (GBytes) file = g_str_equal (type, "jpeg") ? jpeg_with_profile (pixels, profile)
                                                       : fixture_file_with_profile (pixels, type, profile);

  return fixture_decode (file);
}

static void
assert_same (GdkPixbuf *pixels, GdkPixbuf *expected)
{
  g_assert_cmpmem (gdk_pixbuf_read_pixels (pixels), gdk_pixbuf_get_byte_length (pixels),
                   gdk_pixbuf_read_pixels (expected), gdk_pixbuf_get_byte_length (expected));
}

/* Right ones */

/* IEC 61966-2-1 */
static double
to_light (guint8 value)
{
  double part = value / 255.0;

  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static guint8
from_light (double light)
{
  double part = light <= 0.0031308 ? light * 12.92 : 1.055 * pow (light, 1 / 2.4) - 0.055;

  return lround (255 * CLAMP (part, 0, 1));
}

/* CSS Color 4 §10: from the primaries of Display P3, which share sRGB's white and curve, to those of sRGB */
static void
compute_from_p3 (const guint8 *p3, guint8 *srgb)
{
  static const double matrix[3][3] = {
    { 1.2249401763, -0.2249401763, 0 },
    { -0.0420569547, 1.0420569547, 0 },
    { -0.0196375546, -0.0786360456, 1.0982736001 },
  };

  for (int row = 0; row < 3; row++)
    {
      double light = 0;

      for (int i = 0; i < 3; i++)
        light += matrix[row][i] * to_light (p3[i]);
      srgb[row] = from_light (light);
    }
}

static char *
make_p3_profile (void)
{
  cmsCIExyY white = { 0.3127, 0.3290, 1 };
  cmsCIExyYTRIPLE primaries = { { 0.680, 0.320, 1 }, { 0.265, 0.690, 1 }, { 0.150, 0.060, 1 } };
  const cmsFloat64Number parameters[] = { 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045 };
  cmsToneCurve *curve = cmsBuildParametricToneCurve (NULL, 4, parameters);
  cmsToneCurve *curves[] = { curve, curve, curve };
  cmsHPROFILE profile = cmsCreateRGBProfile (&white, &primaries, curves);

  cmsFreeToneCurve (curve);
  return fixture_profile_text (profile);
}

static const guint8 samples[][3] = {
  { 200, 100, 50 },  { 50, 200, 100 }, { 100, 50, 200 },  { 128, 128, 128 },
  { 255, 255, 255 }, { 0, 0, 0 },      { 160, 140, 120 }, { 255, 0, 0 },
};

static GdkPixbuf *
make_samples (gboolean transparent)
{
  GdkPixbuf *pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, transparent, 8, G_N_ELEMENTS (samples), 1);

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      guint8 *pixel = gdk_pixbuf_get_pixels (pixels) + i * gdk_pixbuf_get_n_channels (pixels);

      memcpy (pixel, samples[i], 3);
      if (transparent)
        pixel[3] = 30 * i;
    }
  return pixels;
}

static void
test_p3 (gconstpointer type)
{
  gboolean transparent = g_str_equal (type, "png");
  g_autoptr (GdkPixbuf) pixels = make_samples (transparent);
  g_autofree char *profile = make_p3_profile ();
  g_autoptr (GdkPixbuf) decoded = decode_with_profile (pixels, type, profile);

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      guint8 expected[3];

      compute_from_p3 (samples[i], expected);
      g_test_message ("colour %u: %d %d %d expected", i, expected[0], expected[1], expected[2]);
      fixture_assert_colour (decoded, i, 0, expected[0], expected[1], expected[2], 2);
      if (transparent)
        g_assert_cmpint (gdk_pixbuf_read_pixels (decoded)[4 * i + 3], ==, 30 * i);
    }
}

/* Two megabytes of copyright: in a JPEG they are spread over more than thirty segments. */
static char *
make_large_profile (void)
{
  g_autofree char *swapped = fixture_swapped_profile ();
  gsize size;
  g_autofree guint8 *data = g_base64_decode (swapped, &size);
  cmsHPROFILE profile = cmsOpenProfileFromMem (data, size);
  g_autofree char *words = g_strnfill (1000 * 1000, 'c');
  cmsMLU *text = cmsMLUalloc (NULL, 1);

  cmsMLUsetASCII (text, "en", "US", words);
  cmsWriteTag (profile, cmsSigCopyrightTag, text);
  cmsMLUfree (text);
  return fixture_profile_text (profile);
}

static void
test_large (gconstpointer type)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autofree char *profile = make_large_profile ();
  g_autoptr (GdkPixbuf) decoded = NULL;

  g_assert_cmpuint (strlen (profile), >, 2 * 1000 * 1000 / 3 * 4);
  decoded = decode_with_profile (pixels, type, profile);
  fixture_assert_colour (decoded, 8, 8, 0, 255, 0, 10);
  fixture_assert_colour (decoded, 40, 8, 255, 0, 0, 10);
}

/* Segments may be of any length, and one that is missing is no profile. */
static void
test_parts (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autoptr (GBytes) plain = fixture_file (pixels, "jpeg", NULL, NULL);
  g_autofree char *profile = fixture_swapped_profile ();
  gsize size;
  g_autofree guint8 *data = g_base64_decode (profile, &size);
  g_autoptr (GBytes) file = kind_jpeg_with_profile (plain, data, size, 100);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  g_autoptr (GBytes) broken = NULL;
  g_autoptr (GdkPixbuf) decoded = fixture_decode (file);
  g_autoptr (GdkPixbuf) decoded_broken = NULL;

  fixture_assert_colour (decoded, 8, 8, 0, 255, 0, 10);
  copy[2 + 4 + 12] = 77; /* the number of the first */
  broken = g_bytes_new (copy, g_bytes_get_size (file));
  decoded_broken = fixture_decode (broken);
  fixture_assert_colour (decoded_broken, 8, 8, 255, 0, 0, 10);
}

/* A grey picture with a profile for grey: its curve is obeyed. */
static void
test_grey (void)
{
  const guint8 values[] = { 0, 128, 200, 255 };
  g_autoptr (GBytes) plain = kind_png (4, 1, 8, KIND_PNG_GREY, values);
  g_autofree char *profile = fixture_grey_profile ();
  g_autoptr (GBytes) file = fixture_png_with_profile (plain, profile);
  g_autoptr (GdkPixbuf) decoded = fixture_decode (file);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      guint8 expected = from_light (pow (values[i] / 255.0, 5));

      fixture_assert_colour (decoded, i, 0, expected, expected, expected, 2);
    }
}

static void
test_grey_with_alpha (void)
{
  const guint8 values[] = { 200, 77, 128, 0 };
  guint8 expected = from_light (pow (200 / 255.0, 5));
  g_autoptr (GBytes) plain = kind_png (2, 1, 8, KIND_PNG_GREY_ALPHA, values);
  g_autofree char *profile = fixture_grey_profile ();
  g_autoptr (GBytes) file = fixture_png_with_profile (plain, profile);
  g_autoptr (GdkPixbuf) decoded = fixture_decode (file);

  fixture_assert_colour (decoded, 0, 0, expected, expected, expected, 2);
  g_assert_cmpint (gdk_pixbuf_read_pixels (decoded)[3], ==, 77);
  g_assert_cmpint (gdk_pixbuf_read_pixels (decoded)[7], ==, 0);
}

/* Wrong ones, which change nothing */

static char *
make_cmyk_profile (void)
{
  cmsHPROFILE profile = cmsCreateProfilePlaceholder (NULL);
  cmsPipeline *pipeline = cmsPipelineAlloc (NULL, 4, 3);
  cmsUInt16Number table[16 * 3];

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    table[i] = i % 3 == 0 ? 0xffff * (16 - i / 3) / 16 : 0x8000;
  cmsSetProfileVersion (profile, 2.1);
  cmsSetDeviceClass (profile, cmsSigOutputClass);
  cmsSetColorSpace (profile, cmsSigCmykData);
  cmsSetPCS (profile, cmsSigLabData);
  cmsPipelineInsertStage (pipeline, cmsAT_BEGIN, cmsStageAllocCLut16bit (NULL, 2, 4, 3, table));
  g_assert_true (cmsWriteTag (profile, cmsSigAToB0Tag, pipeline));
  cmsPipelineFree (pipeline);
  return fixture_profile_text (profile);
}

static char *
make_lab_profile (void)
{
  return fixture_profile_text (cmsCreateLab4Profile (NULL));
}

static char *
make_link_profile (void)
{
  return fixture_profile_text (cmsCreateInkLimitingDeviceLink (cmsSigCmykData, 200));
}

static void
test_wrong (gconstpointer type)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autoptr (GBytes) plain = fixture_file (pixels, type, NULL, NULL);
  g_autoptr (GdkPixbuf) expected = fixture_decode (plain);
  char *profiles[] = { make_cmyk_profile (), make_lab_profile (), make_link_profile (), fixture_grey_profile () };

  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      g_autofree char *profile = profiles[i];
      g_autoptr (GdkPixbuf) decoded = decode_with_profile (pixels, type, profile);

      g_test_message ("profile %u", i);
      assert_same (decoded, expected);
    }
}

/* Inks with the profile for them: as without it, for GdkPixbuf hands over colours. */
static void
test_cmyk_picture (void)
{
  const guint8 values[] = { 255, 0, 0, 255 };
  g_autoptr (GBytes) plain = kind_jpeg (4, 0, values, 1);
  g_autofree char *profile = make_cmyk_profile ();
  gsize size;
  g_autofree guint8 *data = g_base64_decode (profile, &size);
  g_autoptr (GBytes) file = kind_jpeg_with_profile (plain, data, size, KIND_JPEG_PROFILE_PART);
  g_autoptr (GdkPixbuf) decoded = fixture_decode (file);

  fixture_assert_colour (decoded, 0, 0, 255, 0, 0, 2);
}

/* Hostile ones */

static void
assert_harmless (GdkPixbuf *pixels, const char *type, const guint8 *data, gsize size)
{
  g_autofree char *profile = g_base64_encode (data, size);
  g_autoptr (GdkPixbuf) decoded = decode_with_profile (pixels, type, profile);

  g_assert_cmpint (gdk_pixbuf_get_width (decoded), ==, gdk_pixbuf_get_width (pixels));
}

static void
test_truncated (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autofree char *profile = fixture_swapped_profile ();
  gsize size;
  g_autofree guint8 *data = g_base64_decode (profile, &size);

  for (gsize length = 1; length < size; length += 7)
    {
      g_autofree guint8 *copy = g_memdup2 (data, length);

      assert_harmless (pixels, "jpeg", copy, length);
    }
}

static void
put_number (guint8 *data, gsize offset, guint32 number)
{
  memcpy (data + offset, &(guint32){ GUINT32_TO_BE (number) }, 4);
}

/* ICC.1:2010 §7.2 and §7.3: the size, the number of tags, and each one's name, place and length */
static void
test_lies (gconstpointer type)
{
  const guint32 lies[] = { 0xffffffff, 0x80000000, 0x7fffffff, 0, 1, 0xfffffff0 };
  const gsize places[] = { 0, 128, 136, 140, 148, 152, 160, 164 };
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autofree char *profile = fixture_swapped_profile ();
  gsize size;
  g_autofree guint8 *data = g_base64_decode (profile, &size);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    for (guint j = 0; j < G_N_ELEMENTS (lies); j++)
      {
        g_autofree guint8 *copy = g_memdup2 (data, size);

        put_number (copy, places[i], lies[j]);
        assert_harmless (pixels, type, copy, size);
      }
}

static void
test_mutated (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (64, 32);
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  char *profiles[] = { fixture_swapped_profile (), make_p3_profile (), make_cmyk_profile (), fixture_grey_profile () };

  for (guint i = 0; i < 400; i++)
    {
      gsize size;
      g_autofree guint8 *data = g_base64_decode (profiles[i % 4], &size);

      for (int blow = g_rand_int_range (random, 1, 8); blow > 0; blow--)
        data[g_rand_int_range (random, 0, size)] = g_rand_int (random) >> 24;
      assert_harmless (pixels, "tiff", data, size);
    }
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    g_free (profiles[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/image/colour/p3/png", "png", test_p3);
  g_test_add_data_func ("/image/colour/p3/tiff", "tiff", test_p3);
  g_test_add_data_func ("/image/colour/large/png", "png", test_large);
  g_test_add_data_func ("/image/colour/large/jpeg", "jpeg", test_large);
  g_test_add_data_func ("/image/colour/large/webp", "webp", test_large);
  g_test_add_func ("/image/colour/parts", test_parts);
  g_test_add_func ("/image/colour/grey", test_grey);
  g_test_add_func ("/image/colour/grey-with-alpha", test_grey_with_alpha);
  g_test_add_data_func ("/image/colour/wrong/png", "png", test_wrong);
  g_test_add_data_func ("/image/colour/wrong/jpeg", "jpeg", test_wrong);
  g_test_add_data_func ("/image/colour/wrong/webp", "webp", test_wrong);
  g_test_add_func ("/image/colour/cmyk-picture", test_cmyk_picture);
  g_test_add_func ("/image/colour/truncated", test_truncated);
  g_test_add_data_func ("/image/colour/lies/png", "png", test_lies);
  g_test_add_data_func ("/image/colour/lies/jpeg", "jpeg", test_lies);
  g_test_add_data_func ("/image/colour/lies/webp", "webp", test_lies);
  g_test_add_func ("/image/colour/mutated", test_mutated);
  return g_test_run ();
}
