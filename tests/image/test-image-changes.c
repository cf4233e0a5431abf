/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Crop, turn, flip, straighten, extend: what they do, how recipes grow by them, and what they refuse. */

#include "image-fixtures.h"

#include <locale.h>
#include <math.h>

#define WIDTH 120
#define HEIGHT 80

static GdkPixbuf *
apply (PentimentoRecipe *recipe, GdkPixbuf *pixels)
{
  g_autoptr (GError) error = NULL;
  GdkPixbuf *result = pentimento_recipe_apply (recipe, pixels, NULL, &error);
  int width = gdk_pixbuf_get_width (pixels), height = gdk_pixbuf_get_height (pixels);

  g_assert_no_error (error);
  pentimento_recipe_get_size (recipe, &width, &height);
  g_assert_cmpint (gdk_pixbuf_get_width (result), ==, width);
  g_assert_cmpint (gdk_pixbuf_get_height (result), ==, height);
  return result;
}

static const guint8 *
pixel_at (GdkPixbuf *pixels, int x, int y)
{
  return gdk_pixbuf_read_pixels (pixels) + y * gdk_pixbuf_get_rowstride (pixels)
         + x * gdk_pixbuf_get_n_channels (pixels);
}

static void
assert_text (PentimentoRecipe *recipe, const char *text)
{
  g_assert_cmpstr (recipe != NULL ? pentimento_recipe_to_string (recipe) : NULL, ==, text);
}

#define APPEND(recipe, what, ...)                                                                                      \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autoptr (GError) append_error = NULL;                                                                            \
    g_assert_true (pentimento_recipe_append_##what (&recipe, WIDTH, HEIGHT, __VA_ARGS__, &append_error));              \
    g_assert_no_error (append_error);                                                                                  \
  }                                                                                                                    \
  G_STMT_END

/* Every pixel that is left is the very one, and the rest of the picture is not kept in memory for it. */
static void
test_crop (void)
{
  for (int alpha = 0; alpha < 2; alpha++)
    {
      g_autoptr (GdkPixbuf) pixels = fixture_noise (WIDTH, HEIGHT, alpha);
      g_autoptr (PentimentoRecipe) recipe = NULL;
      g_autoptr (GdkPixbuf) result = NULL;

      APPEND (recipe, crop, 11, 7, 100, 50);
      result = apply (recipe, pixels);
      g_assert_cmpint (gdk_pixbuf_get_has_alpha (result), ==, alpha);
      g_assert_cmpint (gdk_pixbuf_get_byte_length (result), <=, 100 * 50 * 4 + 50 * 4);
      for (int y = 0; y < 50; y++)
        g_assert_cmpmem (pixel_at (result, 0, y), 100 * (3 + alpha), pixel_at (pixels, 11, y + 7), 100 * (3 + alpha));
    }
}

static void
test_crop_of_crop (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (WIDTH, HEIGHT, FALSE);
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GdkPixbuf) result = NULL;

  APPEND (recipe, crop, 0, 0, WIDTH, HEIGHT);
  g_assert_null (recipe);
  APPEND (recipe, crop, 10, 20, 60, 40);
  APPEND (recipe, crop, 5, 6, 7, 8);
  assert_text (recipe, "[{\"operation\":\"crop\",\"x\":15,\"y\":26,\"width\":7,\"height\":8}]");
  APPEND (recipe, crop, 0, 0, 7, 8);
  assert_text (recipe, "[{\"operation\":\"crop\",\"x\":15,\"y\":26,\"width\":7,\"height\":8}]");
  result = apply (recipe, pixels);
  g_assert_cmpmem (pixel_at (result, 0, 0), 21, pixel_at (pixels, 15, 26), 21);
}

/* Clockwise: what was in the upper left is in the upper right. */
static void
test_rotate (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (WIDTH, HEIGHT);
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GdkPixbuf) result = NULL;

  APPEND (recipe, rotate, 90);
  result = apply (recipe, pixels);
  g_assert_cmpint (gdk_pixbuf_get_width (result), ==, HEIGHT);
  fixture_assert_colour (result, HEIGHT - 1, 0, 255, 0, 0, 0);
  fixture_assert_colour (result, HEIGHT - 1, WIDTH - 1, 0, 255, 0, 0);
  fixture_assert_colour (result, 0, 0, 0, 0, 255, 0);
  APPEND (recipe, rotate, -180);
  assert_text (recipe, "[{\"operation\":\"rotate\",\"degrees\":270}]");
  APPEND (recipe, rotate, 450);
  g_assert_null (recipe);
  APPEND (recipe, rotate, 720);
  g_assert_null (recipe);
}

static void
test_flip (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_quadrants (WIDTH, HEIGHT);
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GdkPixbuf) across = NULL;
  g_autoptr (GdkPixbuf) both = NULL;

  APPEND (recipe, flip, FALSE);
  across = apply (recipe, pixels);
  fixture_assert_colour (across, 0, 0, 0, 255, 0, 0);
  APPEND (recipe, flip, TRUE);
  both = apply (recipe, pixels);
  fixture_assert_colour (both, 0, 0, 255, 255, 255, 0);
  APPEND (recipe, flip, TRUE);
  assert_text (recipe, "[{\"operation\":\"flip\",\"direction\":\"horizontal\"}]");
  APPEND (recipe, flip, FALSE);
  g_assert_null (recipe);
}

/* A part shares the pixels of the whole while it is changed further, to the last byte of its last row. */
static void
test_after_crop (void)
{
  const char *operations[] = { "{\"operation\":\"flip\",\"direction\":\"vertical\"}",
                               "{\"operation\":\"flip\",\"direction\":\"horizontal\"}",
                               "{\"operation\":\"rotate\",\"degrees\":90}",
                               "{\"operation\":\"rotate\",\"degrees\":180}",
                               "{\"operation\":\"straighten\",\"degrees\":8}",
                               "{\"operation\":\"extend\",\"left\":1,\"top\":0,\"right\":2,\"bottom\":3}",
                               "{\"operation\":\"adjust\",\"contrast\":9,\"sharpness\":50}",
                               "{\"operation\":\"resize\",\"width\":33,\"height\":22}" };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (operations); i++)
    {
      g_autoptr (GdkPixbuf) pixels = fixture_noise (WIDTH, HEIGHT, i & 1);
      g_autofree char *text = g_strdup_printf (
          "[{\"operation\":\"crop\",\"x\":%d,\"y\":40,\"width\":60,\"height\":40},%s]", WIDTH - 60, operations[i / 2]);
      g_autofree char *later = g_strdup_printf ("[%s]", operations[i / 2]);
      g_autoptr (PentimentoRecipe) recipe = pentimento_recipe_new_from_string (text, NULL);
      g_autoptr (PentimentoRecipe) rest = pentimento_recipe_new_from_string (later, NULL);
      g_autoptr (GdkPixbuf) part = gdk_pixbuf_new (GDK_COLORSPACE_RGB, i & 1, 8, 60, 40);
      g_autoptr (GdkPixbuf) result = apply (recipe, pixels);
      g_autoptr (GdkPixbuf) expected = NULL;

      gdk_pixbuf_copy_area (pixels, WIDTH - 60, 40, 60, 40, part, 0, 0);
      expected = apply (rest, part);
      for (int y = 0; y < gdk_pixbuf_get_height (result); y++)
        g_assert_cmpmem (pixel_at (result, 0, y), gdk_pixbuf_get_width (result) * gdk_pixbuf_get_n_channels (result),
                         pixel_at (expected, 0, y),
                         gdk_pixbuf_get_width (expected) * gdk_pixbuf_get_n_channels (expected));
    }
}

/* No corner is empty: a white picture stays white to its last pixel. The shape stays, and it is the largest that does. */
static void
test_straighten (void)
{
  const double angles[] = { -45, -30, -2.5, -0.01, 0.3, 1, 10, 44.9, 45 };

  for (guint i = 0; i < G_N_ELEMENTS (angles); i++)
    {
      g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, WIDTH, HEIGHT);
      g_autoptr (PentimentoRecipe) recipe = NULL;
      g_autoptr (GdkPixbuf) result = NULL;
      int width, height;

      gdk_pixbuf_fill (pixels, 0xffffffff);
      APPEND (recipe, straighten, angles[i]);
      result = apply (recipe, pixels);
      width = gdk_pixbuf_get_width (result);
      height = gdk_pixbuf_get_height (result);
      g_assert_cmpfloat_with_epsilon (width, (double)height * WIDTH / HEIGHT, 1.5);
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          for (int channel = 0; channel < 4; channel++)
            g_assert_cmpint (pixel_at (result, x, y)[channel], ==, 255);
      g_assert_cmpint (width * height, >, WIDTH * HEIGHT * 0.3);
    }
}

/* Clockwise: the right end of a level line goes down. */
static void
test_straighten_direction (void)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, WIDTH, HEIGHT);
  g_autoptr (GdkPixbuf) lower = gdk_pixbuf_new_subpixbuf (pixels, 0, HEIGHT / 2, WIDTH, HEIGHT / 2);
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GdkPixbuf) result = NULL;
  int width, height;

  gdk_pixbuf_fill (pixels, 0xffffffff);
  gdk_pixbuf_fill (lower, 0x000000ff);
  APPEND (recipe, straighten, 5.0);
  result = apply (recipe, pixels);
  width = gdk_pixbuf_get_width (result);
  height = gdk_pixbuf_get_height (result);
  for (int side = -1; side <= 1; side += 2)
    {
      int reach = width / 2 - 2;
      double drop = tan (5 * G_PI / 180) * reach * side;

      fixture_assert_colour (result, width / 2 + side * reach, (int)(height / 2 + drop - 2), 255, 255, 255, 8);
      fixture_assert_colour (result, width / 2 + side * reach, (int)(height / 2 + drop + 2), 0, 0, 0, 8);
    }
}

/* Colours that do not show, here black ones, do not darken the rim of those that do. */
static void
test_straighten_rim (void)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, WIDTH, HEIGHT);
  g_autoptr (GdkPixbuf) middle = gdk_pixbuf_new_subpixbuf (pixels, 30, 20, 60, 40);
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GdkPixbuf) result = NULL;
  int n_partial = 0;

  gdk_pixbuf_fill (pixels, 0x00000000);
  gdk_pixbuf_fill (middle, 0xffffffff);
  APPEND (recipe, straighten, 7.0);
  result = apply (recipe, pixels);
  for (int y = 0; y < gdk_pixbuf_get_height (result); y++)
    for (int x = 0; x < gdk_pixbuf_get_width (result); x++)
      {
        const guint8 *pixel = pixel_at (result, x, y);

        n_partial += pixel[3] > 0 && pixel[3] < 255;
        if (pixel[3] > 0)
          g_assert_cmpint (pixel[0], >=, 254);
      }
  g_assert_cmpint (n_partial, >, 100);
}

static void
test_extend (void)
{
  for (int alpha = 0; alpha < 2; alpha++)
    {
      g_autoptr (GdkPixbuf) pixels = fixture_noise (WIDTH, HEIGHT, alpha);
      g_autoptr (PentimentoRecipe) recipe = NULL;
      g_autoptr (GdkPixbuf) result = NULL;

      APPEND (recipe, extend, 0, 0, 0, 0);
      g_assert_null (recipe);
      APPEND (recipe, extend, 10, 0, 3, 4);
      APPEND (recipe, extend, 1, 2, 0, 0);
      assert_text (recipe, "[{\"operation\":\"extend\",\"left\":11,\"top\":2,\"right\":3,\"bottom\":4}]");
      result = apply (recipe, pixels);
      g_assert_true (gdk_pixbuf_get_has_alpha (result));
      for (int y = 0; y < HEIGHT + 6; y++)
        for (int x = 0; x < WIDTH + 14; x++)
          if (x < 11 || y < 2 || x >= 11 + WIDTH || y >= 2 + HEIGHT)
            g_assert_cmpint (pixel_at (result, x, y)[3], ==, 0);
          else
            g_assert_cmpmem (pixel_at (result, x, y), 3, pixel_at (pixels, x - 11, y - 2), 3);
    }
}

/* Many at once, each on what the one before has left; the recipe that was there stays as it is. */
static void
test_sequence (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (WIDTH, HEIGHT, FALSE);
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (PentimentoRecipe) before = NULL;
  g_autoptr (PentimentoRecipe) rest = NULL;
  g_autoptr (PentimentoRecipe) none = NULL;
  g_autoptr (GdkPixbuf) whole = NULL;
  g_autoptr (GdkPixbuf) first = NULL;
  g_autoptr (GdkPixbuf) second = NULL;

  APPEND (recipe, crop, 10, 10, 80, 60);
  APPEND (recipe, rotate, 90);
  before = pentimento_recipe_ref (recipe);
  APPEND (recipe, straighten, 3.25);
  APPEND (recipe, flip, TRUE);
  assert_text (before, "[{\"operation\":\"crop\",\"x\":10,\"y\":10,\"width\":80,\"height\":60},"
                       "{\"operation\":\"rotate\",\"degrees\":90}]");
  whole = apply (recipe, pixels);
  g_assert_true (pentimento_recipe_continues (recipe, before, &rest));
  assert_text (rest, "[{\"operation\":\"straighten\",\"degrees\":3.25},"
                     "{\"operation\":\"flip\",\"direction\":\"vertical\"}]");
  first = apply (before, pixels);
  second = apply (rest, first);
  for (int y = 0; y < gdk_pixbuf_get_height (whole); y++)
    g_assert_cmpmem (pixel_at (whole, 0, y), gdk_pixbuf_get_width (whole) * 3, pixel_at (second, 0, y),
                     gdk_pixbuf_get_width (whole) * 3);
  g_assert_false (pentimento_recipe_continues (before, recipe, &none));
  g_assert_true (pentimento_recipe_continues (before, before, &none));
  g_assert_null (none);
}

static void
test_described (void)
{
  g_autoptr (PentimentoRecipe) cropped = NULL;
  g_autoptr (PentimentoRecipe) again = NULL;
  g_autoptr (PentimentoRecipe) straight = NULL;

  APPEND (cropped, crop, 0, 0, 50, 50);
  again = pentimento_recipe_ref (cropped);
  APPEND (again, crop, 0, 0, 20, 20);
  straight = pentimento_recipe_ref (again);
  APPEND (straight, straighten, 1.0);
  g_assert_cmpstr (pentimento_recipe_describe_change (NULL, cropped), ==, "Cropped");
  g_assert_cmpstr (pentimento_recipe_describe_change (cropped, again), ==, "Cropped");
  g_assert_cmpstr (pentimento_recipe_describe_change (again, straight), ==, "Straightened");
  g_assert_cmpstr (pentimento_recipe_describe_change (straight, again), ==, "Straightened");
  g_assert_cmpstr (pentimento_recipe_describe_change (straight, straight), ==, "Changed");
  g_assert_cmpstr (pentimento_recipe_describe_change (NULL, NULL), ==, "Changed");
}

static void
assert_refused (gboolean result, GError **error, PentimentoRecipe *recipe, const char *said)
{
  g_assert_false (result);
  g_assert_error (*error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE);
  if (strstr ((*error)->message, said) == NULL)
    g_error ("“%s” does not say “%s”", (*error)->message, said);
  assert_text (recipe, "[{\"operation\":\"crop\",\"x\":0,\"y\":0,\"width\":100,\"height\":50}]");
  g_clear_error (error);
}

#define REFUSE(said, what, ...)                                                                                        \
  assert_refused (pentimento_recipe_append_##what (&recipe, WIDTH, HEIGHT, __VA_ARGS__, &error), &error, recipe, said)

/* Each is refused with a sentence, before any pixel is looked at, and leaves the recipe as it was. */
static void
test_refused (void)
{
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GError) error = NULL;

  APPEND (recipe, crop, 0, 0, 100, 50);
  REFUSE ("0 × 10", crop, 0, 0, 0, 10);
  REFUSE ("10 × -1", crop, 0, 0, 10, -1);
  REFUSE ("begin outside it, at -1, 0", crop, -1, 0, 10, 10);
  REFUSE ("not within the picture, which has 100 × 50", crop, 91, 0, 10, 10);
  REFUSE ("not within", crop, 0, 50, 1, 1);
  REFUSE ("not within", crop, G_MAXINT, G_MAXINT, G_MAXINT, G_MAXINT);
  REFUSE ("90, 180 or 270", rotate, 45);
  REFUSE ("90, 180 or 270", rotate, G_MAXINT);
  REFUSE ("−45 to 45", straighten, (double)NAN);
  REFUSE ("−45 to 45", straighten, 1e9);
  REFUSE ("−45 to 45", straighten, -INFINITY);
  REFUSE ("−45 to 45", straighten, 45.01);
  REFUSE ("less than nothing", extend, 0, 0, -1, 0);
  REFUSE ("too large", extend, 20000, 20000, 0, 0);
  REFUSE ("too large", extend, G_MAXINT, G_MAXINT, G_MAXINT, G_MAXINT);
}

/* A strip that has no straight part. */
static void
test_too_narrow (void)
{
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (pentimento_recipe_append_straighten (&recipe, 1000, 1, 10, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE);
  g_assert_nonnull (strstr (error->message, "too narrow"));
  g_assert_null (recipe);
}

/* Lists out of a database that somebody wrote into: read as far as they make sense, and never applied where they do not fit the picture. */
static void
test_hostile (void)
{
  const char *damaged[] = {
    "[{\"operation\":\"crop\",\"x\":0,\"y\":0,\"width\":0,\"height\":1}]",
    "[{\"operation\":\"crop\",\"x\":-1,\"y\":0,\"width\":1,\"height\":1}]",
    "[{\"operation\":\"crop\",\"x\":0,\"y\":0,\"width\":1}]",
    "[{\"operation\":\"rotate\",\"degrees\":91}]",
    "[{\"operation\":\"rotate\",\"degrees\":90.0}]",
    "[{\"operation\":\"flip\"}]",
    "[{\"operation\":\"flip\",\"direction\":1}]",
    "[{\"operation\":\"flip\",\"direction\":\"sideways\"}]",
    "[{\"operation\":\"straighten\",\"degrees\":46}]",
    "[{\"operation\":\"straighten\",\"degrees\":1e999}]",
    "[{\"operation\":\"straighten\",\"degrees\":\"NaN\"}]",
    "[{\"operation\":\"extend\",\"left\":-1,\"top\":0,\"right\":0,\"bottom\":0}]",
    "[{\"operation\":\"adjust\",\"exposure\":6}]",
    "[{\"operation\":\"adjust\",\"exposure\":null}]",
    "[{\"operation\":\"adjust\",\"radius\":0}]",
  };
  const char *misfits[] = {
    "[{\"operation\":\"crop\",\"x\":2147483647,\"y\":0,\"width\":2147483647,\"height\":1}]",
    "[{\"operation\":\"rotate\",\"degrees\":90},{\"operation\":\"crop\",\"x\":0,\"y\":0,\"width\":120,\"height\":80}]",
    "[{\"operation\":\"extend\",\"left\":2147483647,\"top\":0,\"right\":2147483647,\"bottom\":2147483647},"
    "{\"operation\":\"extend\",\"left\":2147483647,\"top\":0,\"right\":2147483647,\"bottom\":2147483647}]",
  };
  g_autoptr (GdkPixbuf) pixels = fixture_noise (WIDTH, HEIGHT, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pentimento_recipe_new_from_string (damaged[i], &error));
      g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_RECIPE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (misfits); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PentimentoRecipe) recipe = pentimento_recipe_new_from_string (misfits[i], &error);
      int width = WIDTH, height = HEIGHT;

      g_assert_no_error (error);
      pentimento_recipe_get_size (recipe, &width, &height);
      g_assert_cmpint (MIN (width, height), >, 0);
      g_assert_null (pentimento_recipe_apply (recipe, pixels, NULL, &error));
      g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE);
    }
}

/* Somebody who never stops is told, and what there is can still be read. */
static void
test_endless (void)
{
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GError) error = NULL;
  PentimentoAdjustment adjustment = pentimento_adjustment_none;
  g_autoptr (PentimentoRecipe) read = NULL;
  guint n_changes = 0;

  for (const PentimentoAdjustmentField *field = pentimento_adjustment_fields; field->name != NULL; field++)
    pentimento_adjustment_set (&adjustment, field, field->most > 10 ? -11.12345678 : 0.712345678);
  while (pentimento_recipe_append_adjust (&recipe, WIDTH, HEIGHT, &adjustment, &error))
    n_changes++;
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_CHANGE);
  g_assert_nonnull (strstr (error->message, "as often as can be kept"));
  g_assert_cmpuint (n_changes, >=, 30);
  read = pentimento_recipe_new_from_string (pentimento_recipe_to_string (recipe), NULL);
  g_assert_nonnull (read);
}

/* A comma for a point would be another list. */
static void
test_languages (void)
{
  g_autoptr (PentimentoRecipe) recipe = NULL;
  PentimentoAdjustment adjustment = { .exposure = 0.1, .contrast = -33.3333333, .radius = 1 };

  /* Where the machine has no such language, it is the same test as in English. */
  setlocale (LC_NUMERIC, "de_DE.UTF-8");
  APPEND (recipe, straighten, -1.5);
  APPEND (recipe, adjust, &adjustment);
  assert_text (recipe, "[{\"operation\":\"straighten\",\"degrees\":-1.5},"
                       "{\"operation\":\"adjust\",\"exposure\":0.1,\"contrast\":-33.3333}]");
  setlocale (LC_NUMERIC, "C");
}

static void
cancel (GCancellable *cancellable)
{
  g_usleep (2000);
  g_cancellable_cancel (cancellable);
}

/* Given up in the middle of the rows. */
static void
test_cancelled (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (2000, 1500, FALSE);
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;

  for (int i = 0; i < 20; i++)
    g_assert_true (pentimento_recipe_append_straighten (&recipe, 2000, 1500, 0.1, NULL));
  thread = g_thread_new ("cancel", (GThreadFunc)cancel, cancellable);
  g_assert_null (pentimento_recipe_apply (recipe, pixels, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

/* What was there stays as it is; what was empty is not, and takes the colours of the nearest edge. */
static void
test_fill (void)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, WIDTH, HEIGHT);
  g_autoptr (GdkPixbuf) left = gdk_pixbuf_new_subpixbuf (pixels, 0, 0, WIDTH / 2, HEIGHT);
  g_autoptr (PentimentoRecipe) recipe = NULL, nothing = NULL;
  g_autoptr (GdkPixbuf) filled = NULL, opaque = NULL;
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_fill (pixels, 0x20c040ff);
  gdk_pixbuf_fill (left, 0xc02040ff);
  APPEND (recipe, extend, 30, 5, 40, 0);
  g_assert_true (pentimento_recipe_extends (recipe));
  g_assert_true (pentimento_recipe_append_fill (&recipe, WIDTH, HEIGHT, &error));
  g_assert_true (pentimento_recipe_append_fill (&recipe, WIDTH, HEIGHT, &error));
  assert_text (recipe, "[{\"operation\":\"extend\",\"left\":30,\"top\":5,\"right\":40,\"bottom\":0},"
                       "{\"operation\":\"fill\"}]");
  filled = apply (recipe, pixels);
  for (int y = 0; y < HEIGHT + 5; y++)
    for (int x = 0; x < WIDTH + 70; x++)
      g_assert_cmpint (pixel_at (filled, x, y)[3], ==, 255);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      g_assert_cmpmem (pixel_at (filled, x + 30, y + 5), 3, pixel_at (pixels, x, y), 3);
  g_assert_cmpint (pixel_at (filled, 0, 40)[0], >, 160);
  g_assert_cmpint (pixel_at (filled, WIDTH + 69, 40)[1], >, 160);

  /* One without opacity has no holes. */
  g_assert_true (pentimento_recipe_append_fill (&nothing, WIDTH, HEIGHT, &error));
  opaque = apply (nothing, pixels);
  g_assert_cmpmem (pixel_at (opaque, 0, 0), 3, pixel_at (pixels, 0, 0), 3);
}

/* One after the other, and nothing merged: whoever has the pixels after the first goes on from there. */
static void
test_join (void)
{
  g_autoptr (GdkPixbuf) pixels = fixture_noise (WIDTH, HEIGHT, TRUE);
  g_autoptr (PentimentoRecipe) first = NULL, second = NULL, joined = NULL, rest = NULL;
  g_autoptr (GdkPixbuf) halfway = NULL, there = NULL, at_once = NULL;
  g_autoptr (GError) error = NULL;

  APPEND (first, crop, 10, 10, 80, 60);
  g_assert_true (pentimento_recipe_append_crop (&second, 80, 60, 5, 6, 40, 30, &error));
  g_assert_true (pentimento_recipe_append_resize (&second, 80, 60, 64, 48, &error));
  joined = pentimento_recipe_join (first, second, &error);
  g_assert_no_error (error);
  g_assert_true (pentimento_recipe_continues (joined, first, &rest));
  assert_text (rest, pentimento_recipe_to_string (second));
  halfway = apply (first, pixels);
  there = apply (second, halfway);
  at_once = apply (joined, pixels);
  g_assert_cmpmem (gdk_pixbuf_read_pixels (there), gdk_pixbuf_get_byte_length (there), gdk_pixbuf_read_pixels (at_once),
                   gdk_pixbuf_get_byte_length (at_once));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image/changes/crop", test_crop);
  g_test_add_func ("/image/changes/crop-of-crop", test_crop_of_crop);
  g_test_add_func ("/image/changes/rotate", test_rotate);
  g_test_add_func ("/image/changes/flip", test_flip);
  g_test_add_func ("/image/changes/after-crop", test_after_crop);
  g_test_add_func ("/image/changes/straighten", test_straighten);
  g_test_add_func ("/image/changes/straighten-direction", test_straighten_direction);
  g_test_add_func ("/image/changes/straighten-rim", test_straighten_rim);
  g_test_add_func ("/image/changes/extend", test_extend);
  g_test_add_func ("/image/changes/fill", test_fill);
  g_test_add_func ("/image/changes/join", test_join);
  g_test_add_func ("/image/changes/sequence", test_sequence);
  g_test_add_func ("/image/changes/described", test_described);
  g_test_add_func ("/image/changes/refused", test_refused);
  g_test_add_func ("/image/changes/too-narrow", test_too_narrow);
  g_test_add_func ("/image/changes/hostile", test_hostile);
  g_test_add_func ("/image/changes/endless", test_endless);
  g_test_add_func ("/image/changes/languages", test_languages);
  g_test_add_func ("/image/changes/cancelled", test_cancelled);
  return g_test_run ();
}
