/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "paste-tone.h"
#include "pentimento-paste.h"
#include "recipe-operation.h"

G_BEGIN_DECLS

/*
 * PasteLayer:
 * @place: in the pixels that are there, which are fewer than the picture's in a preview
 * @coverage: of these, feathered, rows without gaps
 * @result: of these, as it lies there; RGB
 * @tone: (nullable): what is added to the result
 *
 * What is put into a picture, ready for it.
 */
typedef struct {
  PentimentoPlace place;
  guint8 *coverage;
  GdkPixbuf *result;
  PasteTone *tone;
} PasteLayer;

void paste_layer_free (PasteLayer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasteLayer, paste_layer_free)

/* Returns: (nullable): the layer; %NULL with an error, or without one where memory is short or it was cancelled */
PasteLayer *paste_layer_new (const PentimentoPaste *paste, const RecipeStep *step);

/* Puts the layer into pixels, which are written to. */
gboolean paste_layer_blend (const PasteLayer *self, GdkPixbuf *pixels, GCancellable *cancellable);

G_END_DECLS
