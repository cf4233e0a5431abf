/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-metadata.h"

#include "image-exiv.h"
#include "metadata-tags.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* A segment of a JPEG file has 65 533 bytes (ITU-T T.81 §B.1.1.4), less the name before Exif. */
#define MOST_EXIF (65533 - 6)

#define ORIGIN_TAG "Xmp." IMAGE_METADATA_PREFIX ".Origin"

/* Opens what there is to read, else the bytes of another file, so that there is something to write into. */
static gboolean
open_metadata (GExiv2Metadata *metadata, PentimentoImage *source)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (pentimento_image_get_bytes (source), &size);

  return gexiv2_metadata_open_buf (metadata, data, size, NULL);
}

static void
set_origin (GExiv2Metadata *metadata, const ImageMetadataChange *change)
{
  /* IPTC's words for what a model has made, alone and from a picture (Digital Source Type NewsCodes). */
  static const char made[] = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
  static const char edited[] = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia";

  if (change->drop_origin || change->origin != NULL)
    gexiv2_metadata_try_clear_tag (metadata, ORIGIN_TAG, NULL);
  if (change->origin == NULL)
    return;
  gexiv2_metadata_try_set_tag_string (metadata, ORIGIN_TAG, pentimento_origin_to_string (change->origin), NULL);
  gexiv2_metadata_try_set_tag_string (metadata, "Xmp.iptcExt.DigitalSourceType",
                                      pentimento_origin_get_facts (change->origin)->edited ? edited : made, NULL);
}

static void
set_size (GExiv2Metadata *metadata, const ImageMetadataChange *change)
{
  static const char *const widths[]
      = { "Exif.Photo.PixelXDimension", "Xmp.exif.PixelXDimension", "Xmp.tiff.ImageWidth" };
  static const char *const heights[]
      = { "Exif.Photo.PixelYDimension", "Xmp.exif.PixelYDimension", "Xmp.tiff.ImageLength" };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      metadata_tags_renew (metadata, widths[i], change->width);
      metadata_tags_renew (metadata, heights[i], change->height);
    }
}

static void
set_orientation (GExiv2Metadata *metadata, const ImageMetadataChange *change)
{
  if (change->orientation != 1)
    gexiv2_metadata_try_set_tag_long (metadata, "Exif.Image.Orientation", change->orientation, NULL);
  else
    metadata_tags_renew (metadata, "Exif.Image.Orientation", 1);
  metadata_tags_renew (metadata, "Xmp.tiff.Orientation", change->orientation);
}

/* Exif 2.32 §4.6.5: 1 is sRGB. */
static void
set_colour_space (GExiv2Metadata *metadata, const ImageMetadataChange *change)
{
  if (!change->to_srgb)
    return;
  metadata_tags_renew (metadata, "Exif.Photo.ColorSpace", 1);
  metadata_tags_renew (metadata, "Xmp.exif.ColorSpace", 1);
  gexiv2_metadata_try_clear_tag (metadata, "Xmp.photoshop.ICCProfile", NULL);
  gexiv2_metadata_try_clear_tag (metadata, "Exif.Iop.InteroperabilityIndex", NULL);
}

static void
change_metadata (GExiv2Metadata *metadata, const ImageMetadataChange *change)
{
  if (change->drop_all)
    gexiv2_metadata_clear (metadata);
  gexiv2_metadata_try_erase_exif_thumbnail (metadata, NULL);
  metadata_tags_drop (metadata, METADATA_TAGS_STALE);
  if (change->drop_location)
    metadata_tags_drop (metadata, METADATA_TAGS_LOCATION);
  set_size (metadata, change);
  set_orientation (metadata, change);
  set_colour_space (metadata, change);
  set_origin (metadata, change);
}

static GBytes *
take_exif (GExiv2Metadata *metadata)
{
  g_autoptr (GBytes) exif = gexiv2_metadata_has_exif (metadata)
                                ? gexiv2_metadata_get_exif_data (metadata, GEXIV2_BYTE_ORDER_LITTLE, NULL)
                                : NULL;

  return exif != NULL && g_bytes_get_size (exif) > 0 ? g_steal_pointer (&exif) : NULL;
}

/* Exiv2 leaves out the longest tags where Exif would not fit into a JPEG file, whatever it is for. */
static GBytes *
fit_exif (GExiv2Metadata *metadata, const ImageMetadataChange *change, PentimentoImageLosses *losses)
{
  g_autoptr (GBytes) exif = take_exif (metadata);

  if (metadata_tags_measure_exif (metadata) > MOST_EXIF)
    *losses |= PENTIMENTO_IMAGE_LOSES_METADATA;
  if (exif == NULL || g_bytes_get_size (exif) <= MOST_EXIF)
    return g_steal_pointer (&exif);
  *losses |= PENTIMENTO_IMAGE_LOSES_METADATA;
  return NULL;
}

static GBytes *
take_xmp (GExiv2Metadata *metadata)
{
  char *packet = gexiv2_metadata_has_xmp (metadata)
                     ? gexiv2_metadata_try_generate_xmp_packet (metadata, GEXIV2_USE_COMPACT_FORMAT, 0, NULL)
                     : NULL;

  return packet != NULL ? g_bytes_new_take (packet, strlen (packet)) : NULL;
}

static GBytes *
fit_xmp (GExiv2Metadata *metadata, const ImageMetadataChange *change, PentimentoImageLosses *losses)
{
  const gsize most = image_container_most_xmp (change->media_type);
  g_autoptr (GBytes) xmp = take_xmp (metadata);

  if (xmp == NULL || g_bytes_get_size (xmp) <= most)
    return g_steal_pointer (&xmp);
  *losses |= PENTIMENTO_IMAGE_LOSES_METADATA;
  gexiv2_metadata_clear_xmp (metadata);
  set_origin (metadata, change);
  g_clear_pointer (&xmp, g_bytes_unref);
  xmp = take_xmp (metadata);
  if (xmp == NULL || g_bytes_get_size (xmp) <= most)
    return g_steal_pointer (&xmp);
  *losses |= PENTIMENTO_IMAGE_LOSES_ORIGIN;
  return NULL;
}

static void
fill_blocks (GExiv2Metadata *metadata,
             PentimentoImage *source,
             const ImageMetadataChange *change,
             ImageBlocks *blocks,
             PentimentoImageLosses *losses)
{
  /* IPTC that stays as it is has to be in JPEG, and free of places where they are unwanted; else its words go into XMP. */
  if (!change->drop_all && !change->drop_location && g_str_equal (change->media_type, "image/jpeg"))
    blocks->iptc
        = image_container_find_iptc (pentimento_image_get_bytes (source), pentimento_image_get_media_type (source));
  change_metadata (metadata, change);
  if (blocks->iptc == NULL)
    metadata_tags_move_iptc (metadata);
  blocks->exif = fit_exif (metadata, change, losses);
  blocks->xmp = fit_xmp (metadata, change, losses);
}

void
image_metadata_prepare (PentimentoImage *source,
                        const ImageMetadataChange *change,
                        ImageBlocks *blocks,
                        PentimentoImageLosses *losses)
{
  g_autoptr (GExiv2Metadata) metadata = NULL;

  if (image_exiv_enter ())
    {
      metadata = gexiv2_metadata_new ();
      if (open_metadata (metadata, source) || metadata_tags_open_nothing (metadata))
        fill_blocks (metadata, source, change, blocks, losses);
      g_clear_object (&metadata);
    }
  image_exiv_leave ();
}

static gboolean
save_into (const char *path, PentimentoImage *source, const ImageMetadataChange *change)
{
  gboolean good = FALSE;

  if (image_exiv_enter ())
    {
      g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();

      if (open_metadata (metadata, source) || metadata_tags_open_nothing (metadata))
        {
          change_metadata (metadata, change);
          metadata_tags_move_iptc (metadata);
          good = gexiv2_metadata_save_file (metadata, path, NULL);
        }
    }
  image_exiv_leave ();
  return good;
}

/* Exiv2 writes TIFF into files only. */
GBytes *
image_metadata_write_tiff (GBytes *file, PentimentoImage *source, const ImageMetadataChange *change)
{
  g_autofree char *path = NULL;
  char *content = NULL;
  gsize size;
  int descriptor = g_file_open_tmp ("pentimento-XXXXXX.tiff", &path, NULL);
  gboolean good;

  if (descriptor < 0)
    return NULL;
  g_close (descriptor, NULL);
  good = g_file_set_contents (path, g_bytes_get_data (file, NULL), (gssize)g_bytes_get_size (file), NULL)
         && save_into (path, source, change) && g_file_get_contents (path, &content, &size, NULL);
  g_unlink (path);
  return good ? g_bytes_new_take (content, size) : NULL;
}

gboolean
image_metadata_is_in (PentimentoImage *image)
{
  gboolean is_in = FALSE;

  if (image_exiv_enter ())
    {
      g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();

      is_in = open_metadata (metadata, image)
              && (gexiv2_metadata_has_exif (metadata) || gexiv2_metadata_has_xmp (metadata)
                  || gexiv2_metadata_has_iptc (metadata));
    }
  image_exiv_leave ();
  return is_in;
}

gboolean
image_metadata_has_location (PentimentoImage *image)
{
  gboolean has_location = FALSE;

  if (image_exiv_enter ())
    {
      g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();

      has_location = open_metadata (metadata, image) && metadata_tags_has_location (metadata);
    }
  image_exiv_leave ();
  return has_location;
}

PentimentoOrigin *
pentimento_image_read_origin (PentimentoImage *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (PENTIMENTO_IS_IMAGE (self), NULL);

  if (image_exiv_enter ())
    {
      g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();

      if (open_metadata (metadata, self) && gexiv2_metadata_try_has_tag (metadata, ORIGIN_TAG, NULL))
        text = gexiv2_metadata_try_get_tag_string (metadata, ORIGIN_TAG, NULL);
    }
  image_exiv_leave ();
  return text != NULL ? pentimento_origin_new_from_string (text) : NULL;
}
