/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  IMAGE_STRUCTURE_COMPLETE,
  IMAGE_STRUCTURE_CUT_OFF, /* the bytes end before the file does */
  IMAGE_STRUCTURE_BROKEN,  /* the bytes are there and contradict each other */
} ImageStructureState;

/**
 * ImageStructure:
 * @state: whether the file reaches its end mark
 * @pixels: the most pixels any header in the file promises; 0 where none was met
 * @alpha: whether a header declares transparency (PNG and WebP; of the others only decoding tells)
 * @profile: whether it holds a colour profile
 * @profile_offset: where the profile lies as it is (WebP, AVIF, HEIC, whose loaders may keep it to themselves)
 * @profile_size: its bytes; 0 where it is packed or there is none
 * @cmyk: whether it holds four inks instead of three colours (JPEG)
 * @adobe: whether Adobe's marker says how those are written (JPEG)
 * @premultiplied: whether the loader hands colours over that are multiplied with the opacity (TIFF)
 * @orientation: the Exif orientation as the loader understands it (TIFF); 0 where there is none
 * @depth: bits a channel, where they stand in the header (PNG and TIFF), else 0
 * @animated: whether there is more than one frame (PNG, WebP and GIF)
 * @metadata: whether it holds anything beside the picture and its profile: Exif, XMP, IPTC, texts, thumbnails,
 *   further pictures, bytes behind the end
 *
 * What the skeleton of a picture file says, without decoding anything. GdkPixbuf fills the missing part of a
 * cut-off file with grey and calls it a picture, and takes memory for what headers promise: hence this look beforehand.
 */
typedef struct {
  ImageStructureState state;
  guint64 pixels;
  gboolean alpha;
  gboolean profile;
  gsize profile_offset;
  gsize profile_size;
  gboolean cmyk;
  gboolean adobe;
  gboolean premultiplied;
  int orientation;
  int depth;
  gboolean animated;
  gboolean metadata;
} ImageStructure;

ImageStructure image_structure_read (GBytes *bytes, const char *media_type);

/* Joins the parts of a JPEG's profile, which GdkPixbuf takes to be of one certain length each.
 *
 * Returns: (transfer full) (nullable): %NULL where there is none, and where parts are missing */
GBytes *image_structure_join_profile (GBytes *jpeg);

/* The walks, one a format; each fills the facts and returns the state. */
ImageStructureState image_structure_walk_png (ImageStructure *self, const guint8 *data, gsize size);
ImageStructureState image_structure_walk_jpeg (ImageStructure *self, const guint8 *data, gsize size);
ImageStructureState image_structure_walk_webp (ImageStructure *self, const guint8 *data, gsize size);
ImageStructureState image_structure_walk_gif (ImageStructure *self, const guint8 *data, gsize size);
ImageStructureState image_structure_walk_tiff (ImageStructure *self, const guint8 *data, gsize size);
ImageStructureState image_structure_walk_boxes (ImageStructure *self, const guint8 *data, gsize size);

G_END_DECLS
