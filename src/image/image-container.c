/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-container.h"

/* PNG chunks are read by libpng up to 8 000 000 bytes (PNG_USER_CHUNK_MALLOC_MAX); WebP has no smaller limit. A segment of a JPEG file has 65 533 bytes
 * (ITU-T T.81 §B.1.1.4), less the name before Exif (6) and XMP (29). */
enum {
  MOST_IN_CHUNK = 7900000,
  MOST_EXIF_IN_JPEG = 65533 - 6,
  MOST_XMP_IN_JPEG = 65533 - 29,
};

typedef struct {
  const char *media_type;
  GBytes *(*replace) (const guint8 *data, gsize size, const ImageBlocks *blocks);
  gsize most_exif;
  gsize most_xmp;
} Container;

static const Container containers[] = {
  { "image/jpeg", image_container_replace_jpeg, MOST_EXIF_IN_JPEG, MOST_XMP_IN_JPEG },
  { "image/png", image_container_replace_png, MOST_IN_CHUNK, MOST_IN_CHUNK },
  { "image/webp", image_container_replace_webp, MOST_IN_CHUNK, MOST_IN_CHUNK },
};

void
image_blocks_clear (ImageBlocks *self)
{
  g_clear_pointer (&self->exif, g_bytes_unref);
  g_clear_pointer (&self->xmp, g_bytes_unref);
  g_clear_pointer (&self->iptc, g_bytes_unref);
}

static const Container *
find_container (const char *media_type)
{
  for (guint i = 0; i < G_N_ELEMENTS (containers); i++)
    if (g_strcmp0 (containers[i].media_type, media_type) == 0)
      return &containers[i];

  return NULL;
}

gboolean
image_container_is_known (const char *media_type)
{
  return find_container (media_type) != NULL;
}

gsize
image_container_most_xmp (const char *media_type)
{
  const Container *container = find_container (media_type);

  return container != NULL ? container->most_xmp : 0;
}

GBytes *
image_container_replace (GBytes *file, const char *media_type, const ImageBlocks *blocks)
{
  const Container *container = find_container (media_type);
  gsize size;
  const guint8 *data = g_bytes_get_data (file, &size);

  if (container == NULL || (blocks->exif != NULL && g_bytes_get_size (blocks->exif) > container->most_exif)
      || (blocks->xmp != NULL && g_bytes_get_size (blocks->xmp) > container->most_xmp))
    return NULL;
  return container->replace (data, size, blocks);
}
