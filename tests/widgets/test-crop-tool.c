/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "painted.h"
#include "pentimento-crop-options.h"
#include "tools-fixture.h"

#include <math.h>

static void
test_crop (ToolsFixture *fixture, gconstpointer data)
{
  guint n_objects;

  g_assert_true (PENTIMENTO_IS_CROP_TOOL (tools_fixture_use (fixture, "crop")));
  tools_fixture_assert_place (fixture, 0, 0, TOOLS_WIDTH, TOOLS_HEIGHT);
  g_assert_false (pentimento_tool_get_is_used (pentimento_canvas_get_tool (fixture->canvas)));
  g_assert_true (tools_fixture_pull (fixture, 0, 0, 40, 30));
  tools_fixture_assert_place (fixture, 40, 30, 260, 170);
  g_assert_true (tools_fixture_pull (fixture, 300, 200, 240, 130));
  tools_fixture_assert_place (fixture, 40, 30, 200, 100);
  g_assert_true (tools_fixture_pull (fixture, 140, 80, 150, 70));
  tools_fixture_assert_place (fixture, 50, 20, 200, 100);
  g_assert_false (tools_fixture_pull (fixture, 280, 190, 200, 100));
  gtk_spin_button_set_value (tools_fixture_crop_option (fixture, "width_spin"), 120);
  gtk_spin_button_set_value (tools_fixture_crop_option (fixture, "x_spin"), 60);
  tools_fixture_assert_place (fixture, 60, 20, 120, 100);
  tools_fixture_activate (fixture, "win.apply-tool");
  tools_fixture_wait_until_applied (fixture);
  tools_fixture_assert_shown (fixture, 120, 100,
                              "[{\"operation\":\"crop\",\"x\":60,\"y\":20,\"width\":120,\"height\":100}]");
  g_assert_cmpuint (tools_fixture_count_versions (fixture), ==, 2);

  /* Another version of the same file needs no other; what was cut out of a part is a part. */
  n_objects = tools_fixture_count_objects (fixture);
  tools_fixture_use (fixture, "crop");
  tools_fixture_assert_place (fixture, 0, 0, 120, 100);
  g_assert_true (tools_fixture_pull (fixture, 60, 0, 60, 10));
  tools_fixture_activate (fixture, "win.apply-tool");
  tools_fixture_wait_until_applied (fixture);
  tools_fixture_assert_shown (fixture, 120, 90,
                              "[{\"operation\":\"crop\",\"x\":60,\"y\":30,\"width\":120,\"height\":90}]");
  g_assert_cmpuint (tools_fixture_count_versions (fixture), ==, 3);
  g_assert_cmpuint (tools_fixture_count_objects (fixture), ==, n_objects);

  tools_fixture_activate (fixture, "document.undo");
  widgets_fixture_wait (gdk_pixbuf_get_height (pentimento_canvas_get_shown_pixels (fixture->canvas)) == 100);
  tools_fixture_activate (fixture, "document.undo");
  widgets_fixture_wait (gdk_pixbuf_get_height (pentimento_canvas_get_shown_pixels (fixture->canvas)) == TOOLS_HEIGHT);
  tools_fixture_assert_shown (fixture, TOOLS_WIDTH, TOOLS_HEIGHT, NULL);
}

static void
test_ratio (ToolsFixture *fixture, gconstpointer data)
{
  GtkDropDown *ratios;

  tools_fixture_use (fixture, "crop");
  ratios = tools_fixture_crop_option (fixture, "ratio_drop_down");
  gtk_drop_down_set_selected (ratios, 2);
  tools_fixture_assert_place (fixture, 50, 0, 200, 200);
  g_assert_true (tools_fixture_pull (fixture, 250, 100, 150, 100));
  tools_fixture_assert_place (fixture, 50, 50, 100, 100);
  gtk_spin_button_set_value (tools_fixture_crop_option (fixture, "height_spin"), 60);
  tools_fixture_assert_place (fixture, 50, 50, 60, 60);
  gtk_spin_button_set_value (tools_fixture_crop_option (fixture, "width_spin"), 250);
  tools_fixture_assert_place (fixture, 50, 0, 200, 200);
  gtk_drop_down_set_selected (ratios, 1);
  g_assert_cmpfloat (
      pentimento_crop_tool_get_frame (PENTIMENTO_CROP_TOOL (pentimento_canvas_get_tool (fixture->canvas)))->ratio, ==,
      1.5);
  tools_fixture_activate (fixture, "win.leave");
  tools_fixture_use (fixture, "crop");
  g_assert_cmpuint (gtk_drop_down_get_selected (ratios), ==, 0);
  tools_fixture_assert_place (fixture, 0, 0, TOOLS_WIDTH, TOOLS_HEIGHT);
  /* Of an upright frame an upright one. */
  g_assert_true (tools_fixture_pull (fixture, 300, 100, 100, 100));
  gtk_drop_down_set_selected (ratios, 6);
  g_assert_cmpint (tools_fixture_get_place (fixture).width, <, tools_fixture_get_place (fixture).height);
}

static void
assert_within_preview (ToolsFixture *fixture)
{
  PentimentoTool *tool = pentimento_canvas_get_tool (fixture->canvas);
  const PentimentoFrame *frame = pentimento_crop_tool_get_frame (PENTIMENTO_CROP_TOOL (tool));
  g_autoptr (PentimentoRecipe) preview = pentimento_tool_create_preview (tool);
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GError) error = NULL;
  int width = TOOLS_WIDTH, height = TOOLS_HEIGHT;

  if (preview != NULL)
    pentimento_recipe_get_size (preview, &width, &height);
  g_assert_cmpint (frame->picture_width, ==, width);
  g_assert_cmpint (frame->picture_height, ==, height);
  pentimento_tool_append (tool, &recipe, TOOLS_WIDTH, TOOLS_HEIGHT, &error);
  g_assert_no_error (error);
}

/* However it is turned, the frame stays on what it was put on. */
static void
test_turn (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoCropTool *tool = PENTIMENTO_CROP_TOOL (tools_fixture_use (fixture, "crop"));
  GtkAdjustment *angle = tools_fixture_crop_option (fixture, "angle");
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  pentimento_crop_tool_set_place (tool, &(GdkRectangle){ 10, 20, 100, 60 });
  pentimento_crop_tool_turn (tool, 1);
  tools_fixture_assert_place (fixture, 120, 10, 60, 100);
  tools_fixture_assert_preview (fixture);
  pentimento_crop_tool_flip (tool, FALSE);
  tools_fixture_assert_place (fixture, 20, 10, 60, 100);
  tools_fixture_assert_preview (fixture);
  pentimento_crop_tool_turn (tool, -1);
  pentimento_crop_tool_flip (tool, TRUE);
  tools_fixture_assert_place (fixture, 10, 20, 100, 60);
  g_assert_true (pentimento_tool_get_is_used (PENTIMENTO_TOOL (tool)));
  for (int i = 0; i < 200; i++)
    {
      switch (g_rand_int_range (random, 0, 4))
        {
        case 0:
          pentimento_crop_tool_turn (tool, g_rand_int_range (random, -3, 4));
          break;
        case 1:
          pentimento_crop_tool_flip (tool, g_rand_boolean (random));
          break;
        default:
          gtk_adjustment_set_value (angle, g_rand_double_range (random, -45, 45));
        }
      assert_within_preview (fixture);
    }
  tools_fixture_assert_preview (fixture);
}

/* Until the preview of another shape has come nothing is painted anew, and nothing stretched. */
static void
test_no_flicker (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoCropTool *tool = PENTIMENTO_CROP_TOOL (tools_fixture_use (fixture, "crop"));
  GtkWidget *canvas = GTK_WIDGET (fixture->canvas);
  g_autoptr (GskRenderNode) before = NULL;
  Painted painted = painted_new (canvas);

  painted_clear (&painted);
  before = gsk_render_node_ref (fixture->canvas->tool_painted);
  pentimento_crop_tool_turn (tool, 1);
  painted = painted_new (canvas);
  painted_clear (&painted);
  g_assert_true (fixture->canvas->tool_painted == before);
  tools_fixture_assert_preview (fixture);
  painted = painted_new (canvas);
  painted_clear (&painted);
  g_assert_true (fixture->canvas->tool_painted != before);
}

/* What the pointer looks like over a handle, however the view is turned. */
static void
test_cursors (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoTool *tool = tools_fixture_use (fixture, "crop");
  PentimentoViewport viewport = fixture->canvas->viewport;
  const char *expected[][2] = { { "ew-resize", "ns-resize" }, { "nwse-resize", "nesw-resize" }, { "move", "move" } };
  const double points[][2] = { { 0, TOOLS_HEIGHT / 2 }, { 0, 0 }, { TOOLS_WIDTH / 2, TOOLS_HEIGHT / 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    for (int quarters = 0; quarters < 4; quarters++)
      {
        double x, y;

        viewport.angle = 90 * quarters;
        pentimento_viewport_to_view (&viewport, points[i][0], points[i][1], &x, &y);
        g_assert_cmpstr (pentimento_tool_find_cursor (tool, &viewport, x, y), ==, expected[i][quarters % 2]);
      }
  g_assert_null (pentimento_tool_find_cursor (tool, &viewport, -1000, 0));
}

/* To and fro by the slider leaves the frame where it was, to the pixel. */
static void
test_straighten (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoCropTool *tool = PENTIMENTO_CROP_TOOL (tools_fixture_use (fixture, "crop"));
  GtkAdjustment *angle = tools_fixture_crop_option (fixture, "angle");

  pentimento_crop_tool_set_ratio (tool, 1.25);
  pentimento_crop_tool_set_place (tool, &(GdkRectangle){ 33, 17, 101, 81 });
  {
    const GdkRectangle before = tools_fixture_get_place (fixture);

    for (int i = 0; i < 300; i++)
      gtk_adjustment_set_value (angle, 45 * sin (i));
    gtk_adjustment_set_value (angle, 0);
    tools_fixture_assert_place (fixture, before.x, before.y, before.width, before.height);
  }
  gtk_adjustment_set_value (angle, 7.5);
  tools_fixture_assert_preview (fixture);
  pentimento_crop_tool_flip (tool, FALSE);
  g_assert_cmpfloat (gtk_adjustment_get_value (angle), ==, -7.5);
  gtk_adjustment_set_value (angle, 0);
  pentimento_crop_tool_flip (tool, FALSE);
  g_assert_false (signbit (pentimento_crop_tool_get_angle (tool)));
}

/* The line that is drawn becomes level, or upright. */
static void
test_horizon (ToolsFixture *fixture, gconstpointer data)
{
  const struct {
    double x, y, angle;
  } ends[]
      = { { 250, 50 + 200 * 0.1, -5.71059 }, { 250, 50 - 200 * 0.1, 5.71059 }, { 60, 150, 5.71059 }, { 50, 50, 0 } };
  PentimentoCropTool *tool = PENTIMENTO_CROP_TOOL (tools_fixture_use (fixture, "crop"));
  GtkToggleButton *button = tools_fixture_crop_option (fixture, "horizon_button");

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      gtk_toggle_button_set_active (button, TRUE);
      g_assert_cmpstr (pentimento_tool_find_cursor (PENTIMENTO_TOOL (tool), &fixture->canvas->viewport, 0, 0), ==,
                       "crosshair");
      g_assert_true (tools_fixture_pull (fixture, 50, 50, ends[i].x, ends[i].y));
      g_assert_false (gtk_toggle_button_get_active (button));
      g_assert_cmpfloat_with_epsilon (pentimento_crop_tool_get_angle (tool), ends[i].angle, 1e-4);
      g_object_set (tool, "angle", 0.0, NULL);
    }
  tools_fixture_assert_place (fixture, 0, 0, TOOLS_WIDTH, TOOLS_HEIGHT);
}

static void
press_key (ToolsFixture *fixture, guint key, GdkModifierType state)
{
  g_assert_true (pentimento_tool_key (pentimento_canvas_get_tool (fixture->canvas), key, state));
}

static void
test_keys (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoCropTool *tool = PENTIMENTO_CROP_TOOL (tools_fixture_use (fixture, "crop"));

  pentimento_crop_tool_set_place (tool, &(GdkRectangle){ 50, 50, 100, 80 });
  press_key (fixture, GDK_KEY_Right, 0);
  press_key (fixture, GDK_KEY_KP_Down, GDK_SHIFT_MASK);
  tools_fixture_assert_place (fixture, 51, 60, 100, 80);
  press_key (fixture, GDK_KEY_Left, GDK_CONTROL_MASK);
  press_key (fixture, GDK_KEY_Down, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  tools_fixture_assert_place (fixture, 51, 60, 99, 90);
  for (int i = 0; i < 30; i++)
    press_key (fixture, GDK_KEY_Up, GDK_SHIFT_MASK);
  tools_fixture_assert_place (fixture, 51, 0, 99, 90);
  g_assert_false (pentimento_tool_key (PENTIMENTO_TOOL (tool), GDK_KEY_Right, GDK_ALT_MASK));
  g_assert_false (pentimento_tool_key (PENTIMENTO_TOOL (tool), GDK_KEY_a, 0));
}

#define ADD(name, test)                                                                                                \
  g_test_add ("/crop-tool/" name, ToolsFixture, NULL, tools_fixture_set_up, test, tools_fixture_tear_down)

int
main (int argc, char **argv)
{
  widgets_fixture_init (&argc, &argv);
  ADD ("crop", test_crop);
  ADD ("ratio", test_ratio);
  ADD ("turn", test_turn);
  ADD ("no-flicker", test_no_flicker);
  ADD ("cursors", test_cursors);
  ADD ("straighten", test_straighten);
  ADD ("horizon", test_horizon);
  ADD ("keys", test_keys);
  return g_test_run ();
}
