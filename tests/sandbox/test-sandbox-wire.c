/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sandbox-client.h"

#define EDIT "seedream-v4-edit"
#define GENERATE "seedream-v4-t2i"
#define RUN "POST /v2/" GENERATE "/run"
#define HILLS "{\"input\":{\"prompt\":\"hills\"}}"

/* A finished job of a server with one more fault: the address of its result. */
static char *
finish_job (PentimentoSandbox *sandbox)
{
  g_autofree char *id = submit (sandbox);
  g_autoptr (Answer) ended = wait_for_end (sandbox, EDIT, id);

  return g_strdup (get_link (ended));
}

static char *
get_result_head (PentimentoSandbox *sandbox)
{
  g_autofree char *link = finish_job (sandbox);

  return g_strdup_printf ("GET %s", strstr (link, "/results"));
}

static void
test_status (void)
{
  static const struct {
    const char *fault;
    guint status;
    const char *body;
  } cases[] = {
    { "status:401", 401, "" },
    { "status:402", 402, "insufficient balance" },
    { "status:404", 404, "Not Found" },
    { "status:429", 429, "too many requests" },
    { "status:500", 500, "internal server error" },
    { "status:503", 503, "" },
    { "html", 200, "<html>" },
    { "html:502", 502, "<html>" },
    { "not-found,at=submit", 404, "Not Found" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PentimentoSandbox) sandbox = start_sandbox (cases[i].fault);
      g_autoptr (Answer) answer = call (sandbox, "/v2/" GENERATE "/run", HILLS);
      g_autofree char *text = answer_body (answer);

      g_assert_cmpuint (answer->status, ==, cases[i].status);
      g_assert_nonnull (strstr (text, cases[i].body));
      g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 0);
    }
}

static void
test_retry_after (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("status:429,retry=7");
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) wire = exchange (sandbox, RUN, HILLS, &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (wire->str, "Retry-After: 7\r\n"));
}

static void
test_redirect (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("redirect:http://127.0.0.1:1/else,at=submit");
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) wire = exchange (sandbox, RUN, HILLS, &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (wire->str, "HTTP/1.1 307"));
  g_assert_nonnull (strstr (wire->str, "Location: http://127.0.0.1:1/else\r\n"));
}

static void
assert_reset (const char *fault, guint submits)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (fault);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) wire = exchange (sandbox, RUN, HILLS, &error);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  g_assert_cmpuint (wire->len, ==, 0);
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, submits);
  g_assert_cmpint (get_count (sandbox, "submits"), ==, submits);
}

static void
test_cut (void)
{
  assert_reset ("cut", 0);
}

static void
test_lose (void)
{
  assert_reset ("lose", 1);
}

static void
test_stall (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("stall");
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) wire = exchange (sandbox, RUN, HILLS, &error);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_cmpuint (wire->len, ==, 0);
}

static void
test_half (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("half");
  g_autofree char *head = get_result_head (sandbox);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) wire = exchange (sandbox, head, "", &error);
  const char *length = strstr (wire->str, "Content-Length: ");
  const char *body = strstr (wire->str, "\r\n\r\n") + 4;
  guint64 promised = g_ascii_strtoull (length + strlen ("Content-Length: "), NULL, 10);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (wire->str, "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n"));
  g_assert_cmpuint (promised, >, 1000);
  g_assert_cmpuint (wire->len - (gsize)(body - wire->str), ==, promised / 2);
}

static void
test_chunked_cut (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("chunked-cut");
  g_autofree char *head = get_result_head (sandbox);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) wire = exchange (sandbox, head, "", &error);
  const char *body = strstr (wire->str, "\r\n\r\n") + 4;
  char *end;
  guint64 chunk = g_ascii_strtoull (body, &end, 16);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (wire->str, "Transfer-Encoding: chunked\r\n"));
  g_assert_cmpuint (chunk, >, 1000);
  g_assert_cmpuint ((gsize)(end + 2 - wire->str) + chunk + 2, ==, wire->len);
}

static void
test_garbage (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("garbage,at=poll");
  g_autofree char *id = submit (sandbox);
  g_autofree char *path = g_strdup_printf ("/v2/" EDIT "/status/%s", id);
  g_autoptr (Answer) answer = call (sandbox, path, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_null (answer->json);
  g_assert_cmpuint (g_bytes_get_size (answer->body), >, 10);
}

static void
test_huge (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("huge,times=1");
  g_autofree char *id = submit (sandbox);
  g_autofree char *path = g_strdup_printf ("/v2/" EDIT "/status/%s", id);
  g_autoptr (Answer) answer = call (sandbox, path, NULL);

  g_assert_cmpuint (g_bytes_get_size (answer->body), ==, 64 * 1024 * 1024);
  g_assert_cmpstr (answer_text (answer, "id"), ==, id);
}

static void
test_bomb (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("bomb");
  g_autofree char *link = finish_job (sandbox);
  g_autoptr (Answer) answer = fetch (link);
  const guchar *data = g_bytes_get_data (answer->body, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_bytes_get_size (answer->body), <, 100);
  g_assert_cmpuint ((guint)(data[18] << 8 | data[19]), ==, 60000);
  g_assert_null (pentimento_image_new (answer->body, NULL, NULL, &error));
  g_assert_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE);
}

static void
test_wrong_type (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("wrong-type");
  g_autofree char *link = finish_job (sandbox);
  g_autoptr (Answer) answer = fetch (link);

  g_assert_cmpstr (answer->media_type, ==, "image/jpeg");
  g_assert_cmpstr (pentimento_image_media_type_of_bytes (answer->body), ==, "image/png");
}

static void
test_late_answer (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("delay:300,at=health,times=1");
  gint64 start = g_get_monotonic_time ();
  g_autoptr (Answer) late = call (sandbox, "/v2/" EDIT "/health", NULL);
  gint64 middle = g_get_monotonic_time ();
  g_autoptr (Answer) prompt = call (sandbox, "/v2/" EDIT "/health", NULL);

  g_assert_cmpuint (late->status, ==, 200);
  g_assert_cmpuint (prompt->status, ==, 200);
  g_assert_cmpint (middle - start, >=, 300000);
  g_assert_cmpint (g_get_monotonic_time () - middle, <, 300000);
}

static void
assert_ends (const char *fault, const char *status, const char *error)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (fault);
  g_autofree char *id = submit (sandbox);
  g_autoptr (Answer) ended = wait_for_end (sandbox, EDIT, id);

  g_assert_cmpstr (answer_text (ended, "status"), ==, status);
  g_assert_nonnull (strstr (answer_text (ended, "error"), error));
  g_assert_false (json_object_has_member (ended->json, "output"));
}

static void
test_endings (void)
{
  assert_ends ("fail", "FAILED", "could not process");
  assert_ends ("fail:out of paint", "FAILED", "out of paint");
  assert_ends ("refuse", "FAILED", "OutputImageSensitiveContentDetected");
  assert_ends ("refuse:InputTextSensitiveContentDetected", "FAILED", "\"code\":\"InputTextSensitiveContentDetected\"");
  assert_ends ("empty", "COMPLETED", "");
}

static void
test_never_finish (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("never-finish");
  g_autofree char *id = submit (sandbox);
  g_autofree char *path = g_strdup_printf ("/v2/" EDIT "/status/%s", id);
  g_autoptr (Answer) answer = NULL;

  g_usleep (700000);
  answer = call (sandbox, path, NULL);
  g_assert_cmpstr (answer_text (answer, "status"), ==, "IN_PROGRESS");
}

static const char *
find_spelling (JsonObject *answer, const char *spelling)
{
  JsonObject *output;

  if (g_str_equal (spelling, "bare"))
    return json_object_get_string_member (answer, "output");
  output = json_object_get_object_member (answer, "output");
  if (g_str_equal (spelling, "images"))
    return json_array_get_string_element (json_object_get_array_member (output, "images"), 0);
  return json_object_get_string_member (output, spelling);
}

static void
test_spellings (void)
{
  static const char *const spellings[] = { "result", "image", "images", "url", "bare" };

  for (gsize i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autofree char *fault = g_strconcat ("spelling:", spellings[i], NULL);
      g_autoptr (PentimentoSandbox) sandbox = start_sandbox (fault);
      g_autofree char *id = submit (sandbox);
      g_autoptr (Answer) ended = wait_for_end (sandbox, EDIT, id);
      g_autoptr (Answer) result = fetch (find_spelling (ended->json, spellings[i]));

      g_assert_cmpuint (result->status, ==, 200);
    }
}

static void
test_faults_by_post (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) added
      = call_with (sandbox, "/practice/faults", TRUE, NULL, "text/plain", "status:500,times=1\n\n  fail\n");
  g_autoptr (Answer) wrong = call_with (sandbox, "/practice/faults", TRUE, NULL, "text/plain", "explode\n");
  g_autoptr (Answer) failing = call (sandbox, "/v2/" GENERATE "/run", HILLS);
  g_autoptr (Answer) working = call (sandbox, "/v2/" GENERATE "/runsync", HILLS);
  g_autofree char *reason = answer_body (wrong);
  g_autoptr (Answer) mended = NULL;

  g_assert_cmpuint (added->status, ==, 204);
  g_assert_cmpuint (wrong->status, ==, 400);
  g_assert_nonnull (strstr (reason, "explode"));
  g_assert_cmpuint (failing->status, ==, 500);
  g_assert_cmpstr (answer_text (working, "status"), ==, "FAILED");

  mend (sandbox);
  mended = call (sandbox, "/v2/" GENERATE "/runsync", HILLS);
  g_assert_cmpstr (answer_text (mended, "status"), ==, "COMPLETED");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/status", test_status);
  g_test_add_func ("/wire/retry-after", test_retry_after);
  g_test_add_func ("/wire/redirect", test_redirect);
  g_test_add_func ("/wire/cut", test_cut);
  g_test_add_func ("/wire/lose", test_lose);
  g_test_add_func ("/wire/stall", test_stall);
  g_test_add_func ("/wire/half", test_half);
  g_test_add_func ("/wire/chunked-cut", test_chunked_cut);
  g_test_add_func ("/wire/garbage", test_garbage);
  g_test_add_func ("/wire/huge", test_huge);
  g_test_add_func ("/wire/bomb", test_bomb);
  g_test_add_func ("/wire/wrong-type", test_wrong_type);
  g_test_add_func ("/wire/late-answer", test_late_answer);
  g_test_add_func ("/wire/endings", test_endings);
  g_test_add_func ("/wire/never-finish", test_never_finish);
  g_test_add_func ("/wire/spellings", test_spellings);
  g_test_add_func ("/wire/faults-by-post", test_faults_by_post);
  return g_test_run ();
}
