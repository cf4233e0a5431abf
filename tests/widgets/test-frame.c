/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-frame.h"

#include <math.h>

#define LEFT PENTIMENTO_FRAME_LEFT
#define TOP PENTIMENTO_FRAME_TOP
#define RIGHT PENTIMENTO_FRAME_RIGHT
#define BOTTOM PENTIMENTO_FRAME_BOTTOM

static const PentimentoFrameSide handles[]
    = { LEFT, TOP, RIGHT, BOTTOM, LEFT | TOP, RIGHT | TOP, LEFT | BOTTOM, RIGHT | BOTTOM };

static void
assert_place (const PentimentoFrame *frame, int x, int y, int width, int height)
{
  g_assert_cmpint (frame->place.x, ==, x);
  g_assert_cmpint (frame->place.y, ==, y);
  g_assert_cmpint (frame->place.width, ==, width);
  g_assert_cmpint (frame->place.height, ==, height);
}

/* Within the picture, not empty, and of its ratio as far as whole pixels allow: one side is within a pixel of what the other one asks for. */
static void
assert_sound (const PentimentoFrame *frame)
{
  const GdkRectangle *place = &frame->place;
  double off_width = fabs (place->width - place->height * frame->ratio);
  double off_height = fabs (place->width / frame->ratio - place->height);

  if (g_test_verbose ())
    g_test_message ("%d, %d, %d × %d of %d × %d, ratio %g", place->x, place->y, place->width, place->height,
                    frame->picture_width, frame->picture_height, frame->ratio);
  g_assert_cmpint (place->x, >=, 0);
  g_assert_cmpint (place->y, >=, 0);
  g_assert_cmpint (place->width, >=, 1);
  g_assert_cmpint (place->height, >=, 1);
  g_assert_cmpint (place->x + place->width, <=, frame->picture_width);
  g_assert_cmpint (place->y + place->height, <=, frame->picture_height);
  if (frame->ratio > 0)
    g_assert_cmpfloat (MIN (off_width / MAX (1, frame->ratio), off_height), <=, 1 + 1e-6);
}

static PentimentoFrame
make_frame (int x, int y, int width, int height)
{
  PentimentoFrame frame = pentimento_frame_whole (1000, 600);

  frame.place = (GdkRectangle){ x, y, width, height };
  return frame;
}

static void
test_sides (void)
{
  const struct {
    PentimentoFrameSide sides;
    double dx, dy;
    GdkRectangle expected;
  } cases[] = {
    { LEFT, 30.4, 99, { 130, 100, 170, 150 } },
    { LEFT, -1e9, 0, { 0, 100, 300, 150 } },
    { LEFT, 1e9, 0, { 299, 100, 1, 150 } },
    { TOP, 99, 20, { 100, 120, 200, 130 } },
    { TOP, 0, 1e9, { 100, 249, 200, 1 } },
    { RIGHT, 50, 0, { 100, 100, 250, 150 } },
    { RIGHT, 1e9, 0, { 100, 100, 900, 150 } },
    { RIGHT, -1e9, 0, { 100, 100, 1, 150 } },
    { BOTTOM, 0, 1e9, { 100, 100, 200, 500 } },
    { BOTTOM, 0, -1e9, { 100, 100, 200, 1 } },
    { LEFT | TOP, -20, -30, { 80, 70, 220, 180 } },
    { RIGHT | TOP, 20, -30, { 100, 70, 220, 180 } },
    { LEFT | BOTTOM, -20, 30, { 80, 100, 220, 180 } },
    { RIGHT | BOTTOM, 1e9, 1e9, { 100, 100, 900, 500 } },
    { PENTIMENTO_FRAME_INSIDE, 5.6, -4.4, { 106, 96, 200, 150 } },
    { PENTIMENTO_FRAME_INSIDE, 1e9, 1e9, { 800, 450, 200, 150 } },
    { PENTIMENTO_FRAME_INSIDE, -1e9, -1e9, { 0, 0, 200, 150 } },
    { PENTIMENTO_FRAME_NOWHERE, 50, 50, { 100, 100, 200, 150 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GdkRectangle *expected = &cases[i].expected;
      const PentimentoFrame start = make_frame (100, 100, 200, 150);
      PentimentoFrame frame = start;

      pentimento_frame_pull (&frame, &start, cases[i].sides, cases[i].dx, cases[i].dy);
      assert_place (&frame, expected->x, expected->y, expected->width, expected->height);
    }
}

/* What stays where it is: the opposite corner, and of a side the middle across. */
static void
test_sides_with_ratio (void)
{
  PentimentoFrame start = make_frame (400, 200, 200, 100);
  PentimentoFrame frame;

  start.ratio = 2;
  frame = start;
  pentimento_frame_pull (&frame, &start, RIGHT | BOTTOM, 100, 0);
  assert_place (&frame, 400, 200, 300, 150);
  pentimento_frame_pull (&frame, &start, LEFT | TOP, 0, -50);
  assert_place (&frame, 300, 150, 300, 150);
  pentimento_frame_pull (&frame, &start, RIGHT, 100, 0);
  assert_place (&frame, 400, 175, 300, 150);
  pentimento_frame_pull (&frame, &start, TOP, 0, -100);
  assert_place (&frame, 300, 100, 400, 200);
  /* No further than the nearest edge lets both sides go. */
  pentimento_frame_pull (&frame, &start, RIGHT | BOTTOM, 1e9, 1e9);
  assert_place (&frame, 400, 200, 600, 300);
  pentimento_frame_pull (&frame, &start, RIGHT, -1e9, 0);
  g_assert_cmpint (frame.place.width, ==, 1);
  g_assert_cmpint (frame.place.height, ==, 1);
}

static void
test_set_place (void)
{
  PentimentoFrame frame = pentimento_frame_whole (1000, 600);

  g_assert_true (pentimento_frame_is_whole (&frame));
  pentimento_frame_set_place (&frame, &(GdkRectangle){ 900, 500, 400, 300 });
  assert_place (&frame, 600, 300, 400, 300);
  g_assert_false (pentimento_frame_is_whole (&frame));
  pentimento_frame_set_place (&frame, &(GdkRectangle){ -5, -5, 5000, 0 });
  assert_place (&frame, 0, 0, 1000, 1);
  pentimento_frame_set_place (&frame, &(GdkRectangle){ G_MAXINT, G_MAXINT, G_MAXINT, G_MAXINT });
  assert_place (&frame, 0, 0, 1000, 600);
}

static void
test_set_place_with_ratio (void)
{
  PentimentoFrame frame = make_frame (10, 10, 300, 200);

  frame.ratio = 1.5;
  /* A width is meant: the height follows. */
  pentimento_frame_set_place (&frame, &(GdkRectangle){ 10, 10, 600, 200 });
  assert_place (&frame, 10, 10, 600, 400);
  pentimento_frame_set_place (&frame, &(GdkRectangle){ 10, 10, 600, 100 });
  assert_place (&frame, 10, 10, 150, 100);
  pentimento_frame_set_place (&frame, &(GdkRectangle){ 10, 10, 5000, 100 });
  assert_place (&frame, 10, 0, 900, 600);
  /* Another place is not another size, also where the ratio leaves a remainder. */
  frame = make_frame (10, 10, 43, 101);
  frame.ratio = 9.0 / 21;
  pentimento_frame_set_place (&frame, &(GdkRectangle){ 50, 60, 43, 101 });
  assert_place (&frame, 50, 60, 43, 101);
}

static void
test_set_ratio (void)
{
  PentimentoFrame frame = pentimento_frame_whole (1000, 600);

  pentimento_frame_set_ratio (&frame, 1);
  assert_place (&frame, 200, 0, 600, 600);
  pentimento_frame_set_ratio (&frame, 0);
  assert_place (&frame, 200, 0, 600, 600);
  pentimento_frame_set_ratio (&frame, 4);
  assert_place (&frame, 0, 175, 1000, 250);
  pentimento_frame_set_ratio (&frame, 0.25);
  g_assert_cmpint (frame.place.height, ==, 600);
  g_assert_cmpint (frame.place.width, ==, 150);
}

static void
test_set_picture (void)
{
  PentimentoFrame frame = make_frame (100, 60, 200, 120);

  pentimento_frame_set_picture (&frame, 500, 300);
  assert_place (&frame, 50, 30, 100, 60);
  frame = pentimento_frame_whole (1000, 600);
  pentimento_frame_set_picture (&frame, 977, 586);
  g_assert_true (pentimento_frame_is_whole (&frame));
  /* The same picture leaves it as it is, to the pixel. */
  frame = make_frame (101, 67, 100, 67);
  frame.ratio = 1.5;
  pentimento_frame_set_picture (&frame, 1000, 600);
  assert_place (&frame, 101, 67, 100, 67);
}

static void
test_find_sides (void)
{
  const PentimentoFrame frame = make_frame (100, 100, 200, 150);
  const PentimentoFrame dot = make_frame (100, 100, 1, 1);

  g_assert_cmpint (pentimento_frame_find_sides (&frame, 101, 175, 8), ==, LEFT);
  g_assert_cmpint (pentimento_frame_find_sides (&frame, 93, 94, 8), ==, LEFT | TOP);
  g_assert_cmpint (pentimento_frame_find_sides (&frame, 305, 250, 8), ==, RIGHT | BOTTOM);
  g_assert_cmpint (pentimento_frame_find_sides (&frame, 200, 180, 8), ==, PENTIMENTO_FRAME_INSIDE);
  g_assert_cmpint (pentimento_frame_find_sides (&frame, 91, 180, 8), ==, PENTIMENTO_FRAME_NOWHERE);
  g_assert_cmpint (pentimento_frame_find_sides (&frame, 200, 259, 8), ==, PENTIMENTO_FRAME_NOWHERE);
  /* Smaller than the hand: it can be made larger. */
  g_assert_cmpint (pentimento_frame_find_sides (&dot, 100, 100, 8), ==, RIGHT | BOTTOM);
  for (guint i = 0; i < G_N_ELEMENTS (handles); i++)
    g_assert_nonnull (pentimento_frame_get_cursor (handles[i]));
  g_assert_cmpstr (pentimento_frame_get_cursor (LEFT | TOP), ==, "nwse-resize");
  g_assert_null (pentimento_frame_get_cursor (PENTIMENTO_FRAME_NOWHERE));
}

static double
random_distance (GRand *random, const PentimentoFrame *frame)
{
  double most = 2.0 * MAX (frame->picture_width, frame->picture_height);

  return g_rand_double_range (random, -most, most);
}

static void
do_something (GRand *random, PentimentoFrame *frame)
{
  const double ratios[] = { 0, 1, 1.25, 4.0 / 3, 1.5, 16.0 / 9, 21.0 / 9, 9.0 / 21, 2.0 / 3 };
  const PentimentoFrame start = *frame;

  switch (g_rand_int_range (random, 0, 6))
    {
    case 0:
      pentimento_frame_set_ratio (frame, ratios[g_rand_int_range (random, 0, G_N_ELEMENTS (ratios))]);
      break;
    case 1:
      pentimento_frame_set_place (
          frame, &(GdkRectangle){ g_rand_int_range (random, -50, 70000), g_rand_int_range (random, -50, 70000),
                                  g_rand_int_range (random, -5, 70000), g_rand_int_range (random, -5, 70000) });
      break;
    case 2:
      pentimento_frame_pull (frame, &start, PENTIMENTO_FRAME_INSIDE, random_distance (random, frame),
                             random_distance (random, frame));
      g_assert_cmpint (frame->place.width, ==, start.place.width);
      g_assert_cmpint (frame->place.height, ==, start.place.height);
      break;
    default:
      pentimento_frame_pull (frame, &start, handles[g_rand_int_range (random, 0, G_N_ELEMENTS (handles))],
                             random_distance (random, frame), random_distance (random, frame));
    }
}

static void
test_anything (void)
{
  const int sizes[][2] = { { 1, 1 }, { 1, 60000 }, { 60000, 1 }, { 2, 3 }, { 1000, 600 }, { 8191, 12000 } };
  GRand *random = g_rand_new_with_seed (6);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      PentimentoFrame frame = pentimento_frame_whole (sizes[i][0], sizes[i][1]);

      for (int step = 0; step < 20000; step++)
        {
          do_something (random, &frame);
          assert_sound (&frame);
        }
    }
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame/sides", test_sides);
  g_test_add_func ("/frame/sides-with-ratio", test_sides_with_ratio);
  g_test_add_func ("/frame/set-place", test_set_place);
  g_test_add_func ("/frame/set-place-with-ratio", test_set_place_with_ratio);
  g_test_add_func ("/frame/set-ratio", test_set_ratio);
  g_test_add_func ("/frame/set-picture", test_set_picture);
  g_test_add_func ("/frame/find-sides", test_find_sides);
  g_test_add_func ("/frame/anything", test_anything);
  return g_test_run ();
}
