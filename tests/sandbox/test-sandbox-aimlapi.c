/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sandbox-client.h"

#define PATH "/v1/images/generations"
#define EDIT "\"model\":\"bytedance/seedream-v4-edit\""
#define GENERATE "\"model\":\"bytedance/seedream-v4-text-to-image\",\"prompt\":\"hills\""
#define HILLS "{" GENERATE ",\"image_size\":\"square\"}"

static void
assert_refused (PentimentoSandbox *sandbox, const char *body, const char *text)
{
  g_autoptr (Answer) answer = call (sandbox, PATH, body);

  g_assert_cmpuint (answer->status, ==, 400);
  g_assert_cmpint (json_object_get_int_member (answer->json, "statusCode"), ==, 400);
  g_assert_cmpstr (answer_text (answer, "path"), ==, PATH);
  g_assert_true (json_object_has_member (answer->json, "requestId"));
  g_assert_true (json_object_has_member (answer->json, "timestamp"));
  if (strstr (answer_text (answer, "message"), text) == NULL)
    g_error ("“%s” is not in: %s", text, answer_text (answer, "message"));
}

static void
test_fields (void)
{
  static const char *const cases[][2] = {
    { "nonsense", "not a JSON object" },
    { "{}", "model is not known" },
    { "{\"model\":\"bytedance/seedream-v5\"}", "model is not known" },
    { "{\"model\":4}", "model must be a string" },
    { "{" EDIT "}", "prompt is required" },
    { "{" EDIT ",\"prompt\":\" \"}", "prompt is required" },
    { "{" EDIT ",\"prompt\":\"x\"}", "image_urls must be an array of 1 to 10" },
    { "{" EDIT ",\"prompt\":\"x\",\"image_urls\":\"a\"}", "image_urls must be an array" },
    { "{" EDIT ",\"prompt\":\"x\",\"image_urls\":[]}", "1 to 10" },
    { "{" EDIT
      ",\"prompt\":\"x\",\"image_urls\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]}",
      "1 to 10" },
    { "{" EDIT ",\"prompt\":\"x\",\"image_urls\":[\"AAAA\"]}", "data: URIs" },
    { "{" EDIT ",\"prompt\":\"x\",\"image_urls\":[\"https://example.com/a.png\"]}", "fetches nothing" },
    { "{" EDIT ",\"prompt\":\"x\",\"size\":\"1024*1024\"}", "size is not known" },
    { "{" EDIT ",\"prompt\":\"x\",\"n\":1}", "n is not known" },
    { "{" EDIT ",\"prompt\":\"x\",\"negative_prompt\":\"y\"}", "negative_prompt is not known" },
    { "{" GENERATE ",\"image_urls\":[]}", "image_urls is not known" },
    { "{" GENERATE ",\"seed\":0}", "seed must be 1 to" },
    { "{" GENERATE ",\"seed\":-1}", "seed must be 1 to" },
    { "{" GENERATE ",\"seed\":\"1\"}", "seed must be an integer" },
    { "{" GENERATE ",\"num_images\":0}", "num_images must be 1 to 4" },
    { "{" GENERATE ",\"num_images\":5}", "num_images must be 1 to 4" },
    { "{" GENERATE ",\"num_images\":1.5}", "num_images must be an integer" },
    { "{" GENERATE ",\"sync_mode\":1}", "sync_mode must be a boolean" },
    { "{" GENERATE ",\"enable_safety_checker\":null}", "enable_safety_checker must be a boolean" },
    { "{" GENERATE ",\"image_size\":\"landscape_3_2\"}", "none of the known sizes" },
    { "{" GENERATE ",\"image_size\":\"Square\"}", "none of the known sizes" },
    { "{" GENERATE ",\"image_size\":7}", "image_size must be a string" },
    { "{" GENERATE ",\"image_size\":null}", "image_size must be a string" },
    { "{" GENERATE ",\"image_size\":[1024,1024]}", "image_size must be a string" },
    { "{" GENERATE ",\"image_size\":{\"width\":1024.5,\"height\":1024}}", "width must be an integer" },
    { "{" GENERATE ",\"image_size\":{\"width\":0,\"height\":1024}}", "width must be 1024 to 4096" },
    { "{" GENERATE ",\"image_size\":{}}", "must have width and height" },
    { "{" GENERATE ",\"image_size\":{\"width\":1024}}", "must have width and height" },
    { "{" GENERATE ",\"image_size\":{\"width\":1023,\"height\":1024}}", "width must be 1024 to 4096" },
    { "{" GENERATE ",\"image_size\":{\"width\":1024,\"height\":4097}}", "height must be 1024 to 4096" },
    { "{" GENERATE ",\"image_size\":{\"width\":\"1024\",\"height\":1024}}", "width must be an integer" },
    { "{" GENERATE ",\"image_size\":{\"width\":1024,\"height\":1024,\"depth\":1}}", "depth is not known" },
  };
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (sandbox, cases[i][0], cases[i][1]);
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 0);
}

static void
test_long_prompts (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autofree char *letters = g_strnfill (4001, 'x');
  g_autofree char *too_long
      = g_strdup_printf ("{\"model\":\"bytedance/seedream-v4-text-to-image\",\"prompt\":\"%s\"}", letters);
  g_autofree char *longest = g_strdup_printf (
      "{\"model\":\"bytedance/seedream-v4-text-to-image\",\"image_size\":\"square\",\"prompt\":\"%s\"}", letters + 1);
  g_autoptr (Answer) answer = call (sandbox, PATH, longest);

  g_assert_cmpuint (answer->status, ==, 200);
  assert_refused (sandbox, too_long, "4000 characters");
}

static void
test_statuses (void)
{
  static const struct {
    const char *fault;
    guint status;
    const char *body;
  } cases[] = {
    { "status:401", 401, "valid API key" },
    { "status:403", 403, "run out of credits" },
    { "status:404", 404, "Not Found" },
    { "status:429", 429, "\"statusCode\":\"429\"" },
    { "status:500", 500, "Internal" },
    { "status:502", 502, "Bad Gateway" },
    { "status:503", 503, "Unavailable" },
    { "status:504", 504, "Generation timeout" },
    { "blocked", 403, "error code: 1010" },
    { "html:502", 502, "<html>" },
    { "fail:out of paint", 500, "out of paint" },
    { "refuse", 400, "OutputImageSensitiveContentDetected" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PentimentoSandbox) sandbox = start_sandbox (cases[i].fault);
      g_autoptr (Answer) answer = call (sandbox, PATH, HILLS);
      g_autofree char *text = answer_body (answer);

      g_assert_cmpuint (answer->status, ==, cases[i].status);
      g_assert_nonnull (strstr (text, cases[i].body));
    }
}

static void
test_keys_and_addresses (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) bad = call_with (sandbox, PATH, TRUE, "Bearer bad", "application/json", HILLS);
  g_autoptr (Answer) get = call (sandbox, PATH, NULL);
  g_autoptr (Answer) longer = call (sandbox, PATH "/x", HILLS);
  g_autoptr (Answer) text = call_with (sandbox, PATH, TRUE, "Bearer test", "text/plain", HILLS);

  g_assert_cmpuint (bad->status, ==, 401);
  g_assert_nonnull (strstr (answer_text (bad, "message"), "valid API key"));
  g_assert_cmpuint (get->status, ==, 404);
  g_assert_cmpuint (longer->status, ==, 404);
  g_assert_cmpuint (text->status, ==, 400);
}

static const char *
get_url (Answer *answer, const char *list, guint index)
{
  JsonObject *file = json_array_get_object_element (json_object_get_array_member (answer->json, list), index);

  return json_object_get_string_member (file, "url");
}

static void
test_results (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) answer = call (
      sandbox, PATH, "{" GENERATE ",\"image_size\":{\"width\":1280,\"height\":1024},\"seed\":7,\"num_images\":3}");
  g_autoptr (Answer) next
      = call (sandbox, PATH, "{" GENERATE ",\"image_size\":{\"width\":1280,\"height\":1024},\"seed\":8}");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_bytes_hash, g_bytes_equal);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify)answer_free);
  Answer *neighbour = fetch (get_url (next, "data", 0));

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpint (json_object_get_int_member (answer->json, "seed"), ==, 7);
  for (guint i = 0; i < 3; i++)
    {
      Answer *file = fetch (get_url (answer, "data", i));
      g_autoptr (GdkPixbuf) pixels = decode (file->body);

      g_assert_cmpstr (get_url (answer, "images", i), ==, get_url (answer, "data", i));
      g_assert_cmpint (gdk_pixbuf_get_width (pixels), ==, 1280);
      g_assert_cmpint (gdk_pixbuf_get_height (pixels), ==, 1024);
      g_assert_true (g_hash_table_add (seen, file->body));
      g_ptr_array_add (files, file);
    }
  g_assert_true (g_bytes_equal (((Answer *)g_ptr_array_index (files, 1))->body, neighbour->body));
  answer_free (neighbour);
  g_assert_cmpint (get_count (sandbox, "key_leaks"), ==, 0);
}

/* Each name of the schema, and none at all. */
static void
test_sizes (void)
{
  static const struct {
    const char *size;
    int width;
    int height;
  } cases[] = {
    { "", 2048, 2048 },
    { ",\"image_size\":\"square_hd\"", 2048, 2048 },
    { ",\"image_size\":\"square\"", 1024, 1024 },
    { ",\"image_size\":\"portrait_4_3\"", 1728, 2304 },
    { ",\"image_size\":\"portrait_16_9\"", 1440, 2560 },
    { ",\"image_size\":\"landscape_4_3\"", 2304, 1728 },
    { ",\"image_size\":\"landscape_16_9\"", 2560, 1440 },
  };
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{" GENERATE "%s}", cases[i].size);
      g_autoptr (Answer) answer = call (sandbox, PATH, body);
      g_autoptr (Answer) file = fetch (get_url (answer, "data", 0));
      g_autoptr (GdkPixbuf) pixels = decode (file->body);

      g_assert_cmpint (gdk_pixbuf_get_width (pixels), ==, cases[i].width);
      g_assert_cmpint (gdk_pixbuf_get_height (pixels), ==, cases[i].height);
    }
}

static void
test_edit (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autofree char *uri = make_uri (64, 64, 0x808080ff, "image/png");
  g_autofree char *body = g_strdup_printf (
      "{" EDIT ",\"prompt\":\"warmer\",\"image_urls\":[\"%s\",\"%s\"],\"image_size\":\"square\",\"num_images\":2}", uri,
      uri);
  g_autofree char *lying = g_strdup_printf (
      "{" EDIT ",\"prompt\":\"x\",\"image_urls\":[\"data:image/jpeg;base64,%s\"]}", strchr (uri, ',') + 1);
  g_autoptr (Answer) answer = call (sandbox, PATH, body);
  g_autoptr (Answer) one = fetch (get_url (answer, "data", 0));
  g_autoptr (Answer) two = fetch (get_url (answer, "images", 1));

  g_assert_cmpuint (one->status, ==, 200);
  g_assert_cmpuint (two->status, ==, 200);
  g_assert_false (g_bytes_equal (one->body, two->body));
  assert_refused (sandbox, lying, "does not match");
}

static void
test_shapes (void)
{
  static const struct {
    const char *fault;
    const char *there;
    const char *absent;
  } cases[] = {
    { "spelling:images", "\"images\":", "\"data\":" },
    { "spelling:data", "\"data\":[{\"url\":\"http", "\"images\":" },
    { "spelling:b64_json", "\"url\":null,\"b64_json\":\"/9j/", "\"images\":" },
    { "spelling:inline", "\"url\":\"data:image/jpeg;base64,/9j/", "b64_json" },
    { "spelling:url", "{\"url\":\"http", "\"data\":" },
    { "empty", "\"data\":[]", "http" },
    { "fewer:1", "output.jpg", "output-2.jpg" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PentimentoSandbox) sandbox = start_sandbox (cases[i].fault);
      g_autoptr (Answer) answer = call (sandbox, PATH, "{" GENERATE ",\"image_size\":\"square\",\"num_images\":2}");
      g_autofree char *text = answer_body (answer);
      g_auto (GStrv) parts = g_strsplit (text, "\\/", -1);
      g_autofree char *unescaped = g_strjoinv ("/", parts);

      g_assert_cmpuint (answer->status, ==, 200);
      if (strstr (unescaped, cases[i].there) == NULL || strstr (unescaped, cases[i].absent) != NULL)
        g_error ("%s: %.500s", cases[i].fault, text);
    }
}

static void
test_sync_mode (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) answer = call (sandbox, PATH, "{" GENERATE ",\"image_size\":\"square\",\"sync_mode\":true}");

  g_assert_true (g_str_has_prefix (get_url (answer, "data", 0), "data:image/jpeg;base64,"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aimlapi/fields", test_fields);
  g_test_add_func ("/aimlapi/long-prompts", test_long_prompts);
  g_test_add_func ("/aimlapi/statuses", test_statuses);
  g_test_add_func ("/aimlapi/keys-and-addresses", test_keys_and_addresses);
  g_test_add_func ("/aimlapi/results", test_results);
  g_test_add_func ("/aimlapi/sizes", test_sizes);
  g_test_add_func ("/aimlapi/edit", test_edit);
  g_test_add_func ("/aimlapi/shapes", test_shapes);
  g_test_add_func ("/aimlapi/sync-mode", test_sync_mode);
  return g_test_run ();
}
