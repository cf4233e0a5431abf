/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PentimentoPromptEntry:
 *
 * Several lines of `text`, with a `placeholder` while there is none and a count against the `limit` (in characters; 0 for none).
 */
#define PENTIMENTO_TYPE_PROMPT_ENTRY (pentimento_prompt_entry_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoPromptEntry, pentimento_prompt_entry, PENTIMENTO, PROMPT_ENTRY, AdwBin)

const char *pentimento_prompt_entry_get_count (PentimentoPromptEntry *self);

G_END_DECLS
