/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-fetch.h"

#include <glib/gi18n-lib.h>

#include "seedream-error.h"
#include "seedream-link.h"
#include "seedream-settled-file.h"

/* Twice what the largest result, a 4096 × 4096 PNG of four channels, takes without any compression. */
#define MAX_BYTES (128 * 1024 * 1024)

typedef struct {
  char *link;
  GFile *target;
} Inline;

static void
inline_free (Inline *self)
{
  g_free (self->link);
  g_object_unref (self->target);
  g_free (self);
}

static GError *
refuse_link (void)
{
  return seedream_error_new (SEEDREAM_ERROR_MALFORMED, SEEDREAM_BILLED_UNKNOWN, NULL,
                             _ ("What the provider gave in place of a result is neither a link nor a picture."));
}

static void
decode_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Inline *self = data;
  g_autoptr (GBytes) bytes = seedream_link_decode (self->link);
  GError *error = NULL;

  if (bytes == NULL)
    g_task_return_error (task, refuse_link ());
  else if (seedream_settled_file_write (self->target, bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
decode (GTask *task, const char *link, GFile *target)
{
  Inline *self = g_new0 (Inline, 1);

  self->link = g_strdup (link);
  self->target = g_object_ref (target);
  g_task_set_task_data (task, self, (GDestroyNotify)inline_free);
  g_task_run_in_thread (task, decode_in_thread);
}

static void
on_downloaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (seedream_http_download_finish (SEEDREAM_HTTP (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
seedream_fetch_async (SeedreamHttp *http,
                      const char *link,
                      gboolean loopback,
                      GFile *target,
                      SeedreamProgressFunc progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  SeedreamLinkKind kind = seedream_link_classify (link);

  g_task_set_source_tag (task, seedream_fetch_async);
  if (g_file_query_exists (target, NULL))
    g_task_return_boolean (task, TRUE);
  else if (kind == SEEDREAM_LINK_INLINE)
    decode (task, link, target);
  else if (kind == SEEDREAM_LINK_REMOTE)
    seedream_http_download_async (http, link, loopback, target, MAX_BYTES, progress, progress_data, cancellable,
                                  on_downloaded, g_object_ref (task));
  else
    g_task_return_error (task, refuse_link ());
}

gboolean
seedream_fetch_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
