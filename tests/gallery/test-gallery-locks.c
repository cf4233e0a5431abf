/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-fixture.h"

#include <unistd.h>

static PentimentoJobLock *
lock (PentimentoLibrary *library, const char *id)
{
  g_autoptr (GError) error = NULL;
  PentimentoJobLock *held = pentimento_library_lock_job (library, id, &error);

  g_assert_no_error (error);
  return held;
}

static void
test_one_process (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (PentimentoLibrary) other = pentimento_library_open (self->folder, NULL);
  g_autoptr (PentimentoJobLock) other_job = NULL;
  g_autoptr (PentimentoJobLock) again = NULL;
  PentimentoJobLock *first = lock (self->library, "job-1");

  g_assert_nonnull (first);
  g_assert_null (lock (self->library, "job-1"));
  g_assert_null (lock (other, "job-1"));
  other_job = lock (other, "job-2");
  g_assert_nonnull (other_job);

  pentimento_job_lock_free (first);
  again = lock (other, "job-1");
  g_assert_nonnull (again);
}

static void
test_leaves_nothing (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->path, "locks", NULL);
  g_autoptr (GDir) folder = NULL;

  pentimento_job_lock_free (lock (self->library, "job"));
  folder = g_dir_open (path, 0, NULL);
  g_assert_null (g_dir_read_name (folder));
}

static void
test_no_id (LibraryFixture *self, gconstpointer data)
{
  const char *ids[] = { "", "..", "../library.db", "a/b", "a.lock", "ü", " " };
  g_autofree char *endless = g_strnfill (5000, 'a');

  for (guint i = 0; i <= G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pentimento_library_lock_job (self->library, i < G_N_ELEMENTS (ids) ? ids[i] : endless, &error));
      g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING);
    }
}

static void
test_killed_process (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GSubprocess) process = library_fixture_start (self->path, "hold");
  g_autoptr (PentimentoJobLock) held = NULL;
  char ready;

  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (process), &ready, 1, NULL, NULL), ==, 1);
  g_assert_null (lock (self->library, "job"));
  g_subprocess_force_exit (process);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  held = lock (self->library, "job");
  g_assert_nonnull (held);
}

/* Many that lock, write, check and let go at once: two inside at a time would see each other's mark. */
static void
test_contended (LibraryFixture *self, gconstpointer data)
{
  GSubprocess *processes[4];

  for (guint i = 0; i < G_N_ELEMENTS (processes); i++)
    processes[i] = library_fixture_start (self->path, "contend");
  for (guint i = 0; i < G_N_ELEMENTS (processes); i++)
    {
      g_assert_true (g_subprocess_wait_check (processes[i], NULL, NULL));
      g_object_unref (processes[i]);
    }
}

static int
hold (PentimentoLibrary *library)
{
  g_autoptr (PentimentoJobLock) held = pentimento_library_lock_job (library, "job", NULL);
  char never;

  if (held == NULL)
    return 1;
  g_print ("r");
  return read (STDIN_FILENO, &never, 1);
}

static int
contend (PentimentoLibrary *library, const char *path)
{
  g_autofree char *mark = g_build_filename (path, "mark", NULL);

  for (int held = 0; held < 300;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PentimentoJobLock) job = pentimento_library_lock_job (library, "job", &error);

      if (error != NULL)
        return 1;
      if (job == NULL)
        continue;
      if (symlink ("held", mark) < 0)
        return 2;
      unlink (mark);
      held++;
    }
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 3 && (g_str_equal (argv[1], "hold") || g_str_equal (argv[1], "contend")))
    {
      g_autoptr (GFile) folder = g_file_new_for_path (argv[2]);
      g_autoptr (PentimentoLibrary) library = pentimento_library_open (folder, NULL);

      return g_str_equal (argv[1], "hold") ? hold (library) : contend (library, argv[2]);
    }

  g_test_init (&argc, &argv, NULL);
  library_test ("/gallery/locks/one-process", test_one_process);
  library_test ("/gallery/locks/leaves-nothing", test_leaves_nothing);
  library_test ("/gallery/locks/no-id", test_no_id);
  library_test ("/gallery/locks/killed-process", test_killed_process);
  library_test ("/gallery/locks/contended", test_contended);
  return g_test_run ();
}
