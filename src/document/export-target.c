/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export-target.h"

#include <fcntl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "pentimento-document-error.h"

/* Links that point to links are followed so often (Linux itself gives up after 40). */
#define MOST_LINKS 40

char *
export_target_describe (GFile *target)
{
  g_autofree char *name = g_file_get_basename (target);

  return g_filename_display_name (name);
}

/* Returns: (transfer full): where a link points, also where nothing is there yet; what is none, itself */
static GFile *
follow_links (GFile *target, GCancellable *cancellable)
{
  g_autoptr (GFile) file = g_object_ref (target);

  for (guint i = 0; i < MOST_LINKS; i++)
    {
      g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SYMLINK_TARGET,
                                                      G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, NULL);
      const char *path = info != NULL
                             ? g_file_info_get_attribute_byte_string (info, G_FILE_ATTRIBUTE_STANDARD_SYMLINK_TARGET)
                             : NULL;
      g_autoptr (GFile) folder = path != NULL ? g_file_get_parent (file) : NULL;
      GFile *next;

      if (folder == NULL)
        break;
      next = g_file_resolve_relative_path (folder, path);
      g_object_unref (file);
      file = next;
    }
  return g_steal_pointer (&file);
}

static gboolean
is_folder (GFile *file, GCancellable *cancellable)
{
  return g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) == G_FILE_TYPE_DIRECTORY;
}

/* A file that takes another's place takes over who may read it. */
static void
take_over_permissions (GFile *part, GFile *target, GCancellable *cancellable)
{
  g_autoptr (GFileInfo) info
      = g_file_query_info (target, G_FILE_ATTRIBUTE_UNIX_MODE, G_FILE_QUERY_INFO_NONE, cancellable, NULL);

  if (info != NULL && g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_UNIX_MODE))
    g_file_set_attribute_uint32 (part, G_FILE_ATTRIBUTE_UNIX_MODE,
                                 g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_UNIX_MODE),
                                 G_FILE_QUERY_INFO_NONE, cancellable, NULL);
}

/* Before a file takes another's place it has to be on the disk, or a crash leaves neither. */
static gboolean
settle (GFile *part, GError **error)
{
  const char *path = g_file_peek_path (part);
  int descriptor = path != NULL ? g_open (path, O_RDONLY | O_CLOEXEC, 0) : -1;
  int failure = 0;

  if (path == NULL)
    return TRUE;
  if (descriptor < 0 || fsync (descriptor) != 0)
    failure = errno;
  if (descriptor >= 0)
    g_close (descriptor, NULL);
  if (failure != 0)
    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (failure), g_strerror (failure));
  return failure == 0;
}

static gboolean
write_over (GFile *file, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_file_replace_contents (file, data, size, NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, error);
}

/* It is written beside its place first and then moved there, which fails if something that may not be replaced has appeared there. */
static gboolean
write_beside (GFile *target, GBytes *bytes, const char *id, gboolean replace, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (target);
  g_autofree char *own_id = id == NULL ? g_uuid_string_random () : NULL;
  g_autofree char *name = g_strdup_printf (".pentimento-%s.part", id != NULL ? id : own_id);
  g_autoptr (GFile) part = NULL;
  GFileCopyFlags flags = G_FILE_COPY_NO_FALLBACK_FOR_MOVE | (replace ? G_FILE_COPY_OVERWRITE : 0);

  if (folder == NULL)
    return write_over (target, bytes, cancellable, error);
  part = g_file_get_child (folder, name);
  /* A new file is written in its place; over an old one GIO would write a third, and a kill leave that. */
  g_file_delete (part, NULL, NULL);
  if (write_over (part, bytes, cancellable, error))
    {
      if (replace)
        take_over_permissions (part, target, cancellable);
      if (settle (part, error) && g_file_move (part, target, flags, cancellable, NULL, NULL, error))
        return TRUE;
    }
  g_file_delete (part, NULL, NULL);
  return FALSE;
}

static gboolean
holds (GFile *target, GBytes *bytes, GCancellable *cancellable)
{
  g_autoptr (GFileInfo) info
      = g_file_query_info (target, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, cancellable, NULL);
  g_autoptr (GBytes) found = NULL;

  /* Only what is of the right size is read into memory. */
  if (info == NULL || (guint64)g_file_info_get_size (info) != g_bytes_get_size (bytes))
    return FALSE;
  found = g_file_load_bytes (target, cancellable, NULL, NULL);
  return found != NULL && g_bytes_equal (found, bytes);
}

static gboolean
write_file (GFile *file,
            GBytes *bytes,
            const char *part,
            ExportTargetMode mode,
            GCancellable *cancellable,
            GError **error)
{
  if (is_folder (file, cancellable))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, _ ("it is a folder"));
      return FALSE;
    }
  if (mode == EXPORT_TARGET_REPLACE)
    return write_beside (file, bytes, part, TRUE, cancellable, error);
  if (!g_file_query_exists (file, cancellable))
    return write_beside (file, bytes, part, FALSE, cancellable, error);
  if (mode == EXPORT_TARGET_SAME && holds (file, bytes, cancellable))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "");
  return FALSE;
}

/* The system speaks of the file that is not whole yet, whose name tells a person nothing. */
static const char *
explain (const GError *problem)
{
  if (problem->domain != G_IO_ERROR)
    return problem->message;
  switch (problem->code)
    {
    case G_IO_ERROR_NOT_FOUND:
    case G_IO_ERROR_NOT_DIRECTORY:
      return _ ("its folder is not there");
    case G_IO_ERROR_PERMISSION_DENIED:
    case G_IO_ERROR_READ_ONLY:
      return _ ("its folder may not be written to");
    case G_IO_ERROR_NO_SPACE:
      return _ ("the disk is full");
    case G_IO_ERROR_FILENAME_TOO_LONG:
      return _ ("its name is too long");
    default:
      return problem->message;
    }
}

gboolean
export_target_write (GFile *target,
                     GBytes *bytes,
                     const char *part,
                     ExportTargetMode mode,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GFile) file = follow_links (target, cancellable);
  g_autofree char *name = export_target_describe (target);
  g_autoptr (GError) problem = NULL;

  if (write_file (file, bytes, part, mode, cancellable, &problem))
    return TRUE;
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_EXISTS))
    g_set_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET_EXISTS,
                 _ ("“%s” is there already and was left alone."), name);
  else
    g_set_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET, _ ("“%s” could not be saved: %s"),
                 name, explain (problem));
  return FALSE;
}
