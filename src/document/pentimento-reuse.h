/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-document.h"

G_BEGIN_DECLS

/** What of a version is taken up again. */
typedef enum {
  PENTIMENTO_REUSE_PROMPT = 1 << 0,     /* prompt and negative prompt */
  PENTIMENTO_REUSE_SETTINGS = 1 << 1,   /* provider, size, seed, number of results */
  PENTIMENTO_REUSE_REFERENCES = 1 << 2, /* in the place of those that are there */
} PentimentoReuse;

/** Returns: what of the version could be taken up again; 0 for one that was made by hand */
PentimentoReuse pentimento_reuse_find (PentimentoVersion *version);

/**
 * pentimento_reuse_take_async:
 * @version: of any picture in the library
 *
 * Sets up the next edit of the document as the version was made, as far as @what says. The picture that is shown stays. What the provider does not know any more stays as it is.
 */
void pentimento_reuse_take_async (PentimentoDocument *document,
                                  PentimentoVersion *version,
                                  PentimentoReuse what,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/** Returns: %TRUE, or %FALSE with an error where a reference cannot be read: then nothing was set */
gboolean pentimento_reuse_take_finish (PentimentoDocument *document, GAsyncResult *result, GError **error);

/**
 * pentimento_reuse_join_prompts:
 *
 * Returns: (transfer full): all that was asked for on the way from the first version of the picture to this one, in order, a line each, to be asked for at once; "" where that is nothing
 */
char *pentimento_reuse_join_prompts (PentimentoHistory *history, PentimentoVersion *version);

G_END_DECLS
