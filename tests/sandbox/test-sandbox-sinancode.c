/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sandbox-client.h"

#define SUBMIT "/v1/generate/k/seedream-v4-edit"
#define UPLOAD "/api/upload/file"
#define START "{\"prompt\":\"x\","

static char *
send_picture (PentimentoSandbox *sandbox)
{
  g_autoptr (Answer) answer = upload (sandbox, UPLOAD, "file", "image/png");

  g_assert_cmpuint (answer->status, ==, 200);
  return g_strdup (answer_text (answer, "url"));
}

static char *
make_body (PentimentoSandbox *sandbox, const char *more)
{
  g_autofree char *link = send_picture (sandbox);

  return g_strdup_printf (START "\"image_urls\":[\"%s\"]%s}", link, more);
}

static char *
submit_body (PentimentoSandbox *sandbox, const char *body)
{
  g_autoptr (Answer) answer = call (sandbox, SUBMIT, body);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpuint (json_object_get_size (answer->json), ==, 1);
  g_assert_true (g_uuid_string_is_valid (answer_text (answer, "task_id")));
  return g_strdup_printf ("/v1/tasks/%s", answer_text (answer, "task_id"));
}

static Answer *
run (PentimentoSandbox *sandbox, const char *more)
{
  g_autofree char *body = make_body (sandbox, more);
  g_autofree char *path = submit_body (sandbox, body);

  for (int i = 0; i < 2000; i++)
    {
      Answer *answer = call (sandbox, path, NULL);
      const char *status = answer_text (answer, "status");

      g_assert_cmpuint (answer->status, ==, 200);
      if (!g_str_equal (status, "pending") && !g_str_equal (status, "processing"))
        return answer;
      answer_free (answer);
      g_usleep (5000);
    }
  g_error ("The task has not ended in 10 s.");
  return NULL;
}

static void
assert_refused (PentimentoSandbox *sandbox, const char *body, const char *text)
{
  g_autoptr (Answer) answer = call (sandbox, SUBMIT, body);

  g_assert_cmpuint (answer->status, ==, 400);
  if (strstr (answer_text (answer, "message"), text) == NULL)
    g_error ("“%s” is not in: %s", text, answer_text (answer, "message"));
}

static void
test_fields (void)
{
  static const char *const cases[][2] = {
    { "nonsense", "not a JSON object" },
    { "{}", "prompt is required" },
    { "{\"prompt\":1}", "prompt must be a string" },
    { "{\"prompt\":\" \"}", "prompt is required" },
    { "{\"prompt\":\"x\"}", "image_urls must be an array of 1 to 10" },
    { START "\"image_urls\":[]}", "1 to 10" },
    { START "\"image_urls\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]}", "1 to 10" },
    { START "\"image_urls\":[{}]}", "nothing but strings" },
    { START "\"image_urls\":[\"https://example.com/a.png\"]}", "links that an upload" },
    { START "\"image_urls\":[\"data:image/png;base64,AAAA\"]}", "links that an upload" },
    { START "\"model\":\"x\"}", "model is not known" },
    { START "\"num_images\":1}", "num_images is not known" },
    { START "\"enable_safety_checker\":true}", "enable_safety_checker is not known" },
    { START "\"negative_prompt\":\"x\"}", "negative_prompt is not known" },
    { START "\"image_size\":\"portrait_21_9\"}", "image_size is none" },
    { START "\"image_size\":{\"width\":1024,\"height\":1024}}", "image_size must be a string" },
    { START "\"image_resolution\":\"3K\"}", "image_resolution must be" },
    { START "\"image_resolution\":1}", "image_resolution must be a string" },
    { START "\"max_images\":0}", "max_images must be 1 to 6" },
    { START "\"max_images\":7}", "max_images must be 1 to 6" },
    { START "\"max_images\":\"1\"}", "max_images must be an integer" },
    { START "\"seed\":1.5}", "seed must be an integer" },
  };
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autofree char *letters = g_strnfill (5001, 'x');
  g_autofree char *too_long = g_strdup_printf ("{\"prompt\":\"%s\"}", letters);
  g_autofree char *longest = g_strdup_printf ("{\"prompt\":\"%s\"}", letters + 1);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (sandbox, cases[i][0], cases[i][1]);
  assert_refused (sandbox, too_long, "5000 characters");
  assert_refused (sandbox, longest, "image_urls");
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 0);
}

static void
test_statuses (void)
{
  static const struct {
    guint status;
    const char *body;
  } cases[] = {
    { 400, "\"message\"" },   { 401, "\"message\"" },    { 402, "\"error_msg\"" },
    { 403, "\"message\"" },   { 404, "\"message\"" },    { 413, "\"message\"" },
    { 422, "\"error_msg\"" }, { 429, "\"error_code\"" }, { 500, "\"message\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *fault = g_strdup_printf ("status:%u,at=any", cases[i].status);
      g_autoptr (PentimentoSandbox) sandbox = start_sandbox (fault);
      g_autoptr (Answer) submitted = call (sandbox, SUBMIT, "{}");
      g_autoptr (Answer) polled = call (sandbox, "/v1/tasks/x", NULL);
      g_autoptr (Answer) uploaded = upload (sandbox, UPLOAD, "file", "image/png");
      g_autofree char *text = answer_body (submitted);

      g_assert_cmpuint (submitted->status, ==, cases[i].status);
      g_assert_cmpuint (polled->status, ==, cases[i].status);
      g_assert_cmpuint (uploaded->status, ==, cases[i].status);
      g_assert_nonnull (strstr (text, cases[i].body));
    }
}

static void
test_keys_and_addresses (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) bad = call_with (sandbox, SUBMIT, TRUE, "Bearer bad", "application/json", "{}");
  g_autoptr (Answer) other = call (sandbox, "/v1/generate/k/other", "{}");
  g_autoptr (Answer) unknown = call (sandbox, "/v1/tasks/nothing", NULL);

  g_assert_cmpuint (bad->status, ==, 401);
  g_assert_cmpuint (other->status, ==, 404);
  g_assert_cmpuint (unknown->status, ==, 404);
}

static void
test_upload (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) good = upload (sandbox, UPLOAD, "file", "image/png");
  g_autoptr (Answer) part = upload (sandbox, UPLOAD, "data", "image/png");
  g_autoptr (Answer) file = fetch (answer_text (good, "url"));
  g_autofree char *md5 = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, file->body);
  g_autoptr (GDateTime) end = g_date_time_new_from_iso8601 (answer_text (good, "expires_at"), NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  g_assert_cmpuint (file->status, ==, 200);
  g_assert_cmpstr (answer_text (good, "md5"), ==, md5);
  g_assert_cmpstr (answer_text (good, "content_type"), ==, "image/png");
  g_assert_true (json_object_has_member (good->json, "key"));
  g_assert_true (json_object_has_member (good->json, "cn_url"));
  g_assert_cmpint (json_object_get_int_member (good->json, "size"), ==, g_bytes_get_size (file->body));
  g_assert_cmpint (g_date_time_difference (end, now), >, 23 * G_TIME_SPAN_HOUR);
  g_assert_cmpuint (part->status, ==, 400);
  g_assert_cmpint (get_count (sandbox, "uploads"), ==, 1);
}

static void
test_expiry (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("expire:0,times=1");
  g_autoptr (Answer) ended = run (sandbox, "");
  g_autoptr (Answer) again = run (sandbox, "");

  g_assert_cmpstr (answer_text (ended, "status"), ==, "failed");
  g_assert_nonnull (strstr (answer_text (ended, "error_msg"), "cannot be fetched"));
  g_assert_cmpstr (answer_text (again, "status"), ==, "completed");
}

static void
test_results (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("spelling:objects,times=1");
  g_autoptr (Answer) objects = run (sandbox, ",\"max_images\":3,\"seed\":42");
  g_autoptr (Answer) strings = run (sandbox, ",\"seed\":43");
  JsonArray *results = json_object_get_array_member (objects->json, "result");
  JsonObject *first = json_array_get_object_element (results, 0);
  JsonObject *second = json_array_get_object_element (results, 1);
  g_autoptr (Answer) one = fetch (json_object_get_string_member (first, "url"));
  g_autoptr (Answer) two = fetch (json_object_get_string_member (second, "url"));
  g_autoptr (Answer) next
      = fetch (json_array_get_string_element (json_object_get_array_member (strings->json, "result"), 0));

  g_assert_cmpuint (json_array_get_length (results), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (first, "type"), ==, "image");
  g_assert_false (g_bytes_equal (one->body, two->body));
  g_assert_true (g_bytes_equal (two->body, next->body));
  g_assert_true (json_object_get_null_member (objects->json, "error_code"));
}

static void
test_fewer (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("fewer:2");
  g_autoptr (Answer) answer = run (sandbox, ",\"max_images\":6");

  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer->json, "result")), ==, 2);
}

static void
test_failures (void)
{
  g_autoptr (PentimentoSandbox) failing = start_sandbox ("fail:out of paint");
  g_autoptr (PentimentoSandbox) refusing = start_sandbox ("refuse");
  g_autoptr (Answer) failed = run (failing, "");
  g_autoptr (Answer) refused = run (refusing, "");

  g_assert_cmpstr (answer_text (failed, "status"), ==, "failed");
  g_assert_cmpstr (answer_text (failed, "error_msg"), ==, "out of paint");
  g_assert_cmpstr (answer_text (failed, "error_code"), ==, "generation_failed");
  g_assert_true (json_object_get_null_member (failed->json, "result"));
  g_assert_cmpstr (answer_text (refused, "error_code"), ==, "content_rejected");
}

static void
test_states (void)
{
  g_autoptr (PentimentoSandbox) sandbox = pentimento_sandbox_new ();
  g_autofree char *body = NULL;
  g_autofree char *path = NULL;
  g_autoptr (Answer) pending = NULL;
  g_autoptr (Answer) processing = NULL;

  g_assert_true (pentimento_sandbox_add_fault (sandbox, "delay:1000", NULL));
  g_assert_true (pentimento_sandbox_start (sandbox, 0, NULL));
  body = make_body (sandbox, "");
  path = submit_body (sandbox, body);
  pending = call (sandbox, path, NULL);
  g_usleep (500000);
  processing = call (sandbox, path, NULL);
  g_assert_cmpstr (answer_text (pending, "status"), ==, "pending");
  g_assert_cmpstr (answer_text (processing, "status"), ==, "processing");
  g_assert_true (json_object_get_null_member (processing->json, "result"));
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
    { ",\"image_size\":\"portrait_4_3\"", 864, 1152 },
    { ",\"image_size\":\"landscape_21_9\"", 1512, 648 },
    { ",\"image_size\":\"landscape_3_2\",\"image_resolution\":\"2K\"", 2496, 1664 },
    { ",\"image_size\":\"landscape_4_3\",\"image_resolution\":\"4K\"", 4096, 3072 },
  };
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Answer) answer = run (sandbox, cases[i].more);
      g_autoptr (Answer) file
          = fetch (json_array_get_string_element (json_object_get_array_member (answer->json, "result"), 0));
      g_autoptr (GdkPixbuf) pixels = decode (file->body);

      g_assert_cmpint (gdk_pixbuf_get_width (pixels), ==, cases[i].width);
      g_assert_cmpint (gdk_pixbuf_get_height (pixels), ==, cases[i].height);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sinancode/fields", test_fields);
  g_test_add_func ("/sinancode/statuses", test_statuses);
  g_test_add_func ("/sinancode/keys-and-addresses", test_keys_and_addresses);
  g_test_add_func ("/sinancode/upload", test_upload);
  g_test_add_func ("/sinancode/expiry", test_expiry);
  g_test_add_func ("/sinancode/results", test_results);
  g_test_add_func ("/sinancode/fewer", test_fewer);
  g_test_add_func ("/sinancode/failures", test_failures);
  g_test_add_func ("/sinancode/states", test_states);
  g_test_add_func ("/sinancode/sizes", test_sizes);
  return g_test_run ();
}
