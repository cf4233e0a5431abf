/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sandbox-client.h"

#define SUBMIT "/api/v1/jobs/createTask"
#define RECORD "/api/v1/jobs/recordInfo?taskId="
#define UPLOAD "/api/file-stream-upload"
#define CREDIT "/api/v1/chat/credit"
#define EDIT "{\"model\":\"bytedance/seedream-v4-edit\",\"input\":{\"prompt\":\"x\","
#define GENERATE "{\"model\":\"bytedance/seedream-v4-text-to-image\",\"input\":{\"prompt\":\"hills\""

static Answer *
send_named (PentimentoSandbox *sandbox, const char *folder, const char *name, guint rgba)
{
  g_autoptr (SoupMultipart) multipart = soup_multipart_new ("multipart/form-data");

  if (folder != NULL)
    soup_multipart_append_form_string (multipart, "uploadPath", folder);
  if (name != NULL)
    soup_multipart_append_form_string (multipart, "fileName", name);
  add_picture (multipart, "file", rgba, "image/png");
  return send_multipart (sandbox, UPLOAD, multipart);
}

static gint64
get_code (Answer *answer)
{
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_nonnull (answer->json);
  return json_object_get_int_member (answer->json, "code");
}

static JsonObject *
get_data (Answer *answer)
{
  g_assert_cmpint (get_code (answer), ==, 200);
  return json_object_get_object_member (answer->json, "data");
}

static const char *
get_text (Answer *answer, const char *name)
{
  return json_object_get_string_member (get_data (answer), name);
}

static char *
make_body (PentimentoSandbox *sandbox, const char *more)
{
  g_autoptr (Answer) uploaded = send_named (sandbox, "images/test", "picture.png", 0x336699ff);

  return g_strdup_printf (EDIT "\"image_urls\":[\"%s\"]%s}}", get_text (uploaded, "downloadUrl"), more);
}

static char *
submit_body (PentimentoSandbox *sandbox, const char *body)
{
  g_autoptr (Answer) answer = call (sandbox, SUBMIT, body);

  g_assert_cmpstr (answer_text (answer, "msg"), ==, "success");
  return g_strconcat (RECORD, get_text (answer, "taskId"), NULL);
}

static Answer *
wait_for_record (PentimentoSandbox *sandbox, const char *path)
{
  for (int i = 0; i < 2000; i++)
    {
      Answer *answer = call (sandbox, path, NULL);
      const char *state = get_text (answer, "state");

      if (g_str_equal (state, "success") || g_str_equal (state, "fail"))
        return answer;
      answer_free (answer);
      g_usleep (5000);
    }
  g_error ("The task has not ended in 10 s.");
  return NULL;
}

static Answer *
run (PentimentoSandbox *sandbox, const char *more)
{
  g_autofree char *body = make_body (sandbox, more);
  g_autofree char *path = submit_body (sandbox, body);

  return wait_for_record (sandbox, path);
}

static Answer *
generate (PentimentoSandbox *sandbox, const char *more)
{
  g_autofree char *body = g_strconcat (GENERATE, more, "}}", NULL);
  g_autofree char *path = submit_body (sandbox, body);

  return wait_for_record (sandbox, path);
}

/* The results are a text that holds JSON. */
static GStrv
get_links (Answer *answer)
{
  g_autoptr (JsonNode) root = json_from_string (get_text (answer, "resultJson"), NULL);
  JsonArray *links = json_object_get_array_member (json_node_get_object (root), "resultUrls");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_assert_cmpuint (json_object_get_size (json_node_get_object (root)), ==, 1);
  for (guint i = 0; i < json_array_get_length (links); i++)
    g_strv_builder_add (builder, json_array_get_string_element (links, i));
  return g_strv_builder_end (builder);
}

static void
assert_refused (PentimentoSandbox *sandbox, const char *body, const char *text)
{
  g_autoptr (Answer) answer = call (sandbox, SUBMIT, body);

  g_assert_cmpint (get_code (answer), ==, 422);
  g_assert_true (json_object_get_null_member (answer->json, "data"));
  if (strstr (answer_text (answer, "msg"), text) == NULL)
    g_error ("“%s” is not in: %s", text, answer_text (answer, "msg"));
}

static void
test_fields (void)
{
  static const char *const cases[][2] = {
    { "nonsense", "not a JSON object" },
    { "[]", "not a JSON object" },
    { "{}", "input must be an object" },
    { "{\"input\":[]}", "input must be an object" },
    { "{\"input\":{},\"prompt\":\"x\"}", "prompt is not known" },
    { "{\"input\":{}}", "model is not known" },
    { "{\"model\":\"bytedance/seedream-v5\",\"input\":{}}", "model is not known" },
    { "{\"model\":4,\"input\":{}}", "model must be a string" },
    { "{\"model\":\"bytedance/seedream-v4-edit\",\"callBackUrl\":1,\"input\":{}}", "callBackUrl must be a string" },
    { "{\"model\":\"bytedance/seedream-v4-edit\",\"input\":{}}", "prompt is required" },
    { "{\"model\":\"bytedance/seedream-v4-edit\",\"input\":{\"prompt\":1}}", "prompt must be a string" },
    { "{\"model\":\"bytedance/seedream-v4-edit\",\"input\":{\"prompt\":\" \"}}", "prompt is required" },
    { "{\"model\":\"bytedance/seedream-v4-edit\",\"input\":{\"prompt\":\"x\"}}",
      "image_urls must be an array of 1 to 10" },
    { EDIT "\"image_urls\":\"a\"}}", "image_urls must be an array" },
    { EDIT "\"image_urls\":[]}}", "1 to 10" },
    { EDIT "\"image_urls\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]}}", "1 to 10" },
    { EDIT "\"image_urls\":[{}]}}", "image_urls must hold nothing but strings" },
    { EDIT "\"image_urls\":[\"https://example.com/a.png\"]}}", "links that an upload" },
    { EDIT "\"image_urls\":[\"data:image/png;base64,AAAA\"]}}", "links that an upload" },
    { EDIT "\"num_images\":1}}", "num_images is not known" },
    { EDIT "\"size\":\"1K\"}}", "size is not known" },
    { EDIT "\"watermark\":false}}", "watermark is not known" },
    { EDIT "\"enable_safety_checker\":true}}", "enable_safety_checker is not known" },
    { EDIT "\"image_size\":\"portrait_21_9\"}}", "image_size is none" },
    { EDIT "\"image_size\":\"4:3\"}}", "image_size is none" },
    { EDIT "\"image_size\":{\"width\":1024,\"height\":1024}}}", "image_size must be a string" },
    { EDIT "\"image_resolution\":\"3K\"}}", "image_resolution must be" },
    { EDIT "\"image_resolution\":\"2k\"}}", "image_resolution must be" },
    { EDIT "\"image_resolution\":1}}", "image_resolution must be a string" },
    { EDIT "\"max_images\":0}}", "max_images must be 1 to 6" },
    { EDIT "\"max_images\":7}}", "max_images must be 1 to 6" },
    { EDIT "\"max_images\":\"1\"}}", "max_images must be an integer" },
    { EDIT "\"seed\":1.5}}", "seed must be an integer" },
    { EDIT "\"nsfw_checker\":1}}", "nsfw_checker must be a boolean" },
    { EDIT "\"nsfw_checker\":null}}", "nsfw_checker must be a boolean" },
    { GENERATE ",\"image_urls\":[]}}", "image_urls is not known" },
  };
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) text = call_with (sandbox, SUBMIT, TRUE, "Bearer test", "text/plain", GENERATE "}}");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (sandbox, cases[i][0], cases[i][1]);
  g_assert_cmpint (get_code (text), ==, 422);
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 0);
}

static void
test_limits (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) uploaded = send_named (sandbox, "images", "a.png", 0x336699ff);
  const char *link = get_text (uploaded, "downloadUrl");
  g_autofree char *letters = g_strnfill (5001, 'x');
  g_autofree char *too_long
      = g_strdup_printf ("{\"model\":\"bytedance/seedream-v4-text-to-image\",\"input\":{\"prompt\":\"%s\"}}", letters);
  g_autofree char *longest = g_strdup_printf (
      "{\"model\":\"bytedance/seedream-v4-text-to-image\",\"input\":{\"prompt\":\"%s\"}}", letters + 1);
  g_autofree char *ten = g_strdup_printf (
      EDIT "\"image_urls\":[\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\"]}}", link, link, link,
      link, link, link, link, link, link, link);
  g_autofree char *long_path = submit_body (sandbox, longest);
  g_autofree char *ten_path = submit_body (sandbox, ten);
  g_autoptr (Answer) long_answer = wait_for_record (sandbox, long_path);
  g_autoptr (Answer) ten_answer = wait_for_record (sandbox, ten_path);
  g_autoptr (Answer) all = generate (sandbox, ",\"max_images\":6,\"nsfw_checker\":false,\"seed\":-5");
  g_auto (GStrv) links = get_links (all);

  assert_refused (sandbox, too_long, "prompt must have 5000 characters");
  g_assert_cmpstr (get_text (long_answer, "state"), ==, "success");
  g_assert_cmpstr (get_text (ten_answer, "state"), ==, "success");
  g_assert_cmpuint (g_strv_length (links), ==, 6);
}

static void
test_codes (void)
{
  static const guint codes[] = { 400, 401, 402, 404, 408, 422, 429, 433, 455, 500, 501, 505 };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *fault = g_strdup_printf ("status:%u,at=any", codes[i]);
      g_autoptr (PentimentoSandbox) sandbox = start_sandbox (fault);
      g_autoptr (Answer) submitted = call (sandbox, SUBMIT, GENERATE "}}");
      g_autoptr (Answer) polled = call (sandbox, RECORD "x", NULL);
      g_autoptr (Answer) uploaded = send_named (sandbox, "images", "a.png", 0x336699ff);
      g_autoptr (Answer) credit = call (sandbox, CREDIT, NULL);

      g_assert_cmpint (get_code (submitted), ==, codes[i]);
      g_assert_cmpint (get_code (polled), ==, codes[i]);
      g_assert_cmpint (get_code (uploaded), ==, codes[i]);
      g_assert_cmpint (get_code (credit), ==, codes[i]);
      g_assert_true (json_object_has_member (submitted->json, codes[i] == 404 ? "message" : "msg"));
      g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 0);
    }
}

/* What is not the service's own word keeps its status. */
static void
test_other_statuses (void)
{
  static const struct {
    const char *fault;
    guint status;
    const char *body;
  } cases[] = {
    { "status:502", 502, "" },
    { "html:503", 503, "<html>" },
    { "blocked", 403, "error code: 1010" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PentimentoSandbox) sandbox = start_sandbox (cases[i].fault);
      g_autoptr (Answer) answer = call (sandbox, SUBMIT, GENERATE "}}");
      g_autofree char *text = answer_body (answer);

      g_assert_cmpuint (answer->status, ==, cases[i].status);
      g_assert_nonnull (strstr (text, cases[i].body));
    }
}

static void
test_keys_and_addresses (void)
{
  static const char *const absent[] = { "/api/v1/jobs/", "/api/v1/jobs/other", UPLOAD "/x", CREDIT "s" };
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) bad = call_with (sandbox, SUBMIT, TRUE, "Bearer bad", "application/json", GENERATE "}}");
  g_autoptr (Answer) none = call_with (sandbox, CREDIT, FALSE, NULL, NULL, NULL);
  g_autoptr (Answer) unknown = call (sandbox, RECORD "nothing", NULL);
  g_autoptr (Answer) nameless = call (sandbox, "/api/v1/jobs/recordInfo", NULL);
  g_autoptr (Answer) got = call (sandbox, SUBMIT, NULL);

  g_assert_cmpint (get_code (bad), ==, 401);
  g_assert_cmpstr (answer_text (bad, "msg"), ==, "You do not have access permissions");
  g_assert_cmpint (get_code (none), ==, 401);
  g_assert_cmpint (get_code (unknown), ==, 404);
  g_assert_cmpint (get_code (nameless), ==, 422);
  g_assert_cmpuint (got->status, ==, 404);
  for (gsize i = 0; i < G_N_ELEMENTS (absent); i++)
    {
      g_autoptr (Answer) answer = call (sandbox, absent[i], NULL);

      g_assert_cmpuint (answer->status, ==, 404);
    }
}

static void
test_upload (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) named = send_named (sandbox, "images/my uploads", "a b#1.png", 0x336699ff);
  g_autoptr (Answer) nameless = send_named (sandbox, "images", NULL, 0x336699ff);
  g_autoptr (Answer) file = fetch (get_text (named, "downloadUrl"));
  g_autoptr (Answer) other = fetch (get_text (nameless, "downloadUrl"));
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (get_text (named, "uploadedAt"), NULL);

  g_assert_true (json_object_get_boolean_member (named->json, "success"));
  g_assert_cmpstr (get_text (named, "fileName"), ==, "a b#1.png");
  g_assert_cmpstr (get_text (named, "filePath"), ==, "images/my uploads/a b#1.png");
  g_assert_cmpstr (get_text (named, "mimeType"), ==, "image/png");
  g_assert_nonnull (time);
  g_assert_cmpuint (file->status, ==, 200);
  g_assert_cmpstr (file->media_type, ==, "image/png");
  g_assert_cmpint (json_object_get_int_member (get_data (named), "fileSize"), ==, g_bytes_get_size (file->body));
  g_assert_true (g_str_has_suffix (get_text (nameless, "fileName"), ".png"));
  g_assert_true (g_bytes_equal (file->body, other->body));
  g_assert_cmpint (get_count (sandbox, "uploads"), ==, 2);
  g_assert_cmpint (get_count (sandbox, "key_leaks"), ==, 0);
}

static void
assert_upload_refused (Answer *answer)
{
  g_assert_cmpint (get_code (answer), ==, 400);
  g_assert_false (json_object_get_boolean_member (answer->json, "success"));
  g_assert_nonnull (strstr (answer_text (answer, "msg"), "uploadPath"));
  answer_free (answer);
}

static void
assert_parts_refused (PentimentoSandbox *sandbox, const char *part, guint times, const char *more)
{
  g_autoptr (SoupMultipart) multipart = soup_multipart_new ("multipart/form-data");

  soup_multipart_append_form_string (multipart, "uploadPath", "images");
  if (more != NULL)
    soup_multipart_append_form_string (multipart, more, "images");
  for (guint i = 0; i < times; i++)
    add_picture (multipart, part, 0x336699ff, "image/png");
  assert_upload_refused (send_multipart (sandbox, UPLOAD, multipart));
}

static void
test_bad_uploads (void)
{
  static const char *const paths[] = { "", "/images", "images/", "images//x", "images/../x", "." };
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (SoupMultipart) lying = soup_multipart_new ("multipart/form-data");

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    assert_upload_refused (send_named (sandbox, paths[i], "a.png", 0x336699ff));
  assert_upload_refused (send_named (sandbox, NULL, "a.png", 0x336699ff));
  assert_upload_refused (send_named (sandbox, "images", "a/b.png", 0x336699ff));
  assert_upload_refused (send_named (sandbox, "images", "..", 0x336699ff));
  assert_upload_refused (send_named (sandbox, "images", "", 0x336699ff));
  assert_parts_refused (sandbox, "data", 1, NULL);
  assert_parts_refused (sandbox, "file", 0, NULL);
  assert_parts_refused (sandbox, "file", 2, NULL);
  assert_parts_refused (sandbox, "file", 1, "uploadPath");
  assert_parts_refused (sandbox, "file", 1, "path");
  soup_multipart_append_form_string (lying, "uploadPath", "images");
  add_picture (lying, "file", 0x336699ff, "image/jpeg");
  assert_upload_refused (send_multipart (sandbox, UPLOAD, lying));
  assert_upload_refused (call (sandbox, UPLOAD, "{}"));
  g_assert_cmpint (get_count (sandbox, "uploads"), ==, 0);
}

static void
test_overwriting (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) blue = send_named (sandbox, "images", "a.png", 0x0000ffff);
  g_autoptr (Answer) before = fetch (get_text (blue, "downloadUrl"));
  g_autoptr (Answer) red = send_named (sandbox, "images", "a.png", 0xff0000ff);
  g_autoptr (Answer) elsewhere = send_named (sandbox, "other", "a.png", 0x0000ffff);
  g_autoptr (Answer) after = fetch (get_text (blue, "downloadUrl"));
  g_autoptr (Answer) untouched = fetch (get_text (elsewhere, "downloadUrl"));

  g_assert_cmpstr (get_text (blue, "downloadUrl"), ==, get_text (red, "downloadUrl"));
  g_assert_false (g_bytes_equal (before->body, after->body));
  g_assert_true (g_bytes_equal (before->body, untouched->body));
}

static void
test_expiry (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("expire:0,times=1");
  g_autoptr (Answer) ended = run (sandbox, "");
  g_autoptr (Answer) again = run (sandbox, "");

  g_assert_cmpstr (get_text (ended, "state"), ==, "fail");
  g_assert_cmpstr (get_text (ended, "failCode"), ==, "422");
  g_assert_nonnull (strstr (get_text (ended, "failMsg"), "cannot be fetched"));
  g_assert_cmpstr (get_text (ended, "resultJson"), ==, "");
  g_assert_cmpstr (get_text (again, "state"), ==, "success");
}

static void
test_results (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) first = run (sandbox, ",\"max_images\":2,\"seed\":42");
  g_autoptr (Answer) second = run (sandbox, ",\"seed\":43");
  g_auto (GStrv) links = get_links (first);
  g_auto (GStrv) next_links = get_links (second);
  g_autoptr (Answer) one = fetch (links[0]);
  g_autoptr (Answer) two = fetch (links[1]);
  g_autoptr (Answer) next = fetch (next_links[0]);
  g_autoptr (JsonNode) param = json_from_string (get_text (first, "param"), NULL);
  gint64 created = json_object_get_int_member (get_data (first), "createTime");
  gint64 now = g_get_real_time () / 1000;

  g_assert_cmpuint (g_strv_length (links), ==, 2);
  g_assert_cmpuint (g_strv_length (next_links), ==, 1);
  g_assert_cmpuint (one->status, ==, 200);
  g_assert_false (g_bytes_equal (one->body, two->body));
  g_assert_true (g_bytes_equal (two->body, next->body));
  g_assert_cmpstr (answer_text (first, "message"), ==, "success");
  g_assert_cmpstr (get_text (first, "model"), ==, "bytedance/seedream-v4-edit");
  g_assert_true (json_object_has_member (json_node_get_object (param), "input"));
  g_assert_cmpint (created, <=, now);
  g_assert_cmpint (created, >, now - 60000);
  g_assert_cmpint (json_object_get_int_member (get_data (first), "completeTime"), >=, created);
  g_assert_cmpint (get_count (sandbox, "submits"), ==, 2);
  g_assert_cmpint (get_count (sandbox, "polls"), >=, 2);
  g_assert_cmpint (get_count (sandbox, "downloads"), ==, 3);
  g_assert_cmpint (get_count (sandbox, "key_leaks"), ==, 0);
}

static void
test_fewer_and_empty (void)
{
  g_autoptr (PentimentoSandbox) fewer = start_sandbox ("fewer:2");
  g_autoptr (PentimentoSandbox) empty = start_sandbox ("empty");
  g_autoptr (Answer) two = generate (fewer, ",\"max_images\":6");
  g_autoptr (Answer) none = generate (empty, "");
  g_auto (GStrv) links = get_links (two);
  g_auto (GStrv) no_links = get_links (none);

  g_assert_cmpuint (g_strv_length (links), ==, 2);
  g_assert_cmpstr (get_text (none, "state"), ==, "success");
  g_assert_cmpuint (g_strv_length (no_links), ==, 0);
}

static void
test_failures (void)
{
  g_autoptr (PentimentoSandbox) failing = start_sandbox ("fail:out of paint");
  g_autoptr (PentimentoSandbox) refusing = start_sandbox ("refuse");
  g_autoptr (Answer) failed = generate (failing, "");
  g_autoptr (Answer) refused = generate (refusing, "");

  g_assert_cmpstr (get_text (failed, "state"), ==, "fail");
  g_assert_cmpstr (get_text (failed, "failMsg"), ==, "out of paint");
  g_assert_cmpstr (get_text (failed, "failCode"), ==, "501");
  g_assert_cmpstr (get_text (failed, "resultJson"), ==, "");
  g_assert_nonnull (strstr (get_text (refused, "failMsg"), "OutputImageSensitiveContentDetected"));
}

static void
assert_state (PentimentoSandbox *sandbox, const char *path, const char *state)
{
  g_autoptr (Answer) answer = call (sandbox, path, NULL);

  g_assert_cmpstr (get_text (answer, "state"), ==, state);
  g_assert_cmpstr (get_text (answer, "resultJson"), ==, "");
  g_assert_cmpstr (get_text (answer, "failCode"), ==, "");
}

/* The queue takes a quarter of the time; half of it is waiting. */
static void
test_states (void)
{
  g_autoptr (PentimentoSandbox) sandbox = pentimento_sandbox_new ();
  g_autofree char *path = NULL;

  g_assert_true (pentimento_sandbox_add_fault (sandbox, "delay:4000", NULL));
  g_assert_true (pentimento_sandbox_start (sandbox, 0, NULL));
  path = submit_body (sandbox, GENERATE "}}");
  assert_state (sandbox, path, "waiting");
  g_usleep (700000);
  assert_state (sandbox, path, "queuing");
  g_usleep (800000);
  assert_state (sandbox, path, "generating");
}

static void
test_hidden (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("hidden:300");
  g_autofree char *path = submit_body (sandbox, GENERATE "}}");
  g_autoptr (Answer) hidden = call (sandbox, path, NULL);
  g_autoptr (Answer) ended = NULL;

  g_assert_cmpint (get_code (hidden), ==, 404);
  g_usleep (400000);
  ended = wait_for_record (sandbox, path);
  g_assert_cmpstr (get_text (ended, "state"), ==, "success");
}

/* A file that is gone is told by the status: its host knows of no envelope. */
static void
test_lost_results (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("not-found,at=result");
  g_autoptr (Answer) ended = generate (sandbox, "");
  g_auto (GStrv) links = get_links (ended);
  g_autoptr (Answer) file = fetch (links[0]);

  g_assert_cmpuint (file->status, ==, 404);
}

static gint64
get_credit (PentimentoSandbox *sandbox)
{
  g_autoptr (Answer) answer = call (sandbox, CREDIT, NULL);

  g_assert_cmpint (get_code (answer), ==, 200);
  return json_object_get_int_member (answer->json, "data");
}

static void
test_credit (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("fail,times=1");
  gint64 before = get_credit (sandbox);
  g_autoptr (Answer) failed = generate (sandbox, "");
  gint64 unchanged = get_credit (sandbox);
  g_autoptr (Answer) ended = generate (sandbox, ",\"max_images\":2");
  gint64 consumed = json_object_get_int_member (get_data (ended), "creditsConsumed");

  g_assert_cmpint (unchanged, ==, before);
  g_assert_cmpint (consumed, >, 0);
  g_assert_cmpint (get_credit (sandbox), ==, before - consumed);
}

static void
test_sizes (void)
{
  static const struct {
    const char *more;
    int width;
    int height;
  } cases[] = {
    { "", 1024, 1024 },
    { ",\"image_size\":\"square\"", 1024, 1024 },
    { ",\"image_size\":\"portrait_4_3\"", 864, 1152 },
    { ",\"image_size\":\"portrait_3_2\"", 832, 1248 },
    { ",\"image_size\":\"portrait_16_9\"", 720, 1280 },
    { ",\"image_size\":\"landscape_4_3\"", 1152, 864 },
    { ",\"image_size\":\"landscape_16_9\"", 1280, 720 },
    { ",\"image_size\":\"landscape_21_9\"", 1512, 648 },
    { ",\"image_size\":\"landscape_3_2\",\"image_resolution\":\"2K\"", 2496, 1664 },
    { ",\"image_size\":\"landscape_4_3\",\"image_resolution\":\"4K\"", 4096, 3072 },
  };
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Answer) answer = generate (sandbox, cases[i].more);
      g_auto (GStrv) links = get_links (answer);
      g_autoptr (Answer) file = fetch (links[0]);
      g_autoptr (GdkPixbuf) pixels = decode (file->body);

      g_assert_cmpint (gdk_pixbuf_get_width (pixels), ==, cases[i].width);
      g_assert_cmpint (gdk_pixbuf_get_height (pixels), ==, cases[i].height);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kie/fields", test_fields);
  g_test_add_func ("/kie/limits", test_limits);
  g_test_add_func ("/kie/codes", test_codes);
  g_test_add_func ("/kie/other-statuses", test_other_statuses);
  g_test_add_func ("/kie/keys-and-addresses", test_keys_and_addresses);
  g_test_add_func ("/kie/upload", test_upload);
  g_test_add_func ("/kie/bad-uploads", test_bad_uploads);
  g_test_add_func ("/kie/overwriting", test_overwriting);
  g_test_add_func ("/kie/expiry", test_expiry);
  g_test_add_func ("/kie/results", test_results);
  g_test_add_func ("/kie/fewer-and-empty", test_fewer_and_empty);
  g_test_add_func ("/kie/failures", test_failures);
  g_test_add_func ("/kie/states", test_states);
  g_test_add_func ("/kie/hidden", test_hidden);
  g_test_add_func ("/kie/lost-results", test_lost_results);
  g_test_add_func ("/kie/credit", test_credit);
  g_test_add_func ("/kie/sizes", test_sizes);
  return g_test_run ();
}
