/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-canvas.h"
#include "painted.h"
#include "pentimento-pyramid.h"
#include "widgets-fixture.h"

typedef struct {
  WidgetsFixture base;
  PentimentoCanvas *canvas;
  guint n_frames;
  guint n_bare;
} CanvasFixture;

static void
set_up (CanvasFixture *fixture, gconstpointer data)
{
  widgets_fixture_set_up (&fixture->base, data);
  fixture->canvas = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_CANVAS);
}

static void
tear_down (CanvasFixture *fixture, gconstpointer data)
{
  widgets_fixture_tear_down (&fixture->base, data);
}

/* Above the zoom bar, which lies over the bottom right corner. */
static int
free_height (const Painted *painted)
{
  return painted->height - 80;
}

static void
test_opened (CanvasFixture *fixture, gconstpointer data)
{
  GdkPixbuf *shown;

  widgets_fixture_open (&fixture->base, 640, 480, 1);
  shown = pentimento_canvas_get_shown_pixels (fixture->canvas);
  g_assert_cmpint (gdk_pixbuf_get_width (shown), ==, 640);
  g_assert_cmpint (gdk_pixbuf_get_height (shown), ==, 480);
  g_assert_true (pentimento_canvas_get_viewport (fixture->canvas)->fitted);
}

/* Several tiles wide and high: at 1:1 every pixel is the file's own, and no seam shows. */
static void
test_exact (CanvasFixture *fixture, gconstpointer data)
{
  const PentimentoViewport *viewport = pentimento_canvas_get_viewport (fixture->canvas);
  GdkPixbuf *pixels;
  Painted painted;
  int left, top;

  widgets_fixture_open (&fixture->base, 1501, 1203, 2);
  pentimento_canvas_zoom_at (fixture->canvas, 1, 123, 77);
  pixels = pentimento_canvas_get_shown_pixels (fixture->canvas);
  painted = painted_new (GTK_WIDGET (fixture->canvas));
  left = pentimento_viewport_column (viewport, 0);
  top = pentimento_viewport_row (viewport, 0);
  g_assert_cmpint (left, <, 0);
  for (int y = 0; y < free_height (&painted); y++)
    for (int x = 0; x < painted.width; x++)
      painted_assert_pixel (&painted, x, y, painted_pixel_of (pixels, x - left, y - top), 0);
  painted_clear (&painted);
}

static void
test_squares (CanvasFixture *fixture, gconstpointer data)
{
  const PentimentoViewport *viewport = pentimento_canvas_get_viewport (fixture->canvas);
  GdkPixbuf *pixels;
  Painted painted;

  widgets_fixture_open (&fixture->base, 900, 700, 3);
  pentimento_canvas_zoom_at (fixture->canvas, 8, 200, 200);
  pixels = pentimento_canvas_get_shown_pixels (fixture->canvas);
  painted = painted_new (GTK_WIDGET (fixture->canvas));
  for (int y = 0; y < free_height (&painted); y++)
    for (int x = 0; x < painted.width; x++)
      {
        double image_x, image_y;

        pentimento_viewport_to_image (viewport, x + 0.5, y + 0.5, &image_x, &image_y);
        painted_assert_pixel (&painted, x, y, painted_pixel_of (pixels, (int)image_x, (int)image_y), 0);
      }
  painted_clear (&painted);
}

/* A fitted picture of one colour is that colour all over, whatever the level and the tiles. */
static void
test_fitted_is_even (CanvasFixture *fixture, gconstpointer data)
{
  const guchar grey[] = { 120, 121, 122 };
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 5003, 3001);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GFile) file = g_file_new_build_filename (fixture->base.folder, "even.png", NULL);
  const PentimentoViewport *viewport = pentimento_canvas_get_viewport (fixture->canvas);
  Painted painted;

  gdk_pixbuf_fill (pixels, 0x78797aff);
  bytes = pentimento_image_encode (pixels, "image/jpeg", 100, NULL, NULL);
  g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE, 0, NULL, NULL,
                           NULL);
  pentimento_window_open_file (fixture->base.window, file);
  widgets_fixture_wait (pentimento_canvas_get_shown_pixels (fixture->canvas) != NULL && viewport->view_width > 0);
  g_assert_cmpfloat (viewport->zoom, <, 0.3);
  painted = painted_new (GTK_WIDGET (fixture->canvas));
  for (int y = pentimento_viewport_row (viewport, 0);
       y < MIN (free_height (&painted), pentimento_viewport_row (viewport, 3001)); y++)
    for (int x = pentimento_viewport_column (viewport, 0); x < pentimento_viewport_column (viewport, 5003); x++)
      painted_assert_pixel (&painted, x, y, grey, 2);
  painted_clear (&painted);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static PentimentoPyramid *
build_pyramid (GdkPixbuf *pixels)
{
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_pyramid_new_async (pixels, NULL, keep_result, &result);
  widgets_fixture_wait (result != NULL);
  return pentimento_pyramid_new_finish (result, NULL);
}

static void
test_pyramid (void)
{
  g_autoptr (GdkPixbuf) pixels = widgets_fixture_make_pixels (1025, 513, 1, FALSE);
  g_autoptr (PentimentoPyramid) pyramid = build_pyramid (pixels);
  g_autoptr (GdkTexture) corner = pentimento_pyramid_create_tile (pyramid, 0, 4, 2);

  g_assert_cmpuint (pentimento_pyramid_choose_level (pyramid, 1), ==, 0);
  g_assert_cmpuint (pentimento_pyramid_choose_level (pyramid, 0.51), ==, 0);
  g_assert_cmpuint (pentimento_pyramid_choose_level (pyramid, 0.5), ==, 1);
  g_assert_cmpuint (pentimento_pyramid_choose_level (pyramid, 0.2), ==, 2);
  g_assert_cmpuint (pentimento_pyramid_choose_level (pyramid, 0.0001), ==, 3);
  g_assert_cmpint (pentimento_pyramid_get_width (pyramid, 1), ==, 513);
  g_assert_cmpint (pentimento_pyramid_get_height (pyramid, 1), ==, 257);
  g_assert_cmpint (gdk_texture_get_width (corner), ==, 1 + PENTIMENTO_TILE_MARGIN);
  g_assert_cmpint (gdk_texture_get_height (corner), ==, 1 + PENTIMENTO_TILE_MARGIN);
}

/* What cannot be seen does not bleed into what can: red beside invisible blue stays red when it is halved. */
static void
test_pyramid_transparency (void)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 512, 2);
  g_autoptr (PentimentoPyramid) pyramid = NULL;
  g_autoptr (GdkTexture) tile = NULL;
  guint32 *target = g_new (guint32, 256);

  for (int i = 0; i < 1024; i++)
    {
      guint32 *pixel
          = (guint32 *)(gdk_pixbuf_get_pixels (pixels) + (i / 512) * gdk_pixbuf_get_rowstride (pixels) + (i % 512) * 4);
      *pixel = i % 2 == 0 ? GUINT32_FROM_LE (0xff0000ff) : GUINT32_FROM_LE (0x00ff0000);
    }
  pyramid = build_pyramid (pixels);
  tile = pentimento_pyramid_create_tile (pyramid, 1, 0, 0);
  gdk_texture_download (tile, (guchar *)target, 1024);
  /* Half of it, premultiplied: the red is as strong as the opacity, and there is no blue. */
  g_assert_cmpuint (target[100] >> 24, ==, 128);
  g_assert_cmpuint ((target[100] >> 16) & 255, ==, 128);
  g_assert_cmpuint (target[100] & 255, ==, 0);
  g_free (target);
}

static void
test_pyramid_cancelled (void)
{
  g_autoptr (GdkPixbuf) pixels = widgets_fixture_make_pixels (4000, 3000, 1, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pentimento_pyramid_new_async (pixels, cancellable, keep_result, &result);
  g_cancellable_cancel (cancellable);
  widgets_fixture_wait (result != NULL);
  g_assert_null (pentimento_pyramid_new_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
count_bare_frame (GdkFrameClock *clock, gpointer user_data)
{
  CanvasFixture *fixture = user_data;
  GtkWidget *widget = GTK_WIDGET (fixture->canvas);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1, 1);
  cairo_t *cairo = cairo_create (surface);

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  cairo_translate (cairo, -gtk_widget_get_width (widget) / 2, -gtk_widget_get_height (widget) / 2);
  if (node != NULL)
    gsk_render_node_draw (node, cairo);
  cairo_destroy (cairo);
  cairo_surface_flush (surface);
  fixture->n_frames++;
  if (*(guint32 *)cairo_image_surface_get_data (surface) >> 24 != 255)
    fixture->n_bare++;
  cairo_surface_destroy (surface);
}

static gboolean
keep_drawing (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

/* While another picture of the same size is opened, each frame shows the one or the other, and the view stays. */
static void
test_always_there (CanvasFixture *fixture, gconstpointer data)
{
  const PentimentoViewport *viewport = pentimento_canvas_get_viewport (fixture->canvas);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (fixture->base.window));
  PentimentoViewport before;
  guint tick;
  gulong id;

  widgets_fixture_open (&fixture->base, 2000, 1500, 1);
  pentimento_canvas_zoom_at (fixture->canvas, 0.9, 20, 30);
  before = *viewport;
  id = g_signal_connect (clock, "after-paint", G_CALLBACK (count_bare_frame), fixture);
  tick = gtk_widget_add_tick_callback (GTK_WIDGET (fixture->canvas), keep_drawing, NULL, NULL);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GdkPixbuf) old = g_object_ref (pentimento_canvas_get_shown_pixels (fixture->canvas));

      widgets_fixture_open (&fixture->base, 2000, 1500, 2 + i);
      widgets_fixture_wait (pentimento_canvas_get_shown_pixels (fixture->canvas) != old);
      g_assert_true (pentimento_viewport_equal (viewport, &before));
    }
  widgets_fixture_wait (fixture->n_frames > 10);
  gtk_widget_remove_tick_callback (GTK_WIDGET (fixture->canvas), tick);
  g_signal_handler_disconnect (clock, id);
  g_test_message ("%u of %u frames without the picture", fixture->n_bare, fixture->n_frames);
  g_assert_cmpuint (fixture->n_bare, ==, 0);
}

static void
test_background (CanvasFixture *fixture, gconstpointer data)
{
  const GdkRGBA blue = { 0, 0, 1, 1 };
  g_autoptr (GdkRGBA) background = NULL;

  g_object_set (fixture->canvas, "background", &blue, NULL);
  g_object_get (fixture->canvas, "background", &background, NULL);
  g_assert_true (gdk_rgba_equal (background, &blue));
  g_object_set (fixture->canvas, "background", NULL, NULL);
}

static void
test_actions (CanvasFixture *fixture, gconstpointer data)
{
  GtkWidget *widget = GTK_WIDGET (fixture->canvas);
  const PentimentoViewport *viewport = pentimento_canvas_get_viewport (fixture->canvas);
  GtkLabel *label = widgets_fixture_part (widgets_fixture_part (fixture->canvas, "zoom_bar"), "zoom_label");
  double fitted;

  widgets_fixture_open (&fixture->base, 3000, 2000, 4);
  fitted = viewport->zoom;
  g_assert_true (gtk_widget_activate_action (widget, "canvas.zoom-to", "d", 1.0));
  g_assert_cmpfloat (viewport->zoom, ==, 1);
  widgets_fixture_wait (g_str_equal (gtk_label_get_label (label), "100 %"));
  gtk_widget_activate_action (widget, "canvas.zoom-in", NULL);
  gtk_widget_activate_action (widget, "canvas.zoom-in", NULL);
  g_assert_cmpfloat_with_epsilon (viewport->zoom, 2, 1e-9);
  gtk_widget_activate_action (widget, "canvas.zoom-out", NULL);
  g_assert_cmpfloat (viewport->zoom, <, 2);
  gtk_widget_activate_action (widget, "canvas.pan", "(dd)", -100.0, -100.0);
  g_assert_cmpfloat (viewport->x, ==, 0);
  gtk_widget_activate_action (widget, "canvas.fit", NULL);
  g_assert_cmpfloat (viewport->zoom, ==, fitted);
}

#define ADD(name, test) g_test_add ("/canvas/" name, CanvasFixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  widgets_fixture_init (&argc, &argv);
  ADD ("opened", test_opened);
  ADD ("exact", test_exact);
  ADD ("squares", test_squares);
  ADD ("fitted-is-even", test_fitted_is_even);
  ADD ("always-there", test_always_there);
  ADD ("background", test_background);
  ADD ("actions", test_actions);
  g_test_add_func ("/pyramid/levels", test_pyramid);
  g_test_add_func ("/pyramid/transparency", test_pyramid_transparency);
  g_test_add_func ("/pyramid/cancelled", test_pyramid_cancelled);
  return g_test_run ();
}
