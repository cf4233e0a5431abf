/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sandbox-client.h"

/* The practice server as a file server of one's own, beside a gateway that takes links. */

static Answer *
put (PentimentoSandbox *sandbox, const char *path, const char *media_type, const char *body, gsize length)
{
  g_autofree char *head = g_strdup_printf (
      "PUT %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT
      "\r\n\r\n",
      path, media_type, length);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GUri) uri = g_uri_parse (pentimento_sandbox_get_url (sandbox), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocketConnection) connection
      = g_socket_client_connect_to_host (client, "127.0.0.1", g_uri_get_port (uri), NULL, NULL);
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  char text[256] = "";
  Answer *answer = g_new0 (Answer, 1);

  g_assert_true (g_output_stream_write_all (output, head, strlen (head), NULL, NULL, NULL));
  g_assert_true (g_output_stream_write_all (output, body, length, NULL, NULL, NULL));
  g_assert_cmpint (g_input_stream_read (input, text, sizeof text - 1, NULL, NULL), >, 0);
  g_assert_true (g_str_has_prefix (text, "HTTP/1.1 "));
  answer->status = atoi (text + strlen ("HTTP/1.1 "));
  return answer;
}

static char *
edit_body (const char *link)
{
  return g_strdup_printf ("{\"input\":{\"prompt\":\"sepia\",\"images\":[\"%s\"],\"size\":\"1024*1024\"}}", link);
}

static void
assert_edit_status (PentimentoSandbox *sandbox, const char *link, const char *status)
{
  g_autofree char *body = edit_body (link);
  g_autoptr (Answer) submitted = call (sandbox, "/v2/seedream-v4-edit/run", body);
  g_autoptr (Answer) ended = NULL;

  g_assert_cmpuint (submitted->status, ==, 200);
  ended = wait_for_end (sandbox, "seedream-v4-edit", answer_text (submitted, "id"));
  g_assert_cmpstr (answer_text (ended, "status"), ==, status);
}

static void
test_form (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) answer = upload (sandbox, "/storage", "file", "image/png");
  g_autoptr (Answer) other = upload (sandbox, "/storage", "picture", "image/png");
  g_autofree char *link = answer_body (answer);

  g_assert_cmpuint (answer->status, ==, 201);
  g_assert_cmpuint (other->status, ==, 400);
  assert_edit_status (sandbox, link, "COMPLETED");
}

static void
test_put (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autofree char *uri = make_uri (64, 64, 0x336699ff, "image/png");
  gsize length;
  g_autofree guchar *data = g_base64_decode (strchr (uri, ',') + 1, &length);
  g_autoptr (Answer) stored = put (sandbox, "/storage/a.png", "image/png", (const char *)data, length);
  g_autoptr (Answer) again = put (sandbox, "/storage/a.png", "image/png", (const char *)data, length);
  g_autoptr (Answer) wrong = put (sandbox, "/storage/b.png", "image/jpeg", (const char *)data, length);
  g_autoptr (Answer) nameless = put (sandbox, "/storage", "image/png", (const char *)data, length);
  g_autofree char *link = g_strconcat (pentimento_sandbox_get_url (sandbox), "/storage/a.png", NULL);
  g_autofree char *gone = g_strconcat (pentimento_sandbox_get_url (sandbox), "/storage/c.png", NULL);
  g_autoptr (Answer) fetched = fetch (link);

  g_assert_cmpuint (stored->status, ==, 201);
  g_assert_cmpuint (again->status, ==, 201);
  g_assert_cmpuint (wrong->status, ==, 400);
  g_assert_cmpuint (nameless->status, ==, 405);
  g_assert_cmpmem (g_bytes_get_data (fetched->body, NULL), g_bytes_get_size (fetched->body), data, length);
  g_assert_cmpint (get_count (sandbox, "uploads"), ==, 2);
  assert_edit_status (sandbox, link, "COMPLETED");
  assert_edit_status (sandbox, gone, "FAILED");
}

/* Whoever sends a provider's key there has mistaken one for the other. */
static void
test_key (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (NULL);
  g_autoptr (Answer) answer = call (sandbox, "/storage/nothing.png", NULL);

  g_assert_cmpuint (answer->status, ==, 404);
  g_assert_cmpint (get_count (sandbox, "key_leaks"), ==, 1);
}

static void
test_faults (void)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox ("status:503,at=upload,times=1");
  g_autofree char *uri = make_uri (64, 64, 0x336699ff, "image/png");
  gsize length;
  g_autofree guchar *data = g_base64_decode (strchr (uri, ',') + 1, &length);
  g_autoptr (Answer) refused = put (sandbox, "/storage/a.png", "image/png", (const char *)data, length);
  g_autoptr (Answer) stored = put (sandbox, "/storage/a.png", "image/png", (const char *)data, length);

  g_assert_cmpuint (refused->status, ==, 503);
  g_assert_cmpuint (stored->status, ==, 201);
  g_assert_cmpint (get_count (sandbox, "uploads"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/storage/form", test_form);
  g_test_add_func ("/storage/put", test_put);
  g_test_add_func ("/storage/key", test_key);
  g_test_add_func ("/storage/faults", test_faults);
  return g_test_run ();
}
