/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-library.h"

G_BEGIN_DECLS

/* Words of the person's own that versions are found by again. What other programs call an album or a collection is all versions of one tag. */

/** So many letters of a tag, as of a name that is read at a glance. */
#define PENTIMENTO_TAG_LENGTH 60

/** Returns: (transfer full) (nullable): @text as a tag: valid, on one line, without blanks around it, no longer than a tag may be; %NULL where nothing is left */
char *pentimento_tag_clean (const char *text);

/**
 * pentimento_library_change_tags:
 * @ids: (array zero-terminated=1): full ids of versions
 * @added: (nullable) (array zero-terminated=1): tags that each of them has then
 * @removed: (nullable) (array zero-terminated=1): tags that none of them has any more; these win
 *
 * Changes tags in one transaction. Tags that differ in the case of ASCII letters alone are the same.
 */
gboolean pentimento_library_change_tags (PentimentoLibrary *self,
                                         const char *const *ids,
                                         const char *const *added,
                                         const char *const *removed,
                                         GError **error);

typedef struct {
  char *tag;
  guint count; /* of versions that are not in the trash */
} PentimentoTag;

/** Returns: (transfer container) (element-type PentimentoTag) (nullable): the tags that versions have which are not in the trash, by name; frees its elements */
GPtrArray *pentimento_library_list_tags (PentimentoLibrary *self, GError **error);

G_END_DECLS
