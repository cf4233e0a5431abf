/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-batch-item-private.h"

const SeedreamCost pentimento_batch_item_no_cost = { 0, "USD", SEEDREAM_COST_REPORTED };

enum { PROP_STATE = 1, PROP_MESSAGE, PROP_JOB_ID, PROP_COST, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PentimentoBatchItem, pentimento_batch_item, G_TYPE_OBJECT)

static const GEnumValue states[] = {
  { PENTIMENTO_BATCH_ITEM_WAITING, "PENTIMENTO_BATCH_ITEM_WAITING", "waiting" },
  { PENTIMENTO_BATCH_ITEM_RUNNING, "PENTIMENTO_BATCH_ITEM_RUNNING", "running" },
  { PENTIMENTO_BATCH_ITEM_DONE, "PENTIMENTO_BATCH_ITEM_DONE", "done" },
  { PENTIMENTO_BATCH_ITEM_FAILED, "PENTIMENTO_BATCH_ITEM_FAILED", "failed" },
  { PENTIMENTO_BATCH_ITEM_UNKNOWN, "PENTIMENTO_BATCH_ITEM_UNKNOWN", "unknown" },
  { PENTIMENTO_BATCH_ITEM_NOT_A_PICTURE, "PENTIMENTO_BATCH_ITEM_NOT_A_PICTURE", "not-a-picture" },
  { PENTIMENTO_BATCH_ITEM_SKIPPED, "PENTIMENTO_BATCH_ITEM_SKIPPED", "skipped" },
  { 0, NULL, NULL },
};

GType
pentimento_batch_item_state_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("PentimentoBatchItemState", states));
  return type;
}

const char *
pentimento_batch_item_state_to_string (PentimentoBatchItemState state)
{
  return states[state].value_nick;
}

static PentimentoBatchItemState
state_from_string (const char *text)
{
  for (const GEnumValue *value = states; value->value_nick != NULL; value++)
    if (g_strcmp0 (value->value_nick, text) == 0)
      return value->value;
  return PENTIMENTO_BATCH_ITEM_UNKNOWN;
}

static void
pentimento_batch_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  PentimentoBatchItem *self = PENTIMENTO_BATCH_ITEM (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->record->message);
      break;
    case PROP_JOB_ID:
      g_value_set_string (value, self->record->job_id);
      break;
    case PROP_COST:
      g_value_set_pointer (value, &self->cost);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
pentimento_batch_item_finalize (GObject *object)
{
  PentimentoBatchItem *self = PENTIMENTO_BATCH_ITEM (object);

  g_clear_pointer (&self->record, pentimento_batch_item_record_free);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (pentimento_batch_item_parent_class)->finalize (object);
}

static void
pentimento_batch_item_class_init (PentimentoBatchItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = pentimento_batch_item_get_property;
  object_class->finalize = pentimento_batch_item_finalize;
  properties[PROP_STATE]
      = g_param_spec_enum ("state", NULL, NULL, PENTIMENTO_TYPE_BATCH_ITEM_STATE, PENTIMENTO_BATCH_ITEM_WAITING, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  properties[PROP_JOB_ID] = g_param_spec_string ("job-id", NULL, NULL, NULL, flags);
  properties[PROP_COST] = g_param_spec_pointer ("cost", NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pentimento_batch_item_init (PentimentoBatchItem *self)
{
  const SeedreamCost unknown = SEEDREAM_COST_INIT;

  self->estimate = unknown;
  self->cost = pentimento_batch_item_no_cost;
}

PentimentoBatchItem *
pentimento_batch_item_new (PentimentoBatchItemRecord *record)
{
  PentimentoBatchItem *self = g_object_new (PENTIMENTO_TYPE_BATCH_ITEM, NULL);

  self->record = record;
  self->state = state_from_string (record->state);
  return self;
}

void
pentimento_batch_item_set_state (PentimentoBatchItem *self, PentimentoBatchItemState state, const char *message)
{
  char *copy = g_strdup (message);

  g_free (self->record->state);
  self->record->state = g_strdup (pentimento_batch_item_state_to_string (state));
  g_free (self->record->message);
  self->record->message = copy;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
pentimento_batch_item_set_job_id (PentimentoBatchItem *self, const char *job_id)
{
  g_free (self->record->job_id);
  self->record->job_id = g_strdup (job_id);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOB_ID]);
}

void
pentimento_batch_item_set_cost (PentimentoBatchItem *self, const SeedreamCost *cost)
{
  self->cost = *cost;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COST]);
}

const char *
pentimento_batch_item_get_source (PentimentoBatchItem *self)
{
  return self->record->source;
}

const char *
pentimento_batch_item_get_target (PentimentoBatchItem *self)
{
  return self->record->target;
}

PentimentoBatchItemState
pentimento_batch_item_get_state (PentimentoBatchItem *self)
{
  return self->state;
}

const char *
pentimento_batch_item_get_message (PentimentoBatchItem *self)
{
  return self->record->message;
}

const char *
pentimento_batch_item_get_job_id (PentimentoBatchItem *self)
{
  return self->record->job_id;
}

const GError *
pentimento_batch_item_get_error (PentimentoBatchItem *self)
{
  return self->error;
}

const SeedreamCost *
pentimento_batch_item_get_cost (PentimentoBatchItem *self)
{
  return &self->cost;
}

gboolean
pentimento_batch_item_get_may_retry (PentimentoBatchItem *self)
{
  return self->may_retry;
}
