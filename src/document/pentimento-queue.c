/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-queue.h"

#include "pentimento-jobs.h"
#include "pentimento-order-private.h"

struct _PentimentoQueue {
  GObject parent_instance;

  PentimentoServices *services; /* not owned: it owns us */
  GListStore *orders;
  gboolean paused;
  guint limit;
};

enum { PROP_SERVICES = 1, PROP_PAUSED, PROP_LIMIT, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void pentimento_queue_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PentimentoQueue,
                               pentimento_queue,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pentimento_queue_list_model_init))

static GType
get_item_type (GListModel *model)
{
  return PENTIMENTO_TYPE_ORDER;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (PENTIMENTO_QUEUE (model)->orders));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (PENTIMENTO_QUEUE (model)->orders), position);
}

static void
pentimento_queue_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Whose turn it is */

#define TASK "pentimento-queue-task"

static void
count (GHashTable *running, const char *provider)
{
  guint n_running = GPOINTER_TO_UINT (g_hash_table_lookup (running, provider));

  g_hash_table_insert (running, (gpointer)provider, GUINT_TO_POINTER (n_running + 1));
}

static gboolean
is_running (PentimentoOrder *order)
{
  return order->state == PENTIMENTO_ORDER_PREPARING || order->state == PENTIMENTO_ORDER_RUNNING;
}

/* Returns: (transfer full) (nullable): the first that waits and whose provider has room */
static PentimentoOrder *
find_next (PentimentoQueue *self)
{
  g_autoptr (GHashTable) running = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_orders = get_n_items (G_LIST_MODEL (self));

  for (guint i = 0; i < n_orders; i++)
    {
      g_autoptr (PentimentoOrder) order = get_item (G_LIST_MODEL (self), i);

      if (is_running (order))
        count (running, order->provider_id);
    }
  for (guint i = 0; !self->paused && i < n_orders; i++)
    {
      g_autoptr (PentimentoOrder) order = get_item (G_LIST_MODEL (self), i);

      if (order->state == PENTIMENTO_ORDER_QUEUED
          && GPOINTER_TO_UINT (g_hash_table_lookup (running, order->provider_id)) < self->limit)
        return g_steal_pointer (&order);
    }
  return NULL;
}

static void
order_ran (GObject *source, GAsyncResult *result, gpointer user_data)
{
  /* What became of it is with the order; its end has been noticed. */
  pentimento_order_run_finish (PENTIMENTO_ORDER (source), result, NULL);
}

/* Whoever watches an order may put in, move or cancel others while it is begun. */
static void
begin_next (PentimentoQueue *self)
{
  PentimentoOrder *order;

  while ((order = find_next (self)) != NULL)
    {
      GTask *task = g_object_get_data (G_OBJECT (order), TASK);

      pentimento_order_run_async (order, g_task_get_cancellable (task), order_ran, NULL);
      g_object_unref (order);
    }
}

/* An order from being put in to its end */

static void
return_end (GTask *task, PentimentoOrder *order)
{
  if (order->versions != NULL)
    g_task_return_pointer (task, g_object_ref (order->versions), g_object_unref);
  else
    g_task_return_error (task, g_error_copy (order->error));
}

static void
state_changed (PentimentoOrder *order, GParamSpec *pspec, PentimentoQueue *self)
{
  g_autoptr (GTask) task = NULL;
  guint position;

  if (order->state != PENTIMENTO_ORDER_ENDED)
    return;
  task = g_object_steal_data (G_OBJECT (order), TASK);
  g_signal_handlers_disconnect_by_func (order, state_changed, self);
  if (g_task_get_cancellable (task) != NULL)
    g_signal_handlers_disconnect_by_data (g_task_get_cancellable (task), order);
  if (g_list_store_find (self->orders, order, &position))
    g_list_store_remove (self->orders, position);
  return_end (task, order);
  begin_next (self);
}

static void
put_in (PentimentoQueue *self, PentimentoOrder *order)
{
  g_list_store_append (self->orders, order);
  begin_next (self);
  if (order->state == PENTIMENTO_ORDER_QUEUED)
    pentimento_order_wait (order);
}

void
pentimento_queue_run_async (PentimentoQueue *self,
                            PentimentoOrder *order,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;

  g_return_if_fail (order->provider == NULL && order->state == PENTIMENTO_ORDER_QUEUED);
  g_task_set_source_tag (task, pentimento_queue_run_async);
  /* What was made is told, whoever has left in the meantime. */
  g_task_set_check_cancellable (task, FALSE);
  g_object_set_data_full (G_OBJECT (order), TASK, task, g_object_unref);
  g_signal_connect_object (order, "notify::state", G_CALLBACK (state_changed), self, 0);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (pentimento_order_leave), order, G_CONNECT_SWAPPED);
  if (!pentimento_order_enter (order, &error))
    pentimento_order_end (order, NULL, error);
  else if (g_cancellable_is_cancelled (cancellable))
    pentimento_order_leave (order);
  else
    put_in (self, order);
}

GListModel *
pentimento_queue_run_finish (PentimentoQueue *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
pentimento_queue_move (PentimentoQueue *self, PentimentoOrder *order, guint position)
{
  guint n_orders = get_n_items (G_LIST_MODEL (self));
  guint from;

  g_return_if_fail (position < n_orders);
  if (!g_list_store_find (self->orders, order, &from) || from == position || order->state != PENTIMENTO_ORDER_QUEUED)
    return;
  g_object_ref (order);
  g_list_store_remove (self->orders, from);
  g_list_store_insert (self->orders, position, order);
  g_object_unref (order);
}

/* What an earlier run left */

/* One that another order of this or another program has locked is in good hands. */
static gboolean
is_left (PentimentoLibrary *library, const PentimentoJobRecord *record)
{
  g_autoptr (PentimentoJobLock) lock = NULL;

  if (!pentimento_order_check_record (library, record, NULL))
    return FALSE;
  lock = pentimento_library_lock_job (library, record->id, NULL);
  return lock != NULL;
}

static void
list_left_in_thread (GTask *task, gpointer source, gpointer library, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) records = pentimento_library_list_jobs (library, TRUE, &error);

  if (records == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = records->len; i > 0; i--)
    if (!is_left (library, g_ptr_array_index (records, i - 1)))
      g_ptr_array_remove_index (records, i - 1);
  g_task_return_pointer (task, g_steal_pointer (&records), (GDestroyNotify)g_ptr_array_unref);
}

void
pentimento_queue_list_left_async (PentimentoQueue *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, pentimento_queue_list_left_async);
  g_task_set_task_data (task, g_object_ref (pentimento_services_get_library (self->services)), g_object_unref);
  g_task_run_in_thread (task, list_left_in_thread);
}

GPtrArray *
pentimento_queue_list_left_finish (PentimentoQueue *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
pentimento_queue_discard_left (PentimentoQueue *self, const PentimentoJobRecord *record, GError **error)
{
  PentimentoJobs *jobs = pentimento_services_get_jobs (self->services);
  g_autoptr (PentimentoJobLock) lock = pentimento_jobs_take_unsent (jobs, record->id, error);
  g_autoptr (GError) reason = pentimento_order_given_up ();

  if (lock == NULL)
    return FALSE;
  return pentimento_jobs_write_end (jobs, record->id, SEEDREAM_JOB_CANCELLED, reason, error);
}

/* Properties */

static void
pentimento_queue_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PentimentoQueue *self = PENTIMENTO_QUEUE (object);

  switch (id)
    {
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_LIMIT:
      g_value_set_uint (value, self->limit);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pentimento_queue_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PentimentoQueue *self = PENTIMENTO_QUEUE (object);

  switch (id)
    {
    case PROP_SERVICES:
      g_set_weak_pointer (&self->services, g_value_get_object (value));
      return;
    case PROP_PAUSED:
      self->paused = g_value_get_boolean (value);
      break;
    case PROP_LIMIT:
      self->limit = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  begin_next (self);
}

static void
pentimento_queue_dispose (GObject *object)
{
  PentimentoQueue *self = PENTIMENTO_QUEUE (object);

  g_clear_weak_pointer (&self->services);
  g_clear_object (&self->orders);
  G_OBJECT_CLASS (pentimento_queue_parent_class)->dispose (object);
}

static void
pentimento_queue_class_init (PentimentoQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pentimento_queue_get_property;
  object_class->set_property = pentimento_queue_set_property;
  object_class->dispose = pentimento_queue_dispose;

  properties[PROP_SERVICES] = g_param_spec_object ("services", NULL, NULL, PENTIMENTO_TYPE_SERVICES,
                                                   G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAUSED]
      = g_param_spec_boolean ("paused", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LIMIT] = g_param_spec_uint ("limit", NULL, NULL, 1, G_MAXUINT, PENTIMENTO_QUEUE_DEFAULT_LIMIT,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
items_changed (PentimentoQueue *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
pentimento_queue_init (PentimentoQueue *self)
{
  self->limit = PENTIMENTO_QUEUE_DEFAULT_LIMIT;
  self->orders = g_list_store_new (PENTIMENTO_TYPE_ORDER);
  g_signal_connect_object (self->orders, "items-changed", G_CALLBACK (items_changed), self, G_CONNECT_SWAPPED);
}
