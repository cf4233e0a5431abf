/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-adjust-tool.h"

struct _PentimentoAdjustTool {
  PentimentoTool parent_instance;

  PentimentoAdjustment adjustment;
};

G_DEFINE_FINAL_TYPE (PentimentoAdjustTool, pentimento_adjust_tool, PENTIMENTO_TYPE_TOOL)

const PentimentoAdjustment *
pentimento_adjust_tool_get_adjustment (PentimentoAdjustTool *self)
{
  return &self->adjustment;
}

void
pentimento_adjust_tool_set_adjustment (PentimentoAdjustTool *self, const PentimentoAdjustment *adjustment)
{
  self->adjustment = *adjustment;
  pentimento_tool_changed (PENTIMENTO_TOOL (self));
}

static void
begin (PentimentoTool *tool, int width, int height)
{
  PENTIMENTO_ADJUST_TOOL (tool)->adjustment = pentimento_adjustment_none;
}

static gboolean
append (PentimentoTool *tool, PentimentoRecipe **recipe, int width, int height, GError **error)
{
  return pentimento_recipe_append_adjust (recipe, width, height, &PENTIMENTO_ADJUST_TOOL (tool)->adjustment, error);
}

static void
pentimento_adjust_tool_class_init (PentimentoAdjustToolClass *klass)
{
  PENTIMENTO_TOOL_CLASS (klass)->begin = begin;
  PENTIMENTO_TOOL_CLASS (klass)->append = append;
}

static void
pentimento_adjust_tool_init (PentimentoAdjustTool *self)
{
  self->adjustment = pentimento_adjustment_none;
}

PentimentoAdjustTool *
pentimento_adjust_tool_new (void)
{
  return g_object_new (PENTIMENTO_TYPE_ADJUST_TOOL, NULL);
}
