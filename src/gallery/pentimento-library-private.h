/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "library-database.h"
#include "pentimento-library.h"

G_BEGIN_DECLS

/** Returns: (transfer none): the database, for the aspects of the library that have a file of their own */
LibraryDatabase *pentimento_library_get_database (PentimentoLibrary *self);

/** Returns: (transfer none): the library's folder */
const char *pentimento_library_get_path (PentimentoLibrary *self);

/** Tells of a change in the opener's main context, once for all changes that come before it gets there. */
void pentimento_library_tell (PentimentoLibrary *self);

G_END_DECLS
