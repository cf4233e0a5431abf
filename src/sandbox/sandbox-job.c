/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-job.h"

#include "sandbox-painter.h"

/* How long a job takes at least, so that practising feels like the real thing: long enough to see its states. */
#define WORK_MS 400

struct _SandboxJob {
  GObject parent_instance;

  SandboxOrder *order;
  SandboxJobState state;
  SandboxFault *spelling;
  char *error;
  gboolean never_finish;
  gboolean empty;
  char *refusal;
  char *lost;
  guint hidden_ms;

  gint64 created;
  gint64 started;
  gint64 ended;
  guint work_ms;
  GSource *timer;

  GCancellable *cancellable;
  gboolean painting;
  GPtrArray *files; /* of GBytes */
};

G_DEFINE_FINAL_TYPE (SandboxJob, sandbox_job, G_TYPE_OBJECT)

enum { ENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
stop_timer (SandboxJob *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
start_timer (SandboxJob *self, guint milliseconds, GSourceFunc callback)
{
  stop_timer (self);
  self->timer = g_timeout_source_new (milliseconds);
  g_source_set_callback (self->timer, callback, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
end (SandboxJob *self, SandboxJobState state)
{
  stop_timer (self);
  self->state = state;
  self->ended = g_get_monotonic_time ();
  if (self->started == 0)
    self->started = self->ended;
  g_signal_emit (self, signals[ENDED], 0);
}

static void
end_when_due (SandboxJob *self)
{
  if (self->state != SANDBOX_JOB_RUNNING || self->painting || self->timer != NULL || self->never_finish)
    return;
  end (self, self->error != NULL ? SANDBOX_JOB_FAILED : SANDBOX_JOB_COMPLETED);
}

static gboolean
work_is_done (gpointer user_data)
{
  SandboxJob *self = user_data;

  stop_timer (self);
  end_when_due (self);
  return G_SOURCE_REMOVE;
}

/* A quarter of the time is spent in the queue. */
static guint
get_queue_ms (SandboxJob *self)
{
  return self->work_ms / 4;
}

static gboolean
leave_queue (gpointer user_data)
{
  SandboxJob *self = user_data;

  self->state = SANDBOX_JOB_RUNNING;
  self->started = g_get_monotonic_time ();
  start_timer (self, self->work_ms - get_queue_ms (self), work_is_done);
  return G_SOURCE_REMOVE;
}

static void
paint_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const SandboxOrder *order = task_data;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  for (gint64 i = 0; i < order->result_count; i++)
    {
      GError *error = NULL;
      GBytes *file = sandbox_painter_paint (order, i, cancellable, &error);

      if (file == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      g_ptr_array_add (files, file);
    }
  g_task_return_pointer (task, g_steal_pointer (&files), (GDestroyNotify)g_ptr_array_unref);
}

static void
painted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SandboxJob *self = SANDBOX_JOB (source);
  g_autoptr (GError) error = NULL;

  self->painting = FALSE;
  self->files = g_task_propagate_pointer (G_TASK (result), &error);
  if (error != NULL)
    self->error = g_strdup_printf ("Invalid image URL in images array: %s", error->message);
  end_when_due (self);
}

static void
start_painting (SandboxJob *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, painted, NULL);

  self->painting = TRUE;
  g_task_set_source_tag (task, start_painting);
  g_task_set_task_data (task, self->order, NULL);
  g_task_run_in_thread (task, paint_in_thread);
}

static SandboxFault *
take (SandboxFaults *faults, SandboxFaultKind kind)
{
  return sandbox_faults_take (faults, SANDBOX_AT_JOB, kind);
}

static const char *
get_code (const SandboxFault *fault)
{
  return fault->text != NULL ? fault->text : "OutputImageSensitiveContentDetected";
}

static void
take_endings (SandboxJob *self, SandboxFaults *faults)
{
  g_autoptr (SandboxFault) fail = take (faults, SANDBOX_FAULT_FAIL);
  g_autoptr (SandboxFault) refuse = take (faults, SANDBOX_FAULT_REFUSE);
  g_autoptr (SandboxFault) empty = take (faults, SANDBOX_FAULT_EMPTY);
  g_autoptr (SandboxFault) never_finish = take (faults, SANDBOX_FAULT_NEVER_FINISH);
  g_autoptr (SandboxFault) hidden = take (faults, SANDBOX_FAULT_HIDDEN);
  g_autoptr (SandboxFault) delay = take (faults, SANDBOX_FAULT_DELAY);

  if (self->order->picture_error != NULL)
    self->error = g_strdup (self->order->picture_error);
  else if (fail != NULL)
    self->error = g_strdup (fail->text != NULL ? fail->text : "The model could not process the request.");
  else if (refuse != NULL)
    self->error = g_strdup_printf ("Error submitting task: 400, {\"error\":{\"code\":\"%s\",\"message\":\"The request "
                                   "failed because the output image may contain sensitive information.\"}}",
                                   get_code (refuse));
  if (self->order->picture_error == NULL && fail == NULL && refuse != NULL)
    self->refusal = g_strdup (get_code (refuse));
  self->hidden_ms = hidden != NULL ? (guint)hidden->numbers[0] : 0;
  self->empty = empty != NULL;
  self->never_finish = never_finish != NULL;
  self->work_ms = delay != NULL ? (guint)delay->numbers[0] : WORK_MS;
}

static void
take_spoilers (SandboxJob *self, SandboxFaults *faults)
{
  SandboxOrder *order = self->order;
  g_autoptr (SandboxFault) wrong_type = take (faults, SANDBOX_FAULT_WRONG_TYPE);
  g_autoptr (SandboxFault) shift = take (faults, SANDBOX_FAULT_SHIFT);
  g_autoptr (SandboxFault) scale = take (faults, SANDBOX_FAULT_SCALE);
  g_autoptr (SandboxFault) tint = take (faults, SANDBOX_FAULT_TINT);
  g_autoptr (SandboxFault) size = take (faults, SANDBOX_FAULT_SIZE);
  g_autoptr (SandboxFault) fewer = take (faults, SANDBOX_FAULT_FEWER);
  g_autoptr (SandboxFault) partial = take (faults, SANDBOX_FAULT_PARTIAL);

  self->spelling = take (faults, SANDBOX_FAULT_SPELLING);
  if (wrong_type != NULL)
    order->result_type = "image/png";
  order->shift_x = shift != NULL ? shift->numbers[0] : 0;
  order->shift_y = shift != NULL ? shift->numbers[1] : 0;
  order->scale = scale != NULL ? scale->numbers[0] : 0;
  for (int channel = 0; channel < 3; channel++)
    order->tint[channel] = tint != NULL ? tint->numbers[channel] : 0;
  order->result_count = fewer != NULL ? MIN (fewer->numbers[0], order->count) : order->count;
  if (partial != NULL)
    {
      order->result_count--;
      self->lost = g_strdup (get_code (partial));
    }
  order->result_width = size != NULL ? size->numbers[0] : order->width;
  order->result_height = size != NULL ? size->numbers[1] : order->height;
}

SandboxJob *
sandbox_job_new (SandboxOrder *order, SandboxFaults *faults)
{
  SandboxJob *self = g_object_new (SANDBOX_TYPE_JOB, NULL);

  self->order = order;
  take_endings (self, faults);
  take_spoilers (self, faults);
  start_timer (self, get_queue_ms (self), leave_queue);
  if (self->error == NULL && !self->empty && !self->never_finish)
    start_painting (self);
  return self;
}

const char *
sandbox_job_get_id (SandboxJob *self)
{
  return self->order->id;
}

const SandboxOrder *
sandbox_job_get_order (SandboxJob *self)
{
  return self->order;
}

SandboxJobState
sandbox_job_get_state (SandboxJob *self)
{
  return self->state;
}

gboolean
sandbox_job_has_ended (SandboxJob *self)
{
  return self->ended != 0;
}

const char *
sandbox_job_get_error (SandboxJob *self)
{
  return self->error;
}

gboolean
sandbox_job_is_refused (SandboxJob *self)
{
  return self->refusal != NULL;
}

const char *
sandbox_job_get_refusal (SandboxJob *self)
{
  return self->refusal;
}

const char *
sandbox_job_get_lost (SandboxJob *self)
{
  return self->lost;
}

guint
sandbox_job_count_results (SandboxJob *self)
{
  return self->state == SANDBOX_JOB_COMPLETED && self->files != NULL ? self->files->len : 0;
}

GBytes *
sandbox_job_get_result (SandboxJob *self, guint index)
{
  return index < sandbox_job_count_results (self) ? g_ptr_array_index (self->files, index) : NULL;
}

gboolean
sandbox_job_is_waiting (SandboxJob *self)
{
  return self->state == SANDBOX_JOB_QUEUED && sandbox_job_get_queued_ms (self) < get_queue_ms (self) / 2;
}

gint64
sandbox_job_get_creation_time (SandboxJob *self)
{
  return (g_get_real_time () - (g_get_monotonic_time () - self->created)) / 1000;
}

gboolean
sandbox_job_is_hidden (SandboxJob *self)
{
  return g_get_monotonic_time () - self->created < (gint64)self->hidden_ms * 1000;
}

const char *
sandbox_job_get_spelling (SandboxJob *self)
{
  return self->spelling != NULL ? self->spelling->text : NULL;
}

gint64
sandbox_job_get_queued_ms (SandboxJob *self)
{
  return ((self->started != 0 ? self->started : g_get_monotonic_time ()) - self->created) / 1000;
}

gint64
sandbox_job_get_worked_ms (SandboxJob *self)
{
  return self->ended != 0 ? (self->ended - self->started) / 1000 : 0;
}

gint64
sandbox_job_get_age (SandboxJob *self)
{
  return self->ended != 0 ? g_get_monotonic_time () - self->ended : -1;
}

void
sandbox_job_cancel (SandboxJob *self)
{
  if (sandbox_job_has_ended (self))
    return;
  g_cancellable_cancel (self->cancellable);
  end (self, SANDBOX_JOB_CANCELLED);
}

gboolean
sandbox_job_is_painting (SandboxJob *self)
{
  return self->painting;
}

static void
sandbox_job_finalize (GObject *object)
{
  SandboxJob *self = SANDBOX_JOB (object);

  stop_timer (self);
  g_clear_pointer (&self->order, sandbox_order_free);
  g_clear_pointer (&self->spelling, sandbox_fault_free);
  g_free (self->error);
  g_free (self->refusal);
  g_free (self->lost);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  G_OBJECT_CLASS (sandbox_job_parent_class)->finalize (object);
}

static void
sandbox_job_class_init (SandboxJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sandbox_job_finalize;
  signals[ENDED] = g_signal_new ("ended", SANDBOX_TYPE_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sandbox_job_init (SandboxJob *self)
{
  self->created = g_get_monotonic_time ();
  self->cancellable = g_cancellable_new ();
}
