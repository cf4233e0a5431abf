/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-mask.h"
#include "pentimento-viewport.h"

G_BEGIN_DECLS

typedef enum {
  PENTIMENTO_AREA_RECTANGLE,
  PENTIMENTO_AREA_ELLIPSE,
  PENTIMENTO_AREA_LASSO,
  PENTIMENTO_AREA_POLYGON,
  PENTIMENTO_AREA_BRUSH,
  PENTIMENTO_AREA_ERASER,
} PentimentoAreaKind;

#define PENTIMENTO_TYPE_AREA_KIND (pentimento_area_kind_get_type ())
GType pentimento_area_kind_get_type (void);

/**
 * PentimentoAreaShape:
 * @points: (element-type PentimentoMaskTouch): two opposite corners of a rectangle or an ellipse, else the places that the hand passed
 * @size, @hardness: of a brush or an eraser, as pentimento_mask_new_stroke() takes them
 *
 * What the hand draws to mark a part of a picture, in pixels of the picture. Plain arithmetic.
 */
typedef struct {
  PentimentoAreaKind kind;
  GArray *points;
  double size;
  double hardness;
} PentimentoAreaShape;

/** Begins a shape at a point. */
PentimentoAreaShape *pentimento_area_shape_new (PentimentoAreaKind kind, double x, double y, double pressure);
PentimentoAreaShape *pentimento_area_shape_copy (const PentimentoAreaShape *self);
void pentimento_area_shape_free (PentimentoAreaShape *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoAreaShape, pentimento_area_shape_free)

/** Returns: a rectangle or an ellipse that fills a place */
PentimentoAreaShape *pentimento_area_shape_new_filling (PentimentoAreaKind kind, const PentimentoPlace *place);

/** Returns: whether it is a brush or an eraser */
gboolean pentimento_area_kind_is_stroke (PentimentoAreaKind kind);

/** The hand has come to a point: the other corner of a rectangle or an ellipse, else one more. */
void pentimento_area_shape_extend (PentimentoAreaShape *self, double x, double y, double pressure);

/** Moves the last point. */
void pentimento_area_shape_put_last (PentimentoAreaShape *self, double x, double y);

/** Returns: whether it covers nothing */
gboolean pentimento_area_shape_is_nothing (const PentimentoAreaShape *self);

/** Returns: what it lies in, in whole pixels; it may reach beyond the picture */
PentimentoPlace pentimento_area_shape_get_place (const PentimentoAreaShape *self);

/** Moves it as a whole, but not wholly out of a picture of that size. */
void pentimento_area_shape_move (PentimentoAreaShape *self, double dx, double dy, int width, int height);

/** Makes it wider and higher, or narrower and lower, by pixels; its upper left corner stays. */
void pentimento_area_shape_resize (PentimentoAreaShape *self, double dx, double dy);

/** Returns: whether a press at a device pixel of the view closes a polygon: on its last corner, which the second click of two comes to, or on its first one */
gboolean pentimento_area_shape_closes_at (const PentimentoAreaShape *self,
                                          const PentimentoViewport *viewport,
                                          double x,
                                          double y);

/** Returns: (transfer full): what it covers of a picture of that size */
PentimentoMask *pentimento_area_shape_create_mask (const PentimentoAreaShape *self, int width, int height);

G_END_DECLS
