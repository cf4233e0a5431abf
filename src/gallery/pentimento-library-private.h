/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "library-database.h"
#include "pentimento-library.h"

G_BEGIN_DECLS

/** Returns: (transfer none): the database, for the aspects of the library that have a file of their own */
LibraryDatabase *pentimento_library_get_database (PentimentoLibrary *self);

/** Returns: (transfer full) (nullable): the versions added after the one of that id (%NULL: all), oldest first */
GListModel *pentimento_library_list_versions_after (PentimentoLibrary *self, const char *id, GError **error);

G_END_DECLS
