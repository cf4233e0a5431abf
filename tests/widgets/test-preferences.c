/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-key-group.h"
#include "pentimento-preferences-window.h"
#include "widgets-fixture.h"

typedef struct {
  WidgetsFixture base;
  GtkWindow *preferences;
  GtkWidget *group;
} PreferencesFixture;

/* @data: the key in the environment */
static void
set_up (PreferencesFixture *fixture, gconstpointer data)
{
  widgets_fixture_set_up (&fixture->base, NULL);
  g_setenv ("PENTIMENTO_RUNPOD_KEY", data, TRUE);
  g_setenv ("PENTIMENTO_RUNPOD_ENDPOINT", pentimento_sandbox_get_url (fixture->base.sandbox), TRUE);
  fixture->preferences = pentimento_preferences_window_new (fixture->base.services);
  gtk_window_present (fixture->preferences);
  fixture->group = widgets_fixture_find (fixture->preferences, PENTIMENTO_TYPE_KEY_GROUP);
  g_assert_nonnull (fixture->group);
}

static void
tear_down (PreferencesFixture *fixture, gconstpointer data)
{
  gpointer window = fixture->preferences;

  g_object_add_weak_pointer (G_OBJECT (fixture->preferences), &window);
  gtk_window_destroy (fixture->preferences);
  widgets_fixture_wait (window == NULL);
  g_unsetenv ("PENTIMENTO_RUNPOD_KEY");
  g_unsetenv ("PENTIMENTO_RUNPOD_ENDPOINT");
  widgets_fixture_tear_down (&fixture->base, NULL);
}

static AdwActionRow *
get_state (PreferencesFixture *fixture)
{
  return widgets_fixture_part (fixture->group, "state_row");
}

static void
wait_for_key (PreferencesFixture *fixture)
{
  widgets_fixture_wait (gtk_widget_get_visible (widgets_fixture_part (fixture->group, "test_button")));
}

static void
try_key (PreferencesFixture *fixture)
{
  GtkWidget *button = widgets_fixture_part (fixture->group, "test_button");

  wait_for_key (fixture);
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (gtk_widget_get_sensitive (button));
  widgets_fixture_wait (gtk_widget_get_sensitive (button));
}

/* The key itself is nowhere to be seen. */
static void
test_environment (PreferencesFixture *fixture, gconstpointer data)
{
  GtkEditable *entry = widgets_fixture_part (fixture->group, "key_row");

  wait_for_key (fixture);
  g_assert_nonnull (strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (get_state (fixture))), "environment"));
  g_assert_false (gtk_widget_get_visible (widgets_fixture_part (fixture->group, "clear_button")));
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
}

static void
test_good_key (PreferencesFixture *fixture, gconstpointer data)
{
  try_key (fixture);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (get_state (fixture)), "success-row"));
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->base.sandbox), ==, 0);
}

static void
test_bad_key (PreferencesFixture *fixture, gconstpointer data)
{
  try_key (fixture);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (get_state (fixture)), "error-row"));
  g_assert_null (strstr (adw_action_row_get_subtitle (get_state (fixture)), data));
}

static void
apply_endpoint (PreferencesFixture *fixture, const char *endpoint)
{
  gpointer row = widgets_fixture_part (fixture->group, "endpoint_row");

  gtk_editable_set_text (row, endpoint);
  g_signal_emit_by_name (row, "apply");
}

static void
test_endpoint (PreferencesFixture *fixture, gconstpointer data)
{
  GSettings *settings = pentimento_services_get_settings (fixture->base.services);
  GtkWidget *row = widgets_fixture_part (fixture->group, "endpoint_row");
  g_autoptr (GVariant) refused = NULL;
  g_autoptr (GVariant) taken = NULL;
  g_autoptr (GVariant) cleared = NULL;
  const char *endpoint;

  apply_endpoint (fixture, "http://elsewhere.example");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  refused = g_settings_get_value (settings, "endpoints");
  g_assert_cmpuint (g_variant_n_children (refused), ==, 0);

  apply_endpoint (fixture, "https://proxy.example/runpod");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  taken = g_settings_get_value (settings, "endpoints");
  g_assert_true (g_variant_lookup (taken, "runpod", "&s", &endpoint));
  g_assert_cmpstr (endpoint, ==, "https://proxy.example/runpod");

  apply_endpoint (fixture, "");
  cleared = g_settings_get_value (settings, "endpoints");
  g_assert_cmpuint (g_variant_n_children (cleared), ==, 0);
}

/* Only a provider that takes links needs an address where pictures are left. */
static void
test_storage (PreferencesFixture *fixture, gconstpointer data)
{
  GSettings *settings = pentimento_services_get_settings (fixture->base.services);
  g_autoptr (GtkWidget) group = g_object_ref_sink (pentimento_key_group_new (fixture->base.services, "gateway"));
  GtkWidget *row = widgets_fixture_part (group, "storage_row");
  g_autoptr (GVariant) refused = NULL;
  g_autoptr (GVariant) taken = NULL;
  const char *place;

  g_assert_false (gtk_widget_get_visible (widgets_fixture_part (fixture->group, "storage_row")));
  g_assert_true (gtk_widget_get_visible (row));
  gtk_editable_set_text (GTK_EDITABLE (row), "PUT http://elsewhere.example");
  g_signal_emit_by_name (row, "apply");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  refused = g_settings_get_value (settings, "uploads");
  g_assert_cmpuint (g_variant_n_children (refused), ==, 0);

  gtk_editable_set_text (GTK_EDITABLE (row), "PUT https://files.example/pictures");
  g_signal_emit_by_name (row, "apply");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  taken = g_settings_get_value (settings, "uploads");
  g_assert_true (g_variant_lookup (taken, "gateway", "&s", &place));
  g_assert_cmpstr (place, ==, "PUT https://files.example/pictures");
}

static void
test_provider (PreferencesFixture *fixture, gconstpointer data)
{
  GSettings *settings = pentimento_services_get_settings (fixture->base.services);
  AdwComboRow *row = widgets_fixture_part (fixture->preferences, "provider_row");
  g_autofree char *first = NULL;
  g_autofree char *provider = NULL;

  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, g_strv_length ((char **)seedream_registry_get_ids ()));
  adw_combo_row_set_selected (row, 1);
  provider = g_settings_get_string (settings, "provider");
  g_assert_cmpstr (provider, ==, seedream_registry_get_ids ()[0]);
  adw_combo_row_set_selected (row, 0);
  first = g_settings_get_string (settings, "provider");
  g_assert_cmpstr (first, ==, "");
}

#define ADD(name, key, test) g_test_add ("/preferences/" name, PreferencesFixture, key, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  widgets_fixture_init (&argc, &argv);
  ADD ("environment", "good-canary", test_environment);
  ADD ("good-key", "good-canary", test_good_key);
  ADD ("bad-key", "bad-canary", test_bad_key);
  ADD ("endpoint", "good-canary", test_endpoint);
  ADD ("storage", "good-canary", test_storage);
  ADD ("provider", "good-canary", test_provider);
  return g_test_run ();
}
