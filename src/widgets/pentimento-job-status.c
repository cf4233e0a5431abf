/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-job-status.h"
#include "pentimento-job-words.h"

#include <glib/gi18n-lib.h>

struct _PentimentoJobStatus {
  AdwBin parent_instance;

  PentimentoDocument *document;
  GSignalGroup *document_signals;
  GCancellable *cancellable;
  SeedreamJob *earlier; /* (nullable): the job that stood there when the edit began */
  guint tick_id;

  GtkWidget *running_box;
  GtkProgressBar *progress_bar;
  GtkLabel *running_label;
  GtkLabel *done_label;
  GtkLabel *preparation_label;
  GtkWidget *error_box;
  GtkLabel *error_label;
  GtkLabel *billed_label;
  GtkWidget *details_expander;
  GtkLabel *details_label;
  GtkButton *error_button;
};

enum {
  PROP_DOCUMENT = 1,
};

G_DEFINE_FINAL_TYPE (PentimentoJobStatus, pentimento_job_status, ADW_TYPE_BIN)

/* (nullable): the job of the last edit, which may have failed before it had one */
static SeedreamJob *
get_own_job (PentimentoJobStatus *self)
{
  SeedreamJob *job = self->document != NULL ? pentimento_document_get_job (self->document) : NULL;

  return job != self->earlier ? job : NULL;
}

static gboolean
job_is_left (PentimentoJobStatus *self)
{
  SeedreamJob *job = get_own_job (self);

  return job != NULL && seedream_job_get_remote_id (job) != NULL
         && !(seedream_job_get_state (job) == SEEDREAM_JOB_DONE || seedream_job_get_state (job) == SEEDREAM_JOB_FAILED
              || seedream_job_get_state (job) == SEEDREAM_JOB_CANCELLED);
}

/* Of an error that does not know it itself, the job does: what was not sent has cost nothing. */
static SeedreamBilled
judge_billed (PentimentoJobStatus *self, const GError *error)
{
  SeedreamJob *job = get_own_job (self);

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

  if (self->document == NULL)
    return NULL;
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
  gtk_button_set_label (self->error_button, label != NULL ? label : "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->error_button), action);
}

void
pentimento_job_status_show_error (PentimentoJobStatus *self, const GError *error)
{
  const char *details = error != NULL ? seedream_error_get_details (error) : NULL;

  gtk_widget_set_visible (self->error_box, error != NULL);
  if (error == NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->done_label), FALSE);
  gtk_label_set_label (self->error_label, error->message);
  gtk_label_set_label (self->billed_label, seedream_billed_describe (judge_billed (self, error)));
  gtk_widget_set_visible (self->details_expander, details != NULL && *details != '\0');
  gtk_label_set_label (self->details_label, details != NULL ? details : "");
  offer_remedy (self, error);
}

static gboolean
tick (gpointer user_data)
{
  PentimentoJobStatus *self = user_data;
  SeedreamJob *job = pentimento_document_get_job (self->document);
  double progress = job != NULL ? seedream_job_get_progress (job) : -1;
  g_autofree char *words = pentimento_job_words_for_document (self->document);

  if (g_strcmp0 (gtk_label_get_label (self->running_label), words) != 0)
    gtk_label_set_label (self->running_label, words);
  if (progress >= 0)
    gtk_progress_bar_set_fraction (self->progress_bar, progress);
  else
    gtk_progress_bar_pulse (self->progress_bar);
  return G_SOURCE_CONTINUE;
}

static void
show_done (PentimentoJobStatus *self)
{
  SeedreamJob *job = pentimento_document_get_job (self->document);
  gboolean done = job != NULL && seedream_job_get_state (job) == SEEDREAM_JOB_DONE;
  gboolean cancelled = job != NULL && !done
                       && (seedream_job_get_state (job) == SEEDREAM_JOB_CANCELLED || seedream_job_is_given_up (job));
  g_autofree char *words = done ? pentimento_job_words_done (job) : pentimento_job_words_cancelled (job);
  g_autofree char *times = done ? seedream_job_describe_times (job) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->done_label), done || cancelled);
  gtk_label_set_label (self->done_label, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->done_label), times);
}

static void
busy_changed (PentimentoJobStatus *self)
{
  gboolean busy = self->document != NULL && pentimento_document_get_busy (self->document);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  gtk_widget_set_visible (self->running_box, busy);
  if (busy)
    {
      g_set_object (&self->earlier, pentimento_document_get_job (self->document));
      gtk_widget_set_visible (GTK_WIDGET (self->done_label), FALSE);
      pentimento_job_status_show_error (self, NULL);
      tick (self);
      /* Often enough for a pulse that looks alive and seconds that do not skip. */
      self->tick_id = g_timeout_add (250, tick, self);
    }
  else if (self->document != NULL)
    show_done (self);
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
    pentimento_job_status_show_error (self, NULL);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pentimento_job_status_show_error (self, error);
}

static void
look_again (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoJobStatus *self = PENTIMENTO_JOB_STATUS (widget);
  SeedreamJob *job = pentimento_document_get_job (self->document);
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
  busy_changed (self);
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
  g_clear_object (&self->earlier);

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
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-job-status.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, running_box);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, running_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, done_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, preparation_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, error_box);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, error_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, billed_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, details_expander);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, details_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoJobStatus, error_button);
}

static void
pentimento_job_status_init (PentimentoJobStatus *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  self->document_signals = g_signal_group_new (PENTIMENTO_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "notify::busy", G_CALLBACK (busy_changed), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::preparation", G_CALLBACK (preparation_changed),
                                  self);
}
