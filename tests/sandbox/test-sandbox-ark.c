/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sandbox-client.h"

#define PATH "/api/v3/images/generations"
#define MODEL "\"model\":\"seedream-4-0-250828\""
#define START "{" MODEL ",\"prompt\":\"hills\""
#define HILLS START ",\"size\":\"1K\"}"
#define AUTO ",\"sequential_image_generation\":\"auto\""
#define MAX_IMAGES(number) ",\"sequential_image_generation_options\":{\"max_images\":" number "}"

/* Where the number of results is what matters, they are small. */
static PentimentoSandbox *
start_quick_sandbox (const char *fault)
{
  PentimentoSandbox *sandbox = start_sandbox (fault);

  g_assert_true (pentimento_sandbox_add_fault (sandbox, "size:64x64", NULL));
  return sandbox;
}

static JsonObject *
get_error (Answer *answer)
{
  g_assert_nonnull (answer->json);
  return json_object_get_object_member (answer->json, "error");
}

static const char *
get_error_text (Answer *answer, const char *member)
{
  return json_object_get_string_member (get_error (answer), member);
}

static void
assert_refused (PentimentoSandbox *sandbox, const char *body, const char *param, const char *text)
{
  g_autoptr (Answer) answer = call (sandbox, PATH, body);
  gboolean missing = strstr (text, "missing") != NULL;

  g_assert_cmpuint (answer->status, ==, 400);
  g_assert_cmpstr (get_error_text (answer, "code"), ==, missing ? "MissingParameter" : "InvalidParameter");
  g_assert_cmpstr (get_error_text (answer, "type"), ==, "BadRequest");
  g_assert_cmpstr (get_error_text (answer, "param"), ==, param);
  if (strstr (get_error_text (answer, "message"), text) == NULL)
    g_error ("“%s” is not in: %s", text, get_error_text (answer, "message"));
}

static void
test_fields (void)
{
  static const struct {
    const char *body;
    const char *param;
    const char *text;
  } cases[] = {
    { "nonsense", "", "not a JSON object" },
    { "{}", "model", "missing the `model`" },
    { "{\"model\":4}", "model", "must be a string" },
    { "{" MODEL "}", "prompt", "missing the `prompt`" },
    { "{" MODEL ",\"prompt\":\" \"}", "prompt", "missing the `prompt`" },
    { "{" MODEL ",\"prompt\":1}", "prompt", "must be a string" },
    { START ",\"seed\":1}", "seed", "is not known" },
    { START ",\"guidance_scale\":2.5}", "guidance_scale", "is not known" },
    { START ",\"n\":1}", "n", "is not known" },
    { START ",\"max_images\":1}", "max_images", "is not known" },
    { START ",\"images\":[]}", "images", "is not known" },
    { START ",\"image_urls\":[]}", "image_urls", "is not known" },
    { START ",\"negative_prompt\":\"x\"}", "negative_prompt", "is not known" },
    { START ",\"image\":1}", "image", "array of 1 to 10" },
    { START ",\"image\":null}", "image", "array of 1 to 10" },
    { START ",\"image\":[]}", "image", "array of 1 to 10" },
    { START ",\"image\":[1]}", "image", "nothing but strings" },
    { START ",\"image\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]}", "image", "1 to 10" },
    { START ",\"image\":\"AAAA\"}", "image", "data: URIs" },
    { START ",\"image\":\"data:image/PNG;base64,AAAA\"}", "image", "data: URIs" },
    { START ",\"image\":\"data:image/png;base64,AAAA\"}", "image", "not valid" },
    { START ",\"image\":\"https://example.com/a.png\"}", "image", "fetches nothing" },
    { START ",\"sequential_image_generation\":\"on\"}", "sequential_image_generation", "auto or disabled" },
    { START ",\"sequential_image_generation\":true}", "sequential_image_generation", "must be a string" },
    { START AUTO ",\"sequential_image_generation_options\":3}", "sequential_image_generation_options",
      "must be an object" },
    { START AUTO ",\"sequential_image_generation_options\":{\"n\":3}}", "n", "is not known" },
    { START AUTO MAX_IMAGES ("0") "}", "max_images", "must be 1 to 15" },
    { START AUTO MAX_IMAGES ("16") "}", "max_images", "must be 1 to 15" },
    { START AUTO MAX_IMAGES ("\"2\"") "}", "max_images", "must be an integer" },
    { START MAX_IMAGES ("16") "}", "max_images", "must be 1 to 15" },
    { START ",\"stream\":true}", "stream", "must be false" },
    { START ",\"stream\":\"false\"}", "stream", "must be a boolean" },
    { START ",\"watermark\":\"false\"}", "watermark", "must be a boolean" },
    { START ",\"watermark\":null}", "watermark", "must be a boolean" },
    { START ",\"response_format\":\"png\"}", "response_format", "url or b64_json" },
    { START ",\"response_format\":1}", "response_format", "must be a string" },
  };
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (sandbox, cases[i].body, cases[i].param, cases[i].text);
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 0);
}

static void
test_refused_sizes (void)
{
  static const char *const cases[][2] = {
    { "\"3K\"", "look like" },
    { "\"2k\"", "look like" },
    { "\"\"", "look like" },
    { "\"1024*1024\"", "look like" },
    { "\"1024X1024\"", "look like" },
    { "\"1024x1024x1\"", "look like" },
    { "\"x1024\"", "look like" },
    { "\"0x1024\"", "look like" },
    { "\"99999999999999999999x1\"", "look like" },
    { "2048", "must be a string" },
    { "{\"width\":1024,\"height\":1024}", "must be a string" },
    { "\"1279x720\"", "921600 to 16777216 pixels" },
    { "\"4097x4096\"", "921600 to 16777216 pixels" },
    { "\"16385x1024\"", "921600 to 16777216 pixels" },
    { "\"3857x241\"", "1:16 to 16:1" },
    { "\"241x3857\"", "1:16 to 16:1" },
  };
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf (START ",\"size\":%s}", cases[i][0]);

      assert_refused (sandbox, body, "size", cases[i][1]);
    }
}

static JsonObject *
get_result (Answer *answer, guint index)
{
  g_assert_cmpuint (answer->status, ==, 200);
  return json_array_get_object_element (json_object_get_array_member (answer->json, "data"), index);
}

static guint
count_results (Answer *answer)
{
  g_assert_cmpuint (answer->status, ==, 200);
  return json_array_get_length (json_object_get_array_member (answer->json, "data"));
}

static void
assert_size (Answer *answer, int width, int height)
{
  g_autofree char *size = g_strdup_printf ("%dx%d", width, height);
  g_autoptr (Answer) file = fetch (json_object_get_string_member (get_result (answer, 0), "url"));
  g_autoptr (GdkPixbuf) pixels = decode (file->body);

  g_assert_cmpstr (json_object_get_string_member (get_result (answer, 0), "size"), ==, size);
  g_assert_cmpint (gdk_pixbuf_get_width (pixels), ==, width);
  g_assert_cmpint (gdk_pixbuf_get_height (pixels), ==, height);
}

/* What was understood, whatever was made of it. */
static void
assert_order (PentimentoSandbox *sandbox, guint index, int width, int height)
{
  g_autoptr (Answer) stats = call_with (sandbox, "/practice/stats", FALSE, NULL, NULL, NULL);
  JsonObject *job = json_array_get_object_element (json_object_get_array_member (stats->json, "jobs"), index);
  g_autofree char *size = g_strdup_printf ("%d*%d", width, height);

  g_assert_cmpstr (json_object_get_string_member (job, "provider"), ==, "ark");
  g_assert_cmpstr (json_object_get_string_member (job, "size"), ==, size);
}

static void
test_sizes (void)
{
  static const struct {
    const char *more;
    int width;
    int height;
  } cases[] = {
    { "", 2048, 2048 },
    { ",\"size\":\"1K\"", 1024, 1024 },
    { ",\"size\":\"2K\"", 2048, 2048 },
    { ",\"size\":\"4K\"", 4096, 4096 },
    { ",\"size\":\"1280x720\"", 1280, 720 },
    { ",\"size\":\"4096x4096\"", 4096, 4096 },
    { ",\"size\":\"3856x241\"", 3856, 241 },
    { ",\"size\":\"241x3856\"", 241, 3856 },
  };
  g_autoptr (PentimentoSandbox) sandbox = start_quick_sandbox (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strconcat (START, cases[i].more, "}", NULL);
      g_autoptr (Answer) answer = call (sandbox, PATH, body);

      g_assert_cmpuint (count_results (answer), ==, 1);
      assert_order (sandbox, i, cases[i].width, cases[i].height);
    }
}

static Answer *
edit (PentimentoSandbox *sandbox, const char *uri, guint count, const char *more)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", uri);
  GString *body = g_string_new ("{" MODEL ",\"prompt\":\"warmer\",\"image\":[");
  Answer *answer;

  for (guint i = 0; i < count; i++)
    g_string_append_printf (body, "%s%s", i > 0 ? "," : "", quoted);
  g_string_append_printf (body, "]%s}", more);
  answer = call (sandbox, PATH, body->str);
  g_string_free (body, TRUE);
  return answer;
}

/* Where no more than a resolution is named, the picture gives the shape. */
static void
test_shapes (void)
{
  static const struct {
    int picture[2];
    int result[2];
  } cases[] = {
    { { 64, 64 }, { 1024, 1024 } }, { { 60, 80 }, { 864, 1152 } },   { { 90, 60 }, { 1248, 832 } },
    { { 160, 90 }, { 1280, 720 } }, { { 300, 100 }, { 1512, 648 } }, { { 21, 49 }, { 648, 1512 } },
  };
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *uri = make_uri (cases[i].picture[0], cases[i].picture[1], 0x808080ff, "image/png");
      g_autoptr (Answer) answer = edit (sandbox, uri, 1, ",\"size\":\"1K\"");

      assert_size (answer, cases[i].result[0], cases[i].result[1]);
    }
}

static void
assert_picture (PentimentoSandbox *sandbox, const char *uri, const char *text)
{
  g_autofree char *body = g_strdup_printf (START ",\"image\":\"%s\",\"size\":\"1K\"}", uri);
  g_autoptr (Answer) answer = NULL;

  if (text != NULL)
    {
      assert_refused (sandbox, body, "image", text);
      return;
    }
  answer = call (sandbox, PATH, body);
  g_assert_cmpuint (answer->status, ==, 200);
}

static void
test_picture_limits (void)
{
  static const struct {
    int width;
    int height;
    const char *text;
  } cases[] = {
    { 15, 15, NULL },           { 14, 15, "14 pixels" },    { 45, 15, NULL },     { 15, 45, NULL },
    { 46, 15, "aspect ratio" }, { 15, 46, "aspect ratio" }, { 6000, 6000, NULL }, { 6001, 6000, "36 megapixels" },
  };
  g_autoptr (PentimentoSandbox) sandbox = start_quick_sandbox (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *uri = make_uri (cases[i].width, cases[i].height, 0x808080ff, "image/png");

      assert_picture (sandbox, uri, cases[i].text);
    }
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 4);
}

/* A picture with so much behind its end that it is @size bytes long. */
static char *
make_long_uri (gsize size)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 64, 64);
  g_autoptr (GBytes) file = NULL;
  g_autofree guchar *data = g_malloc0 (size);
  g_autofree char *text = NULL;

  gdk_pixbuf_fill (pixels, 0x808080ff);
  file = pentimento_image_encode (pixels, "image/png", 95, NULL, NULL);
  memcpy (data, g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  text = g_base64_encode (data, size);
  return g_strconcat ("data:image/png;base64,", text, NULL);
}

static void
test_picture_bytes (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_quick_sandbox (NULL);
  g_autofree char *longest = make_long_uri (10000000);
  g_autofree char *too_long = make_long_uri (10000001);
  g_autofree char *uri = make_uri (64, 64, 0x808080ff, "image/png");
  g_autofree char *lying = g_strconcat ("data:image/jpeg;base64,", strchr (uri, ',') + 1, NULL);
  g_autofree char *jpeg = make_uri (64, 64, 0x808080ff, "image/jpeg");

  assert_picture (sandbox, longest, NULL);
  assert_picture (sandbox, too_long, "more than 10 MB");
  assert_picture (sandbox, lying, "does not match");
  assert_picture (sandbox, jpeg, NULL);
}

static void
test_counts (void)
{
  static const struct {
    guint pictures;
    const char *more;
    guint results; /* 0 if refused */
  } cases[] = {
    { 1, "", 1 },
    { 1, ",\"sequential_image_generation\":\"disabled\"", 1 },
    { 1, ",\"sequential_image_generation\":\"disabled\"" MAX_IMAGES ("3"), 1 },
    { 1, MAX_IMAGES ("3"), 1 },
    { 1, AUTO MAX_IMAGES ("1"), 1 },
    { 1, AUTO MAX_IMAGES ("14"), 14 },
    { 1, AUTO MAX_IMAGES ("15"), 0 },
    { 10, AUTO MAX_IMAGES ("5"), 5 },
    { 10, AUTO MAX_IMAGES ("6"), 0 },
    { 10, AUTO, 5 },
    { 10, AUTO ",\"sequential_image_generation_options\":{}", 5 },
  };
  g_autoptr (PentimentoSandbox) sandbox = start_quick_sandbox (NULL);
  g_autofree char *uri = make_uri (64, 64, 0x808080ff, "image/png");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *more = g_strconcat (",\"size\":\"1K\"", cases[i].more, NULL);
      g_autoptr (Answer) answer = edit (sandbox, uri, cases[i].pictures, more);

      if (cases[i].results > 0)
        g_assert_cmpuint (count_results (answer), ==, cases[i].results);
      else
        g_assert_cmpstr (get_error_text (answer, "param"), ==, "max_images");
    }
}

static void
test_most_results (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_quick_sandbox (NULL);
  g_autoptr (Answer) answer = call (sandbox, PATH, START AUTO MAX_IMAGES ("15") ",\"size\":\"1K\"}");

  g_assert_cmpuint (count_results (answer), ==, 15);
}

static void
test_answer (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) answer
      = call (sandbox, PATH,
              START AUTO MAX_IMAGES ("2") ",\"size\":\"1280x1024\",\"watermark\":false,\"stream\":false,"
                                          "\"response_format\":\"url\"}");
  g_autoptr (Answer) one = fetch (json_object_get_string_member (get_result (answer, 0), "url"));
  g_autoptr (Answer) two = fetch (json_object_get_string_member (get_result (answer, 1), "url"));
  JsonObject *usage = json_object_get_object_member (answer->json, "usage");
  gint64 created = json_object_get_int_member (answer->json, "created");
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  g_assert_cmpuint (json_object_get_size (answer->json), ==, 4);
  g_assert_cmpstr (answer_text (answer, "model"), ==, "seedream-4-0-250828");
  g_assert_cmpint (created, <=, now);
  g_assert_cmpint (created, >, now - 60);
  g_assert_cmpuint (json_object_get_size (get_result (answer, 0)), ==, 2);
  g_assert_cmpint (json_object_get_int_member (usage, "generated_images"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (usage, "output_tokens"), ==, 2 * 1280 * 1024 / 256);
  g_assert_cmpint (json_object_get_int_member (usage, "total_tokens"), ==, 2 * 1280 * 1024 / 256);
  g_assert_false (g_bytes_equal (one->body, two->body));
  g_assert_cmpint (get_count (sandbox, "submits"), ==, 1);
  g_assert_cmpint (get_count (sandbox, "downloads"), ==, 2);
  g_assert_cmpint (get_count (sandbox, "key_leaks"), ==, 0);
}

static void
test_content (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) answer = call (sandbox, PATH, START ",\"size\":\"1K\",\"response_format\":\"b64_json\"}");
  gsize size;
  guchar *data = g_base64_decode (json_object_get_string_member (get_result (answer, 0), "b64_json"), &size);
  g_autoptr (GBytes) file = g_bytes_new_take (data, size);
  g_autoptr (GdkPixbuf) pixels = decode (file);

  g_assert_false (json_object_has_member (get_result (answer, 0), "url"));
  g_assert_cmpint (gdk_pixbuf_get_width (pixels), ==, 1024);
}

static void
test_fewer_and_empty (void)
{
  g_autoptr (PentimentoSandbox) fewer = start_quick_sandbox ("fewer:7");
  g_autoptr (PentimentoSandbox) empty = start_quick_sandbox ("empty");
  g_autoptr (Answer) seven = call (fewer, PATH, START AUTO MAX_IMAGES ("9") ",\"size\":\"1K\"}");
  g_autoptr (Answer) none = call (empty, PATH, HILLS);
  JsonObject *usage = json_object_get_object_member (none->json, "usage");

  g_assert_cmpuint (count_results (seven), ==, 7);
  g_assert_cmpuint (count_results (none), ==, 0);
  g_assert_cmpint (json_object_get_int_member (usage, "generated_images"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (usage, "output_tokens"), ==, 0);
}

static void
test_partial (void)
{
  static const char *const cases[][3] = {
    { "partial", "OutputImageSensitiveContentDetected", "output image" },
    { "partial:OutputImageRiskDetection", "OutputImageRiskDetection", "output image" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PentimentoSandbox) sandbox = start_quick_sandbox (cases[i][0]);
      g_autoptr (Answer) answer = call (sandbox, PATH, START AUTO MAX_IMAGES ("3") ",\"size\":\"1K\"}");
      JsonObject *usage = json_object_get_object_member (answer->json, "usage");
      JsonObject *error = json_object_get_object_member (get_result (answer, 2), "error");

      g_assert_cmpuint (count_results (answer), ==, 3);
      g_assert_true (json_object_has_member (get_result (answer, 1), "url"));
      g_assert_cmpuint (json_object_get_size (get_result (answer, 2)), ==, 1);
      g_assert_cmpstr (json_object_get_string_member (error, "code"), ==, cases[i][1]);
      g_assert_nonnull (strstr (json_object_get_string_member (error, "message"), cases[i][2]));
      g_assert_cmpint (json_object_get_int_member (usage, "generated_images"), ==, 2);
    }
}

static void
test_partial_alone (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_quick_sandbox ("partial,times=1");
  g_autoptr (Answer) lost = call (sandbox, PATH, HILLS);
  g_autoptr (Answer) whole = call (sandbox, PATH, HILLS);

  g_assert_cmpuint (count_results (lost), ==, 1);
  g_assert_true (json_object_has_member (get_result (lost, 0), "error"));
  g_assert_false (json_object_has_member (get_result (whole, 0), "error"));
}

static void
test_errors (void)
{
  static const struct {
    const char *fault;
    guint status;
    const char *code;
    const char *type;
    const char *message;
  } cases[] = {
    { "status:400", 400, "InvalidParameter", "BadRequest", "not valid" },
    { "status:401", 401, "AuthenticationError", "Unauthorized", "API key" },
    { "status:402", 402, "AccountOverdueError", "PaymentRequired", "overdue" },
    { "status:403", 403, "AccountOverdueError", "Forbidden", "overdue" },
    { "status:404", 404, "NotFound", "NotFound", "nothing" },
    { "status:429", 429, "RateLimitExceeded.EndpointRPMExceeded", "TooManyRequests", "per minute" },
    { "status:500", 500, "InternalServiceError", "InternalServerError", "internal error" },
    { "status:503", 503, "ServerOverloaded", "ServiceUnavailable", "overloaded" },
    { "fail:out of paint", 500, "InternalServiceError", "InternalServerError", "out of paint" },
    { "refuse", 400, "OutputImageSensitiveContentDetected", "BadRequest", "the output image may" },
    { "refuse:InputTextSensitiveContentDetected", 400, "InputTextSensitiveContentDetected", "BadRequest",
      "the input text may" },
    { "refuse:InputImageSensitiveContentDetected.PrivacyInformation", 400,
      "InputImageSensitiveContentDetected.PrivacyInformation", "BadRequest", "the input image may" },
    { "refuse:InputImageRiskDetection", 400, "InputImageRiskDetection", "BadRequest", "the input image may" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PentimentoSandbox) sandbox = start_sandbox (cases[i].fault);
      g_autoptr (Answer) answer = call (sandbox, PATH, HILLS);

      g_assert_cmpuint (answer->status, ==, cases[i].status);
      g_assert_cmpstr (get_error_text (answer, "code"), ==, cases[i].code);
      g_assert_cmpstr (get_error_text (answer, "type"), ==, cases[i].type);
      g_assert_cmpstr (get_error_text (answer, "param"), ==, "");
      g_assert_nonnull (strstr (get_error_text (answer, "message"), cases[i].message));
      g_assert_nonnull (strstr (get_error_text (answer, "message"), "Request id: "));
    }
}

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
  g_autoptr (Answer) model = call (sandbox, PATH, "{\"model\":\"seedream-5-0\",\"prompt\":\"x\"}");

  g_assert_cmpuint (bad->status, ==, 401);
  g_assert_cmpstr (get_error_text (bad, "code"), ==, "AuthenticationError");
  g_assert_cmpuint (get->status, ==, 404);
  g_assert_cmpuint (longer->status, ==, 404);
  g_assert_cmpuint (model->status, ==, 404);
  g_assert_cmpstr (get_error_text (model, "code"), ==, "InvalidEndpointOrModel.NotFound");
}

/* Nothing is answered before the result is there. */
static void
test_waiting (void)
{
  g_autoptr (PentimentoSandbox) sandbox = pentimento_sandbox_new ();
  g_autoptr (Answer) answer = NULL;
  gint64 start;

  g_assert_true (pentimento_sandbox_add_fault (sandbox, "delay:500", NULL));
  g_assert_true (pentimento_sandbox_start (sandbox, 0, NULL));
  start = g_get_monotonic_time ();
  answer = call (sandbox, PATH, HILLS);
  g_assert_cmpuint (count_results (answer), ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 450000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ark/fields", test_fields);
  g_test_add_func ("/ark/refused-sizes", test_refused_sizes);
  g_test_add_func ("/ark/sizes", test_sizes);
  g_test_add_func ("/ark/shapes", test_shapes);
  g_test_add_func ("/ark/picture-limits", test_picture_limits);
  g_test_add_func ("/ark/picture-bytes", test_picture_bytes);
  g_test_add_func ("/ark/counts", test_counts);
  g_test_add_func ("/ark/most-results", test_most_results);
  g_test_add_func ("/ark/answer", test_answer);
  g_test_add_func ("/ark/content", test_content);
  g_test_add_func ("/ark/fewer-and-empty", test_fewer_and_empty);
  g_test_add_func ("/ark/partial", test_partial);
  g_test_add_func ("/ark/partial-alone", test_partial_alone);
  g_test_add_func ("/ark/errors", test_errors);
  g_test_add_func ("/ark/other-statuses", test_other_statuses);
  g_test_add_func ("/ark/keys-and-addresses", test_keys_and_addresses);
  g_test_add_func ("/ark/waiting", test_waiting);
  return g_test_run ();
}
