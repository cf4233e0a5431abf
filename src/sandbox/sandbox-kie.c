/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-kie.h"

#include <string.h>

#include "sandbox-fields.h"
#include "sandbox-shapes.h"
#include "sandbox-uploads.h"

/* The models' pages (docs.kie.ai, market/seedream): characters of a prompt, results. */
#define MAX_PROMPT 5000
#define MAX_RESULTS 6

/* Seconds; the page on stream uploads names 24 h, an older one three days. */
#define UPLOAD_LIFE (24 * 3600)

/* Credits for one picture, and what a practice account begins with. Invented: the page on credits names no price. */
#define PRICE 5
#define DEPOSIT 1000

#define JOBS "/api/v1/jobs/"
#define UPLOAD "/api/file-stream-upload"
#define CREDIT "/api/v1/chat/credit"

static const char *const prefixes[] = { JOBS, UPLOAD, CREDIT, NULL };

static const char *const root_fields[] = { "model", "callBackUrl", "input", NULL };
static const char *const edit_fields[]
    = { "prompt", "image_urls", "image_size", "image_resolution", "max_images", "seed", "nsfw_checker", NULL };
static const char *const generate_fields[]
    = { "prompt", "image_size", "image_resolution", "max_images", "seed", "nsfw_checker", NULL };

static const struct {
  const char *name;
  const char *operation;
  const char *const *fields;
} models[] = {
  { "bytedance/seedream-v4-edit", "edit", edit_fields },
  { "bytedance/seedream-v4-text-to-image", "generate", generate_fields },
};

static const char *const state_names[] = {
  [SANDBOX_JOB_QUEUED] = "queuing", [SANDBOX_JOB_RUNNING] = "generating", [SANDBOX_JOB_COMPLETED] = "success",
  [SANDBOX_JOB_FAILED] = "fail",    [SANDBOX_JOB_CANCELLED] = "fail",
};

#define SAID(code, text) "{\"code\":" code ",\"msg\":\"" text "\",\"data\":null}"

/* The codes that the pages list, which go out with status 200. What is not found is a record, whose page calls the text otherwise. */
static const SandboxSaid said[] = {
  { 400, SAID ("400", "The request is not valid.") },
  { 401, "{\"code\":401,\"msg\":\"You do not have access permissions\"}" },
  { 402, SAID ("402", "Your account has insufficient credits.") },
  { 404, "{\"code\":404,\"message\":\"The task does not exist.\",\"data\":null}" },
  { 408, SAID ("408", "The upstream service has not answered in time.") },
  { 422, SAID ("422", "A parameter is not valid.") },
  { 429, SAID ("429", "There are too many requests; this one was rejected.") },
  { 433, SAID ("433", "This key has used up its share.") },
  { 455, SAID ("455", "The service is under maintenance.") },
  { 500, SAID ("500", "Internal server error") },
  { 501, SAID ("501", "The generation has failed.") },
  { 505, SAID ("505", "This feature is switched off.") },
  { 0 },
};

/* Every answer has status 200; @word is what the page in question calls the text. Takes @data. */
static void
answer_envelope (SandboxCall *call, gint64 code, const char *word, const char *text, JsonNode *data)
{
  JsonObject *answer = json_object_new ();

  json_object_set_int_member (answer, "code", code);
  json_object_set_string_member (answer, word, text);
  json_object_set_member (answer, "data", data);
  sandbox_call_answer_json (call, SOUP_STATUS_OK, answer);
}

static JsonNode *
wrap (JsonObject *data)
{
  return json_node_init_object (json_node_alloc (), data);
}

static JsonNode *
make_null (void)
{
  return json_node_init_null (json_node_alloc ());
}

static JsonObject *
read_input (JsonObject *root, GError **error)
{
  JsonNode *input = json_object_get_member (root, "input");

  if (input != NULL && JSON_NODE_HOLDS_OBJECT (input))
    return json_node_get_object (input);
  sandbox_fields_refuse ("input", "must be an object", error);
  return NULL;
}

static gboolean
read_members (SandboxService *service, SandboxOrder *order, JsonObject *input, GError **error)
{
  gboolean checker;

  if (!sandbox_fields_read_prompt (input, MAX_PROMPT, &order->prompt, error)
      || !sandbox_fields_read_range (input, "max_images", 1, MAX_RESULTS, &order->count, error)
      || !sandbox_fields_read_integer (input, "seed", &order->seed, error)
      || !sandbox_fields_read_boolean (input, "nsfw_checker", &checker, error)
      || !sandbox_shapes_read (order, input, error))
    return FALSE;
  return g_str_equal (order->operation, "generate")
         || sandbox_uploads_read_links (service, order, input, "image_urls", error);
}

static SandboxOrder *
read_model (JsonObject *root, JsonObject *input, GError **error)
{
  const char *model = "";
  const char *callback;

  if (!sandbox_fields_read_string (root, "model", &model, error)
      || !sandbox_fields_read_string (root, "callBackUrl", &callback, error))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    if (g_str_equal (models[i].name, model))
      return sandbox_fields_check_names (input, models[i].fields, error)
                 ? sandbox_order_new (&sandbox_kie, models[i].operation)
                 : NULL;
  sandbox_fields_refuse ("model", "is not known", error);
  return NULL;
}

static SandboxOrder *
read_order (SandboxService *service, SoupServerMessage *message, GError **error)
{
  g_autoptr (JsonObject) root = sandbox_service_read_body (message, error);
  g_autoptr (SandboxOrder) order = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *input;

  if (root == NULL || !sandbox_fields_check_names (root, root_fields, error))
    return NULL;
  input = read_input (root, error);
  order = input != NULL ? read_model (root, input, error) : NULL;
  if (order == NULL || !read_members (service, order, input, error))
    return NULL;
  node = wrap (root);
  order->request = json_to_string (node, FALSE);
  return g_steal_pointer (&order);
}

static void
handle_submit (SandboxService *service, SoupServerMessage *message)
{
  SandboxCall *call = sandbox_service_begin (service, message, &sandbox_kie, SANDBOX_AT_SUBMIT);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) data = NULL;
  SandboxOrder *order;

  if (call == NULL)
    return;
  order = read_order (service, message, &error);
  if (order == NULL)
    {
      answer_envelope (call, SOUP_STATUS_UNPROCESSABLE_ENTITY, "msg", error->message, make_null ());
      return;
    }
  sandbox_service_authorize (service, message, &order->free_of_charge);
  data = json_object_new ();
  json_object_set_string_member (data, "taskId", sandbox_job_get_id (sandbox_service_submit (service, order)));
  answer_envelope (call, SOUP_STATUS_OK, "msg", "success", wrap (data));
}

static gint64
get_price (SandboxJob *job)
{
  return sandbox_job_get_order (job)->free_of_charge ? 0 : PRICE * (gint64)sandbox_job_count_results (job);
}

static const char *
get_state_name (SandboxJob *job)
{
  return sandbox_job_is_waiting (job) ? "waiting" : state_names[sandbox_job_get_state (job)];
}

/* A text that holds JSON, not JSON itself. */
static char *
describe_results (SandboxService *service, SandboxJob *job)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) root = wrap (object);
  JsonArray *links = json_array_new ();

  for (guint i = 0; i < sandbox_job_count_results (job); i++)
    {
      g_autofree char *link = sandbox_service_get_link (service, job, i);

      json_array_add_string_element (links, link);
    }
  json_object_set_array_member (object, "resultUrls", links);
  return json_to_string (root, FALSE);
}

/* What the client has sent is its own fault, anything else the model's. */
static void
set_failure (JsonObject *data, SandboxJob *job)
{
  gboolean own_fault = sandbox_job_get_order (job)->picture_error != NULL;

  json_object_set_string_member (data, "failCode", own_fault ? "422" : "501");
  json_object_set_string_member (data, "failMsg", sandbox_job_get_error (job));
}

static void
set_ending (SandboxService *service, JsonObject *data, SandboxJob *job)
{
  gint64 worked = sandbox_job_get_queued_ms (job) + sandbox_job_get_worked_ms (job);

  json_object_set_int_member (data, "costTime", worked / 1000);
  json_object_set_int_member (data, "completeTime", sandbox_job_get_creation_time (job) + worked);
  if (sandbox_job_get_state (job) == SANDBOX_JOB_COMPLETED)
    {
      g_autofree char *results = describe_results (service, job);

      json_object_set_string_member (data, "resultJson", results);
      json_object_set_int_member (data, "creditsConsumed", get_price (job));
    }
  else
    set_failure (data, job);
}

static JsonObject *
describe_job (SandboxService *service, SandboxJob *job)
{
  const SandboxOrder *order = sandbox_job_get_order (job);
  JsonObject *data = json_object_new ();

  json_object_set_string_member (data, "taskId", sandbox_job_get_id (job));
  json_object_set_string_member (data, "model", models[g_str_equal (order->operation, "edit") ? 0 : 1].name);
  json_object_set_string_member (data, "state", get_state_name (job));
  json_object_set_string_member (data, "param", order->request);
  json_object_set_string_member (data, "resultJson", "");
  json_object_set_string_member (data, "failCode", "");
  json_object_set_string_member (data, "failMsg", "");
  json_object_set_int_member (data, "createTime", sandbox_job_get_creation_time (job));
  json_object_set_int_member (data, "updateTime", g_get_real_time () / 1000);
  if (sandbox_job_has_ended (job))
    set_ending (service, data, job);
  return data;
}

static void
handle_poll (SandboxService *service, SoupServerMessage *message, GHashTable *query)
{
  const char *id = query != NULL ? g_hash_table_lookup (query, "taskId") : NULL;
  g_autoptr (JsonObject) data = NULL;
  SandboxCall *call;
  SandboxJob *job;

  sandbox_service_get_counts (service)->polls++;
  call = sandbox_service_begin (service, message, &sandbox_kie, SANDBOX_AT_POLL);
  if (call == NULL)
    return;
  if (id == NULL)
    {
      answer_envelope (call, SOUP_STATUS_UNPROCESSABLE_ENTITY, "message", "taskId is required", make_null ());
      return;
    }
  job = sandbox_service_find (service, &sandbox_kie, id);
  if (job == NULL)
    {
      sandbox_call_answer_status (call, SOUP_STATUS_NOT_FOUND);
      return;
    }
  data = describe_job (service, job);
  answer_envelope (call, SOUP_STATUS_OK, "message", "success", wrap (data));
}

static JsonObject *
describe_upload (const SandboxUpload *upload)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S.000Z");
  JsonObject *data = json_object_new ();

  json_object_set_string_member (data, "fileName", strrchr (upload->id, '/') + 1);
  json_object_set_string_member (data, "filePath", upload->id);
  json_object_set_string_member (data, "downloadUrl", upload->link);
  json_object_set_int_member (data, "fileSize", (gint64)g_bytes_get_size (upload->content));
  json_object_set_string_member (data, "mimeType", upload->media_type);
  json_object_set_string_member (data, "uploadedAt", time);
  return data;
}

static void
handle_upload (SandboxService *service, SoupServerMessage *message)
{
  SandboxCall *call = sandbox_service_begin (service, message, &sandbox_kie, SANDBOX_AT_UPLOAD);
  g_autoptr (GError) error = NULL;
  const SandboxUpload *upload;
  JsonObject *answer;

  if (call == NULL)
    return;
  upload = sandbox_uploads_receive_named (service, message, UPLOAD_LIFE, &error);
  answer = json_object_new ();
  json_object_set_boolean_member (answer, "success", upload != NULL);
  json_object_set_int_member (answer, "code", upload != NULL ? SOUP_STATUS_OK : SOUP_STATUS_BAD_REQUEST);
  json_object_set_string_member (answer, "msg", upload != NULL ? "File uploaded successfully" : error->message);
  if (upload != NULL)
    json_object_set_object_member (answer, "data", describe_upload (upload));
  sandbox_call_answer_json (call, SOUP_STATUS_OK, answer);
}

static void
handle_credit (SandboxService *service, SoupServerMessage *message)
{
  SandboxCall *call = sandbox_service_begin (service, message, &sandbox_kie, SANDBOX_AT_HEALTH);
  GPtrArray *jobs = sandbox_service_get_jobs (service);
  gint64 credits = DEPOSIT;

  if (call == NULL)
    return;
  for (guint i = 0; i < jobs->len; i++)
    if (sandbox_job_get_order (g_ptr_array_index (jobs, i))->provider == &sandbox_kie)
      credits -= get_price (g_ptr_array_index (jobs, i));
  answer_envelope (call, SOUP_STATUS_OK, "msg", "success", json_node_init_int (json_node_alloc (), MAX (credits, 0)));
}

static gboolean
dispatch (SandboxService *service, SoupServerMessage *message, const char *path, GHashTable *query)
{
  gboolean post = soup_server_message_get_method (message) == SOUP_METHOD_POST;
  gboolean get = soup_server_message_get_method (message) == SOUP_METHOD_GET;

  if (post && g_str_equal (path, JOBS "createTask"))
    handle_submit (service, message);
  else if (get && g_str_equal (path, JOBS "recordInfo"))
    handle_poll (service, message, query);
  else if (post && g_str_equal (path, UPLOAD))
    handle_upload (service, message);
  else if (get && g_str_equal (path, CREDIT))
    handle_credit (service, message);
  else
    return FALSE;
  return TRUE;
}

/* An address that there is none of is nothing that the envelope is for. */
static void
handle (SandboxService *service, SoupServerMessage *message, const char *path, GHashTable *query)
{
  if (!sandbox_service_authorize (service, message, NULL))
    sandbox_service_refuse (service, message, &sandbox_kie, SOUP_STATUS_UNAUTHORIZED);
  else if (!dispatch (service, message, path, query))
    sandbox_service_refuse (service, message, NULL, SOUP_STATUS_NOT_FOUND);
}

const SandboxProvider sandbox_kie = { "kie", prefixes, handle, said, TRUE };
