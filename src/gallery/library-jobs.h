/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "library-database.h"
#include "pentimento-job-record.h"

G_BEGIN_DECLS

/* The job ledger in the database; see pentimento-library.h for what the functions of like names promise. */
gboolean library_jobs_write (LibraryDatabase *database, const PentimentoJobRecord *record, GError **error);
PentimentoJobRecord *library_jobs_get (LibraryDatabase *database, const char *id, GError **error);
GPtrArray *library_jobs_list (LibraryDatabase *database, gboolean open_only, GError **error);

G_END_DECLS
