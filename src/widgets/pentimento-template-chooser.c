/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-template-chooser.h"

#include <glib/gi18n-lib.h>

#include "pentimento-template-dialog.h"
#include "pentimento-template-form.h"
#include "pentimento-template-row.h"
#include "pentimento-templates.h"

struct _PentimentoTemplateChooser {
  AdwBin parent_instance;

  PentimentoDocument *document;
  PentimentoTemplates *templates;
  GtkFilter *filter;
  GCancellable *cancellable;

  GtkPopover *popover;
  GtkStack *stack;
  GtkEditable *search_entry;
  GtkListBox *list;
  PentimentoTemplateForm *form;
};

enum {
  PROP_DOCUMENT = 1,
};

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PentimentoTemplateChooser, pentimento_template_chooser, ADW_TYPE_BIN)

static void
report (PentimentoTemplateChooser *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.report", "s", text);
}

static void
report_error (PentimentoTemplateChooser *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    report (self, error->message);
}

/* The list */

static GtkWidget *
create_row (gpointer template, gpointer user_data)
{
  return pentimento_template_row_new (template);
}

/* All words begin so, whatever their accents. */
static gboolean
has_words (gpointer template, gpointer user_data)
{
  PentimentoTemplateChooser *self = user_data;
  g_autofree char *text = g_strconcat (pentimento_template_get_title (template), " ",
                                       pentimento_template_get_description (template), NULL);

  return g_str_match_string (gtk_editable_get_text (self->search_entry), text, TRUE);
}

static gboolean
is_own (GtkListBoxRow *row)
{
  return !pentimento_template_is_built_in (pentimento_template_row_get_template (PENTIMENTO_TEMPLATE_ROW (row)));
}

/* Headings, where there are some of both kinds. */
static void
show_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  GtkWidget *label;

  if (before != NULL ? is_own (before) == is_own (row) : !is_own (row))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (is_own (row) ? _ ("Your Own") : _ ("Came with the Program"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "list-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
search (PentimentoTemplateChooser *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static gboolean
search_key_pressed (PentimentoTemplateChooser *self, guint key)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) || first == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (first));
  return GDK_EVENT_STOP;
}

static void
show_list (PentimentoTemplateChooser *self)
{
  gtk_stack_set_visible_child_name (self->stack, "list");
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
popover_mapped (PentimentoTemplateChooser *self)
{
  g_autoptr (GError) error = NULL;

  if (self->templates != NULL && !pentimento_templates_refresh (self->templates, &error))
    report_error (self, error);
  gtk_editable_set_text (self->search_entry, "");
  show_list (self);
}

static void
use (PentimentoTemplateChooser *self, PentimentoTemplate *template, const char *prompt)
{
  g_autoptr (PentimentoTemplate) kept = g_object_ref (template);

  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[CHOSEN], 0, kept, prompt);
}

static void
filled (PentimentoTemplateChooser *self, const char *prompt)
{
  use (self, pentimento_template_form_get_template (self->form), prompt);
}

static void
choose (PentimentoTemplateChooser *self, GtkListBoxRow *row)
{
  PentimentoTemplate *template = pentimento_template_row_get_template (PENTIMENTO_TEMPLATE_ROW (row));

  if (pentimento_template_get_variables (template)->len == 0)
    {
      use (self, template, pentimento_template_get_prompt (template));
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "form");
  pentimento_template_form_show (self->form, template);
}

static void
choose_first (PentimentoTemplateChooser *self)
{
  GtkListBoxRow *first;

  search (self);
  first = gtk_list_box_get_row_at_index (self->list, 0);
  if (first != NULL)
    choose (self, first);
}

/* What a person does with those of their own */

static void
show_dialog (PentimentoTemplateChooser *self, PentimentoTemplate *template)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  gtk_popover_popdown (self->popover);
  gtk_window_present (pentimento_template_dialog_new (parent, self->templates, self->document, template));
}

static void
keep_prompt (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_dialog (PENTIMENTO_TEMPLATE_CHOOSER (widget), NULL);
}

static void
edit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoTemplateChooser *self = PENTIMENTO_TEMPLATE_CHOOSER (widget);
  g_autoptr (GError) error = NULL;
  PentimentoTemplate *template
      = pentimento_templates_find (self->templates, g_variant_get_string (parameter, NULL), &error);

  if (template != NULL)
    show_dialog (self, template);
  else
    report_error (self, error);
}

static void
remove_answered (AdwMessageDialog *dialog, const char *answer, PentimentoTemplateChooser *self)
{
  g_autoptr (GError) error = NULL;

  if (g_str_equal (answer, "remove")
      && !pentimento_templates_remove (self->templates, g_object_get_data (G_OBJECT (dialog), "name"), &error))
    report_error (self, error);
}

static void
ask_to_remove (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoTemplateChooser *self = PENTIMENTO_TEMPLATE_CHOOSER (widget);
  const char *removed = g_variant_get_string (parameter, NULL);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), NULL, NULL);

  gtk_popover_popdown (self->popover);
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _ ("Remove “%s”?"), removed);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), _ ("A template that was removed cannot be had again."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "remove", _ ("_Remove"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  g_object_set_data_full (G_OBJECT (dialog), "name", g_strdup (removed), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_answered), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Files */

static GtkFileChooserNative *
create_chooser (PentimentoTemplateChooser *self, const char *title, GtkFileChooserAction action, const char *accept)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), action, accept, _ ("_Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_popover_popdown (self->popover);
  gtk_file_filter_set_name (filter, _ ("Templates"));
  gtk_file_filter_add_pattern (filter, "*.json");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  return chooser;
}

static void
imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoTemplateChooser) self = user_data;
  g_autoptr (GError) error = NULL;
  guint n_imported = pentimento_templates_import_file_finish (PENTIMENTO_TEMPLATES (source), result, NULL, &error);
  g_autofree char *text = NULL;

  if (n_imported == 0)
    {
      report_error (self, error);
      return;
    }
  text
      = g_strdup_printf (ngettext ("%u template was taken in.", "%u templates were taken in.", n_imported), n_imported);
  report (self, text);
}

static void
import_chosen (GtkNativeDialog *dialog, int response, PentimentoTemplateChooser *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    pentimento_templates_import_file_async (self->templates, file, FALSE, self->cancellable, imported,
                                            g_object_ref (self));
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
import (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *chooser = create_chooser (PENTIMENTO_TEMPLATE_CHOOSER (widget), _ ("Import Templates"),
                                                  GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"));

  g_signal_connect_object (chooser, "response", G_CALLBACK (import_chosen), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoTemplateChooser) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pentimento_templates_export_file_finish (PENTIMENTO_TEMPLATES (source), result, &error))
    report_error (self, error);
}

static void
export_chosen (GtkNativeDialog *dialog, int response, PentimentoTemplateChooser *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  const char *names[] = { g_object_get_data (G_OBJECT (dialog), "name"), NULL };

  /* The dialog has asked whether a file that is there may be replaced. */
  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    pentimento_templates_export_file_async (self->templates, names[0] != NULL ? names : NULL, file, TRUE,
                                            self->cancellable, exported, g_object_ref (self));
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

/* One, or without a name all. */
static void export(GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkFileChooserNative *chooser = create_chooser (PENTIMENTO_TEMPLATE_CHOOSER (widget), _ ("Export Templates"),
                                                  GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"));
  const char *name = parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL;
  g_autofree char *file = g_strconcat (name != NULL ? name : _ ("templates"), ".json", NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), g_strdelimit (file, "/", '-'));
  g_object_set_data_full (G_OBJECT (chooser), "name", g_strdup (name), g_free);
  g_signal_connect_object (chooser, "response", G_CALLBACK (export_chosen), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
set_document (PentimentoTemplateChooser *self, PentimentoDocument *document)
{
  g_autoptr (GtkFilterListModel) shown = NULL;

  if (!g_set_object (&self->document, document))
    return;
  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->templates);
  if (document == NULL)
    return;
  self->templates
      = pentimento_templates_new (pentimento_services_get_library (pentimento_document_get_services (document)));
  shown = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->templates)), g_object_ref (self->filter));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (shown), create_row, NULL, NULL);
}

static void
pentimento_template_chooser_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_object (value, PENTIMENTO_TEMPLATE_CHOOSER (object)->document);
}

static void
pentimento_template_chooser_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  set_document (PENTIMENTO_TEMPLATE_CHOOSER (object), g_value_get_object (value));
}

static void
pentimento_template_chooser_dispose (GObject *object)
{
  PentimentoTemplateChooser *self = PENTIMENTO_TEMPLATE_CHOOSER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->document);
  g_clear_object (&self->templates);
  g_clear_object (&self->filter);
  G_OBJECT_CLASS (pentimento_template_chooser_parent_class)->dispose (object);
}

static void
pentimento_template_chooser_finalize (GObject *object)
{
  g_clear_object (&PENTIMENTO_TEMPLATE_CHOOSER (object)->cancellable);
  G_OBJECT_CLASS (pentimento_template_chooser_parent_class)->finalize (object);
}

static void
pentimento_template_chooser_class_init (PentimentoTemplateChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_template_chooser_get_property;
  object_class->set_property = pentimento_template_chooser_set_property;
  object_class->dispose = pentimento_template_chooser_dispose;
  object_class->finalize = pentimento_template_chooser_finalize;
  g_object_class_install_property (object_class, PROP_DOCUMENT,
                                   g_param_spec_object ("document", NULL, NULL, PENTIMENTO_TYPE_DOCUMENT,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  signals[CHOSEN] = g_signal_new ("chosen", PENTIMENTO_TYPE_TEMPLATE_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, PENTIMENTO_TYPE_TEMPLATE, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "templates.keep", NULL, keep_prompt);
  gtk_widget_class_install_action (widget_class, "templates.edit", "s", edit);
  gtk_widget_class_install_action (widget_class, "templates.remove", "s", ask_to_remove);
  gtk_widget_class_install_action (widget_class, "templates.import", NULL, import);
  gtk_widget_class_install_action (widget_class, "templates.export", "s", export);
  gtk_widget_class_install_action (widget_class, "templates.export-all", NULL, export);
  g_type_ensure (PENTIMENTO_TYPE_TEMPLATE_FORM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/pentimento/Pentimento/pentimento-template-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateChooser, popover);
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateChooser, stack);
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateChooser, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateChooser, list);
  gtk_widget_class_bind_template_child (widget_class, PentimentoTemplateChooser, form);
  gtk_widget_class_bind_template_callback (widget_class, popover_mapped);
  gtk_widget_class_bind_template_callback (widget_class, search);
  gtk_widget_class_bind_template_callback (widget_class, search_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, choose);
  gtk_widget_class_bind_template_callback (widget_class, choose_first);
  gtk_widget_class_bind_template_callback (widget_class, show_list);
  gtk_widget_class_bind_template_callback (widget_class, filled);
}

static void
pentimento_template_chooser_init (PentimentoTemplateChooser *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filter = GTK_FILTER (gtk_custom_filter_new (has_words, self, NULL));
  gtk_list_box_set_header_func (self->list, show_header, NULL, NULL);
}
