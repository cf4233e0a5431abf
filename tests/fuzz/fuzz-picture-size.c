/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A picture file whose parts are there, as far as its loader is asked for the size before any memory is taken for pixels. Of AVIF
 * and HEIC the loaders cannot be asked without decoding. */

#include "fuzz.h"
#include "image-loader.h"
#include "image-structure.h"
#include "pentimento-image-format.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  static const char *const types[] = { "image/png", "image/jpeg", "image/webp", "image/gif", "image/tiff", NULL };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  const char *media_type = pentimento_image_media_type_of_bytes (bytes);
  g_autoptr (GError) error = NULL;
  int width, height;

  if (media_type == NULL || !g_strv_contains (types, media_type)
      || image_structure_read (bytes, media_type).state != IMAGE_STRUCTURE_COMPLETE)
    return 0;
  if (image_loader_read_size (bytes, media_type, &width, &height, &error))
    g_assert_true (width > 0 && height > 0);
  else
    g_assert_nonnull (error);
  return 0;
}
