/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-fixtures.h"
#include "pentimento-image-error.h"
#include "pentimento-marks.h"

#include <math.h>

/* What is drawn on a picture that is sent. */

#define WIDTH 700
#define HEIGHT 600
#define RED 0xe01b24

static PentimentoMark *
mark (PentimentoMarkKind kind, int x, int y, int other_x, int other_y)
{
  const PentimentoMarkPoint points[] = { { x, y }, { other_x, other_y } };
  gboolean written = kind == PENTIMENTO_MARK_TEXT;
  g_autoptr (GError) error = NULL;
  PentimentoMark *made
      = pentimento_mark_new (kind, RED, 12, points, written ? 1 : 2, written ? "Ä [“x”] {\\" : NULL, &error);

  g_assert_no_error (error);
  return made;
}

static PentimentoMarks *
add (PentimentoMarks *marks, PentimentoMark *taken)
{
  g_autoptr (PentimentoMark) added = taken;
  g_autoptr (PentimentoMarks) before = marks;
  g_autoptr (GError) error = NULL;
  PentimentoMarks *longer = pentimento_marks_append (before, added, &error);

  g_assert_no_error (error);
  return longer;
}

/* One of each kind; their tiles meet at 512. */
static PentimentoMarks *
make_all (void)
{
  PentimentoMarks *marks = NULL;

  marks = add (marks, mark (PENTIMENTO_MARK_ARROW, 60, 60, 560, 300));
  marks = add (marks, mark (PENTIMENTO_MARK_BOX, 300, 400, 100, 500));
  marks = add (marks, mark (PENTIMENTO_MARK_ELLIPSE, 400, 400, 640, 560));
  marks = add (marks, mark (PENTIMENTO_MARK_SCRIBBLE, 500, 40, 660, 90));
  return add (marks, mark (PENTIMENTO_MARK_TEXT, 80, 300, 0, 0));
}

static PentimentoRecipe *
make_recipe (PentimentoMarks *marks)
{
  PentimentoRecipe *recipe = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pentimento_recipe_append_draw (&recipe, marks, &error));
  g_assert_no_error (error);
  return recipe;
}

static void
test_round_trip (void)
{
  g_autoptr (PentimentoMarks) marks = make_all ();
  g_autoptr (PentimentoMarks) read = NULL;
  g_autoptr (PentimentoRecipe) recipe = make_recipe (marks);
  g_autoptr (PentimentoRecipe) again = NULL;
  g_autoptr (PentimentoRecipe) rest = NULL;
  g_autoptr (GError) error = NULL;
  int width = WIDTH, height = HEIGHT;

  read = pentimento_marks_new_from_string (pentimento_marks_to_string (marks), &error);
  g_assert_no_error (error);
  g_assert_true (pentimento_marks_equal (marks, read));
  g_assert_cmpstr (pentimento_marks_get (read, 4)->text, ==, "Ä [“x”] {\\");
  again = pentimento_recipe_new_from_string (pentimento_recipe_to_string (recipe), &error);
  g_assert_no_error (error);
  g_assert_true (pentimento_recipe_append_crop (&again, WIDTH, HEIGHT, 0, 0, 50, 40, NULL));
  g_assert_true (pentimento_recipe_continues (again, recipe, &rest));
  g_assert_cmpstr (pentimento_recipe_to_string (rest), ==,
                   "[{\"operation\":\"crop\",\"x\":0,\"y\":0,\"width\":50,\"height\":40}]");
  pentimento_recipe_get_size (recipe, &width, &height);
  g_assert_cmpint (width, ==, WIDTH);
  g_assert_cmpstr (pentimento_recipe_describe_change (NULL, recipe), ==, "Drawing added");
}

/* Text from anywhere: none of it is taken, and none of it harms. */
static void
test_hostile (void)
{
  const char *bad[] = {
    "",
    "null",
    "[]",
    "{}",
    "[1]",
    "[{}]",
    "[[[[[[[[[[",
    "[{\"mark\":\"arrow\"}]",
    "[{\"mark\":7,\"colour\":\"#000000\",\"width\":1,\"points\":\"0,0 1,1\"}]",
    "[{\"mark\":\"heart\",\"colour\":\"#000000\",\"width\":1,\"points\":\"0,0 1,1\"}]",
    "[{\"mark\":\"arrow\",\"colour\":\"#00000\",\"width\":1,\"points\":\"0,0 1,1\"}]",
    "[{\"mark\":\"arrow\",\"colour\":\"#00000g\",\"width\":1,\"points\":\"0,0 1,1\"}]",
    "[{\"mark\":\"arrow\",\"colour\":\"#000000\",\"width\":0,\"points\":\"0,0 1,1\"}]",
    "[{\"mark\":\"arrow\",\"colour\":\"#000000\",\"width\":99999,\"points\":\"0,0 1,1\"}]",
    "[{\"mark\":\"arrow\",\"colour\":\"#000000\",\"width\":1e3,\"points\":\"0,0 1,1\"}]",
    "[{\"mark\":\"arrow\",\"colour\":\"#000000\",\"width\":1,\"points\":\"0,0\"}]",
    "[{\"mark\":\"arrow\",\"colour\":\"#000000\",\"width\":1,\"points\":\"0,0 1,1 2,2\"}]",
    "[{\"mark\":\"arrow\",\"colour\":\"#000000\",\"width\":1,\"points\":\"0,0 1,1 \"}]",
    "[{\"mark\":\"arrow\",\"colour\":\"#000000\",\"width\":1,\"points\":\"0,0  1,1\"}]",
    "[{\"mark\":\"arrow\",\"colour\":\"#000000\",\"width\":1,\"points\":\"0,0 1,+1\"}]",
    "[{\"mark\":\"arrow\",\"colour\":\"#000000\",\"width\":1,\"points\":\"0,0 1,99999999999999999999\"}]",
    "[{\"mark\":\"arrow\",\"colour\":\"#000000\",\"width\":1,\"points\":\"0,0 1,-9223372036854775808\"}]",
    "[{\"mark\":\"arrow\",\"colour\":\"#000000\",\"width\":1,\"points\":\"0,0 1,1\",\"text\":\"a\"}]",
    "[{\"mark\":\"arrow\",\"colour\":\"#000000\",\"width\":1,\"points\":\"0,0 1,1\",\"size\":3}]",
    "[{\"mark\":\"text\",\"colour\":\"#000000\",\"width\":1,\"points\":\"0,0\"}]",
    "[{\"mark\":\"text\",\"colour\":\"#000000\",\"width\":1,\"points\":\"0,0\",\"text\":\"  \"}]",
    "[{\"mark\":\"text\",\"colour\":\"#000000\",\"width\":1,\"points\":\"0,0\",\"text\":\"a\\nb\"}]",
    "[{\"mark\":\"text\",\"colour\":\"#000000\",\"width\":1,\"points\":\"0,0\",\"text\":null}]",
    "[{\"mark\":\"scribble\",\"colour\":\"#000000\",\"width\":1,\"points\":\"\"}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pentimento_marks_new_from_string (bad[i], &error));
      g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_RECIPE);
    }
}

/* The same as operations, and cut short or spoilt at every byte. */
static void
test_hostile_recipe (void)
{
  g_autoptr (PentimentoMarks) marks = make_all ();
  g_autoptr (PentimentoRecipe) recipe = make_recipe (marks);
  const char *text = pentimento_recipe_to_string (recipe);

  for (gsize i = 0; text[i] != '\0'; i++)
    {
      g_autofree char *cut = g_strndup (text, i);
      g_autofree char *spoilt = g_strdup (text);
      g_autoptr (PentimentoRecipe) read = NULL;

      spoilt[i] ^= 0x15;
      g_assert_null (pentimento_recipe_new_from_string (cut, NULL));
      read = pentimento_recipe_new_from_string (spoilt, NULL);
    }
}

static void
test_refused (void)
{
  const PentimentoMarkPoint points[] = { { 0, 0 }, { 0, PENTIMENTO_MARK_MOST_PLACE + 1 } };
  g_autofree char *long_text = g_strnfill (PENTIMENTO_MARK_MOST_LETTERS + 1, 'x');
  g_autoptr (PentimentoMark) far = NULL;
  g_autoptr (PentimentoMark) letters = NULL;
  g_autoptr (GError) error = NULL;

  far = mark (PENTIMENTO_MARK_ARROW, 0, 0, PENTIMENTO_MARK_MOST_PLACE, 5);
  g_assert_null (pentimento_mark_new (PENTIMENTO_MARK_ARROW, RED, 1, points, 2, NULL, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE);
  g_clear_error (&error);
  g_assert_null (pentimento_mark_new (PENTIMENTO_MARK_TEXT, RED, 1, points, 1, long_text, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE);
  letters = pentimento_mark_move (far, G_MAXINT, G_MININT);
  g_assert_cmpint (letters->points[0].x, ==, PENTIMENTO_MARK_MOST_PLACE);
  g_assert_cmpint (letters->points[1].y, ==, -PENTIMENTO_MARK_MOST_PLACE);
}

static PentimentoMark *
draw_spiral (int turns)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (PentimentoMarkPoint));
  g_autoptr (GError) error = NULL;
  PentimentoMark *scribble;

  for (int i = 0; i < turns * 200; i++)
    {
      double angle = i * 2 * G_PI / 200;
      PentimentoMarkPoint point = { (int)(2000 + angle * 12 * cos (angle)), (int)(2000 + angle * 12 * sin (angle)) };

      g_array_append_val (points, point);
    }
  scribble = pentimento_mark_new_scribble (RED, 24, (const PentimentoMarkPoint *)points->data, points->len, &error);
  g_assert_no_error (error);
  return scribble;
}

/* However long a hand draws, a line has few points; a generous drawing fits, and the rest is refused. */
static void
test_generous (void)
{
  g_autoptr (PentimentoMark) circle = draw_spiral (1);
  g_autoptr (PentimentoMark) endless = draw_spiral (60);
  g_autoptr (PentimentoMarks) marks = NULL;
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_cmpuint (circle->n_points, <, 40);
  g_assert_cmpuint (endless->n_points, <=, PENTIMENTO_MARK_MOST_POINTS);
  while (error == NULL)
    {
      g_autoptr (PentimentoMarks) longer = pentimento_marks_append (marks, circle, &error);

      if (longer == NULL)
        break;
      g_clear_pointer (&marks, pentimento_marks_unref);
      marks = g_steal_pointer (&longer);
      n++;
    }
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE);
  g_test_message ("%u circles by hand of %u points in one drawing", n, circle->n_points);
  g_assert_cmpuint (n, >, 60);
  recipe = make_recipe (marks);
  /* Twice that is beyond a recipe, which then stays as it was. */
  g_clear_error (&error);
  g_assert_false (pentimento_recipe_append_draw (&recipe, marks, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE);
  g_assert_true (pentimento_recipe_append_crop (&recipe, 5000, 5000, 0, 0, 100, 100, NULL));
}

static void
test_list (void)
{
  g_autoptr (PentimentoMarks) marks = make_all ();
  g_autoptr (PentimentoMarks) fewer = NULL;
  g_autoptr (PentimentoMarks) moved = NULL;
  g_autoptr (PentimentoMark) elsewhere = pentimento_mark_move (pentimento_marks_get (marks, 1), 10, -5);

  g_assert_cmpint (pentimento_marks_find (marks, 310, 180, 2), ==, 0);
  g_assert_cmpint (pentimento_marks_find (marks, 100, 450, 2), ==, 1);
  g_assert_cmpint (pentimento_marks_find (marks, 200, 450, 2), ==, -1);
  g_assert_cmpint (pentimento_marks_find (marks, 111, 450, 2), ==, -1);
  g_assert_cmpint (pentimento_marks_find (marks, 111, 450, 6), ==, 1);
  g_assert_cmpint (pentimento_marks_find (marks, 520, 400, 2), ==, 2);
  g_assert_cmpint (pentimento_marks_find (marks, 580, 65, 4), ==, 3);
  g_assert_cmpint (pentimento_marks_find (marks, 120, 350, 2), ==, 4);
  moved = pentimento_marks_replace (marks, 1, elsewhere, NULL);
  g_assert_cmpint (pentimento_marks_find (moved, 100, 450, 2), ==, -1);
  g_assert_cmpint (pentimento_marks_find (moved, 110, 445, 2), ==, 1);
  g_assert_false (pentimento_marks_equal (marks, moved));
  fewer = pentimento_marks_ref (marks);
  for (guint i = 5; i > 0; i--)
    {
      PentimentoMarks *rest = pentimento_marks_remove (fewer, 0);

      pentimento_marks_unref (fewer);
      fewer = rest;
      g_assert_cmpuint (rest != NULL ? pentimento_marks_get_n (rest) : 0, ==, i - 1);
    }
  g_assert_cmpuint (pentimento_marks_get_n (marks), ==, 5);
}

/* The picture with the marks over it, as a screen shows it. */
static GdkPixbuf *
lay_over (PentimentoMarks *marks, GdkPixbuf *pixels)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, gdk_pixbuf_get_width (pixels), gdk_pixbuf_get_height (pixels));
  cairo_t *cr = cairo_create (surface);
  GdkPixbuf *seen = gdk_pixbuf_copy (pixels);

  for (int pass = 0; pass < 2; pass++)
    {
      cairo_surface_flush (surface);
      for (int y = 0; y < gdk_pixbuf_get_height (pixels); y++)
        {
          guint32 *row = (guint32 *)(gpointer)(cairo_image_surface_get_data (surface)
                                               + y * cairo_image_surface_get_stride (surface));
          guint8 *to = gdk_pixbuf_get_pixels (seen) + y * gdk_pixbuf_get_rowstride (seen);

          for (int x = 0; x < gdk_pixbuf_get_width (pixels); x++, to += 3)
            if (pass == 0)
              row[x] = (guint32)(to[0] << 16 | to[1] << 8 | to[2]);
            else
              to[0] = row[x] >> 16 & 0xff, to[1] = row[x] >> 8 & 0xff, to[2] = row[x] & 0xff;
        }
      cairo_surface_mark_dirty (surface);
      if (pass == 0)
        pentimento_marks_paint (marks, cr);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return seen;
}

static int
find_difference (GdkPixbuf *one, GdkPixbuf *other, int x, int y)
{
  int n = gdk_pixbuf_get_n_channels (one), most = 0;

  for (int i = 0; i < n; i++)
    most = MAX (most, ABS (gdk_pixbuf_read_pixels (one)[y * gdk_pixbuf_get_rowstride (one) + x * n + i]
                           - gdk_pixbuf_read_pixels (other)[y * gdk_pixbuf_get_rowstride (other) + x * n + i]));
  return most;
}

/* What is shown is what is sent, and where no mark is nothing changes. */
static void
test_same_as_shown (void)
{
  g_autoptr (PentimentoMarks) marks = make_all ();
  g_autoptr (PentimentoRecipe) recipe = make_recipe (marks);
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (WIDTH, HEIGHT);
  g_autoptr (GdkPixbuf) sent = pentimento_recipe_apply (recipe, pixels, NULL, NULL);
  g_autoptr (GdkPixbuf) shown = lay_over (marks, pixels);
  guint n_drawn = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        g_assert_cmpint (find_difference (shown, sent, x, y), <=, 1);
        if (find_difference (pixels, sent, x, y) == 0)
          continue;
        /* To ask for each of them would take long. */
        if (n_drawn++ % 50 == 0)
          g_assert_cmpint (pentimento_marks_find (marks, x + 0.5, y + 0.5, 2), >=, 0);
      }
  g_assert_cmpuint (n_drawn, >, 15000);
  fixture_assert_colour (sent, 310, 180, 0xe0, 0x1b, 0x24, 1);
}

/* Over what is transparent it is as much there as over anything. */
static void
test_transparent (void)
{
  g_autoptr (PentimentoMarks) marks = add (NULL, mark (PENTIMENTO_MARK_BOX, 20, 20, 80, 80));
  g_autoptr (PentimentoRecipe) recipe = make_recipe (marks);
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 100, 100);
  g_autoptr (GdkPixbuf) sent = NULL;
  const guint8 *pixel;

  gdk_pixbuf_fill (pixels, 0x00ff0000);
  sent = pentimento_recipe_apply (recipe, pixels, NULL, NULL);
  pixel = gdk_pixbuf_read_pixels (sent) + 50 * gdk_pixbuf_get_rowstride (sent) + 20 * 4;
  g_assert_cmpint (pixel[0], ==, 0xe0);
  g_assert_cmpint (pixel[1], ==, 0x1b);
  g_assert_cmpint (pixel[3], ==, 255);
  g_assert_cmpint (pixel[4 * 30 + 3], ==, 0);
  g_assert_cmpint (pixel[4 * 30 + 1], ==, 0xff);
}

/* A preview is the same, smaller; and a picture as long as can be is drawn on as well. */
static void
test_sizes (void)
{
  g_autoptr (PentimentoMarks) marks = make_all ();
  g_autoptr (PentimentoRecipe) recipe = make_recipe (marks);
  g_autoptr (GdkPixbuf) small = fixture_quadrants (WIDTH / 2, HEIGHT / 2);
  g_autoptr (GdkPixbuf) seen = pentimento_recipe_apply_preview (recipe, small, WIDTH, HEIGHT, NULL, NULL);
  g_autoptr (GdkPixbuf) strip = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 1, 60000);
  g_autoptr (PentimentoMarks) line = add (NULL, mark (PENTIMENTO_MARK_SCRIBBLE, 0, -100, 0, 60100));
  g_autoptr (PentimentoRecipe) along = make_recipe (line);
  g_autoptr (GdkPixbuf) drawn = NULL;

  fixture_assert_colour (seen, 155, 90, 0xe0, 0x1b, 0x24, 1);
  fixture_assert_colour (seen, 50, 225, 0xe0, 0x1b, 0x24, 1);
  gdk_pixbuf_fill (strip, 0xffffffff);
  drawn = pentimento_recipe_apply (along, strip, NULL, NULL);
  fixture_assert_colour (drawn, 0, 0, 0xe0, 0x1b, 0x24, 1);
  fixture_assert_colour (drawn, 0, 59999, 0xe0, 0x1b, 0x24, 1);
}

static void
test_cancelled (void)
{
  g_autoptr (PentimentoMarks) marks = make_all ();
  g_autoptr (PentimentoRecipe) recipe = make_recipe (marks);
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (WIDTH, HEIGHT);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (pentimento_recipe_apply (recipe, pixels, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/marks/round-trip", test_round_trip);
  g_test_add_func ("/marks/hostile", test_hostile);
  g_test_add_func ("/marks/hostile-recipe", test_hostile_recipe);
  g_test_add_func ("/marks/refused", test_refused);
  g_test_add_func ("/marks/generous", test_generous);
  g_test_add_func ("/marks/list", test_list);
  g_test_add_func ("/marks/same-as-shown", test_same_as_shown);
  g_test_add_func ("/marks/transparent", test_transparent);
  g_test_add_func ("/marks/sizes", test_sizes);
  g_test_add_func ("/marks/cancelled", test_cancelled);
  return g_test_run ();
}
