/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "library-database.h"

G_BEGIN_DECLS

/* Tags as they are in the database: a JSON array of texts, NULL for none. */

char *library_tags_to_json (const char *const *tags);

/** Returns: (transfer full): the texts; none where it is no such array */
char **library_tags_from_json (const char *json);

/** Gives the version @id tags and takes others from it, both as JSON, inside a transaction. One that the library has already keeps its spelling. */
gboolean
library_tags_change (LibraryDatabase *database, const char *id, const char *added, const char *removed, GError **error);

G_END_DECLS
