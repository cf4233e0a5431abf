/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-template-dialog.h"

#include <glib/gi18n-lib.h>

#include "pentimento-prompt-entry.h"

struct _PentimentoTemplateDialog {
  AdwWindow parent_instance;

  PentimentoTemplates *templates;
  PentimentoTemplate *template; /* that is being changed; NULL for a new one */
  SeedreamOperation operation;

  GtkEditable *name_entry;
  GtkEditable *description_entry;
  PentimentoPromptEntry *prompt_entry;
  GtkEditable *pictures_entry;
  GtkLabel *variables_label;
  GtkLabel *problem_label;
  GtkWidget *save_button;
};

G_DEFINE_FINAL_TYPE (PentimentoTemplateDialog, pentimento_template_dialog, ADW_TYPE_WINDOW)

/* "Person, Garment" */
static char **
read_pictures (PentimentoTemplateDialog *self)
{
  g_auto (GStrv) parts = g_strsplit (gtk_editable_get_text (self->pictures_entry), ",", -1);
  g_autoptr (GStrvBuilder) pictures = g_strv_builder_new ();

  for (char **part = parts; self->operation == SEEDREAM_OPERATION_EDIT && *part != NULL; part++)
    if (*g_strstrip (*part) != '\0')
      g_strv_builder_add (pictures, *part);
  return g_strv_builder_end (pictures);
}

/* Labels and examples that a variable had stay with it. */
static GArray *
read_known (PentimentoTemplateDialog *self)
{
  GArray *known = g_array_new (TRUE, TRUE, sizeof (PentimentoTemplateVariable));
  GPtrArray *variables = self->template != NULL ? pentimento_template_get_variables (self->template) : NULL;

  for (guint i = 0; variables != NULL && i < variables->len; i++)
    g_array_append_vals (known, variables->pdata[i], 1);
  return known;
}

static PentimentoTemplate *
read_template (PentimentoTemplateDialog *self, GError **error)
{
  g_auto (GStrv) pictures = read_pictures (self);
  g_autoptr (GArray) known = read_known (self);
  g_autofree char *prompt = NULL;
  PentimentoTemplateFacts facts = {
    .name = gtk_editable_get_text (self->name_entry),
    .description = gtk_editable_get_text (self->description_entry),
    .operation = self->operation,
    .variables = (const PentimentoTemplateVariable *)known->data,
    .pictures = (const char *const *)pictures,
  };

  g_object_get (self->prompt_entry, "text", &prompt, NULL);
  facts.prompt = prompt;
  return pentimento_template_new (&facts, error);
}

/* "Will be asked for: Garment, Colour" */
static void
show_variables (PentimentoTemplateDialog *self, PentimentoTemplate *template)
{
  GPtrArray *variables = template != NULL ? pentimento_template_get_variables (template) : NULL;
  g_autoptr (GString) labels = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; variables != NULL && i < variables->len; i++)
    g_string_append_printf (labels, "%s%s", i > 0 ? ", " : "",
                            ((PentimentoTemplateVariable *)variables->pdata[i])->label);
  text = labels->len > 0 ? g_strdup_printf (_ ("Will be asked for: %s"), labels->str)
                         : g_strdup (_ ("Put a word into braces, such as {garment}, to be asked for it each time."));
  gtk_label_set_label (self->variables_label, text);
}

static void
update (PentimentoTemplateDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoTemplate) template = read_template (self, &error);
  gboolean named = *gtk_editable_get_text (self->name_entry) != '\0';

  show_variables (self, template);
  gtk_widget_set_sensitive (self->save_button, template != NULL);
  /* That the name is still missing can be seen. */
  gtk_label_set_label (self->problem_label, error != NULL && named ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), error != NULL && named);
}

static void
save (PentimentoTemplateDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoTemplate) template = read_template (self, &error);
  const char *replaces = self->template != NULL ? pentimento_template_get_name (self->template) : NULL;

  if (template != NULL && pentimento_templates_add (self->templates, template, replaces, &error))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  gtk_label_set_label (self->problem_label, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
}

static void
cancel (PentimentoTemplateDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static char *
join_roles (PentimentoDocument *document)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) roles = NULL;

  for (guint number = 1; number <= pentimento_document_get_n_places (document); number++)
    g_strv_builder_add (builder, pentimento_document_get_role (document, number));
  roles = g_strv_builder_end (builder);
  return g_strjoinv (", ", roles);
}

static void
show_prompt_of (PentimentoTemplateDialog *self, PentimentoDocument *document)
{
  g_autofree char *prompt = NULL;
  g_autofree char *roles = join_roles (document);
  int operation;

  g_object_get (document, "prompt", &prompt, "operation", &operation, NULL);
  self->operation = operation;
  g_object_set (self->prompt_entry, "text", prompt, NULL);
  gtk_editable_set_text (self->pictures_entry, roles);
}

static void
show_template (PentimentoTemplateDialog *self, PentimentoTemplate *template)
{
  g_autofree char *roles = g_strjoinv (", ", (char **)pentimento_template_get_pictures (template));

  self->template = g_object_ref (template);
  self->operation = pentimento_template_get_operation (template);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Change the Template"));
  gtk_editable_set_text (self->name_entry, pentimento_template_get_name (template));
  gtk_editable_set_text (self->description_entry, pentimento_template_get_description (template));
  g_object_set (self->prompt_entry, "text", pentimento_template_get_prompt (template), NULL);
  gtk_editable_set_text (self->pictures_entry, roles);
}

GtkWindow *
pentimento_template_dialog_new (GtkWindow *parent,
                                PentimentoTemplates *templates,
                                PentimentoDocument *document,
                                PentimentoTemplate *template)
{
  PentimentoTemplateDialog *self = g_object_new (PENTIMENTO_TYPE_TEMPLATE_DIALOG, "transient-for", parent, NULL);

  self->templates = g_object_ref (templates);
  if (template != NULL)
    show_template (self, template);
  else
    show_prompt_of (self, document);
  gtk_widget_set_visible (GTK_WIDGET (self->pictures_entry), self->operation == SEEDREAM_OPERATION_EDIT);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_entry));
  return GTK_WINDOW (self);
}

static void
pentimento_template_dialog_dispose (GObject *object)
{
  PentimentoTemplateDialog *self = PENTIMENTO_TEMPLATE_DIALOG (object);

  g_clear_object (&self->templates);
  g_clear_object (&self->template);
  G_OBJECT_CLASS (pentimento_template_dialog_parent_class)->dispose (object);
}

static void
pentimento_template_dialog_class_init (PentimentoTemplateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pentimento_template_dialog_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  g_type_ensure (PENTIMENTO_TYPE_PROMPT_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/pentimento/Pentimento/pentimento-template-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateDialog, name_entry);
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateDialog, description_entry);
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateDialog, prompt_entry);
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateDialog, pictures_entry);
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateDialog, variables_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateDialog, save_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel);
  gtk_widget_class_bind_template_callback (widget_class, save);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
pentimento_template_dialog_init (PentimentoTemplateDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_set (self->prompt_entry, "limit", PENTIMENTO_TEMPLATE_MAX_PROMPT, NULL);
}
