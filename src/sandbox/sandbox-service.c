/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-service.h"

#include "sandbox-aimlapi.h"
#include "sandbox-ark.h"
#include "sandbox-atlascloud.h"
#include "sandbox-fields.h"
#include "sandbox-kie.h"
#include "sandbox-runpod.h"
#include "sandbox-sinancode.h"
#include "sandbox-stats.h"
#include "sandbox-storage.h"
#include "sandbox-uploads.h"

#include <stdio.h>
#include <string.h>

/* Above any provider's own limit, so that theirs is what a client meets. */
#define MAX_BODY (64 * 1024 * 1024)

/* How long Runpod keeps the record of a job, in microseconds: half an hour after /run, a minute after /runsync
 * (docs.runpod.io, operation reference). Links outlive their record. */
#define RECORD_LIFE (30 * 60 * G_USEC_PER_SEC)
#define SYNCHRONOUS_RECORD_LIFE (60 * G_USEC_PER_SEC)

static const SandboxProvider *const providers[] = {
  &sandbox_runpod, &sandbox_aimlapi, &sandbox_atlascloud, &sandbox_sinancode, &sandbox_kie, &sandbox_ark,
};

struct _SandboxService {
  SoupServer *server;
  char *url;
  char *key;
  SandboxFaults *faults;
  SandboxCounts counts;
  GPtrArray *jobs;
  GPtrArray *uploads;
  GHashTable *waiting;
};

SandboxService *
sandbox_service_new (void)
{
  SandboxService *self = g_new0 (SandboxService, 1);

  self->faults = sandbox_faults_new ();
  self->jobs = g_ptr_array_new_with_free_func (g_object_unref);
  self->uploads = g_ptr_array_new_with_free_func ((GDestroyNotify)sandbox_upload_free);
  self->waiting = g_hash_table_new_full (NULL, NULL, (GDestroyNotify)sandbox_call_free, NULL);
  return self;
}

void
sandbox_service_free (SandboxService *self)
{
  g_assert (self->server == NULL);
  g_hash_table_unref (self->waiting);
  g_ptr_array_unref (self->jobs);
  g_ptr_array_unref (self->uploads);
  sandbox_faults_free (self->faults);
  g_free (self->key);
  g_free (self);
}

void
sandbox_service_set_key (SandboxService *self, const char *key)
{
  g_free (self->key);
  self->key = g_strdup (key);
}

SandboxFaults *
sandbox_service_get_faults (SandboxService *self)
{
  return self->faults;
}

SandboxCounts *
sandbox_service_get_counts (SandboxService *self)
{
  return &self->counts;
}

const char *
sandbox_service_get_url (SandboxService *self)
{
  return self->url;
}

GPtrArray *
sandbox_service_get_jobs (SandboxService *self)
{
  return self->jobs;
}

GPtrArray *
sandbox_service_get_uploads (SandboxService *self)
{
  return self->uploads;
}

static void
forget_old_jobs (SandboxService *self)
{
  for (guint i = self->jobs->len; i > 0; i--)
    if (sandbox_job_get_age (g_ptr_array_index (self->jobs, i - 1)) > RECORD_LIFE)
      g_ptr_array_remove_index (self->jobs, i - 1);
}

gboolean
sandbox_service_authorize (SandboxService *self, SoupServerMessage *message, gboolean *free_of_charge)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *header = soup_message_headers_get_one (headers, "Authorization");
  const char *key = header != NULL && g_str_has_prefix (header, "Bearer ") ? header + strlen ("Bearer ") : NULL;

  if (free_of_charge != NULL)
    *free_of_charge = g_strcmp0 (key, "practice") == 0;
  if (self->key != NULL)
    return g_strcmp0 (key, self->key) == 0;
  return key != NULL && *key != '\0' && !g_str_has_prefix (key, "bad");
}

SandboxCall *
sandbox_service_begin (SandboxService *self,
                       SoupServerMessage *message,
                       const SandboxProvider *provider,
                       SandboxPoint point)
{
  SandboxCall *call = sandbox_call_new (self->waiting, message, provider);
  SandboxFault *trick = sandbox_faults_take (self->faults, point, SANDBOX_FAULTS_INSTEAD | SANDBOX_FAULTS_AFTER);

  sandbox_call_set_delay (call, sandbox_faults_take (self->faults, point, SANDBOX_FAULT_DELAY));
  if (trick == NULL)
    return call;
  sandbox_call_set_trick (call, trick);
  if ((trick->kind & SANDBOX_FAULTS_INSTEAD) == 0)
    return call;
  sandbox_call_answer_trick (call);
  return NULL;
}

SandboxJob *
sandbox_service_submit (SandboxService *self, SandboxOrder *order)
{
  SandboxJob *job = sandbox_job_new (order, self->faults);

  g_ptr_array_add (self->jobs, job);
  g_atomic_int_inc (&self->counts.submits);
  return job;
}

static SandboxJob *
find_job (SandboxService *self, const char *id)
{
  for (guint i = 0; i < self->jobs->len; i++)
    if (g_str_equal (sandbox_job_get_id (g_ptr_array_index (self->jobs, i)), id))
      return g_ptr_array_index (self->jobs, i);
  return NULL;
}

SandboxJob *
sandbox_service_find (SandboxService *self, const SandboxProvider *provider, const char *id)
{
  SandboxJob *job = find_job (self, id);
  const SandboxOrder *order = job != NULL ? sandbox_job_get_order (job) : NULL;

  if (order == NULL || order->provider != provider || sandbox_job_is_hidden (job))
    return NULL;
  return order->synchronous && sandbox_job_get_age (job) > SYNCHRONOUS_RECORD_LIFE ? NULL : job;
}

char *
sandbox_service_get_link (SandboxService *self, SandboxJob *job, guint index)
{
  const char *id = sandbox_job_get_id (job);

  if (index == 0)
    return g_strdup_printf ("%s/results/%s/output.jpg", self->url, id);
  return g_strdup_printf ("%s/results/%s/output-%u.jpg", self->url, id, index + 1);
}

void
sandbox_service_refuse (SandboxService *self, SoupServerMessage *message, const SandboxProvider *provider, guint status)
{
  sandbox_call_answer_status (sandbox_call_new (self->waiting, message, provider), status);
}

JsonObject *
sandbox_service_read_body (SoupServerMessage *message, GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes) body = NULL;

  if (g_strcmp0 (soup_message_headers_get_content_type (headers, NULL), "application/json") != 0)
    {
      sandbox_fields_refuse ("Content-Type", "must be application/json", error);
      return NULL;
    }
  body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  return sandbox_fields_parse (body, error);
}

/* Which of the results a name says: "output.jpg", "output-2.jpg", and so on. */
static gboolean
read_result_name (const char *name, guint *index)
{
  guint number = 1;
  int end = 0;

  *index = 0;
  if (g_str_equal (name, "output.jpg"))
    return TRUE;
  if (sscanf (name, "output-%2u.jpg%n", &number, &end) != 1 || end == 0 || name[end] != '\0' || number < 2)
    return FALSE;
  *index = number - 1;
  return TRUE;
}

/* The results' own host, as it were: no key has any business here. */
static void
handle_result (SandboxService *self, SoupServerMessage *message, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const SandboxProvider *provider;
  SandboxJob *job = NULL;
  GBytes *result;
  SandboxCall *call;
  guint index = 0;

  self->counts.downloads++;
  if (soup_message_headers_get_one (headers, "Authorization") != NULL)
    self->counts.key_leaks++;
  if (g_strv_length (parts) == 4 && read_result_name (parts[3], &index))
    job = find_job (self, parts[2]);
  /* A host of files has no other way to say that one is gone. */
  provider = job != NULL ? sandbox_job_get_order (job)->provider : NULL;
  call = sandbox_service_begin (self, message, provider != NULL && !provider->status_in_body ? provider : NULL,
                                SANDBOX_AT_RESULT);
  if (call == NULL)
    return;
  result = job != NULL ? sandbox_job_get_result (job, index) : NULL;
  if (result != NULL)
    sandbox_call_answer (call, SOUP_STATUS_OK, "image/jpeg", result);
  else
    sandbox_call_answer_status (call, SOUP_STATUS_NOT_FOUND);
}

static gboolean
add_fault_lines (SandboxService *self, SoupServerMessage *message, GError **error)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (int i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0' && !sandbox_faults_add (self->faults, lines[i], error))
      return FALSE;
  return TRUE;
}

static void
handle_faults (SandboxService *self, SoupServerMessage *message)
{
  SandboxCall *call = sandbox_call_new (self->waiting, message, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) reason = NULL;

  if (add_fault_lines (self, message, &error))
    {
      sandbox_call_answer (call, SOUP_STATUS_NO_CONTENT, NULL, NULL);
      return;
    }
  reason = g_bytes_new (error->message, strlen (error->message));
  sandbox_call_answer (call, SOUP_STATUS_BAD_REQUEST, "text/plain; charset=utf-8", reason);
}

static void
forget_faults (SandboxService *self, SoupServerMessage *message)
{
  sandbox_faults_clear (self->faults);
  sandbox_call_answer (sandbox_call_new (self->waiting, message, NULL), SOUP_STATUS_NO_CONTENT, NULL, NULL);
}

static void
handle_other (SandboxService *self, SoupServerMessage *message, const char *path)
{
  const char *method = soup_server_message_get_method (message);

  if (g_str_has_prefix (path, "/results/") && method == SOUP_METHOD_GET)
    handle_result (self, message, path);
  else if (g_str_has_prefix (path, "/uploads/") && method == SOUP_METHOD_GET)
    sandbox_uploads_handle (self, message, path);
  else if (g_str_equal (path, "/storage") || g_str_has_prefix (path, "/storage/"))
    sandbox_storage_handle (self, message, path);
  else if (g_str_equal (path, "/practice/stats") && method == SOUP_METHOD_GET)
    sandbox_call_answer_json (sandbox_call_new (self->waiting, message, NULL), SOUP_STATUS_OK,
                              sandbox_stats_describe (self));
  else if (g_str_equal (path, "/practice/faults") && method == SOUP_METHOD_POST)
    handle_faults (self, message);
  else if (g_str_equal (path, "/practice/faults") && method == SOUP_METHOD_DELETE)
    forget_faults (self, message);
  else
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
}

static const SandboxProvider *
find_provider (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (providers); i++)
    for (gsize j = 0; providers[i]->prefixes[j] != NULL; j++)
      if (g_str_has_prefix (path, providers[i]->prefixes[j]))
        return providers[i];
  return NULL;
}

static void
handle (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  SandboxService *self = user_data;
  const SandboxProvider *provider;

  if (!soup_message_body_get_accumulate (soup_server_message_get_request_body (message)))
    {
      soup_server_message_set_status (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, NULL);
      return;
    }
  forget_old_jobs (self);
  provider = find_provider (path);
  if (provider != NULL)
    provider->handle (self, message, path, query);
  else
    handle_other (self, message, path);
}

/* What goes beyond the limit is read, so that the client hears the answer, and dropped. */
static void
limit_body (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  if (body->length > MAX_BODY)
    {
      soup_message_body_set_accumulate (body, FALSE);
      soup_message_body_truncate (body);
    }
}

static void
watch_request (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  g_signal_connect (message, "got-chunk", G_CALLBACK (limit_body), NULL);
}

static char *
find_url (SoupServer *server)
{
  GSList *uris = soup_server_get_uris (server);
  char *url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));

  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  return url;
}

gboolean
sandbox_service_listen (SandboxService *self, guint port, GError **error)
{
  g_autoptr (SoupServer) server = soup_server_new ("server-header", "Pentimento-Practice", NULL);

  soup_server_add_handler (server, NULL, handle, self, NULL);
  g_signal_connect (server, "request-started", G_CALLBACK (watch_request), NULL);
  if (!soup_server_listen_local (server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;
  self->url = find_url (server);
  self->server = g_steal_pointer (&server);
  return TRUE;
}

static gboolean
any_job_paints (SandboxService *self)
{
  for (guint i = 0; i < self->jobs->len; i++)
    if (sandbox_job_is_painting (g_ptr_array_index (self->jobs, i)))
      return TRUE;
  return FALSE;
}

void
sandbox_service_close (SandboxService *self)
{
  GMainContext *context = g_main_context_get_thread_default ();
  g_autoptr (GList) calls = g_hash_table_get_keys (self->waiting);

  g_list_foreach (calls, (GFunc)sandbox_call_abandon, NULL);
  for (guint i = 0; i < self->jobs->len; i++)
    sandbox_job_cancel (g_ptr_array_index (self->jobs, i));
  while (any_job_paints (self) || g_hash_table_size (self->waiting) > 0)
    g_main_context_iteration (context, TRUE);
  g_ptr_array_set_size (self->jobs, 0);
  g_ptr_array_set_size (self->uploads, 0);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_clear_pointer (&self->url, g_free);
}
