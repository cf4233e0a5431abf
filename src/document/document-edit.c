/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the properties to a running job: pictures made ready, everything kept, the request checked, the job run. */

#include <glib/gi18n-lib.h>

#include "pentimento-document-private.h"
#include "pentimento-fitted-image.h"

typedef struct {
  PentimentoVersion *parent; /* (nullable): what is edited */
  SeedreamOperation operation;
  SeedreamProvider *provider;
  const SeedreamCapabilities *capabilities;
  char *key;
  GListStore *originals; /* PentimentoImage, in the order sent */
  GListStore *pictures;  /* SeedreamPicture, those made ready so far */
  guint64 bytes_left;
  GString *preparation; /* what was done to them, a line a picture */
  char *prompt;
  char *negative_prompt;
  int width;
  int height;
  gint64 seed;
  guint count;
  gboolean safety;
  int fit_width; /* what results are fitted back to; 0 for leaving them as they are */
  int fit_height;
  gboolean given_up; /* the task has returned, and the job goes on */
} Start;

static void
start_free (Start *start)
{
  g_clear_object (&start->parent);
  g_clear_object (&start->provider);
  g_clear_pointer (&start->key, pentimento_key_free);
  g_clear_object (&start->originals);
  g_clear_object (&start->pictures);
  g_string_free (start->preparation, TRUE);
  g_free (start->prompt);
  g_free (start->negative_prompt);
  g_free (start);
}

/* Ends the edit one way or the other; the task is not to be used afterwards. */
static void
fail (GTask *task, GError *error)
{
  pentimento_document_set_busy (g_task_get_source_object (task), FALSE);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
finish (GTask *task, GListModel *versions)
{
  pentimento_document_set_busy (g_task_get_source_object (task), FALSE);
  g_task_return_pointer (task, versions, g_object_unref);
  g_object_unref (task);
}

/* The job has ended. */

static gboolean
belongs_here (PentimentoDocument *self, Start *start, PentimentoVersion *version)
{
  PentimentoVersion *current = pentimento_history_get_current (self->history);

  if (start->operation == SEEDREAM_OPERATION_GENERATE || current == NULL)
    return FALSE;
  return g_str_equal (pentimento_version_get_picture_id (current), pentimento_version_get_picture_id (version));
}

static void
generated_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GListModel *versions = g_object_steal_data (G_OBJECT (task), "versions");
  g_autoptr (GError) error = NULL;

  /* It is in the library in any case. */
  if (!pentimento_document_open_finish (PENTIMENTO_DOCUMENT (source), result, &error))
    g_warning ("The generated picture could not be shown: %s", error->message);
  finish (task, versions);
}

static void
given_up (SeedreamJob *job, GParamSpec *spec, GTask *task)
{
  Start *start = g_task_get_task_data (task);
  const char *label = seedream_provider_get_label (start->provider);

  if (start->given_up)
    return;
  start->given_up = TRUE;
  pentimento_document_set_busy (g_task_get_source_object (task), FALSE);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                           _ ("%s cannot be stopped and goes on; it may charge for this edit. A late result will be "
                              "kept in the history."),
                           label);
}

static void
job_finished (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PentimentoDocument *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  GError *error = NULL;
  GListModel *versions = pentimento_jobs_finish (PENTIMENTO_JOBS (source), result, &error);
  g_autoptr (PentimentoVersion) last = NULL;

  if (start->given_up)
    {
      g_clear_object (&versions);
      g_clear_error (&error);
      g_object_unref (task);
      return;
    }
  if (versions == NULL)
    {
      fail (task, error);
      return;
    }
  last = g_list_model_get_item (versions, g_list_model_get_n_items (versions) - 1);
  if (last != NULL && start->operation == SEEDREAM_OPERATION_GENERATE && self->drawn)
    {
      g_object_set_data_full (G_OBJECT (task), "versions", versions, g_object_unref);
      pentimento_document_open_version_async (self, last, NULL, generated_opened, task);
      return;
    }
  /* The person may have opened something else in the meantime; the result waits in its own history. */
  if (last != NULL && belongs_here (self, start, last))
    pentimento_history_show (self->history, last);
  finish (task, versions);
}

/* Everything is ready and kept: the request is made and the job run. */

static SeedreamRequest *
make_request (Start *start)
{
  const SeedreamCapabilities *capabilities = start->capabilities;

  /* clang-format off */
  return g_object_new (SEEDREAM_TYPE_REQUEST,
                       "operation", start->operation,
                       "prompt", start->prompt,
                       "negative-prompt", capabilities->negative_prompt ? start->negative_prompt : NULL,
                       "pictures", start->pictures,
                       "width", start->width,
                       "height", start->height,
                       "seed", start->seed,
                       "count", start->count,
                       "safety", start->safety,
                       NULL);
  /* clang-format on */
}

static char **
list_references (Start *start)
{
  g_autoptr (GStrvBuilder) references = g_strv_builder_new ();
  guint n_originals = g_list_model_get_n_items (G_LIST_MODEL (start->originals));

  /* The first one is the picture that is edited: it is the parent, not a reference. */
  for (guint i = 1; i < n_originals; i++)
    {
      g_autoptr (PentimentoImage) image = g_list_model_get_item (G_LIST_MODEL (start->originals), i);

      g_strv_builder_add (references, pentimento_image_get_sha256 (image));
    }
  return g_strv_builder_end (references);
}

/* What is wished beside the request is kept with it, so that it outlasts this run of the program. */
static char *
describe_request (Start *start, SeedreamRequest *request)
{
  g_autoptr (JsonNode) description = seedream_request_describe (request);

  if (start->fit_width > 0)
    {
      JsonObject *size = json_object_new ();

      json_object_set_int_member (size, "width", start->fit_width);
      json_object_set_int_member (size, "height", start->fit_height);
      json_object_set_object_member (json_node_get_object (description), "fit_back", size);
    }
  return json_to_string (description, FALSE);
}

static PentimentoJobRecord *
make_record (Start *start, SeedreamRequest *request)
{
  g_autofree char *id = g_uuid_string_random ();
  PentimentoJobRecord *record = pentimento_job_record_new (id);

  if (start->parent != NULL)
    {
      record->parent_id = g_strdup (pentimento_version_get_id (start->parent));
      record->picture_id = g_strdup (pentimento_version_get_picture_id (start->parent));
    }
  else
    {
      record->picture_id = g_uuid_string_random ();
    }
  record->request = describe_request (start, request);
  g_strfreev (record->references);
  record->references = list_references (start);
  return record;
}

static void
run (GTask *task)
{
  PentimentoDocument *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  g_autoptr (SeedreamRequest) request = make_request (start);
  g_autoptr (PentimentoJobRecord) record = make_record (start, request);
  g_autoptr (SeedreamJob) job = NULL;
  GError *error = NULL;

  if (!seedream_provider_validate (start->provider, request, &error))
    {
      fail (task, error);
      return;
    }
  pentimento_jobs_run_async (pentimento_services_get_jobs (self->services), start->provider, start->key, request,
                             record, &job, g_task_get_cancellable (task), job_finished, task);
  g_clear_pointer (&start->key, pentimento_key_free);
  if (job != NULL)
    {
      g_signal_connect_object (job, "notify::given-up", G_CALLBACK (given_up), task, 0);
      pentimento_document_set_job (self, job);
    }
}

/* The originals are kept before anything is sent, so that the version's history is whole. */

static gboolean
keep_originals (Start *start, PentimentoLibrary *library, GError **error)
{
  guint n_originals = g_list_model_get_n_items (G_LIST_MODEL (start->originals));
  g_autoptr (GListStore) versions = g_list_store_new (PENTIMENTO_TYPE_VERSION);

  for (guint i = 0; i < n_originals; i++)
    {
      g_autoptr (PentimentoImage) image = g_list_model_get_item (G_LIST_MODEL (start->originals), i);

      if (!pentimento_library_store_image (library, image, error))
        return FALSE;
    }
  if (start->parent == NULL || pentimento_version_get_parent_id (start->parent) != NULL)
    return TRUE;
  g_list_store_append (versions, start->parent);
  return pentimento_library_add_versions (library, G_LIST_MODEL (versions), error);
}

static void
keep_in_thread (GTask *task, gpointer library, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (keep_originals (task_data, library, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
originals_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    run (user_data);
  else
    fail (user_data, error);
}

static void
keep (GTask *task)
{
  PentimentoDocument *self = g_task_get_source_object (task);
  g_autoptr (GTask) keeping = g_task_new (pentimento_services_get_library (self->services),
                                          g_task_get_cancellable (task), originals_kept, task);

  g_task_set_task_data (keeping, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (keeping, keep_in_thread);
}

/* Pictures are made ready one after the other; what one leaves of the provider's bytes is there for the next. */

static void fit_next (GTask *task);

static void
note_preparation (Start *start, PentimentoFittedImage *fitted)
{
  g_autofree char *changes = pentimento_fitted_image_describe (fitted);
  guint number = 1 + g_list_model_get_n_items (G_LIST_MODEL (start->pictures));

  if (*changes == '\0')
    return;
  if (start->preparation->len > 0)
    g_string_append_c (start->preparation, '\n');
  /* Translators: the number of a picture in the order sent, and what was done to it */
  g_string_append_printf (start->preparation, _ ("Picture %u: %s"), number, changes);
}

static void
fitted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Start *start = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (PentimentoFittedImage) ready = pentimento_fitted_image_new_finish (result, &error);
  g_autoptr (SeedreamPicture) picture = NULL;
  PentimentoImage *image;

  if (ready == NULL)
    {
      fail (task, error);
      return;
    }
  note_preparation (start, ready);
  image = pentimento_fitted_image_get_image (ready);
  picture = seedream_picture_new (pentimento_image_get_bytes (image), pentimento_image_get_media_type (image),
                                  pentimento_image_get_sha256 (image), pentimento_image_get_width (image),
                                  pentimento_image_get_height (image));
  g_list_store_append (start->pictures, picture);
  start->bytes_left -= MIN (start->bytes_left, g_bytes_get_size (pentimento_image_get_bytes (image)));
  fit_next (task);
}

static PentimentoFitLimits
limits_of_next (Start *start, guint n_left)
{
  const SeedreamCapabilities *capabilities = start->capabilities;
  PentimentoFitLimits limits = {
    .min_side = capabilities->picture_min_side,
    .max_pixels = capabilities->picture_max_pixels,
    .max_bytes = capabilities->picture_max_bytes,
    .max_ratio = capabilities->picture_max_ratio,
  };

  if (capabilities->pictures_max_bytes > 0)
    limits.max_bytes = MIN (limits.max_bytes, start->bytes_left / n_left);
  return limits;
}

static void
fit_next (GTask *task)
{
  PentimentoDocument *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  guint n_originals = g_list_model_get_n_items (G_LIST_MODEL (start->originals));
  guint position = g_list_model_get_n_items (G_LIST_MODEL (start->pictures));
  g_autoptr (PentimentoImage) image = NULL;
  PentimentoFitLimits limits;

  if (position == n_originals)
    {
      pentimento_document_set_preparation (self, start->preparation->len > 0 ? start->preparation->str : NULL);
      keep (task);
      return;
    }
  image = g_list_model_get_item (G_LIST_MODEL (start->originals), position);
  limits = limits_of_next (start, n_originals - position);
  pentimento_fitted_image_new_async (image, &limits, pentimento_services_get_fitted_folder (self->services),
                                     g_task_get_cancellable (task), fitted, task);
}

/* The key comes first: without one there is nothing to make ready for. */

static GError *
no_key (SeedreamProvider *provider)
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
  Start *start = g_task_get_task_data (task);
  GError *error = NULL;

  start->key = pentimento_keyring_lookup_finish (PENTIMENTO_KEYRING (source), result, NULL, &error);
  if (error == NULL && start->key == NULL && seedream_provider_get_needs_key (start->provider))
    error = no_key (start->provider);
  if (error != NULL)
    fail (task, error);
  else
    fit_next (task);
}

static void
copy_originals (PentimentoDocument *self, Start *start)
{
  guint n_references = g_list_model_get_n_items (G_LIST_MODEL (self->references));

  start->originals = g_list_store_new (PENTIMENTO_TYPE_IMAGE);
  if (start->operation == SEEDREAM_OPERATION_GENERATE)
    return;
  g_list_store_append (start->originals, self->image);
  for (guint i = 0; i < n_references; i++)
    {
      g_autoptr (PentimentoImage) image = g_list_model_get_item (G_LIST_MODEL (self->references), i);

      g_list_store_append (start->originals, image);
    }
}

/* What is shown now is what is sent, whatever the person changes while the pictures are made ready. */
static Start *
start_new (PentimentoDocument *self)
{
  Start *start = g_new0 (Start, 1);

  start->operation = self->operation;
  if (self->operation == SEEDREAM_OPERATION_EDIT)
    start->parent = g_object_ref (pentimento_history_get_current (self->history));
  copy_originals (self, start);
  start->pictures = g_list_store_new (SEEDREAM_TYPE_PICTURE);
  start->preparation = g_string_new (NULL);
  start->prompt = g_strdup (self->prompt);
  start->negative_prompt = g_strdup (self->negative_prompt);
  pentimento_document_get_sent_size (self, &start->width, &start->height);
  start->seed = self->seed;
  start->count = self->count;
  start->safety = self->safety;
  if (self->fit_back && self->operation == SEEDREAM_OPERATION_EDIT)
    {
      start->fit_width = pentimento_image_get_width (self->image);
      start->fit_height = pentimento_image_get_height (self->image);
    }
  return start;
}

void
pentimento_document_start_async (PentimentoDocument *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *id = seedream_provider_get_id (self->description);
  GError *error = pentimento_document_find_obstacle (self);
  Start *start;

  g_task_set_source_tag (task, pentimento_document_start_async);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  start = start_new (self);
  g_task_set_task_data (task, start, (GDestroyNotify)start_free);
  start->provider = pentimento_services_create_provider (self->services, id, self->endpoint, &error);
  if (start->provider == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  start->capabilities = seedream_provider_get_capabilities (start->provider, start->operation);
  start->bytes_left = start->capabilities->pictures_max_bytes;
  pentimento_document_set_busy (self, TRUE);
  pentimento_keyring_lookup_async (pentimento_services_get_keyring (self->services), id, cancellable, key_found,
                                   g_steal_pointer (&task));
}

GListModel *
pentimento_document_start_finish (PentimentoDocument *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
