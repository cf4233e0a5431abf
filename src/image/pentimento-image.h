/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-origin.h"
#include "pentimento-recipe.h"

G_BEGIN_DECLS

/**
 * PentimentoImageLimits:
 * @max_bytes: the largest file that is read, in bytes
 * @max_pixels: the largest picture that is decoded, width times height
 *
 * What is checked before memory is taken.
 */
typedef struct {
  guint64 max_bytes;
  guint64 max_pixels;
} PentimentoImageLimits;

/** Told in the thread that works how far it is, from 0 to 1. */
typedef void (*PentimentoImageProgress) (double fraction, gpointer user_data);

/**
 * PentimentoImageLosses:
 * @PENTIMENTO_IMAGE_LOSES_METADATA: Exif, XMP or IPTC, or some of them
 * @PENTIMENTO_IMAGE_LOSES_PROFILE: the colour profile; where it is a good one the colours are converted to sRGB
 * @PENTIMENTO_IMAGE_LOSES_CREDENTIALS: Content Credentials, which vouch for unchanged bytes
 * @PENTIMENTO_IMAGE_LOSES_ORIGIN: how the picture was made
 * @PENTIMENTO_IMAGE_LOSES_TRANSPARENCY: transparent parts, which are white now
 *
 * What could not be kept where a picture was saved.
 */
typedef enum {
  PENTIMENTO_IMAGE_LOSES_METADATA = 1 << 0,
  PENTIMENTO_IMAGE_LOSES_PROFILE = 1 << 1,
  PENTIMENTO_IMAGE_LOSES_CREDENTIALS = 1 << 2,
  PENTIMENTO_IMAGE_LOSES_ORIGIN = 1 << 3,
  PENTIMENTO_IMAGE_LOSES_TRANSPARENCY = 1 << 4,
} PentimentoImageLosses;

/** The limits where a caller has none of its own: 512 MiB and 200 megapixels. */
extern const PentimentoImageLimits pentimento_image_default_limits;

/**
 * PentimentoImage:
 *
 * A picture: the received bytes, never changed, and where there is one the recipe that makes of them what is shown and sent. Immutable, safe from any thread.
 */
#define PENTIMENTO_TYPE_IMAGE (pentimento_image_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoImage, pentimento_image, PENTIMENTO, IMAGE, GObject)

/**
 * pentimento_image_new:
 * @bytes: the picture file, kept as it is
 * @name: (nullable): what to call it in messages, such as a file's display name
 * @limits: (nullable): the limits, %NULL for pentimento_image_default_limits
 *
 * Identifies a picture by its content and reads its header: media type, size and orientation. No pixels are decoded,
 * so a header that promises too many is refused before memory is taken. A file whose structure ends early is
 * refused here already; what only decoding can find is found by pentimento_image_decode().
 *
 * Returns: (transfer full) (nullable): the image, or %NULL with an error of %PENTIMENTO_IMAGE_ERROR
 */
PentimentoImage *
pentimento_image_new (GBytes *bytes, const char *name, const PentimentoImageLimits *limits, GError **error);

/**
 * pentimento_image_load:
 *
 * Reads @file, no more than the limits allow, and makes an image of it. Blocks: for threads and the command line.
 *
 * Returns: (transfer full) (nullable): the image, or %NULL with %PENTIMENTO_IMAGE_ERROR or %G_IO_ERROR_CANCELLED
 */
PentimentoImage *
pentimento_image_load (GFile *file, const PentimentoImageLimits *limits, GCancellable *cancellable, GError **error);

/** As pentimento_image_load(), in a thread. @limits is copied. */
void pentimento_image_load_async (GFile *file,
                                  const PentimentoImageLimits *limits,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
PentimentoImage *pentimento_image_load_finish (GAsyncResult *result, GError **error);

/**
 * pentimento_image_with_recipe:
 * @self: a picture without a recipe
 *
 * Returns: (transfer full): a picture of the same bytes, whose size and pixels are those after @recipe
 */
PentimentoImage *pentimento_image_with_recipe (PentimentoImage *self, PentimentoRecipe *recipe);

/**
 * pentimento_image_continue:
 * @recipe: what is done to the received bytes, as a rule the recipe of @self with something appended
 *
 * Returns: (transfer full): a picture of the same bytes. Where somebody holds the pixels of @self, decoding does only the rest to them
 */
PentimentoImage *pentimento_image_continue (PentimentoImage *self, PentimentoRecipe *recipe);

/** Returns: (transfer full): the picture as it was received: of the same bytes, without a recipe */
PentimentoImage *pentimento_image_without_recipe (PentimentoImage *self);

/** Returns: (transfer full): the same picture under another name */
PentimentoImage *pentimento_image_with_name (PentimentoImage *self, const char *name);

/** Returns: (transfer none) (nullable): the recipe */
PentimentoRecipe *pentimento_image_get_recipe (PentimentoImage *self);

/**
 * pentimento_image_identify:
 * @sha256: of the received bytes
 * @recipe: (nullable): the recipe as text
 *
 * Returns: (transfer full): what tells one picture from another: @sha256, with the recipe behind it where there is one
 */
char *pentimento_image_identify (const char *sha256, const char *recipe);

/** Returns: (transfer none): what pentimento_image_identify() says of this picture; computed once */
const char *pentimento_image_get_identity (PentimentoImage *self);

/** Returns: (transfer none): the received bytes, unchanged */
GBytes *pentimento_image_get_bytes (PentimentoImage *self);

/**
 * pentimento_image_is_mapped:
 *
 * Returns: whether the received bytes lie in a file of our own that nobody writes to, so that what has been looked at of them need not stay in memory
 */
gboolean pentimento_image_is_mapped (PentimentoImage *self);

/** Lets go of the memory of bytes that are mapped; they are read again when they are looked at. Does nothing else. Safe from any thread. */
void pentimento_image_rest (PentimentoImage *self);

/** Returns: the name for messages; never %NULL */
const char *pentimento_image_get_name (PentimentoImage *self);

/** Returns: the media type by content, a static string */
const char *pentimento_image_get_media_type (PentimentoImage *self);

/** Returns: SHA-256 of the received bytes, 64 lower-case hexadecimal digits; computed once, safe from any thread */
const char *pentimento_image_get_sha256 (PentimentoImage *self);

/** Returns: the width in pixels when upright, after the recipe */
int pentimento_image_get_width (PentimentoImage *self);

/** Returns: the height in pixels when upright, after the recipe */
int pentimento_image_get_height (PentimentoImage *self);

/** Finds the size in pixels when upright, before the recipe. */
void pentimento_image_get_received_size (PentimentoImage *self, int *width, int *height);

/** Returns: the Exif orientation, 1 to 8; 1 where there is none, where it is nonsense, and where the loader itself turns (HEIC, AVIF) */
int pentimento_image_get_orientation (PentimentoImage *self);

/**
 * pentimento_image_read_origin:
 *
 * Reads how the picture was made, where the file says so in this program's words. Blocks for some milliseconds. Safe from any thread.
 *
 * Returns: (transfer full) (nullable): what the file says
 */
PentimentoOrigin *pentimento_image_read_origin (PentimentoImage *self);

/**
 * pentimento_image_has_credentials:
 *
 * Returns: whether the file has a place with Content Credentials (C2PA), which hold only for its very bytes. Whether they are valid cannot be told without asking
 * somebody, so that presence is all that is told.
 */
gboolean pentimento_image_has_credentials (PentimentoImage *self);

/**
 * pentimento_image_describe_loss:
 *
 * Returns: (transfer full) (nullable): a few words that say what of the file pentimento_image_decode() leaves out: further
 *   frames, more than 8 bits a channel, the true colours of inks; %NULL where that is nothing
 */
char *pentimento_image_describe_loss (PentimentoImage *self);

/**
 * pentimento_image_decode:
 *
 * Decodes the pixels: upright, 8 bits a channel, RGB or RGBA (straight alpha), colours converted to sRGB from an embedded
 * profile, then changed by the recipe. The first frame of an animation. A valid profile is obeyed, a broken one is ignored. Blocks and keeps
 * nothing: the caller holds the pixels, and as long as anybody does, all who ask get these. Safe from any thread.
 *
 * Returns: (transfer full) (nullable): the pixels, not to be written to, or %NULL with %PENTIMENTO_IMAGE_ERROR or %G_IO_ERROR_CANCELLED
 */
GdkPixbuf *pentimento_image_decode (PentimentoImage *self, GCancellable *cancellable, GError **error);

/**
 * pentimento_image_decode_after:
 * @earlier: a picture, as a rule of the same bytes with the beginning of the recipe
 *
 * As pentimento_image_decode(); where somebody holds the pixels of @earlier, only what the recipe does beyond is done to them.
 */
GdkPixbuf *pentimento_image_decode_after (PentimentoImage *self,
                                          PentimentoImage *earlier,
                                          GCancellable *cancellable,
                                          GError **error);

/**
 * pentimento_image_prove:
 *
 * Reads all of the picture as pentimento_image_decode() would, once, and keeps no pixels: it is whole, and can be decoded. Of JPEG files that takes a
 * third of the time and a sixty-fourth of the memory. Blocks, so it belongs into a thread.
 *
 * Returns: %TRUE, or %FALSE with a %PENTIMENTO_IMAGE_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean pentimento_image_prove (PentimentoImage *self, GCancellable *cancellable, GError **error);

/** As pentimento_image_decode(), in a thread. */
void pentimento_image_decode_async (PentimentoImage *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GdkPixbuf *pentimento_image_decode_finish (PentimentoImage *self, GAsyncResult *result, GError **error);

/**
 * pentimento_image_encode:
 * @pixels: 8-bit RGB or RGBA
 * @media_type: one of pentimento_image_writable_types()
 * @quality: 1 to 100 for JPEG, WebP and AVIF; ignored by PNG and TIFF
 *
 * Writes pixels in a file format, without metadata. JPEG has no alpha: it is flattened on white. Blocks.
 *
 * Returns: (transfer full) (nullable): the file's bytes, or %NULL with %PENTIMENTO_IMAGE_ERROR_ENCODE
 */
GBytes *pentimento_image_encode (GdkPixbuf *pixels,
                                 const char *media_type,
                                 int quality,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
