/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-http-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "seedream-address.h"
#include "seedream-error.h"

/* No JSON answer of a provider comes near; one with a picture in it as base64 stays below. */
#define MAX_ANSWER (32 * 1024 * 1024)

/* Seconds, where a call names none: answers of providers come within a few. */
#define DEFAULT_TIMEOUT 60

/* Seconds: nobody is made to wait longer than an hour by a header. */
#define MAX_RETRY_AFTER 3600

/* Several jobs poll at once, and a blocking call holds its connection for minutes; libsoup's own limit is 2 a host. */
#define MAX_CONNECTIONS 32

struct _SeedreamHttp {
  GObject parent_instance;

  SoupSession *session;
  SoupSession *local; /* to this machine, past any proxy: a proxy elsewhere would see the key */
};

G_DEFINE_FINAL_TYPE (SeedreamHttp, seedream_http, G_TYPE_OBJECT)

static void
seedream_http_dispose (GObject *object)
{
  SeedreamHttp *self = SEEDREAM_HTTP (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  if (self->local != NULL)
    soup_session_abort (self->local);
  g_clear_object (&self->session);
  g_clear_object (&self->local);
  G_OBJECT_CLASS (seedream_http_parent_class)->dispose (object);
}

static void
seedream_http_class_init (SeedreamHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = seedream_http_dispose;
}

static void
seedream_http_init (SeedreamHttp *self)
{
}

/* Each exchange watches over its own time, and keys are sent by us or not at all. */
static SoupSession *
create_session (const char *version)
{
  g_autofree char *agent = g_strconcat ("Pentimento/", version, NULL);
  SoupSession *session = soup_session_new_with_options ("user-agent", agent, "timeout", 0, "max-conns", MAX_CONNECTIONS,
                                                        "max-conns-per-host", MAX_CONNECTIONS, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  return session;
}

SeedreamHttp *
seedream_http_new (const char *version)
{
  SeedreamHttp *self = g_object_new (SEEDREAM_TYPE_HTTP, NULL);

  self->session = create_session (version);
  self->local = create_session (version);
  soup_session_set_proxy_resolver (self->local, NULL);
  return self;
}

SeedreamExchange *
seedream_http_prepare (SeedreamHttp *self,
                       const char *method,
                       const char *address,
                       gboolean loopback,
                       guint timeout,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GUri) uri = seedream_address_parse (address, loopback);

  if (uri == NULL)
    {
      const char *message = _ ("The address is not a secure one (“https://”), so nothing was sent there.");

      g_propagate_error (error, seedream_error_new (SEEDREAM_ERROR_INSECURE, SEEDREAM_BILLED_NO, NULL, message));
      return NULL;
    }
  /* What is not on this machine never leads back to it. */
  return seedream_exchange_new (self->session, self->local, method, uri, seedream_address_is_loopback (uri),
                                timeout > 0 ? timeout : DEFAULT_TIMEOUT, cancellable);
}

typedef struct {
  SeedreamExchange *exchange;
  GInputStream *stream;
  GByteArray *body;

  guint status;
  char *content_type;
  guint retry_after;
} Call;

/* Before a thread takes over, which may be the one to free the rest: libsoup's objects belong to this one. */
static void
drop_connection (Call *call)
{
  g_clear_object (&call->stream);
  g_clear_pointer (&call->exchange, seedream_exchange_free);
}

static void
call_free (Call *call)
{
  drop_connection (call);
  g_byte_array_unref (call->body);
  g_free (call->content_type);
  g_free (call);
}

static void
parse_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Call *call = data;
  g_autoptr (GBytes) body = g_byte_array_free_to_bytes (g_byte_array_ref (call->body));

  g_task_return_pointer (task, seedream_reply_new (call->status, call->content_type, call->retry_after, body),
                         (GDestroyNotify)seedream_reply_free);
}

static guint
read_retry_after (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  g_autoptr (GDateTime) date = NULL;
  gint64 seconds = 0;

  if (text == NULL)
    return 0;
  if (g_ascii_isdigit (*text))
    seconds = MIN (g_ascii_strtoull (text, NULL, 10), MAX_RETRY_AFTER);
  else if ((date = soup_date_time_new_from_http_string (text)) != NULL)
    seconds = g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC;
  return CLAMP (seconds, 0, MAX_RETRY_AFTER);
}

static void
read_headers (Call *call)
{
  SoupMessage *message = seedream_exchange_get_message (call->exchange);
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  call->status = soup_message_get_status (message);
  call->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  call->retry_after = read_retry_after (headers);
}

static GError *
refuse_large_answer (Call *call)
{
  return seedream_error_new (SEEDREAM_ERROR_MALFORMED, seedream_exchange_get_billed (call->exchange), NULL,
                             _ ("The service’s answer is far too large to be one. Try again later."));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = seedream_exchange_read_finish (call->exchange, call->stream, result, &error);

  if (bytes == NULL)
    g_task_return_error (task, error);
  else if (g_bytes_get_size (bytes) == 0)
    {
      read_headers (call);
      drop_connection (call);
      g_task_run_in_thread (task, parse_in_thread);
    }
  else if (call->body->len + g_bytes_get_size (bytes) > MAX_ANSWER)
    g_task_return_error (task, refuse_large_answer (call));
  else
    {
      g_byte_array_append (call->body, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      seedream_exchange_read_async (call->exchange, call->stream, on_read, g_object_ref (task));
    }
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  call->stream = seedream_exchange_send_finish (call->exchange, result, &error);
  if (call->stream == NULL)
    g_task_return_error (task, error);
  else if (seedream_exchange_get_promised (call->exchange) > MAX_ANSWER)
    g_task_return_error (task, refuse_large_answer (call));
  else
    seedream_exchange_read_async (call->exchange, call->stream, on_read, g_object_ref (task));
}

/* Anything but visible ASCII would end the header, or begin another. */
static gboolean
check_key (const char *key, GError **error)
{
  for (const char *p = key; p != NULL && *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      {
        const char *message = _ ("The key holds a character that no key has, such as a space. Enter it again.");

        g_propagate_error (error, seedream_error_new (SEEDREAM_ERROR_BAD_KEY, SEEDREAM_BILLED_NO, NULL, message));
        return FALSE;
      }
  return TRUE;
}

void
seedream_http_call_async (SeedreamHttp *self,
                          SeedreamCall *call,
                          const char *key,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SeedreamExchange *exchange = NULL;
  GError *error = NULL;
  Call *state;

  /* A reply that has come is handed over even if it was cancelled meanwhile: it may hold the id of a paid job. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, seedream_http_call_async);
  if (check_key (key, &error))
    exchange = seedream_http_prepare (self, call->method, call->uri, TRUE, call->timeout, cancellable, &error);
  if (exchange == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  state = g_new0 (Call, 1);
  state->exchange = exchange;
  state->body = g_byte_array_new ();
  g_task_set_task_data (task, state, (GDestroyNotify)call_free);
  seedream_exchange_set_key (exchange, key != NULL && *key != '\0' ? key : NULL);
  seedream_exchange_set_body (exchange, call->body, call->once);
  seedream_exchange_send_async (exchange, on_sent, g_object_ref (task));
}

SeedreamReply *
seedream_http_call_finish (SeedreamHttp *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
