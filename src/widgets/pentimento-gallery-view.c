/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-gallery-item.h"
#include "pentimento-gallery-view-private.h"

#include <glib/gi18n-lib.h>

enum {
  PROP_SERVICES = 1,
  PROP_SORT,
  PROP_GROUPED,
  PROP_TRASH,
  N_PROPERTIES,
};

G_DEFINE_FINAL_TYPE (PentimentoGalleryView, pentimento_gallery_view, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPERTIES];

static const char *const sorts[] = {
  [PENTIMENTO_GALLERY_NEWEST] = "newest",
  [PENTIMENTO_GALLERY_OLDEST] = "oldest",
  [PENTIMENTO_GALLERY_LARGEST] = "largest",
  [PENTIMENTO_GALLERY_DEAREST] = "dearest",
};

PentimentoLibrary *
pentimento_gallery_view_get_library (PentimentoGalleryView *self)
{
  return pentimento_services_get_library (self->services);
}

static void
setup_item (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, pentimento_gallery_item_new (item));
}

static void
bind_item (GtkSignalListItemFactory *factory, GtkListItem *item, PentimentoGalleryView *self)
{
  pentimento_gallery_item_show (PENTIMENTO_GALLERY_ITEM (gtk_list_item_get_child (item)),
                                pentimento_gallery_view_get_library (self), gtk_list_item_get_item (item));
}

static void
unbind_item (GtkSignalListItemFactory *factory, GtkListItem *item, PentimentoGalleryView *self)
{
  pentimento_gallery_item_show (PENTIMENTO_GALLERY_ITEM (gtk_list_item_get_child (item)),
                                pentimento_gallery_view_get_library (self), NULL);
}

static void
activated (PentimentoGalleryView *self, guint position)
{
  g_autoptr (PentimentoVersion) version = g_list_model_get_item (G_LIST_MODEL (self->gallery), position);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-version", "s", pentimento_version_get_id (version));
}

static gboolean
is_searched (PentimentoGalleryView *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0'
         || pentimento_gallery_filters_count (self->filters) > 0;
}

static char *
describe_count (PentimentoGalleryView *self, guint count)
{
  return self->grouped ? g_strdup_printf (ngettext ("%u picture", "%u pictures", count), count)
                       : g_strdup_printf (ngettext ("%u version", "%u versions", count), count);
}

/* What there is to see, and why there is no more. */
static void
show_page (PentimentoGalleryView *self)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->gallery));
  gboolean searched = is_searched (self);
  const char *without = searched ? "nothing" : self->trash ? "trash" : "empty";
  g_autofree char *text = describe_count (self, count);
  gboolean complete;

  g_object_get (self->gallery, "complete", &complete, NULL);
  gtk_stack_set_visible_child_name (self->stack, count > 0 ? "pictures" : without);
  gtk_label_set_label (self->count_label, count > 0 && complete ? text : "");
  gtk_widget_set_visible (self->clear_button, searched);
  gtk_widget_set_sensitive (self->empty_button, self->trash && (count > 0 || searched));
  if (pentimento_gallery_filters_count (self->filters) > 0)
    gtk_widget_add_css_class (self->filter_button, "accent");
  else
    gtk_widget_remove_css_class (self->filter_button, "accent");
}

static void
scroll_to_top (PentimentoGalleryView *self)
{
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->grid)), 0);
}

static gboolean
stay_at_top (gpointer user_data)
{
  PentimentoGalleryView *self = user_data;

  self->scroll_id = 0;
  scroll_to_top (self);
  return G_SOURCE_REMOVE;
}

/* A list stays with what it shows when something comes before that. Who looks at the newest looks at what is newer, too. */
static void
follow_newest (PentimentoGalleryView *self, guint position, guint removed, guint added)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->grid));

  if (position == 0 && removed == 0 && added > 0 && self->scroll_id == 0 && gtk_adjustment_get_value (adjustment) == 0)
    self->scroll_id = g_timeout_add (100, stay_at_top, self);
}

/* A version that is changed takes its own place: what was selected there stays so. */
static void
items_changed (PentimentoGalleryView *self, guint position, guint removed, guint added, GtkSelectionModel *model)
{
  g_autoptr (GtkBitset) kept = gtk_bitset_new_range (position, added);
  GtkBitsetIter iter;
  guint each;

  gtk_bitset_intersect (kept, self->selected);
  if (removed == added)
    for (gboolean more = gtk_bitset_iter_init_first (&iter, kept, &each); more;
         more = gtk_bitset_iter_next (&iter, &each))
      gtk_selection_model_select_item (model, each, FALSE);
  g_clear_pointer (&self->selected, gtk_bitset_unref);
  self->selected = gtk_bitset_copy (gtk_selection_model_get_selection (model));
  pentimento_gallery_view_selection_changed (self);
  follow_newest (self, position, removed, added);
  show_page (self);
}

static void
selection_changed (PentimentoGalleryView *self, guint position, guint n_items, GtkSelectionModel *model)
{
  g_clear_pointer (&self->selected, gtk_bitset_unref);
  self->selected = gtk_bitset_copy (gtk_selection_model_get_selection (model));
  pentimento_gallery_view_selection_changed (self);
}

static guint
find_sort (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (g_strcmp0 (name, sorts[i]) == 0)
      return i;
  return PENTIMENTO_GALLERY_NEWEST;
}

static PentimentoGalleryFilter *
make_filter (PentimentoGalleryView *self)
{
  PentimentoGalleryFilter *filter = pentimento_gallery_filter_new ();

  pentimento_gallery_filters_apply (self->filters, filter);
  filter->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  filter->trashed = self->trash;
  filter->sort = find_sort (self->sort);
  return filter;
}

static void
search (PentimentoGalleryView *self)
{
  g_autoptr (PentimentoGalleryFilter) filter = NULL;

  if (self->gallery == NULL)
    return;
  filter = make_filter (self);
  gtk_selection_model_unselect_all (gtk_grid_view_get_model (self->grid));
  pentimento_gallery_set_filter (self->gallery, filter, self->grouped);
  scroll_to_top (self);
  show_page (self);
}

static void
search_stopped (PentimentoGalleryView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
clear (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoGalleryView *self = PENTIMENTO_GALLERY_VIEW (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  pentimento_gallery_filters_clear (self->filters);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
find (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (PENTIMENTO_GALLERY_VIEW (widget)->search_entry));
}

/* So that keys go to the pictures, and letters to the search. */
static gboolean
pentimento_gallery_view_grab_focus (GtkWidget *widget)
{
  PentimentoGalleryView *self = PENTIMENTO_GALLERY_VIEW (widget);
  gboolean any = self->gallery != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->gallery)) > 0;

  return gtk_widget_grab_focus (any ? GTK_WIDGET (self->grid) : GTK_WIDGET (self->search_entry));
}

static void
set_services (PentimentoGalleryView *self, PentimentoServices *services)
{
  g_autoptr (GtkMultiSelection) model = NULL;
  g_autoptr (PentimentoGalleryFilter) filter = NULL;
  GSettings *settings;

  if (!g_set_object (&self->services, services) || services == NULL)
    return;

  settings = pentimento_services_get_settings (services);
  if (settings != NULL)
    {
      g_settings_bind (settings, "gallery-sort", self, "sort", G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (settings, "gallery-grouped", self, "grouped", G_SETTINGS_BIND_DEFAULT);
    }
  filter = make_filter (self);
  g_set_object (&self->gallery, NULL);
  self->gallery = pentimento_gallery_new_filtered (pentimento_gallery_view_get_library (self), filter, self->grouped);
  model = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->gallery)));
  gtk_grid_view_set_model (self->grid, GTK_SELECTION_MODEL (model));
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "selection-changed", G_CALLBACK (selection_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->gallery, "notify::complete", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  pentimento_gallery_filters_set_library (self->filters, pentimento_gallery_view_get_library (self));
  pentimento_gallery_view_selection_changed (self);
  show_page (self);
}

static void
set_sort (PentimentoGalleryView *self, const char *name)
{
  const char *sort = sorts[find_sort (name)];

  if (g_str_equal (sort, self->sort))
    return;
  g_free (self->sort);
  self->sort = g_strdup (sort);
  search (self);
}

static void
set_trash (PentimentoGalleryView *self, gboolean trash)
{
  self->trash = trash;
  gtk_widget_set_visible (self->trash_bar, trash);
  pentimento_gallery_view_selection_changed (self);
  search (self);
}

static void
pentimento_gallery_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  PentimentoGalleryView *self = PENTIMENTO_GALLERY_VIEW (object);

  switch (id)
    {
    case PROP_SORT:
      g_value_set_string (value, self->sort);
      break;
    case PROP_GROUPED:
      g_value_set_boolean (value, self->grouped);
      break;
    case PROP_TRASH:
      g_value_set_boolean (value, self->trash);
      break;
    default:
      g_value_set_object (value, self->services);
    }
}

static void
pentimento_gallery_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PentimentoGalleryView *self = PENTIMENTO_GALLERY_VIEW (object);

  switch (id)
    {
    case PROP_SORT:
      set_sort (self, g_value_get_string (value));
      break;
    case PROP_GROUPED:
      if (self->grouped != g_value_get_boolean (value))
        {
          self->grouped = g_value_get_boolean (value);
          search (self);
        }
      break;
    case PROP_TRASH:
      set_trash (self, g_value_get_boolean (value));
      break;
    default:
      set_services (self, g_value_get_object (value));
    }
}

static void
pentimento_gallery_view_dispose (GObject *object)
{
  PentimentoGalleryView *self = PENTIMENTO_GALLERY_VIEW (object);

  if (self->grid != NULL)
    gtk_grid_view_set_model (self->grid, NULL);
  self->grid = NULL;
  g_clear_handle_id (&self->scroll_id, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->gallery);
  g_clear_object (&self->services);

  G_OBJECT_CLASS (pentimento_gallery_view_parent_class)->dispose (object);
}

static void
pentimento_gallery_view_finalize (GObject *object)
{
  PentimentoGalleryView *self = PENTIMENTO_GALLERY_VIEW (object);

  gtk_bitset_unref (self->selected);
  g_free (self->sort);
  G_OBJECT_CLASS (pentimento_gallery_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_SERVICES] = g_param_spec_object ("services", NULL, NULL, PENTIMENTO_TYPE_SERVICES,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SORT]
      = g_param_spec_string ("sort", NULL, NULL, "newest", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_GROUPED]
      = g_param_spec_boolean ("grouped", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TRASH]
      = g_param_spec_boolean ("trash", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-gallery-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryView, filter_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryView, filters);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryView, trash_bar);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryView, empty_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryView, count_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryView, clear_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryView, stack);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryView, grid);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryView, selection_bar);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryView, selection_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryView, selection_marks);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryView, restore_button);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryView, version_menu);
  gtk_widget_class_bind_template_child (widget_class, PentimentoGalleryView, trash_menu);
  gtk_widget_class_bind_template_callback (widget_class, setup_item);
  gtk_widget_class_bind_template_callback (widget_class, bind_item);
  gtk_widget_class_bind_template_callback (widget_class, unbind_item);
  gtk_widget_class_bind_template_callback (widget_class, activated);
  gtk_widget_class_bind_template_callback (widget_class, search);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped);
}

static void
pentimento_gallery_view_class_init (PentimentoGalleryViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pentimento_gallery_view_get_property;
  object_class->set_property = pentimento_gallery_view_set_property;
  object_class->dispose = pentimento_gallery_view_dispose;
  object_class->finalize = pentimento_gallery_view_finalize;
  widget_class->grab_focus = pentimento_gallery_view_grab_focus;
  install_properties (object_class);

  g_type_ensure (PENTIMENTO_TYPE_GALLERY_FILTERS);
  gtk_widget_class_install_property_action (widget_class, "gallery.sort", "sort");
  gtk_widget_class_install_property_action (widget_class, "gallery.grouped", "grouped");
  gtk_widget_class_install_property_action (widget_class, "gallery.show-trash", "trash");
  gtk_widget_class_install_action (widget_class, "gallery.clear", NULL, clear);
  gtk_widget_class_install_action (widget_class, "gallery.find", NULL, find);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "gallery.find", NULL);
  pentimento_gallery_view_install_actions (widget_class);
  bind_template (widget_class);
}

static void
pentimento_gallery_view_init (PentimentoGalleryView *self)
{
  self->selected = gtk_bitset_new_empty ();
  self->sort = g_strdup (sorts[PENTIMENTO_GALLERY_NEWEST]);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search_entry, GTK_WIDGET (self));
  pentimento_gallery_view_init_keys (self);
  pentimento_gallery_view_init_menu (self);
}
