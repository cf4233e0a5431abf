/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-order-private.h"

#include <glib/gi18n-lib.h>

enum {
  PROP_SERVICES = 1,
  PROP_ID,
  PROP_PROVIDER,
  PROP_ENDPOINT,
  PROP_OPERATION,
  PROP_PARENT,
  PROP_PICTURES,
  PROP_PROMPT,
  PROP_NEGATIVE_PROMPT,
  PROP_WIDTH,
  PROP_HEIGHT,
  PROP_SEED,
  PROP_COUNT,
  PROP_SAFETY,
  PROP_FIT_WIDTH,
  PROP_FIT_HEIGHT,
  PROP_REGION,
  PROP_STATE,
  PROP_JOB,
  PROP_PREPARATION,
  PROP_VERSIONS,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PentimentoOrder, pentimento_order, G_TYPE_OBJECT)

GType
pentimento_order_state_get_type (void)
{
  static const GEnumValue values[] = {
    { PENTIMENTO_ORDER_QUEUED, "PENTIMENTO_ORDER_QUEUED", "queued" },
    { PENTIMENTO_ORDER_PREPARING, "PENTIMENTO_ORDER_PREPARING", "preparing" },
    { PENTIMENTO_ORDER_RUNNING, "PENTIMENTO_ORDER_RUNNING", "running" },
    { PENTIMENTO_ORDER_ENDED, "PENTIMENTO_ORDER_ENDED", "ended" },
    { 0, NULL, NULL },
  };
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("PentimentoOrderState", values));
  return type;
}

/* Where it stands */

static void
notify (PentimentoOrder *self, guint id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

void
pentimento_order_set_state (PentimentoOrder *self, PentimentoOrderState state)
{
  if (self->state == state)
    return;
  self->state = state;
  notify (self, PROP_STATE);
}

void
pentimento_order_set_job (PentimentoOrder *self, SeedreamJob *job)
{
  if (g_set_object (&self->job, job))
    notify (self, PROP_JOB);
}

void
pentimento_order_set_preparation (PentimentoOrder *self, const char *preparation)
{
  g_free (self->preparation);
  self->preparation = g_strdup (preparation);
  notify (self, PROP_PREPARATION);
}

void
pentimento_order_end (PentimentoOrder *self, GListModel *versions, const GError *error)
{
  /* Versions may come late, of one that was given up. */
  if (g_set_object (&self->versions, versions))
    notify (self, PROP_VERSIONS);
  if (self->state == PENTIMENTO_ORDER_ENDED)
    return;
  if (error != NULL)
    {
      self->error = g_error_copy (error);
      notify (self, PROP_ERROR);
    }
  pentimento_order_set_state (self, PENTIMENTO_ORDER_ENDED);
}

/* Giving it up, and leaving it */

GError *
pentimento_order_given_up (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                              _ ("The edit was given up before it was sent. Nothing was billed."));
}

static void
end_cancelled (PentimentoOrder *self, GError *taken)
{
  g_autoptr (GError) error = taken;

  pentimento_order_close_record (self, error);
  pentimento_order_end (self, NULL, error);
}

void
pentimento_order_cancel (PentimentoOrder *self)
{
  g_autoptr (PentimentoOrder) held = g_object_ref (self);

  switch (self->state)
    {
    case PENTIMENTO_ORDER_QUEUED:
      self->given_up = TRUE;
      end_cancelled (self, pentimento_order_given_up ());
      break;
    case PENTIMENTO_ORDER_PREPARING:
      self->given_up = TRUE;
      g_cancellable_cancel (self->stop);
      break;
    case PENTIMENTO_ORDER_RUNNING:
      seedream_job_cancel (self->job);
      break;
    case PENTIMENTO_ORDER_ENDED:
      break;
    }
}

void
pentimento_order_leave (PentimentoOrder *self)
{
  g_autoptr (PentimentoOrder) held = g_object_ref (self);

  if (self->state == PENTIMENTO_ORDER_QUEUED)
    end_cancelled (self,
                   g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The edit was left before it was sent.")));
}

/* What it is */

const char *
pentimento_order_get_id (PentimentoOrder *self)
{
  return self->id;
}

const char *
pentimento_order_get_provider (PentimentoOrder *self)
{
  return self->provider_id;
}

SeedreamOperation
pentimento_order_get_operation (PentimentoOrder *self)
{
  return self->operation;
}

const char *
pentimento_order_get_prompt (PentimentoOrder *self)
{
  return self->prompt;
}

PentimentoVersion *
pentimento_order_get_parent (PentimentoOrder *self)
{
  return self->parent;
}

PentimentoOrderState
pentimento_order_get_state (PentimentoOrder *self)
{
  return self->state;
}

const PentimentoRegionEdit *
pentimento_order_get_region (PentimentoOrder *self)
{
  return self->region;
}

SeedreamJob *
pentimento_order_get_job (PentimentoOrder *self)
{
  return self->job;
}

const char *
pentimento_order_get_preparation (PentimentoOrder *self)
{
  return self->preparation;
}

GListModel *
pentimento_order_get_versions (PentimentoOrder *self)
{
  return self->versions;
}

const GError *
pentimento_order_get_error (PentimentoOrder *self)
{
  return self->error;
}

/* What any provider can do is the same wherever it sends to. */
const SeedreamCapabilities *
pentimento_order_describe_provider (const char *provider_id, SeedreamOperation operation)
{
  g_autoptr (SeedreamProvider) description = seedream_registry_describe (provider_id);

  return description != NULL ? seedream_provider_get_capabilities (description, operation) : NULL;
}

const SeedreamCapabilities *
pentimento_order_get_capabilities (PentimentoOrder *self)
{
  return pentimento_order_describe_provider (self->provider_id, self->operation);
}

SeedreamCost
pentimento_order_estimate (PentimentoOrder *self)
{
  const SeedreamCapabilities *capabilities = pentimento_order_get_capabilities (self);
  SeedreamCost unknown = SEEDREAM_COST_INIT;

  if (capabilities == NULL)
    return unknown;
  return seedream_capabilities_estimate (capabilities, self->width, self->height, self->count);
}

static SeedreamBilled
find_billed (PentimentoOrder *self)
{
  if (self->error->domain == SEEDREAM_ERROR)
    return seedream_error_get_billed (self->error);
  return self->job == NULL || seedream_job_get_submits (self->job) == 0 ? SEEDREAM_BILLED_NO : SEEDREAM_BILLED_UNKNOWN;
}

SeedreamCost
pentimento_order_get_cost (PentimentoOrder *self)
{
  SeedreamCost cost = self->job != NULL ? *seedream_job_get_cost (self->job) : pentimento_order_estimate (self);
  const SeedreamCost nothing = { 0, "USD", SEEDREAM_COST_REPORTED };

  if (self->error == NULL || find_billed (self) == SEEDREAM_BILLED_YES)
    return cost;
  if (find_billed (self) == SEEDREAM_BILLED_NO)
    return nothing;
  cost.kind = SEEDREAM_COST_UNKNOWN;
  return cost;
}

double
pentimento_order_get_elapsed (PentimentoOrder *self)
{
  return self->job != NULL ? seedream_job_get_elapsed (self->job) : 0;
}

/* Properties */

static void
pentimento_order_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PentimentoOrder *self = PENTIMENTO_ORDER (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_JOB:
      g_value_set_object (value, self->job);
      break;
    case PROP_PREPARATION:
      g_value_set_string (value, self->preparation);
      break;
    case PROP_VERSIONS:
      g_value_set_object (value, self->versions);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* How it is to be made. */
static gboolean
set_wish (PentimentoOrder *self, guint id, const GValue *value)
{
  switch (id)
    {
    case PROP_PROMPT:
      self->prompt = g_value_dup_string (value);
      return TRUE;
    case PROP_NEGATIVE_PROMPT:
      self->negative_prompt = g_value_dup_string (value);
      return TRUE;
    case PROP_WIDTH:
      self->width = g_value_get_int (value);
      return TRUE;
    case PROP_HEIGHT:
      self->height = g_value_get_int (value);
      return TRUE;
    case PROP_SEED:
      self->seed = g_value_get_int64 (value);
      return TRUE;
    case PROP_COUNT:
      self->count = g_value_get_uint (value);
      return TRUE;
    case PROP_SAFETY:
      self->safety = g_value_get_boolean (value);
      return TRUE;
    case PROP_FIT_WIDTH:
      self->fit_width = g_value_get_int (value);
      return TRUE;
    case PROP_FIT_HEIGHT:
      self->fit_height = g_value_get_int (value);
      return TRUE;
    case PROP_REGION:
      self->region = g_value_dup_boxed (value);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
pentimento_order_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PentimentoOrder *self = PENTIMENTO_ORDER (object);

  switch (id)
    {
    case PROP_SERVICES:
      self->services = g_value_dup_object (value);
      break;
    case PROP_ID:
      self->id = g_value_dup_string (value);
      break;
    case PROP_PROVIDER:
      self->provider_id = g_value_dup_string (value);
      break;
    case PROP_ENDPOINT:
      self->endpoint = g_value_dup_string (value);
      break;
    case PROP_OPERATION:
      self->operation = g_value_get_int (value);
      break;
    case PROP_PARENT:
      self->parent = g_value_dup_object (value);
      break;
    case PROP_PICTURES:
      self->images = g_value_dup_object (value);
      break;
    default:
      if (!set_wish (self, id, value))
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pentimento_order_constructed (GObject *object)
{
  PentimentoOrder *self = PENTIMENTO_ORDER (object);
  g_autoptr (GListModel) given = g_steal_pointer (&self->images);

  G_OBJECT_CLASS (pentimento_order_parent_class)->constructed (object);
  if (self->id == NULL)
    self->id = g_uuid_string_random ();
  if (self->parent != NULL)
    self->picture_id = g_strdup (pentimento_version_get_picture_id (self->parent));
  else
    self->picture_id = g_uuid_string_random ();
  if (self->prompt == NULL)
    self->prompt = g_strdup ("");
  self->created = g_get_real_time ();
  pentimento_order_take_pictures (self, given);
}

static void
pentimento_order_dispose (GObject *object)
{
  PentimentoOrder *self = PENTIMENTO_ORDER (object);

  g_clear_object (&self->parent);
  g_clear_object (&self->images);
  g_clear_object (&self->provider);
  g_clear_object (&self->job);
  g_clear_object (&self->versions);
  g_clear_object (&self->services);
  G_OBJECT_CLASS (pentimento_order_parent_class)->dispose (object);
}

static void
pentimento_order_finalize (GObject *object)
{
  PentimentoOrder *self = PENTIMENTO_ORDER (object);

  g_free (self->id);
  g_free (self->provider_id);
  g_free (self->endpoint);
  g_free (self->picture_id);
  g_strfreev (self->sha256s);
  g_strfreev (self->recipes);
  g_free (self->prompt);
  g_free (self->negative_prompt);
  g_clear_pointer (&self->region, pentimento_region_edit_free);
  g_clear_error (&self->refusal);
  g_clear_pointer (&self->lock, pentimento_job_lock_free);
  g_object_unref (self->stop);
  g_free (self->preparation);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (pentimento_order_parent_class)->finalize (object);
}

static void
install_parts (GParamFlags flags)
{
  properties[PROP_SERVICES] = g_param_spec_object ("services", NULL, NULL, PENTIMENTO_TYPE_SERVICES, flags);
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_PROVIDER] = g_param_spec_string ("provider", NULL, NULL, NULL, flags);
  properties[PROP_ENDPOINT] = g_param_spec_string ("endpoint", NULL, NULL, NULL, flags);
  properties[PROP_OPERATION] = g_param_spec_int ("operation", NULL, NULL, SEEDREAM_OPERATION_EDIT,
                                                 SEEDREAM_OPERATION_GENERATE, SEEDREAM_OPERATION_EDIT, flags);
  properties[PROP_PARENT] = g_param_spec_object ("parent", NULL, NULL, PENTIMENTO_TYPE_VERSION, flags);
  properties[PROP_PICTURES] = g_param_spec_object ("pictures", NULL, NULL, G_TYPE_LIST_MODEL, flags);
}

static void
install_wishes (GParamFlags flags)
{
  properties[PROP_PROMPT] = g_param_spec_string ("prompt", NULL, NULL, "", flags);
  properties[PROP_NEGATIVE_PROMPT] = g_param_spec_string ("negative-prompt", NULL, NULL, NULL, flags);
  properties[PROP_WIDTH] = g_param_spec_int ("width", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_HEIGHT] = g_param_spec_int ("height", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_SEED] = g_param_spec_int64 ("seed", NULL, NULL, -1, G_MAXINT64, -1, flags);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 1, G_MAXUINT, 1, flags);
  properties[PROP_SAFETY] = g_param_spec_boolean ("safety", NULL, NULL, TRUE, flags);
  properties[PROP_FIT_WIDTH] = g_param_spec_int ("fit-width", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_FIT_HEIGHT] = g_param_spec_int ("fit-height", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_REGION] = g_param_spec_boxed ("region", NULL, NULL, PENTIMENTO_TYPE_REGION_EDIT, flags);
}

static void
install_read_only (GParamFlags flags)
{
  properties[PROP_STATE]
      = g_param_spec_enum ("state", NULL, NULL, PENTIMENTO_TYPE_ORDER_STATE, PENTIMENTO_ORDER_QUEUED, flags);
  properties[PROP_JOB] = g_param_spec_object ("job", NULL, NULL, SEEDREAM_TYPE_JOB, flags);
  properties[PROP_PREPARATION] = g_param_spec_string ("preparation", NULL, NULL, NULL, flags);
  properties[PROP_VERSIONS] = g_param_spec_object ("versions", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
}

static void
pentimento_order_class_init (PentimentoOrderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pentimento_order_get_property;
  object_class->set_property = pentimento_order_set_property;
  object_class->constructed = pentimento_order_constructed;
  object_class->dispose = pentimento_order_dispose;
  object_class->finalize = pentimento_order_finalize;

  install_parts (G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  install_wishes (G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  install_read_only (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pentimento_order_init (PentimentoOrder *self)
{
  self->stop = g_cancellable_new ();
}
