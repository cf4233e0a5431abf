/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-http-exchange.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "seedream-address.h"
#include "seedream-error.h"

/* As the header of SeedreamHttp says. */
#define MAX_REDIRECTS 5

/* Read at once. */
#define CHUNK (64 * 1024)

/* However lively a server is, a single exchange is over after this, in seconds: 20 MB at 20 kB/s take 17 minutes. */
#define MAX_DURATION (20 * 60)

struct _SeedreamExchange {
  SoupSession *session;
  SoupSession *local;
  char *method;
  GUri *uri;
  gboolean loopback;
  SeedreamBody *body;
  gboolean once;
  char *key;

  SoupMessage *message;
  guint redirects;
  gboolean started; /* the message is on its way, so what answers is the server and not a proxy on the way there */
  gboolean touched; /* a byte may have reached a server */
  guint64 arrived;

  guint timeout;
  gboolean timed_out;
  gint64 alive_at;
  gint64 begun_at;
  GSource *watch;

  GCancellable *outer;
  GCancellable *cancellable;
  gulong cancelled_id;
};

static void send_message (GTask *task);

static void
stay_alive (SeedreamExchange *self)
{
  self->alive_at = g_get_monotonic_time ();
}

static gboolean
on_watch (gpointer data)
{
  SeedreamExchange *self = data;
  gint64 now = g_get_monotonic_time ();

  if (now - self->alive_at < self->timeout * G_USEC_PER_SEC && now - self->begun_at < MAX_DURATION * G_USEC_PER_SEC)
    return G_SOURCE_CONTINUE;
  self->timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_CONTINUE;
}

/* Four looks in each timeout are exact enough. */
static void
start_watch (SeedreamExchange *self)
{
  self->begun_at = self->alive_at = g_get_monotonic_time ();
  self->watch = g_timeout_source_new (self->timeout * 1000 / 4);
  g_source_set_callback (self->watch, on_watch, self, NULL);
  g_source_attach (self->watch, g_main_context_get_thread_default ());
}

static void
on_outer_cancelled (GCancellable *outer, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

SeedreamExchange *
seedream_exchange_new (SoupSession *session,
                       SoupSession *local,
                       const char *method,
                       GUri *uri,
                       gboolean loopback,
                       guint timeout,
                       GCancellable *cancellable)
{
  SeedreamExchange *self = g_new0 (SeedreamExchange, 1);

  self->session = g_object_ref (session);
  self->local = g_object_ref (local);
  self->method = g_strdup (method);
  self->uri = g_uri_ref (uri);
  self->loopback = loopback;
  self->timeout = timeout;
  self->cancellable = g_cancellable_new ();
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (on_outer_cancelled),
                                                  g_object_ref (self->cancellable), g_object_unref);
    }
  start_watch (self);
  return self;
}

static void
drop_key (SeedreamExchange *self)
{
  if (self->key != NULL)
    explicit_bzero (self->key, strlen (self->key));
  g_clear_pointer (&self->key, g_free);
}

static void
drop_message (SeedreamExchange *self)
{
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
}

void
seedream_exchange_free (SeedreamExchange *self)
{
  g_source_destroy (self->watch);
  g_source_unref (self->watch);
  if (self->outer != NULL)
    g_cancellable_disconnect (self->outer, self->cancelled_id);
  g_clear_object (&self->outer);
  /* An answer that was not read to its end takes its connection with it. */
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  drop_message (self);
  drop_key (self);
  g_clear_object (&self->body);
  g_uri_unref (self->uri);
  g_free (self->method);
  g_object_unref (self->session);
  g_object_unref (self->local);
  g_free (self);
}

void
seedream_exchange_set_body (SeedreamExchange *self, SeedreamBody *body, gboolean once)
{
  g_set_object (&self->body, body);
  self->once = once;
}

void
seedream_exchange_set_key (SeedreamExchange *self, const char *key)
{
  drop_key (self);
  self->key = g_strdup (key);
}

SoupMessage *
seedream_exchange_get_message (SeedreamExchange *self)
{
  return self->message;
}

GCancellable *
seedream_exchange_get_cancellable (SeedreamExchange *self)
{
  return self->cancellable;
}

SeedreamBilled
seedream_exchange_get_billed (SeedreamExchange *self)
{
  return self->touched ? SEEDREAM_BILLED_UNKNOWN : SEEDREAM_BILLED_NO;
}

/* The length of a compressed answer says nothing about what is read. */
guint64
seedream_exchange_get_promised (SeedreamExchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH
      || soup_message_headers_get_one (headers, "Content-Encoding") != NULL)
    return 0;
  return MAX (soup_message_headers_get_content_length (headers), 0);
}

static GError *
make_error (SeedreamExchange *self, SeedreamErrorCode code, const char *foreign, const char *message)
{
  g_autofree char *details = seedream_redact (foreign, self->key);

  return seedream_error_new (code, seedream_exchange_get_billed (self), details, message);
}

static const char *
describe_network_error (SeedreamExchange *self, const GError *error)
{
  if (self->touched)
    return _ ("The connection to the service broke before its answer had come. Check the network connection.");
  return seedream_error_describe_network (error);
}

static gboolean
has_status (SeedreamExchange *self)
{
  return soup_message_get_status (self->message) != SOUP_STATUS_NONE;
}

/* A connection that was never made may be made the next time, and nothing has been sent meanwhile. */
static GError *
mark_unsent (SeedreamExchange *self, GError *error, gboolean passing)
{
  if (passing && !self->touched)
    seedream_error_mark_passing (error);
  return error;
}

/* Takes an error of GIO or libsoup and returns it in our own terms. */
static GError *
translate (SeedreamExchange *self, GError *taken)
{
  g_autoptr (GError) error = taken;

  if (self->outer != NULL && g_cancellable_is_cancelled (self->outer))
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The operation was cancelled."));
  if (self->timed_out)
    return mark_unsent (
        self,
        make_error (self, SEEDREAM_ERROR_TIMED_OUT, NULL,
                    _ ("The service did not answer in time. Check the network connection, or try again later.")),
        TRUE);
  if (has_status (self) && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return make_error (self, SEEDREAM_ERROR_MALFORMED, error->message,
                       _ ("The service’s answer was cut off before its end. Try again later."));
  return mark_unsent (self,
                      make_error (self, SEEDREAM_ERROR_NETWORK, error->message, describe_network_error (self, error)),
                      seedream_error_is_passing_network (error));
}

/* From here on libsoup writes to the connection, which stands, its TLS handshake included. */
static void
on_starting (SoupMessage *message, SeedreamExchange *self)
{
  self->started = TRUE;
  self->touched = TRUE;
  stay_alive (self);
}

/* libsoup wants to send the request a second time. */
static void
on_restarted (SoupMessage *message, SeedreamExchange *self)
{
  if (self->once)
    g_cancellable_cancel (self->cancellable);
}

static void
on_written (SoupMessage *message, guint size, SeedreamExchange *self)
{
  stay_alive (self);
  if (self->body != NULL)
    seedream_body_note_written (self->body, size);
}

static SoupMessage *
build_message (SeedreamExchange *self)
{
  SoupMessage *message = soup_message_new_from_uri (self->method, self->uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  /* On a connection that was kept and has died meanwhile, libsoup sends again by itself; what costs money must not be sent again, and
   * for the rest libsoup 3.2.3 now and then fails an assertion of its own doing so. A new one a call costs a handshake. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  if (self->key != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", self->key, NULL);

      soup_message_headers_replace (headers, "Authorization", value);
      explicit_bzero (value, strlen (value));
    }
  if (self->body != NULL)
    {
      g_autoptr (GInputStream) stream = seedream_body_open (self->body);

      soup_message_set_request_body (message, seedream_body_get_content_type (self->body), stream,
                                     seedream_body_get_length (self->body));
    }
  g_signal_connect (message, "starting", G_CALLBACK (on_starting), self);
  g_signal_connect (message, "restarted", G_CALLBACK (on_restarted), self);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (on_written), self);
  return message;
}

static gboolean
is_redirect (SeedreamExchange *self)
{
  guint status = soup_message_get_status (self->message);
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  return (status == 301 || status == 302 || status == 303 || status == 307 || status == 308)
         && soup_message_headers_get_one (headers, "Location") != NULL;
}

static GError *
refuse_redirect (SeedreamExchange *self)
{
  return make_error (self, SEEDREAM_ERROR_INSECURE, NULL,
                     _ ("The service sent the request on to another address that cannot be trusted."));
}

/* Turns the exchange to where the answer points, without the key if that is elsewhere. */
static gboolean
follow_redirect (SeedreamExchange *self, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *location = soup_message_headers_get_one (headers, "Location");
  g_autofree char *here = g_uri_to_string (self->uri);
  g_autofree char *absolute = NULL;
  g_autoptr (GUri) uri = NULL;

  if (g_str_equal (self->method, "GET") && self->redirects++ < MAX_REDIRECTS)
    absolute = g_uri_resolve_relative (here, location, G_URI_FLAGS_ENCODED, NULL);
  uri = absolute != NULL ? seedream_address_parse (absolute, self->loopback) : NULL;
  if (uri == NULL)
    {
      g_propagate_error (error, refuse_redirect (self));
      return FALSE;
    }
  if (!seedream_address_is_same_origin (self->uri, uri))
    drop_key (self);
  g_uri_unref (self->uri);
  self->uri = g_steal_pointer (&uri);
  return TRUE;
}

/* For the log. Where the key is not sent the address is somebody else's words, which may show it. */
static char *
describe_place (SeedreamExchange *self)
{
  return self->key != NULL ? seedream_redact (g_uri_get_path (self->uri), self->key)
                           : g_strdup (g_uri_get_host (self->uri));
}

/* libsoup hands over what a proxy says to CONNECT as if the service had said it. */
static GError *
refuse_proxy (SeedreamExchange *self)
{
  g_autofree char *details = g_strdup_printf ("HTTP %u", soup_message_get_status (self->message));

  return make_error (self, SEEDREAM_ERROR_NETWORK, details,
                     _ ("The proxy did not let the connection to the service through. Check the network settings."));
}

static void
log_answer (SeedreamExchange *self)
{
  g_autofree char *place = describe_place (self);

  g_debug ("%s %s: %u", self->method, place, soup_message_get_status (self->message));
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SeedreamExchange *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  stay_alive (self);
  if (stream == NULL)
    {
      g_task_return_error (task, translate (self, error));
      return;
    }
  log_answer (self);
  if (!self->started)
    g_task_return_error (task, refuse_proxy (self));
  else if (!is_redirect (self))
    g_task_return_pointer (task, g_steal_pointer (&stream), g_object_unref);
  else if (follow_redirect (self, &error))
    send_message (task);
  else
    g_task_return_error (task, error);
}

static void
send_message (GTask *task)
{
  SeedreamExchange *self = g_task_get_task_data (task);
  SoupSession *session = seedream_address_is_here (self->uri) ? self->local : self->session;
  g_autofree char *place = describe_place (self);

  drop_message (self);
  self->started = FALSE;
  self->message = build_message (self);
  g_debug ("%s %s", self->method, place);
  soup_session_send_async (session, self->message, G_PRIORITY_DEFAULT, self->cancellable, on_sent, g_object_ref (task));
}

void
seedream_exchange_send_async (SeedreamExchange *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, seedream_exchange_send_async);
  g_task_set_task_data (task, self, NULL);
  send_message (task);
}

GInputStream *
seedream_exchange_send_finish (SeedreamExchange *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
seedream_exchange_read_async (SeedreamExchange *self,
                              GInputStream *stream,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_input_stream_read_bytes_async (stream, CHUNK, G_PRIORITY_DEFAULT, self->cancellable, callback, user_data);
}

GBytes *
seedream_exchange_read_finish (SeedreamExchange *self, GInputStream *stream, GAsyncResult *result, GError **error)
{
  GError *own = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (stream, result, &own);

  stay_alive (self);
  if (bytes == NULL)
    {
      g_propagate_error (error, translate (self, own));
      return NULL;
    }
  self->arrived += g_bytes_get_size (bytes);
  if (g_bytes_get_size (bytes) == 0 && self->arrived < seedream_exchange_get_promised (self))
    {
      own = make_error (self, SEEDREAM_ERROR_MALFORMED, NULL,
                        _ ("The service’s answer was cut off before its end. Try again later."));
      g_propagate_error (error, own);
      return NULL;
    }
  return g_steal_pointer (&bytes);
}
