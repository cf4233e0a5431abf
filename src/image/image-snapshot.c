/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* What a camera writes stays below, so that most pictures cost no file; the ten that a provider takes at most are 40 MiB then. */
#define MOST_IN_MEMORY (4 * 1024 * 1024)

/* Read at once. */
#define CHUNK (256 * 1024)

struct _ImageSnapshot {
  GByteArray *memory; /* all of it, or the last chunk on its way to the file */
  int descriptor;     /* -1 for keeping it in memory */
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
  self->memory = g_byte_array_sized_new (self->descriptor < 0 ? size + CHUNK : CHUNK);
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

static gssize
take_in_file (ImageSnapshot *self, GInputStream *stream, GCancellable *cancellable, GError **error)
{
  gssize length;

  if (self->memory->len == 0)
    g_byte_array_set_size (self->memory, CHUNK);
  length = g_input_stream_read (stream, self->memory->data, CHUNK, cancellable, error);
  return length > 0 && !write_all (self, self->memory->data, length, error) ? -1 : length;
}

static gssize
take_in_memory (ImageSnapshot *self, GInputStream *stream, GCancellable *cancellable, GError **error)
{
  guint before = self->memory->len;
  gssize length;

  g_byte_array_set_size (self->memory, before + CHUNK);
  length = g_input_stream_read (stream, self->memory->data + before, CHUNK, cancellable, error);
  g_byte_array_set_size (self->memory, before + MAX (length, 0));
  return length;
}

gssize
image_snapshot_take (ImageSnapshot *self, GInputStream *stream, GCancellable *cancellable, GError **error)
{
  return self->descriptor >= 0 ? take_in_file (self, stream, cancellable, error)
                               : take_in_memory (self, stream, cancellable, error);
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
