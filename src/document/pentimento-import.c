/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pentimento-document-private.h"
#include "pentimento-image-error.h"
#include "pentimento-library-history.h"

#define WANTED G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN

/* Nobody keeps pictures deeper; and one that is mounted within itself ends somewhere. */
#define DEEPEST 32

/* What a zip file begins with: the header of its first member (APPNOTE.TXT, 4.3.7). */
#define ZIP_BEGINNING "PK\003\004"

void
pentimento_import_free (PentimentoImport *self)
{
  g_free (self->picture_id);
  g_free (self->version_id);
  g_free (self);
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  GFile *const *one = a, *const *other = b;

  return g_strcmp0 (g_file_peek_path (*one), g_file_peek_path (*other));
}

static gboolean
list_folder (GFile *folder, guint depth, GPtrArray *files, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileEnumerator) enumerator
      = g_file_enumerate_children (folder, WANTED, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, error);
  GFileInfo *info;
  GFile *child;

  if (enumerator == NULL)
    return FALSE;
  while (g_file_enumerator_iterate (enumerator, &info, &child, cancellable, error))
    {
      if (info == NULL)
        return TRUE;
      if (g_file_info_get_is_hidden (info))
        continue;
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
        g_ptr_array_add (files, g_object_ref (child));
      else if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY && depth < DEEPEST
               && !list_folder (child, depth + 1, files, cancellable, error))
        return FALSE;
    }
  return FALSE;
}

GPtrArray *
pentimento_import_list (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) failed = NULL;

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) != G_FILE_TYPE_DIRECTORY)
    g_ptr_array_add (files, g_object_ref (file));
  else if (!list_folder (file, 0, files, cancellable, &failed))
    {
      g_autofree char *name = g_file_get_parse_name (file);

      if (g_error_matches (failed, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&failed));
      else
        g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNREADABLE,
                     _ ("The folder “%s” cannot be read: %s."), name, failed->message);
      return NULL;
    }
  g_ptr_array_sort (files, compare_files);
  return g_steal_pointer (&files);
}

static gboolean
is_history (GFile *file, GCancellable *cancellable)
{
  char beginning[sizeof ZIP_BEGINNING] = "";
  g_autoptr (GFileInputStream) stream = NULL;

  /* A pipe would be waited for. */
  if (g_file_peek_path (file) == NULL
      || g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) != G_FILE_TYPE_REGULAR)
    return FALSE;
  stream = g_file_read (file, cancellable, NULL);
  return stream != NULL
         && g_input_stream_read_all (G_INPUT_STREAM (stream), beginning, sizeof beginning - 1, NULL, cancellable, NULL)
         && g_str_equal (beginning, ZIP_BEGINNING);
}

static PentimentoImport *
read_history (PentimentoLibrary *library,
              GFile *file,
              PentimentoImageProgress progress,
              gpointer progress_data,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (PentimentoHistoryArrival) arrival
      = pentimento_library_import_history (library, file, progress, progress_data, cancellable, error);
  PentimentoImport *import;

  if (arrival == NULL)
    return NULL;
  import = g_new0 (PentimentoImport, 1);
  import->picture_id = g_steal_pointer (&arrival->picture_id);
  import->version_id = g_steal_pointer (&arrival->version_id);
  import->added = arrival->added;
  import->present = arrival->present;
  return import;
}

static PentimentoImport *
read_picture (PentimentoLibrary *library, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (PentimentoImage) image = pentimento_image_load (file, NULL, cancellable, error);
  g_autoptr (PentimentoVersion) root = NULL;
  g_autoptr (GListStore) versions = g_list_store_new (PENTIMENTO_TYPE_VERSION);
  PentimentoImport *import;
  gboolean is_new;

  if (image == NULL || !pentimento_image_prove (image, cancellable, error))
    return NULL;
  root = pentimento_document_find_root (library, image, error);
  if (root == NULL)
    return NULL;
  is_new = pentimento_version_get_number (root) == 0;
  g_list_store_append (versions, root);
  if (is_new
      && (!pentimento_library_store_image (library, image, error)
          || !pentimento_library_add_versions (library, G_LIST_MODEL (versions), error)))
    return NULL;
  import = g_new0 (PentimentoImport, 1);
  import->picture_id = g_strdup (pentimento_version_get_picture_id (root));
  import->version_id = g_strdup (pentimento_version_get_id (root));
  import->added = is_new;
  import->present = !is_new;
  return import;
}

PentimentoImport *
pentimento_import_read (PentimentoLibrary *library,
                        GFile *file,
                        PentimentoImageProgress progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GError **error)
{
  if (is_history (file, cancellable))
    return read_history (library, file, progress, progress_data, cancellable, error);
  return read_picture (library, file, cancellable, error);
}

typedef struct {
  GListModel *files;
  PentimentoImport *all; /* (nullable): what came so far */
  guint n_failed;
  GError *error; /* (nullable): the first */
} Importing;

static void
importing_free (gpointer data)
{
  Importing *self = data;

  g_object_unref (self->files);
  g_clear_pointer (&self->all, pentimento_import_free);
  g_clear_error (&self->error);
  g_free (self);
}

static void
note_failure (Importing *self, GError *error, gboolean was_found)
{
  if (was_found && g_error_matches (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNKNOWN_FORMAT))
    {
      g_error_free (error);
      return;
    }
  self->n_failed++;
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
}

static void
note_import (Importing *self, PentimentoImport *import)
{
  if (self->all != NULL)
    {
      import->added += self->all->added;
      import->present += self->all->present;
      pentimento_import_free (self->all);
    }
  self->all = import;
}

static void
read_all (Importing *self, PentimentoLibrary *library, GFile *file, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) found = pentimento_import_list (file, cancellable, &error);

  for (guint i = 0; found != NULL && i < found->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      gboolean was_found = !g_file_equal (found->pdata[i], file);
      PentimentoImport *import = pentimento_import_read (library, found->pdata[i], NULL, NULL, cancellable, &error);

      if (import != NULL)
        note_import (self, import);
      else
        note_failure (self, g_steal_pointer (&error), was_found);
    }
  if (error != NULL)
    note_failure (self, error, FALSE);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Importing *self = data;
  guint n_files = g_list_model_get_n_items (self->files);

  for (guint i = 0; i < n_files && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (self->files, i);

      read_all (self, source, file, cancellable);
    }
  if (self->all != NULL)
    g_task_return_pointer (task, g_steal_pointer (&self->all), (GDestroyNotify)pentimento_import_free);
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_error (task, self->error != NULL
                                   ? g_steal_pointer (&self->error)
                                   : g_error_new (PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNREADABLE,
                                                  _ ("There is no picture in it.")));
}

void
pentimento_import_read_async (PentimentoLibrary *library,
                              GListModel *files,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (library, cancellable, callback, user_data);
  Importing *self = g_new0 (Importing, 1);

  self->files = g_object_ref (files);
  g_task_set_source_tag (task, pentimento_import_read_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, importing_free);
  g_task_run_in_thread (task, read_in_thread);
}

PentimentoImport *
pentimento_import_read_finish (PentimentoLibrary *library, GAsyncResult *result, guint *n_failed, GError **error)
{
  Importing *self = g_task_get_task_data (G_TASK (result));

  *n_failed = self->n_failed;
  return g_task_propagate_pointer (G_TASK (result), error);
}
