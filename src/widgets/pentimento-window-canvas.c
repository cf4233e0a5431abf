/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window has to do with its canvas: the versions that are compared there, and the tool that is in use. */

#include "pentimento-window-private.h"

/* Held, so no action: those know no letting go. Text that has the focus takes the letter, but not the function key. */
static gboolean
is_compare_key (guint key)
{
  return key == GDK_KEY_c || key == GDK_KEY_F8;
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PentimentoWindow *self)
{
  if (!is_compare_key (key) || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  pentimento_canvas_set_comparing (self->canvas, TRUE);
  return GDK_EVENT_STOP;
}

static void
key_released (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PentimentoWindow *self)
{
  if (is_compare_key (key))
    pentimento_canvas_set_comparing (self->canvas, FALSE);
}

/* In the way of that name, or not any more where it is chosen already. */
static void
toggle_compare (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GEnumClass) modes = g_type_class_ref (PENTIMENTO_TYPE_COMPARE_MODE);
  GEnumValue *wanted = g_enum_get_value_by_nick (modes, g_variant_get_string (parameter, NULL));
  PentimentoCanvas *canvas = PENTIMENTO_WINDOW (widget)->canvas;
  PentimentoCompareMode mode;

  g_return_if_fail (wanted != NULL);
  g_object_get (canvas, "compare-mode", &mode, NULL);
  g_object_set (canvas, "compare-mode", (int)mode == wanted->value ? PENTIMENTO_COMPARE_NONE : wanted->value, NULL);
}

/* With the version of that id; in the way that is chosen already, else split. */
static void
compare_version (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoCanvas *canvas = PENTIMENTO_WINDOW (widget)->canvas;
  PentimentoCompareMode mode;

  g_object_get (canvas, "compare-mode", &mode, NULL);
  g_object_set (canvas, "compare-with", g_variant_get_string (parameter, NULL), "compare-mode",
                mode != PENTIMENTO_COMPARE_NONE ? mode : PENTIMENTO_COMPARE_SPLIT, NULL);
}

/* A tool that lies over the picture makes way for the comparison that is chosen while it is in use. */
static void
compare_mode_changed (PentimentoWindow *self)
{
  PentimentoTool *tool = pentimento_canvas_get_tool (self->canvas);
  PentimentoCompareMode mode;

  g_object_get (self->canvas, "compare-mode", &mode, NULL);
  if (mode != PENTIMENTO_COMPARE_NONE && tool != NULL && pentimento_tool_get_is_overlay (tool))
    g_object_set (self->tool_panel, "tool-name", "", NULL);
}

static void
apply_tool (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (PENTIMENTO_WINDOW (widget)->tool_panel), "tool.apply", NULL);
}

/* What Escape leaves on the canvas: the tool, else the comparison. */
static void
leave (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoWindow *self = PENTIMENTO_WINDOW (widget);

  if (pentimento_canvas_get_tool (self->canvas) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->tool_panel), "tool.cancel", NULL);
  else
    g_object_set (self->canvas, "compare-mode", PENTIMENTO_COMPARE_NONE, NULL);
}

void
pentimento_window_install_canvas_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.apply-tool", NULL, apply_tool);
  gtk_widget_class_install_action (widget_class, "win.leave", NULL, leave);
  gtk_widget_class_install_action (widget_class, "win.toggle-compare", "s", toggle_compare);
  gtk_widget_class_install_action (widget_class, "win.compare-version", "s", compare_version);
}

void
pentimento_window_init_canvas (PentimentoWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  pentimento_window_add_property (self, "tool", self->tool_panel, "tool-name");
  pentimento_window_add_property (self, "compare", self->canvas, "compare-mode");
  pentimento_window_add_property (self, "show-marks", self->canvas, "show-marks");
  pentimento_window_add_property (self, "compare-with", self->canvas, "compare-with");
  g_signal_connect_object (self->canvas, "notify::compare-mode", G_CALLBACK (compare_mode_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  g_signal_connect (keys, "key-released", G_CALLBACK (key_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
