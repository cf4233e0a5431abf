/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-adjustment.h"
#include "pentimento-tool.h"

G_BEGIN_DECLS

/**
 * PentimentoAdjustTool:
 *
 * Changes the colours of the whole picture.
 */
#define PENTIMENTO_TYPE_ADJUST_TOOL (pentimento_adjust_tool_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoAdjustTool, pentimento_adjust_tool, PENTIMENTO, ADJUST_TOOL, PentimentoTool)

PentimentoAdjustTool *pentimento_adjust_tool_new (void);

const PentimentoAdjustment *pentimento_adjust_tool_get_adjustment (PentimentoAdjustTool *self);
void pentimento_adjust_tool_set_adjustment (PentimentoAdjustTool *self, const PentimentoAdjustment *adjustment);

G_END_DECLS
