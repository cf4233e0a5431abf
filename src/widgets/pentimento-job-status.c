/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-job-status.h"
#include "pentimento-job-words.h"

#include <glib/gi18n-lib.h>

struct _PentimentoJobStatus {
  AdwBin parent_instance;

  PentimentoDocument *document;
  GSignalGroup *document_signals;
  GCancellable *cancellable;
  PentimentoOrder *ended; /* (nullable): the edit whose failure is told */
  SeedreamJob *told;      /* (nullable): the job that is said to be done or cancelled */
  PentimentoOrder *other; /* (nullable): the same for another provider, which is offered */
  GCancellable *asking;   /* of the search for another provider; NULL when there is none */
  guint tick_id;

  GtkWidget *running_box;
  GtkProgressBar *progress_bar;
  GtkLabel *running_label;
  GtkLabel *more_label;
  GtkLabel *done_label;
  GtkLabel *preparation_label;
  GtkWidget *error_box;
  GtkLabel *error_label;
  GtkLabel *billed_label;
  GtkWidget *details_expander;
  GtkLabel *details_label;
  GtkLabel *prompt_label;
  GtkButton *error_button;
  GtkLabel *error_button_label;
  GtkButton *other_button;
  GtkLabel *other_label;
};

enum {
  PROP_DOCUMENT = 1,
};

static guint ask_other_signal;

G_DEFINE_FINAL_TYPE (PentimentoJobStatus, pentimento_job_status, ADW_TYPE_BIN)

/* (nullable): the job of the edit whose end is told, which may have failed before it had one */
static SeedreamJob *
get_job (PentimentoJobStatus *self)
{
  return self->ended != NULL ? pentimento_order_get_job (self->ended) : NULL;
}

static gboolean
job_is_left (PentimentoJobStatus *self)
{
  SeedreamJob *job = get_job (self);

  return job != NULL && seedream_job_get_remote_id (job) != NULL
         && !(seedream_job_get_state (job) == SEEDREAM_JOB_DONE || seedream_job_get_state (job) == SEEDREAM_JOB_FAILED
              || seedream_job_get_state (job) == SEEDREAM_JOB_CANCELLED);
}

/* Of an error that does not know it itself, the job does: what was not sent has cost nothing. */
static SeedreamBilled
judge_billed (PentimentoJobStatus *self, const GError *error)
{
  SeedreamJob *job = get_job (self);

  if (error->domain == SEEDREAM_ERROR)
    return seedream_error_get_billed (error);
  return job == NULL || seedream_job_get_submits (job) == 0 ? SEEDREAM_BILLED_NO : SEEDREAM_BILLED_UNKNOWN;
}

/* (nullable): where the provider says what became of an edit, and what is left of the money */
static char *
dup_page (PentimentoJobStatus *self)
{
  g_autofree char *id = NULL;
  g_autoptr (SeedreamProvider) provider = NULL;

  if (self->ended != NULL)
    id = g_strdup (pentimento_order_get_provider (self->ended));
  else
    g_object_get (self->document, "provider", &id, NULL);
  provider = seedream_registry_describe (id);
  return provider != NULL ? g_strdup (seedream_provider_get_key_page (provider)) : NULL;
}

static gboolean
is_answered_by_page (PentimentoJobStatus *self, const GError *error)
{
  g_autofree char *page = dup_page (self);

  return page != NULL
         && (g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_NO_CREDIT)
             || g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_EXPIRED)
             || g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_UNKNOWN_OUTCOME));
}

/* A label of its own can take several lines, but gives the button no name. */
static void
label_button (GtkButton *button, GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* What a person can do about it with one press; nothing where only the prompt, the pictures or time can help. */
static void
offer_remedy (PentimentoJobStatus *self, const GError *error)
{
  const char *label = NULL;
  const char *action = NULL;

  if (g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_NO_KEY)
      || g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_BAD_KEY)
      || g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_INSECURE)
      || g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_BUDGET))
    {
      label = _ ("Open Preferences");
      action = "app.preferences";
    }
  else if (job_is_left (self))
    {
      label = _ ("Look Again");
      action = "document.look-again";
    }
  else if (is_answered_by_page (self, error))
    {
      label = _ ("Open the Provider’s Page");
      action = "document.open-page";
    }
  else if (g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_RATE_LIMITED)
           || g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_PROVIDER_DOWN)
           || g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_PROVIDER_FAILED)
           || g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_NETWORK))
    {
      label = _ ("Try Again");
      action = "document.edit";
    }
  gtk_widget_set_visible (GTK_WIDGET (self->error_button), action != NULL);
  label_button (self->error_button, self->error_button_label, label != NULL ? label : "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->error_button), action);
}

/* Another seller may do what this one did not: found without asking anybody, offered with its price, and asked only when the person says so. */

static void
offer_order (PentimentoJobStatus *self, PentimentoOrder *other)
{
  g_autoptr (SeedreamProvider) description = seedream_registry_describe (pentimento_order_get_provider (other));
  SeedreamCost cost = pentimento_order_estimate (other);
  g_autofree char *price = seedream_cost_format (&cost);
  /* Translators: a button; a provider and what it would cost there, such as “about $0.02” */
  g_autofree char *label
      = g_strdup_printf (_ ("Ask %s Instead · %s"), seedream_provider_get_label (description), price);

  g_set_object (&self->other, other);
  label_button (self->other_button, self->other_label, label);
  gtk_widget_set_visible (GTK_WIDGET (self->other_button), TRUE);
}

static void
others_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoJobStatus) self = user_data;
  g_autoptr (GListModel) others = pentimento_order_find_substitutes_finish (PENTIMENTO_ORDER (source), result, NULL);
  g_autoptr (PentimentoOrder) cheapest = others != NULL ? g_list_model_get_item (others, 0) : NULL;

  if (cheapest != NULL && self->ended == PENTIMENTO_ORDER (source))
    offer_order (self, cheapest);
}

static void
look_for_others (PentimentoJobStatus *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->other);
  gtk_widget_set_visible (GTK_WIDGET (self->other_button), FALSE);
  if (self->ended == NULL)
    return;
  self->asking = g_cancellable_new ();
  pentimento_order_find_substitutes_async (self->ended, self->asking, others_found, g_object_ref (self));
}

static void
ask_other (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoJobStatus *self = PENTIMENTO_JOB_STATUS (widget);
  g_autoptr (PentimentoOrder) other = g_steal_pointer (&self->other);

  if (other != NULL)
    g_signal_emit (self, ask_other_signal, 0, other);
}

/* Which edit it was, where the prompt is another one by now. */
static void
show_prompt (PentimentoJobStatus *self)
{
  const char *prompt = self->ended != NULL ? pentimento_order_get_prompt (self->ended) : NULL;
  g_autofree char *current = NULL;
  g_autofree char *quoted = prompt != NULL ? g_strdup_printf (_ ("“%s”"), prompt) : NULL;

  g_object_get (self->document, "prompt", &current, NULL);
  gtk_label_set_label (self->prompt_label, quoted != NULL ? quoted : "");
  gtk_widget_set_visible (GTK_WIDGET (self->prompt_label), prompt != NULL && g_strcmp0 (prompt, current) != 0);
}

static void
show_error (PentimentoJobStatus *self, const GError *error)
{
  const char *details = seedream_error_get_details (error);

  gtk_widget_set_visible (self->error_box, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->done_label), FALSE);
  gtk_label_set_label (self->error_label, error->message);
  gtk_label_set_label (self->billed_label, seedream_billed_describe (judge_billed (self, error)));
  gtk_widget_set_visible (self->details_expander, details != NULL && *details != '\0');
  gtk_label_set_label (self->details_label, details != NULL ? details : "");
  show_prompt (self);
  offer_remedy (self, error);
  look_for_others (self);
}

/* A job that was given up goes on, and may yet bring its result. */
static void
told_changed (PentimentoJobStatus *self, GParamSpec *pspec, SeedreamJob *job)
{
  g_autofree char *words = NULL;

  if (job != self->told || seedream_job_get_state (job) != SEEDREAM_JOB_DONE)
    return;
  words = pentimento_job_words_done (job);
  gtk_label_set_label (self->done_label, words);
}

static void
tell (PentimentoJobStatus *self, SeedreamJob *job)
{
  if (self->told != NULL)
    g_signal_handlers_disconnect_by_func (self->told, told_changed, self);
  g_set_object (&self->told, job);
  if (job != NULL)
    g_signal_connect_object (job, "notify::state", G_CALLBACK (told_changed), self, G_CONNECT_SWAPPED);
}

/* Returns: (nullable): how the last result of a changed part fits into the picture */
static char *
describe_measured (PentimentoOrder *order)
{
  GListModel *versions = pentimento_order_get_versions (order);
  guint n_versions = versions != NULL ? g_list_model_get_n_items (versions) : 0;
  g_autoptr (PentimentoVersion) last = n_versions > 0 ? g_list_model_get_item (versions, n_versions - 1) : NULL;

  return last != NULL ? pentimento_version_describe_measured (last) : NULL;
}

/* An error that came before stays: of several edits each has its own end. */
static void
show_done (PentimentoJobStatus *self, PentimentoOrder *order, gboolean cancelled)
{
  SeedreamJob *job = pentimento_order_get_job (order);
  g_autofree char *words = cancelled ? pentimento_job_words_cancelled (job) : pentimento_job_words_done (job);
  g_autofree char *times = cancelled ? NULL : seedream_job_describe_times (job);
  g_autofree char *measured = describe_measured (order);
  g_autofree char *all = measured != NULL ? g_strjoin ("\n", words, measured, NULL) : g_strdup (words);

  tell (self, job);
  gtk_widget_set_visible (GTK_WIDGET (self->done_label), TRUE);
  gtk_label_set_label (self->done_label, all);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->done_label), times);
}

void
pentimento_job_status_show_end (PentimentoJobStatus *self, PentimentoOrder *order, const GError *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (error == NULL || cancelled)
    {
      if (order != NULL)
        show_done (self, order, cancelled);
      return;
    }
  g_set_object (&self->ended, order);
  show_error (self, error);
}

void
pentimento_job_status_clear (PentimentoJobStatus *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->ended);
  g_clear_object (&self->other);
  gtk_widget_set_visible (self->error_box, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->done_label), FALSE);
}

static void
set_text (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

static void
show_progress (PentimentoJobStatus *self, PentimentoOrder *order)
{
  SeedreamJob *job = pentimento_order_get_job (order);
  double progress = job != NULL ? seedream_job_get_progress (job) : -1;

  /* What waits for its turn does not move. */
  if (pentimento_order_get_state (order) == PENTIMENTO_ORDER_QUEUED)
    progress = 0;
  if (progress >= 0)
    gtk_progress_bar_set_fraction (self->progress_bar, progress);
  else
    gtk_progress_bar_pulse (self->progress_bar);
}

static gboolean
tick (gpointer user_data)
{
  PentimentoJobStatus *self = user_data;
  g_autofree char *words = pentimento_job_words_for_document (self->document);

  set_text (self->running_label, words);
  show_progress (self, pentimento_document_get_order (self->document));
  return G_SOURCE_CONTINUE;
}

static void
show_more (PentimentoJobStatus *self)
{
  guint n_edits = g_list_model_get_n_items (pentimento_document_get_edits (self->document));
  guint n_more = n_edits > 0 ? n_edits - 1 : 0;
  g_autofree char *words
      = g_strdup_printf (ngettext ("%u more edit is under way", "%u more edits are under way", n_more), n_more);

  gtk_label_set_label (self->more_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), n_more > 0);
}

static void
edits_changed (PentimentoJobStatus *self)
{
  gboolean busy = self->document != NULL && pentimento_document_get_busy (self->document);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  gtk_widget_set_visible (self->running_box, busy);
  if (!busy)
    return;
  show_more (self);
  tick (self);
  /* Often enough for a pulse that looks alive and seconds that do not skip. */
  self->tick_id = g_timeout_add (250, tick, self);
}

static void
prompt_changed (PentimentoJobStatus *self)
{
  if (self->ended != NULL)
    show_prompt (self);
}

static void
preparation_changed (PentimentoJobStatus *self)
{
  g_autofree char *preparation = NULL;

  g_object_get (self->document, "preparation", &preparation, NULL);
  gtk_label_set_label (self->preparation_label, preparation != NULL ? preparation : "");
  gtk_widget_set_visible (GTK_WIDGET (self->preparation_label), preparation != NULL && *preparation != '\0');
}

static void
looked_again (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PentimentoJobStatus) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) versions = pentimento_jobs_finish (PENTIMENTO_JOBS (source), result, &error);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.look-again", TRUE);
  if (versions != NULL)
    pentimento_job_status_clear (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
}

static void
look_again (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoJobStatus *self = PENTIMENTO_JOB_STATUS (widget);
  SeedreamJob *job = get_job (self);
  PentimentoServices *services = pentimento_document_get_services (self->document);

  if (job == NULL)
    return;

  gtk_widget_action_set_enabled (widget, "document.look-again", FALSE);
  pentimento_jobs_resume_async (pentimento_services_get_jobs (services), seedream_job_get_id (job), self->cancellable,
                                looked_again, g_object_ref (self));
}

static void
open_page (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *page = dup_page (PENTIMENTO_JOB_STATUS (widget));

  if (page != NULL)
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (widget)), page, GDK_CURRENT_TIME);
}

static void
set_document (PentimentoJobStatus *self, PentimentoDocument *document)
{
  if (!g_set_object (&self->document, document))
    return;

  g_signal_group_set_target (self->document_signals, document);
  edits_changed (self);
}

static void
pentimento_job_status_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_object (value, PENTIMENTO_JOB_STATUS (object)->document);
}

static void
pentimento_job_status_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  set_document (PENTIMENTO_JOB_STATUS (object), g_value_get_object (value));
}

static void
pentimento_job_status_dispose (GObject *object)
{
  PentimentoJobStatus *self = PENTIMENTO_JOB_STATUS (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->document_signals);
  g_clear_object (&self->document);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->ended);
  g_clear_object (&self->other);
  g_clear_object (&self->told);

  G_OBJECT_CLASS (pentimento_job_status_parent_class)->dispose (object);
}

static void
pentimento_job_status_finalize (GObject *object)
{
  g_clear_object (&PENTIMENTO_JOB_STATUS (object)->cancellable);

  G_OBJECT_CLASS (pentimento_job_status_parent_class)->finalize (object);
}

static void
pentimento_job_status_class_init (PentimentoJobStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_job_status_get_property;
  object_class->set_property = pentimento_job_status_set_property;
  object_class->dispose = pentimento_job_status_dispose;
  object_class->finalize = pentimento_job_status_finalize;
  g_object_class_install_property (object_class, PROP_DOCUMENT,
                                   g_param_spec_object ("document", NULL, NULL, PENTIMENTO_TYPE_DOCUMENT,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_install_action (widget_class, "document.look-again", NULL, look_again);
  gtk_widget_class_install_action (widget_class, "document.open-page", NULL, open_page);
  gtk_widget_class_install_action (widget_class, "document.ask-other", NULL, ask_other);
  ask_other_signal = g_signal_new ("ask-other", PENTIMENTO_TYPE_JOB_STATUS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, PENTIMENTO_TYPE_ORDER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-job-status.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, running_box);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, running_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, more_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, done_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, preparation_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, error_box);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, error_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, billed_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, details_expander);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, details_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, error_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, prompt_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, error_button_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, other_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, other_label);
}

static void
pentimento_job_status_init (PentimentoJobStatus *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  self->document_signals = g_signal_group_new (PENTIMENTO_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "notify::edits", G_CALLBACK (edits_changed), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::prompt", G_CALLBACK (prompt_changed), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::preparation", G_CALLBACK (preparation_changed),
                                  self);
}
