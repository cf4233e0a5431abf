/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-library-workspaces.h"

#include "pentimento-library-private.h"

PentimentoWorkspaceRecord *
pentimento_workspace_record_new (const char *id, const char *state)
{
  PentimentoWorkspaceRecord *self = g_new0 (PentimentoWorkspaceRecord, 1);

  self->id = g_strdup (id);
  self->state = g_strdup (state);
  return self;
}

void
pentimento_workspace_record_free (PentimentoWorkspaceRecord *self)
{
  g_free (self->id);
  g_free (self->state);
  g_free (self);
}

gboolean
pentimento_library_write_workspace (PentimentoLibrary *self, const PentimentoWorkspaceRecord *record, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (sqlite3_stmt) statement = library_database_query (database, error,
                                                               "INSERT INTO workspace (id, state) VALUES (?, ?) "
                                                               "ON CONFLICT (id) DO UPDATE SET state = excluded.state",
                                                               record->id, record->state, NULL);

  if (statement == NULL || !library_database_begin_lazily (database, error))
    return FALSE;
  return library_database_end (database, library_database_run (database, statement, NULL, error), error);
}

gboolean
pentimento_library_remove_workspace (PentimentoLibrary *self, const char *id, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (sqlite3_stmt) statement
      = library_database_query (database, error, "DELETE FROM workspace WHERE id = ?", id, NULL);

  return statement != NULL && library_database_run (database, statement, NULL, error);
}

PentimentoWorkspaceRecord *
pentimento_library_get_workspace (PentimentoLibrary *self, const char *id, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (sqlite3_stmt) statement
      = library_database_query (database, error, "SELECT id, state FROM workspace WHERE id = ?", id, NULL);
  int column = 0;
  const char *known;

  if (statement == NULL || !library_database_step (database, statement, error))
    return NULL;
  known = library_statement_take_text (statement, &column);
  return pentimento_workspace_record_new (known, library_statement_take_text (statement, &column));
}

char **
pentimento_library_list_workspaces (PentimentoLibrary *self, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (sqlite3_stmt) statement
      = library_database_query (database, error, "SELECT id FROM workspace ORDER BY number", NULL);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GError) problem = NULL;

  if (statement == NULL)
    return NULL;
  while (library_database_step (database, statement, &problem))
    {
      int column = 0;

      g_strv_builder_add (ids, library_statement_take_text (statement, &column));
    }
  if (problem == NULL)
    return g_strv_builder_end (ids);
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}
