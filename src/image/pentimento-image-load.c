/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-image-private.h"

#include "image-snapshot.h"
#include "pentimento-image-error.h"

#include <glib/gi18n-lib.h>

/* A GByteArray counts in 32 bits and doubles as it grows. */
#define MOST_BYTES ((guint64)1 << 30)

static char *
name_of_file (GFile *file, GFileInfo *info)
{
  const char *name
      = info != NULL ? g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME) : NULL;
  g_autofree char *basename = g_file_get_basename (file);

  if (name != NULL)
    return g_strdup (name);
  if (basename != NULL)
    return g_filename_display_name (basename);
  return g_file_get_uri (file);
}

static void
set_unreadable (const char *name, GError *reason, GError **error)
{
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_error_copy (reason));
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNREADABLE, _ ("“%s” is not there."), name);
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNREADABLE, _ ("“%s” may not be read by you."),
                 name);
  else
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNREADABLE, _ ("“%s” cannot be read: %s"), name,
                 reason->message);
}

/* Pipes and devices are refused too: opening one may wait for ever. */
static gboolean
check_kind (GFileInfo *info, const char *name, GError **error)
{
  GFileType type = g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_STANDARD_TYPE);

  if (type == G_FILE_TYPE_REGULAR || type == G_FILE_TYPE_UNKNOWN)
    return TRUE;

  if (type == G_FILE_TYPE_DIRECTORY)
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNREADABLE,
                 _ ("“%s” is a folder, not a picture."), name);
  else
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNREADABLE, _ ("“%s” is not an ordinary file."),
                 name);
  return FALSE;
}

static gboolean
check_size (guint64 size, guint64 max_bytes, const char *name, GError **error)
{
  g_autofree char *limit = g_format_size (max_bytes);

  if (size <= max_bytes)
    return TRUE;

  g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE,
               _ ("“%s” is too large: at most %s are read."), name, limit);
  return FALSE;
}

/* Counts while it reads: what a file says about its size may be old or untrue. */
static GBytes *
read_stream (GInputStream *stream,
             const char *name,
             guint64 size,
             guint64 max_bytes,
             gboolean *mapped,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (ImageSnapshot) snapshot = image_snapshot_new (size);
  g_autoptr (GError) read_error = NULL;
  GBytes *bytes = NULL;
  guint64 arrived = 0;
  gssize length;

  while ((length = image_snapshot_take (snapshot, stream, cancellable, &read_error)) > 0)
    {
      arrived += length;
      if (!check_size (arrived, max_bytes, name, error))
        return NULL;
    }
  if (length == 0)
    bytes = image_snapshot_end (snapshot, mapped, &read_error);
  if (bytes == NULL)
    set_unreadable (name, read_error, error);
  return bytes;
}

static GBytes *
read_file (GFile *file,
           const char *name,
           guint64 size,
           guint64 max_bytes,
           gboolean *mapped,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GError) open_error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, &open_error);

  if (stream == NULL)
    {
      set_unreadable (name, open_error, error);
      return NULL;
    }

  return read_stream (G_INPUT_STREAM (stream), name, size, max_bytes, mapped, cancellable, error);
}

PentimentoImage *
pentimento_image_load (GFile *file, const PentimentoImageLimits *limits, GCancellable *cancellable, GError **error)
{
  const PentimentoImageLimits *used = limits != NULL ? limits : &pentimento_image_default_limits;
  guint64 max_bytes = MIN (used->max_bytes, MOST_BYTES);
  g_autoptr (GError) query_error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (
      file,
      G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME,
      G_FILE_QUERY_INFO_NONE, cancellable, &query_error);
  g_autofree char *name = name_of_file (file, info);
  g_autoptr (GBytes) bytes = NULL;
  PentimentoImage *image;
  gboolean mapped = FALSE;
  guint64 size;

  if (info == NULL)
    {
      set_unreadable (name, query_error, error);
      return NULL;
    }

  size = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_STANDARD_SIZE);
  if (!check_kind (info, name, error) || !check_size (size, max_bytes, name, error))
    return NULL;

  bytes = read_file (file, name, size, max_bytes, &mapped, cancellable, error);
  image = bytes != NULL ? pentimento_image_new (bytes, name, used, error) : NULL;
  if (image != NULL && mapped)
    pentimento_image_set_mapped (image);
  return image;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  PentimentoImage *image = pentimento_image_load (source, task_data, cancellable, &error);

  if (image != NULL)
    {
      /* Whoever asks for it first waits for it: better here than in the main thread. */
      pentimento_image_get_sha256 (image);
      g_task_return_pointer (task, image, g_object_unref);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

void
pentimento_image_load_async (GFile *file,
                             const PentimentoImageLimits *limits,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, user_data);

  g_task_set_source_tag (task, pentimento_image_load_async);
  if (limits != NULL)
    g_task_set_task_data (task, g_memdup2 (limits, sizeof *limits), g_free);
  g_task_run_in_thread (task, load_in_thread);
}

PentimentoImage *
pentimento_image_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
