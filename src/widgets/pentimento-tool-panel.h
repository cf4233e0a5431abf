/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-canvas.h"
#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * PentimentoToolPanel:
 *
 * What the tool in use on the `canvas` can do, and what ends it. `tool-name` (string) chooses the tool: "crop", "extend", "adjust", "draw", or "" for none. Its actions are
 * `tool.apply`, which makes a version of the `document`, `tool.cancel` and `tool.reset`.
 */
#define PENTIMENTO_TYPE_TOOL_PANEL (pentimento_tool_panel_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoToolPanel, pentimento_tool_panel, PENTIMENTO, TOOL_PANEL, AdwBin)

G_END_DECLS
