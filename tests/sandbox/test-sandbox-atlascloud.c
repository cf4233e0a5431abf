/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sandbox-client.h"

#define SUBMIT "/api/v1/model/generateImage"
#define UPLOAD "/api/v1/model/uploadMedia"
#define EDIT "\"model\":\"bytedance/seedream-v4/edit\""
#define GENERATE "\"model\":\"bytedance/seedream-v4\",\"prompt\":\"hills\""
#define HILLS "{" GENERATE ",\"size\":\"1024*1024\"}"

static JsonObject *
get_data (Answer *answer)
{
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpint (json_object_get_int_member (answer->json, "code"), ==, 200);
  return json_object_get_object_member (answer->json, "data");
}

static void
assert_error (Answer *answer, guint status, const char *text)
{
  g_assert_cmpuint (answer->status, ==, status);
  g_assert_cmpint (json_object_get_int_member (answer->json, "code"), ==, status);
  g_assert_true (json_object_get_null_member (answer->json, "data"));
  if (strstr (answer_text (answer, "msg"), text) == NULL)
    g_error ("“%s” is not in: %s", text, answer_text (answer, "msg"));
}

static char *
submit_body (PentimentoSandbox *sandbox, const char *body)
{
  g_autoptr (Answer) answer = call (sandbox, SUBMIT, body);
  JsonObject *data = get_data (answer);

  g_assert_true (json_object_get_null_member (data, "outputs"));
  g_assert_true (json_object_has_member (json_object_get_object_member (data, "urls"), "get"));
  return g_strdup_printf ("/api/v1/model/prediction/%s", json_object_get_string_member (data, "id"));
}

static Answer *
wait_for (PentimentoSandbox *sandbox, const char *path)
{
  for (int i = 0; i < 2000; i++)
    {
      Answer *answer = call (sandbox, path, NULL);
      const char *status = json_object_get_string_member (get_data (answer), "status");

      if (!g_str_equal (status, "queued") && !g_str_equal (status, "processing"))
        return answer;
      answer_free (answer);
      g_usleep (5000);
    }
  g_error ("The job has not ended in 10 s.");
  return NULL;
}

static Answer *
run (PentimentoSandbox *sandbox, const char *body)
{
  g_autofree char *path = submit_body (sandbox, body);

  return wait_for (sandbox, path);
}

static char *
send_picture (PentimentoSandbox *sandbox)
{
  g_autoptr (Answer) answer = upload (sandbox, UPLOAD, "file", "image/png");

  return g_strdup (json_object_get_string_member (get_data (answer), "download_url"));
}

static void
test_fields (void)
{
  static const char *const cases[][2] = {
    { "nonsense", "not a JSON object" },
    { "{}", "model is not known" },
    { "{\"model\":\"bytedance/seedream-v4-edit\"}", "model is not known" },
    { "{\"model\":null}", "model must be a string" },
    { "{" EDIT ",\"input\":{}}", "input is not known" },
    { "{" EDIT "}", "prompt is required" },
    { "{" EDIT ",\"prompt\":\"x\"}", "images must be an array of 1 to 10" },
    { "{" EDIT ",\"prompt\":\"x\",\"images\":[]}", "1 to 10" },
    { "{" EDIT ",\"prompt\":\"x\",\"images\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]}",
      "1 to 10" },
    { "{" EDIT ",\"prompt\":\"x\",\"images\":[2]}", "nothing but strings" },
    { "{" EDIT ",\"prompt\":\"x\",\"images\":[\"https://example.com/a.png\"]}", "links that an upload" },
    { "{" EDIT ",\"prompt\":\"x\",\"images\":[\"data:image/png;base64,AAAA\"]}", "links that an upload" },
    { "{" EDIT ",\"prompt\":\"x\",\"image_urls\":[]}", "image_urls is not known" },
    { "{" EDIT ",\"prompt\":\"x\",\"seed\":1}", "seed is not known" },
    { "{" EDIT ",\"prompt\":\"x\",\"steps\":20}", "steps is not known" },
    { "{" EDIT ",\"prompt\":\"x\",\"width\":1024}", "width is not known" },
    { "{" EDIT ",\"prompt\":\"x\",\"enable_safety_checker\":true}", "enable_safety_checker is not known" },
    { "{" GENERATE ",\"images\":[]}", "images is not known" },
    { "{" GENERATE ",\"size\":2048}", "size must be a string" },
    { "{" GENERATE ",\"size\":\"1024x1024\"}", "size must look like" },
    { "{" GENERATE ",\"size\":\"1023*1024\"}", "1024 to 4096" },
    { "{" GENERATE ",\"size\":\"1024*4097\"}", "1024 to 4096" },
    { "{" GENERATE ",\"enable_base64_output\":1}", "enable_base64_output must be a boolean" },
    { "{" GENERATE ",\"enable_sync_mode\":\"no\"}", "enable_sync_mode must be a boolean" },
  };
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Answer) answer = call (sandbox, SUBMIT, cases[i][0]);

      assert_error (answer, 400, cases[i][1]);
    }
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 0);
}

static void
test_statuses (void)
{
  static const guint statuses[] = { 400, 401, 402, 403, 404, 413, 429, 451, 500, 503, 504 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *fault = g_strdup_printf ("status:%u,at=any", statuses[i]);
      g_autoptr (PentimentoSandbox) sandbox = start_sandbox (fault);
      g_autoptr (Answer) submitted = call (sandbox, SUBMIT, HILLS);
      g_autoptr (Answer) polled = call (sandbox, "/api/v1/model/prediction/x", NULL);
      g_autoptr (Answer) uploaded = upload (sandbox, UPLOAD, "file", "image/png");
      g_autoptr (Answer) balance = call (sandbox, "/public/v1/balance", NULL);

      assert_error (submitted, statuses[i], "");
      assert_error (polled, statuses[i], "");
      assert_error (uploaded, statuses[i], "");
      assert_error (balance, statuses[i], "");
      g_assert_cmpint (get_count (sandbox, "uploads"), ==, 0);
    }
}

static void
test_keys_and_addresses (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) bad = call_with (sandbox, SUBMIT, TRUE, "Bearer bad", "application/json", HILLS);
  g_autoptr (Answer) elsewhere = call (sandbox, "/api/v1/model/other", HILLS);
  g_autoptr (Answer) unknown = call (sandbox, "/api/v1/model/prediction/nothing", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) wire = exchange (sandbox, "GET /public/v1/balance", "", &error);
  g_autoptr (GString) robot
      = exchange (sandbox, "GET /public/v1/balance HTTP/1.1\r\nUser-Agent: Python-urllib/3.11\r\nX:", "", &error);

  assert_error (bad, 401, "api key");
  assert_error (elsewhere, 401, "");
  assert_error (unknown, 404, "not found");
  g_assert_nonnull (strstr (wire->str, "X-Request-ID: "));
  g_assert_nonnull (strstr (robot->str, "403"));
  g_assert_nonnull (strstr (robot->str, "error code: 1010"));
}

static void
test_long_body (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autofree char *body = g_strnfill (50 * 1024 * 1024 + 1, ' ');
  g_autoptr (Answer) answer = call (sandbox, SUBMIT, body);

  assert_error (answer, 413, "too large");
}

static void
test_upload (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) good = upload (sandbox, UPLOAD, "file", "image/png");
  g_autoptr (Answer) part = upload (sandbox, UPLOAD, "picture", "image/png");
  g_autoptr (Answer) type = upload (sandbox, UPLOAD, "file", "image/jpeg");
  g_autoptr (Answer) json = call (sandbox, UPLOAD, "{}");
  JsonObject *data = get_data (good);
  g_autoptr (Answer) file = fetch (json_object_get_string_member (data, "download_url"));

  g_assert_cmpuint (file->status, ==, 200);
  g_assert_cmpstr (file->media_type, ==, "image/png");
  g_assert_cmpint (json_object_get_int_member (data, "size"), ==, g_bytes_get_size (file->body));
  g_assert_cmpstr (json_object_get_string_member (data, "content_type"), ==, "image/png");
  g_assert_cmpstr (json_object_get_string_member (data, "file_name"), ==, "image.png");
  assert_error (part, 400, "field file");
  assert_error (type, 400, "field file");
  assert_error (json, 400, "field file");
  g_assert_cmpint (get_count (sandbox, "uploads"), ==, 1);
}

static void
test_edit (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autofree char *one = send_picture (sandbox);
  g_autofree char *two = send_picture (sandbox);
  g_autofree char *body = g_strdup_printf (
      "{" EDIT ",\"prompt\":\"warmer\",\"size\":\"1280*1024\",\"images\":[\"%s\",\"%s\"]}", one, two);
  g_autoptr (Answer) ended = run (sandbox, body);
  JsonObject *data = get_data (ended);
  g_autoptr (Answer) file = fetch (json_array_get_string_element (json_object_get_array_member (data, "outputs"), 0));
  g_autoptr (GdkPixbuf) pixels = decode (file->body);
  g_autoptr (Answer) balance = call (sandbox, "/public/v1/balance", NULL);

  g_assert_cmpstr (json_object_get_string_member (data, "status"), ==, "completed");
  g_assert_cmpstr (json_object_get_string_member (data, "model"), ==, "bytedance/seedream-v4/edit");
  g_assert_cmpint (gdk_pixbuf_get_width (pixels), ==, 1280);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (get_data (balance), "balance"), 9.973, 1e-9);
}

static void
assert_fails (PentimentoSandbox *sandbox, const char *body, const char *error, int code)
{
  g_autoptr (Answer) ended = run (sandbox, body);
  JsonObject *data = get_data (ended);

  g_assert_cmpstr (json_object_get_string_member (data, "status"), ==, "failed");
  g_assert_nonnull (strstr (json_object_get_string_member (data, "error"), error));
  g_assert_cmpint (json_object_get_int_member_with_default (data, "error_code", 0), ==, code);
  g_assert_true (json_object_get_null_member (data, "outputs"));
}

static void
test_failures (void)
{
  g_autoptr (PentimentoSandbox) failing = start_sandbox ("fail:out of paint");
  g_autoptr (PentimentoSandbox) refusing = start_sandbox ("refuse");
  g_autoptr (PentimentoSandbox) forgetting = start_sandbox ("expire:0");
  g_autofree char *link = send_picture (forgetting);
  g_autofree char *body = g_strdup_printf ("{" EDIT ",\"prompt\":\"x\",\"images\":[\"%s\"]}", link);
  g_autoptr (Answer) gone = fetch (link);

  assert_fails (failing, HILLS, "out of paint", 0);
  assert_fails (refusing, HILLS, "SensitiveContentDetected", 1039);
  assert_fails (forgetting, body, "cannot be fetched", 0);
  g_assert_cmpuint (gone->status, ==, 404);
}

static void
test_hidden (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("hidden:300");
  g_autofree char *path = submit_body (sandbox, HILLS);
  g_autoptr (Answer) early = call (sandbox, path, NULL);
  g_autoptr (Answer) late = NULL;

  assert_error (early, 404, "not found");
  g_usleep (350000);
  late = wait_for (sandbox, path);
  g_assert_cmpstr (json_object_get_string_member (get_data (late), "status"), ==, "completed");
}

static void
test_states (void)
{
  g_autoptr (PentimentoSandbox) sandbox = pentimento_sandbox_new ();
  g_autofree char *path = NULL;
  g_autoptr (Answer) queued = NULL;
  g_autoptr (Answer) running = NULL;

  g_assert_true (pentimento_sandbox_add_fault (sandbox, "delay:1000", NULL));
  g_assert_true (pentimento_sandbox_start (sandbox, 0, NULL));
  path = submit_body (sandbox, HILLS);
  queued = call (sandbox, path, NULL);
  g_usleep (500000);
  running = call (sandbox, path, NULL);
  g_assert_cmpstr (json_object_get_string_member (get_data (queued), "status"), ==, "queued");
  g_assert_cmpstr (json_object_get_string_member (get_data (running), "status"), ==, "processing");
}

static void
test_shapes (void)
{
  static const char *const cases[][3] = {
    { "spelling:objects", HILLS, "\"outputs\":[{\"url\":\"http" },
    { "spelling:b64_json", HILLS, "\"outputs\":[\"/9j/" },
    { "spelling:inline", HILLS, "\"outputs\":[\"data:image/jpeg;base64,/9j/" },
    { "delay:0", "{" GENERATE ",\"enable_base64_output\":true}", "\"outputs\":[\"data:image/jpeg;base64,/9j/" },
    { "empty", HILLS, "\"outputs\":[]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PentimentoSandbox) sandbox = start_sandbox (cases[i][0]);
      g_autoptr (Answer) answer = run (sandbox, cases[i][1]);
      g_autofree char *text = answer_body (answer);
      g_auto (GStrv) parts = g_strsplit (text, "\\/", -1);
      g_autofree char *unescaped = g_strjoinv ("/", parts);

      if (strstr (unescaped, cases[i][2]) == NULL)
        g_error ("%s: %.500s", cases[i][0], text);
    }
}

static void
test_sync_and_bare (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("spelling:bare,times=1");
  g_autoptr (Answer) bare = call (sandbox, SUBMIT, "{" GENERATE ",\"size\":\"1024*1024\",\"enable_sync_mode\":true}");
  g_autoptr (Answer) wrapped
      = call (sandbox, SUBMIT, "{" GENERATE ",\"size\":\"1024*1024\",\"enable_sync_mode\":true}");

  g_assert_cmpstr (answer_text (bare, "status"), ==, "succeeded");
  g_assert_false (json_object_has_member (bare->json, "data"));
  g_assert_cmpstr (json_object_get_string_member (get_data (wrapped), "status"), ==, "completed");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/atlascloud/fields", test_fields);
  g_test_add_func ("/atlascloud/statuses", test_statuses);
  g_test_add_func ("/atlascloud/keys-and-addresses", test_keys_and_addresses);
  g_test_add_func ("/atlascloud/long-body", test_long_body);
  g_test_add_func ("/atlascloud/upload", test_upload);
  g_test_add_func ("/atlascloud/edit", test_edit);
  g_test_add_func ("/atlascloud/failures", test_failures);
  g_test_add_func ("/atlascloud/hidden", test_hidden);
  g_test_add_func ("/atlascloud/states", test_states);
  g_test_add_func ("/atlascloud/shapes", test_shapes);
  g_test_add_func ("/atlascloud/sync-and-bare", test_sync_and_bare);
  return g_test_run ();
}
