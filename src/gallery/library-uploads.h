/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "library-database.h"

G_BEGIN_DECLS

/*
 * The table of pictures that lie at a provider for a while; see pentimento_library_find_upload().
 */

char *library_uploads_find (LibraryDatabase *database,
                            const char *provider,
                            const char *endpoint,
                            const char *sha256,
                            gint64 until,
                            GError **error);
gboolean library_uploads_keep (LibraryDatabase *database,
                               const char *provider,
                               const char *endpoint,
                               const char *sha256,
                               const char *link,
                               gint64 expires_at,
                               GError **error);

G_END_DECLS
