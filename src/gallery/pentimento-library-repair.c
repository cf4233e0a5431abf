/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-library-check.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "library-lock.h"
#include "library-objects.h"
#include "library-trash.h"
#include "pentimento-image-format.h"
#include "pentimento-library-private.h"
#include "pentimento-sha256.h"

typedef struct {
  PentimentoLibrary *library;
  PentimentoLibraryReport *report;
  GCancellable *cancellable;
} Repair;

/* The row of a picture file. */
typedef struct {
  gboolean known;
  char *extension;
  guint64 size;
} Row;

static void
row_clear (Row *row)
{
  g_free (row->extension);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static gboolean
find_row (PentimentoLibrary *self, const char *sha256, Row *row, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (sqlite3_stmt) statement
      = library_database_query (database, error, "SELECT extension, size FROM object WHERE sha256 = ?", sha256, NULL);
  g_autoptr (GError) failed = NULL;
  int column = 0;

  if (statement == NULL)
    return FALSE;
  row->known = library_database_step (database, statement, &failed);
  if (row->known)
    {
      row->extension = g_strdup (library_statement_take_text (statement, &column));
      row->size = library_statement_take_integer (statement, &column);
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static gboolean
write_row (PentimentoLibrary *self, PentimentoImage *image, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  const char *media_type = pentimento_image_get_media_type (image);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (
      database,
      "INSERT INTO object (sha256, media_type, extension, size, created) VALUES (?, ?, ?, ?, ?) "
      "ON CONFLICT (sha256) DO UPDATE SET media_type = excluded.media_type, extension = excluded.extension, "
      "size = excluded.size, created = excluded.created",
      error);
  int column = 0;

  if (statement == NULL || !library_database_begin (database, error))
    return FALSE;
  library_statement_add_text (statement, &column, pentimento_image_get_sha256 (image));
  library_statement_add_text (statement, &column, media_type);
  library_statement_add_text (statement, &column, pentimento_image_extension (media_type));
  library_statement_add_integer (statement, &column, g_bytes_get_size (pentimento_image_get_bytes (image)));
  library_statement_add_integer (statement, &column, g_get_real_time ());
  return library_database_end (database, library_database_run (database, statement, NULL, error), error);
}

static gboolean
quarantine (Repair *self, const char *path, GError **error)
{
  g_autofree char *target = library_objects_quarantine (pentimento_library_get_path (self->library), path, error);

  if (target != NULL)
    pentimento_library_report_add_repaired (self->report, "quarantined", path, target);
  return target != NULL;
}

/* Returns: (transfer full) (nullable): the picture of a file that is called by its SHA-256 and its format, where it is one */
static PentimentoImage *
load (const char *path, const char *sha256, GCancellable *cancellable)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (PentimentoImage) image = pentimento_image_load (file, NULL, cancellable, NULL);
  const char *extension = image != NULL ? pentimento_image_extension (pentimento_image_get_media_type (image)) : NULL;
  const char *dot = strrchr (path, '.');

  if (extension != NULL && dot != NULL && g_str_equal (dot + 1, extension)
      && g_str_equal (pentimento_image_get_sha256 (image), sha256) && pentimento_image_prove (image, cancellable, NULL))
    return g_steal_pointer (&image);
  return NULL;
}

/* A file whose row says otherwise, or that has none. Beside the one that its row names, another has no business there. */
static gboolean
index_file (const char *path, const char *sha256, guint64 size, gpointer data, GError **error)
{
  Repair *self = data;
  g_auto (Row) row = { FALSE };
  g_autofree char *named = NULL;
  g_autoptr (PentimentoImage) image = NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error) || !find_row (self->library, sha256, &row, error))
    return FALSE;
  if (row.known)
    {
      named = library_objects_path (pentimento_library_get_path (self->library), sha256, row.extension);
      if (g_str_equal (named, path) && row.size == size)
        return TRUE;
      if (!g_str_equal (named, path) && library_objects_check (named, sha256, row.size) == NULL)
        return quarantine (self, path, error);
    }
  image = load (path, sha256, self->cancellable);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (image == NULL)
    return quarantine (self, path, error);
  if (!write_row (self->library, image, error))
    return FALSE;
  pentimento_library_report_add_repaired (self->report, "indexed", path, NULL);
  return TRUE;
}

/* The rows of the library's indices and links, in one transaction. A row that refers to what is not there says nothing more by that. */
static const struct {
  const char *code;
  const char *subject;
  const char *sql;
} mendings[] = {
  { "unlinked", "version", "UPDATE version SET parent_id = NULL WHERE parent_id NOT IN (SELECT id FROM version)" },
  { "unlinked", "version_reference", "DELETE FROM version_reference WHERE version_id NOT IN (SELECT id FROM version)" },
  { "unlinked", "batch_item", "DELETE FROM batch_item WHERE batch_id NOT IN (SELECT id FROM batch)" },
  { "indexed", "picture",
    "INSERT INTO picture (id, created, current_id) SELECT picture_id, min (created), id FROM version "
    "WHERE picture_id NOT IN (SELECT id FROM picture) GROUP BY picture_id" },
  { "indexed", "picture",
    "UPDATE picture SET current_id = (SELECT id FROM version WHERE picture_id = picture.id "
    "  ORDER BY trashed IS NOT NULL, number DESC LIMIT 1) "
    "WHERE current_id IS NULL OR current_id NOT IN (SELECT id FROM version WHERE picture_id = picture.id)" },
  { "unlinked", "version_tag",
    "DELETE FROM version_tag WHERE NOT EXISTS (SELECT 1 FROM version, json_each (version.tags) AS given "
    "  WHERE version.number = version_tag.number AND given.value = version_tag.tag COLLATE NOCASE)" },
  { "indexed", "version_tag",
    "INSERT OR IGNORE INTO version_tag SELECT given.value, version.number FROM version, json_each (version.tags) AS "
    "given" },
};

static gboolean
mend_rows (Repair *self, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self->library);

  for (guint i = 0; i < G_N_ELEMENTS (mendings); i++)
    {
      g_autoptr (GMutexLocker) locker = library_database_lock (database);
      g_autoptr (sqlite3_stmt) statement = library_database_prepare (database, mendings[i].sql, error);
      g_autofree char *rows = NULL;
      int changes = 0;

      if (statement == NULL || !library_database_begin (database, error)
          || !library_database_end (database, library_database_run (database, statement, &changes, error), error))
        return FALSE;
      rows = g_strdup_printf ("%d", changes);
      if (changes > 0)
        pentimento_library_report_add_repaired (self->report, mendings[i].code, mendings[i].subject, rows);
    }
  return TRUE;
}

/* What cannot be built anew is told by the check that follows. */
static void
rebuild (Repair *self, const char *sql, const char *subject)
{
  LibraryDatabase *database = pentimento_library_get_database (self->library);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (sqlite3_stmt) statement = library_database_prepare (database, sql, NULL);

  if (statement != NULL && library_database_run (database, statement, NULL, NULL))
    pentimento_library_report_add_repaired (self->report, "rebuilt", subject, NULL);
}

/* Returns: (transfer full) (nullable): the SHA-256 that a path ends with */
static char *
sha256_of (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  return strlen (base) > 64 ? g_strndup (base, 64) : NULL;
}

/* The row of a file that is missing goes, if nothing refers to it. */
static gboolean
forget (Repair *self, const char *path, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self->library);
  g_autofree char *sha256 = sha256_of (path);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (sqlite3_stmt) age = library_database_query (
      database, error, "UPDATE object SET created = -1 WHERE sha256 = ?", sha256 != NULL ? sha256 : "", NULL);
  g_autoptr (sqlite3_stmt) left = library_database_query (database, error, "SELECT 1 FROM object WHERE sha256 = ?",
                                                          sha256 != NULL ? sha256 : "", NULL);
  gboolean good, stays = TRUE;

  if (age == NULL || left == NULL || !library_database_begin (database, error))
    return FALSE;
  good = library_database_run (database, age, NULL, error) && library_trash_forget_objects (database, 0, error);
  if (good)
    stays = library_database_step (database, left, NULL);
  sqlite3_reset (left);
  if (!library_database_end (database, good, error))
    return FALSE;
  if (!stays)
    pentimento_library_report_add_repaired (self->report, "forgotten", path, NULL);
  return TRUE;
}

static gboolean
mend_file (Repair *self, const char *path, GError **error)
{
  g_autofree char *sha256 = sha256_of (path);
  g_auto (Row) row = { FALSE };
  g_autofree char *named = NULL;
  const char *code;

  if (sha256 == NULL || !find_row (self->library, sha256, &row, error))
    return sha256 == NULL;
  if (!row.known)
    return TRUE;
  named = library_objects_path (pentimento_library_get_path (self->library), sha256, row.extension);
  code = library_objects_check (named, sha256, row.size);
  if (g_strcmp0 (code, "missing") == 0)
    return forget (self, named, error);
  if (g_strcmp0 (code, "damaged") != 0 && g_strcmp0 (code, "wrong-size") != 0)
    return TRUE;
  /* Without its file, its row may go as well. */
  return quarantine (self, named, error) && forget (self, named, error);
}

static gboolean
mend_files (Repair *self, const PentimentoLibraryReport *found, GError **error)
{
  for (guint i = 0; i < found->problems->len; i++)
    {
      const PentimentoLibraryProblem *problem = found->problems->pdata[i];

      if (g_str_equal (problem->subject, "version_tag"))
        continue;
      if (g_str_equal (problem->code, "search"))
        rebuild (self, "INSERT INTO version_text (version_text) VALUES ('rebuild')", "version_text");
      else if (g_str_equal (problem->code, "database"))
        rebuild (self, "REINDEX", "library.db");
      else if (!mend_file (self, problem->subject, error))
        return FALSE;
    }
  return TRUE;
}

PentimentoLibraryReport *
pentimento_library_repair (PentimentoLibrary *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (PentimentoLibraryReport) found = pentimento_library_check (self, cancellable, error);
  g_autoptr (PentimentoLibraryReport) done = pentimento_library_report_new ();
  Repair repair = { .library = self, .report = done, .cancellable = cancellable };
  g_autoptr (PentimentoJobLock) turn = NULL;
  PentimentoLibraryReport *left;

  /* Nobody removes a file that is about to get its row. */
  if (found != NULL)
    turn = library_lock_wait (pentimento_library_get_path (self), LIBRARY_LOCK_COLLECTING, cancellable, error);
  if (turn == NULL || !library_objects_walk (pentimento_library_get_path (self), G_MAXINT64, index_file, &repair, error)
      || !mend_rows (&repair, error) || !mend_files (&repair, found, error))
    return NULL;
  left = done->repaired->len > 0 ? pentimento_library_check (self, cancellable, error) : g_steal_pointer (&found);
  if (left == NULL)
    return NULL;
  g_ptr_array_unref (left->repaired);
  left->repaired = g_ptr_array_ref (done->repaired);
  if (left->repaired->len > 0)
    pentimento_library_tell (self);
  return left;
}
