/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-interrupt.h"

#include <signal.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "cli-output.h"
#include "seedream-job.h"

struct _CliInterrupt {
  GListModel *jobs;
  GCancellable *cancellable;
  CliInterruptFunc first;
  gpointer first_data;
  gboolean asked;
  guint sources[2];
};

/* A job may leave the list while it is being cancelled. */
static GPtrArray *
running_jobs (CliInterrupt *self)
{
  GPtrArray *jobs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; self->jobs != NULL && i < g_list_model_get_n_items (self->jobs); i++)
    g_ptr_array_add (jobs, g_list_model_get_item (self->jobs, i));
  return jobs;
}

static gboolean
interrupted (gpointer data)
{
  CliInterrupt *self = data;
  g_autoptr (GPtrArray) jobs = running_jobs (self);

  if (!self->asked && self->first != NULL)
    {
      self->asked = TRUE;
      self->first (self->first_data);
      return G_SOURCE_CONTINUE;
    }
  if (self->asked || jobs->len == 0)
    {
      g_cancellable_cancel (self->cancellable);
      return G_SOURCE_CONTINUE;
    }
  self->asked = TRUE;
  if (cli_output_shows_progress ())
    cli_output_note (_ ("Asking the provider to give it up. Interrupt once more to leave at once."));
  for (guint i = 0; i < jobs->len; i++)
    seedream_job_cancel (g_ptr_array_index (jobs, i));
  return G_SOURCE_CONTINUE;
}

CliInterrupt *
cli_interrupt_new (GListModel *jobs)
{
  CliInterrupt *self = g_new0 (CliInterrupt, 1);

  self->jobs = jobs != NULL ? g_object_ref (jobs) : NULL;
  self->cancellable = g_cancellable_new ();
  self->sources[0] = g_unix_signal_add (SIGINT, interrupted, self);
  self->sources[1] = g_unix_signal_add (SIGTERM, interrupted, self);
  return self;
}

void
cli_interrupt_free (CliInterrupt *self)
{
  g_source_remove (self->sources[0]);
  g_source_remove (self->sources[1]);
  g_clear_object (&self->jobs);
  g_clear_object (&self->cancellable);
  g_free (self);
}

void
cli_interrupt_set_first (CliInterrupt *self, CliInterruptFunc first, gpointer data)
{
  self->first = first;
  self->first_data = data;
}

GCancellable *
cli_interrupt_get_cancellable (CliInterrupt *self)
{
  return self->cancellable;
}
