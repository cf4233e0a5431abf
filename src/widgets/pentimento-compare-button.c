/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-compare-button.h"

struct _PentimentoCompareButton {
  GtkButton parent_instance;

  PentimentoCanvas *canvas;
  GBindingGroup *bindings;
};

enum {
  PROP_CANVAS = 1,
};

G_DEFINE_FINAL_TYPE (PentimentoCompareButton, pentimento_compare_button, GTK_TYPE_BUTTON)

static void
pentimento_compare_button_state_flags_changed (GtkWidget *widget, GtkStateFlags previous)
{
  PentimentoCompareButton *self = PENTIMENTO_COMPARE_BUTTON (widget);
  gboolean held = (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_ACTIVE) != 0;
  gboolean was_held = (previous & GTK_STATE_FLAG_ACTIVE) != 0;

  if (self->canvas != NULL && held != was_held)
    pentimento_canvas_set_comparing (self->canvas, held);

  GTK_WIDGET_CLASS (pentimento_compare_button_parent_class)->state_flags_changed (widget, previous);
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

  object_class->get_property = pentimento_compare_button_get_property;
  object_class->set_property = pentimento_compare_button_set_property;
  object_class->dispose = pentimento_compare_button_dispose;
  GTK_WIDGET_CLASS (klass)->state_flags_changed = pentimento_compare_button_state_flags_changed;
  g_object_class_install_property (
      object_class, PROP_CANVAS,
      g_param_spec_object ("canvas", NULL, NULL, PENTIMENTO_TYPE_CANVAS, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void
pentimento_compare_button_init (PentimentoCompareButton *self)
{
  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "can-compare", self, "sensitive", G_BINDING_SYNC_CREATE);
}
