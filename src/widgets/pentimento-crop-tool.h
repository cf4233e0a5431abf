/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-frame.h"
#include "pentimento-tool.h"

G_BEGIN_DECLS

/**
 * PentimentoCropTool:
 *
 * Turns, flips, straightens and cuts out, in that order. `angle` (double, degrees clockwise, −45 to 45) is how far the picture is straightened;
 * `drawing-horizon` (boolean) lets the hand draw the line that is to become level or upright, once.
 */
#define PENTIMENTO_TYPE_CROP_TOOL (pentimento_crop_tool_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoCropTool, pentimento_crop_tool, PENTIMENTO, CROP_TOOL, PentimentoTool)

PentimentoCropTool *pentimento_crop_tool_new (void);

/** Returns: what is cut out of the turned and straightened picture */
const PentimentoFrame *pentimento_crop_tool_get_frame (PentimentoCropTool *self);

void pentimento_crop_tool_set_place (PentimentoCropTool *self, const GdkRectangle *place);

/** @ratio: width to height; 0 for any */
void pentimento_crop_tool_set_ratio (PentimentoCropTool *self, double ratio);

/** Turns what is seen by quarters, clockwise. */
void pentimento_crop_tool_turn (PentimentoCropTool *self, int quarters);

/** Flips what is seen. */
void pentimento_crop_tool_flip (PentimentoCropTool *self, gboolean vertically);

double pentimento_crop_tool_get_angle (PentimentoCropTool *self);

G_END_DECLS
