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

/* The WebP and AVIF loaders of today say nothing of the profile; there it lies in the file as it is, and in a JPEG in parts. */
static GBytes *
embedded_profile (PentimentoImage *self, GdkPixbuf *pixels)
{
  const char *option = gdk_pixbuf_get_option (pixels, "icc-profile");
  GBytes *file = pentimento_image_get_bytes (self);
  const ImageStructure *structure = pentimento_image_get_structure (self);

  if (g_str_equal (pentimento_image_get_media_type (self), "image/jpeg"))
    return structure->profile ? image_structure_join_profile (file) : NULL;
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
read_straight (PentimentoImage *self, GCancellable *cancellable, GError **error)
{
  GdkPixbuf *pixels = read_checked_pixels (self, image_loader_read_pixels, cancellable, error);

  if (pixels != NULL && pentimento_image_get_structure (self)->premultiplied)
    image_straighten_alpha (pixels);
  return pixels;
}

/* Turns what has been read upright, and applies the recipe. @taken: (transfer full): let go of as soon as that is possible */
static GdkPixbuf *
finish_pixels (PentimentoImage *self, GdkPixbuf *taken, GCancellable *cancellable, GError **error)
{
  PentimentoRecipe *recipe = pentimento_image_get_recipe (self);
  g_autoptr (GdkPixbuf) pixels = taken;
  g_autoptr (GdkPixbuf) upright = NULL;
  int width, height;

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

static GdkPixbuf *
make_pixels (PentimentoImage *self, gboolean *converted, GCancellable *cancellable, GError **error)
{
  g_autoptr (GdkPixbuf) pixels = read_straight (self, cancellable, error);
  g_autoptr (GBytes) profile = NULL;

  if (pixels == NULL)
    return NULL;

  profile = embedded_profile (self, pixels);
  *converted = profile != NULL && image_colour_convert (pixels, profile, cancellable);
  return finish_pixels (self, g_steal_pointer (&pixels), cancellable, error);
}

/* Returns: (nullable): %NULL without an error where it has to be made from the file */
static GdkPixbuf *
make_from_earlier (PentimentoImage *self,
                   PentimentoImage *earlier,
                   gboolean *converted,
                   GCancellable *cancellable,
                   GError **error)
{
  PentimentoRecipe *recipe = pentimento_image_get_recipe (self);
  g_autoptr (PentimentoRecipe) rest = NULL;
  g_autoptr (GdkPixbuf) pixels = NULL;
  GdkPixbuf *result;

  if (recipe == NULL || !g_str_equal (pentimento_image_get_sha256 (self), pentimento_image_get_sha256 (earlier))
      || !pentimento_recipe_continues (recipe, pentimento_image_get_recipe (earlier), &rest))
    return NULL;
  pixels = pentimento_image_find_pixels (earlier, converted);
  if (pixels == NULL || rest == NULL)
    return g_steal_pointer (&pixels);
  result = pentimento_recipe_apply (rest, pixels, cancellable, error);
  if (result != NULL)
    pentimento_image_share_pixels (self, result, *converted);
  return result;
}

GdkPixbuf *
pentimento_image_decode_reporting (PentimentoImage *self,
                                   gboolean *converted,
                                   GCancellable *cancellable,
                                   GError **error)
{
  PentimentoImage *earlier = pentimento_image_get_earlier (self);
  g_autoptr (GError) failed = NULL;
  GdkPixbuf *pixels;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  pixels = pentimento_image_find_pixels (self, converted);
  for (; pixels == NULL && failed == NULL && earlier != NULL; earlier = pentimento_image_get_earlier (earlier))
    pixels = make_from_earlier (self, earlier, converted, cancellable, &failed);
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  else if (pixels == NULL)
    {
      pixels = make_pixels (self, converted, cancellable, error);
      if (pixels != NULL)
        pentimento_image_share_pixels (self, pixels, *converted);
    }
  return pixels;
}

GdkPixbuf *
pentimento_image_decode_unconverted (PentimentoImage *self,
                                     GBytes **profile,
                                     gboolean *dropped,
                                     GCancellable *cancellable,
                                     GError **error)
{
  g_autoptr (GdkPixbuf) pixels = NULL;
  g_autoptr (GBytes) found = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  pixels = read_straight (self, cancellable, error);
  if (pixels == NULL)
    return NULL;

  found = embedded_profile (self, pixels);
  *dropped = found != NULL && !image_colour_is_usable (found);
  *profile = found != NULL && !*dropped ? g_bytes_ref (found) : NULL;
  /* One for grey cannot stay, since the pixels have three channels now; it is obeyed. */
  if (*dropped)
    image_colour_convert (pixels, found, cancellable);
  return finish_pixels (self, g_steal_pointer (&pixels), cancellable, error);
}

GdkPixbuf *
pentimento_image_decode (PentimentoImage *self, GCancellable *cancellable, GError **error)
{
  gboolean converted;

  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), NULL);

  return pentimento_image_decode_reporting (self, &converted, cancellable, error);
}

GdkPixbuf *
pentimento_image_decode_after (PentimentoImage *self,
                               PentimentoImage *earlier,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (GError) failed = NULL;
  gboolean converted;
  GdkPixbuf *pixels = make_from_earlier (self, earlier, &converted, cancellable, &failed);

  if (pixels == NULL && failed == NULL)
    return pentimento_image_decode (self, cancellable, error);
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  return pixels;
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
