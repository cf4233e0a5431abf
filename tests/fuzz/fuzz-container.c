/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A picture file whose metadata are taken out and replaced, and looked through for Content Credentials. */

#include "fuzz.h"
#include "image-container.h"
#include "image-credentials.h"
#include "pentimento-image-format.h"

static void
replace (GBytes *file, const char *media_type, const ImageBlocks *blocks)
{
  g_autoptr (GBytes) replaced = image_container_replace (file, media_type, blocks);
  g_autoptr (GBytes) again = NULL;

  if (replaced == NULL)
    return;
  g_assert_cmpstr (pentimento_image_media_type_of_bytes (replaced), ==, media_type);
  g_assert_false (image_credentials_are_in (replaced, media_type));
  /* What has been written once is read, and then stays as it is. */
  again = image_container_replace (replaced, media_type, blocks);
  g_assert_nonnull (again);
  g_assert_true (g_bytes_equal (replaced, again));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  /* A copy of the exact size: one byte too far is seen. */
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  const char *media_type = pentimento_image_media_type_of_bytes (file);
  g_autoptr (GBytes) words = g_bytes_new_static ("words", 5);
  g_autoptr (GBytes) iptc = NULL;

  if (media_type == NULL)
    return 0;
  iptc = image_container_find_iptc (file, media_type);
  image_credentials_are_in (file, media_type);
  replace (file, media_type, &(ImageBlocks){ NULL });
  replace (file, media_type, &(ImageBlocks){ words, words, iptc });
  return 0;
}
