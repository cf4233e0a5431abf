/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "job-fixture.h"

static void
assert_cancelled (JobFixture *self)
{
  g_assert_cmpstr (seedream_job_state_to_string (seedream_job_get_state (self->job)), ==, "cancelled");
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (seedream_error_get_name (self->error), ==, "cancelled");
}

static void
test_before_run (JobFixture *self, gconstpointer data)
{
  g_autofree char *lines = NULL;

  job_fixture_prepare (self);
  seedream_job_cancel (self->job);
  g_assert_cmpint (seedream_job_get_state (self->job), ==, SEEDREAM_JOB_CANCELLED);
  g_assert_false (job_fixture_run (self));
  assert_cancelled (self);
  g_assert_cmpuint (loopback_server_count (self->server, ""), ==, 0);
  lines = test_ledger_dup_lines (self->ledger);
  g_assert_cmpstr (lines, ==, "cancelled id=- submits=0 posts=0\n");
}

static void
cancel_in_state (SeedreamJob *job, GParamSpec *spec, gpointer data)
{
  if (seedream_job_get_state (job) == (SeedreamJobState)GPOINTER_TO_INT (data))
    seedream_job_cancel (job);
}

/* Cancelled while submitting or later: the provider is asked with the id, and says yes. */
static void
test_asked (JobFixture *self, gconstpointer data)
{
  job_fixture_script_submit (self);
  loopback_server_answer (self->server, STATUS, -1, 200, NULL, "{\"status\":\"IN_PROGRESS\"}");
  loopback_server_answer (self->server, CANCEL "job-1 ", -1, 200, NULL, "{\"id\":\"job-1\",\"status\":\"CANCELLED\"}");
  job_fixture_prepare (self);
  g_signal_connect (self->job, "notify::state", G_CALLBACK (cancel_in_state), (gpointer)data);
  g_assert_false (job_fixture_run (self));
  assert_cancelled (self);
  g_assert_cmpuint (loopback_server_count (self->server, CANCEL), ==, 1);
  g_assert_cmpuint (loopback_server_count (self->server, RUN), ==, 1);
}

/* The first answer to a cancel is lost; the second says that it runs; the third is yes. */
static void
test_asked_again (JobFixture *self, gconstpointer data)
{
  job_fixture_script_submit (self);
  loopback_server_answer (self->server, STATUS, -1, 200, NULL, "{\"status\":\"IN_PROGRESS\"}");
  loopback_server_script (self->server, CANCEL, 1, LOOPBACK_ANSWERS, "", -1);
  loopback_server_answer (self->server, CANCEL, 1, 200, NULL, "{\"status\":\"IN_PROGRESS\"}");
  loopback_server_answer (self->server, CANCEL, 1, 200, NULL, "{\"status\":\"CANCELLED\"}");
  job_fixture_prepare (self);
  g_signal_connect (self->job, "notify::state", G_CALLBACK (cancel_in_state), GINT_TO_POINTER (SEEDREAM_JOB_RUNNING));
  g_assert_false (job_fixture_run (self));
  assert_cancelled (self);
  g_assert_cmpuint (loopback_server_count (self->server, CANCEL), ==, 3);
}

/* The result is quicker: it is kept. */
static void
test_too_late (JobFixture *self, gconstpointer data)
{
  job_fixture_script_submit (self);
  loopback_server_answer (self->server, CANCEL, -1, 400, NULL, "{\"error\":\"job is finished\"}");
  job_fixture_script_finish (self);
  job_fixture_prepare (self);
  g_signal_connect (self->job, "notify::state", G_CALLBACK (cancel_in_state), (gpointer)data);
  g_assert_true (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
}

static gboolean
cancel_job (gpointer data)
{
  seedream_job_cancel (data);
  return G_SOURCE_REMOVE;
}

/* A poll that hangs does not keep the person waiting. */
static void
test_stalled_poll (JobFixture *self, gconstpointer data)
{
  job_fixture_script_submit (self);
  loopback_server_script (self->server, STATUS, -1, LOOPBACK_STALLS, "", -1);
  loopback_server_answer (self->server, CANCEL, -1, 200, NULL, "{\"status\":\"CANCELLED\"}");
  job_fixture_prepare (self);
  g_timeout_add (100, cancel_job, self->job);
  g_assert_false (job_fixture_run (self));
  assert_cancelled (self);
}

typedef struct {
  const char *name;
  const char *stalls;
  SeedreamJobState state;
} Moment;

static const Moment moments[] = {
  { "submit", RUN, SEEDREAM_JOB_SUBMITTING },
  { "poll", STATUS, SEEDREAM_JOB_SUBMITTED },
  { "download", "GET /result.png", SEEDREAM_JOB_DOWNLOADING },
};

static gpointer
cancel_when_stalled (gpointer data)
{
  JobFixture *self = data;

  loopback_server_wait_for (self->server, g_object_get_data (G_OBJECT (self->cancellable), "stalls"));
  g_cancellable_cancel (self->cancellable);
  return NULL;
}

/* The caller leaves: the state stays, and the job can be taken up again. */
static void
test_abandoned (JobFixture *self, gconstpointer data)
{
  const Moment *moment = data;
  GThread *thread;

  loopback_server_script (self->server, moment->stalls, 1, LOOPBACK_STALLS, "", -1);
  job_fixture_script_submit (self);
  job_fixture_script_finish (self);
  job_fixture_prepare (self);
  g_object_set_data (G_OBJECT (self->cancellable), "stalls", (gpointer)moment->stalls);
  thread = g_thread_new ("cancel", cancel_when_stalled, self);
  g_assert_false (job_fixture_run (self));
  g_thread_join (thread);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (seedream_job_get_state (self->job), ==, moment->state);
  g_assert_null (seedream_job_get_error (self->job));

  g_cancellable_reset (self->cancellable);
  if (moment->state == SEEDREAM_JOB_SUBMITTING)
    {
      g_assert_false (job_fixture_run (self));
      job_fixture_assert (self, SEEDREAM_JOB_UNKNOWN, SEEDREAM_ERROR_UNKNOWN_OUTCOME, SEEDREAM_BILLED_UNKNOWN);
    }
  else
    g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (loopback_server_count (self->server, "POST"), ==, 1);
}

static void
test_abandoned_at_once (JobFixture *self, gconstpointer data)
{
  job_fixture_prepare (self);
  g_cancellable_cancel (self->cancellable);
  g_assert_false (job_fixture_run (self));
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (seedream_job_get_state (self->job), ==, SEEDREAM_JOB_PREPARED);
  g_assert_cmpuint (loopback_server_count (self->server, ""), ==, 0);
}

static void
add (const char *path, gconstpointer data, void (*test) (JobFixture *, gconstpointer))
{
  g_test_add (path, JobFixture, data, job_fixture_set_up, test, job_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/cancel/before-run", NULL, test_before_run);
  add ("/cancel/submitting", GINT_TO_POINTER (SEEDREAM_JOB_SUBMITTING), test_asked);
  add ("/cancel/submitted", GINT_TO_POINTER (SEEDREAM_JOB_SUBMITTED), test_asked);
  add ("/cancel/running", GINT_TO_POINTER (SEEDREAM_JOB_RUNNING), test_asked);
  add ("/cancel/asked-again", NULL, test_asked_again);
  add ("/cancel/too-late", GINT_TO_POINTER (SEEDREAM_JOB_SUBMITTED), test_too_late);
  add ("/cancel/downloading", GINT_TO_POINTER (SEEDREAM_JOB_DOWNLOADING), test_too_late);
  add ("/cancel/stalled-poll", NULL, test_stalled_poll);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cancel/abandoned/%s", moments[i].name);

      add (path, &moments[i], test_abandoned);
    }
  add ("/cancel/abandoned/at-once", NULL, test_abandoned_at_once);
  return g_test_run ();
}
