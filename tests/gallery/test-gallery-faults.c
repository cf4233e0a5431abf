/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Disks that are full or broken at any moment, kills while copies are made, and two programs at once. */

#define _GNU_SOURCE
#include "library-fixture.h"
#include "old-schemas.h"
#include "pentimento-library-backup.h"
#include "pentimento-library-history.h"
#include "pentimento-library-trash.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A program's own functions stand before those of the libraries: whatever writes within it comes by here. */

static int countdown; /* until the call that fails; 0 for none */
static int fault;     /* the errno that it fails with */

static gboolean
fails (gboolean takes_room)
{
  /* Of a sync that finds the disk full, SQLite says no more than that the disk is at fault. */
  if ((fault == ENOSPC && !takes_room) || countdown == 0 || --countdown > 0)
    return FALSE;
  errno = fault;
  return TRUE;
}

ssize_t
write (int descriptor, const void *data, size_t size)
{
  return fails (TRUE) ? -1 : syscall (SYS_write, descriptor, data, size);
}

/* As the libraries call it: with offsets of 64 bits. */
ssize_t
pwrite (int descriptor, const void *data, size_t size, off_t at)
{
  return fails (TRUE) ? -1 : syscall (SYS_pwrite64, descriptor, data, size, at);
}

int
fsync (int descriptor)
{
  return fails (FALSE) ? -1 : syscall (SYS_fsync, descriptor);
}

int
fdatasync (int descriptor)
{
  return fails (FALSE) ? -1 : syscall (SYS_fdatasync, descriptor);
}

int
rename (const char *from, const char *to)
{
  return fails (TRUE) ? -1 : syscall (SYS_renameat2, -100, from, -100, to, 0);
}

typedef struct {
  LibraryFixture library;
  char *parent;
  GFile *history;
  GFile *backup;
  GFile *other;
  guint number;
} Faults;

static GFile *
file_of (Faults *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->parent, name, NULL);

  return g_file_new_for_path (path);
}

static void
set_up (Faults *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) root = NULL;
  g_autoptr (PentimentoVersion) child = NULL;
  g_autoptr (GError) error = NULL;

  library_fixture_set_up (&self->library, NULL);
  self->parent = g_path_get_dirname (self->library.path);
  self->history = file_of (self, "x.pentimento");
  self->backup = file_of (self, "backup.zip");
  self->other = file_of (self, "other");
  root = library_fixture_add (&self->library, 1, NULL, NULL, NULL);
  child = library_fixture_add (&self->library, 2, root, "words", "practice");
  g_assert_true (pentimento_library_export_history (self->library.library, pentimento_version_get_picture_id (root),
                                                    self->history, FALSE, NULL, NULL, NULL, &error));
  pentimento_library_report_free (
      pentimento_library_backup (self->library.library, self->backup, FALSE, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
tear_down (Faults *self, gconstpointer data)
{
  g_clear_object (&self->history);
  g_clear_object (&self->backup);
  g_clear_object (&self->other);
  g_free (self->parent);
  library_fixture_tear_down (&self->library, NULL);
}

static guint
count_versions (PentimentoLibrary *library)
{
  g_autoptr (GListModel) versions = pentimento_library_list_versions (library, NULL, NULL);

  return g_list_model_get_n_items (versions);
}

/* What may fail at any moment. Each does something new each time, and all of it or nothing. */

static gboolean
add_version (Faults *self, GError **error)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (1000 + self->number);
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (PentimentoVersion) version = library_fixture_version (image, id, NULL);
  g_autoptr (GListModel) list = library_fixture_list (version, NULL);

  return pentimento_library_store_image (self->library.library, image, error)
         && pentimento_library_add_versions (self->library.library, list, error);
}

static gboolean
write_job (Faults *self, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (PentimentoJobRecord) record = library_fixture_job (id, "prepared");

  return pentimento_library_write_job (self->library.library, record, error);
}

/* Into a library that has it not, so that it is written as a whole. */
static gboolean
import_history (Faults *self, GError **error)
{
  g_autoptr (PentimentoLibrary) library = pentimento_library_open (self->other, error);
  g_autoptr (PentimentoHistoryArrival) arrival = NULL;

  if (library != NULL)
    arrival = pentimento_library_import_history (library, self->history, NULL, NULL, NULL, error);
  return arrival != NULL;
}

static gboolean
export_history (Faults *self, GError **error)
{
  g_autoptr (GListModel) versions = pentimento_library_list_versions (self->library.library, NULL, NULL);
  g_autoptr (PentimentoVersion) version = g_list_model_get_item (versions, 0);

  return pentimento_library_export_history (self->library.library, pentimento_version_get_picture_id (version),
                                            self->history, TRUE, NULL, NULL, NULL, error);
}

static gboolean
back_up (Faults *self, GError **error)
{
  g_autoptr (PentimentoLibraryReport) report
      = pentimento_library_backup (self->library.library, self->backup, TRUE, NULL, NULL, NULL, error);

  g_assert_true (report == NULL || report->problems->len == 0);
  return report != NULL;
}

static gboolean
unpack (Faults *self, GError **error)
{
  g_autofree char *aside = NULL;
  g_autoptr (PentimentoLibraryReport) report
      = pentimento_library_unpack (self->backup, self->other, TRUE, &aside, NULL, NULL, NULL, error);

  return report != NULL;
}

static gboolean
take_place (GFile *folder, gpointer data, GError **error)
{
  return TRUE;
}

static gboolean
move (Faults *self, GError **error)
{
  g_autoptr (GFile) moved = file_of (self, "moved");
  int armed = countdown;
  gboolean good;

  /* Closing writes as well. */
  countdown = 0;
  g_clear_object (&self->library.library);
  countdown = armed;
  good = pentimento_library_move (self->library.folder, moved, take_place, NULL, FALSE, NULL, NULL, NULL, error);
  armed = countdown;
  countdown = 0;
  library_fixture_reopen (&self->library);
  countdown = armed;
  return good;
}

static gboolean
empty_trash (Faults *self, GError **error)
{
  int armed = countdown;
  g_autoptr (PentimentoVersion) version = NULL;
  const char *ids[2] = { NULL };

  countdown = 0;
  /* What the last time left would be more to write each time. */
  pentimento_library_empty_trash (self->library.library, TRUE, NULL, NULL);
  pentimento_library_collect (self->library.library, 0, NULL, NULL, NULL);
  version = library_fixture_add (&self->library, 5000 + self->number, NULL, NULL, NULL);
  ids[0] = pentimento_version_get_id (version);
  countdown = armed;
  return pentimento_library_trash (self->library.library, ids, error)
         && pentimento_library_empty_trash (self->library.library, TRUE, NULL, error)
         && pentimento_library_collect (self->library.library, 0, NULL, NULL, error);
}

static gboolean
mend (Faults *self, GError **error)
{
  g_autoptr (PentimentoLibraryReport) report = NULL;
  int armed = countdown;

  countdown = 0;
  g_free (library_fixture_sql (self->library.path, "UPDATE object SET size = size + 1"));
  countdown = armed;
  report = pentimento_library_repair (self->library.library, NULL, error);
  return report != NULL;
}

/* A person reads a sentence, and what can be done about a full disk is said. */
static void
assert_told (const GError *error)
{
  g_assert_nonnull (error);
  if (!g_str_has_suffix (error->message, "."))
    g_error ("no sentence: %s", error->message);
  if (fault == ENOSPC && error->domain == PENTIMENTO_LIBRARY_ERROR && error->code != PENTIMENTO_LIBRARY_ERROR_FULL
      && error->code != PENTIMENTO_LIBRARY_ERROR_TARGET)
    g_error ("not told that the disk is full: %s", error->message);
}

/* What was written is whole, whatever could not be. */
static void
assert_whole (Faults *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) fresh = file_of (self, "fresh");
  g_autoptr (PentimentoLibrary) library = pentimento_library_open (fresh, &error);
  g_autoptr (PentimentoHistoryArrival) arrival = NULL;
  g_autofree char *database = g_build_filename (g_file_peek_path (self->other), "library.db", NULL);

  arrival = pentimento_library_import_history (library, self->history, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  if (g_file_test (database, G_FILE_TEST_EXISTS))
    {
      g_autoptr (PentimentoLibrary) other = pentimento_library_open (self->other, &error);
      guint versions;

      g_assert_no_error (error);
      library_fixture_assert_clean (other);
      versions = count_versions (other);
      g_assert_true (versions == 0 || versions >= 2);
    }
}

/* What was made is in the way of the next. */
static void
put_aside (Faults *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->parent, name, NULL);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *aside = g_strconcat (path, "-", id, NULL);

  g_rename (path, aside);
}

/* The n-th write, sync or renaming fails, for each n until none is left to fail. */
static void
sweep (Faults *self, const char *what, gboolean (*act) (Faults *self, GError **error), int number)
{
  const int stride = g_getenv ("PENTIMENTO_TEST_FAULTS") != NULL ? 1 : 60;
  guint met = 0;

  for (int at = g_test_rand_int_range (1, stride + 1);; at += stride)
    {
      g_autoptr (GError) error = NULL;
      guint before = count_versions (self->library.library);
      gboolean good, was_met;

      self->number++;
      fault = number;
      countdown = at;
      good = act (self, &error);
      was_met = countdown == 0;
      countdown = 0;
      if (!good)
        assert_told (error);
      met += !good;
      if (act != mend || good)
        library_fixture_assert_clean (self->library.library);
      if (act == add_version)
        g_assert_cmpuint (count_versions (self->library.library), ==, before + good);
      if (!was_met)
        g_assert_no_error (error);
      if (act == move && good)
        put_aside (self, "moved");
      if (!was_met)
        break;
    }
  assert_whole (self);
  g_test_message ("%s, %s: failed %u times", what, g_strerror (number), met);
}

static void
test_injected (Faults *self, gconstpointer data)
{
  const struct {
    const char *name;
    gboolean (*act) (Faults *self, GError **error);
  } acts[] = {
    { "adding", add_version },
    { "writing a job", write_job },
    { "importing", import_history },
    { "exporting", export_history },
    { "backing up", back_up },
    { "restoring", unpack },
    { "mending", mend },
    { "emptying the trash", empty_trash },
    { "moving", move },
  };
  const int numbers[] = { ENOSPC, EIO };

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    for (guint each = 0; each < G_N_ELEMENTS (numbers); each++)
      {
        sweep (self, acts[i].name, acts[i].act, numbers[each]);
        put_aside (self, "other");
      }
}

/* The other process: copies in all ways, and tells of each once it was said to be safe. */
static int
copy_without_end (const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autofree char *history_path = g_strconcat (path, ".pentimento", NULL);
  g_autofree char *backup_path = g_strconcat (path, ".zip", NULL);
  g_autoptr (GFile) history = g_file_new_for_path (history_path);
  g_autoptr (GFile) backup = g_file_new_for_path (backup_path);
  g_autoptr (GError) error = NULL;
  LibraryFixture fixture = { .library = pentimento_library_open (folder, &error) };

  for (guint number = g_random_int (); error == NULL; number++)
    {
      g_autoptr (PentimentoVersion) root = library_fixture_add (&fixture, number, NULL, NULL, NULL);
      g_autoptr (PentimentoVersion) child = library_fixture_add (&fixture, number + 1, root, "words", "practice");
      const char *picture_id = pentimento_version_get_picture_id (root);
      g_autoptr (PentimentoHistoryArrival) arrival = NULL;

      if (!pentimento_library_export_history (fixture.library, picture_id, history, TRUE, NULL, NULL, NULL, &error)
          || !pentimento_library_trash_picture (fixture.library, picture_id, &error)
          || !pentimento_library_empty_trash (fixture.library, TRUE, NULL, &error))
        break;
      arrival = pentimento_library_import_history (fixture.library, history, NULL, NULL, NULL, &error);
      if (arrival == NULL)
        break;
      g_print ("%s\n", arrival->version_id);
      if (number % 4 == 0)
        pentimento_library_report_free (
            pentimento_library_backup (fixture.library, backup, TRUE, NULL, NULL, NULL, &error));
    }
  g_printerr ("%s\n", error->message);
  return 1;
}

/* A file with its own name is whole, at whatever moment its writer was killed. */
static void
assert_copies_whole (Faults *self, guint number)
{
  g_autofree char *history_path = g_strconcat (self->library.path, ".pentimento", NULL);
  g_autofree char *backup_path = g_strconcat (self->library.path, ".zip", NULL);
  g_autofree char *name = g_strdup_printf ("unpacked-%u", number);
  g_autoptr (GFile) history = g_file_new_for_path (history_path);
  g_autoptr (GFile) backup = g_file_new_for_path (backup_path);
  g_autoptr (GFile) folder = file_of (self, name);
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;

  if (g_file_query_exists (history, NULL))
    {
      g_autoptr (PentimentoLibrary) library = pentimento_library_open (self->other, &error);

      pentimento_history_arrival_free (pentimento_library_import_history (library, history, NULL, NULL, NULL, &error));
      g_assert_no_error (error);
    }
  if (g_file_query_exists (backup, NULL))
    {
      g_autoptr (PentimentoLibraryReport) report
          = pentimento_library_unpack (backup, folder, FALSE, &aside, NULL, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (report->problems->len, ==, 0);
    }
}

static void
test_killed (Faults *self, gconstpointer data)
{
  g_autoptr (GPtrArray) promises = g_ptr_array_new_with_free_func (g_free);
  const guint kills = library_fixture_kills (5);

  for (guint i = 0; i < kills; i++)
    {
      g_autoptr (GSubprocess) process = library_fixture_start (self->library.path, "copy");
      guint before = promises->len;

      g_usleep (g_random_int_range (5, 250) * 1000);
      g_subprocess_force_exit (process);
      library_fixture_take_promises (process, promises);
      g_assert_true (g_subprocess_wait (process, NULL, NULL));
      g_assert_true (g_subprocess_get_if_signaled (process));
      library_fixture_reopen (&self->library);
      library_fixture_assert_kept (self->library.library, promises, before);
      library_fixture_assert_clean (self->library.library);
      if (i % 4 == 0)
        assert_copies_whole (self, i);
      if (i % 2 == 0)
        g_clear_object (&self->library.library);
    }
  library_fixture_reopen (&self->library);
  library_fixture_assert_kept (self->library.library, promises, 0);
  g_test_message ("%u promises kept over %u kills", promises->len, kills);
}

static int
count_seconds (void)
{
  const char *text = g_getenv ("PENTIMENTO_TEST_SECONDS");

  return text != NULL ? atoi (text) : 1;
}

/* The other process: adds versions and jobs for a while, and tells of all of them. */
static int
write_for_a_while (const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  LibraryFixture fixture = { .library = pentimento_library_open (folder, &error) };
  const gint64 end = g_get_monotonic_time () + count_seconds () * G_USEC_PER_SEC;

  /* Both write the same pictures, each as versions of its own. */
  for (guint number = 0; error == NULL && g_get_monotonic_time () < end; number++)
    {
      g_autoptr (PentimentoVersion) version = library_fixture_add (&fixture, number % 500, NULL, "words", "practice");
      g_autoptr (PentimentoJobRecord) record = library_fixture_job (pentimento_version_get_id (version), "done");

      if (pentimento_library_write_job (fixture.library, record, &error))
        g_print ("%s\n", record->id);
    }
  g_clear_object (&fixture.library);
  return error == NULL ? 0 : 1;
}

static void
test_two_at_once (Faults *self, gconstpointer data)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  GSubprocess *processes[2];
  g_autofree char *versions = NULL;
  g_autofree char *numbers = NULL;
  g_autofree char *jobs = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (processes); i++)
    processes[i] = library_fixture_start (self->library.path, "write");
  for (guint i = 0; i < G_N_ELEMENTS (processes); i++)
    {
      library_fixture_take_promises (processes[i], said);
      g_assert_true (g_subprocess_wait_check (processes[i], NULL, NULL));
      g_object_unref (processes[i]);
    }
  library_fixture_assert_kept (self->library.library, said, 0);
  library_fixture_assert_clean (self->library.library);
  versions = library_fixture_sql (self->library.path, "SELECT count (*) FROM version");
  numbers = library_fixture_sql (self->library.path, "SELECT max (number) FROM version");
  jobs = library_fixture_sql (self->library.path, "SELECT count (*) FROM job");
  g_test_message ("%u versions by two programs in %d s", said->len, count_seconds ());
  /* Two were there before. */
  g_assert_cmpuint (atoi (versions), ==, said->len + 2);
  g_assert_cmpuint (atoi (numbers), ==, said->len + 2);
  g_assert_cmpuint (atoi (jobs), ==, said->len);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "copy"))
    return copy_without_end (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "write"))
    return write_for_a_while (argv[2]);

  g_test_init (&argc, &argv, NULL);
#define fault_test(path, function) g_test_add (path, Faults, NULL, set_up, function, tear_down)
  fault_test ("/gallery/faults/injected", test_injected);
  fault_test ("/gallery/faults/killed", test_killed);
  fault_test ("/gallery/faults/two-at-once", test_two_at_once);
  old_schemas_add_tests ();
  return g_test_run ();
}
