/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-batch-progress.h"

#include <glib/gi18n-lib.h>

#include "cli-batch-report.h"
#include "cli-output.h"

/* Often enough to look alive, seldom enough to cost nothing with thousands of pictures. */
#define REWRITE_MS 500

/* So many have to be through before anything is said of how long the rest takes. */
#define ENOUGH 3

struct _CliBatchProgress {
  PentimentoBatch *batch;
  GTimer *timer;
  guint ended_before; /* by earlier runs */
  guint source;
};

static guint
count_ended (PentimentoBatch *batch)
{
  return pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_DONE)
         + pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_FAILED)
         + pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_UNKNOWN);
}

static void
add_cost (CliBatchProgress *self, GString *line)
{
  const PentimentoBatchSum sum = pentimento_batch_sum_cost (self->batch);
  g_autofree char *cost = cli_batch_report_format (&sum);

  if (sum.reported + sum.estimated == 0 && sum.n_unknown == 0)
    return;
  g_string_append (line, " · ");
  /* Translators: an amount of money */
  g_string_append_printf (line, _ ("%s so far"), cost);
}

static void
add_time_left (CliBatchProgress *self, GString *line, guint n_ended, guint n_left)
{
  guint n_here = n_ended - MIN (n_ended, self->ended_before);
  double seconds;
  guint minutes;

  if (n_here < ENOUGH || n_left == 0)
    return;
  seconds = g_timer_elapsed (self->timer, NULL) / n_here * n_left;
  minutes = (guint)(seconds / 60 + 0.5);
  g_string_append (line, " · ");
  if (minutes == 0)
    g_string_append (line, _ ("less than a minute left"));
  else
    g_string_append_printf (line, ngettext ("about %u min left", "about %u min left", minutes), minutes);
}

static gboolean
rewrite (gpointer data)
{
  CliBatchProgress *self = data;
  guint n_ended = count_ended (self->batch);
  guint n_running = pentimento_batch_count (self->batch, PENTIMENTO_BATCH_ITEM_RUNNING);
  guint n_left = n_running + pentimento_batch_count (self->batch, PENTIMENTO_BATCH_ITEM_WAITING);
  g_autoptr (GString) line = g_string_new (NULL);

  /* Translators: how many pictures of all are through, and how many are worked on */
  g_string_append_printf (line, _ ("%u of %u · %u running"), n_ended, n_ended + n_left, n_running);
  add_cost (self, line);
  add_time_left (self, line, n_ended, n_left);
  cli_output_progress (line->str);
  return G_SOURCE_CONTINUE;
}

CliBatchProgress *
cli_batch_progress_new (PentimentoBatch *batch)
{
  CliBatchProgress *self = g_new0 (CliBatchProgress, 1);

  self->batch = g_object_ref (batch);
  self->timer = g_timer_new ();
  self->ended_before = count_ended (batch);
  if (cli_output_shows_progress ())
    self->source = g_timeout_add (REWRITE_MS, rewrite, self);
  return self;
}

void
cli_batch_progress_free (CliBatchProgress *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  cli_output_progress (NULL);
  g_timer_destroy (self->timer);
  g_object_unref (self->batch);
  g_free (self);
}
