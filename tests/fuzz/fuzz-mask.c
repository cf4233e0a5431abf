/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A PNG mask from anywhere: whatever is read of it is written and read as the same again. What other formats are read with is not ours. */

#include "fuzz.h"
#include "pentimento-image.h"
#include "pentimento-image-format.h"
#include "pentimento-mask.h"

/* Decoding more takes longer and finds nothing else. */
static const PentimentoImageLimits limits = { .max_bytes = 1 << 20, .max_pixels = 1 << 18 };

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (PentimentoImage) image = NULL;
  g_autoptr (PentimentoMask) mask = NULL, again = NULL;
  g_autoptr (GBytes) file = NULL;
  int width, height;

  if (g_strcmp0 (pentimento_image_media_type_of_bytes (bytes), "image/png") != 0)
    return 0;
  image = pentimento_image_new (bytes, NULL, &limits, NULL);
  if (image == NULL)
    return 0;
  width = pentimento_image_get_width (image);
  height = pentimento_image_get_height (image);
  mask = pentimento_mask_new_from_file (bytes, width, height, NULL, NULL);
  if (mask == NULL)
    return 0;
  file = pentimento_mask_to_png (mask, NULL, NULL);
  again = pentimento_mask_new_from_file (file, width, height, NULL, NULL);
  g_assert_nonnull (again);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      g_assert_cmpint (pentimento_mask_get_coverage (mask, x, y), ==, pentimento_mask_get_coverage (again, x, y));
  return 0;
}
