/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "library-database.h"
#include "pentimento-version.h"

G_BEGIN_DECLS

/* Versions in the database; see pentimento-library.h for what the functions of like names promise. */

/** Adds versions and their pictures inside a transaction that the caller began. */
gboolean library_versions_add (LibraryDatabase *database, GListModel *versions, GError **error);
PentimentoVersion *library_versions_get (LibraryDatabase *database, const char *id, GError **error);

/** Returns: (transfer full) (nullable): the version of that very id; %NULL without error where there is none */
PentimentoVersion *library_versions_find (LibraryDatabase *database, const char *id, GError **error);
GListModel *library_versions_list (LibraryDatabase *database, const char *picture_id, GError **error);

/** Returns: (transfer full) (nullable): the versions of these numbers that are there, newest first */
GListModel *
library_versions_list_numbers (LibraryDatabase *database, const gint64 *numbers, guint n_numbers, GError **error);
GListModel *library_versions_list_of_job (LibraryDatabase *database, const char *job_id, GError **error);
PentimentoVersion *library_versions_find_root (LibraryDatabase *database, const char *sha256, GError **error);
gboolean library_versions_set_current (LibraryDatabase *database, const char *id, GError **error);
char *library_versions_get_current (LibraryDatabase *database, const char *picture_id, GError **error);

G_END_DECLS
