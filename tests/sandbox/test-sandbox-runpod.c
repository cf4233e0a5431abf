/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sandbox-client.h"

#define EDIT "/v2/seedream-v4-edit/run"
#define GENERATE "/v2/seedream-v4-t2i/run"

static void
assert_status (PentimentoSandbox *sandbox, const char *path, const char *body, guint status, const char *text)
{
  g_autoptr (Answer) answer = call (sandbox, path, body);
  g_autofree char *content = answer_body (answer);

  g_assert_cmpuint (answer->status, ==, status);
  if (strstr (content, text) == NULL)
    g_error ("“%s” is not in: %s", text, content);
}

static void
test_keys (void)
{
  static const struct {
    const char *key;
    const char *header;
    guint status;
  } cases[] = {
    { NULL, "Bearer test", 200 },    { NULL, NULL, 401 },         { NULL, "Bearer ", 401 },
    { NULL, "Bearer bad-key", 401 }, { NULL, "Basic test", 401 }, { "right", "Bearer right", 200 },
    { "right", "Bearer test", 401 }, { "right", NULL, 401 },      { "right", "right", 401 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PentimentoSandbox) sandbox = pentimento_sandbox_new ();
      g_autoptr (Answer) answer = NULL;

      pentimento_sandbox_set_key (sandbox, cases[i].key);
      g_assert_true (pentimento_sandbox_start (sandbox, 0, NULL));
      answer = call_with (sandbox, "/v2/seedream-v4-edit/health", FALSE, cases[i].header, NULL, NULL);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
    }
}

static void
test_addresses (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);

  assert_status (sandbox, "/v2/seedream-v5/run", "{}", 404, "Not Found");
  assert_status (sandbox, "/v2/seedream-v4-edit/stream/x", NULL, 404, "Not Found");
  assert_status (sandbox, "/v2/seedream-v4-edit/run", NULL, 404, "Not Found");
  assert_status (sandbox, "/v2/", NULL, 404, "Not Found");
  assert_status (sandbox, "/v2/seedream-v4-edit/status/nothing", NULL, 404, "{\"message\":\"Not Found\"}");
  assert_status (sandbox, "/v2/seedream-v4-edit/cancel/nothing", "{}", 404, "Not Found");
  assert_status (sandbox, "/results/nothing/output.jpg", NULL, 404, "");
  assert_status (sandbox, "/elsewhere", NULL, 404, "");
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 0);
}

static void
test_fields (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  static const struct {
    const char *path;
    const char *body;
    const char *error;
  } cases[] = {
    { EDIT, "nonsense", "not a JSON object" },
    { EDIT, "[1]", "not a JSON object" },
    { EDIT, "{}", "input is required" },
    { EDIT, "{\"input\":3}", "input is required" },
    { EDIT, "{\"input\":{},\"extra\":1}", "extra is not known" },
    { EDIT, "{\"input\":{}}", "prompt is required" },
    { EDIT, "{\"input\":{\"prompt\":\" \\t\"}}", "prompt is required" },
    { EDIT, "{\"input\":{\"prompt\":7}}", "prompt must be a string" },
    { EDIT, "{\"input\":{\"prompt\":\"x\"}}", "images must be an array" },
    { EDIT, "{\"input\":{\"prompt\":\"x\",\"images\":[]}}", "images must be an array" },
    { EDIT, "{\"input\":{\"prompt\":\"x\",\"images\":[1]}}", "nothing but strings" },
    { EDIT,
      "{\"input\":{\"prompt\":\"x\",\"images\":[\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\"]}}",
      "1 to 10 strings" },
    { EDIT, "{\"input\":{\"prompt\":\"x\",\"images\":[\"https://example.com/a.png\"]}}", "fetches nothing" },
    { EDIT, "{\"input\":{\"prompt\":\"x\",\"images\":[\"data:image/gif;base64,AAAA\"]}}", "data: URIs" },
    { EDIT, "{\"input\":{\"prompt\":\"x\",\"images\":[\"AAAA\"]}}", "data: URIs" },
    { EDIT, "{\"input\":{\"prompt\":\"x\",\"seed\":1}}", "seed is not known" },
    { EDIT, "{\"input\":{\"prompt\":\"x\",\"negative_prompt\":\"y\"}}", "negative_prompt is not known" },
    { GENERATE, "{\"input\":{\"prompt\":\"x\",\"images\":[]}}", "images is not known" },
    { GENERATE, "{\"input\":{\"prompt\":\"x\",\"seed\":1.5}}", "seed must be an integer" },
    { GENERATE, "{\"input\":{\"prompt\":\"x\",\"seed\":\"1\"}}", "seed must be an integer" },
    { GENERATE, "{\"input\":{\"prompt\":\"x\",\"negative_prompt\":null}}", "negative_prompt must be a string" },
    { GENERATE, "{\"input\":{\"prompt\":\"x\",\"enable_safety_checker\":1}}",
      "enable_safety_checker must be a boolean" },
    { GENERATE, "{\"input\":{\"prompt\":\"x\",\"size\":2048}}", "size must be a string" },
    { GENERATE, "{\"input\":{\"prompt\":\"x\",\"size\":\"1024x1024\"}}", "size must look like" },
    { GENERATE, "{\"input\":{\"prompt\":\"x\",\"size\":\"1024*1024\\n\"}}", "size must look like" },
    { GENERATE, "{\"input\":{\"prompt\":\"x\",\"size\":\"1023*1024\"}}", "1024 to 4096" },
    { GENERATE, "{\"input\":{\"prompt\":\"x\",\"size\":\"1024*4097\"}}", "1024 to 4096" },
    { GENERATE, "{\"input\":{\"prompt\":\"x\",\"size\":\"99999999999999999999*1024\"}}", "1024 to 4096" },
    { GENERATE "sync?wait=10", "{\"input\":{\"prompt\":\"x\"}}", "wait must be" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_status (sandbox, cases[i].path, cases[i].body, 400, cases[i].error);
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 0);
}

static void
test_content_type (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) answer
      = call_with (sandbox, GENERATE, TRUE, "Bearer test", "text/plain", "{\"input\":{\"prompt\":\"x\"}}");

  g_assert_cmpuint (answer->status, ==, 400);
  g_assert_nonnull (strstr (answer_text (answer, "error"), "application/json"));
}

static void
test_nesting (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autofree char *deep = g_strnfill (2 * 1024 * 1024, '[');

  assert_status (sandbox, EDIT, deep, 400, "not a JSON object");
}

static void
test_long_bodies (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autofree char *eleven = g_strnfill (10 * 1024 * 1024 + 1, ' ');
  g_autofree char *twenty_one = g_strnfill (20 * 1024 * 1024 + 1, ' ');
  g_autofree char *too_long = g_strnfill (64 * 1024 * 1024 + 1, ' ');
  g_autoptr (Answer) plain = call (sandbox, EDIT, eleven);

  g_assert_cmpuint (plain->status, ==, 400);
  g_assert_cmpstr (plain->media_type, ==, "text/plain");
  assert_status (sandbox, EDIT, eleven, 400, "exceeded max body size of 10MiB");
  assert_status (sandbox, EDIT "sync", eleven, 400, "not a JSON object");
  assert_status (sandbox, EDIT "sync", twenty_one, 400, "exceeded max body size of 20MiB");
  assert_status (sandbox, EDIT "sync", too_long, 413, "");
}

/* What only a look at the picture tells ends in a failed job, as it does there. */
static void
assert_picture_fails (PentimentoSandbox *sandbox, const char *uri, const char *reason)
{
  const char *const uris[] = { uri, NULL };
  g_autofree char *body = make_edit ("warmer", uris);
  g_autoptr (Answer) submitted = call (sandbox, EDIT, body);
  g_autoptr (Answer) ended = wait_for_end (sandbox, "seedream-v4-edit", answer_text (submitted, "id"));

  g_assert_cmpstr (answer_text (ended, "status"), ==, "FAILED");
  g_assert_true (g_str_has_prefix (answer_text (ended, "error"), "Invalid image URL in images array"));
  if (strstr (answer_text (ended, "error"), reason) == NULL)
    g_error ("“%s” is not in: %s", reason, answer_text (ended, "error"));
}

static void
test_bad_pictures (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autofree char *narrow = make_uri (14, 30, 0xff, "image/png");
  g_autofree char *long_side = make_uri (301, 100, 0xff, "image/png");
  g_autofree char *large = make_uri (6001, 6000, 0xff, "image/png");
  g_autofree char *png = make_uri (64, 64, 0xff, "image/png");
  g_autofree char *lying = g_strconcat ("data:image/jpeg;base64,", strchr (png, ',') + 1, NULL);
  g_autofree char *truncated = g_strndup (png, strlen ("data:image/png;base64,") + 48);

  assert_picture_fails (sandbox, narrow, "14 pixels");
  assert_picture_fails (sandbox, long_side, "ratio");
  assert_picture_fails (sandbox, large, "36 megapixels");
  assert_picture_fails (sandbox, lying, "does not match");
  assert_picture_fails (sandbox, "data:image/png;base64,", "base64");
  assert_picture_fails (sandbox, "data:image/png;base64,AAA", "base64");
  assert_picture_fails (sandbox, "data:image/png;base64,AA AA===", "base64");
  assert_picture_fails (sandbox, "data:image/png;base64,AAAA", "");
  assert_picture_fails (sandbox, truncated, "");
}

static void
test_limits_are_taken (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autofree char *narrow = make_uri (15, 45, 0x336699ff, "image/png");
  g_autofree char *jpeg = make_uri (300, 100, 0x336699ff, "image/jpeg");
  const char *const uris[] = { jpeg, narrow, narrow, narrow, narrow, narrow, narrow, narrow, narrow, jpeg, NULL };
  g_autofree char *body = make_edit ("warmer", uris);
  g_autoptr (GdkPixbuf) picture = make_picture (sandbox, "seedream-v4-edit", body);

  g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, 1024);
  g_assert_cmpint (gdk_pixbuf_get_height (picture), ==, 1024);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/runpod/keys", test_keys);
  g_test_add_func ("/runpod/addresses", test_addresses);
  g_test_add_func ("/runpod/fields", test_fields);
  g_test_add_func ("/runpod/content-type", test_content_type);
  g_test_add_func ("/runpod/nesting", test_nesting);
  g_test_add_func ("/runpod/long-bodies", test_long_bodies);
  g_test_add_func ("/runpod/bad-pictures", test_bad_pictures);
  g_test_add_func ("/runpod/limits-are-taken", test_limits_are_taken);
  return g_test_run ();
}
