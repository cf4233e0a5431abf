/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-template-row.h"

#include <glib/gi18n-lib.h>

struct _PentimentoTemplateRow {
  GtkListBoxRow parent_instance;

  PentimentoTemplate *template;

  GtkLabel *title_label;
  GtkLabel *description_label;
  GtkLabel *pictures_label;
  GtkWidget *menu_button;
};

G_DEFINE_FINAL_TYPE (PentimentoTemplateRow, pentimento_template_row, GTK_TYPE_LIST_BOX_ROW)

PentimentoTemplate *
pentimento_template_row_get_template (PentimentoTemplateRow *self)
{
  return self->template;
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

GtkWidget *
pentimento_template_row_new (PentimentoTemplate *template)
{
  PentimentoTemplateRow *self = g_object_new (PENTIMENTO_TYPE_TEMPLATE_ROW, NULL);
  const char *const *roles = pentimento_template_get_pictures (template);
  g_autofree char *joined = g_strjoinv (", ", (char **)roles);
  g_autofree char *pictures = g_strdup_printf (_ ("Pictures: %s"), joined);

  self->template = g_object_ref (template);
  gtk_label_set_label (self->title_label, pentimento_template_get_title (template));
  show_text (self->description_label, pentimento_template_get_description (template));
  /* The one that is edited is always there. */
  show_text (self->pictures_label, g_strv_length ((char **)roles) > 1 ? pictures : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  pentimento_template_get_title (template), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  pentimento_template_get_description (template), -1);
  gtk_widget_set_visible (self->menu_button, !pentimento_template_is_built_in (template));
  return GTK_WIDGET (self);
}

static void
act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoTemplateRow *self = PENTIMENTO_TEMPLATE_ROW (widget);
  g_autofree char *action = g_strconcat ("templates.", name + strlen ("template."), NULL);

  if (!pentimento_template_is_built_in (self->template))
    gtk_widget_activate_action (widget, action, "s", pentimento_template_get_name (self->template));
}

static void
pentimento_template_row_dispose (GObject *object)
{
  g_clear_object (&PENTIMENTO_TEMPLATE_ROW (object)->template);
  G_OBJECT_CLASS (pentimento_template_row_parent_class)->dispose (object);
}

static void
pentimento_template_row_class_init (PentimentoTemplateRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pentimento_template_row_dispose;
  gtk_widget_class_install_action (widget_class, "template.edit", NULL, act);
  gtk_widget_class_install_action (widget_class, "template.export", NULL, act);
  gtk_widget_class_install_action (widget_class, "template.remove", NULL, act);
  /* The menu shows the last one. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "template.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "template.remove", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-template-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateRow, description_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateRow, pictures_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateRow, menu_button);
}

static void
pentimento_template_row_init (PentimentoTemplateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
