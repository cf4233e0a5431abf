/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Templates from files and into them. */

#include <glib/gi18n-lib.h>

#include "export-target.h"
#include "pentimento-document-error.h"
#include "pentimento-templates.h"

typedef struct {
  GFile *file;
  GBytes *bytes; /* to be written */
  gboolean replace;
  guint n_renamed;
} FileWork;

static void
file_work_free (FileWork *work)
{
  g_clear_object (&work->file);
  g_clear_pointer (&work->bytes, g_bytes_unref);
  g_free (work);
}

static GBytes *
read_stream (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  gsize n_read = 0;
  g_autofree char *data = g_malloc (PENTIMENTO_TEMPLATES_MAX_BYTES + 1);

  if (!g_input_stream_read_all (stream, data, PENTIMENTO_TEMPLATES_MAX_BYTES + 1, &n_read, cancellable, error))
    return NULL;
  if (n_read > PENTIMENTO_TEMPLATES_MAX_BYTES)
    {
      g_set_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TEMPLATE,
                   _ ("This is no file of templates."));
      return NULL;
    }
  return g_bytes_new (data, n_read);
}

/* A pipe would keep it waiting, and a folder says something odd. */
static GBytes *
read_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GFileInfo) info
      = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, cancellable, &failed);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *name = export_target_describe (file);

  if (info != NULL && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error (&failed, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TEMPLATE,
                 _ ("This is no file of templates."));
  else if (info != NULL)
    stream = g_file_read (file, cancellable, &failed);
  if (stream != NULL)
    return read_stream (G_INPUT_STREAM (stream), cancellable, error);
  g_set_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TEMPLATE, _ ("“%s” cannot be read: %s"),
               name, failed->message);
  return NULL;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = read_file (task_data, cancellable, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
was_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FileWork *work = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);
  guint n_imported = 0;

  if (bytes != NULL)
    n_imported
        = pentimento_templates_import (PENTIMENTO_TEMPLATES (source), bytes, work->replace, &work->n_renamed, &error);
  if (n_imported > 0)
    g_task_return_int (task, n_imported);
  else
    g_task_return_error (task, error);
}

void
pentimento_templates_import_file_async (PentimentoTemplates *self,
                                        GFile *file,
                                        gboolean replace,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  FileWork *work = g_new0 (FileWork, 1);
  g_autoptr (GTask) reading = g_task_new (self, cancellable, was_read, task);

  work->replace = replace;
  g_task_set_source_tag (task, pentimento_templates_import_file_async);
  g_task_set_task_data (task, work, (GDestroyNotify)file_work_free);
  g_task_set_task_data (reading, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (reading, read_in_thread);
}

guint
pentimento_templates_import_file_finish (PentimentoTemplates *self,
                                         GAsyncResult *result,
                                         guint *n_renamed,
                                         GError **error)
{
  FileWork *work = g_task_get_task_data (G_TASK (result));
  gssize n_imported = g_task_propagate_int (G_TASK (result), error);

  if (n_renamed != NULL)
    *n_renamed = work->n_renamed;
  return n_imported > 0 ? (guint)n_imported : 0;
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  FileWork *work = task_data;
  GError *error = NULL;

  if (export_target_write (work->file, work->bytes, NULL, work->replace ? EXPORT_TARGET_REPLACE : EXPORT_TARGET_KEEP,
                           cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
pentimento_templates_export_file_async (PentimentoTemplates *self,
                                        const char *const *names,
                                        GFile *file,
                                        gboolean replace,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  FileWork *work = g_new0 (FileWork, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, pentimento_templates_export_file_async);
  g_task_set_task_data (task, work, (GDestroyNotify)file_work_free);
  work->file = g_object_ref (file);
  work->replace = replace;
  work->bytes = pentimento_templates_export (self, names, &error);
  if (work->bytes != NULL)
    g_task_run_in_thread (task, write_in_thread);
  else
    g_task_return_error (task, error);
}

gboolean
pentimento_templates_export_file_finish (PentimentoTemplates *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
