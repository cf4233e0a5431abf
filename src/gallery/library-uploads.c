/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-uploads.h"

static const char *
name_endpoint (const char *endpoint)
{
  return endpoint != NULL ? endpoint : "";
}

char *
library_uploads_find (LibraryDatabase *database,
                      const char *provider,
                      const char *endpoint,
                      const char *sha256,
                      gint64 until,
                      GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = library_database_query (database, error,
                                "SELECT link FROM upload WHERE provider = ? AND endpoint = ? AND sha256 = ? "
                                "AND expires_at >= ?",
                                provider, name_endpoint (endpoint), sha256, NULL);
  int column = 3;

  if (statement == NULL)
    return NULL;
  library_statement_add_integer (statement, &column, until);
  if (!library_database_step (database, statement, error))
    return NULL;
  column = 0;
  return g_strdup (library_statement_take_text (statement, &column));
}

static gboolean
forget_expired (LibraryDatabase *database, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = library_database_prepare (database, "DELETE FROM upload WHERE expires_at < ?", error);
  int column = 0;

  if (statement == NULL)
    return FALSE;
  library_statement_add_integer (statement, &column, g_get_real_time ());
  return library_database_run (database, statement, NULL, error);
}

static gboolean
insert (LibraryDatabase *database,
        const char *provider,
        const char *endpoint,
        const char *sha256,
        const char *link,
        gint64 expires_at,
        GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = library_database_query (database, error,
                                "INSERT OR REPLACE INTO upload (provider, endpoint, sha256, link, expires_at) "
                                "VALUES (?, ?, ?, ?, ?)",
                                provider, name_endpoint (endpoint), sha256, link, NULL);
  int column = 4;

  if (statement == NULL)
    return FALSE;
  library_statement_add_integer (statement, &column, expires_at);
  return library_database_run (database, statement, NULL, error);
}

gboolean
library_uploads_keep (LibraryDatabase *database,
                      const char *provider,
                      const char *endpoint,
                      const char *sha256,
                      const char *link,
                      gint64 expires_at,
                      GError **error)
{
  gboolean good = library_database_begin (database, error);

  if (!good)
    return FALSE;
  good = forget_expired (database, error) && insert (database, provider, endpoint, sha256, link, expires_at, error);
  return library_database_end (database, good, error);
}
