/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-long.h"

#include "cli-await.h"
#include "cli-interrupt.h"
#include "cli-output.h"

/* As often as a person sees a number change. */
#define SHOW_MILLISECONDS 200

typedef struct {
  const char *what;
  CliLongFunc run;
  gpointer data;
  int percent;
} Long;

static void
note (double fraction, gpointer data)
{
  Long *self = data;

  g_atomic_int_set (&self->percent, (int)(fraction * 100));
}

static gboolean
show (gpointer data)
{
  Long *self = data;
  g_autofree char *what = cli_output_one_line (self->what, 48);
  g_autofree char *line = g_strdup_printf ("%s: %d %%", what, g_atomic_int_get (&self->percent));

  cli_output_progress (line);
  return G_SOURCE_CONTINUE;
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Long *self = data;
  GError *error = NULL;

  if (self->run (self->data, note, self, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

gboolean
cli_long_run (const char *what, CliLongFunc run, gpointer data, GError **error)
{
  Long self = { .what = what, .run = run, .data = data };
  g_autoptr (CliInterrupt) interrupt = cli_interrupt_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, cli_interrupt_get_cancellable (interrupt), cli_await_callback, &result);
  guint showing = cli_output_shows_progress () ? g_timeout_add (SHOW_MILLISECONDS, show, &self) : 0;

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, &self, NULL);
  g_task_run_in_thread (task, run_in_thread);
  cli_await (&result);
  if (showing != 0)
    {
      g_source_remove (showing);
      cli_output_progress (NULL);
    }
  return g_task_propagate_boolean (G_TASK (result), error);
}
