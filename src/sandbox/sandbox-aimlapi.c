/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-aimlapi.h"

#include <string.h>

#include "sandbox-fields.h"
#include "sandbox-service.h"

/* The model's page and schema (docs.aimlapi.com, bytedance/seedream-v4-edit). */
#define MAX_PROMPT 4000
#define MAX_RESULTS 4
#define MIN_SIDE 1024
#define MAX_SIDE 4096
#define PATH "/v1/images/generations"

/* Milliseconds. "Generation timeout" is documented, its time is not; clients wait for 180 s. */
#define WAIT 180000

/* Credits for one picture, from the documentation's sample answer. */
#define CREDITS 63000

/* Where the service chooses the seed: the one of the sample answer. */
#define USUAL_SEED 746406749

static const char *const prefixes[] = { PATH, NULL };

static const char *const edit_fields[] = { "model", "prompt",     "image_urls", "image_size",
                                           "seed",  "num_images", "sync_mode",  "enable_safety_checker",
                                           NULL };
static const char *const generate_fields[]
    = { "model", "prompt", "image_size", "seed", "num_images", "sync_mode", "enable_safety_checker", NULL };

static const struct {
  const char *name;
  const char *operation;
  const char *const *fields;
} models[] = {
  { "bytedance/seedream-v4-edit", "edit", edit_fields },
  { "bytedance/seedream-v4-text-to-image", "generate", generate_fields },
};

/* The schema gives names without numbers: the model's own 2K sizes (docs.byteplus.com, ModelArk 1541523). "square" is the smaller one. */
static const struct {
  const char *name;
  int width;
  int height;
} sizes[] = {
  { "square_hd", 2048, 2048 },     { "square", 1024, 1024 },        { "portrait_4_3", 1728, 2304 },
  { "portrait_16_9", 1440, 2560 }, { "landscape_4_3", 2304, 1728 }, { "landscape_16_9", 2560, 1440 },
};

#define SAID(message, code)                                                                                            \
  "{\"message\":\"" message "\",\"path\":\"" PATH "\",\"requestId\":\"practice\",\"statusCode\":" code                 \
  ",\"timestamp\":\"2026-01-01T00:00:00.000Z\"}"

/* The status of 429 has been seen as a string. */
static const SandboxSaid said[] = {
  { 400, SAID ("Body validation error", "400") },
  { 401, SAID ("This request requires a valid API key. You can create one in your account.", "401") },
  { 403, SAID ("You've run out of credits. Please top up your balance or update your payment method.", "403") },
  { 404, SAID ("Not Found", "404") },
  { 429, "{\"message\":\"Too Many Requests\",\"statusCode\":\"429\"}" },
  { 500, SAID ("Internal Server Error", "500") },
  { 502, SAID ("Bad Gateway", "502") },
  { 503, SAID ("Service Unavailable", "503") },
  { 504, SAID ("Generation timeout", "504") },
  { 0 },
};

static void
answer_error (SandboxCall *call, guint status, const char *message)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format_iso8601 (now);
  g_autofree char *request = g_uuid_string_random ();
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "message", message);
  json_object_set_string_member (object, "path", PATH);
  json_object_set_string_member (object, "requestId", request);
  json_object_set_int_member (object, "statusCode", status);
  json_object_set_string_member (object, "timestamp", time);
  sandbox_call_answer_json (call, status, object);
}

static gboolean
find_size (SandboxOrder *order, const char *name, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (g_str_equal (sizes[i].name, name))
      {
        order->width = sizes[i].width;
        order->height = sizes[i].height;
        return TRUE;
      }
  return sandbox_fields_refuse ("image_size", "is none of the known sizes", error);
}

static gboolean
read_sides (SandboxOrder *order, JsonObject *size, GError **error)
{
  static const char *const names[] = { "width", "height", NULL };
  gint64 width = 0, height = 0;

  if (!sandbox_fields_check_names (size, names, error)
      || !sandbox_fields_read_range (size, "width", MIN_SIDE, MAX_SIDE, &width, error)
      || !sandbox_fields_read_range (size, "height", MIN_SIDE, MAX_SIDE, &height, error))
    return FALSE;
  if (width == 0 || height == 0)
    return sandbox_fields_refuse ("image_size", "must have width and height", error);
  order->width = (int)width;
  order->height = (int)height;
  return TRUE;
}

static gboolean
read_size (SandboxOrder *order, JsonObject *root, GError **error)
{
  JsonNode *size = json_object_get_member (root, "image_size");
  const char *name = "square_hd";

  if (size != NULL && JSON_NODE_HOLDS_OBJECT (size))
    return read_sides (order, json_node_get_object (size), error);
  return sandbox_fields_read_string (root, "image_size", &name, error) && find_size (order, name, error);
}

static gboolean
read_members (SandboxOrder *order, JsonObject *root, GError **error)
{
  gboolean flag;

  if (!sandbox_fields_read_prompt (root, MAX_PROMPT, &order->prompt, error)
      || !sandbox_fields_read_range (root, "seed", 1, G_MAXINT64, &order->seed, error)
      || !sandbox_fields_read_range (root, "num_images", 1, MAX_RESULTS, &order->count, error)
      || !sandbox_fields_read_boolean (root, "sync_mode", &order->inline_results, error)
      || !sandbox_fields_read_boolean (root, "enable_safety_checker", &flag, error) || !read_size (order, root, error))
    return FALSE;
  return g_str_equal (order->operation, "generate") || sandbox_order_read_inline (order, root, "image_urls", error);
}

static SandboxOrder *
read_order (SoupServerMessage *message, GError **error)
{
  g_autoptr (JsonObject) root = sandbox_service_read_body (message, error);
  const char *model = "";

  if (root == NULL || !sandbox_fields_read_string (root, "model", &model, error))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    if (g_str_equal (models[i].name, model))
      {
        g_autoptr (SandboxOrder) order = sandbox_order_new (&sandbox_aimlapi, models[i].operation);

        if (!sandbox_fields_check_names (root, models[i].fields, error) || !read_members (order, root, error))
          return NULL;
        return g_steal_pointer (&order);
      }
  sandbox_fields_refuse ("model", "is not known", error);
  return NULL;
}

static JsonObject *
describe_file (SandboxJob *job, guint index, const char *link)
{
  JsonObject *file = json_object_new ();
  g_autofree char *name = g_strdup_printf ("output-%u.jpg", index + 1);

  json_object_set_string_member (file, "url", link);
  json_object_set_string_member (file, "content_type", "image/jpeg");
  json_object_set_string_member (file, "file_name", name);
  json_object_set_int_member (file, "file_size", (gint64)g_bytes_get_size (sandbox_job_get_result (job, index)));
  json_object_set_null_member (file, "width");
  json_object_set_null_member (file, "height");
  return file;
}

/* One of data[]: a link and no content, or the other way round. */
static JsonObject *
describe_datum (const char *link, const char *content)
{
  JsonObject *datum = json_object_new ();

  if (content != NULL)
    {
      json_object_set_null_member (datum, "url");
      json_object_set_string_member (datum, "b64_json", content);
    }
  else
    json_object_set_string_member (datum, "url", link);
  return datum;
}

static char *
encode (SandboxJob *job, guint index)
{
  GBytes *file = sandbox_job_get_result (job, index);

  return g_base64_encode (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
}

static void
set_results (SandboxService *service, SandboxJob *job, JsonObject *answer)
{
  const char *spelling = sandbox_job_get_spelling (job);
  gboolean bare = g_strcmp0 (spelling, "b64_json") == 0;
  gboolean within = sandbox_job_get_order (job)->inline_results || g_strcmp0 (spelling, "inline") == 0;
  JsonArray *images = json_array_new ();
  JsonArray *data = json_array_new ();

  for (guint i = 0; i < sandbox_job_count_results (job); i++)
    {
      g_autofree char *content = bare || within ? encode (job, i) : NULL;
      g_autofree char *link = within ? g_strconcat ("data:image/jpeg;base64,", content, NULL)
                                     : sandbox_service_get_link (service, job, i);

      json_array_add_object_element (images, describe_file (job, i, link));
      json_array_add_object_element (data, describe_datum (link, bare ? content : NULL));
      if (g_strcmp0 (spelling, "url") == 0)
        json_object_set_string_member (answer, "url", link);
    }
  if (spelling == NULL || g_str_equal (spelling, "images") || g_str_equal (spelling, "inline"))
    json_object_set_array_member (answer, "images", json_array_ref (images));
  if (g_strcmp0 (spelling, "images") != 0 && g_strcmp0 (spelling, "url") != 0)
    json_object_set_array_member (answer, "data", json_array_ref (data));
  json_array_unref (images);
  json_array_unref (data);
}

static void
answer_results (SandboxService *service, SandboxCall *call, SandboxJob *job)
{
  const SandboxOrder *order = sandbox_job_get_order (job);
  JsonObject *answer = json_object_new ();
  JsonObject *meta = json_object_new ();
  JsonObject *usage = json_object_new ();
  gint64 credits = order->free_of_charge ? 0 : CREDITS * (gint64)sandbox_job_count_results (job);

  set_results (service, job, answer);
  json_object_set_int_member (answer, "seed", order->seed > 0 ? order->seed : USUAL_SEED);
  json_object_set_int_member (usage, "credits_used", credits);
  json_object_set_object_member (meta, "usage", usage);
  json_object_set_object_member (answer, "meta", meta);
  sandbox_call_answer_json (call, SOUP_STATUS_OK, answer);
}

/* What the client has sent is its own fault, anything else the service's. */
static void
answer_job (SandboxCall *call, SandboxJob *job, gpointer user_data)
{
  gboolean own_fault = sandbox_job_is_refused (job) || sandbox_job_get_order (job)->picture_error != NULL;

  if (!sandbox_job_has_ended (job))
    sandbox_call_answer_status (call, SOUP_STATUS_GATEWAY_TIMEOUT);
  else if (sandbox_job_get_state (job) == SANDBOX_JOB_COMPLETED)
    answer_results (user_data, call, job);
  else
    answer_error (call, own_fault ? SOUP_STATUS_BAD_REQUEST : SOUP_STATUS_INTERNAL_SERVER_ERROR,
                  sandbox_job_get_error (job));
}

static void
handle_submit (SandboxService *service, SoupServerMessage *message)
{
  SandboxCall *call = sandbox_service_begin (service, message, &sandbox_aimlapi, SANDBOX_AT_SUBMIT);
  g_autoptr (GError) error = NULL;
  SandboxOrder *order;

  if (call == NULL)
    return;
  order = read_order (message, &error);
  if (order == NULL)
    {
      g_autofree char *text = g_strdup_printf ("Body validation error: %s", error->message);

      answer_error (call, SOUP_STATUS_BAD_REQUEST, text);
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
    sandbox_service_refuse (service, message, &sandbox_aimlapi, SOUP_STATUS_UNAUTHORIZED);
  else if (g_str_equal (path, PATH) && soup_server_message_get_method (message) == SOUP_METHOD_POST)
    handle_submit (service, message);
  else
    sandbox_service_refuse (service, message, &sandbox_aimlapi, SOUP_STATUS_NOT_FOUND);
}

const SandboxProvider sandbox_aimlapi = {
  "aimlapi",
  prefixes,
  handle,
  said,
};
