/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-gallery-view.h"
#include "pentimento-gallery-item.h"
#include "pentimento-gallery.h"

struct _PentimentoGalleryView {
  AdwBin parent_instance;

  PentimentoServices *services;

  GtkStack *stack;
  GtkGridView *grid;
};

enum {
  PROP_SERVICES = 1,
};

G_DEFINE_FINAL_TYPE (PentimentoGalleryView, pentimento_gallery_view, ADW_TYPE_BIN)

static void
setup_item (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, pentimento_gallery_item_new ());
}

static void
bind_item (GtkSignalListItemFactory *factory, GtkListItem *item, PentimentoGalleryView *self)
{
  pentimento_gallery_item_show (PENTIMENTO_GALLERY_ITEM (gtk_list_item_get_child (item)),
                                pentimento_services_get_library (self->services), gtk_list_item_get_item (item));
}

static void
unbind_item (GtkSignalListItemFactory *factory, GtkListItem *item, PentimentoGalleryView *self)
{
  pentimento_gallery_item_show (PENTIMENTO_GALLERY_ITEM (gtk_list_item_get_child (item)),
                                pentimento_services_get_library (self->services), NULL);
}

static void
activated (PentimentoGalleryView *self, guint position)
{
  g_autoptr (PentimentoVersion) version
      = g_list_model_get_item (G_LIST_MODEL (gtk_grid_view_get_model (self->grid)), position);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-version", "s", pentimento_version_get_id (version));
}

static void
show_page (PentimentoGalleryView *self)
{
  GListModel *model = G_LIST_MODEL (gtk_grid_view_get_model (self->grid));

  gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (model) > 0 ? "pictures" : "empty");
}

static void
set_services (PentimentoGalleryView *self, PentimentoServices *services)
{
  g_autoptr (GtkNoSelection) model = NULL;

  if (!g_set_object (&self->services, services) || services == NULL)
    return;

  model = gtk_no_selection_new (G_LIST_MODEL (pentimento_gallery_new (pentimento_services_get_library (services))));
  gtk_grid_view_set_model (self->grid, GTK_SELECTION_MODEL (model));
  g_signal_connect_object (model, "items-changed", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  show_page (self);
}

static void
pentimento_gallery_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_object (value, PENTIMENTO_GALLERY_VIEW (object)->services);
}

static void
pentimento_gallery_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  set_services (PENTIMENTO_GALLERY_VIEW (object), g_value_get_object (value));
}

static void
pentimento_gallery_view_dispose (GObject *object)
{
  PentimentoGalleryView *self = PENTIMENTO_GALLERY_VIEW (object);

  if (self->grid != NULL)
    gtk_grid_view_set_model (self->grid, NULL);
  self->grid = NULL;
  g_clear_object (&self->services);

  G_OBJECT_CLASS (pentimento_gallery_view_parent_class)->dispose (object);
}

static void
pentimento_gallery_view_class_init (PentimentoGalleryViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_gallery_view_get_property;
  object_class->set_property = pentimento_gallery_view_set_property;
  object_class->dispose = pentimento_gallery_view_dispose;
  g_object_class_install_property (object_class, PROP_SERVICES,
                                   g_param_spec_object ("services", NULL, NULL, PENTIMENTO_TYPE_SERVICES,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-gallery-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryView, stack);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryView, grid);
  gtk_widget_class_bind_template_callback (widget_class, setup_item);
  gtk_widget_class_bind_template_callback (widget_class, bind_item);
  gtk_widget_class_bind_template_callback (widget_class, unbind_item);
  gtk_widget_class_bind_template_callback (widget_class, activated);
}

static void
pentimento_gallery_view_init (PentimentoGalleryView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
