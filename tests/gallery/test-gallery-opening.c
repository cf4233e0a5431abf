/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-fixture.h"
#include "library-schema.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

static void
assert_mode (const char *folder, const char *name, mode_t mode)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat status;

  g_assert_cmpint (g_lstat (path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, mode);
}

/* Opens and expects a refusal that names the folder. */
static void
assert_refused (LibraryFixture *self, PentimentoLibraryError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoLibrary) library = pentimento_library_open (self->folder, &error);

  g_assert_null (library);
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, (int)code);
  g_assert_nonnull (strstr (error->message, self->path));
}

static char *
database_path (LibraryFixture *self)
{
  return g_build_filename (self->path, "library.db", NULL);
}

static GBytes *
database_bytes (LibraryFixture *self)
{
  g_autofree char *path = database_path (self);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static void
replace_database (LibraryFixture *self, const char *data, gssize size)
{
  g_autofree char *path = database_path (self);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->library);
  g_file_set_contents (path, data, size, &error);
  g_assert_no_error (error);
}

static void
test_new (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GFile) incoming = g_file_get_child (self->folder, "incoming");
  g_autofree char *journal = library_fixture_sql (self->path, "PRAGMA journal_mode");
  g_autofree char *version = library_fixture_sql (self->path, "PRAGMA user_version");
  g_autofree char *check = library_fixture_sql (self->path, "PRAGMA integrity_check");

  g_assert_true (g_file_equal (incoming, pentimento_library_get_incoming (self->library)));
  assert_mode (self->path, ".", 0700);
  assert_mode (self->path, "objects", 0700);
  assert_mode (self->path, "incoming", 0700);
  assert_mode (self->path, "locks", 0700);
  assert_mode (self->path, "library.db", 0600);
  assert_mode (self->path, "library.db-wal", 0600);
  g_assert_cmpstr (journal, ==, "wal");
  g_assert_cmpstr (version, ==, G_STRINGIFY (LIBRARY_SCHEMA_VERSION));
  g_assert_cmpstr (check, ==, "ok");
}

static void
test_empty_file (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *version = NULL;

  replace_database (self, "", 0);
  library_fixture_reopen (self);
  version = library_fixture_sql (self->path, "PRAGMA user_version");
  g_assert_cmpstr (version, ==, G_STRINGIFY (LIBRARY_SCHEMA_VERSION));
}

/* A database as the second schema left it: with a row, and without what came later. */
static void
test_migration (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (1);
  g_autoptr (PentimentoVersion) before = library_fixture_version (image, "picture", NULL);
  g_autoptr (GListModel) versions = library_fixture_list (before, NULL);
  g_autoptr (PentimentoVersion) after = NULL;
  g_autofree char *version = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pentimento_library_store_image (self->library, image, NULL));
  g_assert_true (pentimento_library_add_versions (self->library, versions, NULL));
  library_fixture_go_back (self, 2);

  library_fixture_reopen (self);
  version = library_fixture_sql (self->path, "PRAGMA user_version");
  g_assert_cmpstr (version, ==, G_STRINGIFY (LIBRARY_SCHEMA_VERSION));
  after = pentimento_library_get_version (self->library, pentimento_version_get_id (before), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pentimento_version_get_sha256 (after), ==, pentimento_version_get_sha256 (before));
  g_assert_cmpint (pentimento_version_get_width (after), ==, pentimento_version_get_width (before));
  g_assert_null (pentimento_version_get_recipe (after));
}

/* From every schema there ever was: what was written is found again by its words. */
static void
test_every_migration (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) root = library_fixture_add (self, 1, NULL, "a quiet harbour", "practice");
  g_autoptr (PentimentoVersion) child = library_fixture_add (self, 2, root, "a loud harbour", "practice");

  for (guint version = 1; version < LIBRARY_SCHEMA_VERSION; version++)
    {
      g_autoptr (PentimentoGalleryFilter) filter = pentimento_gallery_filter_new ();
      g_autoptr (PentimentoGallery) gallery = NULL;
      g_autoptr (PentimentoVersion) found = NULL;

      library_fixture_go_back (self, version);
      library_fixture_reopen (self);
      filter->text = g_strdup ("lou har");
      gallery = pentimento_gallery_new_filtered (self->library, filter, FALSE);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gallery)), ==, 1);
      found = g_list_model_get_item (G_LIST_MODEL (gallery), 0);
      g_assert_cmpstr (pentimento_version_get_id (found), ==, pentimento_version_get_id (child));
      g_assert_cmpstr (pentimento_version_get_parent_id (found), ==, pentimento_version_get_id (root));
    }
}

static void
test_newer (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  g_clear_object (&self->library);
  g_free (library_fixture_sql (self->path, "PRAGMA user_version = 9999"));
  before = database_bytes (self);
  assert_refused (self, PENTIMENTO_LIBRARY_ERROR_NEWER);
  after = database_bytes (self);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_other_program (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  replace_database (self, "", 0);
  g_free (library_fixture_sql (self->path, "CREATE TABLE recipe (name TEXT)"));
  before = database_bytes (self);
  assert_refused (self, PENTIMENTO_LIBRARY_ERROR_OPEN);
  after = database_bytes (self);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_no_database (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *noise = g_strnfill (5000, 'x');
  g_autoptr (GBytes) after = NULL;

  replace_database (self, noise, -1);
  assert_refused (self, PENTIMENTO_LIBRARY_ERROR_DAMAGED);
  after = database_bytes (self);
  g_assert_cmpmem (noise, 5000, g_bytes_get_data (after, NULL), g_bytes_get_size (after));
}

static void
test_folder_in_the_way (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *path = database_path (self);

  g_clear_object (&self->library);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  assert_refused (self, PENTIMENTO_LIBRARY_ERROR_OPEN);
}

static void
test_file_in_the_way (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->path, "library.db", "below", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_null (pentimento_library_open (folder, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_OPEN);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_not_local (void)
{
  g_autoptr (GFile) folder = g_file_new_for_uri ("https://example.com/library");
  g_autoptr (GError) error = NULL;

  g_assert_null (pentimento_library_open (folder, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_OPEN);
}

static void
test_busy (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoJobRecord) record = library_fixture_job ("job", "prepared");
  g_autoptr (GSubprocess) process = library_fixture_start (self->path, "hold");
  g_autoptr (GError) error = NULL;
  char ready;

  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (process), &ready, 1, NULL, NULL), ==, 1);
  g_assert_false (pentimento_library_write_job (self->library, record, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_BUSY);
  g_clear_error (&error);

  g_subprocess_force_exit (process);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (pentimento_library_write_job (self->library, record, &error));
  g_assert_no_error (error);
}

static void
test_together (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *path = database_path (self);
  g_autofree char *check = NULL;
  GSubprocess *processes[8];

  g_clear_object (&self->library);
  g_assert_cmpint (g_remove (path), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (processes); i++)
    processes[i] = library_fixture_start (self->path, "open");
  for (guint i = 0; i < G_N_ELEMENTS (processes); i++)
    {
      g_assert_true (g_subprocess_wait_check (processes[i], NULL, NULL));
      g_object_unref (processes[i]);
    }
  check = library_fixture_sql (self->path, "PRAGMA integrity_check");
  g_assert_cmpstr (check, ==, "ok");
}

static void
make_old_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, "half", -1, NULL));
  g_assert_true (g_file_set_attribute_uint64 (file, G_FILE_ATTRIBUTE_TIME_MODIFIED,
                                              g_get_real_time () / G_USEC_PER_SEC - 2 * 24 * 60 * 60,
                                              G_FILE_QUERY_INFO_NONE, NULL, NULL));
}

/* Half a picture that a killed program left goes; what may still be on its way stays, and a download that may be a paid
 * result stays however old it is. */
static void
test_sweep (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *old = g_build_filename (self->path, "incoming", "object-old", NULL);
  g_autofree char *fresh = g_build_filename (self->path, "incoming", "object-fresh", NULL);
  g_autofree char *paid = g_build_filename (self->path, "incoming", "8e39c6f0-0", NULL);

  make_old_file (old);
  make_old_file (paid);
  g_assert_true (g_file_set_contents (fresh, "half", -1, NULL));
  library_fixture_reopen (self);
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (fresh, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (paid, G_FILE_TEST_EXISTS));
}

/* The other process: keeps the database locked until it is killed. */
static int
hold (const char *path)
{
  g_autofree char *name = g_build_filename (path, "library.db", NULL);
  sqlite3 *connection = NULL;
  char never;

  if (sqlite3_open (name, &connection) != SQLITE_OK
      || sqlite3_exec (connection, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
    return 1;
  g_print ("r");
  return read (STDIN_FILENO, &never, 1);
}

static int
open_library (const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoLibrary) library = pentimento_library_open (folder, &error);

  if (library == NULL)
    g_printerr ("%s\n", error->message);
  return library != NULL ? 0 : 1;
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "hold"))
    return hold (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "open"))
    return open_library (argv[2]);

  g_test_init (&argc, &argv, NULL);
  library_test ("/gallery/opening/new", test_new);
  library_test ("/gallery/opening/empty-file", test_empty_file);
  library_test ("/gallery/opening/migration", test_migration);
  library_test ("/gallery/opening/every-migration", test_every_migration);
  library_test ("/gallery/opening/newer", test_newer);
  library_test ("/gallery/opening/other-program", test_other_program);
  library_test ("/gallery/opening/no-database", test_no_database);
  library_test ("/gallery/opening/folder-in-the-way", test_folder_in_the_way);
  library_test ("/gallery/opening/file-in-the-way", test_file_in_the_way);
  g_test_add_func ("/gallery/opening/not-local", test_not_local);
  library_test ("/gallery/opening/busy", test_busy);
  library_test ("/gallery/opening/together", test_together);
  library_test ("/gallery/opening/sweep", test_sweep);
  return g_test_run ();
}
