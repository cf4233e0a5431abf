/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-area-shape.h"
#include "pentimento-marking.h"

G_BEGIN_DECLS

/** What a shape does to what is marked already. */
typedef enum {
  PENTIMENTO_AREA_REPLACE,
  PENTIMENTO_AREA_ADD,
  PENTIMENTO_AREA_SUBTRACT,
} PentimentoAreaMode;

#define PENTIMENTO_TYPE_AREA_MODE (pentimento_area_mode_get_type ())
GType pentimento_area_mode_get_type (void);

/** What can be done to all that is marked, as one step each. */
typedef enum {
  PENTIMENTO_AREA_ALL,
  PENTIMENTO_AREA_NOTHING,
  PENTIMENTO_AREA_INVERTED,
  PENTIMENTO_AREA_GROWN,
  PENTIMENTO_AREA_SHRUNK,
  PENTIMENTO_AREA_SOFTENED,
} PentimentoAreaChange;

#define PENTIMENTO_TYPE_AREA_CHANGE (pentimento_area_change_get_type ())
GType pentimento_area_change_get_type (void);

/**
 * PentimentoAreaSteps:
 *
 * Puts shapes into what is marked, each one step, and knows the one that was put last, as long as nothing else has been done since: that one can be moved and
 * made larger, which is one step as well, however often.
 */
typedef struct _PentimentoAreaSteps PentimentoAreaSteps;

/** @marking: (nullable) */
PentimentoAreaSteps *pentimento_area_steps_new (PentimentoMarking *marking);
void pentimento_area_steps_free (PentimentoAreaSteps *self);

/** @width, @height: of the picture; what covers nothing of it is no step */
void pentimento_area_steps_put (PentimentoAreaSteps *self,
                                const PentimentoAreaShape *shape,
                                PentimentoAreaMode mode,
                                int width,
                                int height);

/**
 * pentimento_area_steps_change_async:
 * @pixels: by how much it is grown, shrunk or made soft
 * @width, @height: of the picture
 *
 * Changes all that is marked, in a thread; cancelled where something else is marked, or another version is shown, meanwhile.
 */
void pentimento_area_steps_change_async (PentimentoAreaSteps *self,
                                         PentimentoAreaChange change,
                                         double pixels,
                                         int width,
                                         int height,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean pentimento_area_steps_change_finish (GAsyncResult *result, GError **error);

/** Returns: (transfer none) (nullable): the shape that was put last */
const PentimentoAreaShape *pentimento_area_steps_get_last (PentimentoAreaSteps *self);

/** Moves the shape that was put last, or pulls its right and lower side. Returns: whether there is one */
gboolean pentimento_area_steps_move_last (PentimentoAreaSteps *self,
                                          double dx,
                                          double dy,
                                          gboolean resize,
                                          int width,
                                          int height);

G_END_DECLS
