/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-call.h"

#include <string.h>
#include <sys/socket.h>

/* What a careful client must not take into memory: above any answer of a provider. */
#define HUGE_SIZE (64 * 1024 * 1024)

/* The signature and the IHDR chunk of an RGB file of 60000 × 60000 pixels, an empty IDAT and IEND. */
static const guchar bomb[] = {
  0x89, 'P',  'N',  'G',  0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 'I',  'H',  'D',  'R',  0x00, 0x00, 0xea,
  0x60, 0x00, 0x00, 0xea, 0x60, 0x08, 0x02, 0x00, 0x00, 0x00, 0x0f, 0xb0, 0xe2, 0x15, 0x00, 0x00, 0x00, 0x00, 'I',
  'D',  'A',  'T',  0x35, 0xaf, 0x06, 0x1e, 0x00, 0x00, 0x00, 0x00, 'I',  'E',  'N',  'D',  0xae, 0x42, 0x60, 0x82,
};

struct _SandboxCall {
  GHashTable *waiting;
  SoupServerMessage *message;
  const SandboxProvider *provider;
  SandboxFault *delay;
  SandboxFault *trick;

  guint status;
  char *media_type;
  GBytes *body;
  GSource *timer;
  SandboxJob *job;
  SandboxAnswerFunc answer;
  gpointer answer_data;
  GIOStream *connection; /* once it has been taken from the server */
  GCancellable *sending; /* while a part goes out by it */
};

SandboxCall *
sandbox_call_new (GHashTable *waiting, SoupServerMessage *message, const SandboxProvider *provider)
{
  SandboxCall *self = g_new0 (SandboxCall, 1);

  self->waiting = waiting;
  self->message = g_object_ref (message);
  self->provider = provider;
  soup_server_message_pause (message);
  g_hash_table_add (waiting, self);
  return self;
}

static void
stop_timer (SandboxCall *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
start_timer (SandboxCall *self, guint milliseconds, GSourceFunc callback)
{
  stop_timer (self);
  self->timer = g_timeout_source_new (milliseconds);
  g_source_set_callback (self->timer, callback, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
forget_job (SandboxCall *self)
{
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
}

void
sandbox_call_free (SandboxCall *self)
{
  stop_timer (self);
  forget_job (self);
  g_clear_object (&self->connection);
  g_clear_object (&self->sending);
  g_clear_pointer (&self->delay, sandbox_fault_free);
  g_clear_pointer (&self->trick, sandbox_fault_free);
  g_free (self->media_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_object_unref (self->message);
  g_free (self);
}

void
sandbox_call_set_delay (SandboxCall *self, SandboxFault *delay)
{
  self->delay = delay;
}

void
sandbox_call_set_trick (SandboxCall *self, SandboxFault *trick)
{
  self->trick = trick;
}

static void
leave (SandboxCall *self)
{
  g_hash_table_remove (self->waiting, self);
}

void
sandbox_call_abandon (SandboxCall *self)
{
  if (self->sending != NULL)
    g_cancellable_cancel (self->sending);
  else
    leave (self);
}

static void
set_answer (SandboxCall *self, guint status, const char *media_type, GBytes *body)
{
  self->status = status;
  g_free (self->media_type);
  self->media_type = g_strdup (media_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = body != NULL ? g_bytes_ref (body) : g_bytes_new (NULL, 0);
}

static void
set_status_answer (SandboxCall *self, guint status)
{
  const SandboxSaid *said = self->provider != NULL ? self->provider->said : NULL;
  g_autoptr (GBytes) body = NULL;

  while (said != NULL && said->status != 0 && said->status != status)
    said++;
  if (said == NULL || said->status == 0)
    {
      set_answer (self, status, NULL, NULL);
      return;
    }
  body = g_bytes_new_static (said->body, strlen (said->body));
  if (self->provider->status_in_body)
    status = SOUP_STATUS_OK;
  set_answer (self, status, *said->body == '{' ? "application/json" : "text/plain", body);
}

static void
send_whole (SandboxCall *self)
{
  soup_server_message_set_status (self->message, self->status, NULL);
  if (self->media_type != NULL)
    {
      SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

      soup_message_headers_replace (headers, "Content-Type", self->media_type);
      soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), self->body);
    }
  soup_server_message_unpause (self->message);
  leave (self);
}

/* A reset, not an orderly end: what a crashed proxy or a lost network looks like. */
static void
reset_connection (SandboxCall *self)
{
  GSocket *socket = soup_server_message_get_socket (self->message);
  const struct linger at_once = { 1, 0 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  self->connection = soup_server_message_steal_connection (self->message);
  g_io_stream_close (self->connection, NULL, NULL);
  leave (self);
}

static void
sent_part (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SandboxCall *self = user_data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  g_io_stream_close (self->connection, NULL, NULL);
  leave (self);
}

/* The head and the first half of the answer as they stand on the wire. */
static GBytes *
make_half (SandboxCall *self)
{
  gsize size;
  const char *data = g_bytes_get_data (self->body, &size);
  const char *media_type = self->media_type != NULL ? self->media_type : "application/octet-stream";
  GString *wire = g_string_new (NULL);

  g_string_printf (wire, "HTTP/1.1 %u %s\r\nContent-Type: %s\r\n", self->status, soup_status_get_phrase (self->status),
                   media_type);
  if (self->trick->kind == SANDBOX_FAULT_CHUNKED_CUT)
    g_string_append_printf (wire, "Transfer-Encoding: chunked\r\n\r\n%zx\r\n", size / 2);
  else
    g_string_append_printf (wire, "Content-Length: %zu\r\n\r\n", size);
  g_string_append_len (wire, data, (gssize)(size / 2));
  if (self->trick->kind == SANDBOX_FAULT_CHUNKED_CUT)
    g_string_append (wire, "\r\n");
  return g_string_free_to_bytes (wire);
}

static void
send_half (SandboxCall *self)
{
  GBytes *half = make_half (self);

  g_bytes_unref (self->body);
  self->body = half;
  self->connection = soup_server_message_steal_connection (self->message);
  self->sending = g_cancellable_new ();
  g_output_stream_write_all_async (g_io_stream_get_output_stream (self->connection), g_bytes_get_data (half, NULL),
                                   g_bytes_get_size (half), G_PRIORITY_DEFAULT, self->sending, sent_part, self);
}

/* Bytes that are the same every time, and neither JSON nor a picture nor text. */
static GBytes *
make_garbage (gsize size)
{
  guchar *data = g_malloc (size);
  guint state = 0x9e3779b9;

  for (gsize i = 0; i < size; i++)
    {
      state = state * 1664525 + 1013904223;
      data[i] = 0x80 | state >> 24;
    }
  return g_bytes_new_take (data, size);
}

/* JSON gets one long member more; anything else is lengthened by blanks. */
static GBytes *
make_huge (GBytes *body)
{
  static const char opening[] = ",\"padding\":\"";
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  gboolean json = size > 1 && data[0] == '{' && data[size - 1] == '}';
  char *huge = g_malloc (HUGE_SIZE);
  gsize kept = MIN (json ? size - 1 : size, HUGE_SIZE);

  memset (huge, ' ', HUGE_SIZE);
  memcpy (huge, data, kept);
  if (json)
    {
      memcpy (huge + kept, opening, strlen (opening));
      memcpy (huge + HUGE_SIZE - 2, "\"}", 2);
    }
  return g_bytes_new_take (huge, HUGE_SIZE);
}

static void
send_html (SandboxCall *self)
{
  static const char page[] = "<!DOCTYPE html>\n<html><head><title>Attention required</title></head>"
                             "<body><h1>One moment, please</h1><p>We are checking your browser.</p></body></html>\n";
  g_autoptr (GBytes) body = g_bytes_new_static (page, strlen (page));
  int status = self->trick->numbers[0];

  set_answer (self, status != 0 ? (guint)status : SOUP_STATUS_OK, "text/html", body);
  send_whole (self);
}

/* What Cloudflare says to a client that it takes for a robot; no word of the provider's. */
static void
send_blocked (SandboxCall *self)
{
  static const char text[] = "error code: 1010";
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));

  set_answer (self, SOUP_STATUS_FORBIDDEN, "text/plain", body);
  send_whole (self);
}

static void
send_status (SandboxCall *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  if (self->trick->retry_after > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", self->trick->retry_after);

      soup_message_headers_replace (headers, "Retry-After", seconds);
    }
  if (self->trick->kind == SANDBOX_FAULT_REDIRECT)
    soup_message_headers_replace (headers, "Location", self->trick->text);
  send_whole (self);
}

static void
send_changed (SandboxCall *self)
{
  g_autoptr (GBytes) body = NULL;

  if (self->trick->kind == SANDBOX_FAULT_GARBAGE)
    body = make_garbage (g_bytes_get_size (self->body));
  else if (self->trick->kind == SANDBOX_FAULT_HUGE)
    body = make_huge (self->body);
  else
    body = g_bytes_new_static (bomb, sizeof bomb);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_steal_pointer (&body);
  send_whole (self);
}

static void
send_trick (SandboxCall *self)
{
  switch ((guint)self->trick->kind)
    {
    case SANDBOX_FAULT_STATUS:
      set_status_answer (self, (guint)self->trick->numbers[0]);
      send_status (self);
      break;
    case SANDBOX_FAULT_NOT_FOUND:
      set_status_answer (self, SOUP_STATUS_NOT_FOUND);
      send_status (self);
      break;
    case SANDBOX_FAULT_REDIRECT:
      set_answer (self, SOUP_STATUS_TEMPORARY_REDIRECT, NULL, NULL);
      send_status (self);
      break;
    case SANDBOX_FAULT_BLOCKED:
      send_blocked (self);
      break;
    case SANDBOX_FAULT_HTML:
      send_html (self);
      break;
    case SANDBOX_FAULT_STALL:
      self->connection = soup_server_message_steal_connection (self->message);
      break;
    case SANDBOX_FAULT_CUT:
    case SANDBOX_FAULT_LOSE:
      reset_connection (self);
      break;
    case SANDBOX_FAULT_HALF:
    case SANDBOX_FAULT_CHUNKED_CUT:
      send_half (self);
      break;
    default:
      send_changed (self);
      break;
    }
}

static gboolean
deliver (gpointer user_data)
{
  SandboxCall *self = user_data;

  if (self->trick != NULL)
    send_trick (self);
  else
    send_whole (self);
  return G_SOURCE_REMOVE;
}

static void
deliver_in_time (SandboxCall *self)
{
  if (self->delay == NULL)
    {
      deliver (self);
      return;
    }
  start_timer (self, (guint)self->delay->numbers[0], deliver);
}

static void
end_wait (SandboxCall *self)
{
  g_autoptr (SandboxJob) job = g_object_ref (self->job);

  stop_timer (self);
  forget_job (self);
  self->answer (self, job, self->answer_data);
}

static gboolean
waited_enough (gpointer user_data)
{
  end_wait (user_data);
  return G_SOURCE_REMOVE;
}

void
sandbox_call_wait (SandboxCall *self, SandboxJob *job, guint milliseconds, SandboxAnswerFunc answer, gpointer user_data)
{
  self->job = g_object_ref (job);
  self->answer = answer;
  self->answer_data = user_data;
  g_signal_connect_swapped (job, "ended", G_CALLBACK (end_wait), self);
  start_timer (self, milliseconds, waited_enough);
}

void
sandbox_call_answer_trick (SandboxCall *self)
{
  deliver_in_time (self);
}

void
sandbox_call_answer (SandboxCall *self, guint status, const char *media_type, GBytes *body)
{
  set_answer (self, status, media_type, body);
  deliver_in_time (self);
}

void
sandbox_call_answer_json (SandboxCall *self, guint status, JsonObject *object)
{
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), object);
  char *text = json_to_string (root, FALSE);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  json_object_unref (object);
  sandbox_call_answer (self, status, "application/json", body);
}

void
sandbox_call_answer_status (SandboxCall *self, guint status)
{
  set_status_answer (self, status);
  deliver_in_time (self);
}
