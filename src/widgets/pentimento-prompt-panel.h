/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * PentimentoPromptPanel:
 *
 * What should change in the picture of its `document`, how, by whom and for how much. Its actions are `document.edit` and `document.cancel`.
 */
#define PENTIMENTO_TYPE_PROMPT_PANEL (pentimento_prompt_panel_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoPromptPanel, pentimento_prompt_panel, PENTIMENTO, PROMPT_PANEL, AdwBin)

/** Leaves the edits under way, if any, to be taken up at the next start of the program. */
void pentimento_prompt_panel_leave (PentimentoPromptPanel *self);

G_END_DECLS
