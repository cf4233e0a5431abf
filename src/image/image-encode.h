/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-image.h"

G_BEGIN_DECLS

/*
 * ImageEncoding:
 * @media_type: what to write
 * @quality: 1 to 100 for JPEG, WebP and AVIF
 * @max_bytes: the most bytes that the file may have; 0 for a gibibyte
 * @profile: (nullable): the ICC profile that the pixels are in, to be embedded; %NULL for sRGB without a word
 * @progress: (nullable): called now and then by encoders that tell (WebP, TIFF), in the thread that encodes
 * @cancellable: (nullable): obeyed by all but PNG while it deflates; AVIF's encoder cannot be stopped and is left to itself, its work is dropped then
 */
typedef struct {
  const char *media_type;
  int quality;
  guint64 max_bytes;
  GBytes *profile;
  PentimentoImageProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
} ImageEncoding;

/**
 * image_encode:
 *
 * Writes pixels in a file format. Every picture file that the program makes comes from here. Blocks.
 *
 * Returns: (transfer full) (nullable): the file, or %NULL with %PENTIMENTO_IMAGE_ERROR_ENCODE, with _TOO_LARGE as soon as there would be more bytes than
 * allowed, or with %G_IO_ERROR_CANCELLED
 */
GBytes *image_encode (GdkPixbuf *pixels, const ImageEncoding *encoding, GError **error);

/** Whether a profile can be embedded in files of that type here. */
gboolean image_encode_takes_profile (const char *media_type);

/* As pentimento_image_encode(), but gives up with %PENTIMENTO_IMAGE_ERROR_TOO_LARGE as soon as more than @max_bytes
 * (0 for no limit) would be written. */
GBytes *image_encode_capped (GdkPixbuf *pixels,
                             const char *media_type,
                             int quality,
                             guint64 max_bytes,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
