/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-image-private.h"

#include "image-loader.h"
#include "image-orientation.h"
#include "image-sharing.h"
#include "image-snapshot.h"
#include "image-structure.h"
#include "pentimento-image-error.h"
#include "pentimento-image-format.h"
#include "pentimento-sha256.h"

#include <glib/gi18n-lib.h>

struct _PentimentoImage {
  GObject parent_instance;

  GBytes *bytes;
  char *name;
  const char *media_type;
  char *sha256;
  int width; /* as stored, before turning */
  int height;
  int orientation;
  ImageStructure structure;
  PentimentoRecipe *recipe; /* (nullable) */
  PentimentoImage *earlier; /* (nullable): whose pixels can be gone on from */
  char *identity;
  gboolean is_mapped;
  int is_proven; /* atomic */
};

G_DEFINE_FINAL_TYPE (PentimentoImage, pentimento_image, G_TYPE_OBJECT)

/* 512 MiB holds the largest camera raw conversions; 200 megapixels are what the best cameras record, 800 MB decoded. */
const PentimentoImageLimits pentimento_image_default_limits = {
  .max_bytes = 512 * 1024 * 1024,
  .max_pixels = 200 * 1000 * 1000,
};

static void
pentimento_image_finalize (GObject *object)
{
  PentimentoImage *self = PENTIMENTO_IMAGE (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->sha256, g_free);
  g_clear_pointer (&self->recipe, pentimento_recipe_unref);
  g_clear_object (&self->earlier);
  g_clear_pointer (&self->identity, g_free);

  G_OBJECT_CLASS (pentimento_image_parent_class)->finalize (object);
}

static void
pentimento_image_class_init (PentimentoImageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pentimento_image_finalize;
}

static void
pentimento_image_init (PentimentoImage *self)
{
  self->orientation = 1;
}

static gboolean
check_bytes (GBytes *bytes, const char *name, const PentimentoImageLimits *limits, GError **error)
{
  g_autofree char *limit = g_format_size (limits->max_bytes);
  g_autofree char *size = g_format_size (g_bytes_get_size (bytes));

  if (g_bytes_get_size (bytes) == 0)
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_EMPTY, _ ("“%s” is empty."), name);
  else if (g_bytes_get_size (bytes) > limits->max_bytes)
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE,
                 _ ("“%s” is too large: it has %s, and at most %s are read."), name, size, limit);
  else
    return TRUE;

  return FALSE;
}

static gboolean
check_format (const char *media_type, const char *name, GError **error)
{
  g_autofree const char **types = pentimento_image_readable_types ();

  if (media_type == NULL)
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNKNOWN_FORMAT,
                 _ ("“%s” is not a picture in a known format."), name);
  else if (!g_strv_contains (types, media_type))
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNKNOWN_FORMAT,
                 _ ("“%s” is a picture of the type %s, which this computer cannot open."), name, media_type);
  else
    return TRUE;

  return FALSE;
}

static gboolean
check_pixels (guint64 pixels, const char *name, const PentimentoImageLimits *limits, GError **error)
{
  if (pixels <= limits->max_pixels)
    return TRUE;

  g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE,
               _ ("“%s” is too large: it has %.1f megapixels, and at most %.1f are opened."), name, pixels / 1e6,
               limits->max_pixels / 1e6);
  return FALSE;
}

/* The promised pixels come first: a bare header that promises too many is a matter of size, not of truncation. */
static gboolean
check_structure (const ImageStructure *structure, const char *name, const PentimentoImageLimits *limits, GError **error)
{
  if (!check_pixels (structure->pixels, name, limits, error))
    return FALSE;

  if (structure->state == IMAGE_STRUCTURE_CUT_OFF)
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_DAMAGED,
                 _ ("“%s” is cut off: the file ends in the middle of the picture."), name);
  else if (structure->state == IMAGE_STRUCTURE_BROKEN)
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_DAMAGED,
                 _ ("“%s” is damaged: its parts do not fit together."), name);
  /* The loader takes all inks for Adobe's, which are written as what is missing of them: others would come out as a negative. */
  else if (structure->cmyk && !structure->adobe)
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_UNKNOWN_FORMAT,
                 _ ("“%s” is a CMYK picture without Adobe’s marker, so its colours cannot be told. Save it as RGB in "
                    "the program it comes from."),
                 name);
  else
    return TRUE;

  return FALSE;
}

/* A TIFF's loader mirrors by itself what it can: where it reads nonsense otherwise than Exiv2, it is right. */
static int
find_orientation (PentimentoImage *self)
{
  if (g_str_equal (self->media_type, "image/tiff"))
    return MAX (self->structure.orientation, 1);

  return image_orientation_read (self->bytes, self->media_type);
}

static gboolean
read_header (PentimentoImage *self, const PentimentoImageLimits *limits, GError **error)
{
  g_autoptr (GError) loader_error = NULL;

  self->structure = image_structure_read (self->bytes, self->media_type);
  if (!check_structure (&self->structure, self->name, limits, error))
    return FALSE;

  if (!image_loader_read_size (self->bytes, self->media_type, &self->width, &self->height, &loader_error))
    {
      g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_DAMAGED, _ ("“%s” is damaged: %s"), self->name,
                   loader_error->message);
      return FALSE;
    }
  if (!check_pixels ((guint64)self->width * self->height, self->name, limits, error))
    return FALSE;

  self->orientation = find_orientation (self);
  return TRUE;
}

PentimentoImage *
pentimento_image_new (GBytes *bytes, const char *name, const PentimentoImageLimits *limits, GError **error)
{
  g_autoptr (PentimentoImage) self = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (limits == NULL)
    limits = &pentimento_image_default_limits;

  self = g_object_new (PENTIMENTO_TYPE_IMAGE, NULL);
  self->bytes = g_bytes_ref (bytes);
  self->name = name != NULL ? g_utf8_make_valid (name, -1) : g_strdup (_ ("picture"));
  self->media_type = pentimento_image_media_type_of_bytes (bytes);

  if (!check_bytes (bytes, self->name, limits, error) || !check_format (self->media_type, self->name, error)
      || !read_header (self, limits, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* Of the same bytes. */
static PentimentoImage *
copy_without_recipe (PentimentoImage *self)
{
  PentimentoImage *copy = g_object_new (PENTIMENTO_TYPE_IMAGE, NULL);

  copy->bytes = g_bytes_ref (self->bytes);
  copy->name = g_strdup (self->name);
  copy->media_type = self->media_type;
  copy->sha256 = g_strdup (pentimento_image_get_sha256 (self));
  copy->width = self->width;
  copy->height = self->height;
  copy->orientation = self->orientation;
  copy->structure = self->structure;
  copy->is_mapped = self->is_mapped;
  copy->is_proven = pentimento_image_is_proven (self);
  return copy;
}

PentimentoImage *
pentimento_image_with_recipe (PentimentoImage *self, PentimentoRecipe *recipe)
{
  PentimentoImage *changed;

  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self) && self->recipe == NULL, NULL);
  g_return_val_if_fail (recipe != NULL, NULL);

  changed = copy_without_recipe (self);
  changed->recipe = pentimento_recipe_ref (recipe);
  return changed;
}

PentimentoImage *
pentimento_image_continue (PentimentoImage *self, PentimentoRecipe *recipe)
{
  PentimentoImage *changed;

  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), NULL);
  g_return_val_if_fail (recipe != NULL, NULL);

  changed = copy_without_recipe (self);
  changed->recipe = pentimento_recipe_ref (recipe);
  changed->earlier = g_object_ref (self);
  return changed;
}

PentimentoImage *
pentimento_image_get_earlier (PentimentoImage *self)
{
  return self->earlier;
}

const ImageStructure *
pentimento_image_get_structure (PentimentoImage *self)
{
  return &self->structure;
}

char *
pentimento_image_describe_loss (PentimentoImage *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), NULL);

  if (self->structure.animated)
    return g_strdup (_ ("Animation: its first frame is shown and edited"));
  if (self->structure.depth > 8)
    return g_strdup_printf (_ ("%d bits a channel: shown and edited with 8"), self->structure.depth);
  if (self->structure.cmyk)
    return g_strdup (_ ("CMYK: its colours are shown approximately"));
  return NULL;
}

PentimentoImage *
pentimento_image_with_name (PentimentoImage *self, const char *name)
{
  PentimentoImage *copy;

  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self) && name != NULL, NULL);

  copy = copy_without_recipe (self);
  g_free (copy->name);
  copy->name = g_utf8_make_valid (name, -1);
  if (self->recipe != NULL)
    copy->recipe = pentimento_recipe_ref (self->recipe);
  return copy;
}

PentimentoImage *
pentimento_image_without_recipe (PentimentoImage *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), NULL);

  return self->recipe != NULL ? copy_without_recipe (self) : g_object_ref (self);
}

PentimentoRecipe *
pentimento_image_get_recipe (PentimentoImage *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), NULL);

  return self->recipe;
}

char *
pentimento_image_identify (const char *sha256, const char *recipe)
{
  return g_strjoin (" ", sha256, recipe, NULL);
}

const char *
pentimento_image_get_identity (PentimentoImage *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), NULL);

  if (g_once_init_enter (&self->identity))
    {
      const char *recipe = self->recipe != NULL ? pentimento_recipe_to_string (self->recipe) : NULL;

      g_once_init_leave (&self->identity, pentimento_image_identify (pentimento_image_get_sha256 (self), recipe));
    }
  return self->identity;
}

GBytes *
pentimento_image_get_bytes (PentimentoImage *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), NULL);

  return self->bytes;
}

gboolean
pentimento_image_is_mapped (PentimentoImage *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), FALSE);

  return self->is_mapped;
}

void
pentimento_image_rest (PentimentoImage *self)
{
  g_return_if_fail (PENTIMENTO_IS_IMAGE (self));

  if (self->is_mapped)
    image_snapshot_rest (self->bytes);
}

const char *
pentimento_image_get_name (PentimentoImage *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), "");

  return self->name;
}

const char *
pentimento_image_get_media_type (PentimentoImage *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), NULL);

  return self->media_type;
}

const char *
pentimento_image_get_sha256 (PentimentoImage *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), NULL);

  if (g_once_init_enter (&self->sha256))
    {
      g_once_init_leave (&self->sha256, pentimento_sha256_of_bytes (self->bytes));
      pentimento_image_rest (self);
    }

  return self->sha256;
}

void
pentimento_image_get_received_size (PentimentoImage *self, int *width, int *height)
{
  gboolean swapped;

  g_return_if_fail (PENTIMENTO_IS_IMAGE (self));

  swapped = image_orientation_swaps_sides (self->orientation);
  *width = swapped ? self->height : self->width;
  *height = swapped ? self->width : self->height;
}

static void
get_size (PentimentoImage *self, int *width, int *height)
{
  pentimento_image_get_received_size (self, width, height);
  if (self->recipe != NULL)
    pentimento_recipe_get_size (self->recipe, width, height);
}

int
pentimento_image_get_width (PentimentoImage *self)
{
  int width, height;

  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), 0);

  get_size (self, &width, &height);
  return width;
}

int
pentimento_image_get_height (PentimentoImage *self)
{
  int width, height;

  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), 0);

  get_size (self, &width, &height);
  return height;
}

int
pentimento_image_get_orientation (PentimentoImage *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), 1);

  return self->orientation;
}

void
pentimento_image_take_sha256 (PentimentoImage *self, char *sha256)
{
  g_free (self->sha256);
  self->sha256 = sha256;
}

void
pentimento_image_set_mapped (PentimentoImage *self)
{
  self->is_mapped = TRUE;
  pentimento_image_rest (self);
}

gboolean
pentimento_image_is_proven (PentimentoImage *self)
{
  return g_atomic_int_get (&self->is_proven) != 0;
}

void
pentimento_image_set_proven (PentimentoImage *self)
{
  g_atomic_int_set (&self->is_proven, TRUE);
}

void
pentimento_image_share_pixels (PentimentoImage *self, GdkPixbuf *pixels, gboolean converted)
{
  image_sharing_add (pentimento_image_get_identity (self), pixels, converted);
}

GdkPixbuf *
pentimento_image_find_pixels (PentimentoImage *self, gboolean *converted)
{
  return image_sharing_find (pentimento_image_get_identity (self), converted);
}
