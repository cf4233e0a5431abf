/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-fitted-image.h"

#include "fit-cache.h"
#include "fit-render.h"
#include "fit-size.h"
#include "image-structure.h"
#include "pentimento-image-error.h"
#include "pentimento-image-private.h"

#include <glib/gi18n-lib.h>

struct _PentimentoFittedImage {
  GObject parent_instance;

  PentimentoImage *image;
  PentimentoFitChanges changes;
};

G_DEFINE_FINAL_TYPE (PentimentoFittedImage, pentimento_fitted_image, G_TYPE_OBJECT)

static void
pentimento_fitted_image_dispose (GObject *object)
{
  PentimentoFittedImage *self = PENTIMENTO_FITTED_IMAGE (object);

  g_clear_object (&self->image);

  G_OBJECT_CLASS (pentimento_fitted_image_parent_class)->dispose (object);
}

static void
pentimento_fitted_image_class_init (PentimentoFittedImageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pentimento_fitted_image_dispose;
}

static void
pentimento_fitted_image_init (PentimentoFittedImage *self)
{
}

static PentimentoFittedImage *
fitted_image_new (PentimentoImage *image, PentimentoFitChanges changes)
{
  PentimentoFittedImage *self = g_object_new (PENTIMENTO_TYPE_FITTED_IMAGE, NULL);

  self->image = g_object_ref (image);
  self->changes = changes;
  return self;
}

static gboolean
is_sent_format (PentimentoImage *image)
{
  const char *media_type = pentimento_image_get_media_type (image);

  return g_str_equal (media_type, "image/png") || g_str_equal (media_type, "image/jpeg");
}

static gboolean
is_within (PentimentoImage *image, const PentimentoFitLimits *limits)
{
  return is_sent_format (image)
         && fit_size_is_within (pentimento_image_get_width (image), pentimento_image_get_height (image), limits)
         && (limits->max_bytes == 0 || g_bytes_get_size (pentimento_image_get_bytes (image)) <= limits->max_bytes);
}

static gboolean
is_nothing_but_picture (PentimentoImage *image)
{
  ImageStructure structure
      = image_structure_read (pentimento_image_get_bytes (image), pentimento_image_get_media_type (image));

  pentimento_image_rest (image);
  return pentimento_image_get_recipe (image) == NULL && pentimento_image_get_orientation (image) == 1
         && structure.state == IMAGE_STRUCTURE_COMPLETE && !structure.alpha && !structure.cmyk && !structure.profile
         && !structure.metadata;
}

/* Sent to the byte, and so never decoded on the way: one decode, once, keeps a damaged picture from being paid for. */
static PentimentoFittedImage *
pass_through (PentimentoImage *image, GCancellable *cancellable, GError **error)
{
  if (!pentimento_image_prove (image, cancellable, error))
    return NULL;

  return fitted_image_new (image, PENTIMENTO_FIT_NOTHING);
}

static PentimentoFittedImage *
read_cached (const char *path, const char *name, const PentimentoFitLimits *limits)
{
  PentimentoFitChanges changes;
  g_autofree char *sha256 = NULL;
  g_autoptr (GBytes) bytes = path != NULL ? fit_cache_read (path, &changes, &sha256) : NULL;
  g_autoptr (PentimentoImage) image = bytes != NULL ? pentimento_image_new (bytes, name, NULL, NULL) : NULL;

  if (image == NULL || !is_within (image, limits))
    return NULL;

  pentimento_image_take_sha256 (image, g_steal_pointer (&sha256));
  pentimento_image_set_mapped (image);
  return fitted_image_new (image, changes);
}

static PentimentoFittedImage *
render (PentimentoImage *image,
        const PentimentoFitLimits *limits,
        const char *path,
        GCancellable *cancellable,
        GError **error)
{
  const char *name = pentimento_image_get_name (image);
  g_autoptr (PentimentoImage) rendered = NULL;
  PentimentoFittedImage *self = NULL;
  PentimentoFitChanges changes;
  g_autoptr (GBytes) bytes = fit_render (image, limits, &changes, cancellable, error);

  if (bytes == NULL)
    return NULL;

  if (path != NULL)
    {
      fit_cache_store (path, bytes, changes);
      self = read_cached (path, name, limits);
    }
  if (self != NULL)
    return self;

  rendered = pentimento_image_new (bytes, name, NULL, error);
  return rendered != NULL ? fitted_image_new (rendered, changes) : NULL;
}

static PentimentoFittedImage *
fit (PentimentoImage *image, const PentimentoFitLimits *limits, GFile *cache, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = NULL;
  PentimentoFittedImage *cached;
  int width, height;

  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !fit_size (image, limits, &width, &height, error))
    return NULL;
  if (is_within (image, limits) && is_nothing_but_picture (image))
    return pass_through (image, cancellable, error);

  path = fit_cache_path (cache, image, limits);
  cached = read_cached (path, pentimento_image_get_name (image), limits);
  return cached != NULL ? cached : render (image, limits, path, cancellable, error);
}

typedef struct {
  PentimentoFitLimits limits;
  GFile *cache;
} Fitting;

static void
fitting_free (gpointer data)
{
  Fitting *fitting = data;

  g_clear_object (&fitting->cache);
  g_free (fitting);
}

static void
fit_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Fitting *fitting = task_data;
  GError *error = NULL;
  PentimentoFittedImage *fitted = fit (source, &fitting->limits, fitting->cache, cancellable, &error);

  if (fitted != NULL)
    g_task_return_pointer (task, fitted, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
pentimento_fitted_image_new_async (PentimentoImage *image,
                                   const PentimentoFitLimits *limits,
                                   GFile *cache,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (image, cancellable, callback, user_data);
  Fitting *fitting = g_new0 (Fitting, 1);

  fitting->limits = *limits;
  g_set_object (&fitting->cache, cache);
  g_task_set_source_tag (task, pentimento_fitted_image_new_async);
  g_task_set_task_data (task, fitting, fitting_free);
  g_task_run_in_thread (task, fit_in_thread);
}

PentimentoFittedImage *
pentimento_fitted_image_new_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

PentimentoImage *
pentimento_fitted_image_get_image (PentimentoFittedImage *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_FITTED_IMAGE (self), NULL);

  return self->image;
}

PentimentoFitChanges
pentimento_fitted_image_get_changes (PentimentoFittedImage *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_FITTED_IMAGE (self), PENTIMENTO_FIT_NOTHING);

  return self->changes;
}

static char *
describe_scaling (PentimentoFittedImage *self)
{
  return g_strdup_printf (_ ("scaled to %d × %d"), pentimento_image_get_width (self->image),
                          pentimento_image_get_height (self->image));
}

static char *
describe_format (PentimentoFittedImage *self)
{
  const char *media_type = pentimento_image_get_media_type (self->image);

  return g_strdup (g_str_equal (media_type, "image/png") ? _ ("saved as PNG") : _ ("compressed as JPEG"));
}

static char *
with_capital (const char *sentence)
{
  g_autofree char *first = g_utf8_substring (sentence, 0, 1);
  g_autofree char *capital = g_utf8_strup (first, -1);

  return g_strconcat (capital, g_utf8_next_char (sentence), NULL);
}

char *
pentimento_fitted_image_describe (PentimentoFittedImage *self)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *scaling = NULL;
  g_autofree char *format = NULL;
  g_autofree char *line = NULL;

  g_return_val_if_fail (PENTIMENTO_IS_FITTED_IMAGE (self), NULL);

  if (self->changes == PENTIMENTO_FIT_NOTHING)
    return g_strdup ("");

  scaling = describe_scaling (self);
  format = describe_format (self);
  if (self->changes & PENTIMENTO_FIT_TURNED)
    g_strv_builder_add (parts, _ ("turned upright"));
  if (self->changes & PENTIMENTO_FIT_SCALED)
    g_strv_builder_add (parts, scaling);
  if (self->changes & PENTIMENTO_FIT_FLATTENED)
    g_strv_builder_add (parts, _ ("transparency filled with white"));
  if (self->changes & PENTIMENTO_FIT_CONVERTED)
    g_strv_builder_add (parts, _ ("colours converted to sRGB"));
  if (self->changes & PENTIMENTO_FIT_STRIPPED)
    g_strv_builder_add (parts, _ ("metadata removed"));
  if (self->changes & PENTIMENTO_FIT_REENCODED)
    g_strv_builder_add (parts, format);

  list = g_strv_builder_end (parts);
  line = g_strjoinv (_ (", "), list);
  return with_capital (line);
}
