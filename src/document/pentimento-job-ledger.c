/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-job-ledger.h"

#include "ledger-storing.h"
#include "ledger-version.h"
#include "pentimento-wish.h"

struct _PentimentoJobLedger {
  GObject parent_instance;

  PentimentoLibrary *library;
  PentimentoBudget *budget;
  PentimentoJobRecord *record;
  PentimentoJobLock *lock;
  gboolean id_is_safe; /* the provider's id of the job is on disk */
  GHashTable *images;  /* SHA-256 → PentimentoImage: what was stored in this run, so that it need not be read again */
  GListStore *versions;
};

static void pentimento_job_ledger_ledger_init (SeedreamLedgerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PentimentoJobLedger,
                               pentimento_job_ledger,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SEEDREAM_TYPE_LEDGER, pentimento_job_ledger_ledger_init))

/* Results: which picture each one is, and what it has come to. */

static void
set_at (char ***list, guint position, const char *text)
{
  guint length = *list != NULL ? g_strv_length (*list) : 0;
  GPtrArray *texts = g_ptr_array_new ();

  for (guint i = 0; i < MAX (length, position + 1); i++)
    {
      const char *known = i < length ? (*list)[i] : "";

      g_ptr_array_add (texts, g_strdup (i == position ? text : known));
    }
  g_ptr_array_add (texts, NULL);
  g_strfreev (*list);
  *list = (char **)g_ptr_array_free (texts, FALSE);
}

/* The row, brought up to date from the job. */

static void
take_error (PentimentoJobRecord *record, const GError *error)
{
  g_free (record->error_code);
  g_free (record->error_message);
  g_free (record->billed);
  record->error_code = error != NULL ? g_strdup (seedream_error_get_name (error)) : NULL;
  record->error_message = error != NULL ? g_strdup (error->message) : NULL;
  record->billed = NULL;
}

static SeedreamBilled
tell_billed (SeedreamJob *job)
{
  const GError *error = seedream_job_get_error (job);

  switch (seedream_job_get_state (job))
    {
    case SEEDREAM_JOB_PREPARED:
    case SEEDREAM_JOB_UPLOADING:
    case SEEDREAM_JOB_WAITING:
      return SEEDREAM_BILLED_NO;
    case SEEDREAM_JOB_DOWNLOADING:
    case SEEDREAM_JOB_STORED:
    case SEEDREAM_JOB_DONE:
      return SEEDREAM_BILLED_YES;
    case SEEDREAM_JOB_FAILED:
    case SEEDREAM_JOB_CANCELLED:
      if (seedream_job_get_submits (job) == 0)
        return SEEDREAM_BILLED_NO;
      return error != NULL ? seedream_error_get_billed (error) : SEEDREAM_BILLED_UNKNOWN;
    default:
      return SEEDREAM_BILLED_UNKNOWN;
    }
}

static void
take_cost (PentimentoJobRecord *record, const SeedreamCost *cost)
{
  record->cost_micros = cost->micros;
  g_free (record->cost_currency);
  record->cost_currency = g_strdup (cost->currency);
  g_free (record->cost_kind);
  record->cost_kind = g_strdup (seedream_cost_kind_to_string (cost->kind));
}

static void
take_job (PentimentoJobRecord *record, SeedreamJob *job)
{
  g_free (record->state);
  record->state = g_strdup (seedream_job_state_to_string (seedream_job_get_state (job)));
  g_free (record->remote_id);
  record->remote_id = g_strdup (seedream_job_get_remote_id (job));
  g_strfreev (record->links);
  record->links = g_strdupv ((char **)seedream_job_get_links (job));
  record->submits = seedream_job_get_submits (job);
  record->submitted_at = seedream_job_get_submitted_at (job);
  record->given_up = seedream_job_is_given_up (job);
  record->late = seedream_job_is_late (job);
  take_cost (record, seedream_job_get_cost (job));
  take_error (record, seedream_job_get_error (job));
  record->billed = g_strdup (seedream_billed_to_string (tell_billed (job)));
}

/* What was asked for is read back from the row, so that a job taken up again needs no request. */

void
pentimento_job_ledger_count_delivery (const PentimentoJobRecord *record, SeedreamDelivery *delivery)
{
  g_autoptr (PentimentoWish) wish = pentimento_wish_new_from_record (record);
  guint n_links = record->links != NULL ? g_strv_length (record->links) : 0;
  guint n_results = record->results != NULL ? g_strv_length (record->results) : 0;

  delivery->asked = wish != NULL ? wish->count : 0;
  delivery->kept = delivery->delivered = MAX (n_links, n_results);
  delivery->good = ledger_version_count_results (record);
}

static PentimentoImage *
find_image (PentimentoJobLedger *self, const char *sha256, GError **error)
{
  PentimentoImage *image = g_hash_table_lookup (self->images, sha256);

  return image != NULL ? g_object_ref (image) : pentimento_library_load_image (self->library, sha256, error);
}

static gboolean
make_versions (PentimentoJobLedger *self, GError **error)
{
  g_list_store_remove_all (self->versions);
  for (guint i = 0; self->record->results != NULL && self->record->results[i] != NULL; i++)
    {
      const char *sha256 = self->record->results[i];
      g_autoptr (PentimentoImage) image = NULL;
      g_autoptr (PentimentoVersion) version = NULL;

      if (*sha256 == '\0')
        continue;
      image = find_image (self, sha256, error);
      if (image == NULL)
        return FALSE;
      version = ledger_version_new (self->library, self->record, i, image);
      g_list_store_append (self->versions, version);
    }
  return TRUE;
}

static gboolean
write_safely (PentimentoJobLedger *self, GError **error)
{
  if (!pentimento_library_write_job (self->library, self->record, error))
    return FALSE;
  self->id_is_safe = self->record->remote_id != NULL;
  return TRUE;
}

/* After a power cut a provider that has given its id is asked again, and what was stored is in the folder of downloads until the job is *done*. */
static gboolean
is_found_out_again (PentimentoJobLedger *self, SeedreamJobState state)
{
  if (state == SEEDREAM_JOB_RUNNING)
    return self->id_is_safe && !self->record->given_up && !self->record->late;
  return state == SEEDREAM_JOB_STORED;
}

static gboolean
pentimento_job_ledger_write (SeedreamLedger *ledger, SeedreamJob *job, GError **error)
{
  PentimentoJobLedger *self = PENTIMENTO_JOB_LEDGER (ledger);
  SeedreamJobState state = seedream_job_get_state (job);

  take_job (self->record, job);
  if (state == SEEDREAM_JOB_SUBMITTING)
    return pentimento_budget_submit (self->budget, self->record, error);
  if (is_found_out_again (self, state))
    return pentimento_library_note_job (self->library, self->record, error);
  if (state != SEEDREAM_JOB_DONE)
    return write_safely (self, error);
  if (!make_versions (self, error))
    return FALSE;
  return pentimento_library_finish_job (self->library, self->record, G_LIST_MODEL (self->versions), error);
}

/* Storing a result */

static void
pentimento_job_ledger_store_async (SeedreamLedger *ledger,
                                   SeedreamJob *job,
                                   guint position,
                                   GFile *file,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  PentimentoJobLedger *self = PENTIMENTO_JOB_LEDGER (ledger);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (PentimentoWish) wish = pentimento_wish_new_from_record (self->record);
  LedgerStoring *storing = ledger_storing_new (self->library, file, position, wish != NULL ? wish->region : NULL);

  g_task_set_source_tag (task, pentimento_job_ledger_store_async);
  g_task_set_task_data (task, storing, (GDestroyNotify)ledger_storing_free);
  g_task_run_in_thread (task, ledger_storing_run);
}

static gboolean
pentimento_job_ledger_store_finish (SeedreamLedger *ledger, GAsyncResult *result, GError **error)
{
  PentimentoJobLedger *self = PENTIMENTO_JOB_LEDGER (ledger);
  LedgerStoring *storing = g_task_get_task_data (G_TASK (result));
  g_autoptr (PentimentoImage) image = g_task_propagate_pointer (G_TASK (result), error);
  const char *sha256;

  if (image == NULL)
    return FALSE;
  sha256 = pentimento_image_get_sha256 (image);
  set_at (&self->record->results, storing->position, sha256);
  if (storing->outcome != NULL)
    set_at (&self->record->outcomes, storing->position, storing->outcome);
  g_hash_table_replace (self->images, g_strdup (sha256), g_object_ref (image));
  return pentimento_library_note_job (self->library, self->record, error);
}

/* Uploads: what is not known here is uploaded again, which costs time and nothing else. */

static char *
pentimento_job_ledger_find_upload (SeedreamLedger *ledger, SeedreamProvider *provider, const char *sha256, gint64 until)
{
  return pentimento_library_find_upload (PENTIMENTO_JOB_LEDGER (ledger)->library, seedream_provider_get_id (provider),
                                         seedream_provider_get_endpoint (provider), sha256, until, NULL);
}

static void
pentimento_job_ledger_keep_upload (SeedreamLedger *ledger,
                                   SeedreamProvider *provider,
                                   const char *sha256,
                                   const char *link,
                                   gint64 expires_at)
{
  pentimento_library_keep_upload (PENTIMENTO_JOB_LEDGER (ledger)->library, seedream_provider_get_id (provider),
                                  seedream_provider_get_endpoint (provider), sha256, link, expires_at, NULL);
}

static void
pentimento_job_ledger_ledger_init (SeedreamLedgerInterface *iface)
{
  iface->write = pentimento_job_ledger_write;
  iface->store_async = pentimento_job_ledger_store_async;
  iface->store_finish = pentimento_job_ledger_store_finish;
  iface->find_upload = pentimento_job_ledger_find_upload;
  iface->keep_upload = pentimento_job_ledger_keep_upload;
}

static void
pentimento_job_ledger_finalize (GObject *object)
{
  PentimentoJobLedger *self = PENTIMENTO_JOB_LEDGER (object);

  g_clear_pointer (&self->images, g_hash_table_unref);
  g_clear_object (&self->versions);
  g_clear_pointer (&self->record, pentimento_job_record_free);
  g_clear_pointer (&self->lock, pentimento_job_lock_free);
  g_clear_object (&self->budget);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (pentimento_job_ledger_parent_class)->finalize (object);
}

static void
pentimento_job_ledger_class_init (PentimentoJobLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pentimento_job_ledger_finalize;
}

static void
pentimento_job_ledger_init (PentimentoJobLedger *self)
{
  self->images = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->versions = g_list_store_new (PENTIMENTO_TYPE_VERSION);
}

PentimentoJobLedger *
pentimento_job_ledger_new (PentimentoLibrary *library,
                           PentimentoBudget *budget,
                           const PentimentoJobRecord *record,
                           PentimentoJobLock *lock)
{
  PentimentoJobLedger *self = g_object_new (PENTIMENTO_TYPE_JOB_LEDGER, NULL);

  self->library = g_object_ref (library);
  self->budget = g_object_ref (budget);
  self->record = pentimento_job_record_copy (record);
  self->lock = lock;
  return self;
}

GListModel *
pentimento_job_ledger_get_versions (PentimentoJobLedger *self)
{
  return G_LIST_MODEL (self->versions);
}

void
pentimento_job_ledger_unlock (PentimentoJobLedger *self)
{
  g_clear_pointer (&self->lock, pentimento_job_lock_free);
}
