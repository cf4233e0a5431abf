/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * PentimentoWorkspace:
 *
 * Keeps what lies open in one window in the library, a moment after each change, so that it is there again however the program ends: the current version, the
 * references, the prompt and how it is to be made, what is marked, and how it is looked at. Only one holder at a time has it, in whichever process.
 *
 * Construct-only: `document`. Read and write: `view` (string, nullable: how it is looked at, in the words of whoever shows it).
 */
#define PENTIMENTO_TYPE_WORKSPACE (pentimento_workspace_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoWorkspace, pentimento_workspace, PENTIMENTO, WORKSPACE, GObject)

/** Returns: (transfer full) (nullable): the ids of those that were left, the oldest first; others may hold some of them */
char **pentimento_workspace_list_left (PentimentoServices *services, GError **error);

/**
 * pentimento_workspace_new:
 * @document: what lies open
 * @id: (nullable): of one that was left, to be restored next; %NULL for a new one
 *
 * Returns: (transfer full) (nullable): the workspace, or %NULL where somebody else holds it
 */
PentimentoWorkspace *pentimento_workspace_new (PentimentoDocument *document, const char *id);

/**
 * pentimento_workspace_restore_async:
 *
 * Opens in the document what was left. Until it is through nothing is written, so that what cannot be read now is there the next time.
 */
void pentimento_workspace_restore_async (PentimentoWorkspace *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

/** Returns: %TRUE, or %FALSE with an error of any floor where the picture cannot be shown; all else has been restored then */
gboolean pentimento_workspace_restore_finish (PentimentoWorkspace *self, GAsyncResult *result, GError **error);

const char *pentimento_workspace_get_view (PentimentoWorkspace *self);
void pentimento_workspace_set_view (PentimentoWorkspace *self, const char *view);

/** Writes what has not been written yet. Blocks. */
void pentimento_workspace_save (PentimentoWorkspace *self);

/** Writes that and lets go of it, so that it can be restored elsewhere. */
void pentimento_workspace_leave (PentimentoWorkspace *self);

/** The person has closed it: nothing is left of it, and nothing is written from now on. What is in the library stays there. */
void pentimento_workspace_close (PentimentoWorkspace *self);

G_END_DECLS
