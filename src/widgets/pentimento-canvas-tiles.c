/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-canvas-tiles.h"

typedef struct {
  PentimentoPyramid *pyramid; /* not owned: forgotten before it goes */
  guint level;
  int column;
  int row;
  GdkTexture *texture;
  gsize bytes;
  GList link;
} Tile;

struct _PentimentoCanvasTiles {
  GHashTable *tiles; /* of Tile, by themselves */
  GQueue seen;       /* the one seen last first */
  gsize held;
  gsize budget;
};

static guint
tile_hash (gconstpointer data)
{
  const Tile *tile = data;

  return g_direct_hash (tile->pyramid) ^ (tile->level << 28) ^ ((guint)tile->row << 14) ^ (guint)tile->column;
}

static gboolean
tile_equal (gconstpointer a, gconstpointer b)
{
  const Tile *one = a;
  const Tile *other = b;

  return one->pyramid == other->pyramid && one->level == other->level && one->column == other->column
         && one->row == other->row;
}

static void
tile_free (gpointer data)
{
  Tile *tile = data;

  g_object_unref (tile->texture);
  g_free (tile);
}

PentimentoCanvasTiles *
pentimento_canvas_tiles_new (gsize budget)
{
  PentimentoCanvasTiles *self = g_rc_box_new0 (PentimentoCanvasTiles);

  self->tiles = g_hash_table_new_full (tile_hash, tile_equal, tile_free, NULL);
  self->budget = budget;
  return self;
}

PentimentoCanvasTiles *
pentimento_canvas_tiles_ref (PentimentoCanvasTiles *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PentimentoCanvasTiles *self = data;

  g_hash_table_unref (self->tiles);
}

void
pentimento_canvas_tiles_unref (PentimentoCanvasTiles *self)
{
  g_rc_box_release_full (self, clear);
}

GdkTexture *
pentimento_canvas_tiles_find (PentimentoCanvasTiles *self, PentimentoPyramid *pyramid, guint level, int column, int row)
{
  const Tile wanted = { pyramid, level, column, row };
  Tile *tile = g_hash_table_lookup (self->tiles, &wanted);

  if (tile == NULL)
    return NULL;

  g_queue_unlink (&self->seen, &tile->link);
  g_queue_push_head_link (&self->seen, &tile->link);
  return tile->texture;
}

static void
drop (PentimentoCanvasTiles *self, Tile *tile)
{
  g_queue_unlink (&self->seen, &tile->link);
  self->held -= tile->bytes;
  g_hash_table_remove (self->tiles, tile);
}

GdkTexture *
pentimento_canvas_tiles_make (PentimentoCanvasTiles *self, PentimentoPyramid *pyramid, guint level, int column, int row)
{
  Tile *tile = g_new0 (Tile, 1);

  *tile = (Tile){ pyramid, level, column, row, pentimento_pyramid_create_tile (pyramid, level, column, row) };
  tile->bytes = (gsize)gdk_texture_get_width (tile->texture) * gdk_texture_get_height (tile->texture) * 4;
  tile->link.data = tile;
  while (self->held > 0 && self->held + tile->bytes > self->budget)
    drop (self, g_queue_peek_tail (&self->seen));
  self->held += tile->bytes;
  g_queue_push_head_link (&self->seen, &tile->link);
  g_hash_table_add (self->tiles, tile);
  return tile->texture;
}

void
pentimento_canvas_tiles_forget (PentimentoCanvasTiles *self, PentimentoPyramid *pyramid)
{
  for (GList *link = self->seen.head; link != NULL;)
    {
      Tile *tile = link->data;

      link = link->next;
      if (tile->pyramid == pyramid)
        drop (self, tile);
    }
}

gsize
pentimento_canvas_tiles_get_budget (PentimentoCanvasTiles *self)
{
  return self->budget;
}

gsize
pentimento_canvas_tiles_get_held (PentimentoCanvasTiles *self)
{
  return self->held;
}
