/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For renameat2(). */
#define _GNU_SOURCE

#include "library-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "library-objects.h"
#include "library-snapshot.h"
#include "pentimento-sha256.h"

/* With less, calls take their share of the time. */
#define PIECE (256 * 1024)

static gboolean
fail (const char *path, int number, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_TARGET, _ ("“%s” cannot be written: %s."),
               name, g_strerror (number));
  return FALSE;
}

gboolean
library_folder_is_free (const char *path)
{
  g_autoptr (GDir) folder = NULL;
  struct stat status;

  if (g_lstat (path, &status) < 0)
    return errno == ENOENT;
  folder = g_dir_open (path, 0, NULL);
  return folder != NULL && g_dir_read_name (folder) == NULL;
}

gboolean
library_folder_is_unused (const char *path)
{
  g_autofree char *database = g_build_filename (path, "library.db", NULL);

  return g_file_test (database, G_FILE_TEST_IS_REGULAR) && library_snapshot_count (database) == 0
         && library_folder_measure (path, "objects") == 0 && library_folder_measure (path, "incoming") == 0;
}

char *
library_folder_make_beside (const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *beside = g_strdup_printf ("%s%s.%s-XXXXXX.part", parent, G_DIR_SEPARATOR_S, base);

  if (g_mkdir_with_parents (parent, 0700) == 0 && g_mkdtemp_full (beside, 0700) != NULL)
    return g_steal_pointer (&beside);
  fail (path, errno, error);
  return NULL;
}

gboolean
library_folder_put (const char *from, const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  int number;

  /* An empty folder gives way. */
  if (g_rename (from, path) < 0)
    return fail (path, errno, error);
  number = library_objects_sync (parent);
  if (number == 0)
    return TRUE;
  /* What may not be there after a power cut is not called done, and not left in the way. */
  g_rename (path, from);
  return fail (path, number, error);
}

/* Renames @from to what tells when it was at @path. Returns: (transfer full) (nullable): to where */
static char *
move_aside (const char *from, const char *path, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *moment = g_date_time_format (now, "%Y%m%d-%H%M%S");

  for (guint number = 1; number < 100; number++)
    {
      g_autofree char *aside = number == 1 ? g_strdup_printf ("%s-before-%s", path, moment)
                                           : g_strdup_printf ("%s-before-%s-%u", path, moment, number);
      struct stat status;

      if (g_lstat (aside, &status) == 0)
        continue;
      if (g_rename (from, aside) == 0)
        return g_steal_pointer (&aside);
      fail (aside, errno, error);
      return NULL;
    }
  fail (path, EEXIST, error);
  return NULL;
}

gboolean
library_folder_replace (const char *from, const char *path, char **aside, GError **error)
{
  *aside = NULL;
  if (library_folder_is_free (path))
    return library_folder_put (from, path, error);
  if (renameat2 (AT_FDCWD, from, AT_FDCWD, path, RENAME_EXCHANGE) == 0)
    {
      g_autofree char *parent = g_path_get_dirname (path);

      /* Where it has no better name, it keeps the one that it got. From here on nothing fails: what is at @from is no leftover any more. */
      *aside = move_aside (from, path, NULL);
      if (*aside == NULL)
        *aside = g_strdup (from);
      library_objects_sync (parent);
      return TRUE;
    }
  *aside = move_aside (path, path, error);
  if (*aside == NULL)
    return FALSE;
  if (library_folder_put (from, path, error))
    return TRUE;
  g_rename (*aside, path);
  g_clear_pointer (aside, g_free);
  return FALSE;
}

/* Returns an errno, 0 for success. */
static int
copy_bytes (int from, int to, LibraryProgress *progress, GCancellable *cancellable)
{
  g_autofree char *piece = g_malloc (PIECE);
  ssize_t length;

  while ((length = read (from, piece, PIECE)) != 0)
    {
      if (length < 0 && errno != EINTR)
        return errno;
      for (ssize_t at = 0, written; at < length; at += MAX (written, 0))
        {
          written = write (to, piece + at, length - at);
          if (written < 0 && errno != EINTR)
            return errno;
        }
      if (g_cancellable_is_cancelled (cancellable))
        return ECANCELED;
      library_progress_add (MAX (length, 0), progress);
    }
  return fsync (to) < 0 ? errno : 0;
}

static gboolean
is_same (int one, int other)
{
  g_autofree char *sha256 = NULL;
  g_autofree char *other_sha256 = NULL;

  if (lseek (one, 0, SEEK_SET) != 0 || lseek (other, 0, SEEK_SET) != 0)
    return FALSE;
  sha256 = pentimento_sha256_of_descriptor (one);
  other_sha256 = pentimento_sha256_of_descriptor (other);
  return sha256 != NULL && g_strcmp0 (sha256, other_sha256) == 0;
}

static gboolean
copy_file (const char *from, const char *to, LibraryProgress *progress, GCancellable *cancellable, GError **error)
{
  int source = open (from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  int target = source >= 0 ? open (to, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
  int number = target < 0 ? errno : copy_bytes (source, target, progress, cancellable);

  if (number == 0 && !is_same (source, target))
    number = EIO;
  if (source >= 0)
    close (source);
  if (target >= 0)
    close (target);
  if (number == ECANCELED && g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return number == 0 || fail (to, number, error);
}

static gboolean
copy_entry (const char *from, const char *to, LibraryProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (GDir) folder = NULL;
  struct stat status;
  const char *name;
  int number;

  if (g_lstat (from, &status) < 0)
    return TRUE;
  if (S_ISREG (status.st_mode))
    return copy_file (from, to, progress, cancellable, error);
  if (!S_ISDIR (status.st_mode))
    return TRUE;
  folder = g_dir_open (from, 0, NULL);
  if (folder == NULL || (g_mkdir (to, 0700) < 0 && errno != EEXIST))
    return fail (to, errno, error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);

      if (!copy_entry (source, target, progress, cancellable, error))
        return FALSE;
    }
  number = library_objects_sync (to);
  return number == 0 || fail (to, number, error);
}

gboolean
library_folder_copy (const char *from,
                     const char *to,
                     const char *name,
                     LibraryProgress *progress,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *source = g_build_filename (from, name, NULL);
  g_autofree char *target = g_build_filename (to, name, NULL);

  return copy_entry (source, target, progress, cancellable, error);
}

static guint64
measure (const char *path)
{
  g_autoptr (GDir) folder = NULL;
  struct stat status;
  guint64 sum = 0;
  const char *name;

  if (g_lstat (path, &status) < 0)
    return 0;
  if (S_ISREG (status.st_mode))
    return status.st_size;
  folder = S_ISDIR (status.st_mode) ? g_dir_open (path, 0, NULL) : NULL;
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      sum += measure (child);
    }
  return sum;
}

guint64
library_folder_measure (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return measure (path);
}

static void
remove_entry (const char *path)
{
  g_autoptr (GDir) folder = NULL;
  struct stat status;
  const char *name;

  if (g_lstat (path, &status) == 0 && S_ISDIR (status.st_mode))
    folder = g_dir_open (path, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_entry (child);
    }
  g_remove (path);
}

void
library_folder_remove (const char *path)
{
  const char *names[]
      = { "library.db", "library.db-wal", "library.db-shm", "objects", "incoming", "quarantine", "locks", "in-use" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *child = g_build_filename (path, names[i], NULL);

      remove_entry (child);
    }
  g_rmdir (path);
}
