/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-uploads.h"

#include "seedream-job-private.h"
#include "seedream-link.h"
#include "seedream-pause.h"

/* A job may wait for 15 minutes before a provider looks at its pictures: twice that, a link has to be good for. */
#define MARGIN (30 * G_TIME_SPAN_MINUTE)

typedef struct {
  GPtrArray *links;
  guint tries;
  guint64 sent;
  guint64 total;
} Uploads;

static void next (GTask *task);

static void
uploads_free (Uploads *self)
{
  g_ptr_array_unref (self->links);
  g_free (self);
}

static GListModel *
get_pictures (GTask *task)
{
  SeedreamJob *job = g_task_get_source_object (task);

  return seedream_request_get_pictures (job->request);
}

static SeedreamPicture *
get_picture (GTask *task)
{
  Uploads *self = g_task_get_task_data (task);

  return g_list_model_get_item (get_pictures (task), self->links->len);
}

static guint64
get_size (SeedreamPicture *picture)
{
  return g_bytes_get_size (seedream_picture_get_bytes (picture));
}

static guint64
sum_sizes (GListModel *pictures)
{
  guint64 sum = 0;

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr (SeedreamPicture) picture = g_list_model_get_item (pictures, i);

      sum += get_size (picture);
    }
  return sum;
}

/* Whatever it is, nothing has been bought yet. */
static GError *
unbill (GError *taken)
{
  g_autoptr (GError) error = taken;

  if (error->domain != SEEDREAM_ERROR)
    return g_steal_pointer (&error);
  return seedream_error_new (error->code, SEEDREAM_BILLED_NO, seedream_error_get_details (error), error->message);
}

static void
on_paused (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (seedream_pause_finish (result, &error))
    next (task);
  else
    g_task_return_error (task, error);
}

static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_NETWORK)
         || g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_TIMED_OUT)
         || g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_RATE_LIMITED)
         || g_error_matches (error, SEEDREAM_ERROR, SEEDREAM_ERROR_PROVIDER_DOWN);
}

/* Returns whether it is tried again. */
static gboolean
try_again (GTask *task, const GError *error, guint retry_after)
{
  Uploads *self = g_task_get_task_data (task);
  SeedreamJob *job = g_task_get_source_object (task);

  if (!is_passing (error) || ++self->tries >= job->patience.upload_tries)
    return FALSE;
  seedream_pause_async (MAX (job->patience.download_pause_ms * self->tries, retry_after * 1000),
                        g_task_get_cancellable (task), on_paused, g_object_ref (task));
  return TRUE;
}

/* @under_way: bytes of the present picture that are written */
static void
show_progress (GTask *task, guint64 under_way)
{
  Uploads *self = g_task_get_task_data (task);

  seedream_job_set_progress (g_task_get_source_object (task),
                             self->total > 0 ? (double)(self->sent + under_way) / self->total : -1);
}

static void
take_link (GTask *task, char *link)
{
  Uploads *self = g_task_get_task_data (task);
  g_autoptr (SeedreamPicture) picture = get_picture (task);

  self->tries = 0;
  self->sent += get_size (picture);
  g_ptr_array_add (self->links, link);
  show_progress (task, 0);
}

static void
keep_link (GTask *task, const char *link, gint64 expires_at)
{
  SeedreamJob *job = g_task_get_source_object (task);
  g_autoptr (SeedreamPicture) picture = get_picture (task);

  if (!seedream_link_shows_key (link, job->key) && expires_at > g_get_real_time () + MARGIN)
    seedream_ledger_keep_upload (job->ledger, job->provider, seedream_picture_get_sha256 (picture), link, expires_at);
}

static char *
read_link (GTask *task, const SeedreamReply *reply, gint64 *expires_at, GError **error)
{
  SeedreamJob *job = g_task_get_source_object (task);
  const SeedreamStorage *storage = seedream_provider_get_storage (job->provider);
  g_autoptr (SeedreamPicture) picture = get_picture (task);

  return storage != NULL ? seedream_storage_read_upload (storage, picture, reply, expires_at, error)
                         : seedream_provider_read_upload (job->provider, reply, expires_at, error);
}

static void
on_uploaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SeedreamReply) reply = seedream_http_call_finish (SEEDREAM_HTTP (source), result, &error);
  gint64 expires_at = 0;
  char *link = reply != NULL ? read_link (task, reply, &expires_at, &error) : NULL;

  if (link != NULL)
    {
      keep_link (task, link, expires_at);
      take_link (task, link);
      next (task);
    }
  else if (!try_again (task, error, reply != NULL ? reply->retry_after : 0))
    g_task_return_error (task, unbill (g_steal_pointer (&error)));
}

static void
on_written (SeedreamBody *body, guint64 written, GTask *task)
{
  g_autoptr (SeedreamPicture) picture = get_picture (task);

  /* What surrounds the picture is written too, but does not count. */
  show_progress (task, MIN (written, get_size (picture)));
}

/* A storage is another party than the provider: the key is none of its business. */
static void
upload (GTask *task, SeedreamPicture *picture)
{
  SeedreamJob *job = g_task_get_source_object (task);
  const SeedreamStorage *storage = seedream_provider_get_storage (job->provider);
  g_autoptr (SeedreamCall) call = storage != NULL ? seedream_storage_build_upload (storage, picture)
                                                  : seedream_provider_build_upload (job->provider, picture);

  g_signal_connect_object (call->body, "written", G_CALLBACK (on_written), task, 0);
  seedream_http_call_async (job->http, call, storage != NULL ? NULL : job->key, g_task_get_cancellable (task),
                            on_uploaded, g_object_ref (task));
}

static char **
dup_links (GPtrArray *links)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < links->len; i++)
    g_strv_builder_add (builder, links->pdata[i]);
  return g_strv_builder_end (builder);
}

static void
next (GTask *task)
{
  Uploads *self = g_task_get_task_data (task);
  SeedreamJob *job = g_task_get_source_object (task);

  while (self->links->len < g_list_model_get_n_items (get_pictures (task)))
    {
      g_autoptr (SeedreamPicture) picture = get_picture (task);
      char *link = seedream_ledger_find_upload (job->ledger, job->provider, seedream_picture_get_sha256 (picture),
                                                g_get_real_time () + MARGIN);

      if (link == NULL)
        {
          upload (task, picture);
          return;
        }
      take_link (task, link);
    }
  g_task_return_pointer (task, dup_links (self->links), (GDestroyNotify)g_strfreev);
}

void
seedream_uploads_async (SeedreamJob *job, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (job, cancellable, callback, user_data);
  Uploads *self = g_new0 (Uploads, 1);

  g_task_set_source_tag (task, seedream_uploads_async);
  self->links = g_ptr_array_new_with_free_func (g_free);
  self->total = sum_sizes (seedream_request_get_pictures (job->request));
  g_task_set_task_data (task, self, (GDestroyNotify)uploads_free);
  seedream_job_set_progress (job, 0);
  next (task);
}

char **
seedream_uploads_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
