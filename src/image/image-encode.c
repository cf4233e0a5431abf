/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-encode.h"

#include "image-flatten.h"
#include "pentimento-image-error.h"
#include "pentimento-image-format.h"

#include <glib/gi18n-lib.h>

/* What a GByteArray holds while it still can double: far above any picture within the default limits. */
#define MOST_BYTES ((guint64)1 << 30)

typedef struct {
  GByteArray *bytes;
  guint64 max_bytes;
  GCancellable *cancellable;
} Sink;

static gboolean
sink_write (const char *data, gsize size, GError **error, gpointer user_data)
{
  Sink *sink = user_data;

  if (g_cancellable_set_error_if_cancelled (sink->cancellable, error))
    return FALSE;

  if (size > sink->max_bytes - sink->bytes->len)
    {
      g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE,
                           _ ("The picture file would be too large."));
      return FALSE;
    }

  g_byte_array_append (sink->bytes, (const guint8 *)data, size);
  return TRUE;
}

static gboolean
save_png (GdkPixbuf *pixels, Sink *sink, GError **error)
{
  char *keys[] = { (char *)"compression", NULL };
  char *values[] = { (char *)"1", NULL }; /* higher levels take five times as long and save a few per cent */

  return gdk_pixbuf_save_to_callbackv (pixels, sink_write, sink, "png", keys, values, error);
}

static gboolean
save_lossy (GdkPixbuf *pixels, Sink *sink, const char *type, int quality, GError **error)
{
  g_autofree char *quality_text = g_strdup_printf ("%d", CLAMP (quality, 1, 100));
  char *keys[] = { (char *)"quality", NULL };
  char *values[] = { quality_text, NULL };

  return gdk_pixbuf_save_to_callbackv (pixels, sink_write, sink, type, keys, values, error);
}

static gboolean
save (GdkPixbuf *pixels, Sink *sink, const char *media_type, int quality, GError **error)
{
  g_autoptr (GdkPixbuf) flat = NULL;
  gboolean had_transparency;

  if (g_str_equal (media_type, "image/png"))
    return save_png (pixels, sink, error);
  if (g_str_equal (media_type, "image/webp"))
    return save_lossy (pixels, sink, "webp", quality, error);

  flat = image_flatten (pixels, &had_transparency);
  if (flat == NULL)
    {
      g_set_error_literal (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY, _ ("Not enough memory"));
      return FALSE;
    }
  return save_lossy (flat, sink, "jpeg", quality, error);
}

static gboolean
is_writable (const char *media_type)
{
  g_autofree const char **types = pentimento_image_writable_types ();

  return media_type != NULL && g_strv_contains (types, media_type);
}

static gboolean
is_own_error (const GError *error)
{
  return error->domain == PENTIMENTO_IMAGE_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

GBytes *
image_encode_capped (GdkPixbuf *pixels,
                     const char *media_type,
                     int quality,
                     guint64 max_bytes,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) save_error = NULL;
  Sink sink = { bytes, max_bytes == 0 ? MOST_BYTES : MIN (max_bytes, MOST_BYTES), cancellable };

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  if (!is_writable (media_type))
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_ENCODE,
                 _ ("This computer cannot write pictures of the type “%s”."), media_type != NULL ? media_type : "");
  else if (save (pixels, &sink, media_type, quality, &save_error))
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  else if (is_own_error (save_error))
    g_propagate_error (error, g_steal_pointer (&save_error));
  else
    g_set_error (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_ENCODE, _ ("The picture could not be saved: %s"),
                 save_error->message);

  return NULL;
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
