/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char *
object_path (LibraryFixture *self, PentimentoImage *image)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = pentimento_library_get_object (self->library, pentimento_image_get_sha256 (image), &error);

  g_assert_no_error (error);
  return g_file_get_path (file);
}

static void
store (LibraryFixture *self, PentimentoImage *image)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pentimento_library_store_image (self->library, image, &error));
  g_assert_no_error (error);
}

static void
assert_loads (LibraryFixture *self, PentimentoImage *image)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoImage) loaded
      = pentimento_library_load_image (self->library, pentimento_image_get_sha256 (image), &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (pentimento_image_get_bytes (loaded), pentimento_image_get_bytes (image)));
}

static void
assert_does_not_load (LibraryFixture *self, PentimentoImage *image, PentimentoLibraryError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pentimento_library_load_image (self->library, pentimento_image_get_sha256 (image), &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, (int)code);
}

static guint
count_files (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GDir) files = g_dir_open (path, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (files) != NULL)
    count++;
  return count;
}

static void
test_round_trip (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (1);
  const char *sha256 = pentimento_image_get_sha256 (image);
  g_autofree char *path = NULL, *expected = NULL, *name = g_strconcat (sha256, ".png", NULL);
  char shelf[] = { sha256[0], sha256[1], '\0' };
  struct stat status;

  store (self, image);
  store (self, image);
  path = object_path (self, image);
  expected = g_build_filename (self->path, "objects", shelf, name, NULL);
  g_assert_cmpstr (path, ==, expected);
  g_assert_cmpint (g_lstat (path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, 0600);
  assert_loads (self, image);
  g_assert_cmpuint (count_files (self->path, "incoming"), ==, 0);

  library_fixture_reopen (self);
  assert_loads (self, image);
}

static void
test_unknown (LibraryFixture *self, gconstpointer data)
{
  const char *unknown[] = { "", "abc", "../../etc/passwd", "%", "' OR 1=1 --" };
  g_autoptr (PentimentoImage) image = library_fixture_image (2);

  assert_does_not_load (self, image, PENTIMENTO_LIBRARY_ERROR_MISSING);
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pentimento_library_get_object (self->library, unknown[i], &error));
      g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING);
    }
}

static void
test_missing (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (3);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  store (self, image);
  path = object_path (self, image);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_null (pentimento_library_get_object (self->library, pentimento_image_get_sha256 (image), &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING);
  assert_does_not_load (self, image, PENTIMENTO_LIBRARY_ERROR_MISSING);

  store (self, image);
  assert_loads (self, image);
}

static void
test_damaged (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (4);
  g_autofree char *path = NULL, *bytes = NULL;
  gsize size;

  store (self, image);
  path = object_path (self, image);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));

  g_assert_true (g_file_set_contents (path, bytes, size / 2, NULL));
  assert_does_not_load (self, image, PENTIMENTO_LIBRARY_ERROR_DAMAGED);
  store (self, image);
  assert_loads (self, image);

  bytes[size / 2] ^= 1;
  g_assert_true (g_file_set_contents (path, bytes, size, NULL));
  assert_does_not_load (self, image, PENTIMENTO_LIBRARY_ERROR_DAMAGED);
}

static void
test_link_in_the_way (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (5);
  g_autofree char *path = NULL;
  struct stat status;

  store (self, image);
  path = object_path (self, image);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (symlink ("/dev/zero", path), ==, 0);
  store (self, image);
  g_assert_cmpint (g_lstat (path, &status), ==, 0);
  g_assert_true (S_ISREG (status.st_mode));
  assert_loads (self, image);
}

static void
test_shelf_in_the_way (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *objects = g_build_filename (self->path, "objects", NULL);
  g_autoptr (PentimentoImage) image = library_fixture_image (6);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_remove (objects), ==, 0);
  g_assert_true (g_file_set_contents (objects, "", 0, NULL));
  g_assert_false (pentimento_library_store_image (self->library, image, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_OPEN);
  assert_does_not_load (self, image, PENTIMENTO_LIBRARY_ERROR_MISSING);
  g_assert_cmpuint (count_files (self->path, "incoming"), ==, 0);
}

/* The other process may write no byte more: every write fails half way, nothing half written stays. */
static int
store_without_room (const char *path)
{
  struct rlimit limit = { 40, 40 };
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (PentimentoLibrary) library = pentimento_library_open (folder, NULL);
  g_autoptr (PentimentoImage) image = library_fixture_image (7);
  g_autoptr (PentimentoJobRecord) record = library_fixture_job ("no-room", "prepared");
  g_autoptr (GError) image_error = NULL;
  g_autoptr (GError) job_error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  if (library == NULL || setrlimit (RLIMIT_FSIZE, &limit) < 0)
    return 2;
  if (pentimento_library_store_image (library, image, &image_error)
      || pentimento_library_write_job (library, record, &job_error))
    return 3;
  return g_error_matches (image_error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_WRITE)
                 && g_error_matches (job_error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_WRITE)
             ? 0
             : 4;
}

static void
test_no_room (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (7);
  g_autoptr (GSubprocess) process = library_fixture_start (self->path, "no-room");
  g_autoptr (GPtrArray) jobs = NULL;
  g_autofree char *check = NULL;

  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);

  library_fixture_reopen (self);
  check = library_fixture_sql (self->path, "PRAGMA integrity_check");
  g_assert_cmpstr (check, ==, "ok");
  jobs = pentimento_library_list_jobs (self->library, FALSE, NULL);
  g_assert_cmpuint (jobs->len, ==, 0);
  g_assert_cmpuint (count_files (self->path, "incoming"), ==, 0);
  assert_does_not_load (self, image, PENTIMENTO_LIBRARY_ERROR_MISSING);
  store (self, image);
  assert_loads (self, image);
}

static void
take_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_in_a_thread (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (8);
  const char *sha256 = pentimento_image_get_sha256 (image);
  g_autoptr (GAsyncResult) stored = NULL;
  g_autoptr (GAsyncResult) loading = NULL;
  g_autoptr (PentimentoImage) loaded = NULL;
  g_autoptr (GError) error = NULL;

  pentimento_library_store_image_async (self->library, image, NULL, take_result, &stored);
  wait_for (&stored);
  g_assert_true (pentimento_library_store_image_finish (self->library, stored, &error));
  g_assert_no_error (error);

  pentimento_library_load_image_async (self->library, sha256, NULL, take_result, &loading);
  wait_for (&loading);
  loaded = pentimento_library_load_image_finish (self->library, loading, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pentimento_image_get_sha256 (loaded), ==, sha256);
}

static void
test_cancelled (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (9);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) storing = NULL;
  g_autoptr (GAsyncResult) loading = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  pentimento_library_store_image_async (self->library, image, cancellable, take_result, &storing);
  wait_for (&storing);
  g_assert_false (pentimento_library_store_image_finish (self->library, storing, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  assert_does_not_load (self, image, PENTIMENTO_LIBRARY_ERROR_MISSING);

  store (self, image);
  pentimento_library_load_image_async (self->library, pentimento_image_get_sha256 (image), cancellable, take_result,
                                       &loading);
  wait_for (&loading);
  g_assert_null (pentimento_library_load_image_finish (self->library, loading, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "no-room"))
    return store_without_room (argv[2]);

  g_test_init (&argc, &argv, NULL);
  library_test ("/gallery/objects/round-trip", test_round_trip);
  library_test ("/gallery/objects/unknown", test_unknown);
  library_test ("/gallery/objects/missing", test_missing);
  library_test ("/gallery/objects/damaged", test_damaged);
  library_test ("/gallery/objects/link-in-the-way", test_link_in_the_way);
  library_test ("/gallery/objects/shelf-in-the-way", test_shelf_in_the_way);
  library_test ("/gallery/objects/no-room", test_no_room);
  library_test ("/gallery/objects/in-a-thread", test_in_a_thread);
  library_test ("/gallery/objects/cancelled", test_cancelled);
  return g_test_run ();
}
