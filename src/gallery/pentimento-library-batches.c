/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The library's batches. */

#include "library-batches.h"
#include "library-versions.h"
#include "pentimento-library-private.h"

gboolean
pentimento_library_add_batch (PentimentoLibrary *self,
                              const PentimentoBatchRecord *record,
                              GPtrArray *items,
                              GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);

  return library_batches_add (database, record, items, error);
}

gboolean
pentimento_library_write_batch (PentimentoLibrary *self, const PentimentoBatchRecord *record, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);

  return library_batches_write (database, record, error);
}

PentimentoBatchRecord *
pentimento_library_find_batch (PentimentoLibrary *self, const char *output, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);

  return library_batches_find (database, output, error);
}

GPtrArray *
pentimento_library_list_batch_items (PentimentoLibrary *self, const char *batch_id, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);

  return library_batches_list_items (database, batch_id, error);
}

gboolean
pentimento_library_write_batch_item (PentimentoLibrary *self,
                                     const char *batch_id,
                                     const PentimentoBatchItemRecord *item,
                                     GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);

  return library_batches_write_item (database, batch_id, item, error);
}

GListModel *
pentimento_library_list_results (PentimentoLibrary *self, const char *job_id, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);

  return library_versions_list_of_job (database, job_id, error);
}
