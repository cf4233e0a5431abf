/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-document.h"

G_BEGIN_DECLS

/**
 * PentimentoDraft:
 *
 * Keeps the unsent prompt of a document in the settings, and the choices that go on from one start to the next.
 */
#define PENTIMENTO_TYPE_DRAFT (pentimento_draft_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoDraft, pentimento_draft, PENTIMENTO, DRAFT, GObject)

/** @restore_prompt: whether the document takes up the prompt that was left */
PentimentoDraft *pentimento_draft_new (PentimentoDocument *document, GSettings *settings, gboolean restore_prompt);

/** Writes what has not been written yet. */
void pentimento_draft_save (PentimentoDraft *self);

G_END_DECLS
