/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-mask-private.h"

#include "recipe-rows.h"

#include <string.h>

const MaskTile mask_tile_empty = { 0 };
const MaskTile mask_tile_full = { .coverage = { [0 ... MASK_TILE * MASK_TILE - 1] = 255 } };

G_DEFINE_BOXED_TYPE (PentimentoMask, pentimento_mask, pentimento_mask_ref, pentimento_mask_unref)

static gboolean
is_shared_by_all (const MaskTile *tile)
{
  return tile == &mask_tile_empty || tile == &mask_tile_full;
}

static const MaskTile *
tile_ref (const MaskTile *tile)
{
  if (!is_shared_by_all (tile))
    g_atomic_ref_count_inc ((gatomicrefcount *)&tile->references);
  return tile;
}

static void
tile_unref (const MaskTile *tile)
{
  if (!is_shared_by_all (tile) && g_atomic_ref_count_dec ((gatomicrefcount *)&tile->references))
    g_free ((gpointer)tile);
}

PentimentoMask *
pentimento_mask_ref (PentimentoMask *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
pentimento_mask_unref (PentimentoMask *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  for (int i = 0; i < self->columns * self->rows; i++)
    tile_unref (self->tiles[i]);
  g_free (self->tiles);
  g_free (self);
}

PentimentoMask *
pentimento_mask_new (int width, int height)
{
  PentimentoMask *self = g_new0 (PentimentoMask, 1);

  g_atomic_ref_count_init (&self->references);
  self->width = MAX (1, width);
  self->height = MAX (1, height);
  self->columns = (self->width - 1) / MASK_TILE + 1;
  self->rows = (self->height - 1) / MASK_TILE + 1;
  self->tiles = g_new (const MaskTile *, (gsize)self->columns * self->rows);
  for (int i = 0; i < self->columns * self->rows; i++)
    self->tiles[i] = &mask_tile_empty;
  return self;
}

/* The part of the picture that a tile holds. */
static PentimentoPlace
get_tile_place (PentimentoMask *self, int index)
{
  int x = index % self->columns * MASK_TILE, y = index / self->columns * MASK_TILE;

  return (PentimentoPlace){ x, y, MIN (MASK_TILE, self->width - x), MIN (MASK_TILE, self->height - y) };
}

static gboolean
is_all (const guint8 *coverage, const PentimentoPlace *area, guint8 value)
{
  for (int y = 0; y < area->height; y++, coverage += MASK_TILE)
    if (coverage[0] != value || memcmp (coverage, coverage + 1, area->width - 1) != 0)
      return FALSE;
  return TRUE;
}

/* What is empty or full within the picture is nobody's own. */
static const MaskTile *
keep_tile (MaskTile *tile, const PentimentoPlace *area)
{
  const MaskTile *shared = NULL;

  if (is_all (tile->coverage, area, 0))
    shared = &mask_tile_empty;
  else if (is_all (tile->coverage, area, 255))
    shared = &mask_tile_full;
  if (shared == NULL)
    return tile;
  g_free (tile);
  return shared;
}

static MaskTile *
new_tile (void)
{
  MaskTile *tile = g_new0 (MaskTile, 1);

  g_atomic_ref_count_init (&tile->references);
  return tile;
}

/* Returns: the bounds of what is covered within a tile, in pixels of the tile */
static PentimentoPlace
find_tile_bounds (const MaskTile *tile, const PentimentoPlace *area)
{
  int left = area->width, right = 0, top = area->height, bottom = 0;

  if (tile == &mask_tile_full)
    return (PentimentoPlace){ 0, 0, area->width, area->height };
  for (int y = 0; y < area->height && tile != &mask_tile_empty; y++)
    for (int x = 0; x < area->width; x++)
      if (tile->coverage[y * MASK_TILE + x] != 0)
        {
          left = MIN (left, x);
          right = MAX (right, x + 1);
          top = MIN (top, y);
          bottom = y + 1;
        }
  return (PentimentoPlace){ left, top, MAX (0, right - left), MAX (0, bottom - top) };
}

static void
find_bounds (PentimentoMask *self)
{
  int left = G_MAXINT, right = 0, top = G_MAXINT, bottom = 0;

  for (int i = 0; i < self->columns * self->rows; i++)
    {
      PentimentoPlace area = get_tile_place (self, i);
      PentimentoPlace found = find_tile_bounds (self->tiles[i], &area);

      if (pentimento_place_is_nowhere (&found))
        continue;
      left = MIN (left, area.x + found.x);
      top = MIN (top, area.y + found.y);
      right = MAX (right, area.x + found.x + found.width);
      bottom = MAX (bottom, area.y + found.y + found.height);
    }
  self->bounds = right > 0 ? (PentimentoPlace){ left, top, right - left, bottom - top } : (PentimentoPlace){ 0 };
}

typedef struct {
  PentimentoMask *self;
  PentimentoPlace bounds;
  MaskFill fill;
  gconstpointer data;
} Filling;

static void
fill_tiles (gpointer data, int first, int end)
{
  Filling *filling = data;

  for (int i = first; i < end; i++)
    {
      PentimentoPlace whole = get_tile_place (filling->self, i);
      PentimentoPlace area = pentimento_place_intersect (&whole, &filling->bounds);
      MaskTile *tile;

      if (pentimento_place_is_nowhere (&area))
        continue;
      tile = new_tile ();
      filling->fill (filling->data, &area, tile->coverage + (gsize)(area.y - whole.y) * MASK_TILE + (area.x - whole.x));
      filling->self->tiles[i] = keep_tile (tile, &whole);
    }
}

PentimentoMask *
mask_new_filled (int width, int height, const PentimentoPlace *bounds, MaskFill fill, gconstpointer data)
{
  PentimentoMask *self = pentimento_mask_new (width, height);
  Filling filling = { self, *bounds, fill, data };

  recipe_rows_run (self->columns * self->rows, 1, fill_tiles, &filling, NULL);
  find_bounds (self);
  return self;
}

typedef const MaskTile *(*Combine) (const MaskTile *first, const MaskTile *second, const PentimentoPlace *area);

static const MaskTile *
add_tiles (const MaskTile *first, const MaskTile *second, const PentimentoPlace *area)
{
  MaskTile *sum;

  if (first == &mask_tile_full || second == &mask_tile_empty)
    return tile_ref (first);
  if (second == &mask_tile_full || first == &mask_tile_empty)
    return tile_ref (second);
  sum = new_tile ();
  for (int i = 0; i < MASK_TILE * MASK_TILE; i++)
    sum->coverage[i] = MAX (first->coverage[i], second->coverage[i]);
  return keep_tile (sum, area);
}

static const MaskTile *
subtract_tiles (const MaskTile *first, const MaskTile *second, const PentimentoPlace *area)
{
  MaskTile *rest;

  if (first == &mask_tile_empty || second == &mask_tile_empty)
    return tile_ref (first);
  if (second == &mask_tile_full)
    return &mask_tile_empty;
  rest = new_tile ();
  for (int i = 0; i < MASK_TILE * MASK_TILE; i++)
    rest->coverage[i] = MAX (first->coverage[i] - second->coverage[i], 0);
  return keep_tile (rest, area);
}

static PentimentoMask *
combine (PentimentoMask *first, PentimentoMask *second, Combine combine_tiles)
{
  PentimentoMask *self;

  g_return_val_if_fail (first->width == second->width && first->height == second->height, pentimento_mask_ref (first));

  self = pentimento_mask_new (first->width, first->height);
  for (int i = 0; i < self->columns * self->rows; i++)
    {
      PentimentoPlace area = get_tile_place (self, i);

      self->tiles[i] = combine_tiles (first->tiles[i], second->tiles[i], &area);
    }
  find_bounds (self);
  return self;
}

PentimentoMask *
pentimento_mask_add (PentimentoMask *self, PentimentoMask *other)
{
  return combine (self, other, add_tiles);
}

PentimentoMask *
pentimento_mask_subtract (PentimentoMask *self, PentimentoMask *other)
{
  return combine (self, other, subtract_tiles);
}

PentimentoMask *
pentimento_mask_invert (PentimentoMask *self)
{
  g_autoptr (PentimentoMask) all
      = pentimento_mask_new_rectangle (self->width, self->height, 0, 0, self->width, self->height);

  return pentimento_mask_subtract (all, self);
}

static void
fill_from (gconstpointer data, const PentimentoPlace *area, guint8 *coverage)
{
  const Filling *from = data;

  for (int y = 0; y < area->height; y++)
    pentimento_mask_get_row (from->self, from->bounds.x + area->x, from->bounds.y + area->y + y, area->width,
                             coverage + (gsize)y * MASK_TILE);
}

PentimentoMask *
pentimento_mask_cut (PentimentoMask *self, const PentimentoPlace *place)
{
  Filling from = { self, *place, NULL, NULL };
  PentimentoPlace bounds
      = { self->bounds.x - place->x, self->bounds.y - place->y, self->bounds.width, self->bounds.height };

  return mask_new_filled (place->width, place->height, &bounds, fill_from, &from);
}

int
pentimento_mask_get_width (PentimentoMask *self)
{
  return self->width;
}

int
pentimento_mask_get_height (PentimentoMask *self)
{
  return self->height;
}

gboolean
pentimento_mask_is_empty (PentimentoMask *self)
{
  return pentimento_place_is_nowhere (&self->bounds);
}

PentimentoPlace
pentimento_mask_get_bounds (PentimentoMask *self)
{
  return self->bounds;
}

guint8
pentimento_mask_get_coverage (PentimentoMask *self, int x, int y)
{
  guint8 coverage;

  pentimento_mask_get_row (self, x, y, 1, &coverage);
  return coverage;
}

/* Both are within the picture; as many bytes as are left of the tile's row may be looked at. */
static const guint8 *
find_pixel (PentimentoMask *self, int x, int y)
{
  const MaskTile *tile = self->tiles[y / MASK_TILE * self->columns + x / MASK_TILE];

  return tile->coverage + y % MASK_TILE * MASK_TILE + x % MASK_TILE;
}

void
pentimento_mask_get_row (PentimentoMask *self, int x, int y, int n, guint8 *coverage)
{
  int end = (int)MIN ((gint64)x + n, self->width);

  memset (coverage, 0, n);
  if (y < 0 || y >= self->height)
    return;
  for (int at = MAX (x, 0); at < end;)
    {
      int part = MIN (MASK_TILE - at % MASK_TILE, end - at);

      memcpy (coverage + (at - x), find_pixel (self, at, y), part);
      at += part;
    }
}

gsize
pentimento_mask_get_memory (PentimentoMask *self)
{
  gsize memory = sizeof *self + sizeof (MaskTile *) * self->columns * self->rows;

  for (int i = 0; i < self->columns * self->rows; i++)
    if (!is_shared_by_all (self->tiles[i]))
      memory += sizeof (MaskTile);
  return memory;
}

void
mask_get_window (PentimentoMask *self, const PentimentoPlace *window, guint8 *coverage)
{
  int from = CLAMP (window->x, 0, self->width - 1);
  int end = CLAMP (window->x + window->width, from + 1, self->width);

  for (int row = 0; row < window->height; row++, coverage += window->width)
    {
      int y = CLAMP (window->y + row, 0, self->height - 1);
      int before = CLAMP (from - window->x, 0, window->width - 1);
      int after = before + MIN (end - from, window->width - before);

      pentimento_mask_get_row (self, from, y, after - before, coverage + before);
      memset (coverage, coverage[before], before);
      memset (coverage + after, coverage[after - 1], window->width - after);
    }
}

gboolean
mask_window_is (PentimentoMask *self, const PentimentoPlace *window, const MaskTile *tile)
{
  int left = CLAMP (window->x, 0, self->width - 1) / MASK_TILE;
  int top = CLAMP (window->y, 0, self->height - 1) / MASK_TILE;
  int right = CLAMP (window->x + window->width - 1, 0, self->width - 1) / MASK_TILE;
  int bottom = CLAMP (window->y + window->height - 1, 0, self->height - 1) / MASK_TILE;

  for (int row = top; row <= bottom; row++)
    for (int column = left; column <= right; column++)
      if (self->tiles[row * self->columns + column] != tile)
        return FALSE;
  return TRUE;
}
