/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-pyramid-private.h"

/* 24 halvings turn the largest side an int can hold into less than a tile. */
#define MAX_LEVELS 24

struct _PentimentoPyramid {
  GObject parent_instance;

  GdkPixbuf *pixels;
  PentimentoPyramidLevel levels[MAX_LEVELS];
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
  g_autoptr (PentimentoPyramid) self = g_object_new (PENTIMENTO_TYPE_PYRAMID, NULL);
  /* clang-format off */
  PentimentoPyramidLevel level = { share_pixels (pixels),
                                   gdk_pixbuf_get_width (pixels),
                                   gdk_pixbuf_get_height (pixels),
                                   gdk_pixbuf_get_rowstride (pixels),
                                   gdk_pixbuf_get_n_channels (pixels) };
  /* clang-format on */

  self->pixels = g_object_ref (pixels);
  self->levels[self->n_levels++] = level;
  while (MAX (level.width, level.height) > PENTIMENTO_TILE_SIDE && self->n_levels < MAX_LEVELS)
    {
      if (g_task_return_error_if_cancelled (task))
        return;
      level = pentimento_pyramid_level_halve (&level);
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

const PentimentoPyramidLevel *
pentimento_pyramid_get_level (PentimentoPyramid *self, guint level)
{
  return &self->levels[level];
}

guint
pentimento_pyramid_get_n_levels (PentimentoPyramid *self)
{
  return self->n_levels;
}

GdkPixbuf *
pentimento_pyramid_create_pixels (PentimentoPyramid *self, guint level)
{
  const PentimentoPyramidLevel *source = &self->levels[level];

  return gdk_pixbuf_new_from_bytes (source->bytes, GDK_COLORSPACE_RGB, source->channels == 4, 8, source->width,
                                    source->height, (int)source->stride);
}

/* Where a tile begins and how far it goes along one side of a level. */
static void
get_tile_side (int place, int length, int *start, int *extent)
{
  *start = MAX (0, place * PENTIMENTO_TILE_SIDE - PENTIMENTO_TILE_MARGIN);
  *extent = MIN (length, (place + 1) * PENTIMENTO_TILE_SIDE + PENTIMENTO_TILE_MARGIN) - *start;
}

GdkRectangle
pentimento_pyramid_get_tile_area (PentimentoPyramid *self, guint level, int column, int row)
{
  const PentimentoPyramidLevel *source = &self->levels[level];
  GdkRectangle area;

  get_tile_side (column, source->width, &area.x, &area.width);
  get_tile_side (row, source->height, &area.y, &area.height);
  return area;
}

GdkTexture *
pentimento_pyramid_create_tile (PentimentoPyramid *self, guint level, int column, int row)
{
  const PentimentoPyramidLevel *source = &self->levels[level];
  GdkRectangle area = pentimento_pyramid_get_tile_area (self, level, column, row);
  GdkMemoryFormat format = source->channels == 4 ? GDK_MEMORY_R8G8B8A8 : GDK_MEMORY_R8G8B8;
  const guchar *pixels = g_bytes_get_data (source->bytes, NULL);
  gsize stride = (gsize)area.width * source->channels;
  guchar *target = g_malloc (stride * area.height);
  g_autoptr (GBytes) bytes = g_bytes_new_take (target, stride * area.height);

  for (int y = 0; y < area.height; y++)
    memcpy (target + y * stride, pixels + (area.y + y) * source->stride + (gsize)area.x * source->channels, stride);
  return gdk_memory_texture_new (area.width, area.height, format, bytes, stride);
}
