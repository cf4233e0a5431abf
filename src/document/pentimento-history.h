/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-library.h"

G_BEGIN_DECLS

/**
 * PentimentoHistory:
 *
 * The tree of versions of one picture as a #GListModel of #PentimentoVersion, oldest first, with a current one. Undo and redo move the current one and drop
 * nothing. Read-only properties: `current` (#PentimentoVersion, nullable), `can-undo`, `can-redo`. It follows the library's changes, also of what the person says of a version, which is then another object of the same id.
 */
#define PENTIMENTO_TYPE_HISTORY (pentimento_history_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoHistory, pentimento_history, PENTIMENTO, HISTORY, GObject)

/**
 * pentimento_history_new:
 * @first: (nullable): a version of the picture, which becomes the current one; it need not be in the library yet; %NULL for an empty history
 */
PentimentoHistory *pentimento_history_new (PentimentoLibrary *library, PentimentoVersion *first);

PentimentoVersion *pentimento_history_get_current (PentimentoHistory *self);
gboolean pentimento_history_get_can_undo (PentimentoHistory *self);
gboolean pentimento_history_get_can_redo (PentimentoHistory *self);

/** Returns: (transfer none) (nullable): the version of that id */
PentimentoVersion *pentimento_history_find (PentimentoHistory *self, const char *id);

/** Returns: (transfer none) (nullable): the version that @version was made from */
PentimentoVersion *pentimento_history_get_parent (PentimentoHistory *self, PentimentoVersion *version);

/** Makes a version of this history the current one, and writes that to the library. */
void pentimento_history_show (PentimentoHistory *self, PentimentoVersion *version);

/** Shows the parent of the current version. */
void pentimento_history_undo (PentimentoHistory *self);

/** Returns: (transfer none) (nullable): what redo would show */
PentimentoVersion *pentimento_history_find_redo (PentimentoHistory *self);

/** Shows the child that was left by undo last, else the newest child. */
void pentimento_history_redo (PentimentoHistory *self);

G_END_DECLS
