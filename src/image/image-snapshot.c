/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* What a camera writes stays below, so that most pictures cost no file; the ten that a provider takes at most are 40 MiB then. */
#define MOST_IN_MEMORY (4 * 1024 * 1024)

struct _ImageSnapshot {
  GByteArray *memory;
  int descriptor; /* -1 for keeping it in memory */
  guint64 written;
};

/* A file without a name, with room for @size bytes: once it is mapped, a full disk could not be reported any more. */
static int
open_nameless (guint64 size)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "pentimento", NULL);
  g_autofree char *path = g_build_filename (folder, "picture-XXXXXX", NULL);
  int descriptor;

  g_mkdir_with_parents (folder, 0700);
  descriptor = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return -1;
  g_unlink (path);
  if (posix_fallocate (descriptor, 0, size) == 0)
    return descriptor;
  close (descriptor);
  return -1;
}

ImageSnapshot *
image_snapshot_new (guint64 size)
{
  ImageSnapshot *self = g_new0 (ImageSnapshot, 1);

  self->descriptor = size > MOST_IN_MEMORY ? open_nameless (size) : -1;
  self->memory = g_byte_array_sized_new (self->descriptor < 0 ? size : 0);
  return self;
}

void
image_snapshot_free (ImageSnapshot *self)
{
  g_byte_array_unref (self->memory);
  if (self->descriptor >= 0)
    close (self->descriptor);
  g_free (self);
}

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
  return FALSE;
}

static gboolean
write_all (ImageSnapshot *self, const guint8 *data, gsize length, GError **error)
{
  while (length > 0)
    {
      ssize_t written = write (self->descriptor, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return fail (error);
      self->written += written;
      data += written;
      length -= written;
    }
  return TRUE;
}

gboolean
image_snapshot_add (ImageSnapshot *self, const guint8 *data, gsize length, GError **error)
{
  if (self->descriptor >= 0)
    return write_all (self, data, length, error);

  g_byte_array_append (self->memory, data, length);
  return TRUE;
}

GBytes *
image_snapshot_end (ImageSnapshot *self, gboolean *mapped, GError **error)
{
  g_autoptr (GMappedFile) file = NULL;

  *mapped = self->descriptor >= 0;
  if (!*mapped)
    return g_byte_array_free_to_bytes (g_byte_array_ref (self->memory));

  /* Fewer may have come than there is room for. */
  if (ftruncate (self->descriptor, self->written) == 0)
    file = g_mapped_file_new_from_fd (self->descriptor, FALSE, error);
  else
    fail (error);
  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

void
image_snapshot_rest (GBytes *bytes)
{
  guintptr page = sysconf (_SC_PAGESIZE);
  guintptr start = (guintptr)g_bytes_get_data (bytes, NULL);
  guintptr end = (start + g_bytes_get_size (bytes)) / page * page;

  start = (start + page - 1) / page * page;
  if (end > start)
    madvise ((void *)start, end - start, MADV_DONTNEED);
}
