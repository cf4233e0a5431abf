/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Copies of a whole library, moving it, and mending it. */

#include "library-fixture.h"
#include "pentimento-library-backup.h"
#include "pentimento-library-trash.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  LibraryFixture library;
  char *parent;
  GFile *file;   /* for the backup */
  GFile *folder; /* for what is made of it */
} Backup;

static void
set_up (Backup *self, gconstpointer data)
{
  g_autoptr (PentimentoVersion) root = NULL;
  g_autoptr (PentimentoVersion) child = NULL;
  g_autofree char *name = NULL;
  g_autofree char *other = NULL;

  library_fixture_set_up (&self->library, NULL);
  self->parent = g_path_get_dirname (self->library.path);
  name = g_build_filename (self->parent, "backup.zip", NULL);
  other = g_build_filename (self->parent, "other", NULL);
  self->file = g_file_new_for_path (name);
  self->folder = g_file_new_for_path (other);
  root = library_fixture_add (&self->library, 1, NULL, NULL, NULL);
  child = library_fixture_add (&self->library, 2, root, "a quiet harbour", "practice");
}

static void
tear_down (Backup *self, gconstpointer data)
{
  g_clear_object (&self->file);
  g_clear_object (&self->folder);
  g_free (self->parent);
  library_fixture_tear_down (&self->library, NULL);
}

static PentimentoLibraryReport *
back_up (Backup *self)
{
  g_autoptr (GError) error = NULL;
  PentimentoLibraryReport *report
      = pentimento_library_backup (self->library.library, self->file, TRUE, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return report;
}

static void
assert_backed_up (Backup *self, guint files)
{
  g_autoptr (PentimentoLibraryReport) report = back_up (self);

  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_cmpuint (report->files, ==, files);
}

static PentimentoLibraryReport *
unpack (Backup *self, gboolean replace, char **aside, GError **error)
{
  return pentimento_library_unpack (self->file, self->folder, replace, aside, NULL, NULL, NULL, error);
}

static guint
count_versions (GFile *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoLibrary) library = pentimento_library_open (folder, &error);
  g_autoptr (GListModel) versions = library != NULL ? pentimento_library_list_versions (library, NULL, &error) : NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (versions); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (versions, i);
      g_autoptr (PentimentoImage) image = pentimento_library_load_version (library, version, &error);

      g_assert_no_error (error);
    }
  return g_list_model_get_n_items (versions);
}

static void
add_job (Backup *self, const char *id, const char *state)
{
  g_autoptr (PentimentoJobRecord) job = library_fixture_job (id, state);

  g_assert_true (pentimento_library_write_job (self->library.library, job, NULL));
}

static void
assert_job (PentimentoLibrary *library, const char *id, const char *state)
{
  g_autoptr (PentimentoJobRecord) job = pentimento_library_get_job (library, id, NULL);

  g_assert_cmpstr (job->state, ==, state);
}

/* Nothing half made lies anywhere. */
static void
assert_tidy (Backup *self)
{
  g_autoptr (GDir) files = g_dir_open (self->parent, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (files)) != NULL)
    if (g_str_has_suffix (name, ".part"))
      g_error ("%s was left behind", name);
}

static void
test_round_trip (Backup *self, gconstpointer data)
{
  g_autoptr (PentimentoLibraryReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;

  assert_backed_up (self, 2);
  report = unpack (self, FALSE, &aside, &error);
  g_assert_no_error (error);
  g_assert_null (aside);
  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_cmpuint (count_versions (self->folder), ==, 2);
  assert_tidy (self);
}

/* What is there is not written over, and moved aside only when that was said. */
/* What waited when the backup was made may have been paid for since; what was sent is asked after. */
static void
test_not_sent_again (Backup *self, gconstpointer data)
{
  g_autoptr (PentimentoLibraryReport) made = NULL;
  g_autoptr (PentimentoLibrary) library = NULL;
  g_autofree char *aside = NULL;

  add_job (self, "waits", "prepared");
  add_job (self, "turned-away", "waiting");
  add_job (self, "sent", "submitted");
  assert_backed_up (self, 2);
  made = unpack (self, FALSE, &aside, NULL);
  g_assert_nonnull (made);
  library = pentimento_library_open (self->folder, NULL);
  assert_job (library, "waits", "cancelled");
  assert_job (library, "turned-away", "cancelled");
  assert_job (library, "sent", "submitted");
  assert_job (self->library.library, "waits", "prepared");
}

static void
test_in_the_way (Backup *self, gconstpointer data)
{
  g_autofree char *aside = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PentimentoLibrary) open = NULL;
  g_autoptr (GFile) moved = NULL;

  g_assert_false (
      pentimento_library_backup (self->library.library, self->library.folder, TRUE, NULL, NULL, NULL, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_TARGET);
  g_clear_error (&error);
  assert_backed_up (self, 2);
  g_assert_null (pentimento_library_backup (self->library.library, self->file, FALSE, NULL, NULL, NULL, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_TARGET);
  g_clear_error (&error);

  /* An empty library gives way by itself. */
  open = pentimento_library_open (self->folder, NULL);
  g_assert_null (unpack (self, FALSE, &aside, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_BUSY);
  g_clear_error (&error);
  g_clear_object (&open);
  pentimento_library_report_free (unpack (self, FALSE, &aside, &error));
  g_assert_no_error (error);
  g_assert_nonnull (aside);

  g_assert_null (unpack (self, FALSE, &again, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_cmpuint (count_versions (self->folder), ==, 2);
  pentimento_library_report_free (unpack (self, TRUE, &again, &error));
  g_assert_no_error (error);
  moved = g_file_new_for_path (again);
  g_assert_cmpuint (count_versions (moved), ==, 2);
  g_assert_cmpuint (count_versions (self->folder), ==, 2);
  assert_tidy (self);
}

static char *
object_path (Backup *self, guint number)
{
  g_autoptr (PentimentoImage) image = library_fixture_image (number);
  g_autoptr (GFile) file
      = pentimento_library_get_object (self->library.library, pentimento_image_get_sha256 (image), NULL);

  g_assert_nonnull (file);
  return g_file_get_path (file);
}

/* A damaged picture keeps nothing else from being safe. */
static void
test_damaged (Backup *self, gconstpointer data)
{
  g_autofree char *path = object_path (self, 2);
  g_autoptr (PentimentoLibraryReport) report = NULL;
  g_autoptr (PentimentoLibraryReport) made = NULL;
  g_autofree char *aside = NULL;
  const PentimentoLibraryProblem *problem;

  g_assert_true (g_file_set_contents (path, "damaged", -1, NULL));
  report = back_up (self);
  g_assert_cmpuint (report->files, ==, 1);
  g_assert_cmpuint (report->problems->len, ==, 1);
  problem = report->problems->pdata[0];
  g_assert_cmpstr (problem->code, ==, "wrong-size");
  made = unpack (self, FALSE, &aside, NULL);
  g_assert_nonnull (made);
  g_assert_cmpuint (made->problems->len, ==, 1);
  problem = made->problems->pdata[0];
  g_assert_cmpstr (problem->code, ==, "missing");
  g_assert_true (g_str_has_prefix (problem->subject, g_file_peek_path (self->folder)));
}

/* A backup that was changed anywhere is refused, or still the same; nothing of it stays. */
static void
test_mutations (Backup *self, gconstpointer data)
{
  const char *wish = g_getenv ("PENTIMENTO_TEST_MUTATIONS");
  const int mutations = wish != NULL ? atoi (wish) : 15;
  g_autofree char *good = NULL;
  gsize size;
  guint refused = 0;

  assert_backed_up (self, 2);
  g_assert_true (g_file_load_contents (self->file, NULL, &good, &size, NULL, NULL));
  for (int i = 0; i < mutations; i++)
    {
      g_autofree char *changed = g_memdup2 (good, size);
      g_autofree char *aside = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (PentimentoLibraryReport) report = NULL;
      gsize length = i % 5 == 0 ? (gsize)g_test_rand_int_range (0, size) : size;

      for (int flips = g_test_rand_int_range (1, 6); i % 5 != 0 && flips > 0; flips--)
        changed[g_test_rand_bit () ? (gsize)g_test_rand_int_range (0, size) : size - 1 - g_test_rand_int_range (0, 600)]
            = g_test_rand_int_range (0, 256);
      g_assert_true (g_file_set_contents (g_file_peek_path (self->file), changed, length, NULL));
      report = unpack (self, TRUE, &aside, &error);
      g_assert_true ((report == NULL) == (error != NULL));
      refused += report == NULL;
      if (i % 10 == 0)
        assert_tidy (self);
    }
  g_test_message ("%u of %d refused", refused, mutations);
  assert_tidy (self);
}

static void
test_given_up (Backup *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *aside = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (pentimento_library_backup (self->library.library, self->file, FALSE, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (g_file_query_exists (self->file, NULL));
  assert_backed_up (self, 2);
  g_assert_null (pentimento_library_unpack (self->file, self->folder, FALSE, &aside, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_query_exists (self->folder, NULL));
  assert_tidy (self);
}

/* Another process writes all the while: each backup is whole, whatever the moment. */
static int
write_without_end (const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  LibraryFixture fixture = { .library = pentimento_library_open (folder, &error) };

  for (guint number = 1000; error == NULL; number++)
    {
      g_autoptr (PentimentoVersion) version = library_fixture_add (&fixture, number, NULL, "words", "practice");
      const char *ids[] = { pentimento_version_get_id (version), NULL };

      if (number % 3 == 0
          && (!pentimento_library_trash (fixture.library, ids, &error)
              || !pentimento_library_empty_trash (fixture.library, TRUE, NULL, &error)))
        break;
      if (number % 20 == 0)
        pentimento_library_collect (fixture.library, G_TIME_SPAN_SECOND, NULL, NULL, &error);
    }
  g_printerr ("%s\n", error->message);
  return 1;
}

static void
test_while_writing (Backup *self, gconstpointer data)
{
  g_autoptr (GSubprocess) process = library_fixture_start (self->library.path, "write");
  guint files = 0;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (PentimentoLibraryReport) report = NULL;
      g_autoptr (PentimentoLibraryReport) made = NULL;
      g_autofree char *aside = NULL;

      g_usleep (20000);
      report = back_up (self);
      g_assert_cmpuint (report->problems->len, ==, 0);
      made = unpack (self, TRUE, &aside, NULL);
      g_assert_nonnull (made);
      g_assert_cmpuint (made->problems->len, ==, 0);
      g_assert_cmpuint (made->files, ==, report->files);
      files = report->files;
    }
  g_subprocess_force_exit (process);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_test_message ("%u picture files at last", files);
}

static gboolean
note (GFile *folder, gpointer data, GError **error)
{
  GFile **noted = data;

  *noted = g_object_ref (folder);
  return TRUE;
}

static gboolean
refuse (GFile *folder, gpointer data, GError **error)
{
  g_set_error_literal (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_WRITE, "No.");
  return FALSE;
}

static void
test_move (Backup *self, gconstpointer data)
{
  g_autoptr (GFile) noted = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *inside = g_build_filename (self->library.path, "objects", "new", NULL);
  g_autoptr (GFile) within = g_file_new_for_path (inside);
  g_autofree char *download = g_build_filename (self->library.path, "incoming", "paid-0", NULL);

  g_assert_true (g_file_set_contents (download, "on its way", -1, NULL));
  g_assert_false (
      pentimento_library_move (self->library.folder, self->folder, note, &noted, FALSE, NULL, NULL, NULL, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_BUSY);
  g_clear_error (&error);
  g_clear_object (&self->library.library);
  g_assert_false (
      pentimento_library_move (self->library.folder, within, note, &noted, FALSE, NULL, NULL, NULL, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (
      pentimento_library_move (self->library.folder, self->folder, refuse, NULL, TRUE, NULL, NULL, NULL, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_WRITE);
  g_clear_error (&error);
  g_assert_false (g_file_query_exists (self->folder, NULL));
  g_assert_null (noted);

  g_assert_true (
      pentimento_library_move (self->library.folder, self->folder, note, &noted, FALSE, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_equal (noted, self->folder));
  g_assert_cmpuint (count_versions (self->folder), ==, 2);
  g_assert_cmpuint (count_versions (self->library.folder), ==, 2);
  g_assert_false (
      pentimento_library_move (self->library.folder, self->folder, note, &noted, FALSE, NULL, NULL, NULL, &error));
  g_assert_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_EXISTS);
  g_clear_error (&error);
  {
    g_autofree char *moved = g_build_filename (g_file_peek_path (self->folder), "incoming", "paid-0", NULL);
    g_autofree char *back = g_build_filename (self->parent, "back", NULL);
    g_autoptr (GFile) third = g_file_new_for_path (back);

    g_assert_true (g_file_test (moved, G_FILE_TEST_EXISTS));
    g_clear_object (&noted);
    g_assert_true (pentimento_library_move (self->folder, third, note, &noted, TRUE, NULL, NULL, NULL, &error));
    g_assert_cmpuint (count_versions (third), ==, 2);
    g_assert_false (g_file_query_exists (self->folder, NULL));
  }
  assert_tidy (self);
}

/* Mending */

static PentimentoLibraryReport *
repair (Backup *self)
{
  g_autoptr (GError) error = NULL;
  PentimentoLibraryReport *report = pentimento_library_repair (self->library.library, NULL, &error);

  g_assert_no_error (error);
  return report;
}

static void
assert_repaired (Backup *self, const char *code, guint repaired, const char *problem, guint problems)
{
  g_autoptr (PentimentoLibraryReport) report = repair (self);

  g_assert_cmpuint (report->repaired->len, ==, repaired);
  if (repaired > 0)
    g_assert_cmpstr (((const PentimentoLibraryProblem *)report->repaired->pdata[0])->code, ==, code);
  g_assert_cmpuint (report->problems->len, ==, problems);
  if (problems > 0)
    g_assert_cmpstr (((const PentimentoLibraryProblem *)report->problems->pdata[0])->code, ==, problem);
}

static void
test_repair_files (Backup *self, gconstpointer data)
{
  g_autofree char *path = object_path (self, 2);
  g_autoptr (PentimentoImage) image = library_fixture_image (2);
  g_autoptr (PentimentoImage) unneeded = library_fixture_image (77);
  g_autofree char *unneeded_path = NULL;
  g_autofree char *quarantine = g_build_filename (self->library.path, "quarantine", NULL);
  g_autofree char *odd = g_strconcat (path, "x", NULL);

  assert_repaired (self, NULL, 0, NULL, 0);
  /* Damaged: put out of the way, and still needed. Stored once more, it is whole again. */
  g_assert_true (g_file_set_contents (path, "damaged", -1, NULL));
  assert_repaired (self, "quarantined", 1, "missing", 1);
  g_assert_true (g_file_test (quarantine, G_FILE_TEST_IS_DIR));
  assert_repaired (self, NULL, 0, "missing", 1);
  g_assert_true (pentimento_library_store_image (self->library.library, image, NULL));
  assert_repaired (self, NULL, 0, NULL, 0);
  /* Missing, and needed by nothing. */
  g_assert_true (pentimento_library_store_image (self->library.library, unneeded, NULL));
  unneeded_path = object_path (self, 77);
  g_assert_cmpint (g_remove (unneeded_path), ==, 0);
  assert_repaired (self, "forgotten", 1, NULL, 0);
  /* Called like a picture, and none. */
  g_assert_true (g_file_set_contents (odd, "odd", -1, NULL));
  assert_repaired (self, "quarantined", 1, NULL, 0);
  g_assert_false (g_file_test (odd, G_FILE_TEST_EXISTS));
}

static void
test_repair_rows (Backup *self, gconstpointer data)
{
  const struct {
    const char *sql;
    const char *code;
  } faults[] = {
    { "UPDATE object SET size = size + 1", "indexed" },
    { "UPDATE object SET extension = 'jpg', media_type = 'image/jpeg'", "indexed" },
    { "UPDATE picture SET current_id = NULL", "indexed" },
    { "UPDATE version SET parent_id = 'nobody' WHERE parent_id IS NOT NULL", "unlinked" },
    { "INSERT INTO version_reference SELECT 'nobody', 0, sha256 FROM object LIMIT 1", "unlinked" },
    { "DELETE FROM picture", "indexed" },
    { "DELETE FROM object", "indexed" },
    { "INSERT INTO version_tag VALUES ('nobody''s', 1)", "unlinked" },
    { "UPDATE version SET tags = '[\"holiday\"]' WHERE number = 1", NULL },
    { "DELETE FROM version_tag", "indexed" },
    { "INSERT INTO version_text (version_text, rowid, prompt) VALUES ('delete', 2, 'a quiet harbour')", "rebuilt" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (PentimentoLibraryReport) found = NULL;
      g_autoptr (PentimentoLibraryReport) report = NULL;

      g_free (library_fixture_sql (self->library.path, faults[i].sql));
      if (faults[i].code == NULL)
        continue;
      found = pentimento_library_check (self->library.library, NULL, NULL);
      g_assert_cmpuint (found->problems->len, >, 0);
      report = repair (self);
      g_test_message ("%s: %u problems, %u repaired", faults[i].sql, found->problems->len, report->repaired->len);
      g_assert_cmpuint (report->problems->len, ==, 0);
      g_assert_cmpuint (report->repaired->len, >, 0);
      g_assert_cmpstr (((const PentimentoLibraryProblem *)report->repaired->pdata[0])->code, ==, faults[i].code);
    }
  g_assert_cmpuint (count_versions (self->library.folder), ==, 2);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "write"))
    return write_without_end (argv[2]);

  g_test_init (&argc, &argv, NULL);
#define backup_test(path, function) g_test_add (path, Backup, NULL, set_up, function, tear_down)
  backup_test ("/gallery/backup/round-trip", test_round_trip);
  backup_test ("/gallery/backup/not-sent-again", test_not_sent_again);
  backup_test ("/gallery/backup/in-the-way", test_in_the_way);
  backup_test ("/gallery/backup/damaged", test_damaged);
  backup_test ("/gallery/backup/mutations", test_mutations);
  backup_test ("/gallery/backup/given-up", test_given_up);
  backup_test ("/gallery/backup/while-writing", test_while_writing);
  backup_test ("/gallery/backup/move", test_move);
  backup_test ("/gallery/backup/repair-files", test_repair_files);
  backup_test ("/gallery/backup/repair-rows", test_repair_rows);
  return g_test_run ();
}
