/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-draw-options.h"

#include <glib/gi18n-lib.h>

struct _PentimentoDrawOptions {
  AdwBin parent_instance;

  PentimentoDrawTool *tool;

  GtkAdjustment *width;
  GtkLabel *selected_label;
};

enum {
  PROP_KIND = 1,
  PROP_COLOUR,
};

G_DEFINE_FINAL_TYPE (PentimentoDrawOptions, pentimento_draw_options, ADW_TYPE_BIN)

PentimentoDrawTool *
pentimento_draw_options_get_tool (PentimentoDrawOptions *self)
{
  return self->tool;
}

static const char *
describe_kind (PentimentoMarkKind kind)
{
  switch (kind)
    {
    case PENTIMENTO_MARK_ARROW:
      return _ ("Arrow");
    case PENTIMENTO_MARK_BOX:
      return _ ("Box");
    case PENTIMENTO_MARK_ELLIPSE:
      return _ ("Ellipse");
    case PENTIMENTO_MARK_SCRIBBLE:
      return _ ("Freehand Line");
    case PENTIMENTO_MARK_TEXT:
    default:
      return _ ("Text");
    }
}

/* Also for who cannot see the frame around it. */
static char *
describe (PentimentoDrawOptions *self)
{
  PentimentoMarks *marks = pentimento_draw_tool_get_marks (self->tool);
  PentimentoMark *mark = pentimento_draw_tool_get_selected (self->tool);
  guint n_marks = marks != NULL ? pentimento_marks_get_n (marks) : 0;
  int selected;

  g_object_get (self->tool, "selected", &selected, NULL);
  /* Translators: what is selected of the things drawn on the picture, such as "Arrow, 2 of 5" */
  if (mark != NULL)
    return g_strdup_printf (_ ("%s, %d of %u"), describe_kind (mark->kind), selected + 1, n_marks);
  if (n_marks == 0)
    return g_strdup (_ ("Nothing is drawn yet"));
  return g_strdup_printf (ngettext ("%u thing is drawn", "%u things are drawn", n_marks), n_marks);
}

static void
update (PentimentoDrawOptions *self)
{
  g_autofree char *text = describe (self);

  gtk_label_set_label (self->selected_label, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "draw.remove",
                                 pentimento_draw_tool_get_selected (self->tool) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "draw.clear", pentimento_draw_tool_get_marks (self->tool) != NULL);
}

static void
remove_selected (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pentimento_draw_tool_remove_selected (PENTIMENTO_DRAW_OPTIONS (widget)->tool);
}

static void
clear (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (PentimentoMarking) marking = NULL;

  g_object_get (PENTIMENTO_DRAW_OPTIONS (widget)->tool, "marking", &marking, NULL);
  if (marking != NULL)
    pentimento_marking_set_marks (marking, NULL);
}

static void
refused (PentimentoDrawOptions *self, const char *message)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.report", "s", message);
}

static void
tool_notified (PentimentoDrawOptions *self, GParamSpec *spec)
{
  g_object_notify (G_OBJECT (self), spec->name);
}

/* The buttons are actions that are properties of the widget, and those are the tool's. */

static void
pentimento_draw_options_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_object_get_property (G_OBJECT (PENTIMENTO_DRAW_OPTIONS (object)->tool), spec->name, value);
}

static void
pentimento_draw_options_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  g_object_set_property (G_OBJECT (PENTIMENTO_DRAW_OPTIONS (object)->tool), spec->name, value);
}

static void
pentimento_draw_options_dispose (GObject *object)
{
  g_clear_object (&PENTIMENTO_DRAW_OPTIONS (object)->tool);

  G_OBJECT_CLASS (pentimento_draw_options_parent_class)->dispose (object);
}

static void
pentimento_draw_options_class_init (PentimentoDrawOptionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_draw_options_get_property;
  object_class->set_property = pentimento_draw_options_set_property;
  object_class->dispose = pentimento_draw_options_dispose;
  g_object_class_install_property (
      object_class, PROP_KIND,
      g_param_spec_string ("kind", NULL, NULL, "arrow",
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (
      object_class, PROP_COLOUR,
      g_param_spec_string ("colour", NULL, NULL, "#e01b24",
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_install_property_action (widget_class, "draw.kind", "kind");
  gtk_widget_class_install_property_action (widget_class, "draw.colour", "colour");
  gtk_widget_class_install_action (widget_class, "draw.remove", NULL, remove_selected);
  gtk_widget_class_install_action (widget_class, "draw.clear", NULL, clear);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-draw-options.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoDrawOptions, width);
  gtk_widget_class_bind_template_child (widget_class, PentimentoDrawOptions, selected_label);
}

static gboolean
take_number (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  return g_value_transform (from, to);
}

static void
pentimento_draw_options_init (PentimentoDrawOptions *self)
{
  self->tool = pentimento_draw_tool_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property_full (self->tool, "width", self->width, "value",
                               G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, take_number, take_number, NULL, NULL);
  g_signal_connect_object (self->tool, "notify::kind", G_CALLBACK (tool_notified), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tool, "notify::colour", G_CALLBACK (tool_notified), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tool, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tool, "refused", G_CALLBACK (refused), self, G_CONNECT_SWAPPED);
  update (self);
}
