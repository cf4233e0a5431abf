/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-tool.h"

G_BEGIN_DECLS

/**
 * PentimentoExtendTool:
 *
 * Adds room around the picture, which is transparent until something is made for it. `marks` (boolean) is whether it is marked as what may change next.
 */
#define PENTIMENTO_TYPE_EXTEND_TOOL (pentimento_extend_tool_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoExtendTool, pentimento_extend_tool, PENTIMENTO, EXTEND_TOOL, PentimentoTool)

PentimentoExtendTool *pentimento_extend_tool_new (void);

/** Returns: how much is added on each side, in pixels of the picture */
GtkBorder pentimento_extend_tool_get_margins (PentimentoExtendTool *self);
void pentimento_extend_tool_set_margins (PentimentoExtendTool *self, const GtkBorder *margins);

/** Adds as little as makes the picture of this ratio of width to height, evenly on both sides. */
void pentimento_extend_tool_set_ratio (PentimentoExtendTool *self, double ratio);

G_END_DECLS
