/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-prompt-panel.h"
#include "pentimento-area-note.h"
#include "pentimento-job-status.h"
#include "pentimento-options-group.h"
#include "pentimento-prompt-entry.h"
#include "pentimento-prompt-history.h"
#include "pentimento-reference-tray.h"
#include "pentimento-size-group.h"
#include "pentimento-template-chooser.h"

#include <glib/gi18n-lib.h>

struct _PentimentoPromptPanel {
  AdwBin parent_instance;

  PentimentoDocument *document;
  GSignalGroup *document_signals;
  GBindingGroup *bindings;
  GCancellable *cancellable; /* of the edits that were begun here: leaves them */
  gint64 pressed_at;

  GtkToggleButton *edit_toggle;
  GtkToggleButton *generate_toggle;
  PentimentoPromptEntry *prompt_entry;
  PentimentoPromptHistory *prompt_history;
  AdwPreferencesGroup *negative_group;
  GtkEditable *negative_entry;
  GtkWidget *tray;
  PentimentoJobStatus *status;
  GtkLabel *summary_label;
  GtkLabel *budget_label;
  GtkLabel *obstacle_label;
  GtkWidget *drawing_box;
  GtkButton *run_button;
};

/* Longer than the delay before a held key repeats, which is 660 ms in X and 500 ms in GNOME. */
#define REPEAT_TIME G_USEC_PER_SEC

enum {
  PROP_DOCUMENT = 1,
};

G_DEFINE_FINAL_TYPE (PentimentoPromptPanel, pentimento_prompt_panel, ADW_TYPE_BIN)

static SeedreamOperation
get_operation (PentimentoPromptPanel *self)
{
  int operation = SEEDREAM_OPERATION_EDIT;

  if (self->document != NULL)
    g_object_get (self->document, "operation", &operation, NULL);
  return operation;
}

/* The one button of the window that does what the window is for. While an edit is under way it asks for another one; beside what is said of it
 * there is a button that stops it. */
static void
show_button (PentimentoPromptPanel *self)
{
  gboolean generate = get_operation (self) == SEEDREAM_OPERATION_GENERATE;

  gtk_button_set_label (self->run_button, generate ? _ ("Generate") : _ ("Edit"));
}

/* What is sent beside what is seen of the picture. */
static void
show_drawing (PentimentoPromptPanel *self)
{
  PentimentoMarking *marking = pentimento_document_get_marking (self->document);

  gtk_widget_set_visible (self->drawing_box, get_operation (self) == SEEDREAM_OPERATION_EDIT
                                                 && pentimento_marking_get_marks (marking) != NULL);
}

static void
show_cost (PentimentoPromptPanel *self)
{
  g_autofree char *size = NULL;
  g_autofree char *estimate = NULL;
  g_autofree char *left = NULL;
  g_autofree char *obstacle = NULL;
  g_autofree char *summary = NULL;

  g_object_get (self->document, "sent-size", &size, "estimate", &estimate, "budget-left", &left, "obstacle", &obstacle,
                NULL);
  summary = size != NULL && *size != '\0' ? g_strdup_printf (_ ("%s · %s"), size, estimate) : g_strdup (estimate);
  gtk_label_set_label (self->summary_label, summary);
  gtk_label_set_label (self->budget_label, left != NULL ? left : "");
  gtk_widget_set_visible (GTK_WIDGET (self->budget_label), left != NULL);
  gtk_label_set_label (self->obstacle_label, obstacle != NULL ? obstacle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->obstacle_label), obstacle != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.edit", obstacle == NULL);
  show_drawing (self);
}

static void
update (PentimentoPromptPanel *self)
{
  const SeedreamCapabilities *capabilities;
  gboolean generate = get_operation (self) == SEEDREAM_OPERATION_GENERATE;

  if (self->document == NULL)
    return;

  capabilities = pentimento_document_get_capabilities (self->document);
  gtk_toggle_button_set_active (generate ? self->generate_toggle : self->edit_toggle, TRUE);
  g_object_set (self->prompt_entry, "limit", capabilities != NULL ? capabilities->max_prompt : 0, "placeholder",
                generate ? _ ("What should the picture show?") : _ ("What should change?"), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->negative_group), capabilities != NULL && capabilities->negative_prompt);
  gtk_widget_set_visible (self->tray, !generate);
  show_button (self);
  show_cost (self);
}

static void
operation_toggled (PentimentoPromptPanel *self)
{
  gboolean generate = gtk_toggle_button_get_active (self->generate_toggle);

  if (self->document != NULL && generate != (get_operation (self) == SEEDREAM_OPERATION_GENERATE))
    g_object_set (self->document, "operation", generate ? SEEDREAM_OPERATION_GENERATE : SEEDREAM_OPERATION_EDIT, NULL);
}

/* Prompts from elsewhere */

static void
use_prompt (PentimentoPromptPanel *self, const char *prompt)
{
  pentimento_prompt_entry_replace (self->prompt_entry, prompt);
  gtk_widget_grab_focus (GTK_WIDGET (self->prompt_entry));
}

/* The prompt comes first: what was made from another template ends with it. */
static void
use_template (PentimentoPromptPanel *self, PentimentoTemplate *template, const char *prompt)
{
  const PentimentoTemplateVariable *unfilled = pentimento_template_find_unfilled (template, prompt);
  g_autofree char *words = unfilled != NULL ? g_strdup_printf ("{%s}", unfilled->name) : NULL;

  use_prompt (self, prompt);
  pentimento_document_set_template (self->document, template);
  if (words != NULL)
    pentimento_prompt_entry_select (self->prompt_entry, words);
}

/* An edit from here to its end. The program stays until then, or until it has been left in good order. */

typedef struct {
  PentimentoPromptPanel *panel;
  PentimentoOrder *order; /* (nullable): where it could not be begun */
} Edit;

static void
edit_free (Edit *edit)
{
  GApplication *application = g_application_get_default ();

  if (application != NULL)
    g_application_release (application);
  g_clear_object (&edit->order);
  g_object_unref (edit->panel);
  g_free (edit);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Edit, edit_free)

static Edit *
edit_new (PentimentoPromptPanel *self)
{
  GApplication *application = g_application_get_default ();
  Edit *edit = g_new0 (Edit, 1);

  if (application != NULL)
    g_application_hold (application);
  edit->panel = g_object_ref (self);
  if (self->cancellable == NULL || g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_object (&self->cancellable);
      self->cancellable = g_cancellable_new ();
    }
  return edit;
}

/* A result that did not take the place of what the person looks at by now is told of. */
static void
announce (PentimentoPromptPanel *self, GListModel *versions)
{
  PentimentoVersion *current = pentimento_history_get_current (pentimento_document_get_history (self->document));
  guint n_versions = g_list_model_get_n_items (versions);
  g_autoptr (PentimentoVersion) last = n_versions > 0 ? g_list_model_get_item (versions, n_versions - 1) : NULL;

  if (last != NULL
      && (current == NULL || !g_str_equal (pentimento_version_get_id (current), pentimento_version_get_id (last))))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.announce", "(ss)", _ ("An edit is done"),
                                pentimento_version_get_id (last));
}

static void
ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Edit) edit = user_data;
  PentimentoPromptPanel *self = edit->panel;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) versions = pentimento_document_start_finish (PENTIMENTO_DOCUMENT (source), result, &error);

  if (self->document == NULL)
    return;
  pentimento_job_status_show_end (self->status, edit->order, error);
  if (versions != NULL)
    announce (self, versions);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.reveal-panel", NULL);
}

/* A key that is held, or a second click of a hand that clicks everything twice, is not meant to buy again. */
static gboolean
is_repeated (PentimentoPromptPanel *self)
{
  gint64 before = self->pressed_at;

  self->pressed_at = g_get_monotonic_time ();
  return pentimento_document_get_busy (self->document) && self->pressed_at - before < REPEAT_TIME;
}

static void
edit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoPromptPanel *self = PENTIMENTO_PROMPT_PANEL (widget);
  PentimentoOrder *before = pentimento_document_get_order (self->document);
  PentimentoOrder *order;
  Edit *begun;

  if (is_repeated (self))
    return;
  pentimento_job_status_clear (self->status);
  begun = edit_new (self);
  pentimento_document_start_async (self->document, self->cancellable, ended, begun);
  order = pentimento_document_get_order (self->document);
  if (order != before)
    begun->order = g_object_ref (order);
}

static void
ask_other (PentimentoPromptPanel *self, PentimentoOrder *order)
{
  Edit *begun = edit_new (self);

  begun->order = g_object_ref (order);
  pentimento_job_status_clear (self->status);
  pentimento_document_start_order_async (self->document, order, self->cancellable, ended, begun);
}

static void
cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoPromptPanel *self = PENTIMENTO_PROMPT_PANEL (widget);
  PentimentoOrder *order = pentimento_document_get_order (self->document);

  if (order != NULL)
    pentimento_order_cancel (order);
}

static void
remove_drawing (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoPromptPanel *self = PENTIMENTO_PROMPT_PANEL (widget);

  pentimento_marking_set_marks (pentimento_document_get_marking (self->document), NULL);
}

void
pentimento_prompt_panel_leave (PentimentoPromptPanel *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
set_document (PentimentoPromptPanel *self, PentimentoDocument *document)
{
  if (!g_set_object (&self->document, document))
    return;

  g_object_set (self->prompt_history, "services", document != NULL ? pentimento_document_get_services (document) : NULL,
                NULL);
  g_signal_group_set_target (self->document_signals, document);
  g_binding_group_set_source (self->bindings, document);
  update (self);
  g_object_notify (G_OBJECT (self), "document");
}

static gboolean
pentimento_prompt_panel_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (PENTIMENTO_PROMPT_PANEL (widget)->prompt_entry));
}

static void
pentimento_prompt_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_object (value, PENTIMENTO_PROMPT_PANEL (object)->document);
}

static void
pentimento_prompt_panel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  set_document (PENTIMENTO_PROMPT_PANEL (object), g_value_get_object (value));
}

static void
pentimento_prompt_panel_dispose (GObject *object)
{
  PentimentoPromptPanel *self = PENTIMENTO_PROMPT_PANEL (object);

  g_clear_object (&self->document_signals);
  g_clear_object (&self->bindings);
  g_clear_object (&self->document);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (pentimento_prompt_panel_parent_class)->dispose (object);
}

static void
pentimento_prompt_panel_class_init (PentimentoPromptPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_prompt_panel_get_property;
  object_class->set_property = pentimento_prompt_panel_set_property;
  object_class->dispose = pentimento_prompt_panel_dispose;
  widget_class->grab_focus = pentimento_prompt_panel_grab_focus;
  g_object_class_install_property (
      object_class, PROP_DOCUMENT,
      g_param_spec_object ("document", NULL, NULL, PENTIMENTO_TYPE_DOCUMENT,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_install_action (widget_class, "document.edit", NULL, edit);
  gtk_widget_class_install_action (widget_class, "document.cancel", NULL, cancel);
  gtk_widget_class_install_action (widget_class, "document.remove-drawing", NULL, remove_drawing);

  g_type_ensure (PENTIMENTO_TYPE_AREA_NOTE);
  g_type_ensure (PENTIMENTO_TYPE_PROMPT_ENTRY);
  g_type_ensure (PENTIMENTO_TYPE_PROMPT_HISTORY);
  g_type_ensure (PENTIMENTO_TYPE_TEMPLATE_CHOOSER);
  g_type_ensure (PENTIMENTO_TYPE_REFERENCE_TRAY);
  g_type_ensure (PENTIMENTO_TYPE_SIZE_GROUP);
  g_type_ensure (PENTIMENTO_TYPE_OPTIONS_GROUP);
  g_type_ensure (PENTIMENTO_TYPE_JOB_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-prompt-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptPanel, edit_toggle);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptPanel, generate_toggle);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptPanel, prompt_entry);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptPanel, prompt_history);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptPanel, negative_group);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptPanel, negative_entry);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptPanel, tray);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptPanel, status);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptPanel, summary_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptPanel, budget_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptPanel, obstacle_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptPanel, drawing_box);
  gtk_widget_class_bind_template_child (widget_class, PentimentoPromptPanel, run_button);
  gtk_widget_class_bind_template_callback (widget_class, operation_toggled);
  gtk_widget_class_bind_template_callback (widget_class, ask_other);
  gtk_widget_class_bind_template_callback (widget_class, use_prompt);
  gtk_widget_class_bind_template_callback (widget_class, use_template);
}

static void
pentimento_prompt_panel_init (PentimentoPromptPanel *self)
{
  const GBindingFlags flags = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "prompt", self->prompt_entry, "text", flags);
  g_binding_group_bind (self->bindings, "negative-prompt", self->negative_entry, "text", flags);

  self->document_signals = g_signal_group_new (PENTIMENTO_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "notify::operation", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::provider", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::sent-size", G_CALLBACK (show_cost), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::estimate", G_CALLBACK (show_cost), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::budget-left", G_CALLBACK (show_cost), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::obstacle", G_CALLBACK (show_cost), self);
}
