/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "keyring-call.h"

static void
keep_for_this_run (GTask *task)
{
  PentimentoKeyring *self = g_task_get_source_object (task);
  KeyringCall *call = g_task_get_task_data (task);

  pentimento_keyring_set_session_key (self, call->provider, call->key);
  pentimento_keyring_tell (self, call->provider);
  keyring_call_return_error (
      task, g_error_new_literal (
                PENTIMENTO_KEYRING_ERROR, PENTIMENTO_KEYRING_ERROR_UNAVAILABLE,
                _ ("There is no system keyring to keep the key in, so it is kept until the program is closed. "
                   "Install or start one, such as GNOME Keyring, and store the key again.")));
}

static void
return_failure (GTask *task, GError *error)
{
  g_autoptr (GError) explained = pentimento_keyring_explain (error);

  if (g_error_matches (explained, PENTIMENTO_KEYRING_ERROR, PENTIMENTO_KEYRING_ERROR_UNAVAILABLE)
      && !keyring_call_has_ended (task))
    keep_for_this_run (task);
  else
    keyring_call_return_error (task, g_steal_pointer (&explained));
}

static void
store_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PentimentoKeyring *self = g_task_get_source_object (task);
  KeyringCall *call = g_task_get_task_data (task);
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    {
      pentimento_keyring_set_session_key (self, call->provider, NULL);
      pentimento_keyring_tell (self, call->provider);
      keyring_call_return_success (task);
    }
  else
    return_failure (task, error);
}

static void
store_now (GTask *task)
{
  KeyringCall *call = g_task_get_task_data (task);

  secret_password_storev (&pentimento_keyring_schema, call->attributes, SECRET_COLLECTION_DEFAULT, call->label,
                          call->key, g_task_get_cancellable (task), store_done, g_object_ref (task));
}

static void
store_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  int unlocked = secret_service_unlock_finish (SECRET_SERVICE (source), result, NULL, &error);

  if (error != NULL)
    return_failure (task, error);
  else if (unlocked < 1)
    keyring_call_return_error (task, pentimento_keyring_locked_error ());
  else if (!keyring_call_has_ended (task))
    store_now (task);
}

/* What went wrong up to here goes wrong again when storing, or does not matter: inside a sandbox libsecret keeps a file of its
 * own, without any service. */
static void
store_found_collection (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, NULL);
  g_autoptr (GList) collections = g_list_prepend (NULL, collection);

  if (keyring_call_has_ended (task))
    return;
  if (collection != NULL && secret_collection_get_locked (collection))
    secret_service_unlock (secret_collection_get_service (collection), collections, NULL, store_unlocked,
                           g_steal_pointer (&task));
  else
    store_now (task);
}

static void
store_got_service (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SecretService) service = secret_service_get_finish (result, NULL);

  if (keyring_call_has_ended (task))
    return;
  if (service != NULL)
    secret_collection_for_alias (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL,
                                 store_found_collection, g_steal_pointer (&task));
  else
    store_now (task);
}

void
pentimento_keyring_store_async (PentimentoKeyring *self,
                                const char *provider,
                                const char *label,
                                const char *key,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task
      = keyring_call_begin (self, provider, pentimento_keyring_store_async, cancellable, callback, user_data);
  KeyringCall *call;
  GError *error = NULL;

  if (task == NULL)
    return;
  call = g_task_get_task_data (task);
  call->label = g_strdup (label);
  call->key = keyring_key_clean (key, &error);
  if (call->key == NULL)
    keyring_call_return_error (task, error);
  else
    /* The keyring is unlocked before it is given the key, so that a call that was cancelled meanwhile stores nothing. */
    secret_service_get (SECRET_SERVICE_NONE, NULL, store_got_service, g_steal_pointer (&task));
}

gboolean
pentimento_keyring_store_finish (PentimentoKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
