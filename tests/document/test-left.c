/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "order-fixture.h"
#include "pentimento-document-error.h"

/* Orders that were asked for and not sent when the program ended. */

/* The next start of the program, with its document's picture still to be opened. */
static void
restart (OrderFixture *fixture)
{
  document_fixture_restart (&fixture->base);
}

static PentimentoLibrary *
get_library (OrderFixture *fixture)
{
  return pentimento_services_get_library (fixture->base.services);
}

/* Leaves one order as the end of the program does. Returns: (transfer full): its id */
static char *
leave_one (OrderFixture *fixture)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (PentimentoOrder) order = order_fixture_make (fixture, "practice", "sepia");
  char *id = g_strdup (pentimento_order_get_id (order));
  guint ended = 0;

  g_object_set (order_fixture_get_queue (fixture), "paused", TRUE, NULL);
  order_fixture_put (fixture, order, cancellable, &ended);
  order_fixture_wait_for_row (fixture, order, "prepared");
  g_cancellable_cancel (cancellable);
  document_fixture_wait (ended == 1);
  g_assert_error (pentimento_order_get_error (order), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&order);
  restart (fixture);
  return id;
}

static PentimentoOrder *
make_again (OrderFixture *fixture, const char *id)
{
  g_autoptr (PentimentoJobRecord) record = pentimento_library_get_job (get_library (fixture), id, NULL);
  g_autoptr (GError) error = NULL;
  PentimentoOrder *order = pentimento_order_new_from_record (fixture->base.services, record, &error);

  g_assert_no_error (error);
  return order;
}

static void
check_version (OrderFixture *fixture, PentimentoOrder *order)
{
  g_autoptr (PentimentoVersion) version = g_list_model_get_item (pentimento_order_get_versions (order), 0);

  g_assert_cmpstr (pentimento_version_get_parent_id (version), ==, pentimento_version_get_id (fixture->root));
  g_assert_cmpstr (pentimento_version_get_picture_id (version), ==, pentimento_version_get_picture_id (fixture->root));
  g_assert_cmpstr (pentimento_version_get_prompt (version), ==, "sepia");
  g_assert_cmpstr (pentimento_version_get_job_id (version), ==, pentimento_order_get_id (order));
  g_assert_cmpint (pentimento_version_get_width (version), ==, 1024);
  g_assert_cmpuint (g_strv_length ((char **)pentimento_version_get_references (version)), ==, 1);
  g_assert_cmpstr (pentimento_version_get_references (version)[0], ==,
                   pentimento_image_get_sha256 (fixture->reference));
}

static void
test_sent_later (OrderFixture *fixture, gconstpointer data)
{
  g_autofree char *id = leave_one (fixture);
  g_autoptr (GPtrArray) left = order_fixture_list_left (fixture->base.services);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (PentimentoOrder) order = NULL;
  guint ended = 0;

  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (((PentimentoJobRecord *)left->pdata[0])->id, ==, id);
  order = make_again (fixture, id);
  g_assert_cmpstr (pentimento_order_get_id (order), ==, id);
  order_fixture_put (fixture, order, NULL, &ended);
  document_fixture_wait (ended == 1);
  g_assert_no_error (pentimento_order_get_error (order));
  check_version (fixture, order);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 1);
  none = order_fixture_list_left (fixture->base.services);
  g_assert_cmpuint (none->len, ==, 0);
}

/* Taken up again and given up again, it waits as any other. */
static void
test_waits_again (OrderFixture *fixture, gconstpointer data)
{
  g_autofree char *id = leave_one (fixture);
  g_autoptr (PentimentoOrder) order = make_again (fixture, id);
  g_autoptr (GPtrArray) none = NULL;
  guint ended = 0;

  g_object_set (order_fixture_get_queue (fixture), "paused", TRUE, NULL);
  order_fixture_put (fixture, order, NULL, &ended);
  none = order_fixture_list_left (fixture->base.services);
  g_assert_cmpuint (none->len, ==, 0);
  pentimento_order_cancel (order);
  document_fixture_wait (ended == 1);
  order_fixture_wait_for_row (fixture, order, "cancelled");
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 0);
}

static void
test_resuming_sends_nothing (OrderFixture *fixture, gconstpointer data)
{
  g_autofree char *id = leave_one (fixture);
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GListModel) none = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  versions = document_fixture_resume (&fixture->base, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 0);
  none = document_fixture_resume (&fixture->base, id, &error);
  g_assert_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_UNSENT);
  left = order_fixture_list_left (fixture->base.services);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 0);
}

static void
test_discarded (OrderFixture *fixture, gconstpointer data)
{
  g_autofree char *id = leave_one (fixture);
  g_autoptr (PentimentoJobRecord) record = pentimento_library_get_job (get_library (fixture), id, NULL);
  g_autoptr (PentimentoJobRecord) written = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pentimento_queue_discard_left (order_fixture_get_queue (fixture), record, &error));
  written = pentimento_library_get_job (get_library (fixture), id, NULL);
  g_assert_cmpstr (written->state, ==, "cancelled");
  g_assert_cmpstr (written->billed, ==, "no");
  g_assert_false (pentimento_queue_discard_left (order_fixture_get_queue (fixture), record, &error));
  g_assert_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_SENT);
}

/* Whatever was found before, the row is looked at again under the lock. */
static void
test_never_twice (OrderFixture *fixture, gconstpointer data)
{
  g_autofree char *id = leave_one (fixture);
  g_autoptr (PentimentoOrder) one = make_again (fixture, id);
  g_autoptr (PentimentoOrder) other = make_again (fixture, id);
  g_autoptr (PentimentoOrder) after = make_again (fixture, id);
  guint ended = 0;

  order_fixture_put (fixture, one, NULL, &ended);
  order_fixture_put (fixture, other, NULL, &ended);
  document_fixture_wait (ended == 2);
  g_assert_no_error (pentimento_order_get_error (one));
  g_assert_error (pentimento_order_get_error (other), G_IO_ERROR, G_IO_ERROR_BUSY);
  order_fixture_put (fixture, after, NULL, &ended);
  document_fixture_wait (ended == 3);
  g_assert_error (pentimento_order_get_error (after), PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_SENT);
  g_assert_cmpuint (pentimento_sandbox_get_submits (fixture->sandbox), ==, 1);
}

/* What waits in one program is not offered by another. */
static void
test_two_programs (OrderFixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_build_filename (fixture->base.folder, "data", NULL);
  g_autoptr (GFile) cache = g_file_new_build_filename (fixture->base.folder, "cache", NULL);
  g_autoptr (PentimentoServices) second = pentimento_services_new (folder, cache, NULL);
  g_autoptr (PentimentoOrder) order = order_fixture_make (fixture, "practice", "sepia");
  g_autoptr (GPtrArray) none = NULL;
  guint ended = 0;

  g_object_set (order_fixture_get_queue (fixture), "paused", TRUE, NULL);
  order_fixture_put (fixture, order, NULL, &ended);
  order_fixture_wait_for_row (fixture, order, "prepared");
  none = order_fixture_list_left (second);
  g_assert_cmpuint (none->len, ==, 0);
  g_object_set (order_fixture_get_queue (fixture), "paused", FALSE, NULL);
  document_fixture_wait (ended == 1);
  g_assert_no_error (pentimento_order_get_error (order));
}

/* A row that nothing can be made of any more is told as dropped. */
static void
test_not_to_be_made_again (OrderFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoJobRecord) record = NULL;
  g_autoptr (PentimentoJobRecord) written = NULL;
  g_autoptr (PentimentoOrder) order = NULL;
  g_autoptr (GListModel) versions = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = leave_one (fixture);

  record = pentimento_library_get_job (get_library (fixture), id, NULL);
  g_free (record->parent_id);
  record->parent_id = g_strdup ("00000000-0000-0000-0000-000000000000");
  g_assert_true (pentimento_library_write_job (get_library (fixture), record, NULL));
  left = order_fixture_list_left (fixture->base.services);
  g_assert_cmpuint (left->len, ==, 0);
  order = pentimento_order_new_from_record (fixture->base.services, record, &error);
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING);
  g_clear_error (&error);
  versions = document_fixture_resume (&fixture->base, NULL, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  written = pentimento_library_get_job (get_library (fixture), id, NULL);
  g_assert_cmpstr (written->state, ==, "cancelled");
  g_assert_cmpstr (written->billed, ==, "no");
}

/* Rows may have been written by anybody. */
static void
test_strange_requests (OrderFixture *fixture, gconstpointer data)
{
  static const char *const requests[] = {
    "",
    "[]",
    "null",
    "{",
    "7",
    "{\"prompt\":[1],\"count\":-3,\"seed\":\"x\",\"width\":-9,\"fit_back\":4,\"reference_recipes\":[{}]}",
    "{\"prompt\":null,\"count\":99999999999999,\"seed\":-77,\"fit_back\":{\"width\":{}},\"reference_recipes\":{}}",
  };
  g_autofree char *id = leave_one (fixture);
  g_autoptr (PentimentoJobRecord) record = pentimento_library_get_job (get_library (fixture), id, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PentimentoOrder) order = NULL;

      g_free (record->request);
      record->request = g_strdup (requests[i]);
      order = pentimento_order_new_from_record (fixture->base.services, record, &error);
      g_assert_true ((order == NULL) == (requests[i][0] != '{' || requests[i][1] == '\0'));
      g_assert_true ((order == NULL) == (error != NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                                            \
  g_test_add (path, OrderFixture, NULL, order_fixture_set_up, function, order_fixture_tear_down)
  ADD ("/left/sent-later", test_sent_later);
  ADD ("/left/waits-again", test_waits_again);
  ADD ("/left/resuming-sends-nothing", test_resuming_sends_nothing);
  ADD ("/left/discarded", test_discarded);
  ADD ("/left/never-twice", test_never_twice);
  ADD ("/left/two-programs", test_two_programs);
  ADD ("/left/not-to-be-made-again", test_not_to_be_made_again);
  ADD ("/left/strange-requests", test_strange_requests);
  return g_test_run ();
}
