/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-area-note.h"
#include "pentimento-area-options.h"
#include "pentimento-extend-tool.h"
#include "pentimento-prompt-panel.h"
#include "tools-fixture.h"

static PentimentoMarking *
get_marking (ToolsFixture *fixture)
{
  return pentimento_document_get_marking (fixture->base.document);
}

static PentimentoMask *
get_mask (ToolsFixture *fixture)
{
  return pentimento_marking_get_mask (get_marking (fixture));
}

static void
assert_marked (ToolsFixture *fixture, int x, int y, int width, int height)
{
  PentimentoPlace bounds;

  g_assert_nonnull (get_mask (fixture));
  bounds = pentimento_mask_get_bounds (get_mask (fixture));
  g_assert_cmpint (bounds.x, ==, x);
  g_assert_cmpint (bounds.y, ==, y);
  g_assert_cmpint (bounds.width, ==, width);
  g_assert_cmpint (bounds.height, ==, height);
}

static void
assert_coverage (ToolsFixture *fixture, int x, int y, int coverage)
{
  g_assert_cmpint (pentimento_mask_get_coverage (get_mask (fixture), x, y), ==, coverage);
}

static gpointer
area_option (ToolsFixture *fixture, const char *name)
{
  return tools_fixture_option (fixture, PENTIMENTO_TYPE_AREA_OPTIONS, name);
}

static void
wait_for_work (ToolsFixture *fixture)
{
  widgets_fixture_wait (
      !pentimento_area_tool_get_is_working (PENTIMENTO_AREA_TOOL (pentimento_canvas_get_tool (fixture->canvas))));
}

static void
activate (ToolsFixture *fixture, const char *action, const char *target)
{
  GtkWidget *options = widgets_fixture_find (fixture->panel, PENTIMENTO_TYPE_AREA_OPTIONS);

  g_assert_true (gtk_widget_activate_action (options, action, "s", target));
  wait_for_work (fixture);
}

static PentimentoTool *
use (ToolsFixture *fixture, const char *kind)
{
  PentimentoTool *tool = tools_fixture_use (fixture, "mark");

  activate (fixture, "area.kind", kind);
  return tool;
}

static gboolean
type_key (ToolsFixture *fixture, guint key, GdkModifierType state)
{
  gboolean taken = pentimento_tool_key (pentimento_canvas_get_tool (fixture->canvas), key, state);

  wait_for_work (fixture);
  return taken;
}

/* Holds the hand so for one pull. */
static void
pull_with (ToolsFixture *fixture, GdkModifierType state, double x, double y, double to_x, double to_y)
{
  PentimentoTool *tool = pentimento_canvas_get_tool (fixture->canvas);

  pentimento_tool_set_hand (tool, state, 1);
  g_assert_true (tools_fixture_pull (fixture, x, y, to_x, to_y));
  pentimento_tool_set_hand (tool, 0, 1);
}

static void
press (ToolsFixture *fixture, double x, double y)
{
  const PentimentoViewport *viewport = pentimento_canvas_get_viewport (fixture->canvas);

  pentimento_viewport_to_view (viewport, x, y, &x, &y);
  g_assert_true (pentimento_tool_press (pentimento_canvas_get_tool (fixture->canvas), viewport, x, y));
}

static void
click (ToolsFixture *fixture, double x, double y)
{
  press (fixture, x, y);
  pentimento_tool_release (pentimento_canvas_get_tool (fixture->canvas));
}

static void
paint (ToolsFixture *fixture)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  pentimento_canvas_paint (fixture->canvas, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_unref (node);
}

static void
test_modes (ToolsFixture *fixture, gconstpointer data)
{
  gboolean changing;

  use (fixture, "rectangle");
  pull_with (fixture, 0, 20.3, 30.4, 119.8, 90.2);
  assert_marked (fixture, 20, 30, 100, 60);
  assert_coverage (fixture, 20, 30, 255);
  paint (fixture);
  pull_with (fixture, GDK_SHIFT_MASK, 200, 100, 250, 150);
  assert_marked (fixture, 20, 30, 230, 120);
  pull_with (fixture, GDK_ALT_MASK, 0, 0, 60, 200);
  assert_marked (fixture, 60, 30, 190, 120);
  activate (fixture, "area.mode", "add");
  pull_with (fixture, 0, 280, 190, 400, 400);
  assert_marked (fixture, 60, 30, 240, 170);
  activate (fixture, "area.mode", "subtract");
  pull_with (fixture, 0, 100, 0, 300, 200);
  assert_marked (fixture, 60, 30, 40, 60);
  activate (fixture, "area.mode", "replace");
  /* A click covers nothing, and what lies outside is nothing of the picture. */
  click (fixture, 10, 10);
  pull_with (fixture, 0, -30, -30, -5, -5);
  assert_marked (fixture, 60, 30, 40, 60);
  g_object_get (fixture->base.document, "changing", &changing, NULL);
  g_assert_false (changing);

  /* Taking all away is the whole picture again; one step each. */
  activate (fixture, "area.mode", "subtract");
  pull_with (fixture, 0, 0, 0, 300, 200);
  g_assert_null (get_mask (fixture));
  for (int i = 0; i < 5; i++)
    tools_fixture_activate (fixture, "document.undo");
  assert_marked (fixture, 20, 30, 100, 60);
  tools_fixture_activate (fixture, "document.undo");
  g_assert_null (get_mask (fixture));
  g_assert_false (pentimento_document_get_can_undo (fixture->base.document));
  tools_fixture_activate (fixture, "document.redo");
  assert_marked (fixture, 20, 30, 100, 60);

  /* It stays when the tool goes. */
  tools_fixture_activate (fixture, "win.leave");
  g_assert_null (pentimento_canvas_get_tool (fixture->canvas));
  assert_marked (fixture, 20, 30, 100, 60);
  paint (fixture);
}

static void
test_round (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoTool *tool = use (fixture, "ellipse");
  const PentimentoViewport *viewport = pentimento_canvas_get_viewport (fixture->canvas);
  const double places[][2] = { { 60, 10 }, { 60, 60 }, { 10, 60 } };

  pull_with (fixture, 0, 100, 50, 200, 150);
  assert_marked (fixture, 100, 50, 100, 100);
  assert_coverage (fixture, 150, 100, 255);
  assert_coverage (fixture, 105, 55, 0);
  use (fixture, "lasso");
  pull_with (fixture, 0, 10, 10, 60, 10);
  /* A line covers nothing. */
  assert_marked (fixture, 100, 50, 100, 100);
  press (fixture, 10, 10);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      double x, y;

      pentimento_viewport_to_view (viewport, places[i][0], places[i][1], &x, &y);
      pentimento_tool_drag (tool, viewport, x, y);
    }
  paint (fixture);
  pentimento_tool_release (tool);
  assert_coverage (fixture, 30, 30, 255);
  assert_coverage (fixture, 150, 100, 0);
}

static void
test_polygon (ToolsFixture *fixture, gconstpointer data)
{
  const GdkModifierType none = 0;

  use (fixture, "polygon");
  click (fixture, 20, 20);
  click (fixture, 120, 20);
  click (fixture, 160, 160);
  g_assert_true (type_key (fixture, GDK_KEY_BackSpace, none));
  click (fixture, 120, 120);
  click (fixture, 20, 120);
  g_assert_null (get_mask (fixture));
  paint (fixture);
  g_assert_true (type_key (fixture, GDK_KEY_Return, none));
  assert_marked (fixture, 20, 20, 100, 100);

  /* By the second click of two, by one on the first corner; given up by Escape, or by the last corner that is taken back. */
  click (fixture, 200, 20);
  click (fixture, 250, 20);
  click (fixture, 250, 70);
  click (fixture, 250, 70);
  assert_coverage (fixture, 245, 30, 255);
  assert_coverage (fixture, 50, 50, 0);
  click (fixture, 100, 100);
  click (fixture, 150, 100);
  click (fixture, 150, 150);
  click (fixture, 101, 101);
  assert_coverage (fixture, 145, 110, 255);
  click (fixture, 10, 10);
  click (fixture, 60, 10);
  tools_fixture_activate (fixture, "document.undo");
  assert_coverage (fixture, 245, 30, 255);
  g_assert_true (type_key (fixture, GDK_KEY_Escape, none) && !type_key (fixture, GDK_KEY_Escape, none));
  click (fixture, 10, 10);
  g_assert_true (type_key (fixture, GDK_KEY_BackSpace, none));
  g_assert_false (type_key (fixture, GDK_KEY_Return, none));
  assert_coverage (fixture, 245, 30, 255);
}

static void
test_brush (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoTool *tool = use (fixture, "brush");
  const PentimentoViewport *viewport = pentimento_canvas_get_viewport (fixture->canvas);
  double size;

  g_object_set (tool, "brush-size", 20.0, "hardness", 1.0, NULL);
  g_assert_cmpfloat (gtk_adjustment_get_value (area_option (fixture, "size")), ==, 20);
  click (fixture, 50, 50);
  assert_marked (fixture, 40, 40, 20, 20);
  /* A second stroke is added, of as many touches as are needed. */
  pull_with (fixture, 0, 100, 50, 150, 50);
  assert_coverage (fixture, 50, 50, 255);
  assert_coverage (fixture, 125, 50, 255);
  assert_coverage (fixture, 75, 50, 0);
  /* A pen that is pressed half as much is half as wide. */
  pentimento_tool_set_hand (tool, 0, 0.5);
  click (fixture, 50, 150);
  pentimento_tool_set_hand (tool, 0, 1);
  assert_coverage (fixture, 50, 153, 255);
  assert_coverage (fixture, 50, 157, 0);
  pentimento_tool_point (tool, viewport, 100, 100);
  paint (fixture);
  g_assert_cmpstr (pentimento_tool_find_cursor (tool, viewport, 1, 1), ==, "none");
  use (fixture, "eraser");
  pull_with (fixture, 0, 125, 40, 125, 60);
  assert_coverage (fixture, 125, 50, 0);
  assert_coverage (fixture, 105, 50, 255);

  g_assert_true (type_key (fixture, GDK_KEY_bracketright, 0));
  g_object_get (tool, "brush-size", &size, NULL);
  g_assert_cmpfloat (size, ==, 22);
  for (int i = 0; i < 100; i++)
    type_key (fixture, GDK_KEY_bracketleft, 0);
  g_object_get (tool, "brush-size", &size, NULL);
  g_assert_cmpfloat (size, ==, PENTIMENTO_AREA_LEAST_BRUSH);
  g_assert_cmpstr (pentimento_tool_find_cursor (tool, viewport, 1, 1), ==, "crosshair");
}

/* Without a pointer at all. */
static void
test_numbers (ToolsFixture *fixture, gconstpointer data)
{
  use (fixture, "rectangle");
  gtk_spin_button_set_value (area_option (fixture, "x_spin"), 40);
  gtk_spin_button_set_value (area_option (fixture, "y_spin"), 50);
  gtk_spin_button_set_value (area_option (fixture, "width_spin"), 60);
  gtk_spin_button_set_value (area_option (fixture, "height_spin"), 70);
  activate (fixture, "area.put", "replace");
  assert_marked (fixture, 40, 50, 60, 70);
  g_assert_true (type_key (fixture, GDK_KEY_Right, 0));
  g_assert_true (type_key (fixture, GDK_KEY_Down, GDK_SHIFT_MASK));
  g_assert_true (type_key (fixture, GDK_KEY_Left, GDK_CONTROL_MASK | GDK_SHIFT_MASK));
  assert_marked (fixture, 41, 60, 50, 70);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (area_option (fixture, "y_spin")), ==, 60);
  /* All its moves are one step. */
  tools_fixture_activate (fixture, "document.undo");
  assert_marked (fixture, 40, 50, 60, 70);
  tools_fixture_activate (fixture, "document.redo");
  gtk_spin_button_set_value (area_option (fixture, "x_spin"), 200);
  activate (fixture, "area.put", "add");
  assert_marked (fixture, 41, 60, 209, 70);
  /* Only the shape that was put last is moved, and never wholly out of the picture. */
  g_assert_true (type_key (fixture, GDK_KEY_Right, 0));
  assert_marked (fixture, 41, 60, 210, 70);
  for (int i = 0; i < 30; i++)
    type_key (fixture, GDK_KEY_Right, GDK_SHIFT_MASK);
  assert_marked (fixture, 41, 60, 259, 70);
  gtk_spin_button_set_value (area_option (fixture, "x_spin"), 0);
  activate (fixture, "area.put", "subtract");
  assert_marked (fixture, 50, 60, 250, 70);

  g_assert_true (type_key (fixture, GDK_KEY_i, GDK_CONTROL_MASK));
  assert_marked (fixture, 0, 0, TOOLS_WIDTH, TOOLS_HEIGHT);
  assert_coverage (fixture, 60, 80, 0);
  /* Nothing that was put last any more. */
  g_assert_false (type_key (fixture, GDK_KEY_Left, 0));
  g_assert_true (type_key (fixture, GDK_KEY_Delete, 0));
  g_assert_null (get_mask (fixture));
  g_assert_true (type_key (fixture, GDK_KEY_a, GDK_CONTROL_MASK));
  assert_marked (fixture, 0, 0, TOOLS_WIDTH, TOOLS_HEIGHT);
}

/* From the middle of what is seen, which is the middle of the picture, or nearly. */
static void
test_hand (ToolsFixture *fixture, gconstpointer data)
{
  const guint corners[] = { GDK_KEY_Right, GDK_KEY_Down, GDK_KEY_Left };
  PentimentoTool *tool = use (fixture, "polygon");

  paint (fixture);
  g_assert_true (type_key (fixture, GDK_KEY_Insert, 0) && type_key (fixture, GDK_KEY_Insert, 0));
  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      for (int j = 0; j < 4; j++)
        g_assert_true (type_key (fixture, corners[i], GDK_SHIFT_MASK));
      g_assert_true (type_key (fixture, GDK_KEY_Insert, 0));
    }
  paint (fixture);
  g_assert_true (type_key (fixture, GDK_KEY_Return, 0));
  g_assert_cmpint (pentimento_mask_get_bounds (get_mask (fixture)).width, ==, 40);
  g_assert_cmpint (pentimento_mask_get_bounds (get_mask (fixture)).height, ==, 40);
  g_assert_true (type_key (fixture, GDK_KEY_Escape, 0) && !type_key (fixture, GDK_KEY_Escape, 0));
  activate (fixture, "area.change", "nothing");
  use (fixture, "brush");
  g_object_set (tool, "brush-size", 10.0, NULL);
  g_assert_true (type_key (fixture, GDK_KEY_Insert, 0) && type_key (fixture, GDK_KEY_Insert, 0));
  g_assert_true (type_key (fixture, GDK_KEY_Left, GDK_SHIFT_MASK) && type_key (fixture, GDK_KEY_Insert, 0));
  g_assert_cmpint (pentimento_mask_get_bounds (get_mask (fixture)).width, ==, 20);
}

static void
test_changes (ToolsFixture *fixture, gconstpointer data)
{
  const PentimentoPlace place = { 100, 80, 50, 40 };
  PentimentoTool *tool = use (fixture, "rectangle");

  pentimento_area_tool_put (PENTIMENTO_AREA_TOOL (tool), &place, PENTIMENTO_AREA_REPLACE);
  gtk_spin_button_set_value (area_option (fixture, "pixels_spin"), 10);
  activate (fixture, "area.change", "grown");
  assert_marked (fixture, 90, 70, 70, 60);
  activate (fixture, "area.change", "shrunk");
  activate (fixture, "area.change", "shrunk");
  assert_marked (fixture, 110, 90, 30, 20);
  activate (fixture, "area.change", "softened");
  g_assert_cmpint (pentimento_mask_get_coverage (get_mask (fixture), 110, 100), >, 0);
  g_assert_cmpint (pentimento_mask_get_coverage (get_mask (fixture), 110, 100), <, 255);
  activate (fixture, "area.change", "nothing");
  g_assert_null (get_mask (fixture));
  activate (fixture, "area.change", "grown");
  g_assert_null (get_mask (fixture));
}

/* How it is sent, and how the result is put back. */
static void
test_sending (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoTool *tool = use (fixture, "rectangle");
  PentimentoMarking *marking = get_marking (fixture);
  const PentimentoViewport *viewport = pentimento_canvas_get_viewport (fixture->canvas);
  const PentimentoPlace place = { 140, 90, 20, 20 };
  PentimentoRegion region;
  double x, y;

  pentimento_area_tool_put (PENTIMENTO_AREA_TOOL (tool), &place, PENTIMENTO_AREA_REPLACE);
  gtk_spin_button_set_value (area_option (fixture, "context_spin"), 30);
  g_assert_cmpint (pentimento_marking_get_context (marking), ==, PENTIMENTO_REGION_AUTOMATIC);
  gtk_check_button_set_active (area_option (fixture, "automatic_check"), FALSE);
  g_assert_cmpint (pentimento_marking_get_context (marking), ==, 30);
  g_assert_true (pentimento_document_get_region (fixture->base.document, &region, NULL));
  paint (fixture);
  /* The middle of its right side, pulled to forty pixels from what is marked. */
  pentimento_viewport_to_view (viewport, region.place.x + region.place.width,
                               region.place.y + region.place.height / 2.0, &x, &y);
  g_assert_cmpstr (pentimento_tool_find_cursor (tool, viewport, x, y), ==, "ew-resize");
  g_assert_true (pentimento_tool_press (tool, viewport, x, y));
  pentimento_viewport_to_view (viewport, 200, 100, &x, &y);
  pentimento_tool_drag (tool, viewport, x, y);
  pentimento_tool_release (tool);
  g_assert_cmpint (pentimento_marking_get_context (marking), ==, 40);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (area_option (fixture, "context_spin")), ==, 40);
  assert_marked (fixture, 140, 90, 20, 20);
  gtk_check_button_set_active (area_option (fixture, "automatic_check"), TRUE);
  g_assert_cmpint (pentimento_marking_get_context (marking), ==, PENTIMENTO_REGION_AUTOMATIC);
  gtk_check_button_set_active (area_option (fixture, "align_check"), FALSE);
  gtk_check_button_set_active (area_option (fixture, "tone_check"), TRUE);
  gtk_adjustment_set_value (area_option (fixture, "feather"), 12);
  g_assert_false (pentimento_marking_get_align (marking));
  g_assert_true (pentimento_marking_get_tone (marking));
  g_assert_cmpint (pentimento_marking_get_feather (marking), ==, 12);
}

/* One order over what is marked and the versions; the room that is added is marked by itself. */
static void
test_extend (ToolsFixture *fixture, gconstpointer data)
{
  const PentimentoPlace place = { 10, 10, 30, 30 };
  const GtkBorder margins = { .left = 100, .bottom = 20 };
  PentimentoTool *tool = use (fixture, "rectangle");

  pentimento_area_tool_put (PENTIMENTO_AREA_TOOL (tool), &place, PENTIMENTO_AREA_REPLACE);
  tool = tools_fixture_use (fixture, "extend");
  pentimento_extend_tool_set_margins (PENTIMENTO_EXTEND_TOOL (tool), &margins);
  tools_fixture_activate (fixture, "win.apply-tool");
  tools_fixture_wait_until_applied (fixture);
  assert_marked (fixture, 0, 0, TOOLS_WIDTH + 100, TOOLS_HEIGHT + 20);
  assert_coverage (fixture, 100, 0, 0);
  assert_coverage (fixture, 99, 0, 255);
  assert_coverage (fixture, TOOLS_WIDTH + 99, TOOLS_HEIGHT, 255);
  tools_fixture_activate (fixture, "document.undo");
  g_assert_null (get_mask (fixture));
  tools_fixture_activate (fixture, "document.undo");
  widgets_fixture_wait (pentimento_canvas_get_shown_pixels (fixture->canvas)
                        == pentimento_document_get_pixels (fixture->base.document));
  assert_marked (fixture, 10, 10, 30, 30);
  g_assert_cmpuint (tools_fixture_count_versions (fixture), ==, 2);

  tool = tools_fixture_use (fixture, "extend");
  g_object_set (tool, "marks", FALSE, NULL);
  pentimento_extend_tool_set_margins (PENTIMENTO_EXTEND_TOOL (tool), &margins);
  tools_fixture_activate (fixture, "win.apply-tool");
  tools_fixture_wait_until_applied (fixture);
  g_assert_null (get_mask (fixture));
}

static gboolean
shows_last_version (ToolsFixture *fixture)
{
  PentimentoHistory *history = tools_fixture_get_history (fixture);
  g_autoptr (PentimentoVersion) last
      = g_list_model_get_item (G_LIST_MODEL (history), tools_fixture_count_versions (fixture) - 1);
  gboolean loading;

  g_object_get (fixture->base.document, "loading", &loading, NULL);
  return !loading && last == pentimento_history_get_current (history);
}

static void
edit (ToolsFixture *fixture)
{
  GtkWidget *panel = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_PROMPT_PANEL);
  guint n_versions = tools_fixture_count_versions (fixture);

  g_object_set (fixture->base.document, "prompt", "black and white", NULL);
  g_assert_true (gtk_widget_activate_action (panel, "document.edit", NULL));
  widgets_fixture_wait (tools_fixture_count_versions (fixture) == n_versions + 1);
  widgets_fixture_wait (!pentimento_document_get_busy (fixture->base.document) && shows_last_version (fixture));
  widgets_fixture_wait (pentimento_canvas_get_shown_pixels (fixture->canvas)
                        == pentimento_document_get_pixels (fixture->base.document));
}

static GtkWidget *
get_note (ToolsFixture *fixture)
{
  return widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_AREA_NOTE);
}

/* A part alone changes, and that is told; an edit of the whole picture is kept in part afterwards. */
static void
test_edit (ToolsFixture *fixture, gconstpointer data)
{
  const PentimentoPlace place = { 100, 60, 60, 50 };
  PentimentoAreaTool *tool = PENTIMENTO_AREA_TOOL (use (fixture, "rectangle"));
  GtkLabel *words = GTK_LABEL (widgets_fixture_part (fixture->canvas, "compare_note"));
  const PentimentoDifference *difference;
  GtkWidget *options = widgets_fixture_find (fixture->panel, PENTIMENTO_TYPE_AREA_OPTIONS);

  g_assert_false (gtk_widget_get_visible (get_note (fixture)));
  pentimento_area_tool_put (tool, &place, PENTIMENTO_AREA_REPLACE);
  g_assert_true (gtk_widget_get_visible (get_note (fixture)));
  edit (fixture);
  g_assert_null (get_mask (fixture));
  g_assert_false (gtk_widget_get_visible (get_note (fixture)));
  g_assert_false (gtk_widget_get_visible (area_option (fixture, "keep_box")));
  tools_fixture_activate (fixture, "win.leave");
  g_object_set (fixture->canvas, "compare-mode", PENTIMENTO_COMPARE_DIFFERENCE, NULL);
  widgets_fixture_wait (pentimento_canvas_other_get_difference_painter (fixture->canvas->other) != NULL);
  difference = pentimento_canvas_other_get_difference (fixture->canvas->other);
  g_assert_true (difference->in_part);
  g_assert_cmpuint (difference->n_outside, ==, 0);
  g_assert_cmpuint (difference->n_changed, >, 1000);
  widgets_fixture_wait (strstr (gtk_label_get_label (words), "outside the marked part: 0") != NULL);
  g_object_set (fixture->canvas, "compare-mode", PENTIMENTO_COMPARE_NONE, NULL);

  edit (fixture);
  use (fixture, "ellipse");
  g_assert_true (gtk_widget_get_visible (area_option (fixture, "keep_box")));
  gtk_widget_activate_action (options, "area.keep", NULL);
  g_assert_cmpuint (tools_fixture_count_versions (fixture), ==, 3);
  pentimento_area_tool_put (tool, &place, PENTIMENTO_AREA_REPLACE);
  g_assert_true (gtk_widget_activate_action (options, "area.keep", NULL));
  widgets_fixture_wait (tools_fixture_count_versions (fixture) == 4);
  widgets_fixture_wait (!gtk_widget_get_visible (area_option (fixture, "keep_box")));
}

/* The smallest picture, one so long that it is seen as a line, and a large one: little memory for what is marked, at every zoom. */
static void
test_sizes (ToolsFixture *fixture, gconstpointer data)
{
  const int sizes[][2] = { { 1, 1 }, { 1, 60000 }, { 1600, 1200 } };
  const char *const kinds[] = { "rectangle", "ellipse", "lasso", "polygon", "brush", "eraser" };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      int width = sizes[i][0], height = sizes[i][1];

      widgets_fixture_open (&fixture->base, width, height, 7 + i);
      for (guint j = 0; j < G_N_ELEMENTS (kinds); j++)
        {
          use (fixture, kinds[j]);
          g_assert_true (tools_fixture_pull (fixture, -1, -1, width + 1, height + 1));
          type_key (fixture, GDK_KEY_Return, 0);
          type_key (fixture, GDK_KEY_Escape, 0);
          pentimento_canvas_zoom_at (fixture->canvas, j % 2 == 0 ? 8 : 0.01, 100, 100);
          paint (fixture);
        }
      activate (fixture, "area.change", "all");
      g_assert_cmpuint (pentimento_mask_get_memory (get_mask (fixture)), <, 100000);
      activate (fixture, "area.change", "softened");
      activate (fixture, "area.change", "inverted");
      tools_fixture_activate (fixture, "win.leave");
      paint (fixture);
    }
}

/* A hundred megapixels: shapes alone, without the picture. */
static void
test_large (void)
{
  const PentimentoPlace place = { 4000, 4000, 2000, 1500 };
  g_autoptr (PentimentoMarking) marking = pentimento_marking_new ();
  PentimentoAreaSteps *steps = pentimento_area_steps_new (marking);
  PentimentoAreaOverlay *overlay = pentimento_area_overlay_new ();
  PentimentoViewport viewport = PENTIMENTO_VIEWPORT_INIT;

  pentimento_marking_show (marking, "a", NULL);
  for (int kind = PENTIMENTO_AREA_RECTANGLE; kind <= PENTIMENTO_AREA_ELLIPSE; kind++)
    {
      g_autoptr (PentimentoAreaShape) shape = pentimento_area_shape_new_filling ((PentimentoAreaKind)kind, &place);

      pentimento_area_steps_put (steps, shape, PENTIMENTO_AREA_REPLACE, 11600, 8700);
      g_assert_cmpuint (pentimento_mask_get_memory (pentimento_marking_get_mask (marking)), <, 5000000);
    }
  pentimento_viewport_set_view (&viewport, 800, 600);
  pentimento_viewport_set_image (&viewport, 11600, 8700);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

      pentimento_area_overlay_paint (overlay, snapshot, &viewport, pentimento_marking_get_mask (marking), i == 0);
      pentimento_viewport_zoom_at (&viewport, i == 0 ? 1 : 30, 400, 300);
    }
  pentimento_area_overlay_free (overlay);
  pentimento_area_steps_free (steps);
}

#define ADD(name, test)                                                                                                \
  g_test_add ("/area/" name, ToolsFixture, NULL, tools_fixture_set_up, test, tools_fixture_tear_down)

int
main (int argc, char **argv)
{
  widgets_fixture_init (&argc, &argv);
  ADD ("modes", test_modes);
  ADD ("round", test_round);
  ADD ("polygon", test_polygon);
  ADD ("brush", test_brush);
  ADD ("numbers", test_numbers);
  ADD ("hand", test_hand);
  ADD ("changes", test_changes);
  ADD ("sending", test_sending);
  ADD ("extend", test_extend);
  ADD ("edit", test_edit);
  ADD ("sizes", test_sizes);
  g_test_add_func ("/area/large", test_large);
  return g_test_run ();
}
