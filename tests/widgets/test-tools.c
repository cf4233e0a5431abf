/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-adjust-options.h"
#include "pentimento-crop-options.h"
#include "pentimento-draw-options.h"
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

/* Drawing */

static PentimentoMarks *
get_drawn (ToolsFixture *fixture)
{
  return pentimento_marking_get_marks (pentimento_document_get_marking (fixture->base.document));
}

static PentimentoMark *
get_mark (ToolsFixture *fixture, guint position, guint n_marks)
{
  g_assert_nonnull (get_drawn (fixture));
  g_assert_cmpuint (pentimento_marks_get_n (get_drawn (fixture)), ==, n_marks);
  return pentimento_marks_get (get_drawn (fixture), position);
}

static void
assert_point (PentimentoMark *mark, guint i, int x, int y)
{
  g_assert_cmpuint (mark->n_points, >, i);
  g_assert_cmpint (ABS (mark->points[i].x - x), <=, 1);
  g_assert_cmpint (ABS (mark->points[i].y - y), <=, 1);
}

static gboolean
press_key (PentimentoTool *tool, guint key, GdkModifierType state)
{
  return pentimento_tool_key (tool, key, state);
}

static gboolean
is_drawing_told (ToolsFixture *fixture)
{
  PentimentoPromptPanel *panel = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_PROMPT_PANEL);

  return gtk_widget_get_visible (widgets_fixture_part (panel, "drawing_box"));
}

/* Each mark is a step, which nothing has to be applied for; taken hold of, it is moved and pulled. */
static void
test_draw (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoTool *tool = tools_fixture_use (fixture, "draw");
  int selected;

  g_assert_false (is_drawing_told (fixture));
  g_assert_true (tools_fixture_pull (fixture, 40, 30, 140, 90));
  assert_point (get_mark (fixture, 0, 1), 1, 140, 90);
  g_assert_cmpint (get_mark (fixture, 0, 1)->kind, ==, PENTIMENTO_MARK_ARROW);
  g_assert_true (is_drawing_told (fixture));
  g_assert_false (pentimento_tool_get_is_used (tool));
  g_assert_cmpuint (tools_fixture_count_versions (fixture), ==, 1);

  g_object_set (tool, "kind", "box", "selected", -1, "colour", "#ffffff", "width", 4, NULL);
  g_assert_true (tools_fixture_pull (fixture, 200, 150, 260, 180));
  g_assert_cmpint (get_mark (fixture, 1, 2)->colour, ==, 0xffffff);
  g_assert_cmpint (get_mark (fixture, 1, 2)->width, ==, 4);
  /* A click draws no box, and beside the picture nothing is drawn. */
  g_assert_true (tools_fixture_pull (fixture, 20, 150, 20, 150));
  g_assert_false (tools_fixture_pull (fixture, -20, 20, 50, 50));
  get_mark (fixture, 1, 2);

  g_object_set (tool, "kind", "move", NULL);
  g_assert_true (tools_fixture_pull (fixture, 200, 165, 210, 155));
  assert_point (get_mark (fixture, 1, 2), 0, 210, 140);
  assert_point (get_mark (fixture, 1, 2), 1, 270, 170);
  g_assert_true (tools_fixture_pull (fixture, 270, 170, 280, 190));
  assert_point (get_mark (fixture, 1, 2), 0, 210, 140);
  assert_point (get_mark (fixture, 1, 2), 1, 280, 190);
  g_assert_false (tools_fixture_pull (fixture, 20, 180, 30, 190));
  g_object_get (tool, "selected", &selected, NULL);
  g_assert_cmpint (selected, ==, -1);

  tools_fixture_activate (fixture, "document.undo");
  assert_point (get_mark (fixture, 1, 2), 1, 270, 170);
  tools_fixture_activate (fixture, "document.undo");
  tools_fixture_activate (fixture, "document.undo");
  get_mark (fixture, 0, 1);
  tools_fixture_activate (fixture, "document.redo");
  get_mark (fixture, 0, 2);

  /* It stays when the tool goes, until it is taken away. */
  tools_fixture_activate (fixture, "win.leave");
  g_assert_null (pentimento_canvas_get_tool (fixture->canvas));
  g_assert_true (is_drawing_told (fixture));
  gtk_widget_activate_action (widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_PROMPT_PANEL),
                              "document.remove-drawing", NULL);
  g_assert_null (get_drawn (fixture));
  g_assert_false (is_drawing_told (fixture));
}

/* Without a pointer: one is put in the middle, found again, moved in one step, and taken away. */
static void
test_draw_by_keys (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoTool *tool = tools_fixture_use (fixture, "draw");
  GtkLabel *label = tools_fixture_option (fixture, PENTIMENTO_TYPE_DRAW_OPTIONS, "selected_label");

  g_object_set (tool, "kind", "ellipse", NULL);
  g_assert_false (press_key (tool, GDK_KEY_Tab, 0));
  g_assert_true (press_key (tool, GDK_KEY_Return, 0));
  assert_point (get_mark (fixture, 0, 1), 0, TOOLS_WIDTH * 3 / 8, TOOLS_HEIGHT * 3 / 8);
  g_assert_true (press_key (tool, GDK_KEY_2, 0));
  g_assert_true (press_key (tool, GDK_KEY_Return, 0));
  g_assert_cmpstr (gtk_label_get_label (label), ==, "Arrow, 2 of 2");
  g_assert_true (press_key (tool, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK));
  g_assert_cmpstr (gtk_label_get_label (label), ==, "Ellipse, 1 of 2");
  g_assert_true (press_key (tool, GDK_KEY_Right, 0));
  g_assert_true (press_key (tool, GDK_KEY_Right, GDK_SHIFT_MASK));
  g_assert_true (press_key (tool, GDK_KEY_Down, GDK_CONTROL_MASK));
  assert_point (get_mark (fixture, 0, 2), 0, TOOLS_WIDTH * 3 / 8 + 11, TOOLS_HEIGHT * 3 / 8);
  assert_point (get_mark (fixture, 0, 2), 1, TOOLS_WIDTH * 5 / 8 + 11, TOOLS_HEIGHT * 5 / 8 + 1);
  tools_fixture_activate (fixture, "document.undo");
  assert_point (get_mark (fixture, 0, 2), 0, TOOLS_WIDTH * 3 / 8, TOOLS_HEIGHT * 3 / 8);
  g_assert_true (press_key (tool, GDK_KEY_Tab, 0));
  g_assert_true (press_key (tool, GDK_KEY_Delete, 0));
  g_assert_cmpint (get_mark (fixture, 0, 1)->kind, ==, PENTIMENTO_MARK_ELLIPSE);
  g_assert_true (press_key (tool, GDK_KEY_Escape, 0));
  g_assert_false (press_key (tool, GDK_KEY_Right, 0));
  g_assert_false (press_key (tool, GDK_KEY_Escape, 0));
  gtk_widget_activate_action (widgets_fixture_find (fixture->panel, PENTIMENTO_TYPE_DRAW_OPTIONS), "draw.clear", NULL);
  g_assert_null (get_drawn (fixture));
}

static GtkEditable *
get_entry (ToolsFixture *fixture)
{
  g_assert_nonnull (fixture->canvas->text_popover);
  return GTK_EDITABLE (gtk_popover_get_child (fixture->canvas->text_popover));
}

static gboolean
is_writing (PentimentoTool *tool)
{
  gboolean writing;

  g_object_get (tool, "writing", &writing, NULL);
  return writing;
}

/* A click asks for words, Return keeps them, and another click asks for other ones. */
static void
test_draw_text (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoTool *tool = tools_fixture_use (fixture, "draw");

  g_object_set (tool, "kind", "text", "width", 5, NULL);
  g_assert_true (tools_fixture_pull (fixture, 50, 60, 50, 60));
  g_assert_true (is_writing (tool));
  gtk_editable_set_text (get_entry (fixture), "no hat");
  g_assert_null (get_drawn (fixture));
  g_assert_cmpstr (pentimento_marks_get (pentimento_draw_tool_get_marks (PENTIMENTO_DRAW_TOOL (tool)), 0)->text, ==,
                   "no hat");
  g_signal_emit_by_name (get_entry (fixture), "activate");
  g_assert_false (is_writing (tool));
  g_assert_cmpstr (get_mark (fixture, 0, 1)->text, ==, "no hat");
  assert_point (get_mark (fixture, 0, 1), 0, 50, 60);

  g_assert_true (tools_fixture_pull (fixture, 60, 75, 60, 75));
  g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture)), ==, "no hat");
  gtk_editable_set_text (get_entry (fixture), "a red hat");
  pentimento_draw_tool_end_writing (PENTIMENTO_DRAW_TOOL (tool), FALSE);
  g_assert_cmpstr (get_mark (fixture, 0, 1)->text, ==, "no hat");

  /* By keys, and no words take the text away. */
  g_assert_true (press_key (tool, GDK_KEY_Return, 0));
  gtk_editable_set_text (get_entry (fixture), " ");
  g_signal_emit_by_name (get_entry (fixture), "activate");
  g_assert_null (get_drawn (fixture));
  /* A place where nothing was written. */
  g_assert_true (tools_fixture_pull (fixture, 50, 60, 50, 60));
  g_signal_emit_by_name (get_entry (fixture), "activate");
  g_assert_null (get_drawn (fixture));
  tools_fixture_activate (fixture, "document.undo");
  g_assert_cmpstr (get_mark (fixture, 0, 1)->text, ==, "no hat");
}

/* How much of what the canvas paints is of that colour. */
static guint
count_painted (ToolsFixture *fixture, guint32 colour)
{
  const PentimentoViewport *viewport = pentimento_canvas_get_viewport (fixture->canvas);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  int width = (int)viewport->view_width, height = (int)viewport->view_height;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GskRenderNode) node = NULL;
  guint n = 0;

  pentimento_canvas_paint_marks (fixture->canvas, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      n += (*(guint32 *)(gpointer)(cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface)
                                   + 4 * x)
            & 0xffffff)
           == colour;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return n;
}

/* Seen while it will be sent, unless it is hidden or the picture is seen in another way; and not on another version. */
static void
test_drawing_seen (ToolsFixture *fixture, gconstpointer data)
{
  PentimentoTool *tool = tools_fixture_use (fixture, "draw");
  guint n_seen;

  g_object_set (tool, "kind", "scribble", "colour", "#33d17a", "width", 10, NULL);
  g_assert_true (tools_fixture_pull (fixture, 50, 100, 250, 100));
  n_seen = count_painted (fixture, 0x33d17a);
  g_assert_cmpuint (n_seen, >, 1500);
  tools_fixture_activate (fixture, "win.leave");
  g_assert_cmpuint (count_painted (fixture, 0x33d17a), ==, n_seen);
  tools_fixture_activate (fixture, "win.show-marks");
  g_assert_cmpuint (count_painted (fixture, 0x33d17a), ==, 0);
  /* Who draws sees it. */
  tools_fixture_use (fixture, "draw");
  g_assert_cmpuint (count_painted (fixture, 0x33d17a), ==, n_seen);
  tool = tools_fixture_use (fixture, "crop");
  g_assert_cmpuint (count_painted (fixture, 0x33d17a), ==, n_seen);
  pentimento_crop_tool_turn (PENTIMENTO_CROP_TOOL (tool), 1);
  widgets_fixture_wait (!pentimento_canvas_preview_get_is_working (fixture->canvas->preview));
  g_assert_cmpuint (count_painted (fixture, 0x33d17a), ==, 0);
  tools_fixture_activate (fixture, "win.apply-tool");
  tools_fixture_wait_until_applied (fixture);
  g_assert_null (get_drawn (fixture));
  g_assert_cmpuint (count_painted (fixture, 0x33d17a), ==, 0);
  g_assert_false (is_drawing_told (fixture));
  tools_fixture_activate (fixture, "document.undo");
  g_assert_true (is_drawing_told (fixture));
}

/* What the style sheet puts around it, which is not loaded here. */
#define PADDING 12

/* With the panel of a tool the window is no wider than a phone. */
static void
test_narrow (ToolsFixture *fixture, gconstpointer data)
{
  const char *names[] = { "crop", "extend", "adjust", "mark", "draw" };

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
  ADD ("draw", test_draw);
  ADD ("draw-by-keys", test_draw_by_keys);
  ADD ("draw-text", test_draw_text);
  ADD ("drawing-seen", test_drawing_seen);
  return g_test_run ();
}
