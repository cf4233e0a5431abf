/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a provider would take an order, and who else would where one could not. */

#include "pentimento-order-private.h"

/* Checking, before anything is made ready */

/* Pictures are fitted to the limits when the order runs, so that what is like the smallest allowed stands in for them until then. */
static GListModel *
list_stand_ins (PentimentoOrder *self, const SeedreamCapabilities *capabilities)
{
  GListStore *pictures = g_list_store_new (SEEDREAM_TYPE_PICTURE);
  int side = MAX (capabilities->picture_min_side, 1);

  for (char **sha256 = self->sha256s; *sha256 != NULL; sha256++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static ("", 1);
      g_autoptr (SeedreamPicture) picture = seedream_picture_new (bytes, "image/png", *sha256, side, side);

      g_list_store_append (pictures, picture);
    }
  return G_LIST_MODEL (pictures);
}

gboolean
pentimento_order_check (PentimentoOrder *self, GError **error)
{
  const SeedreamCapabilities *capabilities = pentimento_order_get_capabilities (self);
  g_autoptr (SeedreamProvider) provider
      = pentimento_services_create_provider (self->services, self->provider_id, self->endpoint, error);
  g_autoptr (GListModel) pictures = NULL;
  g_autoptr (SeedreamRequest) request = NULL;

  if (provider == NULL)
    return FALSE;
  if (self->refusal != NULL)
    {
      g_propagate_error (error, g_error_copy (self->refusal));
      return FALSE;
    }
  if (capabilities == NULL)
    {
      g_propagate_error (error, pentimento_order_cannot_do ());
      return FALSE;
    }
  pictures = list_stand_ins (self, capabilities);
  request = pentimento_order_make_request (self, pictures);
  return seedream_provider_validate (provider, request, error);
}

/* Who else */

/* For what others need not suffer from. Whatever the pictures and the prompt have brought about, they would meet again elsewhere. */
static gboolean
is_fault_of_provider (const GError *error)
{
  static const SeedreamErrorCode codes[] = {
    SEEDREAM_ERROR_NO_KEY,       SEEDREAM_ERROR_BAD_KEY,       SEEDREAM_ERROR_BLOCKED, SEEDREAM_ERROR_NO_CREDIT,
    SEEDREAM_ERROR_RATE_LIMITED, SEEDREAM_ERROR_PROVIDER_DOWN, SEEDREAM_ERROR_NETWORK,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, SEEDREAM_ERROR, codes[i]))
      return TRUE;
  return FALSE;
}

/* A job that is left to be taken up again, or of which nobody knows, may have been paid for. */
static gboolean
can_be_given_to_others (PentimentoOrder *self)
{
  return self->state == PENTIMENTO_ORDER_ENDED && is_fault_of_provider (self->error)
         && seedream_error_get_billed (self->error) == SEEDREAM_BILLED_NO
         && (self->job == NULL || seedream_job_get_state (self->job) == SEEDREAM_JOB_FAILED);
}

/* What one provider has heeded is not to be lost with another. */
static gboolean
heeds_wishes (PentimentoOrder *self, const SeedreamCapabilities *other)
{
  const SeedreamCapabilities *own = pentimento_order_get_capabilities (self);
  gboolean negative = self->negative_prompt != NULL && *self->negative_prompt != '\0';

  return (!own->seed || self->seed < 0 || other->seed) && (!own->negative_prompt || !negative || other->negative_prompt)
         && (!own->safety_switch || self->safety || other->safety_switch);
}

/* The picture's own size is met as nearly as it goes; one that was asked for is to be met exactly. */
static gboolean
keeps_size (PentimentoOrder *self, PentimentoOrder *other)
{
  return (other->width == self->width && other->height == self->height) || !pentimento_order_names_size (self);
}

static gboolean
is_affordable (PentimentoOrder *self)
{
  SeedreamCost cost = pentimento_order_estimate (self);

  return pentimento_budget_check (pentimento_services_get_budget (self->services), &cost, NULL);
}

/* Returns: (transfer full) (nullable): the same order for another provider that would take it, whether there is a key for it or not */
static PentimentoOrder *
make_substitute (PentimentoOrder *self, const char *id)
{
  g_autoptr (SeedreamProvider) description = seedream_registry_describe (id);
  const SeedreamCapabilities *capabilities = seedream_provider_get_capabilities (description, self->operation);
  g_autoptr (PentimentoOrder) other = NULL;

  /* Without a key it is the practice provider, which is none. */
  if (g_str_equal (id, self->provider_id) || !seedream_provider_get_needs_key (description) || capabilities == NULL)
    return NULL;
  other = pentimento_order_new_for_provider (self, id);
  if (heeds_wishes (self, capabilities) && keeps_size (self, other) && pentimento_order_check (other, NULL)
      && is_affordable (other))
    return g_steal_pointer (&other);
  return NULL;
}

typedef struct {
  guint position;         /* in the registry, of the provider that is looked at */
  PentimentoOrder *order; /* to that provider, while its key is looked up */
  GListStore *found;
} Search;

static void
search_free (Search *search)
{
  g_clear_object (&search->order);
  g_object_unref (search->found);
  g_free (search);
}

/* The cheapest first, those without a known price last. */
static int
compare_prices (gconstpointer a, gconstpointer b, gpointer data)
{
  SeedreamCost one = pentimento_order_estimate ((PentimentoOrder *)a);
  SeedreamCost other = pentimento_order_estimate ((PentimentoOrder *)b);
  gint64 one_price = one.kind == SEEDREAM_COST_UNKNOWN ? G_MAXINT64 : one.micros;
  gint64 other_price = other.kind == SEEDREAM_COST_UNKNOWN ? G_MAXINT64 : other.micros;

  return (one_price > other_price) - (one_price < other_price);
}

/* Takes the task over. */
static void look_at_next (GTask *task);

static void
key_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  char *key = pentimento_keyring_lookup_finish (PENTIMENTO_KEYRING (source), result, NULL, NULL);

  if (key != NULL)
    g_list_store_insert_sorted (search->found, search->order, compare_prices, NULL);
  g_clear_pointer (&key, pentimento_key_free);
  g_clear_object (&search->order);
  if (g_task_return_error_if_cancelled (task))
    return;
  look_at_next (g_steal_pointer (&task));
}

static void
look_at_next (GTask *task)
{
  PentimentoOrder *self = g_task_get_source_object (task);
  Search *search = g_task_get_task_data (task);
  const char *id;

  while (search->order == NULL && (id = seedream_registry_get_ids ()[search->position]) != NULL)
    {
      search->position++;
      search->order = make_substitute (self, id);
    }
  if (search->order != NULL)
    {
      pentimento_keyring_lookup_async (pentimento_services_get_keyring (self->services), search->order->provider_id,
                                       g_task_get_cancellable (task), key_looked_up, task);
      return;
    }
  g_task_return_pointer (task, g_object_ref (search->found), g_object_unref);
  g_object_unref (task);
}

void
pentimento_order_find_substitutes_async (PentimentoOrder *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  search->found = g_list_store_new (PENTIMENTO_TYPE_ORDER);
  g_task_set_source_tag (task, pentimento_order_find_substitutes_async);
  g_task_set_task_data (task, search, (GDestroyNotify)search_free);
  if (can_be_given_to_others (self))
    {
      look_at_next (task);
      return;
    }
  g_task_return_pointer (task, g_object_ref (search->found), g_object_unref);
  g_object_unref (task);
}

GListModel *
pentimento_order_find_substitutes_finish (PentimentoOrder *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
