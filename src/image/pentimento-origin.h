/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PentimentoOriginFacts:
 * @prompt: (nullable): what was asked for
 * @negative_prompt: (nullable): what was not wanted
 * @provider: (nullable): who made it, by the id of a provider
 * @model: (nullable): with what
 * @seed: -1 for none
 * @width: 0 for not known
 * @height: 0 for not known
 * @references: (nullable): SHA-256 of the reference pictures, in their order
 * @edited: whether it was made from a picture, and not from words alone
 *
 * What a #PentimentoOrigin tells. Neither keys nor paths nor what it cost belong here.
 */
typedef struct {
  const char *prompt;
  const char *negative_prompt;
  const char *provider;
  const char *model;
  gint64 seed;
  int width;
  int height;
  const char *const *references;
  gboolean edited;
} PentimentoOriginFacts;

/**
 * PentimentoOrigin:
 *
 * How a picture was made by a provider, as picture files carry it along in their XMP: one property, a JSON object. Immutable, counted, safe from any thread.
 */
typedef struct _PentimentoOrigin PentimentoOrigin;

#define PENTIMENTO_TYPE_ORIGIN (pentimento_origin_get_type ())
GType pentimento_origin_get_type (void);

PentimentoOrigin *pentimento_origin_ref (PentimentoOrigin *self);
void pentimento_origin_unref (PentimentoOrigin *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoOrigin, pentimento_origin_unref)

/** @facts: copied; what is longer than may be read back is cut. */
PentimentoOrigin *pentimento_origin_new (const PentimentoOriginFacts *facts);

/**
 * pentimento_origin_new_from_string:
 * @text: what stands in a file; may be anything
 *
 * Members that are not known, of another type or out of bounds are passed over.
 *
 * Returns: (transfer full) (nullable): the origin, or %NULL where the text tells nothing
 */
PentimentoOrigin *pentimento_origin_new_from_string (const char *text);

/** Returns: (transfer none): a JSON object, the same for the same facts */
const char *pentimento_origin_to_string (PentimentoOrigin *self);

/** Returns: (transfer none): what it tells, for as long as it lives */
const PentimentoOriginFacts *pentimento_origin_get_facts (PentimentoOrigin *self);

G_END_DECLS
