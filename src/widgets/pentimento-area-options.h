/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-area-tool.h"

G_BEGIN_DECLS

/**
 * PentimentoAreaOptions:
 *
 * The shapes, numbers and choices of a #PentimentoAreaTool, for its `document`. `kind` and `mode` are the tool's, for the actions `area.kind` and `area.mode`;
 * `area.put` ("replace", "add", "subtract") puts the shape of the numbers, `area.change` ("all", "nothing", "inverted", "grown", "shrunk", "softened") changes
 * all that is marked, `area.keep` keeps of an edit of the whole picture only what is marked.
 */
#define PENTIMENTO_TYPE_AREA_OPTIONS (pentimento_area_options_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoAreaOptions, pentimento_area_options, PENTIMENTO, AREA_OPTIONS, AdwBin)

/** Returns: (transfer none): the tool, one for as long as the options live */
PentimentoAreaTool *pentimento_area_options_get_tool (PentimentoAreaOptions *self);

/** @document: (nullable) */
void pentimento_area_options_set_document (PentimentoAreaOptions *self, PentimentoDocument *document);

G_END_DECLS
