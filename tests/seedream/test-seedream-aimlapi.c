/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "job-fixture.h"
#include "provider-fixture.h"

#define SUBMIT "POST /v1/images/generations "
#define ADDRESS "https://api.aimlapi.com/v1/images/generations"

static void
test_submit (void)
{
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("aimlapi");
  g_autoptr (SeedreamRequest) full = provider_fixture_create_edit (2, 2048, 1536, 7, 3);
  g_autoptr (SeedreamRequest) plain = provider_fixture_create_edit (1, 0, 0, -1, 1);
  g_autoptr (SeedreamRequest) generate = g_object_new (SEEDREAM_TYPE_REQUEST, "operation", SEEDREAM_OPERATION_GENERATE,
                                                       "prompt", "a diner", "safety", FALSE, NULL);
  g_autoptr (SeedreamCall) call = seedream_provider_build_submit (provider, plain, NULL, NULL);

  g_assert_cmpuint (call->timeout, >=, 300);
  provider_fixture_assert_submit (provider, full, ADDRESS,
                                  "{\"model\":\"bytedance/seedream-v4-edit\",\"prompt\":\"red \\\"coat\\\"\","
                                  "\"image_urls\":[\"data:image/png;base64,AAAA\",\"data:image/png;base64,AAAA\"],"
                                  "\"image_size\":{\"width\":2048,\"height\":1536},\"num_images\":3,\"seed\":7,"
                                  "\"enable_safety_checker\":true}");
  provider_fixture_assert_submit (provider, plain, ADDRESS,
                                  "{\"model\":\"bytedance/seedream-v4-edit\",\"prompt\":\"red \\\"coat\\\"\","
                                  "\"image_urls\":[\"data:image/png;base64,AAAA\"],\"num_images\":1,"
                                  "\"enable_safety_checker\":true}");
  provider_fixture_assert_submit (provider, generate, ADDRESS,
                                  "{\"model\":\"bytedance/seedream-v4-text-to-image\",\"prompt\":\"a diner\","
                                  "\"num_images\":1,\"enable_safety_checker\":false}");
}

static void
test_limits (void)
{
  static const struct {
    guint n;
    int width, height;
    gint64 seed;
    guint count;
    gboolean valid;
  } cases[] = { { 1, 0, 0, -1, 1, TRUE },        { 10, 1024, 4096, 1, 4, TRUE },  { 0, 0, 0, -1, 1, FALSE },
                { 11, 0, 0, -1, 1, FALSE },      { 1, 1023, 1024, -1, 1, FALSE }, { 1, 4097, 1024, -1, 1, FALSE },
                { 1, 0, 0, 0, 1, FALSE },        { 1, 0, 0, -1, 5, FALSE },       { 1, 0, 0, -1, 0, FALSE },
                { 1, 0, 0, 2147483647, 1, TRUE } };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("aimlapi");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SeedreamRequest) request
          = provider_fixture_create_edit (cases[i].n, cases[i].width, cases[i].height, cases[i].seed, cases[i].count);

      provider_fixture_assert_valid (provider, request, cases[i].valid);
    }
}

static void
test_answers (void)
{
  static const char *const cases[][2] = {
    { "{\"data\":[{\"url\":\"https://a/1\",\"b64_json\":null}]}", "https://a/1" },
    { "{\"images\":[{\"url\":\"https://a/1\",\"width\":null}],\"data\":[{\"url\":\"https://a/1\"}],\"seed\":1,"
      "\"meta\":{\"usage\":{\"credits_used\":63000}}}",
      "https://a/1" },
    { "{\"images\":[{\"url\":\"https://a/2\"},{\"url\":\"https://a/1\"}],\"data\":[{\"url\":\"https://a/1\"}]}",
      "https://a/1 https://a/2" },
    { "{\"images\":[{\"url\":\"https://a/1\"}],\"data\":null}", "https://a/1" },
    { "{\"data\":[{\"url\":null,\"b64_json\":\"" B64 "\"}]}", B64 },
    { "{\"data\":[{\"url\":\"data:image/png;base64,AA==\"}]}", "data:image/png;base64,AA==" },
    { "{\"data\":[{\"error\":{\"code\":\"OutputImageSensitiveContentDetected\"}},{\"url\":\"https://a/2\"}]}",
      "https://a/2" },
    { "{\"data\":[[],7,null,{\"url\":[]},{\"url\":\"ftp://a\"},{\"url\":\"https://a/1\"}]}", "https://a/1" },
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("aimlapi");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    provider_fixture_assert_links (provider, TRUE, cases[i][0], cases[i][1]);
}

/* What is not money is not shown as money. */
static void
test_cost (void)
{
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("aimlapi");
  g_autoptr (SeedreamReply) reply = provider_fixture_reply (
      201, "{\"data\":[{\"url\":\"https://a/1\"}],\"meta\":{\"usage\":{\"credits_used\":63000}}}");
  g_autoptr (SeedreamAnswer) answer = seedream_provider_read_submit (provider, reply, NULL);
  SeedreamCost cost = seedream_capabilities_estimate (
      seedream_provider_get_capabilities (provider, SEEDREAM_OPERATION_EDIT), 2048, 2048, 1);
  g_autofree char *text = seedream_cost_format (&cost);

  g_assert_nonnull (answer);
  g_assert_null (answer->remote_id);
  g_assert_cmpint (answer->cost.kind, ==, SEEDREAM_COST_UNKNOWN);
  g_assert_cmpstr (text, ==, "cost unknown");
}

static void
test_refusals (void)
{
  static const struct {
    guint status;
    const char *text;
    int code;
    SeedreamBilled billed;
    const char *details;
  } cases[] = {
    { 400, "{\"message\":\"Body validation error: prompt\",\"statusCode\":400}", SEEDREAM_ERROR_INVALID_REQUEST,
      SEEDREAM_BILLED_NO, "Body validation error: prompt" },
    { 400, "{\"message\":[\"seed is small\",\"more\"],\"statusCode\":400}", SEEDREAM_ERROR_INVALID_REQUEST,
      SEEDREAM_BILLED_NO, "seed is small" },
    { 401, "{\"message\":\"This request requires a valid API key\"}", SEEDREAM_ERROR_BAD_KEY, SEEDREAM_BILLED_NO,
      NULL },
    { 403, "{\"message\":\"You've run out of credits\"}", SEEDREAM_ERROR_NO_CREDIT, SEEDREAM_BILLED_NO, NULL },
    { 403, "{\"message\":\"Forbidden\"}", SEEDREAM_ERROR_BAD_KEY, SEEDREAM_BILLED_NO, NULL },
    { 403, "error code: 1010", SEEDREAM_ERROR_BLOCKED, SEEDREAM_BILLED_NO, NULL },
    { 429, "{\"message\":\"Too Many Requests\",\"statusCode\":\"429\"}", SEEDREAM_ERROR_RATE_LIMITED,
      SEEDREAM_BILLED_NO, "Too Many Requests" },
    { 504, "{\"message\":\"Generation timeout\"}", SEEDREAM_ERROR_PROVIDER_DOWN, SEEDREAM_BILLED_UNKNOWN, NULL },
    { 400, "{\"error\":{\"code\":\"InputTextSensitiveContentDetected\"}}", SEEDREAM_ERROR_REFUSED_CONTENT,
      SEEDREAM_BILLED_NO, NULL },
    { 200, "<html>", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN, NULL },
    { 200, "{}", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN, NULL },
    { 200, "{\"data\":[],\"images\":{}}", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN, NULL },
    { 200, "[[[[]]]]", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN, NULL },
    { 200, "", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN, NULL },
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("aimlapi");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error
          = provider_fixture_assert_refused (provider, TRUE, cases[i].status, cases[i].text, cases[i].code);

      g_assert_cmpint (seedream_error_get_billed (error), ==, cases[i].billed);
      if (cases[i].details != NULL)
        g_assert_cmpstr (seedream_error_get_details (error), ==, cases[i].details);
    }
}

static void
test_other_calls (void)
{
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("aimlapi");
  g_autoptr (SeedreamCall) test = seedream_provider_build_key_test (provider);

  g_assert_cmpstr (test->method, ==, "GET");
  g_assert_cmpstr (test->uri, ==, "https://api.aimlapi.com/v1/billing/balance");
  g_assert_null (seedream_provider_build_poll (provider, SEEDREAM_OPERATION_EDIT, "x"));
  g_assert_null (seedream_provider_build_cancel (provider, SEEDREAM_OPERATION_EDIT, "x"));
}

static void
prepare (JobFixture *self, guint count)
{
  g_autoptr (SeedreamRequest) request = provider_fixture_create_edit (1, 0, 0, -1, count);

  job_fixture_use (self, "aimlapi");
  job_fixture_prepare_request (self, request);
}

static void
assert_lines (JobFixture *self, const char *expected)
{
  g_autofree char *lines = test_ledger_dup_lines (self->ledger);

  g_assert_cmpstr (lines, ==, expected);
}

static void
test_job (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, SUBMIT, -1, 201, NULL,
                          "{\"data\":[{\"url\":\"{URL}/0.png\"},{\"url\":\"{URL}/1.png\"}]}");
  loopback_server_answer (self->server, "GET /0.png", -1, 200, NULL, PICTURE);
  loopback_server_answer (self->server, "GET /1.png", -1, 200, NULL, PICTURE);
  prepare (self, 2);
  g_assert_true (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
  assert_lines (self, "submitting id=- submits=1 posts=0\n"
                      "submitted id=- submits=1 posts=1\n"
                      "downloading id=- submits=1 posts=1\n"
                      "store 0\n"
                      "store 1\n"
                      "stored id=- submits=1 posts=1\n"
                      "done id=- submits=1 posts=1\n");
  g_assert_cmpuint (seedream_job_get_n_results (self->job), ==, 2);
}

/* One good result of two is kept. */
static void
test_partial (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, SUBMIT, -1, 200, NULL,
                          "{\"data\":[{\"url\":\"{URL}/0.png\"},{\"url\":\"{URL}/1.png\"}]}");
  loopback_server_answer (self->server, "GET /0.png", -1, 200, NULL, "no such thing");
  loopback_server_answer (self->server, "GET /1.png", -1, 200, NULL, PICTURE);
  prepare (self, 4);
  g_assert_true (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
}

static void
keep_links (SeedreamJob *job, GParamSpec *spec, GString *seen)
{
  const char *const *links = seedream_job_get_links (job);

  g_string_append_printf (seen, "%s:%u ", seedream_job_state_to_string (seedream_job_get_state (job)),
                          links != NULL ? g_strv_length ((GStrv)links) : 0);
}

/* There is no id to ask after: the links are in the first thing that is written. */
static void
test_links_first (JobFixture *self, gconstpointer data)
{
  g_autoptr (GString) seen = g_string_new (NULL);

  loopback_server_answer (self->server, SUBMIT, -1, 200, NULL,
                          "{\"data\":[{\"url\":\"{URL}/0.png\"},{\"b64_json\":\"" B64 "\"}]}");
  loopback_server_answer (self->server, "GET /0.png", -1, 200, NULL, PICTURE);
  prepare (self, 2);
  g_signal_connect (self->job, "notify::state", G_CALLBACK (keep_links), seen);
  g_assert_true (job_fixture_run (self));
  g_assert_cmpstr (seen->str, ==, "submitting:0 submitted:1 downloading:1 stored:1 done:1 ");
}

/* The program ended between the first thing written and the next. */
static void
test_resume (JobFixture *self, gconstpointer data)
{
  static const SeedreamJobState states[] = { SEEDREAM_JOB_SUBMITTED, SEEDREAM_JOB_DOWNLOADING };
  g_autofree char *link = g_strconcat (loopback_server_get_url (self->server), "/0.png", NULL);

  job_fixture_use (self, "aimlapi");
  loopback_server_answer (self->server, "GET /0.png", -1, 200, NULL, PICTURE);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      job_fixture_take_up (self, states[i], NULL, link);
      g_assert_true (job_fixture_run (self));
      job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
    }
  g_assert_cmpuint (loopback_server_count (self->server, "POST"), ==, 0);

  job_fixture_take_up (self, SEEDREAM_JOB_SUBMITTED, NULL, NULL);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_UNKNOWN, SEEDREAM_ERROR_UNKNOWN_OUTCOME, SEEDREAM_BILLED_UNKNOWN);
}

static void
test_lost (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, SUBMIT, 1, 504, NULL, "{\"message\":\"Generation timeout\"}");
  prepare (self, 1);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_UNKNOWN, SEEDREAM_ERROR_UNKNOWN_OUTCOME, SEEDREAM_BILLED_UNKNOWN);

  loopback_server_answer (self->server, SUBMIT, 1, 403, NULL, "{\"message\":\"You've run out of credits\"}");
  prepare (self, 1);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_NO_CREDIT, SEEDREAM_BILLED_NO);
  g_assert_cmpuint (loopback_server_count (self->server, "POST"), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aimlapi/submit", test_submit);
  g_test_add_func ("/aimlapi/limits", test_limits);
  g_test_add_func ("/aimlapi/answers", test_answers);
  g_test_add_func ("/aimlapi/cost", test_cost);
  g_test_add_func ("/aimlapi/refusals", test_refusals);
  g_test_add_func ("/aimlapi/other-calls", test_other_calls);
#define ADD(path, test) g_test_add (path, JobFixture, NULL, job_fixture_set_up, test, job_fixture_tear_down)
  ADD ("/aimlapi/job", test_job);
  ADD ("/aimlapi/partial", test_partial);
  ADD ("/aimlapi/links-first", test_links_first);
  ADD ("/aimlapi/resume", test_resume);
  ADD ("/aimlapi/lost", test_lost);
  return g_test_run ();
}
