/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "library-database.h"
#include "pentimento-batch-item-record.h"
#include "pentimento-batch-record.h"

G_BEGIN_DECLS

/* Batches and their items in the database; see the functions of PentimentoLibrary. */

gboolean
library_batches_add (LibraryDatabase *database, const PentimentoBatchRecord *record, GPtrArray *items, GError **error);
gboolean library_batches_write (LibraryDatabase *database, const PentimentoBatchRecord *record, GError **error);
PentimentoBatchRecord *library_batches_find (LibraryDatabase *database, const char *output, GError **error);
GPtrArray *library_batches_list_items (LibraryDatabase *database, const char *id, GError **error);
gboolean library_batches_write_item (LibraryDatabase *database,
                                     const char *id,
                                     const PentimentoBatchItemRecord *item,
                                     GError **error);

G_END_DECLS
