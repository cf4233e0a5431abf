/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-comparison.h"

#include <glib/gi18n-lib.h>

#include "pentimento-order-private.h"
#include "pentimento-queue.h"

struct _PentimentoComparison {
  GObject parent_instance;

  GListStore *orders;
};

static void pentimento_comparison_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PentimentoComparison,
                               pentimento_comparison,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pentimento_comparison_list_model_init))

static GType
get_item_type (GListModel *model)
{
  return PENTIMENTO_TYPE_ORDER;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (PENTIMENTO_COMPARISON (model)->orders));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (PENTIMENTO_COMPARISON (model)->orders), position);
}

static void
pentimento_comparison_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Making the orders */

static gboolean
refuse (GError **error, const char *message)
{
  g_propagate_error (error, seedream_error_new (SEEDREAM_ERROR_INVALID_REQUEST, SEEDREAM_BILLED_NO, NULL, message));
  return FALSE;
}

static gboolean
check_providers (const char *const *providers, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (providers[0] == NULL)
    return refuse (error, _ ("Name the providers to compare."));
  for (guint i = 0; providers[i] != NULL; i++)
    {
      g_autoptr (SeedreamProvider) description = seedream_registry_describe (providers[i]);
      g_autofree char *message = NULL;

      /* The name is not repeated: it may be a key that slipped into the wrong place. */
      if (description == NULL)
        return refuse (error, _ ("One of the providers to compare is not known."));
      if (g_hash_table_add (seen, (gpointer)providers[i]))
        continue;
      message = g_strdup_printf (_ ("%s is named twice. Name each provider once."),
                                 seedream_provider_get_label (description));
      return refuse (error, message);
    }
  return TRUE;
}

PentimentoComparison *
pentimento_comparison_new (PentimentoOrder *order, const char *const *providers, GError **error)
{
  PentimentoComparison *self;

  if (!check_providers (providers, error))
    return NULL;
  self = g_object_new (PENTIMENTO_TYPE_COMPARISON, NULL);
  for (guint i = 0; providers[i] != NULL; i++)
    {
      g_autoptr (PentimentoOrder) copy = pentimento_order_new_for_provider (order, providers[i]);

      g_list_store_append (self->orders, copy);
    }
  return self;
}

/* Checking them, one after the other: a locked keyring asks once. */

typedef struct {
  PentimentoOrder *order; /* the one whose key is looked up */
  guint position;
} Check;

static void
check_free (Check *check)
{
  g_clear_object (&check->order);
  g_free (check);
}

/* Says of whom a sentence about “the provider” speaks. */
static GError *
name_provider (SeedreamProvider *provider, GError *taken)
{
  g_autoptr (GError) error = taken;
  /* Translators: a provider's name, a sentence that says what is wrong */
  g_autofree char *message = g_strdup_printf (_ ("%s: %s"), seedream_provider_get_label (provider), error->message);

  if (error->domain != SEEDREAM_ERROR)
    return g_error_new_literal (error->domain, error->code, message);
  return seedream_error_new (error->code, seedream_error_get_billed (error), seedream_error_get_details (error),
                             message);
}

/* Takes the task over. */
static void check_next (GTask *task);

static void
key_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Check *check = g_task_get_task_data (task);
  g_autoptr (SeedreamProvider) description = seedream_registry_describe (pentimento_order_get_provider (check->order));
  GError *error = NULL;
  char *key = pentimento_keyring_lookup_finish (PENTIMENTO_KEYRING (source), result, NULL, &error);
  gboolean found = key != NULL;

  g_clear_pointer (&key, pentimento_key_free);
  if (error == NULL && !found && seedream_provider_get_needs_key (description))
    error = pentimento_order_no_key (description);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  check->position++;
  check_next (g_steal_pointer (&task));
}

static void
check_next (GTask *taken)
{
  g_autoptr (GTask) task = taken;
  PentimentoComparison *self = g_task_get_source_object (task);
  Check *check = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_object (&check->order);
  check->order = get_item (G_LIST_MODEL (self), check->position);
  if (check->order == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (!pentimento_order_check (check->order, &error))
    {
      g_autoptr (SeedreamProvider) description
          = seedream_registry_describe (pentimento_order_get_provider (check->order));

      g_task_return_error (task, name_provider (description, error));
      return;
    }
  pentimento_keyring_lookup_async (pentimento_services_get_keyring (check->order->services),
                                   pentimento_order_get_provider (check->order), g_task_get_cancellable (task),
                                   key_looked_up, g_object_ref (task));
}

void
pentimento_comparison_check_async (PentimentoComparison *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, pentimento_comparison_check_async);
  g_task_set_task_data (task, g_new0 (Check, 1), (GDestroyNotify)check_free);
  check_next (task);
}

gboolean
pentimento_comparison_check_finish (PentimentoComparison *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

SeedreamCost
pentimento_comparison_estimate (PentimentoComparison *self, guint *n_unknown)
{
  SeedreamCost sum = { 0, "USD", SEEDREAM_COST_ESTIMATED };

  *n_unknown = 0;
  for (guint i = 0; i < get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr (PentimentoOrder) order = get_item (G_LIST_MODEL (self), i);
      SeedreamCost cost = pentimento_order_estimate (order);

      if (cost.kind == SEEDREAM_COST_UNKNOWN)
        ++*n_unknown;
      else
        sum.micros += cost.micros;
    }
  return sum;
}

/* Running them */

typedef struct {
  guint n_left;
  guint n_made;
} Run;

static void
order_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  g_autoptr (GListModel) versions = pentimento_queue_run_finish (PENTIMENTO_QUEUE (source), result, NULL);

  run->n_left--;
  run->n_made += versions != NULL && g_list_model_get_n_items (versions) > 0;
  if (run->n_left == 0)
    g_task_return_int (task, run->n_made);
}

void
pentimento_comparison_run_async (PentimentoComparison *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, pentimento_comparison_run_async);
  g_task_set_task_data (task, run, g_free);
  /* What was made is told, whoever has left in the meantime. */
  g_task_set_check_cancellable (task, FALSE);
  for (guint i = 0; i < get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr (PentimentoOrder) order = get_item (G_LIST_MODEL (self), i);

      if (pentimento_order_get_state (order) == PENTIMENTO_ORDER_ENDED)
        continue;
      run->n_left++;
      pentimento_queue_run_async (pentimento_services_get_queue (order->services), order, cancellable, order_ended,
                                  g_object_ref (task));
    }
  /* All were given up before they were run. */
  if (run->n_left == 0)
    g_task_return_int (task, 0);
}

guint
pentimento_comparison_run_finish (PentimentoComparison *self, GAsyncResult *result)
{
  return (guint)g_task_propagate_int (G_TASK (result), NULL);
}

void
pentimento_comparison_cancel (PentimentoComparison *self)
{
  for (guint i = 0; i < get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr (PentimentoOrder) order = get_item (G_LIST_MODEL (self), i);

      pentimento_order_cancel (order);
    }
}

static void
pentimento_comparison_dispose (GObject *object)
{
  g_clear_object (&PENTIMENTO_COMPARISON (object)->orders);
  G_OBJECT_CLASS (pentimento_comparison_parent_class)->dispose (object);
}

static void
pentimento_comparison_class_init (PentimentoComparisonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pentimento_comparison_dispose;
}

static void
pentimento_comparison_init (PentimentoComparison *self)
{
  self->orders = g_list_store_new (PENTIMENTO_TYPE_ORDER);
}
