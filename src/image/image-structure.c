/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-structure.h"

typedef ImageStructureState (*Walk) (ImageStructure *self, const guint8 *data, gsize size);

static const struct {
  const char *media_type;
  Walk walk;
} walks[] = {
  { "image/png", image_structure_walk_png },    { "image/jpeg", image_structure_walk_jpeg },
  { "image/webp", image_structure_walk_webp },  { "image/gif", image_structure_walk_gif },
  { "image/tiff", image_structure_walk_tiff },  { "image/avif", image_structure_walk_boxes },
  { "image/heic", image_structure_walk_boxes },
};

ImageStructure
image_structure_read (GBytes *bytes, const char *media_type)
{
  ImageStructure structure = { .state = IMAGE_STRUCTURE_BROKEN };
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (guint i = 0; i < G_N_ELEMENTS (walks); i++)
    if (g_str_equal (walks[i].media_type, media_type))
      structure.state = walks[i].walk (&structure, data, size);

  return structure;
}
