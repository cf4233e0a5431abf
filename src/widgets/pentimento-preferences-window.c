/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-preferences-window.h"
#include "pentimento-budget-group.h"
#include "pentimento-key-group.h"
#include "pentimento-storage-group.h"

#include <glib/gi18n-lib.h>

struct _PentimentoPreferencesWindow {
  AdwPreferencesWindow parent_instance;

  GSettings *settings;

  AdwPreferencesPage *keys_page;
  AdwPreferencesPage *editing_page;
  AdwPreferencesPage *library_page;
  AdwComboRow *provider_row;
  GtkSwitch *synchronous_switch;
};

G_DEFINE_FINAL_TYPE (PentimentoPreferencesWindow, pentimento_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
add_providers (PentimentoPreferencesWindow *self, PentimentoServices *services)
{
  const char *const *ids = seedream_registry_get_ids ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("The first with a key"));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (SeedreamProvider) provider = seedream_registry_describe (ids[i]);

      gtk_string_list_append (names, seedream_provider_get_label (provider));
      if (seedream_provider_get_needs_key (provider))
        adw_preferences_page_add (self->keys_page, ADW_PREFERENCES_GROUP (pentimento_key_group_new (services, ids[i])));
    }
  adw_combo_row_set_model (self->provider_row, G_LIST_MODEL (names));
}

/* The first choice is "", the others are the registry's in its order. */
static gboolean
position_from_id (GValue *value, GVariant *setting, gpointer user_data)
{
  const char *const *ids = seedream_registry_get_ids ();

  g_value_set_uint (value, 0);
  for (guint i = 0; ids[i] != NULL; i++)
    if (g_str_equal (ids[i], g_variant_get_string (setting, NULL)))
      g_value_set_uint (value, i + 1);
  return TRUE;
}

static GVariant *
id_from_position (const GValue *value, const GVariantType *type, gpointer user_data)
{
  guint position = g_value_get_uint (value);

  return g_variant_new_string (position > 0 ? seedream_registry_get_ids ()[position - 1] : "");
}

static void
bind_settings (PentimentoPreferencesWindow *self)
{
  if (self->settings == NULL)
    return;

  g_settings_bind (self->settings, "synchronous", self->synchronous_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (self->settings, "provider", self->provider_row, "selected", G_SETTINGS_BIND_DEFAULT,
                                position_from_id, id_from_position, NULL, NULL);
}

GtkWindow *
pentimento_preferences_window_new (PentimentoServices *services)
{
  PentimentoPreferencesWindow *self = g_object_new (PENTIMENTO_TYPE_PREFERENCES_WINDOW, NULL);

  g_set_object (&self->settings, pentimento_services_get_settings (services));
  add_providers (self, services);
  adw_preferences_page_add (self->editing_page, ADW_PREFERENCES_GROUP (pentimento_budget_group_new (services)));
  adw_preferences_page_add (self->library_page, ADW_PREFERENCES_GROUP (pentimento_storage_group_new (
                                                    pentimento_services_get_library (services))));
  bind_settings (self);
  return GTK_WINDOW (self);
}

static void
pentimento_preferences_window_dispose (GObject *object)
{
  g_clear_object (&PENTIMENTO_PREFERENCES_WINDOW (object)->settings);

  G_OBJECT_CLASS (pentimento_preferences_window_parent_class)->dispose (object);
}

static void
pentimento_preferences_window_class_init (PentimentoPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pentimento_preferences_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/pentimento/Pentimento/pentimento-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoPreferencesWindow, keys_page);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPreferencesWindow, editing_page);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPreferencesWindow, library_page);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPreferencesWindow, provider_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPreferencesWindow, synchronous_switch);
}

static void
pentimento_preferences_window_init (PentimentoPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
