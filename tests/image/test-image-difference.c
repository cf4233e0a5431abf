/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-difference.h"
#include "pentimento-image-error.h"

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static PentimentoDifference *
compare (GdkPixbuf *before, GdkPixbuf *after, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_difference_new_async (before, after, NULL, cancellable, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return pentimento_difference_new_finish (result, error);
}

static GdkPixbuf *
make_grey (int width, int height, gboolean alpha)
{
  GdkPixbuf *pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, alpha, 8, width, height);

  gdk_pixbuf_fill (pixels, 0x808080ff);
  return pixels;
}

static guchar *
get_pixel (GdkPixbuf *pixels, int x, int y)
{
  return gdk_pixbuf_get_pixels (pixels) + y * gdk_pixbuf_get_rowstride (pixels)
         + x * gdk_pixbuf_get_n_channels (pixels);
}

static void
test_same (void)
{
  g_autoptr (GdkPixbuf) before = make_grey (31, 17, FALSE);
  g_autoptr (GdkPixbuf) after = make_grey (31, 17, TRUE);
  g_autoptr (PentimentoDifference) difference = compare (before, after, NULL, NULL);

  g_assert_cmpuint (difference->n_pixels, ==, 31 * 17);
  g_assert_cmpuint (difference->n_changed, ==, 0);
  g_assert_cmpint (difference->largest, ==, 0);
  g_assert_false (difference->scaled);
  g_assert_cmpuint (get_pixel (difference->pixels, 3, 3)[0], ==, 64);
  g_assert_cmpuint (get_pixel (difference->pixels, 3, 3)[1], ==, 64);
}

/* One channel of one pixel by one, the opacity of another by nine: two pixels, wherever they are. */
static void
test_counted (void)
{
  g_autoptr (GdkPixbuf) before = make_grey (31, 17, TRUE);
  g_autoptr (GdkPixbuf) after = make_grey (31, 17, TRUE);
  g_autoptr (PentimentoDifference) difference = NULL;

  get_pixel (after, 30, 16)[2] += 1;
  get_pixel (before, 0, 5)[3] -= 9;
  difference = compare (before, after, NULL, NULL);
  g_assert_cmpuint (difference->n_changed, ==, 2);
  g_assert_cmpint (difference->largest, ==, 9);
  g_assert_cmpuint (get_pixel (difference->pixels, 30, 16)[0], >, get_pixel (difference->pixels, 29, 16)[0] + 40);
  g_assert_cmpuint (get_pixel (difference->pixels, 0, 5)[0], >, get_pixel (difference->pixels, 30, 16)[0]);
  g_assert_cmpuint (get_pixel (difference->pixels, 0, 5)[1], <, 64);
}

static void
test_scaled (void)
{
  g_autoptr (GdkPixbuf) before = make_grey (300, 200, FALSE);
  g_autoptr (GdkPixbuf) after = make_grey (150, 100, FALSE);
  g_autoptr (PentimentoDifference) difference = compare (before, after, NULL, NULL);

  g_assert_true (difference->scaled);
  g_assert_cmpuint (difference->n_pixels, ==, 15000);
  g_assert_cmpuint (difference->n_changed, ==, 0);
}

static void
test_other_shape (void)
{
  g_autoptr (GdkPixbuf) before = make_grey (300, 200, FALSE);
  g_autoptr (GdkPixbuf) after = make_grey (200, 200, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_null (compare (before, after, NULL, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE);
}

static void
test_cancelled (void)
{
  g_autoptr (GdkPixbuf) pixels = make_grey (3000, 2000, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (compare (pixels, pixels, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/difference/same", test_same);
  g_test_add_func ("/difference/counted", test_counted);
  g_test_add_func ("/difference/scaled", test_scaled);
  g_test_add_func ("/difference/other-shape", test_other_shape);
  g_test_add_func ("/difference/cancelled", test_cancelled);
  return g_test_run ();
}
