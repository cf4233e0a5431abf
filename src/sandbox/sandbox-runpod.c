/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-runpod.h"

#include <math.h>
#include <string.h>

#include "sandbox-fields.h"
#include "sandbox-service.h"
#include "sandbox-uploads.h"

/* Limits of a request's body (docs.runpod.io, operation reference). */
#define RUN_MAX_BODY (10 * 1024 * 1024)
#define RUNSYNC_MAX_BODY (20 * 1024 * 1024)

/* How long /runsync holds the answer back, and what ?wait= may say, in milliseconds (same page). */
#define USUAL_WAIT 90000
#define MIN_WAIT 1000
#define MAX_WAIT 300000

/* Dollars for a million pixels: the samples' 0.028311 for 1024*1024 and 0.113246 for 2048*2048. */
#define MEGAPIXEL_PRICE 0.027

/* A worker's name as the service makes them up. */
#define WORKER_ID "practice0worker"

static const char *const prefixes[] = { "/v2/", NULL };

static const char *const edit_fields[] = { "prompt", "images", "size", "enable_safety_checker", NULL };
static const char *const generate_fields[]
    = { "prompt", "negative_prompt", "size", "seed", "enable_safety_checker", NULL };

typedef struct {
  const char *name;
  const char *operation;
  const char *const *fields;
} Model;

static const Model models[] = {
  { "seedream-v4-edit", "edit", edit_fields },
  { "seedream-v4-t2i", "generate", generate_fields },
};

static const char *const state_names[] = {
  [SANDBOX_JOB_QUEUED] = "IN_QUEUE", [SANDBOX_JOB_RUNNING] = "IN_PROGRESS", [SANDBOX_JOB_COMPLETED] = "COMPLETED",
  [SANDBOX_JOB_FAILED] = "FAILED",   [SANDBOX_JOB_CANCELLED] = "CANCELLED",
};

/* Where it documents no body there is none. */
#define NOT_FOUND "{\"message\":\"Not Found\"}"

static const SandboxSaid said[] = {
  { SOUP_STATUS_BAD_REQUEST, "{\"error\":\"bad request\"}" },
  { SOUP_STATUS_PAYMENT_REQUIRED, "{\"error\":\"insufficient balance\"}" },
  { SOUP_STATUS_FORBIDDEN, "{\"error\":\"insufficient balance\"}" },
  { SOUP_STATUS_NOT_FOUND, NOT_FOUND },
  { SOUP_STATUS_INTERNAL_SERVER_ERROR, "{\"error\":\"internal server error\"}" },
  { 429, "too many requests" },
  { 0 },
};

static void
answer_error (SandboxCall *call, const char *message)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "error", message);
  sandbox_call_answer_json (call, SOUP_STATUS_BAD_REQUEST, object);
}

static const Model *
find_model (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    if (g_str_equal (models[i].name, name))
      return &models[i];
  return NULL;
}

static SandboxJob *
find_job (SandboxService *service, const Model *model, const char *id)
{
  SandboxJob *job = sandbox_service_find (service, &sandbox_runpod, id);

  return job != NULL && g_str_equal (sandbox_job_get_order (job)->operation, model->operation) ? job : NULL;
}

/* The samples are cut off after six decimals, not rounded. */
static double
get_cost (const SandboxOrder *order)
{
  double megapixels = (double)order->result_width * order->result_height / 1e6;

  return order->free_of_charge ? 0 : floor (MEGAPIXEL_PRICE * megapixels * 1e6) / 1e6;
}

static gboolean
is_spelling (const char *word)
{
  static const char *const spellings[] = { "result", "image", "url", NULL };

  return word != NULL && g_strv_contains (spellings, word);
}

static void
set_output (JsonObject *answer, SandboxJob *job, const char *link)
{
  const char *spelling = sandbox_job_get_spelling (job);
  JsonObject *output;

  if (g_strcmp0 (spelling, "bare") == 0)
    {
      json_object_set_string_member (answer, "output", link);
      return;
    }
  output = json_object_new ();
  if (g_strcmp0 (spelling, "images") == 0)
    {
      JsonArray *links = json_array_new ();

      json_array_add_string_element (links, link);
      json_object_set_array_member (output, spelling, links);
    }
  else
    json_object_set_string_member (output, is_spelling (spelling) ? spelling : "image_url", link);
  json_object_set_double_member (output, "cost", get_cost (sandbox_job_get_order (job)));
  json_object_set_object_member (answer, "output", output);
}

static JsonObject *
describe_job (SandboxService *service, SandboxJob *job)
{
  SandboxJobState state = sandbox_job_get_state (job);
  g_autofree char *link = sandbox_service_get_link (service, job, 0);
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "id", sandbox_job_get_id (job));
  json_object_set_string_member (answer, "status", state_names[state]);
  if (state == SANDBOX_JOB_QUEUED || state == SANDBOX_JOB_CANCELLED)
    return answer;
  json_object_set_int_member (answer, "delayTime", sandbox_job_get_queued_ms (job));
  if (sandbox_job_has_ended (job))
    json_object_set_int_member (answer, "executionTime", sandbox_job_get_worked_ms (job));
  json_object_set_string_member (answer, "workerId", WORKER_ID);
  if (state == SANDBOX_JOB_FAILED)
    json_object_set_string_member (answer, "error", sandbox_job_get_error (job));
  if (sandbox_job_get_result (job, 0) != NULL)
    set_output (answer, job, link);
  return answer;
}

static gboolean
read_common (SandboxOrder *order, JsonObject *input, GError **error)
{
  const char *size = "1024*1024";
  gboolean safety = TRUE;

  if (!sandbox_fields_read_prompt (input, G_MAXUINT, &order->prompt, error)
      || !sandbox_fields_read_string (input, "size", &size, error)
      || !sandbox_fields_read_boolean (input, "enable_safety_checker", &safety, error))
    return FALSE;
  return sandbox_fields_read_size (size, &order->width, &order->height, error);
}

static gboolean
read_generation (SandboxOrder *order, JsonObject *input, GError **error)
{
  const char *negative_prompt = NULL;

  if (!sandbox_fields_read_string (input, "negative_prompt", &negative_prompt, error)
      || !sandbox_fields_read_integer (input, "seed", &order->seed, error))
    return FALSE;
  order->negative_prompt = g_strdup (negative_prompt);
  return TRUE;
}

static JsonObject *
find_input (JsonObject *root, GError **error)
{
  static const char *const names[] = { "input", NULL };
  JsonNode *input = json_object_get_member (root, "input");

  if (!sandbox_fields_check_names (root, names, error))
    return NULL;
  if (input == NULL || !JSON_NODE_HOLDS_OBJECT (input))
    {
      sandbox_fields_refuse ("input", "is required and must be an object", error);
      return NULL;
    }
  return json_node_get_object (input);
}

/* References come within the request, or as links to where the practice server itself keeps files. */
static gboolean
read_references (SandboxService *service, SandboxOrder *order, JsonObject *input, GError **error)
{
  JsonNode *node = json_object_get_member (input, "images");
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *first = list != NULL && json_array_get_length (list) > 0 ? json_array_get_element (list, 0) : NULL;
  const char *text
      = first != NULL && json_node_get_value_type (first) == G_TYPE_STRING ? json_node_get_string (first) : "";

  if (sandbox_uploads_is_own_link (service, text))
    return sandbox_uploads_read_links (service, order, input, "images", error);
  return sandbox_order_read_inline (order, input, "images", error);
}

static SandboxOrder *
read_order (SandboxService *service, const Model *model, SoupServerMessage *message, GError **error)
{
  g_autoptr (SandboxOrder) order = sandbox_order_new (&sandbox_runpod, model->operation);
  g_autoptr (JsonObject) root = sandbox_service_read_body (message, error);
  JsonObject *input;
  gboolean edit = model->fields == edit_fields;

  input = root != NULL ? find_input (root, error) : NULL;
  if (input == NULL || !sandbox_fields_check_names (input, model->fields, error) || !read_common (order, input, error))
    return NULL;
  if (!(edit ? read_references (service, order, input, error) : read_generation (order, input, error)))
    return NULL;
  return g_steal_pointer (&order);
}

static gboolean
read_wait (GHashTable *query, guint *wait)
{
  const char *text = query != NULL ? g_hash_table_lookup (query, "wait") : NULL;
  guint64 milliseconds;

  *wait = USUAL_WAIT;
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, MIN_WAIT, MAX_WAIT, &milliseconds, NULL))
    return FALSE;
  *wait = (guint)milliseconds;
  return TRUE;
}

static gboolean
refuse_long_body (SandboxCall *call, SoupServerMessage *message, gboolean synchronous)
{
  goffset limit = synchronous ? RUNSYNC_MAX_BODY : RUN_MAX_BODY;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) body = NULL;

  if (soup_server_message_get_request_body (message)->length <= limit)
    return FALSE;
  text = g_strdup_printf ("request exceeded max body size of %dMiB", (int)(limit / (1024 * 1024)));
  body = g_bytes_new (text, strlen (text));
  sandbox_call_answer (call, SOUP_STATUS_BAD_REQUEST, "text/plain", body);
  return TRUE;
}

/* As the samples' ids look. */
static void
name_job (SandboxOrder *order)
{
  g_autofree char *uuid = g_steal_pointer (&order->id);

  order->id = g_strdup_printf ("%s%s-u1", order->synchronous ? "sync-" : "", uuid);
}

static void
answer_job (SandboxCall *call, SandboxJob *job, gpointer user_data)
{
  SandboxService *service = user_data;

  sandbox_call_answer_json (call, SOUP_STATUS_OK, describe_job (service, job));
}

static void
submit (SandboxService *service,
        SandboxCall *call,
        SoupServerMessage *message,
        const Model *model,
        gboolean synchronous,
        guint wait)
{
  g_autoptr (GError) error = NULL;
  SandboxOrder *order;
  SandboxJob *job;

  if (refuse_long_body (call, message, synchronous))
    return;
  order = read_order (service, model, message, &error);
  if (order == NULL)
    {
      answer_error (call, error->message);
      return;
    }
  order->synchronous = synchronous;
  name_job (order);
  sandbox_service_authorize (service, message, &order->free_of_charge);
  job = sandbox_service_submit (service, order);
  if (synchronous)
    sandbox_call_wait (call, job, wait, answer_job, service);
  else
    answer_job (call, job, service);
}

static void
handle_submit (SandboxService *service,
               SoupServerMessage *message,
               const Model *model,
               gboolean synchronous,
               GHashTable *query)
{
  SandboxCall *call = sandbox_service_begin (service, message, &sandbox_runpod, SANDBOX_AT_SUBMIT);
  guint wait;

  if (call == NULL)
    return;
  if (read_wait (query, &wait))
    submit (service, call, message, model, synchronous, wait);
  else
    answer_error (call, "wait must be between 1000 and 300000 milliseconds");
}

static void
handle_status (SandboxService *service, SoupServerMessage *message, const Model *model, const char *id)
{
  SandboxCall *call;
  SandboxJob *job;

  sandbox_service_get_counts (service)->polls++;
  call = sandbox_service_begin (service, message, &sandbox_runpod, SANDBOX_AT_POLL);
  if (call == NULL)
    return;
  job = find_job (service, model, id);
  if (job != NULL)
    answer_job (call, job, service);
  else
    sandbox_call_answer_status (call, SOUP_STATUS_NOT_FOUND);
}

/* A job that has ended already says how. */
static void
handle_cancel (SandboxService *service, SoupServerMessage *message, const Model *model, const char *id)
{
  SandboxCall *call;
  SandboxJob *job;

  sandbox_service_get_counts (service)->cancels++;
  call = sandbox_service_begin (service, message, &sandbox_runpod, SANDBOX_AT_CANCEL);
  if (call == NULL)
    return;
  job = find_job (service, model, id);
  if (job != NULL)
    {
      sandbox_job_cancel (job);
      answer_job (call, job, service);
    }
  else
    sandbox_call_answer_status (call, SOUP_STATUS_NOT_FOUND);
}

static guint
count_jobs (SandboxService *service, const Model *model, SandboxJobState state)
{
  GPtrArray *jobs = sandbox_service_get_jobs (service);
  guint count = 0;

  for (guint i = 0; i < jobs->len; i++)
    {
      SandboxJob *job = g_ptr_array_index (jobs, i);

      if (sandbox_job_get_state (job) == state
          && g_str_equal (sandbox_job_get_order (job)->operation, model->operation))
        count++;
    }
  return count;
}

static void
handle_health (SandboxService *service, SoupServerMessage *message, const Model *model)
{
  SandboxCall *call = sandbox_service_begin (service, message, &sandbox_runpod, SANDBOX_AT_HEALTH);
  guint running = count_jobs (service, model, SANDBOX_JOB_RUNNING);
  JsonObject *answer, *jobs, *workers;

  if (call == NULL)
    return;
  answer = json_object_new ();
  jobs = json_object_new ();
  workers = json_object_new ();
  json_object_set_int_member (jobs, "completed", count_jobs (service, model, SANDBOX_JOB_COMPLETED));
  json_object_set_int_member (jobs, "failed", count_jobs (service, model, SANDBOX_JOB_FAILED));
  json_object_set_int_member (jobs, "inProgress", running);
  json_object_set_int_member (jobs, "inQueue", count_jobs (service, model, SANDBOX_JOB_QUEUED));
  json_object_set_int_member (jobs, "retried", 0);
  json_object_set_int_member (workers, "idle", 1);
  json_object_set_int_member (workers, "running", running);
  json_object_set_object_member (answer, "jobs", jobs);
  json_object_set_object_member (answer, "workers", workers);
  sandbox_call_answer_json (call, SOUP_STATUS_OK, answer);
}

/* One address of a model: "run", "runsync" and "health" end there, "status" and "cancel" go on with an id. */
static gboolean
dispatch (SandboxService *service, SoupServerMessage *message, const Model *model, char **rest, GHashTable *query)
{
  gboolean post = soup_server_message_get_method (message) == SOUP_METHOD_POST;
  gboolean get = soup_server_message_get_method (message) == SOUP_METHOD_GET;
  guint parts = g_strv_length (rest);

  if (parts == 1 && post && g_str_equal (rest[0], "run"))
    handle_submit (service, message, model, FALSE, query);
  else if (parts == 1 && post && g_str_equal (rest[0], "runsync"))
    handle_submit (service, message, model, TRUE, query);
  else if (parts == 1 && get && g_str_equal (rest[0], "health"))
    handle_health (service, message, model);
  else if (parts == 2 && get && g_str_equal (rest[0], "status"))
    handle_status (service, message, model, rest[1]);
  else if (parts == 2 && post && g_str_equal (rest[0], "cancel"))
    handle_cancel (service, message, model, rest[1]);
  else
    return FALSE;
  return TRUE;
}

static void
handle (SandboxService *service, SoupServerMessage *message, const char *path, GHashTable *query)
{
  g_auto (GStrv) parts = g_strsplit (path + strlen (prefixes[0]), "/", -1);
  const Model *model = parts[0] != NULL ? find_model (parts[0]) : NULL;

  if (!sandbox_service_authorize (service, message, NULL))
    {
      soup_server_message_set_status (message, SOUP_STATUS_UNAUTHORIZED, NULL);
      return;
    }
  if (model != NULL && dispatch (service, message, model, parts + 1, query))
    return;
  soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, NOT_FOUND, strlen (NOT_FOUND));
}

static gint64
charge (SandboxJob *job)
{
  return sandbox_job_count_results (job) > 0 ? llround (get_cost (sandbox_job_get_order (job)) * 1e6) : 0;
}

const SandboxProvider sandbox_runpod = {
  "runpod", prefixes, handle, said, FALSE, charge,
};
