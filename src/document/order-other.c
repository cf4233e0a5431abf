/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who else could be asked for the same. */

#include "pentimento-order-private.h"

typedef struct {
  guint position; /* in the registry */
} Search;

/* The practice provider is no stand-in for one that was to be paid. */
static gboolean
can_stand_in (PentimentoOrder *self, const char *id)
{
  g_autoptr (SeedreamProvider) provider = NULL;
  const SeedreamCapabilities *capabilities;
  guint n_pictures = g_strv_length (self->sha256s);

  if (g_str_equal (id, self->provider_id) || g_str_equal (id, "practice"))
    return FALSE;
  provider = pentimento_services_create_provider (self->services, id, NULL, NULL);
  capabilities = provider != NULL ? seedream_provider_get_capabilities (provider, self->operation) : NULL;
  return capabilities != NULL && n_pictures >= capabilities->min_pictures && n_pictures <= capabilities->max_pictures
         && g_utf8_strlen (self->prompt, -1) <= capabilities->max_prompt
         && self->count <= seedream_capabilities_limit_results (capabilities, n_pictures);
}

/* Takes the task over. */
static void look_at_next (GTask *task);

static void
key_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  char *key = pentimento_keyring_lookup_finish (PENTIMENTO_KEYRING (source), result, NULL, NULL);
  gboolean found = key != NULL;

  g_clear_pointer (&key, pentimento_key_free);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (found)
    {
      g_task_return_pointer (task, g_strdup (seedream_registry_get_ids ()[search->position]), g_free);
      return;
    }
  search->position++;
  look_at_next (g_steal_pointer (&task));
}

static void
look_at_next (GTask *task)
{
  PentimentoOrder *self = g_task_get_source_object (task);
  Search *search = g_task_get_task_data (task);
  const char *const *ids = seedream_registry_get_ids ();

  while (ids[search->position] != NULL && !can_stand_in (self, ids[search->position]))
    search->position++;
  if (ids[search->position] == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      g_object_unref (task);
      return;
    }
  pentimento_keyring_lookup_async (pentimento_services_get_keyring (self->services), ids[search->position],
                                   g_task_get_cancellable (task), key_looked_up, task);
}

void
pentimento_order_find_other_async (PentimentoOrder *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, pentimento_order_find_other_async);
  g_task_set_task_data (task, g_new0 (Search, 1), g_free);
  look_at_next (task);
}

char *
pentimento_order_find_other_finish (PentimentoOrder *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What is wrong with this seller, or the way to it, and not with what was asked for. Where it may have been billed, asking another would pay twice. */
gboolean
pentimento_order_may_be_asked_elsewhere (PentimentoOrder *self)
{
  if (self->error == NULL || self->error->domain != SEEDREAM_ERROR
      || seedream_error_get_billed (self->error) != SEEDREAM_BILLED_NO)
    return FALSE;
  switch (self->error->code)
    {
    case SEEDREAM_ERROR_NO_KEY:
    case SEEDREAM_ERROR_BAD_KEY:
    case SEEDREAM_ERROR_BLOCKED:
    case SEEDREAM_ERROR_NO_CREDIT:
    case SEEDREAM_ERROR_RATE_LIMITED:
    case SEEDREAM_ERROR_PROVIDER_DOWN:
    case SEEDREAM_ERROR_NETWORK:
      return TRUE;
    default:
      return FALSE;
    }
}
