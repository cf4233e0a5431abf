/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "painted.h"
#include "pentimento-adjust-options.h"
#include "pentimento-canvas-private.h"
#include "pentimento-crop-options.h"
#include "pentimento-extend-options.h"
#include "pentimento-prompt-panel.h"
#include "pentimento-tool-panel.h"
#include "widgets-fixture.h"

#include <math.h>

/* Small enough to be seen at its own size. */
#define WIDTH 300
#define HEIGHT 200

typedef struct {
  WidgetsFixture base;
  PentimentoCanvas *canvas;
  PentimentoToolPanel *panel;
} ToolsFixture;

static void
set_up (ToolsFixture *fixture, gconstpointer data)
{
  widgets_fixture_set_up (&fixture->base, data);
  fixture->canvas = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_CANVAS);
  fixture->panel = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_TOOL_PANEL);
  widgets_fixture_open (&fixture->base, WIDTH, HEIGHT, 1);
}

static void
tear_down (ToolsFixture *fixture, gconstpointer data)
{
  widgets_fixture_tear_down (&fixture->base, data);
}

static void
activate (ToolsFixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->base.window), action, NULL);
}

static PentimentoTool *
use (ToolsFixture *fixture, const char *name)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->base.window), "win.tool", "s", name);
  return pentimento_canvas_get_tool (fixture->canvas);
}

static gpointer
option (ToolsFixture *fixture, GType options, const char *name)
{
  return widgets_fixture_part (widgets_fixture_find (fixture->panel, options), name);
}

static gpointer
crop_option (ToolsFixture *fixture, const char *name)
{
  return option (fixture, PENTIMENTO_TYPE_CROP_OPTIONS, name);
}

static PentimentoHistory *
get_history (ToolsFixture *fixture)
{
  return pentimento_document_get_history (fixture->base.document);
}

static guint
count_versions (ToolsFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_history (fixture)));
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      n += g_file_test (path, G_FILE_TEST_IS_DIR) ? count_files (path) : 1;
    }
  return n;
}

static guint
count_objects (ToolsFixture *fixture)
{
  g_autofree char *objects = g_build_filename (fixture->base.folder, "data", "objects", NULL);

  return count_files (objects);
}

/* With the pointer, between points of what is seen. */
static gboolean
pull (ToolsFixture *fixture, double x, double y, double to_x, double to_y)
{
  const PentimentoViewport *viewport = pentimento_canvas_get_viewport (fixture->canvas);
  PentimentoTool *tool = pentimento_canvas_get_tool (fixture->canvas);

  pentimento_viewport_to_view (viewport, x, y, &x, &y);
  pentimento_viewport_to_view (viewport, to_x, to_y, &to_x, &to_y);
  if (!pentimento_tool_press (tool, viewport, x, y))
    return FALSE;
  pentimento_tool_drag (tool, viewport, (x + to_x) / 2, (y + to_y) / 2);
  pentimento_tool_drag (tool, viewport, to_x, to_y);
  pentimento_tool_release (tool);
  return TRUE;
}

static GdkRectangle
get_place (ToolsFixture *fixture)
{
  return pentimento_crop_tool_get_frame (PENTIMENTO_CROP_TOOL (pentimento_canvas_get_tool (fixture->canvas)))->place;
}

static void
assert_place (ToolsFixture *fixture, int x, int y, int width, int height)
{
  const GdkRectangle place = get_place (fixture);

  g_assert_cmpint (place.x, ==, x);
  g_assert_cmpint (place.y, ==, y);
  g_assert_cmpint (place.width, ==, width);
  g_assert_cmpint (place.height, ==, height);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (crop_option (fixture, "width_spin")), ==, width);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (crop_option (fixture, "height_spin")), ==, height);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (crop_option (fixture, "x_spin")), ==, x);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (crop_option (fixture, "y_spin")), ==, y);
}

static void
assert_same_pixels (GdkPixbuf *one, GdkPixbuf *other)
{
  int channels = gdk_pixbuf_get_n_channels (one);

  g_assert_cmpint (gdk_pixbuf_get_width (one), ==, gdk_pixbuf_get_width (other));
  g_assert_cmpint (gdk_pixbuf_get_height (one), ==, gdk_pixbuf_get_height (other));
  g_assert_cmpint (channels, ==, gdk_pixbuf_get_n_channels (other));
  for (int y = 0; y < gdk_pixbuf_get_height (one); y++)
    {
      const guchar *line = gdk_pixbuf_read_pixels (one) + (gsize)y * gdk_pixbuf_get_rowstride (one);
      const guchar *other_line = gdk_pixbuf_read_pixels (other) + (gsize)y * gdk_pixbuf_get_rowstride (other);

      for (int i = 0; i < gdk_pixbuf_get_width (one) * channels; i++)
        g_assert_cmpint (ABS (line[i] - other_line[i]), <=, 1);
    }
}

/* What is on the canvas is what the recipe makes of the picture. */
static void
assert_preview (ToolsFixture *fixture)
{
  PentimentoCanvasPreview *preview = fixture->canvas->preview;
  PentimentoTool *tool = pentimento_canvas_get_tool (fixture->canvas);
  g_autoptr (PentimentoRecipe) recipe = pentimento_tool_create_preview (tool);
  g_autoptr (GdkPixbuf) expected = NULL;
  g_autoptr (GError) error = NULL;
  PentimentoPyramid *shown;

  g_assert_nonnull (recipe);
  widgets_fixture_wait (!pentimento_canvas_preview_get_is_working (preview));
  shown = pentimento_canvas_painter_get_pyramid (pentimento_canvas_preview_get_painter (preview));
  expected = pentimento_recipe_apply (recipe, pentimento_document_get_pixels (fixture->base.document), NULL, &error);
  g_assert_no_error (error);
  assert_same_pixels (pentimento_pyramid_get_pixels (shown), expected);
  g_assert_cmpfloat (fixture->canvas->viewport.image_width, ==, gdk_pixbuf_get_width (expected));
  g_assert_cmpfloat (fixture->canvas->viewport.image_height, ==, gdk_pixbuf_get_height (expected));
}

static void
wait_until_applied (ToolsFixture *fixture)
{
  widgets_fixture_wait (pentimento_canvas_get_tool (fixture->canvas) == NULL);
  widgets_fixture_wait (pentimento_canvas_get_shown_pixels (fixture->canvas)
                        == pentimento_document_get_pixels (fixture->base.document));
}

static void
assert_shown (ToolsFixture *fixture, int width, int height, const char *recipe)
{
  PentimentoImage *image = pentimento_document_get_image (fixture->base.document);
  PentimentoRecipe *made = pentimento_image_get_recipe (image);
  GdkPixbuf *pixels = pentimento_document_get_pixels (fixture->base.document);

  g_assert_cmpstr (made != NULL ? pentimento_recipe_to_string (made) : NULL, ==, recipe);
  g_assert_cmpint (pentimento_image_get_width (image), ==, width);
  g_assert_cmpint (pentimento_image_get_height (image), ==, height);
  g_assert_cmpint (gdk_pixbuf_get_width (pixels), ==, width);
  g_assert_cmpint (gdk_pixbuf_get_height (pixels), ==, height);
}

static void
assert_nothing_left (ToolsFixture *fixture)
{
  gboolean changing;

  g_object_get (fixture->base.document, "changing", &changing, NULL);
  g_assert_false (changing);
  g_assert_null (pentimento_canvas_get_tool (fixture->canvas));
  g_assert_null (pentimento_canvas_preview_get_painter (fixture->canvas->preview));
  g_assert_cmpuint (count_versions (fixture), ==, 1);
  g_assert_cmpfloat (fixture->canvas->viewport.image_width, ==, WIDTH);
  assert_shown (fixture, WIDTH, HEIGHT, NULL);
}

static void
test_crop (ToolsFixture *fixture, gconstpointer data)
{
  guint n_objects;

  g_assert_true (PENTIMENTO_IS_CROP_TOOL (use (fixture, "crop")));
  assert_place (fixture, 0, 0, WIDTH, HEIGHT);
  g_assert_false (pentimento_tool_get_is_used (pentimento_canvas_get_tool (fixture->canvas)));
  g_assert_true (pull (fixture, 0, 0, 40, 30));
  assert_place (fixture, 40, 30, 260, 170);
  g_assert_true (pull (fixture, 300, 200, 240, 130));
  assert_place (fixture, 40, 30, 200, 100);
  g_assert_true (pull (fixture, 140, 80, 150, 70));
  assert_place (fixture, 50, 20, 200, 100);
  g_assert_false (pull (fixture, 280, 190, 200, 100));
  gtk_spin_button_set_value (crop_option (fixture, "width_spin"), 120);
  gtk_spin_button_set_value (crop_option (fixture, "x_spin"), 60);
  assert_place (fixture, 60, 20, 120, 100);
  activate (fixture, "win.apply-tool");
  wait_until_applied (fixture);
  assert_shown (fixture, 120, 100, "[{\"operation\":\"crop\",\"x\":60,\"y\":20,\"width\":120,\"height\":100}]");
  g_assert_cmpuint (count_versions (fixture), ==, 2);

  /* Another version of the same file needs no other; what was cut out of a part is a part. */
  n_objects = count_objects (fixture);
  use (fixture, "crop");
  assert_place (fixture, 0, 0, 120, 100);
  g_assert_true (pull (fixture, 60, 0, 60, 10));
  activate (fixture, "win.apply-tool");
  wait_until_applied (fixture);
  assert_shown (fixture, 120, 90, "[{\"operation\":\"crop\",\"x\":60,\"y\":30,\"width\":120,\"height\":90}]");
  g_assert_cmpuint (count_versions (fixture), ==, 3);
  g_assert_cmpuint (count_objects (fixture), ==, n_objects);

  activate (fixture, "document.undo");
  widgets_fixture_wait (gdk_pixbuf_get_height (pentimento_canvas_get_shown_pixels (fixture->canvas)) == 100);
  activate (fixture, "document.undo");
  widgets_fixture_wait (gdk_pixbuf_get_height (pentimento_canvas_get_shown_pixels (fixture->canvas)) == HEIGHT);
  assert_shown (fixture, WIDTH, HEIGHT, NULL);
}

static void
test_ratio (ToolsFixture *fixture, gconstpointer data)
{
  GtkDropDown *ratios;

  use (fixture, "crop");
  ratios = crop_option (fixture, "ratio_drop_down");
  gtk_drop_down_set_selected (ratios, 2);
  assert_place (fixture, 50, 0, 200, 200);
  g_assert_true (pull (fixture, 250, 100, 150, 100));
  assert_place (fixture, 50, 50, 100, 100);
  gtk_spin_button_set_value (crop_option (fixture, "height_spin"), 60);
  assert_place (fixture, 50, 50, 60, 60);
  gtk_spin_button_set_value (crop_option (fixture, "width_spin"), 250);
  assert_place (fixture, 50, 0, 200, 200);
  gtk_drop_down_set_selected (ratios, 1);
  g_assert_cmpfloat (
      pentimento_crop_tool_get_frame (PENTIMENTO_CROP_TOOL (pentimento_canvas_get_tool (fixture->canvas)))->ratio, ==,
      1.5);
  activate (fixture, "win.leave");
  use (fixture, "crop");
  g_assert_cmpuint (gtk_drop_down_get_selected (ratios), ==, 0);
  assert_place (fixture, 0, 0, WIDTH, HEIGHT);
  /* Of an upright frame an upright one. */
  g_assert_true (pull (fixture, 300, 100, 100, 100));
  gtk_drop_down_set_selected (ratios, 6);
  g_assert_cmpint (get_place (fixture).width, <, get_place (fixture).height);
}

static void
assert_within_preview (ToolsFixture *fixture)
{
  PentimentoTool *tool = pentimento_canvas_get_tool (fixture->canvas);
  const PentimentoFrame *frame = pentimento_crop_tool_get_frame (PENTIMENTO_CROP_TOOL (tool));
  g_autoptr (PentimentoRecipe) preview = pentimento_tool_create_preview (tool);
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GError) error = NULL;
  int width = WIDTH, height = HEIGHT;

  if (preview != NULL)
    pentimento_recipe_get_size (preview, &width, &height);
  g_assert_cmpint (frame->picture_width, ==, width);
  g_assert_cmpint (frame->picture_height, ==, height);
  pentimento_tool_append (tool, &recipe, WIDTH, HEIGHT, &error);
  g_assert_no_error (error);
}

/* However it is turned, the frame stays on what it was put on. */
static void
test_turn (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoCropTool *tool = PENTIMENTO_CROP_TOOL (use (fixture, "crop"));
  GtkAdjustment *angle = crop_option (fixture, "angle");
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  pentimento_crop_tool_set_place (tool, &(GdkRectangle){ 10, 20, 100, 60 });
  pentimento_crop_tool_turn (tool, 1);
  assert_place (fixture, 120, 10, 60, 100);
  assert_preview (fixture);
  pentimento_crop_tool_flip (tool, FALSE);
  assert_place (fixture, 20, 10, 60, 100);
  assert_preview (fixture);
  pentimento_crop_tool_turn (tool, -1);
  pentimento_crop_tool_flip (tool, TRUE);
  assert_place (fixture, 10, 20, 100, 60);
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
  assert_preview (fixture);
}

/* Until the preview of another shape has come nothing is painted anew, and nothing stretched. */
static void
test_no_flicker (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoCropTool *tool = PENTIMENTO_CROP_TOOL (use (fixture, "crop"));
  GtkWidget *canvas = GTK_WIDGET (fixture->canvas);
  g_autoptr (GskRenderNode) before = NULL;
  Painted painted = painted_new (canvas);

  painted_clear (&painted);
  before = gsk_render_node_ref (fixture->canvas->tool_painted);
  pentimento_crop_tool_turn (tool, 1);
  painted = painted_new (canvas);
  painted_clear (&painted);
  g_assert_true (fixture->canvas->tool_painted == before);
  assert_preview (fixture);
  painted = painted_new (canvas);
  painted_clear (&painted);
  g_assert_true (fixture->canvas->tool_painted != before);
}

/* What the pointer looks like over a handle, however the view is turned. */
static void
test_cursors (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoTool *tool = use (fixture, "crop");
  PentimentoViewport viewport = fixture->canvas->viewport;
  const char *expected[][2] = { { "ew-resize", "ns-resize" }, { "nwse-resize", "nesw-resize" }, { "move", "move" } };
  const double points[][2] = { { 0, HEIGHT / 2 }, { 0, 0 }, { WIDTH / 2, HEIGHT / 2 } };

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
  PentimentoCropTool *tool = PENTIMENTO_CROP_TOOL (use (fixture, "crop"));
  GtkAdjustment *angle = crop_option (fixture, "angle");

  pentimento_crop_tool_set_ratio (tool, 1.25);
  pentimento_crop_tool_set_place (tool, &(GdkRectangle){ 33, 17, 101, 81 });
  {
    const GdkRectangle before = get_place (fixture);

    for (int i = 0; i < 300; i++)
      gtk_adjustment_set_value (angle, 45 * sin (i));
    gtk_adjustment_set_value (angle, 0);
    assert_place (fixture, before.x, before.y, before.width, before.height);
  }
  gtk_adjustment_set_value (angle, 7.5);
  assert_preview (fixture);
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
  PentimentoCropTool *tool = PENTIMENTO_CROP_TOOL (use (fixture, "crop"));
  GtkToggleButton *button = crop_option (fixture, "horizon_button");

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      gtk_toggle_button_set_active (button, TRUE);
      g_assert_cmpstr (pentimento_tool_find_cursor (PENTIMENTO_TOOL (tool), &fixture->canvas->viewport, 0, 0), ==,
                       "crosshair");
      g_assert_true (pull (fixture, 50, 50, ends[i].x, ends[i].y));
      g_assert_false (gtk_toggle_button_get_active (button));
      g_assert_cmpfloat_with_epsilon (pentimento_crop_tool_get_angle (tool), ends[i].angle, 1e-4);
      g_object_set (tool, "angle", 0.0, NULL);
    }
  assert_place (fixture, 0, 0, WIDTH, HEIGHT);
}

static void
press_key (ToolsFixture *fixture, guint key, GdkModifierType state)
{
  g_assert_true (pentimento_tool_key (pentimento_canvas_get_tool (fixture->canvas), key, state));
}

static void
test_keys (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoCropTool *tool = PENTIMENTO_CROP_TOOL (use (fixture, "crop"));

  pentimento_crop_tool_set_place (tool, &(GdkRectangle){ 50, 50, 100, 80 });
  press_key (fixture, GDK_KEY_Right, 0);
  press_key (fixture, GDK_KEY_KP_Down, GDK_SHIFT_MASK);
  assert_place (fixture, 51, 60, 100, 80);
  press_key (fixture, GDK_KEY_Left, GDK_CONTROL_MASK);
  press_key (fixture, GDK_KEY_Down, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  assert_place (fixture, 51, 60, 99, 90);
  for (int i = 0; i < 30; i++)
    press_key (fixture, GDK_KEY_Up, GDK_SHIFT_MASK);
  assert_place (fixture, 51, 0, 99, 90);
  g_assert_false (pentimento_tool_key (PENTIMENTO_TOOL (tool), GDK_KEY_Right, GDK_ALT_MASK));
  g_assert_false (pentimento_tool_key (PENTIMENTO_TOOL (tool), GDK_KEY_a, 0));
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
  return option (fixture, PENTIMENTO_TYPE_EXTEND_OPTIONS, name);
}

static void
test_extend (ToolsFixture *fixture, gconstpointer data)
{
  GtkDropDown *ratios;

  use (fixture, "extend");
  ratios = extend_option (fixture, "ratio_drop_down");
  assert_preview (fixture);
  /* A quarter of its sides is shown around it; a side is not pulled into the picture, and what is inside cannot be moved. */
  g_assert_true (pull (fixture, 75, 150, 40, 150));
  assert_margins (fixture, 35, 0, 0, 0);
  g_assert_false (pull (fixture, 250, 150, 200, 150));
  g_assert_true (pull (fixture, 75 + 35 + 300, 150, 75 + 35 + 200, 150));
  assert_margins (fixture, 35, 0, 0, 0);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (extend_option (fixture, "left_spin")), ==, 35);
  gtk_spin_button_set_value (extend_option (fixture, "bottom_spin"), 12);
  assert_margins (fixture, 35, 0, 0, 12);
  assert_preview (fixture);
  gtk_drop_down_set_selected (ratios, 2);
  assert_margins (fixture, 0, 50, 0, 50);
  g_assert_cmpuint (gtk_drop_down_get_selected (ratios), ==, 2);
  gtk_spin_button_set_value (extend_option (fixture, "bottom_spin"), 20);
  g_assert_cmpuint (gtk_drop_down_get_selected (ratios), ==, 0);
  activate (fixture, "win.apply-tool");
  wait_until_applied (fixture);
  assert_shown (fixture, 300, 270, "[{\"operation\":\"extend\",\"left\":0,\"top\":50,\"right\":0,\"bottom\":20}]");
}

/* What is beyond the limit is not shown; applied, it is said to be so, and nothing is made. */
static void
test_too_large (ToolsFixture *fixture, gconstpointer data)
{
  GtkWidget *message_bar = widgets_fixture_part (fixture->base.window, "message_bar");

  use (fixture, "extend");
  gtk_spin_button_set_value (extend_option (fixture, "left_spin"), 99999);
  gtk_spin_button_set_value (extend_option (fixture, "top_spin"), 99999);
  assert_margins (fixture, G_MAXINT16, G_MAXINT16, 0, 0);
  g_assert_cmpfloat (fixture->canvas->viewport.image_width, ==, WIDTH);
  activate (fixture, "win.apply-tool");
  g_assert_true (gtk_widget_get_visible (message_bar));
  g_assert_nonnull (pentimento_canvas_get_tool (fixture->canvas));
  activate (fixture, "win.leave");
  assert_nothing_left (fixture);
}

static void
test_adjust (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoAdjustTool *tool = PENTIMENTO_ADJUST_TOOL (use (fixture, "adjust"));
  PentimentoAdjustment adjustment = pentimento_adjustment_none;
  GtkRange *first
      = widgets_fixture_find (widgets_fixture_find (fixture->panel, PENTIMENTO_TYPE_ADJUST_OPTIONS), GTK_TYPE_SCALE);
  gboolean can_hold;

  gtk_range_set_value (first, 0.5);
  adjustment.exposure = 0.5;
  g_assert_cmpfloat (pentimento_adjust_tool_get_adjustment (tool)->exposure, ==, 0.5);
  assert_preview (fixture);
  /* Nothing is there to be taken hold of, and letting go of nothing is nothing. */
  g_assert_false (pull (fixture, 10, 10, 100, 100));
  pentimento_tool_release (PENTIMENTO_TOOL (tool));
  adjustment.saturation = -40;
  pentimento_adjust_tool_set_adjustment (tool, &adjustment);
  assert_preview (fixture);
  g_object_get (fixture->canvas, "can-hold", &can_hold, NULL);
  g_assert_true (can_hold);
  pentimento_canvas_set_comparing (fixture->canvas, TRUE);
  g_assert_true (pentimento_canvas_get_comparing (fixture->canvas));
  pentimento_canvas_set_comparing (fixture->canvas, FALSE);
  activate (fixture, "win.apply-tool");
  wait_until_applied (fixture);
  assert_shown (fixture, WIDTH, HEIGHT, "[{\"operation\":\"adjust\",\"exposure\":0.5,\"saturation\":-40}]");
  g_assert_cmpuint (count_versions (fixture), ==, 2);
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
        PentimentoTool *tool = use (fixture, names[i]);

        if (i == 0)
          pentimento_crop_tool_turn (PENTIMENTO_CROP_TOOL (tool), 1);
        else if (i == 1)
          pentimento_extend_tool_set_margins (PENTIMENTO_EXTEND_TOOL (tool), &margins);
        else
          pentimento_adjust_tool_set_adjustment (PENTIMENTO_ADJUST_TOOL (tool), &bright);
        g_assert_true (pentimento_tool_get_is_used (tool));
        if (way == 0)
          assert_preview (fixture);
        if (way == 2)
          {
            gtk_widget_activate_action (GTK_WIDGET (fixture->panel), "tool.reset", NULL);
            g_assert_false (pentimento_tool_get_is_used (tool));
            activate (fixture, "win.apply-tool");
            g_assert_nonnull (pentimento_canvas_get_tool (fixture->canvas));
          }
        if (way == 1)
          gtk_widget_activate_action (GTK_WIDGET (fixture->panel), "tool.cancel", NULL);
        else
          activate (fixture, "win.leave");
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
  tool = PENTIMENTO_CROP_TOOL (use (fixture, "crop"));
  before = get_obstacle (fixture);
  g_assert_null (before);
  pentimento_crop_tool_turn (tool, 1);
  during = get_obstacle (fixture);
  g_assert_cmpstr (during, ==, "Apply or cancel what you are doing to the picture first.");
  activate (fixture, "win.leave");
  after = get_obstacle (fixture);
  g_assert_null (after);
}

/* In the place of the picture that is open. */
static void
open_another (ToolsFixture *fixture, int width, int height, guint seed)
{
  PentimentoDocument *document = fixture->base.document;

  widgets_fixture_open (&fixture->base, width, height, seed);
  widgets_fixture_wait (pentimento_document_get_pixels (document) != NULL
                        && gdk_pixbuf_get_width (pentimento_document_get_pixels (document)) == width
                        && gdk_pixbuf_get_height (pentimento_document_get_pixels (document)) == height
                        && pentimento_canvas_get_shown_pixels (fixture->canvas)
                               == pentimento_document_get_pixels (document));
}

/* Another version, or another picture, is begun anew; the tool stays in use. */
static void
test_other_picture (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoTool *tool = use (fixture, "crop");

  pentimento_crop_tool_set_place (PENTIMENTO_CROP_TOOL (tool), &(GdkRectangle){ 0, 0, 100, 100 });
  activate (fixture, "win.apply-tool");
  wait_until_applied (fixture);
  tool = use (fixture, "crop");
  pentimento_crop_tool_turn (PENTIMENTO_CROP_TOOL (tool), 1);
  activate (fixture, "document.undo");
  /* Not to what is still on its way. */
  activate (fixture, "win.apply-tool");
  widgets_fixture_wait (pentimento_document_get_pixels (fixture->base.document) != NULL
                        && gdk_pixbuf_get_width (pentimento_document_get_pixels (fixture->base.document)) == WIDTH);
  widgets_fixture_wait (pentimento_canvas_get_shown_pixels (fixture->canvas)
                        == pentimento_document_get_pixels (fixture->base.document));
  g_assert_cmpuint (count_versions (fixture), ==, 2);
  assert_place (fixture, 0, 0, WIDTH, HEIGHT);
  g_assert_false (pentimento_tool_get_is_used (tool));
  pentimento_crop_tool_turn (PENTIMENTO_CROP_TOOL (tool), 1);
  open_another (fixture, 90, 160, 2);
  tool = use (fixture, "crop");
  assert_place (fixture, 0, 0, 90, 160);
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

      open_another (fixture, width, height, 7 + i);
      tool = use (fixture, "crop");
      g_assert_true (pull (fixture, width, height, 0, 0));
      gtk_drop_down_set_selected (crop_option (fixture, "ratio_drop_down"), 8);
      g_object_set (tool, "angle", 10.0, NULL);
      pentimento_crop_tool_turn (PENTIMENTO_CROP_TOOL (tool), 1);
      widgets_fixture_wait (!pentimento_canvas_preview_get_is_working (fixture->canvas->preview));
      tool = use (fixture, "extend");
      gtk_drop_down_set_selected (extend_option (fixture, "ratio_drop_down"), 8);
      activate (fixture, "win.leave");
      tool = use (fixture, "extend");
      gtk_spin_button_set_value (extend_option (fixture, "right_spin"), 3);
      g_assert_true (pentimento_tool_get_is_used (tool));
      activate (fixture, "win.apply-tool");
      wait_until_applied (fixture);
      g_assert_cmpint (gdk_pixbuf_get_width (pentimento_document_get_pixels (fixture->base.document)), ==, width + 3);
    }
}

/* A tool in one window is none in another. */
static void
test_two_windows (ToolsFixture *fixture, gconstpointer data)
{
  ToolsFixture other = *fixture;
  gpointer window;

  other.base.window = window = pentimento_window_new (NULL, fixture->base.services, FALSE);
  other.base.document = pentimento_window_get_document (other.base.window);
  other.canvas = widgets_fixture_find (other.base.window, PENTIMENTO_TYPE_CANVAS);
  other.panel = widgets_fixture_find (other.base.window, PENTIMENTO_TYPE_TOOL_PANEL);
  g_object_add_weak_pointer (G_OBJECT (window), &window);
  gtk_window_present (GTK_WINDOW (other.base.window));

  /* There is nothing to use one on yet. */
  g_assert_null (use (&other, "crop"));
  widgets_fixture_open (&other.base, 80, 60, 3);
  pentimento_crop_tool_turn (PENTIMENTO_CROP_TOOL (use (fixture, "crop")), 1);
  g_assert_null (pentimento_canvas_get_tool (other.canvas));
  g_assert_true (PENTIMENTO_IS_EXTEND_TOOL (use (&other, "extend")));
  g_assert_true (PENTIMENTO_IS_CROP_TOOL (pentimento_canvas_get_tool (fixture->canvas)));

  /* Closed while it is applied. */
  pentimento_crop_tool_turn (PENTIMENTO_CROP_TOOL (use (&other, "crop")), 1);
  activate (&other, "win.apply-tool");
  gtk_window_destroy (GTK_WINDOW (other.base.window));
  widgets_fixture_wait (window == NULL);
  activate (fixture, "win.leave");
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

      use (fixture, names[i]);
      gtk_widget_measure (GTK_WIDGET (fixture->panel), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      g_assert_cmpint (width, <=, 360 - 2 * PADDING);
    }
}

#define ADD(name, test) g_test_add ("/tools/" name, ToolsFixture, NULL, set_up, test, tear_down)

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
