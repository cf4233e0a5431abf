/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pictures of an order as they are: in memory until they are in the library, then read from there when they are needed. */

#include "pentimento-order-private.h"

static void
add_picture (GStrvBuilder *sha256s, GStrvBuilder *recipes, const char *sha256, const char *recipe)
{
  g_strv_builder_add (sha256s, sha256);
  g_strv_builder_add (recipes, recipe != NULL ? recipe : "");
}

static void
add_image (GStrvBuilder *sha256s, GStrvBuilder *recipes, PentimentoImage *image)
{
  PentimentoRecipe *recipe = pentimento_image_get_recipe (image);

  add_picture (sha256s, recipes, pentimento_image_get_sha256 (image),
               recipe != NULL ? pentimento_recipe_to_string (recipe) : NULL);
}

void
pentimento_order_take_pictures (PentimentoOrder *self, GListModel *images)
{
  g_autoptr (GStrvBuilder) sha256s = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) recipes = g_strv_builder_new ();
  g_autoptr (GListStore) copy = g_list_store_new (PENTIMENTO_TYPE_IMAGE);

  for (guint i = 0; images != NULL && i < g_list_model_get_n_items (images); i++)
    {
      g_autoptr (PentimentoImage) image = g_list_model_get_item (images, i);

      g_list_store_append (copy, image);
      add_image (sha256s, recipes, image);
    }
  if (images != NULL)
    self->images = G_LIST_MODEL (g_steal_pointer (&copy));
  else if (self->parent != NULL)
    add_picture (sha256s, recipes, pentimento_version_get_sha256 (self->parent),
                 pentimento_version_get_recipe (self->parent));
  self->sha256s = g_strv_builder_end (sha256s);
  self->recipes = g_strv_builder_end (recipes);
}

/* Keeping: the originals are in the library before anything is sent, so that the version's history is whole. */

typedef struct {
  PentimentoLibrary *library;
  GListModel *images; /* (nullable): where they came out of the library */
  PentimentoVersion *parent;
  PentimentoRegionEdit *region; /* (nullable) */
} Keeping;

static void
keeping_free (Keeping *keeping)
{
  g_object_unref (keeping->library);
  g_clear_object (&keeping->images);
  g_clear_object (&keeping->parent);
  g_clear_pointer (&keeping->region, pentimento_region_edit_free);
  g_free (keeping);
}

/* What may change of the part that is sent, and is needed when the result comes. */
static gboolean
keep_mask (Keeping *keeping, GError **error)
{
  g_autoptr (PentimentoImage) mask = NULL;

  if (keeping->region == NULL || keeping->region->mask_sha256 != NULL)
    return TRUE;
  mask = pentimento_region_edit_make_mask (keeping->region, error);
  if (mask == NULL || !pentimento_library_store_image (keeping->library, mask, error))
    return FALSE;
  keeping->region->mask_sha256 = g_strdup (pentimento_image_get_sha256 (mask));
  return TRUE;
}

static gboolean
keep_originals (Keeping *keeping, GError **error)
{
  guint n_images = keeping->images != NULL ? g_list_model_get_n_items (keeping->images) : 0;
  g_autoptr (GListStore) versions = g_list_store_new (PENTIMENTO_TYPE_VERSION);

  for (guint i = 0; i < n_images; i++)
    {
      g_autoptr (PentimentoImage) image = g_list_model_get_item (keeping->images, i);

      if (!pentimento_library_store_image (keeping->library, image, error))
        return FALSE;
    }
  if (keeping->parent == NULL || pentimento_version_get_parent_id (keeping->parent) != NULL)
    return TRUE;
  g_list_store_append (versions, keeping->parent);
  return pentimento_library_add_versions (keeping->library, G_LIST_MODEL (versions), error);
}

static void
keep_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (keep_originals (task_data, &error) && keep_mask (task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
originals_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PentimentoOrder *self = PENTIMENTO_ORDER (source);
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->keeping);
  Keeping *keeping = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->kept = g_task_propagate_boolean (G_TASK (result), &error);
  if (self->kept && self->region != NULL && self->region->mask_sha256 == NULL)
    self->region->mask_sha256 = g_strdup (keeping->region->mask_sha256);
  for (guint i = 0; i < waiting->len; i++)
    if (self->kept)
      g_task_return_boolean (g_ptr_array_index (waiting, i), TRUE);
    else
      g_task_return_error (g_ptr_array_index (waiting, i), g_error_copy (error));
}

static void
start_keeping (PentimentoOrder *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, originals_kept, NULL);
  Keeping *keeping = g_new0 (Keeping, 1);

  self->keeping = g_ptr_array_new_with_free_func (g_object_unref);
  keeping->library = g_object_ref (pentimento_services_get_library (self->services));
  g_set_object (&keeping->images, self->images);
  g_set_object (&keeping->parent, self->parent);
  keeping->region = self->region != NULL ? pentimento_region_edit_copy (self->region) : NULL;
  g_task_set_source_tag (task, start_keeping);
  /* Those that wait for their turn do not hold up those that run. */
  g_task_set_priority (task, self->state == PENTIMENTO_ORDER_QUEUED ? G_PRIORITY_LOW : G_PRIORITY_DEFAULT);
  g_task_set_task_data (task, keeping, (GDestroyNotify)keeping_free);
  g_task_run_in_thread (task, keep_in_thread);
}

void
pentimento_order_keep_async (PentimentoOrder *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, pentimento_order_keep_async);
  if (self->kept)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (self->keeping == NULL)
    start_keeping (self);
  g_ptr_array_add (self->keeping, g_steal_pointer (&task));
}

gboolean
pentimento_order_keep_finish (PentimentoOrder *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Reading one */

typedef struct {
  PentimentoLibrary *library;
  char *sha256;
  char *recipe;
} Loading;

static void
loading_free (Loading *loading)
{
  g_object_unref (loading->library);
  g_free (loading->sha256);
  g_free (loading->recipe);
  g_free (loading);
}

static PentimentoImage *
load (Loading *loading, GError **error)
{
  const char *recipe = *loading->recipe != '\0' ? loading->recipe : NULL;

  return pentimento_library_load_changed (loading->library, loading->sha256, recipe, error);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  PentimentoImage *image = load (task_data, &error);

  if (image != NULL)
    g_task_return_pointer (task, image, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
pentimento_order_load_async (PentimentoOrder *self,
                             guint position,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Loading *loading;

  g_task_set_source_tag (task, pentimento_order_load_async);
  if (self->images != NULL)
    {
      g_task_return_pointer (task, g_list_model_get_item (self->images, position), g_object_unref);
      return;
    }
  loading = g_new0 (Loading, 1);
  loading->library = g_object_ref (pentimento_services_get_library (self->services));
  loading->sha256 = g_strdup (self->sha256s[position]);
  loading->recipe = g_strdup (self->recipes[position]);
  g_task_set_task_data (task, loading, (GDestroyNotify)loading_free);
  g_task_run_in_thread (task, load_in_thread);
}

PentimentoImage *
pentimento_order_load_finish (PentimentoOrder *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
