/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-pyramid.h"

/* 24 halvings turn the largest side an int can hold into less than a tile. */
#define MAX_LEVELS 24

typedef struct {
  GBytes *bytes;
  int width;
  int height;
  gsize stride;
} Level;

struct _PentimentoPyramid {
  GObject parent_instance;

  GdkPixbuf *pixels;
  Level levels[MAX_LEVELS];
  guint n_levels;
};

G_DEFINE_FINAL_TYPE (PentimentoPyramid, pentimento_pyramid, G_TYPE_OBJECT)

static void
pentimento_pyramid_finalize (GObject *object)
{
  PentimentoPyramid *self = PENTIMENTO_PYRAMID (object);

  for (guint i = 0; i < self->n_levels; i++)
    g_bytes_unref (self->levels[i].bytes);
  g_clear_object (&self->pixels);

  G_OBJECT_CLASS (pentimento_pyramid_parent_class)->finalize (object);
}

static void
pentimento_pyramid_class_init (PentimentoPyramidClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pentimento_pyramid_finalize;
}

static void
pentimento_pyramid_init (PentimentoPyramid *self)
{
}

static void
halve_opaque (const guchar *upper, const guchar *lower, guchar *target, int width, int target_width)
{
  for (int x = 0; x < target_width; x++)
    {
      int left = 2 * x * 3;
      int right = MIN (2 * x + 1, width - 1) * 3;

      for (int i = 0; i < 3; i++)
        target[x * 3 + i] = (upper[left + i] + upper[right + i] + lower[left + i] + lower[right + i] + 2) / 4;
    }
}

/* Colours count by their opacity, so that what cannot be seen does not bleed into what can. */
static void
halve_transparent (const guchar *upper, const guchar *lower, guchar *target, int width, int target_width)
{
  for (int x = 0; x < target_width; x++)
    {
      int left = 2 * x * 4;
      int right = MIN (2 * x + 1, width - 1) * 4;
      guint alpha = upper[left + 3] + upper[right + 3] + lower[left + 3] + lower[right + 3];

      for (int i = 0; i < 3; i++)
        {
          guint sum = upper[left + i] * upper[left + 3] + upper[right + i] * upper[right + 3]
                      + lower[left + i] * lower[left + 3] + lower[right + i] * lower[right + 3];
          target[x * 4 + i] = alpha > 0 ? (sum + alpha / 2) / alpha : 0;
        }
      target[x * 4 + 3] = (alpha + 2) / 4;
    }
}

static Level
halve (const Level *source, gboolean transparent)
{
  int channels = transparent ? 4 : 3;
  Level target = { NULL, (source->width + 1) / 2, (source->height + 1) / 2, 0 };
  const guchar *from = g_bytes_get_data (source->bytes, NULL);
  guchar *to;

  target.stride = (gsize)target.width * channels;
  to = g_malloc (target.stride * target.height);
  for (int y = 0; y < target.height; y++)
    {
      const guchar *upper = from + (gsize)(2 * y) * source->stride;
      const guchar *lower = from + (gsize)MIN (2 * y + 1, source->height - 1) * source->stride;

      if (transparent)
        halve_transparent (upper, lower, to + y * target.stride, source->width, target.width);
      else
        halve_opaque (upper, lower, to + y * target.stride, source->width, target.width);
    }
  target.bytes = g_bytes_new_take (to, target.stride * target.height);
  return target;
}

/* Not gdk_pixbuf_read_pixel_bytes(): it copies. */
static GBytes *
share_pixels (GdkPixbuf *pixels)
{
  return g_bytes_new_with_free_func (gdk_pixbuf_read_pixels (pixels), gdk_pixbuf_get_byte_length (pixels),
                                     g_object_unref, g_object_ref (pixels));
}

static void
build (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  GdkPixbuf *pixels = task_data;
  gboolean transparent = gdk_pixbuf_get_has_alpha (pixels);
  g_autoptr (PentimentoPyramid) self = g_object_new (PENTIMENTO_TYPE_PYRAMID, NULL);
  Level level = { share_pixels (pixels), gdk_pixbuf_get_width (pixels), gdk_pixbuf_get_height (pixels),
                  gdk_pixbuf_get_rowstride (pixels) };

  self->pixels = g_object_ref (pixels);
  self->levels[self->n_levels++] = level;
  while (MAX (level.width, level.height) > PENTIMENTO_TILE_SIDE && self->n_levels < MAX_LEVELS)
    {
      if (g_task_return_error_if_cancelled (task))
        return;
      level = halve (&level, transparent);
      self->levels[self->n_levels++] = level;
    }
  g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
}

void
pentimento_pyramid_new_async (GdkPixbuf *pixels,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, pentimento_pyramid_new_async);
  g_task_set_task_data (task, g_object_ref (pixels), g_object_unref);
  g_task_run_in_thread (task, build);
}

PentimentoPyramid *
pentimento_pyramid_new_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GdkPixbuf *
pentimento_pyramid_get_pixels (PentimentoPyramid *self)
{
  return self->pixels;
}

guint
pentimento_pyramid_choose_level (PentimentoPyramid *self, double zoom)
{
  guint level = 0;

  while (level + 1 < self->n_levels && zoom * (2 << level) <= 1)
    level++;
  return level;
}

int
pentimento_pyramid_get_width (PentimentoPyramid *self, guint level)
{
  return self->levels[level].width;
}

int
pentimento_pyramid_get_height (PentimentoPyramid *self, guint level)
{
  return self->levels[level].height;
}

GdkTexture *
pentimento_pyramid_create_tile (PentimentoPyramid *self, guint level, int column, int row)
{
  const Level *source = &self->levels[level];
  gboolean transparent = gdk_pixbuf_get_has_alpha (self->pixels);
  int channels = transparent ? 4 : 3;
  int x = column * PENTIMENTO_TILE_SIDE;
  int y = row * PENTIMENTO_TILE_SIDE;
  int width = MIN (PENTIMENTO_TILE_SIDE, source->width - x);
  int height = MIN (PENTIMENTO_TILE_SIDE, source->height - y);
  g_autoptr (GBytes) bytes = g_bytes_new_from_bytes (source->bytes, y * source->stride + (gsize)x * channels,
                                                     (height - 1) * source->stride + (gsize)width * channels);

  return gdk_memory_texture_new (width, height, transparent ? GDK_MEMORY_R8G8B8A8 : GDK_MEMORY_R8G8B8, bytes,
                                 source->stride);
}
