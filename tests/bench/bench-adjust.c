/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a slider of an adjustment costs: the recipe on what a view of 1280 × 800 shows, for a picture of 24 megapixels and one of 1, and on the whole
 * pictures. A view shows no more pixels than it has, or up to twice as many in each direction, from the level of the pyramid above its own size. */

#include "pentimento-recipe.h"

#include <stdlib.h>

#define RUNS 31
#define VIEW_WIDTH 1280
#define VIEW_HEIGHT 800

static GdkPixbuf *
make_picture (int width, int height)
{
  GdkPixbuf *pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  guint8 *data = gdk_pixbuf_get_pixels (pixels);
  guint32 state = 1;

  for (gsize i = 0; i < gdk_pixbuf_get_byte_length (pixels); i++)
    data[i] = (state = state * 1664525 + 1013904223) >> 24;
  return pixels;
}

/* As the pyramid does: halves until the next one would be smaller than the view. */
static GdkPixbuf *
make_shown (GdkPixbuf *picture)
{
  GdkPixbuf *level = g_object_ref (picture);

  while (gdk_pixbuf_get_width (level) / 2 >= VIEW_WIDTH || gdk_pixbuf_get_height (level) / 2 >= VIEW_HEIGHT)
    {
      g_autoptr (GdkPixbuf) large = level;

      level = gdk_pixbuf_scale_simple (large, gdk_pixbuf_get_width (large) / 2, gdk_pixbuf_get_height (large) / 2,
                                       GDK_INTERP_BILINEAR);
    }
  return level;
}

static int
compare (gconstpointer one, gconstpointer other)
{
  const double *first = one, *second = other;

  return (*first > *second) - (*first < *second);
}

/* Returns: the median of the milliseconds */
static double
measure (PentimentoRecipe *recipe, GdkPixbuf *shown, GdkPixbuf *picture, int runs)
{
  double times[RUNS];

  for (int i = 0; i < runs; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      g_autoptr (GdkPixbuf) result = pentimento_recipe_apply_preview (recipe, shown, gdk_pixbuf_get_width (picture),
                                                                      gdk_pixbuf_get_height (picture), NULL, NULL);

      g_assert_nonnull (result);
      times[i] = (g_get_monotonic_time () - begin) / 1e3;
    }
  qsort (times, runs, sizeof times[0], compare);
  return times[runs / 2];
}

static void
bench (const char *name, const PentimentoAdjustment *adjustment)
{
  g_autoptr (GdkPixbuf) large = make_picture (6000, 4000);
  g_autoptr (GdkPixbuf) small = make_picture (1225, 816);
  g_autoptr (GdkPixbuf) large_shown = make_shown (large);
  g_autoptr (GdkPixbuf) small_shown = make_shown (small);
  g_autoptr (PentimentoRecipe) recipe = NULL;
  double times[2];

  g_assert_true (pentimento_recipe_append_adjust (&recipe, 6000, 4000, adjustment, NULL));
  times[0] = measure (recipe, large_shown, large, RUNS);
  times[1] = measure (recipe, small_shown, small, RUNS);
  g_print ("%s: 24 megapixels (%d × %d shown) %.1f ms, 1 megapixel (%d × %d) %.1f ms, ratio %.2f; all 24 megapixels "
           "%.0f ms\n",
           name, gdk_pixbuf_get_width (large_shown), gdk_pixbuf_get_height (large_shown), times[0],
           gdk_pixbuf_get_width (small_shown), gdk_pixbuf_get_height (small_shown), times[1], times[0] / times[1],
           measure (recipe, large, large, 5));
}

int
main (void)
{
  const PentimentoAdjustment exposure = { .exposure = 0.5, .radius = 1 };
  const PentimentoAdjustment colours = { .exposure = 0.3, .contrast = 20, .saturation = 15, .radius = 1 };
  const PentimentoAdjustment all = { .exposure = 0.3,
                                     .contrast = 20,
                                     .highlights = -30,
                                     .shadows = 30,
                                     .saturation = 15,
                                     .temperature = 10,
                                     .tint = 5,
                                     .sharpness = 30,
                                     .radius = 1 };

  bench ("exposure", &exposure);
  bench ("exposure, contrast, saturation", &colours);
  bench ("everything", &all);
  return 0;
}
