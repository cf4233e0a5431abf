/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "job-fixture.h"
#include "provider-fixture.h"

#define SUBMIT_ADDRESS "https://api.kie.ai/api/v1/jobs/createTask"
#define SUBMIT "POST /api/v1/jobs/createTask "
#define UPLOAD "POST /api/file-stream-upload "
#define RECORD "GET /api/v1/jobs/recordInfo?taskId=job-1 "
#define CREDIT "GET /api/v1/chat/credit "

#define EDIT "{\"model\":\"bytedance/seedream-v4-edit\",\"input\":{\"prompt\":\"red \\\"coat\\\"\","

static void
assert_body (SeedreamRequest *request, const char *expected)
{
  static const char *const links[] = { "https://s/1", "https://s/2", NULL };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("kie");
  g_autoptr (SeedreamCall) call = seedream_provider_build_submit (provider, request, links, NULL);
  g_autofree char *text = provider_fixture_read_body (call->body);

  g_assert_true (call->once);
  g_assert_cmpstr (call->method, ==, "POST");
  g_assert_cmpstr (call->uri, ==, SUBMIT_ADDRESS);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_submit (void)
{
  g_autoptr (SeedreamRequest) full = provider_fixture_create_edit (2, 4096, 3072, 0, 6);
  g_autoptr (SeedreamRequest) plain = provider_fixture_create_edit (2, 0, 0, -1, 1);
  g_autoptr (SeedreamRequest) unsafe = g_object_new (SEEDREAM_TYPE_REQUEST, "prompt", "a diner", "operation",
                                                     SEEDREAM_OPERATION_GENERATE, "safety", FALSE, NULL);

  assert_body (full, EDIT "\"image_urls\":[\"https://s/1\",\"https://s/2\"],\"image_size\":\"landscape_4_3\","
                          "\"image_resolution\":\"4K\",\"max_images\":6,\"seed\":0,\"nsfw_checker\":true}}");
  assert_body (plain, EDIT "\"image_urls\":[\"https://s/1\",\"https://s/2\"],\"max_images\":1,\"nsfw_checker\":true}}");
  assert_body (unsafe, "{\"model\":\"bytedance/seedream-v4-text-to-image\",\"input\":{\"prompt\":\"a diner\","
                       "\"max_images\":1,\"nsfw_checker\":false}}");
}

static void
test_other_calls (void)
{
  g_autoptr (SeedreamProvider) real = provider_fixture_create ("kie");
  g_autoptr (SeedreamProvider) here = seedream_registry_create ("kie", "http://127.0.0.1:1/x", NULL, FALSE, NULL);
  g_autoptr (SeedreamCall) poll = seedream_provider_build_poll (real, SEEDREAM_OPERATION_EDIT, "a&b");
  g_autoptr (SeedreamCall) moved = seedream_provider_build_poll (here, SEEDREAM_OPERATION_EDIT, "a");
  g_autoptr (SeedreamCall) test = seedream_provider_build_key_test (real);

  g_assert_cmpstr (poll->method, ==, "GET");
  g_assert_cmpstr (poll->uri, ==, "https://api.kie.ai/api/v1/jobs/recordInfo?taskId=a%26b");
  g_assert_cmpstr (moved->uri, ==, "http://127.0.0.1:1/x/api/v1/jobs/recordInfo?taskId=a");
  g_assert_cmpstr (test->method, ==, "GET");
  g_assert_cmpstr (test->uri, ==, "https://api.kie.ai/api/v1/chat/credit");
  g_assert_null (seedream_provider_build_cancel (real, SEEDREAM_OPERATION_EDIT, "a"));
}

/* What stands behind the part @name, up to the next boundary. */
static char *
read_part (const char *text, const char *name)
{
  g_autofree char *head = g_strdup_printf ("Content-Disposition: form-data; name=\"%s\"\r\n\r\n", name);
  const char *found = strstr (text, head);

  g_assert_nonnull (found);
  found += strlen (head);
  return g_strndup (found, strstr (found, "\r\n--") - found);
}

static void
test_upload (void)
{
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("kie");
  g_autoptr (SeedreamRequest) request = provider_fixture_create_edit (1, 0, 0, -1, 1);
  g_autoptr (SeedreamPicture) picture = g_list_model_get_item (seedream_request_get_pictures (request), 0);
  g_autoptr (SeedreamCall) call = seedream_provider_build_upload (provider, picture);
  g_autoptr (SeedreamCall) again = seedream_provider_build_upload (provider, picture);
  g_autofree char *text = provider_fixture_read_body (call->body);
  g_autofree char *other = provider_fixture_read_body (again->body);
  g_autofree char *folder = read_part (text, "uploadPath");
  g_autofree char *name = read_part (text, "fileName");
  g_autofree char *other_name = read_part (other, "fileName");

  g_assert_cmpstr (call->method, ==, "POST");
  g_assert_cmpstr (call->uri, ==, "https://kieai.redpandaai.co/api/file-stream-upload");
  g_assert_false (call->once);
  g_assert_true (g_str_has_prefix (seedream_body_get_content_type (call->body), "multipart/form-data; boundary="));
  g_assert_cmpstr (folder, ==, "images/user-uploads");
  g_assert_cmpuint (strlen (name), ==, 40);
  g_assert_true (g_str_has_suffix (name, ".png"));
  g_assert_cmpstr (name, !=, other_name);
  g_assert_nonnull (strstr (text, "Content-Disposition: form-data; name=\"file\"; filename=\""));
  g_assert_nonnull (strstr (text, ".png\"\r\nContent-Type: image/png\r\n\r\n"));
}

static void
test_upload_answers (void)
{
  static const char *const cases[] = {
    "{\"success\":true,\"code\":200,\"msg\":\"ok\",\"data\":{\"fileName\":\"a.png\",\"downloadUrl\":\"https://s/1\"}}",
    "{\"success\":true,\"code\":\"200\",\"data\":{\"fileUrl\":\"https://s/1\",\"downloadUrl\":null}}",
    "{\"data\":{\"fileUrl\":\"https://s/2\",\"downloadUrl\":\"https://s/1\"}}",
    "{\"data\":{\"fileUrl\":\"https://s/1\",\"downloadUrl\":[\"https://s/2\"]}}",
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("kie");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SeedreamReply) reply = provider_fixture_reply (200, cases[i]);
      gint64 expires_at = 0;
      g_autofree char *link = seedream_provider_read_upload (provider, reply, &expires_at, NULL);
      gint64 left = expires_at - g_get_real_time ();

      g_assert_cmpstr (link, ==, "https://s/1");
      g_assert_cmpint (left, <=, G_TIME_SPAN_DAY);
      g_assert_cmpint (left, >, G_TIME_SPAN_DAY - G_TIME_SPAN_MINUTE);
    }
}

static void
test_upload_refusals (void)
{
  static const struct {
    guint status;
    const char *text;
    int code;
  } cases[] = {
    { 200, "{\"success\":false,\"code\":401,\"msg\":\"no\",\"data\":null}", SEEDREAM_ERROR_BAD_KEY },
    { 200, "{\"success\":false,\"code\":\"429\",\"data\":{\"downloadUrl\":\"https://s/1\"}}",
      SEEDREAM_ERROR_RATE_LIMITED },
    { 200, "{\"success\":false,\"code\":455,\"data\":null}", SEEDREAM_ERROR_PROVIDER_DOWN },
    { 400, "{\"success\":false,\"code\":400,\"msg\":\"file\"}", SEEDREAM_ERROR_INVALID_REQUEST },
    { 403, "error code: 1010", SEEDREAM_ERROR_BLOCKED },
    { 200, "{\"success\":true,\"code\":200,\"data\":null}", SEEDREAM_ERROR_MALFORMED },
    { 200, "{\"data\":{\"downloadUrl\":\"ftp://s/1\",\"fileUrl\":\"data:image/png;base64,AAAA\"}}",
      SEEDREAM_ERROR_MALFORMED },
    { 200, "{\"data\":[\"https://s/1\"]}", SEEDREAM_ERROR_MALFORMED },
    { 200, "ok", SEEDREAM_ERROR_MALFORMED },
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("kie");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SeedreamReply) reply = provider_fixture_reply (cases[i].status, cases[i].text);
      g_autoptr (GError) error = NULL;
      gint64 expires_at = 0;

      g_assert_null (seedream_provider_read_upload (provider, reply, &expires_at, &error));
      g_assert_error (error, SEEDREAM_ERROR, cases[i].code);
    }
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
  } cases[] = { { 1, 0, 0, -1, 1, TRUE },      { 10, 4096, 4096, 0, 6, TRUE },   { 0, 0, 0, -1, 1, FALSE },
                { 11, 0, 0, -1, 1, FALSE },    { 1, 1023, 1024, -1, 1, FALSE },  { 1, 0, 0, -1, 0, FALSE },
                { 1, 0, 0, -1, 7, FALSE },     { 1, 0, 0, 2147483647, 1, TRUE }, { 1, 0, 0, 2147483648, 1, FALSE },
                { 1, 2048, 2048, -1, 1, TRUE } };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("kie");
  const SeedreamCapabilities *edit = seedream_provider_get_capabilities (provider, SEEDREAM_OPERATION_EDIT);
  const SeedreamCapabilities *generate = seedream_provider_get_capabilities (provider, SEEDREAM_OPERATION_GENERATE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SeedreamRequest) request
          = provider_fixture_create_edit (cases[i].n, cases[i].width, cases[i].height, cases[i].seed, cases[i].count);

      provider_fixture_assert_valid (provider, request, cases[i].valid);
    }
  g_assert_cmpuint (edit->max_prompt, ==, 5000);
  g_assert_true (edit->safety_switch && generate->safety_switch);
  g_assert_cmpuint (generate->max_pictures, ==, 0);
  g_assert_cmpint (seedream_capabilities_estimate (edit, 0, 0, 1).kind, ==, SEEDREAM_COST_UNKNOWN);
}

static void
test_ids (void)
{
  static const struct {
    guint status;
    const char *text;
  } cases[] = {
    { 200, "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"t-1\"}}" },
    { 200, "{\"code\":\"200\",\"message\":\"success\",\"data\":{\"taskId\":\"t-1\",\"recordId\":\"r\"}}" },
    { 200, "{\"data\":{\"taskId\":\"t-1\"}}" },
    { 200, "{\"code\":0,\"data\":{\"taskId\":\"t-1\"}}" },
    /* Said too late, but there is something to ask after. */
    { 200, "{\"code\":500,\"data\":{\"taskId\":\"t-1\"}}" },
    { 504, "{\"code\":408,\"data\":{\"taskId\":\"t-1\"}}" },
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("kie");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SeedreamReply) reply = provider_fixture_reply (cases[i].status, cases[i].text);
      g_autoptr (SeedreamAnswer) answer = seedream_provider_read_submit (provider, reply, NULL);

      g_assert_nonnull (answer);
      g_assert_cmpstr (answer->remote_id, ==, "t-1");
      g_assert_cmpint (answer->state, ==, SEEDREAM_ANSWER_QUEUED);
    }
}

static void
test_states (void)
{
  static const struct {
    const char *name;
    SeedreamAnswerState state;
  } cases[] = {
    { "waiting", SEEDREAM_ANSWER_QUEUED },     { "queuing", SEEDREAM_ANSWER_QUEUED },
    { "generating", SEEDREAM_ANSWER_RUNNING }, { "fail", SEEDREAM_ANSWER_FAILED },
    { "polishing", SEEDREAM_ANSWER_RUNNING },
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("kie");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"code\":200,\"message\":\"success\",\"data\":{\"taskId\":\"t\","
                                               "\"state\":\"%s\",\"resultJson\":\"\",\"failCode\":null}}",
                                               cases[i].name);
      g_autoptr (SeedreamReply) reply = provider_fixture_reply (200, text);
      g_autoptr (SeedreamAnswer) answer = seedream_provider_read_poll (provider, reply, NULL);

      g_assert_nonnull (answer);
      g_assert_cmpint (answer->state, ==, cases[i].state);
      g_assert_cmpint (answer->cost.kind, ==, SEEDREAM_COST_UNKNOWN);
      g_assert_cmpuint (answer->links->len, ==, 0);
    }
}

#define SUCCESS(result)                                                                                                \
  "{\"code\":200,\"message\":\"success\",\"data\":{\"state\":\"success\",\"resultJson\":" result "}}"

static void
test_results (void)
{
  static const char *const cases[][2] = {
    { SUCCESS ("\"{\\\"resultUrls\\\":[\\\"https://a/1\\\"]}\",\"costTime\":15,\"creditsConsumed\":3.5"),
      "https://a/1" },
    { SUCCESS ("{\"resultUrls\":[\"https://a/1\",\"https://a/2\"]}"), "https://a/1 https://a/2" },
    { SUCCESS ("\" {\\\"resultUrls\\\":[null,7,\\\"ftp://a\\\",[],{\\\"url\\\":\\\"https://a/1\\\"},"
               "\\\"https://a/1\\\"]}\""),
      "https://a/1" },
    { SUCCESS ("\"{\\\"resultUrls\\\":\\\"https://a/1\\\"}\""), "https://a/1" },
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("kie");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    provider_fixture_assert_links (provider, FALSE, cases[i][0], cases[i][1]);
}

/* 100 results where one was asked for. */
static void
test_too_many (void)
{
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("kie");
  g_autoptr (GString) text = g_string_new ("{\"data\":{\"state\":\"success\",\"resultJson\":{\"resultUrls\":[");
  g_autoptr (SeedreamReply) reply = NULL;
  g_autoptr (SeedreamAnswer) answer = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, "%s\"https://a/%u\"", i > 0 ? "," : "", i);
  g_string_append (text, "]}}}");
  reply = provider_fixture_reply (200, text->str);
  answer = seedream_provider_read_poll (provider, reply, NULL);
  g_assert_cmpuint (answer->links->len, ==, 16);
}

/* Text in text is parsed as carefully as what holds it. */
static void
test_deep (void)
{
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("kie");
  g_autofree char *brackets = g_strnfill (10000, '[');
  g_autofree char *text = g_strdup_printf (SUCCESS ("\"{\\\"resultUrls\\\":%s\""), brackets);

  g_error_free (provider_fixture_assert_refused (provider, FALSE, 200, text, SEEDREAM_ERROR_MALFORMED));
}

static void
test_failures (void)
{
  static const struct {
    const char *text;
    int code;
    const char *details;
  } cases[] = {
    { "{\"code\":200,\"message\":\"success\",\"data\":{\"state\":\"fail\",\"failCode\":\"501\",\"failMsg\":\"no "
      "luck\"}}",
      SEEDREAM_ERROR_PROVIDER_FAILED, "no luck" },
    { "{\"code\":200,\"data\":{\"state\":\"fail\",\"failCode\":\"E7\",\"failMsg\":\"\"}}",
      SEEDREAM_ERROR_PROVIDER_FAILED, "E7" },
    { "{\"code\":200,\"data\":{\"state\":\"fail\",\"failCode\":501,\"failMsg\":null}}", SEEDREAM_ERROR_PROVIDER_FAILED,
      NULL },
    { "{\"code\":200,\"data\":{\"state\":\"fail\"}}", SEEDREAM_ERROR_PROVIDER_FAILED, NULL },
    { "{\"code\":200,\"data\":{\"state\":\"fail\",\"failCode\":\"InputImageSensitiveContentDetected\",\"failMsg\":"
      "\"no\"}}",
      SEEDREAM_ERROR_REFUSED_CONTENT, "no" },
    { "{\"code\":200,\"data\":{\"state\":\"fail\",\"failMsg\":\"400 OutputImageRiskDetection\"}}",
      SEEDREAM_ERROR_REFUSED_CONTENT, "400 OutputImageRiskDetection" },
    /* The prompt that is repeated there is no verdict. */
    { "{\"code\":200,\"data\":{\"state\":\"fail\",\"param\":\"content moderation\",\"failMsg\":\"busy\"}}",
      SEEDREAM_ERROR_PROVIDER_FAILED, "busy" },
    { "{\"code\":501,\"msg\":\"Generation failed\",\"data\":null}", SEEDREAM_ERROR_PROVIDER_FAILED,
      "Generation failed" },
    { "{\"code\":\"501\",\"message\":\"SensitiveContentDetected.Violence\",\"data\":null}",
      SEEDREAM_ERROR_REFUSED_CONTENT, "SensitiveContentDetected.Violence" },
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("kie");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SeedreamReply) reply = provider_fixture_reply (200, cases[i].text);
      g_autoptr (SeedreamAnswer) answer = seedream_provider_read_poll (provider, reply, NULL);

      g_assert_nonnull (answer);
      g_assert_cmpint (answer->state, ==, SEEDREAM_ANSWER_FAILED);
      g_assert_error (answer->error, SEEDREAM_ERROR, cases[i].code);
      g_assert_cmpint (seedream_error_get_billed (answer->error), ==, SEEDREAM_BILLED_UNKNOWN);
      g_assert_cmpstr (seedream_error_get_details (answer->error), ==, cases[i].details);
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
    { 200, "{\"code\":400,\"msg\":\"prompt\",\"data\":null}", SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO },
    { 200, "{\"code\":400,\"msg\":\"InputTextSensitiveContentDetected\"}", SEEDREAM_ERROR_REFUSED_CONTENT,
      SEEDREAM_BILLED_NO },
    { 200, "{\"code\":401,\"msg\":\"You do not have access permissions\"}", SEEDREAM_ERROR_BAD_KEY,
      SEEDREAM_BILLED_NO },
    { 401, "{\"code\":401,\"msg\":\"You do not have access permissions\"}", SEEDREAM_ERROR_BAD_KEY,
      SEEDREAM_BILLED_NO },
    { 200, "{\"code\":\"402\",\"msg\":\"insufficient\",\"data\":null}", SEEDREAM_ERROR_NO_CREDIT, SEEDREAM_BILLED_NO },
    { 403, "error code: 1010", SEEDREAM_ERROR_BLOCKED, SEEDREAM_BILLED_NO },
    { 200, "{\"code\":404,\"msg\":\"Not Found\"}", SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO },
    { 200, "{\"code\":408,\"msg\":\"upstream\"}", SEEDREAM_ERROR_PROVIDER_DOWN, SEEDREAM_BILLED_UNKNOWN },
    { 200, "{\"code\":422,\"msg\":\"image_size is not within the range\"}", SEEDREAM_ERROR_INVALID_REQUEST,
      SEEDREAM_BILLED_NO },
    { 200, "{\"code\":429,\"msg\":\"Rate limit\",\"data\":null}", SEEDREAM_ERROR_RATE_LIMITED, SEEDREAM_BILLED_NO },
    { 200, "{\"code\":433,\"msg\":\"exceeded the daily limit\"}", SEEDREAM_ERROR_NO_CREDIT, SEEDREAM_BILLED_NO },
    { 200, "{\"code\":455,\"msg\":\"maintenance\"}", SEEDREAM_ERROR_PROVIDER_DOWN, SEEDREAM_BILLED_NO },
    { 200, "{\"code\":500,\"msg\":\"server\"}", SEEDREAM_ERROR_PROVIDER_DOWN, SEEDREAM_BILLED_UNKNOWN },
    { 200, "{\"code\":501,\"msg\":\"failed\"}", SEEDREAM_ERROR_PROVIDER_FAILED, SEEDREAM_BILLED_UNKNOWN },
    { 200, "{\"code\":505,\"msg\":\"off\"}", SEEDREAM_ERROR_PROVIDER_DOWN, SEEDREAM_BILLED_NO },
    { 502, "<html>", SEEDREAM_ERROR_PROVIDER_DOWN, SEEDREAM_BILLED_UNKNOWN },
    { 500, "{\"code\":402,\"msg\":\"insufficient\"}", SEEDREAM_ERROR_NO_CREDIT, SEEDREAM_BILLED_NO },
    /* Whoever refuses has made no task. */
    { 200, "{\"code\":402,\"data\":{\"taskId\":\"t-1\"}}", SEEDREAM_ERROR_NO_CREDIT, SEEDREAM_BILLED_NO },
    { 200, "{\"code\":200,\"data\":{\"taskId\":\"../x\"}}", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN },
    { 200, "{\"code\":200,\"data\":{\"taskId\":7}}", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN },
    { 200, "{\"code\":200,\"data\":\"t-1\"}", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN },
    { 200, "{\"code\":1e300,\"data\":null}", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN },
    { 200, "{\"code\":[401]}", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN },
    { 200, "[]", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN },
    { 200, "", SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN },
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("kie");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error
          = provider_fixture_assert_refused (provider, TRUE, cases[i].status, cases[i].text, cases[i].code);

      g_assert_cmpint (seedream_error_get_billed (error), ==, cases[i].billed);
    }
}

static void
test_refused_polls (void)
{
  static const struct {
    guint status;
    const char *text;
    int code;
  } cases[] = {
    { 200, "{\"code\":422,\"msg\":\"recordInfo is null\",\"data\":null}", SEEDREAM_ERROR_EXPIRED },
    { 200, "{\"code\":404,\"data\":null}", SEEDREAM_ERROR_EXPIRED },
    { 200, "{\"code\":429,\"data\":null}", SEEDREAM_ERROR_RATE_LIMITED },
    { 200, "{\"code\":433,\"data\":null}", SEEDREAM_ERROR_NO_CREDIT },
    { 200, "{\"code\":455,\"data\":null}", SEEDREAM_ERROR_PROVIDER_DOWN },
    { 200, "{\"code\":505,\"data\":null}", SEEDREAM_ERROR_PROVIDER_DOWN },
    { 200, SUCCESS ("\"\""), SEEDREAM_ERROR_MALFORMED },
    { 200, SUCCESS ("null"), SEEDREAM_ERROR_MALFORMED },
    { 200, SUCCESS ("\"{\\\"resultUrls\\\":[]}\""), SEEDREAM_ERROR_MALFORMED },
    { 200, SUCCESS ("\"resultUrls\""), SEEDREAM_ERROR_MALFORMED },
    { 200, SUCCESS ("[\"https://a/1\"]"), SEEDREAM_ERROR_MALFORMED },
    { 200, "{\"code\":200,\"data\":{\"state\":3}}", SEEDREAM_ERROR_MALFORMED },
    { 200, "{\"code\":200,\"data\":null}", SEEDREAM_ERROR_MALFORMED },
    { 200, "x", SEEDREAM_ERROR_MALFORMED },
  };
  g_autoptr (SeedreamProvider) provider = provider_fixture_create ("kie");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error
          = provider_fixture_assert_refused (provider, FALSE, cases[i].status, cases[i].text, cases[i].code);

      g_assert_cmpint (seedream_error_get_billed (error), ==, SEEDREAM_BILLED_UNKNOWN);
    }
}

static void
prepare (JobFixture *self)
{
  g_autoptr (SeedreamRequest) request = provider_fixture_create_edit (2, 2048, 2048, 42, 2);

  loopback_server_answer (self->server, UPLOAD, -1, 200, NULL,
                          "{\"success\":true,\"code\":200,\"data\":{\"downloadUrl\":\"https://s/1\"}}");
  job_fixture_use (self, "kie");
  job_fixture_prepare_request (self, request);
}

static void
script_success (JobFixture *self)
{
  loopback_server_answer (self->server, SUBMIT, -1, 200, NULL, "{\"code\":200,\"data\":{\"taskId\":\"job-1\"}}");
  loopback_server_answer (self->server, RECORD, -1, 200, NULL,
                          SUCCESS ("\"{\\\"resultUrls\\\":[\\\"{URL}/0\\\",\\\"{URL}/1\\\"]}\""));
  loopback_server_answer (self->server, "GET /0 ", -1, 200, NULL, PICTURE);
  loopback_server_answer (self->server, "GET /1 ", -1, 200, NULL, PICTURE);
}

/* Each of these is HTTP 200, and none of them is the end. */
static void
test_job (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, UPLOAD, 1, 200, NULL, "{\"code\":429,\"msg\":\"Rate limit\"}");
  loopback_server_answer (self->server, RECORD, 4, 200, NULL, "{\"code\":422,\"msg\":\"recordInfo is null\"}");
  loopback_server_answer (self->server, RECORD, 4, 200, NULL, "{\"code\":429,\"msg\":\"Rate limit\"}");
  loopback_server_answer (self->server, RECORD, 4, 200, NULL, "{\"code\":455,\"msg\":\"maintenance\"}");
  loopback_server_answer (self->server, RECORD, 1, 200, NULL, "{\"code\":200,\"data\":{\"state\":\"queuing\"}}");
  script_success (self);
  prepare (self);
  g_assert_true (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
  g_assert_cmpuint (seedream_job_get_n_results (self->job), ==, 2);
  g_assert_cmpuint (loopback_server_count (self->server, SUBMIT), ==, 1);
  g_assert_cmpuint (loopback_server_count (self->server, UPLOAD), ==, 3);
}

/* A key that is refused in between says nothing of the job, which stays. */
static void
test_left (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, RECORD, 1, 200, NULL, "{\"code\":401,\"msg\":\"no\"}");
  script_success (self);
  prepare (self);
  g_assert_false (job_fixture_run (self));
  g_assert_error (self->error, SEEDREAM_ERROR, SEEDREAM_ERROR_BAD_KEY);
  g_assert_cmpint (seedream_error_get_billed (self->error), ==, SEEDREAM_BILLED_UNKNOWN);
  g_assert_cmpint (seedream_job_get_state (self->job), ==, SEEDREAM_JOB_SUBMITTED);
}

static void
test_job_refused (JobFixture *self, gconstpointer data)
{
  static const struct {
    const char *text;
    SeedreamJobState state;
    int code;
    SeedreamBilled billed;
  } cases[] = {
    { "{\"code\":402,\"msg\":\"insufficient\"}", SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_NO_CREDIT, SEEDREAM_BILLED_NO },
    { "{\"code\":505,\"msg\":\"off\"}", SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_PROVIDER_DOWN, SEEDREAM_BILLED_NO },
    { "{\"code\":500,\"msg\":\"server\"}", SEEDREAM_JOB_UNKNOWN, SEEDREAM_ERROR_UNKNOWN_OUTCOME,
      SEEDREAM_BILLED_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      loopback_server_answer (self->server, SUBMIT, 1, 200, NULL, cases[i].text);
      prepare (self);
      g_assert_false (job_fixture_run (self));
      job_fixture_assert (self, cases[i].state, cases[i].code, cases[i].billed);
    }
  g_assert_cmpuint (loopback_server_count (self->server, SUBMIT), ==, G_N_ELEMENTS (cases));
}

static void
on_tested (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **kept = data;

  *kept = g_object_ref (result);
}

static void
assert_key (JobFixture *self, const char *text, int code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  loopback_server_answer (self->server, CREDIT, 1, 200, NULL, text);
  seedream_key_test_async (self->http, self->provider, CANARY, NULL, on_tested, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (seedream_key_test_finish (result, &error), ==, code < 0);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SEEDREAM_ERROR, code);
  if (code >= 0)
    g_assert_cmpint (seedream_error_get_billed (error), ==, SEEDREAM_BILLED_NO);
}

static void
test_key (JobFixture *self, gconstpointer data)
{
  job_fixture_use (self, "kie");
  assert_key (self, "{\"code\":200,\"msg\":\"success\",\"data\":100}", -1);
  assert_key (self, "{\"code\":\"200\",\"data\":0}", -1);
  assert_key (self, "{\"code\":401,\"msg\":\"You do not have access permissions\"}", SEEDREAM_ERROR_BAD_KEY);
  assert_key (self, "{\"code\":433,\"msg\":\"exceeded\"}", SEEDREAM_ERROR_NO_CREDIT);
  assert_key (self, "{\"code\":429}", SEEDREAM_ERROR_RATE_LIMITED);
  assert_key (self, "{\"code\":null}", SEEDREAM_ERROR_MALFORMED);
  assert_key (self, "<html>", SEEDREAM_ERROR_MALFORMED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kie/submit", test_submit);
  g_test_add_func ("/kie/other-calls", test_other_calls);
  g_test_add_func ("/kie/upload", test_upload);
  g_test_add_func ("/kie/upload-answers", test_upload_answers);
  g_test_add_func ("/kie/upload-refusals", test_upload_refusals);
  g_test_add_func ("/kie/limits", test_limits);
  g_test_add_func ("/kie/ids", test_ids);
  g_test_add_func ("/kie/states", test_states);
  g_test_add_func ("/kie/results", test_results);
  g_test_add_func ("/kie/too-many", test_too_many);
  g_test_add_func ("/kie/deep", test_deep);
  g_test_add_func ("/kie/failures", test_failures);
  g_test_add_func ("/kie/refusals", test_refusals);
  g_test_add_func ("/kie/refused-polls", test_refused_polls);
#define ADD(path, test) g_test_add (path, JobFixture, NULL, job_fixture_set_up, test, job_fixture_tear_down)
  ADD ("/kie/job", test_job);
  ADD ("/kie/left", test_left);
  ADD ("/kie/job-refused", test_job_refused);
  ADD ("/kie/key", test_key);
  return g_test_run ();
}
