/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-document-private.h"

#include <glib/gi18n-lib.h>

enum {
  PROP_SERVICES = 1,
  PROP_DRAWN,
  PROP_MARKING,
  PROP_HISTORY,
  PROP_IMAGE,
  PROP_PIXELS,
  PROP_LOADING,
  PROP_TITLE,
  PROP_ERROR,
  PROP_REFERENCES,
  PROP_ORDER,
  PROP_JOB,
  PROP_PREPARATION,
  PROP_EDITS,
  PROP_BUSY,
  PROP_SENT_SIZE,
  PROP_SIZE_NOTE,
  PROP_CHANGES_SIZE,
  PROP_ESTIMATE,
  PROP_BUDGET_LEFT,
  PROP_OBSTACLE,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_REGIONAL,
  PROP_OPERATION,
  PROP_PROMPT,
  PROP_NEGATIVE_PROMPT,
  PROP_PROVIDER,
  PROP_WIDTH,
  PROP_HEIGHT,
  PROP_SEED,
  PROP_COUNT,
  PROP_SAFETY,
  PROP_FIT_BACK,
  PROP_CHANGING,
  PROP_ENDPOINT,
  PROP_TEMPLATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PentimentoDocument, pentimento_document, G_TYPE_OBJECT)

static void
notify (PentimentoDocument *self, guint id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

void
pentimento_document_notify_request (PentimentoDocument *self)
{
  notify (self, PROP_SENT_SIZE);
  notify (self, PROP_SIZE_NOTE);
  notify (self, PROP_CHANGES_SIZE);
  notify (self, PROP_ESTIMATE);
  notify (self, PROP_OBSTACLE);
  notify (self, PROP_REGIONAL);
}

static void
notify_steps (PentimentoDocument *self)
{
  notify (self, PROP_CAN_UNDO);
  notify (self, PROP_CAN_REDO);
}

void
pentimento_document_notify_template (PentimentoDocument *self)
{
  notify (self, PROP_TEMPLATE);
  pentimento_document_notify_request (self);
}

void
pentimento_document_notify_picture (PentimentoDocument *self)
{
  notify (self, PROP_HISTORY);
  notify (self, PROP_IMAGE);
  notify (self, PROP_PIXELS);
  notify (self, PROP_LOADING);
  notify (self, PROP_TITLE);
  notify (self, PROP_ERROR);
  notify_steps (self);
  pentimento_document_notify_request (self);
}

void
pentimento_document_notify_edits (PentimentoDocument *self, gboolean was_busy)
{
  notify (self, PROP_EDITS);
  if (was_busy != pentimento_document_get_busy (self))
    notify (self, PROP_BUSY);
}

void
pentimento_document_set_order (PentimentoDocument *self, PentimentoOrder *order)
{
  if (g_set_object (&self->order, order))
    notify (self, PROP_ORDER);
}

void
pentimento_document_set_job (PentimentoDocument *self, SeedreamJob *job)
{
  if (g_set_object (&self->job, job))
    notify (self, PROP_JOB);
}

void
pentimento_document_set_preparation (PentimentoDocument *self, const char *preparation)
{
  if (g_strcmp0 (self->preparation, preparation) == 0)
    return;
  g_free (self->preparation);
  self->preparation = g_strdup (preparation);
  notify (self, PROP_PREPARATION);
}

PentimentoServices *
pentimento_document_get_services (PentimentoDocument *self)
{
  return self->services;
}

PentimentoHistory *
pentimento_document_get_history (PentimentoDocument *self)
{
  return self->history;
}

PentimentoMarking *
pentimento_document_get_marking (PentimentoDocument *self)
{
  return self->marking;
}

PentimentoImage *
pentimento_document_get_image (PentimentoDocument *self)
{
  return self->image;
}

GdkPixbuf *
pentimento_document_get_pixels (PentimentoDocument *self)
{
  return self->pixels;
}

GListModel *
pentimento_document_get_references (PentimentoDocument *self)
{
  return G_LIST_MODEL (self->references);
}

PentimentoOrder *
pentimento_document_get_order (PentimentoDocument *self)
{
  return self->order;
}

SeedreamJob *
pentimento_document_get_job (PentimentoDocument *self)
{
  return self->job;
}

GListModel *
pentimento_document_get_edits (PentimentoDocument *self)
{
  return G_LIST_MODEL (self->edits);
}

gboolean
pentimento_document_get_busy (PentimentoDocument *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->edits)) > 0;
}

const SeedreamCapabilities *
pentimento_document_get_capabilities (PentimentoDocument *self)
{
  return seedream_provider_get_capabilities (self->description, self->operation);
}

/* The name of the file that the history began with. */
static char *
make_title (PentimentoDocument *self)
{
  PentimentoVersion *version = pentimento_history_get_current (self->history);
  PentimentoVersion *parent;

  if (version == NULL)
    return g_strdup ("");
  while ((parent = pentimento_history_get_parent (self->history, version)) != NULL)
    version = parent;
  if (pentimento_version_get_name (version) != NULL)
    return g_strdup (pentimento_version_get_name (version));
  return g_strdup (_ ("Generated picture"));
}

/* Properties */

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text != NULL ? text : "");
}

static void
set_provider (PentimentoDocument *self, const char *id)
{
  SeedreamProvider *description = seedream_registry_describe (id);

  /* Ids come from the registry, or have been looked up there. */
  g_return_if_fail (description != NULL);
  g_clear_object (&self->description);
  self->description = description;
}

/* What is to be sent; TRUE where the property is one of those. */
static gboolean
get_wish_property (PentimentoDocument *self, guint id, GValue *value)
{
  switch (id)
    {
    case PROP_OPERATION:
      g_value_set_int (value, self->operation);
      return TRUE;
    case PROP_PROMPT:
      g_value_set_string (value, self->prompt);
      return TRUE;
    case PROP_NEGATIVE_PROMPT:
      g_value_set_string (value, self->negative_prompt);
      return TRUE;
    case PROP_PROVIDER:
      g_value_set_string (value, seedream_provider_get_id (self->description));
      return TRUE;
    case PROP_WIDTH:
      g_value_set_int (value, self->width);
      return TRUE;
    case PROP_HEIGHT:
      g_value_set_int (value, self->height);
      return TRUE;
    case PROP_SEED:
      g_value_set_int64 (value, self->seed);
      return TRUE;
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      return TRUE;
    case PROP_SAFETY:
      g_value_set_boolean (value, self->safety);
      return TRUE;
    case PROP_FIT_BACK:
      g_value_set_boolean (value, self->fit_back);
      return TRUE;
    case PROP_CHANGING:
      g_value_set_boolean (value, self->changing);
      return TRUE;
    case PROP_ENDPOINT:
      g_value_set_string (value, self->endpoint);
      return TRUE;
    default:
      return FALSE;
    }
}

/* What is found out each time, from all else; TRUE where the property is one of those. */
static gboolean
get_derived_property (PentimentoDocument *self, guint id, GValue *value)
{
  switch (id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, pentimento_document_get_can_undo (self));
      return TRUE;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, pentimento_document_get_can_redo (self));
      return TRUE;
    case PROP_REGIONAL:
      g_value_set_boolean (value, pentimento_document_get_is_regional (self));
      return TRUE;
    case PROP_TITLE:
      g_value_take_string (value, make_title (self));
      return TRUE;
    case PROP_BUSY:
      g_value_set_boolean (value, pentimento_document_get_busy (self));
      return TRUE;
    case PROP_SENT_SIZE:
      g_value_take_string (value, pentimento_document_describe_size (self));
      return TRUE;
    case PROP_SIZE_NOTE:
      g_value_take_string (value, pentimento_document_describe_size_change (self));
      return TRUE;
    case PROP_CHANGES_SIZE:
      g_value_set_boolean (value, pentimento_document_changes_size (self));
      return TRUE;
    case PROP_ESTIMATE:
      g_value_take_string (value, pentimento_document_describe_estimate (self));
      return TRUE;
    case PROP_BUDGET_LEFT:
      g_value_take_string (value, pentimento_budget_describe_left (pentimento_services_get_budget (self->services)));
      return TRUE;
    case PROP_OBSTACLE:
      g_value_take_string (value, pentimento_document_describe_obstacle (self));
      return TRUE;
    default:
      return FALSE;
    }
}

static void
pentimento_document_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PentimentoDocument *self = PENTIMENTO_DOCUMENT (object);

  switch (id)
    {
    case PROP_SERVICES:
      g_value_set_object (value, self->services);
      break;
    case PROP_DRAWN:
      g_value_set_boolean (value, self->drawn);
      break;
    case PROP_MARKING:
      g_value_set_object (value, self->marking);
      break;
    case PROP_HISTORY:
      g_value_set_object (value, self->history);
      break;
    case PROP_IMAGE:
      g_value_set_object (value, self->image);
      break;
    case PROP_PIXELS:
      g_value_set_object (value, self->pixels);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading != NULL);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_REFERENCES:
      g_value_set_object (value, self->references);
      break;
    case PROP_ORDER:
      g_value_set_object (value, self->order);
      break;
    case PROP_JOB:
      g_value_set_object (value, self->job);
      break;
    case PROP_PREPARATION:
      g_value_set_string (value, self->preparation);
      break;
    case PROP_EDITS:
      g_value_set_object (value, self->edits);
      break;
    case PROP_TEMPLATE:
      g_value_set_object (value, self->template);
      break;
    default:
      if (!get_derived_property (self, id, value) && !get_wish_property (self, id, value))
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pentimento_document_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PentimentoDocument *self = PENTIMENTO_DOCUMENT (object);

  switch (id)
    {
    case PROP_SERVICES:
      self->services = g_value_dup_object (value);
      return;
    case PROP_DRAWN:
      self->drawn = g_value_get_boolean (value);
      return;
    case PROP_OPERATION:
      self->operation = g_value_get_int (value);
      break;
    case PROP_PROMPT:
      set_text (&self->prompt, g_value_get_string (value));
      /* Nothing is made from a template any more. */
      if (*self->prompt == '\0')
        pentimento_document_set_template (self, NULL);
      break;
    case PROP_NEGATIVE_PROMPT:
      set_text (&self->negative_prompt, g_value_get_string (value));
      break;
    case PROP_PROVIDER:
      set_provider (self, g_value_get_string (value));
      break;
    case PROP_WIDTH:
      self->width = g_value_get_int (value);
      break;
    case PROP_HEIGHT:
      self->height = g_value_get_int (value);
      break;
    case PROP_SEED:
      self->seed = g_value_get_int64 (value);
      break;
    case PROP_COUNT:
      self->count = g_value_get_uint (value);
      break;
    case PROP_SAFETY:
      self->safety = g_value_get_boolean (value);
      break;
    case PROP_FIT_BACK:
      self->fit_back = g_value_get_boolean (value);
      break;
    case PROP_CHANGING:
      if (self->changing == g_value_get_boolean (value))
        return;
      self->changing = !self->changing;
      break;
    case PROP_ENDPOINT:
      g_free (self->endpoint);
      self->endpoint = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  pentimento_document_notify_request (self);
}

static void
budget_changed (PentimentoDocument *self)
{
  notify (self, PROP_BUDGET_LEFT);
  notify (self, PROP_OBSTACLE);
}

static void
marking_changed (PentimentoDocument *self)
{
  pentimento_document_follow_steps (self);
  notify_steps (self);
  pentimento_document_notify_request (self);
}

static void
pentimento_document_constructed (GObject *object)
{
  PentimentoDocument *self = PENTIMENTO_DOCUMENT (object);

  G_OBJECT_CLASS (pentimento_document_parent_class)->constructed (object);
  self->history = pentimento_history_new (pentimento_services_get_library (self->services), NULL);
  g_signal_connect_object (pentimento_services_get_budget (self->services), "notify::left", G_CALLBACK (budget_changed),
                           self, G_CONNECT_SWAPPED);
}

static void
pentimento_document_dispose (GObject *object)
{
  PentimentoDocument *self = PENTIMENTO_DOCUMENT (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->history);
  g_clear_handle_id (&self->note_id, g_source_remove);
  g_clear_object (&self->marking);
  g_clear_object (&self->image);
  g_clear_object (&self->pixels);
  pentimento_document_stop_reading_ahead (self);
  g_clear_object (&self->references);
  g_clear_object (&self->template);
  g_clear_object (&self->edits);
  g_clear_object (&self->description);
  g_clear_object (&self->order);
  g_clear_object (&self->job);
  g_clear_object (&self->services);
  G_OBJECT_CLASS (pentimento_document_parent_class)->dispose (object);
}

static void
pentimento_document_finalize (GObject *object)
{
  PentimentoDocument *self = PENTIMENTO_DOCUMENT (object);

  g_clear_error (&self->error);
  export_estimates_unref (self->estimates);
  nearby_versions_free (self->nearby);
  g_free (self->prompt);
  g_free (self->negative_prompt);
  g_free (self->endpoint);
  g_free (self->preparation);
  g_free (self->place);
  g_array_unref (self->numbers);
  g_ptr_array_unref (self->roles);
  G_OBJECT_CLASS (pentimento_document_parent_class)->finalize (object);
}

static void
install_read_only (GParamFlags flags)
{
  properties[PROP_HISTORY] = g_param_spec_object ("history", NULL, NULL, PENTIMENTO_TYPE_HISTORY, flags);
  properties[PROP_IMAGE] = g_param_spec_object ("image", NULL, NULL, PENTIMENTO_TYPE_IMAGE, flags);
  properties[PROP_PIXELS] = g_param_spec_object ("pixels", NULL, NULL, GDK_TYPE_PIXBUF, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_REFERENCES] = g_param_spec_object ("references", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_ORDER] = g_param_spec_object ("order", NULL, NULL, PENTIMENTO_TYPE_ORDER, flags);
  properties[PROP_JOB] = g_param_spec_object ("job", NULL, NULL, SEEDREAM_TYPE_JOB, flags);
  properties[PROP_PREPARATION] = g_param_spec_string ("preparation", NULL, NULL, NULL, flags);
  properties[PROP_EDITS] = g_param_spec_object ("edits", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_SENT_SIZE] = g_param_spec_string ("sent-size", NULL, NULL, "", flags);
  properties[PROP_SIZE_NOTE] = g_param_spec_string ("size-note", NULL, NULL, NULL, flags);
  properties[PROP_CHANGES_SIZE] = g_param_spec_boolean ("changes-size", NULL, NULL, FALSE, flags);
  properties[PROP_ESTIMATE] = g_param_spec_string ("estimate", NULL, NULL, "", flags);
  properties[PROP_BUDGET_LEFT] = g_param_spec_string ("budget-left", NULL, NULL, NULL, flags);
  properties[PROP_TEMPLATE] = g_param_spec_object ("template", NULL, NULL, PENTIMENTO_TYPE_TEMPLATE, flags);
  properties[PROP_OBSTACLE] = g_param_spec_string ("obstacle", NULL, NULL, NULL, flags);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_REGIONAL] = g_param_spec_boolean ("regional", NULL, NULL, FALSE, flags);
}

static void
install_writable (GParamFlags flags)
{
  properties[PROP_OPERATION] = g_param_spec_int ("operation", NULL, NULL, SEEDREAM_OPERATION_EDIT,
                                                 SEEDREAM_OPERATION_GENERATE, SEEDREAM_OPERATION_EDIT, flags);
  properties[PROP_PROMPT] = g_param_spec_string ("prompt", NULL, NULL, "", flags);
  properties[PROP_NEGATIVE_PROMPT] = g_param_spec_string ("negative-prompt", NULL, NULL, "", flags);
  properties[PROP_PROVIDER] = g_param_spec_string ("provider", NULL, NULL, "practice", flags);
  properties[PROP_WIDTH] = g_param_spec_int ("width", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_HEIGHT] = g_param_spec_int ("height", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_SEED] = g_param_spec_int64 ("seed", NULL, NULL, -1, G_MAXINT64, -1, flags);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 1, G_MAXUINT, 1, flags);
  properties[PROP_SAFETY] = g_param_spec_boolean ("safety", NULL, NULL, TRUE, flags);
  properties[PROP_FIT_BACK] = g_param_spec_boolean ("fit-back", NULL, NULL, FALSE, flags);
  properties[PROP_CHANGING] = g_param_spec_boolean ("changing", NULL, NULL, FALSE, flags);
  properties[PROP_ENDPOINT] = g_param_spec_string ("endpoint", NULL, NULL, NULL, flags);
}

static void
pentimento_document_class_init (PentimentoDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pentimento_document_get_property;
  object_class->set_property = pentimento_document_set_property;
  object_class->constructed = pentimento_document_constructed;
  object_class->dispose = pentimento_document_dispose;
  object_class->finalize = pentimento_document_finalize;

  properties[PROP_SERVICES] = g_param_spec_object ("services", NULL, NULL, PENTIMENTO_TYPE_SERVICES,
                                                   G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_DRAWN] = g_param_spec_boolean ("drawn", NULL, NULL, TRUE,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_MARKING]
      = g_param_spec_object ("marking", NULL, NULL, PENTIMENTO_TYPE_MARKING, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  install_read_only (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  install_writable (G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pentimento_document_init (PentimentoDocument *self)
{
  self->estimates = export_estimates_new ();
  self->nearby = nearby_versions_new ();
  self->marking = pentimento_marking_new ();
  self->references = g_list_store_new (PENTIMENTO_TYPE_IMAGE);
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  self->roles = g_ptr_array_new_with_free_func (g_free);
  self->edits = g_list_store_new (PENTIMENTO_TYPE_ORDER);
  self->prompt = g_strdup ("");
  self->negative_prompt = g_strdup ("");
  self->seed = -1;
  self->count = 1;
  self->safety = TRUE;
  set_provider (self, "practice");
  g_signal_connect_object (self->marking, "notify", G_CALLBACK (marking_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->references, "items-changed", G_CALLBACK (pentimento_document_references_changed), self,
                           G_CONNECT_SWAPPED);
}

PentimentoDocument *
pentimento_document_new (PentimentoServices *services)
{
  return g_object_new (PENTIMENTO_TYPE_DOCUMENT, "services", services, NULL);
}
