/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image-structure.h"
#include "pentimento-image.h"

G_BEGIN_DECLS

/* As pentimento_image_decode(), and tells whether colours were converted. */
GdkPixbuf *pentimento_image_decode_reporting (PentimentoImage *self,
                                              gboolean *converted,
                                              GCancellable *cancellable,
                                              GError **error);

/*
 * As pentimento_image_decode(), in the colour space that the file is in.
 * @profile: (out) (transfer full) (nullable): the profile that says which that is; %NULL for sRGB
 * @dropped: (out): whether the file has a profile that is none, or none for red, green and blue
 */
GdkPixbuf *pentimento_image_decode_unconverted (PentimentoImage *self,
                                                GBytes **profile,
                                                gboolean *dropped,
                                                GCancellable *cancellable,
                                                GError **error);

/* What the skeleton of the file says. */
const ImageStructure *pentimento_image_get_structure (PentimentoImage *self);

/* Takes a SHA-256 that is known already. Before anybody else sees the picture. */
void pentimento_image_take_sha256 (PentimentoImage *self, char *sha256);

/* Tells that the bytes are a mapped file that nobody writes to. Before anybody else sees the picture. */
void pentimento_image_set_mapped (PentimentoImage *self);

/* Whether the pixels have been decoded once without fault, so that nobody needs to do it again for a proof. */
gboolean pentimento_image_is_proven (PentimentoImage *self);

/* Notes that they have been; safe from any thread. */
void pentimento_image_set_proven (PentimentoImage *self);

/* Remembers the decoded pixels, and whether their colours were converted, for all of the same identity, as long as somebody holds them. Safe from any thread. */
void pentimento_image_share_pixels (PentimentoImage *self, GdkPixbuf *pixels, gboolean converted);

/* Returns: (transfer none) (nullable): the picture whose pixels can be gone on from */
PentimentoImage *pentimento_image_get_earlier (PentimentoImage *self);

/* Returns: (transfer full) (nullable): the decoded pixels, where somebody holds them still. Safe from any thread. */
GdkPixbuf *pentimento_image_find_pixels (PentimentoImage *self, gboolean *converted);

G_END_DECLS
