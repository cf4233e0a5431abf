/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-prompt-panel.h"
#include "pentimento-size-group.h"
#include "pentimento-thumbnailer.h"
#include "widgets-fixture.h"

/* The size of what is asked for, at a provider whose sizes have names. */

typedef struct {
  WidgetsFixture base;
  GtkWidget *group;
  AdwComboRow *row;
  GtkWidget *fit_row;
  GtkSwitch *fit_switch;
  GtkLabel *note;
} SizeFixture;

static void
set_up (SizeFixture *fixture, gconstpointer data)
{
  widgets_fixture_set_up (&fixture->base, data);
  fixture->group = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_SIZE_GROUP);
  fixture->row = widgets_fixture_part (fixture->group, "size_row");
  fixture->fit_row = widgets_fixture_part (fixture->group, "fit_row");
  fixture->fit_switch = widgets_fixture_part (fixture->group, "fit_switch");
  fixture->note = widgets_fixture_part (fixture->group, "note_label");
  /* The window first chooses the provider of the settings. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_set (fixture->base.document, "provider", "sinancode", NULL);
}

static void
tear_down (SizeFixture *fixture, gconstpointer data)
{
  widgets_fixture_tear_down (&fixture->base, data);
}

static void
assert_note (SizeFixture *fixture, const char *text)
{
  g_assert_cmpint (gtk_widget_get_visible (GTK_WIDGET (fixture->note)), ==, text != NULL);
  g_assert_cmpstr (gtk_label_get_label (fixture->note), ==, text != NULL ? text : "");
}

static const char *
get_choice (SizeFixture *fixture, guint position)
{
  return gtk_string_list_get_string (GTK_STRING_LIST (adw_combo_row_get_model (fixture->row)), position);
}

static void
assert_wished (SizeFixture *fixture, int expected_width, int expected_height)
{
  int width, height;

  g_object_get (fixture->base.document, "width", &width, "height", &height, NULL);
  g_assert_cmpint (width, ==, expected_width);
  g_assert_cmpint (height, ==, expected_height);
}

static void
test_choices (SizeFixture *fixture, gconstpointer data)
{
  const SeedreamCapabilities *capabilities = pentimento_document_get_capabilities (fixture->base.document);
  GListModel *choices = adw_combo_row_get_model (fixture->row);

  g_assert_cmpuint (g_list_model_get_n_items (choices), ==, 1 + capabilities->n_named_sizes);
  g_assert_cmpstr (get_choice (fixture, 0), ==, "As the picture");
  g_assert_cmpstr (get_choice (fixture, 1), ==, "1K · 1:1 · 1024 × 1024");
  for (guint i = 1; i < g_list_model_get_n_items (choices); i++)
    {
      adw_combo_row_set_selected (fixture->row, i);
      assert_wished (fixture, capabilities->named_sizes[i - 1].width, capabilities->named_sizes[i - 1].height);
    }
  g_assert_cmpstr (get_choice (fixture, g_list_model_get_n_items (choices) - 1), ==, "4K · 21:9 · 4096 × 1755");
  g_assert_false (gtk_widget_get_visible (widgets_fixture_part (fixture->group, "width_row")));
}

/* A size that only the provider before could make is not shown while another would be sent. */
static void
test_other_provider (SizeFixture *fixture, gconstpointer data)
{
  g_object_set (fixture->base.document, "provider", "practice", "width", 1500, "height", 1400, NULL);
  g_assert_true (gtk_widget_get_visible (widgets_fixture_part (fixture->group, "width_row")));
  g_object_set (fixture->base.document, "provider", "sinancode", NULL);
  g_assert_cmpuint (adw_combo_row_get_selected (fixture->row), ==, 0);
  g_assert_false (gtk_widget_get_visible (widgets_fixture_part (fixture->group, "width_row")));
  assert_wished (fixture, 0, 0);

  g_object_set (fixture->base.document, "provider", "practice", "width", 2048, "height", 2048, NULL);
  g_object_set (fixture->base.document, "provider", "sinancode", NULL);
  g_assert_cmpstr (get_choice (fixture, adw_combo_row_get_selected (fixture->row)), ==, "2K · 1:1 · 2048 × 2048");
}

static void
test_note (SizeFixture *fixture, gconstpointer data)
{
  assert_note (fixture, NULL);
  g_assert_false (gtk_widget_get_visible (fixture->fit_row));
  widgets_fixture_open (&fixture->base, 1600, 1067, 1);
  assert_note (fixture, "sinancode makes a larger picture, 2496\u00a0×\u00a01664; yours is 1600\u00a0×\u00a01067.");
  g_assert_true (gtk_widget_get_visible (fixture->fit_row));

  adw_combo_row_set_selected (fixture->row, 1);
  assert_note (fixture, NULL);
  g_assert_true (gtk_widget_get_visible (fixture->fit_row));

  g_object_set (fixture->base.document, "provider", "practice", "width", 0, "height", 0, NULL);
  assert_note (fixture, NULL);
  g_assert_false (gtk_widget_get_visible (fixture->fit_row));
}

static void
test_remembered (SizeFixture *fixture, gconstpointer data)
{
  GSettings *settings = pentimento_services_get_settings (fixture->base.services);
  gboolean fit_back;

  g_assert_false (gtk_switch_get_active (fixture->fit_switch));
  gtk_switch_set_active (fixture->fit_switch, TRUE);
  g_object_get (fixture->base.document, "fit-back", &fit_back, NULL);
  g_assert_true (fit_back);
  g_assert_true (g_settings_get_boolean (settings, "fit-back"));
  g_settings_set_boolean (settings, "fit-back", FALSE);
  g_assert_false (gtk_switch_get_active (fixture->fit_switch));
}

static void
thumbnail_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(GdkTexture **)user_data = pentimento_thumbnailer_load_finish (PENTIMENTO_THUMBNAILER (source), result, &error);
  g_assert_no_error (error);
}

/* The thumbnail is of the picture that is shown, not of the file that came. */
static void
assert_thumbnail (SizeFixture *fixture, PentimentoVersion *version, int width, int height)
{
  PentimentoThumbnailer *thumbnailer
      = pentimento_thumbnailer_get (pentimento_services_get_library (fixture->base.services));
  g_autoptr (GdkTexture) texture = NULL;

  pentimento_thumbnailer_load_async (thumbnailer, version, NULL, 256, NULL, NULL, thumbnail_made, &texture);
  widgets_fixture_wait (texture != NULL);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, width);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, height);
  g_assert_nonnull (pentimento_thumbnailer_peek (thumbnailer, pentimento_version_get_identity (version), 256));
}

static void
test_fitted_back (SizeFixture *fixture, gconstpointer data)
{
  GtkWidget *panel = widgets_fixture_find (fixture->base.window, PENTIMENTO_TYPE_PROMPT_PANEL);
  PentimentoVersion *current;

  widgets_fixture_open (&fixture->base, 1600, 1067, 1);
  adw_combo_row_set_selected (fixture->row, 1);
  gtk_switch_set_active (fixture->fit_switch, TRUE);
  g_object_set (fixture->base.document, "prompt", "sepia", NULL);
  g_signal_emit_by_name (widgets_fixture_part (panel, "run_button"), "clicked");
  g_assert_true (pentimento_document_get_busy (fixture->base.document));
  widgets_fixture_wait (!pentimento_document_get_busy (fixture->base.document));

  current = pentimento_history_get_current (pentimento_document_get_history (fixture->base.document));
  g_assert_cmpint (pentimento_version_get_kind (current), ==, PENTIMENTO_VERSION_EDITED);
  g_assert_cmpint (pentimento_version_get_width (current), ==, 1600);
  g_assert_cmpint (pentimento_version_get_height (current), ==, 1067);
  assert_thumbnail (fixture, current, 256, 170);
}

#define ADD(name, test) g_test_add ("/size/" name, SizeFixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  widgets_fixture_init (&argc, &argv);
  g_setenv ("PENTIMENTO_SINANCODE_KEY", "a-key-for-practice", TRUE);
  ADD ("choices", test_choices);
  ADD ("other-provider", test_other_provider);
  ADD ("note", test_note);
  ADD ("remembered", test_remembered);
  ADD ("fitted-back", test_fitted_back);
  return g_test_run ();
}
