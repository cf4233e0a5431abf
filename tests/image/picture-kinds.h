/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* Files of kinds that GdkPixbuf reads and does not write, byte by byte. Every returned object belongs to the caller. */

/* PNG colour types */
enum {
  KIND_PNG_GREY = 0,
  KIND_PNG_RGB = 2,
  KIND_PNG_PALETTE = 3, /* of KIND_PALETTE */
  KIND_PNG_GREY_ALPHA = 4,
  KIND_PNG_RGBA = 6,
};

/* Black, red, green, blue, and white for all the others */
#define KIND_PALETTE_SIZE 16

/* @samples: the rows, packed, without filter bytes */
GBytes *kind_png (int width, int height, int depth, int colour_type, const guint8 *samples);

/* TIFF photometric interpretations */
enum {
  KIND_TIFF_BLACK_IS_ZERO = 1,
  KIND_TIFF_RGB = 2,
  KIND_TIFF_PALETTE = 3, /* of KIND_PALETTE */
  KIND_TIFF_SEPARATED = 5,
};

/* What the samples beyond those of the colour are */
enum {
  KIND_TIFF_NO_ALPHA = -1,
  KIND_TIFF_PREMULTIPLIED = 1,
  KIND_TIFF_STRAIGHT = 2,
};

typedef struct {
  int width;
  int height;
  int depth;
  int n_samples;
  int photometric;
  int alpha;
  int orientation; /* the number as it stands there, and the type that it is said to have: 0 for no tag */
  int orientation_type;
  gboolean floating;
} KindTiff;

/* One strip, little-endian, not compressed */
GBytes *kind_tiff (const KindTiff *kind, const guint8 *samples, gsize size);

#define KIND_JPEG_NO_ADOBE (-1)

/* A block of 8 × 8 pixels beside the other for each of @values, which are of @n_components numbers each. @adobe: the marker's colour transform */
GBytes *kind_jpeg (int n_components, int adobe, const guint8 *values, int n_blocks);

/* The most of a profile that a segment holds */
#define KIND_JPEG_PROFILE_PART (65533 - 14)

/* The JPEG with a profile in segments of @part bytes */
GBytes *kind_jpeg_with_profile (GBytes *jpeg, const guint8 *profile, gsize size, gsize part);

/* The JPEG with a tag for the orientation, of a type and with a count that may be nonsense */
GBytes *kind_with_orientation (GBytes *jpeg, gboolean big_endian, int type, guint32 count, guint32 value);

/* A WebP animation of the pictures of two simple WebP files of the same size */
GBytes *kind_webp_animation (GBytes *first, GBytes *second, int width, int height);
