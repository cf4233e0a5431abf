/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-viewport.h"

#include <math.h>

#define assert_near(a, b) g_assert_cmpfloat_with_epsilon (a, b, 1e-6)

static PentimentoViewport
make (int image_width, int image_height, double view_width, double view_height)
{
  PentimentoViewport viewport = PENTIMENTO_VIEWPORT_INIT;

  pentimento_viewport_set_view (&viewport, view_width, view_height);
  pentimento_viewport_set_image (&viewport, image_width, image_height);
  return viewport;
}

static void
test_fit (void)
{
  PentimentoViewport wide = make (4000, 1000, 1000, 1000);
  PentimentoViewport small = make (100, 50, 1000, 1000);

  assert_near (wide.zoom, 0.25);
  assert_near (wide.x, 0);
  assert_near (wide.y, -1500);
  g_assert_cmpint (pentimento_viewport_row (&wide, 0), ==, 375);
  g_assert_true (wide.fitted);

  /* No larger than its pixels, and in the middle. */
  assert_near (small.zoom, 1);
  assert_near (small.x, -450);
  assert_near (small.y, -475);
}

static void
test_fit_follows_view (void)
{
  PentimentoViewport viewport = make (4000, 3000, 1000, 1000);

  pentimento_viewport_set_view (&viewport, 2000, 1500);
  assert_near (viewport.zoom, 0.5);
  pentimento_viewport_zoom_at (&viewport, 1, 1000, 750);
  g_assert_false (viewport.fitted);
  pentimento_viewport_set_view (&viewport, 1000, 500);
  assert_near (viewport.zoom, 1);
}

static void
test_middle_stays (void)
{
  PentimentoViewport viewport = make (4000, 3000, 1000, 800);
  double x, y;

  pentimento_viewport_zoom_at (&viewport, 2, 500, 400);
  x = viewport.x + 500 / viewport.zoom;
  y = viewport.y + 400 / viewport.zoom;
  pentimento_viewport_set_view (&viewport, 600, 500);
  assert_near (viewport.x + 300 / viewport.zoom, x);
  assert_near (viewport.y + 250 / viewport.zoom, y);
}

static void
test_zoom_keeps_point (void)
{
  PentimentoViewport viewport = make (6000, 4000, 1200, 800);
  const double zooms[] = { 0.5, 1, 3.7, 32, 8, 0.9 };

  pentimento_viewport_zoom_at (&viewport, 0.7, 700, 300);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      double x = viewport.x + 700 / viewport.zoom;
      double y = viewport.y + 300 / viewport.zoom;

      pentimento_viewport_zoom_at (&viewport, zooms[i], 700, 300);
      assert_near (viewport.zoom, zooms[i]);
      assert_near (viewport.x + 700 / viewport.zoom, x);
      assert_near (viewport.y + 300 / viewport.zoom, y);
    }
}

static void
test_bounds (void)
{
  PentimentoViewport viewport = make (4000, 2000, 1000, 1000);

  pentimento_viewport_zoom_at (&viewport, 1000, 0, 0);
  assert_near (viewport.zoom, PENTIMENTO_VIEWPORT_MAX_ZOOM);
  pentimento_viewport_zoom_at (&viewport, 0.0001, 0, 0);
  assert_near (viewport.zoom, 0.25);
  g_assert_true (viewport.fitted);
}

static void
test_edges (void)
{
  PentimentoViewport viewport = make (4000, 300, 1000, 800);

  pentimento_viewport_zoom_at (&viewport, 1, 500, 400);
  pentimento_viewport_scroll (&viewport, -1e9, -1e9);
  assert_near (viewport.x, 0);
  assert_near (viewport.y, -250);
  pentimento_viewport_scroll (&viewport, 1e9, 1e9);
  assert_near (viewport.x, 3000);
  assert_near (viewport.y, -250);
  pentimento_viewport_scroll (&viewport, -100, 0);
  assert_near (viewport.x, 2900);
}

static void
test_view_stays_for_same_size (void)
{
  PentimentoViewport viewport = make (4000, 3000, 1000, 800);
  PentimentoViewport before;

  pentimento_viewport_zoom_at (&viewport, 1, 100, 100);
  before = viewport;
  pentimento_viewport_set_image (&viewport, 4000, 3000);
  assert_near (viewport.x, before.x);
  assert_near (viewport.zoom, before.zoom);
  pentimento_viewport_set_image (&viewport, 3000, 4000);
  g_assert_true (viewport.fitted);
  assert_near (viewport.zoom, 0.2);
}

/* Neighbouring tiles share an edge at every zoom and place, and at 1:1 every column is one pixel. */
static void
test_whole_pixels (void)
{
  PentimentoViewport viewport = make (5000, 4000, 901, 703);

  pentimento_viewport_zoom_at (&viewport, 1, 450.5, 351.5);
  pentimento_viewport_scroll (&viewport, 0.37, 0.61);
  for (int x = 1; x < 5000; x++)
    g_assert_cmpint (pentimento_viewport_column (&viewport, x) - pentimento_viewport_column (&viewport, x - 1), ==, 1);
}

/* The picture begins on a whole pixel wherever it is moved, and at whole zooms so does each of its pixels. */
static void
test_begins_on_whole_pixel (void)
{
  PentimentoViewport viewport = make (5000, 4000, 901, 703);

  pentimento_viewport_zoom_at (&viewport, 3, 450.5, 351.5);
  pentimento_viewport_scroll (&viewport, 0.37, 0.61);
  for (int x = 1; x < 5000; x++)
    g_assert_cmpint (pentimento_viewport_column (&viewport, x) - pentimento_viewport_column (&viewport, x - 1), ==, 3);
}

static void
test_never_nothing (void)
{
  PentimentoViewport viewport = make (1, 60000, 800, 600);
  PentimentoViewportArea seen = pentimento_viewport_get_seen (&viewport);

  assert_near (viewport.zoom, 0.01);
  g_assert_cmpint (seen.right - seen.left, ==, 1);
  g_assert_cmpint (seen.bottom - seen.top, ==, 600);
}

static void
test_fill (void)
{
  PentimentoViewport viewport = make (4000, 1000, 1000, 500);
  PentimentoViewport small = make (100, 50, 1000, 1000);

  pentimento_viewport_fill (&viewport);
  assert_near (viewport.zoom, 0.5);
  assert_near (viewport.x, 1000);
  g_assert_false (viewport.fitted);
  pentimento_viewport_fill (&small);
  assert_near (small.zoom, 20);
}

static void
test_there_and_back (void)
{
  for (int degrees = 0; degrees < 360; degrees += 45)
    {
      PentimentoViewport viewport = make (4000, 3000, 1001, 700);
      double x, y, view_x, view_y;

      pentimento_viewport_turn (&viewport, degrees);
      pentimento_viewport_zoom_at (&viewport, 0.7, 300, 200);
      pentimento_viewport_to_image (&viewport, 123, 456, &x, &y);
      pentimento_viewport_to_view (&viewport, x, y, &view_x, &view_y);
      assert_near (view_x, 123);
      assert_near (view_y, 456);
    }
}

/* A quarter clockwise: what was on the left is at the top, the picture is fitted anew, and dragging follows the pointer. */
static void
test_turn (void)
{
  PentimentoViewport viewport = make (4000, 1000, 1000, 500);
  double x, y, dragged_x, dragged_y;

  pentimento_viewport_turn (&viewport, 90);
  assert_near (viewport.zoom, 0.125);
  pentimento_viewport_to_view (&viewport, 0, 500, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 500, 0.5 + 1e-6);
  g_assert_cmpfloat_with_epsilon (y, 0, 0.5 + 1e-6);

  pentimento_viewport_zoom_at (&viewport, 1, 500, 250);
  pentimento_viewport_to_image (&viewport, 400, 200, &x, &y);
  pentimento_viewport_scroll (&viewport, 0, 30);
  pentimento_viewport_to_image (&viewport, 400, 170, &dragged_x, &dragged_y);
  assert_near (dragged_x, x);
  assert_near (dragged_y, y);

  pentimento_viewport_turn (&viewport, -90);
  assert_near (viewport.angle, 270);
}

/* In between the corners of the view see more of the frame than its sides are long. */
static void
test_turning (void)
{
  PentimentoViewport viewport = make (4000, 4000, 400, 400);
  PentimentoViewportArea seen;

  pentimento_viewport_zoom_at (&viewport, 1, 200, 200);
  pentimento_viewport_turn (&viewport, 45);
  seen = pentimento_viewport_get_seen (&viewport);
  g_assert_cmpint (seen.left, ==, -83);
  g_assert_cmpint (seen.bottom, ==, 483);
}

/* A fitted picture is seen whole at every angle, and grows and shrinks without a jump. */
static void
test_fit_while_turning (void)
{
  PentimentoViewport viewport = make (4000, 1000, 1000, 500);
  double before = viewport.zoom;

  for (int degrees = 1; degrees <= 360; degrees++)
    {
      pentimento_viewport_turn (&viewport, degrees);
      g_assert_true (pentimento_viewport_sees_all (&viewport));
      for (int corner = 0; corner < 4; corner++)
        {
          double x, y;

          pentimento_viewport_to_view (&viewport, corner % 2 * 4000, corner / 2 * 1000, &x, &y);
          g_assert_true (x >= -1 && x <= 1001 && y >= -1 && y <= 501);
        }
      g_assert_cmpfloat_with_epsilon (viewport.zoom, before, 0.01);
      before = viewport.zoom;
    }
  assert_near (viewport.zoom, 0.25);
}

/* What is between the fingers stays there, and nowhere on the way is there a gap. */
static void
test_turn_at (void)
{
  PentimentoViewport viewport = make (4000, 3000, 400, 300);
  double x, y, view_x, view_y;

  pentimento_viewport_zoom_at (&viewport, 1, 200, 150);
  x = viewport.x + 120;
  y = viewport.y + 80;
  for (int degrees = 0; degrees <= 360; degrees += 15)
    {
      pentimento_viewport_turn_at (&viewport, degrees, 120, 80);
      pentimento_viewport_to_view (&viewport, x, y, &view_x, &view_y);
      g_assert_cmpfloat_with_epsilon (view_x, 120, 1.5);
      g_assert_cmpfloat_with_epsilon (view_y, 80, 1.5);
    }

  pentimento_viewport_scroll (&viewport, -1e9, -1e9);
  pentimento_viewport_turn (&viewport, 45);
  for (int corner = 0; corner < 4; corner++)
    {
      pentimento_viewport_to_image (&viewport, corner % 2 * 400, corner / 2 * 300, &x, &y);
      g_assert_true (x >= -1 && y >= -1);
    }
}

static void
test_nearest_quarter (void)
{
  PentimentoViewport viewport = make (4000, 3000, 400, 300);

  pentimento_viewport_turn (&viewport, 44);
  assert_near (pentimento_viewport_get_nearest_quarter (&viewport), 0);
  pentimento_viewport_turn (&viewport, 46);
  assert_near (pentimento_viewport_get_nearest_quarter (&viewport), 90);
  pentimento_viewport_turn (&viewport, -10);
  assert_near (pentimento_viewport_get_nearest_quarter (&viewport), 360);
}

static void
test_sees_all (void)
{
  PentimentoViewport viewport = make (4000, 1000, 1000, 500);

  g_assert_true (pentimento_viewport_sees_all (&viewport));
  pentimento_viewport_fill (&viewport);
  g_assert_false (pentimento_viewport_sees_all (&viewport));
  pentimento_viewport_fit (&viewport);
  g_assert_true (pentimento_viewport_sees_all (&viewport));
  pentimento_viewport_zoom_at (&viewport, 0.2501, 0, 0);
  g_assert_false (pentimento_viewport_sees_all (&viewport));
}

static void
test_centre (void)
{
  PentimentoViewport viewport = make (4000, 3000, 400, 300);
  double x, y;

  pentimento_viewport_zoom_at (&viewport, 2, 0, 0);
  pentimento_viewport_centre (&viewport, 1000, 700);
  pentimento_viewport_to_view (&viewport, 1000, 700, &x, &y);
  assert_near (x, 200);
  assert_near (y, 150);
}

static void
test_nothing_yet (void)
{
  PentimentoViewport viewport = PENTIMENTO_VIEWPORT_INIT;

  pentimento_viewport_fit (&viewport);
  pentimento_viewport_scroll (&viewport, 5, 5);
  pentimento_viewport_zoom_at (&viewport, 2, 5, 5);
  g_assert_true (isfinite (viewport.x) && isfinite (viewport.zoom));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/viewport/fit", test_fit);
  g_test_add_func ("/viewport/fit-follows-view", test_fit_follows_view);
  g_test_add_func ("/viewport/middle-stays", test_middle_stays);
  g_test_add_func ("/viewport/zoom-keeps-point", test_zoom_keeps_point);
  g_test_add_func ("/viewport/bounds", test_bounds);
  g_test_add_func ("/viewport/edges", test_edges);
  g_test_add_func ("/viewport/view-stays", test_view_stays_for_same_size);
  g_test_add_func ("/viewport/whole-pixels", test_whole_pixels);
  g_test_add_func ("/viewport/begins-on-whole-pixel", test_begins_on_whole_pixel);
  g_test_add_func ("/viewport/never-nothing", test_never_nothing);
  g_test_add_func ("/viewport/fill", test_fill);
  g_test_add_func ("/viewport/there-and-back", test_there_and_back);
  g_test_add_func ("/viewport/turn", test_turn);
  g_test_add_func ("/viewport/turning", test_turning);
  g_test_add_func ("/viewport/fit-while-turning", test_fit_while_turning);
  g_test_add_func ("/viewport/turn-at", test_turn_at);
  g_test_add_func ("/viewport/nearest-quarter", test_nearest_quarter);
  g_test_add_func ("/viewport/sees-all", test_sees_all);
  g_test_add_func ("/viewport/centre", test_centre);
  g_test_add_func ("/viewport/nothing-yet", test_nothing_yet);
  return g_test_run ();
}
