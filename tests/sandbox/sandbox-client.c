/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-client.h"

#include <string.h>

void
answer_free (Answer *self)
{
  g_free (self->media_type);
  g_bytes_unref (self->body);
  g_clear_pointer (&self->json, json_object_unref);
  g_free (self);
}

PentimentoSandbox *
start_sandbox (const char *fault)
{
  PentimentoSandbox *sandbox = pentimento_sandbox_new ();
  GError *error = NULL;

  if (fault != NULL)
    pentimento_sandbox_add_fault (sandbox, fault, &error);
  g_assert_no_error (error);
  pentimento_sandbox_add_fault (sandbox, "delay:0", &error);
  g_assert_no_error (error);
  pentimento_sandbox_start (sandbox, 0, &error);
  g_assert_no_error (error);
  return sandbox;
}

static JsonObject *
parse (GBytes *body)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (g_bytes_get_size (body) == 0
      || !json_parser_load_from_data (parser, g_bytes_get_data (body, NULL), (gssize)g_bytes_get_size (body), NULL))
    return NULL;
  root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_object_ref (json_node_get_object (root)) : NULL;
}

static Answer *
send_message (SoupMessage *message)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GError) error = NULL;
  Answer *answer = g_new0 (Answer, 1);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  answer->body = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  answer->status = soup_message_get_status (message);
  answer->media_type
      = g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), "Content-Type"));
  answer->json = parse (answer->body);
  return answer;
}

Answer *
call_with (PentimentoSandbox *sandbox,
           const char *path,
           gboolean post,
           const char *authorization,
           const char *content_type,
           const char *body)
{
  g_autofree char *url = g_strconcat (pentimento_sandbox_get_url (sandbox), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (post ? "POST" : "GET", url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, content_type, bytes);
    }
  if (authorization != NULL)
    soup_message_headers_replace (headers, "Authorization", authorization);
  return send_message (message);
}

Answer *
call (PentimentoSandbox *sandbox, const char *path, const char *body)
{
  return call_with (sandbox, path, body != NULL, "Bearer test", "application/json", body);
}

void
mend (PentimentoSandbox *sandbox)
{
  g_autofree char *url = g_strconcat (pentimento_sandbox_get_url (sandbox), "/practice/faults", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("DELETE", url);
  g_autoptr (Answer) answer = send_message (message);

  g_assert_cmpuint (answer->status, ==, 204);
}

void
add_picture (SoupMultipart *multipart, const char *part, guint rgba, const char *media_type)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 64, 64);
  g_autoptr (GBytes) file = NULL;

  gdk_pixbuf_fill (pixels, rgba);
  file = pentimento_image_encode (pixels, "image/png", 95, NULL, NULL);
  soup_multipart_append_form_file (multipart, part, "picture.png", media_type, file);
}

Answer *
send_multipart (PentimentoSandbox *sandbox, const char *path, SoupMultipart *multipart)
{
  g_autofree char *url = g_strconcat (pentimento_sandbox_get_url (sandbox), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new_from_multipart (url, multipart);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", "Bearer test");
  return send_message (message);
}

Answer *
upload (PentimentoSandbox *sandbox, const char *path, const char *part, const char *media_type)
{
  g_autoptr (SoupMultipart) multipart = soup_multipart_new ("multipart/form-data");

  add_picture (multipart, part, 0x336699ff, media_type);
  return send_multipart (sandbox, path, multipart);
}

Answer *
fetch (const char *url)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);

  return send_message (message);
}

const char *
answer_text (Answer *self, const char *member)
{
  g_assert_nonnull (self->json);
  return json_object_get_string_member_with_default (self->json, member, "");
}

char *
answer_body (Answer *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_len (text, g_bytes_get_data (self->body, NULL), (gssize)g_bytes_get_size (self->body));
  return g_string_free (text, FALSE);
}

char *
make_uri_of_pixels (GdkPixbuf *pixels, const char *media_type)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = pentimento_image_encode (pixels, media_type, 95, NULL, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return g_strdup_printf ("data:%s;base64,%s", media_type, text);
}

char *
make_uri (int width, int height, guint rgba, const char *media_type)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  gdk_pixbuf_fill (pixels, rgba);
  return make_uri_of_pixels (pixels, media_type);
}

char *
make_edit (const char *prompt, const char *const *uris)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "{\"input\":{\"prompt\":\"%s\",\"size\":\"1024*1024\",\"images\":[", prompt);
  for (int i = 0; uris[i] != NULL; i++)
    g_string_append_printf (text, "%s\"%s\"", i > 0 ? "," : "", uris[i]);
  g_string_append (text, "]}}");
  return g_string_free (text, FALSE);
}

char *
submit (PentimentoSandbox *sandbox)
{
  g_autofree char *uri = make_uri (64, 64, 0x808080ff, "image/png");
  const char *const uris[] = { uri, NULL };
  g_autofree char *body = make_edit ("warmer", uris);
  g_autoptr (Answer) answer = call (sandbox, "/v2/seedream-v4-edit/run", body);

  g_assert_cmpuint (answer->status, ==, 200);
  return g_strdup (answer_text (answer, "id"));
}

Answer *
wait_for_end (PentimentoSandbox *sandbox, const char *model, const char *id)
{
  g_autofree char *path = g_strdup_printf ("/v2/%s/status/%s", model, id);

  for (int i = 0; i < 2000; i++)
    {
      Answer *answer = call (sandbox, path, NULL);
      const char *status = answer_text (answer, "status");

      g_assert_cmpuint (answer->status, ==, 200);
      if (!g_str_equal (status, "IN_QUEUE") && !g_str_equal (status, "IN_PROGRESS"))
        return answer;
      answer_free (answer);
      g_usleep (5000);
    }
  g_error ("The job has not ended in 10 s.");
  return NULL;
}

const char *
get_link (Answer *self)
{
  g_assert_cmpstr (answer_text (self, "status"), ==, "COMPLETED");
  return json_object_get_string_member (json_object_get_object_member (self->json, "output"), "image_url");
}

GdkPixbuf *
decode (GBytes *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoImage) image = pentimento_image_new (body, NULL, NULL, &error);
  GdkPixbuf *pixels;

  g_assert_no_error (error);
  pixels = pentimento_image_decode (image, NULL, &error);
  g_assert_no_error (error);
  return pixels;
}

GdkPixbuf *
make_picture (PentimentoSandbox *sandbox, const char *model, const char *body)
{
  g_autofree char *path = g_strdup_printf ("/v2/%s/run", model);
  g_autoptr (Answer) submitted = call (sandbox, path, body);
  g_autoptr (Answer) ended = wait_for_end (sandbox, model, answer_text (submitted, "id"));
  g_autoptr (Answer) result = fetch (get_link (ended));

  g_assert_cmpuint (result->status, ==, 200);
  return decode (result->body);
}

GString *
exchange (PentimentoSandbox *sandbox, const char *head, const char *body, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *request = NULL;
  GString *received = g_string_new (NULL);
  char buffer[65536];
  gssize count;

  g_socket_client_set_timeout (client, 1);
  connection = g_socket_client_connect_to_uri (client, pentimento_sandbox_get_url (sandbox), 80, NULL, error);
  g_assert_nonnull (connection);
  request = g_strdup_printf ("%s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer test\r\nConnection: close\r\n"
                             "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                             head, strlen (body), body);
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                                            strlen (request), NULL, NULL, error));
  while ((count = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer, sizeof buffer,
                                       NULL, error))
         > 0)
    g_string_append_len (received, buffer, count);
  return received;
}

gint64
get_count (PentimentoSandbox *sandbox, const char *name)
{
  g_autoptr (Answer) stats = call_with (sandbox, "/practice/stats", FALSE, NULL, NULL, NULL);

  g_assert_nonnull (stats->json);
  return json_object_get_int_member (stats->json, name);
}
