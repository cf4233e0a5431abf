/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long a frame takes while a picture is moved and zoomed, for 100 megapixels and for one in the same window, and how many frames are without the
 * picture while another of its size is opened. */

#include "pentimento-canvas.h"
#include "widgets-fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

enum {
  FRAMES = 60, /* there and back */
  PICTURES = 6,
};

/* However busy the machine is. */
#define wait_for(condition)                                                                                            \
  while (!(condition))                                                                                                 \
  g_main_context_iteration (NULL, TRUE)

typedef struct {
  WidgetsFixture base;
  PentimentoCanvas *canvas;
  GdkFrameClock *clock;
  gint64 began;
  guint n_frames;
  double milliseconds[FRAMES];
  guint n_bare;
  gboolean watching;
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
  if (bench->n_frames < G_N_ELEMENTS (bench->milliseconds))
    bench->milliseconds[bench->n_frames] = (g_get_monotonic_time () - bench->began) / 1e3;
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
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

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

static void
open_picture (Bench *bench, int width, int height)
{
  g_autoptr (GdkPixbuf) pixels = make_pixels (width, height);
  g_autoptr (GBytes) bytes = pentimento_image_encode (pixels, "image/jpeg", 90, NULL, NULL);
  g_autofree char *name = g_strdup_printf ("%d.jpg", width);
  g_autoptr (GFile) file = g_file_new_build_filename (bench->base.folder, name, NULL);
  const PentimentoViewport *viewport = pentimento_canvas_get_viewport (bench->canvas);

  g_clear_object (&pixels);
  g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE, 0, NULL, NULL,
                           NULL);
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

/* Finds the median time of a frame, and what it takes of the processors on average. */
static void
measure (Bench *bench, Step step, double start_zoom, double *frame, double *processor)
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
    }
  *processor = (processor_milliseconds () - begin) / FRAMES;
  qsort (bench->milliseconds, FRAMES, sizeof (double), compare_doubles);
  *frame = bench->milliseconds[FRAMES / 2];
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
  const int sizes[2][2] = { { 1250, 800 }, { 12500, 8000 } };
  double frames[2][G_N_ELEMENTS (cases)];
  double processor[2][G_N_ELEMENTS (cases)];

  for (guint size = 0; size < 2; size++)
    {
      open_picture (bench, sizes[size][0], sizes[size][1]);
      settle ();
      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        measure (bench, cases[i].step, cases[i].zoom, &frames[size][i], &processor[size][i]);
    }
  printf ("%-20s%18s%18s%10s%14s\n", "", "1 MP", "100 MP", "ratio", "of processor");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    printf ("%-20s%6.1f / %5.1f ms %6.1f / %5.1f ms%10.2f%14.2f\n", cases[i].name, frames[0][i], processor[0][i],
            frames[1][i], processor[1][i], frames[1][i] / frames[0][i], processor[1][i] / processor[0][i]);
}

static gboolean
keep_drawing (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static void
count_bare_frames (Bench *bench)
{
  widgets_fixture_open (&bench->base, 2000, 1500, 1);
  bench->n_frames = 0;
  bench->watching = TRUE;
  gtk_widget_add_tick_callback (GTK_WIDGET (bench->canvas), keep_drawing, NULL, NULL);
  for (guint i = 0; i < PICTURES; i++)
    {
      g_autoptr (GdkPixbuf) old = g_object_ref (pentimento_canvas_get_shown_pixels (bench->canvas));

      widgets_fixture_open (&bench->base, 2000, 1500, 2 + i);
      wait_for (pentimento_canvas_get_shown_pixels (bench->canvas) != old);
    }
  bench->watching = FALSE;
  printf ("%d pictures of one size after each other: %u of %u frames without the picture\n", PICTURES, bench->n_bare,
          bench->n_frames);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  GtkNative *native;

  setvbuf (stdout, NULL, _IOLBF, 0);
  widgets_fixture_init (&argc, &argv);
  set_up (&bench);
  native = GTK_NATIVE (bench.base.window);
  printf ("%s: median of a frame / processor time of a frame\n", G_OBJECT_TYPE_NAME (gtk_native_get_renderer (native)));
  compare_sizes (&bench);
  count_bare_frames (&bench);
  widgets_fixture_tear_down (&bench.base, NULL);
  return EXIT_SUCCESS;
}
