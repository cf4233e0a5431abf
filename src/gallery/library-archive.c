/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "library-objects.h"
#include "pentimento-library.h"

/* With less, calls take their share of the time. */
#define PIECE (256 * 1024)

typedef struct archive_entry LibraryArchiveEntry;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LibraryArchiveEntry, archive_entry_free)

struct _LibraryArchiveWriter {
  char *path;
  char *part; /* the file that becomes @path */
  gboolean replace;
  gboolean published;
  int descriptor;
  struct archive *archive;
  LibraryArchiveProgress progress;
  gpointer progress_data;
};

static void
fail_target (LibraryArchiveWriter *self, int number, GError **error)
{
  g_autofree char *name = g_filename_display_name (self->path);

  g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_TARGET, _ ("“%s” cannot be written: %s."),
               name, g_strerror (number != 0 ? number : EIO));
}

static gboolean
check_target (LibraryArchiveWriter *self, GError **error)
{
  g_autofree char *name = g_filename_display_name (self->path);
  struct stat status;

  if (g_lstat (self->path, &status) < 0 || (self->replace && S_ISREG (status.st_mode)))
    return TRUE;
  g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_TARGET,
               _ ("“%s” is there already and was left alone."), name);
  return FALSE;
}

static gboolean
open_archive (LibraryArchiveWriter *self)
{
  self->archive = archive_write_new ();
  return archive_write_set_format_zip (self->archive) == ARCHIVE_OK
         && archive_write_zip_set_compression_store (self->archive) == ARCHIVE_OK
         /* Nothing is padded to the blocks of a tape. */
         && archive_write_set_bytes_in_last_block (self->archive, 1) == ARCHIVE_OK
         && archive_write_open_fd (self->archive, self->descriptor) == ARCHIVE_OK;
}

LibraryArchiveWriter *
library_archive_writer_new (const char *path, gboolean replace, GError **error)
{
  g_autoptr (LibraryArchiveWriter) self = g_new0 (LibraryArchiveWriter, 1);
  g_autofree char *folder = g_path_get_dirname (path);

  self->descriptor = -1;
  self->path = g_strdup (path);
  self->replace = replace;
  if (!check_target (self, error))
    return NULL;
  self->part = g_build_filename (folder, ".pentimento-XXXXXX.part", NULL);
  self->descriptor = g_mkstemp_full (self->part, O_RDWR | O_CLOEXEC, 0600);
  if (self->descriptor < 0)
    {
      fail_target (self, errno, error);
      g_clear_pointer (&self->part, g_free);
      return NULL;
    }
  if (!open_archive (self))
    {
      fail_target (self, archive_errno (self->archive), error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
library_archive_writer_free (LibraryArchiveWriter *self)
{
  g_clear_pointer (&self->archive, archive_write_free);
  if (self->descriptor >= 0)
    close (self->descriptor);
  if (self->part != NULL && !self->published)
    g_unlink (self->part);
  g_free (self->part);
  g_free (self->path);
  g_free (self);
}

void
library_archive_writer_set_progress (LibraryArchiveWriter *self, LibraryArchiveProgress progress, gpointer data)
{
  self->progress = progress;
  self->progress_data = data;
}

static gboolean
begin_member (LibraryArchiveWriter *self, const char *name, guint64 size, GError **error)
{
  g_autoptr (LibraryArchiveEntry) entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_mtime (entry, g_get_real_time () / G_USEC_PER_SEC, 0);
  if (archive_write_header (self->archive, entry) == ARCHIVE_OK)
    return TRUE;
  fail_target (self, archive_errno (self->archive), error);
  return FALSE;
}

static gboolean
write_piece (LibraryArchiveWriter *self, const void *data, gsize size, GError **error)
{
  if (size > 0 && archive_write_data (self->archive, data, size) != (la_ssize_t)size)
    {
      fail_target (self, archive_errno (self->archive), error);
      return FALSE;
    }
  if (self->progress != NULL)
    self->progress (size, self->progress_data);
  return TRUE;
}

static gboolean
end_member (LibraryArchiveWriter *self, GError **error)
{
  if (archive_write_finish_entry (self->archive) == ARCHIVE_OK)
    return TRUE;
  fail_target (self, archive_errno (self->archive), error);
  return FALSE;
}

gboolean
library_archive_writer_add_bytes (LibraryArchiveWriter *self, const char *name, GBytes *bytes, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return begin_member (self, name, size, error) && write_piece (self, data, size, error) && end_member (self, error);
}

static gboolean
fail_source (const char *path, int number, GError **error)
{
  g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_DAMAGED,
               _ ("The file “%s” in the library cannot be read: %s."), path,
               number != 0 ? g_strerror (number) : _ ("it has another size than it should have"));
  return FALSE;
}

static gboolean
copy_pieces (LibraryArchiveWriter *self,
             const char *path,
             int descriptor,
             guint64 size,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree guint8 *piece = g_malloc (PIECE);
  guint64 left = size;
  ssize_t length;

  while ((length = read (descriptor, piece, PIECE)) != 0)
    {
      if (length < 0 && errno == EINTR)
        continue;
      if (length < 0 || (guint64)length > left)
        return fail_source (path, length < 0 ? errno : 0, error);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !write_piece (self, piece, length, error))
        return FALSE;
      left -= length;
    }
  return left == 0 || fail_source (path, 0, error);
}

gboolean
library_archive_writer_add_file (LibraryArchiveWriter *self,
                                 const char *name,
                                 const char *path,
                                 guint64 size,
                                 GCancellable *cancellable,
                                 GError **error)
{
  int descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  gboolean good;

  if (descriptor < 0)
    return fail_source (path, errno, error);
  good = begin_member (self, name, size, error) && copy_pieces (self, path, descriptor, size, cancellable, error)
         && end_member (self, error);
  close (descriptor);
  return good;
}

const char *
library_archive_writer_close (LibraryArchiveWriter *self, GError **error)
{
  int number = archive_write_close (self->archive) == ARCHIVE_OK ? 0 : archive_errno (self->archive);

  if (number == 0 && fsync (self->descriptor) < 0)
    number = errno;
  /* What a network has not taken by now is told here at the latest. */
  if (close (g_steal_fd (&self->descriptor)) < 0 && number == 0)
    number = errno;
  if (number == 0)
    return self->part;
  fail_target (self, number, error);
  return NULL;
}

gboolean
library_archive_writer_publish (LibraryArchiveWriter *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  int number;

  if (!check_target (self, error))
    return FALSE;
  if (g_rename (self->part, self->path) < 0)
    {
      fail_target (self, errno, error);
      return FALSE;
    }
  self->published = TRUE;
  number = library_objects_sync (folder);
  if (number != 0)
    fail_target (self, number, error);
  return number == 0;
}
