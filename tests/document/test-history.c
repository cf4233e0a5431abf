/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "document-fixture.h"

/* A tree of versions, as the person walks it; the library is a real one. */

static PentimentoVersion *
make_version (PentimentoImage *image, const char *id, const char *parent)
{
  /* clang-format off */
  return g_object_new (PENTIMENTO_TYPE_VERSION,
                       "id", id,
                       "picture-id", "11111111-1111-1111-1111-111111111111",
                       "parent-id", parent,
                       "kind", parent != NULL ? PENTIMENTO_VERSION_EDITED : PENTIMENTO_VERSION_OPENED,
                       "name", parent != NULL ? NULL : "garden.png",
                       "created", g_get_real_time (),
                       "sha256", pentimento_image_get_sha256 (image),
                       "media-type", "image/png",
                       "width", 40,
                       "height", 30,
                       NULL);
  /* clang-format on */
}

static void
add (DocumentFixture *fixture, PentimentoVersion *version)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->services);
  g_autoptr (GListStore) versions = g_list_store_new (PENTIMENTO_TYPE_VERSION);
  g_autoptr (GError) error = NULL;

  g_list_store_append (versions, version);
  pentimento_library_add_versions (library, G_LIST_MODEL (versions), &error);
  g_assert_no_error (error);
}

static void
store (DocumentFixture *fixture, PentimentoImage *image)
{
  g_autoptr (GError) error = NULL;

  pentimento_library_store_image (pentimento_services_get_library (fixture->services), image, &error);
  g_assert_no_error (error);
}

static const char *
current_id (PentimentoHistory *history)
{
  return pentimento_version_get_id (pentimento_history_get_current (history));
}

static void
test_empty (DocumentFixture *fixture, gconstpointer data)
{
  g_autoptr (PentimentoHistory) history
      = pentimento_history_new (pentimento_services_get_library (fixture->services), NULL);

  g_assert_null (pentimento_history_get_current (history));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)), ==, 0);
  g_assert_false (pentimento_history_get_can_undo (history));
  g_assert_false (pentimento_history_get_can_redo (history));
  pentimento_history_undo (history);
  pentimento_history_redo (history);
  g_assert_null (pentimento_history_get_current (history));
}

static void
test_branches (DocumentFixture *fixture, gconstpointer data)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->services);
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("garden.png", 40, 30, 0x80a0c0ff);
  g_autoptr (PentimentoVersion) root = make_version (image, "root", NULL);
  g_autoptr (PentimentoVersion) first = make_version (image, "first", "root");
  g_autoptr (PentimentoVersion) second = make_version (image, "second", "root");
  g_autoptr (PentimentoVersion) deeper = make_version (image, "deeper", "first");
  g_autoptr (PentimentoHistory) history = NULL;

  store (fixture, image);
  add (fixture, root);
  add (fixture, first);
  add (fixture, second);
  add (fixture, deeper);
  history = pentimento_history_new (library, root);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)), ==, 4);
  g_assert_cmpstr (current_id (history), ==, "root");

  /* Redo leads to the newest child until undo has left another one. */
  pentimento_history_redo (history);
  g_assert_cmpstr (current_id (history), ==, "second");
  g_assert_false (pentimento_history_get_can_redo (history));
  pentimento_history_show (history, deeper);
  pentimento_history_undo (history);
  pentimento_history_undo (history);
  g_assert_cmpstr (current_id (history), ==, "root");
  g_assert_false (pentimento_history_get_can_undo (history));
  pentimento_history_redo (history);
  g_assert_cmpstr (current_id (history), ==, "first");
  pentimento_history_redo (history);
  g_assert_cmpstr (current_id (history), ==, "deeper");
  g_assert_cmpstr (pentimento_version_get_id (pentimento_history_get_parent (history, deeper)), ==, "first");
}

static void
count_change (GListModel *model, guint position, guint removed, guint added, guint *n_added)
{
  g_assert_cmpuint (removed, ==, 0);
  *n_added += added;
}

static void
test_follows_the_library (DocumentFixture *fixture, gconstpointer data)
{
  PentimentoLibrary *library = pentimento_services_get_library (fixture->services);
  g_autoptr (PentimentoImage) image = document_fixture_make_image ("garden.png", 40, 30, 0x80a0c0ff);
  g_autoptr (PentimentoVersion) root = make_version (image, "root", NULL);
  g_autoptr (PentimentoVersion) first = make_version (image, "first", "root");
  g_autoptr (PentimentoHistory) history = pentimento_history_new (library, root);
  g_autofree char *remembered = NULL;
  guint n_added = 0;

  /* The root need not be in the library before it is edited. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)), ==, 1);
  g_signal_connect (history, "items-changed", G_CALLBACK (count_change), &n_added);
  store (fixture, image);
  add (fixture, root);
  add (fixture, first);
  document_fixture_wait (n_added == 1);
  g_assert_cmpstr (current_id (history), ==, "root");
  g_assert_true (pentimento_history_get_can_redo (history));
  pentimento_history_show (history, first);
  remembered = pentimento_library_get_current (library, "11111111-1111-1111-1111-111111111111", NULL);
  g_assert_cmpstr (remembered, ==, "first");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                                            \
  g_test_add (path, DocumentFixture, NULL, document_fixture_set_up, function, document_fixture_tear_down)
  ADD ("/history/empty", test_empty);
  ADD ("/history/branches", test_branches);
  ADD ("/history/follows-the-library", test_follows_the_library);
  return g_test_run ();
}
