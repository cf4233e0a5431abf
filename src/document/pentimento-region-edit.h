/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-image.h"
#include "pentimento-region.h"
#include "pentimento-library.h"
#include "seedream-capabilities.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * PentimentoRegionEdit:
 * @picture: SHA-256 of the file of the picture that a part is changed of
 * @base: (nullable): what is done to it: the recipe of the version that is edited
 * @drawn: (nullable): what is done to it before the part is cut out and sent, where that is more: @base, and what is drawn on it
 * @place: the part of the picture after @base
 * @width, @height: what it is scaled to; 0 before pentimento_region_edit_choose()
 * @mask_sha256: (nullable): of what may change of the part, a stored picture of its size
 * @mask: (nullable): of what may change of the whole picture, where it is at hand
 * @context: the pixels round what is marked that were asked for
 * @asked_width, @asked_height: the size that was asked for; 0 for the best there is
 * @align, @tone, @feather: how the result is put into the picture; see #PentimentoMarking
 *
 * How a change of a part of a picture is made: what is sent, and where the result goes. Plain data; an order has its own copy.
 */
typedef struct {
  char *picture;
  char *base;
  char *drawn;
  PentimentoPlace place;
  int width;
  int height;
  char *mask_sha256;
  PentimentoMask *mask;
  int context;
  int asked_width;
  int asked_height;
  gboolean align;
  gboolean tone;
  int feather;
} PentimentoRegionEdit;

#define PENTIMENTO_TYPE_REGION_EDIT (pentimento_region_edit_get_type ())
GType pentimento_region_edit_get_type (void);

PentimentoRegionEdit *pentimento_region_edit_copy (const PentimentoRegionEdit *self);
void pentimento_region_edit_free (PentimentoRegionEdit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoRegionEdit, pentimento_region_edit_free)

/**
 * pentimento_region_edit_choose:
 * @capabilities: of whoever is asked
 * @region: (out) (nullable): the same, with the context that it came to
 *
 * Chooses the part that is sent and its size; the mask has to be at hand. It is then another part, whose mask is not stored yet.
 *
 * Returns: %TRUE, or %FALSE with the error of pentimento_region_choose()
 */
gboolean pentimento_region_edit_choose (PentimentoRegionEdit *self,
                                        const SeedreamCapabilities *capabilities,
                                        PentimentoRegion *region,
                                        GError **error);

/**
 * pentimento_region_edit_load_mask:
 * @width, @height: of the picture after @base
 *
 * Makes the mask of the whole picture of the stored one, unless it is at hand.
 */
gboolean pentimento_region_edit_load_mask (PentimentoRegionEdit *self,
                                           PentimentoLibrary *library,
                                           int width,
                                           int height,
                                           GError **error);

/** Returns: (transfer full) (nullable): what may change of the part, as a picture to be stored, or %NULL with an error. Blocks. */
PentimentoImage *pentimento_region_edit_make_mask (const PentimentoRegionEdit *self, GError **error);

/**
 * pentimento_region_edit_make_part:
 * @width, @height: of the picture after @base
 * @part: (out) (transfer full) (nullable): what makes of it the part that is sent, after what is drawn on it; %NULL where that is nothing
 *
 * Cuts the part out and scales it; what the picture was extended by, and is still empty, is filled, so that the model has something to go on from.
 *
 * Returns: %TRUE, or %FALSE with %PENTIMENTO_IMAGE_ERROR_CHANGE
 */
gboolean pentimento_region_edit_make_part (const PentimentoRegionEdit *self,
                                           int width,
                                           int height,
                                           PentimentoRecipe **part,
                                           GError **error);

/**
 * pentimento_region_edit_make_sent_recipe:
 * @width, @height: of the picture after @base
 *
 * What is sent of the picture is made here and nowhere else: what is done to it, what is drawn on it, and then the part.
 *
 * Returns: (transfer full) (nullable): what is done to the file; "" for nothing; %NULL with an error
 */
char *pentimento_region_edit_make_sent_recipe (const PentimentoRegionEdit *self, int width, int height, GError **error);

/** Returns: (transfer full): what the row of the ledger tells of it */
JsonObject *pentimento_region_edit_to_json (const PentimentoRegionEdit *self);

/** Returns: (transfer full) (nullable): what pentimento_region_edit_to_json() told; may be anything */
PentimentoRegionEdit *pentimento_region_edit_new_from_json (JsonObject *object);

G_END_DECLS
