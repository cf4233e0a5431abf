/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-job-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const SeedreamPatience seedream_default_patience = {
  .poll_first_ms = 200,
  .poll_factor = 1.5,
  .poll_most_ms = 5000,
  .deadline_ms = 15 * 60 * 1000,
  .download_tries = 8,
  .download_pause_ms = 500,
  .upload_tries = 5,
  .submit_tries = 5,
  .submit_pause_ms = 1000,
};

enum {
  PROP_ID = 1,
  PROP_PROVIDER,
  PROP_HTTP,
  PROP_LEDGER,
  PROP_REQUEST,
  PROP_KEY,
  PROP_FOLDER,
  PROP_PATIENCE,
  PROP_OPERATION,
  PROP_STATE,
  PROP_PROGRESS,
  PROP_REMOTE_ID,
  PROP_LINKS,
  PROP_SUBMITS,
  PROP_SUBMITTED_AT,
  PROP_COST,
  PROP_ERROR,
  PROP_RETRY_AT,
  PROP_OFFLINE,
  PROP_GIVEN_UP,
  PROP_LATE,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SeedreamJob, seedream_job, G_TYPE_OBJECT)

static void
set_patience (SeedreamJob *self, const SeedreamPatience *patience)
{
  self->patience = patience != NULL ? *patience : seedream_default_patience;
}

static void
set_cost (SeedreamJob *self, const SeedreamCost *cost)
{
  if (cost != NULL)
    self->cost = *cost;
}

/* The dependencies, and what is asked for. */
static gboolean
set_part (SeedreamJob *self, guint id, const GValue *value)
{
  switch (id)
    {
    case PROP_ID:
      self->id = g_value_dup_string (value);
      return TRUE;
    case PROP_PROVIDER:
      self->provider = g_value_dup_object (value);
      return TRUE;
    case PROP_HTTP:
      self->http = g_value_dup_object (value);
      return TRUE;
    case PROP_LEDGER:
      self->ledger = g_value_dup_object (value);
      return TRUE;
    case PROP_REQUEST:
      self->request = g_value_dup_object (value);
      return TRUE;
    case PROP_KEY:
      self->key = g_value_dup_string (value);
      return TRUE;
    case PROP_FOLDER:
      self->folder = g_value_dup_object (value);
      return TRUE;
    case PROP_PATIENCE:
      set_patience (self, g_value_get_pointer (value));
      return TRUE;
    default:
      return FALSE;
    }
}

/* Where a job that is taken up again stood. */
static void
seedream_job_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  SeedreamJob *self = SEEDREAM_JOB (object);

  switch (id)
    {
    case PROP_OPERATION:
      self->operation = g_value_get_uint (value);
      break;
    case PROP_STATE:
      self->state = g_value_get_enum (value);
      break;
    case PROP_REMOTE_ID:
      self->remote_id = g_value_dup_string (value);
      break;
    case PROP_LINKS:
      self->links = g_value_dup_boxed (value);
      break;
    case PROP_SUBMITS:
      self->submits = g_value_get_uint (value);
      break;
    case PROP_SUBMITTED_AT:
      self->submitted_at = g_value_get_int64 (value);
      break;
    case PROP_COST:
      set_cost (self, g_value_get_pointer (value));
      break;
    case PROP_GIVEN_UP:
      self->given_up = g_value_get_boolean (value);
      break;
    case PROP_LATE:
      self->late = g_value_get_boolean (value);
      break;
    default:
      if (!set_part (self, id, value))
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
seedream_job_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  SeedreamJob *self = SEEDREAM_JOB (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_PROVIDER:
      g_value_set_object (value, self->provider);
      break;
    case PROP_REQUEST:
      g_value_set_object (value, self->request);
      break;
    case PROP_OPERATION:
      g_value_set_uint (value, self->operation);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_REMOTE_ID:
      g_value_set_string (value, self->remote_id);
      break;
    case PROP_LINKS:
      g_value_set_boxed (value, self->links);
      break;
    case PROP_SUBMITS:
      g_value_set_uint (value, self->submits);
      break;
    case PROP_SUBMITTED_AT:
      g_value_set_int64 (value, self->submitted_at);
      break;
    case PROP_COST:
      g_value_set_pointer (value, &self->cost);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_RETRY_AT:
      g_value_set_int64 (value, self->retry_at);
      break;
    case PROP_OFFLINE:
      g_value_set_boolean (value, self->offline);
      break;
    case PROP_GIVEN_UP:
      g_value_set_boolean (value, self->given_up);
      break;
    case PROP_LATE:
      g_value_set_boolean (value, self->late);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
estimate_cost (SeedreamJob *self, guint count)
{
  const SeedreamCapabilities *can = seedream_provider_get_capabilities (self->provider, self->operation);

  if (can != NULL && self->cost.kind != SEEDREAM_COST_REPORTED)
    self->cost = seedream_capabilities_estimate (can, seedream_request_get_width (self->request),
                                                 seedream_request_get_height (self->request), count);
}

static void
choose_key (SeedreamJob *self)
{
  g_autofree char *given = self->key;

  self->key = g_strdup (seedream_provider_choose_key (self->provider, given));
  if (given != NULL)
    explicit_bzero (given, strlen (given));
}

/* Whether its time was over, or somebody had stopped waiting, before this run began. */
static gboolean
is_overdue (SeedreamJob *self)
{
  gint64 age = self->submitted_at > 0 ? g_get_real_time () - self->submitted_at : 0;

  return self->given_up || self->state == SEEDREAM_JOB_UNKNOWN
         || age > self->patience.deadline_ms * G_TIME_SPAN_MILLISECOND;
}

static void
seedream_job_constructed (GObject *object)
{
  SeedreamJob *self = SEEDREAM_JOB (object);

  G_OBJECT_CLASS (seedream_job_parent_class)->constructed (object);
  choose_key (self);
  self->late = self->late || is_overdue (self);
  self->n_results = self->links != NULL ? g_strv_length (self->links) : 0;
  if (self->request != NULL)
    {
      self->operation = seedream_request_get_operation (self->request);
      if (self->cost.kind == SEEDREAM_COST_UNKNOWN)
        estimate_cost (self, seedream_request_get_count (self->request));
    }
}

static void
seedream_job_dispose (GObject *object)
{
  SeedreamJob *self = SEEDREAM_JOB (object);

  if (self->key != NULL)
    explicit_bzero (self->key, strlen (self->key));
  g_clear_pointer (&self->key, g_free);
  g_clear_object (&self->provider);
  g_clear_object (&self->http);
  g_clear_object (&self->ledger);
  g_clear_object (&self->request);
  g_clear_object (&self->folder);
  G_OBJECT_CLASS (seedream_job_parent_class)->dispose (object);
}

static void
seedream_job_finalize (GObject *object)
{
  SeedreamJob *self = SEEDREAM_JOB (object);

  g_free (self->id);
  g_free (self->remote_id);
  g_strfreev (self->links);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (seedream_job_parent_class)->finalize (object);
}

static void
install_parts (void)
{
  GParamFlags given = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GParamFlags shown = given | G_PARAM_READABLE;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, shown);
  properties[PROP_PROVIDER] = g_param_spec_object ("provider", NULL, NULL, SEEDREAM_TYPE_PROVIDER, shown);
  properties[PROP_HTTP] = g_param_spec_object ("http", NULL, NULL, SEEDREAM_TYPE_HTTP, given);
  properties[PROP_LEDGER] = g_param_spec_object ("ledger", NULL, NULL, SEEDREAM_TYPE_LEDGER, given);
  properties[PROP_REQUEST] = g_param_spec_object ("request", NULL, NULL, SEEDREAM_TYPE_REQUEST, shown);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, given);
  properties[PROP_FOLDER] = g_param_spec_object ("folder", NULL, NULL, G_TYPE_FILE, given);
  properties[PROP_PATIENCE] = g_param_spec_pointer ("patience", NULL, NULL, given);
}

static void
install_standing (void)
{
  GParamFlags given = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GParamFlags shown = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_OPERATION] = g_param_spec_uint ("operation", NULL, NULL, SEEDREAM_OPERATION_EDIT,
                                                  SEEDREAM_OPERATION_GENERATE, SEEDREAM_OPERATION_EDIT, given);
  properties[PROP_STATE]
      = g_param_spec_enum ("state", NULL, NULL, SEEDREAM_TYPE_JOB_STATE, SEEDREAM_JOB_PREPARED, given);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, shown);
  properties[PROP_REMOTE_ID] = g_param_spec_string ("remote-id", NULL, NULL, NULL, given);
  properties[PROP_LINKS] = g_param_spec_boxed ("links", NULL, NULL, G_TYPE_STRV, given);
  properties[PROP_SUBMITS] = g_param_spec_uint ("submits", NULL, NULL, 0, 1, 0, given);
  properties[PROP_SUBMITTED_AT] = g_param_spec_int64 ("submitted-at", NULL, NULL, 0, G_MAXINT64, 0, given);
  properties[PROP_COST] = g_param_spec_pointer ("cost", NULL, NULL, given);
  properties[PROP_RETRY_AT] = g_param_spec_int64 ("retry-at", NULL, NULL, 0, G_MAXINT64, 0, shown);
  properties[PROP_OFFLINE] = g_param_spec_boolean ("offline", NULL, NULL, FALSE, shown);
  properties[PROP_GIVEN_UP] = g_param_spec_boolean ("given-up", NULL, NULL, FALSE, given);
  properties[PROP_LATE] = g_param_spec_boolean ("late", NULL, NULL, FALSE, given);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, shown);
}

static void
seedream_job_class_init (SeedreamJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = seedream_job_set_property;
  object_class->get_property = seedream_job_get_property;
  object_class->constructed = seedream_job_constructed;
  object_class->dispose = seedream_job_dispose;
  object_class->finalize = seedream_job_finalize;
  install_parts ();
  install_standing ();
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
seedream_job_init (SeedreamJob *self)
{
  self->progress = -1;
  self->queued_ms = -1;
  self->executed_ms = -1;
  self->cost = (SeedreamCost)SEEDREAM_COST_INIT;
}

const char *
seedream_job_get_id (SeedreamJob *self)
{
  return self->id;
}

SeedreamProvider *
seedream_job_get_provider (SeedreamJob *self)
{
  return self->provider;
}

SeedreamRequest *
seedream_job_get_request (SeedreamJob *self)
{
  return self->request;
}

SeedreamOperation
seedream_job_get_operation (SeedreamJob *self)
{
  return self->operation;
}

SeedreamJobState
seedream_job_get_state (SeedreamJob *self)
{
  return self->state;
}

double
seedream_job_get_progress (SeedreamJob *self)
{
  return self->progress;
}

const char *
seedream_job_get_remote_id (SeedreamJob *self)
{
  return self->remote_id;
}

gint64
seedream_job_get_retry_at (SeedreamJob *self)
{
  return self->retry_at;
}

gboolean
seedream_job_is_offline (SeedreamJob *self)
{
  return self->offline;
}

gboolean
seedream_job_is_given_up (SeedreamJob *self)
{
  return self->given_up;
}

gboolean
seedream_job_is_late (SeedreamJob *self)
{
  return self->late;
}

guint
seedream_job_get_submits (SeedreamJob *self)
{
  return self->submits;
}

gint64
seedream_job_get_submitted_at (SeedreamJob *self)
{
  return self->submitted_at;
}

double
seedream_job_get_elapsed (SeedreamJob *self)
{
  gint64 begun = self->submitted_at > 0 ? self->submitted_at : self->begun_at;
  gint64 ended = self->ended_at > 0 ? self->ended_at : g_get_real_time ();

  /* Of a job that had ended before it was taken up, nobody knows how long it took. */
  if (begun == 0 || (self->ended_at == 0 && seedream_job_state_is_final (self->state)))
    return 0;
  return MAX (ended - begun, 0) / (double)G_USEC_PER_SEC;
}

const char *const *
seedream_job_get_links (SeedreamJob *self)
{
  return (const char *const *)self->links;
}

guint
seedream_job_get_n_results (SeedreamJob *self)
{
  return self->n_results;
}

const SeedreamCost *
seedream_job_get_cost (SeedreamJob *self)
{
  return &self->cost;
}

gint64
seedream_job_get_queued_ms (SeedreamJob *self)
{
  return self->queued_ms;
}

gint64
seedream_job_get_executed_ms (SeedreamJob *self)
{
  return self->executed_ms;
}

char *
seedream_job_describe_times (SeedreamJob *self)
{
  if (self->queued_ms >= 0 && self->executed_ms >= 0)
    /* Translators: the two times that a provider reports of an edit */
    return g_strdup_printf (_ ("%.1f s in the queue, %.1f s at work"), self->queued_ms / 1000.0,
                            self->executed_ms / 1000.0);
  if (self->executed_ms >= 0)
    return g_strdup_printf (_ ("%.1f s at work"), self->executed_ms / 1000.0);
  return NULL;
}

const GError *
seedream_job_get_error (SeedreamJob *self)
{
  return self->error;
}

void
seedream_job_take_n_results (SeedreamJob *self, guint n_results)
{
  self->n_results = n_results;
  if (self->request == NULL || n_results == 0 || n_results >= seedream_request_get_count (self->request))
    return;
  estimate_cost (self, n_results);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COST]);
}
