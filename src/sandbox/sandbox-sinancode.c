/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-sinancode.h"

#include <string.h>

#include "sandbox-fields.h"
#include "sandbox-shapes.h"
#include "sandbox-uploads.h"

/* The model's page: characters of a prompt, results. */
#define MAX_PROMPT 5000
#define MAX_RESULTS 6

/* The page on files names 50 MB; how long they are kept is not said but for expires_at in the answer. */
#define MAX_UPLOAD (50 * 1024 * 1024)
#define UPLOAD_LIFE (24 * 3600)

#define SUBMIT "/v1/generate/k/seedream-v4-edit"
#define TASKS "/v1/tasks/"
#define UPLOAD "/api/upload/file"

static const char *const prefixes[] = { "/v1/generate/", TASKS, "/api/upload/", NULL };

static const char *const fields[]
    = { "image_urls", "prompt", "image_resolution", "image_size", "max_images", "seed", NULL };

static const char *const state_names[] = {
  [SANDBOX_JOB_QUEUED] = "pending", [SANDBOX_JOB_RUNNING] = "processing", [SANDBOX_JOB_COMPLETED] = "completed",
  [SANDBOX_JOB_FAILED] = "failed",  [SANDBOX_JOB_CANCELLED] = "failed",
};

/* No page tells the bodies of errors; clients have met these three members. */
static const SandboxSaid said[] = {
  { 400, "{\"message\":\"bad request\"}" },
  { 401, "{\"message\":\"invalid token\"}" },
  { 402, "{\"error_msg\":\"insufficient balance\"}" },
  { 403, "{\"message\":\"forbidden\"}" },
  { 404, "{\"message\":\"task not found\"}" },
  { 413, "{\"message\":\"file too large\"}" },
  { 422, "{\"error_msg\":\"invalid parameter\"}" },
  { 429, "{\"error_code\":\"rate_limited\"}" },
  { 500, "{\"message\":\"internal server error\"}" },
  { 0 },
};

static void
answer_error (SandboxCall *call, const char *message)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "message", message);
  sandbox_call_answer_json (call, SOUP_STATUS_BAD_REQUEST, object);
}

static SandboxOrder *
read_order (SandboxService *service, SoupServerMessage *message, GError **error)
{
  g_autoptr (SandboxOrder) order = sandbox_order_new (&sandbox_sinancode, "edit");
  g_autoptr (JsonObject) root = sandbox_service_read_body (message, error);

  if (root == NULL || !sandbox_fields_check_names (root, fields, error)
      || !sandbox_fields_read_prompt (root, MAX_PROMPT, &order->prompt, error)
      || !sandbox_fields_read_range (root, "max_images", 1, MAX_RESULTS, &order->count, error)
      || !sandbox_fields_read_integer (root, "seed", &order->seed, error) || !sandbox_shapes_read (order, root, error)
      || !sandbox_uploads_read_links (service, order, root, "image_urls", error))
    return NULL;
  return g_steal_pointer (&order);
}

static void
handle_submit (SandboxService *service, SoupServerMessage *message)
{
  SandboxCall *call = sandbox_service_begin (service, message, &sandbox_sinancode, SANDBOX_AT_SUBMIT);
  g_autoptr (GError) error = NULL;
  SandboxOrder *order;
  JsonObject *answer;

  if (call == NULL)
    return;
  order = read_order (service, message, &error);
  if (order == NULL)
    {
      answer_error (call, error->message);
      return;
    }
  sandbox_service_authorize (service, message, &order->free_of_charge);
  answer = json_object_new ();
  json_object_set_string_member (answer, "task_id", sandbox_job_get_id (sandbox_service_submit (service, order)));
  sandbox_call_answer_json (call, SOUP_STATUS_OK, answer);
}

/* Strings in the quickstart, objects on the newer page. */
static JsonArray *
describe_results (SandboxService *service, SandboxJob *job)
{
  gboolean objects = g_strcmp0 (sandbox_job_get_spelling (job), "objects") == 0;
  JsonArray *results = json_array_new ();

  for (guint i = 0; i < sandbox_job_count_results (job); i++)
    {
      g_autofree char *link = sandbox_service_get_link (service, job, i);
      JsonObject *result;

      if (!objects)
        {
          json_array_add_string_element (results, link);
          continue;
        }
      result = json_object_new ();
      json_object_set_string_member (result, "type", "image");
      json_object_set_string_member (result, "url", link);
      json_array_add_object_element (results, result);
    }
  return results;
}

static JsonObject *
describe_job (SandboxService *service, SandboxJob *job)
{
  JsonObject *answer = json_object_new ();
  SandboxJobState state = sandbox_job_get_state (job);

  json_object_set_string_member (answer, "id", sandbox_job_get_id (job));
  json_object_set_string_member (answer, "status", state_names[state]);
  json_object_set_null_member (answer, "error_code");
  json_object_set_null_member (answer, "error_msg");
  json_object_set_null_member (answer, "result");
  if (state == SANDBOX_JOB_FAILED)
    {
      json_object_set_string_member (answer, "error_code",
                                     sandbox_job_is_refused (job) ? "content_rejected" : "generation_failed");
      json_object_set_string_member (answer, "error_msg", sandbox_job_get_error (job));
    }
  if (state == SANDBOX_JOB_COMPLETED)
    json_object_set_array_member (answer, "result", describe_results (service, job));
  return answer;
}

static void
handle_poll (SandboxService *service, SoupServerMessage *message, const char *id)
{
  SandboxCall *call;
  SandboxJob *job;

  sandbox_service_get_counts (service)->polls++;
  call = sandbox_service_begin (service, message, &sandbox_sinancode, SANDBOX_AT_POLL);
  if (call == NULL)
    return;
  job = sandbox_service_find (service, &sandbox_sinancode, id);
  if (job != NULL)
    sandbox_call_answer_json (call, SOUP_STATUS_OK, describe_job (service, job));
  else
    sandbox_call_answer_status (call, SOUP_STATUS_NOT_FOUND);
}

static JsonObject *
describe_upload (const SandboxUpload *upload)
{
  g_autofree char *md5 = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, upload->content);
  g_autofree char *key = g_strconcat ("tmp/", upload->id, NULL);
  /* Another network's address, of no use here: a name that leads nowhere (RFC 2606). */
  g_autofree char *elsewhere = g_strconcat ("https://uploads.invalid/", key, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) end = g_date_time_add (now, upload->end - g_get_monotonic_time ());
  g_autofree char *expires = g_date_time_format (end, "%Y-%m-%dT%H:%M:%SZ");
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "url", upload->link);
  json_object_set_string_member (answer, "cn_url", elsewhere);
  json_object_set_string_member (answer, "key", key);
  json_object_set_string_member (answer, "md5", md5);
  json_object_set_int_member (answer, "size", (gint64)g_bytes_get_size (upload->content));
  json_object_set_string_member (answer, "content_type", upload->media_type);
  json_object_set_string_member (answer, "expires_at", expires);
  return answer;
}

/* The server takes bodies a little longer than the limit, whose multipart frame does not count. */
static void
handle_upload (SandboxService *service, SoupServerMessage *message)
{
  SandboxCall *call = sandbox_service_begin (service, message, &sandbox_sinancode, SANDBOX_AT_UPLOAD);
  g_autoptr (GError) error = NULL;
  const SandboxUpload *upload;

  if (call == NULL)
    return;
  if (soup_server_message_get_request_body (message)->length > MAX_UPLOAD + 1024)
    {
      sandbox_call_answer_status (call, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE);
      return;
    }
  upload = sandbox_uploads_receive (service, message, MAX_UPLOAD, UPLOAD_LIFE, &error);
  if (upload != NULL)
    sandbox_call_answer_json (call, SOUP_STATUS_OK, describe_upload (upload));
  else
    answer_error (call, error->message);
}

static gboolean
dispatch (SandboxService *service, SoupServerMessage *message, const char *path)
{
  gboolean post = soup_server_message_get_method (message) == SOUP_METHOD_POST;
  gboolean get = soup_server_message_get_method (message) == SOUP_METHOD_GET;

  if (post && g_str_equal (path, SUBMIT))
    handle_submit (service, message);
  else if (post && g_str_equal (path, UPLOAD))
    handle_upload (service, message);
  else if (get && g_str_has_prefix (path, TASKS))
    handle_poll (service, message, path + strlen (TASKS));
  else
    return FALSE;
  return TRUE;
}

static void
handle (SandboxService *service, SoupServerMessage *message, const char *path, GHashTable *query)
{
  if (!sandbox_service_authorize (service, message, NULL))
    sandbox_service_refuse (service, message, &sandbox_sinancode, SOUP_STATUS_UNAUTHORIZED);
  else if (!dispatch (service, message, path))
    sandbox_service_refuse (service, message, &sandbox_sinancode, SOUP_STATUS_NOT_FOUND);
}

const SandboxProvider sandbox_sinancode = {
  "sinancode",
  prefixes,
  handle,
  said,
};
