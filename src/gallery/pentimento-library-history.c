/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-library-history.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "library-archive.h"
#include "library-manifest.h"
#include "library-versions.h"
#include "library-work.h"
#include "pentimento-library-private.h"

/* Returns: (transfer none) (nullable): the nearest of a version and its ancestors that is not in the trash */
static PentimentoVersion *
find_kept (GHashTable *by_id, PentimentoVersion *version)
{
  while (version != NULL && pentimento_version_get_trashed (version) > 0)
    {
      const char *parent_id = pentimento_version_get_parent_id (version);

      version = parent_id != NULL ? g_hash_table_lookup (by_id, parent_id) : NULL;
    }
  return version;
}

/* What is in the trash stays at home, and its children move up as when it is emptied. */
static void
take_version (LibraryManifest *manifest, GHashTable *by_id, PentimentoVersion *version)
{
  const char *parent_id = pentimento_version_get_parent_id (version);
  PentimentoVersion *parent = parent_id != NULL ? find_kept (by_id, g_hash_table_lookup (by_id, parent_id)) : NULL;

  g_ptr_array_add (manifest->versions,
                   pentimento_version_copy_as (version, pentimento_version_get_id (version),
                                               pentimento_version_get_picture_id (version),
                                               parent != NULL ? pentimento_version_get_id (parent) : NULL));
}

static void
take_versions (LibraryManifest *manifest, GListModel *versions, const char *current_id)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  PentimentoVersion *current;

  for (guint i = 0; i < g_list_model_get_n_items (versions); i++)
    {
      PentimentoVersion *version = g_list_model_get_item (versions, i);

      g_hash_table_insert (by_id, (gpointer)pentimento_version_get_id (version), version);
      if (pentimento_version_get_trashed (version) == 0)
        take_version (manifest, by_id, version);
    }
  current = current_id != NULL ? find_kept (by_id, g_hash_table_lookup (by_id, current_id)) : NULL;
  if (current == NULL && manifest->versions->len > 0)
    current = g_ptr_array_index (manifest->versions, manifest->versions->len - 1);
  if (current != NULL)
    manifest->current_id = g_strdup (pentimento_version_get_id (current));
}

static gboolean
take_object (LibraryManifest *manifest, LibraryDatabase *database, const char *sha256, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) failed = NULL;
  const char *media_type, *extension;
  int column = 0;

  if (library_manifest_find_object (manifest, sha256) != NULL)
    return TRUE;
  statement = library_database_query (database, error,
                                      "SELECT media_type, extension, size FROM object WHERE sha256 = ?", sha256, NULL);
  if (statement == NULL)
    return FALSE;
  if (!library_database_step (database, statement, &failed))
    {
      if (failed == NULL)
        g_set_error (&failed, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING,
                     _ ("No picture with the SHA-256 “%s” is in the library."), sha256);
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  media_type = library_statement_take_text (statement, &column);
  extension = library_statement_take_text (statement, &column);
  return library_manifest_add_object (manifest, sha256, media_type, extension,
                                      library_statement_take_integer (statement, &column));
}

static gboolean
take_objects (LibraryManifest *manifest, LibraryDatabase *database, GError **error)
{
  for (guint i = 0; i < manifest->versions->len; i++)
    {
      g_auto (GStrv) needed = library_manifest_list_needed (manifest->versions->pdata[i]);

      for (char **sha256 = needed; *sha256 != NULL; sha256++)
        if (!take_object (manifest, database, *sha256, error))
          return FALSE;
    }
  return TRUE;
}

static LibraryManifest *
make_manifest (PentimentoLibrary *self, const char *picture_id, GError **error)
{
  LibraryDatabase *database = pentimento_library_get_database (self);
  g_autoptr (GMutexLocker) locker = library_database_lock (database);
  g_autoptr (LibraryManifest) manifest = library_manifest_new ();
  g_autoptr (GListModel) versions = library_versions_list (database, picture_id, error);
  g_autofree char *current_id = versions != NULL ? library_versions_get_current (database, picture_id, error) : NULL;

  if (current_id == NULL)
    return NULL;
  manifest->picture_id = g_strdup (picture_id);
  take_versions (manifest, versions, current_id);
  if (manifest->versions->len > 0)
    return take_objects (manifest, database, error) ? g_steal_pointer (&manifest) : NULL;
  g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING,
               _ ("All versions of this picture are in the trash. Take out first what is to be written."));
  return NULL;
}

static gboolean
write_members (PentimentoLibrary *self,
               const LibraryManifest *manifest,
               LibraryArchiveWriter *writer,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GBytes) bytes = library_manifest_write (manifest);

  if (!library_archive_writer_add_bytes (writer, LIBRARY_MANIFEST_NAME, bytes, error))
    return FALSE;
  for (guint i = 0; i < manifest->objects->len; i++)
    {
      const LibraryManifestObject *object = manifest->objects->pdata[i];
      g_autoptr (GFile) file = pentimento_library_get_object (self, object->sha256, error);

      if (file == NULL
          || !library_archive_writer_add_file (writer, object->name, g_file_peek_path (file), object->size, cancellable,
                                               error))
        return FALSE;
    }
  return TRUE;
}

/* What was written is what was meant: a file that turns out to be damaged years later helps nobody. */
static gboolean
verify (const LibraryManifest *manifest,
        const char *part,
        LibraryProgress *progress,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (LibraryArchiveReader) reader = library_archive_reader_new (part, manifest->objects->len + 1, error);
  g_autoptr (GError) failed = NULL;
  const char *name;
  guint found = 0;
  guint64 size;

  if (reader == NULL)
    return FALSE;
  library_archive_reader_set_progress (reader, library_progress_add, progress);
  while (library_archive_reader_next (reader, &name, &size, &failed))
    {
      const LibraryManifestObject *object = found > 0 ? manifest->objects->pdata[found - 1] : NULL;
      g_autofree char *sha256 = library_archive_reader_extract (reader, NULL, cancellable, error);

      if (sha256 == NULL)
        return FALSE;
      if (object != NULL && !g_str_equal (sha256, object->sha256))
        {
          g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_DAMAGED,
                       _ ("The picture file “%s” in the library is damaged. Restore it from a copy."), object->name);
          return FALSE;
        }
      found++;
    }
  if (failed == NULL && found == manifest->objects->len + 1)
    return TRUE;
  if (failed == NULL)
    library_archive_reader_refuse (reader, _ ("it is damaged"), &failed);
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static guint64
add_up (const LibraryManifest *manifest)
{
  guint64 sum = 0;

  for (guint i = 0; i < manifest->objects->len; i++)
    sum += ((const LibraryManifestObject *)manifest->objects->pdata[i])->size;
  return sum;
}

gboolean
pentimento_library_export_history (PentimentoLibrary *self,
                                   const char *picture_id,
                                   GFile *target,
                                   gboolean replace,
                                   PentimentoImageProgress tell,
                                   gpointer data,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_autoptr (LibraryManifest) manifest = NULL;
  g_autoptr (LibraryArchiveWriter) writer = NULL;
  LibraryProgress progress = { .tell = tell, .data = data };
  const char *part;

  g_return_val_if_fail (PENTIMENTO_IS_LIBRARY (self), FALSE);

  manifest = make_manifest (self, picture_id, error);
  writer = manifest != NULL ? library_archive_writer_new (g_file_peek_path (target), replace, error) : NULL;
  if (writer == NULL)
    return FALSE;
  /* Written once, and read once. */
  progress.all = 2 * add_up (manifest);
  library_archive_writer_set_progress (writer, library_progress_add, &progress);
  if (!write_members (self, manifest, writer, cancellable, error))
    return FALSE;
  part = library_archive_writer_close (writer, error);
  return part != NULL && verify (manifest, part, &progress, cancellable, error)
         && library_archive_writer_publish (writer, error);
}

static gpointer
run_export (PentimentoLibrary *self,
            LibraryWork *work,
            PentimentoImageProgress tell,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  gboolean good
      = pentimento_library_export_history (self, work->id, work->file, work->replace, tell, data, cancellable, error);

  return good ? g_object_ref (self) : NULL;
}

void
pentimento_library_export_history_async (PentimentoLibrary *self,
                                         const char *picture_id,
                                         GFile *target,
                                         gboolean replace,
                                         PentimentoImageProgress progress,
                                         gpointer progress_data,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  LibraryWork *work = g_new0 (LibraryWork, 1);

  work->run = run_export;
  work->free_result = g_object_unref;
  work->file = g_object_ref (target);
  work->id = g_strdup (picture_id);
  work->replace = replace;
  work->progress = progress;
  work->progress_data = progress_data;
  library_work_start (self, work, cancellable, callback, user_data);
}

gboolean
pentimento_library_export_history_finish (PentimentoLibrary *self, GAsyncResult *result, GError **error)
{
  g_autoptr (PentimentoLibrary) done = library_work_finish (self, result, error);

  return done != NULL;
}
