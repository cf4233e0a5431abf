/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-compare-button.h"
#include "pentimento-version-label.h"

#include <glib/gi18n-lib.h>

/* As many as a menu shows without being scrolled; all others are compared with from the history. */
#define MOST_VERSIONS 12

struct _PentimentoCompareButton {
  AdwBin parent_instance;

  PentimentoCanvas *canvas;
  GBindingGroup *bindings;

  GtkMenuButton *menu_button;
  GMenuModel *ways;
};

enum {
  PROP_CANVAS = 1,
};

G_DEFINE_FINAL_TYPE (PentimentoCompareButton, pentimento_compare_button, ADW_TYPE_BIN)

static void
hold_changed (PentimentoCompareButton *self, GtkStateFlags previous, GtkWidget *button)
{
  gboolean held = (gtk_widget_get_state_flags (button) & GTK_STATE_FLAG_ACTIVE) != 0;
  gboolean was_held = (previous & GTK_STATE_FLAG_ACTIVE) != 0;

  if (self->canvas != NULL && held != was_held)
    pentimento_canvas_set_comparing (self->canvas, held);
}

static void
add_version (GMenu *menu, const char *label, const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "win.compare-with", "s", id);
  g_menu_append_item (menu, item);
}

/* Returns: (transfer full): the versions to compare with, the newest first */
static GMenuModel *
list_versions (PentimentoHistory *history)
{
  GMenu *menu = g_menu_new ();
  PentimentoVersion *shown = pentimento_history_get_current (history);
  guint n_versions = g_list_model_get_n_items (G_LIST_MODEL (history));

  add_version (menu, _ ("The Version Before"), "");
  for (guint i = n_versions; i > 0 && n_versions - i < MOST_VERSIONS; i--)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (G_LIST_MODEL (history), i - 1);
      g_autofree char *label = pentimento_version_label (history, version);

      if (version != shown)
        add_version (menu, label, pentimento_version_get_id (version));
    }
  return G_MENU_MODEL (menu);
}

static void
fill_menu (GtkMenuButton *button, gpointer user_data)
{
  PentimentoCompareButton *self = user_data;
  g_autoptr (PentimentoDocument) document = NULL;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuModel) versions = NULL;

  g_object_get (self->canvas, "document", &document, NULL);
  versions = list_versions (pentimento_document_get_history (document));
  g_menu_append_section (menu, NULL, self->ways);
  g_menu_append_section (menu, _ ("Compare With"), versions);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
pentimento_compare_button_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_object (value, PENTIMENTO_COMPARE_BUTTON (object)->canvas);
}

static void
pentimento_compare_button_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PentimentoCompareButton *self = PENTIMENTO_COMPARE_BUTTON (object);

  g_set_object (&self->canvas, g_value_get_object (value));
  g_binding_group_set_source (self->bindings, self->canvas);
}

static void
pentimento_compare_button_dispose (GObject *object)
{
  PentimentoCompareButton *self = PENTIMENTO_COMPARE_BUTTON (object);

  g_clear_object (&self->bindings);
  g_clear_object (&self->canvas);

  G_OBJECT_CLASS (pentimento_compare_button_parent_class)->dispose (object);
}

static void
pentimento_compare_button_class_init (PentimentoCompareButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_compare_button_get_property;
  object_class->set_property = pentimento_compare_button_set_property;
  object_class->dispose = pentimento_compare_button_dispose;
  g_object_class_install_property (
      object_class, PROP_CANVAS,
      g_param_spec_object ("canvas", NULL, NULL, PENTIMENTO_TYPE_CANVAS, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-compare-button.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoCompareButton, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoCompareButton, ways);
  gtk_widget_class_bind_template_callback (widget_class, hold_changed);
}

static void
pentimento_compare_button_init (PentimentoCompareButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, fill_menu, self, NULL);
  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "can-hold", self, "sensitive", G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->bindings, "can-compare", self->menu_button, "sensitive", G_BINDING_SYNC_CREATE);
}
