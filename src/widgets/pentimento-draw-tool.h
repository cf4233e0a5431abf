/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-marking.h"
#include "pentimento-tool.h"

G_BEGIN_DECLS

/**
 * PentimentoDrawTool:
 *
 * Draws over the picture what is sent along with it: there is nothing to apply, each mark is a step of the `marking` (#PentimentoMarking, nullable) at once.
 *
 * `kind` (string) is what the hand does: "arrow", "box", "ellipse", "scribble", "text", or "move" for taking hold of what is there. `colour` (string, "#rrggbb")
 * and `width` (int, pixels of the picture) are those of the next mark, and of the `selected` one (int, −1 for none). While `writing` (boolean, read-only) the
 * words of a text are asked for: pentimento_draw_tool_write(). "refused" (string) is emitted with a sentence where something cannot be drawn.
 */
#define PENTIMENTO_TYPE_DRAW_TOOL (pentimento_draw_tool_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoDrawTool, pentimento_draw_tool, PENTIMENTO, DRAW_TOOL, PentimentoTool)

PentimentoDrawTool *pentimento_draw_tool_new (void);

/** Returns: (transfer none) (nullable): what is to be seen, with what the hand is about to draw */
PentimentoMarks *pentimento_draw_tool_get_marks (PentimentoDrawTool *self);

/** Returns: (transfer none) (nullable): the selected one, as it is to be seen */
PentimentoMark *pentimento_draw_tool_get_selected (PentimentoDrawTool *self);

/** Paints what shows which one is selected, in device pixels. */
void pentimento_draw_tool_paint_selection (PentimentoDrawTool *self,
                                           GtkSnapshot *snapshot,
                                           const PentimentoViewport *viewport);

void pentimento_draw_tool_remove_selected (PentimentoDrawTool *self);

/** While `writing`: finds where, in the picture. */
void pentimento_draw_tool_get_place (PentimentoDrawTool *self, double *x, double *y);

/** Returns: the words that are there already, "" for none */
const char *pentimento_draw_tool_get_text (PentimentoDrawTool *self);

/** Shows other words, none for "". */
void pentimento_draw_tool_write (PentimentoDrawTool *self, const char *text);

/** Ends `writing`. @keep: whether the words stay, as one step; no words take the text away */
void pentimento_draw_tool_end_writing (PentimentoDrawTool *self, gboolean keep);

G_END_DECLS
