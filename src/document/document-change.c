/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Local edits: the same picture file with another recipe, as one more version. */

#include <glib/gi18n-lib.h>

#include "pentimento-document-private.h"

/* All that the thread needs; what it finds is taken from here once it is through. */
typedef struct {
  PentimentoLibrary *library;
  PentimentoVersion *parent;
  PentimentoRecipe *recipe; /* (nullable): the file as it is */
  PentimentoImage *image;   /* (nullable): of the parent, where it is at hand; then of the new version */
  GdkPixbuf *pixels;        /* (nullable): likewise */
  gboolean drawn;
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->library);
  g_object_unref (change->parent);
  g_clear_pointer (&change->recipe, pentimento_recipe_unref);
  g_clear_object (&change->image);
  g_clear_object (&change->pixels);
  g_free (change);
}

static PentimentoImage *
make_image (Change *change, PentimentoImage *parent, GError **error)
{
  g_autoptr (PentimentoImage) plain = pentimento_image_without_recipe (parent);
  int width, height;

  if (change->recipe == NULL)
    return g_steal_pointer (&plain);
  pentimento_image_get_received_size (plain, &width, &height);
  if (!pentimento_recipe_check (change->recipe, width, height, error))
    return NULL;
  return pentimento_image_with_recipe (plain, change->recipe);
}

static PentimentoVersion *
make_version (PentimentoVersion *parent, PentimentoImage *image)
{
  PentimentoRecipe *recipe = pentimento_image_get_recipe (image);
  g_autofree char *id = g_uuid_string_random ();

  /* clang-format off */
  return g_object_new (PENTIMENTO_TYPE_VERSION,
                       "id", id,
                       "picture-id", pentimento_version_get_picture_id (parent),
                       "parent-id", pentimento_version_get_id (parent),
                       "kind", PENTIMENTO_VERSION_CHANGED,
                       "created", g_get_real_time (),
                       "sha256", pentimento_version_get_sha256 (parent),
                       "media-type", pentimento_version_get_media_type (parent),
                       "recipe", recipe != NULL ? pentimento_recipe_to_string (recipe) : NULL,
                       "width", pentimento_image_get_width (image),
                       "height", pentimento_image_get_height (image),
                       NULL);
  /* clang-format on */
}

/* What the recipe needs beside the file is in the library before a version names it. */
static gboolean
keep_objects (Change *change, GError **error)
{
  GPtrArray *objects = change->recipe != NULL ? pentimento_recipe_get_objects (change->recipe) : NULL;

  for (guint i = 0; objects != NULL && i < objects->len; i++)
    if (!pentimento_library_store_image (change->library, objects->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* A picture that was opened and never edited enters the library with its first version. */
static gboolean
keep (Change *change, PentimentoVersion *version, GError **error)
{
  g_autoptr (GListStore) versions = g_list_store_new (PENTIMENTO_TYPE_VERSION);

  if (!keep_objects (change, error))
    return FALSE;
  if (pentimento_version_get_parent_id (change->parent) == NULL)
    {
      if (!pentimento_library_store_image (change->library, change->image, error))
        return FALSE;
      g_list_store_append (versions, change->parent);
    }
  g_list_store_append (versions, version);
  return pentimento_library_add_versions (change->library, G_LIST_MODEL (versions), error);
}

static PentimentoVersion *
commit (Change *change, GCancellable *cancellable, GError **error)
{
  g_autoptr (PentimentoImage) parent = change->image != NULL
                                           ? g_object_ref (change->image)
                                           : pentimento_library_load_version (change->library, change->parent, error);
  g_autoptr (PentimentoImage) image = parent != NULL ? make_image (change, parent, error) : NULL;
  g_autoptr (GdkPixbuf) pixels = NULL;
  g_autoptr (PentimentoVersion) version = NULL;

  if (image == NULL)
    return NULL;
  if (change->drawn)
    {
      pixels = pentimento_image_decode_after (image, parent, cancellable, error);
      if (pixels == NULL)
        return NULL;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  g_set_object (&change->image, image);
  g_set_object (&change->pixels, pixels);
  version = make_version (change->parent, image);
  return keep (change, version, error) ? g_steal_pointer (&version) : NULL;
}

static void
commit_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  PentimentoVersion *version = commit (task_data, cancellable, &error);

  if (version != NULL)
    g_task_return_pointer (task, version, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* The person may have gone to another version or picture in the meantime, and stays there. */
void
pentimento_document_arrive (PentimentoDocument *self,
                            PentimentoVersion *version,
                            PentimentoVersion *before,
                            PentimentoImage *image,
                            GdkPixbuf *pixels)
{
  PentimentoVersion *current = pentimento_history_get_current (self->history);

  if (current != NULL && g_str_equal (pentimento_version_get_id (current), pentimento_version_get_id (before)))
    pentimento_document_show_made (self, version, image, pixels);
  else if (current != NULL
           && g_str_equal (pentimento_version_get_picture_id (current), pentimento_version_get_picture_id (version)))
    pentimento_document_stay (self);
}

static void
committed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PentimentoDocument *self = PENTIMENTO_DOCUMENT (source);
  g_autoptr (GTask) task = user_data;
  Change *change = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  g_autoptr (PentimentoVersion) version = g_task_propagate_pointer (G_TASK (result), &error);

  if (version == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  pentimento_document_arrive (self, version, change->parent, change->image, change->pixels);
  g_task_return_pointer (task, g_steal_pointer (&version), g_object_unref);
}

static gboolean
changes_nothing (PentimentoVersion *version, PentimentoRecipe *recipe)
{
  return g_strcmp0 (recipe != NULL ? pentimento_recipe_to_string (recipe) : NULL,
                    pentimento_version_get_recipe (version))
         == 0;
}

static Change *
change_new (PentimentoDocument *self, PentimentoVersion *parent, PentimentoRecipe *recipe)
{
  Change *change = g_new0 (Change, 1);

  change->library = g_object_ref (pentimento_services_get_library (self->services));
  change->parent = g_object_ref (parent);
  change->recipe = recipe != NULL ? pentimento_recipe_ref (recipe) : NULL;
  change->drawn = self->drawn;
  if (self->image != NULL
      && g_str_equal (pentimento_image_get_identity (self->image), pentimento_version_get_identity (parent)))
    {
      change->image = g_object_ref (self->image);
      g_set_object (&change->pixels, self->pixels);
    }
  return change;
}

void
pentimento_document_change_async (PentimentoDocument *self,
                                  PentimentoRecipe *recipe,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) work = NULL;
  PentimentoVersion *parent = pentimento_history_get_current (self->history);

  g_task_set_source_tag (task, pentimento_document_change_async);
  /* What has been written is told, whoever has given up meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  if (parent == NULL)
    {
      g_task_return_new_error (task, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_NO_PICTURE,
                               _ ("Open a picture first."));
      return;
    }
  if (changes_nothing (parent, recipe))
    {
      g_task_return_pointer (task, g_object_ref (parent), g_object_unref);
      return;
    }
  work = g_task_new (self, cancellable, committed, g_steal_pointer (&task));
  g_task_set_check_cancellable (work, FALSE);
  g_task_set_task_data (work, change_new (self, parent, recipe), (GDestroyNotify)change_free);
  g_task_run_in_thread (work, commit_in_thread);
}

PentimentoVersion *
pentimento_document_change_finish (PentimentoDocument *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
