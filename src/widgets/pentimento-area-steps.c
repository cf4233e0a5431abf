/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-area-steps.h"

struct _PentimentoAreaSteps {
  PentimentoMarking *marking; /* (nullable) */
  GCancellable *changing;     /* (nullable): what changes all that is marked */

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

/* Something else is marked, or another version is shown: what is being made of what was marked is of no use. */
static void
mask_changed (PentimentoAreaSteps *self)
{
  if (self->changing != NULL)
    g_cancellable_cancel (self->changing);
  g_clear_object (&self->changing);
}

PentimentoAreaSteps *
pentimento_area_steps_new (PentimentoMarking *marking)
{
  PentimentoAreaSteps *self = g_new0 (PentimentoAreaSteps, 1);

  g_set_object (&self->marking, marking);
  if (marking != NULL)
    g_signal_connect_swapped (marking, "notify::mask", G_CALLBACK (mask_changed), self);
  return self;
}

void
pentimento_area_steps_free (PentimentoAreaSteps *self)
{
  forget_last (self);
  mask_changed (self);
  if (self->marking != NULL)
    g_signal_handlers_disconnect_by_data (self->marking, self);
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

/* All that is marked, to be changed in a thread. */
typedef struct {
  PentimentoMarking *marking;
  PentimentoMask *before; /* (nullable) */
  PentimentoMask *after;  /* (nullable) */
  PentimentoAreaChange change;
  double pixels;
  int width;
  int height;
} Work;

static void
work_free (Work *work)
{
  g_object_unref (work->marking);
  g_clear_pointer (&work->before, pentimento_mask_unref);
  g_clear_pointer (&work->after, pentimento_mask_unref);
  g_free (work);
}

/* Returns: (transfer full) (nullable): what is marked then */
static PentimentoMask *
change_mask (const Work *work)
{
  if (work->change == PENTIMENTO_AREA_ALL || (work->change == PENTIMENTO_AREA_INVERTED && work->before == NULL))
    return pentimento_mask_new_rectangle (work->width, work->height, 0, 0, work->width, work->height);
  if (work->change == PENTIMENTO_AREA_NOTHING || work->before == NULL)
    return NULL;
  if (work->change == PENTIMENTO_AREA_INVERTED)
    return pentimento_mask_invert (work->before);
  if (work->change == PENTIMENTO_AREA_SOFTENED)
    return pentimento_mask_feather (work->before, work->pixels);
  return pentimento_mask_grow (work->before, work->change == PENTIMENTO_AREA_GROWN ? work->pixels : -work->pixels);
}

static void
change_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;

  work->after = change_mask (work);
  g_task_return_boolean (task, TRUE);
}

void
pentimento_area_steps_change_async (PentimentoAreaSteps *self,
                                    PentimentoAreaChange change,
                                    double pixels,
                                    int width,
                                    int height,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Work *work;

  g_return_if_fail (self->marking != NULL);

  mask_changed (self);
  self->changing = g_cancellable_new ();
  task = g_task_new (NULL, self->changing, callback, user_data);
  work = g_new0 (Work, 1);
  work->marking = g_object_ref (self->marking);
  work->before = get_marked (self, width, height);
  work->change = change;
  work->pixels = pixels;
  work->width = width;
  work->height = height;
  g_task_set_source_tag (task, pentimento_area_steps_change_async);
  g_task_set_task_data (task, work, (GDestroyNotify)work_free);
  g_task_run_in_thread (task, change_in_thread);
}

gboolean
pentimento_area_steps_change_finish (GAsyncResult *result, GError **error)
{
  Work *work = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  pentimento_marking_set_mask (work->marking, work->after);
  return TRUE;
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
