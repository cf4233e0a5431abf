/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image-container.h"
#include "pentimento-image.h"
#include "pentimento-origin.h"

G_BEGIN_DECLS

/* Where the program's own words stand in XMP. */
#define IMAGE_METADATA_NAMESPACE "http://pentimento.org/ns/1.0/"
#define IMAGE_METADATA_PREFIX "pentimento"

/*
 * ImageMetadataChange:
 * @drop_all: whether nothing of what the source has is kept
 * @drop_location: whether all that tells a place goes: positions, the names of places, and the notes of camera makers, which hold both
 * @drop_origin: whether the program's own words about how the picture was made go
 * @origin: (nullable): what to say instead of them
 * @media_type: of the file that is written
 * @orientation: what Exif is to say
 * @width: of the picture that is written, as stored
 * @height: likewise
 * @to_srgb: whether its colours have been converted to sRGB
 */
typedef struct {
  gboolean drop_all;
  gboolean drop_location;
  gboolean drop_origin;
  PentimentoOrigin *origin;
  const char *media_type;
  int orientation;
  int width;
  int height;
  gboolean to_srgb;
} ImageMetadataChange;

/*
 * image_metadata_prepare:
 * @source: the file whose metadata they are
 * @blocks: (out): what to put into the new file
 * @losses: (inout): what could not be kept
 *
 * Thumbnails go always, since they show what the picture was before.
 */
void image_metadata_prepare (PentimentoImage *source,
                             const ImageMetadataChange *change,
                             ImageBlocks *blocks,
                             PentimentoImageLosses *losses);

/* Writes the metadata into a TIFF file, which is made new for it. Returns: (transfer full) (nullable): the file; %NULL where that did not work */
GBytes *image_metadata_write_tiff (GBytes *file, PentimentoImage *source, const ImageMetadataChange *change);

/* Whether a picture has Exif, XMP or IPTC. */
gboolean image_metadata_is_in (PentimentoImage *image);

/* Whether a picture tells where it was taken. */
gboolean image_metadata_has_location (PentimentoImage *image);

G_END_DECLS
