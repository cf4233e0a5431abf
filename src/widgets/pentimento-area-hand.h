/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-tool.h"

G_BEGIN_DECLS

/**
 * PentimentoAreaHand:
 * @shown: whether there is one
 * @holds: whether it is drawing
 * @x, @y: where, in pixels of the picture
 *
 * A hand that is led by keys, for who has no pointer: Insert shows it, arrows move it, and Insert lets it press, and let go; Escape puts it away.
 */
typedef struct {
  gboolean shown;
  gboolean holds;
  double x;
  double y;
} PentimentoAreaHand;

/**
 * pentimento_area_hand_take_key:
 * @tool: what it works with
 * @viewport: what was seen last
 * @clicks: whether it lets go as soon as it has pressed
 *
 * Returns: whether it knew what to do with the key
 */
gboolean pentimento_area_hand_take_key (PentimentoAreaHand *self,
                                        PentimentoTool *tool,
                                        const PentimentoViewport *viewport,
                                        gboolean clicks,
                                        guint key,
                                        GdkModifierType state);

/** Paints it as a cross, in device pixels. */
void
pentimento_area_hand_paint (const PentimentoAreaHand *self, GtkSnapshot *snapshot, const PentimentoViewport *viewport);

G_END_DECLS
