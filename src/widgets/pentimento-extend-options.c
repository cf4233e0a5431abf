/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-extend-options.h"

#include "pentimento-ratio-list.h"

struct _PentimentoExtendOptions {
  AdwBin parent_instance;

  PentimentoExtendTool *tool;
  gboolean updating;
  gboolean choosing; /* a ratio, which is shown already */

  GtkDropDown *ratio_drop_down;
  GtkSpinButton *left_spin;
  GtkSpinButton *top_spin;
  GtkSpinButton *right_spin;
  GtkSpinButton *bottom_spin;
  GtkCheckButton *marks_check;
};

G_DEFINE_FINAL_TYPE (PentimentoExtendOptions, pentimento_extend_options, ADW_TYPE_BIN)

PentimentoExtendTool *
pentimento_extend_options_get_tool (PentimentoExtendOptions *self)
{
  return self->tool;
}

/* Another margin than the ratio asks for is a free one. */
static void
update (PentimentoExtendOptions *self)
{
  GtkBorder margins = pentimento_extend_tool_get_margins (self->tool);

  if (self->updating)
    return;
  self->updating = TRUE;
  gtk_spin_button_set_value (self->left_spin, margins.left);
  gtk_spin_button_set_value (self->top_spin, margins.top);
  gtk_spin_button_set_value (self->right_spin, margins.right);
  gtk_spin_button_set_value (self->bottom_spin, margins.bottom);
  if (!self->choosing)
    gtk_drop_down_set_selected (self->ratio_drop_down, 0);
  self->updating = FALSE;
}

static void
margins_typed (PentimentoExtendOptions *self)
{
  const GtkBorder margins = { .left = (gint16)gtk_spin_button_get_value_as_int (self->left_spin),
                              .top = (gint16)gtk_spin_button_get_value_as_int (self->top_spin),
                              .right = (gint16)gtk_spin_button_get_value_as_int (self->right_spin),
                              .bottom = (gint16)gtk_spin_button_get_value_as_int (self->bottom_spin) };

  if (!self->updating)
    pentimento_extend_tool_set_margins (self->tool, &margins);
}

static void
ratio_chosen (PentimentoExtendOptions *self)
{
  guint chosen = gtk_drop_down_get_selected (self->ratio_drop_down);
  int width, height;
  double ratio;

  pentimento_tool_get_size (PENTIMENTO_TOOL (self->tool), &width, &height);
  ratio = pentimento_ratio_list_get (chosen, width, height);
  if (self->updating || ratio <= 0)
    return;
  /* Choosing another one while it tells of this one would never end. */
  self->choosing = TRUE;
  pentimento_extend_tool_set_ratio (self->tool, ratio);
  self->choosing = FALSE;
}

static void
pentimento_extend_options_dispose (GObject *object)
{
  g_clear_object (&PENTIMENTO_EXTEND_OPTIONS (object)->tool);

  G_OBJECT_CLASS (pentimento_extend_options_parent_class)->dispose (object);
}

static void
pentimento_extend_options_class_init (PentimentoExtendOptionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pentimento_extend_options_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-extend-options.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoExtendOptions, ratio_drop_down);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExtendOptions, left_spin);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExtendOptions, top_spin);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExtendOptions, right_spin);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExtendOptions, bottom_spin);
  gtk_widget_class_bind_template_child (widget_class, PentimentoExtendOptions, marks_check);
  gtk_widget_class_bind_template_callback (widget_class, margins_typed);
  gtk_widget_class_bind_template_callback (widget_class, ratio_chosen);
}

static void
pentimento_extend_options_init (PentimentoExtendOptions *self)
{
  g_autoptr (GListModel) ratios = pentimento_ratio_list_new ();

  self->tool = pentimento_extend_tool_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->ratio_drop_down, ratios);
  g_object_bind_property (self->tool, "marks", self->marks_check, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->tool, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}
