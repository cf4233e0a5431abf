/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "metadata-tags.h"

/* Beginnings of names. */
static const char *const stale[]
    = { "Xmp.xmp.Thumbnails", "Xmp.xmpNote.HasExtendedXMP", "Xmp.photoshop.DocumentAncestors",
        "Exif.Image.PrintImageMatching",
        /* Tags that point to further pictures and blocks in the file */
        "Exif.Image.ImageResources", "Exif.Image.XMLPacket", "Exif.Image.IPTCNAA", "Exif.Image.InterColorProfile",
        "Exif.Image.JPEGTables", "Exif.Image.ImageSourceData", "Exif.SubImage", "Exif.Image2", "Exif.Image3",
        "Exif.MpfInfo", NULL };

static const char *const location[] = {
  "Exif.GPSInfo.",
  "Exif.Image.GPSTag",
  "Xmp.exif.GPS",
  "Xmp.iptc.Location",
  "Xmp.iptc.CountryCode",
  "Xmp.iptcExt.Location",
  "Xmp.photoshop.City",
  "Xmp.photoshop.State",
  "Xmp.photoshop.Country",
  "Iptc.Application2.City",
  "Iptc.Application2.SubLocation",
  "Iptc.Application2.ProvinceState",
  "Iptc.Application2.CountryCode",
  "Iptc.Application2.CountryName",
  "Iptc.Application2.LocationCode",
  "Iptc.Application2.LocationName",
  NULL,
};

/* Groups that are Exif's own; each maker has others. */
static const char *const exif_groups[]
    = { "Exif.Image.", "Exif.Photo.", "Exif.GPSInfo.", "Exif.Iop.", "Exif.Thumbnail.", NULL };

typedef struct {
  const char *iptc;
  const char *xmp;
} Word;

/* IPTC Photo Metadata Standard, “IIM” and “XMP” names of the same properties. */
static const Word words[] = {
  { "Iptc.Application2.Caption", "Xmp.dc.description" },
  { "Iptc.Application2.Keywords", "Xmp.dc.subject" },
  { "Iptc.Application2.Byline", "Xmp.dc.creator" },
  { "Iptc.Application2.Copyright", "Xmp.dc.rights" },
  { "Iptc.Application2.ObjectName", "Xmp.dc.title" },
  { "Iptc.Application2.Headline", "Xmp.photoshop.Headline" },
  { "Iptc.Application2.Credit", "Xmp.photoshop.Credit" },
  { "Iptc.Application2.Source", "Xmp.photoshop.Source" },
  { "Iptc.Application2.SpecialInstructions", "Xmp.photoshop.Instructions" },
  { "Iptc.Application2.BylineTitle", "Xmp.photoshop.AuthorsPosition" },
  { "Iptc.Application2.City", "Xmp.photoshop.City" },
  { "Iptc.Application2.ProvinceState", "Xmp.photoshop.State" },
  { "Iptc.Application2.CountryName", "Xmp.photoshop.Country" },
};

static gboolean
begins_with_one_of (const char *tag, const char *const *beginnings)
{
  for (guint i = 0; beginnings[i] != NULL; i++)
    if (g_str_has_prefix (tag, beginnings[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_of_maker (const char *tag)
{
  return g_str_has_prefix (tag, "Exif.Photo.MakerNote")
         || (g_str_has_prefix (tag, "Exif.") && !begins_with_one_of (tag, exif_groups));
}

/* The notes of makers tell places too (Nikon, Panasonic), each in its own way. */
static gboolean
is_among (const char *tag, MetadataTags tags)
{
  if (tags == METADATA_TAGS_STALE)
    return begins_with_one_of (tag, stale);
  return begins_with_one_of (tag, location) || is_of_maker (tag);
}

static void
drop_of (GExiv2Metadata *metadata, char **names, MetadataTags tags)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (is_among (names[i], tags))
      gexiv2_metadata_try_clear_tag (metadata, names[i], NULL);
}

void
metadata_tags_drop (GExiv2Metadata *metadata, MetadataTags tags)
{
  g_auto (GStrv) exif = gexiv2_metadata_get_exif_tags (metadata);
  g_auto (GStrv) xmp = gexiv2_metadata_get_xmp_tags (metadata);
  g_auto (GStrv) iptc = gexiv2_metadata_get_iptc_tags (metadata);

  drop_of (metadata, exif, tags);
  drop_of (metadata, xmp, tags);
  drop_of (metadata, iptc, tags);
}

static gboolean
tells_place (char **names)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (begins_with_one_of (names[i], location))
      return TRUE;

  return FALSE;
}

gboolean
metadata_tags_has_location (GExiv2Metadata *metadata)
{
  g_auto (GStrv) exif = gexiv2_metadata_get_exif_tags (metadata);
  g_auto (GStrv) xmp = gexiv2_metadata_get_xmp_tags (metadata);
  g_auto (GStrv) iptc = gexiv2_metadata_get_iptc_tags (metadata);

  return tells_place (exif) || tells_place (xmp) || tells_place (iptc);
}

/* The notes of makers are there as a whole and in parts, and count once. */
gsize
metadata_tags_measure_exif (GExiv2Metadata *metadata)
{
  g_auto (GStrv) names = gexiv2_metadata_get_exif_tags (metadata);
  gsize size = 0;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr (GBytes) value = begins_with_one_of (names[i], exif_groups)
                                     ? gexiv2_metadata_try_get_tag_raw (metadata, names[i], NULL)
                                     : NULL;

      size += value != NULL ? g_bytes_get_size (value) : 0;
    }
  return size;
}

void
metadata_tags_renew (GExiv2Metadata *metadata, const char *tag, int value)
{
  if (gexiv2_metadata_try_has_tag (metadata, tag, NULL))
    gexiv2_metadata_try_set_tag_long (metadata, tag, value, NULL);
}

void
metadata_tags_move_iptc (GExiv2Metadata *metadata)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_auto (GStrv) values = NULL;

      if (!gexiv2_metadata_try_has_tag (metadata, words[i].iptc, NULL)
          || gexiv2_metadata_try_has_tag (metadata, words[i].xmp, NULL))
        continue;
      values = gexiv2_metadata_try_get_tag_multiple (metadata, words[i].iptc, NULL);
      /* XMP is UTF-8, and IPTC need not be. */
      for (guint j = 0; values != NULL && values[j] != NULL; j++)
        {
          g_autofree char *value = values[j];

          values[j] = g_utf8_make_valid (value, -1);
        }
      if (values != NULL && values[0] != NULL)
        gexiv2_metadata_try_set_tag_multiple (metadata, words[i].xmp, (const char **)values, NULL);
    }
  gexiv2_metadata_clear_iptc (metadata);
}

/* A JPEG file of nothing but its beginning and end. */
gboolean
metadata_tags_open_nothing (GExiv2Metadata *metadata)
{
  static const guint8 nothing[] = { 0xff, 0xd8, 0xff, 0xd9 };

  return gexiv2_metadata_open_buf (metadata, nothing, sizeof nothing, NULL);
}
