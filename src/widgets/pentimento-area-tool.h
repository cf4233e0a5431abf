/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-document.h"
#include "pentimento-area-steps.h"
#include "pentimento-tool.h"

G_BEGIN_DECLS

/** Pixels of the picture. */
#define PENTIMENTO_AREA_LEAST_BRUSH 1
#define PENTIMENTO_AREA_MOST_BRUSH 4000

/**
 * PentimentoAreaTool:
 *
 * Marks the part of a picture that may change, in its `document`'s marking: each shape that the hand draws is one step of that, and there is nothing to apply. `kind`
 * (#PentimentoAreaKind) is the shape, `mode` (#PentimentoAreaMode) what it does to what is marked, where neither Shift (adds) nor Alt (takes away) is held.
 * `brush-size` (double, pixels of the picture) and `hardness` (double, 0 to 1) are those of brush and eraser. "changed" is emitted for all that its options show.
 */
#define PENTIMENTO_TYPE_AREA_TOOL (pentimento_area_tool_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoAreaTool, pentimento_area_tool, PENTIMENTO, AREA_TOOL, PentimentoTool)

PentimentoAreaTool *pentimento_area_tool_new (void);

/** @document: (nullable) */
void pentimento_area_tool_set_document (PentimentoAreaTool *self, PentimentoDocument *document);

/** Returns: (nullable) (transfer none): the shape under way, else the one that was put last */
const PentimentoAreaShape *pentimento_area_tool_get_shape (PentimentoAreaTool *self);

/** Returns: whether the picture that is seen can be marked: not while another one is on its way */
gboolean pentimento_area_tool_can_mark (PentimentoAreaTool *self);

/** Puts a rectangle, or an ellipse where that is chosen, somewhere. */
void pentimento_area_tool_put (PentimentoAreaTool *self, const PentimentoPlace *place, PentimentoAreaMode mode);

/** Returns: whether what is marked is being changed in a thread */
gboolean pentimento_area_tool_get_is_working (PentimentoAreaTool *self);

/** As pentimento_area_steps_change_async(); one after the other: nothing happens while one is under way. */
void pentimento_area_tool_change (PentimentoAreaTool *self, PentimentoAreaChange change, double pixels);

G_END_DECLS
