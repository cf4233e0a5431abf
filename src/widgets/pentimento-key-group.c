/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-key-group.h"

#include <glib/gi18n-lib.h>

struct _PentimentoKeyGroup {
  AdwPreferencesGroup parent_instance;

  PentimentoServices *services;
  SeedreamProvider *provider; /* at the real address: for its label and page */
  GCancellable *cancellable;

  GtkWidget *page_button;
  AdwPreferencesRow *key_row;
  AdwActionRow *state_row;
  GtkWidget *test_button;
  GtkWidget *clear_button;
  GtkSpinner *spinner;
  GtkWidget *endpoint_row;
  GtkWidget *storage_row;
};

G_DEFINE_FINAL_TYPE (PentimentoKeyGroup, pentimento_key_group, ADW_TYPE_PREFERENCES_GROUP)

static const char *
get_id (PentimentoKeyGroup *self)
{
  return seedream_provider_get_id (self->provider);
}

static void
show_result (PentimentoKeyGroup *self, const char *text, const char *style)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->state_row), "success-row");
  gtk_widget_remove_css_class (GTK_WIDGET (self->state_row), "error-row");
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->state_row), style);
  adw_action_row_set_subtitle (self->state_row, text);
}

static void
set_working (PentimentoKeyGroup *self, gboolean working)
{
  gtk_spinner_set_spinning (self->spinner, working);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), working);
  gtk_widget_set_sensitive (self->test_button, !working);
  gtk_widget_set_sensitive (self->clear_button, !working);
}

static void
show_source (PentimentoKeyGroup *self, PentimentoKeySource source)
{
  const char *titles[] = {
    [PENTIMENTO_KEY_NONE] = _ ("No key is stored"),
    [PENTIMENTO_KEY_ENVIRONMENT] = _ ("The key comes from the environment, for this run"),
    [PENTIMENTO_KEY_SESSION] = _ ("A key is kept for this run only"),
    [PENTIMENTO_KEY_KEYRING] = _ ("A key is stored in the keyring"),
  };

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), titles[source]);
  gtk_widget_set_visible (self->test_button, source != PENTIMENTO_KEY_NONE);
  gtk_widget_set_visible (self->clear_button, source == PENTIMENTO_KEY_SESSION || source == PENTIMENTO_KEY_KEYRING);
}

static void
looked_up (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoKeyGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  PentimentoKeySource source = PENTIMENTO_KEY_NONE;
  char *key = pentimento_keyring_lookup_finish (PENTIMENTO_KEYRING (object), result, &source, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  show_source (self, key != NULL ? source : PENTIMENTO_KEY_NONE);
  if (error != NULL)
    show_result (self, error->message, "error-row");
  g_clear_pointer (&key, pentimento_key_free);
}

static void
look_up (PentimentoKeyGroup *self)
{
  pentimento_keyring_lookup_async (pentimento_services_get_keyring (self->services), get_id (self), self->cancellable,
                                   looked_up, g_object_ref (self));
}

static void
key_changed (PentimentoKeyGroup *self, const char *provider)
{
  if (g_strcmp0 (provider, get_id (self)) == 0)
    look_up (self);
}

/* Emptied by the program, there is nothing to apply. */
static void
empty_key_row (PentimentoKeyGroup *self)
{
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->key_row), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->key_row), "");
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->key_row), TRUE);
}

static void
stored (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoKeyGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean success = pentimento_keyring_store_finish (PENTIMENTO_KEYRING (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_working (self, FALSE);
  show_result (self, success ? "" : error->message, success ? NULL : "error-row");
  if (!g_error_matches (error, PENTIMENTO_KEYRING_ERROR, PENTIMENTO_KEYRING_ERROR_BAD_KEY))
    empty_key_row (self);
  look_up (self);
}

static void
store (PentimentoKeyGroup *self)
{
  const char *key = gtk_editable_get_text (GTK_EDITABLE (self->key_row));
  g_autofree char *label = g_strdup_printf ("Pentimento: %s", seedream_provider_get_label (self->provider));

  if (*key == '\0')
    return;

  set_working (self, TRUE);
  pentimento_keyring_store_async (pentimento_services_get_keyring (self->services), get_id (self), label, key,
                                  self->cancellable, stored, g_object_ref (self));
}

static void
cleared (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoKeyGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pentimento_keyring_clear_finish (PENTIMENTO_KEYRING (object), result, &error)
      && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_working (self, FALSE);
  show_result (self, error != NULL ? error->message : "", error != NULL ? "error-row" : NULL);
  look_up (self);
}

static void
clear (PentimentoKeyGroup *self)
{
  set_working (self, TRUE);
  pentimento_keyring_clear_async (pentimento_services_get_keyring (self->services), get_id (self), self->cancellable,
                                  cleared, g_object_ref (self));
}

static void
tested (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoKeyGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = seedream_key_test_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_working (self, FALSE);
  show_result (self, good ? _ ("The key works.") : error->message, good ? "success-row" : "error-row");
}

static void
key_for_test_found (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoKeyGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  char *key = pentimento_keyring_lookup_finish (PENTIMENTO_KEYRING (object), result, NULL, &error);
  g_autoptr (SeedreamProvider) provider
      = key != NULL ? pentimento_services_create_provider (self->services, get_id (self), NULL, &error) : NULL;

  if (provider != NULL)
    seedream_key_test_async (pentimento_services_get_http (self->services), provider, key, self->cancellable, tested,
                             g_object_ref (self));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      set_working (self, FALSE);
      show_result (self, error != NULL ? error->message : _ ("No key is stored"), "error-row");
    }
  g_clear_pointer (&key, pentimento_key_free);
}

static void
test (PentimentoKeyGroup *self)
{
  set_working (self, TRUE);
  show_result (self, _ ("Asking the provider…"), NULL);
  pentimento_keyring_lookup_async (pentimento_services_get_keyring (self->services), get_id (self), self->cancellable,
                                   key_for_test_found, g_object_ref (self));
}

static void
open_page (PentimentoKeyGroup *self)
{
  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), seedream_provider_get_key_page (self->provider),
                GDK_CURRENT_TIME);
}

/* The settings @name hold one address a provider. */
static void
write_address (GSettings *settings, const char *name, const char *provider, const char *address)
{
  g_autoptr (GVariant) addresses = g_settings_get_value (settings, name);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *key, *value;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, addresses);
  while (g_variant_iter_next (&iter, "{&s&s}", &key, &value))
    if (!g_str_equal (key, provider))
      g_variant_builder_add (&builder, "{ss}", key, value);
  if (*address != '\0')
    g_variant_builder_add (&builder, "{ss}", provider, address);
  g_settings_set_value (settings, name, g_variant_builder_end (&builder));
}

static void
read_address (PentimentoKeyGroup *self, const char *name, GtkWidget *row)
{
  GSettings *settings = pentimento_services_get_settings (self->services);
  g_autoptr (GVariant) addresses = settings != NULL ? g_settings_get_value (settings, name) : NULL;
  const char *address = "";

  if (addresses != NULL && g_variant_lookup (addresses, get_id (self), "&s", &address))
    gtk_editable_set_text (GTK_EDITABLE (row), address);
}

/* @error: (nullable): what is wrong with the address in @row, which is written where nothing is. */
static void
apply_address (PentimentoKeyGroup *self, const char *name, GtkWidget *row, const GError *error)
{
  const char *address = gtk_editable_get_text (GTK_EDITABLE (row));

  if (error != NULL)
    {
      gtk_widget_add_css_class (row, "error");
      show_result (self, error->message, "error-row");
      return;
    }
  gtk_widget_remove_css_class (row, "error");
  write_address (pentimento_services_get_settings (self->services), name, get_id (self), address);
  show_result (self, "", NULL);
}

/* No address is no mistake: where one is needed, sending says so. */
static void
apply_endpoint (PentimentoKeyGroup *self)
{
  const char *endpoint = gtk_editable_get_text (GTK_EDITABLE (self->endpoint_row));
  g_autoptr (GError) error = NULL;
  g_autoptr (SeedreamProvider) provider
      = *endpoint != '\0' ? seedream_registry_create (get_id (self), endpoint, NULL, FALSE, &error) : NULL;

  apply_address (self, "endpoints", self->endpoint_row, error);
}

static void
apply_storage (PentimentoKeyGroup *self)
{
  const char *place = gtk_editable_get_text (GTK_EDITABLE (self->storage_row));
  g_autoptr (GError) error = NULL;
  g_autoptr (SeedreamStorage) storage = *place != '\0' ? seedream_storage_new (place, &error) : NULL;

  apply_address (self, "uploads", self->storage_row, error);
}

static void
show_addresses (PentimentoKeyGroup *self)
{
  gboolean settings = pentimento_services_get_settings (self->services) != NULL;

  gtk_widget_set_visible (self->endpoint_row, settings);
  gtk_widget_set_visible (self->storage_row, settings && seedream_registry_needs_storage (get_id (self)));
  read_address (self, "endpoints", self->endpoint_row);
  read_address (self, "uploads", self->storage_row);
}

GtkWidget *
pentimento_key_group_new (PentimentoServices *services, const char *provider)
{
  PentimentoKeyGroup *self = g_object_new (PENTIMENTO_TYPE_KEY_GROUP, NULL);

  g_set_object (&self->services, services);
  self->provider = seedream_registry_describe (provider);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), seedream_provider_get_label (self->provider));
  gtk_widget_set_visible (self->page_button, seedream_provider_get_key_page (self->provider) != NULL);
  g_signal_connect_object (pentimento_services_get_keyring (services), "changed", G_CALLBACK (key_changed), self,
                           G_CONNECT_SWAPPED);
  show_addresses (self);
  show_source (self, PENTIMENTO_KEY_NONE);
  look_up (self);
  return GTK_WIDGET (self);
}

/* The row of a window that is being closed drops its references by itself; calls on their way hold this group until they return. */
static void
pentimento_key_group_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (PENTIMENTO_KEY_GROUP (widget)->cancellable);

  GTK_WIDGET_CLASS (pentimento_key_group_parent_class)->unroot (widget);
}

static void
pentimento_key_group_dispose (GObject *object)
{
  PentimentoKeyGroup *self = PENTIMENTO_KEY_GROUP (object);

  g_clear_object (&self->services);
  g_clear_object (&self->provider);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (pentimento_key_group_parent_class)->dispose (object);
}

static void
pentimento_key_group_class_init (PentimentoKeyGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pentimento_key_group_dispose;
  widget_class->unroot = pentimento_key_group_unroot;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-key-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoKeyGroup, page_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoKeyGroup, key_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoKeyGroup, state_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoKeyGroup, test_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoKeyGroup, clear_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoKeyGroup, spinner);
  gtk_widget_class_bind_template_child (widget_class, PentimentoKeyGroup, endpoint_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoKeyGroup, storage_row);
  gtk_widget_class_bind_template_callback (widget_class, store);
  gtk_widget_class_bind_template_callback (widget_class, clear);
  gtk_widget_class_bind_template_callback (widget_class, test);
  gtk_widget_class_bind_template_callback (widget_class, open_page);
  gtk_widget_class_bind_template_callback (widget_class, apply_endpoint);
  gtk_widget_class_bind_template_callback (widget_class, apply_storage);
}

static void
pentimento_key_group_init (PentimentoKeyGroup *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
