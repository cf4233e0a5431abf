/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-template-form.h"

#include <glib/gi18n-lib.h>

struct _PentimentoTemplateForm {
  AdwBin parent_instance;

  PentimentoTemplate *template;
  GPtrArray *entries; /* GtkEntry: one for each variable, in their order */

  GtkLabel *title_label;
  GtkLabel *description_label;
  GtkBox *lines;
  GtkLabel *pictures_label;
};

enum { BACK, FILLED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PentimentoTemplateForm, pentimento_template_form, ADW_TYPE_BIN)

PentimentoTemplate *
pentimento_template_form_get_template (PentimentoTemplateForm *self)
{
  return self->template;
}

static void
go_back (PentimentoTemplateForm *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

static void
fill (PentimentoTemplateForm *self)
{
  GPtrArray *variables = pentimento_template_get_variables (self->template);
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autofree char *prompt = NULL;

  for (guint i = 0; i < variables->len; i++)
    {
      const PentimentoTemplateVariable *variable = variables->pdata[i];
      const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entries->pdata[i]));

      g_hash_table_insert (values, variable->name, g_strstrip (g_strdup (text)));
    }
  prompt = pentimento_template_fill (self->template, values);
  g_signal_emit (self, signals[FILLED], 0, prompt);
}

/* Return goes on to the next empty line, and behind the last one uses the template. */
static void
line_activated (PentimentoTemplateForm *self, GtkWidget *entry)
{
  guint position;

  g_ptr_array_find (self->entries, entry, &position);
  if (position + 1 < self->entries->len)
    gtk_widget_grab_focus (self->entries->pdata[position + 1]);
  else
    fill (self);
}

static void
add_line (PentimentoTemplateForm *self, const PentimentoTemplateVariable *variable)
{
  GtkWidget *label = gtk_label_new (variable->label);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption-heading");
  if (variable->example != NULL)
    {
      g_autofree char *example = g_strdup_printf (_ ("Such as “%s”"), variable->example);

      gtk_entry_set_placeholder_text (GTK_ENTRY (entry), variable->example);
      gtk_widget_set_tooltip_text (entry, example);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, variable->label, -1);
  g_signal_connect_object (entry, "activate", G_CALLBACK (line_activated), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), entry);
  gtk_box_append (self->lines, line);
  g_ptr_array_add (self->entries, entry);
}

static void
show_lines (PentimentoTemplateForm *self)
{
  GPtrArray *variables = pentimento_template_get_variables (self->template);
  GtkWidget *line;

  g_ptr_array_set_size (self->entries, 0);
  while ((line = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, line);
  for (guint i = 0; i < variables->len; i++)
    add_line (self, variables->pdata[i]);
}

/* "Pictures: 1 Person, 2 Garment" */
static void
show_pictures (PentimentoTemplateForm *self)
{
  const char *const *roles = pentimento_template_get_pictures (self->template);
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *pictures = NULL;

  for (guint i = 0; roles[i] != NULL; i++)
    g_string_append_printf (list, "%s%u %s", i > 0 ? ", " : "", i + 1, roles[i]);
  pictures = g_strdup_printf (_ ("Pictures: %s"), list->str);
  gtk_label_set_label (self->pictures_label, pictures);
  gtk_widget_set_visible (GTK_WIDGET (self->pictures_label), roles[0] != NULL);
}

void
pentimento_template_form_show (PentimentoTemplateForm *self, PentimentoTemplate *template)
{
  const char *description = pentimento_template_get_description (template);

  g_set_object (&self->template, template);
  gtk_label_set_label (self->title_label, pentimento_template_get_title (template));
  gtk_label_set_label (self->description_label, description);
  gtk_widget_set_visible (GTK_WIDGET (self->description_label), *description != '\0');
  show_lines (self);
  show_pictures (self);
  if (self->entries->len > 0)
    gtk_widget_grab_focus (self->entries->pdata[0]);
}

static void
pentimento_template_form_dispose (GObject *object)
{
  PentimentoTemplateForm *self = PENTIMENTO_TEMPLATE_FORM (object);

  g_clear_object (&self->template);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  G_OBJECT_CLASS (pentimento_template_form_parent_class)->dispose (object);
}

static void
pentimento_template_form_class_init (PentimentoTemplateFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pentimento_template_form_dispose;
  signals[BACK]
      = g_signal_new ("back", PENTIMENTO_TYPE_TEMPLATE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FILLED] = g_signal_new ("filled", PENTIMENTO_TYPE_TEMPLATE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-template-form.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateForm, title_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateForm, description_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateForm, lines);
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateForm, pictures_label);
  gtk_widget_class_bind_template_callback (widget_class, go_back);
  gtk_widget_class_bind_template_callback (widget_class, fill);
}

static void
pentimento_template_form_init (PentimentoTemplateForm *self)
{
  self->entries = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
