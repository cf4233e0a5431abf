/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-batch-private.h"

#include <stdlib.h>

#include "pentimento-queue.h"

enum { PROP_BUDGET = 1, PROP_JOBS, PROP_RUNNING, PROP_ERROR, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void pentimento_batch_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PentimentoBatch,
                               pentimento_batch,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pentimento_batch_list_model_init))

static GType
get_item_type (GListModel *model)
{
  return PENTIMENTO_TYPE_BATCH_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return PENTIMENTO_BATCH (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  PentimentoBatch *self = PENTIMENTO_BATCH (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
pentimento_batch_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
pentimento_batch_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  PentimentoBatch *self = PENTIMENTO_BATCH (object);

  switch (id)
    {
    case PROP_BUDGET:
      g_value_set_int64 (value, self->budget);
      break;
    case PROP_JOBS:
      g_value_set_uint (value, self->jobs);
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->run != NULL);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
pentimento_batch_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PentimentoBatch *self = PENTIMENTO_BATCH (object);

  switch (id)
    {
    case PROP_BUDGET:
      self->budget = g_value_get_int64 (value);
      break;
    case PROP_JOBS:
      self->jobs = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
pentimento_batch_finalize (GObject *object)
{
  PentimentoBatch *self = PENTIMENTO_BATCH (object);

  g_clear_pointer (&self->lock, pentimento_job_lock_free);
  g_clear_pointer (&self->turns, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->record, pentimento_batch_record_free);
  g_clear_pointer (&self->request, pentimento_batch_request_free);
  g_clear_object (&self->references);
  g_clear_object (&self->description);
  g_clear_object (&self->output);
  g_clear_object (&self->services);
  g_clear_error (&self->error);
  g_clear_pointer (&self->context, g_main_context_unref);
  G_OBJECT_CLASS (pentimento_batch_parent_class)->finalize (object);
}

static void
pentimento_batch_class_init (PentimentoBatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags write = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pentimento_batch_get_property;
  object_class->set_property = pentimento_batch_set_property;
  object_class->finalize = pentimento_batch_finalize;
  properties[PROP_BUDGET] = g_param_spec_int64 ("budget", NULL, NULL, -1, G_MAXINT64, -1, write);
  properties[PROP_JOBS] = g_param_spec_uint ("jobs", NULL, NULL, 1, G_MAXUINT, PENTIMENTO_QUEUE_DEFAULT_LIMIT, write);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, read);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, read);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pentimento_batch_init (PentimentoBatch *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->turns = g_ptr_array_new ();
  self->budget = -1;
  self->jobs = PENTIMENTO_QUEUE_DEFAULT_LIMIT;
}

/* The folder's own path, so that it is known again by whatever way it is reached. Its parent has to be there. */
static char *
find_real_path (GFile *folder)
{
  const char *path = g_file_peek_path (folder);
  g_autofree char *real = path != NULL ? realpath (path, NULL) : NULL;
  g_autofree char *parent = NULL;
  g_autofree char *real_parent = NULL;
  g_autofree char *name = NULL;

  if (real != NULL || path == NULL)
    return g_strdup (real);
  parent = g_path_get_dirname (path);
  real_parent = realpath (parent, NULL);
  name = g_path_get_basename (path);
  return real_parent != NULL ? g_build_filename (real_parent, name, NULL) : g_strdup (path);
}

static PentimentoBatch *
batch_new (PentimentoServices *services, const PentimentoBatchRequest *request, const char *output)
{
  PentimentoBatch *self = g_object_new (PENTIMENTO_TYPE_BATCH, NULL);

  self->services = g_object_ref (services);
  self->request = pentimento_batch_request_copy (request);
  self->description = seedream_registry_describe (request->provider);
  self->output = g_file_new_for_path (output);
  return self;
}

static GListModel *
copy_list (GListModel *list)
{
  GListStore *copy = g_list_store_new (PENTIMENTO_TYPE_IMAGE);

  for (guint i = 0; list != NULL && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GObject) object = g_list_model_get_item (list, i);

      g_list_store_append (copy, object);
    }
  return G_LIST_MODEL (copy);
}

static char **
list_sha256s (GListModel *images)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (images); i++)
    {
      g_autoptr (PentimentoImage) image = g_list_model_get_item (images, i);

      g_strv_builder_add (builder, pentimento_image_get_sha256 (image));
    }
  return g_strv_builder_end (builder);
}

PentimentoBatch *
pentimento_batch_new (PentimentoServices *services,
                      const PentimentoBatchRequest *request,
                      GListModel *references,
                      GFile *output)
{
  g_autofree char *path = find_real_path (output);
  g_autofree char *id = g_uuid_string_random ();
  PentimentoBatch *self = batch_new (services, request, path != NULL ? path : "");

  self->references = copy_list (references);
  self->record = pentimento_batch_record_new (id);
  self->record->provider = g_strdup (request->provider);
  self->record->endpoint = g_strdup (request->endpoint);
  self->record->request = pentimento_batch_request_to_string (request);
  self->record->references = list_sha256s (self->references);
  self->record->output = g_steal_pointer (&path);
  return self;
}

PentimentoBatch *
pentimento_batch_find (PentimentoServices *services, GFile *output, GError **error)
{
  g_autofree char *path = find_real_path (output);
  PentimentoLibrary *library = pentimento_services_get_library (services);
  g_autoptr (PentimentoBatchRequest) request = pentimento_batch_request_new ();
  PentimentoBatchRecord *record = path != NULL ? pentimento_library_find_batch (library, path, error) : NULL;
  PentimentoBatch *self;

  if (record == NULL)
    return NULL;
  g_free (request->provider);
  request->provider = g_strdup (record->provider);
  request->endpoint = g_strdup (record->endpoint);
  pentimento_batch_request_read_string (request, record->request);
  self = batch_new (services, request, path);
  self->record = record;
  self->budget = record->budget_micros;
  self->written = TRUE;
  return self;
}

const SeedreamCapabilities *
pentimento_batch_get_capabilities (PentimentoBatch *self)
{
  if (self->description == NULL)
    return NULL;
  return seedream_provider_get_capabilities (self->description, SEEDREAM_OPERATION_EDIT);
}

char *
pentimento_batch_name_result (const char *target, guint position)
{
  return position == 0 ? g_strdup (target) : g_strdup_printf ("%s-%u", target, position + 1);
}

SeedreamCost
pentimento_batch_estimate (PentimentoBatch *self, int width, int height)
{
  const SeedreamCapabilities *capabilities = pentimento_batch_get_capabilities (self);
  SeedreamCost unknown = SEEDREAM_COST_INIT;

  if (capabilities == NULL)
    return unknown;
  if (self->request->width > 0)
    {
      width = self->request->width;
      height = self->request->height;
    }
  else if (width > 0)
    {
      seedream_capabilities_fit_size (capabilities, &width, &height);
    }
  return seedream_capabilities_estimate (capabilities, width, height, self->request->count);
}

gboolean
pentimento_batch_write_item (PentimentoBatch *self, PentimentoBatchItem *item, GError **error)
{
  return pentimento_library_write_batch_item (pentimento_services_get_library (self->services), self->record->id,
                                              item->record, error);
}

void
pentimento_batch_fail (PentimentoBatch *self, GError *error)
{
  if (self->error != NULL)
    {
      g_error_free (error);
      return;
    }
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

const PentimentoBatchRequest *
pentimento_batch_get_request (PentimentoBatch *self)
{
  return self->request;
}

const char *const *
pentimento_batch_get_references (PentimentoBatch *self)
{
  return (const char *const *)self->record->references;
}

GFile *
pentimento_batch_get_output (PentimentoBatch *self)
{
  return self->output;
}

const GError *
pentimento_batch_get_error (PentimentoBatch *self)
{
  return self->error;
}

guint
pentimento_batch_count (PentimentoBatch *self, PentimentoBatchItemState state)
{
  guint count = 0;

  for (guint i = 0; i < self->items->len; i++)
    count += ((PentimentoBatchItem *)g_ptr_array_index (self->items, i))->state == state;
  return count;
}

gboolean
pentimento_batch_can_resume (PentimentoBatch *self)
{
  return self->written && !g_str_equal (self->record->state, "ended");
}

static void
add_cost (PentimentoBatchSum *sum, const SeedreamCost *cost)
{
  sum->n_items++;
  if (cost->kind == SEEDREAM_COST_UNKNOWN || (cost->micros > 0 && !g_str_equal (cost->currency, "USD")))
    sum->n_unknown++;
  else if (cost->kind == SEEDREAM_COST_REPORTED)
    sum->reported += cost->micros;
  else
    sum->estimated += cost->micros;
}

PentimentoBatchSum
pentimento_batch_sum_left (PentimentoBatch *self)
{
  PentimentoBatchSum sum = { 0 };

  for (guint i = 0; i < self->items->len; i++)
    {
      PentimentoBatchItem *item = g_ptr_array_index (self->items, i);

      if (item->state == PENTIMENTO_BATCH_ITEM_WAITING)
        add_cost (&sum, &item->estimate);
    }
  return sum;
}

PentimentoBatchSum
pentimento_batch_sum_cost (PentimentoBatch *self)
{
  PentimentoBatchSum sum = { 0 };

  for (guint i = 0; i < self->items->len; i++)
    {
      PentimentoBatchItem *item = g_ptr_array_index (self->items, i);

      if (item->cost.kind == SEEDREAM_COST_UNKNOWN || item->cost.micros > 0)
        add_cost (&sum, &item->cost);
    }
  return sum;
}
