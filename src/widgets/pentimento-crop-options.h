/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-crop-tool.h"

G_BEGIN_DECLS

/**
 * PentimentoCropOptions:
 *
 * The numbers and choices of a #PentimentoCropTool.
 */
#define PENTIMENTO_TYPE_CROP_OPTIONS (pentimento_crop_options_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoCropOptions, pentimento_crop_options, PENTIMENTO, CROP_OPTIONS, AdwBin)

/** Returns: (transfer none): the tool, one for as long as the options live */
PentimentoCropTool *pentimento_crop_options_get_tool (PentimentoCropOptions *self);

G_END_DECLS
