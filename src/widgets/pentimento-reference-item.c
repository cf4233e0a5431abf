/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-reference-item.h"
#include "pentimento-thumbnail.h"

#include <glib/gi18n-lib.h>

struct _PentimentoReferenceItem {
  GtkFlowBoxChild parent_instance;

  guint number;   /* as it is sent, from 1; 1 is the picture being edited */
  guint position; /* among the references, from 0 */
  gboolean empty;

  PentimentoThumbnail *thumbnail;
  GtkLabel *badge;
  GtkWidget *remove_button;
  GtkLabel *caption_label;
  GtkWidget *empty_icon;
};

G_DEFINE_FINAL_TYPE (PentimentoReferenceItem, pentimento_reference_item, GTK_TYPE_FLOW_BOX_CHILD)

GtkWidget *
pentimento_reference_item_new (void)
{
  return g_object_new (PENTIMENTO_TYPE_REFERENCE_ITEM, NULL);
}

static void
show_caption (PentimentoReferenceItem *self, const char *caption)
{
  gtk_label_set_label (self->caption_label, caption != NULL ? caption : "");
  gtk_widget_set_visible (GTK_WIDGET (self->caption_label), caption != NULL);
}

static void
show_state (PentimentoReferenceItem *self, guint number, guint position, gboolean empty)
{
  g_autofree char *digits = g_strdup_printf ("%u", number);

  self->number = number;
  self->position = position;
  self->empty = empty;
  gtk_label_set_label (self->badge, digits);
  gtk_widget_set_visible (self->remove_button, number > 1);
  gtk_widget_set_tooltip_text (self->remove_button, empty ? _ ("Remove This Place") : _ ("Remove"));
  gtk_widget_set_visible (self->empty_icon, empty);
  if (empty)
    gtk_widget_add_css_class (GTK_WIDGET (self), "empty");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "empty");
}

static char *
speak (const char *name, guint number, guint total, const char *role)
{
  if (number == 1)
    return g_strdup_printf (_ ("Picture %u of %u: the picture being edited"), number, total);
  if (role != NULL)
    /* Translators: a picture's number, how many there are, what it is for, its name */
    return g_strdup_printf (_ ("Picture %u of %u, %s: %s"), number, total, role, name);
  return g_strdup_printf (_ ("Picture %u of %u: %s"), number, total, name);
}

void
pentimento_reference_item_show (PentimentoReferenceItem *self,
                                PentimentoThumbnailer *thumbnailer,
                                PentimentoImage *image,
                                guint number,
                                guint total,
                                guint position,
                                const char *role)
{
  const char *name = pentimento_image_get_name (image);
  g_autofree char *spoken = speak (name, number, total, role);
  /* Translators: what a picture is for, such as “Garment”, its name */
  g_autofree char *full = role != NULL ? g_strdup_printf (_ ("%s: %s"), role, name) : g_strdup (name);

  show_state (self, number, position, FALSE);
  show_caption (self, number == 1 && role == NULL ? _ ("This picture") : role);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), number == 1 ? _ ("The picture being edited") : full);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  pentimento_thumbnail_show (self->thumbnail, thumbnailer, NULL, image);
}

void
pentimento_reference_item_show_empty (PentimentoReferenceItem *self,
                                      PentimentoThumbnailer *thumbnailer,
                                      guint number,
                                      const char *role)
{
  /* Translators: a picture's number, what it is for, such as “Garment” */
  g_autofree char *spoken = g_strdup_printf (_ ("%u %s: add a picture"), number, role);

  show_state (self, number, 0, TRUE);
  show_caption (self, role);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  pentimento_thumbnail_show (self->thumbnail, thumbnailer, NULL, NULL);
}

guint
pentimento_reference_item_get_empty_number (PentimentoReferenceItem *self)
{
  return self->empty ? self->number : 0;
}

static gboolean
is_reference (PentimentoReferenceItem *self)
{
  return self->number > 1 && !self->empty;
}

static void
remove_this (PentimentoReferenceItem *self)
{
  if (is_reference (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "document.remove-reference", "u", self->position);
  else if (self->empty && self->number > 1)
    gtk_widget_activate_action (GTK_WIDGET (self), "document.remove-place", "u", self->number);
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

  if (is_reference (self) && (step > 0 || self->position > 0))
    gtk_widget_activate_action (widget, "document.move-reference", "(uu)", self->position, self->position + step);
  return GDK_EVENT_STOP;
}

static GdkContentProvider *
drag_prepare (GtkDragSource *source, double x, double y, PentimentoReferenceItem *self)
{
  return is_reference (self) ? gdk_content_provider_new_typed (PENTIMENTO_TYPE_REFERENCE_ITEM, self) : NULL;
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

  if (self->empty)
    gtk_widget_activate_action (GTK_WIDGET (self), "document.move-to-place", "(uu)", other->position, self->number);
  else
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
  gtk_widget_class_bind_template_child (widget_class, PentimentoReferenceItem, caption_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoReferenceItem, empty_icon);
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
