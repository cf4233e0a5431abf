/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-library.h"

G_BEGIN_DECLS

/** Returns: (transfer full) (nullable): the versions added after the one of that id (%NULL: all), oldest first */
GListModel *pentimento_library_list_versions_after (PentimentoLibrary *self, const char *id, GError **error);

G_END_DECLS
