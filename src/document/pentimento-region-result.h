/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-measured.h"
#include "pentimento-region-edit.h"

G_BEGIN_DECLS

/**
 * PentimentoRegionResult:
 * @measured: what was found
 * @sha256: (nullable): of the file of the version that comes of it: that of the picture which the result was put into; %NULL where it could not be, and the
 *   result itself is the version
 * @media_type, @width, @height, @recipe: of that version
 *
 * What has become of the result of a #PentimentoRegionEdit.
 */
typedef struct {
  PentimentoMeasured measured;
  char *sha256;
  char *media_type;
  int width;
  int height;
  char *recipe;
} PentimentoRegionResult;

void pentimento_region_result_free (PentimentoRegionResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoRegionResult, pentimento_region_result_free)

/**
 * pentimento_region_result_new:
 * @received: what came back, of any size; stored already
 *
 * Reads the picture, finds where the parts of what was sent of it are in what came, and puts that into it. Blocks for some tenths of a second.
 *
 * Returns: (transfer full) (nullable): what has become of it: where it cannot be put into the picture, that; %NULL only with %G_IO_ERROR_CANCELLED
 */
PentimentoRegionResult *pentimento_region_result_new (PentimentoLibrary *library,
                                                      const PentimentoRegionEdit *edit,
                                                      PentimentoImage *received,
                                                      GCancellable *cancellable,
                                                      GError **error);

/** Returns: (transfer full): the result as text, for a row of the ledger */
char *pentimento_region_result_to_string (const PentimentoRegionResult *self);

/** Returns: (transfer full) (nullable): what pentimento_region_result_to_string() gave; may be anything */
PentimentoRegionResult *pentimento_region_result_new_from_string (const char *text);

G_END_DECLS
