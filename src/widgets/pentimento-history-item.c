/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pentimento-history-item.h"
#include "pentimento-thumbnail.h"
#include "pentimento-version-label.h"
#include "pentimento-window.h"

#include <glib/gi18n-lib.h>

struct _PentimentoHistoryItem {
  GtkButton parent_instance;

  PentimentoVersion *version;

  PentimentoThumbnail *thumbnail;
  GtkLabel *name_label;
  GtkLabel *origin_label;
  GtkWidget *menu; /* (nullable): made when it is asked for first */
};

G_DEFINE_FINAL_TYPE (PentimentoHistoryItem, pentimento_history_item, GTK_TYPE_BUTTON)

/* Where a version does not follow from the one to its left, it says which it was made from. */
static char *
describe_origin (PentimentoHistory *history, PentimentoVersion *version)
{
  PentimentoVersion *parent = pentimento_history_get_parent (history, version);
  g_autoptr (PentimentoVersion) left = NULL;
  g_autofree char *name = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (history)); i++)
    {
      g_autoptr (PentimentoVersion) other = g_list_model_get_item (G_LIST_MODEL (history), i);

      if (g_str_equal (pentimento_version_get_id (other), pentimento_version_get_id (version)))
        break;
      g_set_object (&left, other);
    }
  if (parent == NULL || left == NULL
      || g_str_equal (pentimento_version_get_id (parent), pentimento_version_get_id (left)))
    return NULL;

  name = pentimento_version_label (history, parent);
  /* Translators: a branch of the history; %s is a version such as “Edit 1” */
  return g_strdup_printf (_ ("from %s"), name);
}

static gboolean
came_late (PentimentoDocument *document, PentimentoVersion *version)
{
  PentimentoLibrary *library = pentimento_services_get_library (pentimento_document_get_services (document));
  const char *job_id = pentimento_version_get_job_id (version);
  g_autoptr (PentimentoJobRecord) record = job_id != NULL ? pentimento_library_get_job (library, job_id, NULL) : NULL;

  return record != NULL && record->late;
}

/* (nullable): where it came from, and whether nobody waited for it any more */
static char *
describe_arrival (PentimentoDocument *document, PentimentoVersion *version)
{
  g_autofree char *origin = describe_origin (pentimento_document_get_history (document), version);

  if (!came_late (document, version))
    return g_steal_pointer (&origin);
  /* Translators: a result of an edit that had been given up, or whose time was over */
  return origin != NULL ? g_strdup_printf (_ ("%s · came late"), origin) : g_strdup (_ ("came late"));
}

/* What was asked for, where it came from, and what was measured when it was put into the picture; a line each. */
static char *
make_tooltip (PentimentoVersion *version, const char *arrival)
{
  g_autofree char *measured = pentimento_version_describe_measured (version);
  const char *all[] = { pentimento_version_get_prompt (version), arrival, measured };
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i] != NULL)
      g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", all[i]);
  return lines->len > 0 ? g_string_free (g_steal_pointer (&lines), FALSE) : NULL;
}

static void
show_picture (PentimentoHistoryItem *self, PentimentoDocument *document)
{
  PentimentoServices *services = pentimento_document_get_services (document);
  PentimentoImage *image = pentimento_document_get_image (document);

  if (image != NULL
      && !g_str_equal (pentimento_image_get_identity (image), pentimento_version_get_identity (self->version)))
    image = NULL;
  pentimento_thumbnail_show (self->thumbnail, pentimento_thumbnailer_get (pentimento_services_get_library (services)),
                             self->version, image);
}

GtkWidget *
pentimento_history_item_new (PentimentoDocument *document, PentimentoVersion *version)
{
  PentimentoHistoryItem *self = g_object_new (PENTIMENTO_TYPE_HISTORY_ITEM, NULL);
  PentimentoHistory *history = pentimento_document_get_history (document);
  g_autofree char *name = pentimento_version_label (history, version);
  g_autofree char *origin = describe_arrival (document, version);
  g_autofree char *tooltip = make_tooltip (version, origin);
  g_autofree char *spoken = origin != NULL ? g_strdup_printf ("%s, %s", name, origin) : g_strdup (name);

  g_set_object (&self->version, version);
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->origin_label, origin != NULL ? origin : "");
  gtk_widget_set_visible (GTK_WIDGET (self->origin_label), origin != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", pentimento_version_get_id (version));
  show_picture (self, document);
  return GTK_WIDGET (self);
}

static GtkWidget *
make_menu (PentimentoHistoryItem *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuItem) compare = g_menu_item_new (_ ("_Compare with the Version Shown"), NULL);
  g_autoptr (GMenuModel) reuse = pentimento_window_create_reuse_menu (self->version);
  GtkWidget *popover;

  g_menu_item_set_action_and_target (compare, "win.compare-version", "s", pentimento_version_get_id (self->version));
  g_menu_append_item (menu, compare);
  g_menu_append_section (menu, NULL, reuse);
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_TOP);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  return popover;
}

/* The one that is shown has nothing to be compared with but itself. */
static void
pop_up_menu (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PentimentoHistoryItem *self = PENTIMENTO_HISTORY_ITEM (widget);

  if (gtk_widget_has_css_class (widget, "current"))
    return;
  if (self->menu == NULL)
    self->menu = make_menu (self);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
pressed (PentimentoHistoryItem *self, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up_menu (GTK_WIDGET (self), NULL, NULL);
}

static void
clicked (GtkGestureClick *gesture, int n_presses, double x, double y, PentimentoHistoryItem *self)
{
  pressed (self, GTK_GESTURE (gesture));
}

static void
pressed_long (GtkGestureLongPress *gesture, double x, double y, PentimentoHistoryItem *self)
{
  pressed (self, GTK_GESTURE (gesture));
}

PentimentoVersion *
pentimento_history_item_get_version (PentimentoHistoryItem *self)
{
  return self->version;
}

void
pentimento_history_item_set_current (PentimentoHistoryItem *self, gboolean current)
{
  if (current)
    gtk_widget_add_css_class (GTK_WIDGET (self), "current");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "current");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  current ? _ ("The version being shown") : "", -1);
}

static void
pentimento_history_item_dispose (GObject *object)
{
  PentimentoHistoryItem *self = PENTIMENTO_HISTORY_ITEM (object);

  g_clear_object (&self->version);
  g_clear_pointer (&self->menu, gtk_widget_unparent);

  G_OBJECT_CLASS (pentimento_history_item_parent_class)->dispose (object);
}

static void
pentimento_history_item_class_init (PentimentoHistoryItemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pentimento_history_item_dispose;
  g_type_ensure (PENTIMENTO_TYPE_THUMBNAIL);
  gtk_widget_class_install_action (widget_class, "menu.popup", NULL, pop_up_menu);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "menu.popup", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "menu.popup", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pentimento/Pentimento/pentimento-history-item.ui");
  gtk_widget_class_bind_template_child (widget_class, PentimentoHistoryItem, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, PentimentoHistoryItem, name_label);
  gtk_widget_class_bind_template_child (widget_class, PentimentoHistoryItem, origin_label);
}

static void
pentimento_history_item_init (PentimentoHistoryItem *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (click, "pressed", G_CALLBACK (clicked), self);
  g_signal_connect (press, "pressed", G_CALLBACK (pressed_long), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
}
