/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-adjust-options.h"

#include <glib/gi18n-lib.h>

#define LEAST_WIDTH 150

struct _PentimentoAdjustOptions {
  AdwBin parent_instance;

  PentimentoAdjustTool *tool;
  gboolean updating;
  GPtrArray *scales; /* (element-type GtkRange), each with its field as data */

  GtkFlowBox *flow_box;
};

G_DEFINE_FINAL_TYPE (PentimentoAdjustOptions, pentimento_adjust_options, ADW_TYPE_BIN)

static G_DEFINE_QUARK (pentimento - adjustment - field, field)

    static const struct {
  const char *name;
  const char *label;
} labels[] = {
  { "exposure", N_ ("Exposure") }, { "contrast", N_ ("Contrast") },     { "highlights", N_ ("Highlights") },
  { "shadows", N_ ("Shadows") },   { "saturation", N_ ("Saturation") }, { "temperature", N_ ("Temperature") },
  { "tint", N_ ("Tint") },         { "sharpness", N_ ("Sharpness") },
};

PentimentoAdjustTool *
pentimento_adjust_options_get_tool (PentimentoAdjustOptions *self)
{
  return self->tool;
}

static const PentimentoAdjustmentField *
get_field (gpointer scale)
{
  return g_object_get_qdata (scale, field_quark ());
}

static void
update (PentimentoAdjustOptions *self)
{
  const PentimentoAdjustment *adjustment = pentimento_adjust_tool_get_adjustment (self->tool);

  self->updating = TRUE;
  for (guint i = 0; i < self->scales->len; i++)
    gtk_range_set_value (self->scales->pdata[i],
                         pentimento_adjustment_get (adjustment, get_field (self->scales->pdata[i])));
  self->updating = FALSE;
}

static void
moved (PentimentoAdjustOptions *self, GtkRange *scale)
{
  PentimentoAdjustment adjustment = *pentimento_adjust_tool_get_adjustment (self->tool);

  if (self->updating)
    return;
  pentimento_adjustment_set (&adjustment, get_field (scale), gtk_range_get_value (scale));
  pentimento_adjust_tool_set_adjustment (self->tool, &adjustment);
}

/* A double click takes it back; the scale would move to where it was. */
static void
clicked (GtkGestureClick *gesture, int n_presses, double x, double y, GtkRange *scale)
{
  if (n_presses != 2)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_range_set_value (scale, 0);
}

static GtkWidget *
create_scale (PentimentoAdjustOptions *self, const PentimentoAdjustmentField *field, const char *label)
{
  double step = (field->most - field->least) / 200;
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, field->least, field->most, step);
  GtkGesture *click = gtk_gesture_click_new ();

  g_object_set_qdata (G_OBJECT (scale), field_quark (), (gpointer)field);
  gtk_scale_set_draw_value (GTK_SCALE (scale), TRUE);
  gtk_scale_set_value_pos (GTK_SCALE (scale), GTK_POS_RIGHT);
  gtk_scale_set_digits (GTK_SCALE (scale), step < 1 ? 2 : 0);
  /* The middle is nothing: what is filled from the left would mean little. */
  gtk_scale_set_has_origin (GTK_SCALE (scale), FALSE);
  gtk_widget_set_hexpand (scale, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (scale, "value-changed", G_CALLBACK (moved), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (clicked), scale);
  gtk_widget_add_controller (scale, GTK_EVENT_CONTROLLER (click));
  g_ptr_array_add (self->scales, scale);
  return scale;
}

static const PentimentoAdjustmentField *
find_field (const char *name)
{
  const PentimentoAdjustmentField *item = pentimento_adjustment_fields;

  while (!g_str_equal (item->name, name))
    item++;
  return item;
}

static void
add (PentimentoAdjustOptions *self, const char *name, const char *words)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_start (label, 6);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_size_request (box, LEAST_WIDTH, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), create_scale (self, find_field (name), words));
  gtk_flow_box_insert (self->flow_box, box, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (box), FALSE);
}

static void
pentimento_adjust_options_dispose (GObject *object)
{
  PentimentoAdjustOptions *self = PENTIMENTO_ADJUST_OPTIONS (object);

  g_clear_pointer (&self->scales, g_ptr_array_unref);
  g_clear_object (&self->tool);

  G_OBJECT_CLASS (pentimento_adjust_options_parent_class)->dispose (object);
}

static void
pentimento_adjust_options_class_init (PentimentoAdjustOptionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pentimento_adjust_options_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-adjust-options.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoAdjustOptions, flow_box);
}

static void
pentimento_adjust_options_init (PentimentoAdjustOptions *self)
{
  self->tool = pentimento_adjust_tool_new ();
  self->scales = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    add (self, labels[i].name, _ (labels[i].label));
  g_signal_connect_object (self->tool, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}
