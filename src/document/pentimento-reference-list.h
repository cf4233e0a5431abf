/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-image.h"

G_BEGIN_DECLS

/**
 * PentimentoReferenceList:
 *
 * The references as they were at one moment, and what the prompt called each of them by. Immutable, counted.
 */
typedef struct _PentimentoReferenceList PentimentoReferenceList;

/** @images: a #GListModel of #PentimentoImage; @numbers: of each of them, rising */
PentimentoReferenceList *pentimento_reference_list_new (GListModel *images, const guint *numbers);
PentimentoReferenceList *pentimento_reference_list_ref (PentimentoReferenceList *self);
void pentimento_reference_list_unref (PentimentoReferenceList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoReferenceList, pentimento_reference_list_unref)

guint pentimento_reference_list_get_n (PentimentoReferenceList *self);

/** Returns: (transfer none): one of the pictures; @number: (out): what the prompt calls it by */
PentimentoImage *pentimento_reference_list_get (PentimentoReferenceList *self, guint position, guint *number);

/** Returns: whether both are the same pictures by the same numbers; @self, @other: (nullable) */
gboolean pentimento_reference_list_equal (PentimentoReferenceList *self, PentimentoReferenceList *other);

G_END_DECLS
