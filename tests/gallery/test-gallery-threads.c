/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-fixture.h"

#define ROUNDS 15

typedef struct {
  PentimentoLibrary *library;
  guint number;
  GThread *thread;
} Worker;

/* Works on a picture that is the thread's own, and on one that all of them store. */
static gpointer
work (gpointer data)
{
  Worker *worker = data;
  g_autofree char *name = g_strdup_printf ("worker-%u", worker->number);

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (PentimentoImage) image = library_fixture_image (worker->number * 1000 + i);
      g_autoptr (PentimentoImage) shared = library_fixture_image (9999);
      g_autoptr (PentimentoVersion) version = library_fixture_version (image, name, NULL);
      g_autoptr (GListModel) versions = library_fixture_list (version, NULL);
      g_autoptr (PentimentoJobRecord) record = library_fixture_job (name, "submitted");
      g_autoptr (PentimentoImage) loaded = NULL;
      g_autoptr (GListModel) list = NULL;
      g_autoptr (GError) error = NULL;

      pentimento_library_store_image (worker->library, shared, &error);
      g_assert_no_error (error);
      pentimento_library_store_image (worker->library, image, &error);
      g_assert_no_error (error);
      pentimento_library_write_job (worker->library, record, &error);
      g_assert_no_error (error);
      pentimento_library_finish_job (worker->library, record, versions, &error);
      g_assert_no_error (error);
      loaded = pentimento_library_load_image (worker->library, pentimento_image_get_sha256 (image), &error);
      g_assert_no_error (error);
      list = pentimento_library_list_versions (worker->library, name, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_list_model_get_n_items (list), ==, i + 1);
    }
  return NULL;
}

/* Two libraries on one folder, two threads on each. */
static void
test_hammer (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoLibrary) other = pentimento_library_open (self->folder, NULL);
  g_autoptr (PentimentoGallery) gallery = pentimento_gallery_new (self->library);
  g_autoptr (GListModel) list = NULL;
  g_autofree char *check = NULL;
  Worker workers[4];

  for (guint i = 0; i < G_N_ELEMENTS (workers); i++)
    {
      workers[i] = (Worker){ i % 2 == 0 ? self->library : other, i, NULL };
      workers[i].thread = g_thread_new ("worker", work, &workers[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (workers); i++)
    g_thread_join (workers[i].thread);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  list = pentimento_library_list_versions (other, NULL, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, G_N_ELEMENTS (workers) * ROUNDS);
  check = library_fixture_sql (self->path, "PRAGMA integrity_check");
  g_assert_cmpstr (check, ==, "ok");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  library_test ("/gallery/threads/hammer", test_hammer);
  return g_test_run ();
}
