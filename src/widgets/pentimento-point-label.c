/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-point-label.h"

struct _PentimentoPointLabel {
  GtkWidget parent_instance;

  char *widest;
  char *text;
};

G_DEFINE_FINAL_TYPE (PentimentoPointLabel, pentimento_point_label, GTK_TYPE_WIDGET)

void
pentimento_point_label_set_widest (PentimentoPointLabel *self, const char *widest)
{
  if (g_strcmp0 (self->widest, widest) == 0)
    return;

  g_free (self->widest);
  self->widest = g_strdup (widest);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
pentimento_point_label_set_text (PentimentoPointLabel *self, const char *text)
{
  if (g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
pentimento_point_label_get_text (PentimentoPointLabel *self)
{
  return self->text;
}

static void
pentimento_point_label_measure (GtkWidget *widget,
                                GtkOrientation orientation,
                                int for_size,
                                int *minimum,
                                int *natural,
                                int *minimum_baseline,
                                int *natural_baseline)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, PENTIMENTO_POINT_LABEL (widget)->widest);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? width : height;
}

static void
pentimento_point_label_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PentimentoPointLabel *self = PENTIMENTO_POINT_LABEL (widget);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, self->text);

  gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (widget), 0, 0, layout);
}

static void
pentimento_point_label_finalize (GObject *object)
{
  PentimentoPointLabel *self = PENTIMENTO_POINT_LABEL (object);

  g_clear_pointer (&self->widest, g_free);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (pentimento_point_label_parent_class)->finalize (object);
}

static void
pentimento_point_label_class_init (PentimentoPointLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pentimento_point_label_finalize;
  widget_class->measure = pentimento_point_label_measure;
  widget_class->snapshot = pentimento_point_label_snapshot;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
pentimento_point_label_init (PentimentoPointLabel *self)
{
  self->text = g_strdup ("");
}
