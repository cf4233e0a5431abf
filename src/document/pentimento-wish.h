/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-region-edit.h"

G_BEGIN_DECLS

/**
 * PentimentoWish:
 *
 * What was asked for, read back from a row of the ledger: where a member is missing or of another type than it should be, what an order has by default.
 */
typedef struct {
  char *prompt;          /* (nullable) */
  char *negative_prompt; /* (nullable) */
  int width;             /* 0 for the provider's default */
  int height;
  gint64 seed; /* -1 for a random one */
  guint count; /* at least 1 */
  gboolean safety;
  int fit_width; /* what results are fitted back to; 0 for leaving them as they are */
  int fit_height;
  char *
      picture_recipe; /* (nullable): what is done to the pixels of the picture that is edited, where that is not what its version says; "" for nothing */
  PentimentoRegionEdit *region; /* (nullable): the part of it that is changed */
  char **recipes; /* what is done to the pixels of each reference, "" for nothing; there may be fewer than references */
} PentimentoWish;

/** Returns: (transfer full) (nullable): what was asked for; %NULL where the row does not tell */
PentimentoWish *pentimento_wish_new_from_record (const PentimentoJobRecord *record);
void pentimento_wish_free (PentimentoWish *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoWish, pentimento_wish_free)

G_END_DECLS
