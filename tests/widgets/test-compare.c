/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "painted.h"
#include "pentimento-canvas-private.h"
#include "pentimento-prompt-panel.h"
#include "pentimento-split-handle.h"
#include "widgets-fixture.h"

#include <glib/gstdio.h>

#define WIDTH 1200
#define HEIGHT 1100

typedef struct {
  WidgetsFixture base;
  PentimentoCanvas *canvas;
  GdkPixbuf *opened; /* the pixels of the first version */
} CompareFixture;

static PentimentoHistory *
get_history (CompareFixture *fixture)
{
  return pentimento_document_get_history (fixture->base.document);
}

static void
edit (CompareFixture *fixture, const char *prompt)
{
  g_autoptr (GdkPixbuf) old = g_object_ref (pentimento_document_get_pixels (fixture->base.document));

  g_object_set (fixture->base.document, "prompt", prompt, NULL);
  g_signal_emit_by_name (
      widgets_fixture_part (widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_PROMPT_PANEL), "run_button"),
      "clicked");
  widgets_fixture_wait (!pentimento_document_get_busy (fixture->base.document));
  widgets_fixture_wait (pentimento_document_get_pixels (fixture->base.document) != old);
  widgets_fixture_wait (pentimento_canvas_get_shown_pixels (fixture->canvas)
                        == pentimento_document_get_pixels (fixture->base.document));
}

static void
set_up (CompareFixture *fixture, gconstpointer data)
{
  widgets_fixture_set_up (&fixture->base, data);
  fixture->canvas = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_CANVAS);
  widgets_fixture_open (&fixture->base, WIDTH, HEIGHT, 1);
  fixture->opened = g_object_ref (pentimento_canvas_get_shown_pixels (fixture->canvas));
  edit (fixture, "black and white");
  pentimento_canvas_zoom_at (fixture->canvas, 1, 0, 0);
}

static void
tear_down (CompareFixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->opened);
  widgets_fixture_tear_down (&fixture->base, data);
}

static gpointer
part (CompareFixture *fixture, const char *name)
{
  return widgets_fixture_part (fixture->canvas, name);
}

static gboolean
is_shown (CompareFixture *fixture, const char *name)
{
  return gtk_widget_get_visible (part (fixture, name));
}

static void
compare (CompareFixture *fixture, const char *way)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->base.window), "win.compare", "s", way));
}

static void
count_frame (GdkFrameClock *clock, gpointer user_data)
{
  (*(guint *)user_data)++;
}

/* What a person sees: after everything has been laid out. */
static Painted
paint (CompareFixture *fixture)
{
  GtkWidget *widget = GTK_WIDGET (fixture->canvas);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  guint n_frames = 0;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (count_frame), &n_frames);

  while (n_frames < 2)
    {
      gtk_widget_queue_draw (widget);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, id);
  return painted_new (widget);
}

/* At 1:1, at a point of the widget that lies @pane_x into its pane. A pointer there is said to be on that pixel. */
static void
assert_seen (CompareFixture *fixture, const Painted *painted, GdkPixbuf *pixels, int x, int y, int pane_x)
{
  const PentimentoViewport *viewport = pentimento_canvas_get_viewport (fixture->canvas);
  int left = pentimento_viewport_column (viewport, 0);
  int top = pentimento_viewport_row (viewport, 0);
  const guchar *pixel = painted_pixel_of (pixels, pane_x - left, y - top);
  GdkPixbuf *pointed_at;
  int column, row;

  painted_assert_pixel (painted, x, y, pixel, 0);
  pointed_at = pentimento_canvas_find_pixel (fixture->canvas, x + 0.5, y + 0.5, &column, &row);
  g_assert_cmpint (column, ==, pane_x - left);
  g_assert_cmpint (row, ==, y - top);
  g_assert_cmpmem (painted_pixel_of (pointed_at, column, row), 3, pixel, 3);
}

static void
test_split (CompareFixture *fixture, gconstpointer data)
{
  PentimentoSplitHandle *handle = part (fixture, "split_handle");
  GdkPixbuf *shown = pentimento_canvas_get_shown_pixels (fixture->canvas);
  Painted painted;
  int middle;

  compare (fixture, "split");
  widgets_fixture_wait (gtk_widget_get_mapped (GTK_WIDGET (handle)) && gtk_widget_get_height (GTK_WIDGET (handle)) > 0);
  painted = paint (fixture);
  middle = painted.width / 2;
  assert_seen (fixture, &painted, fixture->opened, middle - 40, 200, middle - 40);
  assert_seen (fixture, &painted, shown, middle + 40, 200, middle + 40);
  painted_clear (&painted);

  gtk_widget_activate_action (GTK_WIDGET (handle), "split.move", "d", -1.0);
  g_assert_cmpfloat (pentimento_split_handle_get_position (handle), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (handle), "split.move", "d", 0.75);
  painted = paint (fixture);
  assert_seen (fixture, &painted, fixture->opened, middle + 40, 200, middle + 40);
  painted_clear (&painted);

  compare (fixture, "none");
  widgets_fixture_wait (!is_shown (fixture, "split_handle"));
  painted = paint (fixture);
  assert_seen (fixture, &painted, shown, 40, 200, 40);
  painted_clear (&painted);
}

static void
test_side_by_side (CompareFixture *fixture, gconstpointer data)
{
  const PentimentoViewport *viewport = pentimento_canvas_get_viewport (fixture->canvas);
  GdkPixbuf *shown = pentimento_canvas_get_shown_pixels (fixture->canvas);
  int width = gtk_widget_get_width (GTK_WIDGET (fixture->canvas));
  Painted painted;
  int pane;

  /* The line is shown once the other version has been read. */
  compare (fixture, "split");
  widgets_fixture_wait (is_shown (fixture, "split_handle"));
  compare (fixture, "side-by-side");
  widgets_fixture_wait (is_shown (fixture, "other_label") && viewport->view_width < width / 2.0);
  pane = (int)viewport->view_width;
  g_assert_cmpstr (gtk_label_get_label (part (fixture, "other_label")), ==, "Original");
  g_assert_cmpstr (gtk_label_get_label (part (fixture, "shown_label")), ==, "Edit 1");
  widgets_fixture_wait (gtk_widget_get_mapped (part (fixture, "other_label")));
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.pan", "(dd)", 0.2, 0.1);
  painted = paint (fixture);
  assert_seen (fixture, &painted, fixture->opened, 100, 300, 100);
  assert_seen (fixture, &painted, shown, width - pane + 100, 300, 100);
  painted_clear (&painted);

  /* What is pointed at in the one pane stays there in both, to the device pixel. */
  {
    double x, y, x_after, y_after;

    pentimento_viewport_to_image (viewport, 30, 40, &x, &y);
    pentimento_canvas_zoom_at (fixture->canvas, 2, width - pane + 30, 40);
    pentimento_viewport_to_image (viewport, 30, 40, &x_after, &y_after);
    g_assert_cmpfloat_with_epsilon (x, x_after, 0.51);
    g_assert_cmpfloat_with_epsilon (y, y_after, 0.51);
  }
  compare (fixture, "none");
  g_assert_cmpfloat (viewport->view_width, ==, width);
}

static void
test_difference (CompareFixture *fixture, gconstpointer data)
{
  GtkLabel *note = part (fixture, "compare_note");
  Painted painted;

  compare (fixture, "difference");
  widgets_fixture_wait (is_shown (fixture, "compare_note") && strstr (gtk_label_get_label (note), " pixels differ"));
  painted = paint (fixture);
  /* Magenta, everywhere but in what was grey before. */
  {
    const guint32 *line = (const guint32 *)painted.data + (gsize)300 * painted.width;
    guint strong = 0;

    for (int x = 0; x < painted.width; x++)
      strong += ((line[x] >> 16) & 255) > ((line[x] >> 8) & 255) + 30;
    g_assert_cmpuint (strong, >, (guint)painted.width / 2);
  }
  painted_clear (&painted);
}

/* Two versions of which neither was made from the other; and the one that is shown is never compared with itself. */
static void
test_any_two (CompareFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoVersion) first = g_list_model_get_item (G_LIST_MODEL (get_history (fixture)), 0);
  GtkLabel *label = part (fixture, "other_label");

  edit (fixture, "warmer");
  compare (fixture, "split");
  widgets_fixture_wait (g_str_equal (gtk_label_get_label (label), "Edit 1"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->base.window), "win.compare-version", "s",
                              pentimento_version_get_id (first));
  widgets_fixture_wait (g_str_equal (gtk_label_get_label (label), "Original"));
  pentimento_history_show (get_history (fixture), first);
  widgets_fixture_wait (!is_shown (fixture, "split_handle"));
  {
    gboolean can_compare;

    g_object_get (fixture->canvas, "can-compare", &can_compare, NULL);
    g_assert_false (can_compare);
  }
}

/* The keys of the ways are toggles. */
static void
test_toggle (CompareFixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->base.window);
  PentimentoCompareMode mode;

  gtk_widget_activate_action (window, "win.toggle-compare", "s", "difference");
  g_object_get (fixture->canvas, "compare-mode", &mode, NULL);
  g_assert_cmpint (mode, ==, PENTIMENTO_COMPARE_DIFFERENCE);
  gtk_widget_activate_action (window, "win.toggle-compare", "s", "split");
  gtk_widget_activate_action (window, "win.toggle-compare", "s", "split");
  g_object_get (fixture->canvas, "compare-mode", &mode, NULL);
  g_assert_cmpint (mode, ==, PENTIMENTO_COMPARE_NONE);
}

static void
remove_objects (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_objects (path);
      else
        g_unlink (path);
    }
}

/* A version whose file is gone is said to be so; the one that is shown stays. */
static void
test_missing (CompareFixture *fixture, gconstpointer data)
{
  GdkPixbuf *shown = pentimento_canvas_get_shown_pixels (fixture->canvas);
  g_autofree char *objects = g_build_filename (fixture->base.folder, "data", "objects", NULL);
  Painted painted;

  g_assert_true (g_file_test (objects, G_FILE_TEST_IS_DIR));
  remove_objects (objects);
  compare (fixture, "split");
  widgets_fixture_wait (is_shown (fixture, "compare_note"));
  g_assert_false (is_shown (fixture, "split_handle"));
  painted = paint (fixture);
  assert_seen (fixture, &painted, shown, 40, 200, 40);
  painted_clear (&painted);
}

#define ADD(name, test) g_test_add ("/compare/" name, CompareFixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  widgets_fixture_init (&argc, &argv);
  ADD ("split", test_split);
  ADD ("side-by-side", test_side_by_side);
  ADD ("difference", test_difference);
  ADD ("any-two", test_any_two);
  ADD ("toggle", test_toggle);
  ADD ("missing", test_missing);
  return g_test_run ();
}
