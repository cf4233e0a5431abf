/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-adjust-tool.h"

G_BEGIN_DECLS

/**
 * PentimentoAdjustOptions:
 *
 * The numbers and choices of a #PentimentoAdjustTool.
 */
#define PENTIMENTO_TYPE_ADJUST_OPTIONS (pentimento_adjust_options_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoAdjustOptions, pentimento_adjust_options, PENTIMENTO, ADJUST_OPTIONS, AdwBin)

/** Returns: (transfer none): the tool, one for as long as the options live */
PentimentoAdjustTool *pentimento_adjust_options_get_tool (PentimentoAdjustOptions *self);

G_END_DECLS
