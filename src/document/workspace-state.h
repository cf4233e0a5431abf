/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * WorkspaceState:
 *
 * What lies open in one workspace, apart from the document, so that a thread can write and read it. What is missing in the JSON, or of another type than it
 * should be, is as it is in a new document.
 */
typedef struct {
  char *version;                /* (nullable): the id of the version that is shown, where it is in the library */
  PentimentoImage *picture;     /* (nullable): the picture, where it was opened and never edited */
  GPtrArray *references;        /* PentimentoImage */
  GArray *numbers;              /* guint: what the prompt calls each of them by */
  PentimentoTemplate *template; /* (nullable): what the prompt was made from, with the places that it still has */
  PentimentoImage *mask_file;   /* (nullable): of the mask, where it was written before or has been now */
  PentimentoMask *mask;         /* (nullable) */
  PentimentoMarks *marks;       /* (nullable) */
  JsonObject *wishes;           /* the properties of the document by their names */
  char *view;                   /* (nullable): how it is looked at, in the words of whoever shows it */
} WorkspaceState;

/** @view: (nullable) */
WorkspaceState *workspace_state_new_from_document (PentimentoDocument *document, const char *view);
void workspace_state_free (WorkspaceState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkspaceState, workspace_state_free)

/** Returns: whether there is nothing in it that a person would miss */
gboolean workspace_state_is_empty (WorkspaceState *self);

/**
 * workspace_state_write:
 *
 * Keeps the pictures in the library. Blocks.
 *
 * Returns: (transfer full) (nullable): the state as JSON, or %NULL with %PENTIMENTO_LIBRARY_ERROR
 */
char *workspace_state_write (WorkspaceState *self, PentimentoLibrary *library, GError **error);

/**
 * workspace_state_read:
 * @text: what workspace_state_write() gave; may be anything
 *
 * Reads the pictures from the library. Blocks. A reference or a mask that cannot be read is left out: the rest is worth having.
 */
WorkspaceState *workspace_state_read (const char *text, PentimentoLibrary *library);

/** Sets what is wished and the references; the picture is opened, and marked, by the caller. */
void workspace_state_apply (WorkspaceState *self, PentimentoDocument *document);

G_END_DECLS
