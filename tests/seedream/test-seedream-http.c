/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <seedream.h>
#include <string.h>

#include "loopback-server.h"

#define CANARY "rpa_CANARY0123456789abcdefKEY"

typedef struct {
  LoopbackServer *server;
  LoopbackServer *other;
  SeedreamHttp *http;
  GFile *folder;
  GFile *target;
  GError *error;
  guint64 arrived;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_dir_make_tmp ("seedream-XXXXXX", NULL);

  self->server = loopback_server_new (FALSE);
  self->other = loopback_server_new (FALSE);
  self->http = seedream_http_new ("1.2");
  self->folder = g_file_new_for_path (path);
  self->target = g_file_get_child (self->folder, "result");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  /* libsoup closes its connections from the main loop. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  /* Waits for every connection to be over: none is kept by an answer that was given up. */
  loopback_server_free (self->server);
  loopback_server_free (self->other);
  g_object_unref (self->http);
  g_file_delete (self->target, NULL, NULL);
  g_object_unref (self->target);
  /* Not a file is left beside the target. */
  g_assert_true (g_file_delete (self->folder, NULL, NULL));
  g_object_unref (self->folder);
  g_clear_error (&self->error);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static SeedreamReply *
send (Fixture *self, SeedreamCall *call, const char *key)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_clear_error (&self->error);
  seedream_http_call_async (self->http, call, key, NULL, keep_result, &result);
  return seedream_http_call_finish (self->http, wait_for (&result), &self->error);
}

static SeedreamReply *
call_address (Fixture *self, const char *method, const char *address)
{
  g_autoptr (SeedreamCall) call = seedream_call_new (method, address);

  call->timeout = 1;
  call->once = g_str_equal (method, "POST");
  return send (self, call, CANARY);
}

static SeedreamReply *
call_path (Fixture *self, const char *method, const char *path)
{
  g_autofree char *address = g_strconcat (loopback_server_get_url (self->server), path, NULL);

  return call_address (self, method, address);
}

static void
on_progress (guint64 arrived, guint64 total, gpointer data)
{
  ((Fixture *)data)->arrived = arrived;
}

static gboolean
download_address (Fixture *self, const char *address, gboolean loopback, guint64 most)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_clear_error (&self->error);
  seedream_http_download_async (self->http, address, loopback, self->target, most, on_progress, self, NULL, keep_result,
                                &result);
  return seedream_http_download_finish (self->http, wait_for (&result), &self->error);
}

static gboolean
download (Fixture *self, const char *path)
{
  g_autofree char *address = g_strconcat (loopback_server_get_url (self->server), path, NULL);

  return download_address (self, address, TRUE, 1000);
}

static void
assert_failed (Fixture *self, int code, SeedreamBilled billed)
{
  g_assert_error (self->error, SEEDREAM_ERROR, code);
  g_assert_cmpint (seedream_error_get_billed (self->error), ==, billed);
  g_assert_null (strstr (self->error->message, CANARY));
  g_assert_false (g_file_query_exists (self->target, NULL));
}

static void
test_reply (Fixture *self, gconstpointer data)
{
  g_autoptr (SeedreamReply) reply = NULL;
  g_autofree char *heads = NULL;

  loopback_server_answer (self->server, "GET /a", -1, 503, "Content-Type: application/json\r\nRetry-After: 7\r\n",
                          "{\"a\":1}");
  reply = call_path (self, "GET", "/a");
  g_assert_cmpuint (reply->status, ==, 503);
  g_assert_cmpuint (reply->retry_after, ==, 7);
  g_assert_cmpstr (reply->content_type, ==, "application/json");
  g_assert_nonnull (reply->root);
  heads = loopback_server_dup_heads (self->server);
  g_assert_nonnull (strstr (heads, "User-Agent: Pentimento/1.2\n"));
  g_assert_nonnull (strstr (heads, "Authorization: Bearer " CANARY "\n"));
}

static void
test_retry_after (Fixture *self, gconstpointer data)
{
  static const struct {
    const char *text;
    guint least;
    guint most;
  } cases[] = { { "999999999999999999999999", 3600, 3600 },
                { "-5", 0, 0 },
                { "soon", 0, 0 },
                { "Mon, 01 Jan 2001 00:00:00 GMT", 0, 0 },
                { "Fri, 01 Jan 2999 00:00:00 GMT", 3600, 3600 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *header = g_strdup_printf ("Retry-After: %s\r\n", cases[i].text);
      g_autoptr (SeedreamReply) reply = NULL;

      loopback_server_answer (self->server, "GET /a", 1, 429, header, "");
      reply = call_path (self, "GET", "/a");
      g_assert_cmpuint (reply->retry_after, >=, cases[i].least);
      g_assert_cmpuint (reply->retry_after, <=, cases[i].most);
    }
}

static void
test_post_redirect (Fixture *self, gconstpointer data)
{
  g_autofree char *location = g_strdup_printf ("Location: %s/b\r\n", loopback_server_get_url (self->other));

  loopback_server_answer (self->server, "POST /a", -1, GPOINTER_TO_UINT (data), location, "");
  g_assert_null (call_path (self, "POST", "/a"));
  assert_failed (self, SEEDREAM_ERROR_INSECURE, SEEDREAM_BILLED_UNKNOWN);
  g_assert_cmpuint (loopback_server_count (self->other, ""), ==, 0);
  g_assert_cmpuint (loopback_server_count (self->server, ""), ==, 1);
}

static void
test_get_redirect (Fixture *self, gconstpointer data)
{
  g_autofree char *away = g_strdup_printf ("Location: %s/c\r\n", loopback_server_get_url (self->other));
  g_autofree char *back = g_strdup_printf ("Location: %s/d\r\n", loopback_server_get_url (self->server));
  g_autoptr (SeedreamReply) reply = NULL;
  g_autofree char *heads = NULL;
  g_autofree char *others = NULL;

  loopback_server_answer (self->server, "GET /a", -1, 302, "Location: b?x=%2F\r\n", "");
  loopback_server_answer (self->server, "GET /b?x=%2F ", -1, 302, away, "");
  loopback_server_answer (self->other, "GET /c", -1, 307, back, "");
  loopback_server_answer (self->server, "GET /d", -1, 200, NULL, "{}");
  reply = call_path (self, "GET", "/a");
  g_assert_no_error (self->error);
  g_assert_cmpuint (reply->status, ==, 200);

  heads = loopback_server_dup_heads (self->server);
  others = loopback_server_dup_heads (self->other);
  g_assert_nonnull (strstr (strstr (heads, "GET /b"), CANARY));
  g_assert_nonnull (strstr (others, "GET /c"));
  g_assert_null (strstr (others, CANARY));
  /* Once it has been elsewhere, it does not get the key back. */
  g_assert_null (strstr (strstr (heads, "GET /d"), CANARY));
}

static void
test_redirect_loop (Fixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, "GET /a", -1, 302, "Location: /a\r\n", "");
  g_assert_null (call_path (self, "GET", "/a"));
  assert_failed (self, SEEDREAM_ERROR_INSECURE, SEEDREAM_BILLED_UNKNOWN);
  g_assert_cmpuint (loopback_server_count (self->server, ""), ==, 6);
}

static void
test_redirect_to_insecure (Fixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, "GET /a", -1, 302, "Location: http://192.0.2.1/\r\n", "");
  g_assert_null (call_path (self, "GET", "/a"));
  assert_failed (self, SEEDREAM_ERROR_INSECURE, SEEDREAM_BILLED_UNKNOWN);
  g_assert_false (download (self, "/a"));
  assert_failed (self, SEEDREAM_ERROR_INSECURE, SEEDREAM_BILLED_UNKNOWN);
}

static void
test_insecure_addresses (Fixture *self, gconstpointer data)
{
  static const char *const addresses[] = {
    "http://192.0.2.1/",
    "http://localhost.example/",
    "http://127.0.0.1.example/",
    "ftp://127.0.0.1/",
    "file:///etc/passwd",
    "https://user@127.0.0.1:1/",
    "http://[::2]/",
    "",
    "http://0x7f000001/",
    "http://10.0.0.1/",
    "https:///a",
    "nonsense",
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_assert_null (call_address (self, "POST", addresses[i]));
      assert_failed (self, SEEDREAM_ERROR_INSECURE, SEEDREAM_BILLED_NO);
    }
}

static void
test_download_not_to_loopback (Fixture *self, gconstpointer data)
{
  g_autofree char *address = g_strconcat (loopback_server_get_url (self->server), "/a", NULL);

  g_assert_false (download_address (self, address, FALSE, 1000));
  assert_failed (self, SEEDREAM_ERROR_INSECURE, SEEDREAM_BILLED_NO);
  g_assert_cmpuint (loopback_server_count (self->server, ""), ==, 0);
}

static void
test_untrusted_certificate (Fixture *self, gconstpointer data)
{
  g_autoptr (LoopbackServer) server = loopback_server_new (TRUE);

  g_assert_null (call_address (self, "POST", loopback_server_get_url (server)));
  assert_failed (self, SEEDREAM_ERROR_NETWORK, SEEDREAM_BILLED_NO);
  g_assert_cmpuint (loopback_server_count (server, ""), ==, 0);
}

static void
test_unreachable (Fixture *self, gconstpointer data)
{
  g_assert_null (call_address (self, "POST", data));
  assert_failed (self, SEEDREAM_ERROR_NETWORK, SEEDREAM_BILLED_NO);
}

static void
test_bad_keys (Fixture *self, gconstpointer data)
{
  g_autofree char *address = g_strconcat (loopback_server_get_url (self->server), "/a", NULL);
  g_autoptr (SeedreamCall) call = seedream_call_new ("GET", address);

  g_assert_null (send (self, call, "a\r\nX-Evil: 1"));
  assert_failed (self, SEEDREAM_ERROR_BAD_KEY, SEEDREAM_BILLED_NO);
  g_assert_null (send (self, call, "schlüssel"));
  assert_failed (self, SEEDREAM_ERROR_BAD_KEY, SEEDREAM_BILLED_NO);
  g_assert_cmpuint (loopback_server_count (self->server, ""), ==, 0);
}

static void
test_timeout (Fixture *self, gconstpointer data)
{
  loopback_server_script (self->server, "POST /a", -1, LOOPBACK_STALLS, "", -1);
  g_assert_null (call_path (self, "POST", "/a"));
  assert_failed (self, SEEDREAM_ERROR_TIMED_OUT, SEEDREAM_BILLED_UNKNOWN);
  g_assert_cmpuint (loopback_server_count (self->server, ""), ==, 1);
}

/* A cut at the edge of a chunk is no error to libsoup; then at least it is no JSON. */
static void
test_cut_chunks (Fixture *self, gconstpointer data)
{
  const char *raw = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{\"id\":\"\r\n";
  g_autoptr (SeedreamReply) reply = NULL;

  loopback_server_script (self->server, "POST /a", -1, LOOPBACK_ANSWERS, raw, -1);
  reply = call_path (self, "POST", "/a");
  if (reply != NULL)
    g_assert_null (reply->root);
  g_assert_cmpuint (loopback_server_count (self->server, ""), ==, 1);
}

static void
test_cut_answer (Fixture *self, gconstpointer data)
{
  const char *raw = "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{}";

  loopback_server_script (self->server, "POST /a", -1, LOOPBACK_ANSWERS, raw, -1);
  g_assert_null (call_path (self, "POST", "/a"));
  assert_failed (self, SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN);
  g_assert_cmpuint (loopback_server_count (self->server, ""), ==, 1);
}

static void
test_large_answer (Fixture *self, gconstpointer data)
{
  gsize length = 64 * 1024 * 1024;
  const char *head = data;
  g_autofree char *raw = g_malloc (strlen (head) + length);

  memcpy (raw, head, strlen (head));
  memset (raw + strlen (head), '[', length);
  loopback_server_script (self->server, "GET /a", -1, LOOPBACK_ANSWERS, raw, strlen (head) + length);
  g_assert_null (call_path (self, "GET", "/a"));
  assert_failed (self, SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN);
}

/* 64 MB of blanks, 64 kB when compressed: what counts is what comes out. */
static void
test_compressed_bomb (Fixture *self, gconstpointer data)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) output = g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  gsize length = 64 * 1024 * 1024;
  g_autofree char *blanks = g_malloc (length);
  GString *raw = g_string_new ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip\r\n\r\n");

  memset (blanks, ' ', length);
  g_output_stream_write_all (output, blanks, length, NULL, NULL, NULL);
  g_output_stream_close (output, NULL, NULL);
  g_string_append_len (raw, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                       g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
  g_assert_cmpuint (raw->len, <, 100000);
  loopback_server_script (self->server, "GET /a", -1, LOOPBACK_ANSWERS, raw->str, raw->len);
  g_string_free (raw, TRUE);
  g_assert_null (call_path (self, "GET", "/a"));
  assert_failed (self, SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN);
}

static void
test_download (Fixture *self, gconstpointer data)
{
  g_autofree char *contents = NULL;
  g_autofree char *heads = NULL;

  loopback_server_answer (self->server, "GET /a", -1, 302, "Location: /b\r\n", "");
  loopback_server_answer (self->server, "GET /b", -1, 200, NULL, "a picture");
  g_assert_true (download (self, "/a"));
  g_assert_true (g_file_load_contents (self->target, NULL, &contents, NULL, NULL, NULL));
  g_assert_cmpstr (contents, ==, "a picture");
  g_assert_cmpuint (self->arrived, ==, strlen ("a picture"));
  heads = loopback_server_dup_heads (self->server);
  g_assert_null (strstr (heads, "Authorization"));
}

typedef struct {
  const char *name;
  const char *raw;
  int code;
} BadDownload;

static const BadDownload bad_downloads[] = {
  { "404", "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", SEEDREAM_ERROR_EXPIRED },
  { "410", "HTTP/1.1 410 No\r\nContent-Length: 0\r\n\r\n", SEEDREAM_ERROR_EXPIRED },
  { "403", "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", SEEDREAM_ERROR_PROVIDER_DOWN },
  { "500", "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", SEEDREAM_ERROR_PROVIDER_DOWN },
  { "206", "HTTP/1.1 206 No\r\nContent-Length: 1\r\n\r\nx", SEEDREAM_ERROR_PROVIDER_DOWN },
  { "short", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf", SEEDREAM_ERROR_MALFORMED },
  { "promises-much", "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\nhalf", SEEDREAM_ERROR_MALFORMED },
  { "no-answer", "", SEEDREAM_ERROR_NETWORK },
};

static void
test_bad_download (Fixture *self, gconstpointer data)
{
  const BadDownload *bad = data;

  loopback_server_script (self->server, "GET /a", -1, LOOPBACK_ANSWERS, bad->raw, -1);
  g_assert_false (download (self, "/a"));
  assert_failed (self, bad->code, SEEDREAM_BILLED_UNKNOWN);
}

static void
test_download_over_cap (Fixture *self, gconstpointer data)
{
  GString *raw = g_string_new ("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
  gboolean over = GPOINTER_TO_INT (data);

  for (guint i = 0; i < 1000 + (over ? 1 : 0); i++)
    g_string_append_c (raw, 'x');
  loopback_server_script (self->server, "GET /a", -1, LOOPBACK_ANSWERS, raw->str, raw->len);
  g_string_free (raw, TRUE);
  g_assert_cmpint (download (self, "/a"), ==, !over);
  if (over)
    assert_failed (self, SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN);
}

static gboolean
cancel (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled_download (Fixture *self, gconstpointer data)
{
  const char *raw = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf";
  g_autofree char *address = g_strconcat (loopback_server_get_url (self->server), "/a", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  loopback_server_script (self->server, "GET /a", -1, LOOPBACK_STALLS, raw, -1);
  g_timeout_add (100, cancel, cancellable);
  seedream_http_download_async (self->http, address, TRUE, self->target, 1000, NULL, NULL, cancellable, keep_result,
                                &result);
  g_assert_false (seedream_http_download_finish (self->http, wait_for (&result), &self->error));
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
test_key (Fixture *self, const char *id, const char *key)
{
  g_autoptr (SeedreamProvider) provider
      = seedream_registry_create (id, loopback_server_get_url (self->server), NULL, FALSE, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  g_clear_error (&self->error);
  seedream_key_test_async (self->http, provider, key, NULL, keep_result, &result);
  return seedream_key_test_finish (wait_for (&result), &self->error);
}

static void
test_key_test (Fixture *self, gconstpointer data)
{
  const char *health = "GET /v2/seedream-v4-edit/health ";

  loopback_server_answer (self->server, health, 2, 200, NULL, "{\"jobs\":{}}");
  loopback_server_answer (self->server, health, 1, 401, NULL, "no " CANARY);
  loopback_server_answer (self->server, health, 1, 403, NULL, "");
  loopback_server_answer (self->server, health, 1, 500, NULL, "");
  g_assert_true (test_key (self, "runpod", CANARY));
  g_assert_true (test_key (self, "practice", NULL));
  g_assert_false (test_key (self, "runpod", NULL));
  assert_failed (self, SEEDREAM_ERROR_NO_KEY, SEEDREAM_BILLED_NO);
  g_assert_false (test_key (self, "runpod", CANARY));
  assert_failed (self, SEEDREAM_ERROR_BAD_KEY, SEEDREAM_BILLED_NO);
  g_assert_cmpstr (seedream_error_get_details (self->error), ==, "no •••");
  g_assert_false (test_key (self, "runpod", CANARY));
  assert_failed (self, SEEDREAM_ERROR_BAD_KEY, SEEDREAM_BILLED_NO);
  g_assert_false (test_key (self, "runpod", CANARY));
  assert_failed (self, SEEDREAM_ERROR_PROVIDER_DOWN, SEEDREAM_BILLED_NO);
}

static void
add (const char *path, gconstpointer data, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, data, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/http/reply", NULL, test_reply);
  add ("/http/retry-after", NULL, test_retry_after);
  add ("/http/post-redirect/302", GUINT_TO_POINTER (302), test_post_redirect);
  add ("/http/post-redirect/308", GUINT_TO_POINTER (308), test_post_redirect);
  add ("/http/get-redirect", NULL, test_get_redirect);
  add ("/http/redirect-loop", NULL, test_redirect_loop);
  add ("/http/redirect-to-insecure", NULL, test_redirect_to_insecure);
  add ("/http/insecure-addresses", NULL, test_insecure_addresses);
  add ("/http/download-not-to-loopback", NULL, test_download_not_to_loopback);
  add ("/http/untrusted-certificate", NULL, test_untrusted_certificate);
  add ("/http/unreachable/refused", "http://127.0.0.1:1/", test_unreachable);
  add ("/http/unreachable/unresolved", "https://nowhere.invalid/", test_unreachable);
  add ("/http/bad-keys", NULL, test_bad_keys);
  add ("/http/timeout", NULL, test_timeout);
  add ("/http/cut-chunks", NULL, test_cut_chunks);
  add ("/http/cut-answer", NULL, test_cut_answer);
  add ("/http/large-answer/told", "HTTP/1.1 200 OK\r\nContent-Length: 67108864\r\n\r\n", test_large_answer);
  add ("/http/large-answer/untold", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", test_large_answer);
  add ("/http/compressed-bomb", NULL, test_compressed_bomb);
  add ("/http/download", NULL, test_download);
  for (guint i = 0; i < G_N_ELEMENTS (bad_downloads); i++)
    {
      g_autofree char *path = g_strdup_printf ("/http/bad-download/%s", bad_downloads[i].name);

      add (path, &bad_downloads[i], test_bad_download);
    }
  add ("/http/download-at-cap", GINT_TO_POINTER (FALSE), test_download_over_cap);
  add ("/http/download-over-cap", GINT_TO_POINTER (TRUE), test_download_over_cap);
  add ("/http/cancelled-download", NULL, test_cancelled_download);
  add ("/http/key-test", NULL, test_key_test);
  return g_test_run ();
}
