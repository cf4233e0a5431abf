/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-draw-tool.h"

G_BEGIN_DECLS

/**
 * PentimentoDrawOptions:
 *
 * The kinds, colours and width of a #PentimentoDrawTool, and what takes marks away.
 */
#define PENTIMENTO_TYPE_DRAW_OPTIONS (pentimento_draw_options_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoDrawOptions, pentimento_draw_options, PENTIMENTO, DRAW_OPTIONS, AdwBin)

/** Returns: (transfer none): the tool, one for as long as the options live */
PentimentoDrawTool *pentimento_draw_options_get_tool (PentimentoDrawOptions *self);

G_END_DECLS
