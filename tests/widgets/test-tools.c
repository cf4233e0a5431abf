/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-adjust-options.h"
#include "pentimento-crop-options.h"
#include "pentimento-extend-options.h"
#include "pentimento-prompt-panel.h"
#include "tools-fixture.h"

static void
assert_nothing_left (ToolsFixture *fixture)
{
  gboolean changing;

  g_object_get (fixture->base.document, "changing", &changing, NULL);
  g_assert_false (changing);
  g_assert_null (pentimento_canvas_get_tool (fixture->canvas));
  g_assert_null (pentimento_canvas_preview_get_painter (fixture->canvas->preview));
  g_assert_cmpuint (tools_fixture_count_versions (fixture), ==, 1);
  g_assert_cmpfloat (fixture->canvas->viewport.image_width, ==, TOOLS_WIDTH);
  tools_fixture_assert_shown (fixture, TOOLS_WIDTH, TOOLS_HEIGHT, NULL);
}

static void
assert_margins (ToolsFixture *fixture, int left, int top, int right, int bottom)
{
  GtkBorder margins
      = pentimento_extend_tool_get_margins (PENTIMENTO_EXTEND_TOOL (pentimento_canvas_get_tool (fixture->canvas)));

  g_assert_cmpint (margins.left, ==, left);
  g_assert_cmpint (margins.top, ==, top);
  g_assert_cmpint (margins.right, ==, right);
  g_assert_cmpint (margins.bottom, ==, bottom);
}

static gpointer
extend_option (ToolsFixture *fixture, const char *name)
{
  return tools_fixture_option (fixture, PENTIMENTO_TYPE_EXTEND_OPTIONS, name);
}

static void
test_extend (ToolsFixture *fixture, gconstpointer data)
{
  GtkDropDown *ratios;

  tools_fixture_use (fixture, "extend");
  ratios = extend_option (fixture, "ratio_drop_down");
  tools_fixture_assert_preview (fixture);
  /* A quarter of its sides is shown around it; a side is not pulled into the picture, and what is inside cannot be moved. */
  g_assert_true (tools_fixture_pull (fixture, 75, 150, 40, 150));
  assert_margins (fixture, 35, 0, 0, 0);
  g_assert_false (tools_fixture_pull (fixture, 250, 150, 200, 150));
  g_assert_true (tools_fixture_pull (fixture, 75 + 35 + 300, 150, 75 + 35 + 200, 150));
  assert_margins (fixture, 35, 0, 0, 0);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (extend_option (fixture, "left_spin")), ==, 35);
  gtk_spin_button_set_value (extend_option (fixture, "bottom_spin"), 12);
  assert_margins (fixture, 35, 0, 0, 12);
  tools_fixture_assert_preview (fixture);
  gtk_drop_down_set_selected (ratios, 2);
  assert_margins (fixture, 0, 50, 0, 50);
  g_assert_cmpuint (gtk_drop_down_get_selected (ratios), ==, 2);
  gtk_spin_button_set_value (extend_option (fixture, "bottom_spin"), 20);
  g_assert_cmpuint (gtk_drop_down_get_selected (ratios), ==, 0);
  tools_fixture_activate (fixture, "win.apply-tool");
  tools_fixture_wait_until_applied (fixture);
  tools_fixture_assert_shown (fixture, 300, 270,
                              "[{\"operation\":\"extend\",\"left\":0,\"top\":50,\"right\":0,\"bottom\":20}]");
}

/* What is beyond the limit is not shown; applied, it is said to be so, and nothing is made. */
static void
test_too_large (ToolsFixture *fixture, gconstpointer data)
{
  GtkWidget *message_bar = widgets_fixture_part (fixture->base.window, "message_bar");

  tools_fixture_use (fixture, "extend");
  gtk_spin_button_set_value (extend_option (fixture, "left_spin"), 99999);
  gtk_spin_button_set_value (extend_option (fixture, "top_spin"), 99999);
  assert_margins (fixture, G_MAXINT16, G_MAXINT16, 0, 0);
  g_assert_cmpfloat (fixture->canvas->viewport.image_width, ==, TOOLS_WIDTH);
  tools_fixture_activate (fixture, "win.apply-tool");
  g_assert_true (gtk_widget_get_visible (message_bar));
  g_assert_nonnull (pentimento_canvas_get_tool (fixture->canvas));
  tools_fixture_activate (fixture, "win.leave");
  assert_nothing_left (fixture);
}

static void
test_adjust (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoAdjustTool *tool = PENTIMENTO_ADJUST_TOOL (tools_fixture_use (fixture, "adjust"));
  PentimentoAdjustment adjustment = pentimento_adjustment_none;
  GtkRange *first
      = widgets_fixture_find (widgets_fixture_find (fixture->panel, PENTIMENTO_TYPE_ADJUST_OPTIONS), GTK_TYPE_SCALE);
  gboolean can_hold;

  gtk_range_set_value (first, 0.5);
  adjustment.exposure = 0.5;
  g_assert_cmpfloat (pentimento_adjust_tool_get_adjustment (tool)->exposure, ==, 0.5);
  tools_fixture_assert_preview (fixture);
  /* Nothing is there to be taken hold of, and letting go of nothing is nothing. */
  g_assert_false (tools_fixture_pull (fixture, 10, 10, 100, 100));
  pentimento_tool_release (PENTIMENTO_TOOL (tool));
  adjustment.saturation = -40;
  pentimento_adjust_tool_set_adjustment (tool, &adjustment);
  tools_fixture_assert_preview (fixture);
  g_object_get (fixture->canvas, "can-hold", &can_hold, NULL);
  g_assert_true (can_hold);
  pentimento_canvas_set_comparing (fixture->canvas, TRUE);
  g_assert_true (pentimento_canvas_get_comparing (fixture->canvas));
  pentimento_canvas_set_comparing (fixture->canvas, FALSE);
  tools_fixture_activate (fixture, "win.apply-tool");
  tools_fixture_wait_until_applied (fixture);
  tools_fixture_assert_shown (fixture, TOOLS_WIDTH, TOOLS_HEIGHT,
                              "[{\"operation\":\"adjust\",\"exposure\":0.5,\"saturation\":-40}]");
  g_assert_cmpuint (tools_fixture_count_versions (fixture), ==, 2);
}

/* What is set up and not applied leaves nothing: given up, begun anew, or set back to what there was. */
static void
test_leave (ToolsFixture *fixture, gconstpointer data)
{
  const char *names[] = { "crop", "extend", "adjust" };
  const PentimentoAdjustment bright = { .exposure = 1, .radius = 1 };
  const GtkBorder margins = { 5, 5, 5, 5 };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint way = 0; way < 3; way++)
      {
        PentimentoTool *tool = tools_fixture_use (fixture, names[i]);

        if (i == 0)
          pentimento_crop_tool_turn (PENTIMENTO_CROP_TOOL (tool), 1);
        else if (i == 1)
          pentimento_extend_tool_set_margins (PENTIMENTO_EXTEND_TOOL (tool), &margins);
        else
          pentimento_adjust_tool_set_adjustment (PENTIMENTO_ADJUST_TOOL (tool), &bright);
        g_assert_true (pentimento_tool_get_is_used (tool));
        if (way == 0)
          tools_fixture_assert_preview (fixture);
        if (way == 2)
          {
            gtk_widget_activate_action (GTK_WIDGET (fixture->panel), "tool.reset", NULL);
            g_assert_false (pentimento_tool_get_is_used (tool));
            tools_fixture_activate (fixture, "win.apply-tool");
            g_assert_nonnull (pentimento_canvas_get_tool (fixture->canvas));
          }
        if (way == 1)
          gtk_widget_activate_action (GTK_WIDGET (fixture->panel), "tool.cancel", NULL);
        else
          tools_fixture_activate (fixture, "win.leave");
        assert_nothing_left (fixture);
      }
}

static char *
get_obstacle (ToolsFixture *fixture)
{
  char *obstacle;

  g_object_get (fixture->base.document, "obstacle", &obstacle, NULL);
  return obstacle;
}

/* What would be sent is not what is seen. */
static void
test_obstacle (ToolsFixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL, *during = NULL, *after = NULL;
  PentimentoCropTool *tool;

  g_object_set (fixture->base.document, "prompt", "warmer", NULL);
  tool = PENTIMENTO_CROP_TOOL (tools_fixture_use (fixture, "crop"));
  before = get_obstacle (fixture);
  g_assert_null (before);
  pentimento_crop_tool_turn (tool, 1);
  during = get_obstacle (fixture);
  g_assert_cmpstr (during, ==, "Apply or cancel what you are doing to the picture first.");
  tools_fixture_activate (fixture, "win.leave");
  after = get_obstacle (fixture);
  g_assert_null (after);
}

/* Another version, or another picture, is begun anew; the tool stays in use. */
static void
test_other_picture (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoTool *tool = tools_fixture_use (fixture, "crop");

  pentimento_crop_tool_set_place (PENTIMENTO_CROP_TOOL (tool), &(GdkRectangle){ 0, 0, 100, 100 });
  tools_fixture_activate (fixture, "win.apply-tool");
  tools_fixture_wait_until_applied (fixture);
  tool = tools_fixture_use (fixture, "crop");
  pentimento_crop_tool_turn (PENTIMENTO_CROP_TOOL (tool), 1);
  tools_fixture_activate (fixture, "document.undo");
  /* Not to what is still on its way. */
  tools_fixture_activate (fixture, "win.apply-tool");
  widgets_fixture_wait (pentimento_document_get_pixels (fixture->base.document) != NULL
                        && gdk_pixbuf_get_width (pentimento_document_get_pixels (fixture->base.document))
                               == TOOLS_WIDTH);
  widgets_fixture_wait (pentimento_canvas_get_shown_pixels (fixture->canvas)
                        == pentimento_document_get_pixels (fixture->base.document));
  g_assert_cmpuint (tools_fixture_count_versions (fixture), ==, 2);
  tools_fixture_assert_place (fixture, 0, 0, TOOLS_WIDTH, TOOLS_HEIGHT);
  g_assert_false (pentimento_tool_get_is_used (tool));
  pentimento_crop_tool_turn (PENTIMENTO_CROP_TOOL (tool), 1);
  widgets_fixture_open (&fixture->base, 90, 160, 2);
  tool = tools_fixture_use (fixture, "crop");
  tools_fixture_assert_place (fixture, 0, 0, 90, 160);
  g_assert_false (pentimento_tool_get_is_used (tool));
}

/* The smallest picture, and one so long that it is seen as a line. */
static void
test_shapes (ToolsFixture *fixture, gconstpointer data)
{
  const int sizes[][2] = { { 1, 1 }, { 1, 60000 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      int width = sizes[i][0], height = sizes[i][1];
      PentimentoTool *tool;

      widgets_fixture_open (&fixture->base, width, height, 7 + i);
      tool = tools_fixture_use (fixture, "crop");
      g_assert_true (tools_fixture_pull (fixture, width, height, 0, 0));
      gtk_drop_down_set_selected (tools_fixture_crop_option (fixture, "ratio_drop_down"), 8);
      g_object_set (tool, "angle", 10.0, NULL);
      pentimento_crop_tool_turn (PENTIMENTO_CROP_TOOL (tool), 1);
      widgets_fixture_wait (!pentimento_canvas_preview_get_is_working (fixture->canvas->preview));
      tool = tools_fixture_use (fixture, "extend");
      gtk_drop_down_set_selected (extend_option (fixture, "ratio_drop_down"), 8);
      tools_fixture_activate (fixture, "win.leave");
      tool = tools_fixture_use (fixture, "extend");
      gtk_spin_button_set_value (extend_option (fixture, "right_spin"), 3);
      g_assert_true (pentimento_tool_get_is_used (tool));
      tools_fixture_activate (fixture, "win.apply-tool");
      tools_fixture_wait_until_applied (fixture);
      g_assert_cmpint (gdk_pixbuf_get_width (pentimento_document_get_pixels (fixture->base.document)), ==, width + 3);
    }
}

/* A tool in one window is none in another. */
static void
test_two_windows (ToolsFixture *fixture, gconstpointer data)
{
  ToolsFixture other = *fixture;
  gpointer window;

  other.base.window = window = pentimento_window_new (NULL, fixture->base.services, NULL);
  other.base.document = pentimento_window_get_document (other.base.window);
  other.canvas = widgets_fixture_find (other.base.window, PENTIMENTO_TYPE_CANVAS);
  other.panel = widgets_fixture_find (other.base.window, PENTIMENTO_TYPE_TOOL_PANEL);
  g_object_add_weak_pointer (G_OBJECT (window), &window);
  gtk_window_present (GTK_WINDOW (other.base.window));

  /* There is nothing to use one on yet. */
  g_assert_null (tools_fixture_use (&other, "crop"));
  widgets_fixture_open (&other.base, 80, 60, 3);
  pentimento_crop_tool_turn (PENTIMENTO_CROP_TOOL (tools_fixture_use (fixture, "crop")), 1);
  g_assert_null (pentimento_canvas_get_tool (other.canvas));
  g_assert_true (PENTIMENTO_IS_EXTEND_TOOL (tools_fixture_use (&other, "extend")));
  g_assert_true (PENTIMENTO_IS_CROP_TOOL (pentimento_canvas_get_tool (fixture->canvas)));

  /* Closed while it is applied. */
  pentimento_crop_tool_turn (PENTIMENTO_CROP_TOOL (tools_fixture_use (&other, "crop")), 1);
  tools_fixture_activate (&other, "win.apply-tool");
  gtk_window_destroy (GTK_WINDOW (other.base.window));
  widgets_fixture_wait (window == NULL);
  tools_fixture_activate (fixture, "win.leave");
  assert_nothing_left (fixture);
}

/* What the style sheet puts around it, which is not loaded here. */
#define PADDING 12

/* With the panel of a tool the window is no wider than a phone. */
static void
test_narrow (ToolsFixture *fixture, gconstpointer data)
{
  const char *names[] = { "crop", "extend", "adjust" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      int width;

      tools_fixture_use (fixture, names[i]);
      gtk_widget_measure (GTK_WIDGET (fixture->panel), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      g_assert_cmpint (width, <=, 360 - 2 * PADDING);
    }
}

#define ADD(name, test)                                                                                                \
  g_test_add ("/tools/" name, ToolsFixture, NULL, tools_fixture_set_up, test, tools_fixture_tear_down)

int
main (int argc, char **argv)
{
  widgets_fixture_init (&argc, &argv);
  ADD ("extend", test_extend);
  ADD ("too-large", test_too_large);
  ADD ("adjust", test_adjust);
  ADD ("leave", test_leave);
  ADD ("obstacle", test_obstacle);
  ADD ("other-picture", test_other_picture);
  ADD ("shapes", test_shapes);
  ADD ("two-windows", test_two_windows);
  ADD ("narrow", test_narrow);
  return g_test_run ();
}
