/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pentimento-version.h"

G_BEGIN_DECLS

/** A prompt that was used before, what was used with it, and a button to take it out of the list: activates `prompts.hide` (s). */
#define PENTIMENTO_TYPE_PROMPT_ROW (pentimento_prompt_row_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoPromptRow, pentimento_prompt_row, PENTIMENTO, PROMPT_ROW, GtkListBoxRow)

/** @version: the last one that was made with it */
GtkWidget *pentimento_prompt_row_new (PentimentoVersion *version);

const char *pentimento_prompt_row_get_prompt (PentimentoPromptRow *self);

G_END_DECLS
