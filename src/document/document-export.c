/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Saving a copy: the received bytes where the ending names their format and nothing is done to them, converted otherwise; the target is old or new, never half. */

#include <glib/gi18n-lib.h>

#include "pentimento-document-private.h"
#include "pentimento-image-format.h"

typedef struct {
  PentimentoLibrary *library;
  PentimentoImage *image; /* (nullable): where the version's picture is at hand */
  PentimentoVersion *version;
  GFile *target;
  const char *media_type;
  int quality;
  gboolean replace;
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->library);
  g_clear_object (&export->image);
  g_object_unref (export->version);
  g_object_unref (export->target);
  g_free (export);
}

static char *
display_name (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return g_filename_display_name (name);
}

static GError *
target_exists (GFile *target)
{
  g_autofree char *name = display_name (target);

  return g_error_new (PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET_EXISTS,
                      _ ("“%s” is there already and was left alone."), name);
}

static GError *
target_failed (GFile *target, const GError *cause)
{
  g_autofree char *name = display_name (target);

  return g_error_new (PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET, _ ("“%s” could not be saved: %s"),
                      name, cause->message);
}

static gboolean
write_over (GFile *target, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_file_replace_contents (target, data, size, NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, error);
}

/* A new file is written beside its place first and then moved there, which fails if something has appeared there. */
static gboolean
write_new (GFile *target, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (target);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *name = g_strdup_printf (".pentimento-%s.part", id);
  g_autoptr (GFile) part = NULL;

  if (g_file_query_exists (target, cancellable))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "");
      return FALSE;
    }
  if (folder == NULL)
    return write_over (target, bytes, cancellable, error);
  part = g_file_get_child (folder, name);
  if (write_over (part, bytes, cancellable, error)
      && g_file_move (part, target, G_FILE_COPY_NO_FALLBACK_FOR_MOVE, cancellable, NULL, NULL, error))
    return TRUE;
  g_file_delete (part, NULL, NULL);
  return FALSE;
}

static gboolean
write_target (Export *export, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (export->replace ? write_over (export->target, bytes, cancellable, &problem)
                      : write_new (export->target, bytes, cancellable, &problem))
    return TRUE;
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_EXISTS))
    g_propagate_error (error, target_exists (export->target));
  else
    g_propagate_error (error, target_failed (export->target, problem));
  return FALSE;
}

static GBytes *
make_bytes (Export *export, GCancellable *cancellable, GError **error)
{
  g_autoptr (PentimentoImage) image = export->image != NULL
                                          ? g_object_ref (export->image)
                                          : pentimento_library_load_version (export->library, export->version, error);
  g_autoptr (GdkPixbuf) pixels = NULL;

  if (image == NULL)
    return NULL;
  if (pentimento_image_get_recipe (image) == NULL
      && g_str_equal (pentimento_image_get_media_type (image), export->media_type))
    return g_bytes_ref (pentimento_image_get_bytes (image));
  pixels = pentimento_image_decode (image, cancellable, error);
  if (pixels == NULL)
    return NULL;
  return pentimento_image_encode (pixels, export->media_type, export->quality, cancellable, error);
}

static void
export_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Export *export = task_data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = make_bytes (export, cancellable, &error);

  if (bytes != NULL && write_target (export, bytes, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static const char *
find_media_type (GFile *target, GError **error)
{
  g_autofree char *name = display_name (target);
  const char *media_type = pentimento_image_media_type_of_name (name);
  g_autofree const char **writable = pentimento_image_writable_types ();

  if (media_type != NULL && g_strv_contains (writable, media_type))
    return media_type;
  g_set_error (error, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_TARGET,
               _ ("“%s” does not end in a format that can be written. Use .png, .jpg or .webp."), name);
  return NULL;
}

static Export *
export_new (PentimentoDocument *self, PentimentoVersion *version, GFile *target)
{
  Export *export = g_new0 (Export, 1);

  export->library = g_object_ref (pentimento_services_get_library (self->services));
  export->version = g_object_ref (version);
  export->target = g_object_ref (target);
  if (self->image != NULL
      && g_str_equal (pentimento_image_get_identity (self->image), pentimento_version_get_identity (version)))
    export->image = g_object_ref (self->image);
  return export;
}

void
pentimento_document_export_async (PentimentoDocument *self,
                                  PentimentoVersion *version,
                                  GFile *target,
                                  int quality,
                                  gboolean replace,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  const char *media_type = find_media_type (target, &error);
  Export *export;

  g_task_set_source_tag (task, pentimento_document_export_async);
  if (version == NULL)
    version = pentimento_history_get_current (self->history);
  if (version == NULL && error == NULL)
    error = g_error_new_literal (PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE,
                                 _ ("Open a picture first."));
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  export = export_new (self, version, target);
  export->media_type = media_type;
  export->quality = quality;
  export->replace = replace;
  g_task_set_task_data (task, export, (GDestroyNotify)export_free);
  g_task_run_in_thread (task, export_in_thread);
}

gboolean
pentimento_document_export_finish (PentimentoDocument *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
