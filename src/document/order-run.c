/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From an order to a running job: the key, everything kept, pictures made ready, the request checked, the job run. */

#include <glib/gi18n-lib.h>

#include "pentimento-fitted-image.h"
#include "pentimento-jobs.h"
#include "pentimento-order-private.h"

typedef struct {
  char *key;
  const SeedreamCapabilities *capabilities;
  GListStore *pictures; /* SeedreamPicture, those made ready so far */
  guint64 bytes_left;
  GString *preparation; /* what was done to them, a line a picture */
  GCancellable *outer;  /* (nullable) */
  gulong outer_handler;
} Run;

static void
run_free (Run *run)
{
  g_clear_signal_handler (&run->outer_handler, run->outer);
  g_clear_object (&run->outer);
  g_clear_pointer (&run->key, pentimento_key_free);
  g_clear_object (&run->pictures);
  g_string_free (run->preparation, TRUE);
  g_free (run);
}

/* Ends the order one way or the other; the task is not to be used afterwards. */

static void
fail (GTask *task, GError *error)
{
  PentimentoOrder *self = g_task_get_source_object (task);

  pentimento_order_close_record (self, error);
  pentimento_order_end (self, NULL, error);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
job_finished (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (GListModel) versions = pentimento_jobs_finish (PENTIMENTO_JOBS (source), result, &error);

  if (versions == NULL)
    {
      fail (task, error);
      return;
    }
  pentimento_order_end (g_task_get_source_object (task), versions, NULL);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* It need not be waited for: the job goes on, and what comes of it is kept. */
static void
job_given_up (PentimentoOrder *self, GParamSpec *pspec, SeedreamJob *job)
{
  const char *label = seedream_provider_get_label (self->provider);
  g_autoptr (GError) error
      = g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                     _ ("%s cannot be stopped and goes on; it may charge for this edit. A late result will be "
                        "kept in the history."),
                     label);

  pentimento_order_end (self, NULL, error);
}

/* Everything is ready and kept: the request is made and the job run. */
static void
run_job (GTask *task)
{
  PentimentoOrder *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autoptr (SeedreamRequest) request = pentimento_order_make_request (self, G_LIST_MODEL (run->pictures));
  g_autoptr (PentimentoJobRecord) record = pentimento_order_make_record (self, request);
  g_autoptr (SeedreamJob) job = NULL;
  GError *error = NULL;

  g_clear_object (&self->images);
  g_clear_object (&run->pictures);
  if (!seedream_provider_validate (self->provider, request, &error))
    {
      fail (task, error);
      return;
    }
  pentimento_jobs_run_async (pentimento_services_get_jobs (self->services), self->provider, run->key, request, record,
                             g_steal_pointer (&self->lock), &job, self->stop, job_finished, task);
  g_clear_pointer (&run->key, pentimento_key_free);
  if (job == NULL)
    return;
  g_signal_connect_object (job, "notify::given-up", G_CALLBACK (job_given_up), self, G_CONNECT_SWAPPED);
  pentimento_order_set_job (self, job);
  pentimento_order_set_state (self, PENTIMENTO_ORDER_RUNNING);
}

/* Pictures are made ready one after the other; what one leaves of the provider's bytes is there for the next. */

static void fit_next (GTask *task);

/* Returns: (nullable): which part of the picture is sent */
static char *
describe_part (PentimentoOrder *self)
{
  const PentimentoRegionEdit *region = self->region;

  if (region == NULL)
    return NULL;
  if (region->width == region->place.width && region->height == region->place.height)
    return g_strdup_printf (_ ("Only a part of %d × %d pixels is sent"), region->width, region->height);
  /* Translators: the size of a part of a picture, and the size to which it is scaled */
  return g_strdup_printf (_ ("Only a part of %d × %d pixels is sent, scaled to %d × %d"), region->place.width,
                          region->place.height, region->width, region->height);
}

static char *
describe_changes (PentimentoOrder *self, Run *run, PentimentoFittedImage *ready)
{
  gboolean is_first = g_list_model_get_n_items (G_LIST_MODEL (run->pictures)) == 0;
  g_autofree char *changes = pentimento_fitted_image_describe (ready);
  g_autofree char *part = is_first ? describe_part (self) : NULL;

  if (part == NULL)
    return g_steal_pointer (&changes);
  return *changes == '\0' ? g_steal_pointer (&part) : g_strjoin (". ", part, changes, NULL);
}

static void
note (Run *run, const char *changes)
{
  guint number = 1 + g_list_model_get_n_items (G_LIST_MODEL (run->pictures));

  if (*changes == '\0')
    return;
  if (run->preparation->len > 0)
    g_string_append_c (run->preparation, '\n');
  /* Translators: the number of a picture in the order sent, and what was done to it */
  g_string_append_printf (run->preparation, _ ("Picture %u: %s"), number, changes);
}

static void
fitted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (PentimentoFittedImage) ready = pentimento_fitted_image_new_finish (result, &error);
  g_autoptr (SeedreamPicture) picture = NULL;
  g_autofree char *changes = NULL;
  PentimentoImage *image;

  if (ready == NULL)
    {
      fail (task, error);
      return;
    }
  changes = describe_changes (g_task_get_source_object (task), run, ready);
  note (run, changes);
  image = pentimento_fitted_image_get_image (ready);
  picture = seedream_picture_new (pentimento_image_get_bytes (image), pentimento_image_get_media_type (image),
                                  pentimento_image_get_sha256 (image), pentimento_image_get_width (image),
                                  pentimento_image_get_height (image));
  if (pentimento_image_is_mapped (image))
    seedream_picture_set_mapped (picture);
  g_list_store_append (run->pictures, picture);
  run->bytes_left -= MIN (run->bytes_left, g_bytes_get_size (pentimento_image_get_bytes (image)));
  fit_next (task);
}

static PentimentoFitLimits
limits_of_next (Run *run, guint n_left)
{
  const SeedreamCapabilities *capabilities = run->capabilities;
  PentimentoFitLimits limits = {
    .min_side = capabilities->picture_min_side,
    .max_pixels = capabilities->picture_max_pixels,
    .max_bytes = capabilities->picture_max_bytes,
    .max_ratio = capabilities->picture_max_ratio,
  };

  if (capabilities->pictures_max_bytes > 0)
    limits.max_bytes = MIN (limits.max_bytes, run->bytes_left / n_left);
  return limits;
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PentimentoOrder *self = PENTIMENTO_ORDER (source);
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  guint n_left = g_strv_length (self->sha256s) - g_list_model_get_n_items (G_LIST_MODEL (run->pictures));
  GError *error = NULL;
  g_autoptr (PentimentoImage) image = pentimento_order_load_finish (self, result, &error);
  PentimentoFitLimits limits;

  if (image == NULL)
    {
      fail (task, error);
      return;
    }
  if (pentimento_image_get_recipe (image) != NULL && pentimento_recipe_draws (pentimento_image_get_recipe (image)))
    note (run, _ ("With your drawing"));
  limits = limits_of_next (run, n_left);
  pentimento_fitted_image_new_async (image, &limits, pentimento_services_get_fitted_folder (self->services), self->stop,
                                     fitted, task);
}

static void
fit_next (GTask *task)
{
  PentimentoOrder *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  guint position = g_list_model_get_n_items (G_LIST_MODEL (run->pictures));

  if (position < g_strv_length (self->sha256s))
    {
      pentimento_order_load_async (self, position, self->stop, loaded, task);
      return;
    }
  pentimento_order_set_preparation (self, run->preparation->len > 0 ? run->preparation->str : NULL);
  run_job (task);
}

static void
kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  if (!pentimento_order_keep_finish (PENTIMENTO_ORDER (source), result, &error))
    fail (user_data, error);
  else if (g_cancellable_set_error_if_cancelled (PENTIMENTO_ORDER (source)->stop, &error))
    fail (user_data, error);
  else
    fit_next (user_data);
}

/* The key comes first: without one there is nothing to make ready for. */

GError *
pentimento_order_no_key (SeedreamProvider *provider)
{
  g_autofree char *message = g_strdup_printf (
      _ ("There is no key for %s yet. Store one in the preferences or with “pentimento-cli key set %s”, "
         "or use the practice provider, which is free."),
      seedream_provider_get_label (provider), seedream_provider_get_id (provider));

  return seedream_error_new (SEEDREAM_ERROR_NO_KEY, SEEDREAM_BILLED_NO, NULL, message);
}

static void
key_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PentimentoOrder *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  run->key = pentimento_keyring_lookup_finish (PENTIMENTO_KEYRING (source), result, NULL, &error);
  if (error == NULL && run->key == NULL && seedream_provider_get_needs_key (self->provider))
    error = pentimento_order_no_key (self->provider);
  if (error != NULL)
    fail (task, error);
  else
    pentimento_order_keep_async (self, kept, task);
}

GError *
pentimento_order_cannot_do (void)
{
  return seedream_error_new (SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO, NULL,
                             _ ("This provider cannot do that. Choose another one."));
}

static Run *
run_new (PentimentoOrder *self, GCancellable *cancellable)
{
  Run *run = g_new0 (Run, 1);

  run->capabilities = pentimento_order_get_capabilities (self);
  run->pictures = g_list_store_new (SEEDREAM_TYPE_PICTURE);
  run->bytes_left = run->capabilities != NULL ? run->capabilities->pictures_max_bytes : 0;
  run->preparation = g_string_new (NULL);
  if (cancellable == NULL)
    return run;
  run->outer = g_object_ref (cancellable);
  run->outer_handler
      = g_signal_connect_swapped (cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel), self->stop);
  if (g_cancellable_is_cancelled (cancellable))
    g_cancellable_cancel (self->stop);
  return run;
}

void
pentimento_order_run_async (PentimentoOrder *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Run *run = run_new (self, cancellable);
  const SeedreamCost cost = pentimento_order_estimate (self);
  GError *error = NULL;

  g_task_set_source_tag (task, pentimento_order_run_async);
  g_task_set_task_data (task, run, (GDestroyNotify)run_free);
  pentimento_order_set_state (self, PENTIMENTO_ORDER_PREPARING);
  if (run->capabilities == NULL)
    fail (task, pentimento_order_cannot_do ());
  else if (self->refusal != NULL)
    fail (task, g_error_copy (self->refusal));
  else if (!pentimento_budget_check (pentimento_services_get_budget (self->services), &cost, &error))
    fail (task, error);
  else
    pentimento_keyring_lookup_async (pentimento_services_get_keyring (self->services), self->provider_id, self->stop,
                                     key_found, task);
}

gboolean
pentimento_order_run_finish (PentimentoOrder *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Being in the queue without running. */

gboolean
pentimento_order_enter (PentimentoOrder *self, GError **error)
{
  self->provider = pentimento_services_create_provider (self->services, self->provider_id, self->endpoint, error);
  if (self->provider == NULL)
    return FALSE;
  if (!self->recorded)
    return TRUE;
  self->lock = pentimento_jobs_take_unsent (pentimento_services_get_jobs (self->services), self->id, error);
  return self->lock != NULL;
}

static void
kept_to_wait (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PentimentoOrder *self = PENTIMENTO_ORDER (source);
  g_autoptr (GError) error = NULL;

  if (!pentimento_order_keep_finish (self, result, &error))
    {
      if (self->state == PENTIMENTO_ORDER_QUEUED)
        pentimento_order_end (self, NULL, error);
      return;
    }
  /* Its turn came in the meantime, and running goes on from here. */
  if (self->state == PENTIMENTO_ORDER_PREPARING || self->given_up)
    return;
  g_clear_object (&self->images);
  if (!pentimento_order_write_prepared (self, &error))
    pentimento_order_end (self, NULL, error);
  else if (self->state == PENTIMENTO_ORDER_ENDED)
    g_clear_pointer (&self->lock, pentimento_job_lock_free);
}

void
pentimento_order_wait (PentimentoOrder *self)
{
  if (!self->recorded)
    pentimento_order_keep_async (self, kept_to_wait, NULL);
}
