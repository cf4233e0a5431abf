/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-settled-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

GFile *
seedream_settled_file_get_draft (GFile *target)
{
  g_autoptr (GFile) folder = g_file_get_parent (target);
  g_autofree char *name = g_file_get_basename (target);
  g_autofree char *draft = g_strconcat (".", name, ".part", NULL);

  return g_file_get_child (folder, draft);
}

static gboolean
set_error_from_errno (GError **error, int number)
{
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (number), g_strerror (number));
  return FALSE;
}

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int descriptor = g_open (path, O_RDONLY | O_CLOEXEC | flags, 0);
  int failure;

  if (descriptor < 0)
    return set_error_from_errno (error, errno);
  failure = fsync (descriptor) == 0 ? 0 : errno;
  close (descriptor);
  return failure == 0 || set_error_from_errno (error, failure);
}

gboolean
seedream_settled_file_settle (GFile *draft, GFile *target, GError **error)
{
  const char *from = g_file_peek_path (draft);
  const char *to = g_file_peek_path (target);
  g_autofree char *folder = g_path_get_dirname (to);

  if (!sync_path (from, 0, error))
    return FALSE;
  if (g_rename (from, to) != 0)
    return set_error_from_errno (error, errno);
  return sync_path (folder, O_DIRECTORY, error);
}

gboolean
seedream_settled_file_write (GFile *target, GBytes *bytes, GError **error)
{
  g_autoptr (GFile) draft = seedream_settled_file_get_draft (target);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (!g_file_set_contents_full (g_file_peek_path (draft), data != NULL ? data : "", length, G_FILE_SET_CONTENTS_NONE,
                                 0600, error))
    return FALSE;
  return seedream_settled_file_settle (draft, target, error);
}
