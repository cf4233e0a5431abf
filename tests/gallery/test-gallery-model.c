/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-fixture.h"

static void
count (gpointer counter)
{
  ++*(guint *)counter;
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Stores a picture and adds a root version of it. */
static PentimentoVersion *
add_version (PentimentoLibrary *library, guint number)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (number);
  PentimentoVersion *version = library_fixture_version (image, "picture", NULL);
  g_autoptr (GListModel) versions = library_fixture_list (version, NULL);
  g_autoptr (GError) error = NULL;

  pentimento_library_store_image (library, image, &error);
  g_assert_no_error (error);
  pentimento_library_add_versions (library, versions, &error);
  g_assert_no_error (error);
  return version;
}

static void
assert_item (GListModel *model, guint position, PentimentoVersion *version)
{
  g_autoptr (PentimentoVersion) item = g_list_model_get_item (model, position);

  g_assert_cmpstr (pentimento_version_get_id (item), ==, pentimento_version_get_id (version));
}

static void
take_change (GListModel *model, guint position, guint removed, guint added, GArray *changes)
{
  guint change[] = { position, removed, added };

  g_array_append_vals (changes, change, G_N_ELEMENTS (change));
}

static void
assert_changes (GArray *changes, guint added)
{
  guint expected[] = { 0, 0, added };

  g_assert_cmpmem (changes->data, changes->len * sizeof (guint), expected, sizeof expected);
  g_array_set_size (changes, 0);
}

static void
test_coalesced (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoJobRecord) record = library_fixture_job ("job", "prepared");
  g_autoptr (PentimentoVersion) version = NULL;
  guint changes = 0;

  g_signal_connect_swapped (self->library, "changed", G_CALLBACK (count), &changes);
  version = add_version (self->library, 1);
  g_assert_true (pentimento_library_write_job (self->library, record, NULL));
  g_assert_true (pentimento_library_write_job (self->library, record, NULL));
  g_assert_cmpuint (changes, ==, 0);
  settle ();
  g_assert_cmpuint (changes, ==, 1);

  g_assert_true (pentimento_library_write_job (self->library, record, NULL));
  settle ();
  g_assert_cmpuint (changes, ==, 2);
}

/* A library that goes with a change on its way takes it along. */
static void
test_gone_before_told (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) version = add_version (self->library, 1);

  g_object_add_weak_pointer (G_OBJECT (self->library), (gpointer *)&self->library);
  g_object_unref (self->library);
  g_assert_null (self->library);
  settle ();
}

static void
test_order (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) first = add_version (self->library, 1);
  g_autoptr (PentimentoVersion) second = add_version (self->library, 2);
  g_autoptr (PentimentoGallery) gallery = pentimento_gallery_new (self->library);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (guint));
  GListModel *model = G_LIST_MODEL (gallery);
  g_autoptr (PentimentoVersion) kept = g_list_model_get_item (model, 0);
  g_autoptr (PentimentoVersion) third = NULL;
  g_autoptr (PentimentoVersion) fourth = NULL;
  g_autoptr (PentimentoVersion) same = NULL;

  g_signal_connect (model, "items-changed", G_CALLBACK (take_change), changes);
  settle ();
  g_assert_cmpuint (changes->len, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 2);
  g_assert_true (g_list_model_get_item_type (model) == PENTIMENTO_TYPE_VERSION);
  assert_item (model, 0, second);
  assert_item (model, 1, first);
  g_assert_null (g_list_model_get_item (model, 2));

  third = add_version (self->library, 3);
  fourth = add_version (self->library, 4);
  settle ();
  assert_changes (changes, 2);
  assert_item (model, 0, fourth);
  assert_item (model, 1, third);
  assert_item (model, 3, first);
  same = g_list_model_get_item (model, 2);
  g_assert_true (same == kept);
}

/* Another process' versions come a moment later, or with the next change of our own. */
static void
test_from_elsewhere (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoLibrary) other = pentimento_library_open (self->folder, NULL);
  g_autoptr (PentimentoGallery) gallery = pentimento_gallery_new (self->library);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (PentimentoVersion) theirs = add_version (other, 1);
  g_autoptr (PentimentoVersion) ours = NULL;

  g_signal_connect (gallery, "items-changed", G_CALLBACK (take_change), changes);
  while (changes->len == 0)
    g_main_context_iteration (NULL, TRUE);
  assert_item (G_LIST_MODEL (gallery), 0, theirs);
  ours = add_version (self->library, 2);
  settle ();
  assert_item (G_LIST_MODEL (gallery), 0, ours);
  assert_item (G_LIST_MODEL (gallery), 1, theirs);
}

static void
test_jobs_change_nothing (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoGallery) gallery = pentimento_gallery_new (self->library);
  g_autoptr (PentimentoJobRecord) record = library_fixture_job ("job", "prepared");
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (guint));

  g_signal_connect (gallery, "items-changed", G_CALLBACK (take_change), changes);
  g_assert_true (pentimento_library_write_job (self->library, record, NULL));
  settle ();
  g_assert_cmpuint (changes->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  library_test ("/gallery/model/coalesced", test_coalesced);
  library_test ("/gallery/model/gone-before-told", test_gone_before_told);
  library_test ("/gallery/model/order", test_order);
  library_test ("/gallery/model/from-elsewhere", test_from_elsewhere);
  library_test ("/gallery/model/jobs-change-nothing", test_jobs_change_nothing);
  return g_test_run ();
}
