/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-library.h"

G_BEGIN_DECLS

/* Prompts that were used before, and those that are kept to be used again. */

/**
 * pentimento_library_list_prompts:
 * @search: (nullable): what the prompts have words that begin so, as in a gallery; %NULL or "" for all
 * @most: at most so many
 *
 * Finds prompts that something was made with, also where that is in the trash, each once. A version stands for its prompt and says what was used with it.
 *
 * Returns: (transfer full) (nullable): a #GListModel of #PentimentoVersion, for each prompt the newest one, newest first
 */
GListModel *pentimento_library_list_prompts (PentimentoLibrary *self, const char *search, guint most, GError **error);

/** Takes a prompt out of that list until it is used again. No version is touched. */
gboolean pentimento_library_hide_prompt (PentimentoLibrary *self, const char *prompt, GError **error);

/** Returns: (transfer full) (element-type utf8) (nullable): JSON of the person's templates, by name; what it means is for a floor above */
GPtrArray *pentimento_library_list_templates (PentimentoLibrary *self, GError **error);

/**
 * pentimento_library_write_templates:
 * @names: (array zero-terminated=1)
 * @contents: (array zero-terminated=1): the JSON of each
 * @replaces: (nullable): the name of a template that goes with this
 *
 * Writes templates, replacing those of the same names, in one transaction, synced.
 */
gboolean pentimento_library_write_templates (PentimentoLibrary *self,
                                             const char *const *names,
                                             const char *const *contents,
                                             const char *replaces,
                                             GError **error);

/** Returns: %TRUE once it is gone; %FALSE with %PENTIMENTO_LIBRARY_ERROR_MISSING where it was not there */
gboolean pentimento_library_remove_template (PentimentoLibrary *self, const char *name, GError **error);

G_END_DECLS
