/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SeedreamSegment:
 * @bytes: a stretch of a body
 * @encode: whether it is sent as base64
 * @mapped: whether it is a mapped file that nobody writes to
 */
typedef struct {
  GBytes *bytes;
  gboolean encode;
  gboolean mapped;
} SeedreamSegment;

SeedreamSegment *seedream_segment_new (GBytes *bytes, gboolean encode, gboolean mapped);
void seedream_segment_free (SeedreamSegment *self);

/** Returns: how many bytes the segment is when sent */
gsize seedream_segment_get_length (const SeedreamSegment *self);

/**
 * SeedreamBodyStream:
 *
 * Reads segments one after the other, encoding a little at a time, so that no more than 64 KiB of base64 are ever in memory, nor much
 * of a mapped file.
 */
#define SEEDREAM_TYPE_BODY_STREAM (seedream_body_stream_get_type ())
G_DECLARE_FINAL_TYPE (SeedreamBodyStream, seedream_body_stream, SEEDREAM, BODY_STREAM, GInputStream)

/** @segments: (element-type SeedreamSegment): shared, not changed any more */
GInputStream *seedream_body_stream_new (GPtrArray *segments);

G_END_DECLS
