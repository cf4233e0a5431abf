/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-atlascloud.h"

#include <math.h>
#include <string.h>

#include "sandbox-fields.h"
#include "sandbox-uploads.h"

/* A body above this is 413 (atlascloud.ai/docs, errors). */
#define MAX_BODY (50 * 1024 * 1024)

/* Seconds. Media are kept for 14 days (atlascloud.ai/docs, data retention). */
#define MEDIA_LIFE (14 * 24 * 3600)

/* Milliseconds for which enable_sync_mode holds the answer back. The documentation knows an end (504), but does not say when. */
#define SYNC_WAIT 90000

/* Dollars: for one run, and for which the model's page counts the runs. */
#define PRICE 0.027
#define DEPOSIT 10.0

/* What the service says of a prompt or picture that its moderation rejects (atlascloud.ai/docs, errors). */
#define MODERATION_CODE 1039

#define ROOT "/api/v1/model/"
#define BALANCE "/public/v1/balance"

static const char *const prefixes[] = { ROOT, BALANCE, NULL };

static const char *const edit_fields[]
    = { "model", "prompt", "images", "size", "enable_base64_output", "enable_sync_mode", NULL };
static const char *const generate_fields[]
    = { "model", "prompt", "size", "enable_base64_output", "enable_sync_mode", NULL };

static const struct {
  const char *name;
  const char *operation;
  const char *const *fields;
} models[] = {
  { "bytedance/seedream-v4/edit", "edit", edit_fields },
  { "bytedance/seedream-v4", "generate", generate_fields },
};

static const char *const state_names[] = {
  [SANDBOX_JOB_QUEUED] = "queued", [SANDBOX_JOB_RUNNING] = "processing", [SANDBOX_JOB_COMPLETED] = "completed",
  [SANDBOX_JOB_FAILED] = "failed", [SANDBOX_JOB_CANCELLED] = "canceled",
};

#define SAID(code, text) "{\"code\":" code ",\"msg\":\"" text "\",\"request_id\":\"practice\",\"data\":null}"

static const SandboxSaid said[] = {
  { 400, SAID ("400", "bad request") },
  { 401, SAID ("401", "invalid api key") },
  { 402, "{\"code\":402,\"msg\":\"insufficient balance\",\"data\":null}" },
  { 403, SAID ("403", "forbidden") },
  { 404, SAID ("404", "not found") },
  { 413, SAID ("413", "request body too large") },
  { 429, SAID ("429", "too many requests") },
  { 451, SAID ("451", "not available in your region") },
  { 500, SAID ("500", "internal server error") },
  { 503, SAID ("503", "service unavailable") },
  { 504, SAID ("504", "gateway timeout") },
  { 0 },
};

static void
answer_error (SandboxCall *call, const char *message)
{
  g_autofree char *request = g_uuid_string_random ();
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "code", SOUP_STATUS_BAD_REQUEST);
  json_object_set_string_member (object, "msg", message);
  json_object_set_string_member (object, "request_id", request);
  json_object_set_null_member (object, "data");
  sandbox_call_answer_json (call, SOUP_STATUS_BAD_REQUEST, object);
}

static void
answer_envelope (SandboxCall *call, guint status, JsonObject *data)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "code", status);
  json_object_set_string_member (object, "message", "");
  json_object_set_object_member (object, "data", data);
  sandbox_call_answer_json (call, status, object);
}

/* With base64 asked for a data: URI; links otherwise. */
static char *
describe_output (SandboxService *service, SandboxJob *job, guint index, const char *spelling)
{
  gboolean bare = g_strcmp0 (spelling, "b64_json") == 0;
  gboolean within = sandbox_job_get_order (job)->inline_results || g_strcmp0 (spelling, "inline") == 0;
  GBytes *file = sandbox_job_get_result (job, index);
  g_autofree char *text = NULL;

  if (!bare && !within)
    return sandbox_service_get_link (service, job, index);
  text = g_base64_encode (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  return bare ? g_steal_pointer (&text) : g_strconcat ("data:image/jpeg;base64,", text, NULL);
}

static void
set_outputs (SandboxService *service, SandboxJob *job, JsonObject *data)
{
  const char *spelling = sandbox_job_get_spelling (job);
  JsonArray *outputs = json_array_new ();
  JsonArray *unsafe = json_array_new ();
  JsonObject *metrics = json_object_new ();

  for (guint i = 0; i < sandbox_job_count_results (job); i++)
    {
      g_autofree char *output = describe_output (service, job, i, spelling);

      if (g_strcmp0 (spelling, "objects") == 0)
        {
          JsonObject *object = json_object_new ();

          json_object_set_string_member (object, "url", output);
          json_array_add_object_element (outputs, object);
        }
      else
        json_array_add_string_element (outputs, output);
      json_array_add_boolean_element (unsafe, FALSE);
    }
  json_object_set_array_member (data, "outputs", outputs);
  json_object_set_array_member (data, "has_nsfw_contents", unsafe);
  json_object_set_double_member (metrics, "predict_time", (double)sandbox_job_get_worked_ms (job) / 1000);
  json_object_set_object_member (data, "metrics", metrics);
}

static void
set_failure (SandboxJob *job, JsonObject *data)
{
  json_object_set_string_member (data, "error", sandbox_job_get_error (job));
  if (sandbox_job_is_refused (job))
    json_object_set_int_member (data, "error_code", MODERATION_CODE);
}

static JsonObject *
describe_job (SandboxService *service, SandboxJob *job)
{
  const SandboxOrder *order = sandbox_job_get_order (job);
  JsonObject *data = json_object_new ();
  JsonObject *urls = json_object_new ();
  g_autofree char *url
      = g_strconcat (sandbox_service_get_url (service), ROOT "prediction/", sandbox_job_get_id (job), NULL);

  json_object_set_string_member (data, "id", sandbox_job_get_id (job));
  json_object_set_string_member (data, "model", models[g_str_equal (order->operation, "edit") ? 0 : 1].name);
  json_object_set_string_member (data, "status", state_names[sandbox_job_get_state (job)]);
  json_object_set_null_member (data, "outputs");
  json_object_set_string_member (urls, "get", url);
  json_object_set_object_member (data, "urls", urls);
  if (sandbox_job_get_state (job) == SANDBOX_JOB_COMPLETED)
    set_outputs (service, job, data);
  if (sandbox_job_get_state (job) == SANDBOX_JOB_FAILED)
    set_failure (job, data);
  return data;
}

/* The other shape on the service's pages: no envelope, and another word for the good end. */
static void
answer_bare (SandboxCall *call, SandboxJob *job, JsonObject *data)
{
  if (sandbox_job_get_state (job) == SANDBOX_JOB_COMPLETED)
    json_object_set_string_member (data, "status", "succeeded");
  sandbox_call_answer_json (call, SOUP_STATUS_OK, data);
}

static void
answer_job (SandboxCall *call, SandboxJob *job, gpointer user_data)
{
  gboolean late = sandbox_job_get_order (job)->synchronous && !sandbox_job_has_ended (job);
  JsonObject *data = describe_job (user_data, job);

  if (g_strcmp0 (sandbox_job_get_spelling (job), "bare") == 0)
    answer_bare (call, job, data);
  else
    answer_envelope (call, late ? SOUP_STATUS_GATEWAY_TIMEOUT : SOUP_STATUS_OK, data);
}

static gboolean
read_members (SandboxService *service, SandboxOrder *order, JsonObject *root, GError **error)
{
  const char *size = "2048*2048";

  if (!sandbox_fields_read_prompt (root, G_MAXUINT, &order->prompt, error)
      || !sandbox_fields_read_string (root, "size", &size, error)
      || !sandbox_fields_read_size (size, &order->width, &order->height, error)
      || !sandbox_fields_read_boolean (root, "enable_base64_output", &order->inline_results, error)
      || !sandbox_fields_read_boolean (root, "enable_sync_mode", &order->synchronous, error))
    return FALSE;
  return g_str_equal (order->operation, "generate")
         || sandbox_uploads_read_links (service, order, root, "images", error);
}

static SandboxOrder *
read_order (SandboxService *service, SoupServerMessage *message, GError **error)
{
  g_autoptr (JsonObject) root = sandbox_service_read_body (message, error);
  const char *model = "";

  if (root == NULL || !sandbox_fields_read_string (root, "model", &model, error))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    if (g_str_equal (models[i].name, model))
      {
        g_autoptr (SandboxOrder) order = sandbox_order_new (&sandbox_atlascloud, models[i].operation);

        if (!sandbox_fields_check_names (root, models[i].fields, error) || !read_members (service, order, root, error))
          return NULL;
        return g_steal_pointer (&order);
      }
  sandbox_fields_refuse ("model", "is not known", error);
  return NULL;
}

/* As the samples' ids look: no dashes. */
static void
name_job (SandboxOrder *order)
{
  char *to = order->id;

  for (const char *from = order->id; *from != '\0'; from++)
    if (*from != '-')
      *to++ = *from;
  *to = '\0';
}

static gboolean
refuse_long_body (SandboxCall *call, SoupServerMessage *message)
{
  if (soup_server_message_get_request_body (message)->length <= MAX_BODY)
    return FALSE;
  sandbox_call_answer_status (call, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE);
  return TRUE;
}

static void
handle_submit (SandboxService *service, SoupServerMessage *message)
{
  SandboxCall *call = sandbox_service_begin (service, message, &sandbox_atlascloud, SANDBOX_AT_SUBMIT);
  g_autoptr (GError) error = NULL;
  SandboxOrder *order;
  SandboxJob *job;

  if (call == NULL || refuse_long_body (call, message))
    return;
  order = read_order (service, message, &error);
  if (order == NULL)
    {
      answer_error (call, error->message);
      return;
    }
  name_job (order);
  sandbox_service_authorize (service, message, &order->free_of_charge);
  job = sandbox_service_submit (service, order);
  if (order->synchronous)
    sandbox_call_wait (call, job, SYNC_WAIT, answer_job, service);
  else
    answer_job (call, job, service);
}

static void
handle_poll (SandboxService *service, SoupServerMessage *message, const char *id)
{
  SandboxCall *call;
  SandboxJob *job;

  sandbox_service_get_counts (service)->polls++;
  call = sandbox_service_begin (service, message, &sandbox_atlascloud, SANDBOX_AT_POLL);
  if (call == NULL)
    return;
  job = sandbox_service_find (service, &sandbox_atlascloud, id);
  if (job != NULL)
    answer_job (call, job, service);
  else
    sandbox_call_answer_status (call, SOUP_STATUS_NOT_FOUND);
}

static void
handle_upload (SandboxService *service, SoupServerMessage *message)
{
  SandboxCall *call = sandbox_service_begin (service, message, &sandbox_atlascloud, SANDBOX_AT_UPLOAD);
  g_autoptr (GError) error = NULL;
  const SandboxUpload *upload;
  JsonObject *data;

  if (call == NULL || refuse_long_body (call, message))
    return;
  upload = sandbox_uploads_receive (service, message, MAX_BODY, MEDIA_LIFE, &error);
  if (upload == NULL)
    {
      answer_error (call, error->message);
      return;
    }
  data = json_object_new ();
  json_object_set_string_member (data, "download_url", upload->link);
  json_object_set_string_member (data, "file_name", strrchr (upload->link, '/') + 1);
  json_object_set_string_member (data, "content_type", upload->media_type);
  json_object_set_int_member (data, "size", (gint64)g_bytes_get_size (upload->content));
  answer_envelope (call, SOUP_STATUS_OK, data);
}

/* What is left; a run that did not complete is not charged. */
static double
get_balance (SandboxService *service)
{
  GPtrArray *jobs = sandbox_service_get_jobs (service);
  double balance = DEPOSIT;

  for (guint i = 0; i < jobs->len; i++)
    {
      const SandboxOrder *order = sandbox_job_get_order (g_ptr_array_index (jobs, i));

      if (order->provider == &sandbox_atlascloud && !order->free_of_charge
          && sandbox_job_get_state (g_ptr_array_index (jobs, i)) == SANDBOX_JOB_COMPLETED)
        balance -= PRICE;
    }
  return MAX (balance, 0);
}

static void
handle_balance (SandboxService *service, SoupServerMessage *message)
{
  SandboxCall *call = sandbox_service_begin (service, message, &sandbox_atlascloud, SANDBOX_AT_HEALTH);
  JsonObject *data;

  if (call == NULL)
    return;
  data = json_object_new ();
  json_object_set_double_member (data, "balance", get_balance (service));
  answer_envelope (call, SOUP_STATUS_OK, data);
}

static gboolean
dispatch (SandboxService *service, SoupServerMessage *message, const char *path)
{
  gboolean post = soup_server_message_get_method (message) == SOUP_METHOD_POST;
  gboolean get = soup_server_message_get_method (message) == SOUP_METHOD_GET;

  if (post && g_str_equal (path, ROOT "generateImage"))
    handle_submit (service, message);
  else if (post && g_str_equal (path, ROOT "uploadMedia"))
    handle_upload (service, message);
  else if (get && g_str_equal (path, BALANCE))
    handle_balance (service, message);
  else if (get && g_str_has_prefix (path, ROOT "prediction/"))
    handle_poll (service, message, path + strlen (ROOT "prediction/"));
  else if (get && g_str_has_prefix (path, ROOT "result/"))
    handle_poll (service, message, path + strlen (ROOT "result/"));
  else
    return FALSE;
  return TRUE;
}

/* The service's guard turns Python's own clients away by their name. */
static gboolean
is_turned_away (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *agent = soup_message_headers_get_one (headers, "User-Agent");

  return agent != NULL && g_str_has_prefix (agent, "Python-");
}

/* A wrong address is said to be a wrong key: the documentation names both for 401. */
static void
handle (SandboxService *service, SoupServerMessage *message, const char *path, GHashTable *query)
{
  static const char guard[] = "error code: 1010";
  g_autofree char *request = g_uuid_string_random ();

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "X-Request-ID", request);
  if (is_turned_away (message))
    {
      soup_server_message_set_status (message, SOUP_STATUS_FORBIDDEN, NULL);
      soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, guard, strlen (guard));
    }
  else if (!sandbox_service_authorize (service, message, NULL) || !dispatch (service, message, path))
    sandbox_service_refuse (service, message, &sandbox_atlascloud, SOUP_STATUS_UNAUTHORIZED);
}

static gint64
charge (SandboxJob *job)
{
  return llround (PRICE * 1e6) * (gint64)sandbox_job_count_results (job);
}

const SandboxProvider sandbox_atlascloud = {
  "atlascloud", prefixes, handle, said, FALSE, charge,
};
