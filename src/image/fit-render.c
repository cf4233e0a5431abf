/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fit-render.h"

#include "fit-size.h"
#include "image-encode.h"
#include "image-flatten.h"
#include "image-structure.h"
#include "pentimento-image-error.h"
#include "pentimento-image-private.h"

#include <glib/gi18n-lib.h>

/* Quality 95 is the best JPEG worth its bytes; below 75 blocks begin to show, and fewer pixels are the lesser harm. */
enum {
  BEST_QUALITY = 95,
  WORST_QUALITY = 75,
  QUALITY_STEP = 5,
};
#define SIDE_STEP 0.85

typedef struct {
  PentimentoImage *image;
  const PentimentoFitLimits *limits;
  GCancellable *cancellable;
  PentimentoFitChanges changes;
} Rendering;

static void
set_memory_error (Rendering *self, GError **error)
{
  g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE,
               _ ("There is not enough memory to prepare “%s”."), pentimento_image_get_name (self->image));
}

static GdkPixbuf *
decode_flat (Rendering *self, GError **error)
{
  gboolean converted, had_transparency;
  g_autoptr (GdkPixbuf) pixels = pentimento_image_decode_reporting (self->image, &converted, self->cancellable, error);
  GdkPixbuf *flat;

  if (pixels == NULL)
    return NULL;

  flat = image_flatten (pixels, &had_transparency);
  if (flat == NULL)
    set_memory_error (self, error);

  self->changes |= converted ? PENTIMENTO_FIT_CONVERTED : 0;
  self->changes |= had_transparency ? PENTIMENTO_FIT_FLATTENED : 0;
  return flat;
}

/* Bilinear reduces by averaging areas in GdkPixbuf, so nothing is skipped however far it goes. */
static GdkPixbuf *
scale (Rendering *self, GdkPixbuf *pixels, int width, int height, GError **error)
{
  GdkPixbuf *scaled;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return NULL;
  if (width == gdk_pixbuf_get_width (pixels) && height == gdk_pixbuf_get_height (pixels))
    return g_object_ref (pixels);

  self->changes |= PENTIMENTO_FIT_SCALED;
  scaled = gdk_pixbuf_scale_simple (pixels, width, height, GDK_INTERP_BILINEAR);
  if (scaled == NULL)
    set_memory_error (self, error);

  return scaled;
}

/* Returns: whether to go on with something smaller, as opposed to being done or having failed */
static gboolean
encode (Rendering *self, GdkPixbuf *pixels, const char *media_type, int quality, GBytes **bytes, GError **error)
{
  g_autoptr (GError) encode_error = NULL;

  *bytes = image_encode_capped (pixels, media_type, quality, self->limits->max_bytes, self->cancellable, &encode_error);
  if (*bytes != NULL)
    {
      if (!g_str_equal (media_type, pentimento_image_get_media_type (self->image))
          || (quality < BEST_QUALITY && !g_str_equal (media_type, "image/png")))
        self->changes |= PENTIMENTO_FIT_REENCODED;
      return FALSE;
    }
  if (g_error_matches (encode_error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&encode_error));
  return FALSE;
}

static gboolean
encode_at_same_size (Rendering *self, GdkPixbuf *pixels, GBytes **bytes, GError **error)
{
  if (g_str_equal (pentimento_image_get_media_type (self->image), "image/png")
      && !encode (self, pixels, "image/png", BEST_QUALITY, bytes, error))
    return FALSE;

  for (int quality = BEST_QUALITY; quality >= WORST_QUALITY; quality -= QUALITY_STEP)
    if (!encode (self, pixels, "image/jpeg", quality, bytes, error))
      return FALSE;

  return TRUE;
}

static void
set_too_many_bytes (Rendering *self, GError **error)
{
  g_autofree char *limit = g_format_size (self->limits->max_bytes);

  g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNSUITABLE,
               _ ("“%s” cannot be made smaller than %s without harm. Choose another picture."),
               pentimento_image_get_name (self->image), limit);
}

/* Each step starts from the picture's own ratio, so that rounding does not add up. */
static gboolean
encode_smaller (Rendering *self, GdkPixbuf *pixels, GBytes **bytes, GError **error)
{
  int longer = MAX (gdk_pixbuf_get_width (pixels), gdk_pixbuf_get_height (pixels));

  for (;;)
    {
      int width = pentimento_image_get_width (self->image);
      int height = pentimento_image_get_height (self->image);
      g_autoptr (GdkPixbuf) smaller = NULL;

      longer *= SIDE_STEP;
      fit_size_with_longer_side (&width, &height, MAX (1, longer), self->limits);
      if (MIN (width, height) < MAX (2, self->limits->min_side))
        return TRUE;
      smaller = scale (self, pixels, width, height, error);
      if (smaller == NULL || !encode (self, smaller, "image/jpeg", WORST_QUALITY, bytes, error))
        return FALSE;
    }
}

static void
note_what_is_lost (Rendering *self)
{
  ImageStructure structure
      = image_structure_read (pentimento_image_get_bytes (self->image), pentimento_image_get_media_type (self->image));
  gboolean converted = (self->changes & PENTIMENTO_FIT_CONVERTED) != 0;

  if (pentimento_image_get_orientation (self->image) != 1)
    self->changes |= PENTIMENTO_FIT_TURNED;
  if (structure.metadata || (structure.profile && !converted))
    self->changes |= PENTIMENTO_FIT_STRIPPED;
  if (self->changes == PENTIMENTO_FIT_NOTHING)
    self->changes = PENTIMENTO_FIT_REENCODED;
}

GBytes *
fit_render (PentimentoImage *image,
            const PentimentoFitLimits *limits,
            PentimentoFitChanges *changes,
            GCancellable *cancellable,
            GError **error)
{
  Rendering self = { image, limits, cancellable, PENTIMENTO_FIT_NOTHING };
  g_autoptr (GdkPixbuf) flat = NULL;
  g_autoptr (GdkPixbuf) scaled = NULL;
  GBytes *bytes = NULL;
  int width, height;

  if (!fit_size (image, limits, &width, &height, error))
    return NULL;
  flat = decode_flat (&self, error);
  if (flat == NULL)
    return NULL;
  scaled = scale (&self, flat, width, height, error);
  if (scaled == NULL)
    return NULL;

  if (encode_at_same_size (&self, scaled, &bytes, error) && encode_smaller (&self, scaled, &bytes, error))
    set_too_many_bytes (&self, error);
  note_what_is_lost (&self);
  *changes = self.changes;
  return bytes;
}
