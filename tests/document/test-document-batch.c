/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "document-fixture.h"

#include <glib/gstdio.h>

#include "pentimento-batch.h"
#include "pentimento-document-error.h"
#include "pentimento-jobs.h"
#include "pentimento-queue.h"

/* A folder of pictures, a practice server that outlasts the program, and a batch from one to the other. */

enum { N_PICTURES = 6 };

typedef struct {
  DocumentFixture base;
  PentimentoSandbox *sandbox;
  GFile *input;
  GFile *output;
} BatchFixture;

static void
write_picture (BatchFixture *fixture, const char *name, guint number)
{
  g_autoptr (PentimentoImage) image = document_fixture_make_image (name, 64, 48, 0x3060c0ff + (number << 12));
  g_autoptr (GFile) file = g_file_get_child (fixture->input, name);
  gsize size;
  const char *data = g_bytes_get_data (pentimento_image_get_bytes (image), &size);

  g_assert_true (g_file_replace_contents (file, data, size, NULL, FALSE, 0, NULL, NULL, NULL));
}

static void
set_up (BatchFixture *fixture, gconstpointer data)
{
  document_fixture_set_up (&fixture->base, data);
  fixture->input = g_file_new_build_filename (fixture->base.folder, "in", NULL);
  fixture->output = g_file_new_build_filename (fixture->base.folder, "out", NULL);
  g_assert_true (g_file_make_directory (fixture->input, NULL, NULL));
  for (guint i = 0; i < N_PICTURES; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.png", i);

      write_picture (fixture, name, i);
    }
  fixture->sandbox = pentimento_sandbox_new ();
  g_assert_true (pentimento_sandbox_start (fixture->sandbox, 0, NULL));
}

static void
tear_down (BatchFixture *fixture, gconstpointer data)
{
  document_fixture_tear_down (&fixture->base, data);
  g_clear_object (&fixture->sandbox);
  g_clear_object (&fixture->input);
  g_clear_object (&fixture->output);
}

static void
add_fault (BatchFixture *fixture, const char *fault)
{
  g_assert_true (pentimento_sandbox_add_fault (fixture->sandbox, fault, NULL));
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static gboolean
plan (PentimentoBatch *batch, GFile *input, GError **error)
{
  g_autoptr (GListStore) inputs = input != NULL ? g_list_store_new (G_TYPE_FILE) : NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (input != NULL)
    g_list_store_append (inputs, input);
  pentimento_batch_plan_async (batch, input != NULL ? G_LIST_MODEL (inputs) : NULL, NULL, keep_result, &result);
  document_fixture_wait (result != NULL);
  return pentimento_batch_plan_finish (batch, result, error);
}

static PentimentoBatch *
make (BatchFixture *fixture)
{
  g_autoptr (PentimentoBatchRequest) request = pentimento_batch_request_new ();

  request->endpoint = g_strdup (pentimento_sandbox_get_url (fixture->sandbox));
  g_free (request->prompt);
  request->prompt = g_strdup ("sepia");
  return pentimento_batch_new (fixture->base.services, request, NULL, fixture->output);
}

static PentimentoBatch *
make_planned (BatchFixture *fixture)
{
  g_autoptr (PentimentoBatch) batch = make (fixture);
  g_autoptr (GError) error = NULL;

  plan (batch, fixture->input, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&batch);
}

/* As the next start of the program finds it. */
static PentimentoBatch *
find_planned (BatchFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoBatch) batch = pentimento_batch_find (fixture->base.services, fixture->output, &error);

  g_assert_no_error (error);
  g_assert_nonnull (batch);
  plan (batch, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&batch);
}

static gboolean
finish (PentimentoBatch *batch, GAsyncResult **result, GError **error)
{
  document_fixture_wait (*result != NULL);
  return pentimento_batch_run_finish (batch, *result, error);
}

static gboolean
run (PentimentoBatch *batch, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pentimento_batch_run_async (batch, NULL, keep_result, &result);
  return finish (batch, &result, error);
}

static guint
count_files (BatchFixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (g_file_peek_path (fixture->output), 0, NULL);
  guint n_files = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    n_files++;
  return n_files;
}

static void
assert_all_done (BatchFixture *fixture, PentimentoBatch *batch, guint n_submits)
{
  g_assert_cmpuint (pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_DONE), ==, N_PICTURES);
  g_assert_cmpuint (count_files (fixture), ==, N_PICTURES);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, n_submits);
  g_assert_false (pentimento_batch_can_resume (batch));
}

static PentimentoBatchItem *
get_item (PentimentoBatch *batch, guint position)
{
  g_autoptr (PentimentoBatchItem) item = g_list_model_get_item (G_LIST_MODEL (batch), position);

  return item; /* the batch keeps it */
}

static PentimentoLibrary *
get_library (BatchFixture *fixture)
{
  return pentimento_services_get_library (fixture->base.services);
}

static void
test_planned (BatchFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoBatch) batch = NULL;
  g_autoptr (GFile) stranger = g_file_get_child (fixture->input, "3 notes.png");
  PentimentoBatchSum sum;

  g_assert_true (g_file_replace_contents (stranger, "no", 2, NULL, FALSE, 0, NULL, NULL, NULL));
  write_picture (fixture, "10.png", 10);
  batch = make_planned (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (batch)), ==, N_PICTURES + 2);
  g_assert_cmpuint (pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_WAITING), ==, N_PICTURES + 1);
  g_assert_cmpint (pentimento_batch_item_get_state (get_item (batch, 4)), ==, PENTIMENTO_BATCH_ITEM_NOT_A_PICTURE);
  g_assert_cmpstr (pentimento_batch_item_get_target (get_item (batch, N_PICTURES + 1)), ==, "10");
  sum = pentimento_batch_sum_left (batch);
  g_assert_cmpuint (sum.n_items, ==, N_PICTURES + 1);
  g_assert_cmpint (sum.estimated + sum.reported, ==, 0);
  g_assert_cmpuint (sum.n_unknown, ==, 0);
  g_assert_false (g_file_query_exists (fixture->output, NULL));
  g_assert_null (pentimento_batch_find (fixture->base.services, fixture->output, NULL));
}

static void
note_state (PentimentoBatchItem *item, GParamSpec *spec, GString *states)
{
  g_string_append_printf (states, "%s ",
                          pentimento_batch_item_state_to_string (pentimento_batch_item_get_state (item)));
}

static void
test_run (BatchFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoBatch) batch = make_planned (fixture);
  g_autoptr (GString) states = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_signal_connect (get_item (batch, 3), "notify::state", G_CALLBACK (note_state), states);
  g_assert_true (run (batch, &error));
  g_assert_no_error (error);
  assert_all_done (fixture, batch, N_PICTURES);
  g_assert_cmpstr (states->str, ==, "running done ");
  for (guint i = 0; i < N_PICTURES; i++)
    {
      g_auto (GStrv) files = pentimento_batch_list_files (batch, get_item (batch, i));
      g_autofree char *name = g_strdup_printf ("%u.jpg", i);

      g_assert_cmpuint (g_strv_length (files), ==, 1);
      g_assert_cmpstr (files[0], ==, name);
    }
}

/* Whenever there is an order, the batch knows its id already, and on disk. */
static void
order_put (GListModel *queue, guint position, guint removed, guint added, BatchFixture *fixture)
{
  g_autofree char *output = g_strdup (g_file_peek_path (fixture->output));
  g_autoptr (PentimentoBatchRecord) record = pentimento_library_find_batch (get_library (fixture), output, NULL);
  g_autoptr (GPtrArray) items = pentimento_library_list_batch_items (get_library (fixture), record->id, NULL);

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (PentimentoOrder) order = g_list_model_get_item (queue, i);
      guint n_known = 0;

      for (guint j = 0; j < items->len; j++)
        n_known += g_strcmp0 (((PentimentoBatchItemRecord *)g_ptr_array_index (items, j))->job_id,
                              pentimento_order_get_id (order))
                   == 0;
      g_assert_cmpuint (n_known, ==, 1);
    }
}

static void
test_written_first (BatchFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoBatch) batch = make_planned (fixture);
  PentimentoQueue *queue = pentimento_services_get_queue (fixture->base.services);
  gulong handler = g_signal_connect (queue, "items-changed", G_CALLBACK (order_put), fixture);

  g_assert_true (run (batch, NULL));
  g_signal_handler_disconnect (queue, handler);
  assert_all_done (fixture, batch, N_PICTURES);
}

static void
count_most (GListModel *queue, guint position, guint removed, guint added, guint *most)
{
  *most = MAX (*most, g_list_model_get_n_items (queue));
}

static void
test_few_at_a_time (BatchFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoBatch) batch = make_planned (fixture);
  PentimentoQueue *queue = pentimento_services_get_queue (fixture->base.services);
  guint most = 0;
  gulong handler = g_signal_connect (queue, "items-changed", G_CALLBACK (count_most), &most);

  g_object_set (batch, "jobs", 2, NULL);
  g_assert_true (run (batch, NULL));
  g_signal_handler_disconnect (queue, handler);
  g_assert_cmpuint (most, ==, 2);
}

static void
test_stopped (BatchFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoBatch) batch = make_planned (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  add_fault (fixture, "delay:500");
  pentimento_batch_run_async (batch, NULL, keep_result, &result);
  document_fixture_wait (pentimento_sandbox_get_submits (fixture->sandbox) >= 2);
  pentimento_batch_stop (batch);
  g_assert_true (finish (batch, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_RUNNING), >=, 2);
  g_assert_cmpuint (pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_FAILED), ==, 0);
  g_assert_true (pentimento_batch_can_resume (batch));

  g_clear_object (&batch);
  document_fixture_restart (&fixture->base);
  batch = find_planned (fixture);
  g_assert_cmpstr (pentimento_batch_get_request (batch)->prompt, ==, "sepia");
  g_assert_true (run (batch, NULL));
  assert_all_done (fixture, batch, N_PICTURES);
}

/* Left at once, at every moment of a run, and gone on with. */
static void
test_left (BatchFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoBatch) batch = make_planned (fixture);
  guint n_unknown;

  for (guint pause = 0; pause < 400; pause += 40)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      gint64 end = g_get_monotonic_time () + pause * 1000;

      pentimento_batch_run_async (batch, cancellable, keep_result, &result);
      while (g_get_monotonic_time () < end)
        g_main_context_iteration (NULL, FALSE);
      g_cancellable_cancel (cancellable);
      finish (batch, &result, NULL);
      if (!pentimento_batch_can_resume (batch))
        break;
      g_clear_object (&batch);
      document_fixture_restart (&fixture->base);
      batch = find_planned (fixture);
    }
  if (pentimento_batch_can_resume (batch))
    run (batch, NULL);
  n_unknown = pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_UNKNOWN);
  g_assert_cmpuint (pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_DONE) + n_unknown, ==, N_PICTURES);
  g_assert_cmpuint (count_files (fixture), ==, N_PICTURES - n_unknown);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), >=, N_PICTURES - n_unknown);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), <=, N_PICTURES);
}

static void
test_unknown_is_not_sent_again (BatchFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoBatch) batch = make_planned (fixture);

  add_fault (fixture, "lose,at=submit,after=2,times=1");
  add_fault (fixture, "refuse,after=3,times=1");
  g_object_set (batch, "jobs", 1, NULL);
  g_assert_true (run (batch, NULL));
  g_assert_cmpint (pentimento_batch_item_get_state (get_item (batch, 2)), ==, PENTIMENTO_BATCH_ITEM_UNKNOWN);
  g_assert_nonnull (pentimento_batch_item_get_message (get_item (batch, 2)));
  g_assert_cmpuint (pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_FAILED), ==, 1);
  g_assert_cmpuint (pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_DONE), ==, N_PICTURES - 2);
  g_assert_true (pentimento_batch_can_resume (batch));

  g_clear_object (&batch);
  batch = find_planned (fixture);
  g_assert_cmpuint (pentimento_batch_sum_left (batch).n_items, ==, 1);
  g_assert_true (run (batch, NULL));
  g_assert_cmpuint (pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_DONE), ==, N_PICTURES - 1);
  g_assert_cmpuint (pentimento_batch_count (batch, PENTIMENTO_BATCH_ITEM_UNKNOWN), ==, 1);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, N_PICTURES + 1);
  g_assert_false (pentimento_batch_can_resume (batch));
}

/* Paid for, and the folder is gone: nothing more is bought, and what was is delivered later. */
static void
test_output_lost (BatchFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoBatch) batch = make_planned (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_submits;

  add_fault (fixture, "delay:300");
  g_object_set (batch, "jobs", 1, NULL);
  pentimento_batch_run_async (batch, NULL, keep_result, &result);
  document_fixture_wait (pentimento_sandbox_get_submits (fixture->sandbox) == 1);
  g_assert_true (g_file_delete (fixture->output, NULL, NULL));
  g_assert_false (finish (batch, &result, &error));
  g_assert_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET);
  n_submits = pentimento_sandbox_get_submits (fixture->sandbox);
  g_assert_cmpuint (n_submits, ==, 1);

  g_clear_object (&batch);
  batch = find_planned (fixture);
  g_assert_true (run (batch, NULL));
  assert_all_done (fixture, batch, N_PICTURES);
}

/* A result that was written before the program could note that it was. */
static void
test_written_twice (BatchFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoBatch) batch = make_planned (fixture);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (PentimentoBatchRecord) record = NULL;
  const char *output = g_file_peek_path (fixture->output);
  g_autofree char *id = NULL;

  add_fault (fixture, "refuse,after=5,times=1");
  g_object_set (batch, "jobs", 1, NULL);
  g_assert_true (run (batch, NULL));
  record = pentimento_library_find_batch (get_library (fixture), output, NULL);
  items = pentimento_library_list_batch_items (get_library (fixture), record->id, NULL);
  for (guint i = 0; i < 2; i++)
    {
      PentimentoBatchItemRecord *item = g_ptr_array_index (items, i);
      g_autofree char *path = g_strdup_printf ("%s/0.jpg", output);

      g_free (item->state);
      item->state = g_strdup ("running");
      g_assert_true (pentimento_library_write_batch_item (get_library (fixture), record->id, item, NULL));
      if (i == 0)
        g_assert_cmpint (g_remove (path), ==, 0);
    }

  g_clear_object (&batch);
  batch = find_planned (fixture);
  g_assert_cmpuint (pentimento_batch_sum_left (batch).n_items, ==, 1);
  g_assert_true (run (batch, NULL));
  assert_all_done (fixture, batch, N_PICTURES + 1);
}

static void
test_locked (BatchFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoBatch) batch = make_planned (fixture);
  g_autoptr (PentimentoBatch) other = make (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_false (plan (other, fixture->input, &error));
  g_assert_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_BUSY);
  g_clear_error (&error);
  g_clear_object (&batch);
  g_assert_true (plan (other, fixture->input, &error));
  g_assert_no_error (error);
}

static void
test_begun_already (BatchFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoBatch) batch = make_planned (fixture);
  g_autoptr (PentimentoBatch) other = make (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  add_fault (fixture, "never-finish");
  pentimento_batch_run_async (batch, NULL, keep_result, &result);
  document_fixture_wait (pentimento_sandbox_get_submits (fixture->sandbox) > 0);
  pentimento_batch_stop (batch);
  finish (batch, &result, NULL);
  g_clear_object (&batch);
  g_assert_false (plan (other, fixture->input, &error));
  g_assert_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_BATCH_LEFT);
}

/* Nothing is begun that could not be written down. */
static void
test_library_gone (BatchFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoBatch) batch = make_planned (fixture);
  g_autofree char *path = g_build_filename (fixture->base.folder, "out", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "in the way", -1, NULL));
  g_assert_false (run (batch, &error));
  g_assert_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 0);
  g_assert_null (pentimento_batch_find (fixture->base.services, fixture->output, NULL));
}

/* Another face sends an order of the batch that was left before it was sent: it is the batch's result. */
static void
test_taken_up_elsewhere (BatchFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoBatch) batch = make_planned (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListModel) versions = NULL;
  g_autofree char *job = NULL;

  add_fault (fixture, "delay:300");
  g_object_set (batch, "jobs", 1, NULL);
  pentimento_batch_run_async (batch, NULL, keep_result, &result);
  document_fixture_wait (pentimento_sandbox_get_submits (fixture->sandbox) == 1);
  pentimento_batch_stop (batch);
  finish (batch, &result, NULL);
  job = g_strdup (pentimento_batch_item_get_job_id (get_item (batch, 0)));
  g_clear_object (&batch);
  versions = document_fixture_resume (&fixture->base, job, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 1);

  batch = find_planned (fixture);
  g_assert_true (run (batch, NULL));
  assert_all_done (fixture, batch, N_PICTURES);
}

int
main (int argc, char **argv)
{
  g_setenv ("PENTIMENTO_RUNPOD_KEY", "rpa_test", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add ("/document/batch/" path, BatchFixture, NULL, set_up, test, tear_down)
  ADD ("planned", test_planned);
  ADD ("run", test_run);
  ADD ("written-first", test_written_first);
  ADD ("few-at-a-time", test_few_at_a_time);
  ADD ("stopped", test_stopped);
  ADD ("left", test_left);
  ADD ("unknown-is-not-sent-again", test_unknown_is_not_sent_again);
  ADD ("output-lost", test_output_lost);
  ADD ("written-twice", test_written_twice);
  ADD ("locked", test_locked);
  ADD ("begun-already", test_begun_already);
  ADD ("in-the-way", test_library_gone);
  ADD ("taken-up-elsewhere", test_taken_up_elsewhere);
  return g_test_run ();
}
