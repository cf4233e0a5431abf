/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-gallery-view.h"
#include "pentimento-history-item.h"
#include "pentimento-history-strip.h"
#include "pentimento-library-tags.h"
#include "pentimento-library-trash.h"
#include "pentimento-tags-popover.h"
#include "widgets-fixture.h"

typedef struct {
  WidgetsFixture base;
  PentimentoLibrary *library;
  GtkWidget *view;
  GtkGridView *grid;
  GtkSelectionModel *model;
} GalleryFixture;

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static PentimentoVersion *
make_version (PentimentoImage *image, const char *id, PentimentoVersion *parent, const char *prompt)
{
  return g_object_new (PENTIMENTO_TYPE_VERSION, "id", id, "picture-id", "picture", "parent-id",
                       parent != NULL ? pentimento_version_get_id (parent) : NULL, "kind",
                       parent != NULL ? PENTIMENTO_VERSION_EDITED : PENTIMENTO_VERSION_OPENED, "name", "harbour.png",
                       "sha256", pentimento_image_get_sha256 (image), "media-type", "image/png", "width", 60, "height",
                       40, "prompt", prompt, "cost-kind", prompt != NULL ? "reported" : "free", "cost-micros",
                       prompt != NULL ? G_GINT64_CONSTANT (30000) : G_GINT64_CONSTANT (0), NULL);
}

/* In the gallery: warmer, colder, the file that was opened. */
static void
fill (GalleryFixture *fixture)
{
  g_autoptr (PentimentoImage) image = widgets_fixture_make_image (60, 40, 1);
  g_autoptr (PentimentoVersion) root = make_version (image, "root-version", NULL, NULL);
  g_autoptr (PentimentoVersion) colder = make_version (image, "cold-version", root, "Colder, as at the café");
  g_autoptr (PentimentoVersion) warmer = make_version (image, "warm-version", root, "Warmer");
  g_autoptr (GListStore) versions = g_list_store_new (PENTIMENTO_TYPE_VERSION);

  g_list_store_append (versions, root);
  g_list_store_append (versions, colder);
  g_list_store_append (versions, warmer);
  g_assert_true (pentimento_library_store_image (fixture->library, image, NULL));
  g_assert_true (pentimento_library_add_versions (fixture->library, G_LIST_MODEL (versions), NULL));
}

static void
set_up (GalleryFixture *fixture, gconstpointer data)
{
  widgets_fixture_set_up (&fixture->base, data);
  fixture->library = pentimento_services_get_library (fixture->base.services);
  fixture->view = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_GALLERY_VIEW);
  fixture->grid = widgets_fixture_part (fixture->view, "grid");
  fixture->model = gtk_grid_view_get_model (fixture->grid);
  fill (fixture);
  g_object_set (widgets_fixture_part (fixture->base.window, "gallery_toggle"), "active", TRUE, NULL);
  widgets_fixture_wait (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)) == 3);
}

static void
tear_down (GalleryFixture *fixture, gconstpointer data)
{
  settle ();
  widgets_fixture_tear_down (&fixture->base, data);
}

static gboolean
lists (GalleryFixture *fixture, guint count)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->model)) == count;
}

static PentimentoVersion *
get_version (GalleryFixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  PentimentoVersion *version = pentimento_library_get_version (fixture->library, id, &error);

  g_assert_no_error (error);
  return version;
}

static const char *
get_page (GalleryFixture *fixture)
{
  return gtk_stack_get_visible_child_name (widgets_fixture_part (fixture->view, "stack"));
}

static void
act (GalleryFixture *fixture, const char *action)
{
  gtk_widget_activate_action (fixture->view, action, NULL);
  settle ();
}

static void
search_for (GalleryFixture *fixture, const char *text)
{
  gtk_editable_set_text (widgets_fixture_part (fixture->view, "search_entry"), text);
}

/* Words, filters, and the way back from both. */
static void
test_search (GalleryFixture *fixture, gconstpointer data)
{
  GtkWidget *filters = widgets_fixture_part (fixture->view, "filters");

  search_for (fixture, "cafe");
  widgets_fixture_wait (lists (fixture, 1));
  g_assert_cmpstr (get_page (fixture), ==, "pictures");
  search_for (fixture, "cafe warm");
  widgets_fixture_wait (lists (fixture, 0));
  g_assert_cmpstr (get_page (fixture), ==, "nothing");
  act (fixture, "gallery.clear");
  widgets_fixture_wait (lists (fixture, 3));

  gtk_drop_down_set_selected (widgets_fixture_part (filters, "cost_choice"), 2);
  g_assert_true (lists (fixture, 2));
  gtk_drop_down_set_selected (widgets_fixture_part (filters, "kind_choice"), 4);
  g_assert_true (lists (fixture, 0));
  g_assert_cmpstr (get_page (fixture), ==, "nothing");
  act (fixture, "gallery.clear");
  g_assert_true (lists (fixture, 3));
  gtk_drop_down_set_selected (widgets_fixture_part (filters, "date_choice"), 5);
  g_assert_true (gtk_widget_get_visible (widgets_fixture_part (filters, "days_box")));
  g_assert_true (lists (fixture, 0));
  act (fixture, "gallery.clear");
  g_object_set (fixture->view, "grouped", TRUE, NULL);
  g_assert_true (lists (fixture, 1));
}

static void
assert_first (GalleryFixture *fixture, const char *id)
{
  g_autoptr (PentimentoVersion) first = g_list_model_get_item (G_LIST_MODEL (fixture->model), 0);

  g_assert_cmpstr (pentimento_version_get_id (first), ==, id);
}

static void
test_order (GalleryFixture *fixture, gconstpointer data)
{
  g_autofree char *sort = NULL;

  assert_first (fixture, "warm-version");
  gtk_widget_activate_action (fixture->view, "gallery.sort", "s", "oldest");
  assert_first (fixture, "root-version");
  gtk_widget_activate_action (fixture->view, "gallery.sort", "s", "dearest");
  assert_first (fixture, "warm-version");
  sort = g_settings_get_string (pentimento_services_get_settings (fixture->base.services), "gallery-sort");
  g_assert_cmpstr (sort, ==, "dearest");
}

/* What is marked stays selected, so that the next key is for the same ones. */
static void
test_marks (GalleryFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoVersion) starred = NULL;
  g_autoptr (PentimentoVersion) other = NULL;
  g_autoptr (PentimentoVersion) plain = NULL;

  gtk_selection_model_select_item (fixture->model, 0, TRUE);
  gtk_selection_model_select_item (fixture->model, 2, FALSE);
  act (fixture, "gallery.toggle-star");
  g_assert_true (gtk_selection_model_is_selected (fixture->model, 0));
  g_assert_false (gtk_selection_model_is_selected (fixture->model, 1));
  g_assert_true (gtk_selection_model_is_selected (fixture->model, 2));
  starred = get_version (fixture, "warm-version");
  g_assert_true (pentimento_version_get_starred (starred));
  other = get_version (fixture, "cold-version");
  g_assert_false (pentimento_version_get_starred (other));
  g_assert_true (gtk_action_bar_get_revealed (widgets_fixture_part (fixture->view, "selection_bar")));

  act (fixture, "gallery.toggle-star");
  act (fixture, "gallery.toggle-rejected");
  plain = get_version (fixture, "warm-version");
  g_assert_false (pentimento_version_get_starred (plain));
  g_assert_true (pentimento_version_get_rejected (plain));
  gtk_drop_down_set_selected (widgets_fixture_part (widgets_fixture_part (fixture->view, "filters"), "reject_choice"),
                              2);
  g_assert_true (lists (fixture, 1));
}

static gpointer
find_popover (GalleryFixture *fixture, GType type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (fixture->view); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (G_OBJECT_TYPE (child) == type && gtk_widget_get_mapped (child))
      return child;
  return NULL;
}

static void
test_name (GalleryFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoVersion) named = NULL;
  GtkWidget *popover;

  gtk_selection_model_select_item (fixture->model, 1, TRUE);
  act (fixture, "gallery.name");
  popover = find_popover (fixture, GTK_TYPE_POPOVER);
  g_assert_nonnull (popover);
  gtk_editable_set_text (widgets_fixture_find (popover, GTK_TYPE_ENTRY), "  The best ");
  g_signal_emit_by_name (widgets_fixture_find (popover, GTK_TYPE_BUTTON), "clicked");
  settle ();
  named = get_version (fixture, "cold-version");
  g_assert_cmpstr (pentimento_version_get_title (named), ==, "The best");
  g_assert_true (gtk_selection_model_is_selected (fixture->model, 1));
  widgets_fixture_wait (find_popover (fixture, GTK_TYPE_POPOVER) == NULL);
}

/* A new one for all that are selected; one that some have is neither on nor off. */
static void
test_tags (GalleryFixture *fixture, gconstpointer data)
{
  GtkWidget *filters = widgets_fixture_part (fixture->view, "filters");
  g_autoptr (PentimentoVersion) tagged = NULL;
  GtkCheckButton *check;
  GtkWidget *popover;

  pentimento_library_change_tags (fixture->library, (const char *[]){ "warm-version", NULL },
                                  (const char *[]){ "Sea", NULL }, NULL, NULL);
  settle ();
  gtk_selection_model_select_all (fixture->model);
  act (fixture, "gallery.tags");
  popover = find_popover (fixture, PENTIMENTO_TYPE_TAGS_POPOVER);
  g_assert_nonnull (popover);
  check = widgets_fixture_find (popover, GTK_TYPE_CHECK_BUTTON);
  g_assert_true (gtk_check_button_get_inconsistent (check));
  gtk_editable_set_text (widgets_fixture_part (popover, "entry"), " two  words");
  g_signal_emit_by_name (widgets_fixture_part (popover, "entry"), "activate");
  gtk_check_button_set_active (check, FALSE);
  gtk_popover_popdown (GTK_POPOVER (popover));
  widgets_fixture_wait (find_popover (fixture, PENTIMENTO_TYPE_TAGS_POPOVER) == NULL);
  tagged = get_version (fixture, "warm-version");
  g_assert_cmpuint (g_strv_length ((char **)pentimento_version_get_tags (tagged)), ==, 1);
  g_assert_cmpstr (pentimento_version_get_tags (tagged)[0], ==, "two words");

  pentimento_library_change_tags (fixture->library, (const char *[]){ "root-version", NULL }, NULL,
                                  (const char *[]){ "two words", NULL }, NULL);
  gtk_menu_button_popup (widgets_fixture_part (fixture->view, "filter_button"));
  widgets_fixture_wait (gtk_widget_get_mapped (filters));
  gtk_drop_down_set_selected (widgets_fixture_part (filters, "tag_choice"), 1);
  g_assert_true (lists (fixture, 2));
  gtk_menu_button_popdown (widgets_fixture_part (fixture->view, "filter_button"));
  widgets_fixture_wait (!gtk_widget_get_mapped (filters));
}

/* Answers the dialog that is open. */
static void
respond (GalleryFixture *fixture, gboolean with_paid, const char *response)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  AdwMessageDialog *dialog = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        dialog = ADW_MESSAGE_DIALOG (window);
    }
  g_assert_nonnull (dialog);
  if (with_paid)
    {
      g_assert_false (adw_message_dialog_get_response_enabled (dialog, "empty"));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (adw_message_dialog_get_extra_child (dialog)), TRUE);
      g_assert_true (adw_message_dialog_get_response_enabled (dialog, "empty"));
    }
  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
  settle ();
}

/* There and back; what was paid for goes only after a yes of its own. */
static void
test_trash (GalleryFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoVersion) trashed = NULL;
  g_autoptr (PentimentoVersion) kept = NULL;

  gtk_selection_model_select_item (fixture->model, 0, TRUE);
  act (fixture, "gallery.trash");
  g_assert_true (lists (fixture, 2));
  trashed = get_version (fixture, "warm-version");
  g_assert_cmpint (pentimento_version_get_trashed (trashed), >, 0);
  act (fixture, "gallery.show-trash");
  g_assert_true (lists (fixture, 1));
  gtk_selection_model_select_item (fixture->model, 0, TRUE);
  act (fixture, "gallery.trash");
  act (fixture, "gallery.restore");
  g_assert_true (lists (fixture, 0));
  g_assert_cmpstr (get_page (fixture), ==, "trash");

  pentimento_library_trash (fixture->library, (const char *[]){ "warm-version", NULL }, NULL);
  settle ();
  act (fixture, "gallery.empty-trash");
  respond (fixture, TRUE, "cancel");
  g_assert_true (lists (fixture, 1));
  act (fixture, "gallery.empty-trash");
  respond (fixture, TRUE, "empty");
  g_assert_true (lists (fixture, 0));
  act (fixture, "gallery.show-trash");
  g_assert_true (lists (fixture, 2));
  kept = get_version (fixture, "cold-version");
}

static gboolean
has_reference (GalleryFixture *fixture)
{
  return g_list_model_get_n_items (pentimento_document_get_references (fixture->base.document)) == 1;
}

/* As a reference of what is open here, and in its history, which has its name then. */
static void
test_use (GalleryFixture *fixture, gconstpointer data)
{
  GtkWidget *strip = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_HISTORY_STRIP);
  PentimentoVersion *current;
  GtkWidget *focus;

  gtk_selection_model_select_item (fixture->model, 0, TRUE);
  act (fixture, "gallery.use-as-reference");
  widgets_fixture_wait (has_reference (fixture));
  pentimento_library_set_title (fixture->library, "cold-version", "The best", NULL);
  settle ();
  gtk_selection_model_select_item (fixture->model, 1, TRUE);
  act (fixture, "gallery.show-in-history");
  widgets_fixture_wait (pentimento_document_get_pixels (fixture->base.document) != NULL);
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->base.window));
  g_assert_true (PENTIMENTO_IS_HISTORY_ITEM (focus) && gtk_widget_is_ancestor (focus, strip));
  g_assert_cmpstr (pentimento_version_get_id (pentimento_history_item_get_version (PENTIMENTO_HISTORY_ITEM (focus))),
                   ==, "cold-version");
  g_assert_cmpstr (adw_window_title_get_subtitle (widgets_fixture_part (fixture->base.window, "window_title")), ==,
                   "The best · 60 × 40");

  gtk_widget_activate_action (focus, "version.star", NULL);
  settle ();
  current = pentimento_history_get_current (pentimento_document_get_history (fixture->base.document));
  g_assert_cmpstr (pentimento_version_get_id (current), ==, "cold-version");
  g_assert_true (pentimento_version_get_starred (current));
  g_assert_true (pentimento_history_find (pentimento_document_get_history (fixture->base.document), "cold-version")
                 == current);
}

#define ADD(name, test) g_test_add ("/gallery-view/" name, GalleryFixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  widgets_fixture_init (&argc, &argv);
  ADD ("search", test_search);
  ADD ("order", test_order);
  ADD ("marks", test_marks);
  ADD ("name", test_name);
  ADD ("tags", test_tags);
  ADD ("trash", test_trash);
  ADD ("use", test_use);
  return g_test_run ();
}
