/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "job-fixture.h"
#include "provider-fixture.h"

#define SUBMIT "POST /api/v3/images/generations "
#define ADDRESS "https://ark.ap-southeast.bytepluses.com/api/v3/images/generations"

#define EDIT "{\"model\":\"seedream-4-0-250828\",\"prompt\":\"red \\\"coat\\\"\","
#define REST "\"response_format\":\"url\",\"stream\":false,\"watermark\":false}"

static void
test_submit (void)
{
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("ark");
  g_autoptr (SeedreamRequest) one = provider_fixture_create_edit (1, 3000, 2000, -1, 1);
  g_autoptr (SeedreamRequest) two = provider_fixture_create_edit (2, 0, 0, -1, 13);
  g_autoptr (SeedreamRequest) seeded = provider_fixture_create_edit (1, 16384, 1024, 7, 1);
  g_autoptr (SeedreamRequest) generate
      = g_object_new (SEEDREAM_TYPE_REQUEST, "operation", SEEDREAM_OPERATION_GENERATE, "prompt", "a diner", "safety",
                      FALSE, "negative-prompt", "no", NULL);
  g_autoptr (SeedreamCall) call = seedream_provider_build_submit (provider, one, NULL, NULL);

  g_assert_cmpuint (call->timeout, >=, 600);
  provider_fixture_assert_submit (provider, one, ADDRESS,
                                  EDIT "\"image\":\"data:image/png;base64,AAAA\",\"size\":\"3000x2000\","
                                       "\"sequential_image_generation\":\"disabled\"," REST);
  provider_fixture_assert_submit (
      provider, two, ADDRESS,
      EDIT
      "\"image\":[\"data:image/png;base64,AAAA\",\"data:image/png;base64,AAAA\"],\"size\":\"2048x2048\","
      "\"sequential_image_generation\":\"auto\",\"sequential_image_generation_options\":{\"max_images\":13}," REST);
  /* A seed is ignored by 4.0, so it is not sent. */
  provider_fixture_assert_submit (provider, seeded, ADDRESS,
                                  EDIT "\"image\":\"data:image/png;base64,AAAA\",\"size\":\"16384x1024\","
                                       "\"sequential_image_generation\":\"disabled\"," REST);
  provider_fixture_assert_submit (provider, generate, ADDRESS,
                                  "{\"model\":\"seedream-4-0-250828\",\"prompt\":\"a diner\",\"size\":\"2048x2048\","
                                  "\"sequential_image_generation\":\"disabled\"," REST);
}

static void
test_limits (void)
{
  static const struct {
    guint n;
    int width, height;
    guint count;
    gboolean valid;
  } cases[] = {
    { 1, 0, 0, 1, TRUE },          { 10, 0, 0, 5, TRUE },
    { 10, 0, 0, 6, FALSE },        { 1, 0, 0, 14, TRUE },
    { 1, 0, 0, 15, FALSE },        { 0, 0, 0, 1, FALSE },
    { 11, 0, 0, 1, FALSE },        { 1, 0, 0, 0, FALSE },
    { 1, 0, 0, G_MAXUINT, FALSE }, { 1, 1280, 720, 1, TRUE },
    { 1, 1279, 720, 1, FALSE },    { 1, 4096, 4096, 1, TRUE },
    { 1, 4096, 4097, 1, FALSE },   { 1, 240, 3840, 1, TRUE },
    { 1, 239, 3860, 1, FALSE },    { 1, 16384, 1024, 1, TRUE },
    { 1, 16384, 1023, 1, FALSE },  { 1, 4097, 256, 1, FALSE },
    { 1, 4096, 256, 1, TRUE },     { 1, 0, 1024, 1, FALSE },
    { 1, 16385, 1024, 1, FALSE },  { 1, 100000, 100000, 1, FALSE },
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("ark");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SeedreamRequest) request
          = provider_fixture_create_edit (cases[i].n, cases[i].width, cases[i].height, -1, cases[i].count);

      provider_fixture_assert_valid (provider, request, cases[i].valid);
    }
}

/* All three numbers are in the sentence. */
static void
test_together (void)
{
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("ark");
  g_autoptr (SeedreamRequest) request = provider_fixture_create_edit (8, 0, 0, -1, 9);
  g_autoptr (SeedreamRequest) generate = g_object_new (SEEDREAM_TYPE_REQUEST, "operation", SEEDREAM_OPERATION_GENERATE,
                                                       "prompt", "a diner", "count", 15, NULL);
  const SeedreamCapabilities *edit = seedream_provider_get_capabilities (provider, SEEDREAM_OPERATION_EDIT);
  g_autoptr (GError) error = NULL;

  g_assert_false (seedream_request_validate (request, edit, &error));
  g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_nonnull (strstr (error->message, "9"));
  g_assert_nonnull (strstr (error->message, "8"));
  g_assert_nonnull (strstr (error->message, "15"));
  provider_fixture_assert_valid (provider, generate, TRUE);
  g_assert_cmpuint (seedream_capabilities_limit_results (edit, 0), ==, 15);
  g_assert_cmpuint (seedream_capabilities_limit_results (edit, 10), ==, 5);
  g_assert_cmpuint (seedream_capabilities_limit_results (edit, 14), ==, 1);
  g_assert_cmpuint (seedream_capabilities_limit_results (edit, 20), ==, 1);
}

static void
assert_fit (int width, int height, int fit_width, int fit_height)
{
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("ark");

  seedream_capabilities_fit_size (seedream_provider_get_capabilities (provider, SEEDREAM_OPERATION_EDIT), &width,
                                  &height);
  g_assert_cmpint (width, ==, fit_width);
  g_assert_cmpint (height, ==, fit_height);
}

static void
test_sizes (void)
{
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("ark");

  assert_fit (0, 0, 2048, 2048);
  assert_fit (1500, 1000, 1500, 1000);
  assert_fit (3000, 300, 3036, 304);
  assert_fit (6000, 6000, 4096, 4096);
  assert_fit (1, 1000, 240, 3840);
  assert_fit (G_MAXINT, 1, 16384, 1024);
  for (guint i = 0; i < 20000; i++)
    {
      int width = 1 << g_test_rand_int_range (0, 20);
      int height = 1 << g_test_rand_int_range (0, 20);
      g_autoptr (SeedreamRequest) request = NULL;

      width += g_test_rand_int_range (0, width);
      height += g_test_rand_int_range (0, height);
      seedream_capabilities_fit_size (seedream_provider_get_capabilities (provider, SEEDREAM_OPERATION_EDIT), &width,
                                      &height);
      request = provider_fixture_create_edit (1, width, height, -1, 1);
      provider_fixture_assert_valid (provider, request, TRUE);
    }
}

static void
test_answers (void)
{
  static const char *const cases[][2] = {
    { "{\"model\":\"seedream-4-0-250828\",\"created\":1757388756,\"data\":[{\"url\":\"https://a/1\",\"size\":"
      "\"2720x1536\"}],\"usage\":{\"generated_images\":1,\"output_tokens\":16320,\"total_tokens\":16320}}",
      "https://a/1" },
    { "{\"data\":[{\"url\":\"https://a/1\"},{\"url\":\"https://a/2\"},{\"url\":\"https://a/1\"}]}",
      "https://a/1 https://a/2" },
    { "{\"data\":[{\"b64_json\":\"" B64 "\",\"size\":\"1024x1024\"}]}", B64 },
    { "{\"data\":[{\"url\":null,\"b64_json\":\"" B64 "\"}],\"error\":null}", B64 },
    /* One of two was refused, the other is kept. */
    { "{\"data\":[{\"error\":{\"code\":\"OutputImageSensitiveContentDetected\",\"message\":\"no\"}},"
      "{\"url\":\"https://a/2\",\"size\":\"2048x2048\"}],\"usage\":{\"generated_images\":1}}",
      "https://a/2" },
    { "{\"data\":[{\"url\":\"https://a/"
      "2\"},{\"error\":{\"code\":\"InternalServiceError\"}}],\"error\":{\"code\":\"x\"}}",
      "https://a/2" },
    { "{\"data\":[[],7,null,\"\",{\"url\":[]},{\"url\":\"ftp://a\"},{\"url\":{\"url\":\"https://a/3\"}},"
      "{\"url\":\"https://a/1\"}],\"usage\":[]}",
      "https://a/1" },
    { "{\"data\":{\"url\":\"https://a/1\"}}", "https://a/1" },
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("ark");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    provider_fixture_assert_links (provider, TRUE, cases[i][0], cases[i][1]);
}

/* 100 results where one was asked for. */
static void
test_too_many (void)
{
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("ark");
  g_autoptr (GString) text = g_string_new ("{\"data\":[");
  g_autoptr (SeedreamReply) reply = NULL;
  g_autoptr (SeedreamAnswer) answer = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, "%s{\"url\":\"https://a/%u\"}", i > 0 ? "," : "", i);
  g_string_append (text, "]}");
  reply = provider_fixture_reply (200, text->str);
  answer = seedream_provider_read_submit (provider, reply, NULL);
  g_assert_cmpuint (answer->links->len, ==, 16);
}

/* Nothing was made, so nothing is charged: the first error says why. */
static void
test_failures (void)
{
  static const struct {
    const char *text;
    int code;
    const char *details;
  } cases[] = {
    { "{\"data\":[{\"error\":{\"code\":\"OutputImageSensitiveContentDetected\",\"message\":\"may contain\"}},"
      "{\"error\":{\"code\":\"InternalServiceError\",\"message\":\"later\"}}],\"usage\":{\"generated_images\":0}}",
      SEEDREAM_ERROR_REFUSED_CONTENT, "may contain" },
    { "{\"data\":[{\"error\":{\"code\":\"InternalServiceError\",\"message\":\"later\"}},"
      "{\"error\":{\"code\":\"OutputImageRiskDetection\"}}]}",
      SEEDREAM_ERROR_PROVIDER_FAILED, "later" },
    { "{\"data\":[null,{\"url\":null},{\"error\":{\"code\":500,\"message\":[]}}]}", SEEDREAM_ERROR_PROVIDER_FAILED,
      NULL },
    { "{\"data\":[],\"error\":{\"code\":\"InputTextSensitiveContentDetected\",\"message\":\"no\"}}",
      SEEDREAM_ERROR_REFUSED_CONTENT, "no" },
    { "{\"error\":\"gone\"}", SEEDREAM_ERROR_PROVIDER_FAILED, "gone" },
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("ark");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SeedreamReply) reply = provider_fixture_reply (200, cases[i].text);
      g_autoptr (SeedreamAnswer) answer = seedream_provider_read_submit (provider, reply, NULL);

      g_assert_nonnull (answer);
      g_assert_cmpint (answer->state, ==, SEEDREAM_ANSWER_FAILED);
      g_assert_error (answer->error, SEEDREAM_ERROR, cases[i].code);
      g_assert_cmpint (seedream_error_get_billed (answer->error), ==, SEEDREAM_BILLED_NO);
      g_assert_cmpstr (seedream_error_get_details (answer->error), ==, cases[i].details);
    }
}

#define ERROR(code, message)                                                                                           \
  "{\"error\":{\"code\":\"" code "\",\"message\":\"" message "\",\"param\":\"\",\"type\":\"\"}}"

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
    { 400, ERROR ("InvalidParameter", "The parameter `size` is not valid"), SEEDREAM_ERROR_INVALID_REQUEST,
      SEEDREAM_BILLED_NO, "The parameter `size` is not valid" },
    { 400, ERROR ("MissingParameter", "prompt"), SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO, "prompt" },
    { 400, ERROR ("InputTextSensitiveContentDetected", "no"), SEEDREAM_ERROR_REFUSED_CONTENT, SEEDREAM_BILLED_NO,
      "no" },
    { 400, ERROR ("InputImageSensitiveContentDetected.PrivacyInformation", "a person"), SEEDREAM_ERROR_REFUSED_CONTENT,
      SEEDREAM_BILLED_NO, "a person" },
    { 400, ERROR ("OutputImageRiskDetection", "no"), SEEDREAM_ERROR_REFUSED_CONTENT, SEEDREAM_BILLED_NO, "no" },
    { 400, ERROR ("SensitiveContentDetected.Violence", "no"), SEEDREAM_ERROR_REFUSED_CONTENT, SEEDREAM_BILLED_NO,
      "no" },
    { 401, ERROR ("AuthenticationError", "the API key is missing or invalid"), SEEDREAM_ERROR_BAD_KEY,
      SEEDREAM_BILLED_NO, "the API key is missing or invalid" },
    { 403, ERROR ("AccountOverdueError", "your account has an overdue balance"), SEEDREAM_ERROR_NO_CREDIT,
      SEEDREAM_BILLED_NO, "your account has an overdue balance" },
    { 403, ERROR ("AccessDenied", "no access"), SEEDREAM_ERROR_BAD_KEY, SEEDREAM_BILLED_NO, "no access" },
    { 403, ERROR ("OperationDenied.ServiceNotOpen", "activate"), SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO,
      "activate" },
    { 404, ERROR ("ModelNotOpen", "activate"), SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO, "activate" },
    { 404, ERROR ("InvalidEndpointOrModel.NotFound", "model"), SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO,
      "model" },
    { 404, "<html>", SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO, NULL },
    { 413, "", SEEDREAM_ERROR_TOO_LARGE, SEEDREAM_BILLED_NO, NULL },
    { 429, ERROR ("RateLimitExceeded.EndpointRPMExceeded", "RPM"), SEEDREAM_ERROR_RATE_LIMITED, SEEDREAM_BILLED_NO,
      "RPM" },
    { 429, ERROR ("ServerOverloaded", "busy"), SEEDREAM_ERROR_RATE_LIMITED, SEEDREAM_BILLED_NO, "busy" },
    { 429, ERROR ("QuotaExceeded", "free trial"), SEEDREAM_ERROR_NO_CREDIT, SEEDREAM_BILLED_NO, "free trial" },
    { 429, ERROR ("SetLimitExceeded", "limit"), SEEDREAM_ERROR_NO_CREDIT, SEEDREAM_BILLED_NO, "limit" },
    { 500, ERROR ("InternalServiceError", "later"), SEEDREAM_ERROR_PROVIDER_DOWN, SEEDREAM_BILLED_UNKNOWN, "later" },
    { 400, "{\"error\":{\"code\":7,\"message\":null}}", SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO, NULL },
    { 200, "<html>", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN, NULL },
    { 200, "{}", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN, NULL },
    { 200, "{\"data\":[],\"error\":null}", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN, NULL },
    { 200, "{\"data\":[{\"size\":\"1x1\"}]}", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN, NULL },
    { 200, "{\"data\":\"none\"}", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN, NULL },
    { 200, "[{\"url\":\"https://a/1\"}]", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN, NULL },
    { 200, "", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN, NULL },
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("ark");

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
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("ark");
  g_autoptr (SeedreamProvider) here = seedream_registry_create ("ark", "http://127.0.0.1:1/x", NULL, FALSE, NULL);
  g_autoptr (SeedreamCall) test = seedream_provider_build_key_test (provider);
  g_autoptr (SeedreamCall) moved = seedream_provider_build_key_test (here);

  g_assert_cmpstr (test->method, ==, "GET");
  g_assert_cmpstr (test->uri, ==, "https://ark.ap-southeast.bytepluses.com/api/v3/models");
  g_assert_cmpstr (moved->uri, ==, "http://127.0.0.1:1/x/api/v3/models");
  g_assert_null (seedream_provider_build_poll (provider, SEEDREAM_OPERATION_EDIT, "x"));
  g_assert_null (seedream_provider_build_cancel (provider, SEEDREAM_OPERATION_EDIT, "x"));
}

static void
test_price (void)
{
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("ark");
  const SeedreamCapabilities *can = seedream_provider_get_capabilities (provider, SEEDREAM_OPERATION_GENERATE);
  SeedreamCost cost = seedream_capabilities_estimate (can, 4096, 4096, 3);

  g_assert_cmpint (cost.kind, ==, SEEDREAM_COST_ESTIMATED);
  g_assert_cmpint (cost.micros, ==, 90000);
  g_assert_false (can->seed);
  g_assert_false (can->safety_switch);
  g_assert_cmpuint (can->max_pictures, ==, 0);
}

static void
prepare (JobFixture *self, guint count)
{
  g_autoptr (SeedreamRequest) request = provider_fixture_create_edit (3, 2048, 2048, -1, count);

  job_fixture_use (self, "ark");
  job_fixture_prepare_request (self, request);
}

/* Three were asked for, one was refused, two are kept and paid for. */
static void
test_job (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, SUBMIT, -1, 200, NULL,
                          "{\"data\":[{\"url\":\"{URL}/0.png\"},{\"error\":{\"code\":\"OutputImageRiskDetection\"}},"
                          "{\"url\":\"{URL}/1.png\"}],\"usage\":{\"generated_images\":2}}");
  loopback_server_answer (self->server, "GET /0.png", -1, 200, NULL, PICTURE);
  loopback_server_answer (self->server, "GET /1.png", -1, 200, NULL, PICTURE);
  prepare (self, 3);
  g_assert_cmpint (seedream_job_get_cost (self->job)->micros, ==, 90000);
  g_assert_true (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
  g_assert_cmpuint (seedream_job_get_n_results (self->job), ==, 2);
  g_assert_cmpint (seedream_job_get_cost (self->job)->micros, ==, 60000);
  g_assert_cmpint (seedream_job_get_cost (self->job)->kind, ==, SEEDREAM_COST_ESTIMATED);
  g_assert_cmpuint (loopback_server_count (self->server, "POST"), ==, 1);
}

static void
test_job_fails (JobFixture *self, gconstpointer data)
{
  static const struct {
    guint status;
    const char *text;
    SeedreamJobState state;
    int code;
    SeedreamBilled billed;
  } cases[] = {
    { 200, "{\"data\":[{\"error\":{\"code\":\"OutputImageRiskDetection\"}}]}", SEEDREAM_JOB_FAILED,
      SEEDREAM_ERROR_REFUSED_CONTENT, SEEDREAM_BILLED_NO },
    { 404, ERROR ("ModelNotOpen", "activate"), SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_INVALID_REQUEST,
      SEEDREAM_BILLED_NO },
    { 500, ERROR ("InternalServiceError", "later"), SEEDREAM_JOB_UNKNOWN, SEEDREAM_ERROR_UNKNOWN_OUTCOME,
      SEEDREAM_BILLED_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      loopback_server_answer (self->server, SUBMIT, 1, cases[i].status, NULL, cases[i].text);
      prepare (self, 1);
      g_assert_false (job_fixture_run (self));
      job_fixture_assert (self, cases[i].state, cases[i].code, cases[i].billed);
    }
}

/* What cannot work is not sent. */
static void
test_not_sent (JobFixture *self, gconstpointer data)
{
  prepare (self, 13);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO);
  g_assert_cmpuint (loopback_server_count (self->server, "POST"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ark/submit", test_submit);
  g_test_add_func ("/ark/limits", test_limits);
  g_test_add_func ("/ark/together", test_together);
  g_test_add_func ("/ark/sizes", test_sizes);
  g_test_add_func ("/ark/answers", test_answers);
  g_test_add_func ("/ark/too-many", test_too_many);
  g_test_add_func ("/ark/failures", test_failures);
  g_test_add_func ("/ark/refusals", test_refusals);
  g_test_add_func ("/ark/other-calls", test_other_calls);
  g_test_add_func ("/ark/price", test_price);
#define ADD(path, test) g_test_add (path, JobFixture, NULL, job_fixture_set_up, test, job_fixture_tear_down)
  ADD ("/ark/job", test_job);
  ADD ("/ark/job-fails", test_job_fails);
  ADD ("/ark/not-sent", test_not_sent);
  return g_test_run ();
}
