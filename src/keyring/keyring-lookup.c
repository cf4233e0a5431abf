/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "keyring-call.h"

static void
return_failure (GTask *task, GError *error)
{
  if (pentimento_keyring_is_missing (error))
    {
      g_error_free (error);
      keyring_call_return_key (task, NULL, PENTIMENTO_KEY_NONE);
    }
  else
    keyring_call_return_error (task, pentimento_keyring_explain (error));
}

/* "RUNPOD" for "runpod" in PENTIMENTO_RUNPOD_KEY; a shell knows no names with a hyphen. */
static char *
variable_name (const char *provider)
{
  g_autofree char *name = g_strdelimit (g_ascii_strup (provider, -1), "-", '_');

  return g_strconcat ("PENTIMENTO_", name, "_KEY", NULL);
}

/* %NULL with an error where the environment has a text that cannot be a key; a blank one is none. */
static char *
take_from_environment (const char *provider, GError **error)
{
  g_autofree char *name = variable_name (provider);
  const char *value = g_getenv (name);
  char *key;

  if (value == NULL || value[strspn (value, " \t\r\n")] == '\0')
    return NULL;
  key = keyring_key_clean (value, error);
  if (key == NULL)
    g_prefix_error (error, "%s: ", name);
  return key;
}

static void
lookup_searched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autolist (GObject) found = secret_password_search_finish (result, &error);

  if (error != NULL)
    return_failure (task, error);
  else if (pentimento_keyring_any_locked (found))
    keyring_call_return_error (task, pentimento_keyring_locked_error ());
  else
    keyring_call_return_key (task, NULL, PENTIMENTO_KEY_NONE);
}

static void
lookup_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  KeyringCall *call = g_task_get_task_data (task);
  GError *error = NULL;
  char *key = secret_password_lookup_nonpageable_finish (result, &error);

  if (error != NULL)
    return_failure (task, error);
  else if (key != NULL)
    keyring_call_return_key (task, key, PENTIMENTO_KEY_KEYRING);
  else if (!keyring_call_has_ended (task))
    /* "None" is also what libsecret says when there is one, locked, and the question was turned down. */
    secret_password_searchv (&pentimento_keyring_schema, call->attributes, SECRET_SEARCH_ALL, NULL, lookup_searched,
                             g_steal_pointer (&task));
}

void
pentimento_keyring_lookup_async (PentimentoKeyring *self,
                                 const char *provider,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task
      = keyring_call_begin (self, provider, pentimento_keyring_lookup_async, cancellable, callback, user_data);
  const char *kept = pentimento_keyring_get_session_key (self, provider);
  KeyringCall *call;
  GError *error = NULL;
  char *key;

  if (task == NULL)
    return;
  call = g_task_get_task_data (task);
  key = take_from_environment (provider, &error);
  if (error != NULL)
    keyring_call_return_error (task, error);
  else if (key != NULL)
    keyring_call_return_key (task, key, PENTIMENTO_KEY_ENVIRONMENT);
  else if (kept != NULL)
    keyring_call_return_key (task, keyring_key_copy (kept), PENTIMENTO_KEY_SESSION);
  else
    secret_password_lookupv (&pentimento_keyring_schema, call->attributes, NULL, lookup_done, g_steal_pointer (&task));
}

char *
pentimento_keyring_lookup_finish (PentimentoKeyring *self,
                                  GAsyncResult *result,
                                  PentimentoKeySource *source,
                                  GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (source != NULL)
    *source = ((KeyringCall *)g_task_get_task_data (G_TASK (result)))->source;
  return g_task_propagate_pointer (G_TASK (result), error);
}
