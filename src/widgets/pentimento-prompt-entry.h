/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PentimentoPromptEntry:
 *
 * Several lines of `text`, with a `placeholder` while there is none and a count against the `limit` (in characters; 0 for none). `tools` (#GtkWidget) is what stands
 * below, beside the count.
 */
#define PENTIMENTO_TYPE_PROMPT_ENTRY (pentimento_prompt_entry_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoPromptEntry, pentimento_prompt_entry, PENTIMENTO, PROMPT_ENTRY, AdwBin)

const char *pentimento_prompt_entry_get_count (PentimentoPromptEntry *self);

/** Puts another text in place of what is there, as one step that can be undone in the entry; setting `text` cannot. */
void pentimento_prompt_entry_replace (PentimentoPromptEntry *self, const char *text);

/** Selects the first place where @words stand, and shows it. Returns: whether there is one */
gboolean pentimento_prompt_entry_select (PentimentoPromptEntry *self, const char *words);

G_END_DECLS
