/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-objects.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "library-error.h"
#include "pentimento-sha256.h"

/* Writing one picture takes seconds; a day later nobody is writing the file any more. */
#define LEFT_BEHIND (24 * 60 * 60)

gboolean
library_objects_make_folders (const char *folder, GError **error)
{
  const char *names[] = { "objects", "incoming", "locks" };

  if (g_mkdir_with_parents (folder, 0700) < 0)
    {
      library_error_set_errno (error, PENTIMENTO_LIBRARY_ERROR_OPEN, folder, errno);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      if (g_mkdir_with_parents (path, 0700) < 0)
        {
          library_error_set_errno (error, PENTIMENTO_LIBRARY_ERROR_OPEN, folder, errno);
          return FALSE;
        }
    }
  return TRUE;
}

int
library_objects_sync (const char *path)
{
  int descriptor = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int number = 0;

  if (descriptor < 0)
    return errno;
  if (fsync (descriptor) < 0)
    number = errno;
  close (descriptor);
  return number;
}

gboolean
library_objects_sync_folder (const char *folder, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (folder);
  int number = library_objects_sync (folder);

  /* A parent that may be passed through but not read is no reason to refuse the library. */
  if (number == 0 && g_access (parent, R_OK) == 0)
    number = library_objects_sync (parent);
  if (number != 0)
    library_error_set_errno (error, PENTIMENTO_LIBRARY_ERROR_OPEN, folder, number);
  return number == 0;
}

void
library_objects_sweep (const char *folder)
{
  g_autofree char *incoming = g_build_filename (folder, "incoming", NULL);
  g_autoptr (GDir) files = g_dir_open (incoming, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (incoming, name, NULL);
      struct stat status;

      /* Downloads are not ours to sweep: a paid result may be waiting among them to be taken up. */
      if (g_str_has_prefix (name, "object-") && lstat (path, &status) == 0 && S_ISREG (status.st_mode)
          && status.st_mtime < g_get_real_time () / G_USEC_PER_SEC - LEFT_BEHIND)
        g_unlink (path);
    }
}

static char *
shelf_path (const char *folder, const char *sha256)
{
  char shelf[] = { sha256[0], sha256[1], '\0' };

  return g_build_filename (folder, "objects", shelf, NULL);
}

char *
library_objects_path (const char *folder, const char *sha256, const char *extension)
{
  g_autofree char *shelf = shelf_path (folder, sha256);
  g_autofree char *name = g_strconcat (sha256, ".", extension, NULL);

  return g_build_filename (shelf, name, NULL);
}

gboolean
library_objects_is_whole (const char *path, guint64 size)
{
  struct stat status;

  return lstat (path, &status) == 0 && S_ISREG (status.st_mode) && (guint64)status.st_size == size;
}

const char *
library_objects_check (const char *path, const char *sha256, guint64 size)
{
  g_autofree char *found = NULL;
  struct stat status;
  int descriptor;

  if (g_lstat (path, &status) < 0)
    return errno == ENOENT ? "missing" : "unreadable";
  if (!S_ISREG (status.st_mode) || (guint64)status.st_size != size)
    return "wrong-size";
  descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0)
    return "unreadable";
  posix_fadvise (descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
  found = pentimento_sha256_of_descriptor (descriptor);
  close (descriptor);
  if (found == NULL)
    return "unreadable";
  return g_str_equal (found, sha256) ? NULL : "damaged";
}

/* Returns an errno, 0 for success. */
static int
write_and_sync (int descriptor, GBytes *bytes)
{
  gsize left;
  const char *data = g_bytes_get_data (bytes, &left);

  while (left > 0)
    {
      ssize_t written = write (descriptor, data, left);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return errno;
      data += written;
      left -= written;
    }
  return fsync (descriptor) < 0 ? errno : 0;
}

/* Returns an errno, 0 for success. Leaves nothing behind where it fails. */
static int
write_file (const char *folder, const char *path, GBytes *bytes)
{
  g_autofree char *temporary = g_build_filename (folder, "incoming", "object-XXXXXX", NULL);
  int descriptor = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  int number;

  if (descriptor < 0)
    return errno;
  number = write_and_sync (descriptor, bytes);
  if (close (descriptor) < 0 && number == 0)
    number = errno;
  if (number == 0 && g_rename (temporary, path) < 0)
    number = errno;
  if (number != 0)
    g_unlink (temporary);
  return number;
}

gboolean
library_objects_write (const char *folder, const char *sha256, const char *extension, GBytes *bytes, GError **error)
{
  g_autofree char *objects = g_build_filename (folder, "objects", NULL);
  g_autofree char *shelf = shelf_path (folder, sha256);
  g_autofree char *path = library_objects_path (folder, sha256, extension);
  int number = 0;

  if (g_mkdir (shelf, 0700) < 0 && errno != EEXIST)
    number = errno;
  if (number == 0 && !library_objects_is_whole (path, g_bytes_get_size (bytes)))
    number = write_file (folder, path, bytes);
  if (number == 0)
    number = library_objects_sync (shelf);
  if (number == 0)
    number = library_objects_sync (objects);
  if (number != 0)
    library_error_set_errno (error, PENTIMENTO_LIBRARY_ERROR_WRITE, folder, number);
  return number == 0;
}

/* Returns: (transfer full) (nullable): the SHA-256 that a file of that name holds; %NULL for one that is not ours */
static char *
read_name (const char *name)
{
  return strspn (name, "0123456789abcdef") == 64 && name[64] == '.' ? g_strndup (name, 64) : NULL;
}

static gboolean
walk_shelf (const char *shelf, gint64 before, LibraryObjectsVisit visit, gpointer data, GError **error)
{
  g_autoptr (GDir) files = g_dir_open (shelf, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (shelf, name, NULL);
      g_autofree char *sha256 = read_name (name);
      struct stat status;

      if (sha256 != NULL && lstat (path, &status) == 0 && S_ISREG (status.st_mode)
          && status.st_mtim.tv_sec * G_USEC_PER_SEC + status.st_mtim.tv_nsec / 1000 < before
          && !visit (path, sha256, status.st_size, data, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
library_objects_walk (const char *folder, gint64 before, LibraryObjectsVisit visit, gpointer data, GError **error)
{
  g_autofree char *objects = g_build_filename (folder, "objects", NULL);
  g_autoptr (GDir) shelves = g_dir_open (objects, 0, NULL);
  const char *name;

  while (shelves != NULL && (name = g_dir_read_name (shelves)) != NULL)
    {
      g_autofree char *shelf = g_build_filename (objects, name, NULL);

      if (!walk_shelf (shelf, before, visit, data, error))
        return FALSE;
    }
  return TRUE;
}

char *
library_objects_quarantine (const char *folder, const char *path, GError **error)
{
  g_autofree char *quarantine = g_build_filename (folder, "quarantine", NULL);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *name = g_strdup_printf ("%.8s-%s", id, base);
  g_autofree char *target = g_build_filename (quarantine, name, NULL);
  int number = g_mkdir (quarantine, 0700) < 0 && errno != EEXIST ? errno : 0;

  if (number == 0 && g_rename (path, target) < 0)
    number = errno;
  if (number == 0)
    number = library_objects_sync (quarantine);
  if (number == 0)
    return g_steal_pointer (&target);
  library_error_set_errno (error, PENTIMENTO_LIBRARY_ERROR_WRITE, folder, number);
  return NULL;
}

gboolean
library_objects_remove (const char *path)
{
  return g_unlink (path) == 0;
}
