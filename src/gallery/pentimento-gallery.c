/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-gallery.h"

#include "pentimento-library-private.h"

enum { PROP_0, PROP_LIBRARY, N_PROPS };

struct _PentimentoGallery {
  GObject parent_instance;
  PentimentoLibrary *library;
  GPtrArray *versions; /* oldest first, so that a new one is added at the end */
};

static GParamSpec *properties[N_PROPS];

static GType
pentimento_gallery_get_item_type (GListModel *list)
{
  return PENTIMENTO_TYPE_VERSION;
}

static guint
pentimento_gallery_get_n_items (GListModel *list)
{
  return PENTIMENTO_GALLERY (list)->versions->len;
}

static gpointer
pentimento_gallery_get_item (GListModel *list, guint position)
{
  GPtrArray *versions = PENTIMENTO_GALLERY (list)->versions;

  return position < versions->len ? g_object_ref (versions->pdata[versions->len - 1 - position]) : NULL;
}

static void
pentimento_gallery_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = pentimento_gallery_get_item_type;
  iface->get_n_items = pentimento_gallery_get_n_items;
  iface->get_item = pentimento_gallery_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PentimentoGallery,
                               pentimento_gallery,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pentimento_gallery_list_model_init))

/* Versions are only ever added, so what is new is what came after the newest one known. */
static void
pentimento_gallery_update (PentimentoGallery *self)
{
  GPtrArray *versions = self->versions;
  const char *newest = versions->len > 0 ? pentimento_version_get_id (versions->pdata[versions->len - 1]) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) list = pentimento_library_list_versions_after (self->library, newest, &error);
  guint added;

  if (list == NULL)
    {
      g_warning ("%s", error->message);
      return;
    }
  added = g_list_model_get_n_items (list);
  for (guint i = 0; i < added; i++)
    g_ptr_array_add (versions, g_list_model_get_item (list, i));
  if (added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, added);
}

static void
pentimento_gallery_constructed (GObject *object)
{
  PentimentoGallery *self = PENTIMENTO_GALLERY (object);

  G_OBJECT_CLASS (pentimento_gallery_parent_class)->constructed (object);
  pentimento_gallery_update (self);
  g_signal_connect_object (self->library, "changed", G_CALLBACK (pentimento_gallery_update), self, G_CONNECT_SWAPPED);
}

static void
pentimento_gallery_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, PENTIMENTO_GALLERY (object)->library);
}

static void
pentimento_gallery_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  PENTIMENTO_GALLERY (object)->library = g_value_dup_object (value);
}

static void
pentimento_gallery_finalize (GObject *object)
{
  PentimentoGallery *self = PENTIMENTO_GALLERY (object);

  g_ptr_array_unref (self->versions);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (pentimento_gallery_parent_class)->finalize (object);
}

static void
pentimento_gallery_class_init (PentimentoGalleryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = pentimento_gallery_constructed;
  object_class->finalize = pentimento_gallery_finalize;
  object_class->get_property = pentimento_gallery_get_property;
  object_class->set_property = pentimento_gallery_set_property;

  properties[PROP_LIBRARY] = g_param_spec_object ("library", NULL, NULL, PENTIMENTO_TYPE_LIBRARY,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pentimento_gallery_init (PentimentoGallery *self)
{
  self->versions = g_ptr_array_new_with_free_func (g_object_unref);
}

PentimentoGallery *
pentimento_gallery_new (PentimentoLibrary *library)
{
  return g_object_new (PENTIMENTO_TYPE_GALLERY, "library", library, NULL);
}
