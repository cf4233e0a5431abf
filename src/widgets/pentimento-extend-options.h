/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-extend-tool.h"

G_BEGIN_DECLS

/**
 * PentimentoExtendOptions:
 *
 * The numbers and choices of a #PentimentoExtendTool.
 */
#define PENTIMENTO_TYPE_EXTEND_OPTIONS (pentimento_extend_options_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoExtendOptions, pentimento_extend_options, PENTIMENTO, EXTEND_OPTIONS, AdwBin)

/** Returns: (transfer none): the tool, one for as long as the options live */
PentimentoExtendTool *pentimento_extend_options_get_tool (PentimentoExtendOptions *self);

G_END_DECLS
