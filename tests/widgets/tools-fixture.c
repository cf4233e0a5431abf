/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tools-fixture.h"
#include "pentimento-crop-options.h"

void
tools_fixture_set_up (ToolsFixture *fixture, gconstpointer data)
{
  widgets_fixture_set_up (&fixture->base, data);
  fixture->canvas = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_CANVAS);
  fixture->panel = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_TOOL_PANEL);
  widgets_fixture_open (&fixture->base, TOOLS_WIDTH, TOOLS_HEIGHT, 1);
}

void
tools_fixture_tear_down (ToolsFixture *fixture, gconstpointer data)
{
  widgets_fixture_tear_down (&fixture->base, data);
}

void
tools_fixture_activate (ToolsFixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->base.window), action, NULL);
}

PentimentoTool *
tools_fixture_use (ToolsFixture *fixture, const char *name)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->base.window), "win.tool", "s", name);
  return pentimento_canvas_get_tool (fixture->canvas);
}

gpointer
tools_fixture_option (ToolsFixture *fixture, GType options, const char *name)
{
  return widgets_fixture_part (widgets_fixture_find (fixture->panel, options), name);
}

gpointer
tools_fixture_crop_option (ToolsFixture *fixture, const char *name)
{
  return tools_fixture_option (fixture, PENTIMENTO_TYPE_CROP_OPTIONS, name);
}

PentimentoHistory *
tools_fixture_get_history (ToolsFixture *fixture)
{
  return pentimento_document_get_history (fixture->base.document);
}

guint
tools_fixture_count_versions (ToolsFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (tools_fixture_get_history (fixture)));
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

guint
tools_fixture_count_objects (ToolsFixture *fixture)
{
  g_autofree char *objects = g_build_filename (fixture->base.folder, "data", "objects", NULL);

  return count_files (objects);
}

gboolean
tools_fixture_pull (ToolsFixture *fixture, double x, double y, double to_x, double to_y)
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

GdkRectangle
tools_fixture_get_place (ToolsFixture *fixture)
{
  return pentimento_crop_tool_get_frame (PENTIMENTO_CROP_TOOL (pentimento_canvas_get_tool (fixture->canvas)))->place;
}

void
tools_fixture_assert_place (ToolsFixture *fixture, int x, int y, int width, int height)
{
  const GdkRectangle place = tools_fixture_get_place (fixture);

  g_assert_cmpint (place.x, ==, x);
  g_assert_cmpint (place.y, ==, y);
  g_assert_cmpint (place.width, ==, width);
  g_assert_cmpint (place.height, ==, height);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (tools_fixture_crop_option (fixture, "width_spin")), ==, width);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (tools_fixture_crop_option (fixture, "height_spin")), ==, height);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (tools_fixture_crop_option (fixture, "x_spin")), ==, x);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (tools_fixture_crop_option (fixture, "y_spin")), ==, y);
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

void
tools_fixture_assert_preview (ToolsFixture *fixture)
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

void
tools_fixture_wait_until_applied (ToolsFixture *fixture)
{
  widgets_fixture_wait (pentimento_canvas_get_tool (fixture->canvas) == NULL);
  widgets_fixture_wait (pentimento_canvas_get_shown_pixels (fixture->canvas)
                        == pentimento_document_get_pixels (fixture->base.document));
}

void
tools_fixture_assert_shown (ToolsFixture *fixture, int width, int height, const char *recipe)
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

void
tools_fixture_open_another (ToolsFixture *fixture, int width, int height, guint seed)
{
  PentimentoDocument *document = fixture->base.document;

  widgets_fixture_open (&fixture->base, width, height, seed);
  widgets_fixture_wait (pentimento_document_get_pixels (document) != NULL
                        && gdk_pixbuf_get_width (pentimento_document_get_pixels (document)) == width
                        && gdk_pixbuf_get_height (pentimento_document_get_pixels (document)) == height
                        && pentimento_canvas_get_shown_pixels (fixture->canvas)
                               == pentimento_document_get_pixels (document));
}
