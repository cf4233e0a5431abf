/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-image-format.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

typedef struct {
  const char *media_type;
  const char *extensions[5]; /* the usual one first */
} Format;

static const Format formats[] = {
  { "image/png", { "png" } },
  { "image/jpeg", { "jpg", "jpeg", "jpe", "jfif" } },
  { "image/webp", { "webp" } },
  { "image/tiff", { "tiff", "tif" } },
  { "image/gif", { "gif" } },
  { "image/avif", { "avif" } },
  { "image/heic", { "heic", "heif", "hif" } },
};

typedef struct {
  const char *brand;
  const char *media_type;
} Brand;

/* ISO/IEC 23008-12 annex B (HEVC images and sequences), AV1 Image File Format §6. mif1 and msf1 only promise the
 * container; the brands that follow them say what is inside. */
static const Brand brands[] = {
  { "avif", "image/avif" }, { "avis", "image/avif" }, { "heic", "image/heic" }, { "heix", "image/heic" },
  { "heim", "image/heic" }, { "heis", "image/heic" }, { "hevc", "image/heic" }, { "hevx", "image/heic" },
  { "hevm", "image/heic" }, { "hevs", "image/heic" },
};

static gboolean
holds (const guint8 *data, gsize size, gsize offset, const char *signature, gsize length)
{
  return size >= offset + length && memcmp (data + offset, signature, length) == 0;
}

static const char *
media_type_of_brand (const guint8 *brand)
{
  for (guint i = 0; i < G_N_ELEMENTS (brands); i++)
    if (memcmp (brand, brands[i].brand, 4) == 0)
      return brands[i].media_type;

  return NULL;
}

/* The major brand stands at 8, a version at 12, compatible brands from 16 to the end of the box. */
static const char *
media_type_of_file_type_box (const guint8 *data, gsize size)
{
  guint32 length;
  const char *media_type = NULL;

  if (!holds (data, size, 4, "ftyp", 4) || size < 12)
    return NULL;

  memcpy (&length, data, 4);
  length = MIN (GUINT32_FROM_BE (length), size);
  media_type = media_type_of_brand (data + 8);
  for (gsize at = 16; media_type == NULL && at + 4 <= length; at += 4)
    media_type = media_type_of_brand (data + at);

  return media_type;
}

const char *
pentimento_image_media_type_of_bytes (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (holds (data, size, 0, "\x89PNG\r\n\x1a\n", 8))
    return "image/png";
  if (holds (data, size, 0, "\xff\xd8\xff", 3))
    return "image/jpeg";
  if (holds (data, size, 0, "RIFF", 4) && holds (data, size, 8, "WEBP", 4))
    return "image/webp";
  if (holds (data, size, 0, "II*\0", 4) || holds (data, size, 0, "MM\0*", 4))
    return "image/tiff";
  if (holds (data, size, 0, "GIF87a", 6) || holds (data, size, 0, "GIF89a", 6))
    return "image/gif";

  return media_type_of_file_type_box (data, size);
}

const char *
pentimento_image_media_type_of_name (const char *name)
{
  const char *dot = strrchr (name, '.');

  if (dot == NULL)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    for (guint j = 0; formats[i].extensions[j] != NULL; j++)
      if (g_ascii_strcasecmp (dot + 1, formats[i].extensions[j]) == 0)
        return formats[i].media_type;

  return NULL;
}

const char *
pentimento_image_extension (const char *media_type)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].media_type, media_type) == 0)
      return formats[i].extensions[0];

  return NULL;
}

static gboolean
format_is (GdkPixbufFormat *format, const char *media_type)
{
  g_auto (GStrv) media_types = gdk_pixbuf_format_get_mime_types (format);

  return g_strv_contains ((const char *const *)media_types, media_type);
}

static gboolean
is_supported (GSList *loaders, const char *media_type, gboolean to_write)
{
  for (GSList *item = loaders; item != NULL; item = item->next)
    if (format_is (item->data, media_type) && !gdk_pixbuf_format_is_disabled (item->data)
        && (!to_write || gdk_pixbuf_format_is_writable (item->data)))
      return TRUE;

  return FALSE;
}

const char **
pentimento_image_readable_types (void)
{
  g_autoptr (GSList) loaders = gdk_pixbuf_get_formats ();
  GPtrArray *types = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (is_supported (loaders, formats[i].media_type, FALSE))
      g_ptr_array_add (types, (gpointer)formats[i].media_type);
  g_ptr_array_add (types, NULL);

  return (const char **)g_ptr_array_free (types, FALSE);
}

const char **
pentimento_image_writable_types (void)
{
  static const struct {
    const char *media_type;
    gboolean needs_saver; /* GdkPixbuf's; the others are written by the program itself */
  } candidates[] = {
    { "image/png" }, { "image/jpeg", TRUE }, { "image/webp" }, { "image/tiff" }, { "image/avif", TRUE },
  };
  g_autoptr (GSList) loaders = gdk_pixbuf_get_formats ();
  GPtrArray *types = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (!candidates[i].needs_saver || is_supported (loaders, candidates[i].media_type, TRUE))
      g_ptr_array_add (types, (gpointer)candidates[i].media_type);
  g_ptr_array_add (types, NULL);

  return (const char **)g_ptr_array_free (types, FALSE);
}

char *
pentimento_image_describe_writable (void)
{
  g_autofree const char **types = pentimento_image_writable_types ();
  GString *endings = g_string_new (NULL);

  for (guint i = 0; types[i] != NULL; i++)
    g_string_append_printf (endings, "%s.%s", i > 0 ? ", " : "", pentimento_image_extension (types[i]));
  return g_string_free (endings, FALSE);
}

char *
pentimento_image_complete_name (const char *name, const char *media_type)
{
  const char *named = pentimento_image_media_type_of_name (name);

  if (named != NULL && (media_type == NULL || g_str_equal (named, media_type)))
    return g_strdup (name);
  return g_strconcat (name, ".", pentimento_image_extension (media_type != NULL ? media_type : "image/png"), NULL);
}
