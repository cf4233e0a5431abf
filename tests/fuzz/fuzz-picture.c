/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A picture file, as far as it is looked at before it is decoded: what format it is, whether its parts are there, how many pixels
 * they promise. */

#include "fuzz.h"
#include "image-structure.h"
#include "pentimento-image-format.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  /* A copy of the exact size: one byte too far is seen. */
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  const char *media_type = pentimento_image_media_type_of_bytes (bytes);
  ImageStructure structure;

  if (media_type == NULL)
    return 0;
  g_assert_nonnull (pentimento_image_extension (media_type));
  structure = image_structure_read (bytes, media_type);
  g_assert_cmpint (structure.state, <=, IMAGE_STRUCTURE_BROKEN);
  if (structure.profile_size > 0)
    {
      g_assert_true (structure.profile);
      g_assert_cmpuint (structure.profile_offset, <=, size);
      g_assert_cmpuint (structure.profile_size, <=, size - structure.profile_offset);
    }
  return 0;
}
