/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-fixture.h"

#include <stdlib.h>

#include <gio/gunixinputstream.h>

/* The other process: stores and adds without end, and tells of each thing once it was said to be safe. */
static int
write_without_end (const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoLibrary) library = pentimento_library_open (folder, &error);
  guint number = g_random_int ();

  while (error == NULL)
    {
      g_autofree char *job_id = g_uuid_string_random ();
      g_autoptr (PentimentoJobLock) lock = pentimento_library_lock_job (library, job_id, &error);
      g_autoptr (PentimentoImage) image = library_fixture_image (number++);
      g_autoptr (PentimentoVersion) version = library_fixture_version (image, job_id, NULL);
      g_autoptr (GListModel) versions = library_fixture_list (version, NULL);
      g_autoptr (PentimentoJobRecord) record = library_fixture_job (job_id, "stored");

      if (!pentimento_library_write_job (library, record, &error))
        break;
      g_print ("job %s\n", job_id);
      if (!pentimento_library_store_image (library, image, &error))
        break;
      g_print ("object %s\n", pentimento_image_get_sha256 (image));
      g_clear_pointer (&record->state, g_free);
      record->state = g_strdup ("done");
      if (!pentimento_library_finish_job (library, record, versions, &error))
        break;
      g_print ("version %s\n", pentimento_version_get_id (version));
    }
  g_printerr ("%s\n", error->message);
  return 1;
}

/* Before it has promised anything every other time, while the library is opened. */
static void
kill_soon (GSubprocess *process, gboolean at_work)
{
  GUnixInputStream *pipe = G_UNIX_INPUT_STREAM (g_subprocess_get_stdout_pipe (process));
  GPollFD said = { g_unix_input_stream_get_fd (pipe), G_IO_IN, 0 };

  if (at_work)
    g_assert_cmpint (g_poll (&said, 1, 30000), ==, 1);
  g_usleep (g_random_int_range (1, 60) * 1000);
  g_subprocess_force_exit (process);
}

/* Reads what was said until the pipe ends; a line that was cut is no promise. */
static void
collect (GSubprocess *process, GPtrArray *said)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autoptr (GString) text = g_string_new (NULL);
  char piece[4096];
  gssize size;

  while ((size = g_input_stream_read (G_INPUT_STREAM (lines), piece, sizeof piece, NULL, NULL)) > 0)
    g_string_append_len (text, piece, size);
  for (char *line = text->str, *end; (end = strchr (line, '\n')) != NULL; line = end + 1)
    g_ptr_array_add (said, g_strndup (line, end - line));
}

static void
assert_kept (PentimentoLibrary *library, const char *said)
{
  const char *what = strchr (said, ' ') + 1;
  g_autoptr (GError) error = NULL;

  if (g_str_has_prefix (said, "object "))
    {
      g_autoptr (PentimentoImage) image = pentimento_library_load_image (library, what, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (pentimento_image_get_sha256 (image), ==, what);
    }
  else if (g_str_has_prefix (said, "version "))
    {
      g_autoptr (PentimentoVersion) version = pentimento_library_get_version (library, what, &error);
      g_autoptr (PentimentoJobRecord) job = NULL;

      g_assert_no_error (error);
      job = pentimento_library_get_job (library, pentimento_version_get_picture_id (version), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (job->state, ==, "done");
    }
  else
    {
      g_autoptr (PentimentoJobRecord) job = pentimento_library_get_job (library, what, &error);
      g_autoptr (PentimentoJobLock) lock = pentimento_library_lock_job (library, what, NULL);

      g_assert_no_error (error);
      g_assert_nonnull (lock);
    }
}

/* A job that is not done has no version, whatever the moment of the kill. */
static void
assert_whole (LibraryFixture *self)
{
  g_autofree char *check = library_fixture_sql (self->path, "PRAGMA integrity_check");
  g_autofree char *keys = library_fixture_sql (self->path, "SELECT count (*) FROM pragma_foreign_key_check");
  g_autofree char *torn
      = library_fixture_sql (self->path, "SELECT count (*) FROM version JOIN job ON job.id = version.picture_id "
                                         "WHERE job.state <> 'done'");

  g_assert_cmpstr (check, ==, "ok");
  g_assert_cmpstr (keys, ==, "0");
  g_assert_cmpstr (torn, ==, "0");
}

static void
test_killed (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  const guint kills = library_fixture_kills (12);

  g_clear_object (&self->library);
  for (guint i = 0; i < kills; i++)
    {
      g_autoptr (GSubprocess) process = library_fixture_start (self->path, "write");
      guint before = all->len;

      kill_soon (process, i % 2 == 0);
      collect (process, all);
      g_assert_true (g_subprocess_wait (process, NULL, NULL));
      g_assert_true (g_subprocess_get_if_signaled (process));
      library_fixture_reopen (self);
      for (guint at = before; at < all->len; at++)
        assert_kept (self->library, all->pdata[at]);
      /* Closed every other time only, so that the next one meets what this one left open. */
      if (i % 2 == 0)
        g_clear_object (&self->library);
    }
  library_fixture_reopen (self);
  for (guint at = 0; at < all->len; at++)
    assert_kept (self->library, all->pdata[at]);
  assert_whole (self);
  g_test_message ("%u promises kept over %u kills", all->len, kills);
  /* How many depends on the disk; enough of them have to be there to say something. */
  g_assert_cmpuint (all->len, >, kills / 4);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "write"))
    return write_without_end (argv[2]);

  g_test_init (&argc, &argv, NULL);
  library_test ("/gallery/crash/killed", test_killed);
  return g_test_run ();
}
