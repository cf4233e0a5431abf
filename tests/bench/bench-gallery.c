/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a gallery of 50,000 versions costs in a window: the memory that a row takes, and each frame while all thumbnails are scrolled through. */

#include "pentimento-gallery-view.h"
#include "pentimento-gallery.h"
#include "widgets-fixture.h"

#include <malloc.h>
#include <stdlib.h>
#include <time.h>

enum {
  FEW = 500,
  MANY = 50000,
  EACH = 10,      /* versions of a picture */
  PICTURES = 512, /* that differ: more than there are thumbnails kept in memory */
  AT_ONCE = 1000, /* versions in a transaction */
  STEP = 400,     /* pixels a frame: two rows, faster than a wheel goes */
};

typedef struct {
  WidgetsFixture base;
  GtkAdjustment *adjustment;
  double began;
  GArray *times; /* of double, in milliseconds */
} Bench;

static PentimentoVersion *
make_version (guint number, const char *sha256)
{
  g_autofree char *id = g_strdup_printf ("version-%u", number);
  g_autofree char *parent = number % EACH > 0 ? g_strdup_printf ("version-%u", number - 1) : NULL;
  g_autofree char *picture = g_strdup_printf ("picture-%u", number / EACH);
  g_autofree char *prompt = g_strdup_printf ("Warm light in the garden, number %u, as on a late evening", number);

  return g_object_new (PENTIMENTO_TYPE_VERSION, "id", id, "picture-id", picture, "parent-id", parent, "kind",
                       PENTIMENTO_VERSION_EDITED, "created", g_get_real_time (), "sha256", sha256, "media-type",
                       "image/png", "width", 600, "height", 400, "prompt", prompt, "provider", "practice", "cost-kind",
                       "free", NULL);
}

static void
add (PentimentoLibrary *library, guint from, guint until, GPtrArray *pictures)
{
  g_autoptr (GListStore) versions = g_list_store_new (PENTIMENTO_TYPE_VERSION);
  g_autoptr (GError) error = NULL;

  for (guint i = from; i < until; i++)
    {
      g_autoptr (PentimentoVersion) version = make_version (i, pictures->pdata[i % pictures->len]);

      g_list_store_append (versions, version);
    }
  pentimento_library_add_versions (library, G_LIST_MODEL (versions), &error);
  g_assert_no_error (error);
}

static GPtrArray *
store_pictures (PentimentoLibrary *library)
{
  GPtrArray *pictures = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < PICTURES; i++)
    {
      g_autoptr (PentimentoImage) image = widgets_fixture_make_image (600, 400, i);

      g_assert_true (pentimento_library_store_image (library, image, NULL));
      g_ptr_array_add (pictures, g_strdup (pentimento_image_get_sha256 (image)));
    }
  return pictures;
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* What a gallery of all there is takes, looked at nowhere but at its beginning. */
static gssize
weigh (PentimentoLibrary *library)
{
  gssize before = mallinfo2 ().uordblks, taken;
  g_autoptr (PentimentoGallery) gallery = pentimento_gallery_new (library);
  g_autoptr (GtkMultiSelection) model = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (gallery)));

  pentimento_gallery_complete (gallery);
  for (guint i = 0; i < 40; i++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (model), i));
  settle ();
  taken = mallinfo2 ().uordblks - before;
  return taken;
}

/* Returns: milliseconds of the processor that this thread has had, which others that are busy do not add to */
static double
read_processor (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static void
frame_begun (GdkFrameClock *clock, Bench *bench)
{
  bench->began = read_processor ();
}

static void
frame_ended (GdkFrameClock *clock, Bench *bench)
{
  double passed = read_processor () - bench->began;

  g_array_append_val (bench->times, passed);
}

static gboolean
scroll_on (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Bench *bench = user_data;

  gtk_adjustment_set_value (bench->adjustment, gtk_adjustment_get_value (bench->adjustment) + STEP);
  return G_SOURCE_CONTINUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *one = a, *other = b;

  return (*one > *other) - (*one < *other);
}

static void
tell_frames (GArray *times)
{
  double median;
  guint over = 0;

  g_array_sort (times, compare);
  median = g_array_index (times, double, times->len / 2);
  for (guint i = 0; i < times->len; i++)
    over += g_array_index (times, double, i) > 2 * median;
  g_print ("%u frames: median %.1f ms, 99 of 100 within %.1f ms, longest %.1f ms (× %.2f); %u over twice the median\n",
           times->len, median, g_array_index (times, double, times->len * 99 / 100),
           g_array_index (times, double, times->len - 1), g_array_index (times, double, times->len - 1) / median, over);
}

static void
scroll_through (Bench *bench)
{
  GtkWidget *view = widgets_fixture_find (bench->base.window, PENTIMENTO_TYPE_GALLERY_VIEW);
  GtkWidget *grid = widgets_fixture_part (view, "grid");
  GdkFrameClock *clock = gtk_widget_get_frame_clock (grid);
  gulong begun, ended;
  guint ticking;

  bench->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (grid));
  widgets_fixture_wait (gtk_adjustment_get_page_size (bench->adjustment) > 100);
  settle ();
  gtk_adjustment_set_value (bench->adjustment, 0);
  settle ();
  bench->times = g_array_new (FALSE, FALSE, sizeof (double));
  begun = g_signal_connect (clock, "before-paint", G_CALLBACK (frame_begun), bench);
  ended = g_signal_connect (clock, "after-paint", G_CALLBACK (frame_ended), bench);
  ticking = gtk_widget_add_tick_callback (grid, scroll_on, bench, NULL);
  while (gtk_adjustment_get_value (bench->adjustment)
         < gtk_adjustment_get_upper (bench->adjustment) - gtk_adjustment_get_page_size (bench->adjustment) - 1)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_remove_tick_callback (grid, ticking);
  g_signal_handler_disconnect (clock, begun);
  g_signal_handler_disconnect (clock, ended);
  tell_frames (bench->times);
  g_array_unref (bench->times);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  PentimentoLibrary *library;
  g_autoptr (GPtrArray) pictures = NULL;
  gssize few, many;

  widgets_fixture_init (&argc, &argv);
  widgets_fixture_set_up (&bench.base, NULL);
  library = pentimento_services_get_library (bench.base.services);
  pictures = store_pictures (library);
  add (library, 0, FEW, pictures);
  settle ();
  weigh (library);
  few = weigh (library);
  for (guint i = FEW; i < MANY; i += AT_ONCE)
    add (library, i, MIN (i + AT_ONCE, MANY), pictures);
  settle ();
  weigh (library);
  many = weigh (library);
  g_print ("memory of a gallery, 500 and 50,000 versions: %zd kB and %zd kB, %.1f bytes a row (target 100)\n",
           few / 1024, many / 1024, (double)(many - few) / (MANY - FEW));

  g_object_set (widgets_fixture_part (bench.base.window, "gallery_toggle"), "active", TRUE, NULL);
  g_print ("first time, thumbnails made: ");
  scroll_through (&bench);
  g_print ("again, thumbnails from the disk: ");
  scroll_through (&bench);
  widgets_fixture_tear_down (&bench.base, NULL);
  return 0;
}
