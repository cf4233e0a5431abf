/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-image-private.h"

#include "image-colour.h"
#include "image-loader.h"
#include "image-orientation.h"
#include "image-straighten-alpha.h"
#include "pentimento-image-error.h"
#include "pentimento-recipe-private.h"

#include <glib/gi18n-lib.h>

static void
set_memory_error (PentimentoImage *self, GError **error)
{
  g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE,
               _ ("There is not enough memory to open “%s”."), pentimento_image_get_name (self));
}

static void
set_loader_error (PentimentoImage *self, GError *loader_error, GError **error)
{
  if (g_error_matches (loader_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_error_copy (loader_error));
  else if (g_error_matches (loader_error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY))
    set_memory_error (self, error);
  else
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_DAMAGED, _ ("“%s” is damaged: %s"),
                 pentimento_image_get_name (self), loader_error->message);
}

static gboolean
is_usable (GdkPixbuf *pixels)
{
  return gdk_pixbuf_get_colorspace (pixels) == GDK_COLORSPACE_RGB && gdk_pixbuf_get_bits_per_sample (pixels) == 8
         && gdk_pixbuf_get_n_channels (pixels) == (gdk_pixbuf_get_has_alpha (pixels) ? 4 : 3);
}

/* The TIFF loader has mirrored already and says in its option what is left to do, in its own way. */
static int
orientation_left_to_do (PentimentoImage *self, GdkPixbuf *pixels)
{
  const char *option = gdk_pixbuf_get_option (pixels, "orientation");

  if (!g_str_equal (pentimento_image_get_media_type (self), "image/tiff"))
    return pentimento_image_get_orientation (self);

  return option != NULL ? (int)g_ascii_strtoll (option, NULL, 10) : 1;
}

/* The WebP and AVIF loaders of today say nothing of the profile; there it lies in the file as it is. */
static GBytes *
embedded_profile (PentimentoImage *self, GdkPixbuf *pixels)
{
  const char *option = gdk_pixbuf_get_option (pixels, "icc-profile");
  GBytes *file = pentimento_image_get_bytes (self);
  const ImageStructure *structure = pentimento_image_get_structure (self);

  if (option != NULL)
    {
      gsize size;
      guint8 *data = g_base64_decode (option, &size);

      return g_bytes_new_take (data, size);
    }

  if (structure->profile_size == 0)
    return NULL;

  return g_bytes_new_from_bytes (file, structure->profile_offset, structure->profile_size);
}

typedef GdkPixbuf *(*Reader) (GBytes *bytes, const char *media_type, GCancellable *cancellable, GError **error);

static GdkPixbuf *
read_checked_pixels (PentimentoImage *self, Reader reader, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) loader_error = NULL;
  g_autoptr (GdkPixbuf) pixels
      = reader (pentimento_image_get_bytes (self), pentimento_image_get_media_type (self), cancellable, &loader_error);

  pentimento_image_rest (self);
  if (pixels == NULL)
    set_loader_error (self, loader_error, error);
  else if (!is_usable (pixels))
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_DAMAGED,
                 _ ("“%s” is damaged: its pixels are of an unknown kind."), pentimento_image_get_name (self));
  else
    return g_steal_pointer (&pixels);

  return NULL;
}

static gboolean
check_size (PentimentoImage *self, GdkPixbuf *upright, GError **error)
{
  int width = gdk_pixbuf_get_width (upright);
  int height = gdk_pixbuf_get_height (upright);
  int promised_width, promised_height;

  pentimento_image_get_received_size (self, &promised_width, &promised_height);
  if (width == promised_width && height == promised_height)
    return TRUE;

  g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_DAMAGED,
               _ ("“%s” is damaged: its header says %d × %d pixels, and it has %d × %d."),
               pentimento_image_get_name (self), promised_width, promised_height, width, height);
  return FALSE;
}

static GdkPixbuf *
make_pixels (PentimentoImage *self, gboolean *converted, GCancellable *cancellable, GError **error)
{
  g_autoptr (GdkPixbuf) pixels = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  g_autoptr (GBytes) profile = NULL;
  PentimentoRecipe *recipe = pentimento_image_get_recipe (self);
  int width, height;

  pixels = read_checked_pixels (self, image_loader_read_pixels, cancellable, error);
  if (pixels == NULL)
    return NULL;

  if (pentimento_image_get_structure (self)->premultiplied)
    image_straighten_alpha (pixels);
  profile = embedded_profile (self, pixels);
  *converted = profile != NULL && image_colour_convert (pixels, profile, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  upright = image_orientation_apply (pixels, orientation_left_to_do (self, pixels));
  g_clear_object (&pixels);
  if (upright == NULL)
    {
      set_memory_error (self, error);
      return NULL;
    }
  if (!check_size (self, upright, error))
    return NULL;

  /* Both have been obeyed: nobody who finds them may obey them again. */
  gdk_pixbuf_remove_option (upright, "icc-profile");
  gdk_pixbuf_remove_option (upright, "orientation");
  pentimento_image_set_proven (self);
  if (recipe == NULL)
    return g_steal_pointer (&upright);
  width = gdk_pixbuf_get_width (upright);
  height = gdk_pixbuf_get_height (upright);
  return recipe_apply_taken (recipe, g_steal_pointer (&upright), TRUE, width, height, cancellable, error);
}

GdkPixbuf *
pentimento_image_decode_reporting (PentimentoImage *self,
                                   gboolean *converted,
                                   GCancellable *cancellable,
                                   GError **error)
{
  GdkPixbuf *pixels;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  pixels = pentimento_image_find_pixels (self, converted);
  if (pixels != NULL)
    return pixels;

  pixels = make_pixels (self, converted, cancellable, error);
  if (pixels != NULL)
    pentimento_image_share_pixels (self, pixels, *converted);
  return pixels;
}

GdkPixbuf *
pentimento_image_decode (PentimentoImage *self, GCancellable *cancellable, GError **error)
{
  gboolean converted;

  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), NULL);

  return pentimento_image_decode_reporting (self, &converted, cancellable, error);
}

gboolean
pentimento_image_prove (PentimentoImage *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GdkPixbuf) pixels = NULL;

  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), FALSE);

  if (pentimento_image_is_proven (self))
    return TRUE;

  if (g_str_equal (pentimento_image_get_media_type (self), "image/jpeg"))
    pixels = read_checked_pixels (self, image_loader_read_proof, cancellable, error);
  else
    pixels = pentimento_image_decode (self, cancellable, error);
  if (pixels == NULL)
    return FALSE;

  pentimento_image_set_proven (self);
  return TRUE;
}

static void
decode_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkPixbuf *pixels = pentimento_image_decode (source, cancellable, &error);

  if (pixels != NULL)
    g_task_return_pointer (task, pixels, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
pentimento_image_decode_async (PentimentoImage *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, pentimento_image_decode_async);
  g_task_run_in_thread (task, decode_in_thread);
}

GdkPixbuf *
pentimento_image_decode_finish (PentimentoImage *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct {
  char *media_type;
  int quality;
} Conversion;

static void
conversion_free (gpointer data)
{
  Conversion *conversion = data;

  g_free (conversion->media_type);
  g_free (conversion);
}

static GBytes *
convert (PentimentoImage *self, const Conversion *conversion, GCancellable *cancellable, GError **error)
{
  g_autoptr (GdkPixbuf) pixels = NULL;

  if (pentimento_image_get_recipe (self) == NULL
      && g_strcmp0 (conversion->media_type, pentimento_image_get_media_type (self)) == 0)
    return g_bytes_ref (pentimento_image_get_bytes (self));

  pixels = pentimento_image_decode (self, cancellable, error);
  if (pixels == NULL)
    return NULL;

  return pentimento_image_encode (pixels, conversion->media_type, conversion->quality, cancellable, error);
}

static void
convert_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = convert (source, task_data, cancellable, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
pentimento_image_convert_async (PentimentoImage *self,
                                const char *media_type,
                                int quality,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Conversion *conversion = g_new0 (Conversion, 1);

  conversion->media_type = g_strdup (media_type);
  conversion->quality = quality;
  g_task_set_source_tag (task, pentimento_image_convert_async);
  g_task_set_task_data (task, conversion, conversion_free);
  g_task_run_in_thread (task, convert_in_thread);
}

GBytes *
pentimento_image_convert_finish (PentimentoImage *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
