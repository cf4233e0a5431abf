/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-library-backup.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "library-archive.h"
#include "library-backup-manifest.h"
#include "library-lock.h"
#include "library-objects.h"
#include "library-snapshot.h"
#include "library-work.h"
#include "pentimento-library-private.h"
#include "pentimento-sha256.h"

typedef struct {
  PentimentoLibrary *library;
  char *snapshot; /* the path of the copied database */
  GPtrArray *objects;
  LibraryBackupManifest manifest;
  PentimentoLibraryReport *report;
  LibraryProgress progress;
  GCancellable *cancellable;
} Backup;

static void
backup_clear (Backup *self)
{
  if (self->snapshot != NULL)
    g_unlink (self->snapshot);
  g_free (self->snapshot);
  g_clear_pointer (&self->objects, g_ptr_array_unref);
  g_clear_pointer (&self->report, pentimento_library_report_free);
  library_backup_manifest_clear (&self->manifest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Backup, backup_clear)

static char *
hash_file (const char *path)
{
  int descriptor = open (path, O_RDONLY | O_CLOEXEC);
  char *sha256 = descriptor >= 0 ? pentimento_sha256_of_descriptor (descriptor) : NULL;

  if (descriptor >= 0)
    close (descriptor);
  return sha256;
}

static gboolean
take_snapshot (Backup *self, const char *target, GError **error)
{
  const char *folder = pentimento_library_get_path (self->library);
  g_autofree char *parent = g_path_get_dirname (target);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *name = g_strdup_printf (".pentimento-%s.db.part", id);

  self->snapshot = g_build_filename (parent, name, NULL);
  if (!library_snapshot_take (folder, self->snapshot, target, error))
    return FALSE;
  self->objects = library_snapshot_list_objects (self->snapshot, error);
  self->manifest.database_sha256 = self->objects != NULL ? hash_file (self->snapshot) : NULL;
  return self->manifest.database_sha256 != NULL;
}

static char *
path_of (Backup *self, const LibrarySnapshotObject *object)
{
  return library_objects_path (pentimento_library_get_path (self->library), object->sha256, object->extension);
}

/* What cannot be copied is told, and keeps nothing else from being copied. */
static gboolean
check_objects (Backup *self, GError **error)
{
  for (guint i = 0; i < self->objects->len;)
    {
      const LibrarySnapshotObject *object = self->objects->pdata[i];
      g_autofree char *path = path_of (self, object);
      const char *code = library_objects_check (path, object->sha256, object->size);

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      library_progress_add (object->size, &self->progress);
      if (code == NULL)
        {
          i++;
          continue;
        }
      pentimento_library_report_add (self->report, code, path, NULL);
      g_ptr_array_remove_index (self->objects, i);
    }
  self->manifest.files = self->objects->len;
  self->manifest.left_out = self->report->problems->len;
  return TRUE;
}

static gboolean
write_objects (Backup *self, LibraryArchiveWriter *writer, GError **error)
{
  for (guint i = 0; i < self->objects->len; i++)
    {
      const LibrarySnapshotObject *object = self->objects->pdata[i];
      g_autofree char *path = path_of (self, object);
      g_autofree char *name = g_strdup_printf ("objects/%.2s/%s.%s", object->sha256, object->sha256, object->extension);

      if (!library_archive_writer_add_file (writer, name, path, object->size, self->cancellable, error))
        return FALSE;
      self->report->files++;
      self->report->bytes += object->size;
    }
  return TRUE;
}

static gboolean
write_members (Backup *self, LibraryArchiveWriter *writer, GError **error)
{
  g_autoptr (GBytes) manifest = library_backup_manifest_write (&self->manifest);
  GStatBuf status;

  return g_stat (self->snapshot, &status) == 0
         && library_archive_writer_add_bytes (writer, LIBRARY_BACKUP_MANIFEST, manifest, error)
         && library_archive_writer_add_file (writer, LIBRARY_BACKUP_DATABASE, self->snapshot, status.st_size,
                                             self->cancellable, error)
         && write_objects (self, writer, error);
}

/* Returns: (nullable): what the member of that number has to be; %NULL for the manifest */
static const char *
expect (Backup *self, guint number)
{
  if (number < 2)
    return number == 1 ? self->manifest.database_sha256 : NULL;
  return ((const LibrarySnapshotObject *)self->objects->pdata[number - 2])->sha256;
}

/* Reads back what was written, before it is called a backup. */
static gboolean
verify (Backup *self, const char *part, GError **error)
{
  const guint all = self->objects->len + 2;
  g_autoptr (LibraryArchiveReader) reader = library_archive_reader_new (part, all, error);
  g_autoptr (GError) failed = NULL;
  const char *name;
  guint number = 0;
  guint64 size;

  if (reader == NULL)
    return FALSE;
  library_archive_reader_set_progress (reader, library_progress_add, &self->progress);
  for (; library_archive_reader_next (reader, &name, &size, &failed); number++)
    {
      const char *expected = expect (self, number);
      g_autofree char *sha256 = library_archive_reader_extract (reader, NULL, self->cancellable, error);

      if (sha256 == NULL)
        return FALSE;
      if (expected != NULL && !g_str_equal (sha256, expected))
        break;
    }
  if (failed == NULL && number < all)
    library_archive_reader_refuse (reader, _ ("it is damaged"), &failed);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static guint64
add_up (GPtrArray *objects)
{
  guint64 sum = 0;

  for (guint i = 0; i < objects->len; i++)
    sum += ((const LibrarySnapshotObject *)objects->pdata[i])->size;
  return sum;
}

PentimentoLibraryReport *
pentimento_library_backup (PentimentoLibrary *self,
                           GFile *target,
                           gboolean replace,
                           PentimentoImageProgress tell,
                           gpointer data,
                           GCancellable *cancellable,
                           GError **error)
{
  g_auto (Backup) backup = { .library = self, .cancellable = cancellable, .progress = { .tell = tell, .data = data } };
  const char *path = g_file_peek_path (target);
  g_autoptr (LibraryArchiveWriter) writer = NULL;
  g_autoptr (PentimentoJobLock) turn = NULL;
  const char *part;

  g_return_val_if_fail (PENTIMENTO_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  backup.report = pentimento_library_report_new ();
  writer = library_archive_writer_new (path, replace, error);
  /* Nobody removes a picture file meanwhile. Everything else goes on. */
  if (writer != NULL)
    turn = library_lock_wait (pentimento_library_get_path (self), LIBRARY_LOCK_COLLECTING, cancellable, error);
  if (turn == NULL || !take_snapshot (&backup, path, error))
    return NULL;
  /* Looked at, written, and read back. */
  backup.progress.all = 3 * add_up (backup.objects);
  library_archive_writer_set_progress (writer, library_progress_add, &backup.progress);
  if (!check_objects (&backup, error) || !write_members (&backup, writer, error))
    return NULL;
  g_clear_pointer (&turn, pentimento_job_lock_free);
  part = library_archive_writer_close (writer, error);
  if (part == NULL || !verify (&backup, part, error) || !library_archive_writer_publish (writer, error))
    return NULL;
  return g_steal_pointer (&backup.report);
}

static gpointer
run (PentimentoLibrary *self,
     LibraryWork *work,
     PentimentoImageProgress tell,
     gpointer data,
     GCancellable *cancellable,
     GError **error)
{
  return pentimento_library_backup (self, work->file, work->replace, tell, data, cancellable, error);
}

void
pentimento_library_backup_async (PentimentoLibrary *self,
                                 GFile *target,
                                 gboolean replace,
                                 PentimentoImageProgress progress,
                                 gpointer progress_data,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  LibraryWork *work = g_new0 (LibraryWork, 1);

  work->run = run;
  work->free_result = (GDestroyNotify)pentimento_library_report_free;
  work->file = g_object_ref (target);
  work->replace = replace;
  work->progress = progress;
  work->progress_data = progress_data;
  library_work_start (self, work, cancellable, callback, user_data);
}

PentimentoLibraryReport *
pentimento_library_backup_finish (PentimentoLibrary *self, GAsyncResult *result, GError **error)
{
  return library_work_finish (self, result, error);
}
