/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "pentimento-services.h"

G_BEGIN_DECLS

/**
 * PentimentoPromptHistory:
 *
 * A button with the prompts that were used before, newest first, in the library of its `services`. "chosen" (a string) is emitted for the one that is chosen.
 */
#define PENTIMENTO_TYPE_PROMPT_HISTORY (pentimento_prompt_history_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoPromptHistory, pentimento_prompt_history, PENTIMENTO, PROMPT_HISTORY, AdwBin)

G_END_DECLS
