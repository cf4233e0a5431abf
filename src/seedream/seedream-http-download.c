/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-http-private.h"

#include <glib/gi18n-lib.h>

#include "seedream-error.h"
#include "seedream-settled-file.h"

/* Seconds without a byte. */
#define TIMEOUT 60

typedef struct {
  SeedreamExchange *exchange;
  GInputStream *stream;
  GFile *target;
  GFile *draft;
  GOutputStream *output;
  GBytes *bytes; /* being written */
  guint64 arrived;
  guint64 max_bytes;
  SeedreamProgressFunc progress;
  gpointer progress_data;
} Download;

/* Before a thread takes over, which may be the one to free the rest: libsoup's objects belong to this one. */
static void
drop_connection (Download *self)
{
  g_clear_object (&self->stream);
  g_clear_pointer (&self->exchange, seedream_exchange_free);
}

static void
download_free (Download *self)
{
  drop_connection (self);
  g_clear_object (&self->output);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_file_delete (self->draft, NULL, NULL);
  g_object_unref (self->draft);
  g_object_unref (self->target);
  g_free (self);
}

static void read_on (GTask *task);

static void
settle_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Download *self = data;
  GError *error = NULL;

  if (g_output_stream_close (self->output, NULL, &error)
      && seedream_settled_file_settle (self->draft, self->target, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
tell_progress (Download *self)
{
  if (self->progress != NULL)
    self->progress (self->arrived, seedream_exchange_get_promised (self->exchange), self->progress_data);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Download *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (self->output, result, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->arrived += g_bytes_get_size (self->bytes);
  tell_progress (self);
  read_on (task);
}

static GError *
refuse_large_file (Download *self)
{
  g_autofree char *most = g_format_size (self->max_bytes);
  g_autofree char *message = g_strdup_printf (
      _ ("The result is larger than %s, so it was not fetched. Look for it on the provider’s page."), most);

  return seedream_error_new (SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN, NULL, message);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Download *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = seedream_exchange_read_finish (self->exchange, self->stream, result, &error);

  if (bytes == NULL)
    g_task_return_error (task, error);
  else if (g_bytes_get_size (bytes) == 0)
    {
      drop_connection (self);
      g_task_run_in_thread (task, settle_in_thread);
    }
  else if (self->arrived + g_bytes_get_size (bytes) > self->max_bytes)
    g_task_return_error (task, refuse_large_file (self));
  else
    {
      g_clear_pointer (&self->bytes, g_bytes_unref);
      self->bytes = g_steal_pointer (&bytes);
      g_output_stream_write_all_async (
          self->output, g_bytes_get_data (self->bytes, NULL), g_bytes_get_size (self->bytes), G_PRIORITY_DEFAULT,
          seedream_exchange_get_cancellable (self->exchange), on_written, g_object_ref (task));
    }
}

static void
read_on (GTask *task)
{
  Download *self = g_task_get_task_data (task);

  seedream_exchange_read_async (self->exchange, self->stream, on_read, g_object_ref (task));
}

static GError *
refuse_status (guint status)
{
  g_autofree char *details = g_strdup_printf ("HTTP %u", status);

  if (status == 404 || status == 410)
    return seedream_error_new (
        SEEDREAM_ERROR_EXPIRED, SEEDREAM_BILLED_UNKNOWN, details,
        _ ("The result is no longer where the provider had put it. Look for it on the provider’s page."));
  return seedream_error_new (SEEDREAM_ERROR_PROVIDER_DOWN, SEEDREAM_BILLED_UNKNOWN, details,
                             _ ("The server that keeps the result did not hand it out. Try again later."));
}

/* Returns whether what the headers say lets it be worth reading on. */
static gboolean
check_answer (Download *self, GError **error)
{
  guint status = soup_message_get_status (seedream_exchange_get_message (self->exchange));
  GError *own = NULL;

  if (status != 200)
    own = refuse_status (status);
  else if (seedream_exchange_get_promised (self->exchange) > self->max_bytes)
    own = refuse_large_file (self);
  if (own == NULL)
    return TRUE;
  g_propagate_error (error, own);
  return FALSE;
}

/* A draft left by an earlier run is of no use. */
static gboolean
open_draft (Download *self, GError **error)
{
  GFileOutputStream *output;

  g_file_delete (self->draft, NULL, NULL);
  output = g_file_create (self->draft, G_FILE_CREATE_PRIVATE, NULL, error);
  self->output = output != NULL ? G_OUTPUT_STREAM (output) : NULL;
  return output != NULL;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Download *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->stream = seedream_exchange_send_finish (self->exchange, result, &error);
  if (self->stream != NULL && check_answer (self, &error) && open_draft (self, &error))
    read_on (task);
  else
    g_task_return_error (task, error);
}

void
seedream_http_download_async (SeedreamHttp *self,
                              const char *uri,
                              gboolean loopback,
                              GFile *target,
                              guint64 max_bytes,
                              SeedreamProgressFunc progress,
                              gpointer progress_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  SeedreamExchange *exchange = seedream_http_prepare (self, "GET", uri, loopback, TIMEOUT, cancellable, &error);
  Download *download;

  g_task_set_source_tag (task, seedream_http_download_async);
  if (exchange == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  download = g_new0 (Download, 1);
  download->exchange = exchange;
  download->target = g_object_ref (target);
  download->draft = seedream_settled_file_get_draft (target);
  download->max_bytes = max_bytes;
  download->progress = progress;
  download->progress_data = progress_data;
  g_task_set_task_data (task, download, (GDestroyNotify)download_free);
  seedream_exchange_send_async (exchange, on_sent, g_object_ref (task));
}

gboolean
seedream_http_download_finish (SeedreamHttp *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
