/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "provider-fixture.h"
#include "seedream-refusal-field.h"
#include "seedream-refusal.h"

#define KEY "rpa_CANARY0123456789abcdefKEY"

#define NO SEEDREAM_BILLED_NO
#define UNKNOWN SEEDREAM_BILLED_UNKNOWN

/* What is asked when the answer comes. */
typedef enum {
  SUBMIT,
  POLL,
  TEST_KEY,
  UPLOAD,
} Question;

typedef struct {
  const char *provider; /* %NULL for what is common to all */
  Question question;
  guint status;
  const char *body;
  SeedreamErrorCode code;
  SeedreamBilled billed;
  const char *words;   /* in the message */
  const char *details; /* (nullable): in the details */
} Case;

/* What the providers' pages and their clients say. */
static const Case documented[] = {
  /* Runpod */
  { "runpod", SUBMIT, 400, "request exceeded max body size of 10MiB", SEEDREAM_ERROR_TOO_LARGE, NO,
    "fewer or smaller pictures", "10MiB" },
  { "runpod", SUBMIT, 400, "{\"error\":\"prompt is required\"}", SEEDREAM_ERROR_INVALID_REQUEST, NO, "“prompt”",
    "prompt is required" },
  { "runpod", SUBMIT, 401, "", SEEDREAM_ERROR_BAD_KEY, NO, "the key", NULL },
  { "runpod", SUBMIT, 401, "<html>Unauthorized</html>", SEEDREAM_ERROR_BAD_KEY, NO, "the key", NULL },
  { "runpod", SUBMIT, 402, "{\"error\":\"payment required\"}", SEEDREAM_ERROR_NO_CREDIT, NO, "credit", NULL },
  { "runpod", SUBMIT, 403, "{\"error\":\"insufficient balance\"}", SEEDREAM_ERROR_NO_CREDIT, NO, "credit", NULL },
  { "runpod", SUBMIT, 404, "{\"message\":\"Not Found\"}", SEEDREAM_ERROR_INVALID_REQUEST, NO, "address", NULL },
  { "runpod", SUBMIT, 429, "slow down", SEEDREAM_ERROR_RATE_LIMITED, NO, "too many requests", "slow down" },
  { "runpod", SUBMIT, 500, "{\"error\":\"internal\"}", SEEDREAM_ERROR_PROVIDER_DOWN, UNKNOWN, "trouble", NULL },
  { "runpod", POLL, 404, "{\"error\":\"job not found\"}", SEEDREAM_ERROR_EXPIRED, UNKNOWN, "no longer knows", NULL },
  { "runpod", POLL, 429, "", SEEDREAM_ERROR_RATE_LIMITED, UNKNOWN, "too many requests", NULL },
  { "runpod", POLL, 200, "{\"id\":\"a\",\"status\":\"FAILED\",\"error\":\"Invalid image URL in images array\"}",
    SEEDREAM_ERROR_PROVIDER_FAILED, NO, "could not make the picture", "Invalid image URL" },
  { "runpod", POLL, 200,
    "{\"id\":\"a\",\"status\":\"FAILED\",\"output\":{\"status\":\"error\"},\"error\":\"Error submitting task: 400, "
    "{\\\"code\\\":400,\\\"message\\\":\\\"Invalid request body: field size must be W*H\\\"}\"}",
    SEEDREAM_ERROR_INVALID_REQUEST, NO, "“size”", "Invalid request body: field size" },
  { "runpod", POLL, 200,
    "{\"id\":\"a\",\"status\":\"FAILED\",\"error\":\"Error: "
    "{\\\"error\\\":{\\\"code\\\":\\\"InputTextSensitiveContentDetected\\\",\\\"message\\\":\\\"The request "
    "failed.\\\"}}\"}",
    SEEDREAM_ERROR_REFUSED_CONTENT, NO, "refused the prompt.", "The request failed." },
  { "runpod", POLL, 200, "{\"id\":\"a\",\"status\":\"FAILED\",\"error\":\"OutputImageSensitiveContentDetected\"}",
    SEEDREAM_ERROR_REFUSED_CONTENT, NO, "was made", NULL },
  { "runpod", POLL, 200, "{\"id\":\"a\",\"status\":\"TIMED_OUT\"}", SEEDREAM_ERROR_PROVIDER_FAILED, NO, "too long",
    NULL },
  { "runpod", TEST_KEY, 401, "", SEEDREAM_ERROR_BAD_KEY, NO, "the key", NULL },
  { "runpod", TEST_KEY, 500, "", SEEDREAM_ERROR_PROVIDER_DOWN, NO, "trouble", NULL },

  /* AI/ML API */
  { "aimlapi", SUBMIT, 400,
    "{\"message\":\"Body validation error: image_size must be one of square_hd, square\",\"path\":\"/v1/images/"
    "generations\",\"requestId\":\"r\",\"statusCode\":400,\"timestamp\":\"t\"}",
    SEEDREAM_ERROR_INVALID_REQUEST, NO, "“image_size”", "Body validation error" },
  { "aimlapi", SUBMIT, 400, "{\"message\":[\"seed must not be less than 1\"],\"statusCode\":400}",
    SEEDREAM_ERROR_INVALID_REQUEST, NO, "“seed”", "less than 1" },
  { "aimlapi", SUBMIT, 400,
    "{\"message\":\"Body validation error "
    "[{\\\"code\\\":\\\"too_big\\\",\\\"path\\\":[\\\"num_images\\\"],\\\"message\\\":\\\"Too big\\\"}]\"}",
    SEEDREAM_ERROR_INVALID_REQUEST, NO, "“num_images”", "Too big" },
  { "aimlapi", SUBMIT, 400, "{\"message\":\"Body validation error\",\"statusCode\":400}",
    SEEDREAM_ERROR_INVALID_REQUEST, NO, "did not accept the request", "Body validation error" },
  { "aimlapi", SUBMIT, 401, "{\"message\":\"This request requires a valid API key\",\"statusCode\":401}",
    SEEDREAM_ERROR_BAD_KEY, NO, "the key", NULL },
  { "aimlapi", SUBMIT, 403, "{\"message\":\"You've run out of credits\",\"statusCode\":403}", SEEDREAM_ERROR_NO_CREDIT,
    NO, "credit", "run out of credits" },
  { "aimlapi", SUBMIT, 429, "{\"message\":\"Too Many Requests\",\"statusCode\":\"429\"}", SEEDREAM_ERROR_RATE_LIMITED,
    NO, "too many requests", NULL },
  { "aimlapi", SUBMIT, 404, "{\"message\":\"Not Found\"}", SEEDREAM_ERROR_INVALID_REQUEST, NO, "address", NULL },
  { "aimlapi", SUBMIT, 500, "{\"message\":\"x\"}", SEEDREAM_ERROR_PROVIDER_DOWN, UNKNOWN, "trouble", NULL },
  { "aimlapi", SUBMIT, 502, "<html>", SEEDREAM_ERROR_PROVIDER_DOWN, UNKNOWN, "trouble", NULL },
  { "aimlapi", SUBMIT, 503, "", SEEDREAM_ERROR_PROVIDER_DOWN, UNKNOWN, "trouble", NULL },
  { "aimlapi", SUBMIT, 504, "{\"message\":\"Generation timeout\"}", SEEDREAM_ERROR_PROVIDER_DOWN, UNKNOWN, "trouble",
    "Generation timeout" },
  { "aimlapi", SUBMIT, 422,
    "{\"detail\":[{\"loc\":[\"body\",\"image_urls\",1],\"msg\":\"could not be fetched\",\"type\":\"value_error\"}]}",
    SEEDREAM_ERROR_INVALID_REQUEST, NO, "picture 2", "could not be fetched" },
  { "aimlapi", SUBMIT, 200, "<html>", SEEDREAM_ERROR_MALFORMED, UNKNOWN, "could not be understood", NULL },

  /* Atlas Cloud */
  { "atlascloud", SUBMIT, 400, "{\"code\":400,\"msg\":\"images: at most 10\",\"request_id\":\"r\",\"data\":null}",
    SEEDREAM_ERROR_INVALID_REQUEST, NO, "“images”", "at most 10" },
  { "atlascloud", SUBMIT, 401, "{\"code\":401,\"msg\":\"unauthorized\",\"request_id\":\"r\",\"data\":null}",
    SEEDREAM_ERROR_BAD_KEY, NO, "the key", "unauthorized" },
  { "atlascloud", SUBMIT, 402, "{\"code\":402,\"msg\":\"insufficient balance\",\"data\":null}",
    SEEDREAM_ERROR_NO_CREDIT, NO, "credit", "insufficient balance" },
  { "atlascloud", SUBMIT, 200, "{\"code\":402,\"msg\":\"insufficient balance\",\"data\":null}",
    SEEDREAM_ERROR_NO_CREDIT, NO, "credit", NULL },
  { "atlascloud", SUBMIT, 403, "{\"code\":403,\"msg\":\"forbidden\",\"data\":null}", SEEDREAM_ERROR_BAD_KEY, NO,
    "the key", NULL },
  { "atlascloud", SUBMIT, 403, "error code: 1010", SEEDREAM_ERROR_BLOCKED, NO, "not the key’s fault", "1010" },
  { "atlascloud", SUBMIT, 404, "{\"code\":404,\"msg\":\"no such model\"}", SEEDREAM_ERROR_INVALID_REQUEST, NO,
    "address", NULL },
  { "atlascloud", SUBMIT, 413, "{\"code\":413,\"msg\":\"body over 50 MB\"}", SEEDREAM_ERROR_TOO_LARGE, NO,
    "fewer or smaller pictures", NULL },
  { "atlascloud", SUBMIT, 429, "{\"code\":429,\"msg\":\"rate\",\"request_id\":\"r\",\"data\":null}",
    SEEDREAM_ERROR_RATE_LIMITED, NO, "too many requests", NULL },
  { "atlascloud", SUBMIT, 451, "{\"code\":451,\"msg\":\"region\"}", SEEDREAM_ERROR_BLOCKED, NO, "region", NULL },
  { "atlascloud", SUBMIT, 500, "{\"code\":500,\"msg\":\"x\"}", SEEDREAM_ERROR_PROVIDER_DOWN, UNKNOWN, "trouble", NULL },
  { "atlascloud", SUBMIT, 503, "{\"code\":503,\"msg\":\"under maintenance\"}", SEEDREAM_ERROR_PROVIDER_DOWN, UNKNOWN,
    "maintenance", NULL },
  { "atlascloud", SUBMIT, 504, "{\"code\":504,\"msg\":\"sync wait exceeded\"}", SEEDREAM_ERROR_PROVIDER_DOWN, UNKNOWN,
    "trouble", NULL },
  { "atlascloud", POLL, 404, "{\"code\":404,\"msg\":\"not found\"}", SEEDREAM_ERROR_EXPIRED, UNKNOWN, "no longer knows",
    NULL },
  { "atlascloud", POLL, 200,
    "{\"code\":200,\"data\":{\"id\":\"a\",\"status\":\"failed\",\"outputs\":null,\"error\":\"input rejected by content "
    "moderation\",\"error_code\":1039}}",
    SEEDREAM_ERROR_REFUSED_CONTENT, UNKNOWN, "refused the prompt or a picture", "content moderation" },
  { "atlascloud", POLL, 200, "{\"data\":{\"status\":\"failed\",\"error\":\"no\",\"error_code\":\"1039\"}}",
    SEEDREAM_ERROR_REFUSED_CONTENT, UNKNOWN, "safety check", "no" },
  { "atlascloud", POLL, 200, "{\"data\":{\"status\":\"failed\",\"error\":\"GPU lost\",\"error_code\":1500}}",
    SEEDREAM_ERROR_PROVIDER_FAILED, UNKNOWN, "could not make the picture", "GPU lost" },
  { "atlascloud", UPLOAD, 413, "{\"code\":413,\"msg\":\"too big\"}", SEEDREAM_ERROR_TOO_LARGE, NO, "smaller pictures",
    NULL },
  { "atlascloud", UPLOAD, 403, "error code: 1010", SEEDREAM_ERROR_BLOCKED, NO, "not the key’s fault", NULL },

  /* sinancode */
  { "sinancode", SUBMIT, 400, "{\"error_msg\":\"image_size is invalid\"}", SEEDREAM_ERROR_INVALID_REQUEST, NO,
    "“image_size”", "image_size is invalid" },
  { "sinancode", SUBMIT, 401, "{\"message\":\"Unauthorized\"}", SEEDREAM_ERROR_BAD_KEY, NO, "the key", "Unauthorized" },
  { "sinancode", SUBMIT, 402, "{\"error_code\":\"insufficient_credits\"}", SEEDREAM_ERROR_NO_CREDIT, NO, "credit",
    "insufficient_credits" },
  { "sinancode", SUBMIT, 403, "{\"error_code\":\"forbidden\"}", SEEDREAM_ERROR_BAD_KEY, NO, "the key", NULL },
  { "sinancode", SUBMIT, 422, "{\"error_msg\":\"Parameter 'max_images' is out of range\"}",
    SEEDREAM_ERROR_INVALID_REQUEST, NO, "“max_images”", NULL },
  { "sinancode", SUBMIT, 429, "{\"message\":\"slow down\"}", SEEDREAM_ERROR_RATE_LIMITED, NO, "too many requests",
    NULL },
  { "sinancode", SUBMIT, 500, "", SEEDREAM_ERROR_PROVIDER_DOWN, UNKNOWN, "trouble", NULL },
  { "sinancode", POLL, 404, "{\"message\":\"no such task\"}", SEEDREAM_ERROR_EXPIRED, UNKNOWN, "no longer knows",
    NULL },
  { "sinancode", POLL, 200, "{\"id\":\"a\",\"status\":\"failed\",\"error_code\":\"E\",\"error_msg\":\"GPU lost\"}",
    SEEDREAM_ERROR_PROVIDER_FAILED, UNKNOWN, "could not make the picture", "GPU lost" },
  { "sinancode", POLL, 200,
    "{\"id\":\"a\",\"status\":\"failed\",\"error_code\":\"E\",\"error_msg\":\"Input image was rejected\"}",
    SEEDREAM_ERROR_REFUSED_CONTENT, UNKNOWN, "refused a picture", "Input image was rejected" },
  { "sinancode", POLL, 200,
    "{\"id\":\"a\",\"status\":\"failed\",\"error_code\":\"content_rejected\",\"error_msg\":\"no\"}",
    SEEDREAM_ERROR_REFUSED_CONTENT, UNKNOWN, "safety check", "no" },
  { "sinancode", POLL, 200,
    "{\"id\":\"a\",\"status\":\"failed\",\"error_msg\":\"Your prompt was flagged as violating content policies.\"}",
    SEEDREAM_ERROR_REFUSED_CONTENT, UNKNOWN, "refused the prompt.", NULL },
  { "sinancode", UPLOAD, 401, "{\"message\":\"Unauthorized\"}", SEEDREAM_ERROR_BAD_KEY, NO, "the key", NULL },
};

/* Envelopes that several services have, KIE's and ModelArk's among them. */
static const Case common[] = {
  { NULL, SUBMIT, 401, "{\"code\":401,\"msg\":\"You do not have access permissions\"}", SEEDREAM_ERROR_BAD_KEY, NO,
    "the key", "access permissions" },
  { NULL, SUBMIT, 402, "{\"code\":402,\"msg\":\"Credits insufficient\",\"data\":null}", SEEDREAM_ERROR_NO_CREDIT, NO,
    "credit", "Credits insufficient" },
  { NULL, SUBMIT, 408, "{\"code\":408,\"msg\":\"no result in time\"}", SEEDREAM_ERROR_TIMED_OUT, UNKNOWN, "in time",
    NULL },
  { NULL, SUBMIT, 422, "{\"code\":422,\"msg\":\"The field image_urls is required\"}", SEEDREAM_ERROR_INVALID_REQUEST,
    NO, "“image_urls”", NULL },
  { NULL, SUBMIT, 433, "{\"code\":433,\"msg\":\"sub-key limit\"}", SEEDREAM_ERROR_NO_CREDIT, NO, "own limit", NULL },
  { NULL, SUBMIT, 455, "{\"code\":455,\"msg\":\"closed\"}", SEEDREAM_ERROR_PROVIDER_DOWN, NO, "maintenance", NULL },
  { NULL, SUBMIT, 407, "", SEEDREAM_ERROR_NETWORK, NO, "proxy", NULL },
  { NULL, SUBMIT, 403, "<html><title>Attention Required! | Cloudflare</title>", SEEDREAM_ERROR_BLOCKED, NO,
    "not the key’s fault", NULL },
  { NULL, SUBMIT, 403, "{\"message\":\"This model is not available in your region\"}", SEEDREAM_ERROR_BLOCKED, NO,
    "region", NULL },
  { NULL, SUBMIT, 403,
    "{\"error\":{\"code\":\"AccountOverdueError\",\"message\":\"The account has an overdue balance\"}}",
    SEEDREAM_ERROR_NO_CREDIT, NO, "credit", NULL },
  { NULL, SUBMIT, 400, "{\"error\":{\"message\":\"Incorrect API key provided\"}}", SEEDREAM_ERROR_BAD_KEY, NO,
    "the key", NULL },
  { NULL, SUBMIT, 429, "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"m\"}}", SEEDREAM_ERROR_NO_CREDIT, NO,
    "credit", NULL },
  { NULL, SUBMIT, 400,
    "{\"error\":{\"code\":\"InputImageSensitiveContentDetected.PrivacyInformation\",\"message\":\"The request failed "
    "because the input image may contain real person.\",\"param\":\"\",\"type\":\"BadRequest\"}}",
    SEEDREAM_ERROR_REFUSED_CONTENT, NO, "likeness in a picture", "real person" },
  { NULL, SUBMIT, 400,
    "{\"error\":{\"code\":\"InputImageSensitiveContentDetected.PrivacyInformation\",\"message\":\"m\",\"param\":\"image"
    "[1]\"}}",
    SEEDREAM_ERROR_REFUSED_CONTENT, NO, "likeness in picture 2", NULL },
  { NULL, SUBMIT, 400, "{\"error\":{\"code\":\"InputImageSensitiveContentDetected\",\"message\":\"see image 3\"}}",
    SEEDREAM_ERROR_REFUSED_CONTENT, NO, "refused picture 3", NULL },
  { NULL, SUBMIT, 400, "{\"error\":{\"code\":\"InputTextSensitiveContentDetected\",\"message\":\"image 3\"}}",
    SEEDREAM_ERROR_REFUSED_CONTENT, NO, "refused the prompt.", NULL },
  { NULL, SUBMIT, 400, "{\"error\":{\"code\":\"InputImageRiskDetection\",\"message\":\"m\"}}",
    SEEDREAM_ERROR_REFUSED_CONTENT, NO, "refused a picture", NULL },
  { NULL, SUBMIT, 400, "{\"error\":{\"code\":\"OutputImageSensitiveContentDetected\",\"message\":\"m\"}}",
    SEEDREAM_ERROR_REFUSED_CONTENT, UNKNOWN, "was made", NULL },
  { NULL, SUBMIT, 400, "{\"error\":{\"code\":\"OutputImageRiskDetection\",\"message\":\"m\"}}",
    SEEDREAM_ERROR_REFUSED_CONTENT, UNKNOWN, "was made", NULL },
  { NULL, SUBMIT, 400, "{\"error\":{\"code\":\"SensitiveContentDetected.SevereViolation\",\"message\":\"m\"}}",
    SEEDREAM_ERROR_REFUSED_CONTENT, NO, "severe violation", NULL },
  { NULL, SUBMIT, 400, "{\"error\":{\"code\":\"SensitiveContentDetected.Violence\",\"message\":\"m\"}}",
    SEEDREAM_ERROR_REFUSED_CONTENT, NO, "the prompt or a picture", NULL },
  { NULL, SUBMIT, 500, "{\"error\":\"upstream: InputTextSensitiveContentDetected\"}", SEEDREAM_ERROR_REFUSED_CONTENT,
    UNKNOWN, "refused the prompt.", NULL },
  { NULL, SUBMIT, 500, "{\"error\":\"the safety filter is not available\"}", SEEDREAM_ERROR_PROVIDER_DOWN, UNKNOWN,
    "trouble", NULL },
  { NULL, SUBMIT, 400, "{\"error\":{\"code\":\"InvalidParameter\",\"message\":\"m\",\"param\":\"size\"}}",
    SEEDREAM_ERROR_INVALID_REQUEST, NO, "“size”", "m" },
  { NULL, SUBMIT, 400, "{\"error\":{\"code\":\"MissingParameter\",\"message\":\"m\",\"param\":\"input.prompt\"}}",
    SEEDREAM_ERROR_INVALID_REQUEST, NO, "“prompt”", NULL },
  { NULL, POLL, 410, "", SEEDREAM_ERROR_EXPIRED, UNKNOWN, "no longer knows", NULL },
  { NULL, POLL, 455, "", SEEDREAM_ERROR_PROVIDER_DOWN, UNKNOWN, "maintenance", NULL },
};

static GError *
ask (const Case *one)
{
  g_autoptr (SeedreamReply) reply = provider_fixture_reply (one->status, one->body);
  g_autoptr (SeedreamProvider) provider = one->provider != NULL ? provider_fixture_create (one->provider) : NULL;
  g_autoptr (SeedreamAnswer) answer = NULL;
  GError *error = NULL;
  gint64 expires_at;

  if (provider == NULL)
    return seedream_refusal_from_reply (reply,
                                        one->question == POLL ? SEEDREAM_REFUSAL_OF_POLL : SEEDREAM_REFUSAL_OF_SUBMIT);
  if (one->question == TEST_KEY)
    g_assert_false (seedream_provider_read_key_test (provider, reply, &error));
  else if (one->question == UPLOAD)
    g_assert_null (seedream_provider_read_upload (provider, reply, &expires_at, &error));
  else if (one->question == SUBMIT)
    answer = seedream_provider_read_submit (provider, reply, &error);
  else
    answer = seedream_provider_read_poll (provider, reply, &error);
  if (answer == NULL)
    return error;
  g_assert_cmpint (answer->state, ==, SEEDREAM_ANSWER_FAILED);
  return g_steal_pointer (&answer->error);
}

static void
assert_holds (const Case *one, const char *text, const char *words)
{
  if (text == NULL || strstr (text, words) == NULL)
    g_error ("%s, %u, %s: “%s” is not in “%s”", one->provider, one->status, one->body, words, text);
}

static void
check (const Case *one)
{
  g_autoptr (GError) error = ask (one);

  assert_holds (one, error->message, one->words);
  if (error->code != (int)one->code || seedream_error_get_billed (error) != one->billed)
    g_error ("%s, %u, %s: %s, billed %s", one->provider, one->status, one->body, seedream_error_get_name (error),
             seedream_billed_to_string (seedream_error_get_billed (error)));
  g_assert_true (g_str_has_suffix (error->message, "."));
  if (one->details != NULL)
    assert_holds (one, seedream_error_get_details (error), one->details);
}

static void
test_documented (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (documented); i++)
    check (&documented[i]);
}

static void
test_common (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    check (&common[i]);
}

/* Whatever is answered, a key that comes back in it is neither in the message nor in the details. */
static void
test_redacted (void)
{
  static const char *const bodies[] = {
    "{\"error\":{\"message\":\"key " KEY " is wrong\",\"param\":\"" KEY "\"}}",
    "{\"message\":\"field " KEY " must be shorter\"}",
    "{\"detail\":[{\"loc\":[\"body\",\"" KEY "\"],\"msg\":\"Bearer " KEY "\"}]}",
    "Authorization: Bearer " KEY,
  };
  static const guint statuses[] = { 400, 401, 403, 422, 500 };

  for (guint i = 0; i < G_N_ELEMENTS (bodies) * G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (SeedreamReply) reply
          = provider_fixture_reply (statuses[i % G_N_ELEMENTS (statuses)], bodies[i / G_N_ELEMENTS (statuses)]);
      g_autoptr (GError) error = seedream_refusal_from_reply (reply, SEEDREAM_REFUSAL_OF_SUBMIT);
      g_autoptr (GError) redacted = seedream_refusal_redacted (error, KEY);

      g_assert_null (strstr (redacted->message, "CANARY"));
      g_assert_null (strstr (seedream_error_get_details (redacted), "CANARY"));
    }
}

static void
assert_pause (guint seconds, const char *words)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (SeedreamReply) reply = seedream_reply_new (429, NULL, seconds, body);
  g_autoptr (GError) error = seedream_refusal_from_reply (reply, SEEDREAM_REFUSAL_OF_SUBMIT);

  g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_RATE_LIMITED);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in “%s”", words, error->message);
}

static void
test_retry_after (void)
{
  assert_pause (0, "Wait a little");
  assert_pause (1, "in 1 second.");
  assert_pause (30, "in 30 seconds.");
  assert_pause (119, "in 119 seconds.");
  assert_pause (120, "in 2 minutes.");
  assert_pause (121, "in 3 minutes.");
  assert_pause (3600, "in 60 minutes.");
}

/* A wrong number is worse than none. */
static void
test_picture_numbers (void)
{
  static const struct {
    const char *text;
    guint picture;
  } cases[] = {
    { "image 2 was refused", 2 },
    { "Image 2: refused", 2 },
    { "image #2", 2 },
    { "picture no. 3 is broken", 3 },
    { "image 2 of 3 is broken", 2 },
    { "the 2nd image is broken", 2 },
    { "The third reference image", 3 },
    { "images[1] is broken", 2 },
    { "image_urls[0] is broken", 1 },
    { "image_urls.9: broken", 10 },
    { "input.images[1]", 2 },
    { "image 0 is broken", 0 },
    { "image 1 and image 2 are broken", 0 },
    { "the first image and the 2nd image", 0 },
    { "image 10 MB at most", 0 },
    { "image 10MB at most", 0 },
    { "image 64 x 64 is small", 0 },
    { "image 16:9", 0 },
    { "image 1024x768", 0 },
    { "image 99", 0 },
    { "image_urls[99] is broken", 0 },
    { "at most 10 images", 0 },
    { "the image is broken", 0 },
    { "pilgrimage 2", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SeedreamRefusedField) field = seedream_refused_field_find (NULL, cases[i].text);

      if (field->picture != cases[i].picture)
        g_error ("%s: %u", cases[i].text, field->picture);
    }
}

static void
test_fields (void)
{
  static const struct {
    const char *text;
    const char *name;
  } cases[] = {
    { "Invalid request body: field size must be W*H", "size" },
    { "parameter: \"seed\" is out of range", "seed" },
    { "“image_size” is not known", "image_size" },
    { "'prompt' should not be empty", "prompt" },
    { "num_images must not be greater than 4", "num_images" },
    { "prompt is too long", "prompt" },
    { "bad request: seed must be an integer", "seed" },
    { "body.image_urls.0: not a link", "image_urls" },
    { "Property input.images[2] is no link", "images" },
    { "field is required", NULL },
    { "The size of the request", NULL },
    { "Validation error", NULL },
    { "something is wrong with the image", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SeedreamRefusedField) field = seedream_refused_field_find (NULL, cases[i].text);

      if (g_strcmp0 (field->name, cases[i].name) != 0)
        g_error ("%s: %s", cases[i].text, field->name);
    }
}

/* Whatever is in an answer, a sentence comes of it, and it is a short one. */
static void
assert_calm (const char *text)
{
  g_autoptr (SeedreamReply) reply = provider_fixture_reply (400, text);
  g_autoptr (GError) error = seedream_refusal_from_reply (reply, SEEDREAM_REFUSAL_OF_SUBMIT);
  g_autoptr (GError) failure = seedream_refusal_from_failure (reply->root);

  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, 300);
  g_assert_cmpuint (strlen (failure->message), <, 300);
}

static void
test_hostile (void)
{
  g_autofree char *name = g_strnfill (100000, 'a');
  g_autofree char *digits = g_strnfill (5000, '9');
  g_autofree char *deep = g_strnfill (60, '[');
  g_autofree char *brackets = g_strnfill (5000, '{');
  const char *const texts[] = { name, digits, deep, brackets };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *param
          = g_strdup_printf ("{\"error\":{\"param\":\"%s\",\"message\":\"field %s\"}}", texts[i], texts[i]);
      g_autofree char *place = g_strdup_printf ("{\"message\":\"images[%s] image %s\"}", texts[i], texts[i]);

      assert_calm (texts[i]);
      assert_calm (param);
      assert_calm (place);
    }
  assert_calm ("{\"detail\":[{\"loc\":[[],{},null,true,1e300,-1,\"\"],\"msg\":[]}]}");
  assert_calm ("{\"error\":{\"param\":{},\"path\":[],\"loc\":7,\"message\":\"{\\\"error\\\":\\\"{}\\\"}\"}}");
  assert_calm ("{\"error\":{\"param\":\"size\\u202e\\n<b>\"}}");
  assert_calm ("");
}

/* Each kind of failing connection says something else. */
static void
test_network (void)
{
  const struct {
    GQuark domain;
    int code;
    const char *words;
  } cases[] = {
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "could not be found" },
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "Nobody answers" },
    { G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE, "no way" },
    { G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "no way" },
    { G_IO_ERROR, G_IO_ERROR_PROXY_FAILED, "proxy" },
    { G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH, "password" },
    { G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "prove who it is" },
    { G_TLS_ERROR, G_TLS_ERROR_HANDSHAKE, "secure connection" },
    { G_IO_ERROR, G_IO_ERROR_FAILED, "could not be reached" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (cases[i].domain, cases[i].code, "x");

      g_assert_nonnull (strstr (seedream_error_describe_network (error), cases[i].words));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/refusal/documented", test_documented);
  g_test_add_func ("/refusal/common", test_common);
  g_test_add_func ("/refusal/redacted", test_redacted);
  g_test_add_func ("/refusal/retry-after", test_retry_after);
  g_test_add_func ("/refusal/picture-numbers", test_picture_numbers);
  g_test_add_func ("/refusal/fields", test_fields);
  g_test_add_func ("/refusal/hostile", test_hostile);
  g_test_add_func ("/refusal/network", test_network);
  return g_test_run ();
}
