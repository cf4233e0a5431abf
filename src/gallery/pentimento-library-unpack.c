/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Making a library of a backup. */

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "library-archive.h"
#include "library-backup-manifest.h"
#include "library-folder.h"
#include "library-lock.h"
#include "library-objects.h"
#include "pentimento-library-backup.h"
#include "pentimento-library-private.h"

/* More pictures than a person sees in a life, a minute each. */
#define MOST_MEMBERS (30 * 1000 * 1000)

/* @path: (inout): becomes that of a member that is a picture file. Returns: whether it is called as one */
static gboolean
is_object (const char *name)
{
  const char *base = name + strlen ("objects/ab/");

  return g_str_has_prefix (name, "objects/") && strlen (name) > strlen ("objects/ab/") + 65
         && strspn (base, "0123456789abcdef") == 64 && strncmp (name + strlen ("objects/"), base, 2) == 0
         && base[-1] == '/' && base[64] == '.'
         && strspn (base + 65, "abcdefghijklmnopqrstuvwxyz0123456789") == strlen (base + 65);
}

/* Writes a member to where it belongs, and sees whether it is what it is called. */
static gboolean
unpack_object (LibraryArchiveReader *reader,
               const char *folder,
               const char *name,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *shelf = g_path_get_dirname (path);
  g_autofree char *sha256 = NULL;

  if (!is_object (name))
    {
      library_archive_reader_refuse (reader, _ ("a file in it has a name that does not belong there"), error);
      return FALSE;
    }
  g_mkdir (shelf, 0700);
  sha256 = library_archive_reader_extract (reader, path, cancellable, error);
  if (sha256 == NULL)
    return FALSE;
  if (strncmp (name + strlen ("objects/ab/"), sha256, 64) == 0)
    return TRUE;
  library_archive_reader_refuse (reader, _ ("a picture file in it is damaged"), error);
  return FALSE;
}

static gboolean
unpack_database (LibraryArchiveReader *reader,
                 const LibraryBackupManifest *manifest,
                 const char *folder,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *path = g_build_filename (folder, LIBRARY_BACKUP_DATABASE, NULL);
  g_autofree char *sha256 = library_archive_reader_extract (reader, path, cancellable, error);

  if (sha256 == NULL)
    return FALSE;
  if (g_str_equal (sha256, manifest->database_sha256))
    return TRUE;
  library_archive_reader_refuse (reader, _ ("the database in it is damaged"), error);
  return FALSE;
}

static gboolean
unpack_manifest (LibraryArchiveReader *reader,
                 LibraryBackupManifest *manifest,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GBytes) bytes = library_archive_reader_read (reader, LIBRARY_BACKUP_MANIFEST_MAX_SIZE, cancellable, error);

  return bytes != NULL && library_backup_manifest_read (manifest, bytes, error);
}

/* First what it says of itself, then the database, then the picture files. */
static gboolean
unpack_member (LibraryArchiveReader *reader,
               guint number,
               const char *name,
               LibraryBackupManifest *manifest,
               const char *folder,
               GCancellable *cancellable,
               GError **error)
{
  const char *const first[] = { LIBRARY_BACKUP_MANIFEST, LIBRARY_BACKUP_DATABASE };

  if (number < G_N_ELEMENTS (first) && !g_str_equal (name, first[number]))
    {
      library_archive_reader_refuse (reader, _ ("it is no backup of a library of Pentimento"), error);
      return FALSE;
    }
  if (number == 0)
    return unpack_manifest (reader, manifest, cancellable, error);
  if (number == 1)
    return unpack_database (reader, manifest, folder, cancellable, error);
  return unpack_object (reader, folder, name, cancellable, error);
}

static gboolean
unpack (LibraryArchiveReader *reader,
        LibraryBackupManifest *manifest,
        const char *folder,
        GCancellable *cancellable,
        GError **error)
{
  g_autofree char *objects = g_build_filename (folder, "objects", NULL);
  g_autoptr (GError) failed = NULL;
  g_autofree char *member = NULL;
  const char *name;
  guint64 size;
  gint64 number = 0;

  g_mkdir (objects, 0700);
  for (; library_archive_reader_next (reader, &name, &size, &failed); number++)
    {
      /* What the archive says is gone with the next member. */
      g_free (member);
      member = g_strdup (name);
      if (!unpack_member (reader, MIN (number, 2), member, manifest, folder, cancellable, error))
        return FALSE;
    }
  if (failed == NULL && (number < 2 || number - 2 != manifest->files))
    library_archive_reader_refuse (reader, _ ("a part of it is missing"), &failed);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static gboolean
run (LibraryDatabase *database, const char *sql, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (database, sql, error);

  return statement != NULL && library_database_run (database, statement, NULL, error);
}

/* What had not been sent when the backup was made may have been sent since: sent from here once more it would be paid twice. */
static gboolean
close_unsent (PentimentoLibrary *library, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (library);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  gboolean good;

  if (!library_database_begin (database, error))
    return FALSE;
  good = run (database,
              "UPDATE job SET state = 'cancelled', billed = 'unknown' "
              "WHERE state IN ('prepared', 'uploading', 'waiting')",
              error)
         && run (database, "UPDATE batch SET state = 'ended' WHERE state <> 'ended'", error);
  return library_database_end (database, good, error);
}

/* Opens it as what it is to be, and looks at everything once more, from the disk. */
static PentimentoLibraryReport *
check_library (const char *path, const LibraryBackupManifest *manifest, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (PentimentoLibrary) library = pentimento_library_open (folder, error);
  g_autoptr (PentimentoLibraryReport) report
      = library != NULL ? pentimento_library_check (library, cancellable, error) : NULL;
  guint missing = 0;

  if (report == NULL || !close_unsent (library, error))
    return NULL;
  for (guint i = 0; i < report->problems->len; i++)
    missing += g_str_equal (((const PentimentoLibraryProblem *)report->problems->pdata[i])->code, "missing");
  if (missing == manifest->left_out)
    return g_steal_pointer (&report);
  g_set_error_literal (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_ARCHIVE,
                       _ ("The file is no backup of a library of Pentimento, or damaged."));
  return NULL;
}

static gboolean
check_place (const char *path, gboolean replace, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  if (replace || library_folder_is_free (path) || library_folder_is_unused (path))
    return TRUE;
  g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_EXISTS,
               _ ("There is something in “%s” already, and it was left alone."), name);
  return FALSE;
}

/* Whoever has the library open would go on writing to what is moved aside. */
static gboolean
take_place (const char *part, const char *path, char **aside, GError **error)
{
  g_autofree char *database = g_build_filename (path, LIBRARY_BACKUP_DATABASE, NULL);
  int holding = -1;
  gboolean good;

  if (g_file_test (database, G_FILE_TEST_EXISTS))
    {
      holding = library_lock_hold (path, TRUE, error);
      if (holding < 0)
        return FALSE;
    }
  good = library_folder_replace (part, path, aside, error);
  if (holding >= 0)
    close (holding);
  return good;
}

/* The paths in a report are those of where it was looked at. */
static void
move_subjects (PentimentoLibraryReport *report, const char *part, const char *path)
{
  for (guint i = 0; i < report->problems->len; i++)
    {
      PentimentoLibraryProblem *problem = report->problems->pdata[i];
      char *subject;

      if (!g_str_has_prefix (problem->subject, part))
        continue;
      subject = g_strconcat (path, problem->subject + strlen (part), NULL);
      g_free (problem->subject);
      problem->subject = subject;
    }
}

PentimentoLibraryReport *
pentimento_library_unpack (GFile *file,
                           GFile *folder,
                           gboolean replace,
                           char **aside,
                           PentimentoImageProgress tell,
                           gpointer data,
                           GCancellable *cancellable,
                           GError **error)
{
  const char *path = g_file_peek_path (folder);
  LibraryProgress progress = { .tell = tell, .data = data };
  g_auto (LibraryBackupManifest) manifest = { NULL };
  g_autoptr (LibraryArchiveReader) reader = NULL;
  g_autoptr (PentimentoLibraryReport) report = NULL;
  g_autofree char *part = NULL;

  *aside = NULL;
  if (!check_place (path, replace, error))
    return NULL;
  reader = library_archive_reader_new (g_file_peek_path (file), MOST_MEMBERS, error);
  part = reader != NULL ? library_folder_make_beside (path, error) : NULL;
  if (part == NULL)
    return NULL;
  progress.all = library_archive_reader_get_size (reader);
  library_archive_reader_set_progress (reader, library_progress_add, &progress);
  library_archive_reader_set_target (reader, path);
  if (unpack (reader, &manifest, part, cancellable, error))
    report = check_library (part, &manifest, cancellable, error);
  if (report == NULL || !take_place (part, path, aside, error))
    {
      library_folder_remove (part);
      return NULL;
    }
  move_subjects (report, part, path);
  return g_steal_pointer (&report);
}
