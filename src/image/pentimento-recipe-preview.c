/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A preview in a thread. */

#include "pentimento-recipe.h"

typedef struct {
  PentimentoRecipe *recipe;
  GdkPixbuf *pixels;
  int width;
  int height;
} Preview;

static void
preview_free (gpointer data)
{
  Preview *preview = data;

  pentimento_recipe_unref (preview->recipe);
  g_object_unref (preview->pixels);
  g_free (preview);
}

static void
preview_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Preview *preview = task_data;
  GError *error = NULL;
  GdkPixbuf *pixels = pentimento_recipe_apply_preview (preview->recipe, preview->pixels, preview->width,
                                                       preview->height, cancellable, &error);

  if (pixels != NULL)
    g_task_return_pointer (task, pixels, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
pentimento_recipe_apply_preview_async (PentimentoRecipe *self,
                                       GdkPixbuf *pixels,
                                       int width,
                                       int height,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Preview *preview = g_new0 (Preview, 1);

  preview->recipe = pentimento_recipe_ref (self);
  preview->pixels = g_object_ref (pixels);
  preview->width = width;
  preview->height = height;
  g_task_set_source_tag (task, pentimento_recipe_apply_preview_async);
  g_task_set_task_data (task, preview, preview_free);
  g_task_run_in_thread (task, preview_in_thread);
}

GdkPixbuf *
pentimento_recipe_apply_preview_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
