/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a painter puts into a frame, pixel by pixel, without a window. */

#include "pentimento-canvas-painter.h"
#include "widgets-fixture.h"

#include <math.h>

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

static PentimentoCanvasPainter *
new_painter (GdkPixbuf *pixels, PentimentoCanvasTiles *tiles)
{
  g_autoptr (PentimentoPyramid) pyramid = build_pyramid (pixels);
  PentimentoCanvasPainter *painter = pentimento_canvas_painter_new (tiles);

  pentimento_canvas_painter_set_pyramid (painter, pyramid);
  return painter;
}

static PentimentoViewport
make_viewport (GdkPixbuf *pixels, int width, int height)
{
  PentimentoViewport viewport = PENTIMENTO_VIEWPORT_INIT;

  pentimento_viewport_set_view (&viewport, width, height);
  pentimento_viewport_set_image (&viewport, gdk_pixbuf_get_width (pixels), gdk_pixbuf_get_height (pixels));
  return viewport;
}

/* One frame on nothing, at so many device pixels a pixel; the surface has device pixels. */
static cairo_surface_t *
paint_frame (PentimentoCanvasPainter *painter,
             const PentimentoViewport *viewport,
             double scale,
             const GdkRGBA *background,
             gboolean *sharp)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int)viewport->view_width, (int)viewport->view_height);
  cairo_t *cairo = cairo_create (surface);

  gtk_snapshot_scale (snapshot, 1 / scale, 1 / scale);
  *sharp = pentimento_canvas_painter_paint (painter, snapshot, viewport, background);
  node = gtk_snapshot_to_node (snapshot);
  cairo_scale (cairo, scale, scale);
  if (node != NULL)
    gsk_render_node_draw (node, cairo);
  cairo_destroy (cairo);
  cairo_surface_flush (surface);
  return surface;
}

/* As it is when it has come to rest. */
static cairo_surface_t *
paint (PentimentoCanvasPainter *painter, const PentimentoViewport *viewport, double scale, const GdkRGBA *background)
{
  cairo_surface_t *surface = NULL;
  gboolean sharp = FALSE;

  for (int i = 0; !sharp; i++)
    {
      g_assert_cmpint (i, <, 100);
      g_clear_pointer (&surface, cairo_surface_destroy);
      surface = paint_frame (painter, viewport, scale, background, &sharp);
    }
  return surface;
}

static guint32
painted_at (cairo_surface_t *surface, int x, int y)
{
  return ((guint32 *)(cairo_image_surface_get_data (surface) + (gsize)y * cairo_image_surface_get_stride (surface)))[x];
}

static guint32
pixel_at (GdkPixbuf *pixels, int x, int y)
{
  const guchar *pixel = gdk_pixbuf_read_pixels (pixels) + (gsize)y * gdk_pixbuf_get_rowstride (pixels)
                        + (gsize)x * gdk_pixbuf_get_n_channels (pixels);

  return 0xff000000u | ((guint32)pixel[0] << 16) | ((guint32)pixel[1] << 8) | pixel[2];
}

/* Every device pixel shows the picture's pixel that the viewport says is there. */
static void
assert_exact (GdkPixbuf *pixels, const PentimentoViewport *viewport, cairo_surface_t *surface)
{
  for (int y = 0; y < viewport->view_height; y++)
    for (int x = 0; x < viewport->view_width; x++)
      {
        double image_x, image_y;

        pentimento_viewport_to_image (viewport, x + 0.5, y + 0.5, &image_x, &image_y);
        g_assert_cmphex (painted_at (surface, x, y), ==, pixel_at (pixels, (int)image_x, (int)image_y));
      }
}

static void
check_exact (double zoom, double angle, double scale)
{
  g_autoptr (GdkPixbuf) pixels = widgets_fixture_make_pixels (1301, 1103, 5, FALSE);
  g_autoptr (PentimentoCanvasTiles) tiles = pentimento_canvas_tiles_new (PENTIMENTO_CANVAS_TILES_BUDGET);
  g_autoptr (PentimentoCanvasPainter) painter = new_painter (pixels, tiles);
  PentimentoViewport viewport = make_viewport (pixels, 701, 530);
  cairo_surface_t *surface;

  pentimento_viewport_turn (&viewport, angle);
  pentimento_viewport_zoom_at (&viewport, zoom, 300.3, 200.7);
  pentimento_viewport_scroll (&viewport, 3.3, -7.4);
  surface = paint (painter, &viewport, scale, NULL);
  assert_exact (pixels, &viewport, surface);
  cairo_surface_destroy (surface);
}

static void
test_exact (void)
{
  check_exact (1, 0, 1);
  check_exact (2, 0, 1);
  check_exact (8, 0, 1);
  check_exact (32, 0, 1);
}

static void
test_scaled_desktop (void)
{
  check_exact (1, 0, 2);
  check_exact (1, 0, 1.25);
  check_exact (1, 0, 1.5);
  check_exact (8, 0, 1.5);
}

static void
test_turned (void)
{
  for (int quarter = 1; quarter < 4; quarter++)
    {
      check_exact (1, quarter * 90, 1);
      check_exact (8, quarter * 90, 1);
    }
}

/* Askew, as between two fingers, nothing of what is behind the picture comes through between its tiles. */
static void
test_no_seams (void)
{
  g_autoptr (GdkPixbuf) pixels = widgets_fixture_make_pixels (1501, 1303, 5, FALSE);
  g_autoptr (PentimentoCanvasTiles) tiles = pentimento_canvas_tiles_new (PENTIMENTO_CANVAS_TILES_BUDGET);
  g_autoptr (PentimentoCanvasPainter) painter = new_painter (pixels, tiles);
  const double zooms[] = { 0.6, 1, 1.3 };

  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      PentimentoViewport viewport = make_viewport (pixels, 501, 430);
      cairo_surface_t *surface;

      pentimento_viewport_zoom_at (&viewport, zooms[i], 250, 215);
      pentimento_viewport_turn (&viewport, 31);
      surface = paint (painter, &viewport, 1, NULL);
      for (int y = 0; y < 430; y++)
        for (int x = 0; x < 501; x++)
          g_assert_cmpuint (painted_at (surface, x, y) >> 24, ==, 255);
      cairo_surface_destroy (surface);
    }
}

/* Rings that get narrower from the middle to the right edge, where they are two pixels wide: every frequency that a picture can have. */
static GdkPixbuf *
make_zone_plate (int width, int height)
{
  GdkPixbuf *pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        double distance_x = x + 0.5 - width / 2.0;
        double distance_y = y + 0.5 - height / 2.0;
        double phase = G_PI / width * (distance_x * distance_x + distance_y * distance_y);
        guchar *pixel = gdk_pixbuf_get_pixels (pixels) + (gsize)y * gdk_pixbuf_get_rowstride (pixels) + (gsize)x * 3;

        memset (pixel, (int)lround (127.5 + 127.5 * cos (phase)), 3);
      }
  return pixels;
}

/* The mean of the picture over one device pixel. */
static double
mean_of (GdkPixbuf *pixels, double left, double top, double side)
{
  double sum = 0;

  for (int y = (int)top; y < top + side; y++)
    for (int x = (int)left; x < left + side; x++)
      {
        double width = MIN (x + 1, left + side) - MAX (x, left);
        double height = MIN (y + 1, top + side) - MAX (y, top);
        int column = MIN (x, gdk_pixbuf_get_width (pixels) - 1);
        int row = MIN (y, gdk_pixbuf_get_height (pixels) - 1);

        sum += width * height * (pixel_at (pixels, column, row) & 255);
      }
  return sum / side / side;
}

static double
compare_with_means (GdkPixbuf *pixels, const PentimentoViewport *viewport, cairo_surface_t *surface)
{
  PentimentoViewportArea seen = pentimento_viewport_get_seen (viewport);
  double sum = 0;

  for (int y = seen.top; y < seen.bottom; y++)
    for (int x = seen.left; x < seen.right; x++)
      {
        double image_x, image_y, difference;

        pentimento_viewport_to_image (viewport, x, y, &image_x, &image_y);
        difference = mean_of (pixels, image_x, image_y, 1 / viewport->zoom) - (painted_at (surface, x, y) & 255);
        sum += difference * difference;
      }
  return 10 * log10 (255 * 255 * (seen.right - seen.left) * (double)(seen.bottom - seen.top) / sum);
}

static void
take_notice (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
}

static void
rest (PentimentoCanvasPainter *painter, const PentimentoViewport *viewport)
{
  gboolean refined = FALSE;

  pentimento_canvas_painter_rest (painter, viewport, take_notice, &refined);
  widgets_fixture_wait (refined);
}

static double
measure_zone_plate (int width, int height, double zoom)
{
  g_autoptr (GdkPixbuf) pixels = make_zone_plate (width, height);
  g_autoptr (PentimentoCanvasTiles) tiles = pentimento_canvas_tiles_new (PENTIMENTO_CANVAS_TILES_BUDGET);
  g_autoptr (PentimentoCanvasPainter) painter = new_painter (pixels, tiles);
  PentimentoViewport viewport = make_viewport (pixels, (int)ceil (width * zoom), (int)ceil (height * zoom));
  cairo_surface_t *surface = paint (painter, &viewport, 1, NULL);
  double moving = compare_with_means (pixels, &viewport, surface);
  const char *folder = g_getenv ("PAINTER_PICTURES");
  double decibels;

  rest (painter, &viewport);
  cairo_surface_destroy (surface);
  surface = paint (painter, &viewport, 1, NULL);
  decibels = compare_with_means (pixels, &viewport, surface);
  g_test_message ("zone plate of %d × %d at %.4f: %.1f dB moving, %.1f dB at rest", width, height, viewport.zoom,
                  moving, decibels);
  if (folder != NULL)
    {
      g_autofree char *path = g_strdup_printf ("%s/zone-%.0f.png", folder, 1000 * zoom);

      cairo_surface_write_to_png (surface, path);
    }
  cairo_surface_destroy (surface);
  return decibels;
}

/* Against the mean over each device pixel; skipping pixels gives less than 10 dB. */
static void
test_zone_plate (void)
{
  g_assert_cmpfloat (measure_zone_plate (2048, 1536, 0.5), >, 45);
  g_assert_cmpfloat (measure_zone_plate (2001, 1501, 0.71), >, 45);
  g_assert_cmpfloat (measure_zone_plate (2001, 1501, 0.44), >, 45);
  g_assert_cmpfloat (measure_zone_plate (2001, 1501, 1 / 3.0), >, 45);
  g_assert_cmpfloat (measure_zone_plate (2001, 1501, 0.14), >, 25);
}

static void
test_gone_before_refined (void)
{
  g_autoptr (GdkPixbuf) pixels = widgets_fixture_make_pixels (3000, 2000, 4, FALSE);
  g_autoptr (PentimentoCanvasTiles) tiles = pentimento_canvas_tiles_new (PENTIMENTO_CANVAS_TILES_BUDGET);
  PentimentoCanvasPainter *painter = new_painter (pixels, tiles);
  PentimentoViewport viewport = make_viewport (pixels, 800, 700);
  gboolean refined = FALSE;
  gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 2;

  pentimento_canvas_painter_rest (painter, &viewport, take_notice, &refined);
  pentimento_viewport_zoom_at (&viewport, 0.9, 20, 30);
  pentimento_canvas_painter_rest (painter, &viewport, take_notice, &refined);
  pentimento_canvas_painter_free (painter);
  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_false (refined);
}

/* On nothing, what is seen of an opaque picture is opaque, in every frame. */
static void
assert_no_hole (const PentimentoViewport *viewport, cairo_surface_t *surface)
{
  PentimentoViewportArea seen = pentimento_viewport_get_seen (viewport);

  g_assert_cmpint (seen.right, >, seen.left);
  g_assert_cmpint (seen.bottom, >, seen.top);
  for (int y = seen.top; y < seen.bottom; y++)
    for (int x = seen.left; x < seen.right; x++)
      g_assert_cmpuint (painted_at (surface, x, y) >> 24, ==, 255);
}

static void
wander (gsize budget)
{
  g_autoptr (GdkPixbuf) pixels = widgets_fixture_make_pixels (5003, 3001, 9, FALSE);
  g_autoptr (PentimentoCanvasTiles) tiles = pentimento_canvas_tiles_new (budget);
  g_autoptr (PentimentoCanvasPainter) painter = new_painter (pixels, tiles);
  PentimentoViewport viewport = make_viewport (pixels, 640, 400);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < 60; i++)
    {
      cairo_surface_t *surface;
      gboolean sharp;

      pentimento_viewport_zoom_at (&viewport, viewport.zoom * g_rand_double_range (rand, 0.6, 1.8),
                                   g_rand_double_range (rand, 0, 640), g_rand_double_range (rand, 0, 400));
      pentimento_viewport_scroll (&viewport, g_rand_double_range (rand, -900, 900),
                                  g_rand_double_range (rand, -900, 900));
      surface = paint_frame (painter, &viewport, 1, NULL, &sharp);
      assert_no_hole (&viewport, surface);
      g_assert_cmpuint (pentimento_canvas_tiles_get_held (tiles), <=, budget);
      cairo_surface_destroy (surface);
    }
}

static void
test_no_hole (void)
{
  wander (PENTIMENTO_CANVAS_TILES_BUDGET);
}

/* A budget of less than what is seen: it is held, and everything is there, from a smaller size. */
static void
test_small_budget (void)
{
  wander (2 << 20);
}

/* A frame makes so many tiles and no more; the next ones go on, and each shows everything. */
static void
test_coarse_first (void)
{
  g_autoptr (GdkPixbuf) pixels = widgets_fixture_make_pixels (6000, 5000, 3, FALSE);
  g_autoptr (PentimentoCanvasTiles) tiles = pentimento_canvas_tiles_new (PENTIMENTO_CANVAS_TILES_BUDGET);
  g_autoptr (PentimentoCanvasPainter) painter = new_painter (pixels, tiles);
  PentimentoViewport viewport = make_viewport (pixels, 2560, 2560);
  cairo_surface_t *surface;
  gboolean sharp;
  guint32 middle;

  pentimento_viewport_zoom_at (&viewport, 1, 1280, 1280);
  surface = paint_frame (painter, &viewport, 1, NULL, &sharp);
  g_assert_false (sharp);
  assert_no_hole (&viewport, surface);
  middle = painted_at (surface, 1280, 1280);
  cairo_surface_destroy (surface);
  surface = paint (painter, &viewport, 1, NULL);
  assert_exact (pixels, &viewport, surface);
  g_assert_cmphex (painted_at (surface, 1280, 1280), ==, middle);
  cairo_surface_destroy (surface);
}

static void
check_thin (int width, int height)
{
  g_autoptr (GdkPixbuf) pixels = widgets_fixture_make_pixels (width, height, 3, FALSE);
  g_autoptr (PentimentoCanvasTiles) tiles = pentimento_canvas_tiles_new (PENTIMENTO_CANVAS_TILES_BUDGET);
  g_autoptr (PentimentoCanvasPainter) painter = new_painter (pixels, tiles);
  PentimentoViewport viewport = make_viewport (pixels, 300, 200);
  const double zooms[] = { 0.01, 0.3, 0.7, 1, 1.5, 3, 32 };

  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      cairo_surface_t *surface;

      pentimento_viewport_zoom_at (&viewport, zooms[i], 150, 100);
      surface = paint (painter, &viewport, 1, NULL);
      assert_no_hole (&viewport, surface);
      cairo_surface_destroy (surface);
      if (viewport.zoom < 1)
        rest (painter, &viewport);
      surface = paint (painter, &viewport, 1, NULL);
      assert_no_hole (&viewport, surface);
      cairo_surface_destroy (surface);
    }
}

static void
test_thin (void)
{
  check_thin (1, 1);
  check_thin (1, 60000);
  check_thin (60000, 1);
  check_thin (2, 257);
}

static void
test_background (void)
{
  const GdkRGBA green = { 0, 1, 0, 1 };
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 64, 64);
  g_autoptr (PentimentoCanvasTiles) tiles = pentimento_canvas_tiles_new (PENTIMENTO_CANVAS_TILES_BUDGET);
  g_autoptr (PentimentoCanvasPainter) painter = NULL;
  PentimentoViewport viewport = make_viewport (pixels, 80, 64);
  cairo_surface_t *surface;

  gdk_pixbuf_fill (pixels, 0xff000000);
  painter = new_painter (pixels, tiles);
  surface = paint (painter, &viewport, 1, &green);
  g_assert_cmphex (painted_at (surface, 40, 32), ==, 0xff00ff00);
  g_assert_cmphex (painted_at (surface, 4, 32), ==, 0);
  cairo_surface_destroy (surface);

  pentimento_viewport_zoom_at (&viewport, 0.5, 0, 0);
  rest (painter, &viewport);
  surface = paint (painter, &viewport, 1, &green);
  g_assert_cmphex (painted_at (surface, 40, 32), ==, 0xff00ff00);
  cairo_surface_destroy (surface);

  pentimento_viewport_zoom_at (&viewport, 1, 0, 0);
  surface = paint (painter, &viewport, 1, NULL);
  g_assert_cmphex (painted_at (surface, 11, 3), ==, 0xffcccccc);
  g_assert_cmphex (painted_at (surface, 19, 3), ==, 0xff999999);
  cairo_surface_destroy (surface);
}

/* Two painters, one for each half: what a slider between two pictures does. */
static void
test_two_pictures (void)
{
  g_autoptr (GdkPixbuf) one = widgets_fixture_make_pixels (500, 400, 1, FALSE);
  g_autoptr (GdkPixbuf) other = widgets_fixture_make_pixels (1000, 800, 2, FALSE);
  g_autoptr (PentimentoCanvasTiles) tiles = pentimento_canvas_tiles_new (PENTIMENTO_CANVAS_TILES_BUDGET);
  g_autoptr (PentimentoCanvasPainter) painter = new_painter (one, tiles);
  g_autoptr (PentimentoCanvasPainter) other_painter = new_painter (other, tiles);
  PentimentoViewport viewport = make_viewport (one, 300, 200);
  cairo_surface_t *surface, *other_surface;

  pentimento_viewport_zoom_at (&viewport, 2, 100, 100);
  surface = paint (painter, &viewport, 1, NULL);
  assert_exact (one, &viewport, surface);
  /* One of twice the size lies in the same place. */
  other_surface = paint (other_painter, &viewport, 1, NULL);
  g_assert_cmphex (
      painted_at (other_surface, 17, 50), ==,
      pixel_at (other, 17 - pentimento_viewport_column (&viewport, 0), 50 - pentimento_viewport_row (&viewport, 0)));
  g_assert_cmpuint (pentimento_canvas_tiles_get_held (tiles), >, 0);
  pentimento_canvas_painter_set_pyramid (other_painter, NULL);
  pentimento_canvas_painter_set_pyramid (painter, NULL);
  g_assert_cmpuint (pentimento_canvas_tiles_get_held (tiles), ==, 0);
  cairo_surface_destroy (surface);
  cairo_surface_destroy (other_surface);
}

int
main (int argc, char **argv)
{
  widgets_fixture_init (&argc, &argv);
  g_test_add_func ("/painter/exact", test_exact);
  g_test_add_func ("/painter/scaled-desktop", test_scaled_desktop);
  g_test_add_func ("/painter/turned", test_turned);
  g_test_add_func ("/painter/no-seams", test_no_seams);
  g_test_add_func ("/painter/zone-plate", test_zone_plate);
  g_test_add_func ("/painter/gone-before-refined", test_gone_before_refined);
  g_test_add_func ("/painter/no-hole", test_no_hole);
  g_test_add_func ("/painter/small-budget", test_small_budget);
  g_test_add_func ("/painter/coarse-first", test_coarse_first);
  g_test_add_func ("/painter/thin", test_thin);
  g_test_add_func ("/painter/background", test_background);
  g_test_add_func ("/painter/two-pictures", test_two_pictures);
  return g_test_run ();
}
