/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "job-fixture.h"

static GMutex log_lock;
static GString *logged;

/* Everything that is logged, at any level, is looked through for the key at the end. */
static void
keep_log (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  g_mutex_lock (&log_lock);
  g_string_append_printf (logged, "%s: %s\n", domain, message);
  g_mutex_unlock (&log_lock);
}

static void
assert_lines (JobFixture *self, const char *expected)
{
  g_autofree char *lines = test_ledger_dup_lines (self->ledger);

  g_assert_cmpstr (lines, ==, expected);
}

static void
assert_one_post (JobFixture *self)
{
  g_assert_cmpuint (loopback_server_count (self->server, "POST"), ==, 1);
}

static void
on_notify_state (SeedreamJob *job, GParamSpec *spec, GString *states)
{
  g_string_append_printf (states, "%s ", seedream_job_state_to_string (seedream_job_get_state (job)));
}

static void
test_happy (JobFixture *self, gconstpointer data)
{
  g_autoptr (GString) states = g_string_new (NULL);
  g_autofree char *heads = NULL;

  job_fixture_script_submit (self);
  loopback_server_answer (self->server, STATUS "job-1", 1, 200, NULL, "{\"id\":\"job-1\",\"status\":\"IN_QUEUE\"}");
  loopback_server_answer (self->server, STATUS "job-1", 2, 200, NULL, "{\"id\":\"job-1\",\"status\":\"IN_PROGRESS\"}");
  job_fixture_script_finish (self);
  job_fixture_prepare (self);
  g_signal_connect (self->job, "notify::state", G_CALLBACK (on_notify_state), states);
  g_assert_cmpint (seedream_job_get_cost (self->job)->kind, ==, SEEDREAM_COST_ESTIMATED);
  g_assert_true (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);

  assert_lines (self, "submitting id=- submits=1 posts=0\n"
                      "submitted id=job-1 submits=1 posts=1\n"
                      "running id=job-1 submits=1 posts=1\n"
                      "downloading id=job-1 submits=1 posts=1\n"
                      "store 0\n"
                      "stored id=job-1 submits=1 posts=1\n"
                      "done id=job-1 submits=1 posts=1\n");
  g_assert_cmpstr (states->str, ==, "submitting submitted running downloading stored done ");
  assert_one_post (self);
  g_assert_cmpint (seedream_job_get_cost (self->job)->micros, ==, 28311);
  g_assert_cmpint (seedream_job_get_cost (self->job)->kind, ==, SEEDREAM_COST_REPORTED);
  g_assert_cmpint (seedream_job_get_queued_ms (self->job), ==, 19);
  g_assert_cmpint (seedream_job_get_executed_ms (self->job), ==, 4856);
  g_assert_cmpuint (seedream_job_get_n_results (self->job), ==, 1);
  g_assert_cmpfloat (seedream_job_get_elapsed (self->job), >, 0);
  g_assert_cmpfloat (seedream_job_get_elapsed (self->job), ==, seedream_job_get_elapsed (self->job));

  heads = loopback_server_dup_heads (self->server);
  g_assert_nonnull (strstr (heads, "User-Agent: Pentimento/1.2\n"));
  g_assert_nonnull (strstr (heads, "Authorization: Bearer " CANARY "\n"));
  /* The last request fetched the result, without the key. */
  g_assert_null (strstr (strstr (heads, "GET /result.png"), "Authorization"));
}

static void
test_refused_connection (JobFixture *self, gconstpointer data)
{
  g_clear_object (&self->provider);
  self->provider = seedream_registry_create ("runpod", "http://127.0.0.1:1", NULL, FALSE, NULL);
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_NETWORK, SEEDREAM_BILLED_NO);
  assert_lines (self, "submitting id=- submits=1 posts=0\nwaiting id=- submits=0 posts=0\n"
                      "submitting id=- submits=1 posts=0\nwaiting id=- submits=0 posts=0\n"
                      "submitting id=- submits=1 posts=0\nfailed id=- submits=1 posts=0\n");
}

static void
test_untrusted_certificate (JobFixture *self, gconstpointer data)
{
  g_autoptr (LoopbackServer) server = loopback_server_new (TRUE);

  g_clear_object (&self->provider);
  self->provider = seedream_registry_create ("runpod", loopback_server_get_url (server), NULL, FALSE, NULL);
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_NETWORK, SEEDREAM_BILLED_NO);
  g_assert_cmpuint (loopback_server_count (server, ""), ==, 0);
}

typedef struct {
  const char *name;
  LoopbackManner manner;
  const char *raw;
} Loss;

static const Loss losses[] = {
  { "headers-only", LOOPBACK_CUTS_EARLY, "" },
  { "before-answer", LOOPBACK_ANSWERS, "" },
  { "mid-status", LOOPBACK_ANSWERS, "HTTP/1.1 20" },
  { "mid-answer", LOOPBACK_ANSWERS, "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{\"id\":\"job-1\"" },
  { "mid-chunks", LOOPBACK_ANSWERS, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{\"id\":\"\r\n" },
  { "html", LOOPBACK_ANSWERS, "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n<html>A</html>" },
  { "empty", LOOPBACK_ANSWERS, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" },
  { "no-id", LOOPBACK_ANSWERS, "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{\"status\":\"IN_QUEUE\"}" },
  { "bad-id", LOOPBACK_ANSWERS, "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"id\":\"../a\"} " },
  { "500", LOOPBACK_ANSWERS,
    "HTTP/1.1 500 Oh\r\nContent-Length: 15\r\n\r\n{\"error\":\""
    "oh\"}" },
  { "redirect", LOOPBACK_ANSWERS, "HTTP/1.1 307 There\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n" },
};

static void
test_lost (JobFixture *self, gconstpointer data)
{
  const Loss *loss = data;
  g_autoptr (GError) error = NULL;

  loopback_server_script (self->server, RUN, -1, loss->manner, loss->raw, -1);
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_UNKNOWN, SEEDREAM_ERROR_UNKNOWN_OUTCOME, SEEDREAM_BILLED_UNKNOWN);
  assert_one_post (self);

  /* And it stays so. */
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_UNKNOWN, SEEDREAM_ERROR_UNKNOWN_OUTCOME, SEEDREAM_BILLED_UNKNOWN);
  assert_one_post (self);
}

typedef struct {
  const char *name;
  guint status;
  const char *body;
  int code;
} Refusal;

static const Refusal refusals[] = {
  { "400", 400, "{\"error\":\"size is wrong\"}", SEEDREAM_ERROR_INVALID_REQUEST },
  { "401", 401, "<html>" CANARY "</html>", SEEDREAM_ERROR_BAD_KEY },
  { "402", 402, "", SEEDREAM_ERROR_NO_CREDIT },
  { "403", 403, "", SEEDREAM_ERROR_BAD_KEY },
  { "403-credit", 403, "{\"message\":\"You've run out of credits\"}", SEEDREAM_ERROR_NO_CREDIT },
  { "403-edge", 403, "error code: 1010", SEEDREAM_ERROR_BLOCKED },
  { "404", 404, "{\"message\":\"Not Found\"}", SEEDREAM_ERROR_INVALID_REQUEST },
  { "413", 413, "", SEEDREAM_ERROR_TOO_LARGE },
  { "400-size", 400, "request exceeded max body size of 10MiB", SEEDREAM_ERROR_TOO_LARGE },
  { "400-content", 400,
    "{\"error\":{\"code\":\"InputImageSensitiveContentDetected.PrivacyInformation\",\"message\":\"x\"}}",
    SEEDREAM_ERROR_REFUSED_CONTENT },
  { "422", 422, "{\"detail\":[{\"msg\":\"" CANARY "\"}]}", SEEDREAM_ERROR_INVALID_REQUEST },
};

static void
test_refused (JobFixture *self, gconstpointer data)
{
  const Refusal *refusal = data;

  loopback_server_answer (self->server, RUN, -1, refusal->status, NULL, refusal->body);
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, refusal->code, SEEDREAM_BILLED_NO);
  assert_one_post (self);
}

static void
test_failed_at_provider (JobFixture *self, gconstpointer data)
{
  job_fixture_script_submit (self);
  loopback_server_answer (self->server, STATUS, -1, 200, NULL,
                          "{\"status\":\"FAILED\",\"error\":\"bad weather, " CANARY "\"}");
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_PROVIDER_FAILED, SEEDREAM_BILLED_NO);
  g_assert_cmpstr (seedream_error_get_details (self->error), ==, "bad weather, •••");
}

static void
test_id_in_500 (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, RUN, -1, 502, NULL, "{\"id\":\"job-1\",\"status\":\"IN_QUEUE\"}");
  job_fixture_script_finish (self);
  job_fixture_prepare (self);
  g_assert_true (job_fixture_run (self));
  assert_one_post (self);
}

static void
test_synchronous_inline (JobFixture *self, gconstpointer data)
{
  g_autofree char *encoded = NULL;
  g_autofree char *body = NULL;
  char picture[100] = PICTURE;

  encoded = g_base64_encode ((const guchar *)picture, sizeof picture);
  body = g_strdup_printf (
      "{\"id\":\"sync-1\",\"status\":\"COMPLETED\",\"output\":{\"images\":[\"data:image/png;base64,%s\","
      "{\"url\":\"{URL}/result.png\"},\"%s\"]}}",
      encoded, encoded);
  g_clear_object (&self->provider);
  self->provider = seedream_registry_create ("runpod", loopback_server_get_url (self->server), NULL, TRUE, NULL);
  loopback_server_answer (self->server, RUNSYNC, -1, 200, NULL, body);
  job_fixture_script_finish (self);
  job_fixture_prepare (self);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (seedream_job_get_n_results (self->job), ==, 3);
  g_assert_cmpuint (g_strv_length ((GStrv)seedream_job_get_links (self->job)), ==, 1);
  g_assert_cmpuint (loopback_server_count (self->server, STATUS), ==, 0);
  assert_lines (self, "submitting id=- submits=1 posts=0\n"
                      "submitted id=sync-1 submits=1 posts=1\n"
                      "downloading id=sync-1 submits=1 posts=1\n"
                      "store 0\nstore 1\nstore 2\n"
                      "stored id=sync-1 submits=1 posts=1\n"
                      "done id=sync-1 submits=1 posts=1\n");
}

static void
assert_delivery (JobFixture *self, guint asked, guint delivered, guint kept, guint good)
{
  SeedreamDelivery delivery;

  seedream_delivery_count (&delivery, self->job);
  g_assert_cmpuint (delivery.asked, ==, asked);
  g_assert_cmpuint (delivery.delivered, ==, delivered);
  g_assert_cmpuint (delivery.kept, ==, kept);
  g_assert_cmpuint (delivery.good, ==, good);
}

static void
test_some_results_bad (JobFixture *self, gconstpointer data)
{
  job_fixture_script_submit (self);
  loopback_server_answer (self->server, STATUS, -1, 200, NULL,
                          "{\"status\":\"COMPLETED\",\"output\":[\"{URL}/bad.png\",\"{URL}/good.png\"]}");
  loopback_server_answer (self->server, "GET /bad.png", -1, 200, "Content-Type: image/png\r\n", "<html>");
  loopback_server_answer (self->server, "GET /good.png", -1, 200, NULL, PICTURE);
  job_fixture_prepare (self);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (loopback_server_count (self->server, "GET /bad.png"), ==, 3);
  assert_delivery (self, 1, 2, 2, 1);
}

static void
test_delivery_in_words (void)
{
  const struct {
    SeedreamDelivery delivery;
    const char *words;
  } cases[] = {
    { { 1, 1, 1, 1 }, NULL },
    { { 3, 3, 3, 3 }, NULL },
    { { 0, 5, 5, 4 }, NULL },
    { { 3, 2, 2, 2 }, "2 of 3 results came." },
    { { 3, 3, 3, 2 }, "2 of 3 results came. 1 result that was delivered could not be fetched, or is no picture." },
    { { 1, 2, 2, 1 }, "1 result that was delivered could not be fetched, or is no picture." },
    { { 1, 2, 2, 2 }, "The provider delivered more than was asked for: 2 results were kept where 1 was asked for." },
    { { 2, 17, 16, 16 }, "The provider delivered 17 results where 2 were asked for; the first 16 were kept." },
    { { 1, 100, 16, 14 },
      "The provider delivered 100 results where 1 was asked for; the first 16 were kept. 2 results that were delivered "
      "could not be fetched, or are no pictures." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = seedream_delivery_describe (&cases[i].delivery);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_all_results_bad (JobFixture *self, gconstpointer data)
{
  job_fixture_script_submit (self);
  job_fixture_script_finish (self);
  loopback_server_free (g_steal_pointer (&self->server));
  self->server = loopback_server_new (FALSE);
  g_clear_object (&self->provider);
  self->provider = seedream_registry_create ("runpod", loopback_server_get_url (self->server), NULL, FALSE, NULL);
  g_object_unref (self->ledger);
  self->ledger = test_ledger_new (self->server);
  loopback_server_answer (self->server, "GET /result.png", -1, 200, NULL, "half a file");
  job_fixture_script_submit (self);
  job_fixture_script_finish (self);
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_YES);
  g_assert_cmpuint (g_strv_length ((GStrv)seedream_job_get_links (self->job)), ==, 1);
}

static void
test_download_recovers (JobFixture *self, gconstpointer data)
{
  const char *cut = "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nPICT";

  job_fixture_script_submit (self);
  loopback_server_answer (self->server, "GET /result.png", 1, 404, NULL, "");
  loopback_server_script (self->server, "GET /result.png", 1, LOOPBACK_ANSWERS, cut, -1);
  job_fixture_script_finish (self);
  job_fixture_prepare (self);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (loopback_server_count (self->server, "GET /result.png"), ==, 3);
}

static void
test_download_trouble (JobFixture *self, gconstpointer data)
{
  job_fixture_script_submit (self);
  loopback_server_answer (self->server, "GET /result.png", 3, 503, NULL, "");
  job_fixture_script_finish (self);
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DOWNLOADING, SEEDREAM_ERROR_PROVIDER_DOWN, SEEDREAM_BILLED_YES);

  /* The same job, run again, gets it. */
  g_assert_true (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
  assert_one_post (self);
}

static void
test_store_without_room (JobFixture *self, gconstpointer data)
{
  job_fixture_script_submit (self);
  job_fixture_script_finish (self);
  test_ledger_fail_stores (self->ledger, 1);
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DOWNLOADING, SEEDREAM_ERROR_LEDGER, SEEDREAM_BILLED_YES);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (loopback_server_count (self->server, "GET /result.png"), ==, 1);
}

static void
test_insecure_result (JobFixture *self, gconstpointer data)
{
  job_fixture_script_submit (self);
  loopback_server_answer (self->server, STATUS, -1, 200, NULL,
                          "{\"status\":\"COMPLETED\",\"output\":\"http://192.0.2.1/x.png\"}");
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_INSECURE, SEEDREAM_BILLED_YES);
}

static void
test_ledger_fails_before (JobFixture *self, gconstpointer data)
{
  test_ledger_fail (self->ledger, SEEDREAM_JOB_SUBMITTING, 1);
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_LEDGER, SEEDREAM_BILLED_NO);
  g_assert_cmpuint (loopback_server_count (self->server, ""), ==, 0);
  assert_lines (self, "(submitting)\nfailed id=- submits=0 posts=0\n");
}

static void
test_ledger_fails_after (JobFixture *self, gconstpointer data)
{
  job_fixture_script_submit (self);
  loopback_server_answer (self->server, STATUS "job-1", 1, 200, NULL, "{\"id\":\"job-1\",\"status\":\"IN_QUEUE\"}");
  job_fixture_script_finish (self);
  test_ledger_fail (self->ledger, SEEDREAM_JOB_SUBMITTED, 1);
  job_fixture_prepare (self);
  g_assert_true (job_fixture_run (self));
  assert_lines (self, "submitting id=- submits=1 posts=0\n"
                      "(submitted)\n"
                      "submitted id=job-1 submits=1 posts=1\n"
                      "downloading id=job-1 submits=1 posts=1\n"
                      "store 0\n"
                      "stored id=job-1 submits=1 posts=1\n"
                      "done id=job-1 submits=1 posts=1\n");
}

static void
test_ledger_fails_at_end (JobFixture *self, gconstpointer data)
{
  job_fixture_script_submit (self);
  job_fixture_script_finish (self);
  test_ledger_fail (self->ledger, SEEDREAM_JOB_STORED, 1);
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DOWNLOADING, SEEDREAM_ERROR_LEDGER, SEEDREAM_BILLED_YES);
  test_ledger_fail (self->ledger, SEEDREAM_JOB_DONE, 1);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_STORED, SEEDREAM_ERROR_LEDGER, SEEDREAM_BILLED_YES);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpuint (loopback_server_count (self->server, "GET /result.png"), ==, 1);
  assert_one_post (self);
}

static void
test_no_key (JobFixture *self, gconstpointer data)
{
  g_autoptr (SeedreamRequest) request = job_fixture_create_request ();

  self->job = g_object_new (SEEDREAM_TYPE_JOB, "id", "local", "provider", self->provider, "http", self->http, "ledger",
                            self->ledger, "request", request, "folder", self->folder, NULL);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_NO_KEY, SEEDREAM_BILLED_NO);
  g_assert_cmpuint (loopback_server_count (self->server, ""), ==, 0);
}

static void
test_key_not_logged (void)
{
  g_mutex_lock (&log_lock);
  g_assert_nonnull (strstr (logged->str, "/v2/seedream-v4-edit/run"));
  g_assert_null (strstr (logged->str, CANARY));
  g_assert_null (strstr (logged->str, "make the coat red"));
  g_mutex_unlock (&log_lock);
}

static void
add (const char *path, gconstpointer data, void (*test) (JobFixture *, gconstpointer))
{
  g_test_add (path, JobFixture, data, job_fixture_set_up, test, job_fixture_tear_down);
}

static void
add_tables (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/job/lost/%s", losses[i].name);

      add (path, &losses[i], test_lost);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/job/refused/%s", refusals[i].name);

      add (path, &refusals[i], test_refused);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  logged = g_string_new (NULL);
  g_test_init (&argc, &argv, NULL);
  g_log_set_default_handler (keep_log, NULL);
  add ("/job/happy", NULL, test_happy);
  add ("/job/refused-connection", NULL, test_refused_connection);
  add ("/job/untrusted-certificate", NULL, test_untrusted_certificate);
  add_tables ();
  add ("/job/failed-at-provider", NULL, test_failed_at_provider);
  add ("/job/id-in-500", NULL, test_id_in_500);
  add ("/job/synchronous-inline", NULL, test_synchronous_inline);
  add ("/job/some-results-bad", NULL, test_some_results_bad);
  add ("/job/all-results-bad", NULL, test_all_results_bad);
  add ("/job/download-recovers", NULL, test_download_recovers);
  add ("/job/download-trouble", NULL, test_download_trouble);
  add ("/job/store-without-room", NULL, test_store_without_room);
  add ("/job/insecure-result", NULL, test_insecure_result);
  add ("/job/ledger-fails-before", NULL, test_ledger_fails_before);
  add ("/job/ledger-fails-after", NULL, test_ledger_fails_after);
  add ("/job/ledger-fails-at-end", NULL, test_ledger_fails_at_end);
  add ("/job/no-key", NULL, test_no_key);
  g_test_add_func ("/delivery/in-words", test_delivery_in_words);
  g_test_add_func ("/log/key-not-shown", test_key_not_logged);
  status = g_test_run ();
  g_string_free (logged, TRUE);
  return status;
}
