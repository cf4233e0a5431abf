/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-mask.h"

G_BEGIN_DECLS

#define MASK_TILE 256

/* Rows of MASK_TILE bytes. Of a tile at the picture's edge, what lies outside is never looked at. */
typedef struct {
  gatomicrefcount references;
  guint8 coverage[MASK_TILE * MASK_TILE];
} MaskTile;

/* The two that all masks share; they are not counted. */
extern const MaskTile mask_tile_empty;
extern const MaskTile mask_tile_full;

struct _PentimentoMask {
  gatomicrefcount references;
  int width;
  int height;
  int columns; /* of tiles */
  int rows;
  PentimentoPlace bounds;
  const MaskTile **tiles;
};

/*
 * MaskFill:
 * @area: within one tile and within the picture
 * @coverage: of the first pixel of the area, rows MASK_TILE apart; 0 at first
 *
 * Called from several threads at once.
 */
typedef void (*MaskFill) (gconstpointer data, const PentimentoPlace *area, guint8 *coverage);

/* A mask that is filled in within @bounds, and empty outside them. */
PentimentoMask *
mask_new_filled (int width, int height, const PentimentoPlace *bounds, MaskFill fill, gconstpointer data);

/* The coverage of a window, without gaps between the rows. Beyond the picture its outermost pixels go on. */
void mask_get_window (PentimentoMask *self, const PentimentoPlace *window, guint8 *coverage);

/* Whether all of a window is that tile's: all empty, or all full. */
gboolean mask_window_is (PentimentoMask *self, const PentimentoPlace *window, const MaskTile *tile);

G_END_DECLS
