/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "provider-fixture.h"

#define BASE "https://api.atlascloud.ai/api/v1/model/"

static void
test_submit (void)
{
  static const char *const links[] = { "https://s/1", "https://s/2", NULL };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("atlascloud");
  g_autoptr (SeedreamRequest) edit = provider_fixture_create_edit (2, 2048, 1536, 7, 1);
  g_autoptr (SeedreamRequest) generate
      = g_object_new (SEEDREAM_TYPE_REQUEST, "operation", SEEDREAM_OPERATION_GENERATE, "prompt", "a diner", NULL);
  g_autoptr (SeedreamCall) call = seedream_provider_build_submit (provider, edit, links, NULL);
  g_autofree char *text = provider_fixture_read_body (call->body);

  g_assert_true (call->once);
  g_assert_cmpstr (call->uri, ==, BASE "generateImage");
  g_assert_cmpstr (text, ==,
                   "{\"model\":\"bytedance/seedream-v4/edit\",\"prompt\":\"red \\\"coat\\\"\","
                   "\"images\":[\"https://s/1\",\"https://s/2\"],\"size\":\"2048*1536\","
                   "\"enable_base64_output\":false,\"enable_sync_mode\":false}");
  provider_fixture_assert_submit (provider, generate, BASE "generateImage",
                                  "{\"model\":\"bytedance/seedream-v4\",\"prompt\":\"a diner\","
                                  "\"enable_base64_output\":false,\"enable_sync_mode\":false}");
}

static void
test_other_calls (void)
{
  g_autoptr (SeedreamProvider) real = provider_fixture_create ("atlascloud");
  g_autoptr (SeedreamProvider) here
      = seedream_registry_create ("atlascloud", "http://127.0.0.1:1/x/", NULL, FALSE, NULL);
  g_autoptr (SeedreamRequest) request = provider_fixture_create_edit (1, 0, 0, -1, 1);
  g_autoptr (SeedreamPicture) picture = g_list_model_get_item (seedream_request_get_pictures (request), 0);
  g_autoptr (SeedreamCall) upload = seedream_provider_build_upload (here, picture);
  g_autoptr (SeedreamCall) poll = seedream_provider_build_poll (real, SEEDREAM_OPERATION_EDIT, "a b");
  g_autoptr (SeedreamCall) test = seedream_provider_build_key_test (real);

  g_assert_cmpstr (upload->method, ==, "POST");
  g_assert_cmpstr (upload->uri, ==, "http://127.0.0.1:1/x/api/v1/model/uploadMedia");
  g_assert_false (upload->once);
  g_assert_cmpstr (poll->uri, ==, BASE "prediction/a%20b");
  g_assert_cmpstr (test->uri, ==, "https://api.atlascloud.ai/public/v1/balance");
  g_assert_null (seedream_provider_build_cancel (real, SEEDREAM_OPERATION_EDIT, "a"));
}

static void
test_uploads (void)
{
  static const char *const cases[] = {
    "{\"data\":{\"download_url\":\"https://s/1\",\"file_name\":\"x\",\"size\":3}}",
    "{\"code\":200,\"data\":{\"url\":\"https://s/1\"}}",
    "{\"url\":\"https://s/1\"}",
    "{\"data\":null,\"download_url\":\"https://s/1\"}",
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("atlascloud");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SeedreamReply) reply = provider_fixture_reply (200, cases[i]);
      gint64 expires_at = 0;
      g_autofree char *link = seedream_provider_read_upload (provider, reply, &expires_at, NULL);
      gint64 left = expires_at - g_get_real_time ();

      g_assert_cmpstr (link, ==, "https://s/1");
      g_assert_cmpint (left, <=, 14 * G_TIME_SPAN_DAY);
      g_assert_cmpint (left, >, 14 * G_TIME_SPAN_DAY - G_TIME_SPAN_MINUTE);
    }
}

static void
test_ids (void)
{
  static const struct {
    guint status;
    const char *text;
    SeedreamAnswerState state;
  } cases[] = {
    { 200, "{\"code\":200,\"data\":{\"id\":\"p-1\",\"status\":\"processing\",\"outputs\":null}}",
      SEEDREAM_ANSWER_RUNNING },
    { 200, "{\"id\":\"p-1\",\"status\":\"created\",\"model\":\"x\"}", SEEDREAM_ANSWER_QUEUED },
    { 200, "{\"code\":200,\"data\":{\"predictionId\":\"p-1\"}}", SEEDREAM_ANSWER_RUNNING },
    { 200, "{\"predictionId\":\"p-1\",\"status\":\"starting\"}", SEEDREAM_ANSWER_QUEUED },
    { 200, "{\"request_id\":\"p-1\",\"status\":\"queued\"}", SEEDREAM_ANSWER_QUEUED },
    { 200, "{\"request_id\":\"r\",\"data\":{\"id\":\"p-1\",\"status\":\"completed\",\"outputs\":null}}",
      SEEDREAM_ANSWER_RUNNING },
    { 504, "{\"code\":504,\"data\":{\"id\":\"p-1\",\"status\":\"processing\"}}", SEEDREAM_ANSWER_RUNNING },
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("atlascloud");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SeedreamReply) reply = provider_fixture_reply (cases[i].status, cases[i].text);
      g_autoptr (SeedreamAnswer) answer = seedream_provider_read_submit (provider, reply, NULL);

      g_assert_nonnull (answer);
      g_assert_cmpstr (answer->remote_id, ==, "p-1");
      g_assert_cmpint (answer->state, ==, cases[i].state);
    }
}

static void
test_outputs (void)
{
  static const char *const cases[][2] = {
    { "{\"code\":200,\"data\":{\"id\":\"a\",\"status\":\"completed\",\"outputs\":[\"https://a/1\"],"
      "\"has_nsfw_contents\":[false],\"metrics\":{\"predict_time\":8.3}}}",
      "https://a/1" },
    { "{\"id\":\"a\",\"status\":\"succeeded\",\"outputs\":[{\"url\":\"https://a/1\"},null,7]}", "https://a/1" },
    { "{\"data\":{\"status\":\"completed\",\"outputs\":[\"" B64 "\"]}}", B64 },
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("atlascloud");
  g_autoptr (SeedreamReply) reply = provider_fixture_reply (200, cases[0][0]);
  g_autoptr (SeedreamAnswer) answer = seedream_provider_read_poll (provider, reply, NULL);

  g_assert_cmpint (answer->executed_ms, ==, 8300);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    provider_fixture_assert_links (provider, FALSE, cases[i][0], cases[i][1]);
}

static void
test_failures (void)
{
  static const struct {
    const char *text;
    int code;
  } cases[] = {
    { "{\"code\":200,\"data\":{\"status\":\"failed\",\"outputs\":null,\"error\":\"rejected\",\"error_code\":1039}}",
      SEEDREAM_ERROR_REFUSED_CONTENT },
    { "{\"data\":{\"status\":\"failed\",\"error\":\"input rejected by content moderation\"}}",
      SEEDREAM_ERROR_REFUSED_CONTENT },
    { "{\"data\":{\"status\":\"failed\",\"error\":null,\"error_code\":\"x\"}}", SEEDREAM_ERROR_PROVIDER_FAILED },
    { "{\"status\":\"timeout\",\"error\":{\"message\":\"late\"}}", SEEDREAM_ERROR_PROVIDER_FAILED },
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("atlascloud");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SeedreamReply) reply = provider_fixture_reply (200, cases[i].text);
      g_autoptr (SeedreamAnswer) answer = seedream_provider_read_poll (provider, reply, NULL);

      g_assert_cmpint (answer->state, ==, SEEDREAM_ANSWER_FAILED);
      g_assert_error (answer->error, SEEDREAM_ERROR, cases[i].code);
      g_assert_cmpint (seedream_error_get_billed (answer->error), ==, SEEDREAM_BILLED_UNKNOWN);
    }
}

static void
test_refusals (void)
{
  static const struct {
    guint status;
    const char *text;
    int code;
    SeedreamBilled billed;
  } cases[] = {
    { 400, "{\"code\":400,\"msg\":\"size\",\"request_id\":\"r\",\"data\":null}", SEEDREAM_ERROR_INVALID_REQUEST,
      SEEDREAM_BILLED_NO },
    { 401, "{\"code\":401,\"msg\":\"\",\"request_id\":\"r\",\"data\":null}", SEEDREAM_ERROR_BAD_KEY,
      SEEDREAM_BILLED_NO },
    { 402, "{\"code\":402,\"msg\":\"insufficient balance\",\"data\":null}", SEEDREAM_ERROR_NO_CREDIT,
      SEEDREAM_BILLED_NO },
    { 200, "{\"code\":402,\"msg\":\"insufficient balance\",\"request_id\":\"r\",\"data\":null}",
      SEEDREAM_ERROR_NO_CREDIT, SEEDREAM_BILLED_NO },
    { 403, "error code: 1010", SEEDREAM_ERROR_BLOCKED, SEEDREAM_BILLED_NO },
    { 413, "", SEEDREAM_ERROR_TOO_LARGE, SEEDREAM_BILLED_NO },
    { 429, "{\"code\":429,\"data\":null}", SEEDREAM_ERROR_RATE_LIMITED, SEEDREAM_BILLED_NO },
    { 451, "{\"code\":451,\"msg\":\"region\"}", SEEDREAM_ERROR_BLOCKED, SEEDREAM_BILLED_NO },
    { 503, "{\"code\":503,\"request_id\":\"r\",\"data\":null}", SEEDREAM_ERROR_PROVIDER_DOWN, SEEDREAM_BILLED_UNKNOWN },
    { 200, "{\"code\":200,\"data\":{\"id\":\"../x\",\"status\":\"processing\"}}", SEEDREAM_ERROR_MALFORMED,
      SEEDREAM_BILLED_UNKNOWN },
    { 200, "{\"code\":200,\"data\":[]}", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN },
    { 200, "[]", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN },
    { 200, "ok", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN },
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("atlascloud");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error
          = provider_fixture_assert_refused (provider, TRUE, cases[i].status, cases[i].text, cases[i].code);

      g_assert_cmpint (seedream_error_get_billed (error), ==, cases[i].billed);
    }
  g_error_free (provider_fixture_assert_refused (
      provider, FALSE, 200, "{\"data\":{\"status\":\"completed\",\"outputs\":null}}", SEEDREAM_ERROR_MALFORMED));
  g_error_free (
      provider_fixture_assert_refused (provider, FALSE, 200, "{\"data\":{\"status\":7}}", SEEDREAM_ERROR_MALFORMED));
}

static void
test_price (void)
{
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("atlascloud");
  SeedreamCost cost = seedream_capabilities_estimate (
      seedream_provider_get_capabilities (provider, SEEDREAM_OPERATION_EDIT), 4096, 4096, 1);

  g_assert_cmpint (cost.kind, ==, SEEDREAM_COST_ESTIMATED);
  g_assert_cmpint (cost.micros, ==, 27000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/atlascloud/submit", test_submit);
  g_test_add_func ("/atlascloud/other-calls", test_other_calls);
  g_test_add_func ("/atlascloud/uploads", test_uploads);
  g_test_add_func ("/atlascloud/ids", test_ids);
  g_test_add_func ("/atlascloud/outputs", test_outputs);
  g_test_add_func ("/atlascloud/failures", test_failures);
  g_test_add_func ("/atlascloud/refusals", test_refusals);
  g_test_add_func ("/atlascloud/price", test_price);
  return g_test_run ();
}
