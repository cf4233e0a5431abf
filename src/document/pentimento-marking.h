/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-marks.h"
#include "pentimento-reference-list.h"
#include "pentimento-region.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PentimentoMarking:
 *
 * What a person has marked on an open picture, and set beside it. It belongs to the version that it was made on: each version has its own, which is there again when the
 * person comes back to it, with the steps that led to it, to be undone and redone.
 *
 * Read and write: `mask` (#PentimentoMask, nullable: what may change, of the version's size; %NULL, and never one that covers nothing, for the whole picture),
 * `marks` (#PentimentoMarks, nullable: what is drawn over the version for what is sent, and is never part of a version); each other mask and each other drawing is one step. How a change of the part is made, for all versions: `context` (int: pixels round what is marked that are sent along;
 * %PENTIMENTO_REGION_AUTOMATIC), `align` (boolean: whether the result is moved back to where it was), `tone` (boolean: whether its brightness and colours are
 * led over to those around it; off at first, for it works against a change of colours that was asked for), `feather` (int: how many pixels inside the rim it takes until the result is all there; at most a quarter of what is marked).
 * Read-only: `can-undo`, `can-redo`.
 */
#define PENTIMENTO_TYPE_MARKING (pentimento_marking_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoMarking, pentimento_marking, PENTIMENTO, MARKING, GObject)

PentimentoMarking *pentimento_marking_new (void);

/**
 * pentimento_marking_show:
 * @version: (nullable): its id, %NULL for none, on which nothing can be marked
 * @references: (nullable): those that there are; they go along from version to version
 *
 * Turns to what is marked on another version.
 */
void pentimento_marking_show (PentimentoMarking *self, const char *version, PentimentoReferenceList *references);

/** Returns: (transfer none) (nullable): what may change */
PentimentoMask *pentimento_marking_get_mask (PentimentoMarking *self);
void pentimento_marking_set_mask (PentimentoMarking *self, PentimentoMask *mask);

/** Returns: (transfer none) (nullable): what is drawn over it */
PentimentoMarks *pentimento_marking_get_marks (PentimentoMarking *self);
void pentimento_marking_set_marks (PentimentoMarking *self, PentimentoMarks *marks);

/** Returns: (transfer none) (nullable): the references that belong to this step; to change them is a step as well */
PentimentoReferenceList *pentimento_marking_get_references (PentimentoMarking *self);
void pentimento_marking_set_references (PentimentoMarking *self, PentimentoReferenceList *references);

int pentimento_marking_get_context (PentimentoMarking *self);
gboolean pentimento_marking_get_align (PentimentoMarking *self);
gboolean pentimento_marking_get_tone (PentimentoMarking *self);
int pentimento_marking_get_feather (PentimentoMarking *self);

gboolean pentimento_marking_get_can_undo (PentimentoMarking *self);
gboolean pentimento_marking_get_can_redo (PentimentoMarking *self);
void pentimento_marking_undo (PentimentoMarking *self);
void pentimento_marking_redo (PentimentoMarking *self);

G_END_DECLS
