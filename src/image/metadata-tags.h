/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gexiv2/gexiv2.h>

G_BEGIN_DECLS

/* Kinds of tags that have to go together. */
typedef enum {
  METADATA_TAGS_STALE,    /* what shows or describes the picture as it was before */
  METADATA_TAGS_LOCATION, /* what tells a place */
} MetadataTags;

/* All these are called between image_exiv_enter() and image_exiv_leave(). */

void metadata_tags_drop (GExiv2Metadata *metadata, MetadataTags tags);
gboolean metadata_tags_has_location (GExiv2Metadata *metadata);

/* Adds up the bytes of the values of all Exif tags. */
gsize metadata_tags_measure_exif (GExiv2Metadata *metadata);

/* Gives a tag a new value where it is there. */
void metadata_tags_renew (GExiv2Metadata *metadata, const char *tag, int value);

/* Moves the words of IPTC to where XMP has them, unless something stands there. */
void metadata_tags_move_iptc (GExiv2Metadata *metadata);

/* Opens a file without metadata, so that some can be written. Returns: whether that worked */
gboolean metadata_tags_open_nothing (GExiv2Metadata *metadata);

G_END_DECLS
