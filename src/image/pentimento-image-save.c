/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-image-save.h"

#include "image-encode.h"
#include "image-credentials.h"
#include "image-metadata.h"
#include "image-structure.h"
#include "pentimento-image-private.h"

#include <glib/gi18n-lib.h>

typedef struct {
  PentimentoImageLosses loss;
  const char *sentence;
} Sentence;

static const Sentence sentences[] = {
  { PENTIMENTO_IMAGE_LOSES_METADATA,
    N_ ("Some details of the photograph have no place in this format, or are broken, and were left out.") },
  { PENTIMENTO_IMAGE_LOSES_PROFILE, N_ ("The colour profile could not be kept: the colours are those of sRGB now.") },
  { PENTIMENTO_IMAGE_LOSES_CREDENTIALS, N_ ("The Content Credentials were left out, since the picture was changed.") },
  { PENTIMENTO_IMAGE_LOSES_ORIGIN, N_ ("This format has no room for how the picture was made.") },
  { PENTIMENTO_IMAGE_LOSES_TRANSPARENCY, N_ ("Transparent parts became white.") },
};

char **
pentimento_image_describe_losses (PentimentoImageLosses losses)
{
  g_autoptr (GStrvBuilder) described = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (losses & sentences[i].loss)
      g_strv_builder_add (described, _ (sentences[i].sentence));
  return g_strv_builder_end (described);
}

gboolean
pentimento_image_has_credentials (PentimentoImage *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), FALSE);

  return image_credentials_are_in (pentimento_image_get_bytes (self), pentimento_image_get_media_type (self));
}

static gboolean
needs_encoding (PentimentoImage *self, const PentimentoImageSaving *saving)
{
  return pentimento_image_get_recipe (self) != NULL
         || !g_str_equal (pentimento_image_get_media_type (self), saving->media_type)
         || (saving->width > 0 && saving->width != pentimento_image_get_width (self))
         || (saving->height > 0 && saving->height != pentimento_image_get_height (self));
}

static gboolean
has_metadata (PentimentoImage *self)
{
  ImageStructure structure
      = image_structure_read (pentimento_image_get_bytes (self), pentimento_image_get_media_type (self));

  return structure.metadata;
}

static gboolean
origin_changes (PentimentoImage *self, const PentimentoImageSaving *saving)
{
  g_autoptr (PentimentoOrigin) origin = NULL;

  if (!saving->drop_origin && saving->origin == NULL)
    return FALSE;
  origin = pentimento_image_read_origin (self);
  if (saving->origin == NULL || origin == NULL)
    return saving->origin != origin;
  return !g_str_equal (pentimento_origin_to_string (origin), pentimento_origin_to_string (saving->origin));
}

/* Whose metadata are written. */
static PentimentoImage *
get_source (PentimentoImage *self, const PentimentoImageSaving *saving)
{
  return saving->details_of != NULL ? saving->details_of : self;
}

static gboolean
metadata_change (PentimentoImage *self, const PentimentoImageSaving *saving)
{
  if (saving->details_of != NULL && !saving->drop_metadata)
    return image_metadata_is_in (saving->details_of) || image_metadata_is_in (self) || origin_changes (self, saving);
  return (saving->drop_metadata && has_metadata (self)) || (saving->drop_location && image_metadata_has_location (self))
         || origin_changes (self, saving);
}

gboolean
pentimento_image_saves_unchanged (PentimentoImage *self, const PentimentoImageSaving *saving)
{
  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), FALSE);

  return !needs_encoding (self, saving) && !metadata_change (self, saving);
}

/* What the new file is to say; its pixels are those of the old one, or upright. */
static ImageMetadataChange
make_change (PentimentoImage *self, const PentimentoImageSaving *saving)
{
  const ImageMetadataChange change = {
    .drop_all = saving->drop_metadata,
    .drop_location = saving->drop_location,
    .drop_origin = saving->drop_origin || saving->details_of != NULL,
    .origin = saving->origin,
    .media_type = saving->media_type,
    .orientation = 1,
  };

  return change;
}

/* Without touching a pixel. Returns: (nullable): %NULL where the file does not allow that */
static GBytes *
rewrite (PentimentoImage *self, const PentimentoImageSaving *saving, PentimentoImageLosses *losses)
{
  ImageMetadataChange change = make_change (self, saving);
  g_auto (ImageBlocks) blocks = { NULL };
  PentimentoImageLosses lost = 0;
  GBytes *file;
  int width, height;

  if (!image_container_is_known (saving->media_type))
    return NULL;
  pentimento_image_get_received_size (self, &width, &height);
  change.orientation = pentimento_image_get_orientation (self);
  change.width = change.orientation >= 5 ? height : width;
  change.height = change.orientation >= 5 ? width : height;
  image_metadata_prepare (get_source (self, saving), &change, &blocks, &lost);
  file = image_container_replace (pentimento_image_get_bytes (self), saving->media_type, &blocks);
  if (file != NULL)
    *losses |= lost;
  return file;
}

static GdkPixbuf *
resize (GdkPixbuf *pixels, const PentimentoImageSaving *saving, GCancellable *cancellable, GError **error)
{
  g_autoptr (PentimentoRecipe) recipe = NULL;

  if (saving->width <= 0 || saving->height <= 0)
    return g_object_ref (pixels);
  recipe = pentimento_recipe_new_resize (saving->width, saving->height, error);
  return recipe != NULL ? pentimento_recipe_apply (recipe, pixels, cancellable, error) : NULL;
}

static GdkPixbuf *
decode (PentimentoImage *self,
        const PentimentoImageSaving *saving,
        GBytes **profile,
        PentimentoImageLosses *losses,
        GCancellable *cancellable,
        GError **error)
{
  PentimentoRecipe *recipe = pentimento_image_get_recipe (self);
  g_autoptr (GdkPixbuf) pixels = NULL;
  gboolean dropped = FALSE;

  if ((recipe == NULL || pentimento_recipe_leaves_colours (recipe)) && image_encode_takes_profile (saving->media_type))
    pixels = pentimento_image_decode_unconverted (self, profile, &dropped, cancellable, error);
  else
    pixels = pentimento_image_decode_reporting (self, &dropped, cancellable, error);
  if (dropped)
    *losses |= PENTIMENTO_IMAGE_LOSES_PROFILE;
  return pixels != NULL ? resize (pixels, saving, cancellable, error) : NULL;
}

static gboolean
has_transparency (GdkPixbuf *pixels)
{
  int width = gdk_pixbuf_get_width (pixels);

  if (!gdk_pixbuf_get_has_alpha (pixels))
    return FALSE;
  for (int y = 0; y < gdk_pixbuf_get_height (pixels); y++)
    {
      const guint8 *row = gdk_pixbuf_read_pixels (pixels) + (gsize)y * gdk_pixbuf_get_rowstride (pixels);

      for (int x = 0; x < width; x++)
        if (row[x * 4 + 3] < 255)
          return TRUE;
    }
  return FALSE;
}

static gboolean
has_something (const ImageBlocks *blocks)
{
  return blocks->exif != NULL || blocks->xmp != NULL || blocks->iptc != NULL;
}

/* Exiv2 needs a file of its own for it, which is not made for nothing. */
static GBytes *
dress_tiff (PentimentoImage *source, GBytes *file, const ImageMetadataChange *change)
{
  if (change->origin == NULL && (change->drop_all || !image_metadata_is_in (source)))
    return g_bytes_ref (file);
  return image_metadata_write_tiff (file, source, change);
}

/* Puts the metadata of a picture into a file that has just been encoded and has none. */
static GBytes *
dress (PentimentoImage *source, GBytes *file, const ImageMetadataChange *change, PentimentoImageLosses *losses)
{
  g_auto (ImageBlocks) blocks = { NULL };
  GBytes *dressed = NULL;

  if (g_str_equal (change->media_type, "image/tiff"))
    dressed = dress_tiff (source, file, change);
  else if (image_container_is_known (change->media_type))
    {
      image_metadata_prepare (source, change, &blocks, losses);
      dressed
          = has_something (&blocks) ? image_container_replace (file, change->media_type, &blocks) : g_bytes_ref (file);
    }
  if (dressed != NULL)
    return dressed;
  if (!change->drop_all && image_metadata_is_in (source))
    *losses |= PENTIMENTO_IMAGE_LOSES_METADATA;
  if (change->origin != NULL)
    *losses |= PENTIMENTO_IMAGE_LOSES_ORIGIN;
  return g_bytes_ref (file);
}

static GBytes *
encode (PentimentoImage *self,
        const PentimentoImageSaving *saving,
        PentimentoImageLosses *losses,
        GCancellable *cancellable,
        GError **error)
{
  ImageMetadataChange change = make_change (self, saving);
  g_autoptr (GBytes) profile = NULL;
  g_autoptr (GdkPixbuf) pixels = decode (self, saving, &profile, losses, cancellable, error);
  g_autoptr (GBytes) file = NULL;
  ImageEncoding encoding = {
    .media_type = saving->media_type,
    .quality = saving->quality,
    .profile = profile,
    .progress = saving->progress,
    .progress_data = saving->progress_data,
    .cancellable = cancellable,
  };

  if (pixels == NULL)
    return NULL;
  if (g_str_equal (saving->media_type, "image/jpeg") && has_transparency (pixels))
    *losses |= PENTIMENTO_IMAGE_LOSES_TRANSPARENCY;
  file = image_encode (pixels, &encoding, error);
  if (file == NULL)
    return NULL;

  change.width = gdk_pixbuf_get_width (pixels);
  change.height = gdk_pixbuf_get_height (pixels);
  change.to_srgb = profile == NULL;
  return dress (get_source (self, saving), file, &change, losses);
}

GBytes *
pentimento_image_save (PentimentoImage *self,
                       const PentimentoImageSaving *saving,
                       PentimentoImageLosses *losses,
                       GCancellable *cancellable,
                       GError **error)
{
  PentimentoImageLosses lost = 0;
  GBytes *file = NULL;

  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), NULL);
  g_return_val_if_fail (saving->media_type != NULL, NULL);

  if (losses == NULL)
    losses = &lost;
  *losses = 0;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (pentimento_image_saves_unchanged (self, saving))
    return g_bytes_ref (pentimento_image_get_bytes (self));

  if (pentimento_image_has_credentials (self))
    *losses |= PENTIMENTO_IMAGE_LOSES_CREDENTIALS;
  if (!needs_encoding (self, saving))
    file = rewrite (self, saving, losses);
  if (file == NULL)
    file = encode (self, saving, losses, cancellable, error);
  pentimento_image_rest (self);
  return file;
}

typedef struct {
  PentimentoImageSaving saving;
  char *media_type;
  PentimentoImageLosses losses;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->media_type);
  g_clear_pointer (&work->saving.origin, pentimento_origin_unref);
  g_clear_object (&work->saving.details_of);
  g_free (work);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;
  GBytes *file = pentimento_image_save (source, &work->saving, &work->losses, cancellable, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
pentimento_image_save_async (PentimentoImage *self,
                             const PentimentoImageSaving *saving,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->saving = *saving;
  work->saving.media_type = work->media_type = g_strdup (saving->media_type);
  work->saving.origin = saving->origin != NULL ? pentimento_origin_ref (saving->origin) : NULL;
  work->saving.details_of = saving->details_of != NULL ? g_object_ref (saving->details_of) : NULL;
  g_task_set_source_tag (task, pentimento_image_save_async);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, save_in_thread);
}

GBytes *
pentimento_image_save_finish (PentimentoImage *self,
                              GAsyncResult *result,
                              PentimentoImageLosses *losses,
                              GError **error)
{
  Work *work = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (losses != NULL)
    *losses = work->losses;
  return g_task_propagate_pointer (G_TASK (result), error);
}
