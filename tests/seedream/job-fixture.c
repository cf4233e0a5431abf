/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "job-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

struct _TestLedger {
  GObject parent_instance;

  LoopbackServer *server;
  GString *lines;
  guint failures[SEEDREAM_JOB_UNKNOWN + 1];
  guint store_failures;
  char *upload; /* "ID ENDPOINT SHA256 LINK" of the last one kept */
  gint64 upload_expires_at;
};

static gboolean
test_ledger_write (SeedreamLedger *ledger, SeedreamJob *job, GError **error)
{
  TestLedger *self = TEST_LEDGER (ledger);
  SeedreamJobState state = seedream_job_get_state (job);
  const char *id = seedream_job_get_remote_id (job);

  if (self->failures[state] > 0)
    {
      self->failures[state]--;
      g_string_append_printf (self->lines, "(%s)\n", seedream_job_state_to_string (state));
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "no space for " CANARY);
      return FALSE;
    }
  g_string_append_printf (self->lines, "%s id=%s submits=%u posts=%u\n", seedream_job_state_to_string (state),
                          id != NULL ? id : "-", seedream_job_get_submits (job),
                          loopback_server_count (self->server, "POST"));
  return TRUE;
}

static void
test_ledger_store_async (SeedreamLedger *ledger,
                         SeedreamJob *job,
                         guint position,
                         GFile *file,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  TestLedger *self = TEST_LEDGER (ledger);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *contents = NULL;

  g_assert_true (g_file_load_contents (file, NULL, &contents, NULL, NULL, NULL));
  if (self->store_failures > 0)
    {
      self->store_failures--;
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "no space");
      return;
    }
  if (!g_str_has_prefix (contents, "PICTURE"))
    {
      g_string_append_printf (self->lines, "no picture %u\n", position);
      g_task_return_error (task,
                           seedream_error_new (SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN, NULL, "no picture"));
      return;
    }
  g_string_append_printf (self->lines, "store %u\n", position);
  g_task_return_boolean (task, TRUE);
}

static gboolean
test_ledger_store_finish (SeedreamLedger *ledger, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static char *
name_upload (SeedreamProvider *provider, const char *sha256)
{
  return g_strdup_printf ("%s %s %s ", seedream_provider_get_id (provider), seedream_provider_get_endpoint (provider),
                          sha256);
}

static char *
test_ledger_find_upload (SeedreamLedger *ledger, SeedreamProvider *provider, const char *sha256, gint64 until)
{
  TestLedger *self = TEST_LEDGER (ledger);
  g_autofree char *name = name_upload (provider, sha256);

  if (self->upload == NULL || !g_str_has_prefix (self->upload, name) || self->upload_expires_at < until)
    return NULL;
  return g_strdup (self->upload + strlen (name));
}

static void
test_ledger_keep_upload (SeedreamLedger *ledger,
                         SeedreamProvider *provider,
                         const char *sha256,
                         const char *link,
                         gint64 expires_at)
{
  TestLedger *self = TEST_LEDGER (ledger);
  g_autofree char *name = name_upload (provider, sha256);

  g_free (self->upload);
  self->upload = g_strconcat (name, link, NULL);
  self->upload_expires_at = expires_at;
  g_string_append (self->lines, "keep\n");
}

static void
ledger_iface_init (SeedreamLedgerInterface *iface)
{
  iface->write = test_ledger_write;
  iface->store_async = test_ledger_store_async;
  iface->store_finish = test_ledger_store_finish;
  iface->find_upload = test_ledger_find_upload;
  iface->keep_upload = test_ledger_keep_upload;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestLedger,
                               test_ledger,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SEEDREAM_TYPE_LEDGER, ledger_iface_init))

static void
test_ledger_finalize (GObject *object)
{
  g_string_free (TEST_LEDGER (object)->lines, TRUE);
  g_free (TEST_LEDGER (object)->upload);
  G_OBJECT_CLASS (test_ledger_parent_class)->finalize (object);
}

static void
test_ledger_class_init (TestLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_ledger_finalize;
}

static void
test_ledger_init (TestLedger *self)
{
  self->lines = g_string_new (NULL);
}

TestLedger *
test_ledger_new (LoopbackServer *server)
{
  TestLedger *self = g_object_new (TEST_TYPE_LEDGER, NULL);

  self->server = server;
  return self;
}

void
test_ledger_fail (TestLedger *self, SeedreamJobState state, guint times)
{
  self->failures[state] = times;
}

void
test_ledger_fail_stores (TestLedger *self, guint times)
{
  self->store_failures = times;
}

void
test_ledger_expire_upload (TestLedger *self, gint64 left)
{
  g_assert_nonnull (self->upload);
  self->upload_expires_at = g_get_real_time () + left;
}

char *
test_ledger_dup_lines (TestLedger *self)
{
  return g_strdup (self->lines->str);
}

/* So quick that a whole suite takes seconds. */
static const SeedreamPatience patience = {
  .poll_first_ms = 2,
  .poll_factor = 1.5,
  .poll_most_ms = 10,
  .deadline_ms = 1500,
  .download_tries = 3,
  .download_pause_ms = 2,
  .upload_tries = 3,
  .submit_tries = 3,
  .submit_pause_ms = 4,
};

void
job_fixture_set_up (JobFixture *self, gconstpointer data)
{
  g_autofree char *path = g_dir_make_tmp ("seedream-XXXXXX", NULL);

  self->server = loopback_server_new (FALSE);
  self->ledger = test_ledger_new (self->server);
  self->http = seedream_http_new ("1.2");
  self->provider
      = seedream_registry_create ("runpod", loopback_server_get_url (self->server), NULL, FALSE, &self->error);
  g_assert_no_error (self->error);
  self->folder = g_file_new_for_path (path);
  self->cancellable = g_cancellable_new ();
}

/* Fails if anything but the file names of results is left. */
static void
remove_folder (GFile *folder)
{
  g_autoptr (GDir) dir = g_dir_open (g_file_peek_path (folder), 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr (GFile) file = g_file_get_child (folder, name);

      g_assert_false (g_str_has_suffix (name, ".part"));
      g_assert_true (g_file_delete (file, NULL, NULL));
    }
  g_assert_true (g_file_delete (folder, NULL, NULL));
}

void
job_fixture_tear_down (JobFixture *self, gconstpointer data)
{
  g_clear_object (&self->job);
  g_clear_object (&self->http);
  loopback_server_free (self->server);
  g_object_unref (self->ledger);
  g_object_unref (self->provider);
  remove_folder (self->folder);
  g_object_unref (self->folder);
  g_object_unref (self->cancellable);
  g_clear_error (&self->error);
}

SeedreamRequest *
job_fixture_create_request (void)
{
  g_autoptr (GListStore) pictures = g_list_store_new (SEEDREAM_TYPE_PICTURE);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("not looked at", 13);
  g_autoptr (SeedreamPicture) picture = seedream_picture_new (bytes, "image/png", "00ff", 64, 64);

  g_list_store_append (pictures, picture);
  return g_object_new (SEEDREAM_TYPE_REQUEST, "prompt", "make the coat red", "pictures", pictures, NULL);
}

void
job_fixture_use (JobFixture *self, const char *id)
{
  g_clear_object (&self->provider);
  g_clear_error (&self->error);
  self->provider = seedream_registry_create (id, loopback_server_get_url (self->server), NULL, FALSE, &self->error);
  g_assert_no_error (self->error);
}

void
job_fixture_prepare_request (JobFixture *self, SeedreamRequest *request)
{
  g_clear_object (&self->job);
  self->job = g_object_new (SEEDREAM_TYPE_JOB, "id", "local", "provider", self->provider, "http", self->http, "ledger",
                            self->ledger, "request", request, "key", CANARY, "folder", self->folder, "patience",
                            &patience, NULL);
}

void
job_fixture_prepare (JobFixture *self)
{
  g_autoptr (SeedreamRequest) request = job_fixture_create_request ();

  job_fixture_prepare_request (self, request);
}

void
job_fixture_take_up (JobFixture *self, SeedreamJobState state, const char *remote_id, const char *link)
{
  job_fixture_take_up_of (self, state, remote_id, link, g_get_real_time () - G_TIME_SPAN_MINUTE);
}

void
job_fixture_take_up_of (JobFixture *self,
                        SeedreamJobState state,
                        const char *remote_id,
                        const char *link,
                        gint64 submitted_at)
{
  const char *links[] = { link, NULL };

  g_clear_object (&self->job);
  self->job = g_object_new (SEEDREAM_TYPE_JOB, "id", "local", "provider", self->provider, "http", self->http, "ledger",
                            self->ledger, "key", CANARY, "folder", self->folder, "patience", &patience, "state", state,
                            "remote-id", remote_id, "links", links, "submits", 1, "submitted-at", submitted_at, NULL);
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **kept = data;

  *kept = g_object_ref (result);
}

gboolean
job_fixture_run (JobFixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_clear_error (&self->error);
  seedream_job_run_async (self->job, self->cancellable, on_run, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return seedream_job_run_finish (self->job, result, &self->error);
}

void
job_fixture_script_submit (JobFixture *self)
{
  loopback_server_answer (self->server, RUN, -1, 200, NULL, "{\"id\":\"job-1\",\"status\":\"IN_QUEUE\"}");
}

void
job_fixture_script_finish (JobFixture *self)
{
  loopback_server_answer (self->server, STATUS, -1, 200, NULL,
                          "{\"id\":\"job-1\",\"status\":\"COMPLETED\",\"delayTime\":19,\"executionTime\":4856,"
                          "\"output\":{\"image_url\":\"{URL}/result.png\",\"cost\":0.028311}}");
  loopback_server_answer (self->server, "GET /result.png", -1, 200, NULL, PICTURE);
}

void
job_fixture_assert (JobFixture *self, SeedreamJobState state, int code, SeedreamBilled billed)
{
  g_assert_cmpstr (seedream_job_state_to_string (seedream_job_get_state (self->job)), ==,
                   seedream_job_state_to_string (state));
  if (code < 0)
    {
      g_assert_no_error (self->error);
      g_assert_null (seedream_job_get_error (self->job));
      return;
    }
  g_assert_error (self->error, SEEDREAM_ERROR, code);
  g_assert_cmpint (seedream_error_get_billed (self->error), ==, billed);
  g_assert_cmpstr (seedream_job_get_error (self->job)->message, ==, self->error->message);
  g_assert_null (strstr (self->error->message, CANARY));
  if (seedream_error_get_details (self->error) != NULL)
    g_assert_null (strstr (seedream_error_get_details (self->error), CANARY));
}
