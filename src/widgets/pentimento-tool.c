/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-tool.h"

typedef struct {
  int width;
  int height;
  GdkModifierType state;
  double pressure;
} PentimentoToolPrivate;

/* How far an arrow key leads, in pixels of the picture, and with Shift. */
#define KEY_STEP 1
#define LARGE_KEY_STEP 10

enum {
  CHANGED,
  REDRAW,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PentimentoTool, pentimento_tool, G_TYPE_OBJECT)

void
pentimento_tool_begin (PentimentoTool *self, int width, int height)
{
  PentimentoToolPrivate *private = pentimento_tool_get_instance_private (self);

  private->width = width;
  private->height = height;
  PENTIMENTO_TOOL_GET_CLASS (self)->begin (self, width, height);
  pentimento_tool_changed (self);
}

void
pentimento_tool_get_size (PentimentoTool *self, int *width, int *height)
{
  PentimentoToolPrivate *private = pentimento_tool_get_instance_private (self);

  *width = private->width;
  *height = private->height;
}

gboolean
pentimento_tool_append (PentimentoTool *self, PentimentoRecipe **recipe, int width, int height, GError **error)
{
  return PENTIMENTO_TOOL_GET_CLASS (self)->append (self, recipe, width, height, error);
}

PentimentoRecipe *
pentimento_tool_create_preview (PentimentoTool *self)
{
  PentimentoToolPrivate *private = pentimento_tool_get_instance_private (self);
  PentimentoToolClass *klass = PENTIMENTO_TOOL_GET_CLASS (self);
  PentimentoRecipe *recipe = NULL;

  if (klass->append_preview != NULL)
    klass->append_preview (self, &recipe, private->width, private->height, NULL);
  else
    klass->append (self, &recipe, private->width, private->height, NULL);
  return recipe;
}

gboolean
pentimento_tool_get_keeps_place (PentimentoTool *self)
{
  return PENTIMENTO_TOOL_GET_CLASS (self)->paint == NULL;
}

gboolean
pentimento_tool_get_is_used (PentimentoTool *self)
{
  PentimentoToolPrivate *private = pentimento_tool_get_instance_private (self);
  g_autoptr (PentimentoRecipe) recipe = NULL;

  /* What cannot be done is something to do: applying it says why not. */
  return private->width > 0
         && (!pentimento_tool_append (self, &recipe, private->width, private->height, NULL) || recipe != NULL);
}

void
pentimento_tool_paint (PentimentoTool *self, GtkSnapshot *snapshot, const PentimentoViewport *viewport)
{
  PentimentoToolClass *klass = PENTIMENTO_TOOL_GET_CLASS (self);

  if (klass->paint != NULL)
    klass->paint (self, snapshot, viewport);
}

const char *
pentimento_tool_find_cursor (PentimentoTool *self, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoToolClass *klass = PENTIMENTO_TOOL_GET_CLASS (self);

  return klass->find_cursor != NULL ? klass->find_cursor (self, viewport, x, y) : NULL;
}

gboolean
pentimento_tool_press (PentimentoTool *self, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoToolClass *klass = PENTIMENTO_TOOL_GET_CLASS (self);

  return klass->press != NULL && klass->press (self, viewport, x, y);
}

void
pentimento_tool_drag (PentimentoTool *self, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoToolClass *klass = PENTIMENTO_TOOL_GET_CLASS (self);

  if (klass->drag != NULL)
    klass->drag (self, viewport, x, y);
}

void
pentimento_tool_release (PentimentoTool *self)
{
  PentimentoToolClass *klass = PENTIMENTO_TOOL_GET_CLASS (self);

  if (klass->release != NULL)
    klass->release (self);
}

gboolean
pentimento_tool_key (PentimentoTool *self, guint key, GdkModifierType state)
{
  PentimentoToolClass *klass = PENTIMENTO_TOOL_GET_CLASS (self);

  return klass->key != NULL && klass->key (self, key, state);
}

void
pentimento_tool_point (PentimentoTool *self, const PentimentoViewport *viewport, double x, double y)
{
  PentimentoToolClass *klass = PENTIMENTO_TOOL_GET_CLASS (self);

  if (klass->point != NULL)
    klass->point (self, viewport, x, y);
}

PentimentoMask *
pentimento_tool_create_mask (PentimentoTool *self)
{
  PentimentoToolClass *klass = PENTIMENTO_TOOL_GET_CLASS (self);

  return klass->create_mask != NULL ? klass->create_mask (self) : NULL;
}

gboolean
pentimento_tool_get_is_overlay (PentimentoTool *self)
{
  return PENTIMENTO_TOOL_GET_CLASS (self)->is_overlay;
}

void
pentimento_tool_set_hand (PentimentoTool *self, GdkModifierType state, double pressure)
{
  PentimentoToolPrivate *private = pentimento_tool_get_instance_private (self);

  private->state = state;
  private->pressure = CLAMP (pressure, 0, 1);
}

GdkModifierType
pentimento_tool_get_state (PentimentoTool *self)
{
  PentimentoToolPrivate *private = pentimento_tool_get_instance_private (self);

  return private->state;
}

double
pentimento_tool_get_pressure (PentimentoTool *self)
{
  PentimentoToolPrivate *private = pentimento_tool_get_instance_private (self);

  return private->pressure;
}

static int
get_direction (guint key, guint back, guint keypad_back, guint forth, guint keypad_forth)
{
  return key == forth || key == keypad_forth ? 1 : key == back || key == keypad_back ? -1 : 0;
}

gboolean
pentimento_tool_read_arrow (guint key, GdkModifierType state, int *dx, int *dy)
{
  int step = state & GDK_SHIFT_MASK ? LARGE_KEY_STEP : KEY_STEP;

  *dx = get_direction (key, GDK_KEY_Left, GDK_KEY_KP_Left, GDK_KEY_Right, GDK_KEY_KP_Right) * step;
  *dy = get_direction (key, GDK_KEY_Up, GDK_KEY_KP_Up, GDK_KEY_Down, GDK_KEY_KP_Down) * step;
  return (*dx != 0 || *dy != 0) && (state & GDK_ALT_MASK) == 0;
}

void
pentimento_tool_redraw (PentimentoTool *self)
{
  g_signal_emit (self, signals[REDRAW], 0);
}

void
pentimento_tool_changed (PentimentoTool *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
pentimento_tool_class_init (PentimentoToolClass *klass)
{
  signals[CHANGED]
      = g_signal_new ("changed", PENTIMENTO_TYPE_TOOL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REDRAW]
      = g_signal_new ("redraw", PENTIMENTO_TYPE_TOOL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pentimento_tool_init (PentimentoTool *self)
{
  pentimento_tool_set_hand (self, 0, 1);
}
