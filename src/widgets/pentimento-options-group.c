/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-options-group.h"

#include <glib/gi18n-lib.h>

struct _PentimentoOptionsGroup {
  AdwPreferencesGroup parent_instance;

  PentimentoDocument *document;
  GSignalGroup *document_signals;
  GSignalGroup *references_signals;
  GBindingGroup *bindings;
  gboolean updating;

  AdwComboRow *provider_row;
  AdwExpanderRow *more_row;
  GtkWidget *seed_row;
  GtkWidget *count_row;
  GtkSpinButton *count_button;
  GtkWidget *safety_row;
  GtkSwitch *safety_switch;
};

enum {
  PROP_DOCUMENT = 1,
};

G_DEFINE_FINAL_TYPE (PentimentoOptionsGroup, pentimento_options_group, ADW_TYPE_PREFERENCES_GROUP)

static char *
describe_provider (const char *id)
{
  g_autoptr (SeedreamProvider) provider = seedream_registry_describe (id);

  if (provider == NULL)
    return g_strdup (id);
  if (seedream_provider_get_needs_key (provider))
    return g_strdup (seedream_provider_get_label (provider));
  return g_strdup (_ ("Practice — free, no key"));
}

static void
fill_providers (PentimentoOptionsGroup *self)
{
  const char *const *ids = seedream_registry_get_ids ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    gtk_string_list_take (names, describe_provider (ids[i]));
  adw_combo_row_set_model (self->provider_row, G_LIST_MODEL (names));
}

static void
show_provider (PentimentoOptionsGroup *self)
{
  const char *const *ids = seedream_registry_get_ids ();
  g_autofree char *id = NULL;

  g_object_get (self->document, "provider", &id, NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    if (g_str_equal (ids[i], id))
      adw_combo_row_set_selected (self->provider_row, i);
}

/* Some providers count what they get and what they make together. */
static guint
get_max_count (PentimentoOptionsGroup *self, const SeedreamCapabilities *capabilities)
{
  guint n_pictures = 0;
  int operation;

  g_object_get (self->document, "operation", &operation, NULL);
  if (operation == SEEDREAM_OPERATION_EDIT)
    n_pictures = 1 + g_list_model_get_n_items (pentimento_document_get_references (self->document));
  return seedream_capabilities_limit_results (capabilities, n_pictures);
}

static void
show_options (PentimentoOptionsGroup *self)
{
  const SeedreamCapabilities *capabilities = pentimento_document_get_capabilities (self->document);
  gboolean seed = capabilities != NULL && capabilities->seed;
  gboolean count = capabilities != NULL && capabilities->max_results > 1;
  gboolean safety = capabilities != NULL && capabilities->safety_switch;

  gtk_widget_set_visible (self->seed_row, seed);
  gtk_widget_set_visible (self->count_row, count);
  gtk_widget_set_visible (self->safety_row, safety);
  gtk_widget_set_visible (GTK_WIDGET (self->more_row), seed || count || safety);
  if (capabilities != NULL) /* also where the row is hidden: a count that nobody sees must not be sent */
    gtk_spin_button_set_range (self->count_button, 1, get_max_count (self, capabilities));
}

static void
update (PentimentoOptionsGroup *self)
{
  if (self->document == NULL)
    return;

  self->updating = TRUE;
  show_provider (self);
  show_options (self);
  self->updating = FALSE;
}

static void
provider_selected (PentimentoOptionsGroup *self)
{
  guint position = adw_combo_row_get_selected (self->provider_row);

  if (self->updating || self->document == NULL || position == GTK_INVALID_LIST_POSITION)
    return;

  g_object_set (self->document, "provider", seedream_registry_get_ids ()[position], NULL);
}

/* A seed is a whole number that fits; an empty field means a random one. */
static gboolean
seed_from_text (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  PentimentoOptionsGroup *self = user_data;
  const char *text = g_value_get_string (from);
  gint64 seed = -1;
  gboolean valid = text == NULL || *text == '\0' || g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &seed, NULL);

  if (valid)
    gtk_widget_remove_css_class (self->seed_row, "error");
  else
    gtk_widget_add_css_class (self->seed_row, "error");
  g_value_set_int64 (to, seed);
  return valid;
}

static gboolean
seed_to_text (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  gint64 seed = g_value_get_int64 (from);

  if (seed < 0)
    g_value_set_string (to, "");
  else
    g_value_take_string (to, g_strdup_printf ("%" G_GINT64_FORMAT, seed));
  return TRUE;
}

static void
set_document (PentimentoOptionsGroup *self, PentimentoDocument *document)
{
  if (!g_set_object (&self->document, document))
    return;

  g_signal_group_set_target (self->document_signals, document);
  g_signal_group_set_target (self->references_signals,
                             document != NULL ? pentimento_document_get_references (document) : NULL);
  update (self);
  g_binding_group_set_source (self->bindings, document);
}

static void
pentimento_options_group_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_object (value, PENTIMENTO_OPTIONS_GROUP (object)->document);
}

static void
pentimento_options_group_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  set_document (PENTIMENTO_OPTIONS_GROUP (object), g_value_get_object (value));
}

static void
pentimento_options_group_dispose (GObject *object)
{
  PentimentoOptionsGroup *self = PENTIMENTO_OPTIONS_GROUP (object);

  g_clear_object (&self->document_signals);
  g_clear_object (&self->references_signals);
  g_clear_object (&self->bindings);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (pentimento_options_group_parent_class)->dispose (object);
}

static void
pentimento_options_group_class_init (PentimentoOptionsGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_options_group_get_property;
  object_class->set_property = pentimento_options_group_set_property;
  object_class->dispose = pentimento_options_group_dispose;
  g_object_class_install_property (object_class, PROP_DOCUMENT,
                                   g_param_spec_object ("document", NULL, NULL, PENTIMENTO_TYPE_DOCUMENT,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-options-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoOptionsGroup, provider_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoOptionsGroup, more_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoOptionsGroup, seed_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoOptionsGroup, count_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoOptionsGroup, count_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoOptionsGroup, safety_row);
  gtk_widget_class_bind_template_child (widget_class, PentimentoOptionsGroup, safety_switch);
  gtk_widget_class_bind_template_callback (widget_class, provider_selected);
}

static void
pentimento_options_group_init (PentimentoOptionsGroup *self)
{
  const GBindingFlags flags = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_providers (self);
  self->updating = FALSE;

  self->document_signals = g_signal_group_new (PENTIMENTO_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "notify::operation", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::provider", G_CALLBACK (update), self);

  self->references_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->references_signals, "items-changed", G_CALLBACK (update), self);

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "safety", self->safety_switch, "active", flags);
  g_binding_group_bind_full (self->bindings, "seed", self->seed_row, "text", flags, seed_to_text, seed_from_text, self,
                             NULL);
  g_binding_group_bind (self->bindings, "count", gtk_spin_button_get_adjustment (self->count_button), "value", flags);
}
