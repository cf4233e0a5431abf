/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long a frame takes while a picture is moved and zoomed, for 100 megapixels and for one in turn in the same window, and how many frames are
 * without the picture while another of its size is opened or one of its versions is gone to. */

#include "pentimento-canvas.h"
#include "pentimento-history-strip.h"
#include "widgets-fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

enum {
  FRAMES = 60, /* there and back */
  ROUNDS = 3,
  CHANGES = 6,
};

/* However busy the machine is. */
#define wait_for(condition)                                                                                            \
  while (!(condition))                                                                                                 \
  g_main_context_iteration (NULL, TRUE)

typedef struct {
  double milliseconds[ROUNDS * FRAMES];
  double processor; /* of all */
  int n_frames;
} Samples;

typedef struct {
  WidgetsFixture base;
  PentimentoCanvas *canvas;
  GdkFrameClock *clock;
  gint64 began;
  guint n_frames;
  double last; /* milliseconds */
  guint n_bare;
  gboolean watching;
  char *versions[CHANGES]; /* their ids */
} Bench;

typedef void (*Step) (Bench *bench, int frame);

static void
frame_begun (GdkFrameClock *clock, Bench *bench)
{
  bench->began = g_get_monotonic_time ();
}

/* Whether the picture is in the middle of the canvas: on nothing, that is opaque. */
static gboolean
has_picture (Bench *bench)
{
  GtkWidget *widget = GTK_WIDGET (bench->canvas);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1, 1);
  cairo_t *cairo = cairo_create (surface);
  gboolean opaque;

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  cairo_translate (cairo, -gtk_widget_get_width (widget) / 2, -gtk_widget_get_height (widget) / 2);
  if (node != NULL)
    gsk_render_node_draw (node, cairo);
  cairo_destroy (cairo);
  cairo_surface_flush (surface);
  opaque = *(guint32 *)cairo_image_surface_get_data (surface) >> 24 == 255;
  cairo_surface_destroy (surface);
  return opaque;
}

static void
frame_ended (GdkFrameClock *clock, Bench *bench)
{
  bench->last = (g_get_monotonic_time () - bench->began) / 1e3;
  bench->n_frames++;
  if (bench->watching && !has_picture (bench))
    bench->n_bare++;
}

static double
processor_milliseconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3
         + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

/* Small pictures of the new one are made in the background. */
static void
settle (void)
{
  gint64 end = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (2000);
}

static void
set_up (Bench *bench)
{
  widgets_fixture_set_up (&bench->base, NULL);
  bench->canvas = widgets_fixture_find (bench->base.window, PENTIMENTO_TYPE_CANVAS);
  bench->clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->base.window));
  g_signal_connect (bench->clock, "before-paint", G_CALLBACK (frame_begun), bench);
  g_signal_connect_after (bench->clock, "after-paint", G_CALLBACK (frame_ended), bench);
}

/* Waves, which are quickly packed and unpacked. */
static GdkPixbuf *
make_pixels (int width, int height)
{
  GdkPixbuf *pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  gsize stride = gdk_pixbuf_get_rowstride (pixels);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width * 3; x++)
      gdk_pixbuf_get_pixels (pixels)[y * stride + x] = 40 + ABS ((x / 3 + y) % 256 - 128);
  return pixels;
}

/* Returns: (transfer full): the file, which was not there yet */
static GFile *
write_picture (Bench *bench, int width, int height)
{
  g_autoptr (GdkPixbuf) pixels = make_pixels (width, height);
  g_autoptr (GBytes) bytes = pentimento_image_encode (pixels, "image/jpeg", 90, NULL, NULL);
  g_autofree char *name = g_strdup_printf ("%d.jpg", width);
  GFile *file = g_file_new_build_filename (bench->base.folder, name, NULL);

  g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE, 0, NULL, NULL,
                           NULL);
  return file;
}

static void
open_picture (Bench *bench, GFile *file, int width)
{
  const PentimentoViewport *viewport = pentimento_canvas_get_viewport (bench->canvas);

  pentimento_window_open_file (bench->base.window, file);
  wait_for (viewport->image_width == width && viewport->view_width > 0);
}

static void
pan (Bench *bench, int frame)
{
  double way = frame < FRAMES / 2 ? 0.01 : -0.01;

  gtk_widget_activate_action (GTK_WIDGET (bench->canvas), "canvas.pan", "(dd)", way, way / 2);
}

static void
zoom (Bench *bench, int frame)
{
  double x = gtk_widget_get_width (GTK_WIDGET (bench->canvas)) / 2.0;
  double y = gtk_widget_get_height (GTK_WIDGET (bench->canvas)) / 2.0;
  double factor = frame < FRAMES / 2 ? 1.08 : 1 / 1.08;

  pentimento_canvas_zoom_at (bench->canvas, pentimento_canvas_get_viewport (bench->canvas)->zoom * factor, x, y);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *)a;
  double other = *(const double *)b;

  return (one > other) - (one < other);
}

static void
measure (Bench *bench, Step step, double start_zoom, Samples *samples)
{
  double begin;

  if (start_zoom > 0)
    gtk_widget_activate_action (GTK_WIDGET (bench->canvas), "canvas.zoom-to", "d", start_zoom);
  else
    gtk_widget_activate_action (GTK_WIDGET (bench->canvas), "canvas.fit", NULL);
  bench->n_frames = 0;
  gtk_widget_queue_draw (GTK_WIDGET (bench->canvas));
  wait_for (bench->n_frames > 0);
  bench->n_frames = 0;
  begin = processor_milliseconds ();
  for (int i = 0; i < FRAMES; i++)
    {
      step (bench, i);
      gtk_widget_queue_draw (GTK_WIDGET (bench->canvas));
      wait_for ((int)bench->n_frames > i);
      samples->milliseconds[samples->n_frames++] = bench->last;
    }
  samples->processor += processor_milliseconds () - begin;
}

static void
report (const char *name, Samples *one, Samples *other)
{
  double small, large;

  qsort (one->milliseconds, one->n_frames, sizeof (double), compare_doubles);
  qsort (other->milliseconds, other->n_frames, sizeof (double), compare_doubles);
  small = one->milliseconds[one->n_frames / 2];
  large = other->milliseconds[other->n_frames / 2];
  printf ("%-20s%6.1f / %5.1f ms %6.1f / %5.1f ms%10.2f%14.2f\n", name, small, one->processor / one->n_frames, large,
          other->processor / other->n_frames, large / small, other->processor / one->processor);
}

static void
compare_sizes (Bench *bench)
{
  const struct {
    const char *name;
    Step step;
    double zoom;
  } cases[] = { { "moved at 100 %", pan, 1 },
                { "moved at 800 %", pan, 8 },
                { "zoomed from fit", zoom, 0 },
                { "zoomed from 100 %", zoom, 1 } };
  const int widths[2] = { 1250, 12500 };
  g_autoptr (GFile) small = write_picture (bench, widths[0], 800);
  g_autoptr (GFile) large = write_picture (bench, widths[1], 8000);
  g_autofree Samples *samples = g_new0 (Samples, 2 * G_N_ELEMENTS (cases));

  for (guint i = 0; i < 2 * ROUNDS; i++)
    {
      open_picture (bench, i % 2 == 0 ? small : large, widths[i % 2]);
      settle ();
      for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
        measure (bench, cases[k].step, cases[k].zoom, &samples[2 * k + i % 2]);
    }
  printf ("%-20s%18s%18s%10s%14s\n", "", "1 MP", "100 MP", "ratio", "of processor");
  for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
    report (cases[k].name, &samples[2 * k], &samples[2 * k + 1]);
}

static gboolean
keep_drawing (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

typedef void (*Change) (Bench *bench, guint number);

/* The fixture is content with any picture on the canvas, such as the one before. */
static void
open_another (Bench *bench, guint number)
{
  g_autofree char *name = g_strdup_printf ("picture-%u.png", number);

  widgets_fixture_open (&bench->base, 2000, 1500, number);
  wait_for (g_strcmp0 (pentimento_image_get_name (pentimento_document_get_image (bench->base.document)), name) == 0);
}

static void
undo (Bench *bench, guint number)
{
  gtk_widget_activate_action (GTK_WIDGET (bench->base.window), "document.undo", NULL);
}

static void
redo (Bench *bench, guint number)
{
  gtk_widget_activate_action (GTK_WIDGET (bench->base.window), "document.redo", NULL);
}

/* To and fro in the history, past others. */
static void
jump (Bench *bench, guint number)
{
  GtkWidget *strip = widgets_fixture_find (bench->base.window, PENTIMENTO_TYPE_HISTORY_STRIP);
  guint place = number % 2 == 0 ? number / 2 : CHANGES - 1 - number / 2;

  gtk_widget_activate_action (strip, "document.show-version", "s", bench->versions[place]);
}

static void
count_bare_frames (Bench *bench, const char *name, Change change)
{
  bench->n_frames = 0;
  bench->n_bare = 0;
  bench->watching = TRUE;
  for (guint i = 0; i < CHANGES; i++)
    {
      g_autoptr (GdkPixbuf) old = g_object_ref (pentimento_canvas_get_shown_pixels (bench->canvas));

      change (bench, i);
      wait_for (pentimento_canvas_get_shown_pixels (bench->canvas) != old
                && pentimento_canvas_get_shown_pixels (bench->canvas)
                       == pentimento_document_get_pixels (bench->base.document));
    }
  bench->watching = FALSE;
  printf ("%-20s%d times: %u of %u frames without the picture\n", name, CHANGES, bench->n_bare, bench->n_frames);
}

/* Versions of the same size, by the practice server. */
static void
make_versions (Bench *bench)
{
  PentimentoDocument *document = bench->base.document;
  PentimentoHistory *history = pentimento_document_get_history (document);

  g_object_set (document, "fit-back", TRUE, NULL);
  for (guint i = 0; i < CHANGES; i++)
    {
      g_autoptr (GdkPixbuf) old = g_object_ref (pentimento_canvas_get_shown_pixels (bench->canvas));

      g_object_set (document, "prompt", i % 2 == 0 ? "sepia" : "black and white", NULL);
      pentimento_document_start_async (document, NULL, NULL, NULL);
      wait_for (pentimento_canvas_get_shown_pixels (bench->canvas) != old && !pentimento_document_get_busy (document));
      bench->versions[i] = g_strdup (pentimento_version_get_id (pentimento_history_get_current (history)));
    }
}

static void
change_pictures (Bench *bench)
{
  open_another (bench, CHANGES);
  gtk_widget_add_tick_callback (GTK_WIDGET (bench->canvas), keep_drawing, NULL, NULL);
  count_bare_frames (bench, "another picture", open_another);
  make_versions (bench);
  count_bare_frames (bench, "undo", undo);
  count_bare_frames (bench, "redo", redo);
  count_bare_frames (bench, "through the history", jump);
  for (guint i = 0; i < CHANGES; i++)
    g_free (bench->versions[i]);
}

static const char *
describe_renderer (Bench *bench)
{
  const char *name = G_OBJECT_TYPE_NAME (gtk_native_get_renderer (GTK_NATIVE (bench->base.window)));

  if (g_strcmp0 (g_getenv ("GSK_RENDERER"), "gl") == 0 && g_str_equal (name, "GskCairoRenderer"))
    return "There is no GL on this display, so this is cairo";
  return name;
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };

  setvbuf (stdout, NULL, _IOLBF, 0);
  widgets_fixture_init (&argc, &argv);
  set_up (&bench);
  printf ("%s: median of a frame / processor time of a frame\n", describe_renderer (&bench));
  compare_sizes (&bench);
  change_pictures (&bench);
  widgets_fixture_tear_down (&bench.base, NULL);
  return EXIT_SUCCESS;
}
