/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Saving a copy of a version of the history. */

#include <glib/gi18n-lib.h>

#include "pentimento-document-private.h"
#include "pentimento-image-format.h"
#include "version-export.h"

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

static void
export_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Export *export = task_data;
  GError *error = NULL;

  if (version_export_write (export->library, export->version, export->image, export->target, export->media_type,
                            export->quality, export->replace ? VERSION_EXPORT_REPLACE : VERSION_EXPORT_KEEP,
                            cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static const char *
find_media_type (GFile *target, GError **error)
{
  g_autofree char *name = version_export_describe (target);
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
