/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The proxy that the environment names, and the service behind it: one loopback server is both. The service’s name cannot be resolved
 * (RFC 6761), so that nothing but the proxy leads there, and it is trusted because this test says so. */

#include <glib/gstdio.h>
#include <string.h>

#include "job-fixture.h"

#define CONNECT "CONNECT provider.invalid:443 "

static GTlsDatabase *trust;

static void
set_up (JobFixture *self, gconstpointer data)
{
  job_fixture_set_up (self, data);
  g_setenv ("https_proxy", loopback_server_get_url (self->server), TRUE);
  g_clear_object (&self->provider);
  self->provider = seedream_registry_create ("runpod", "https://provider.invalid", NULL, FALSE, &self->error);
  g_assert_no_error (self->error);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), trust);
}

static void
script_edit (JobFixture *self)
{
  job_fixture_script_submit (self);
  loopback_server_answer (self->server, STATUS, -1, 200, NULL,
                          "{\"id\":\"job-1\",\"status\":\"COMPLETED\","
                          "\"output\":{\"image_url\":\"https://provider.invalid/result.png\",\"cost\":0.028311}}");
  loopback_server_answer (self->server, "GET /result.png", -1, 200, NULL, PICTURE);
}

static void
script_tunnel (JobFixture *self)
{
  loopback_server_script (self->server, CONNECT, -1, LOOPBACK_TUNNELS, "HTTP/1.1 200 Established\r\n\r\n", -1);
}

/* Asserts that the proxy has seen the key in no request that was meant for itself. */
static void
assert_no_key_to_proxy (JobFixture *self)
{
  g_autofree char *heads = loopback_server_dup_heads (self->server);
  g_auto (GStrv) parts = g_strsplit (heads, "CONNECT ", -1);

  for (guint i = 1; parts[i] != NULL; i++)
    {
      const char *next = strstr (parts[i], " /"); /* of the request inside */

      if (next != NULL)
        parts[i][next - parts[i]] = '\0';
      g_assert_null (strstr (parts[i], CANARY));
      g_assert_null (strstr (parts[i], "Authorization"));
    }
}

static void
test_edit (JobFixture *self, gconstpointer data)
{
  script_tunnel (self);
  script_edit (self);
  job_fixture_prepare (self);
  g_assert_true (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
  g_assert_cmpuint (loopback_server_count (self->server, RUN), ==, 1);
  /* The submit, the question after it and the picture: each came through the proxy. */
  g_assert_cmpuint (loopback_server_count (self->server, CONNECT), ==, 3);
  assert_no_key_to_proxy (self);
}

/* Trust is not relaxed for what is behind a proxy. */
static void
test_untrusted (JobFixture *self, gconstpointer data)
{
  g_tls_backend_set_default_database (g_tls_backend_get_default (), NULL);
  g_clear_object (&self->http);
  self->http = seedream_http_new ("1.2");
  script_tunnel (self);
  script_edit (self);
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_NETWORK, SEEDREAM_BILLED_NO);
  g_assert_cmpuint (loopback_server_count (self->server, CONNECT), ==, 1);
  g_assert_cmpuint (loopback_server_count (self->server, "POST"), ==, 0);
}

/* What a proxy answers is never taken for the provider’s word: its 401 says nothing about the key, its 500 nothing about the edit. */
static void
test_refusal (JobFixture *self, gconstpointer data)
{
  loopback_server_answer (self->server, CONNECT, -1, GPOINTER_TO_UINT (data),
                          "Location: https://elsewhere.invalid/\r\n", "{\"id\":\"job-1\",\"status\":\"IN_QUEUE\"}");
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_NETWORK, SEEDREAM_BILLED_NO);
  g_assert_null (seedream_job_get_remote_id (self->job));
  g_assert_cmpuint (loopback_server_count (self->server, CONNECT), ==, 1);
  assert_no_key_to_proxy (self);
}

/* A job that has been paid for lives through a proxy in trouble. */
static void
test_passing_refusal (JobFixture *self, gconstpointer data)
{
  loopback_server_script (self->server, CONNECT, 1, LOOPBACK_TUNNELS, "HTTP/1.1 200 Established\r\n\r\n", -1);
  loopback_server_answer (self->server, CONNECT, 1, 401, NULL, "");
  loopback_server_answer (self->server, CONNECT, 1, 404, NULL, "");
  loopback_server_script (self->server, CONNECT, 1, LOOPBACK_TUNNELS, "HTTP/1.1 200 Established\r\n\r\n", -1);
  loopback_server_answer (self->server, CONNECT, 1, 404, NULL, "");
  script_tunnel (self);
  script_edit (self);
  job_fixture_prepare (self);
  g_assert_true (job_fixture_run (self));
  job_fixture_assert (self, SEEDREAM_JOB_DONE, -1, 0);
  g_assert_cmpuint (loopback_server_count (self->server, RUN), ==, 1);
}

static void
test_no_proxy (JobFixture *self, gconstpointer data)
{
  g_setenv ("no_proxy", "provider.invalid", TRUE);
  job_fixture_prepare (self);
  g_assert_false (job_fixture_run (self));
  g_unsetenv ("no_proxy");
  job_fixture_assert (self, SEEDREAM_JOB_FAILED, SEEDREAM_ERROR_NETWORK, SEEDREAM_BILLED_NO);
  g_assert_cmpuint (loopback_server_count (self->server, ""), ==, 0);
}

/* @path: the file that it is read from, more than once */
static GTlsDatabase *
create_trust (const char *path)
{
  g_autoptr (GError) error = NULL;
  GTlsDatabase *database;

  g_file_set_contents (path, loopback_server_get_certificate (), -1, &error);
  g_assert_no_error (error);
  database = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  return database;
}

static void
add (const char *path, gconstpointer data, void (*test) (JobFixture *, gconstpointer))
{
  g_test_add (path, JobFixture, data, set_up, test, job_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  const char *names[] = { "http_proxy", "https_proxy", "all_proxy", "no_proxy", "XDG_CURRENT_DESKTOP", NULL };
  g_autofree char *path = NULL;
  int status;

  /* Under a desktop its settings hold, not the environment. */
  for (guint i = 0; names[i] != NULL; i++)
    g_unsetenv (names[i]);
  g_test_init (&argc, &argv, NULL);
  g_close (g_file_open_tmp ("seedream-XXXXXX.pem", &path, NULL), NULL);
  trust = create_trust (path);
  add ("/proxy/edit", NULL, test_edit);
  add ("/proxy/untrusted", NULL, test_untrusted);
  add ("/proxy/refusal/302", GUINT_TO_POINTER (302), test_refusal);
  add ("/proxy/refusal/401", GUINT_TO_POINTER (401), test_refusal);
  add ("/proxy/refusal/407", GUINT_TO_POINTER (407), test_refusal);
  add ("/proxy/refusal/429", GUINT_TO_POINTER (429), test_refusal);
  add ("/proxy/refusal/502", GUINT_TO_POINTER (502), test_refusal);
  add ("/proxy/passing-refusal", NULL, test_passing_refusal);
  add ("/proxy/no-proxy", NULL, test_no_proxy);
  status = g_test_run ();
  g_object_unref (trust);
  g_unlink (path);
  return status;
}
