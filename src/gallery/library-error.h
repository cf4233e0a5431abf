/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <sqlite3.h>

#include "pentimento-library.h"

G_BEGIN_DECLS

/** Sets an error from an errno; @otherwise is the code where @number says nothing about what to do. */
void library_error_set_errno (GError **error, PentimentoLibraryError otherwise, const char *folder, int number);

/** Sets an error from the last failure of @connection; @otherwise as above. */
void
library_error_set_sqlite (GError **error, PentimentoLibraryError otherwise, const char *folder, sqlite3 *connection);

G_END_DECLS
