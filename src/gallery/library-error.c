/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (pentimento_library_error, pentimento_library_error)

static void
set (GError **error, PentimentoLibraryError code, const char *folder, const char *reason)
{
  switch (code)
    {
    case PENTIMENTO_LIBRARY_ERROR_OPEN:
      g_set_error (error, PENTIMENTO_LIBRARY_ERROR, code,
                   _ ("The library in “%s” cannot be opened: %s. Check the permissions of the folder and the disk."),
                   folder, reason);
      break;
    case PENTIMENTO_LIBRARY_ERROR_DAMAGED:
      g_set_error (error, PENTIMENTO_LIBRARY_ERROR, code,
                   _ ("The database of the library in “%s” is damaged. Restore “library.db” from a copy; the pictures "
                      "beside it are kept."),
                   folder);
      break;
    case PENTIMENTO_LIBRARY_ERROR_FULL:
      g_set_error (error, PENTIMENTO_LIBRARY_ERROR, code,
                   _ ("There is no room left on the disk for the library in “%s”. Free some space and try again."),
                   folder);
      break;
    case PENTIMENTO_LIBRARY_ERROR_BUSY:
      g_set_error (error, PENTIMENTO_LIBRARY_ERROR, code,
                   _ ("Another program keeps the library in “%s” locked. Close it and try again."), folder);
      break;
    case PENTIMENTO_LIBRARY_ERROR_MISSING:
      g_set_error (error, PENTIMENTO_LIBRARY_ERROR, code,
                   _ ("A version refers to a picture or an earlier version that is not in the library in “%s”."),
                   folder);
      break;
    case PENTIMENTO_LIBRARY_ERROR_NEWER:
    case PENTIMENTO_LIBRARY_ERROR_WRITE:
    default:
      g_set_error (error, PENTIMENTO_LIBRARY_ERROR, code, _ ("The library in “%s” could not be read or written: %s."),
                   folder, reason);
      break;
    }
}

static PentimentoLibraryError
code_of_errno (int number, PentimentoLibraryError otherwise)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
      return PENTIMENTO_LIBRARY_ERROR_FULL;
    case EACCES:
    case EPERM:
    case EROFS:
    case ENOENT:
    case ENOTDIR:
      return PENTIMENTO_LIBRARY_ERROR_OPEN;
    default:
      return otherwise;
    }
}

void
library_error_set_errno (GError **error, PentimentoLibraryError otherwise, const char *folder, int number)
{
  set (error, code_of_errno (number, otherwise), folder, g_strerror (number));
}

static PentimentoLibraryError
code_of_sqlite (sqlite3 *connection, PentimentoLibraryError otherwise)
{
  if (sqlite3_extended_errcode (connection) == SQLITE_CONSTRAINT_FOREIGNKEY)
    return PENTIMENTO_LIBRARY_ERROR_MISSING;
  /* The index of the journal could not be made as large as it has to be, of which SQLite keeps no errno. */
  if (sqlite3_extended_errcode (connection) == SQLITE_IOERR_SHMSIZE)
    return PENTIMENTO_LIBRARY_ERROR_FULL;

  /* The lowest byte is the primary code of an extended one (sqlite.org/rescode.html). */
  switch (sqlite3_errcode (connection) & 0xff)
    {
    case SQLITE_FULL:
      return PENTIMENTO_LIBRARY_ERROR_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return PENTIMENTO_LIBRARY_ERROR_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return PENTIMENTO_LIBRARY_ERROR_DAMAGED;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return PENTIMENTO_LIBRARY_ERROR_OPEN;
    case SQLITE_IOERR:
      return code_of_errno (sqlite3_system_errno (connection), otherwise);
    default:
      return otherwise;
    }
}

void
library_error_set_sqlite (GError **error, PentimentoLibraryError otherwise, const char *folder, sqlite3 *connection)
{
  set (error, code_of_sqlite (connection, otherwise), folder, sqlite3_errmsg (connection));
}
