/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "job-fixture.h"

static void
write_leftover (JobFixture *self, guint position, const char *contents)
{
  g_autofree char *name = g_strdup_printf ("local-%u", position);
  g_autoptr (GFile) file = g_file_get_child (self->folder, name);

  g_assert_true (g_file_set_contents (g_file_peek_path (file), contents, -1, NULL));
}

static char *
dup_link (JobFixture *self, const char *path)
{
  return g_strconcat (loopback_server_get_url (self->server), path, NULL);
}

static void
test_submitting (JobFixture *self, gconstpointer data)
{
  job_fixture_take_up (self, SEEDREAM_JOB_SUBMITTING, NULL, NULL);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_UNKNOWN, SEEDREAM_ERROR_UNKNOWN_OUTCOME, SEEDREAM_BILLED_UNKNOWN);
  g_assert_cmpuint (loopback_server_count (self->server, ""), ==, 0);
}

/* Each of these is finished without another POST. */
static void
test_polled (JobFixture *self, gconstpointer data)
{
  job_fixture_script_finish (self);
  job_fixture_take_up (self, GPOINTER_TO_INT (data), "job-1", NULL);
  g_assert_true (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
  g_assert_cmpuint (loopback_server_count (self->server, "POST"), ==, 0);
  g_assert_cmpint (seedream_job_get_cost (self->job)->kind, ==, SEEDREAM_COST_REPORTED);
  g_assert_cmpfloat (seedream_job_get_elapsed (self->job), >=, 60);
}

static void
test_downloading (JobFixture *self, gconstpointer data)
{
  g_autofree char *link = dup_link (self, "/result.png");

  job_fixture_script_finish (self);
  job_fixture_take_up (self, SEEDREAM_JOB_DOWNLOADING, "job-1", link);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (loopback_server_count (self->server, STATUS), ==, 0);
  g_assert_cmpuint (loopback_server_count (self->server, "GET /result.png"), ==, 1);
}

static void
test_leftover_is_used (JobFixture *self, gconstpointer data)
{
  g_autofree char *link = dup_link (self, "/result.png");

  write_leftover (self, 0, PICTURE);
  job_fixture_take_up (self, SEEDREAM_JOB_DOWNLOADING, "job-1", link);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (loopback_server_count (self->server, ""), ==, 0);
}

static void
test_bad_leftover_is_fetched_again (JobFixture *self, gconstpointer data)
{
  g_autofree char *link = dup_link (self, "/result.png");

  write_leftover (self, 0, "nothing");
  job_fixture_script_finish (self);
  job_fixture_take_up (self, SEEDREAM_JOB_DOWNLOADING, "job-1", link);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (loopback_server_count (self->server, ""), ==, 1);
}

/* What came inside an answer has no link, only its file; here the second of two results. */
static void
test_inline_leftover (JobFixture *self, gconstpointer data)
{
  g_autofree char *link = dup_link (self, "/result.png");

  write_leftover (self, 1, PICTURE);
  job_fixture_script_finish (self);
  job_fixture_take_up (self, SEEDREAM_JOB_DOWNLOADING, NULL, link);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (seedream_job_get_n_results (self->job), ==, 2);
}

static void
test_link_not_there_yet (JobFixture *self, gconstpointer data)
{
  g_autofree char *link = dup_link (self, "/result.png");

  loopback_server_answer (self->server, "GET /result.png", -1, 404, NULL, "");
  job_fixture_take_up (self, SEEDREAM_JOB_DOWNLOADING, NULL, link);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DOWNLOADING, SEEDREAM_ERROR_EXPIRED, SEEDREAM_BILLED_YES);
}

static void
test_stored (JobFixture *self, gconstpointer data)
{
  write_leftover (self, 0, PICTURE);
  job_fixture_take_up (self, SEEDREAM_JOB_STORED, "job-1", NULL);
  g_assert_true (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
  g_assert_cmpuint (loopback_server_count (self->server, ""), ==, 0);
}

static void
test_final (JobFixture *self, gconstpointer data)
{
  SeedreamJobState state = GPOINTER_TO_INT (data);
  g_autofree char *lines = NULL;

  job_fixture_take_up (self, state, "job-1", NULL);
  g_assert_cmpint (job_fixture_run (self), ==, state == SEEDREAM_JOB_DONE);
  g_assert_cmpint (seedream_job_get_state (self->job), ==, state);
  g_assert_cmpuint (loopback_server_count (self->server, ""), ==, 0);
  lines = test_ledger_dup_lines (self->ledger);
  g_assert_cmpstr (lines, ==, "");
}

static void
test_without_request (JobFixture *self, gconstpointer data)
{
  job_fixture_take_up (self, SEEDREAM_JOB_PREPARED, NULL, NULL);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO);
}

static void
test_polls_survive (JobFixture *self, gconstpointer data)
{
  const char *cut = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{";
  gint64 begun = g_get_monotonic_time ();

  loopback_server_answer (self->server, STATUS, 1, 429, "Retry-After: 1\r\n", "slow down");
  loopback_server_answer (self->server, STATUS, 2, 500, NULL, "<html>");
  loopback_server_script (self->server, STATUS, 2, LOOPBACK_ANSWERS, "", -1);
  loopback_server_script (self->server, STATUS, 2, LOOPBACK_ANSWERS, cut, -1);
  loopback_server_answer (self->server, STATUS, 1, 404, NULL, "");
  loopback_server_answer (self->server, STATUS, 1, 200, NULL, "<html>");
  loopback_server_answer (self->server, STATUS, 1, 200, NULL, "{\"status\":\"WHO_KNOWS\"}");
  loopback_server_answer (self->server, STATUS, 2, 200, NULL, "{\"status\":\"COMPLETED\",\"output\":null}");
  job_fixture_script_finish (self);
  job_fixture_take_up (self, SEEDREAM_JOB_SUBMITTED, "job-1", NULL);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (loopback_server_count (self->server, STATUS), ==, 13);
  g_assert_cmpint (g_get_monotonic_time () - begun, >=, G_USEC_PER_SEC);
}

static void
test_bad_key_leaves_job (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, STATUS, 1, GPOINTER_TO_UINT (data), NULL, "");
  job_fixture_script_finish (self);
  job_fixture_take_up (self, SEEDREAM_JOB_RUNNING, "job-1", NULL);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_RUNNING, SEEDREAM_ERROR_BAD_KEY, SEEDREAM_BILLED_UNKNOWN);
  g_assert_true (job_fixture_run (self));
}

static void
test_forgotten (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, STATUS, -1, 404, NULL, "{\"error\":\"job not found\"}");
  job_fixture_take_up (self, SEEDREAM_JOB_RUNNING, "job-1", NULL);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_EXPIRED, SEEDREAM_BILLED_UNKNOWN);
}

static void
test_finished_without_link (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, STATUS, 3, 200, NULL, "{\"status\":\"COMPLETED\",\"output\":{}}");
  job_fixture_script_finish (self);
  job_fixture_take_up (self, SEEDREAM_JOB_RUNNING, "job-1", NULL);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_UNKNOWN, SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN);
  g_assert_cmpstr (seedream_job_get_remote_id (self->job), ==, "job-1");
  g_assert_true (job_fixture_run (self));
}

static void
test_deadline (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, STATUS, 1, 200, NULL, "{\"status\":\"IN_PROGRESS\"}");
  loopback_server_answer (self->server, STATUS, 1, 429, "Retry-After: 3000\r\n", "");
  loopback_server_answer (self->server, STATUS, 1, 200, NULL, "{\"status\":\"IN_PROGRESS\"}");
  job_fixture_script_finish (self);
  job_fixture_take_up (self, SEEDREAM_JOB_RUNNING, "job-1", NULL);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_UNKNOWN, SEEDREAM_ERROR_TIMED_OUT, SEEDREAM_BILLED_UNKNOWN);
  g_assert_true (job_fixture_run (self));
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
  add ("/resume/submitting", NULL, test_submitting);
  add ("/resume/submitted", GINT_TO_POINTER (SEEDREAM_JOB_SUBMITTED), test_polled);
  add ("/resume/running", GINT_TO_POINTER (SEEDREAM_JOB_RUNNING), test_polled);
  add ("/resume/unknown", GINT_TO_POINTER (SEEDREAM_JOB_UNKNOWN), test_polled);
  add ("/resume/downloading-without-links", GINT_TO_POINTER (SEEDREAM_JOB_DOWNLOADING), test_polled);
  add ("/resume/downloading", NULL, test_downloading);
  add ("/resume/leftover-is-used", NULL, test_leftover_is_used);
  add ("/resume/bad-leftover-is-fetched-again", NULL, test_bad_leftover_is_fetched_again);
  add ("/resume/inline-leftover", NULL, test_inline_leftover);
  add ("/resume/link-not-there-yet", NULL, test_link_not_there_yet);
  add ("/resume/stored", NULL, test_stored);
  add ("/resume/done", GINT_TO_POINTER (SEEDREAM_JOB_DONE), test_final);
  add ("/resume/failed", GINT_TO_POINTER (SEEDREAM_JOB_FAILED), test_final);
  add ("/resume/cancelled", GINT_TO_POINTER (SEEDREAM_JOB_CANCELLED), test_final);
  add ("/resume/without-request", NULL, test_without_request);
  add ("/resume/polls-survive", NULL, test_polls_survive);
  add ("/resume/401-leaves-job", GUINT_TO_POINTER (401), test_bad_key_leaves_job);
  add ("/resume/403-leaves-job", GUINT_TO_POINTER (403), test_bad_key_leaves_job);
  add ("/resume/forgotten", NULL, test_forgotten);
  add ("/resume/finished-without-link", NULL, test_finished_without_link);
  add ("/resume/deadline", NULL, test_deadline);
  return g_test_run ();
}
