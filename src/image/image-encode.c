/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-encode.h"

#include "image-encode-png.h"
#include "image-encode-tiff.h"
#include "image-encode-webp.h"
#include "image-flatten.h"
#include "pentimento-image-error.h"
#include "pentimento-image-format.h"

#include <glib/gi18n-lib.h>

/* What a GByteArray holds while it still can double: far above any picture within the default limits. */
#define MOST_BYTES ((guint64)1 << 30)

/* GdkPixbuf's saver of a format. */
typedef struct {
  const char *media_type;
  const char *saver;
  gboolean can_be_stopped; /* it writes while it works */
  gboolean has_profile;
} Saver;

static const Saver savers[] = {
  { "image/jpeg", "jpeg", TRUE, TRUE },
  { "image/avif", "avif", FALSE, FALSE },
};

typedef struct {
  GByteArray *bytes;
  const ImageEncoding *encoding;
} Sink;

static void
set_too_large (GError **error)
{
  g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE,
                       _ ("The picture file would be too large."));
}

static void
set_no_memory (GError **error)
{
  g_set_error_literal (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY, _ ("Not enough memory"));
}

static gboolean
sink_write (const char *data, gsize size, GError **error, gpointer user_data)
{
  Sink *sink = user_data;

  if (g_cancellable_set_error_if_cancelled (sink->encoding->cancellable, error))
    return FALSE;
  if (size > sink->encoding->max_bytes - sink->bytes->len)
    {
      set_too_large (error);
      return FALSE;
    }
  g_byte_array_append (sink->bytes, (const guint8 *)data, size);
  return TRUE;
}

static const Saver *
find_saver (const char *media_type)
{
  for (guint i = 0; i < G_N_ELEMENTS (savers); i++)
    if (g_str_equal (savers[i].media_type, media_type))
      return &savers[i];

  return NULL;
}

gboolean
image_encode_takes_profile (const char *media_type)
{
  const Saver *saver = find_saver (media_type);

  return saver == NULL || saver->has_profile;
}

static GBytes *
save (GdkPixbuf *pixels, const Saver *saver, const ImageEncoding *encoding, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  g_auto (GStrv) key_list = NULL;
  g_auto (GStrv) value_list = NULL;
  g_autofree char *quality = g_strdup_printf ("%d", CLAMP (encoding->quality, 1, 100));
  Sink sink = { bytes, encoding };

  g_strv_builder_add (keys, "quality");
  g_strv_builder_add (values, quality);
  if (encoding->profile != NULL && saver->has_profile)
    {
      g_autofree char *profile
          = g_base64_encode (g_bytes_get_data (encoding->profile, NULL), g_bytes_get_size (encoding->profile));

      g_strv_builder_add (keys, "icc-profile");
      g_strv_builder_add (values, profile);
    }
  key_list = g_strv_builder_end (keys);
  value_list = g_strv_builder_end (values);
  if (!gdk_pixbuf_save_to_callbackv (pixels, sink_write, &sink, saver->saver, key_list, value_list, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

typedef struct {
  GdkPixbuf *pixels;
  const Saver *saver;
  ImageEncoding encoding;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->pixels);
  g_free (saving);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Saving *saving = data;
  GError *error = NULL;
  GBytes *bytes = save (saving->pixels, saving->saver, &saving->encoding, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/* An encoder that cannot be stopped is left to itself where it is cancelled: what it makes is dropped. */
static GBytes *
save_or_leave (GdkPixbuf *pixels, const Saver *saver, const ImageEncoding *encoding, GError **error)
{
  g_autoptr (GTask) task = g_task_new (NULL, encoding->cancellable, NULL, NULL);
  Saving *saving = g_new0 (Saving, 1);

  saving->pixels = g_object_ref (pixels);
  saving->saver = saver;
  saving->encoding.quality = encoding->quality;
  saving->encoding.max_bytes = encoding->max_bytes;
  g_task_set_source_tag (task, save_or_leave);
  g_task_set_task_data (task, saving, saving_free);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread_sync (task, save_in_thread);
  return g_task_propagate_pointer (task, error);
}

static GBytes *
save_with_saver (GdkPixbuf *pixels, const ImageEncoding *encoding, GError **error)
{
  const Saver *saver = find_saver (encoding->media_type);
  g_autoptr (GdkPixbuf) flat = NULL;
  gboolean had_transparency;

  if (!saver->can_be_stopped)
    return save_or_leave (pixels, saver, encoding, error);
  flat = image_flatten (pixels, &had_transparency);
  if (flat != NULL)
    return save (flat, saver, encoding, error);
  set_no_memory (error);
  return NULL;
}

static GBytes *
save_png (GdkPixbuf *pixels, const ImageEncoding *encoding, GError **error)
{
  ImagePngState state;
  GBytes *bytes = image_encode_png (pixels, encoding->profile, encoding->max_bytes, encoding->cancellable, &state);

  if (bytes != NULL || g_cancellable_set_error_if_cancelled (encoding->cancellable, error))
    return bytes;
  if (state == IMAGE_PNG_TOO_LARGE)
    set_too_large (error);
  else
    set_no_memory (error);
  return NULL;
}

static GBytes *
write_file (GdkPixbuf *pixels, const ImageEncoding *encoding, GError **error)
{
  if (g_str_equal (encoding->media_type, "image/png"))
    return save_png (pixels, encoding, error);
  if (g_str_equal (encoding->media_type, "image/webp"))
    return image_encode_webp (pixels, encoding, error);
  if (g_str_equal (encoding->media_type, "image/tiff"))
    return image_encode_tiff (pixels, encoding, error);
  return save_with_saver (pixels, encoding, error);
}

static gboolean
check_writable (const char *media_type, GError **error)
{
  g_autofree const char **types = pentimento_image_writable_types ();
  g_autofree char *endings = NULL;

  if (media_type != NULL && g_strv_contains (types, media_type))
    return TRUE;
  endings = pentimento_image_describe_writable ();
  g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_ENCODE,
               _ ("This computer cannot write pictures of the type “%s”, only %s."),
               media_type != NULL ? media_type : "", endings);
  return FALSE;
}

static gboolean
is_own_error (const GError *error)
{
  return error->domain == PENTIMENTO_IMAGE_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

GBytes *
image_encode (GdkPixbuf *pixels, const ImageEncoding *encoding, GError **error)
{
  ImageEncoding capped = *encoding;
  g_autoptr (GError) save_error = NULL;
  GBytes *bytes;

  if (g_cancellable_set_error_if_cancelled (encoding->cancellable, error)
      || !check_writable (encoding->media_type, error))
    return NULL;

  capped.max_bytes = encoding->max_bytes == 0 ? MOST_BYTES : MIN (encoding->max_bytes, MOST_BYTES);
  bytes = write_file (pixels, &capped, &save_error);
  if (bytes != NULL)
    return bytes;
  if (is_own_error (save_error))
    g_propagate_error (error, g_steal_pointer (&save_error));
  else
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_ENCODE, _ ("The picture could not be saved: %s"),
                 save_error->message);
  return NULL;
}

GBytes *
image_encode_capped (GdkPixbuf *pixels,
                     const char *media_type,
                     int quality,
                     guint64 max_bytes,
                     GCancellable *cancellable,
                     GError **error)
{
  const ImageEncoding encoding
      = { .media_type = media_type, .quality = quality, .max_bytes = max_bytes, .cancellable = cancellable };

  return image_encode (pixels, &encoding, error);
}

GBytes *
pentimento_image_encode (GdkPixbuf *pixels,
                         const char *media_type,
                         int quality,
                         GCancellable *cancellable,
                         GError **error)
{
  GBytes *bytes;

  g_return_val_if_fail (GDK_IS_PIXBUF (pixels), NULL);

  bytes = image_encode_capped (pixels, media_type, quality, 0, cancellable, error);
  if (bytes == NULL && error != NULL
      && g_error_matches (*error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE))
    (*error)->code = PENTIMENTO_IMAGE_ERROR_ENCODE;

  return bytes;
}
