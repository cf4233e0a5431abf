/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pentimento-batch-item-record.h"
#include "pentimento-batch-record.h"
#include "pentimento-image.h"
#include "pentimento-job-record.h"
#include "pentimento-spending.h"
#include "pentimento-version.h"

G_BEGIN_DECLS

#define PENTIMENTO_LIBRARY_ERROR (pentimento_library_error_quark ())

/** What can be wrong with the library, one code for each thing a person can do about it. */
typedef enum {
  PENTIMENTO_LIBRARY_ERROR_OPEN,    /* the folder or database cannot be opened or written: permissions, disk */
  PENTIMENTO_LIBRARY_ERROR_NEWER,   /* made by a newer version of the program: update it */
  PENTIMENTO_LIBRARY_ERROR_DAMAGED, /* the database is damaged: restore a copy */
  PENTIMENTO_LIBRARY_ERROR_FULL,    /* no room left on the disk */
  PENTIMENTO_LIBRARY_ERROR_MISSING, /* no such version, picture, job or object */
  PENTIMENTO_LIBRARY_ERROR_BUSY,    /* another program keeps the database locked */
  PENTIMENTO_LIBRARY_ERROR_LIMIT,   /* more than may be spent: wait, or raise the limit */
  PENTIMENTO_LIBRARY_ERROR_WRITE,   /* anything else that kept something from being written */
  PENTIMENTO_LIBRARY_ERROR_TARGET,  /* a file outside of the library cannot be written: choose another place */
  PENTIMENTO_LIBRARY_ERROR_ARCHIVE, /* a file that was to be read is damaged, or none of ours: get another copy */
  PENTIMENTO_LIBRARY_ERROR_EXISTS,  /* something is there already that is not written over */
} PentimentoLibraryError;

GQuark pentimento_library_error_quark (void);

/**
 * PentimentoLibrary:
 *
 * Everything a person made: an SQLite database (WAL, synchronous=FULL, foreign keys, a schema version with migrations) beside content-addressed picture
 * files. `FOLDER/library.db`, `FOLDER/objects/ab/<sha256>.<ext>`, `FOLDER/incoming/` (downloads on the way in), `FOLDER/locks/`, `FOLDER/in-use` (held by each
 * program that has it open), `FOLDER/quarantine/` (what was found damaged).
 * Nothing is said to be there before it is on disk and synced. Calls block for milliseconds and may come from any thread.
 * The signal `changed` follows, in the main context the library was opened in, after versions were added or jobs written by this object, and a
 * moment after another program wrote anything.
 */
#define PENTIMENTO_TYPE_LIBRARY (pentimento_library_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoLibrary, pentimento_library, PENTIMENTO, LIBRARY, GObject)

/**
 * pentimento_library_open:
 * @folder: the library's folder; made with mode 0700 if missing
 *
 * Opens the library, migrating an older schema in one transaction. A newer one is refused without being touched.
 *
 * Returns: (transfer full) (nullable): the library, or %NULL with %PENTIMENTO_LIBRARY_ERROR
 */
PentimentoLibrary *pentimento_library_open (GFile *folder, GError **error);

/** Returns: (transfer none): the folder for downloads on their way in, on the same file system as the objects */
GFile *pentimento_library_get_incoming (PentimentoLibrary *self);

/**
 * pentimento_library_store_image:
 * @image: a picture that has been proven to be one
 *
 * Keeps the received bytes under their SHA-256: written to a temporary file, synced, renamed, folder synced, then the row. A picture that is there
 * already is checked for its size and left alone (rewritten if it is damaged or missing).
 *
 * Returns: %TRUE once the file is safe on disk, and the row before any job that is written later, or %FALSE with %PENTIMENTO_LIBRARY_ERROR
 */
gboolean pentimento_library_store_image (PentimentoLibrary *self, PentimentoImage *image, GError **error);

/** As pentimento_library_store_image(), in a thread. */
void pentimento_library_store_image_async (PentimentoLibrary *self,
                                           PentimentoImage *image,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean pentimento_library_store_image_finish (PentimentoLibrary *self, GAsyncResult *result, GError **error);

/**
 * pentimento_library_get_object:
 *
 * Returns: (transfer full) (nullable): the file of a stored picture, or %NULL with %PENTIMENTO_LIBRARY_ERROR_MISSING
 */
GFile *pentimento_library_get_object (PentimentoLibrary *self, const char *sha256, GError **error);

/**
 * pentimento_library_load_image:
 *
 * Reads a stored picture and checks its SHA-256. Blocks for a file's worth of reading.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL with %PENTIMENTO_LIBRARY_ERROR_MISSING or _DAMAGED, or %PENTIMENTO_IMAGE_ERROR
 */
PentimentoImage *pentimento_library_load_image (PentimentoLibrary *self, const char *sha256, GError **error);
void pentimento_library_load_image_async (PentimentoLibrary *self,
                                          const char *sha256,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
PentimentoImage *pentimento_library_load_image_finish (PentimentoLibrary *self, GAsyncResult *result, GError **error);

/**
 * pentimento_library_load_changed:
 * @recipe: (nullable): what is done to the stored file, as text; %NULL for nothing
 *
 * Reads a picture with what is done to it, and all pictures that this needs.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL as pentimento_library_load_version()
 */
PentimentoImage *
pentimento_library_load_changed (PentimentoLibrary *self, const char *sha256, const char *recipe, GError **error);

/**
 * pentimento_library_load_version:
 *
 * Reads the picture of a version: its stored file, with its recipe. This is how a version becomes something that is shown, saved or sent.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL as pentimento_library_load_image(), with %PENTIMENTO_IMAGE_ERROR_RECIPE where the recipe is
 * damaged or made by a newer program
 */
PentimentoImage *pentimento_library_load_version (PentimentoLibrary *self, PentimentoVersion *version, GError **error);
void pentimento_library_load_version_async (PentimentoLibrary *self,
                                            PentimentoVersion *version,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
PentimentoImage *pentimento_library_load_version_finish (PentimentoLibrary *self, GAsyncResult *result, GError **error);

/**
 * pentimento_library_add_versions:
 * @versions: a #GListModel of #PentimentoVersion whose pictures are stored already; parents before children
 *
 * Adds versions, and the pictures (documents) they belong to where those are new, in one transaction. The last one becomes its picture's current version.
 * One that is there already (same id) is left alone. On disk before any job that is written later.
 */
gboolean pentimento_library_add_versions (PentimentoLibrary *self, GListModel *versions, GError **error);

/** Returns: (transfer full) (nullable): a version by its id, or by a beginning of it (4 characters or more) that fits just one; else %NULL with _MISSING */
PentimentoVersion *pentimento_library_get_version (PentimentoLibrary *self, const char *id, GError **error);

/**
 * pentimento_library_list_versions:
 * @picture_id: (nullable): only those of one picture, oldest first; %NULL for all, newest first
 *
 * Returns: (transfer full) (nullable): a #GListModel of #PentimentoVersion
 */
GListModel *pentimento_library_list_versions (PentimentoLibrary *self, const char *picture_id, GError **error);

/**
 * pentimento_library_find_root:
 *
 * Returns: (transfer full) (nullable): the latest root version whose picture is @sha256, so that a file opened again comes with its history; %NULL without
 * error where there is none
 */
PentimentoVersion *pentimento_library_find_root (PentimentoLibrary *self, const char *sha256, GError **error);

/** Writes which version of its picture is current, so that the next start shows it. */
gboolean pentimento_library_set_current (PentimentoLibrary *self, PentimentoVersion *version, GError **error);

/** Returns: (transfer full) (nullable): the id of a picture's current version */
char *pentimento_library_get_current (PentimentoLibrary *self, const char *picture_id, GError **error);

/**
 * pentimento_library_write_job:
 *
 * Inserts or replaces a row of the job ledger, synced to disk before this returns.
 */
gboolean pentimento_library_write_job (PentimentoLibrary *self, const PentimentoJobRecord *record, GError **error);

/**
 * pentimento_library_note_job:
 *
 * As pentimento_library_write_job(), but synced with a later write: for what is found out again, at no cost, where the power fails first.
 */
gboolean pentimento_library_note_job (PentimentoLibrary *self, const PentimentoJobRecord *record, GError **error);

/**
 * pentimento_library_submit_job:
 * @limits: (array length=n_limits) (inout): what may be spent; each one's `spent` is filled in, also where it refuses
 *
 * As pentimento_library_write_job(), for the write that announces a submit: in one transaction, and so one program after the other, adds up what was spent
 * since each limit began (reported, estimated, unknown and under way, without this job), and writes the row only if this job's price fits as well. Only amounts in US dollars count.
 * A job whose price is unknown is refused where nothing is left, else it counts nothing; a free one is never refused. Rows later than now, from a clock that was
 * set back since, count.
 *
 * Returns: %TRUE once it is written, or %FALSE with %PENTIMENTO_LIBRARY_ERROR_LIMIT, or another one of %PENTIMENTO_LIBRARY_ERROR
 */
gboolean pentimento_library_submit_job (PentimentoLibrary *self,
                                        const PentimentoJobRecord *record,
                                        PentimentoSpendingLimit *limits,
                                        guint n_limits,
                                        GError **error);

/**
 * pentimento_library_list_spending:
 * @since: from when on, in microseconds since 1970 UTC
 * @until: until when (not included); %G_MAXINT64 for no end, which also counts what a clock that was set back since had called tomorrow
 *
 * Adds up what jobs that were submitted in that time have cost, or may have.
 *
 * Returns: (transfer container) (element-type PentimentoSpending) (nullable): the sums, by key and then currency; none where nothing was spent; frees its elements
 */
GPtrArray *pentimento_library_list_spending (PentimentoLibrary *self,
                                             PentimentoSpendingGroup group,
                                             gint64 since,
                                             gint64 until,
                                             GError **error);

/**
 * pentimento_library_finish_job:
 *
 * Writes the last state of a job and the versions it made in one transaction; see pentimento_library_add_versions(). Where the job was given up, the
 * current version stays the current one.
 */
gboolean pentimento_library_finish_job (PentimentoLibrary *self,
                                        const PentimentoJobRecord *record,
                                        GListModel *versions,
                                        GError **error);

/** Returns: (transfer full) (nullable): the job of that id, or of the one id that begins so (4 characters or more); else %NULL with _MISSING */
PentimentoJobRecord *pentimento_library_get_job (PentimentoLibrary *self, const char *id, GError **error);

/**
 * pentimento_library_list_jobs:
 * @open_only: only those whose state is none of "done", "failed", "cancelled"
 *
 * Returns: (transfer container) (element-type PentimentoJobRecord) (nullable): the jobs, oldest first; frees its elements
 */
GPtrArray *pentimento_library_list_jobs (PentimentoLibrary *self, gboolean open_only, GError **error);

/**
 * pentimento_library_find_upload:
 * @endpoint: (nullable): the address in place of the provider's own
 * @sha256: the content, as it was sent
 * @until: until when it has to be there, in microseconds since 1970 UTC
 *
 * Returns: (transfer full) (nullable): the link of a picture that lies at the provider already; %NULL without error where there is none
 */
char *pentimento_library_find_upload (PentimentoLibrary *self,
                                      const char *provider,
                                      const char *endpoint,
                                      const char *sha256,
                                      gint64 until,
                                      GError **error);

/** Writes down where a picture lies at a provider, and until when; forgets those whose time is over. */
gboolean pentimento_library_keep_upload (PentimentoLibrary *self,
                                         const char *provider,
                                         const char *endpoint,
                                         const char *sha256,
                                         const char *link,
                                         gint64 expires_at,
                                         GError **error);

/** Returns: (transfer full) (nullable): the versions that a job has made, a #GListModel of #PentimentoVersion in the order of its results; empty where it made none */
GListModel *pentimento_library_list_results (PentimentoLibrary *self, const char *job_id, GError **error);

/**
 * pentimento_library_add_batch:
 * @items: (element-type PentimentoBatchItemRecord): its pictures
 *
 * Writes a new batch and its items down in one transaction, synced. An incomplete one into the same folder is ended by this; there must be no open one.
 */
gboolean pentimento_library_add_batch (PentimentoLibrary *self,
                                       const PentimentoBatchRecord *record,
                                       GPtrArray *items,
                                       GError **error);

/** Writes the state and the budget of a batch. */
gboolean pentimento_library_write_batch (PentimentoLibrary *self, const PentimentoBatchRecord *record, GError **error);

/** Returns: (transfer full) (nullable): the batch into the folder @output that is not ended; %NULL without error where there is none */
PentimentoBatchRecord *pentimento_library_find_batch (PentimentoLibrary *self, const char *output, GError **error);

/** Returns: (transfer container) (element-type PentimentoBatchItemRecord) (nullable): the pictures of a batch in their order; frees its elements */
GPtrArray *pentimento_library_list_batch_items (PentimentoLibrary *self, const char *batch_id, GError **error);

/** Writes where an item of a batch stands, synced to disk before this returns; its source and target stay as they were. */
gboolean pentimento_library_write_batch_item (PentimentoLibrary *self,
                                              const char *batch_id,
                                              const PentimentoBatchItemRecord *item,
                                              GError **error);

/**
 * PentimentoJobLock:
 *
 * The right to run one job. Held by one process at a time, gone with it however it ends (flock).
 */
typedef struct _PentimentoJobLock PentimentoJobLock;

/** Returns: (transfer full) (nullable): the lock, %NULL without error where another holder has it, %NULL with an error where it cannot be made */
PentimentoJobLock *pentimento_library_lock_job (PentimentoLibrary *self, const char *job_id, GError **error);
void pentimento_job_lock_free (PentimentoJobLock *lock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PentimentoJobLock, pentimento_job_lock_free)

G_END_DECLS
