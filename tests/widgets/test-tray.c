/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-incoming.h"
#include "pentimento-prompt-entry.h"
#include "pentimento-prompt-history.h"
#include "pentimento-prompt-panel.h"
#include "pentimento-prompt-row.h"
#include "pentimento-reference-item.h"
#include "pentimento-reference-tray.h"
#include "pentimento-template-chooser.h"
#include "pentimento-template-dialog.h"
#include "pentimento-template-form.h"
#include "pentimento-template-row.h"
#include "pentimento-templates.h"
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

/* Templates and prompts used before, at the entry of the window. */

static char *
get_prompt (TrayFixture *fixture)
{
  char *prompt;

  g_object_get (fixture->base.document, "prompt", &prompt, NULL);
  return prompt;
}

#define assert_prompt(fixture, expected)                                                                               \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *found = get_prompt (fixture);                                                                     \
                                                                                                                       \
    g_assert_cmpstr (found, ==, expected);                                                                             \
  }                                                                                                                    \
  G_STMT_END

static void
press_undo (TrayFixture *fixture)
{
  GtkWidget *entry = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_PROMPT_ENTRY);

  gtk_widget_activate_action (widgets_fixture_part (entry, "view"), "text.undo", NULL);
}

static void
search_for (gpointer widget, const char *words)
{
  gtk_editable_set_text (widgets_fixture_part (widget, "search_entry"), words);
  g_signal_emit_by_name (widgets_fixture_part (widget, "search_entry"), "search-changed");
}

static void
choose_first (gpointer widget)
{
  g_signal_emit_by_name (widgets_fixture_part (widget, "search_entry"), "activate");
}

static const char *
caption_at (TrayFixture *fixture, int index)
{
  return gtk_label_get_label (widgets_fixture_part (item_at (fixture, index), "caption_label"));
}

/* What a template wants has a place each, which takes pictures, and can be taken away. */
static void
test_places (TrayFixture *fixture, gconstpointer data)
{
  GtkWidget *chooser = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_TEMPLATE_CHOOSER);
  GtkWidget *places = widgets_fixture_part (fixture->tray, "places_label");
  g_autofree char *obstacle = NULL;

  widgets_fixture_open (&fixture->base, 200, 100, 1);
  g_object_set (fixture->base.document, "prompt", "mine", NULL);
  search_for (chooser, "try on accessories");
  choose_first (chooser);
  g_assert_cmpstr (caption_at (fixture, 0), ==, "Person");
  g_assert_cmpstr (caption_at (fixture, 2), ==, "Accessory");
  g_assert_cmpstr (badge_at (fixture, 2), ==, "3");
  g_assert_cmpstr (count_of (fixture), ==, "1 of 10");
  g_assert_true (gtk_widget_get_visible (places));
  g_object_get (fixture->base.document, "obstacle", &obstacle, NULL);
  g_assert_cmpstr (obstacle, ==, "The prompt speaks of picture 2 (Hat): add it.");

  add (fixture, 2);
  g_assert_cmpstr (tooltip_at (fixture, 1), ==, "Hat: picture 2.png");
  g_assert_true (gtk_widget_activate_action (fixture->tray, "document.move-to-place", "(uu)", 0, 3));
  g_assert_cmpuint (pentimento_reference_item_get_empty_number (PENTIMENTO_REFERENCE_ITEM (item_at (fixture, 1))), ==,
                    2);
  g_assert_cmpstr (tooltip_at (fixture, 2), ==, "Accessory: picture 2.png");
  g_signal_emit_by_name (widgets_fixture_part (item_at (fixture, 1), "remove_button"), "clicked");
  g_assert_cmpstr (badge_at (fixture, 1), ==, "2");
  g_assert_cmpstr (caption_at (fixture, 1), ==, "Accessory");
  g_assert_false (gtk_widget_get_visible (places));

  /* What was written is one step of undoing away. */
  press_undo (fixture);
  assert_prompt (fixture, "mine");
  g_assert_null (pentimento_document_get_template (fixture->base.document));
}

static GtkDropTarget *
find_drop_target (TrayFixture *fixture)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (fixture->tray);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  return NULL;
}

static gboolean
drop_on (TrayFixture *fixture, int index, const char *first, const char *second)
{
  g_auto (GValue) value = make_drop (fixture, first, second);
  GtkWidget *item = GTK_WIDGET (item_at (fixture, index));
  gboolean taken;
  double x, y;

  gtk_widget_translate_coordinates (item, fixture->tray, gtk_widget_get_width (item) / 2,
                                    gtk_widget_get_height (item) / 2, &x, &y);
  g_signal_emit_by_name (find_drop_target (fixture), "drop", &value, x, y, &taken);
  return taken;
}

/* What is dropped on a place goes there, and what comes with it to the first that is empty. */
static void
test_drop_on_place (TrayFixture *fixture, gconstpointer data)
{
  GtkWidget *chooser = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_TEMPLATE_CHOOSER);

  search_for (chooser, "try on accessories");
  choose_first (chooser);
  widgets_fixture_wait (gtk_widget_get_width (GTK_WIDGET (item_at (fixture, 2))) > 0);
  g_assert_false (drop_on (fixture, 0, "picture-1.png", "picture-1.png"));
  widgets_fixture_open (&fixture->base, 200, 100, 1);
  search_for (chooser, "try on accessories");
  choose_first (chooser);
  g_assert_true (drop_on (fixture, 2, "picture-1.png", "missing.png"));
  widgets_fixture_wait (g_list_model_get_n_items (fixture->references) == 1);
  g_assert_cmpuint (pentimento_document_get_number (fixture->base.document, 0), ==, 3);
  g_assert_true (drop_on (fixture, 0, "picture-1.png", "picture-1.png"));
  widgets_fixture_wait (g_list_model_get_n_items (fixture->references) == 3);
  g_assert_cmpuint (pentimento_document_get_number (fixture->base.document, 0), ==, 2);
  g_assert_cmpuint (pentimento_document_get_number (fixture->base.document, 2), ==, 4);
}

/* What is asked for is put into the prompt; what is left empty is selected there. */
static void
test_form (TrayFixture *fixture, gconstpointer data)
{
  GtkWidget *chooser = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_TEMPLATE_CHOOSER);
  GtkWidget *form = widgets_fixture_part (chooser, "form");
  GtkTextBuffer *buffer
      = widgets_fixture_part (widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_PROMPT_ENTRY), "buffer");
  g_autofree char *prompt = NULL;
  GtkTextIter start, end;
  g_autofree char *selected = NULL;

  search_for (chooser, "colour variant");
  choose_first (chooser);
  gtk_editable_set_text (widgets_fixture_find (form, GTK_TYPE_ENTRY), " the hat ");
  g_signal_emit_by_name (form, "filled", "Change the colour of the hat to {colour}.");
  assert_prompt (fixture, "Change the colour of the hat to {colour}.");
  g_assert_true (gtk_text_buffer_get_selection_bounds (buffer, &start, &end));
  selected = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_cmpstr (selected, ==, "{colour}");

  search_for (chooser, "formula");
  choose_first (chooser);
  g_signal_emit_by_name (widgets_fixture_find (form, GTK_TYPE_ENTRY), "activate");
  assert_prompt (fixture, "Change the colour of the hat to {colour}.");
  gtk_editable_set_text (widgets_fixture_find (form, GTK_TYPE_ENTRY), "a² + b²");
  g_signal_emit_by_name (gtk_widget_get_last_child (gtk_widget_get_last_child (widgets_fixture_part (form, "lines"))),
                         "activate");
  prompt = get_prompt (fixture);
  g_assert_nonnull (strstr (prompt, "neatly: a² + b²."));
  g_assert_nonnull (strstr (prompt, "in {ink} marker"));
}

static GtkListBoxRow *
first_row (gpointer widget)
{
  return gtk_list_box_get_row_at_index (widgets_fixture_part (widget, "list"), 0);
}

/* The present prompt is kept, changed and found again. */
static void
test_keep (TrayFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoTemplates) templates
      = pentimento_templates_new (pentimento_services_get_library (fixture->base.services));
  GtkWidget *chooser = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_TEMPLATE_CHOOSER);
  GtkWindow *dialog;
  PentimentoTemplate *kept;

  g_object_set (fixture->base.document, "prompt", "A {garment} as in image 2", NULL);
  dialog = pentimento_template_dialog_new (GTK_WINDOW (fixture->base.window), templates, fixture->base.document, NULL);
  g_assert_false (gtk_widget_get_sensitive (widgets_fixture_part (dialog, "save_button")));
  gtk_editable_set_text (widgets_fixture_part (dialog, "name_entry"), "try-on");
  gtk_editable_set_text (widgets_fixture_part (dialog, "pictures_entry"), " Person,, Garment ");
  g_signal_emit_by_name (widgets_fixture_part (dialog, "save_button"), "clicked");
  g_assert_true (gtk_widget_get_visible (widgets_fixture_part (dialog, "problem_label")));
  gtk_editable_set_text (widgets_fixture_part (dialog, "name_entry"), "Coat");
  g_signal_emit_by_name (widgets_fixture_part (dialog, "save_button"), "clicked");
  kept = pentimento_templates_find (templates, "coat", NULL);
  g_assert_cmpstr (pentimento_template_get_prompt (kept), ==, "A {garment} as in image 2");
  g_assert_cmpstrv (pentimento_template_get_pictures (kept), ((const char *const[]){ "Person", "Garment", NULL }));

  widgets_fixture_wait (!pentimento_template_is_built_in (
      pentimento_template_row_get_template (PENTIMENTO_TEMPLATE_ROW (first_row (chooser)))));
  dialog = pentimento_template_dialog_new (GTK_WINDOW (fixture->base.window), templates, fixture->base.document, kept);
  gtk_editable_set_text (widgets_fixture_part (dialog, "name_entry"), "Cloak");
  g_signal_emit_by_name (widgets_fixture_part (dialog, "save_button"), "clicked");
  g_assert_null (pentimento_templates_find (templates, "coat", NULL));
  g_assert_nonnull (pentimento_templates_find (templates, "cloak", NULL));
}

static void
make_version (TrayFixture *fixture, const char *id, const char *prompt)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->base.services);
  g_autoptr (PentimentoImage) image = widgets_fixture_make_image (16, 8, 1);
  g_autoptr (GListStore) versions = g_list_store_new (PENTIMENTO_TYPE_VERSION);
  g_autoptr (PentimentoVersion) version = g_object_new (PENTIMENTO_TYPE_VERSION, "id", id, "picture-id", id, "sha256",
                                                        pentimento_image_get_sha256 (image), "media-type", "image/png",
                                                        "width", 16, "height", 8, "prompt", prompt, NULL);

  g_list_store_append (versions, version);
  g_assert_true (pentimento_library_store_image (library, image, NULL));
  g_assert_true (pentimento_library_add_versions (library, G_LIST_MODEL (versions), NULL));
}

static const char *
first_prompt (gpointer history)
{
  return pentimento_prompt_row_get_prompt (PENTIMENTO_PROMPT_ROW (first_row (history)));
}

static void
test_prompts (TrayFixture *fixture, gconstpointer data)
{
  GtkWidget *history = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_PROMPT_HISTORY);

  make_version (fixture, "one", "a red hat");
  make_version (fixture, "two", "a blue coat");
  g_object_set (fixture->base.document, "prompt", "mine", NULL);
  search_for (history, "");
  g_assert_cmpstr (first_prompt (history), ==, "a blue coat");
  search_for (history, "hat re");
  g_assert_cmpstr (first_prompt (history), ==, "a red hat");
  choose_first (history);
  assert_prompt (fixture, "a red hat");
  press_undo (fixture);
  assert_prompt (fixture, "mine");

  search_for (history, "");
  gtk_widget_activate_action (GTK_WIDGET (first_row (history)), "prompt.hide", NULL);
  g_assert_cmpstr (first_prompt (history), ==, "a red hat");
  search_for (history, "zebra");
  choose_first (history);
  assert_prompt (fixture, "mine");
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
  ADD ("places", test_places);
  ADD ("drop-on-place", test_drop_on_place);
  ADD ("form", test_form);
  ADD ("keep", test_keep);
  ADD ("prompts", test_prompts);
  g_test_add_func ("/prompt/count", test_count);
  return g_test_run ();
}
