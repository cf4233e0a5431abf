/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-marking.h"

/* In pixels, as a person marks at first: a sharp seam is seen, and so much is not missed inside the rim. */
#define SOFT_RIM 8

/* All that was marked after one of the steps. */
typedef struct {
  PentimentoMask *mask;                /* (nullable) */
  PentimentoMarks *marks;              /* (nullable) */
  PentimentoReferenceList *references; /* (nullable) */
} Step;

/* What was marked on one version, one step after the other. */
typedef struct {
  GArray *list;   /* of Step; the first is what there was at first */
  guint position; /* of the one that counts now; those after it have been undone */
} Steps;

struct _PentimentoMarking {
  GObject parent_instance;

  GHashTable *versions; /* id → Steps */
  Steps *steps;         /* (nullable): of the version that is shown */

  int context;
  gboolean align;
  gboolean tone;
  int feather;
};

enum {
  PROP_MASK = 1,
  PROP_MARKS,
  PROP_CONTEXT,
  PROP_ALIGN,
  PROP_TONE,
  PROP_FEATHER,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PentimentoMarking, pentimento_marking, G_TYPE_OBJECT)

static void
clear_step (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->mask, pentimento_mask_unref);
  g_clear_pointer (&step->marks, pentimento_marks_unref);
  g_clear_pointer (&step->references, pentimento_reference_list_unref);
}

static Steps *
steps_new (void)
{
  Steps *steps = g_new0 (Steps, 1);

  steps->list = g_array_new (FALSE, TRUE, sizeof (Step));
  g_array_set_clear_func (steps->list, clear_step);
  g_array_set_size (steps->list, 1);
  return steps;
}

static void
steps_free (Steps *steps)
{
  g_array_unref (steps->list);
  g_free (steps);
}

static void
notify_steps (PentimentoMarking *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MASK]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MARKS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
}

static void
carry_references (Steps *steps, PentimentoReferenceList *references)
{
  Step *step = &g_array_index (steps->list, Step, steps->position);

  g_clear_pointer (&step->references, pentimento_reference_list_unref);
  step->references = references != NULL ? pentimento_reference_list_ref (references) : NULL;
}

void
pentimento_marking_show (PentimentoMarking *self, const char *version, PentimentoReferenceList *references)
{
  Steps *steps = version != NULL ? g_hash_table_lookup (self->versions, version) : NULL;

  if (steps == NULL && version != NULL)
    {
      steps = steps_new ();
      g_hash_table_insert (self->versions, g_strdup (version), steps);
    }
  if (steps == self->steps)
    return;
  self->steps = steps;
  if (steps != NULL)
    carry_references (steps, references);
  notify_steps (self);
}

static const Step *
get_step (PentimentoMarking *self)
{
  return self->steps != NULL ? &g_array_index (self->steps->list, Step, self->steps->position) : NULL;
}

PentimentoMask *
pentimento_marking_get_mask (PentimentoMarking *self)
{
  return self->steps != NULL ? get_step (self)->mask : NULL;
}

PentimentoMarks *
pentimento_marking_get_marks (PentimentoMarking *self)
{
  return self->steps != NULL ? get_step (self)->marks : NULL;
}

PentimentoReferenceList *
pentimento_marking_get_references (PentimentoMarking *self)
{
  return self->steps != NULL ? get_step (self)->references : NULL;
}

/* What was undone is gone with another step. */
static void
add_step (PentimentoMarking *self, PentimentoMask *mask, PentimentoMarks *marks, PentimentoReferenceList *references)
{
  const Step step = {
    .mask = mask != NULL ? pentimento_mask_ref (mask) : NULL,
    .marks = marks != NULL ? pentimento_marks_ref (marks) : NULL,
    .references = references != NULL ? pentimento_reference_list_ref (references) : NULL,
  };

  g_array_set_size (self->steps->list, self->steps->position + 1);
  g_array_append_val (self->steps->list, step);
  self->steps->position++;
  notify_steps (self);
}

void
pentimento_marking_set_mask (PentimentoMarking *self, PentimentoMask *mask)
{
  if (mask != NULL && pentimento_mask_is_empty (mask))
    mask = NULL;
  if (self->steps != NULL && mask != get_step (self)->mask)
    add_step (self, mask, get_step (self)->marks, get_step (self)->references);
}

void
pentimento_marking_set_marks (PentimentoMarking *self, PentimentoMarks *marks)
{
  if (self->steps != NULL && !pentimento_marks_equal (marks, get_step (self)->marks))
    add_step (self, get_step (self)->mask, marks, get_step (self)->references);
}

void
pentimento_marking_set_references (PentimentoMarking *self, PentimentoReferenceList *references)
{
  if (self->steps != NULL && !pentimento_reference_list_equal (references, get_step (self)->references))
    add_step (self, get_step (self)->mask, get_step (self)->marks, references);
}

int
pentimento_marking_get_context (PentimentoMarking *self)
{
  return self->context;
}

gboolean
pentimento_marking_get_align (PentimentoMarking *self)
{
  return self->align;
}

gboolean
pentimento_marking_get_tone (PentimentoMarking *self)
{
  return self->tone;
}

int
pentimento_marking_get_feather (PentimentoMarking *self)
{
  return self->feather;
}

gboolean
pentimento_marking_get_can_undo (PentimentoMarking *self)
{
  return self->steps != NULL && self->steps->position > 0;
}

gboolean
pentimento_marking_get_can_redo (PentimentoMarking *self)
{
  return self->steps != NULL && self->steps->position + 1 < self->steps->list->len;
}

void
pentimento_marking_undo (PentimentoMarking *self)
{
  if (!pentimento_marking_get_can_undo (self))
    return;
  self->steps->position--;
  notify_steps (self);
}

void
pentimento_marking_redo (PentimentoMarking *self)
{
  if (!pentimento_marking_get_can_redo (self))
    return;
  self->steps->position++;
  notify_steps (self);
}

static void
pentimento_marking_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PentimentoMarking *self = PENTIMENTO_MARKING (object);

  switch (id)
    {
    case PROP_MASK:
      g_value_set_boxed (value, pentimento_marking_get_mask (self));
      break;
    case PROP_MARKS:
      g_value_set_boxed (value, pentimento_marking_get_marks (self));
      break;
    case PROP_CONTEXT:
      g_value_set_int (value, self->context);
      break;
    case PROP_ALIGN:
      g_value_set_boolean (value, self->align);
      break;
    case PROP_TONE:
      g_value_set_boolean (value, self->tone);
      break;
    case PROP_FEATHER:
      g_value_set_int (value, self->feather);
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, pentimento_marking_get_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, pentimento_marking_get_can_redo (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pentimento_marking_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PentimentoMarking *self = PENTIMENTO_MARKING (object);

  switch (id)
    {
    case PROP_MASK:
      pentimento_marking_set_mask (self, g_value_get_boxed (value));
      return;
    case PROP_MARKS:
      pentimento_marking_set_marks (self, g_value_get_boxed (value));
      return;
    case PROP_CONTEXT:
      self->context = g_value_get_int (value);
      break;
    case PROP_ALIGN:
      self->align = g_value_get_boolean (value);
      break;
    case PROP_TONE:
      self->tone = g_value_get_boolean (value);
      break;
    case PROP_FEATHER:
      self->feather = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
pentimento_marking_finalize (GObject *object)
{
  PentimentoMarking *self = PENTIMENTO_MARKING (object);

  g_hash_table_unref (self->versions);
  G_OBJECT_CLASS (pentimento_marking_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_MASK] = g_param_spec_boxed ("mask", NULL, NULL, PENTIMENTO_TYPE_MASK, writable);
  properties[PROP_MARKS] = g_param_spec_boxed ("marks", NULL, NULL, PENTIMENTO_TYPE_MARKS, writable);
  properties[PROP_CONTEXT] = g_param_spec_int ("context", NULL, NULL, PENTIMENTO_REGION_AUTOMATIC, G_MAXINT,
                                               PENTIMENTO_REGION_AUTOMATIC, writable);
  properties[PROP_ALIGN] = g_param_spec_boolean ("align", NULL, NULL, TRUE, writable);
  properties[PROP_TONE] = g_param_spec_boolean ("tone", NULL, NULL, FALSE, writable);
  properties[PROP_FEATHER]
      = g_param_spec_int ("feather", NULL, NULL, 0, PENTIMENTO_MASK_MOST_PIXELS, SOFT_RIM, writable);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, readable);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (klass, N_PROPS, properties);
}

static void
pentimento_marking_class_init (PentimentoMarkingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pentimento_marking_get_property;
  object_class->set_property = pentimento_marking_set_property;
  object_class->finalize = pentimento_marking_finalize;
  install_properties (object_class);
}

static void
pentimento_marking_init (PentimentoMarking *self)
{
  self->versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)steps_free);
  self->context = PENTIMENTO_REGION_AUTOMATIC;
  self->align = TRUE;
  self->feather = SOFT_RIM;
}

PentimentoMarking *
pentimento_marking_new (void)
{
  return g_object_new (PENTIMENTO_TYPE_MARKING, NULL);
}
