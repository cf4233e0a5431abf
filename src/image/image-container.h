/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * ImageBlocks:
 * @exif: (nullable): Exif as a TIFF structure, without the letters that JPEG puts before it
 * @xmp: (nullable): an XMP packet
 * @iptc: (nullable): what stands in the segment of a JPEG file that holds IPTC, whole
 *
 * The metadata of a picture file as its container holds them.
 */
typedef struct {
  GBytes *exif;
  GBytes *xmp;
  GBytes *iptc;
} ImageBlocks;

void image_blocks_clear (ImageBlocks *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ImageBlocks, image_blocks_clear)

/** Whether image_container_replace() knows the format: JPEG, PNG and WebP. */
gboolean image_container_is_known (const char *media_type);

/** Returns: the most bytes that XMP may have in the format */
gsize image_container_most_xmp (const char *media_type);

/**
 * image_container_replace:
 * @file: a picture file; hostile
 *
 * Takes all metadata out of a file but what its pixels need (profile, gamma, animation), and puts @blocks in. No pixel is decoded. Content Credentials go
 * as well, for they vouch for every byte of the file.
 *
 * Returns: (transfer full) (nullable): the new file; %NULL where the format is not known, a block is too large, or the file is not as its format has it
 */
GBytes *image_container_replace (GBytes *file, const char *media_type, const ImageBlocks *blocks);

/** Returns: (transfer full) (nullable): the segment of a JPEG file that holds IPTC */
GBytes *image_container_find_iptc (GBytes *file, const char *media_type);

/** Returns: (transfer full) (nullable): a WebP file with that profile */
GBytes *image_container_add_profile_to_webp (GBytes *file, GBytes *profile);

/* The formats, each as image_container_replace(). */
GBytes *image_container_replace_jpeg (const guint8 *data, gsize size, const ImageBlocks *blocks);
GBytes *image_container_replace_png (const guint8 *data, gsize size, const ImageBlocks *blocks);
GBytes *image_container_replace_webp (const guint8 *data, gsize size, const ImageBlocks *blocks);

G_END_DECLS
