/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-jobs.h"

#include <glib/gi18n-lib.h>

#include "pentimento-document-error.h"
#include "pentimento-job-ledger.h"
#include "pentimento-order-private.h"

struct _PentimentoJobs {
  GObject parent_instance;

  PentimentoServices *services; /* not owned: it owns us */
  GListStore *jobs;
};

enum { PROP_SERVICES = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void pentimento_jobs_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PentimentoJobs,
                               pentimento_jobs,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pentimento_jobs_list_model_init))

static GType
get_item_type (GListModel *model)
{
  return SEEDREAM_TYPE_JOB;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (PENTIMENTO_JOBS (model)->jobs));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (PENTIMENTO_JOBS (model)->jobs), position);
}

static void
pentimento_jobs_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* One job, new or taken up again. */

static void
job_ran (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SeedreamJob *job = SEEDREAM_JOB (source);
  g_autoptr (GTask) task = user_data;
  PentimentoJobs *self = g_task_get_source_object (task);
  PentimentoJobLedger *ledger = g_task_get_task_data (task);
  GError *error = NULL;
  guint position;

  if (g_list_store_find (self->jobs, job, &position))
    g_list_store_remove (self->jobs, position);
  pentimento_job_ledger_unlock (ledger);
  if (seedream_job_run_finish (job, result, &error))
    g_task_return_pointer (task, g_object_ref (pentimento_job_ledger_get_versions (ledger)), g_object_unref);
  else
    g_task_return_error (task, error);
}

static PentimentoJobLock *
lock_job (PentimentoLibrary *library, const char *id, GError **error)
{
  g_autoptr (GError) problem = NULL;
  PentimentoJobLock *lock = pentimento_library_lock_job (library, id, &problem);

  if (lock == NULL && problem == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _ ("Another Pentimento is already working on this edit."));
  else if (lock == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return lock;
}

static void
run (GTask *task, SeedreamJob *job)
{
  PentimentoJobs *self = g_task_get_source_object (task);

  g_list_store_append (self->jobs, job);
  seedream_job_run_async (job, g_task_get_cancellable (task), job_ran, g_object_ref (task));
}

/* The practice server of this program ends with it, so its address is not worth remembering. */
static const char *
lasting_endpoint (SeedreamProvider *provider, PentimentoServices *services)
{
  const char *endpoint = seedream_provider_get_endpoint (provider);

  return pentimento_services_is_own_practice (services, endpoint) ? NULL : endpoint;
}

static PentimentoJobRecord *
complete_record (PentimentoJobs *self,
                 const PentimentoJobRecord *given,
                 SeedreamProvider *provider,
                 SeedreamRequest *request)
{
  PentimentoJobRecord *record = pentimento_job_record_copy (given);

  g_free (record->provider);
  record->provider = g_strdup (seedream_provider_get_id (provider));
  g_free (record->endpoint);
  record->endpoint = g_strdup (lasting_endpoint (provider, self->services));
  g_free (record->operation);
  record->operation = g_strdup (seedream_operation_to_string (seedream_request_get_operation (request)));
  return record;
}

void
pentimento_jobs_run_async (PentimentoJobs *self,
                           SeedreamProvider *provider,
                           const char *key,
                           SeedreamRequest *request,
                           const PentimentoJobRecord *given,
                           PentimentoJobLock *given_lock,
                           SeedreamJob **out_job,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  PentimentoLibrary *library = pentimento_services_get_library (self->services);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (PentimentoJobRecord) record = complete_record (self, given, provider, request);
  g_autoptr (PentimentoJobLedger) ledger = NULL;
  g_autoptr (SeedreamJob) job = NULL;
  PentimentoJobLock *lock;
  GError *error = NULL;

  g_task_set_source_tag (task, pentimento_jobs_run_async);
  lock = given_lock != NULL ? given_lock : lock_job (library, record->id, &error);
  if (lock == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  ledger = pentimento_job_ledger_new (library, pentimento_services_get_budget (self->services), record, lock);
  g_task_set_task_data (task, g_object_ref (ledger), g_object_unref);
  /* clang-format off */
  job = g_object_new (SEEDREAM_TYPE_JOB,
                      "id", record->id,
                      "provider", provider,
                      "http", pentimento_services_get_http (self->services),
                      "ledger", ledger,
                      "request", request,
                      "key", key,
                      "folder", pentimento_library_get_incoming (library),
                      NULL);
  /* clang-format on */
  if (out_job != NULL)
    *out_job = g_object_ref (job);
  /* Whoever hands a lock in has written the row as well. */
  if (given_lock != NULL || seedream_ledger_write (SEEDREAM_LEDGER (ledger), job, &error))
    run (task, job);
  else
    g_task_return_error (task, error);
}

/* What is not sent yet. */

PentimentoJobLock *
pentimento_jobs_prepare (PentimentoJobs *self,
                         SeedreamProvider *provider,
                         SeedreamRequest *request,
                         const PentimentoJobRecord *given,
                         GError **error)
{
  PentimentoLibrary *library = pentimento_services_get_library (self->services);
  g_autoptr (PentimentoJobRecord) record = complete_record (self, given, provider, request);
  g_autoptr (PentimentoJobLock) lock = lock_job (library, record->id, error);

  if (lock == NULL)
    return NULL;
  g_free (record->state);
  record->state = g_strdup (seedream_job_state_to_string (SEEDREAM_JOB_PREPARED));
  return pentimento_library_write_job (library, record, error) ? g_steal_pointer (&lock) : NULL;
}

PentimentoJobLock *
pentimento_jobs_take_unsent (PentimentoJobs *self, const char *id, GError **error)
{
  PentimentoLibrary *library = pentimento_services_get_library (self->services);
  g_autoptr (PentimentoJobLock) lock = lock_job (library, id, error);
  g_autoptr (PentimentoJobRecord) record = lock != NULL ? pentimento_library_get_job (library, id, error) : NULL;

  /* Another program may have sent or dropped it since it was found. */
  if (record == NULL || !pentimento_order_check_record (library, record, error))
    return NULL;
  return g_steal_pointer (&lock);
}

gboolean
pentimento_jobs_write_end (PentimentoJobs *self,
                           const char *id,
                           SeedreamJobState state,
                           const GError *reason,
                           GError **error)
{
  PentimentoLibrary *library = pentimento_services_get_library (self->services);
  g_autoptr (PentimentoJobRecord) record = pentimento_library_get_job (library, id, error);

  if (record == NULL)
    return FALSE;
  g_free (record->state);
  record->state = g_strdup (seedream_job_state_to_string (state));
  if (state == SEEDREAM_JOB_FAILED)
    {
      g_free (record->error_code);
      record->error_code = g_strdup (seedream_error_get_name (reason));
    }
  g_free (record->error_message);
  record->error_message = g_strdup (reason->message);
  g_free (record->billed);
  record->billed = g_strdup (seedream_billed_to_string (SEEDREAM_BILLED_NO));
  return pentimento_library_write_job (library, record, error);
}

/* Taking up what an earlier run left. */

typedef struct {
  PentimentoJobRecord *record;
  SeedreamProvider *provider;
} Left;

static void
left_free (Left *left)
{
  pentimento_job_record_free (left->record);
  g_clear_object (&left->provider);
  g_free (left);
}

/* Another program may have carried the job on between the look at its row and the lock: then it is in good hands, or over. */
static PentimentoJobLock *
lock_left (PentimentoLibrary *library, const PentimentoJobRecord *record, GError **error)
{
  PentimentoJobLock *lock = lock_job (library, record->id, error);
  g_autoptr (PentimentoJobRecord) now = lock != NULL ? pentimento_library_get_job (library, record->id, error) : NULL;

  if (now != NULL && now->updated == record->updated)
    return lock;
  if (now != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _ ("Another Pentimento is already working on this edit."));
  g_clear_pointer (&lock, pentimento_job_lock_free);
  return NULL;
}

static SeedreamJob *
recreate_job (PentimentoJobs *self, Left *left, PentimentoJobLedger *ledger, const char *key)
{
  const PentimentoJobRecord *record = left->record;
  PentimentoLibrary *library = pentimento_services_get_library (self->services);
  SeedreamCost cost = { record->cost_micros, "USD", seedream_cost_kind_from_string (record->cost_kind) };
  SeedreamJobState state = SEEDREAM_JOB_UNKNOWN;

  g_strlcpy (cost.currency, record->cost_currency, sizeof cost.currency);
  seedream_job_state_from_string (record->state, &state);
  /* clang-format off */
  return g_object_new (SEEDREAM_TYPE_JOB,
                       "id", record->id,
                       "provider", left->provider,
                       "http", pentimento_services_get_http (self->services),
                       "ledger", ledger,
                       "key", key,
                       "folder", pentimento_library_get_incoming (library),
                       "operation", seedream_operation_from_string (record->operation),
                       "state", state,
                       "remote-id", record->remote_id,
                       "links", record->links,
                       "submits", record->submits,
                       "submitted-at", record->submitted_at,
                       "cost", &cost,
                       "given-up", record->given_up,
                       "late", record->late,
                       NULL);
  /* clang-format on */
}

static void
key_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PentimentoJobs *self = g_task_get_source_object (task);
  Left *left = g_task_get_task_data (task);
  PentimentoLibrary *library = pentimento_services_get_library (self->services);
  GError *error = NULL;
  char *key = pentimento_keyring_lookup_finish (PENTIMENTO_KEYRING (source), result, NULL, &error);
  PentimentoJobLock *lock = error == NULL ? lock_left (library, left->record, &error) : NULL;

  if (lock == NULL)
    {
      g_task_return_error (task, error);
    }
  else
    {
      g_autoptr (PentimentoJobLedger) ledger
          = pentimento_job_ledger_new (library, pentimento_services_get_budget (self->services), left->record, lock);
      g_autoptr (SeedreamJob) job = recreate_job (self, left, ledger, key);

      g_task_set_task_data (task, g_steal_pointer (&ledger), g_object_unref);
      run (task, job);
    }
  g_clear_pointer (&key, pentimento_key_free);
}

/* Only the practice server inside a program is without an address, and it ended with that program. */
static gboolean
was_practice (const PentimentoJobRecord *record)
{
  return record->endpoint == NULL && g_strcmp0 (record->provider, "practice") == 0;
}

/* A job stays where it was sent to, whatever the settings say now. */
static SeedreamProvider *
create_provider (PentimentoJobs *self, const PentimentoJobRecord *record, GError **error)
{
  if (was_practice (record))
    return pentimento_services_create_provider (self->services, record->provider, NULL, error);
  return seedream_registry_create (record->provider, record->endpoint, NULL, FALSE, error);
}

/* Returns: (nullable): why there is nothing to take up */
static const char *
find_reason_to_drop (const PentimentoJobRecord *record)
{
  SeedreamJobState state = SEEDREAM_JOB_UNKNOWN;

  seedream_job_state_from_string (record->state, &state);
  if (state < SEEDREAM_JOB_SUBMITTING)
    return _ ("The edit had not been sent yet and was dropped. Nothing was billed.");
  if (was_practice (record) && state != SEEDREAM_JOB_STORED)
    return _ ("The practice server ended with the program, and the edit with it. Nothing was billed.");
  return NULL;
}

/* Returns: (transfer full): why it is not taken up */
static GError *
drop (PentimentoJobs *self, const PentimentoJobRecord *record, const char *reason)
{
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, reason);
  GError *error = NULL;
  g_autoptr (PentimentoJobLock) lock = lock_left (pentimento_services_get_library (self->services), record, &error);

  if (lock != NULL && pentimento_jobs_write_end (self, record->id, SEEDREAM_JOB_CANCELLED, cancelled, &error))
    return g_steal_pointer (&cancelled);
  return error;
}

static void
resume_one (PentimentoJobs *self,
            const PentimentoJobRecord *record,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  PentimentoLibrary *library = pentimento_services_get_library (self->services);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Left *left = g_new0 (Left, 1);
  const char *reason = find_reason_to_drop (record);
  GError *error = NULL;

  g_task_set_source_tag (task, resume_one);
  g_task_set_task_data (task, left, (GDestroyNotify)left_free);
  left->record = pentimento_job_record_copy (record);
  if (pentimento_order_check_record (library, record, NULL))
    {
      g_task_return_new_error (task, PENTIMENTO_DOCUMENT_ERROR, PENTIMENTO_DOCUMENT_ERROR_UNSENT,
                               _ ("The edit has not been sent yet, and is sent only when you say so."));
      return;
    }
  if (reason != NULL)
    {
      g_task_return_error (task, drop (self, record, reason));
      return;
    }
  left->provider = create_provider (self, record, &error);
  if (left->provider == NULL)
    g_task_return_error (task, error);
  else
    pentimento_keyring_lookup_async (pentimento_services_get_keyring (self->services), record->provider, cancellable,
                                     key_found, g_steal_pointer (&task));
}

typedef struct {
  gboolean all;
  guint n_open;
  GListStore *versions;
  GError *error;
} Resuming;

static void
resuming_free (Resuming *resuming)
{
  g_object_unref (resuming->versions);
  g_clear_error (&resuming->error);
  g_free (resuming);
}

static void
return_if_complete (GTask *task)
{
  Resuming *resuming = g_task_get_task_data (task);

  if (resuming->n_open > 0)
    return;
  if (resuming->error != NULL && g_list_model_get_n_items (G_LIST_MODEL (resuming->versions)) == 0)
    g_task_return_error (task, g_steal_pointer (&resuming->error));
  else
    g_task_return_pointer (task, g_object_ref (resuming->versions), g_object_unref);
}

static void
one_resumed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Resuming *resuming = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) versions = g_task_propagate_pointer (G_TASK (result), &error);

  for (guint i = 0; versions != NULL && i < g_list_model_get_n_items (versions); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (versions, i);

      g_list_store_append (resuming->versions, version);
    }
  /* Of all jobs, those that another program works on are in good hands. */
  if (resuming->all && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
    g_clear_error (&error);
  if (error != NULL && resuming->error == NULL)
    resuming->error = g_steal_pointer (&error);
  resuming->n_open--;
  return_if_complete (task);
}

/* Jobs of this program that are under way, those that were not sent and wait for a word of the person, and those of which nothing more can be
 * learned are left out. */
static gboolean
is_worth_resuming (PentimentoJobs *self, const PentimentoJobRecord *record)
{
  guint n_running = get_n_items (G_LIST_MODEL (self));

  for (guint i = 0; i < n_running; i++)
    {
      g_autoptr (SeedreamJob) job = get_item (G_LIST_MODEL (self), i);

      if (g_strcmp0 (seedream_job_get_id (job), record->id) == 0)
        return FALSE;
    }
  if (pentimento_order_check_record (pentimento_services_get_library (self->services), record, NULL))
    return FALSE;
  return record->remote_id != NULL || g_strcmp0 (record->state, "unknown") != 0;
}

static GPtrArray *
find_left (PentimentoJobs *self, const char *id, GError **error)
{
  PentimentoLibrary *library = pentimento_services_get_library (self->services);
  g_autoptr (GPtrArray) records = NULL;
  PentimentoJobRecord *record;

  if (id != NULL)
    {
      record = pentimento_library_get_job (library, id, error);
      if (record == NULL)
        return NULL;
      records = g_ptr_array_new_with_free_func ((GDestroyNotify)pentimento_job_record_free);
      g_ptr_array_add (records, record);
      return g_steal_pointer (&records);
    }
  records = pentimento_library_list_jobs (library, TRUE, error);
  for (guint i = records != NULL ? records->len : 0; i > 0; i--)
    if (!is_worth_resuming (self, g_ptr_array_index (records, i - 1)))
      g_ptr_array_remove_index (records, i - 1);
  return g_steal_pointer (&records);
}

void
pentimento_jobs_resume_async (PentimentoJobs *self,
                              const char *id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Resuming *resuming = g_new0 (Resuming, 1);
  GError *error = NULL;
  g_autoptr (GPtrArray) records = find_left (self, id, &error);

  resuming->all = id == NULL;
  resuming->versions = g_list_store_new (PENTIMENTO_TYPE_VERSION);
  g_task_set_source_tag (task, pentimento_jobs_resume_async);
  g_task_set_task_data (task, resuming, (GDestroyNotify)resuming_free);
  if (records == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  resuming->n_open = records->len;
  for (guint i = 0; i < records->len; i++)
    resume_one (self, g_ptr_array_index (records, i), cancellable, one_resumed, g_object_ref (task));
  return_if_complete (task);
}

GListModel *
pentimento_jobs_finish (PentimentoJobs *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
pentimento_jobs_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PentimentoJobs *self = PENTIMENTO_JOBS (object);

  if (id == PROP_SERVICES)
    g_set_weak_pointer (&self->services, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
pentimento_jobs_dispose (GObject *object)
{
  PentimentoJobs *self = PENTIMENTO_JOBS (object);

  g_clear_weak_pointer (&self->services);
  g_clear_object (&self->jobs);
  G_OBJECT_CLASS (pentimento_jobs_parent_class)->dispose (object);
}

static void
pentimento_jobs_class_init (PentimentoJobsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = pentimento_jobs_set_property;
  object_class->dispose = pentimento_jobs_dispose;

  properties[PROP_SERVICES] = g_param_spec_object ("services", NULL, NULL, PENTIMENTO_TYPE_SERVICES,
                                                   G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
items_changed (PentimentoJobs *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
pentimento_jobs_init (PentimentoJobs *self)
{
  self->jobs = g_list_store_new (SEEDREAM_TYPE_JOB);
  g_signal_connect_object (self->jobs, "items-changed", G_CALLBACK (items_changed), self, G_CONNECT_SWAPPED);
}
