/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "document-fixture.h"

/* Edits that nobody waits for any more: the person, or the time, was over, and the provider goes on. */

typedef struct {
  PentimentoSandbox *sandbox;
  GCancellable *cancellable;
  GAsyncResult *result;
} Edit;

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static gboolean
has_remote_id (DocumentFixture *fixture)
{
  SeedreamJob *job = pentimento_document_get_job (fixture->document);

  return job != NULL && seedream_job_get_remote_id (job) != NULL;
}

/* Begins an edit at a provider that takes three seconds and cannot be stopped, until the provider has it. */
static void
begin (DocumentFixture *fixture, Edit *edit)
{
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("garden.png", 1200, 1024, 0x3060c0ff);
  g_autoptr (GError) error = NULL;

  edit->sandbox = pentimento_sandbox_new ();
  edit->cancellable = g_cancellable_new ();
  g_assert_true (pentimento_sandbox_add_fault (edit->sandbox, "delay:3000", &error));
  g_assert_true (pentimento_sandbox_add_fault (edit->sandbox, "status:400,at=cancel", &error));
  g_assert_true (pentimento_sandbox_start (edit->sandbox, 0, &error));
  document_fixture_open (fixture, image);
  g_object_set (fixture->document, "endpoint", pentimento_sandbox_get_url (edit->sandbox), "prompt", "sepia", NULL);
  pentimento_document_start_async (fixture->document, edit->cancellable, keep_result, &edit->result);
  document_fixture_wait (has_remote_id (fixture));
}

static void
give_up (DocumentFixture *fixture, Edit *edit)
{
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GError) error = NULL;

  seedream_job_cancel (pentimento_document_get_job (fixture->document));
  document_fixture_wait (edit->result != NULL);
  versions = pentimento_document_start_finish (fixture->document, edit->result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_nonnull (strstr (error->message, "cannot be stopped"));
  g_assert_false (pentimento_document_get_busy (fixture->document));
  g_clear_object (&edit->result);
}

static void
end (Edit *edit)
{
  g_assert_cmpuint (pentimento_sandbox_get_submits (edit->sandbox), ==, 1);
  g_clear_object (&edit->cancellable);
  g_clear_object (&edit->sandbox);
}

static gboolean
is_idle (DocumentFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (pentimento_services_get_jobs (fixture->services))) == 0;
}

static PentimentoJobRecord *
get_record (DocumentFixture *fixture)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->services);
  g_autoptr (GPtrArray) records = pentimento_library_list_jobs (library, FALSE, NULL);

  g_assert_cmpuint (records->len, ==, 1);
  return pentimento_job_record_copy (records->pdata[0]);
}

/* The result is there, as late as can be, and has not taken the place of what is shown unless it was waited for. */
static void
assert_kept (DocumentFixture *fixture, gboolean given_up)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->services);
  g_autoptr (PentimentoJobRecord) record = get_record (fixture);
  g_autoptr (GListModel) versions = pentimento_library_list_versions (library, record->picture_id, NULL);
  g_autofree char *current = pentimento_library_get_current (library, record->picture_id, NULL);

  g_assert_cmpstr (record->state, ==, "done");
  g_assert_cmpint (record->given_up, ==, given_up);
  g_assert_true (record->late);
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 2);
  g_assert_cmpint (g_strcmp0 (current, record->parent_id) == 0, ==, given_up);
}

static void
test_same_run (DocumentFixture *fixture, gconstpointer data)
{
  Edit edit = { NULL };
  PentimentoHistory *history;
  PentimentoVersion *shown;

  begin (fixture, &edit);
  history = pentimento_document_get_history (fixture->document);
  shown = pentimento_history_get_current (history);
  give_up (fixture, &edit);
  document_fixture_wait (is_idle (fixture));
  g_assert_true (pentimento_history_get_current (history) == shown);
  assert_kept (fixture, TRUE);
  end (&edit);
}

static void
test_later_run (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoJobRecord) left = NULL;
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GError) error = NULL;
  Edit edit = { NULL };

  begin (fixture, &edit);
  give_up (fixture, &edit);
  g_cancellable_cancel (edit.cancellable);
  document_fixture_wait (is_idle (fixture));
  document_fixture_restart (fixture);
  left = get_record (fixture);
  g_assert_true (left->given_up);
  g_assert_cmpstr (left->state, !=, "done");

  versions = document_fixture_resume (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 1);
  assert_kept (fixture, TRUE);
  end (&edit);
}

/* Closed in the evening and opened in the morning. */
static void
test_nine_hours (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoJobRecord) left = NULL;
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GError) error = NULL;
  Edit edit = { NULL };

  begin (fixture, &edit);
  g_cancellable_cancel (edit.cancellable);
  document_fixture_wait (edit.result != NULL);
  g_clear_object (&edit.result);
  document_fixture_restart (fixture);
  left = get_record (fixture);
  g_assert_false (left->late);
  left->submitted_at -= 9 * G_TIME_SPAN_HOUR;
  g_assert_true (pentimento_library_write_job (pentimento_services_get_library (fixture->services), left, NULL));

  versions = document_fixture_resume (fixture, NULL, &error);
  g_assert_no_error (error);
  assert_kept (fixture, FALSE);
  end (&edit);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("PENTIMENTO_RUNPOD_KEY");
#define ADD(path, function)                                                                                            \
  g_test_add (path, DocumentFixture, NULL, document_fixture_set_up, function, document_fixture_tear_down)
  ADD ("/late/same-run", test_same_run);
  ADD ("/late/later-run", test_later_run);
  ADD ("/late/nine-hours", test_nine_hours);
  return g_test_run ();
}
