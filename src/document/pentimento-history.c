/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-history.h"

/*
 * The tree is kept flat, in the order the versions were made, as the library lists it; parents are found by id. Which child
 * undo left last is remembered for the session, so that redo leads back where the person came from.
 */
struct _PentimentoHistory {
  GObject parent_instance;

  PentimentoLibrary *library;
  GListStore *versions;
  PentimentoVersion *current;
  GHashTable *left_children; /* parent id → child id */
  gulong changed_handler;
};

enum { PROP_CURRENT = 1, PROP_CAN_UNDO, PROP_CAN_REDO, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void pentimento_history_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PentimentoHistory,
                               pentimento_history,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pentimento_history_list_model_init))

static GType
get_item_type (GListModel *model)
{
  return PENTIMENTO_TYPE_VERSION;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (PENTIMENTO_HISTORY (model)->versions));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (PENTIMENTO_HISTORY (model)->versions), position);
}

static void
pentimento_history_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

PentimentoVersion *
pentimento_history_find (PentimentoHistory *self, const char *id)
{
  guint n_versions = get_n_items (G_LIST_MODEL (self));

  for (guint i = 0; i < n_versions; i++)
    {
      g_autoptr (PentimentoVersion) version = get_item (G_LIST_MODEL (self), i);

      /* The list keeps its own reference. */
      if (g_strcmp0 (pentimento_version_get_id (version), id) == 0)
        return version;
    }
  return NULL;
}

PentimentoVersion *
pentimento_history_get_parent (PentimentoHistory *self, PentimentoVersion *version)
{
  const char *parent_id = pentimento_version_get_parent_id (version);

  return parent_id != NULL ? pentimento_history_find (self, parent_id) : NULL;
}

static PentimentoVersion *
find_newest_child (PentimentoHistory *self, const char *parent_id)
{
  for (guint i = get_n_items (G_LIST_MODEL (self)); i > 0; i--)
    {
      g_autoptr (PentimentoVersion) version = get_item (G_LIST_MODEL (self), i - 1);

      if (g_strcmp0 (pentimento_version_get_parent_id (version), parent_id) == 0)
        return version;
    }
  return NULL;
}

PentimentoVersion *
pentimento_history_find_redo (PentimentoHistory *self)
{
  const char *id;
  PentimentoVersion *left = NULL;

  if (self->current == NULL)
    return NULL;
  id = pentimento_version_get_id (self->current);
  left = pentimento_history_find (self, g_hash_table_lookup (self->left_children, id));
  return left != NULL ? left : find_newest_child (self, id);
}

PentimentoVersion *
pentimento_history_get_current (PentimentoHistory *self)
{
  return self->current;
}

gboolean
pentimento_history_get_can_undo (PentimentoHistory *self)
{
  return self->current != NULL && pentimento_history_get_parent (self, self->current) != NULL;
}

gboolean
pentimento_history_get_can_redo (PentimentoHistory *self)
{
  return pentimento_history_find_redo (self) != NULL;
}

static void
notify_place (PentimentoHistory *self)
{
  for (guint i = PROP_CURRENT; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static gboolean
contains (PentimentoHistory *self, PentimentoVersion *version)
{
  return pentimento_history_find (self, pentimento_version_get_id (version)) != NULL;
}

static gboolean
says_the_same (PentimentoVersion *one, PentimentoVersion *other)
{
  return g_strcmp0 (pentimento_version_get_title (one), pentimento_version_get_title (other)) == 0
         && pentimento_version_get_starred (one) == pentimento_version_get_starred (other)
         && pentimento_version_get_rejected (one) == pentimento_version_get_rejected (other)
         && g_strv_equal (pentimento_version_get_tags (one), pentimento_version_get_tags (other));
}

/* What the person says of a version is read with it: one of which something else is said now takes the place of the one that is there. */
static void
renew (PentimentoHistory *self, PentimentoVersion *version)
{
  PentimentoVersion *known = pentimento_history_find (self, pentimento_version_get_id (version));
  gboolean is_current;
  guint position;

  if (known == NULL || says_the_same (known, version) || !g_list_store_find (self->versions, known, &position))
    return;
  is_current = known == self->current;
  if (is_current)
    g_set_object (&self->current, version);
  g_list_store_splice (self->versions, position, 1, (gpointer *)&version, 1);
  if (is_current)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}

/* Versions are only ever added, so what the library has beyond our list comes at its end. */
static void
append_new_versions (PentimentoHistory *self)
{
  g_autoptr (GListModel) stored = NULL;
  g_autoptr (GError) error = NULL;

  if (self->current == NULL)
    return;
  stored = pentimento_library_list_versions (self->library, pentimento_version_get_picture_id (self->current), &error);
  if (stored == NULL)
    {
      g_warning ("The history could not be read: %s", error->message);
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (stored); i++)
    {
      g_autoptr (PentimentoVersion) version = g_list_model_get_item (stored, i);

      if (!contains (self, version))
        g_list_store_append (self->versions, version);
      else
        renew (self, version);
    }
}

static void
library_changed (PentimentoHistory *self)
{
  guint before = get_n_items (G_LIST_MODEL (self));

  append_new_versions (self);
  if (get_n_items (G_LIST_MODEL (self)) != before)
    notify_place (self);
}

static void
remember_place (PentimentoHistory *self)
{
  g_autoptr (GError) error = NULL;

  /* A picture that has not been edited yet is not in the library, and need not be. */
  if (!pentimento_library_set_current (self->library, self->current, &error)
      && !g_error_matches (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING))
    g_warning ("The current version could not be remembered: %s", error->message);
}

void
pentimento_history_show (PentimentoHistory *self, PentimentoVersion *version)
{
  PentimentoVersion *known;

  append_new_versions (self);
  known = pentimento_history_find (self, pentimento_version_get_id (version));
  if (known == NULL || known == self->current)
    return;
  g_set_object (&self->current, known);
  remember_place (self);
  notify_place (self);
}

void
pentimento_history_undo (PentimentoHistory *self)
{
  PentimentoVersion *parent;

  if (!pentimento_history_get_can_undo (self))
    return;
  parent = pentimento_history_get_parent (self, self->current);
  g_hash_table_replace (self->left_children, g_strdup (pentimento_version_get_id (parent)),
                        g_strdup (pentimento_version_get_id (self->current)));
  pentimento_history_show (self, parent);
}

void
pentimento_history_redo (PentimentoHistory *self)
{
  PentimentoVersion *child = pentimento_history_find_redo (self);

  if (child != NULL)
    pentimento_history_show (self, child);
}

static void
items_changed (PentimentoHistory *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
pentimento_history_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PentimentoHistory *self = PENTIMENTO_HISTORY (object);

  switch (id)
    {
    case PROP_CURRENT:
      g_value_set_object (value, self->current);
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, pentimento_history_get_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, pentimento_history_get_can_redo (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pentimento_history_dispose (GObject *object)
{
  PentimentoHistory *self = PENTIMENTO_HISTORY (object);

  g_clear_signal_handler (&self->changed_handler, self->library);
  g_clear_object (&self->current);
  g_clear_object (&self->versions);
  g_clear_object (&self->library);
  g_clear_pointer (&self->left_children, g_hash_table_unref);
  G_OBJECT_CLASS (pentimento_history_parent_class)->dispose (object);
}

static void
pentimento_history_class_init (PentimentoHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pentimento_history_get_property;
  object_class->dispose = pentimento_history_dispose;

  properties[PROP_CURRENT] = g_param_spec_object ("current", NULL, NULL, PENTIMENTO_TYPE_VERSION, flags);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pentimento_history_init (PentimentoHistory *self)
{
  self->versions = g_list_store_new (PENTIMENTO_TYPE_VERSION);
  self->left_children = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_signal_connect_object (self->versions, "items-changed", G_CALLBACK (items_changed), self, G_CONNECT_SWAPPED);
}

PentimentoHistory *
pentimento_history_new (PentimentoLibrary *library, PentimentoVersion *first)
{
  PentimentoHistory *self = g_object_new (PENTIMENTO_TYPE_HISTORY, NULL);

  self->library = g_object_ref (library);
  self->changed_handler
      = g_signal_connect_object (library, "changed", G_CALLBACK (library_changed), self, G_CONNECT_SWAPPED);
  if (first == NULL)
    return self;
  self->current = g_object_ref (first);
  append_new_versions (self);
  if (!contains (self, first))
    g_list_store_append (self->versions, first);
  g_set_object (&self->current, pentimento_history_find (self, pentimento_version_get_id (first)));
  return self;
}
