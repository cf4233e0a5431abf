/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-reference-item.h"
#include "pentimento-thumbnail.h"

#include <glib/gi18n-lib.h>

struct _PentimentoReferenceItem {
  GtkFlowBoxChild parent_instance;

  guint position; /* among the references, from 0 */
  gboolean fixed;

  PentimentoThumbnail *thumbnail;
  GtkLabel *badge;
  GtkWidget *remove_button;
  GtkWidget *current_label;
};

G_DEFINE_FINAL_TYPE (PentimentoReferenceItem, pentimento_reference_item, GTK_TYPE_FLOW_BOX_CHILD)

GtkWidget *
pentimento_reference_item_new (void)
{
  return g_object_new (PENTIMENTO_TYPE_REFERENCE_ITEM, NULL);
}

void
pentimento_reference_item_show (PentimentoReferenceItem *self,
                                PentimentoThumbnailer *thumbnailer,
                                PentimentoImage *image,
                                guint number,
                                guint total,
                                gboolean fixed)
{
  g_autofree char *digits = g_strdup_printf ("%u", number);
  const char *name = pentimento_image_get_name (image);
  g_autofree char *spoken = fixed ? g_strdup_printf (_ ("Picture %u of %u: the picture being edited"), number, total)
                                  : g_strdup_printf (_ ("Picture %u of %u: %s"), number, total, name);

  self->fixed = fixed;
  self->position = fixed ? 0 : number - 2;
  gtk_label_set_label (self->badge, digits);
  gtk_widget_set_visible (self->remove_button, !fixed);
  gtk_widget_set_visible (self->current_label, fixed);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), fixed ? _ ("The picture being edited") : name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  pentimento_thumbnail_show (self->thumbnail, thumbnailer, NULL, image);
}

static void
remove_this (PentimentoReferenceItem *self)
{
  if (!self->fixed)
    gtk_widget_activate_action (GTK_WIDGET (self), "document.remove-reference", "u", self->position);
}

static gboolean
remove_by_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  remove_this (PENTIMENTO_REFERENCE_ITEM (widget));
  return GDK_EVENT_STOP;
}

static gboolean
move_by_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  PentimentoReferenceItem *self = PENTIMENTO_REFERENCE_ITEM (widget);
  int step = g_variant_get_int32 (arguments);

  if (!self->fixed && (step > 0 || self->position > 0))
    gtk_widget_activate_action (widget, "document.move-reference", "(uu)", self->position, self->position + step);
  return GDK_EVENT_STOP;
}

static GdkContentProvider *
drag_prepare (GtkDragSource *source, double x, double y, PentimentoReferenceItem *self)
{
  return self->fixed ? NULL : gdk_content_provider_new_typed (PENTIMENTO_TYPE_REFERENCE_ITEM, self);
}

static void
drag_begin (GtkDragSource *source, GdkDrag *drag, PentimentoReferenceItem *self)
{
  g_autoptr (GdkPaintable) icon = gtk_widget_paintable_new (GTK_WIDGET (self->thumbnail));

  gtk_drag_source_set_icon (source, icon, 0, 0);
}

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, PentimentoReferenceItem *self)
{
  PentimentoReferenceItem *other = g_value_get_object (value);

  if (other == NULL || other == self
      || gtk_widget_get_parent (GTK_WIDGET (other)) != gtk_widget_get_parent (GTK_WIDGET (self)))
    return FALSE;

  gtk_widget_activate_action (GTK_WIDGET (self), "document.move-reference", "(uu)", other->position, self->position);
  return TRUE;
}

static void
pentimento_reference_item_class_init (PentimentoReferenceItemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GdkModifierType modifiers[] = { GDK_ALT_MASK, GDK_CONTROL_MASK };

  for (guint i = 0; i < G_N_ELEMENTS (modifiers); i++)
    {
      gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, modifiers[i], move_by_key, "i", -1);
      gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, modifiers[i], move_by_key, "i", 1);
    }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, remove_by_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Delete, 0, remove_by_key, NULL);

  g_type_ensure (PENTIMENTO_TYPE_THUMBNAIL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-reference-item.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoReferenceItem, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, PentimentoReferenceItem, badge);
  gtk_widget_class_bind_template_child (widget_class, PentimentoReferenceItem, remove_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoReferenceItem, current_label);
  gtk_widget_class_bind_template_callback (widget_class, remove_this);
}

static void
pentimento_reference_item_init (PentimentoReferenceItem *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (PENTIMENTO_TYPE_REFERENCE_ITEM, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "drop", G_CALLBACK (dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
