/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "loopback-server.h"

#include <string.h>

/* Made for these tests, for localhost and provider.invalid, signed by itself: nothing is protected by it. */
static const char certificate_pem[] = "-----BEGIN PRIVATE KEY-----\n"
                                      "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgD+3ys5DE8R4ZhGGS\n"
                                      "ubWjrJlRqU4mzRkElFuGNG+nXlmhRANCAAQqky3oEtbVSvis12fov4qumSfYGGHr\n"
                                      "kVL/NQSeuMKVANLKooPhkBIg5oIQgrJPysrE54EywPMZgeeukTN22iHH\n"
                                      "-----END PRIVATE KEY-----\n"
                                      "-----BEGIN CERTIFICATE-----\n"
                                      "MIIBrjCCAVSgAwIBAgIUT94yPdCc22qGlkFStD2CjgVYrmEwCgYIKoZIzj0EAwIw\n"
                                      "FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTEyMTUyNVoYDzIxMjYxMDI4\n"
                                      "MTIxNTI1WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO\n"
                                      "PQMBBwNCAAQqky3oEtbVSvis12fov4qumSfYGGHrkVL/NQSeuMKVANLKooPhkBIg\n"
                                      "5oIQgrJPysrE54EywPMZgeeukTN22iHHo4GBMH8wHQYDVR0OBBYEFIAF8LtXc4pK\n"
                                      "vw88LCDUsCdUorJlMB8GA1UdIwQYMBaAFIAF8LtXc4pKvw88LCDUsCdUorJlMA8G\n"
                                      "A1UdEwEB/wQFMAMBAf8wLAYDVR0RBCUwI4IJbG9jYWxob3N0hwR/AAABghBwcm92\n"
                                      "aWRlci5pbnZhbGlkMAoGCCqGSM49BAMCA0gAMEUCIAcYyHOzpvqPRJvu/3pcTxW/\n"
                                      "Hk5kjNa5D2lyqYQzH1VJAiEAkt3M5zdrnYcF3z7XbCOtBsoIYDgkeDI0bpNZonKK\n"
                                      "C0M=\n"
                                      "-----END CERTIFICATE-----\n";

typedef struct {
  char *match;
  int times;
  LoopbackManner manner;
  GBytes *raw;
} Rule;

typedef struct {
  char *head;
  GBytes *body;
} Request;

struct _LoopbackServer {
  GSocketService *service;
  GTlsCertificate *certificate;
  gboolean tls; /* from the beginning of a connection */
  GThread *thread;
  GMainContext *context;
  char *url;

  GMutex lock;
  GCond changed;
  int stopping;
  guint connections;
  GPtrArray *rules;
  GPtrArray *requests;
};

static void
rule_free (Rule *rule)
{
  g_free (rule->match);
  g_bytes_unref (rule->raw);
  g_free (rule);
}

static void
request_free (Request *request)
{
  g_free (request->head);
  g_bytes_unref (request->body);
  g_free (request);
}

/* Reads up to the blank line. */
static char *
read_head (GDataInputStream *input)
{
  g_autoptr (GString) head = g_string_new (NULL);

  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line (input, NULL, NULL, NULL);

      if (line == NULL)
        return NULL;
      if (*line == '\0' || g_str_equal (line, "\r"))
        return g_string_free (g_steal_pointer (&head), FALSE);
      g_string_append_printf (head, "%s\n", line);
    }
}

static gsize
find_length (const char *head)
{
  g_autofree char *folded = g_ascii_strdown (head, -1);
  const char *found = strstr (folded, "\ncontent-length:");

  return found != NULL ? g_ascii_strtoull (found + strlen ("\ncontent-length:"), NULL, 10) : 0;
}

static GBytes *
read_body (GInputStream *input, const char *head)
{
  gsize length = find_length (head);
  char *data = g_malloc0 (length + 1);
  gsize done = 0;

  g_input_stream_read_all (input, data, length, &done, NULL, NULL);
  return g_bytes_new_take (data, done);
}

static Rule *
find_rule (LoopbackServer *self, const char *head)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      Rule *rule = self->rules->pdata[i];

      if (rule->times != 0 && g_str_has_prefix (head, rule->match))
        {
          if (rule->times > 0)
            rule->times--;
          return rule;
        }
    }
  return NULL;
}

static void
note_request (LoopbackServer *self, const char *head, GBytes *body)
{
  Request *request = g_new0 (Request, 1);

  request->head = g_strdup (head);
  request->body = g_bytes_ref (body);
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->requests, request);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static void serve (LoopbackServer *self, GIOStream *stream);

static void
serve_with_tls (LoopbackServer *self, GIOStream *stream)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) tls = g_tls_server_connection_new (stream, self->certificate, &error);

  g_assert_no_error (error);
  serve (self, tls);
  g_io_stream_close (tls, NULL, NULL);
}

static void
serve (LoopbackServer *self, GIOStream *stream)
{
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (g_io_stream_get_input_stream (stream));
  g_autofree char *head = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) raw = NULL;
  LoopbackManner manner = LOOPBACK_ANSWERS;
  Rule *rule;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (input), FALSE);
  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_ANY);
  head = read_head (input);
  if (head == NULL)
    return;

  g_mutex_lock (&self->lock);
  rule = find_rule (self, head);
  if (rule != NULL)
    {
      manner = rule->manner;
      raw = g_bytes_ref (rule->raw);
    }
  g_mutex_unlock (&self->lock);

  body = manner == LOOPBACK_CUTS_EARLY ? g_bytes_new (NULL, 0) : read_body (G_INPUT_STREAM (input), head);
  note_request (self, head, body);
  if (raw != NULL)
    g_output_stream_write_all (g_io_stream_get_output_stream (stream), g_bytes_get_data (raw, NULL),
                               g_bytes_get_size (raw), NULL, NULL, NULL);
  g_mutex_lock (&self->lock);
  while (manner == LOOPBACK_STALLS && !g_atomic_int_get (&self->stopping))
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
  if (manner == LOOPBACK_TUNNELS)
    serve_with_tls (self, stream);
}

static gboolean
on_run (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, LoopbackServer *self)
{
  GIOStream *stream = G_IO_STREAM (connection);

  g_mutex_lock (&self->lock);
  self->connections++;
  g_mutex_unlock (&self->lock);
  if (self->tls)
    serve_with_tls (self, stream);
  else
    serve (self, stream);
  g_io_stream_close (stream, NULL, NULL);
  g_mutex_lock (&self->lock);
  self->connections--;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static gpointer
run_thread (gpointer data)
{
  LoopbackServer *self = data;

  g_main_context_push_thread_default (self->context);
  g_socket_service_start (self->service);
  while (!g_atomic_int_get (&self->stopping))
    g_main_context_iteration (self->context, TRUE);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

LoopbackServer *
loopback_server_new (gboolean tls)
{
  LoopbackServer *self = g_new0 (LoopbackServer, 1);
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (address, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify)rule_free);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify)request_free);
  self->context = g_main_context_new ();
  self->tls = tls;
  self->certificate = g_tls_certificate_new_from_pem (certificate_pem, -1, &error);
  g_assert_no_error (error);

  g_main_context_push_thread_default (self->context);
  self->service = g_threaded_socket_service_new (32);
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &bound, &error);
  g_main_context_pop_thread_default (self->context);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("%s://127.0.0.1:%u", tls ? "https" : "http",
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  self->thread = g_thread_new ("loopback", run_thread, self);
  return self;
}

void
loopback_server_free (LoopbackServer *self)
{
  g_mutex_lock (&self->lock);
  g_atomic_int_set (&self->stopping, TRUE);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  g_main_context_wakeup (self->context);
  g_thread_join (self->thread);
  g_mutex_lock (&self->lock);
  while (self->connections > 0)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);

  g_object_unref (self->service);
  g_clear_object (&self->certificate);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->rules);
  g_ptr_array_unref (self->requests);
  g_free (self->url);
  g_free (self);
}

const char *
loopback_server_get_url (LoopbackServer *self)
{
  return self->url;
}

const char *
loopback_server_get_certificate (void)
{
  return strstr (certificate_pem, "-----BEGIN CERTIFICATE-----");
}

void
loopback_server_script (LoopbackServer *self,
                        const char *match,
                        int times,
                        LoopbackManner manner,
                        const char *raw,
                        gssize length)
{
  Rule *rule = g_new0 (Rule, 1);

  rule->match = g_strdup (match);
  rule->times = times;
  rule->manner = manner;
  rule->raw = g_bytes_new (raw, length < 0 ? strlen (raw) : (gsize)length);
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->rules, rule);
  g_mutex_unlock (&self->lock);
}

void
loopback_server_answer (LoopbackServer *self,
                        const char *match,
                        int times,
                        guint status,
                        const char *headers,
                        const char *body)
{
  g_autoptr (GString) content = g_string_new (body);
  g_autoptr (GString) raw = g_string_new (NULL);

  g_string_replace (content, "{URL}", self->url, 0);
  g_string_printf (raw, "HTTP/1.1 %u Scripted\r\nConnection: close\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n%s\r\n%s",
                   status, content->len, headers != NULL ? headers : "", content->str);
  loopback_server_script (self, match, times, LOOPBACK_ANSWERS, raw->str, raw->len);
}

static Request *
find_last (LoopbackServer *self, const char *match, guint *count)
{
  Request *last = NULL;

  for (guint i = 0; i < self->requests->len; i++)
    {
      Request *request = self->requests->pdata[i];

      if (!g_str_has_prefix (request->head, match))
        continue;
      last = request;
      (*count)++;
    }
  return last;
}

guint
loopback_server_count (LoopbackServer *self, const char *match)
{
  guint count = 0;

  g_mutex_lock (&self->lock);
  find_last (self, match, &count);
  g_mutex_unlock (&self->lock);
  return count;
}

char *
loopback_server_dup_heads (LoopbackServer *self)
{
  GString *heads = g_string_new (NULL);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->requests->len; i++)
    g_string_append (heads, ((Request *)self->requests->pdata[i])->head);
  g_mutex_unlock (&self->lock);
  return g_string_free (heads, FALSE);
}

GBytes *
loopback_server_dup_body (LoopbackServer *self, const char *match)
{
  guint count = 0;
  Request *request;
  GBytes *body;

  g_mutex_lock (&self->lock);
  request = find_last (self, match, &count);
  body = request != NULL ? g_bytes_ref (request->body) : NULL;
  g_mutex_unlock (&self->lock);
  return body;
}

void
loopback_server_wait_for (LoopbackServer *self, const char *match)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  guint count = 0;

  g_mutex_lock (&self->lock);
  while (find_last (self, match, &count) == NULL)
    g_assert_true (g_cond_wait_until (&self->changed, &self->lock, end));
  g_mutex_unlock (&self->lock);
}
