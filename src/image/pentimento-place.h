/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** A rectangle of whole pixels in a picture; without width or height it is nowhere. */
typedef struct {
  int x;
  int y;
  int width;
  int height;
} PentimentoPlace;

/** Where both are. */
static inline PentimentoPlace
pentimento_place_intersect (const PentimentoPlace *self, const PentimentoPlace *other)
{
  int x = MAX (self->x, other->x), y = MAX (self->y, other->y);
  int right = MIN (self->x + self->width, other->x + other->width);
  int bottom = MIN (self->y + self->height, other->y + other->height);

  return (PentimentoPlace){ x, y, MAX (0, right - x), MAX (0, bottom - y) };
}

static inline gboolean
pentimento_place_is_nowhere (const PentimentoPlace *self)
{
  return self->width <= 0 || self->height <= 0;
}

G_END_DECLS
