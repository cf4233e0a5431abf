/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A library that cannot be written, a disk that is full, another program on the same library, a clock that is wrong. */

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "document-fixture.h"

/* The user “nobody”, who may do nothing that is not allowed to everyone: root would not notice that a file is read-only. */
#define NOBODY 65534

static void
prepare (DocumentFixture *fixture)
{
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("garden.png", 1200, 1024, 0x3060c0ff);

  document_fixture_open (fixture, image);
  g_object_set (fixture->document, "prompt", "sepia", NULL);
}

static PentimentoSandbox *
start_sandbox (DocumentFixture *fixture, const char *fault)
{
  PentimentoSandbox *sandbox = pentimento_sandbox_new ();
  g_autoptr (GError) error = NULL;

  if (fault != NULL)
    g_assert_true (pentimento_sandbox_add_fault (sandbox, fault, &error));
  g_assert_true (pentimento_sandbox_start (sandbox, 0, &error));
  g_object_set (fixture->document, "endpoint", pentimento_sandbox_get_url (sandbox), NULL);
  return sandbox;
}

/* The result of the last edit is read before it can be edited on. */
static gboolean
is_ready (DocumentFixture *fixture)
{
  g_autofree char *obstacle = NULL;

  g_object_get (fixture->document, "obstacle", &obstacle, NULL);
  return obstacle == NULL;
}

static void
assert_edit (DocumentFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) versions = document_fixture_run (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 1);
  document_fixture_wait (is_ready (fixture));
}

static void
assert_resumed (DocumentFixture *fixture, guint n_versions)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) versions = document_fixture_resume (fixture, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, n_versions);
}

static GPtrArray *
list_jobs (DocumentFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *jobs = pentimento_library_list_jobs (pentimento_services_get_library (fixture->services), FALSE, &error);

  g_assert_no_error (error);
  return jobs;
}

static void
assert_n_jobs (DocumentFixture *fixture, guint n_jobs)
{
  g_autoptr (GPtrArray) jobs = list_jobs (fixture);

  g_assert_cmpuint (jobs->len, ==, n_jobs);
}

/* Takes the right to write away from a folder and all in it, or gives it back. */
static void
set_writable (const char *path, gboolean writable)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_assert_cmpint (g_chmod (path, writable ? 0666 : 0444), ==, 0);
      return;
    }
  g_assert_cmpint (g_chmod (path, 0777), ==, 0);
  folder = g_dir_open (path, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      set_writable (inner, writable);
    }
  g_assert_cmpint (g_chmod (path, writable ? 0777 : 0555), ==, 0);
}

static gboolean
begin_read_only (DocumentFixture *fixture, const char *part)
{
  g_autofree char *path = g_build_filename (fixture->folder, "data", part, NULL);

  set_writable (fixture->folder, TRUE);
  set_writable (path, FALSE);
  return geteuid () == 0 && seteuid (NOBODY) == 0;
}

static void
end_read_only (DocumentFixture *fixture, gboolean was_root)
{
  if (was_root)
    g_assert_cmpint (seteuid (0), ==, 0);
  set_writable (fixture->folder, TRUE);
}

/* No file may grow, as on a full disk. */
static void
fill_disk (gboolean full)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = full ? 1 : limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_read_only_at_start (DocumentFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "data", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GFile) cache = g_file_new_build_filename (fixture->folder, "cache", NULL);
  g_autoptr (PentimentoServices) services = NULL;
  g_autoptr (GError) error = NULL;
  gboolean was_root;

  g_clear_object (&fixture->document);
  g_clear_object (&fixture->services);
  was_root = begin_read_only (fixture, NULL);
  services = pentimento_services_new (folder, cache, &error);
  end_read_only (fixture, was_root);
  g_assert_null (services);
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_OPEN);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, "Check the permissions"));
  document_fixture_restart (fixture);
}

/* It becomes so while the program runs: the edit is refused before it is bought, and can be made later. */
static void
test_read_only_before_edit (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (fixture, NULL);
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GError) error = NULL;
  gboolean was_root;

  prepare (fixture);
  was_root = begin_read_only (fixture, NULL);
  versions = document_fixture_run (fixture, &error);
  end_read_only (fixture, was_root);
  g_assert_null (versions);
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_OPEN);
  g_assert_false (pentimento_document_get_busy (fixture->document));
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 0);
  assert_n_jobs (fixture, 0);

  assert_edit (fixture);
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 1);
}

/* The pictures are kept already, so the row of the job is the first thing that finds no room. */
static void
test_full_before_edit (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (fixture, NULL);
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GError) error = NULL;

  prepare (fixture);
  assert_edit (fixture);
  fill_disk (TRUE);
  versions = document_fixture_run (fixture, &error);
  fill_disk (FALSE);
  g_assert_null (versions);
  g_assert_nonnull (error);
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_WRITE);
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 1);
  assert_n_jobs (fixture, 1);

  assert_edit (fixture);
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 2);
}

typedef struct {
  GAsyncResult *result;
  GCancellable *cancellable;
} Running;

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Running *)user_data)->result = g_object_ref (result);
}

static gboolean
has_remote_id (DocumentFixture *fixture)
{
  SeedreamJob *job = pentimento_document_get_job (fixture->document);

  return job != NULL && seedream_job_get_remote_id (job) != NULL;
}

static void
begin_edit (DocumentFixture *fixture, Running *running)
{
  prepare (fixture);
  running->cancellable = g_cancellable_new ();
  pentimento_document_start_async (fixture->document, running->cancellable, keep_result, running);
  document_fixture_wait (has_remote_id (fixture));
}

static GListModel *
end_edit (DocumentFixture *fixture, Running *running, GError **error)
{
  GListModel *versions;

  document_fixture_wait (running->result != NULL);
  versions = pentimento_document_start_finish (fixture->document, running->result, error);
  g_clear_object (&running->result);
  g_clear_object (&running->cancellable);
  return versions;
}

/* Ends an edit that cannot be stored: it stays open. */
static void
assert_left (DocumentFixture *fixture, Running *running)
{
  SeedreamJob *job = pentimento_document_get_job (fixture->document);
  g_autoptr (GError) error = NULL;

  g_assert_null (end_edit (fixture, running, &error));
  g_assert_error (error, SEEDREAM_ERROR, SEEDREAM_ERROR_LEDGER);
  g_assert_cmpint (seedream_error_get_billed (error), ==, SEEDREAM_BILLED_YES);
  g_assert_false (seedream_job_state_is_final (seedream_job_get_state (job)));
}

static void
test_full_after_answer (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (fixture, "delay:700");
  Running running = { NULL };

  begin_edit (fixture, &running);
  fill_disk (TRUE);
  assert_left (fixture, &running);
  fill_disk (FALSE);

  document_fixture_restart (fixture);
  assert_resumed (fixture, 1);
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 1);
}

/* What has been fetched stays, so that it is there even when the provider has forgotten it. */
static void
test_read_only_after_answer (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (fixture, "delay:700");
  Running running = { NULL };
  gboolean was_root;

  begin_edit (fixture, &running);
  was_root = begin_read_only (fixture, "objects");
  assert_left (fixture, &running);
  end_read_only (fixture, was_root);
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 1);
  g_clear_object (&sandbox);

  document_fixture_restart (fixture);
  assert_resumed (fixture, 1);
}

static PentimentoServices *
open_second (DocumentFixture *fixture)
{
  g_autoptr (GFile) folder = g_file_new_build_filename (fixture->folder, "data", NULL);
  g_autoptr (GFile) cache = g_file_new_build_filename (fixture->folder, "cache", NULL);
  g_autoptr (GError) error = NULL;
  PentimentoServices *services = pentimento_services_new (folder, cache, &error);

  g_assert_no_error (error);
  return services;
}

/* Each program leaves the other's job alone, sees what came of it, and can make its own. */
static void
test_two_programs (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (fixture, "delay:300");
  DocumentFixture second = { fixture->folder, open_second (fixture), NULL };
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GError) error = NULL;
  Running running = { NULL };

  second.document = pentimento_document_new (second.services);
  g_object_set (second.document, "endpoint", pentimento_sandbox_get_url (sandbox), NULL);
  begin_edit (fixture, &running);
  assert_resumed (&second, 0);
  prepare (&second);
  assert_edit (&second);
  versions = end_edit (fixture, &running, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 1);

  assert_resumed (&second, 0);
  assert_n_jobs (fixture, 2);
  assert_n_jobs (&second, 2);
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 2);
  g_clear_object (&second.document);
  g_clear_object (&second.services);
}

/* The program is closed while the provider works. */
static void
leave_edit (DocumentFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  Running running = { NULL };

  begin_edit (fixture, &running);
  g_cancellable_cancel (running.cancellable);
  g_assert_null (end_edit (fixture, &running, &error));
  document_fixture_restart (fixture);
}

/* Another program takes the job up and ends it between this one's look at it and its turn. */
static void
test_ended_by_another (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (fixture, NULL);
  DocumentFixture second = { fixture->folder, NULL, NULL };
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) error = NULL;
  Running running = { NULL };
  PentimentoJobRecord *record;

  leave_edit (fixture);
  second.services = open_second (fixture);
  jobs = list_jobs (fixture);
  record = g_ptr_array_index (jobs, 0);
  pentimento_jobs_resume_async (pentimento_services_get_jobs (fixture->services), NULL, NULL, keep_result, &running);
  g_free (record->state);
  record->state = g_strdup ("cancelled");
  g_assert_true (pentimento_library_write_job (pentimento_services_get_library (second.services), record, &error));

  document_fixture_wait (running.result != NULL);
  versions = pentimento_jobs_finish (pentimento_services_get_jobs (fixture->services), running.result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 0);
  g_clear_object (&running.result);
  g_clear_pointer (&jobs, g_ptr_array_unref);
  jobs = list_jobs (fixture);
  g_assert_cmpstr (((PentimentoJobRecord *)g_ptr_array_index (jobs, 0))->state, ==, "cancelled");
  g_clear_object (&second.services);
}

/* Writes down that the job was made and sent so much later: then the clock has been set back by that. */
static void
set_clock_back (DocumentFixture *fixture, GTimeSpan by)
{
  g_autoptr (GPtrArray) jobs = list_jobs (fixture);
  PentimentoJobRecord *record = g_ptr_array_index (jobs, 0);

  g_assert_cmpint (record->submitted_at, >, 0);
  record->submitted_at += by;
  record->created += by;
  g_assert_true (pentimento_library_write_job (pentimento_services_get_library (fixture->services), record, NULL));
}

static void
test_clock_set_back (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (fixture, NULL);

  leave_edit (fixture);
  set_clock_back (fixture, G_TIME_SPAN_DAY);
  assert_resumed (fixture, 1);
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 1);
}

static void
test_clock_set_forward (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoSandbox) sandbox = start_sandbox (fixture, NULL);

  leave_edit (fixture);
  set_clock_back (fixture, -30 * G_TIME_SPAN_DAY);
  assert_resumed (fixture, 1);
  g_assert_cmpuint (pentimento_sandbox_get_submits (sandbox), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGXFSZ, SIG_IGN);
#define ADD(path, function)                                                                                            \
  g_test_add (path, DocumentFixture, NULL, document_fixture_set_up, function, document_fixture_tear_down)
  ADD ("/bad-luck/read-only-at-start", test_read_only_at_start);
  ADD ("/bad-luck/read-only-before-edit", test_read_only_before_edit);
  ADD ("/bad-luck/full-before-edit", test_full_before_edit);
  ADD ("/bad-luck/full-after-answer", test_full_after_answer);
  ADD ("/bad-luck/read-only-after-answer", test_read_only_after_answer);
  ADD ("/bad-luck/two-programs", test_two_programs);
  ADD ("/bad-luck/ended-by-another", test_ended_by_another);
  ADD ("/bad-luck/clock-set-back", test_clock_set_back);
  ADD ("/bad-luck/clock-set-forward", test_clock_set_forward);
  return g_test_run ();
}
