/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A file that was edited elsewhere, as one more version of the picture that is shown. */

#include <glib/gi18n-lib.h>

#include "pentimento-document-private.h"

/* All that the thread needs. */
typedef struct {
  PentimentoLibrary *library;
  PentimentoVersion *parent;
  PentimentoImage *parent_image; /* (nullable): where it is not in the library yet */
  PentimentoImage *image;
  GdkPixbuf *pixels; /* (nullable): where nobody looks at them */
  gboolean drawn;
} Adding;

static void
adding_free (Adding *adding)
{
  g_object_unref (adding->library);
  g_object_unref (adding->parent);
  g_clear_object (&adding->parent_image);
  g_object_unref (adding->image);
  g_clear_object (&adding->pixels);
  g_free (adding);
}

static PentimentoVersion *
make_version (Adding *adding)
{
  g_autofree char *id = g_uuid_string_random ();

  /* clang-format off */
  return g_object_new (PENTIMENTO_TYPE_VERSION,
                       "id", id,
                       "picture-id", pentimento_version_get_picture_id (adding->parent),
                       "parent-id", pentimento_version_get_id (adding->parent),
                       "kind", PENTIMENTO_VERSION_OPENED,
                       "name", pentimento_image_get_name (adding->image),
                       "created", g_get_real_time (),
                       "sha256", pentimento_image_get_sha256 (adding->image),
                       "media-type", pentimento_image_get_media_type (adding->image),
                       "width", pentimento_image_get_width (adding->image),
                       "height", pentimento_image_get_height (adding->image),
                       NULL);
  /* clang-format on */
}

/* A picture that was opened and never edited enters the library with it. */
static gboolean
keep (Adding *adding, PentimentoVersion *version, GError **error)
{
  g_autoptr (GListStore) versions = g_list_store_new (PENTIMENTO_TYPE_VERSION);

  if (adding->parent_image != NULL)
    {
      if (!pentimento_library_store_image (adding->library, adding->parent_image, error))
        return FALSE;
      g_list_store_append (versions, adding->parent);
    }
  g_list_store_append (versions, version);
  return pentimento_library_store_image (adding->library, adding->image, error)
         && pentimento_library_add_versions (adding->library, G_LIST_MODEL (versions), error);
}

static gboolean
prove (Adding *adding, GCancellable *cancellable, GError **error)
{
  if (!adding->drawn)
    return pentimento_image_prove (adding->image, cancellable, error);
  adding->pixels = pentimento_image_decode (adding->image, cancellable, error);
  return adding->pixels != NULL;
}

static void
add_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Adding *adding = task_data;
  GError *error = NULL;
  g_autoptr (PentimentoVersion) version = make_version (adding);

  if (prove (adding, cancellable, &error) && keep (adding, version, &error))
    g_task_return_pointer (task, g_steal_pointer (&version), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PentimentoDocument *self = PENTIMENTO_DOCUMENT (source);
  g_autoptr (GTask) task = user_data;
  Adding *adding = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (PentimentoVersion) version = g_task_propagate_pointer (G_TASK (result), &error);

  if (version == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  pentimento_document_arrive (self, version, adding->parent, adding->image, adding->pixels);
  g_task_return_pointer (task, g_steal_pointer (&version), g_object_unref);
}

void
pentimento_document_add_version_async (PentimentoDocument *self,
                                       PentimentoImage *image,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PentimentoVersion *current = pentimento_history_get_current (self->history);
  g_autoptr (GTask) work = NULL;
  Adding *adding;

  g_task_set_source_tag (task, pentimento_document_add_version_async);
  g_task_set_check_cancellable (task, FALSE);
  if (current == NULL || self->image == NULL)
    {
      g_task_return_new_error (task, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE,
                               _ ("Open a picture first."));
      return;
    }
  adding = g_new0 (Adding, 1);
  adding->library = g_object_ref (pentimento_services_get_library (self->services));
  adding->parent = g_object_ref (current);
  if (pentimento_version_get_parent_id (current) == NULL)
    g_set_object (&adding->parent_image, self->image);
  adding->image = pentimento_image_without_recipe (image);
  adding->drawn = self->drawn;
  g_task_set_task_data (task, adding, (GDestroyNotify)adding_free);
  /* The task outlives the work, whose user data it is. */
  work = g_task_new (self, cancellable, added, g_object_ref (task));
  g_task_set_check_cancellable (work, FALSE);
  g_task_set_task_data (work, adding, NULL);
  g_task_run_in_thread (work, add_in_thread);
}

PentimentoVersion *
pentimento_document_add_version_finish (PentimentoDocument *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
