/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "library-manifest.h"
#include "pentimento-library-history.h"

G_BEGIN_DECLS

/**
 * Adds the versions of a manifest, whose picture files are in the library already, in one transaction.
 *
 * Returns: (transfer full) (nullable): what came of it
 */
PentimentoHistoryArrival *
library_arrival_add (PentimentoLibrary *library, const LibraryManifest *manifest, GError **error);

G_END_DECLS
