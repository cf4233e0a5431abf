/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pentimento-library.h"

/* With less, calls take their share of the time. */
#define PIECE (256 * 1024)

/* "objects/", a SHA-256 and an ending are 80. */
#define LONGEST_NAME 96

struct _LibraryArchiveReader {
  char *path;
  char *target; /* (nullable) */
  int descriptor;
  guint64 size;
  struct archive *archive;
  GHashTable *names;
  guint most;
  guint64 promised; /* how large the members are together */
  guint64 member;   /* how large this one is */
  LibraryArchiveProgress progress;
  gpointer progress_data;
};

void
library_archive_reader_refuse (LibraryArchiveReader *self, const char *problem, GError **error)
{
  g_autofree char *name = g_filename_display_basename (self->path);

  /* Translators: a file name, then what is wrong with it, such as "it is damaged" */
  g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_ARCHIVE, _ ("“%s” was not read: %s."), name,
               problem);
}

static gboolean
refuse (LibraryArchiveReader *self, const char *problem, GError **error)
{
  library_archive_reader_refuse (self, problem, error);
  return FALSE;
}

/* A pipe or a device is refused before anything is read from it: it may have no end. */
static gboolean
open_file (LibraryArchiveReader *self, GError **error)
{
  struct stat status;

  self->descriptor = open (self->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (self->descriptor < 0 || fstat (self->descriptor, &status) < 0)
    return refuse (self, g_strerror (errno), error);
  if (!S_ISREG (status.st_mode))
    return refuse (self, _ ("it is not an ordinary file"), error);
  self->size = status.st_size;
  return TRUE;
}

static gboolean
open_archive (LibraryArchiveReader *self, GError **error)
{
  self->archive = archive_read_new ();
  if (archive_read_support_format_zip_seekable (self->archive) == ARCHIVE_OK
      && archive_read_open_fd (self->archive, self->descriptor, PIECE) == ARCHIVE_OK)
    return TRUE;
  return refuse (self, _ ("it is damaged, or no file of Pentimento"), error);
}

LibraryArchiveReader *
library_archive_reader_new (const char *path, guint most, GError **error)
{
  g_autoptr (LibraryArchiveReader) self = g_new0 (LibraryArchiveReader, 1);

  self->path = g_strdup (path);
  self->most = most;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!open_file (self, error) || !open_archive (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
library_archive_reader_free (LibraryArchiveReader *self)
{
  g_clear_pointer (&self->archive, archive_read_free);
  if (self->descriptor >= 0)
    close (self->descriptor);
  g_hash_table_unref (self->names);
  g_free (self->path);
  g_free (self->target);
  g_free (self);
}

void
library_archive_reader_set_target (LibraryArchiveReader *self, const char *path)
{
  g_free (self->target);
  self->target = g_strdup (path);
}

void
library_archive_reader_set_progress (LibraryArchiveReader *self, LibraryArchiveProgress progress, gpointer data)
{
  self->progress = progress;
  self->progress_data = data;
}

guint64
library_archive_reader_get_size (LibraryArchiveReader *self)
{
  return self->size;
}

/* Only what we write ourselves: no path can lead out of a folder, nor be another one's in disguise. */
static gboolean
is_our_name (const char *name)
{
  gsize length = name != NULL ? strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-_./") : 0;

  return length > 0 && length <= LONGEST_NAME && name[length] == '\0' && g_ascii_isalnum (name[0])
         && strstr (name, "..") == NULL && strstr (name, "//") == NULL && name[length - 1] != '/';
}

static gboolean
is_stored (LibraryArchiveReader *self)
{
  const char *how = archive_format_name (self->archive);

  return how != NULL && strstr (how, "(uncompressed)") != NULL;
}

/* Returns: (nullable): what is wrong with it */
static const char *
find_fault (LibraryArchiveReader *self, struct archive_entry *entry)
{
  const char *name = archive_entry_pathname (entry);

  if (archive_entry_filetype (entry) != AE_IFREG || archive_entry_hardlink (entry) != NULL
      || archive_entry_symlink (entry) != NULL)
    return _ ("it has links or folders in it");
  if (!is_our_name (name))
    return _ ("a file in it has a name that does not belong there");
  if (archive_entry_is_encrypted (entry) || !is_stored (self))
    return _ ("it was packed by another program");
  if (!archive_entry_size_is_set (entry) || archive_entry_size (entry) < 0
      || (guint64)archive_entry_size (entry) > self->size - self->promised)
    return _ ("it promises more than there is in it");
  if (g_hash_table_size (self->names) == self->most)
    return _ ("it has too many files in it");
  if (!g_hash_table_add (self->names, g_strdup (name)))
    return _ ("a file is in it twice");
  return NULL;
}

gboolean
library_archive_reader_next (LibraryArchiveReader *self, const char **name, guint64 *size, GError **error)
{
  struct archive_entry *entry;
  int result = archive_read_next_header (self->archive, &entry);
  const char *fault;

  if (result == ARCHIVE_EOF)
    return FALSE;
  /* A warning is that two parts of the file say different things. */
  if (result != ARCHIVE_OK)
    return refuse (self, _ ("it is damaged, or no file of Pentimento"), error);
  fault = find_fault (self, entry);
  if (fault != NULL)
    return refuse (self, fault, error);
  self->member = archive_entry_size (entry);
  self->promised += self->member;
  *name = archive_entry_pathname (entry);
  *size = self->member;
  return TRUE;
}

/* Returns: how many bytes came, 0 at the end, −1 with an error */
static gssize
read_piece (LibraryArchiveReader *self,
            void *piece,
            gsize size,
            guint64 *left,
            GCancellable *cancellable,
            GError **error)
{
  la_ssize_t length;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  length = archive_read_data (self->archive, piece, size);
  if (length < 0 || (guint64)length > *left || (length == 0 && *left > 0))
    {
      refuse (self, _ ("it is damaged"), error);
      return -1;
    }
  *left -= length;
  if (self->progress != NULL)
    self->progress (length, self->progress_data);
  return length;
}

GBytes *
library_archive_reader_read (LibraryArchiveReader *self, guint64 most, GCancellable *cancellable, GError **error)
{
  guint64 left = self->member;
  g_autofree guint8 *data = NULL;
  guint8 end;
  gsize at = 0;

  if (self->member > most)
    {
      refuse (self, _ ("a file in it is too large"), error);
      return NULL;
    }
  data = g_try_malloc (MAX (self->member, 1));
  if (data == NULL)
    {
      refuse (self, _ ("there is not memory enough for it"), error);
      return NULL;
    }
  while (left > 0)
    {
      gssize length = read_piece (self, data + at, MIN (left, PIECE), &left, cancellable, error);

      if (length < 0)
        return NULL;
      at += length;
    }
  /* Only at the end is its check sum looked at. */
  if (read_piece (self, &end, 1, &left, cancellable, error) < 0)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&data), self->member);
}

/* Returns an errno, 0 for success. */
static int
write_all (int descriptor, const guint8 *data, gsize left)
{
  while (descriptor >= 0 && left > 0)
    {
      ssize_t written = write (descriptor, data, left);

      if (written < 0 && errno != EINTR)
        return errno;
      if (written > 0)
        {
          data += written;
          left -= written;
        }
    }
  return 0;
}

static void
fail_to_extract (LibraryArchiveReader *self, const char *path, int number, GError **error)
{
  g_autofree char *name = g_filename_display_name (self->target != NULL ? self->target : path);

  g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_TARGET, _ ("“%s” cannot be written: %s."),
               name, g_strerror (number));
}

static gboolean
pour (LibraryArchiveReader *self,
      const char *path,
      int descriptor,
      GChecksum *checksum,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree guint8 *piece = g_malloc (PIECE);
  guint64 left = self->member;
  gssize length;
  int number = 0;

  while ((length = read_piece (self, piece, PIECE, &left, cancellable, error)) > 0)
    {
      g_checksum_update (checksum, piece, length);
      number = write_all (descriptor, piece, length);
      if (number != 0)
        break;
    }
  if (length < 0)
    return FALSE;
  if (number == 0 && descriptor >= 0 && fsync (descriptor) < 0)
    number = errno;
  if (number != 0)
    fail_to_extract (self, path, number, error);
  return number == 0;
}

char *
library_archive_reader_extract (LibraryArchiveReader *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  int descriptor = -1;
  gboolean good;

  if (path != NULL)
    {
      descriptor = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
      if (descriptor < 0)
        {
          fail_to_extract (self, path, errno, error);
          return NULL;
        }
    }
  good = pour (self, path, descriptor, checksum, cancellable, error);
  if (descriptor >= 0 && close (descriptor) < 0 && good)
    {
      fail_to_extract (self, path, errno, error);
      good = FALSE;
    }
  return good ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

gboolean
library_archive_is_flat (const char *text, gsize length, guint most)
{
  gboolean quoted = FALSE;
  guint depth = 0;

  for (gsize at = 0; at < length; at++)
    {
      const char c = text[at];

      if (quoted)
        {
          if (c == '\\')
            at++;
          quoted = c != '"';
        }
      else if (c == '"')
        quoted = TRUE;
      else if (c == '/' || c == '\'' || ((c == '[' || c == '{') && ++depth > most))
        return FALSE;
      else if ((c == ']' || c == '}') && depth > 0)
        depth--;
    }
  return TRUE;
}
