/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SeedreamRefusedField:
 * @name: (nullable): the field as the provider spells it
 * @picture: which picture it is about, counted from 1; 0 where that is not said beyond doubt
 *
 * What a refused request is about, as far as the provider's words say it.
 */
typedef struct {
  char *name;
  guint picture;
} SeedreamRefusedField;

/**
 * seedream_refused_field_find:
 * @root: (nullable): what was answered, where it is JSON
 * @text: the provider's words
 *
 * Looks where services name fields: `param`, `loc` and `path` in JSON, then the words themselves. A place in a list is counted from 0
 * ("images[1]" is the second), what is said in words from 1 ("image 2", "the 2nd image").
 */
SeedreamRefusedField *seedream_refused_field_find (JsonNode *root, const char *text);
void seedream_refused_field_free (SeedreamRefusedField *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SeedreamRefusedField, seedream_refused_field_free)

G_END_DECLS
