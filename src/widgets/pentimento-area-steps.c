/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-area-steps.h"

struct _PentimentoAreaSteps {
  PentimentoMarking *marking; /* (nullable) */

  /* The shape that was put last, and what was marked before it and after it. */
  PentimentoAreaShape *shape;
  PentimentoAreaMode mode;
  PentimentoMask *before;
  PentimentoMask *after;
  gboolean moved;
};

G_DEFINE_ENUM_TYPE (PentimentoAreaMode,
                    pentimento_area_mode,
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_AREA_REPLACE, "replace"),
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_AREA_ADD, "add"),
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_AREA_SUBTRACT, "subtract"))

G_DEFINE_ENUM_TYPE (PentimentoAreaChange,
                    pentimento_area_change,
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_AREA_ALL, "all"),
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_AREA_NOTHING, "nothing"),
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_AREA_INVERTED, "inverted"),
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_AREA_GROWN, "grown"),
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_AREA_SHRUNK, "shrunk"),
                    G_DEFINE_ENUM_VALUE (PENTIMENTO_AREA_SOFTENED, "softened"))

static void
forget_last (PentimentoAreaSteps *self)
{
  g_clear_pointer (&self->shape, pentimento_area_shape_free);
  g_clear_pointer (&self->before, pentimento_mask_unref);
  g_clear_pointer (&self->after, pentimento_mask_unref);
  self->moved = FALSE;
}

PentimentoAreaSteps *
pentimento_area_steps_new (PentimentoMarking *marking)
{
  PentimentoAreaSteps *self = g_new0 (PentimentoAreaSteps, 1);

  g_set_object (&self->marking, marking);
  return self;
}

void
pentimento_area_steps_free (PentimentoAreaSteps *self)
{
  forget_last (self);
  g_clear_object (&self->marking);
  g_free (self);
}

/* Returns: (transfer full) (nullable): what is marked then; @before: (nullable) */
static PentimentoMask *
combine (PentimentoMask *before, PentimentoMask *mask, PentimentoAreaMode mode)
{
  if (mode == PENTIMENTO_AREA_SUBTRACT)
    return before != NULL ? pentimento_mask_subtract (before, mask) : NULL;
  return before != NULL && mode == PENTIMENTO_AREA_ADD ? pentimento_mask_add (before, mask)
                                                       : pentimento_mask_ref (mask);
}

/* What was marked on a picture of another size is of no use. */
static PentimentoMask *
get_marked (PentimentoAreaSteps *self, int width, int height)
{
  PentimentoMask *mask = pentimento_marking_get_mask (self->marking);

  return mask != NULL && pentimento_mask_get_width (mask) == width && pentimento_mask_get_height (mask) == height
             ? pentimento_mask_ref (mask)
             : NULL;
}

static void
step (PentimentoAreaSteps *self, PentimentoMask *mask)
{
  PentimentoMask *after = combine (self->before, mask, self->mode);

  g_clear_pointer (&self->after, pentimento_mask_unref);
  self->after = after;
  pentimento_marking_set_mask (self->marking, after);
}

void
pentimento_area_steps_put (PentimentoAreaSteps *self,
                           const PentimentoAreaShape *shape,
                           PentimentoAreaMode mode,
                           int width,
                           int height)
{
  g_autoptr (PentimentoMask) mask = pentimento_area_shape_create_mask (shape, width, height);
  PentimentoMask *before;

  if (self->marking == NULL || pentimento_mask_is_empty (mask))
    return;
  before = get_marked (self, width, height);
  forget_last (self);
  self->shape = pentimento_area_shape_copy (shape);
  self->mode = mode;
  self->before = before;
  if (mode != PENTIMENTO_AREA_SUBTRACT || before != NULL)
    step (self, mask);
}

/* Returns: (transfer full) (nullable) @mask: (nullable) */
static PentimentoMask *
change_mask (PentimentoMask *mask, PentimentoAreaChange change, double pixels, int width, int height)
{
  if (change == PENTIMENTO_AREA_ALL || (change == PENTIMENTO_AREA_INVERTED && mask == NULL))
    return pentimento_mask_new_rectangle (width, height, 0, 0, width, height);
  if (change == PENTIMENTO_AREA_NOTHING || mask == NULL)
    return NULL;
  if (change == PENTIMENTO_AREA_INVERTED)
    return pentimento_mask_invert (mask);
  if (change == PENTIMENTO_AREA_SOFTENED)
    return pentimento_mask_feather (mask, pixels);
  return pentimento_mask_grow (mask, change == PENTIMENTO_AREA_GROWN ? pixels : -pixels);
}

void
pentimento_area_steps_change (PentimentoAreaSteps *self,
                              PentimentoAreaChange change,
                              double pixels,
                              int width,
                              int height)
{
  g_autoptr (PentimentoMask) before = NULL;
  g_autoptr (PentimentoMask) after = NULL;

  if (self->marking == NULL)
    return;
  before = get_marked (self, width, height);
  after = change_mask (before, change, pixels, width, height);
  pentimento_marking_set_mask (self->marking, after);
}

const PentimentoAreaShape *
pentimento_area_steps_get_last (PentimentoAreaSteps *self)
{
  gboolean current
      = self->marking != NULL && self->after != NULL && pentimento_marking_get_mask (self->marking) == self->after;

  return current ? self->shape : NULL;
}

gboolean
pentimento_area_steps_move_last (PentimentoAreaSteps *self,
                                 double dx,
                                 double dy,
                                 gboolean resize,
                                 int width,
                                 int height)
{
  g_autoptr (PentimentoMask) mask = NULL;

  if (pentimento_area_steps_get_last (self) == NULL)
    return FALSE;
  if (resize)
    pentimento_area_shape_resize (self->shape, dx, dy);
  else
    pentimento_area_shape_move (self->shape, dx, dy, width, height);
  /* The step that moved it before is made anew. */
  if (self->moved)
    pentimento_marking_undo (self->marking);
  self->moved = TRUE;
  mask = pentimento_area_shape_create_mask (self->shape, width, height);
  step (self, mask);
  return TRUE;
}
