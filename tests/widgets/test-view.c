/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moving, zooming and turning what the canvas shows, and what it says of it. Touch screens are tried from where their gestures have been understood. */

#include "pentimento-canvas-private.h"
#include "widgets-fixture.h"

#include <math.h>

#define assert_near(a, b) g_assert_cmpfloat_with_epsilon (a, b, 1e-6)

typedef struct {
  WidgetsFixture base;
  PentimentoCanvas *canvas;
  const PentimentoViewport *viewport;
} ViewFixture;

static void
set_up (ViewFixture *fixture, gconstpointer data)
{
  widgets_fixture_set_up (&fixture->base, data);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  fixture->canvas = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_CANVAS);
  fixture->viewport = pentimento_canvas_get_viewport (fixture->canvas);
}

static void
tear_down (ViewFixture *fixture, gconstpointer data)
{
  widgets_fixture_tear_down (&fixture->base, data);
}

static gboolean
act (ViewFixture *fixture, const char *name)
{
  return gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), name, NULL);
}

static void
rotate (ViewFixture *fixture, int quarters)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.rotate-view", "i", quarters);
}

static void
pan (ViewFixture *fixture, double x, double y)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.pan", "(dd)", x, y);
}

static void
settle (ViewFixture *fixture)
{
  widgets_fixture_wait (fixture->canvas->view_changed_id == 0);
}

/* Opens a picture after another, and waits until it is there. */
static void
open_another (ViewFixture *fixture, int width, int height, guint seed)
{
  g_autoptr (GdkPixbuf) old = g_object_ref (pentimento_canvas_get_shown_pixels (fixture->canvas));

  widgets_fixture_open (&fixture->base, width, height, seed);
  widgets_fixture_wait (pentimento_canvas_get_shown_pixels (fixture->canvas) != old);
}

static void
test_fill (ViewFixture *fixture, gconstpointer data)
{
  widgets_fixture_open (&fixture->base, 3000, 500, 1);
  act (fixture, "canvas.fill");
  assert_near (fixture->viewport->zoom, fixture->viewport->view_height / 500);
  assert_near (fixture->viewport->y, 0);
  g_assert_false (fixture->viewport->fitted);
}

static void
test_nothing_to_act_on (ViewFixture *fixture, gconstpointer data)
{
  PentimentoViewport before = *fixture->viewport;

  g_assert_false (fixture->canvas->usable);
  act (fixture, "canvas.zoom-in");
  rotate (fixture, 1);
  pentimento_canvas_pinch_begin (fixture->canvas, 10, 10);
  pentimento_canvas_pinch (fixture->canvas, 10, 10, 2, 40);
  pentimento_canvas_pinch_end (fixture->canvas);
  g_assert_true (pentimento_viewport_equal (fixture->viewport, &before));

  widgets_fixture_open (&fixture->base, 300, 200, 1);
  g_assert_true (fixture->canvas->usable);
  act (fixture, "canvas.zoom-in");
  assert_near (fixture->viewport->zoom, G_SQRT2);
}

static void
test_keys_to_the_ends (ViewFixture *fixture, gconstpointer data)
{
  widgets_fixture_open (&fixture->base, 2000, 1500, 1);
  pentimento_canvas_zoom_at (fixture->canvas, 2, 100, 100);
  pan (fixture, 0, 1e6);
  assert_near (fixture->viewport->y, 1500 - fixture->viewport->view_height / 2);
  pan (fixture, -1e6, -1e6);
  assert_near (fixture->viewport->x, 0);
  assert_near (fixture->viewport->y, 0);
}

/* All of it, its pixels at this point, all of it. */
static void
test_double_click (ViewFixture *fixture, gconstpointer data)
{
  double x, y, after_x, after_y;

  widgets_fixture_open (&fixture->base, 2000, 1500, 1);
  pentimento_viewport_to_image (fixture->viewport, 300, 250, &x, &y);
  pentimento_canvas_toggle_fit (fixture->canvas, 300, 250);
  assert_near (fixture->viewport->zoom, 1);
  pentimento_viewport_to_image (fixture->viewport, 300, 250, &after_x, &after_y);
  g_assert_cmpfloat_with_epsilon (after_x, x, 3);
  g_assert_cmpfloat_with_epsilon (after_y, y, 3);
  pentimento_canvas_toggle_fit (fixture->canvas, 10, 10);
  g_assert_true (fixture->viewport->fitted);
}

static void
test_glide (void)
{
  PentimentoGlide whole = { 800, -400 };
  PentimentoGlide divided = whole;
  double x = 0, y = 0, far_x, far_y;

  pentimento_glide_advance (&whole, 100, &far_x, &far_y);
  for (int i = 0; i < 1000; i++)
    {
      double step_x, step_y;

      pentimento_glide_advance (&divided, 0.1, &step_x, &step_y);
      g_assert_cmpfloat (step_x, >=, 0);
      x += step_x;
      y += step_y;
    }
  assert_near (far_x, 200);
  assert_near (far_y, -100);
  assert_near (x, far_x);
  assert_near (y, far_y);
  g_assert_true (pentimento_glide_is_over (&whole));
  g_assert_false (pentimento_glide_is_over (&(PentimentoGlide){ 2, 0 }));
}

static void
test_flick (ViewFixture *fixture, gconstpointer data)
{
  double from;

  widgets_fixture_open (&fixture->base, 2000, 1500, 1);
  pentimento_canvas_zoom_at (fixture->canvas, 1, 0, 0);
  pan (fixture, -1e6, -1e6);
  from = fixture->viewport->x;
  pentimento_canvas_start_glide (fixture->canvas, 1200, 0);
  widgets_fixture_wait (fixture->canvas->glide_id == 0);
  g_assert_cmpfloat_with_epsilon (fixture->viewport->x - from, 300, 1);
  assert_near (fixture->viewport->y, 0);
}

/* It stops at an edge at once, however fast it was, and goes on along it. */
static void
test_flick_to_edge (ViewFixture *fixture, gconstpointer data)
{
  widgets_fixture_open (&fixture->base, 2000, 1500, 1);
  pentimento_canvas_zoom_at (fixture->canvas, 1, 0, 0);
  pan (fixture, -1e6, -1e6);
  pentimento_canvas_start_glide (fixture->canvas, -1e6, 2000);
  widgets_fixture_wait (fixture->viewport->y > 20);
  assert_near (fixture->canvas->glide.velocity_x, 0);
  g_assert_cmpuint (fixture->canvas->glide_id, !=, 0);
  pentimento_canvas_start_glide (fixture->canvas, -1e6, -1e6);
  widgets_fixture_wait (fixture->canvas->glide_id == 0);
  assert_near (fixture->viewport->y, 0);
}

static void
test_flick_is_stopped (ViewFixture *fixture, gconstpointer data)
{
  widgets_fixture_open (&fixture->base, 2000, 1500, 1);
  pentimento_canvas_zoom_at (fixture->canvas, 1, 0, 0);
  pan (fixture, -1e6, -1e6);
  pentimento_canvas_start_glide (fixture->canvas, 1000, 0);
  widgets_fixture_wait (fixture->viewport->x > 5);
  pentimento_canvas_stop_moving (fixture->canvas);
  g_assert_cmpuint (fixture->canvas->glide_id, ==, 0);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  pentimento_canvas_start_glide (fixture->canvas, 1000, 0);
  g_assert_cmpuint (fixture->canvas->glide_id, ==, 0);
}

static void
test_rotate_view (ViewFixture *fixture, gconstpointer data)
{
  widgets_fixture_open (&fixture->base, 1600, 400, 1);
  rotate (fixture, 1);
  rotate (fixture, 1);
  rotate (fixture, 1);
  widgets_fixture_wait (fixture->viewport->angle == 270);
  g_assert_true (fixture->viewport->fitted);
  assert_near (fixture->viewport->zoom, MIN (1, fixture->viewport->view_height / 1600));
  rotate (fixture, 1);
  widgets_fixture_wait (fixture->viewport->angle == 0);
  rotate (fixture, -1);
  widgets_fixture_wait (fixture->viewport->angle == 270);
  act (fixture, "canvas.reset-rotation");
  widgets_fixture_wait (fixture->viewport->angle == 0);
}

/* Where it leads does not depend on how it was shown on the way. */
static void
test_rotate_without_animation (ViewFixture *fixture, gconstpointer data)
{
  PentimentoViewport turned;

  widgets_fixture_open (&fixture->base, 1600, 1200, 1);
  pentimento_canvas_zoom_at (fixture->canvas, 2, 40, 30);
  turned = *fixture->viewport;
  pentimento_viewport_turn (&turned, 90);
  rotate (fixture, 1);
  widgets_fixture_wait (fixture->viewport->angle == 90);
  g_assert_true (pentimento_viewport_equal (fixture->viewport, &turned));

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  rotate (fixture, 1);
  assert_near (fixture->viewport->angle, 180);
}

static void
test_pinch (ViewFixture *fixture, gconstpointer data)
{
  double x, y, after_x, after_y;

  widgets_fixture_open (&fixture->base, 2000, 1500, 1);
  pentimento_canvas_zoom_at (fixture->canvas, 1, 200, 200);
  pentimento_viewport_to_image (fixture->viewport, 300, 200, &x, &y);
  pentimento_canvas_pinch_begin (fixture->canvas, 300, 200);
  pentimento_canvas_pinch (fixture->canvas, 320, 240, 1.5, 0);
  pentimento_canvas_pinch (fixture->canvas, 330, 260, 2, 4);
  assert_near (fixture->viewport->zoom, 2);
  assert_near (fixture->viewport->angle, 0);
  pentimento_viewport_to_image (fixture->viewport, 330, 260, &after_x, &after_y);
  g_assert_cmpfloat_with_epsilon (after_x, x, 1);
  g_assert_cmpfloat_with_epsilon (after_y, y, 1);
  pentimento_canvas_pinch_end (fixture->canvas);
  assert_near (fixture->viewport->zoom, 2);
}

/* Two fingers turn the view freely, and it settles on the nearest quarter: back where it was, or on. */
static void
test_turn_with_fingers (ViewFixture *fixture, gconstpointer data)
{
  widgets_fixture_open (&fixture->base, 1600, 400, 1);
  pentimento_canvas_pinch_begin (fixture->canvas, 300, 200);
  pentimento_canvas_pinch (fixture->canvas, 300, 200, 1.02, 36);
  assert_near (fixture->viewport->angle, 30);
  pentimento_canvas_pinch_end (fixture->canvas);
  widgets_fixture_wait (fixture->viewport->angle == 0);
  g_assert_true (fixture->viewport->fitted);

  pentimento_canvas_pinch_begin (fixture->canvas, 300, 200);
  pentimento_canvas_pinch (fixture->canvas, 310, 200, 0.97, -66);
  assert_near (fixture->viewport->angle, 300);
  pentimento_canvas_pinch_end (fixture->canvas);
  widgets_fixture_wait (fixture->viewport->angle == 270);
  g_assert_true (fixture->viewport->fitted);
  assert_near (fixture->viewport->zoom, pentimento_viewport_get_fit_zoom (fixture->viewport));
}

static void
test_status (ViewFixture *fixture, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixels = widgets_fixture_make_pixels (900, 700, 3, FALSE);
  PentimentoViewStatus *status = fixture->canvas->status;
  const guchar *pixel = gdk_pixbuf_read_pixels (pixels) + (gsize)45 * gdk_pixbuf_get_rowstride (pixels) + 120 * 3;
  g_autofree char *expected = g_strdup_printf ("x 120, y 45 · #%02X%02X%02X", pixel[0], pixel[1], pixel[2]);

  widgets_fixture_open (&fixture->base, 900, 700, 3);
  settle (fixture);
  g_assert_cmpstr (pentimento_view_status_get_size (status), ==, "900 × 700");
  /* The display's own pointer may happen to lie where the window opened. */
  fixture->canvas->pointing = FALSE;
  pentimento_canvas_update_status (fixture->canvas);
  g_assert_null (pentimento_view_status_get_point (status));

  pentimento_canvas_zoom_at (fixture->canvas, 4, 0, 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.look-at", "(dd)", 220.0, 145.0);
  fixture->canvas->pointing = TRUE;
  pentimento_viewport_to_view (fixture->viewport, 120.5, 45.5, &fixture->canvas->pointer_x,
                               &fixture->canvas->pointer_y);
  settle (fixture);
  g_assert_cmpstr (pentimento_view_status_get_point (status), ==, expected);
  fixture->canvas->pointing = FALSE;
  pentimento_canvas_update_status (fixture->canvas);
  g_assert_null (pentimento_view_status_get_point (status));
}

static guint n_layouts;

static void
measure_status (GtkWidget *box, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *b, int *c)
{
  gtk_widget_measure (gtk_widget_get_first_child (box), orientation, -1, minimum, natural, NULL, NULL);
  *minimum = *natural;
}

static void
lay_out_status (GtkWidget *box, int width, int height, int baseline)
{
  n_layouts++;
  gtk_widget_allocate (gtk_widget_get_first_child (box), width, height, -1, NULL);
}

static void
count_frame (GdkFrameClock *clock, guint *n_frames)
{
  ++*n_frames;
}

/* The pointer's way over the picture lays nothing out anew. */
static void
test_status_is_cheap (void)
{
  g_autoptr (GdkPixbuf) pixels = widgets_fixture_make_pixels (900, 700, 3, FALSE);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  PentimentoViewStatus *status = g_object_new (PENTIMENTO_TYPE_VIEW_STATUS, NULL);
  guint n_frames = 0;
  guint settled;

  gtk_widget_set_layout_manager (box, gtk_custom_layout_new (NULL, measure_status, lay_out_status));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (status));
  gtk_window_set_child (GTK_WINDOW (window), box);
  pentimento_view_status_set_pixels (status, pixels);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (count_frame), &n_frames);
  widgets_fixture_wait (n_layouts > 0 && n_frames > 0);
  settled = n_layouts;
  for (int i = 0; i < 4; i++)
    {
      guint before = n_frames;

      pentimento_view_status_point_at (status, pixels, 90 * i, 7 * i);
      g_assert_true (gtk_widget_get_child_visible (gtk_widget_get_first_child (GTK_WIDGET (status))));
      widgets_fixture_wait (n_frames > before);
    }
  g_assert_cmpuint (n_layouts, ==, settled);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_status_words (void)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 1, 12000);
  PentimentoViewStatus *status = g_object_ref_sink (g_object_new (PENTIMENTO_TYPE_VIEW_STATUS, NULL));
  int before, after;

  gdk_pixbuf_fill (pixels, 0xa1b2c380);
  pentimento_view_status_set_pixels (status, pixels);
  g_assert_cmpstr (pentimento_view_status_get_size (status), ==, "1 × 12000");
  gtk_widget_measure (GTK_WIDGET (status), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &before, NULL, NULL);
  pentimento_view_status_point_at (status, pixels, 0, 11999);
  g_assert_cmpstr (pentimento_view_status_get_point (status), ==, "x 0, y 11999 · #A1B2C380");
  gtk_widget_measure (GTK_WIDGET (status), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &after, NULL, NULL);
  g_assert_cmpint (before, ==, after);
  pentimento_view_status_point_at (status, pixels, 0, 12000);
  g_assert_null (pentimento_view_status_get_point (status));
  pentimento_view_status_point_at (status, pixels, 0, -1);
  g_assert_null (pentimento_view_status_get_point (status));
  g_object_unref (status);
}

/* With less and less room the colour goes first, then the size. */
static void
test_status_folds (void)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 4000, 30);
  GtkWidget *status = g_object_ref_sink (g_object_new (PENTIMENTO_TYPE_VIEW_STATUS, NULL));
  GtkWidget *point = gtk_widget_get_first_child (status);
  GtkWidget *size = gtk_widget_get_last_child (status);
  int width, size_width;

  pentimento_view_status_set_pixels (PENTIMENTO_VIEW_STATUS (status), pixels);
  gtk_widget_measure (status, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (size, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &size_width, NULL, NULL);
  pentimento_view_status_point_at (PENTIMENTO_VIEW_STATUS (status), pixels, 1, 1);
  for (int left = width; left >= 0; left -= 7)
    {
      gtk_widget_allocate (status, left, 40, -1, NULL);
      g_assert_cmpint (gtk_widget_get_child_visible (point), ==, left >= width);
      g_assert_cmpint (gtk_widget_get_child_visible (size), ==, left >= size_width);
    }
  g_object_unref (status);
}

static void
measure_navigator (ViewFixture *fixture, int *width, int *height)
{
  GtkWidget *navigator = GTK_WIDGET (fixture->canvas->navigator);

  gtk_widget_measure (navigator, GTK_ORIENTATION_HORIZONTAL, -1, NULL, width, NULL, NULL);
  gtk_widget_measure (navigator, GTK_ORIENTATION_VERTICAL, -1, NULL, height, NULL, NULL);
  *width -= gtk_widget_get_margin_start (navigator);
  *height -= gtk_widget_get_margin_bottom (navigator);
}

static void
test_navigator (ViewFixture *fixture, gconstpointer data)
{
  GtkWidget *navigator = GTK_WIDGET (fixture->canvas->navigator);
  graphene_rect_t seen;
  int width, height, turned_width, turned_height;

  widgets_fixture_open (&fixture->base, 2000, 1500, 1);
  settle (fixture);
  g_assert_false (gtk_widget_get_visible (navigator));
  pentimento_canvas_zoom_at (fixture->canvas, 1, 0, 0);
  pan (fixture, -1e6, -1e6);
  settle (fixture);
  g_assert_true (gtk_widget_get_visible (navigator));
  measure_navigator (fixture, &width, &height);
  g_assert_cmpint (width, >, height);

  seen = pentimento_navigator_get_seen (fixture->canvas->navigator);
  assert_near (seen.origin.x, 0);
  assert_near (seen.origin.y, 0);
  g_assert_cmpfloat_with_epsilon (seen.size.width, fixture->viewport->view_width / 2000 * width, 3);

  rotate (fixture, 1);
  widgets_fixture_wait (fixture->viewport->angle == 90);
  settle (fixture);
  measure_navigator (fixture, &turned_width, &turned_height);
  g_assert_cmpint (turned_width, ==, height);
  g_assert_cmpint (turned_height, ==, width);
  seen = pentimento_navigator_get_seen (fixture->canvas->navigator);
  g_assert_cmpfloat (seen.size.width, >, seen.size.height);

  act (fixture, "canvas.fit");
  settle (fixture);
  g_assert_false (gtk_widget_get_visible (navigator));
}

/* A press beside the frame brings that place into the middle; one in the frame takes hold of it without a jump. */
static void
test_navigate (ViewFixture *fixture, gconstpointer data)
{
  PentimentoNavigator *navigator = fixture->canvas->navigator;
  double x, y;

  widgets_fixture_open (&fixture->base, 2000, 1500, 1);
  pentimento_canvas_zoom_at (fixture->canvas, 2, 0, 0);
  pan (fixture, -1e6, -1e6);
  settle (fixture);
  pentimento_navigator_press (navigator, 72, 54);
  g_assert_cmpfloat_with_epsilon (fixture->viewport->x + fixture->viewport->view_width / 4, 1000, 1);
  g_assert_cmpfloat_with_epsilon (fixture->viewport->y + fixture->viewport->view_height / 4, 750, 1);
  settle (fixture);

  x = fixture->viewport->x;
  y = fixture->viewport->y;
  pentimento_navigator_press (navigator, 76, 56);
  g_assert_cmpfloat_with_epsilon (fixture->viewport->x, x, 1);
  pentimento_navigator_drag_to (navigator, 76 + 36, 56);
  g_assert_cmpfloat_with_epsilon (fixture->viewport->x, x + 500, 1);
  g_assert_cmpfloat_with_epsilon (fixture->viewport->y, y, 1);
}

/* A picture that is zoomed into and moved is looked at as before when a new version of the same size comes. */
static void
test_view_stays (ViewFixture *fixture, gconstpointer data)
{
  PentimentoViewport before;

  widgets_fixture_open (&fixture->base, 1200, 900, 1);
  pentimento_canvas_zoom_at (fixture->canvas, 3, 200, 100);
  pan (fixture, 0.3, 0.2);
  before = *fixture->viewport;
  open_another (fixture, 1200, 900, 2);
  settle (fixture);
  g_assert_true (pentimento_viewport_equal (fixture->viewport, &before));
}

/* Another picture is not seen askew, be it of the same size or not. */
static void
test_another_picture (ViewFixture *fixture, gconstpointer data)
{
  widgets_fixture_open (&fixture->base, 1200, 900, 1);
  for (guint i = 0; i < 2; i++)
    {
      rotate (fixture, 1);
      widgets_fixture_wait (fixture->viewport->angle == 90);
      open_another (fixture, 1200, 900 + 10 * i, 2 + i);
      assert_near (fixture->viewport->angle, 0);
      g_assert_true (fixture->viewport->fitted);
    }
}

#define ADD(name, test) g_test_add ("/view/" name, ViewFixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  widgets_fixture_init (&argc, &argv);
  ADD ("fill", test_fill);
  ADD ("nothing-to-act-on", test_nothing_to_act_on);
  ADD ("keys-to-the-ends", test_keys_to_the_ends);
  ADD ("double-click", test_double_click);
  ADD ("flick", test_flick);
  ADD ("flick-to-edge", test_flick_to_edge);
  ADD ("flick-is-stopped", test_flick_is_stopped);
  ADD ("rotate-view", test_rotate_view);
  ADD ("rotate-without-animation", test_rotate_without_animation);
  ADD ("pinch", test_pinch);
  ADD ("turn-with-fingers", test_turn_with_fingers);
  ADD ("status", test_status);
  ADD ("navigator", test_navigator);
  ADD ("navigate", test_navigate);
  ADD ("view-stays", test_view_stays);
  ADD ("another-picture", test_another_picture);
  g_test_add_func ("/view/glide", test_glide);
  g_test_add_func ("/view/status-is-cheap", test_status_is_cheap);
  g_test_add_func ("/view/status-words", test_status_words);
  g_test_add_func ("/view/status-folds", test_status_folds);
  return g_test_run ();
}
