/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "seedream-refusal.h"

typedef struct {
  SeedreamProvider *provider;
  char *key;
} Test;

static void
test_free (Test *self)
{
  g_object_unref (self->provider);
  if (self->key != NULL)
    explicit_bzero (self->key, strlen (self->key));
  g_free (self->key);
  g_free (self);
}

static void
on_called (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Test *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SeedreamReply) reply = seedream_http_call_finish (SEEDREAM_HTTP (source), result, &error);

  if (reply != NULL && seedream_provider_read_key_test (self->provider, reply, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, seedream_refusal_redacted (error, self->key));
}

void
seedream_key_test_async (SeedreamHttp *http,
                         SeedreamProvider *provider,
                         const char *key,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (SeedreamCall) call = seedream_provider_build_key_test (provider);
  Test *self = g_new0 (Test, 1);

  g_task_set_source_tag (task, seedream_key_test_async);
  self->provider = g_object_ref (provider);
  self->key = g_strdup (seedream_provider_choose_key (provider, key));
  g_task_set_task_data (task, self, (GDestroyNotify)test_free);
  if (seedream_provider_get_needs_key (provider) && self->key == NULL)
    {
      const char *message = _ ("There is no key for this provider yet. Store one in the preferences.");

      g_task_return_error (task, seedream_error_new (SEEDREAM_ERROR_NO_KEY, SEEDREAM_BILLED_NO, NULL, message));
      return;
    }
  if (call == NULL)
    {
      const char *message = _ ("This provider has no free way to try a key. It is tried with the first edit.");

      g_task_return_error (task,
                           seedream_error_new (SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO, NULL, message));
      return;
    }
  seedream_http_call_async (http, call, self->key, cancellable, on_called, g_object_ref (task));
}

gboolean
seedream_key_test_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
