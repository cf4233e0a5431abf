/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-tool.h"

typedef struct {
  int width;
  int height;
  double scale;
} PentimentoToolPrivate;

enum {
  CHANGED,
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

void
pentimento_tool_set_scale (PentimentoTool *self, double scale)
{
  PentimentoToolPrivate *private = pentimento_tool_get_instance_private (self);

  private->scale = scale;
}

double
pentimento_tool_get_scale (PentimentoTool *self)
{
  PentimentoToolPrivate *private = pentimento_tool_get_instance_private (self);

  return private->scale;
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
pentimento_tool_changed (PentimentoTool *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
pentimento_tool_class_init (PentimentoToolClass *klass)
{
  signals[CHANGED]
      = g_signal_new ("changed", PENTIMENTO_TYPE_TOOL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pentimento_tool_init (PentimentoTool *self)
{
  pentimento_tool_set_scale (self, 1);
}
