/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <seedream.h>
#include <string.h>

static SeedreamProvider *
create (const char *endpoint, gboolean synchronous)
{
  g_autoptr (GError) error = NULL;
  SeedreamProvider *provider = seedream_registry_create ("runpod", endpoint, NULL, synchronous, &error);

  g_assert_no_error (error);
  return provider;
}

static SeedreamRequest *
create_edit (guint n, gsize size, int width, int height)
{
  g_autoptr (GListStore) pictures = g_list_store_new (SEEDREAM_TYPE_PICTURE);
  g_autofree char *data = g_malloc0 (size);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SeedreamPicture) picture = seedream_picture_new (bytes, "image/png", "00", 64, 64);

      g_list_store_append (pictures, picture);
    }
  return g_object_new (SEEDREAM_TYPE_REQUEST, "prompt", "red \"coat\"", "pictures", pictures, "width", width, "height",
                       height, NULL);
}

static char *
read_body (SeedreamBody *body)
{
  g_autoptr (GInputStream) stream = seedream_body_open (body);
  char *text = g_malloc0 (seedream_body_get_length (body) + 1);

  g_assert_true (g_input_stream_read_all (stream, text, seedream_body_get_length (body), NULL, NULL, NULL));
  return text;
}

static void
assert_submit (SeedreamProvider *provider, SeedreamRequest *request, const char *uri, const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SeedreamCall) call = seedream_provider_build_submit (provider, request, NULL, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (call->method, ==, "POST");
  g_assert_cmpstr (call->uri, ==, uri);
  g_assert_true (call->once);
  g_assert_cmpstr (seedream_body_get_content_type (call->body), ==, "application/json");
  if (body == NULL)
    return;
  text = read_body (call->body);
  g_assert_cmpstr (text, ==, body);
}

static void
test_submit_edit (void)
{
  g_autoptr (SeedreamProvider) provider = create (NULL, FALSE);
  g_autoptr (SeedreamRequest) sized = create_edit (2, 3, 2048, 1536);
  g_autoptr (SeedreamRequest) plain = create_edit (1, 1, 0, 0);

  assert_submit (provider, sized, "https://api.runpod.ai/v2/seedream-v4-edit/run",
                 "{\"input\":{\"prompt\":\"red \\\"coat\\\"\",\"images\":[\"data:image/png;base64,AAAA\","
                 "\"data:image/png;base64,AAAA\"],\"size\":\"2048*1536\",\"enable_safety_checker\":true}}");
  assert_submit (provider, plain, "https://api.runpod.ai/v2/seedream-v4-edit/run",
                 "{\"input\":{\"prompt\":\"red \\\"coat\\\"\",\"images\":[\"data:image/png;base64,AA==\"],"
                 "\"enable_safety_checker\":true}}");
}

static void
test_submit_generate (void)
{
  g_autoptr (SeedreamProvider) provider = create (NULL, TRUE);
  g_autoptr (SeedreamRequest) plain
      = g_object_new (SEEDREAM_TYPE_REQUEST, "operation", SEEDREAM_OPERATION_GENERATE, "prompt", "a diner", NULL);
  g_autoptr (SeedreamRequest) full = g_object_new (SEEDREAM_TYPE_REQUEST, "operation", SEEDREAM_OPERATION_GENERATE,
                                                   "prompt", "a diner", "negative-prompt", "people", "seed", (gint64)7,
                                                   "width", 2048, "height", 2048, "safety", FALSE, NULL);

  assert_submit (provider, plain, "https://api.runpod.ai/v2/seedream-v4-t2i/runsync",
                 "{\"input\":{\"prompt\":\"a diner\",\"seed\":-1,\"enable_safety_checker\":true}}");
  assert_submit (provider, full, "https://api.runpod.ai/v2/seedream-v4-t2i/runsync",
                 "{\"input\":{\"prompt\":\"a diner\",\"negative_prompt\":\"people\",\"seed\":7,\"size\":\"2048*2048\","
                 "\"enable_safety_checker\":false}}");
}

static void
test_submit_large (void)
{
  g_autoptr (SeedreamProvider) provider = create (NULL, FALSE);
  g_autoptr (SeedreamRequest) below = create_edit (1, 7499700, 0, 0);
  g_autoptr (SeedreamRequest) above = create_edit (1, 7500000, 0, 0);
  g_autoptr (SeedreamRequest) most = create_edit (2, 7425000, 0, 0);
  g_autoptr (SeedreamRequest) over = create_edit (2, 7500000, 0, 0);
  g_autoptr (SeedreamCall) call = NULL;
  g_autoptr (GError) error = NULL;

  assert_submit (provider, below, "https://api.runpod.ai/v2/seedream-v4-edit/run", NULL);
  assert_submit (provider, above, "https://api.runpod.ai/v2/seedream-v4-edit/runsync", NULL);
  assert_submit (provider, most, "https://api.runpod.ai/v2/seedream-v4-edit/runsync", NULL);
  call = seedream_provider_build_submit (provider, over, NULL, &error);
  g_assert_null (call);
  g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_TOO_LARGE);
  g_assert_cmpint (seedream_error_get_billed (error), ==, SEEDREAM_BILLED_NO);
  g_assert_nonnull (strstr (error->message, "20.0"));
}

static void
test_other_calls (void)
{
  g_autoptr (SeedreamProvider) provider = create ("http://127.0.0.1:8080/prefix/", FALSE);
  g_autoptr (SeedreamCall) poll = seedream_provider_build_poll (provider, SEEDREAM_OPERATION_EDIT, "a b+1");
  g_autoptr (SeedreamCall) cancel = seedream_provider_build_cancel (provider, SEEDREAM_OPERATION_GENERATE, "x-u1");
  g_autoptr (SeedreamCall) test = seedream_provider_build_key_test (provider);

  g_assert_cmpstr (poll->method, ==, "GET");
  g_assert_cmpstr (poll->uri, ==, "http://127.0.0.1:8080/prefix/v2/seedream-v4-edit/status/a%20b%2B1");
  g_assert_false (poll->once);
  g_assert_cmpstr (cancel->method, ==, "POST");
  g_assert_cmpstr (cancel->uri, ==, "http://127.0.0.1:8080/prefix/v2/seedream-v4-t2i/cancel/x-u1");
  g_assert_false (cancel->once);
  g_assert_cmpstr (test->method, ==, "GET");
  g_assert_cmpstr (test->uri, ==, "http://127.0.0.1:8080/prefix/v2/seedream-v4-edit/health");
}

static void
assert_endpoint (const char *id, const char *endpoint, gboolean taken)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SeedreamProvider) provider = seedream_registry_create (id, endpoint, NULL, FALSE, &error);

  if (taken)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_null (provider);
  g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_INVALID_REQUEST);
  g_assert_null (strstr (error->message, "secret"));
}

static void
test_registry (void)
{
  static const char *const good[]
      = { "https://example.org", "https://example.org/a/b", "http://127.0.0.1:8080",  "http://127.9.9.9:1/",
          "http://localhost:99", "http://[::1]:80",         "HTTPS://EXAMPLE.org:444" };
  static const char *const bad[] = { "",
                                     "example.org",
                                     "http://example.org",
                                     "ftp://127.0.0.1",
                                     "https://user:secret@example.org",
                                     "https://example.org?secret",
                                     "https://example.org#secret",
                                     "https://",
                                     "http://127.0.0.1.example.org" };
  const char *const *ids = seedream_registry_get_ids ();

  g_assert_cmpstr (ids[0], ==, "runpod");
  g_assert_cmpstr (ids[g_strv_length ((GStrv)ids) - 1], ==, "practice");
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    assert_endpoint ("runpod", good[i], TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_endpoint ("runpod", bad[i], FALSE);
  assert_endpoint ("practice", NULL, FALSE);
  assert_endpoint ("practice", "http://127.0.0.1:1", TRUE);
  assert_endpoint ("nobody", NULL, FALSE);
  assert_endpoint (NULL, NULL, FALSE);
}

static void
test_practice (void)
{
  g_autoptr (SeedreamProvider) practice
      = seedream_registry_create ("practice", "http://127.0.0.1:1", NULL, FALSE, NULL);
  g_autoptr (SeedreamProvider) runpod = create (NULL, FALSE);
  const SeedreamCapabilities *can = seedream_provider_get_capabilities (practice, SEEDREAM_OPERATION_EDIT);

  g_assert_cmpstr (seedream_provider_get_id (practice), ==, "practice");
  g_assert_false (seedream_provider_get_needs_key (practice));
  g_assert_cmpstr (seedream_provider_choose_key (practice, NULL), ==, "practice");
  g_assert_cmpstr (seedream_provider_choose_key (practice, "mine"), ==, "mine");
  g_assert_null (seedream_provider_choose_key (runpod, ""));
  g_assert_cmpint (can->price, ==, SEEDREAM_PRICE_FREE);
  g_assert_cmpuint (can->max_pictures, ==, 10);
  g_assert_cmpstr (seedream_provider_get_id (runpod), ==, "runpod");
  g_assert_true (seedream_provider_get_needs_key (runpod));
  g_assert_cmpint (seedream_provider_get_capabilities (runpod, SEEDREAM_OPERATION_EDIT)->price, ==,
                   SEEDREAM_PRICE_PER_MEGAPIXEL);
}

static SeedreamAnswer *
read_answer (gboolean submit, guint status, const char *text, GError **error)
{
  g_autoptr (SeedreamProvider) provider = create (NULL, FALSE);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (SeedreamReply) reply = seedream_reply_new (status, "text/html", 0, body);

  return submit ? seedream_provider_read_submit (provider, reply, error)
                : seedream_provider_read_poll (provider, reply, error);
}

typedef struct {
  const char *output;
  const char *links; /* joined by blanks */
} Output;

#define B64 "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0NTY3ODk="

static const Output outputs[] = {
  { "{\"image_url\":\"https://a/1\",\"cost\":0.028311}", "https://a/1" },
  { "{\"result\":\"https://a/1\"}", "https://a/1" },
  { "{\"image\":\"https://a/1\"}", "https://a/1" },
  { "{\"image\":{\"url\":\"https://a/1\"}}", "https://a/1" },
  { "{\"images\":[\"https://a/1\",{\"url\":\"https://a/2\"},{\"image_url\":\"https://a/3\"}]}",
    "https://a/1 https://a/2 https://a/3" },
  { "{\"url\":\"https://a/1\"}", "https://a/1" },
  { "\"https://a/1\"", "https://a/1" },
  { "[\"https://a/1\",{\"url\":\"https://a/2\"}]", "https://a/1 https://a/2" },
  { "[{\"image\":7},null,[],\"https://a/1\",\"https://a/1\"]", "https://a/1" },
  { "{\"image_url\":\"https://a/1\",\"result\":\"https://a/1\",\"images\":[\"https://a/1\"]}", "https://a/1" },
  { "{\"image_url\":null,\"result\":3,\"images\":{},\"url\":\"data:image/png;base64,AA==\"}",
    "data:image/png;base64,AA==" },
  { "\"" B64 "\"", B64 },
};

static void
test_outputs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (outputs); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("{\"id\":\"x\",\"status\":\"COMPLETED\",\"output\":%s}", outputs[i].output);
      g_autoptr (GError) error = NULL;
      g_autoptr (SeedreamAnswer) answer = read_answer (i % 2 == 0, 200, text, &error);
      g_autofree char *links = NULL;

      g_assert_no_error (error);
      g_assert_cmpint (answer->state, ==, SEEDREAM_ANSWER_FINISHED);
      g_ptr_array_add (answer->links, NULL);
      links = g_strjoinv (" ", (GStrv)answer->links->pdata);
      g_assert_cmpstr (links, ==, outputs[i].links);
    }
}

static void
test_many_links (void)
{
  g_autoptr (GString) text = g_string_new ("{\"id\":\"x\",\"status\":\"COMPLETED\",\"output\":[\"https://a/\"");
  g_autoptr (SeedreamAnswer) answer = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, ",\"https://a/%u\"", i);
  g_string_append (text, "]}");
  answer = read_answer (FALSE, 200, text->str, NULL);
  g_assert_cmpuint (answer->links->len, ==, 16);
}

static void
test_no_output (void)
{
  static const char *const texts[] = { "null", "{}", "\"\"", "\"done\"", "[]", "3", "{\"image_url\":\"ftp://a\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"id\":\"x\",\"status\":\"COMPLETED\",\"output\":%s}", texts[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (SeedreamAnswer) polled = read_answer (FALSE, 200, text, &error);
      g_autoptr (SeedreamAnswer) submitted = read_answer (TRUE, 200, text, NULL);

      g_assert_null (polled);
      g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_MALFORMED);
      g_assert_cmpint (seedream_error_get_billed (error), ==, SEEDREAM_BILLED_UNKNOWN);
      g_assert_cmpint (submitted->state, ==, SEEDREAM_ANSWER_RUNNING);
      g_assert_cmpstr (submitted->remote_id, ==, "x");
    }
}

static void
test_states (void)
{
  static const struct {
    const char *name;
    SeedreamAnswerState state;
  } states[] = { { "IN_QUEUE", SEEDREAM_ANSWER_QUEUED },    { "IN_PROGRESS", SEEDREAM_ANSWER_RUNNING },
                 { "RUNNING", SEEDREAM_ANSWER_RUNNING },    { "WHO_KNOWS", SEEDREAM_ANSWER_RUNNING },
                 { "FAILED", SEEDREAM_ANSWER_FAILED },      { "TIMED_OUT", SEEDREAM_ANSWER_FAILED },
                 { "CANCELLED", SEEDREAM_ANSWER_CANCELLED } };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"id\":\"x\",\"status\":\"%s\"}", states[i].name);
      g_autoptr (SeedreamAnswer) answer = read_answer (FALSE, 200, text, NULL);

      g_assert_cmpint (answer->state, ==, states[i].state);
      g_assert_true ((answer->error != NULL) == (answer->state == SEEDREAM_ANSWER_FAILED));
      if (answer->error != NULL)
        g_assert_cmpint (seedream_error_get_billed (answer->error), ==, SEEDREAM_BILLED_NO);
    }
}

static void
test_numbers (void)
{
  static const struct {
    const char *cost;
    gint64 micros; /* -1 for unknown */
  } costs[] = { { "0.028311", 28311 }, { "\"0.113246\"", 113246 }, { "0", 0 },        { "1", 1000000 }, { "-0.1", -1 },
                { "1e300", -1 },       { "\"NaN\"", -1 },          { "\"inf\"", -1 }, { "null", -1 },   { "{}", -1 },
                { "true", -1 },        { "\"0.1 USD\"", -1 } };

  for (guint i = 0; i < G_N_ELEMENTS (costs); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("{\"id\":\"x\",\"status\":\"COMPLETED\",\"delayTime\":\"19\",\"executionTime\":-4,"
                             "\"output\":{\"result\":\"https://a/1\",\"cost\":%s}}",
                             costs[i].cost);
      g_autoptr (SeedreamAnswer) answer = read_answer (FALSE, 200, text, NULL);

      g_assert_cmpint (answer->queued_ms, ==, 19);
      g_assert_cmpint (answer->executed_ms, ==, -1);
      g_assert_true ((answer->cost.kind == SEEDREAM_COST_REPORTED) == (costs[i].micros >= 0));
      if (costs[i].micros >= 0)
        g_assert_cmpint (answer->cost.micros, ==, costs[i].micros);
    }
}

typedef struct {
  const char *error;
  const char *details;
  int code;
} Failure;

static const Failure failures[] = {
  { "\"Invalid image URL in images array\"", "Invalid image URL in images array", SEEDREAM_ERROR_PROVIDER_FAILED },
  { "\"Error submitting task: 400, {\\\"code\\\":400,\\\"message\\\":\\\"Invalid request body: field size\\\"}\"",
    "Invalid request body: field size", SEEDREAM_ERROR_INVALID_REQUEST },
  { "{\"message\":\"inner\"}", "inner", SEEDREAM_ERROR_PROVIDER_FAILED },
  { "{\"error\":{\"code\":\"OutputImageSensitiveContentDetected\",\"message\":\"no\"}}", "no",
    SEEDREAM_ERROR_REFUSED_CONTENT },
  { "\"400: InputTextSensitiveContentDetected\"", "400: InputTextSensitiveContentDetected",
    SEEDREAM_ERROR_REFUSED_CONTENT },
  { "\"InputImageRiskDetection\"", "InputImageRiskDetection", SEEDREAM_ERROR_REFUSED_CONTENT },
  { "[\"first\",\"second\"]", "first", SEEDREAM_ERROR_PROVIDER_FAILED },
  { "7", NULL, SEEDREAM_ERROR_PROVIDER_FAILED },
  { "null", NULL, SEEDREAM_ERROR_PROVIDER_FAILED },
  { "{\"error\":{\"error\":{\"error\":{\"error\":{\"error\":{\"error\":\"deep\"}}}}}}", NULL,
    SEEDREAM_ERROR_PROVIDER_FAILED },
};

static void
test_failures (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"id\":\"x\",\"status\":\"FAILED\",\"error\":%s}", failures[i].error);
      g_autoptr (SeedreamAnswer) answer = read_answer (FALSE, 200, text, NULL);

      g_assert_error (answer->error, SEEDREAM_ERROR, failures[i].code);
      g_assert_cmpint (seedream_error_get_billed (answer->error), ==, SEEDREAM_BILLED_NO);
      g_assert_cmpstr (seedream_error_get_details (answer->error), ==, failures[i].details);
    }
}

static void
test_ids (void)
{
  g_autofree char *longest = g_strnfill (256, 'a');
  g_autofree char *over = g_strnfill (257, 'a');
  const char *good[] = { "sync-a1b2c3d4-e5f6-7890-abcd-ef1234567890-u1", "a", longest };
  const char *bad[] = { "", "..", "a/b", "a b", "a\\n", "a?b", "a#b", "a%2Fb", "ü", over };

  for (guint i = 0; i < G_N_ELEMENTS (good) + G_N_ELEMENTS (bad); i++)
    {
      gboolean is_good = i < G_N_ELEMENTS (good);
      const char *id = is_good ? good[i] : bad[i - G_N_ELEMENTS (good)];
      g_autofree char *text = g_strdup_printf ("{\"id\":\"%s\",\"status\":\"IN_QUEUE\"}", id);
      g_autoptr (SeedreamAnswer) answer = read_answer (TRUE, 200, text, NULL);

      g_assert_true ((answer != NULL) == is_good);
      if (is_good)
        g_assert_cmpstr (answer->remote_id, ==, id);
    }
}

static void
test_hostile (void)
{
  g_autofree char *deep = g_strnfill (10000, '[');
  const char *texts[] = { "",        "<html><body>hello</body></html>",
                          "null",    "[]",
                          "{}",      "\"text\"",
                          "{\"id\"", "{\"id\":7,\"status\":7}",
                          deep,      "{\"id\":null,\"status\":null,\"output\":null}",
                          "[{}]",    "{\"id\":{},\"status\":[],\"output\":[[[]]]}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint submit = 0; submit < 2; submit++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (SeedreamAnswer) answer = read_answer (submit, 200, texts[i], &error);

        g_assert_null (answer);
        g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_MALFORMED);
        g_assert_cmpint (seedream_error_get_billed (error), ==, SEEDREAM_BILLED_UNKNOWN);
      }
}

static void
test_duplicate_members (void)
{
  g_autoptr (SeedreamAnswer) answer
      = read_answer (TRUE, 200, "{\"id\":\"a\",\"id\":\"b\",\"status\":\"IN_QUEUE\",\"status\":\"RUNNING\"}", NULL);

  g_assert_cmpstr (answer->remote_id, ==, "b");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/runpod/submit-edit", test_submit_edit);
  g_test_add_func ("/runpod/submit-generate", test_submit_generate);
  g_test_add_func ("/runpod/submit-large", test_submit_large);
  g_test_add_func ("/runpod/other-calls", test_other_calls);
  g_test_add_func ("/runpod/registry", test_registry);
  g_test_add_func ("/runpod/practice", test_practice);
  g_test_add_func ("/runpod/outputs", test_outputs);
  g_test_add_func ("/runpod/many-links", test_many_links);
  g_test_add_func ("/runpod/no-output", test_no_output);
  g_test_add_func ("/runpod/states", test_states);
  g_test_add_func ("/runpod/numbers", test_numbers);
  g_test_add_func ("/runpod/failures", test_failures);
  g_test_add_func ("/runpod/ids", test_ids);
  g_test_add_func ("/runpod/hostile", test_hostile);
  g_test_add_func ("/runpod/duplicate-members", test_duplicate_members);
  return g_test_run ();
}
