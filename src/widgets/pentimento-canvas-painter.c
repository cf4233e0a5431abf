/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the canvas paints. Everything is in device pixels: tiles begin and end on whole ones, so that no seam shows between them and a picture at 1:1 is exact. */

#include "pentimento-canvas-private.h"

#include <math.h>

#define CHECKER_SIDE 8

typedef struct {
  int left;
  int top;
  int right;
  int bottom;
} Area;

void
pentimento_canvas_clear_paint (PentimentoCanvas *self)
{
  g_clear_pointer (&self->tiles, g_hash_table_unref);
  g_clear_object (&self->enlarged);
  g_clear_object (&self->painted);
}

static Area
get_visible_area (const PentimentoViewport *viewport)
{
  return (Area){ MAX (0, pentimento_viewport_column (viewport, 0)), MAX (0, pentimento_viewport_row (viewport, 0)),
                 MIN ((int)viewport->view_width, pentimento_viewport_column (viewport, viewport->image_width)),
                 MIN ((int)viewport->view_height, pentimento_viewport_row (viewport, viewport->image_height)) };
}

static graphene_rect_t
area_to_rect (const Area *area)
{
  return GRAPHENE_RECT_INIT (area->left, area->top, area->right - area->left, area->bottom - area->top);
}

static void
paint_checkerboard (GtkSnapshot *snapshot, const Area *area)
{
  const GdkRGBA light = { 0.8, 0.8, 0.8, 1 };
  const GdkRGBA dark = { 0.6, 0.6, 0.6, 1 };
  graphene_rect_t bounds = area_to_rect (area);
  graphene_rect_t cell = GRAPHENE_RECT_INIT (0, 0, 2 * CHECKER_SIDE, 2 * CHECKER_SIDE);
  graphene_rect_t first = GRAPHENE_RECT_INIT (0, 0, CHECKER_SIDE, CHECKER_SIDE);
  graphene_rect_t second = GRAPHENE_RECT_INIT (CHECKER_SIDE, CHECKER_SIDE, CHECKER_SIDE, CHECKER_SIDE);

  gtk_snapshot_push_repeat (snapshot, &bounds, &cell);
  gtk_snapshot_append_color (snapshot, &light, &cell);
  gtk_snapshot_append_color (snapshot, &dark, &first);
  gtk_snapshot_append_color (snapshot, &dark, &second);
  gtk_snapshot_pop (snapshot);
}

/* A tile that was painted in the last frame, or a new one. */
static GdkTexture *
take_tile (GHashTable *last, PentimentoPyramid *pyramid, guint level, int column, int row, gint64 key)
{
  GdkTexture *tile = last != NULL ? g_hash_table_lookup (last, &key) : NULL;

  return tile != NULL ? g_object_ref (tile) : pentimento_pyramid_create_tile (pyramid, level, column, row);
}

/* Tiles that are not seen are dropped; all levels are in memory, so a new one costs next to nothing and there is never a hole. */
static void
paint_tiles (PentimentoCanvas *self, GtkSnapshot *snapshot, guint level)
{
  const PentimentoViewport *viewport = &self->viewport;
  int level_width = pentimento_pyramid_get_width (self->painted, level);
  int level_height = pentimento_pyramid_get_height (self->painted, level);
  double tile_width = viewport->image_width / level_width * PENTIMENTO_TILE_SIDE;
  double tile_height = viewport->image_height / level_height * PENTIMENTO_TILE_SIDE;
  int columns = (level_width + PENTIMENTO_TILE_SIDE - 1) / PENTIMENTO_TILE_SIDE;
  int rows = (level_height + PENTIMENTO_TILE_SIDE - 1) / PENTIMENTO_TILE_SIDE;
  int last_column = MIN (columns - 1, (int)((viewport->x + viewport->view_width / viewport->zoom) / tile_width));
  int last_row = MIN (rows - 1, (int)((viewport->y + viewport->view_height / viewport->zoom) / tile_height));
  GHashTable *tiles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);

  for (int row = MAX (0, (int)(viewport->y / tile_height)); row <= last_row; row++)
    for (int column = MAX (0, (int)(viewport->x / tile_width)); column <= last_column; column++)
      {
        gint64 key = ((gint64)level << 48) | ((gint64)row << 24) | column;
        GdkTexture *tile = take_tile (self->tiles, self->painted, level, column, row, key);
        Area area = { pentimento_viewport_column (viewport, column * tile_width),
                      pentimento_viewport_row (viewport, row * tile_height),
                      pentimento_viewport_column (viewport, MIN ((column + 1) * tile_width, viewport->image_width)),
                      pentimento_viewport_row (viewport, MIN ((row + 1) * tile_height, viewport->image_height)) };
        graphene_rect_t bounds = area_to_rect (&area);

        gtk_snapshot_append_texture (snapshot, tile, &bounds);
        g_hash_table_insert (tiles, g_memdup2 (&key, sizeof key), tile);
      }
  g_clear_pointer (&self->tiles, g_hash_table_unref);
  self->tiles = tiles;
}

/* Enlarged textures always blur, so the part that is seen is enlarged here, every pixel to a square. */
static GdkTexture *
enlarge (GdkPixbuf *pixels, const PentimentoViewport *viewport, const Area *area)
{
  int channels = gdk_pixbuf_get_n_channels (pixels);
  int width = area->right - area->left;
  int height = area->bottom - area->top;
  double scale_x = gdk_pixbuf_get_width (pixels) / viewport->image_width;
  double scale_y = gdk_pixbuf_get_height (pixels) / viewport->image_height;
  gsize stride = (gsize)width * channels;
  guchar *target = g_malloc (stride * height);
  g_autofree int *columns = g_new (int, width);
  g_autoptr (GBytes) bytes = NULL;

  for (int x = 0; x < width; x++)
    {
      double position = (viewport->x + (area->left + x + 0.5) / viewport->zoom) * scale_x;
      columns[x] = CLAMP ((int)position, 0, gdk_pixbuf_get_width (pixels) - 1) * channels;
    }
  for (int y = 0; y < height; y++)
    {
      double position = (viewport->y + (area->top + y + 0.5) / viewport->zoom) * scale_y;
      const guchar *line
          = gdk_pixbuf_read_pixels (pixels)
            + (gsize)CLAMP ((int)position, 0, gdk_pixbuf_get_height (pixels) - 1) * gdk_pixbuf_get_rowstride (pixels);

      for (int x = 0; x < width; x++)
        for (int i = 0; i < channels; i++)
          target[y * stride + (gsize)x * channels + i] = line[columns[x] + i];
    }
  bytes = g_bytes_new_take (target, stride * height);
  return gdk_memory_texture_new (width, height, channels == 4 ? GDK_MEMORY_R8G8B8A8 : GDK_MEMORY_R8G8B8, bytes, stride);
}

static void
paint_enlarged (PentimentoCanvas *self, GtkSnapshot *snapshot, const Area *area)
{
  graphene_rect_t bounds = area_to_rect (area);

  if (self->enlarged == NULL || memcmp (&self->enlarged_viewport, &self->viewport, sizeof self->viewport) != 0)
    {
      g_clear_object (&self->enlarged);
      self->enlarged = enlarge (pentimento_pyramid_get_pixels (self->painted), &self->viewport, area);
      self->enlarged_viewport = self->viewport;
    }
  gtk_snapshot_append_texture (snapshot, self->enlarged, &bounds);
}

void
pentimento_canvas_paint (PentimentoCanvas *self, GtkSnapshot *snapshot)
{
  PentimentoPyramid *shown = pentimento_canvas_get_shown (self);
  Area area = get_visible_area (&self->viewport);
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double zoom;

  if (shown == NULL || area.right <= area.left || area.bottom <= area.top)
    return;

  if (self->painted != shown)
    {
      pentimento_canvas_clear_paint (self);
      self->painted = g_object_ref (shown);
    }
  zoom = self->viewport.zoom * self->viewport.image_width / pentimento_pyramid_get_width (shown, 0);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_scale (snapshot, 1.0 / scale, 1.0 / scale);
  if (gdk_pixbuf_get_has_alpha (pentimento_pyramid_get_pixels (shown)))
    paint_checkerboard (snapshot, &area);
  if (zoom >= PENTIMENTO_VIEWPORT_NEAREST_ZOOM)
    paint_enlarged (self, snapshot, &area);
  else
    paint_tiles (self, snapshot, pentimento_pyramid_choose_level (shown, zoom));
  gtk_snapshot_restore (snapshot);
}
