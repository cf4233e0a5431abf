/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A region edit through the document, from the order to the pixels that are shown, on pictures of two sizes with the same region; what the provider takes is left
 * out. And what a history of many versions of a large picture holds in memory. */

#include <malloc.h>
#include <string.h>

#include "region-fixture.h"

#define N_RUNS 5
#define N_VERSIONS 30

/* Detail that repeats, so that a large picture does not take minutes to draw. */
static PentimentoImage *
make_picture (int width, int height)
{
  g_autoptr (PentimentoImage) scene = region_fixture_make_scene (1000, 800);
  g_autoptr (GdkPixbuf) tile = pentimento_image_decode (scene, NULL, NULL);
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  for (int y = 0; y < height; y += 800)
    for (int x = 0; x < width; x += 1000)
      gdk_pixbuf_copy_area (tile, 0, 0, MIN (1000, width - x), MIN (800, height - y), pixels, x, y);
  return region_fixture_make_image (region_fixture_encode (pixels, "image/jpeg"), "picture.jpg");
}

static gboolean
shows (OrderFixture *self, PentimentoVersion *version)
{
  PentimentoImage *image = pentimento_document_get_image (self->base.document);

  return image != NULL
         && g_str_equal (pentimento_image_get_identity (image), pentimento_version_get_identity (version));
}

/* Returns: the milliseconds that it took, without those of the provider */
static double
edit (OrderFixture *self, int x, int y)
{
  PentimentoImage *image = pentimento_document_get_image (self->base.document);
  gint64 since = g_get_monotonic_time ();
  g_autoptr (PentimentoVersion) version = NULL;
  double provider;

  region_fixture_mark (self, pentimento_mask_new_ellipse (pentimento_image_get_width (image),
                                                          pentimento_image_get_height (image), x, y, 700, 500));
  version = region_fixture_edit (self);
  document_fixture_wait (shows (self, version));
  provider = seedream_job_get_elapsed (pentimento_document_get_job (self->base.document));
  return (double)(g_get_monotonic_time () - since) / 1000 - provider * 1000;
}

/* Each time from the picture as it was. */
static double
run_often (int width, int height)
{
  OrderFixture self = { 0 };
  g_autoptr (PentimentoImage) picture = make_picture (width, height);
  double quickest = G_MAXDOUBLE;

  region_fixture_set_up (&self, NULL);
  document_fixture_open (&self.base, picture);
  for (int i = 0; i < N_RUNS; i++)
    {
      quickest = MIN (quickest, edit (&self, 1200, 900));
      pentimento_history_undo (pentimento_document_get_history (self.base.document));
      document_fixture_wait (
          shows (&self, pentimento_history_get_current (pentimento_document_get_history (self.base.document))));
    }
  order_fixture_tear_down (&self, NULL);
  return quickest;
}

/* In mebibytes. */
static double
read_resident (void)
{
  g_autofree char *status = NULL;
  const char *line;

  malloc_trim (0);
  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = strstr (status, "VmRSS:");
  return g_ascii_strtod (line + strlen ("VmRSS:"), NULL) / 1024;
}

static PentimentoHistory *
get_history (OrderFixture *self)
{
  return pentimento_document_get_history (self->base.document);
}

/* Returns: the milliseconds until the pixels are there */
static double
go (OrderFixture *self, void (*move) (PentimentoHistory *history))
{
  gint64 since = g_get_monotonic_time ();

  move (get_history (self));
  while (!shows (self, pentimento_history_get_current (get_history (self))))
    g_main_context_iteration (NULL, TRUE);
  return (double)(g_get_monotonic_time () - since) / 1000;
}

/* From the last of many versions: a step back, which is at hand, and forth; then two, of which the second has to be read; beside one decode of the file. */
static void
time_undo (OrderFixture *self, PentimentoImage *picture)
{
  double back = go (self, pentimento_history_undo);
  double forth = go (self, pentimento_history_redo);
  double again = go (self, pentimento_history_undo), farther = go (self, pentimento_history_undo);
  gint64 since = g_get_monotonic_time ();
  g_autoptr (PentimentoImage) anew
      = pentimento_image_new (pentimento_image_get_bytes (picture), "anew.jpg", NULL, NULL);
  g_autoptr (GdkPixbuf) pixels = pentimento_image_decode (anew, NULL, NULL);
  double decode = (double)(g_get_monotonic_time () - since) / 1000;

  g_print ("undo, %d × %d, %d edits: back %.1f ms, forth %.1f, back %.1f (a frame: 16.7); one more back %.0f ms, a "
           "decode of the file "
           "%.0f ms, ratio %.2f\n",
           gdk_pixbuf_get_width (pixels), gdk_pixbuf_get_height (pixels), N_VERSIONS, back, forth, again, farther,
           decode, farther / decode);
}

static void
fill_history (int width, int height)
{
  OrderFixture self = { 0 };
  g_autoptr (PentimentoImage) picture = make_picture (width, height);
  double decoded = 3.0 * width * height / 1024 / 1024, one, all;

  region_fixture_set_up (&self, NULL);
  document_fixture_open (&self.base, picture);
  edit (&self, 1200, 900);
  one = read_resident ();
  for (int i = 1; i < N_VERSIONS; i++)
    edit (&self, 100 + 150 * (i % 16), 100 + 100 * (i % 19));
  all = read_resident ();
  g_print ("history of %d versions of %.0f MP: %.0f MiB, of one %.0f MiB; %.2f decoded pictures more (target 3)\n",
           N_VERSIONS, width * height / 1e6, all, one, (all - one) / decoded);
  time_undo (&self, picture);
  order_fixture_tear_down (&self, NULL);
}

int
main (int argc, char **argv)
{
  double small, large;

  g_test_init (&argc, &argv, NULL);
  small = run_often (4243, 2828);
  large = run_often (8660, 5774);
  g_print (
      "region edit through the document, without the provider: 12 MP %.0f ms, 50 MP %.0f ms, ratio %.2f (target 1.3)\n",
      small, large, large / small);
  fill_history (6000, 4000);
  return 0;
}
