/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-library-private.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "library-database.h"
#include "library-jobs.h"
#include "library-lock.h"
#include "library-objects.h"
#include "library-spending.h"
#include "library-uploads.h"
#include "library-versions.h"

/* What another program writes is looked at no more often. */
#define OTHERS_MILLISECONDS 500

enum { CHANGED, N_SIGNALS };

struct _PentimentoLibrary {
  GObject parent_instance;
  char *folder;
  int holding; /* the folder, so that it is not moved away */
  GFile *incoming;
  LibraryDatabase *database;
  GMainContext *context;
  GMutex telling_mutex;
  GSource *telling; /* the one `changed` that is on its way */
  GFileMonitor *others;
  gint64 others_version; /* of the database, as others have written it */
};

G_DEFINE_FINAL_TYPE (PentimentoLibrary, pentimento_library, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
pentimento_library_finalize (GObject *object)
{
  PentimentoLibrary *self = PENTIMENTO_LIBRARY (object);

  if (self->others != NULL)
    g_file_monitor_cancel (self->others);
  g_clear_object (&self->others);
  if (self->telling != NULL)
    g_source_destroy (self->telling);
  g_clear_pointer (&self->telling, g_source_unref);
  g_mutex_clear (&self->telling_mutex);
  g_clear_pointer (&self->database, library_database_free);
  if (self->holding >= 0)
    close (self->holding);
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
  self->holding = -1;
  g_mutex_init (&self->telling_mutex);
  self->context = g_main_context_ref_thread_default ();
}

static void watch_others (PentimentoLibrary *self);

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
  self->holding = library_lock_hold (self->folder, FALSE, error);
  if (self->holding < 0)
    return NULL;
  self->database = library_database_open (self->folder, error);
  if (self->database == NULL || !library_objects_sync_folder (self->folder, error))
    return NULL;
  library_objects_sweep (self->folder);
  watch_others (self);
  return g_steal_pointer (&self);
}

LibraryDatabase *
pentimento_library_get_database (PentimentoLibrary *self)
{
  return self->database;
}

const char *
pentimento_library_get_path (PentimentoLibrary *self)
{
  return self->folder;
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
void
pentimento_library_tell (PentimentoLibrary *self)
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

/* What this object writes does not count (sqlite.org/pragma.html#pragma_data_version). */
static gint64
read_others_version (PentimentoLibrary *self)
{
  g_autoptr (GMutexLocker) locker = library_database_lock (self->database);
  g_autoptr (sqlite3_stmt) statement = library_database_query (self->database, NULL, "PRAGMA data_version", NULL);
  int column = 0;

  return statement != NULL && library_database_step (self->database, statement, NULL)
             ? library_statement_take_integer (statement, &column)
             : self->others_version;
}

static void
log_changed (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer reference)
{
  g_autoptr (PentimentoLibrary) self = g_weak_ref_get (reference);
  gint64 version = self != NULL ? read_others_version (self) : 0;

  if (self == NULL || version == self->others_version)
    return;
  self->others_version = version;
  pentimento_library_tell (self);
}

static void
closure_weak_ref_free (gpointer data, GClosure *closure)
{
  weak_ref_free (data);
}

/* Each commit, of whichever program, grows the log. */
static void
watch_others (PentimentoLibrary *self)
{
  g_autofree char *path = g_build_filename (self->folder, "library.db-wal", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GWeakRef *reference = g_new0 (GWeakRef, 1);

  self->others_version = read_others_version (self);
  self->others = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  g_weak_ref_init (reference, self);
  if (self->others == NULL)
    {
      weak_ref_free (reference);
      return;
    }
  g_file_monitor_set_rate_limit (self->others, OTHERS_MILLISECONDS);
  g_signal_connect_data (self->others, "changed", G_CALLBACK (log_changed), reference, closure_weak_ref_free, 0);
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
    pentimento_library_tell (self);
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
    pentimento_library_tell (self);
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
