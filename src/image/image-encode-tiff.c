/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "image-encode-tiff.h"

#include "image-filter.h"
#include "pentimento-image-error.h"

#include <glib/gi18n-lib.h>
#include <libdeflate.h>
#include <string.h>

/* TIFF 6.0 §2 and §8, Technical Note 2 (Deflate, predictors), ICC.1 §B.4. Entries stand in the order of their numbers. */
enum {
  SHORT = 3,
  LONG = 4,
  RATIONAL = 5,
  UNDEFINED = 7,
  DEFLATE = 8,
  RGB = 2,
  CHUNKY = 1,
  INCH = 2,
  HORIZONTAL_DIFFERENCING = 2,
  STRAIGHT_ALPHA = 2,
};

/* Bytes before they are deflated: small enough to be told about and cancelled in between, large enough to be deflated well. */
#define STRIP_SIZE (1024 * 1024)

/* What a picture that says nothing of its size on paper has (TIFF 6.0 has to have one): dots an inch. */
#define RESOLUTION 72

/* Higher levels take a multiple of the time and save a few per cent of a photograph. */
#define LEVEL 1

typedef struct {
  GByteArray *file;
  GArray *offsets; /* guint32, one a strip */
  GArray *sizes;
  int rows; /* of a strip */
  guint n_entries;
  GByteArray *entries;
} Writer;

static void
append_number (GByteArray *bytes, guint32 number, gsize size)
{
  number = GUINT32_TO_LE (number);
  g_byte_array_append (bytes, (const guint8 *)&number, size);
}

/* Puts values behind what is there, at an even place. Returns: where they stand */
static guint32
append_values (GByteArray *file, const void *values, gsize size)
{
  guint32 offset;

  if (file->len % 2 != 0)
    append_number (file, 0, 1);
  offset = file->len;
  g_byte_array_append (file, values, size);
  return offset;
}

static void
add_entry (Writer *self, guint16 tag, guint16 type, guint32 count, guint32 value)
{
  append_number (self->entries, tag, 2);
  append_number (self->entries, type, 2);
  append_number (self->entries, count, 4);
  append_number (self->entries, value, 4);
  self->n_entries++;
}

/* One number stands in its entry, several elsewhere. */
static void
add_numbers (Writer *self, guint16 tag, GArray *numbers)
{
  guint32 value = g_array_index (numbers, guint32, 0);

  for (guint i = 0; i < numbers->len; i++)
    g_array_index (numbers, guint32, i) = GUINT32_TO_LE (g_array_index (numbers, guint32, i));
  if (numbers->len > 1)
    value = append_values (self->file, numbers->data, numbers->len * sizeof (guint32));
  add_entry (self, tag, LONG, numbers->len, value);
}

static void
add_entries (Writer *self, GdkPixbuf *pixels, GBytes *profile)
{
  int n_channels = gdk_pixbuf_get_n_channels (pixels);
  const guint16 depths[] = { GUINT16_TO_LE (8), GUINT16_TO_LE (8), GUINT16_TO_LE (8), GUINT16_TO_LE (8) };
  const guint32 resolution[] = { GUINT32_TO_LE (RESOLUTION), GUINT32_TO_LE (1) };
  guint32 resolution_offset = append_values (self->file, resolution, sizeof resolution);
  guint32 depths_offset = append_values (self->file, depths, n_channels * sizeof (guint16));

  add_entry (self, 256, LONG, 1, gdk_pixbuf_get_width (pixels));
  add_entry (self, 257, LONG, 1, gdk_pixbuf_get_height (pixels));
  add_entry (self, 258, SHORT, n_channels, depths_offset);
  add_entry (self, 259, SHORT, 1, DEFLATE);
  add_entry (self, 262, SHORT, 1, RGB);
  add_numbers (self, 273, self->offsets);
  add_entry (self, 277, SHORT, 1, n_channels);
  add_entry (self, 278, LONG, 1, self->rows);
  add_numbers (self, 279, self->sizes);
  add_entry (self, 282, RATIONAL, 1, resolution_offset);
  add_entry (self, 283, RATIONAL, 1, resolution_offset);
  add_entry (self, 284, SHORT, 1, CHUNKY);
  add_entry (self, 296, SHORT, 1, INCH);
  add_entry (self, 317, SHORT, 1, HORIZONTAL_DIFFERENCING);
  if (n_channels == 4)
    add_entry (self, 338, SHORT, 1, STRAIGHT_ALPHA);
  if (profile != NULL)
    add_entry (self, 34675, UNDEFINED, g_bytes_get_size (profile),
               append_values (self->file, g_bytes_get_data (profile, NULL), g_bytes_get_size (profile)));
}

/* The directory stands behind what it speaks of, and the head says where. */
static void
append_directory (Writer *self)
{
  guint32 offset = GUINT32_TO_LE (append_values (self->file, "", 0));

  memcpy (self->file->data + 4, &offset, sizeof offset);
  append_number (self->file, self->n_entries, 2);
  g_byte_array_append (self->file, self->entries->data, self->entries->len);
  append_number (self->file, 0, 4);
}

static gboolean
append_strip (Writer *self, GdkPixbuf *pixels, int top, guint8 *filtered, struct libdeflate_compressor *compressor)
{
  gsize row_size = (gsize)gdk_pixbuf_get_width (pixels) * gdk_pixbuf_get_n_channels (pixels);
  int rows = MIN (self->rows, gdk_pixbuf_get_height (pixels) - top);
  gsize room = libdeflate_zlib_compress_bound (compressor, rows * row_size);
  g_autofree guint8 *deflated = g_try_malloc (room);
  guint32 offset, size;

  if (deflated == NULL)
    return FALSE;
  for (int y = 0; y < rows; y++)
    image_filter_subtract_left (gdk_pixbuf_read_pixels (pixels) + (gsize)(top + y) * gdk_pixbuf_get_rowstride (pixels),
                                filtered + y * row_size, row_size, gdk_pixbuf_get_n_channels (pixels));
  size = (guint32)libdeflate_zlib_compress (compressor, filtered, rows * row_size, deflated, room);
  offset = append_values (self->file, deflated, size);
  g_array_append_val (self->offsets, offset);
  g_array_append_val (self->sizes, size);
  return size > 0;
}

static gboolean
append_strips (Writer *self, GdkPixbuf *pixels, const ImageEncoding *encoding, GError **error)
{
  gsize row_size = (gsize)gdk_pixbuf_get_width (pixels) * gdk_pixbuf_get_n_channels (pixels);
  int height = gdk_pixbuf_get_height (pixels);
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor (LEVEL);
  g_autofree guint8 *filtered = g_try_malloc (self->rows * row_size);
  gboolean good = filtered != NULL;

  for (int top = 0; good && top < height; top += self->rows)
    {
      if (encoding->progress != NULL)
        encoding->progress ((double)top / height, encoding->progress_data);
      good = self->file->len < encoding->max_bytes && !g_cancellable_is_cancelled (encoding->cancellable)
             && append_strip (self, pixels, top, filtered, compressor);
    }
  libdeflate_free_compressor (compressor);
  if (good || g_cancellable_set_error_if_cancelled (encoding->cancellable, error))
    return good;
  if (self->file->len >= encoding->max_bytes)
    g_set_error_literal (error, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_TOO_LARGE,
                         _ ("The picture file would be too large."));
  else
    g_set_error_literal (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY, _ ("Not enough memory"));
  return FALSE;
}

GBytes *
image_encode_tiff (GdkPixbuf *pixels, const ImageEncoding *encoding, GError **error)
{
  static const guint8 head[8] = { 'I', 'I', 42, 0 };
  gsize row_size = (gsize)gdk_pixbuf_get_width (pixels) * gdk_pixbuf_get_n_channels (pixels);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GByteArray) entries = g_byte_array_new ();
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (guint32));
  Writer writer = { file, offsets, sizes, .entries = entries };

  writer.rows = (int)CLAMP (STRIP_SIZE / row_size, 1, (gsize)gdk_pixbuf_get_height (pixels));
  g_byte_array_append (file, head, sizeof head);
  if (!append_strips (&writer, pixels, encoding, error))
    return NULL;
  add_entries (&writer, pixels, encoding->profile);
  append_directory (&writer);
  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}
