/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-job-ledger.h"

#include <glib/gi18n-lib.h>

#include "pentimento-image-error.h"
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

/* Results: which picture each one is. */

static void
set_result (PentimentoJobRecord *record, guint position, const char *sha256)
{
  guint n_results = record->results != NULL ? g_strv_length (record->results) : 0;
  GPtrArray *results = g_ptr_array_new ();

  for (guint i = 0; i < MAX (n_results, position + 1); i++)
    {
      const char *known = i < n_results ? record->results[i] : "";

      g_ptr_array_add (results, g_strdup (i == position ? sha256 : known));
    }
  g_ptr_array_add (results, NULL);
  g_strfreev (record->results);
  record->results = (char **)g_ptr_array_free (results, FALSE);
}

static guint
count_results (const PentimentoJobRecord *record)
{
  guint n_stored = 0;

  for (guint i = 0; record->results != NULL && record->results[i] != NULL; i++)
    n_stored += *record->results[i] != '\0';
  return n_stored;
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
  delivery->good = count_results (record);
}

/* What cannot be fitted back is kept as it is: a result is never lost over a wish. */
static PentimentoImage *
fit_back (const PentimentoWish *wish, PentimentoImage *image)
{
  g_autoptr (PentimentoRecipe) recipe = NULL;
  g_autoptr (GError) error = NULL;

  if (wish == NULL || wish->fit_width == 0
      || (wish->fit_width == pentimento_image_get_width (image)
          && wish->fit_height == pentimento_image_get_height (image)))
    return g_object_ref (image);
  recipe = pentimento_recipe_new_resize (wish->fit_width, wish->fit_height, &error);
  if (recipe != NULL)
    return pentimento_image_with_recipe (image, recipe);
  g_warning ("A result could not be fitted back: %s", error->message);
  return g_object_ref (image);
}

static PentimentoVersion *
make_version (PentimentoJobLedger *self, guint position, PentimentoImage *received)
{
  const PentimentoJobRecord *record = self->record;
  g_autoptr (PentimentoWish) wish = pentimento_wish_new_from_record (record);
  g_autoptr (PentimentoImage) image = fit_back (wish, received);
  PentimentoRecipe *recipe = pentimento_image_get_recipe (image);
  g_autofree char *id = g_uuid_string_random ();
  gboolean edited = record->parent_id != NULL;

  /* clang-format off */
  return g_object_new (PENTIMENTO_TYPE_VERSION,
                       "id", id,
                       "picture-id", record->picture_id,
                       "parent-id", record->parent_id,
                       "kind", edited ? PENTIMENTO_VERSION_EDITED : PENTIMENTO_VERSION_GENERATED,
                       "created", g_get_real_time (),
                       "sha256", pentimento_image_get_sha256 (image),
                       "media-type", pentimento_image_get_media_type (image),
                       "recipe", recipe != NULL ? pentimento_recipe_to_string (recipe) : NULL,
                       "width", pentimento_image_get_width (image),
                       "height", pentimento_image_get_height (image),
                       "job-id", record->id,
                       "position", position,
                       "prompt", wish != NULL ? wish->prompt : NULL,
                       "negative-prompt", wish != NULL ? wish->negative_prompt : NULL,
                       "provider", record->provider,
                       "seed", wish != NULL ? wish->seed : G_GINT64_CONSTANT (-1),
                       "cost-micros", record->cost_micros / MAX (1, count_results (record)),
                       "cost-currency", record->cost_currency,
                       "cost-kind", record->cost_kind,
                       "references", record->references,
                       NULL);
  /* clang-format on */
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
      version = make_version (self, i, image);
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

/* Storing a result: proven to be a picture by decoding all of it, then kept. */

typedef struct {
  GFile *file;
  PentimentoLibrary *library;
  guint position;
} Storing;

static void
storing_free (Storing *storing)
{
  g_object_unref (storing->file);
  g_object_unref (storing->library);
  g_free (storing);
}

/* One that is cut short may come whole the next time; one that is no picture will not become one. */
static GError *
refuse_picture (const GError *problem)
{
  const char *why = problem->message;

  if (g_error_matches (problem, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_DAMAGED)
      || g_error_matches (problem, PENTIMENTO_IMAGE_ERROR, PENTIMENTO_IMAGE_ERROR_EMPTY))
    return seedream_error_new (SEEDREAM_ERROR_NETWORK, SEEDREAM_BILLED_YES, why,
                               _ ("The picture did not arrive whole. It is paid for: fetch it again later."));
  return seedream_error_new (SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_YES, why,
                             _ ("What the provider delivered is not a picture."));
}

static PentimentoImage *
prove_picture (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (PentimentoImage) image = pentimento_image_load (file, NULL, cancellable, &problem);

  if (image != NULL && pentimento_image_prove (image, cancellable, &problem))
    return g_steal_pointer (&image);
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    g_propagate_error (error, refuse_picture (problem));
  return NULL;
}

static void
store_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Storing *storing = task_data;
  GError *error = NULL;
  g_autoptr (PentimentoImage) image = prove_picture (storing->file, cancellable, &error);

  if (image == NULL || !pentimento_library_store_image (storing->library, image, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&image), g_object_unref);
}

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
  Storing *storing = g_new0 (Storing, 1);

  storing->file = g_object_ref (file);
  storing->library = g_object_ref (self->library);
  storing->position = position;
  g_task_set_source_tag (task, pentimento_job_ledger_store_async);
  g_task_set_task_data (task, storing, (GDestroyNotify)storing_free);
  g_task_run_in_thread (task, store_in_thread);
}

static gboolean
pentimento_job_ledger_store_finish (SeedreamLedger *ledger, GAsyncResult *result, GError **error)
{
  PentimentoJobLedger *self = PENTIMENTO_JOB_LEDGER (ledger);
  Storing *storing = g_task_get_task_data (G_TASK (result));
  g_autoptr (PentimentoImage) image = g_task_propagate_pointer (G_TASK (result), error);
  const char *sha256;

  if (image == NULL)
    return FALSE;
  sha256 = pentimento_image_get_sha256 (image);
  set_result (self->record, storing->position, sha256);
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
