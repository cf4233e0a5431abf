/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-library-private.h"

#include <glib/gi18n-lib.h>

#include "library-database.h"
#include "library-jobs.h"
#include "library-lock.h"
#include "library-objects.h"
#include "library-spending.h"
#include "library-uploads.h"
#include "library-versions.h"
#include "pentimento-image-format.h"
#include "pentimento-sha256.h"

enum { CHANGED, N_SIGNALS };

struct _PentimentoLibrary {
  GObject parent_instance;
  char *folder;
  GFile *incoming;
  LibraryDatabase *database;
  GMainContext *context;
  GMutex telling_mutex;
  GSource *telling; /* the one `changed` that is on its way */
};

G_DEFINE_FINAL_TYPE (PentimentoLibrary, pentimento_library, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
pentimento_library_finalize (GObject *object)
{
  PentimentoLibrary *self = PENTIMENTO_LIBRARY (object);

  if (self->telling != NULL)
    g_source_destroy (self->telling);
  g_clear_pointer (&self->telling, g_source_unref);
  g_mutex_clear (&self->telling_mutex);
  g_clear_pointer (&self->database, library_database_free);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_object (&self->incoming);
  g_free (self->folder);
  G_OBJECT_CLASS (pentimento_library_parent_class)->finalize (object);
}

static void
pentimento_library_class_init (PentimentoLibraryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pentimento_library_finalize;
  signals[CHANGED]
      = g_signal_new ("changed", PENTIMENTO_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pentimento_library_init (PentimentoLibrary *self)
{
  g_mutex_init (&self->telling_mutex);
  self->context = g_main_context_ref_thread_default ();
}

PentimentoLibrary *
pentimento_library_open (GFile *folder, GError **error)
{
  g_autoptr (PentimentoLibrary) self = g_object_new (PENTIMENTO_TYPE_LIBRARY, NULL);

  self->folder = g_file_get_path (folder);
  self->incoming = g_file_get_child (folder, "incoming");
  if (self->folder == NULL)
    {
      g_autofree char *name = g_file_get_parse_name (folder);

      g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_OPEN,
                   _ ("“%s” is not a folder on this computer. Choose one for the library."), name);
      return NULL;
    }
  if (!library_objects_make_folders (self->folder, error))
    return NULL;
  self->database = library_database_open (self->folder, error);
  if (self->database == NULL || !library_objects_sync_folder (self->folder, error))
    return NULL;
  library_objects_sweep (self->folder);
  return g_steal_pointer (&self);
}

LibraryDatabase *
pentimento_library_get_database (PentimentoLibrary *self)
{
  return self->database;
}

GFile *
pentimento_library_get_incoming (PentimentoLibrary *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_LIBRARY (self), NULL);
  return self->incoming;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static gboolean
tell (gpointer data)
{
  g_autoptr (PentimentoLibrary) self = g_weak_ref_get (data);

  if (self == NULL)
    return G_SOURCE_REMOVE;
  g_mutex_lock (&self->telling_mutex);
  g_clear_pointer (&self->telling, g_source_unref);
  g_mutex_unlock (&self->telling_mutex);
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* Tells of a change in the opener's main context, once for all changes that come before it gets there. */
static void
tell_later (PentimentoLibrary *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->telling_mutex);
  GWeakRef *reference;

  if (self->telling != NULL)
    return;
  reference = g_new0 (GWeakRef, 1);
  g_weak_ref_init (reference, self);
  self->telling = g_idle_source_new ();
  g_source_set_priority (self->telling, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->telling, tell, reference, weak_ref_free);
  g_source_attach (self->telling, self->context);
}

static gboolean
add_object (PentimentoLibrary *self, PentimentoImage *image, const char *extension, GError **error)
{
  g_autoptr (GMutexLocker) locker = library_database_lock (self->database);
  g_autoptr (sqlite3_stmt) statement
      = library_database_prepare (self->database,
                                  "INSERT INTO object (sha256, media_type, extension, size, created) "
                                  "VALUES (?, ?, ?, ?, ?) ON CONFLICT (sha256) DO UPDATE SET "
                                  "media_type = excluded.media_type, extension = excluded.extension",
                                  error);
  int column = 0;

  if (statement == NULL || !library_database_begin_lazily (self->database, error))
    return FALSE;
  library_statement_add_text (statement, &column, pentimento_image_get_sha256 (image));
  library_statement_add_text (statement, &column, pentimento_image_get_media_type (image));
  library_statement_add_text (statement, &column, extension);
  library_statement_add_integer (statement, &column, g_bytes_get_size (pentimento_image_get_bytes (image)));
  library_statement_add_integer (statement, &column, g_get_real_time ());
  return library_database_end (self->database, library_database_run (self->database, statement, NULL, error), error);
}

/* Finds the path and the size of a stored picture in the database, without looking whether the file is there. */
static char *
find_object (PentimentoLibrary *self, const char *sha256, guint64 *size, GError **error)
{
  g_autoptr (GMutexLocker) locker = library_database_lock (self->database);
  g_autoptr (sqlite3_stmt) statement = library_database_query (
      self->database, error, "SELECT sha256, extension, size FROM object WHERE sha256 = ?", sha256, NULL);
  g_autoptr (GError) failed = NULL;

  if (statement == NULL)
    return NULL;
  if (library_database_step (self->database, statement, &failed))
    {
      *size = sqlite3_column_int64 (statement, 2);
      return library_objects_path (self->folder, (const char *)sqlite3_column_text (statement, 0),
                                   (const char *)sqlite3_column_text (statement, 1));
    }
  if (failed == NULL)
    g_set_error (&failed, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING,
                 _ ("No picture with the SHA-256 “%s” is in the library."), sha256);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/* A row is written when the file is safe on the disk. */
static gboolean
is_kept (PentimentoLibrary *self, PentimentoImage *image, const char *extension)
{
  const char *sha256 = pentimento_image_get_sha256 (image);
  g_autofree char *wanted = library_objects_path (self->folder, sha256, extension);
  guint64 size;
  g_autofree char *path = find_object (self, sha256, &size, NULL);

  return g_strcmp0 (path, wanted) == 0 && size == g_bytes_get_size (pentimento_image_get_bytes (image))
         && library_objects_is_whole (path, size);
}

gboolean
pentimento_library_store_image (PentimentoLibrary *self, PentimentoImage *image, GError **error)
{
  const char *extension = pentimento_image_extension (pentimento_image_get_media_type (image));
  gboolean written;

  g_return_val_if_fail (PENTIMENTO_IS_LIBRARY (self), FALSE);

  if (is_kept (self, image, extension))
    return TRUE;
  written = library_objects_write (self->folder, pentimento_image_get_sha256 (image), extension,
                                   pentimento_image_get_bytes (image), error);
  pentimento_image_rest (image);
  return written && add_object (self, image, extension, error);
}

static void
store_image_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (pentimento_library_store_image (source, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
pentimento_library_store_image_async (PentimentoLibrary *self,
                                      PentimentoImage *image,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, pentimento_library_store_image_async);
  g_task_set_task_data (task, g_object_ref (image), g_object_unref);
  g_task_run_in_thread (task, store_image_in_thread);
}

gboolean
pentimento_library_store_image_finish (PentimentoLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
check_exists (const char *path, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING,
               _ ("A picture is missing from the library. Restore its file from a copy: %s"), path);
  return FALSE;
}

GFile *
pentimento_library_get_object (PentimentoLibrary *self, const char *sha256, GError **error)
{
  g_autofree char *path = NULL;
  guint64 size;

  g_return_val_if_fail (PENTIMENTO_IS_LIBRARY (self), NULL);

  path = find_object (self, sha256, &size, error);
  return path != NULL && check_exists (path, error) ? g_file_new_for_path (path) : NULL;
}

/* Checks the size first, so that a file that grew is not read into memory. */
static GBytes *
read_object (const char *path, guint64 size, const char *sha256, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *found = NULL;

  if (library_objects_is_whole (path, size))
    bytes = g_file_load_bytes (file, NULL, NULL, NULL);
  if (bytes != NULL)
    found = pentimento_sha256_of_bytes (bytes);
  if (g_strcmp0 (found, sha256) == 0)
    return g_steal_pointer (&bytes);
  g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_DAMAGED,
               _ ("The picture file “%s” in the library is damaged. Restore it from a copy."), path);
  return NULL;
}

PentimentoImage *
pentimento_library_load_image (PentimentoLibrary *self, const char *sha256, GError **error)
{
  g_autofree char *path = NULL, *name = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint64 size;

  g_return_val_if_fail (PENTIMENTO_IS_LIBRARY (self), NULL);

  path = find_object (self, sha256, &size, error);
  if (path == NULL || !check_exists (path, error))
    return NULL;
  bytes = read_object (path, size, sha256, error);
  if (bytes == NULL)
    return NULL;
  name = g_path_get_basename (path);
  return pentimento_image_new (bytes, name, NULL, error);
}

static void
load_image_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PentimentoImage *image;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  image = pentimento_library_load_image (source, data, &error);
  if (image != NULL)
    g_task_return_pointer (task, image, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
pentimento_library_load_image_async (PentimentoLibrary *self,
                                     const char *sha256,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, pentimento_library_load_image_async);
  g_task_set_task_data (task, g_strdup (sha256), g_free);
  g_task_run_in_thread (task, load_image_in_thread);
}

PentimentoImage *
pentimento_library_load_image_finish (PentimentoLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

PentimentoImage *
pentimento_library_load_version (PentimentoLibrary *self, PentimentoVersion *version, GError **error)
{
  g_autoptr (PentimentoImage) image
      = pentimento_library_load_image (self, pentimento_version_get_sha256 (version), error);
  g_autoptr (PentimentoRecipe) recipe = NULL;

  if (image == NULL || pentimento_version_get_recipe (version) == NULL)
    return g_steal_pointer (&image);
  recipe = pentimento_recipe_new_from_string (pentimento_version_get_recipe (version), error);
  return recipe != NULL ? pentimento_image_with_recipe (image, recipe) : NULL;
}

static void
load_version_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PentimentoImage *image;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  image = pentimento_library_load_version (source, data, &error);
  if (image != NULL)
    g_task_return_pointer (task, image, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
pentimento_library_load_version_async (PentimentoLibrary *self,
                                       PentimentoVersion *version,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, pentimento_library_load_version_async);
  g_task_set_task_data (task, g_object_ref (version), g_object_unref);
  g_task_run_in_thread (task, load_version_in_thread);
}

PentimentoImage *
pentimento_library_load_version_finish (PentimentoLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What comes of a job that was given up does not take the place of what is shown. */
static gboolean
add_versions (LibraryDatabase *database, const PentimentoJobRecord *record, GListModel *versions, GError **error)
{
  g_autofree char *shown = record != NULL && record->given_up && record->picture_id != NULL
                               ? library_versions_get_current (database, record->picture_id, NULL)
                               : NULL;

  return library_versions_add (database, versions, error)
         && (shown == NULL || library_versions_set_current (database, shown, error));
}

/* Writes a job, versions, or both (%NULL for none) in one transaction. */
static gboolean
write_together (PentimentoLibrary *self,
                gboolean (*begin) (LibraryDatabase *database, GError **error),
                const PentimentoJobRecord *record,
                GListModel *versions,
                GError **error)
{
  g_autoptr (GMutexLocker) locker = library_database_lock (self->database);
  gboolean good;

  if (!begin (self->database, error))
    return FALSE;
  good = (record == NULL || library_jobs_write (self->database, record, error))
         && (versions == NULL || add_versions (self->database, record, versions, error));
  good = library_database_end (self->database, good, error);
  if (good)
    tell_later (self);
  return good;
}

gboolean
pentimento_library_add_versions (PentimentoLibrary *self, GListModel *versions, GError **error)
{
  g_return_val_if_fail (PENTIMENTO_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (G_IS_LIST_MODEL (versions), FALSE);

  return write_together (self, library_database_begin_lazily, NULL, versions, error);
}

gboolean
pentimento_library_write_job (PentimentoLibrary *self, const PentimentoJobRecord *record, GError **error)
{
  g_return_val_if_fail (PENTIMENTO_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  return write_together (self, library_database_begin, record, NULL, error);
}

gboolean
pentimento_library_note_job (PentimentoLibrary *self, const PentimentoJobRecord *record, GError **error)
{
  return write_together (self, library_database_begin_lazily, record, NULL, error);
}

gboolean
pentimento_library_submit_job (PentimentoLibrary *self,
                               const PentimentoJobRecord *record,
                               PentimentoSpendingLimit *limits,
                               guint n_limits,
                               GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  gboolean good;

  g_return_val_if_fail (PENTIMENTO_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  locker = library_database_lock (self->database);
  if (!library_database_begin (self->database, error))
    return FALSE;
  good = library_spending_check (self->database, record, limits, n_limits, error)
         && library_jobs_write (self->database, record, error);
  good = library_database_end (self->database, good, error);
  if (good)
    tell_later (self);
  return good;
}

GPtrArray *
pentimento_library_list_spending (PentimentoLibrary *self,
                                  PentimentoSpendingGroup group,
                                  gint64 since,
                                  gint64 until,
                                  GError **error)
{
  g_autoptr (GMutexLocker) locker = library_database_lock (self->database);

  return library_spending_list (self->database, group, since, until, error);
}

gboolean
pentimento_library_finish_job (PentimentoLibrary *self,
                               const PentimentoJobRecord *record,
                               GListModel *versions,
                               GError **error)
{
  g_return_val_if_fail (PENTIMENTO_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (record != NULL, FALSE);
  g_return_val_if_fail (G_IS_LIST_MODEL (versions), FALSE);

  return write_together (self, library_database_begin, record, versions, error);
}

PentimentoVersion *
pentimento_library_get_version (PentimentoLibrary *self, const char *id, GError **error)
{
  g_autoptr (GMutexLocker) locker = library_database_lock (self->database);

  return library_versions_get (self->database, id, error);
}

GListModel *
pentimento_library_list_versions (PentimentoLibrary *self, const char *picture_id, GError **error)
{
  g_autoptr (GMutexLocker) locker = library_database_lock (self->database);

  return library_versions_list (self->database, picture_id, error);
}

GListModel *
pentimento_library_list_versions_after (PentimentoLibrary *self, const char *id, GError **error)
{
  g_autoptr (GMutexLocker) locker = library_database_lock (self->database);

  return library_versions_list_after (self->database, id, error);
}

PentimentoVersion *
pentimento_library_find_root (PentimentoLibrary *self, const char *sha256, GError **error)
{
  g_autoptr (GMutexLocker) locker = library_database_lock (self->database);

  return library_versions_find_root (self->database, sha256, error);
}

gboolean
pentimento_library_set_current (PentimentoLibrary *self, PentimentoVersion *version, GError **error)
{
  g_autoptr (GMutexLocker) locker = library_database_lock (self->database);

  return library_versions_set_current (self->database, pentimento_version_get_id (version), error);
}

char *
pentimento_library_get_current (PentimentoLibrary *self, const char *picture_id, GError **error)
{
  g_autoptr (GMutexLocker) locker = library_database_lock (self->database);

  return library_versions_get_current (self->database, picture_id, error);
}

PentimentoJobRecord *
pentimento_library_get_job (PentimentoLibrary *self, const char *id, GError **error)
{
  g_autoptr (GMutexLocker) locker = library_database_lock (self->database);

  return library_jobs_get (self->database, id, error);
}

GPtrArray *
pentimento_library_list_jobs (PentimentoLibrary *self, gboolean open_only, GError **error)
{
  g_autoptr (GMutexLocker) locker = library_database_lock (self->database);

  return library_jobs_list (self->database, open_only, error);
}

char *
pentimento_library_find_upload (PentimentoLibrary *self,
                                const char *provider,
                                const char *endpoint,
                                const char *sha256,
                                gint64 until,
                                GError **error)
{
  g_autoptr (GMutexLocker) locker = library_database_lock (self->database);

  return library_uploads_find (self->database, provider, endpoint, sha256, until, error);
}

gboolean
pentimento_library_keep_upload (PentimentoLibrary *self,
                                const char *provider,
                                const char *endpoint,
                                const char *sha256,
                                const char *link,
                                gint64 expires_at,
                                GError **error)
{
  g_autoptr (GMutexLocker) locker = library_database_lock (self->database);

  return library_uploads_keep (self->database, provider, endpoint, sha256, link, expires_at, error);
}

PentimentoJobLock *
pentimento_library_lock_job (PentimentoLibrary *self, const char *job_id, GError **error)
{
  g_return_val_if_fail (PENTIMENTO_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (job_id != NULL, NULL);

  return library_lock_new (self->folder, job_id, error);
}
