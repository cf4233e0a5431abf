/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "keyring-call.h"

static void
keyring_call_free (KeyringCall *call)
{
  g_clear_pointer (&call->watch, g_source_unref);
  g_hash_table_unref (call->attributes);
  g_free (call->provider);
  g_free (call->label);
  pentimento_key_free (call->key);
  g_free (call);
}

/* Returns whether it is this that ends the call. */
static gboolean
end (GTask *task)
{
  KeyringCall *call = g_task_get_task_data (task);

  if (call->ended)
    return FALSE;
  call->ended = TRUE;
  if (call->watch != NULL)
    g_source_destroy (call->watch);
  return TRUE;
}

static gboolean
cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);

  if (end (task))
    g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

GTask *
keyring_call_begin (PentimentoKeyring *self,
                    const char *provider,
                    gpointer tag,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  KeyringCall *call = g_new0 (KeyringCall, 1);

  call->provider = g_strdup (provider);
  call->attributes = pentimento_keyring_attributes (provider);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, call, (GDestroyNotify)keyring_call_free);
  if (g_task_return_error_if_cancelled (task))
    return NULL;
  if (cancellable != NULL)
    {
      call->watch = g_cancellable_source_new (cancellable);
      g_source_set_callback (call->watch, G_SOURCE_FUNC (cancelled), task, NULL);
      g_source_attach (call->watch, g_task_get_context (task));
    }
  return g_steal_pointer (&task);
}

gboolean
keyring_call_has_ended (GTask *task)
{
  return ((KeyringCall *)g_task_get_task_data (task))->ended;
}

void
keyring_call_return_key (GTask *task, char *key, PentimentoKeySource source)
{
  KeyringCall *call = g_task_get_task_data (task);

  if (end (task))
    {
      call->source = key != NULL ? source : PENTIMENTO_KEY_NONE;
      g_task_return_pointer (task, key, (GDestroyNotify)pentimento_key_free);
    }
  else
    pentimento_key_free (key);
}

void
keyring_call_return_success (GTask *task)
{
  if (end (task))
    g_task_return_boolean (task, TRUE);
}

void
keyring_call_return_error (GTask *task, GError *error)
{
  if (end (task))
    g_task_return_error (task, error);
  else
    g_error_free (error);
}
