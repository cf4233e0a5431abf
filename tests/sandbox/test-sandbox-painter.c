/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>
#include <string.h>

#include "sandbox-client.h"
#include "sandbox-painter.h"

#define RED 0xc02020ff
#define GREEN 0x20a020ff
#define BLUE 0x2020c0ff

static SandboxOrder *
make_order (const char *prompt, int width, int height)
{
  SandboxOrder *order = sandbox_order_new (NULL, "edit");

  order->prompt = g_strdup (prompt);
  order->width = order->result_width = width;
  order->height = order->result_height = height;
  order->result_type = "image/png";
  return order;
}

static GBytes *
paint (SandboxOrder *order)
{
  g_autoptr (GError) error = NULL;
  GBytes *file = sandbox_painter_paint (order, 0, NULL, &error);

  g_assert_no_error (error);
  sandbox_order_free (order);
  return file;
}

/* The left half red, the right half blue, a grey band below both. */
static SandboxOrder *
make_edit_order (const char *prompt)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 400, 400);
  g_autoptr (GdkPixbuf) left = gdk_pixbuf_new_subpixbuf (pixels, 0, 0, 200, 300);
  g_autoptr (GdkPixbuf) right = gdk_pixbuf_new_subpixbuf (pixels, 200, 0, 200, 300);
  g_autoptr (GdkPixbuf) band = gdk_pixbuf_new_subpixbuf (pixels, 0, 300, 400, 100);
  g_autofree char *uri = NULL;
  SandboxOrder *order = make_order (prompt, 400, 400);

  gdk_pixbuf_fill (left, RED);
  gdk_pixbuf_fill (right, BLUE);
  gdk_pixbuf_fill (band, 0x808080ff);
  uri = make_uri_of_pixels (pixels, "image/png");
  sandbox_order_add_picture (order, uri);
  g_assert_cmpstr (order->picture_error, ==, NULL);
  return order;
}

static GdkPixbuf *
paint_pixels (SandboxOrder *order)
{
  g_autoptr (GBytes) file = paint (order);

  return decode (file);
}

static const guchar *
get_pixel (GdkPixbuf *pixels, int x, int y)
{
  return gdk_pixbuf_read_pixels (pixels) + y * gdk_pixbuf_get_rowstride (pixels)
         + x * gdk_pixbuf_get_n_channels (pixels);
}

/* 0xRRGGBB */
static guint
get_colour (GdkPixbuf *pixels, int x, int y)
{
  const guchar *pixel = get_pixel (pixels, x, y);

  return (guint)(pixel[0] << 16 | pixel[1] << 8 | pixel[2]);
}

static void
test_same_input_same_bytes (void)
{
  g_autoptr (GBytes) first = paint (make_edit_order ("sepia and a vignette"));
  g_autoptr (GBytes) second = paint (make_edit_order ("sepia and a vignette"));
  g_autoptr (GBytes) hills = paint (make_order ("hills", 256, 256));
  g_autoptr (GBytes) same_hills = paint (make_order ("hills", 256, 256));
  g_autoptr (GBytes) others = paint (make_order ("other hills", 256, 256));
  SandboxOrder *seeded_order = make_order ("hills", 256, 256);
  g_autoptr (GBytes) seeded = NULL;

  seeded_order->seed = 3;
  seeded = paint (seeded_order);
  g_assert_true (g_bytes_equal (first, second));
  g_assert_true (g_bytes_equal (hills, same_hills));
  g_assert_false (g_bytes_equal (hills, others));
  g_assert_false (g_bytes_equal (hills, seeded));
}

static void
test_black_and_white (void)
{
  static const char *const prompts[]
      = { "Make it black and white.", "Bitte schwarzweiß", "SCHWARZ-WEISS", "in b&w", "sketch", "eine Skizze" };

  for (gsize i = 0; i < G_N_ELEMENTS (prompts); i++)
    {
      g_autoptr (GdkPixbuf) pixels = paint_pixels (make_edit_order (prompts[i]));

      for (int y = 0; y < 400; y++)
        for (int x = 0; x < 400; x++)
          {
            const guchar *pixel = get_pixel (pixels, x, y);

            g_assert_true (pixel[0] == pixel[1] && pixel[1] == pixel[2]);
          }
    }
}

static void
assert_brightness (const char *prompt, int red, int green, int blue)
{
  g_autoptr (GdkPixbuf) pixels = paint_pixels (make_edit_order (prompt));
  const guchar *grey = get_pixel (pixels, 200, 350);
  const int wanted[] = { red, green, blue };

  for (int channel = 0; channel < 3; channel++)
    if ((grey[channel] > 0x80) - (grey[channel] < 0x80) != wanted[channel] && wanted[channel] != 2)
      g_error ("%s: channel %d is %d", prompt, channel, grey[channel]);
}

/* What becomes of middle grey: +1 more, −1 less, 0 the same, 2 either. */
static void
test_tones (void)
{
  assert_brightness ("warmer", 1, 2, -1);
  assert_brightness ("etwas wärmer", 1, 2, -1);
  assert_brightness ("cooler", -1, 2, 1);
  assert_brightness ("kühler", -1, 2, 1);
  assert_brightness ("brighter", 1, 1, 1);
  assert_brightness ("heller", 1, 1, 1);
  assert_brightness ("darker", -1, -1, -1);
  assert_brightness ("dunkler", -1, -1, -1);
  assert_brightness ("sepia", 1, 2, -1);
  assert_brightness ("invert it", -1, -1, -1);
  assert_brightness ("mirror", 0, 0, 0);
  assert_brightness ("vivid", 0, 0, 0);
  assert_brightness ("what the hello", 1, 2, -1);
}

static void
test_mirror (void)
{
  g_autoptr (GdkPixbuf) pixels = paint_pixels (make_edit_order ("Spiegeln"));

  g_assert_cmphex (get_colour (pixels, 50, 200), ==, BLUE >> 8);
  g_assert_cmphex (get_colour (pixels, 350, 200), ==, RED >> 8);
}

static void
test_upside_down (void)
{
  g_autoptr (GdkPixbuf) pixels = paint_pixels (make_edit_order ("turn it upside down"));

  g_assert_cmphex (get_colour (pixels, 50, 50), ==, 0x808080);
  g_assert_cmphex (get_colour (pixels, 50, 350), ==, BLUE >> 8);
}

static void
test_blur_and_sharpen (void)
{
  g_autoptr (GdkPixbuf) soft = paint_pixels (make_edit_order ("blur the background"));
  g_autoptr (GdkPixbuf) sharp = paint_pixels (make_edit_order ("sharpen"));

  g_assert_cmphex (get_colour (soft, 50, 150), ==, RED >> 8);
  g_assert_cmpint (get_pixel (soft, 198, 150)[2], >, 0x40);
  g_assert_cmphex (get_colour (sharp, 50, 150), ==, RED >> 8);
  g_assert_cmpint (get_pixel (sharp, 199, 150)[0], >, 0xc0);
}

static void
test_frame (void)
{
  g_autoptr (GdkPixbuf) border = paint_pixels (make_edit_order ("mit Rahmen"));
  g_autoptr (GdkPixbuf) vignette = paint_pixels (make_edit_order ("add a vignette"));

  g_assert_cmphex (get_colour (border, 3, 200), ==, 0xfafafa);
  g_assert_cmphex (get_colour (border, 60, 200), ==, RED >> 8);
  g_assert_cmpint (get_pixel (vignette, 2, 397)[0], <, 0x40);
  g_assert_cmpint (get_pixel (vignette, 190, 200)[0], >, 0xb8);
}

static void
test_words_combine (void)
{
  g_autoptr (GdkPixbuf) pixels = paint_pixels (make_edit_order ("mirror it and invert it"));

  g_assert_cmphex (get_colour (pixels, 50, 200), ==, 0xffffff - (BLUE >> 8));
}

/* A word in the middle of another is none. */
static void
test_whole_words (void)
{
  g_autoptr (GdkPixbuf) gentle = paint_pixels (make_edit_order ("hello"));
  g_autoptr (GdkPixbuf) other = paint_pixels (make_edit_order ("lukewarm unmirrored"));

  g_assert_cmphex (get_colour (gentle, 50, 150), ==, get_colour (other, 50, 150));
  g_assert_cmphex (get_colour (gentle, 50, 150), !=, RED >> 8);
}

static gboolean
is_near (guint colour, guint wanted)
{
  for (int shift = 0; shift <= 16; shift += 8)
    if (abs ((int)(colour >> shift & 0xff) - (int)(wanted >> shift & 0xff)) > 2)
      return FALSE;
  return TRUE;
}

/* The colours of the references as they are met from left to right. */
static void
test_insets_in_order (void)
{
  static const guint colours[] = { 0x10e0e0ff, 0xe010e0ff, 0xe0e010ff, 0x10e010ff };
  SandboxOrder *order = make_edit_order ("mirror");
  g_autoptr (GdkPixbuf) pixels = NULL;
  guint next = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (colours); i++)
    {
      g_autofree char *uri = make_uri (60, 60, colours[i], "image/png");

      sandbox_order_add_picture (order, uri);
    }
  pixels = paint_pixels (order);
  for (int x = 0; x < 400 && next < G_N_ELEMENTS (colours); x++)
    if (is_near (get_colour (pixels, x, 375), colours[next] >> 8))
      next++;
  g_assert_cmpuint (next, ==, G_N_ELEMENTS (colours));
}

static void
test_ten_references_fit (void)
{
  SandboxOrder *order = make_edit_order ("mirror");
  g_autofree char *wide = make_uri (300, 100, 0x10e0e0ff, "image/png");
  g_autoptr (GdkPixbuf) pixels = NULL;

  for (int i = 0; i < 9; i++)
    sandbox_order_add_picture (order, wide);
  pixels = paint_pixels (order);
  g_assert_cmpint (gdk_pixbuf_get_width (pixels), ==, 400);
  g_assert_cmphex (get_colour (pixels, 398, 375), ==, 0x808080);
}

static void
test_ribbon (void)
{
  g_autoptr (GdkPixbuf) pixels = paint_pixels (make_edit_order ("mirror"));
  guint dark = 0, light = 0;

  for (int y = 0; y < 70; y++)
    for (int x = 330; x < 400; x++)
      {
        dark += get_pixel (pixels, x, y)[1] < 0x28 && get_pixel (pixels, x, y)[0] < 0x40;
        light += get_pixel (pixels, x, y)[1] > 0xe0;
      }
  g_assert_cmpuint (dark, >, 300);
  g_assert_cmpuint (light, >, 20);
  g_assert_cmphex (get_colour (pixels, 5, 5), ==, BLUE >> 8);
}

static void
test_spoilers (void)
{
  SandboxOrder *order = make_edit_order ("mirror");
  g_autoptr (GdkPixbuf) pixels = NULL;

  order->shift_x = 20;
  order->shift_y = -10;
  order->tint[1] = 16;
  pixels = paint_pixels (order);
  g_assert_cmphex (get_colour (pixels, 215, 200), ==, 0x2030c0);
  g_assert_cmphex (get_colour (pixels, 225, 200), ==, 0xc03020);
  g_assert_cmphex (get_colour (pixels, 225, 292), ==, 0x809080);
}

static void
test_speed (void)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GBytes) file = NULL;
  SandboxOrder *order = make_order ("night and a vignette", 2048, 2048);

  order->result_type = "image/jpeg";
  file = paint (order);
  g_test_message ("2048 × 2048 in %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - start) / 1000);
  g_assert_cmpstr (pentimento_image_media_type_of_bytes (file), ==, "image/jpeg");
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SandboxOrder) order = make_edit_order ("mirror");

  g_cancellable_cancel (cancellable);
  g_assert_null (sandbox_painter_paint (order, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/painter/same-input-same-bytes", test_same_input_same_bytes);
  g_test_add_func ("/painter/black-and-white", test_black_and_white);
  g_test_add_func ("/painter/tones", test_tones);
  g_test_add_func ("/painter/mirror", test_mirror);
  g_test_add_func ("/painter/upside-down", test_upside_down);
  g_test_add_func ("/painter/blur-and-sharpen", test_blur_and_sharpen);
  g_test_add_func ("/painter/frame", test_frame);
  g_test_add_func ("/painter/words-combine", test_words_combine);
  g_test_add_func ("/painter/whole-words", test_whole_words);
  g_test_add_func ("/painter/insets-in-order", test_insets_in_order);
  g_test_add_func ("/painter/ten-references-fit", test_ten_references_fit);
  g_test_add_func ("/painter/ribbon", test_ribbon);
  g_test_add_func ("/painter/spoilers", test_spoilers);
  g_test_add_func ("/painter/speed", test_speed);
  g_test_add_func ("/painter/cancel", test_cancel);
  return g_test_run ();
}
