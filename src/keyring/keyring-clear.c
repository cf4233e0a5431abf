/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "keyring-call.h"

static void
return_cleared (GTask *task)
{
  KeyringCall *call = g_task_get_task_data (task);

  pentimento_keyring_tell (g_task_get_source_object (task), call->provider);
  keyring_call_return_success (task);
}

static void
return_failure (GTask *task, GError *error)
{
  if (pentimento_keyring_is_missing (error))
    {
      g_error_free (error);
      return_cleared (task);
    }
  else
    keyring_call_return_error (task, pentimento_keyring_explain (error));
}

static void
clear_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    return_failure (task, error);
  else
    return_cleared (task);
}

static void
clear_searched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  KeyringCall *call = g_task_get_task_data (task);
  GError *error = NULL;
  g_autolist (GObject) found = secret_password_search_finish (result, &error);

  if (error != NULL)
    return_failure (task, error);
  else if (pentimento_keyring_any_locked (found))
    keyring_call_return_error (task, pentimento_keyring_locked_error ());
  else if (!keyring_call_has_ended (task))
    secret_password_clearv (&pentimento_keyring_schema, call->attributes, g_task_get_cancellable (task), clear_done,
                            g_object_ref (task));
}

void
pentimento_keyring_clear_async (PentimentoKeyring *self,
                                const char *provider,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task
      = keyring_call_begin (self, provider, pentimento_keyring_clear_async, cancellable, callback, user_data);
  KeyringCall *call;

  if (task == NULL)
    return;
  call = g_task_get_task_data (task);
  pentimento_keyring_set_session_key (self, provider, NULL);
  /* Clearing passes over what is locked without a word, so it is unlocked first. */
  secret_password_searchv (&pentimento_keyring_schema, call->attributes, SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK, NULL,
                           clear_searched, g_steal_pointer (&task));
}

gboolean
pentimento_keyring_clear_finish (PentimentoKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
