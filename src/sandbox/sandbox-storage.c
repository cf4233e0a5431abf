/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-storage.h"

#include <string.h>

#include "sandbox-uploads.h"

/* Bytes. More than any picture that is sent has. */
#define MAX_FILE 50000000

/* Seconds. A server of one's own keeps things; nothing of a practice server outlives its day. */
#define LIFE (24 * 60 * 60)

static void
answer_text (SandboxCall *call, guint status, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  sandbox_call_answer (call, status, "text/plain; charset=utf-8", body);
}

/* No key of any provider has any business here. */
static void
count_leak (SandboxService *service, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (soup_message_headers_get_one (headers, "Authorization") != NULL)
    sandbox_service_get_counts (service)->key_leaks++;
}

static void
take_form (SandboxService *service, SoupServerMessage *message, SandboxCall *call)
{
  g_autoptr (GError) error = NULL;
  const SandboxUpload *upload = sandbox_uploads_receive (service, message, MAX_FILE, LIFE, &error);

  answer_text (call, upload != NULL ? SOUP_STATUS_CREATED : SOUP_STATUS_BAD_REQUEST,
               upload != NULL ? upload->link : error->message);
}

static void
take_file (SandboxService *service, SoupServerMessage *message, SandboxCall *call, const char *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *media_type = soup_message_headers_get_content_type (headers, NULL);
  g_autoptr (GBytes) content = soup_message_body_flatten (soup_server_message_get_request_body (message));

  if (sandbox_uploads_put (service, path, media_type, content, LIFE) != NULL)
    sandbox_call_answer (call, SOUP_STATUS_CREATED, NULL, NULL);
  else
    answer_text (call, SOUP_STATUS_BAD_REQUEST, "must be a PNG or JPEG file of its media type");
}

/* @path: (nullable): what the file is to be called, for one that comes without a form */
static void
take (SandboxService *service, SoupServerMessage *message, const char *path)
{
  SandboxCall *call;

  count_leak (service, message);
  call = sandbox_service_begin (service, message, NULL, SANDBOX_AT_UPLOAD);
  if (call == NULL)
    return;
  if (path != NULL)
    take_file (service, message, call, path);
  else
    take_form (service, message, call);
}

void
sandbox_storage_handle (SandboxService *service, SoupServerMessage *message, const char *path)
{
  const char *method = soup_server_message_get_method (message);
  gboolean named = g_str_has_prefix (path, "/storage/") && strlen (path) > strlen ("/storage/");

  if (!named && g_str_equal (method, "POST"))
    take (service, message, NULL);
  else if (named && g_str_equal (method, "PUT"))
    take (service, message, path);
  else if (named && g_str_equal (method, "GET"))
    sandbox_uploads_handle (service, message, path);
  else
    soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
}
