/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-fixture.h"

static PentimentoBatchRecord *
batch (const char *id, const char *output)
{
  PentimentoBatchRecord *record = pentimento_batch_record_new (id);

  record->provider = g_strdup ("runpod");
  record->request = g_strdup ("{\"prompt\":\"“warmer”\"}");
  record->references = g_strsplit ("one two", " ", -1);
  record->output = g_strdup (output);
  record->budget_micros = 1500000;
  return record;
}

static GPtrArray *
items (guint n_items)
{
  GPtrArray *array = g_ptr_array_new_with_free_func ((GDestroyNotify)pentimento_batch_item_record_free);

  for (guint i = 0; i < n_items; i++)
    {
      g_autofree char *source = g_strdup_printf ("/pictures/%u \xff.png", i);
      PentimentoBatchItemRecord *item = pentimento_batch_item_record_new (i, source, "waiting");

      item->target = g_strdup_printf ("%u", i);
      g_ptr_array_add (array, item);
    }
  return array;
}

static void
add (LibraryFixture *self, const char *id, const char *output, guint n_items)
{
  g_autoptr (PentimentoBatchRecord) record = batch (id, output);
  g_autoptr (GPtrArray) array = items (n_items);
  g_autoptr (GError) error = NULL;

  g_assert_true (pentimento_library_add_batch (self->library, record, array, &error));
  g_assert_no_error (error);
}

static PentimentoBatchRecord *
find (LibraryFixture *self, const char *output)
{
  g_autoptr (GError) error = NULL;
  PentimentoBatchRecord *record = pentimento_library_find_batch (self->library, output, &error);

  g_assert_no_error (error);
  return record;
}

static void
set_state (LibraryFixture *self, PentimentoBatchRecord *record, const char *state)
{
  g_autoptr (GError) error = NULL;

  g_free (record->state);
  record->state = g_strdup (state);
  g_assert_true (pentimento_library_write_batch (self->library, record, &error));
  g_assert_no_error (error);
}

static void
test_kept (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoBatchRecord) record = NULL;
  g_autoptr (GPtrArray) array = NULL;
  PentimentoBatchItemRecord *item;

  add (self, "b1", "/results \xfe", 3);
  library_fixture_reopen (self);
  record = find (self, "/results \xfe");
  g_assert_cmpstr (record->id, ==, "b1");
  g_assert_cmpstr (record->state, ==, "open");
  g_assert_cmpstr (record->provider, ==, "runpod");
  g_assert_null (record->endpoint);
  g_assert_cmpstr (record->request, ==, "{\"prompt\":\"“warmer”\"}");
  g_assert_cmpuint (g_strv_length (record->references), ==, 2);
  g_assert_cmpint (record->budget_micros, ==, 1500000);

  array = pentimento_library_list_batch_items (self->library, "b1", NULL);
  g_assert_cmpuint (array->len, ==, 3);
  item = g_ptr_array_index (array, 2);
  g_assert_cmpuint (item->position, ==, 2);
  g_assert_cmpstr (item->source, ==, "/pictures/2 \xff.png");
  g_assert_cmpstr (item->target, ==, "2");
  g_assert_cmpstr (item->state, ==, "waiting");
  g_assert_null (item->job_id);
  g_assert_null (item->sha256);
  g_assert_null (item->message);
}

static void
test_item_written (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  PentimentoBatchItemRecord *item;
  g_autoptr (GError) error = NULL;

  add (self, "b1", "/results", 3);
  before = pentimento_library_list_batch_items (self->library, "b1", NULL);
  item = g_ptr_array_index (before, 1);
  item->sha256 = g_strnfill (64, 'a');
  item->job_id = g_strdup ("job-1");
  g_free (item->state);
  item->state = g_strdup ("running");
  item->message = g_strdup ("“…”");
  g_assert_true (pentimento_library_write_batch_item (self->library, "b1", item, &error));
  g_assert_no_error (error);

  library_fixture_reopen (self);
  after = pentimento_library_list_batch_items (self->library, "b1", NULL);
  g_assert_cmpuint (after->len, ==, 3);
  item = g_ptr_array_index (after, 1);
  g_assert_cmpstr (item->job_id, ==, "job-1");
  g_assert_cmpstr (item->state, ==, "running");
  g_assert_cmpstr (item->message, ==, "“…”");
  g_assert_cmpuint (strlen (item->sha256), ==, 64);
  g_assert_cmpstr (((PentimentoBatchItemRecord *)g_ptr_array_index (after, 0))->state, ==, "waiting");
}

/* Two items with one job would mean that one of them is never made. */
static void
test_job_of_one_item (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) array = NULL;
  g_autoptr (GError) error = NULL;

  add (self, "b1", "/results", 2);
  array = pentimento_library_list_batch_items (self->library, "b1", NULL);
  for (guint i = 0; i < 2; i++)
    ((PentimentoBatchItemRecord *)g_ptr_array_index (array, i))->job_id = g_strdup ("job-1");
  g_assert_true (pentimento_library_write_batch_item (self->library, "b1", g_ptr_array_index (array, 0), NULL));
  g_assert_false (pentimento_library_write_batch_item (self->library, "b1", g_ptr_array_index (array, 1), &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_WRITE);
}

static void
test_one_for_a_folder (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoBatchRecord) first = NULL;
  g_autoptr (PentimentoBatchRecord) second = batch ("b2", "/results");
  g_autoptr (PentimentoBatchRecord) found = NULL;
  g_autoptr (GPtrArray) array = items (1);
  g_autoptr (GError) error = NULL;

  add (self, "b1", "/results", 1);
  g_assert_false (pentimento_library_add_batch (self->library, second, array, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_WRITE);
  add (self, "b3", "/elsewhere", 1);

  first = find (self, "/results");
  g_assert_cmpstr (first->id, ==, "b1");
  set_state (self, first, "incomplete");
  found = find (self, "/results");
  g_assert_cmpstr (found->state, ==, "incomplete");
  g_assert_true (pentimento_library_add_batch (self->library, second, array, NULL));
  g_clear_pointer (&found, pentimento_batch_record_free);
  found = find (self, "/results");
  g_assert_cmpstr (found->id, ==, "b2");
}

static void
test_ended (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoBatchRecord) record = NULL;

  add (self, "b1", "/results", 1);
  record = find (self, "/results");
  set_state (self, record, "ended");
  g_assert_null (find (self, "/results"));
  add (self, "b2", "/results", 1);
}

static void
test_budget (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoBatchRecord) record = NULL;
  g_autoptr (PentimentoBatchRecord) after = NULL;

  add (self, "b1", "/results", 1);
  record = find (self, "/results");
  record->budget_micros = -1;
  set_state (self, record, "open");
  after = find (self, "/results");
  g_assert_cmpint (after->budget_micros, ==, -1);
}

static void
test_results (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (1);
  g_autoptr (PentimentoVersion) root = library_fixture_version (image, "picture", NULL);
  g_autoptr (GListStore) versions = g_list_store_new (PENTIMENTO_TYPE_VERSION);
  g_autoptr (GListModel) results = NULL;
  g_autoptr (GListModel) none = NULL;

  g_assert_true (pentimento_library_store_image (self->library, image, NULL));
  g_list_store_append (versions, root);
  for (guint position = 2; position > 0; position--)
    {
      g_autofree char *id = g_uuid_string_random ();
      g_autoptr (PentimentoVersion) version = g_object_new (
          PENTIMENTO_TYPE_VERSION, "id", id, "picture-id", "picture", "parent-id", pentimento_version_get_id (root),
          "kind", PENTIMENTO_VERSION_EDITED, "sha256", pentimento_image_get_sha256 (image), "media-type", "image/png",
          "width", 16, "height", 8, "job-id", "job-1", "position", position - 1, NULL);

      g_list_store_append (versions, version);
    }
  g_assert_true (pentimento_library_add_versions (self->library, G_LIST_MODEL (versions), NULL));
  results = pentimento_library_list_results (self->library, "job-1", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (results), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (results, i);

      g_assert_cmpuint (pentimento_version_get_position (version), ==, i);
    }
  none = pentimento_library_list_results (self->library, "job-2", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (none), ==, 0);
}

/* A library from before there were batches gains the tables. */
static void
test_migration (LibraryFixture *self, gconstpointer data)
{
  library_fixture_go_back (self, 4);
  library_fixture_reopen (self);
  add (self, "b1", "/results", 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  library_test ("/gallery/batches/kept", test_kept);
  library_test ("/gallery/batches/item-written", test_item_written);
  library_test ("/gallery/batches/job-of-one-item", test_job_of_one_item);
  library_test ("/gallery/batches/one-for-a-folder", test_one_for_a_folder);
  library_test ("/gallery/batches/ended", test_ended);
  library_test ("/gallery/batches/budget", test_budget);
  library_test ("/gallery/batches/results", test_results);
  library_test ("/gallery/batches/migration", test_migration);
  return g_test_run ();
}
