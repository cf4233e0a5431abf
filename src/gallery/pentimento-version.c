/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-version.h"

#include "pentimento-image.h"
#include "pentimento-measured.h"

/* The texts come first, so that one array holds them all. */
enum {
  PROP_0,
  PROP_ID,
  PROP_PICTURE_ID,
  PROP_PARENT_ID,
  PROP_NAME,
  PROP_SHA256,
  PROP_MEDIA_TYPE,
  PROP_JOB_ID,
  PROP_PROMPT,
  PROP_NEGATIVE_PROMPT,
  PROP_PROVIDER,
  PROP_COST_CURRENCY,
  PROP_COST_KIND,
  PROP_RECIPE,
  PROP_MEASURED,
  PROP_TITLE,
  N_TEXTS,
  PROP_KIND = N_TEXTS,
  PROP_CREATED,
  PROP_WIDTH,
  PROP_HEIGHT,
  PROP_POSITION,
  PROP_SEED,
  PROP_COST_MICROS,
  PROP_REFERENCES,
  PROP_TAGS,
  PROP_STARRED,
  PROP_REJECTED,
  PROP_TRASHED,
  PROP_NUMBER,
  N_PROPS,
};

struct _PentimentoVersion {
  GObject parent_instance;
  char *texts[N_TEXTS];
  char *identity;
  char **references;
  char **tags;
  gint64 created;
  gint64 seed;
  gint64 cost_micros;
  int kind;
  int width;
  int height;
  guint position;
  gboolean starred;
  gboolean rejected;
  gint64 trashed;
  gint64 number;
};

G_DEFINE_FINAL_TYPE (PentimentoVersion, pentimento_version, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static const char *const kinds[] = {
  [PENTIMENTO_VERSION_OPENED] = "opened",
  [PENTIMENTO_VERSION_EDITED] = "edited",
  [PENTIMENTO_VERSION_GENERATED] = "generated",
  [PENTIMENTO_VERSION_CHANGED] = "changed",
};

const char *
pentimento_version_kind_to_string (PentimentoVersionKind kind)
{
  g_return_val_if_fail ((guint)kind < G_N_ELEMENTS (kinds), NULL);
  return kinds[kind];
}

gboolean
pentimento_version_kind_from_string (const char *text, PentimentoVersionKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (text, kinds[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

static void
pentimento_version_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PentimentoVersion *self = PENTIMENTO_VERSION (object);

  switch (prop_id)
    {
    case PROP_KIND:
      g_value_set_int (value, self->kind);
      break;
    case PROP_CREATED:
      g_value_set_int64 (value, self->created);
      break;
    case PROP_WIDTH:
      g_value_set_int (value, self->width);
      break;
    case PROP_HEIGHT:
      g_value_set_int (value, self->height);
      break;
    case PROP_POSITION:
      g_value_set_uint (value, self->position);
      break;
    case PROP_SEED:
      g_value_set_int64 (value, self->seed);
      break;
    case PROP_COST_MICROS:
      g_value_set_int64 (value, self->cost_micros);
      break;
    case PROP_REFERENCES:
      g_value_set_boxed (value, self->references);
      break;
    case PROP_TAGS:
      g_value_set_boxed (value, self->tags);
      break;
    case PROP_STARRED:
      g_value_set_boolean (value, self->starred);
      break;
    case PROP_REJECTED:
      g_value_set_boolean (value, self->rejected);
      break;
    case PROP_TRASHED:
      g_value_set_int64 (value, self->trashed);
      break;
    case PROP_NUMBER:
      g_value_set_int64 (value, self->number);
      break;
    default:
      g_assert (prop_id < N_TEXTS);
      g_value_set_string (value, self->texts[prop_id]);
    }
}

static void
pentimento_version_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  PentimentoVersion *self = PENTIMENTO_VERSION (object);

  switch (prop_id)
    {
    case PROP_KIND:
      self->kind = g_value_get_int (value);
      break;
    case PROP_CREATED:
      self->created = g_value_get_int64 (value);
      break;
    case PROP_WIDTH:
      self->width = g_value_get_int (value);
      break;
    case PROP_HEIGHT:
      self->height = g_value_get_int (value);
      break;
    case PROP_POSITION:
      self->position = g_value_get_uint (value);
      break;
    case PROP_SEED:
      self->seed = g_value_get_int64 (value);
      break;
    case PROP_COST_MICROS:
      self->cost_micros = g_value_get_int64 (value);
      break;
    case PROP_REFERENCES:
      self->references = g_value_dup_boxed (value);
      break;
    case PROP_TAGS:
      self->tags = g_value_dup_boxed (value);
      break;
    case PROP_STARRED:
      self->starred = g_value_get_boolean (value);
      break;
    case PROP_REJECTED:
      self->rejected = g_value_get_boolean (value);
      break;
    case PROP_TRASHED:
      self->trashed = g_value_get_int64 (value);
      break;
    case PROP_NUMBER:
      self->number = g_value_get_int64 (value);
      break;
    default:
      g_assert (prop_id < N_TEXTS);
      self->texts[prop_id] = g_value_dup_string (value);
    }
}

static void
pentimento_version_constructed (GObject *object)
{
  PentimentoVersion *self = PENTIMENTO_VERSION (object);

  if (self->references == NULL)
    self->references = g_new0 (char *, 1);
  if (self->tags == NULL)
    self->tags = g_new0 (char *, 1);
  self->identity = pentimento_image_identify (self->texts[PROP_SHA256], self->texts[PROP_RECIPE]);
  G_OBJECT_CLASS (pentimento_version_parent_class)->constructed (object);
}

static void
pentimento_version_finalize (GObject *object)
{
  PentimentoVersion *self = PENTIMENTO_VERSION (object);

  for (guint i = 0; i < N_TEXTS; i++)
    g_free (self->texts[i]);
  g_free (self->identity);
  g_strfreev (self->references);
  g_strfreev (self->tags);
  G_OBJECT_CLASS (pentimento_version_parent_class)->finalize (object);
}

static void
pentimento_version_class_init (PentimentoVersionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const char *names[N_TEXTS] = {
    [PROP_ID] = "id",
    [PROP_PICTURE_ID] = "picture-id",
    [PROP_PARENT_ID] = "parent-id",
    [PROP_NAME] = "name",
    [PROP_SHA256] = "sha256",
    [PROP_MEDIA_TYPE] = "media-type",
    [PROP_JOB_ID] = "job-id",
    [PROP_PROMPT] = "prompt",
    [PROP_NEGATIVE_PROMPT] = "negative-prompt",
    [PROP_PROVIDER] = "provider",
    [PROP_COST_CURRENCY] = "cost-currency",
    [PROP_COST_KIND] = "cost-kind",
    [PROP_RECIPE] = "recipe",
    [PROP_MEASURED] = "measured",
    [PROP_TITLE] = "title",
  };
  const char *defaults[N_TEXTS] = { [PROP_COST_CURRENCY] = "USD", [PROP_COST_KIND] = "unknown" };

  object_class->constructed = pentimento_version_constructed;
  object_class->finalize = pentimento_version_finalize;
  object_class->get_property = pentimento_version_get_property;
  object_class->set_property = pentimento_version_set_property;

  for (guint i = PROP_0 + 1; i < N_TEXTS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, defaults[i], flags);
  properties[PROP_KIND]
      = g_param_spec_int ("kind", NULL, NULL, 0, G_N_ELEMENTS (kinds) - 1, PENTIMENTO_VERSION_OPENED, flags);
  properties[PROP_CREATED] = g_param_spec_int64 ("created", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_WIDTH] = g_param_spec_int ("width", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_HEIGHT] = g_param_spec_int ("height", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_POSITION] = g_param_spec_uint ("position", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SEED] = g_param_spec_int64 ("seed", NULL, NULL, -1, G_MAXINT64, -1, flags);
  properties[PROP_COST_MICROS] = g_param_spec_int64 ("cost-micros", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_REFERENCES] = g_param_spec_boxed ("references", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_TAGS] = g_param_spec_boxed ("tags", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_STARRED] = g_param_spec_boolean ("starred", NULL, NULL, FALSE, flags);
  properties[PROP_REJECTED] = g_param_spec_boolean ("rejected", NULL, NULL, FALSE, flags);
  properties[PROP_TRASHED] = g_param_spec_int64 ("trashed", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_NUMBER] = g_param_spec_int64 ("number", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pentimento_version_init (PentimentoVersion *self)
{
}

PentimentoVersion *
pentimento_version_copy_as (PentimentoVersion *self, const char *id, const char *picture_id, const char *parent_id)
{
  const char *names[N_PROPS];
  GValue values[N_PROPS] = { G_VALUE_INIT };
  guint n_values = 0;
  GObject *copy;

  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);

  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    if (properties[i] != NULL && i != PROP_JOB_ID && i != PROP_TRASHED && i != PROP_NUMBER)
      {
        names[n_values] = properties[i]->name;
        g_object_get_property (G_OBJECT (self), properties[i]->name, &values[n_values]);
        if (i == PROP_ID)
          g_value_set_string (&values[n_values], id);
        else if (i == PROP_PICTURE_ID)
          g_value_set_string (&values[n_values], picture_id);
        else if (i == PROP_PARENT_ID)
          g_value_set_string (&values[n_values], parent_id);
        n_values++;
      }
  copy = g_object_new_with_properties (PENTIMENTO_TYPE_VERSION, n_values, names, values);
  for (guint i = 0; i < n_values; i++)
    g_value_unset (&values[i]);
  return PENTIMENTO_VERSION (copy);
}

const char *
pentimento_version_get_id (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return self->texts[PROP_ID];
}

const char *
pentimento_version_get_picture_id (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return self->texts[PROP_PICTURE_ID];
}

const char *
pentimento_version_get_parent_id (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return self->texts[PROP_PARENT_ID];
}

PentimentoVersionKind
pentimento_version_get_kind (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), PENTIMENTO_VERSION_OPENED);
  return self->kind;
}

const char *
pentimento_version_get_name (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return self->texts[PROP_NAME];
}

gint64
pentimento_version_get_created (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), 0);
  return self->created;
}

const char *
pentimento_version_get_sha256 (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return self->texts[PROP_SHA256];
}

const char *
pentimento_version_get_identity (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return self->identity;
}

const char *
pentimento_version_get_media_type (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return self->texts[PROP_MEDIA_TYPE];
}

int
pentimento_version_get_width (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), 0);
  return self->width;
}

int
pentimento_version_get_height (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), 0);
  return self->height;
}

const char *
pentimento_version_get_job_id (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return self->texts[PROP_JOB_ID];
}

guint
pentimento_version_get_position (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), 0);
  return self->position;
}

const char *
pentimento_version_get_prompt (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return self->texts[PROP_PROMPT];
}

const char *
pentimento_version_get_negative_prompt (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return self->texts[PROP_NEGATIVE_PROMPT];
}

const char *
pentimento_version_get_provider (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return self->texts[PROP_PROVIDER];
}

gint64
pentimento_version_get_seed (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), 0);
  return self->seed;
}

gint64
pentimento_version_get_cost_micros (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), 0);
  return self->cost_micros;
}

const char *
pentimento_version_get_cost_currency (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return self->texts[PROP_COST_CURRENCY];
}

const char *
pentimento_version_get_cost_kind (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return self->texts[PROP_COST_KIND];
}

const char *
pentimento_version_get_recipe (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return self->texts[PROP_RECIPE];
}

const char *
pentimento_version_get_measured (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return self->texts[PROP_MEASURED];
}

char *
pentimento_version_describe_measured (PentimentoVersion *self)
{
  PentimentoMeasured measured;

  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return pentimento_measured_read (&measured, self->texts[PROP_MEASURED]) ? pentimento_measured_describe (&measured)
                                                                          : NULL;
}

const char *const *
pentimento_version_get_references (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return (const char *const *)self->references;
}

const char *
pentimento_version_get_title (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return self->texts[PROP_TITLE];
}

const char *const *
pentimento_version_get_tags (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), NULL);
  return (const char *const *)self->tags;
}

gboolean
pentimento_version_get_starred (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), FALSE);
  return self->starred;
}

gboolean
pentimento_version_get_rejected (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), FALSE);
  return self->rejected;
}

gint64
pentimento_version_get_trashed (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), 0);
  return self->trashed;
}

gint64
pentimento_version_get_number (PentimentoVersion *self)
{
  g_return_val_if_fail (PENTIMENTO_IS_VERSION (self), 0);
  return self->number;
}

static PentimentoRecipe *
read_recipe (PentimentoVersion *self)
{
  const char *text = self != NULL ? pentimento_version_get_recipe (self) : NULL;

  return text != NULL ? pentimento_recipe_new_from_string (text, NULL) : NULL;
}

const char *
pentimento_version_describe_change (PentimentoVersion *self, PentimentoVersion *parent)
{
  g_autoptr (PentimentoRecipe) before = read_recipe (parent);
  g_autoptr (PentimentoRecipe) after = read_recipe (self);

  return pentimento_recipe_describe_change (before, after);
}
