/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-library.h"

G_BEGIN_DECLS

/**
 * PentimentoWorkspaceRecord:
 * @id: a UUID
 * @state: JSON that whoever wrote it reads again; the SHA-256 of each stored picture that it needs stands in it
 *
 * What lay open somewhere when the program was there last. The library reads nothing in it; it keeps the stored pictures that it names.
 */
typedef struct {
  char *id;
  char *state;
} PentimentoWorkspaceRecord;

PentimentoWorkspaceRecord *pentimento_workspace_record_new (const char *id, const char *state);
void pentimento_workspace_record_free (PentimentoWorkspaceRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoWorkspaceRecord, pentimento_workspace_record_free)

/**
 * pentimento_library_write_workspace:
 *
 * Writes it, or over the one of the same id. It outlasts the end of the program at once, and that of the machine with the next write that is synced: it is written often.
 */
gboolean
pentimento_library_write_workspace (PentimentoLibrary *self, const PentimentoWorkspaceRecord *record, GError **error);

/** Forgets it; one that is not there is forgotten already. */
gboolean pentimento_library_remove_workspace (PentimentoLibrary *self, const char *id, GError **error);

/** Returns: (transfer full) (nullable): the workspace of that id; %NULL without error where there is none */
PentimentoWorkspaceRecord *pentimento_library_get_workspace (PentimentoLibrary *self, const char *id, GError **error);

/** Returns: (transfer full) (nullable): the ids of all, the oldest first; %NULL with an error */
char **pentimento_library_list_workspaces (PentimentoLibrary *self, GError **error);

G_END_DECLS
