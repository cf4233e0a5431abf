/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long it takes from a slider of an adjustment to the frame that shows it, in a real window with the whole picture in view: 24 megapixels and 1. */

#include "pentimento-adjust-tool.h"
#include "pentimento-canvas-private.h"
#include "widgets-fixture.h"

#include <stdlib.h>

#define RUNS 61

/* However busy the machine is. */
#define wait_for(condition)                                                                                            \
  while (!(condition))                                                                                                 \
  g_main_context_iteration (NULL, TRUE)

typedef struct {
  WidgetsFixture base;
  PentimentoCanvas *canvas;
  gboolean previewed;
  gboolean painted;
} Bench;

static void
previewed (Bench *bench)
{
  bench->previewed = !pentimento_canvas_preview_get_is_working (bench->canvas->preview);
}

static void
painted (Bench *bench)
{
  bench->painted = bench->previewed;
}

static void
set_up (Bench *bench)
{
  widgets_fixture_set_up (&bench->base, NULL);
  bench->canvas = widgets_fixture_find (bench->base.window, PENTIMENTO_TYPE_CANVAS);
  g_signal_connect_swapped (bench->canvas->preview, "changed", G_CALLBACK (previewed), bench);
  g_signal_connect_data (gtk_widget_get_frame_clock (GTK_WIDGET (bench->base.window)), "after-paint",
                         G_CALLBACK (painted), bench, NULL, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
open_picture (Bench *bench, int width, int height)
{
  widgets_fixture_open (&bench->base, width, height, 1);
  wait_for (gdk_pixbuf_get_width (pentimento_canvas_get_shown_pixels (bench->canvas)) == width);
}

static int
compare (gconstpointer one, gconstpointer other)
{
  const double *first = one, *second = other;

  return (*first > *second) - (*first < *second);
}

/* Returns: the median of the milliseconds */
static double
measure (Bench *bench, const PentimentoAdjustment *adjustment)
{
  PentimentoAdjustTool *tool = PENTIMENTO_ADJUST_TOOL (pentimento_canvas_get_tool (bench->canvas));
  double times[RUNS];

  for (int i = 0; i < RUNS; i++)
    {
      PentimentoAdjustment moved = *adjustment;
      gint64 begin = g_get_monotonic_time ();

      moved.exposure += i / 100.0;
      bench->previewed = bench->painted = FALSE;
      pentimento_adjust_tool_set_adjustment (tool, &moved);
      wait_for (bench->painted);
      times[i] = (g_get_monotonic_time () - begin) / 1e3;
    }
  qsort (times, RUNS, sizeof times[0], compare);
  return times[RUNS / 2];
}

int
main (int argc, char **argv)
{
  const int sizes[][2] = { { 6000, 4000 }, { 1225, 816 } };
  const PentimentoAdjustment exposure = { .exposure = 0.1, .radius = 1 };
  const PentimentoAdjustment all = { .exposure = 0.1,
                                     .contrast = 20,
                                     .highlights = -30,
                                     .shadows = 30,
                                     .saturation = 15,
                                     .temperature = 10,
                                     .tint = 5,
                                     .sharpness = 30,
                                     .radius = 1 };
  double times[2][2];
  Bench bench = { 0 };

  widgets_fixture_init (&argc, &argv);
  set_up (&bench);
  for (int i = 0; i < 2; i++)
    {
      open_picture (&bench, sizes[i][0], sizes[i][1]);
      gtk_widget_activate_action (GTK_WIDGET (bench.base.window), "win.tool", "s", "adjust");
      measure (&bench, &exposure);
      times[i][0] = measure (&bench, &exposure);
      times[i][1] = measure (&bench, &all);
      gtk_widget_activate_action (GTK_WIDGET (bench.base.window), "win.leave", NULL);
    }
  for (int i = 0; i < 2; i++)
    g_print ("%s: 24 megapixels %.1f ms, 1 megapixel %.1f ms, ratio %.2f\n", i == 0 ? "exposure" : "everything",
             times[0][i], times[1][i], times[0][i] / times[1][i]);
  widgets_fixture_tear_down (&bench.base, NULL);
  return 0;
}
