/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-incoming.h"
#include "pentimento-prompt-entry.h"
#include "pentimento-reference-item.h"
#include "pentimento-reference-tray.h"
#include "widgets-fixture.h"

typedef struct {
  WidgetsFixture base;
  GtkWidget *tray;
  GListModel *references;
} TrayFixture;

static void
set_up (TrayFixture *fixture, gconstpointer data)
{
  widgets_fixture_set_up (&fixture->base, data);
  fixture->tray = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_REFERENCE_TRAY);
  fixture->references = pentimento_document_get_references (fixture->base.document);
}

static void
tear_down (TrayFixture *fixture, gconstpointer data)
{
  widgets_fixture_tear_down (&fixture->base, data);
}

static void
add (TrayFixture *fixture, guint seed)
{
  g_autoptr (PentimentoImage) image = widgets_fixture_make_image (64, 48, seed);
  g_autoptr (GError) error = NULL;

  pentimento_document_add_reference (fixture->base.document, image, &error);
  g_assert_no_error (error);
}

static GtkFlowBoxChild *
item_at (TrayFixture *fixture, int index)
{
  return gtk_flow_box_get_child_at_index (widgets_fixture_part (fixture->tray, "items"), index);
}

static const char *
badge_at (TrayFixture *fixture, int index)
{
  return gtk_label_get_label (widgets_fixture_part (item_at (fixture, index), "badge"));
}

static const char *
tooltip_at (TrayFixture *fixture, int index)
{
  return gtk_widget_get_tooltip_text (GTK_WIDGET (item_at (fixture, index)));
}

static const char *
count_of (TrayFixture *fixture)
{
  return gtk_label_get_label (widgets_fixture_part (fixture->tray, "count_label"));
}

static void
test_numbers (TrayFixture *fixture, gconstpointer data)
{
  widgets_fixture_open (&fixture->base, 200, 100, 1);
  g_assert_cmpstr (count_of (fixture), ==, "1 of 10");
  g_assert_cmpstr (badge_at (fixture, 0), ==, "1");
  g_assert_false (gtk_widget_get_visible (widgets_fixture_part (item_at (fixture, 0), "remove_button")));

  add (fixture, 2);
  add (fixture, 3);
  g_assert_cmpstr (count_of (fixture), ==, "3 of 10");
  g_assert_cmpstr (badge_at (fixture, 2), ==, "3");
  g_assert_cmpstr (tooltip_at (fixture, 1), ==, "picture 2.png");
  g_assert_null (item_at (fixture, 3));
}

static void
test_move (TrayFixture *fixture, gconstpointer data)
{
  widgets_fixture_open (&fixture->base, 200, 100, 1);
  for (guint i = 2; i < 5; i++)
    add (fixture, i);

  g_assert_true (gtk_widget_activate_action (fixture->tray, "document.move-reference", "(uu)", 2, 0));
  g_assert_cmpstr (tooltip_at (fixture, 1), ==, "picture 4.png");
  g_assert_cmpstr (tooltip_at (fixture, 2), ==, "picture 2.png");
  g_assert_cmpstr (badge_at (fixture, 1), ==, "2");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->base.window)) == GTK_WIDGET (item_at (fixture, 1)));

  /* Past the end nothing moves. */
  gtk_widget_activate_action (fixture->tray, "document.move-reference", "(uu)", 2, 3);
  g_assert_cmpstr (tooltip_at (fixture, 3), ==, "picture 3.png");
}

static void
test_remove (TrayFixture *fixture, gconstpointer data)
{
  widgets_fixture_open (&fixture->base, 200, 100, 1);
  add (fixture, 2);
  add (fixture, 3);
  g_signal_emit_by_name (widgets_fixture_part (item_at (fixture, 1), "remove_button"), "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (fixture->references), ==, 1);
  g_assert_cmpstr (tooltip_at (fixture, 1), ==, "picture 3.png");
  g_assert_cmpstr (count_of (fixture), ==, "2 of 10");
}

static void
test_full (TrayFixture *fixture, gconstpointer data)
{
  GtkWidget *full = widgets_fixture_part (fixture->tray, "full_label");

  widgets_fixture_open (&fixture->base, 200, 100, 1);
  for (guint i = 2; i <= 10; i++)
    {
      g_assert_false (gtk_widget_get_visible (full));
      add (fixture, i);
    }
  g_assert_cmpstr (count_of (fixture), ==, "10 of 10");
  g_assert_true (gtk_widget_get_visible (full));
  g_assert_cmpstr (badge_at (fixture, 9), ==, "10");
}

static GValue
make_drop (TrayFixture *fixture, const char *first, const char *second)
{
  GValue value = G_VALUE_INIT;
  GSList *files = NULL;

  files = g_slist_append (files, g_file_new_build_filename (fixture->base.folder, first, NULL));
  files = g_slist_append (files, g_file_new_build_filename (fixture->base.folder, second, NULL));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, files);
  return value;
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

/* One that cannot be read does not keep the other out, and is told of. */
static void
test_incoming (TrayFixture *fixture, gconstpointer data)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListModel) images = NULL;
  g_autoptr (GError) skipped = NULL;
  g_autoptr (GError) error = NULL;

  widgets_fixture_open (&fixture->base, 200, 100, 1);
  value = make_drop (fixture, "missing.png", "picture-1.png");
  pentimento_incoming_from_value_async (&value, NULL, keep_result, &result);
  widgets_fixture_wait (result != NULL);
  images = pentimento_incoming_finish (result, &skipped, &error);
  g_assert_no_error (error);
  g_assert_error (skipped, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNREADABLE);
  g_assert_cmpuint (g_list_model_get_n_items (images), ==, 1);
}

/* A picture without a file, as from a screenshot, goes in and out of the clipboard. */
static void
test_clipboard (TrayFixture *fixture, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->tray);
  g_autoptr (GdkPixbuf) pixels = widgets_fixture_make_pixels (40, 30, 5, FALSE);
  g_autoptr (GdkTexture) texture = gdk_texture_new_for_pixbuf (pixels);

  widgets_fixture_open (&fixture->base, 200, 100, 1);
  gdk_clipboard_set_text (clipboard, "no picture");
  g_assert_false (pentimento_incoming_is_on_clipboard (clipboard));
  gdk_clipboard_set_texture (clipboard, texture);
  g_assert_true (gtk_widget_activate_action (fixture->tray, "document.paste-reference", NULL));
  widgets_fixture_wait (g_list_model_get_n_items (fixture->references) == 1);
  g_assert_cmpstr (count_of (fixture), ==, "2 of 10");
}

static void
test_count (void)
{
  PentimentoPromptEntry *entry = g_object_ref_sink (g_object_new (PENTIMENTO_TYPE_PROMPT_ENTRY, "limit", 5, NULL));
  GtkWidget *label = widgets_fixture_part (entry, "count_label");
  g_autofree char *text = NULL;

  g_assert_cmpstr (pentimento_prompt_entry_get_count (entry), ==, "0/5");
  g_object_set (entry, "text", "Äß😀", NULL);
  g_assert_cmpstr (pentimento_prompt_entry_get_count (entry), ==, "3/5");
  g_assert_false (gtk_widget_has_css_class (label, "error"));
  g_object_set (entry, "text", "sechs!", NULL);
  g_assert_true (gtk_widget_has_css_class (label, "error"));
  g_assert_false (gtk_widget_get_visible (widgets_fixture_part (entry, "placeholder_label")));
  g_object_get (entry, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "sechs!");
  g_object_unref (entry);
}

#define ADD(name, test) g_test_add ("/tray/" name, TrayFixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  widgets_fixture_init (&argc, &argv);
  ADD ("numbers", test_numbers);
  ADD ("move", test_move);
  ADD ("remove", test_remove);
  ADD ("full", test_full);
  ADD ("incoming", test_incoming);
  ADD ("clipboard", test_clipboard);
  g_test_add_func ("/prompt/count", test_count);
  return g_test_run ();
}
