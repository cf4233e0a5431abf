/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-image.h"
#include "pentimento-origin.h"

G_BEGIN_DECLS

/**
 * PentimentoImageSaving:
 * @media_type: the format to write
 * @quality: 1 to 100, for JPEG, WebP and AVIF where pixels have to be encoded
 * @width: the size in pixels; 0 for the picture's own
 * @height: likewise
 * @drop_metadata: whether Exif, XMP, IPTC, texts and comments go; the colour profile stays
 * @details_of: (nullable): another picture, such as the photograph that this one was made from, whose Exif, XMP and IPTC are written in place of this one's
 *   own; what that says about how it was made is not
 * @drop_location: whether what tells a place goes: positions, the names of places, and the notes of camera makers
 * @drop_origin: whether what the file says about how it was made by this program goes
 * @origin: (nullable): what it says about that instead
 * @progress: (nullable): told how far it is, where an encoder is slow and says so
 * @progress_data: for @progress
 *
 * How to save a picture. All members but the first two are %FALSE, 0 or %NULL for leaving everything as it is.
 */
typedef struct {
  const char *media_type;
  int quality;
  int width;
  int height;
  gboolean drop_metadata;
  PentimentoImage *details_of;
  gboolean drop_location;
  gboolean drop_origin;
  PentimentoOrigin *origin;
  PentimentoImageProgress progress;
  gpointer progress_data;
} PentimentoImageSaving;

/**
 * pentimento_image_save:
 * @losses: (out) (nullable): what could not be kept, beside what was to go
 *
 * Makes the file of a picture. The received bytes unchanged where nothing is to be changed. Where only metadata are, no pixel of JPEG, PNG and WebP is
 * encoded again. Else the pixels are encoded, upright, in the colour space of the file and with its profile where the recipe allows that (a photograph in a wide
 * gamut stays one), else in sRGB; Exif, XMP and IPTC of the file are kept, with orientation and sizes as they are now, without thumbnails. Blocks.
 *
 * Metadata that are broken or too large for the format, and profiles that are none, are left out and told in @losses; they never make it fail. AVIF files are
 * written without any.
 *
 * Returns: (transfer full) (nullable): the file, or %NULL with %PENTIMENTO_IMAGE_ERROR or %G_IO_ERROR_CANCELLED
 */
GBytes *pentimento_image_save (PentimentoImage *self,
                               const PentimentoImageSaving *saving,
                               PentimentoImageLosses *losses,
                               GCancellable *cancellable,
                               GError **error);

/** As pentimento_image_save(), in a thread; progress is told there. @saving is copied. */
void pentimento_image_save_async (PentimentoImage *self,
                                  const PentimentoImageSaving *saving,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GBytes *pentimento_image_save_finish (PentimentoImage *self,
                                      GAsyncResult *result,
                                      PentimentoImageLosses *losses,
                                      GError **error);

/** Returns: whether pentimento_image_save() would give the received bytes unchanged. Blocks for some milliseconds. */
gboolean pentimento_image_saves_unchanged (PentimentoImage *self, const PentimentoImageSaving *saving);

/** Returns: (transfer full): a sentence for each of the losses, for people; empty for none */
char **pentimento_image_describe_losses (PentimentoImageLosses losses);

G_END_DECLS
