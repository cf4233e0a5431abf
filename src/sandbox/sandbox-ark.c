/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-ark.h"

#include <string.h>

#include "sandbox-fields.h"
#include "sandbox-service.h"
#include "sandbox-shapes.h"

/* The page on image generation (docs.byteplus.com, ModelArk 1541523): references and results together, pixels of a result, its
 * ratio in both directions. */
#define MAX_PICTURES 15
#define MIN_PIXELS (1280 * 720)
#define MAX_PIXELS (4096 * 4096)
#define MAX_RATIO 16

/* What a result is charged as: so many pixels are a token (the same page, usage.output_tokens). */
#define TOKEN_PIXELS 256

/* Millionths of a US dollar for a picture: the page of BytePlus on the billing of large models. */
#define PICTURE_MICROS 30000

/* Milliseconds. The page names no time; clients wait for 120 to 600 s. */
#define WAIT 180000

#define MODEL "seedream-4-0-250828"
#define PATH "/api/v3/images/generations"

static const char *const prefixes[] = { PATH, NULL };

static const char *const fields[] = { "model",
                                      "prompt",
                                      "image",
                                      "size",
                                      "sequential_image_generation",
                                      "sequential_image_generation_options",
                                      "stream",
                                      "response_format",
                                      "watermark",
                                      NULL };

#define SAID(code, text, type)                                                                                         \
  "{\"error\":{\"code\":\"" code "\",\"message\":\"" text " Request id: practice\",\"param\":\"\",\"type\":\"" type    \
  "\"}}"

/* The page on error codes (docs.byteplus.com, ModelArk 1299023). */
static const SandboxSaid said[] = {
  { 400, SAID ("InvalidParameter", "A parameter specified in the request is not valid.", "BadRequest") },
  { 401, SAID ("AuthenticationError", "The API key in the request is missing or invalid.", "Unauthorized") },
  { 402, SAID ("AccountOverdueError", "The account has an overdue balance.", "PaymentRequired") },
  { 403, SAID ("AccountOverdueError", "The account has an overdue balance.", "Forbidden") },
  { 404, SAID ("NotFound", "There is nothing at this address.", "NotFound") },
  { 429, SAID ("RateLimitExceeded.EndpointRPMExceeded", "The requests per minute are exceeded.", "TooManyRequests") },
  { 500, SAID ("InternalServiceError", "The service has met an unexpected internal error.", "InternalServerError") },
  { 503, SAID ("ServerOverloaded", "The service is overloaded.", "ServiceUnavailable") },
  { 0 },
};

/* Takes @text. */
static JsonObject *
describe_error (const char *code, char *text)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *message = g_strdup_printf ("%s Request id: %s", text, id);
  JsonObject *error = json_object_new ();

  g_free (text);
  json_object_set_string_member (error, "code", code);
  json_object_set_string_member (error, "message", message);
  return error;
}

/* Takes @text. */
static void
answer_error (SandboxCall *call, guint status, const char *code, char *text, const char *param, const char *type)
{
  JsonObject *answer = json_object_new ();
  JsonObject *error = describe_error (code, text);

  json_object_set_string_member (error, "param", param);
  json_object_set_string_member (error, "type", type);
  json_object_set_object_member (answer, "error", error);
  sandbox_call_answer_json (call, status, answer);
}

/* One that is missing has a code of its own, and a model that is not there even a status. */
static void
answer_refusal (SandboxCall *call, const GError *problem)
{
  g_autofree char *name = NULL;
  const char *reason = sandbox_fields_split (problem, &name);

  if (g_str_equal (name, "model") && g_str_equal (reason, "is not known"))
    answer_error (call, SOUP_STATUS_NOT_FOUND, "InvalidEndpointOrModel.NotFound",
                  g_strdup ("The model or endpoint does not exist or you do not have access to it."), "", "NotFound");
  else if (g_str_equal (reason, "is required"))
    answer_error (call, SOUP_STATUS_BAD_REQUEST, "MissingParameter",
                  g_strdup_printf ("The request failed because it is missing the `%s` parameter.", name), name,
                  "BadRequest");
  else
    answer_error (call, SOUP_STATUS_BAD_REQUEST, "InvalidParameter",
                  g_strdup_printf ("The parameter `%s` specified in the request is not valid: %s.",
                                   *name != '\0' ? name : "body", reason),
                  name, "BadRequest");
}

static gboolean
read_choice (JsonObject *root, const char *name, const char *const *choices, const char **value, GError **error)
{
  g_autofree char *list = NULL;
  g_autofree char *reason = NULL;

  if (!sandbox_fields_read_string (root, name, value, error))
    return FALSE;
  if (g_strv_contains (choices, *value))
    return TRUE;
  list = g_strjoinv (" or ", (char **)choices);
  reason = g_strdup_printf ("must be %s", list);
  return sandbox_fields_refuse (name, reason, error);
}

static gboolean
read_model (JsonObject *root, GError **error)
{
  const char *model = NULL;

  if (!sandbox_fields_read_string (root, "model", &model, error))
    return FALSE;
  if (model == NULL)
    return sandbox_fields_refuse ("model", "is required", error);
  return g_str_equal (model, MODEL) || sandbox_fields_refuse ("model", "is not known", error);
}

/* Returns: (transfer full): an object whose "image" is an array, even where a single one came as a string */
static JsonObject *
unify_images (JsonObject *root)
{
  JsonNode *node = json_object_get_member (root, "image");
  JsonObject *object = json_object_new ();
  JsonArray *array;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      json_object_set_member (object, "image", json_node_copy (node));
      return object;
    }
  array = json_array_new ();
  json_array_add_string_element (array, json_node_get_string (node));
  json_object_set_array_member (object, "image", array);
  return object;
}

/* Unlike those who resell it, the maker looks at the pictures before it takes the request. */
static gboolean
read_images (SandboxOrder *order, JsonObject *root, GError **error)
{
  g_autoptr (JsonObject) object = NULL;

  if (!json_object_has_member (root, "image"))
    return TRUE;
  object = unify_images (root);
  order->operation = "edit";
  if (!sandbox_order_read_inline (order, object, "image", error))
    return FALSE;
  return order->picture_error == NULL || sandbox_fields_refuse ("image", order->picture_error, error);
}

/* "WIDTHxHEIGHT" */
static gboolean
read_sides (SandboxOrder *order, const char *size, GError **error)
{
  g_auto (GStrv) sides = g_strsplit (size, "x", 2);
  guint64 width, height;

  if (!g_regex_match_simple ("^[0-9]+x[0-9]+\\z", size, 0, 0)
      || !g_ascii_string_to_unsigned (sides[0], 10, 1, MAX_PIXELS, &width, NULL)
      || !g_ascii_string_to_unsigned (sides[1], 10, 1, MAX_PIXELS, &height, NULL))
    return sandbox_fields_refuse ("size", "must be 1K, 2K, 4K, or look like 2048x2048", error);
  if (width * height < MIN_PIXELS || width * height > MAX_PIXELS)
    return sandbox_fields_refuse ("size", "must have 921600 to 16777216 pixels", error);
  if (MAX (width, height) > MAX_RATIO * MIN (width, height))
    return sandbox_fields_refuse ("size", "must have a ratio of 1:16 to 16:1", error);
  order->width = (int)width;
  order->height = (int)height;
  return TRUE;
}

static gboolean
read_size (SandboxOrder *order, JsonObject *root, GError **error)
{
  const char *size = "2048x2048";

  if (!sandbox_fields_read_string (root, "size", &size, error))
    return FALSE;
  return sandbox_shapes_choose (order, size) || read_sides (order, size, error);
}

static gboolean
read_max_images (JsonObject *root, gint64 room, gint64 *count, GError **error)
{
  static const char *const names[] = { "max_images", NULL };
  JsonNode *options = json_object_get_member (root, "sequential_image_generation_options");
  gint64 number = room;

  if (options != NULL && !JSON_NODE_HOLDS_OBJECT (options))
    return sandbox_fields_refuse ("sequential_image_generation_options", "must be an object", error);
  if (options != NULL
      && (!sandbox_fields_check_names (json_node_get_object (options), names, error)
          || !sandbox_fields_read_range (json_node_get_object (options), "max_images", 1, MAX_PICTURES, &number,
                                         error)))
    return FALSE;
  if (number > room)
    return sandbox_fields_refuse ("max_images", "must not exceed 15 together with the images", error);
  *count = number;
  return TRUE;
}

/* The number is a bound for a series; without one there is a single result, whatever else is said. */
static gboolean
read_count (SandboxOrder *order, JsonObject *root, GError **error)
{
  static const char *const modes[] = { "auto", "disabled", NULL };
  const char *mode = "disabled";
  gint64 count = 1;

  if (!read_choice (root, "sequential_image_generation", modes, &mode, error)
      || !read_max_images (root, MAX_PICTURES - order->pictures->len, &count, error))
    return FALSE;
  order->count = g_str_equal (mode, "auto") ? count : 1;
  return TRUE;
}

static gboolean
read_form (SandboxOrder *order, JsonObject *root, GError **error)
{
  static const char *const forms[] = { "url", "b64_json", NULL };
  const char *form = "url";
  gboolean stream = FALSE;
  gboolean watermark;

  if (!read_choice (root, "response_format", forms, &form, error)
      || !sandbox_fields_read_boolean (root, "watermark", &watermark, error)
      || !sandbox_fields_read_boolean (root, "stream", &stream, error))
    return FALSE;
  if (stream)
    return sandbox_fields_refuse ("stream", "must be false: the practice server does not stream", error);
  order->inline_results = g_str_equal (form, "b64_json");
  return TRUE;
}

/* The page advises 600 words for a prompt and names no limit. */
static SandboxOrder *
read_order (SoupServerMessage *message, GError **error)
{
  g_autoptr (JsonObject) root = sandbox_service_read_body (message, error);
  g_autoptr (SandboxOrder) order = sandbox_order_new (&sandbox_ark, "generate");

  if (root == NULL || !read_model (root, error) || !sandbox_fields_check_names (root, fields, error)
      || !sandbox_fields_read_prompt (root, G_MAXUINT, &order->prompt, error) || !read_images (order, root, error)
      || !read_size (order, root, error) || !read_count (order, root, error) || !read_form (order, root, error))
    return NULL;
  return g_steal_pointer (&order);
}

static JsonObject *
describe_result (SandboxService *service, SandboxJob *job, guint index)
{
  const SandboxOrder *order = sandbox_job_get_order (job);
  GBytes *file = sandbox_job_get_result (job, index);
  g_autofree char *text = order->inline_results
                              ? g_base64_encode (g_bytes_get_data (file, NULL), g_bytes_get_size (file))
                              : sandbox_service_get_link (service, job, index);
  g_autofree char *size = g_strdup_printf ("%dx%d", order->result_width, order->result_height);
  JsonObject *result = json_object_new ();

  json_object_set_string_member (result, order->inline_results ? "b64_json" : "url", text);
  json_object_set_string_member (result, "size", size);
  return result;
}

/* What the model's maker says where it will not have something. */
static char *
make_refusal (const char *code)
{
  const char *what = strstr (code, "Text") != NULL      ? "text"
                     : g_str_has_prefix (code, "Input") ? "image"
                                                        : "output image";

  return g_strdup_printf ("The request failed because the %s%s may contain sensitive information.",
                          g_str_has_prefix (code, "Input") ? "input " : "", what);
}

static JsonObject *
describe_lost (const char *code)
{
  JsonObject *result = json_object_new ();

  json_object_set_object_member (result, "error", describe_error (code, make_refusal (code)));
  return result;
}

static JsonObject *
describe_usage (SandboxJob *job)
{
  const SandboxOrder *order = sandbox_job_get_order (job);
  guint count = sandbox_job_count_results (job);
  gint64 tokens = (gint64)order->result_width * order->result_height / TOKEN_PIXELS * count;
  JsonObject *usage = json_object_new ();

  json_object_set_int_member (usage, "generated_images", count);
  json_object_set_int_member (usage, "output_tokens", tokens);
  json_object_set_int_member (usage, "total_tokens", tokens);
  return usage;
}

static void
answer_results (SandboxService *service, SandboxCall *call, SandboxJob *job)
{
  JsonObject *answer = json_object_new ();
  JsonArray *data = json_array_new ();

  for (guint i = 0; i < sandbox_job_count_results (job); i++)
    json_array_add_object_element (data, describe_result (service, job, i));
  if (sandbox_job_get_lost (job) != NULL)
    json_array_add_object_element (data, describe_lost (sandbox_job_get_lost (job)));
  json_object_set_string_member (answer, "model", MODEL);
  json_object_set_int_member (answer, "created", g_get_real_time () / G_USEC_PER_SEC);
  json_object_set_array_member (answer, "data", data);
  json_object_set_object_member (answer, "usage", describe_usage (job));
  sandbox_call_answer_json (call, SOUP_STATUS_OK, answer);
}

static void
answer_job (SandboxCall *call, SandboxJob *job, gpointer user_data)
{
  const char *refusal = sandbox_job_get_refusal (job);

  if (!sandbox_job_has_ended (job))
    sandbox_call_answer_status (call, SOUP_STATUS_GATEWAY_TIMEOUT);
  else if (sandbox_job_get_state (job) == SANDBOX_JOB_COMPLETED)
    answer_results (user_data, call, job);
  else if (refusal != NULL)
    answer_error (call, SOUP_STATUS_BAD_REQUEST, refusal, make_refusal (refusal), "", "BadRequest");
  else
    answer_error (call, SOUP_STATUS_INTERNAL_SERVER_ERROR, "InternalServiceError",
                  g_strdup (sandbox_job_get_error (job)), "", "InternalServerError");
}

static void
handle_submit (SandboxService *service, SoupServerMessage *message)
{
  SandboxCall *call = sandbox_service_begin (service, message, &sandbox_ark, SANDBOX_AT_SUBMIT);
  g_autoptr (GError) error = NULL;
  SandboxOrder *order;

  if (call == NULL)
    return;
  order = read_order (message, &error);
  if (order == NULL)
    {
      answer_refusal (call, error);
      return;
    }
  order->synchronous = TRUE;
  sandbox_service_authorize (service, message, &order->free_of_charge);
  sandbox_call_wait (call, sandbox_service_submit (service, order), WAIT, answer_job, service);
}

static void
handle (SandboxService *service, SoupServerMessage *message, const char *path, GHashTable *query)
{
  if (!sandbox_service_authorize (service, message, NULL))
    sandbox_service_refuse (service, message, &sandbox_ark, SOUP_STATUS_UNAUTHORIZED);
  else if (g_str_equal (path, PATH) && soup_server_message_get_method (message) == SOUP_METHOD_POST)
    handle_submit (service, message);
  else
    sandbox_service_refuse (service, message, &sandbox_ark, SOUP_STATUS_NOT_FOUND);
}

/* Only pictures that are handed out are charged: its page on prices. */
static gint64
charge (SandboxJob *job)
{
  return PICTURE_MICROS * (gint64)sandbox_job_count_results (job);
}

const SandboxProvider sandbox_ark = { "ark", prefixes, handle, said, FALSE, charge };
